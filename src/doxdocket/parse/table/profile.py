r"""What a table looks like, without a value of it: its columns' names, types, how full they are, and masked shapes.

For the person who maps it (``doxdocket map``). A shape keeps marks and lengths: digits are 9, letters a, Han characters
字. A row is taken for the header only when it reads like names; a name that could be a value is shown as its shape. Of
a file the first rows are read. Leaves out: what to make of the columns (``propose``).

>>> import io
>>> seen = look(
...     io.BytesIO("时间,电话,内容\n2023-11-15 06:13,10012340004,甲某住在哪里\n,10012340005,\n".encode()), "a.csv"
... )
>>> seen.encoding, seen.delimiter, seen.header, seen.rows
('utf-8', ',', 1, 2)
>>> [(one.name, one.type, one.filled, one.shapes) for one in seen.columns]
[('时间', 'time', 1, ['9999-99-99 99:99']), ('电话', 'number', 2, ['99999999999']), ('内容', 'text', 1, ['字…'])]
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import BinaryIO, Final

from doxdocket.errors import WrongCall
from doxdocket.parse.documents.zips import office_kind
from doxdocket.parse.table import guess
from doxdocket.parse.table.encodings import Coded
from doxdocket.parse.table.lines import Bad, Row
from doxdocket.parse.table.lines import rows as lines
from doxdocket.parse.table.times import Clock, Serial

#: Rows that are looked at, and shapes that are shown of a column.
ROWS: Final = 1000
_SHAPES: Final = 3
_LONG: Final = 32
_HEAD: Final = 1 << 16
_COUNT = re.compile(r"[+-]?[\d,，.]+ ?[kKmMwW千万萬亿億]?\+?", re.ASCII)
_VALUE = re.compile(r"\d{5}|@|://|\d[-/:.]\d")
_PACKED: Final = "%Y%m%d%H%M%S"
#: Ways of writing times that are tried; one that fits every cell is proposed, two that fit alike are not.
PATTERNS: Final = (
    "iso", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%Y.%m.%d %H:%M:%S", "%Y.%m.%d %H:%M", "%Y.%m.%d", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日",
    "%Y年%m月%d日 %H时%M分%S秒", "%Y年%m月%d日 %H时%M分", "%Y/%m/%d %p %I:%M:%S", "%Y/%m/%d %p %I:%M", "%Y/%m/%d %p%I:%M:%S",
    "%Y/%m/%d %p%I:%M",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y",
    "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", _PACKED,
)  # fmt: skip
_UNIX: Final = {"unix": re.compile(r"1\d{9}(?:\.\d+)?", re.ASCII), "unix_ms": re.compile(r"1\d{12}", re.ASCII)}

Cell = str | Serial


@dataclass
class Column:
    """One column; ``name`` is none where it has none that may be shown."""

    number: int
    name: str | None
    filled: int = 0
    length: int = 0
    shapes: list[str] = field(default_factory=list)
    type: str = "empty"  # empty, number, time, text, mixed
    formats: list[str] = field(default_factory=list)  # that every cell fits


@dataclass
class Seen:
    """A table as it was seen."""

    file: str
    encoding: str | None = None
    delimiter: str | None = None
    sheets: list[str] = field(default_factory=list)
    sheet: str | None = None
    header: int = 0
    rows: int = 0
    columns: list[Column] = field(default_factory=list)


def shape(text: str) -> str:
    """A text with its characters hidden.

    >>> shape("张三 13x"), shape("2023-11-15T06:13Z"), shape("zhang@example.org 😀"), shape("123456789012345678")
    ('字字 99a', '9999-99-99a99:99a', 'a…@a….aaa ☺', '999999999999999999')
    """
    masked = "".join(map(_mask, text[: 4 * _LONG]))
    masked = re.sub(r"([a字☺])\1{3,}", r"\1…", masked)
    return masked if len(masked) <= _LONG else masked[: _LONG - 1] + "…"


def _mask(char: str) -> str:
    if char.isdigit():
        return "9"
    if "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff":
        return "字"
    if char.isalpha():
        return "a"
    if char in "\r\n":
        return "¶"
    return char if char.isascii() or char in "，。：；、（）【】《》“”年月日·" else "☺"


def look(
    stream: BinaryIO, name: str, *, encoding: str | None = None, delimiter: str | None = None,
    sheet: str | int | None = None, header: int | None = None,
) -> Seen:  # fmt: skip
    """See a table; what is stated goes before what it looks like."""
    seen, rows = _open(stream, name, encoding, delimiter, sheet)
    first = list(islice(rows, max(10, header or 0)))
    _header(seen, first, header)
    body = [row for number, row in chain(first, islice(rows, ROWS)) if number > seen.header]
    seen.rows = len(body)
    names = next((row for number, row in first if number == seen.header and is_header(row)), [])
    width = max([len(names), *map(len, body)], default=0)
    seen.columns = [
        _column(i, names[i] if i < len(names) else "", [row[i] if i < len(row) else "" for row in body])
        for i in range(width)
    ]
    return seen


def opened(stream: BinaryIO, name: str, *, sheet: str | None = None) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows of a table with their numbers, read as it looks."""
    return _open(stream, name, None, None, sheet)[1]


def _open(
    stream: BinaryIO, name: str, encoding: str | None, delimiter: str | None, sheet: str | int | None
) -> tuple[Seen, Iterator[tuple[int, Sequence[Cell]]]]:
    head = stream.read(_HEAD)
    whole = _Again(head, stream)
    return _sheet(whole, sheet) if office_kind(head) == "xlsx" else _text(whole, head, name, encoding, delimiter)


