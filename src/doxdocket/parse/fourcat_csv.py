r"""4CAT's CSV of Telegram messages: several channels in one file, each post with its views as the server gave them.

Source: 4CAT ``datasources/telegram/search_telegram.py``, ``map_item``, as of 227bead1 (2025) and as of 2022 (id without
its channel, fewer columns); read in public repositories, no public sample. Its ``timestamp`` columns are the clock of
the server that 4CAT ran on, without a zone: moments are taken from ``unix_timestamp`` alone, and the two together tell
how that clock stood. ``author`` is an id that may be a person's or the channel's own: it is taken where the names
beside it tell which. Reactions are written as each emoji so many times over. Leaves out: titles and descriptions of
linked pages (another site's words), ``body_markdown``, connections that 4CAT computed; forwards, which it leaves out.

>>> recognise(
...     b"id,thread_id,author,body,reply_to,views,timestamp,unix_timestamp\nx-1,x,,a,,4,,17\n", "a.csv"
... ).confidence
95
>>> sorted(emoji("👍👍❤️❤️❤️👍🏽").items())
[('❤️', 3), ('👍', 2), ('👍🏽', 1)]
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from doxdocket.parse.attached_objects import full_name, outside
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import exact
from doxdocket.parse.table.fixed import Cell, Fixed, header, seconds, whole
from doxdocket.parse.table.lines import Bad, Row
from doxdocket.parse.table.posts import channel_key
from doxdocket.parse.table.remarks import Remarks
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "fourcat_csv"
_COLUMNS: Final = frozenset({"id", "thread_id", "author", "body", "reply_to", "views", "timestamp", "unix_timestamp"})
_MEDIA: Final = {
    "photo": ("photo", "image/jpeg"), "video": ("video_file", None), "audio": ("audio_file", None),
    "image": ("document", None), "application": ("document", None), "text": ("document", None),
}  # fmt: skip
_NO_FILE: Final = frozenset(
    {"", "url", "contact", "poll", "geo", "geo_live", "game", "invoice", "venue", "unsupported"}
)
#: One emoji as it is drawn: a flag, or a character with its skin, variation, keycap and what is joined to it.
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|(?:[^\\s\u200d\ufe0f\u20e3\U0001f3fb-\U0001f3ff][\ufe0f\U0001f3fb-\U0001f3ff]*\u20e3?[\U000e0020-\U000e007f]*)"
    "(?:\u200d[^\\s][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
_LONE = re.compile("[\ud800-\udfff]")  # half a character, which JSON inside a cell may hold
_DOCUMENT, _COUNT = re.compile(r"'document_id': (\d{1,20})\b"), re.compile(r"'count': (\d{1,12})\b")


def recognise(head: bytes, _name: str) -> Bid | None:
    """Bid by the names of the columns."""
    if not set(header(head, ",")) >= _COLUMNS:
        return None
    return Bid(_ID, 95, *zh_en("fourcat_csv.its_columns_are_those_of"))


def parse(stream: BinaryIO, source_sha256: str, _stated: Stated, /) -> Iterator[Parsed]:
    """Read one table."""
    table = Fixed(stream, source_sha256, ",")
    yield from table.posts(partial(_post, table), table.body)
    yield from table.finished()


def _post(table: Fixed, row: Row, cell: Cell) -> None:
    rows, remarks = table.rows, table.remarks
    thread = cell("thread_id").strip() or cell("chat").strip()
    post_id = cell("id").strip().removeprefix(f"{thread}-")
    if not thread or len(thread) > 256 or not post_id:
        remarks.bad(Bad("row_without_id" if thread and not post_id else "row_without_channel", *row[1:]))
        return
    named = not re.fullmatch(r"-?\d+", thread, re.ASCII)
    key = channel_key("telegram", "channel", f"@{thread}" if named else thread)
    table.channels.setdefault(key, thread if named and key.startswith("telegram:name:") else None)
    moment = seconds(cell("unix_timestamp"))
    table.clocks.add(cell("timestamp"), moment)
    if moment is None:
        remarks.doubt("time_unread", row.number)
    sender, origin, kind = _sender(cell, thread), _origin(cell), cell("attachment_type").strip()
    if sender is None and cell("author").strip():
        remarks.doubt("sender_unsure", row.number)
    if origin[0] is not None and origin[1] is None and whole(cell("author_forwarded_from_id")):
        remarks.doubt("origin_unsure", row.number)
    if kind in ("geo", "geo_live", "venue"):
        remarks.doubt("location_left_out", row.number)
    fields = _fields(cell, kind)
    if lone := any(_LONE.search(text) for _, text in fields):
        rows.warn("repair", "lone_surrogate", row.start, row.end, channel_id=key, post_id=post_id)
        fields = [(where, _LONE.sub("\ufffd", text)) for where, text in fields]
    rows.post(
        key, post_id, byte_start=row.start, byte_end=row.end, text=cell("body"), date=moment,
        date_local=cell("timestamp").strip() or None, edited=seconds(cell("unix_timestamp_edited")), from_id=sender,
        from_name=cell("author_name").strip() or None, reply_to=whole(cell("reply_to")) or None,
        forwarded_from=origin[0], forwarded_from_id=origin[1],
        forwarded_date=seconds(cell("unix_timestamp_forwarded_from")), fields=fields, repairs=int(lone),
        media=_media(kind, cell("attachment_filename").strip()),
    )  # fmt: skip
    _readings(row.number, cell, remarks, key, post_id)


def _sender(cell: Cell, thread: str) -> str | None:
    """Who wrote it: the channel itself bears the channel's name, and only persons have a name of their own."""
    number, username = whole(cell("author")), cell("author_username").strip()
    if number and (username.lower() == thread.lower() or number == thread.removeprefix("-100")):
        return f"channel{number}"
    if number and cell("author_name").strip():
        return f"user{number}"
    return f"@{username}" if username else None


