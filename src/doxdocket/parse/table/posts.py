"""Rows of a table to posts, column by column as the mapping says.

Nothing is concluded from names or shapes: what is not mapped is not read, and counted. A post without a column of ids
is named by its row, which no other capture can confirm. What people read without a reason (ids, times, counters, titles) is of no
column that holds personal information, and an id that is no number of a platform is replaced (``form.Ids``). Leaves out: reading the file itself (``lines``, ``sheets``).

>>> channel_key("telegram", "channel", "-1001234567890"), channel_key("telegram", "channel", "https://t.me/Sample_1")
('telegram:channel:1234567890', 'telegram:name:sample_1')
>>> channel_key("qq", "group", "100200300")
'qq:group:100200300'
"""

import mimetypes
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from doxdocket.errors import Unreadable
from doxdocket.parse.form import Ids, Parsed
from doxdocket.parse.rows import Rows, micros
from doxdocket.parse.table.body import EARLY
from doxdocket.parse.table.lines import Bad
from doxdocket.parse.table.mapping import COUNTERS, UNKNOWN, Column, Mapped
from doxdocket.parse.table.remarks import Remarks
from doxdocket.parse.table.times import Clock, Serial
from doxdocket.parse.tallies import number as as_number
from doxdocket.words import zh_en

Cell = str | Serial
_USERNAME = re.compile(r"(?:https?://)?(?:t(?:elegram)?\.me/(?:s/)?|@)([A-Za-z][A-Za-z0-9_]{2,31})/?(?:\d+)?")
_KEPT = re.compile(r"""="([^"]+)"|'(\d+)""", re.ASCII)
_AT_ONCE, _HEAVY = 256, 4 << 20  # rows that wait, and bytes of them
_NAME: Final = 256  # characters of a channel's id or title
_ID = re.compile(r"-?\d{1,20}", re.ASCII)
_TEXTS: Final = frozenset({"text", "link"})  # what the detector reads, and nobody without a reason
_SENDER: Final = frozenset({"author", "author_id"})
_NAMED: Final = {
    "author": 64,
    "title": 128,
    "forwarded_from": 128,
}  # characters of a name; what is longer, or has lines, is a text
_WORDS: Final = _SENDER | {"title", "forwarded_from", "media"}  # in which a word that is a heading elsewhere may stand
_KINDS: Final = {"image": "photo", "video": "video_file", "audio": "audio_file"}
#: Names that cameras and programs give: they say nothing.
_GIVEN = re.compile(
    r"(?:photo|video|audio|file|img|image|微信图片|mmexport|screenshot)?[-_@ ]?[\d_@ .-]*\.\w{1,5}", re.IGNORECASE
)


def username(value: str) -> str | None:
    """The username in an address of Telegram or behind an @.

    >>> username("https://t.me/s/Sample_1"), username("Sample_1")
    ('Sample_1', None)
    """
    found = _USERNAME.fullmatch(value)
    return found[1] if found else None


def channel_key(platform: str, kind: str, value: str) -> str:
    """The id of a channel: on Telegram the bare id, or the username where only that is known."""
    if platform != "telegram":
        return f"{platform}:{kind}:{value}"
    if name := username(value):
        return f"telegram:name:{name.lower()}"
    if re.fullmatch(r"-\d+", value, re.ASCII):
        return f"telegram:{kind}:{value[4:].lstrip('0') if value.startswith('-100') and len(value) > 10 else value[1:]}"
    return f"telegram:{kind}:{value}"


def file_name(name: str) -> str:
    """What a file's name publishes: its own words, and nothing when a program gave it.

    >>> file_name("a/IMG_20231115.jpg"), file_name("名单.xlsx")
    ('', '名单.xlsx')
    """
    base = posixpath.basename(name.replace("\\\\", "/"))
    return "" if _GIVEN.fullmatch(base) else base


def words(cell: Cell) -> str:
    """A cell as text."""
    if isinstance(cell, str):
        return cell
    clock = cell.clock()
    return clock.isoformat(" ") if clock else str(cell.number)


def _id(cell: Cell) -> str:
    """An id as text; what a program made a fraction of (12.0) or kept a spreadsheet from taking for a number is as it was.

    >>> _id("12.0"), _id('="0012"'), _id("'0012"), _id("a'b")
    ('12', '0012', '0012', "a'b")
    """
    text = words(cell).strip()
    if kept := _KEPT.fullmatch(text):
        return kept[1] or kept[2]
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


#: Columns of posts that are one cell each, by what a mapping calls them.
_SINGLE: Final = {
    "author": "from_name",
    "author_id": "from_id",
    "reply_to": "reply_to",
    "forwarded_from": "forwarded_from",
}
_ALWAYS: Final = ("channel_id", "post_id", "post_no", "type", "text", "byte_start", "byte_end")