class _Again(io.RawIOBase):
    """The beginning once more, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        if not self._head:
            return self._rest.read(size)
        out, self._head = self._head[:size], self._head[size:]
        return out


def _text(
    stream: io.RawIOBase, head: bytes, name: str, encoding: str | None, delimiter: str | None
) -> tuple[Seen, Iterator[tuple[int, Sequence[Cell]]]]:
    used = encoding or guess.encoding(head)
    if used is None or (b"\0" in head and not used.startswith("utf-16")):
        raise WrongCall("look.this_looks_like_no_table")
    seen_as = guess.delimited(head, name if name.lower().endswith(".csv") else name + ".csv")
    seen = Seen("csv", used, delimiter or (seen_as.delimiter if seen_as else ","))
    coded = Coded(stream, used)  # type: ignore[arg-type]  # it reads, and no more is asked
    every = lines(coded, seen.delimiter or ",")
    return seen, ((one.number, one.cells) for one in every if isinstance(one, Row))


def _sheet(stream: io.RawIOBase, wanted: str | int | None) -> tuple[Seen, Iterator[tuple[int, Sequence[Cell]]]]:
    from doxdocket.parse.table.sheets import Sheet, layout  # noqa: PLC0415 - openpyxl is slow to import
    from doxdocket.parse.table.workbook import Book  # noqa: PLC0415 - as above

    book = Book(stream)  # type: ignore[arg-type]  # it reads, and no more is asked
    about = layout(book)
    names = list(about.sheets)
    chosen = names[0] if wanted is None and names else wanted
    if isinstance(wanted, int):
        chosen = names[wanted - 1] if 1 <= wanted <= len(names) else None
    if chosen not in about.sheets:
        raise WrongCall("look.there_is_no_such_sheet", count=len(names), names=", ".join(names)[:200])
    rows = Sheet(book, about, about.sheets[str(chosen)]).rows()
    listed = (
        (one.number, [one.cells.get(i, "") for i in range(max(one.cells, default=-1) + 1)])
        for one in rows
        if not isinstance(one, Bad)
    )
    return Seen("xlsx", sheets=names, sheet=str(chosen)), listed


def _header(seen: Seen, first: list[tuple[int, Sequence[Cell]]], stated: int | None) -> None:
    """The row of names: as stated, else the first one as wide as most that reads like names; a title is none."""
    if stated is not None:
        seen.header = stated
        return
    widths = Counter(len(row) for _, row in first)
    usual = widths.most_common(1)[0][0] if widths else 0
    for number, row in first:
        if len(row) >= usual and (usual < 3 or sum(map(bool, row)) > 1):
            seen.header = number if is_header(row) else 0
            return


def is_header(row: Sequence[Cell]) -> bool:
    """Whether a row reads like names of columns: three cells in four that are not empty do.

    >>> is_header(["", "编号", "内容", "2023-11"]), is_header(["1", "2023-11-15", "甲某", "好"])
    (False, False)
    >>> is_header(["", "编号", "内容", "作者", "2023-11"])
    True
    """
    full = [cell.strip() if isinstance(cell, str) else "" for cell in row if isinstance(cell, Serial) or cell.strip()]
    return len(full) > 1 and 4 * sum(map(is_name, full)) >= 3 * len(full)


def is_name(name: str) -> bool:
    """Whether a cell could be the name of a column, and so may be shown; a number, a time or an address may not.

    >>> is_name("发布时间"), is_name("10012340004"), is_name("a@example.org"), is_name("2023-11-15"), is_name("")
    (True, False, False, False, False)
    """
    return 0 < len(name) <= 40 and not _VALUE.search(name) and not _COUNT.fullmatch(name) and "\n" not in name


def _column(number: int, name: Cell, cells: list[Cell]) -> Column:
    shown = name.strip() if isinstance(name, str) and is_name(name.strip()) else None
    full = [cell for cell in cells if isinstance(cell, Serial) or cell.strip()]
    column = Column(number + 1, shown, len(full))
    if not full:
        return column
    texts = [cell for cell in full if isinstance(cell, str)]
    column.length = sum(map(len, texts)) // max(1, len(texts))
    shapes = Counter(shape(cell.strip()) if isinstance(cell, str) else "9999-99-99 (xlsx)" for cell in full)
    column.shapes = [one for one, _ in shapes.most_common(_SHAPES)]
    column.formats = _formats(full)
    if column.formats:
        column.type = "time"
    else:
        numbers = sum(bool(_COUNT.fullmatch(cell.strip())) for cell in texts)
        column.type = "number" if numbers == len(full) else "mixed" if numbers * 2 > len(full) else "text"
    return column


def _formats(cells: list[Cell]) -> list[str]:
    """The ways of writing times that every cell fits."""
    if any(isinstance(cell, Serial) for cell in cells):
        return ["excel"]
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    for form, pattern in _UNIX.items():
        if all(map(pattern.fullmatch, texts)):
            return [form]
    return [form for form in PATTERNS if _fits(form, texts)]


def _fits(form: str, texts: list[str]) -> bool:
    """Whether every text is a time written so."""
    clock, packed = Clock(form, "unknown"), form == _PACKED
    return all(clock.read(text).doubt is None and (not packed or len(text) == 14) for text in texts)