def _origin(cell: Cell) -> tuple[str | None, str | None]:
    """Name and account of whom it was forwarded from; an empty name where an origin is known to exist."""
    name, username = cell("author_forwarded_from_name").strip(), cell("author_forwarded_from_username").strip()
    forwarded = name or username or cell("unix_timestamp_forwarded_from").strip()
    return (name if forwarded else None), (f"@{username}" if username else None)


def _fields(cell: Cell, kind: str) -> list[tuple[str, str]]:
    link = cell("link_attached").strip()
    attached = {kind: _attached(kind, cell("attachment_data"))} if kind in ("contact", "poll") else {}
    return outside(links=[] if link in cell("body") else [link], **attached)


def _attached(kind: str, data: str) -> str:
    """A contact's name and number, or a poll's question and answers; the JSON as it stands when it is of no such shape."""
    try:
        said = json.loads(data)
        if kind == "contact":
            name = full_name(str(said.get("first_name") or ""), str(said.get("last_name") or ""))
            lines = [name, str(said.get("phone_number") or "")]
        else:
            lines = [_words(said["question"]), *(_words(answer["answer"]) for answer in said["answers"])]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return data
    return "\n".join(line for line in lines if line)


def _words(text: object) -> str:
    """A text, which newer layers wrap into an object."""
    return str(text.get("text", "")) if isinstance(text, dict) else str(text)


def _media(kind: str, name: str) -> list[dict[str, str | None]]:
    """The file it had: 4CAT fetches none into the table, and a name given is 4CAT's own."""
    if kind in _NO_FILE:
        return []
    what, mime = _MEDIA.get(kind, ("document", None))
    return [{"path": None, "name": name or None, "mime": mime, "kind": what, "status": "not_included"}]


def emoji(reactions: str) -> Counter[str]:
    """How often each emoji stands in a text of nothing else."""
    return Counter(_EMOJI.findall(reactions))


def _readings(number: int, cell: Cell, remarks: Remarks, key: str, post_id: str) -> None:
    remarks.counter("views", key, post_id, cell("views"), number)
    counted, unread = _reactions(cell("reactions"))
    for label, times in counted.items():
        remarks.rows.reading(key, post_id, "reactions", *exact(times), label=label)
    if unread:
        remarks.doubt("odd_counter", number)


def _reactions(cell: str) -> tuple[Counter[str], bool]:
    """Each reaction's count, and whether some could not be read. Custom emoji are written as Python's dictionaries."""
    if "{" not in cell:
        return emoji(cell), False
    found: Counter[str] = Counter()
    unread = False
    rest = cell
    while "{" in rest:
        at = rest.index("{")
        found += emoji(rest[:at].replace(",", ""))
        depth = end = 0
        for brace in re.finditer(r"[{}]", rest):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                end = brace.end()
                break
        one, rest = rest[at:end], rest[end:]
        document, times = _DOCUMENT.search(one), _COUNT.search(one)
        if not end:
            return found, True
        if document and times:
            found[f"custom:{document[1]}"] += int(times[1])
        else:
            unread = True
    return found + emoji(rest.replace(",", "")), unread


FORM = Form(_ID, *zh_en("fourcat_csv.of_4cat_table_of_telegram_messages"), recognise, parse)