class Reader:
    """Makes posts of the rows of one table; some wait, so that they are handed on many at a time."""

    def __init__(
        self, mapped: Mapped, names: Sequence[str], rows: Rows, remarks: Remarks, ids: Ids, *, from_1904: bool = False
    ) -> None:
        self._mapped, self._rows, self._remarks, self._ids = mapped, rows, remarks, ids
        self._clock = Clock(mapped.format, mapped.zone, from_1904=from_1904)
        self._at = {key: tuple(_index(key, one, names) for one in some) for key, some in mapped.columns.items()}
        used = {i for some in self._at.values() for i in some}
        bare = mapped.file == "csv" and not mapped.header
        self.not_mapped = sum((bool(name) or bare) and i not in used for i, name in enumerate(names))
        self._one = {key: some[0] for key, some in self._at.items() if some}
        self._single = [
            (_SINGLE[key], i, key in ("author_id", "reply_to")) for key, i in self._one.items() if key in _SINGLE
        ]
        self._counters = [(key, i) for key, i in self._one.items() if key in COUNTERS]
        self._open = [(key, i) for key, some in self._at.items() if key not in _TEXTS for i in some]
        self._personal: set[str] = set()
        self._meet(dict(enumerate(names)) if mapped.header else {}, mapped.header)
        self._keys: dict[str, str] = {}
        self._channels: dict[str, tuple[str | None, str | None]] = {}
        self._titled: set[str] = set()
        self._waiting: dict[str, list[Any]] = {}
        self._weight = self._held = 0

    def heading(self, cell: Callable[[int], Cell], number: int) -> None:
        """Look at a row that may be a heading, whatever the mapping calls it: above the header, or one of the first."""
        if number <= EARLY:
            above = number < max(self._mapped.header, 2)
            early = {i: words(cell(i)).strip() for key, i in self._open if above or key not in _WORDS}
            self._meet(early, number, whole=True)

    def _meet(self, headings: Mapping[int, str], number: int, *, whole: bool = False) -> None:
        """Refuse a column that holds personal information; who sent something is told apart all the same, by ids in the place of what is there."""
        for key, i in self._open:
            if not self._ids.announces(headings.get(i, ""), key, whole=whole):
                continue
            if key not in _SENDER:
                raise Unreadable("table_posts.mapping_columns_heading_of_column", key=key, column=i + 1, row=number)  # fmt: skip
            self._personal.add(key)

    def _as_id(self, text: str, key: str = "") -> str:
        """An id as it may stand: a number in which nothing was found, or one in its place."""
        return self._ids.shown(text) if _ID.fullmatch(text) and key not in self._personal else self._ids.sealed(text)

    def _name(self, said: str, key: str) -> str:
        """A name as it may stand; the text of a post is none."""
        long = len(said) > _NAMED[key] or len(said.splitlines()) > 1
        return self._ids.sealed(said) if long or key in self._personal else said

    def _words(self, key: str, cell: Callable[[int], Cell]) -> str:
        """The one cell of a key, as text."""
        at = self._one.get(key)
        return words(cell(at)).strip() if at is not None else ""

    def _several(self, key: str, cell: Callable[[int], Cell]) -> list[str]:
        return [text for i in self._at.get(key, ()) if (text := words(cell(i))).strip()]

    def post(self, number: int, start: int, end: int, cell: Callable[[int], Cell]) -> None:
        """Take one row; ``cell`` gives what stands in a column (from 0)."""
        named = self._mapped.channel or self._words("channel", cell)
        post_id = f"row{number}@{self._rows.source[:16]}"
        if "id" in self._one and (post_id := _id(cell(self._one["id"]))):
            post_id = self._as_id(post_id)
        if not named or len(named) > _NAME or not post_id:
            self._remarks.bad(
                Bad("row_without_id" if named and not post_id else "row_without_channel", number, start, end)
            )
            return
        key = self._keys.get(named) or self._named(named)
        if "title" in self._one:
            self._title(key, self._words("title", cell))
        text = "\n".join(self._several("text", cell))
        row: dict[str, Any] = dict(
            zip(_ALWAYS, (key, post_id, as_number(post_id), "message", text, start, end), strict=True)
        )
        self._times(row, number, cell)
        for name, i, is_id in self._single:
            row[name] = (_id(cell(i)) if is_id else words(cell(i)).strip()) or None
        if row.get("reply_to"):
            row["reply_to"] = self._as_id(row["reply_to"])
        if row.get("from_id"):
            row["from_id"] = self._sender(self._as_id(row["from_id"], "author_id"))
        for name, of in (("from_name", "author"), ("forwarded_from", "forwarded_from")):
            if said := row.get(name):
                row[name] = self._name(said, of)
        if "media" in self._at or "link" in self._at:
            self._beside(row, cell)
        self._wait(row, 4 * len(text) if end == start else 0)
        for what, i in self._counters:
            self._remarks.counter(what, key, post_id, words(cell(i)), number)

    def _times(self, row: dict[str, Any], number: int, cell: Callable[[int], Cell]) -> None:
        if (at := self._one.get("time")) is not None:
            told = self._clock.read(cell(at))
            row["date"], row["date_local"] = micros(told.date), told.local
            if told.doubt:
                self._remarks.doubt(told.doubt, number)
        if (at := self._one.get("edited")) is not None:
            edited = self._clock.read(cell(at))
            row["edited"] = micros(edited.date)
            if edited.doubt:
                self._remarks.doubt(edited.doubt, number)

    def _beside(self, row: dict[str, Any], cell: Callable[[int], Cell]) -> None:
        """What is published beside the text: links, and the names of files."""
        media = [line.strip() for one in self._several("media", cell) for line in one.split("\n") if line.strip()]
        fields = [(f"link[{i}]", link.strip()) for i, link in enumerate(self._several("link", cell))]
        if names := "\n".join(filter(None, map(file_name, media))):
            fields.append(("file_name", names))
        row["fields"], row["media"] = fields, [_medium(name) for name in media] if "media" in self._at else None

    def _wait(self, row: Mapping[str, Any], weight: int) -> None:
        for name, value in row.items():
            self._waiting.setdefault(name, []).append(value)
        self._weight += weight
        self._held += weight + row["byte_end"] - row["byte_start"]
        if len(self._waiting["text"]) >= _AT_ONCE or self._held > _HEAVY:
            self.flush()

    def flush(self) -> None:
        """Hand on what waits."""
        if self._waiting:
            self._rows.posts(self._waiting | {"date": self._waiting.get("date", [None] * len(self._waiting["text"]))})
            self._rows.weigh(self._weight)
            self._waiting, self._weight, self._held = {}, 0, 0

    def _sender(self, value: str | None) -> str | None:
        """An account as other forms write it: a number of Telegram is a user's, unless it bears a channel's prefix; another platform's stands behind its name."""
        if value and self._mapped.platform == "telegram" and re.fullmatch(r"-?\d+", value, re.ASCII):
            return f"channel{value[4:]}" if value.startswith("-100") and len(value) > 10 else f"user{value.lstrip('-')}"
        return f"{self._mapped.platform}:{value}" if value and self._mapped.platform != "telegram" else value

    def _named(self, named: str) -> str:
        """The id of a channel met for the first time; one that a person stated stands as it is."""
        user = username(named) if self._mapped.platform == "telegram" else None
        known = named if self._mapped.channel else self._ids.shown(named) if user else self._as_id(named)
        key = self._keys[named] = channel_key(self._mapped.platform, self._mapped.kind, known)
        user = username(known) if user else None
        plain = None if user or re.fullmatch(r"-?\d+", named, re.ASCII) else self._name(named, "title")
        self._channels.setdefault(key, (plain, user))
        return key

    def _title(self, key: str, title: str) -> None:
        """Its title, from the first row that gives one."""
        if title and key not in self._titled:
            self._titled.add(key)
            self._channels[key] = self._name(title, "title"), self._channels[key][1]

    def end(self, size: int) -> None:
        """The table is read."""
        self.flush()
        if "id" not in self._one:
            self._rows.warn("notice", "row_ids", 0, size)
        if self._mapped.zone == UNKNOWN and "time" in self._one:
            self._rows.warn("notice", "zone_unknown", 0, size)
        self._rows.notices({"columns_not_mapped": self.not_mapped}, 0, size)
        for key, (title, name) in self._channels.items():
            self._rows.channel(key, title=title, username=name)
        self._rows.tell_repeated(size)


