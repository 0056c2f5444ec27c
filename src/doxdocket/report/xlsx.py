"""The tables of a paper as a workbook, whole: one sheet a table, with filters and frozen heads, to be counted and sorted in.

A number is a number; what is an id, has leading zeros or more than fifteen digits is text, and no text becomes a formula or an address. A
column that adds has its total as a formula, with its value beside, over the rows that the filter shows. The first sheet says what the paper is, what is missing in it
and which tables there are. Properties name nobody, and one fixed time. Left out: sentences, which the paper has.

>>> from doxdocket.report.document import Column, Document, Table
>>> paper = Paper("persons", ("人", "Persons"), Document({}, [Table([{"n": 1}], [Column("n", "n")])]))
>>> made(paper, "en") == made(paper, "en")
True
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from doxdocket.report.document import Block, Cards, Heading, Part, Records, Table, as_records
from doxdocket.report.grid import Grid, GridColumn, of
from doxdocket.report.layout import Sheet, clean, missing, sheet
from doxdocket.report.marks import Blank, plain, runs
from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang, chosen, width
from doxdocket.words import said_in

_ROWS = 1_048_000
"""Rows that a sheet holds, less some for its head and totals."""
_CELL, _NAME = 32_700, 31
"""Characters that a cell and the name of a sheet hold."""
_TIME = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # xlsxwriter wants it without a zone
_NEVER = re.compile(r"[\[\]:*?/\\]")
_SHOWN = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,14})(?:\.\d+)?", re.ASCII)
_ENDS = re.compile(r" ?– ?")
_STEERS = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    title: str
    grid: Grid


def made(paper: Paper, lang: Lang) -> bytes:
    """The file."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": plain(clean(chosen(paper.title, lang))), "created": _TIME})
    writer, told = _Writer(book, lang), sheet(paper, lang)
    tables = _names(list(_tables(paper, lang)), said_in(lang, "paper.first_sheet"))
    writer.first(told, tables)
    for one in tables:
        writer.table(one)
    book.close()
    return out.getvalue()


def _tables(paper: Paper, lang: Lang) -> Iterator[tuple[str, Grid]]:
    """Every table with what it is called: its title, the heading above it, or the title of the paper."""
    title = chosen(paper.title, lang)
    yield from _below(paper.document.blocks, title, lang)
    for annex in paper.annexes:
        yield from _tables(annex, lang)


def _below(blocks: Sequence[Block | None], title: str, lang: Lang) -> Iterator[tuple[str, Grid]]:
    for block in blocks:
        match block:
            case Heading(said):
                title = chosen(said, lang)
            case Part(inner, said):
                yield from _below(inner, chosen(said, lang) or title, lang)
            case Cards(cards) if cards:
                yield title, of(as_records(block, lang), lang, _ROWS)
            case Table() | Records() if block.rows:
                grid = of(block, lang, _ROWS)
                yield grid.title or title, _apart(grid, lang)


def _apart(grid: Grid, lang: Lang) -> Grid:
    """The table with its numbers as numbers, of which those with bounds stand in a column for each: what one cell shows together cannot be added."""
    columns, totals = list[GridColumn](), list[str]()
    for one, total in zip(grid.columns, grid.totals or [""] * len(grid.columns), strict=True):
        parts = [_ENDS.split(cell) for cell in one.cells]
        most = max(map(len, parts), default=1) if one.kind == "number" else 1
        if most not in (2, 3):
            columns.append(replace(one, values=_read(one)))
            totals.append(total)
            continue
        heads = ("low", "high") if most == 2 else ("low", "estimate", "high")
        for n, head in enumerate(heads):
            cells = [part[n] if len(part) == most else part[0] if len(part) == 1 else cell if n == 0 else "" for part, cell in zip(parts, one.cells, strict=True)]  # fmt: skip
            name = one.head + said_in(lang, "marks.in_brackets", text=said_in(lang, f"paper.{head}"))
            column = replace(one, head=name, cells=cells, values=cells)
            columns.append(replace(column, values=_read(column)))
            totals.append(total if n == 0 else "")
    return replace(grid, columns=columns, totals=totals if grid.totals else ())


def _read(column: GridColumn) -> Sequence[object]:
    """The values of a column of numbers whose cells alone say them; numbers that begin with a zero are those of things."""
    if column.kind != "number" or any(re.match(r"0\d", cell) for cell in column.cells):
        return column.values
    return [
        value if isinstance(value, int | Decimal) or not _SHOWN.fullmatch(cell) else Decimal(cell.replace(",", ""))
        for cell, value in zip(column.cells, column.values, strict=True)
    ]


def _names(tables: Sequence[tuple[str, Grid]], first: str) -> list[_Named]:
    """A name for each sheet that a workbook takes, and no two alike."""
    taken, out = {first.lower()}, []
    for title, grid in tables:
        whole = _NEVER.sub(" ", plain(clean(title))).strip(" '") or "-"
        name, n = _cut(whole, _NAME), 1
        while name.lower() in taken:
            n += 1
            name = f"{_cut(whole, _NAME - 6)} {n}"
        taken.add(name.lower())
        out.append(_Named(name, plain(clean(title)), grid))
    return out


