"""A table as every writer but that of plain text draws it: its columns, of which some say numbers and some names that are not broken.

>>> from doxdocket.report.document import Column, Table
>>> rows = [{"who": "telegram:channel:22/3", "n": 1200}]
>>> grid = of(Table(rows, [Column("who", "who"), Column("n", "n", adds=True)]), "en", 10)
>>> [(one.head, one.kind, one.cells, one.values) for one in grid.columns], grid.totals
([('who', 'id', ['telegram:channel:22/3'], ['telegram:channel:22/3']), ('n', 'number', ['1,200'], [1200])], ['Total', '1,200'])
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from doxdocket.report.document import Records, Said, Table, totals
from doxdocket.report.text import Lang, chosen

_CHANNEL = re.compile(r"[a-z]+:[a-z_]+:[\w./@-]+")
_NUMBER = r"(?:[-≥]?\d[\d.,]*(?:/\d+)?%?|—|·)"
_BOUNDS = re.compile(rf"{_NUMBER}(?: ?– ?{_NUMBER})*")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """What a column is called, what its cells say, and the values of the data behind them."""

    head: str
    kind: Literal["text", "number", "id"]
    cells: Sequence[str]
    values: Sequence[object]
    adds: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in one language; ``count``: rows that the data have, of which these may be the first; ``more`` names ``{n}``, those left out."""

    columns: Sequence[GridColumn]
    count: int
    title: str = ""
    more: Said = ""
    totals: Sequence[str] = ()
    summed: bool = False
    """Whether the first row is the whole of the others."""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Its cells row by row."""
        return list(zip(*(column.cells for column in self.columns), strict=True))

    @property
    def over(self) -> int:
        """Rows that are not in it."""
        return self.count - len(self.columns[0].cells)


def of(block: Table | Records, lang: Lang, most: int | None) -> Grid:
    """The first ``most`` rows, or all, of a table or of records under their heads; records under all the names that any of these rows has, a name
    that a row has twice in two columns.
    """
    if isinstance(block, Table):
        columns = []
        for one in block.columns:
            cells = [one.cell(row, lang).strip() for row in block.rows[:most]]
            values = [one.value(row) for row in block.rows[:most]]
            columns.append(
                GridColumn(chosen(one.head, lang), _kind(cells, one.right), cells, values, one.adds, one.once)
            )
        return Grid(columns, len(block.rows), chosen(block.title, lang), block.more, totals(block, lang), block.summed)
    keyed = [
        {(name, [n for n, _ in row[:at]].count(name)): said.strip() for at, (name, said) in enumerate(row)}
        for row in block.rows[:most]
    ]
    names = list(dict.fromkeys(name for row in keyed for name in row))
    told = [(name, [row.get(name, "") for row in keyed]) for name in names]
    columns = [GridColumn(name, _kind(cells), cells, cells) for (name, _), cells in told]
    return Grid(columns, block.total or len(block.rows), "", block.more)


def _kind(cells: Sequence[str], right: bool = False) -> Literal["text", "number", "id"]:
    told = [cell for cell in cells if cell]
    if right or (told and all(_BOUNDS.fullmatch(cell) for cell in told)):
        return "number"
    return "id" if told and all(_CHANNEL.fullmatch(cell) for cell in told) else "text"