def _index(key: str, column: Column, names: Sequence[str]) -> int:
    """Where a column stands, from 0."""
    if isinstance(column, int):
        if column <= len(names):
            return column - 1
        zh, en = zh_en("table_posts.there_is_no_column_there")
    else:
        found = [i for i, name in enumerate(names) if name == column]
        if len(found) == 1:
            return found[0]
        zh, en = zh_en("table_posts.table_has_no_column")
        if found:
            zh, en = zh_en("table_posts.several_columns_are_called_give")
    raise Unreadable(
        zh="映射文件 columns.{key}：" + zh + "。整个文件未采用；运行 doxdocket map 可看有哪些列。",
        en="mapping, columns.{key}: " + en + ". Nothing of the file was taken; doxdocket map shows its columns.",
        key=key,
        column=column,
        count=len(names),
    )


def _medium(name: str) -> tuple[str | None, ...]:
    """A row of ``records.MEDIA``: the table names the file and does not hold it."""
    mime = mimetypes.guess_type(name)[0]
    kind = _KINDS.get((mime or "").partition("/")[0], "document")
    return None, name, mime, kind, "not_included"


def finished(rows: Rows, remarks: Remarks, size: int, taken: int) -> Iterable[Parsed]:
    """What is told at the end; a table no row of which fits is not taken at all."""
    if remarks.lost and not taken:
        raise Unreadable("table_posts.not_one_of_rows_fits", rows=remarks.lost)
    remarks.end(size)
    return rows.rest()


def cells_of(row: Sequence[Cell]) -> Callable[[int], Cell]:
    """Cells of a row by their column; none behind its end."""
    return lambda i: row[i] if i < len(row) else ""


def in_columns(row: Mapping[int, Cell]) -> Callable[[int], Cell]:
    """The same of a row whose cells are named by their columns."""
    return lambda i: row.get(i, "")


def flowing(rows: Rows, every: Iterator[None]) -> Iterator[Parsed]:
    """Batches as they fill up while rows are taken."""
    for _ in every:
        yield from rows.full()
