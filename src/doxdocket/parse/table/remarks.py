"""What was met in a table beside its posts: rows that are none, and doubts counted over the whole file.

Neighbouring rows with the same fault are one stretch of quarantine; a doubt is one notice with how often and where
first. Row numbers are the file's own, from 1. Leaves out: what is in a row.

>>> from doxdocket.parse.rows import Rows
>>> rows = Rows("ab" * 32)
>>> remarks = Remarks(rows)
>>> for bad in (Bad("ragged_row", 3, 20, 25), Bad("ragged_row", 4, 26, 30), Bad("ragged_row", 9, 70, 75)):
...     remarks.bad(bad)
>>> remarks.doubt("time_unread", 5), remarks.doubt("time_unread", 8), remarks.end(80)
(None, None, None)
>>> [(one["code"], one["byte_end"], one["detail"]) for part in rows.rest() for one in part.batch.to_pylist()]
[('ragged_row', 30, 'rows 3-4'), ('ragged_row', 75, 'row 9'), ('time_unread', 80, '2, first in row 5')]
"""

from typing import Final

from doxdocket.parse.rows import Rows
from doxdocket.parse.table.counts import blank, count
from doxdocket.parse.table.lines import Bad

#: Stretches of quarantine told one by one; what follows is told as one stretch a code.
MOST: Final = 100_000


class Remarks:
    """Warnings of one file as they come up."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.lost = rows, 0
        self._open: tuple[Bad, int] | None = None  # a stretch, its last row
        self._told = 0
        self._over: dict[str, tuple[Bad, int, int]] = {}
        self._doubts: dict[str, list[int]] = {}

    def bad(self, bad: Bad) -> None:
        """A row that is none."""
        self.lost += 1
        if self._open and self._open[0].code == bad.code and self._open[1] + 1 == bad.number:
            self._open = self._open[0]._replace(end=bad.end), bad.number
            return
        self.settle()
        self._open = bad, bad.number

    def settle(self) -> None:
        """The stretch that is open ends here."""
        if self._open is None:
            return
        (bad, last), self._open = self._open, None
        self._told += 1
        if self._told <= MOST:
            self._warn(bad, f"row {last}" if bad.number == last else f"rows {bad.number}-{last}")
            return
        first, _, count = self._over.get(bad.code, (bad, 0, 0))
        self._over[bad.code] = first._replace(end=bad.end), last, count + last - bad.number + 1

    def _warn(self, bad: Bad, detail: str) -> None:
        self.rows.warn("quarantine", bad.code, bad.start, bad.end, detail)

    def doubt(self, code: str, number: int) -> None:
        """Something about a row that was taken."""
        counted = self._doubts.setdefault(code, [0, number])
        counted[0] += 1

    def counter(self, what: str, key: str, post_id: str, cell: str, number: int) -> None:
        """A counter of the post in row ``number``, or the doubt that its cell cannot be read as one."""
        if reading := count(cell):
            self.rows.reading(key, post_id, what, *reading)
        elif not blank(cell):
            self.doubt("odd_counter", number)

    def end(self, size: int) -> None:
        """The file of ``size`` bytes is read: tell what was counted."""
        self.settle()
        for first, last, times in self._over.values():
            self._warn(first, f"{times} of the rows {first.number}-{last}")
        for code, (times, number) in self._doubts.items():
            self.rows.warn("notice", code, 0, size, f"{times}, first in row {number}")
