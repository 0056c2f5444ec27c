r"""A whole table as rows by the names of its columns: for lists that are no posts, such as statements of account and call lists.

Encoding, delimiter and header are told by the file as ``doxdocket map`` tells them, or stated. Lines above the header (bills of
payment programs have two dozen) are passed over. Bounded by ``MOST`` rows. Leaves out: what the columns mean.

>>> import io
>>> bill = "某支付账单\n说明,,\n时间,金额,对方\n2023-09-01 10:00,20.00,甲\n2023-09-02 10:00,30.00,乙\n".encode(
...     "gb18030"
... )
>>> [(row["时间"], row["金额"], row[ROW]) for row in plain(io.BytesIO(bill), "a.csv")]
[('2023-09-01 10:00', '20.00', '4'), ('2023-09-02 10:00', '30.00', '5')]
"""

from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO, Final

from doxdocket.errors import WrongCall
from doxdocket.parse.table.profile import Cell, is_header, opened

MOST: Final = 1_000_000
ROW: Final = "#row"
"""Under this name each row carries its number in the file."""
_LOOKED_AT: Final = 200


def plain(stream: BinaryIO, name: str, *, sheet: str | None = None, header: int | None = None) -> list[dict[str, str]]:
    """Every row under the header, with text cells stripped; cells of dates as ISO 8601 without a zone."""
    rows: list[tuple[int, list[str]]] = []
    for number, cells in opened(stream, name, sheet=sheet):
        if len(rows) == MOST:
            raise WrongCall("table_plain.table_has_more_than_million")
        rows.append((number, [_text(cell) for cell in cells]))
    at = _header(rows) if header is None else next((i for i, (number, _) in enumerate(rows) if number == header), None)
    if at is None:
        raise WrongCall("table_plain.no_header_row_was_found")
    names = rows[at][1]
    return [
        {**{n: cells[i] if i < len(cells) else "" for i, n in enumerate(names) if n}, ROW: str(number)}
        for number, cells in rows[at + 1 :] if any(cells)
    ]  # fmt: skip


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    clock = cell.clock()
    return clock.isoformat(sep=" ") if clock else ""


def _header(rows: Sequence[tuple[int, list[str]]]) -> int | None:
    """The first row that is as wide as most rows and reads like names."""
    widths = Counter(len(cells) for _, cells in rows[:_LOOKED_AT] if sum(map(bool, cells)) > 1)
    usual = widths.most_common(1)[0][0] if widths else 0
    return next((i for i, (_, cells) in enumerate(rows[:_LOOKED_AT]) if len(cells) >= usual and is_header(cells)), None)
