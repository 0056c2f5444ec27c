r"""Any table of posts, CSV or XLSX, through a mapping that a person made: which column is what, and in which zone.

There are no fixed columns, so nothing is read without a mapping (``doxdocket map`` helps to write one); with it
nothing is guessed. What a mapping would show without a reason holds no personal information (``form.Ids``). Source: the mapping, docs/how-to/map-a-table.md. Forensic programs whose reports have no public
description (火眼, 取证大师) are read this way too. Leaves out: XLS and XLSB (save as XLSX), joins of several sheets.

>>> recognise(b"id,text\n1,a\n2,b\n", "posts.csv").confidence
35
>>> recognise(b"Dear all,\nhello, you,\nbye\n", "letter.txt") is None
True
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import BinaryIO

from doxdocket.errors import Unreadable
from doxdocket.parse.documents.zips import office_kind
from doxdocket.parse.form import Bid, Form, Ids, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.table.body import EARLY, Body
from doxdocket.parse.table.encodings import Coded
from doxdocket.parse.table.guess import delimited
from doxdocket.parse.table.lines import COLUMNS, Bad
from doxdocket.parse.table.lines import rows as read_lines
from doxdocket.parse.table.mapping import Mapped, checked
from doxdocket.parse.table.posts import Cell, Reader, cells_of, finished, flowing, in_columns
from doxdocket.parse.table.remarks import Remarks
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "table"


def recognise(head: bytes, name: str) -> Bid | None:
    """A low bid for what is a table to the eye: every form with columns of its own goes before it."""
    if office_kind(head) == "xlsx":
        return Bid(_ID, 40, *zh_en("parse_table.spreadsheet_xlsx_mapping_is_needed"))
    if found := delimited(head, name):
        return Bid(
            _ID,
            35,
            *zh_en("parse_table.delimited_text_of_columns_mapping", columns=found.columns),
        )
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one table as it was mapped."""
    if stated.mapping is None:
        raise Unreadable("parse_table.table_has_no_fixed_columns")
    mapped = checked(stated.mapping)
    yield from (_csv if mapped.file == "csv" else _xlsx)(stream, Rows(source_sha256), mapped, stated.ids)


def _csv(stream: BinaryIO, rows: Rows, mapped: Mapped, ids: Ids) -> Iterator[Parsed]:
    remarks = Remarks(rows)
    body = Body(read_lines(Coded(stream, mapped.encoding), mapped.delimiter), mapped.header, remarks)
    reader = Reader(mapped, body.names, rows, remarks, ids)
    for above in body.heads:
        reader.heading(cells_of(above.cells), above.number)

    def take() -> Iterator[None]:
        for row in body:
            reader.heading(cells_of(row.cells), row.number)
            rows.tried(partial(reader.post, row.number, row.start, row.end, cells_of(row.cells)), row.start, row.end)
            yield

    yield from flowing(rows, take())
    rows.notices({"rows_above_header": body.above}, 0, body.end)
    reader.end(body.end)
    yield from finished(rows, remarks, body.end, body.read)


def _xlsx(stream: BinaryIO, rows: Rows, mapped: Mapped, ids: Ids) -> Iterator[Parsed]:
    from doxdocket.parse.table.sheets import Sheet, layout  # noqa: PLC0415 - openpyxl is slow to import
    from doxdocket.parse.table.workbook import Book  # noqa: PLC0415 - as above

    book, remarks = Book(stream), Remarks(rows)
    about = layout(book)
    sheet = Sheet(book, about, _chosen(about.sheets, mapped.sheet))
    every, above, taken = sheet.rows(), 0, 0

    def made(names: list[str]) -> Reader:
        made = Reader(mapped, names, rows, remarks, ids, from_1904=about.from_1904)
        for number, cells in heads:
            made.heading(in_columns(cells), number)
        return made

    heads: list[tuple[int, Mapping[int, Cell]]] = []
    reader: Reader | None = None if mapped.header else made([""] * COLUMNS)

    def take() -> Iterator[None]:
        nonlocal above, taken, reader
        for one in every:
            if isinstance(one, Bad):
                remarks.bad(one)
            elif reader is None and one.number == mapped.header:
                width = max(one.cells) + 1
                names = [cell.strip() if isinstance(cell := one.cells.get(i, ""), str) else "" for i in range(width)]
                reader = made(names)
            elif reader is None:
                above += 1
                if len(heads) < EARLY:
                    heads.append((one.number, one.cells))
                if one.number > mapped.header:
                    return
            else:
                taken += 1
                reader.heading(in_columns(one.cells), one.number)
                post = partial(reader.post, one.number, sheet.place, sheet.place, in_columns(one.cells))
                rows.tried(post, sheet.place, sheet.place)
            yield

    yield from flowing(rows, take())
    remarks.settle()
    if reader is None:
        raise Unreadable("parse_table.row_of_sheet_is_empty", row=mapped.header)
    seen = {
        "rows_above_header": above, "formulas": sheet.seen.formulas, "hidden_rows": sheet.seen.hidden,
        "long_numbers": sheet.seen.rounded, "other_sheets": len(about.sheets) - 1,
    }  # fmt: skip
    if sheet.seen.lone:
        rows.warn("repair", "lone_surrogate", sheet.place, sheet.place, str(sheet.seen.lone))
    rows.notices(seen, 0, book.size)
    reader.end(book.size)
    yield from finished(rows, remarks, book.size, taken)


def _chosen(sheets: dict[str, str], wanted: str | int) -> str:
    """The part that holds the sheet which the mapping names."""
    if isinstance(wanted, int) and wanted <= len(sheets):
        return list(sheets.values())[wanted - 1]
    if wanted in sheets:
        return sheets[str(wanted)]
    raise Unreadable("parse_table.mapping_sheet_there_is_no", sheet=wanted, count=len(sheets))


FORM = Form(_ID, *zh_en("parse_table.table_csv_xlsx_through_mapping"), recognise, parse)
