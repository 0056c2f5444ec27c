"""The tables of a paper as a workbook, whole: one sheet a table, with filters and frozen heads, to be counted and sorted in.

A number is a number, with the format in which the paper has it; a remark behind it stands in a column of its own. What is an id, has leading zeros or more than fifteen
digits is text, and no text becomes a formula or an address. A total stands below the rows as a formula, with its value beside: of a column that adds over the rows that
the filter shows; one that the paper gives as a row, where the rows add up to it. Each column has a name, as a filter needs, and each sheet: of tables under one
heading the next is told by what it has and none before. The first sheet says what the paper is, what is missing in it and which tables there are, each by its whole
title. Properties name nobody, and one fixed time. Left out: sentences, which the paper has.

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
_SHOWN = re.compile(
    r"(-?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,14})(?:\.[0-9]+)?)(%| ?[^\W\d_万亿余多]{1,8})?"
)
"""A number and its unit."""
_REMARKED = re.compile(r"([-0-9][^（(]*?) ?[（(]([^（(）)]+)[)）]")
"""Numbers with a remark on them."""
_COUNTED = re.compile(r"([^-0-9]+?) ?([0-9][0-9,]*(?: ?– ?[0-9][0-9,]*)*)")
"""A remark that is itself a count: 待认定 7."""
_REMARKS = re.compile(r" ?[（(][^（(）)]*[)）]")
_STOPS = "，、；：,;: "
"""Where a title may end that is too long for the name of a sheet."""
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
    """The table with its numbers as numbers, of which those with bounds or remarks stand in a column for each: what one cell shows together cannot be added."""
    columns, totals = list[GridColumn](), list[str]()
    for n, (one, total) in enumerate(zip(grid.columns, grid.totals or [""] * len(grid.columns), strict=True)):
        head = one.head or said_in(lang, "paper.what" if n or len(grid.columns) == 1 else "paper.item")
        read = _numbers(replace(one, head=head), lang)
        columns += read
        totals += [total, *[""] * (len(read) - 1)]
    return replace(grid, columns=columns, totals=totals if grid.totals else ())


def _numbers(column: GridColumn, lang: Lang) -> list[GridColumn]:
    """The columns of one: a number each, and the remarks on them; numbers that begin with a zero are those of things."""
    said = [_REMARKED.fullmatch(cell) for cell in column.cells]
    bare = [one[1] if one else cell for one, cell in zip(said, column.cells, strict=True)]
    found = [_SHOWN.fullmatch(plain(clean(cell))) for cell in bare]
    units = {one[2] if one else None for one, cell in zip(found, bare, strict=True) if cell not in ("", "—")}
    all_alike = len(units) == 1 and all(one or cell in ("", "—") for one, cell in zip(found, bare, strict=True))
    if (column.kind != "number" and (column.kind == "id" or not all_alike)) or any(
        re.match(r"0\d", one) for one in bare
    ):
        return [column]
    parts = [_ENDS.split(cell) for cell in bare]
    most = max(map(len, parts), default=1)
    if most not in (2, 3):
        out = [replace(column, kind="number", cells=bare, values=_values(bare, column.values))]
    else:
        out = []
        for at, head in enumerate(("low", "high") if most == 2 else ("low", "estimate", "high")):
            cells = [part[at] if len(part) == most else part[0] if len(part) == 1 else cell if at == 0 else "" for part, cell in zip(parts, bare, strict=True)]  # fmt: skip
            out.append(replace(column, head=_under(column.head, said_in(lang, f"paper.{head}"), lang), cells=cells, values=_values(cells, cells)))  # fmt: skip
    if any(said):
        out += _remarks(column.head, [one[2] if one else "" for one in said], lang)
    return out


def _remarks(head: str, remarks: Sequence[str], lang: Lang) -> list[GridColumn]:
    """The remarks on a column; of those that are counts of one thing, the counts under its name."""
    counts = [_COUNTED.fullmatch(one) for one in remarks]
    names = {one[1] for one in counts if one}
    if len(names) == 1 and all(one or not said for one, said in zip(counts, remarks, strict=True)):
        cells = [one[2] if one else "" for one in counts]
        return _numbers(GridColumn(_under(head, names.pop(), lang), "number", cells, cells), lang)
    return [GridColumn(_under(head, said_in(lang, "paper.remark"), lang), "text", remarks, remarks)]


def _under(head: str, what: str, lang: Lang) -> str:
    return head + said_in(lang, "marks.in_brackets", text=what)


def _values(cells: Sequence[str], values: Sequence[object]) -> list[object]:
    """The numbers that the cells say, where the data behind them are none."""
    found = [_SHOWN.fullmatch(plain(clean(cell))) for cell in cells]
    return [_value(one) if one and not isinstance(value, int | Decimal) else value for one, value in zip(found, values, strict=True)]  # fmt: skip


def _value(one: re.Match[str]) -> Decimal:
    number = Decimal(one[1].replace(",", ""))
    return number / 100 if one[2] == "%" else number


def _names(tables: Sequence[tuple[str, Grid]], first: str) -> list[_Named]:
    """A name for each sheet that a workbook takes, and no two alike: of tables of one title the next is told by the first head that none before has."""
    taken, heads, out = {first.lower()}, dict[str, set[str]](), list[_Named]()
    for title, grid in tables:
        whole = _NEVER.sub(" ", plain(clean(title))).strip(" '") or "-"
        here = [_NEVER.sub(" ", plain(clean(one.head))).strip(" '") for one in grid.columns]
        name, n = _short(whole, _NAME), 1
        if name.lower() in taken:
            own = _short(next((one for one in here if one not in heads.get(name, ())), here[0]), _NAME // 2)
            name = f"{_short(whole, _NAME - _wide(own) - 1)}·{own}"
        told = name
        while name.lower() in taken:
            n += 1
            name = f"{_short(told, _NAME - 6)} {n}"
        taken.add(name.lower())
        heads.setdefault(_short(whole, _NAME), set()).update(here)
        out.append(_Named(name, plain(clean(title)), grid))
    return out


def _short(text: str, most: int) -> str:
    """A title in so many units: without its remarks in brackets where it is longer, then up to where it stops."""
    if _wide(text) <= most:
        return text
    text = _REMARKS.sub("", text).strip(" '") or text
    cut = _cut(text, most)
    stop = max(cut.rfind(one) for one in _STOPS) if cut != text else 0
    return cut[:stop].rstrip(_STOPS) if stop > most // 3 else cut


def _wide(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, most: int) -> str:
    """So many units of UTF-16, as Excel counts."""
    while _wide(text) > most:
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
        self.right = book.add_format({**plain_look, "num_format": "@", "align": "right"})
        self.plain_look, self.numbers = plain_look, dict[str, Any]()

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
        for n, (key, look) in enumerate((("sheet", self.head), ("table", self.head), ("rows", self.head_right))):
            page.write_string(at + 1, n, said_in(self.lang, f"paper.{key}"), look)
        at += 2
        for one in tables:
            page.write_url(at, 0, f"internal:'{one.name}'!A1", self.text, one.name)
            self._text(page, at, 1, one.title)
            count = one.grid.count - one.grid.summed
            page.write_number(at, 2, count, self._look(f"{count:,}"))
            at += 1
        for each in missing(told):
            page.write_string(at + 1, 0, each.shown, self.missing)
            self._text(page, at + 1, 1, each.where)
            at += 1

    def table(self, one: _Named) -> None:
        """A sheet of a table: head, rows, totals."""
        page = self._page(one.name, one.title)
        columns, summed = one.grid.columns, one.grid.summed
        count = len(columns[0].cells) - summed
        for n, column in enumerate(columns):
            page.write_string(
                0, n, plain(clean(column.head)), self.head_right if column.kind == "number" else self.head
            )
            told = [(cell, _number(value)) for cell, value in zip(column.cells, column.values, strict=True)]
            for row, (cell, value) in enumerate(told[summed:], 1):
                self._cell(page, row, n, cell, value, column)
            if summed:
                self._whole(page, count, n, told, column)
            page.set_column(
                n, n, min(max(8, *(width(plain(cell)) for cell in [column.head, *column.cells[:1000]])) + 2, 60)
            )
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(count, 1), len(columns) - 1)
        for n, said in enumerate(one.grid.totals):
            self._total(page, count, n, said, columns[n])

    def _whole(
        self, page: Any, count: int, n: int, told: Sequence[tuple[str, int | Decimal | None]], column: GridColumn
    ) -> None:
        """The whole that the paper gives as its first row, below the others: as their sum where all are known and add up to it."""
        (cell, whole), *parts = told
        numbers = [number for said, number in parts if said not in ("", "—")]
        known = [number for number in numbers if number is not None]
        if whole is None or not numbers or len(known) < len(numbers) or sum(known) != whole:
            self._cell(page, count + 1, n, cell, whole, column)
        else:
            page.write_formula(count + 1, n, f"=SUM({_range(n, count)})", self._look(cell), _cached(whole))

    def _total(self, page: Any, count: int, n: int, said: str, column: GridColumn) -> None:
        if not column.adds:
            self._text(page, count + 1, n, said)
            return
        value = Decimal(said.replace(",", ""))
        page.write_formula(count + 1, n, f"=SUBTOTAL(109,{_range(n, count)})", self._look(said), _cached(value))

    def _look(self, said: str) -> Any:
        """The format in which a number looks as the paper has it: its thousands, its digits behind the point, its unit."""
        found = _SHOWN.fullmatch(said)
        number, unit = (found[1], found[2] or "") if found else (said, "")
        places = len(number.partition(".")[2])
        code = (
            ("#,##0" if "," in number or len(number.partition(".")[0].lstrip("-")) < 4 else "0")
            + "." * bool(places)
            + "0" * places
        )
        code += unit if unit in ("", "%") else f'"{unit}"'
        if code not in self.numbers:
            self.numbers[code] = self.book.add_format({**self.plain_look, "num_format": code})
        return self.numbers[code]

    def _cell(self, page: Any, row: int, n: int, cell: str, number: int | Decimal | None, column: GridColumn) -> None:
        if number is not None:
            page.write_number(row, n, number, self._look(plain(clean(cell))))
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


def _range(n: int, count: int) -> str:
    letters = xlsxwriter.utility.xl_col_to_name(n)
    return f"{letters}2:{letters}{count + 1}"


def _cached(value: int | Decimal) -> int | float:
    """What stands beside a formula for readers that do not reckon."""
    return int(value) if value == int(value) else float(value)