def _cut(text: str, most: int) -> str:
    """So many units of UTF-16, as Excel counts."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text.strip(" '")


class _Writer:
    """Cells of one workbook in its formats."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self.book, self.lang = book, lang
        plain_look = {"font_name": said_in(lang, "paper.sheet_face"), "font_size": 10.5, "valign": "vcenter"}
        self.text = book.add_format({**plain_look, "text_wrap": True, "num_format": "@"})
        self.quoted = book.add_format({**plain_look, "text_wrap": True, "num_format": "@", "quote_prefix": True})
        self.missing = book.add_format({**plain_look, "text_wrap": True, "bg_color": "#FFFF00"})
        head = {**plain_look, "bold": True, "text_wrap": True, "bg_color": "#F2F2F2", "bottom": 1}
        self.head, self.head_right = book.add_format(head), book.add_format({**head, "align": "right"})
        self.title = book.add_format({**plain_look, "bold": True, "font_size": 14})
        self.whole = book.add_format({**plain_look, "num_format": "#,##0"})
        self.right = book.add_format({**plain_look, "num_format": "@", "align": "right"})
        self.money = {n: book.add_format({**plain_look, "num_format": "#,##0." + "0" * n}) for n in range(1, 7)}

    def first(self, told: Sheet, tables: Sequence[_Named]) -> None:
        """What the paper is, what is missing, which sheets there are."""
        page = self._page(said_in(self.lang, "paper.first_sheet"), told.title)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 60)
        page.write_string(0, 0, plain(told.title), self.title)
        at = 1
        for key in ("authority", "number", "date"):
            self._text(page, at, 0, said_in(self.lang, f"paper.{key}"))
            self._text(page, at, 1, getattr(told, key))
            at += 1
        for extra in (told.grade, told.confidential):
            self._text(page, at, 0, extra)
            at += bool(extra)
        for n, (key, look) in enumerate((("sheet", self.head), ("rows", self.head_right))):
            page.write_string(at + 1, n, said_in(self.lang, f"paper.{key}"), look)
        at += 2
        for one in tables:
            page.write_url(at, 0, f"internal:'{one.name}'!A1", self.text, one.name)
            page.write_number(at, 1, one.grid.count, self.whole)
            at += 1
        for each in missing(told):
            page.write_string(at + 1, 0, each.shown, self.missing)
            self._text(page, at + 1, 1, each.where)
            at += 1

    def table(self, one: _Named) -> None:
        """A sheet of a table: head, rows, totals."""
        page = self._page(one.name, one.title)
        columns, count = one.grid.columns, len(one.grid.columns[0].cells)
        for n, column in enumerate(columns):
            page.write_string(
                0, n, plain(clean(column.head)), self.head_right if column.kind == "number" else self.head
            )
            for row, (cell, value) in enumerate(zip(column.cells, column.values, strict=True), 1):
                self._cell(page, row, n, cell, _number(value), column)
            page.set_column(
                n, n, min(max(8, *(width(plain(cell)) for cell in [column.head, *column.cells[:1000]])) + 2, 60)
            )
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(count, 1), len(columns) - 1)
        for n, said in enumerate(one.grid.totals):
            self._total(page, count, n, said, columns[n])

    def _total(self, page: Any, count: int, n: int, said: str, column: GridColumn) -> None:
        if not column.adds:
            self._text(page, count + 1, n, said)
            return
        letters = xlsxwriter.utility.xl_col_to_name(n)
        value = float(said.replace(",", "")) if "." in said else int(said.replace(",", ""))
        page.write_formula(count + 1, n, f"=SUBTOTAL(109,{letters}2:{letters}{count + 1})", self._look(said), value)

    def _look(self, said: str) -> Any:
        return self.money.get(len(said.partition(".")[2]), self.whole)

    def _cell(self, page: Any, row: int, n: int, cell: str, number: int | Decimal | None, column: GridColumn) -> None:
        if number is not None:
            page.write_number(row, n, number, self._look(str(number)))
        elif column.kind == "number" and not cell.startswith(_STEERS):
            page.write_string(row, n, plain(clean(cell)), self.right)
        else:
            self._text(page, row, n, cell)

    def _text(self, page: Any, row: int, n: int, said: str) -> None:
        if not (text := plain(clean(said))):
            return
        if len(text.encode("utf-16-le")) > 2 * _CELL:
            text = _cut(text, _CELL - 60) + said_in(self.lang, "paper.cut", n=f"{len(text):,}")
        look = (
            self.missing
            if any(isinstance(one, Blank) for one in runs(said))
            else self.quoted
            if text.startswith(_STEERS)
            else self.text
        )
        page.write_string(row, n, text, look)

    def _page(self, name: str, title: str) -> Any:
        page = self.book.add_worksheet(name)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_header("&L" + plain(title).replace("&", "&&")[:200])
        page.set_footer("&C— &P —")
        return page


def _number(value: object) -> int | Decimal | None:
    """What a cell can hold as a number without loss."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    digits = len(str(abs(value)).replace(".", "").lstrip("0"))
    return value if digits <= 15 and "E" not in str(value) and str(value) not in ("NaN", "Infinity") else None
