r"""Telepathy's archive of one Telegram chat: a CSV with semicolons, and the counters of the day it was made.

Source: Telepathy ``src/telepathy/telepathy.py`` and ``utils.py`` at 572f6e54 and in forks of 2023; read in public
repositories, no public sample. What its code does, and a reader must know: ``To`` is what its user typed, a username
or a link. ``User ID`` is in a broadcast channel the channel's own id and in a group the writer's, which the table
does not say; an id that stands alone in it is taken for nobody's. ``Message_text`` is Telethon's markdown
(``**bold**``), and stands in quotes when translation was on. ``Has_media`` is also said of link previews. Reactions of
one post may be those of the post before it: the total is a highest bound, columns of single emoji are not read. Leaves
out: translations, rates, its lists of members, repliers and forwards (``table`` with a mapping reads those).

>>> head = b";To;Message ID;Display_name;User ID;Message_text;Original_language;Timestamp;Has_media;Views\n"
>>> recognise(head, "x.csv").confidence
95
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import BinaryIO, Final

from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.table.counts import count
from doxdocket.parse.table.fixed import Cell, Fixed, header, whole
from doxdocket.parse.table.lines import Bad, Row
from doxdocket.parse.table.posts import channel_key, file_name, username
from doxdocket.parse.table.remarks import Remarks
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "telepathy"
_COLUMNS: Final = frozenset(
    {"To", "Message ID", "Display_name", "User ID", "Message_text", "Timestamp", "Has_media", "Views"}
)
_COUNTERS: Final = (("Views", "views"), ("Forwards", "forwards"), ("Replies", "replies"))
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{2,31}")
_PEER = re.compile(r"Peer(User|Channel|Chat)\(\w+=(\d{1,19})\)")
_AHEAD_ROWS, _AHEAD_BYTES = 2000, 16 << 20  # looked at to see whether one id stands alone


def recognise(head: bytes, _name: str) -> Bid | None:
    """Bid by the names of the columns."""
    if not set(header(head, ";")) >= _COLUMNS:
        return None
    return Bid(_ID, 95, *zh_en("telepathy.its_columns_are_those_of"))


def parse(stream: BinaryIO, source_sha256: str, _stated: Stated, /) -> Iterator[Parsed]:
    """Read one archive."""
    table = Fixed(stream, source_sha256, ";")
    every = iter(table.body)
    first, alone = _ahead(every, table.cells)
    yield from table.posts(partial(_post, table, alone), chain(first, every))
    yield from table.finished()


def _ahead(every: Iterator[Row], cells: Callable[[Row], Cell]) -> tuple[list[Row], str | None]:
    """The first rows, and the sender's id when it is one and the same in all of them."""
    rows: list[Row] = []
    ids: set[str] = set()
    size = 0
    for row in every:
        rows.append(row)
        size += row.end - row.start
        if (number := whole(cells(row)("User ID"))) != "":
            ids.add(number)
        if len(ids) > 1 or len(rows) >= _AHEAD_ROWS or size > _AHEAD_BYTES:
            break
    return rows, ids.pop() if len(ids) == 1 else None


def _post(table: Fixed, alone: str | None, row: Row, cell: Cell) -> None:
    rows, remarks = table.rows, table.remarks
    post_id = whole(cell("Message ID"))
    if not post_id:
        if cell("Message ID") == cell("To") == "None":
            remarks.doubt("empty_rows", row.number)
        else:
            remarks.bad(Bad("row_without_id", *row[1:]))
        return
    key, username = _channel(cell("To").strip(), rows)
    table.channels.setdefault(key, username)
    moment = _moment(cell("Timestamp"))
    if moment is None:
        remarks.doubt("time_unread", row.number)
    sender = _sender(cell("User ID").strip(), alone)
    if sender is None and whole(cell("User ID")):
        remarks.doubt("sender_unsure", row.number)
    saved = _said(cell("Media save directory"))
    if cell("Has_media") == "TRUE" and not saved:
        remarks.doubt("media_unsure", row.number)
    name = posixpath.basename(saved.replace("\\", "/"))
    file = {"path": None, "name": name, "mime": None, "kind": "document", "status": "not_included"}
    rows.post(
        key, post_id, byte_start=row.start, byte_end=row.end, text=_text(cell), date=moment,
        edited=_moment(cell("Edit_date")), from_id=sender, from_name=_said(cell("Display_name")) or None,
        reply_to=whole(cell("Reply_to_ID")) or None, fields=[("file_name", file_name(name))], media=[file] if name else [] if cell("Has_media") == "FALSE" else None,
    )  # fmt: skip
    _readings(row.number, cell, remarks, key, post_id)


def _channel(target: str, rows: Rows) -> tuple[str, str | None]:
    """The chat's id and username, as far as what the tool's user typed says it."""
    value = f"@{target}" if _NAME.fullmatch(target) else target
    if (name := username(value)) or whole(target):
        return channel_key("telegram", "channel", value), name
    return f"telegram:unkeyed:{rows.capture()}", None  # an invitation, or a title


def _said(cell: str) -> str:
    """A cell, without the words for nothing."""
    return "" if cell.strip() in ("", "None", "N/A", "nan") else cell.strip()


def _text(cell: Cell) -> str:
    """The text; when translation was on, without the quotes it was put in."""
    text = cell("Message_text")
    if not _said(cell("Original_language")):
        return text
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else "" if text == "None" else text


def _sender(said: str, alone: str | None) -> str | None:
    if peer := _PEER.fullmatch(said):
        return peer[1].lower() + peer[2]
    number = whole(said)
    return f"user{number}" if number and number != alone else None


def _moment(cell: str) -> datetime | None:
    """A moment with its offset; a clock time alone is none."""
    try:
        at = datetime.fromisoformat(cell.strip())
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _readings(number: int, cell: Cell, remarks: Remarks, key: str, post_id: str) -> None:
    for column, what in _COUNTERS:
        remarks.counter(what, key, post_id, cell(column), number)
    total = count(cell("Total_reactions"))
    if total and total[2]:
        remarks.rows.reading(key, post_id, "reactions", 0, *total[1:])
        remarks.doubt("reactions_unsure", number)


FORM = Form(_ID, *zh_en("telepathy.telepathy_archive_csv"), recognise, parse)
