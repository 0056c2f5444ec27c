r"""What forms with fixed columns share: their header in a file's beginning, cells by name, how two clocks stood apart.

Leaves out: what each column means (the forms).

>>> header(b"\xef\xbb\xbfid,thread_id,body\n1,2,3\n", ",")
['id', 'thread_id', 'body']
>>> clocks = Clocks()
>>> clocks.add("2023-11-15 06:13:20", 1700000000), clocks.add("2023-11-15 06:13:21", 1700000000)
(None, None)
>>> clocks.offsets, clocks.odd
(Counter({28800: 1}), 1)
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO

from doxdocket.parse.form import Parsed
from doxdocket.parse.rows import Rows
from doxdocket.parse.table.body import Body
from doxdocket.parse.table.encodings import Coded
from doxdocket.parse.table.lines import Row
from doxdocket.parse.table.lines import rows as lines
from doxdocket.parse.table.posts import finished
from doxdocket.parse.table.remarks import Remarks
from doxdocket.parse.tdesktop_json.columns import said_offset

_CLOCK = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_LAST = 253402300799  # the end of the year 9999


def header(head: bytes, delimiter: str) -> list[str]:
    """The names in the first row of a beginning in UTF-8; none where there is no such row."""
    line = re.match(rb"[^\r\n\0]*", head.removeprefix(b"\xef\xbb\xbf"))
    try:
        return next(csv.reader([line[0].decode() if line else ""], delimiter=delimiter), [])
    except (UnicodeDecodeError, csv.Error):
        return []


Cell = Callable[[str], str]
"""The cells of one row by the names of their columns, nothing where there is no such column."""


class Fixed:
    """A table of a program's own: the rows under the first one, and what is said of them at the end."""

    def __init__(self, stream: BinaryIO, source: str, delimiter: str, *, spare: int = 0) -> None:
        self._coded, self.rows, self.clocks = Coded(stream, "utf-8"), Rows(source), Clocks()
        self.remarks = Remarks(self.rows)
        self.body = Body(lines(self._coded, delimiter), 1, self.remarks, spare=spare)
        self.channels: dict[str, str | None] = {}  # each with its username
        self._at = {name: i for i, name in reversed(list(enumerate(self.body.names)))}

    def cells(self, row: Row) -> Cell:
        """What stands in a row."""
        at = self._at
        return lambda name: row.cells[at[name]] if name in at else ""

    def posts(self, post: Callable[[Row, Cell], None], every: Iterable[Row]) -> Iterator[Parsed]:
        """What rows hold, as ``post`` takes them, and then the channels that it named."""
        for row in every:
            self.rows.tried(partial(post, row, self.cells(row)), row.start, row.end)
            yield from self.rows.full()
        for key, username in self.channels.items():
            self.rows.channel(key, username=username)

    def finished(self) -> Iterable[Parsed]:
        """What is told at the end. Programs end the last row as they do every other: one without is cut or was changed."""
        self.clocks.end(self.rows, self.body.end)
        if self.channels:
            self.rows.tell_repeated(self.body.end)
        if self._coded.last not in (b"\n", b"\r"):
            self.rows.warn("notice", "file_left_open", self.body.end, self.body.end)
        return finished(self.rows, self.remarks, self.body.end, self.body.read)


def seconds(cell: str) -> int | None:
    """Seconds since 1970 as a table writes them; none for what is no moment after it.

    >>> seconds("1700000000"), seconds("1700000000.0"), seconds("0"), seconds("N/A")
    (1700000000, 1700000000, None, None)
    """
    digits = cell.strip().removesuffix(".0")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 13 else 0
    return number if 0 < number <= _LAST else None


def whole(cell: str) -> str:
    """A number as a table writes it, whole again (12.0); anything else is empty.

    >>> whole("12.0"), whole("-100123"), whole("N/A")
    ('12', '-100123', '')
    """
    text = cell.strip().removesuffix(".0")
    return text if re.fullmatch(r"-?\d{1,19}", text, re.ASCII) else ""


class Clocks:
    """How a table's local clock times stood to the moments beside them."""

    def __init__(self) -> None:
        self.offsets: Counter[int] = Counter()
        self.odd = 0

    def add(self, clock: str, moment: int | None) -> None:
        """A clock time and its moment."""
        if moment is None or not _CLOCK.fullmatch(clock):
            return
        try:
            apart = int(datetime.fromisoformat(clock).replace(tzinfo=UTC).timestamp()) - moment
        except ValueError:
            return
        if apart % 900 or abs(apart) > 14 * 3600:
            self.odd += 1
        else:
            self.offsets[apart] += 1

    def end(self, rows: Rows, size: int) -> None:
        """Tell it."""
        told = ", ".join(f"{said_offset(apart)} × {count}" for apart, count in sorted(self.offsets.items()))
        rows.notices({"clock_offsets": told, "times_disagree": self.odd}, 0, size)
