r"""The rows under a header of a delimited file: as many cells as the header has names, or no row.

Empty cells behind the last column say nothing and are passed over. Leaves out: what the columns mean.

>>> import io
>>> from doxdocket.parse.rows import Rows
>>> from doxdocket.parse.table.encodings import Coded
>>> from doxdocket.parse.table.lines import rows
>>> remarks = Remarks(Rows("ab" * 32))
>>> body = Body(rows(Coded(io.BytesIO(b"id,text\n1,a,\n2\n"), "utf-8"), ","), 1, remarks)
>>> body.names, [row.cells for row in body], remarks.lost
(['id', 'text'], [['1', 'a']], 1)
"""

from collections.abc import Iterator

from doxdocket.errors import Unreadable
from doxdocket.parse.table.lines import Bad, Row
from doxdocket.parse.table.remarks import Remarks

EARLY = 20
"""First rows of a file that may be its heading, whatever a mapping says."""


class Body:
    """Rows that fit the header in row ``header``; with 0 there is none, and the first row says how many columns."""

    def __init__(self, rows: Iterator[Row | Bad], header: int, remarks: Remarks, *, spare: int = 0) -> None:
        self._rows, self._remarks, self._spare = rows, remarks, spare
        self._first: Row | None = None
        self.short = 0  # cells that a writer leaves out at the end of a row, all of them or none
        self.above, self.read, self.end = 0, 0, 0
        self.heads: list[Row] = []  # the rows above the header, of which one may name the columns
        for one in rows:
            self.end = one.end
            if one.number < header:
                self.above += 1
                if isinstance(one, Row) and len(self.heads) < EARLY:
                    self.heads.append(one)
            elif isinstance(one, Row) and (one.number == header or not header):
                self._first = None if header else one
                self.names = [name.strip() for name in one.cells]
                return
            elif header:
                break
            else:
                remarks.bad(one)  # type: ignore[arg-type]  # a Row would have been the first
        raise Unreadable("body.row_is_no_header_it", row=header or 1)

    def __iter__(self) -> Iterator[Row]:
        width = len(self.names)
        if self._first:
            self.read += 1
            yield self._first
        for one in self._rows:
            self.end = one.end
            if isinstance(one, Bad):
                self._remarks.bad(one)
            elif len(one.cells) == width or self._fits(one.cells, width):
                self.read += 1
                yield one
            elif len(one.cells) > 1 or one.cells[0].strip():
                self._remarks.bad(Bad("ragged_row", *one[1:]))
        self._remarks.settle()

    def _fits(self, cells: list[str], width: int) -> bool:
        if self.short and len(cells) == width - self.short:
            cells += [""] * self.short
        if len(cells) < width or any(cell.strip() for cell in cells[width + self._spare :]):
            return False
        del cells[width:]
        return True
