r"""The rows of one sheet of a workbook: texts as they stand, numbers as they were stored, dates as serial numbers.

A formula gives the value its program last computed. Hidden rows are taken like others and counted; cells beyond the
16,384 columns of a spreadsheet refuse the file. Source: ECMA-376 part 1, 18.3 to 18.4, 18.8 (formats, with openpyxl's
list of those that show dates), 22.9.2.19 (``_x000D_``). Leaves out: merged cells, comments, what formats display.

>>> unescaped("a_x000D__x005F_x0041_"), plain("1.23456789012E+17"), plain("44.0"), plain("0.30000000000000004")
('a\r_x0041_', '123456789012000000', '44', '0.3')
"""

import posixpath
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format  # type: ignore[import-untyped]

from doxdocket.parse.table.lines import COLUMNS, Bad
from doxdocket.parse.table.times import Serial
from doxdocket.parse.table.workbook import Book, Xml, attribute, refused, scan
from doxdocket.words import zh_en

#: Text of one cell (a spreadsheet holds 32,767 characters) and of one row.
_CELL, _ROW = 1 << 16, 16 << 20
#: Texts that cells share: bytes of all of them, and how many.
_SHARED, _STRINGS = 256 << 20, 8 << 20
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,10})")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_MOST_STYLES = 100_000

Cell = str | Serial


class Rounded(str):
    """A number of more digits than the fifteen that a spreadsheet keeps: the last ones are no longer those that were typed."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a sheet: what stands in which column (from 0)."""

    cells: Mapping[int, Cell]
    number: int


@dataclass
class Seen:
    """What was met in a sheet beside its rows."""

    formulas: int = 0
    hidden: int = 0
    rounded: int = 0
    lone: int = 0


def unescaped(text: str) -> str:
    """Characters that XML cannot carry, put back."""
    if "_x" not in text:
        return text
    wide = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return wide.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain(number: str) -> str:
    """A stored number as digits; of a fraction 15 of them, as spreadsheets show it."""
    if number.isdigit():
        return number
    try:
        value = Decimal(number)
        if abs(value) >= 10**20:
            return number
        return str(int(value)) if value == value.to_integral_value() else format(float(value), ".15g")
    except InvalidOperation:
        return number


class Shared:
    """The texts that cells refer to by number, in one piece of memory."""

    def __init__(self, book: Book, name: str | None) -> None:
        self._bytes, self._ends = bytearray(), array("q")
        self._words: list[str] | None = None
        self._size = self._depth = 0
        self._take = False
        if name and book.has(name):
            for _ in book.read(name, Xml(self._opened, self._closed, self._text)):
                pass

    def _opened(self, name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            self._words, self._size = [], 0
        self._depth += name in ("rPh", "phoneticPr")  # how a text is pronounced is no part of it
        self._take = name == "t" and not self._depth

    def _text(self, words: str) -> None:
        if self._take and self._words is not None:
            self._words.append(words)
            self._size += len(words)
            if self._size > _CELL:
                raise refused(zh_en("table_sheets.text_of_cell_is_too"))

    def _closed(self, name: str) -> None:
        self._take = False
        self._depth -= name in ("rPh", "phoneticPr")
        if name == "si" and self._words is not None:
            self._bytes += "".join(self._words).encode("utf-8", "surrogatepass")
            self._ends.append(len(self._bytes))
            self._words = None
            if len(self._bytes) > _SHARED or len(self._ends) > _STRINGS:
                raise refused(zh_en("table_sheets.it_holds_more_text_than"))

    def __getitem__(self, number: int) -> str | None:
        if not 0 <= number < len(self._ends):
            return None
        start = self._ends[number - 1] if number else 0
        return self._bytes[start : self._ends[number]].decode("utf-8", "surrogatepass")


@dataclass
class Layout:
    """Sheets of a workbook by name, in order, and what its cells need to be read."""

    sheets: dict[str, str] = field(default_factory=dict)
    strings: str | None = None
    styles: str | None = None
    from_1904: bool = False
    dates: list[bool] = field(default_factory=list)  # of each style, whether it shows a date


def layout(book: Book) -> Layout:
    """What the workbook says of its sheets."""
    found, targets, names = Layout(), {}, []
    root = "xl/workbook.xml"

    def relation(name: str, given: Mapping[str, str]) -> None:
        nonlocal root
        target, kind = given.get("Target", ""), given.get("Type", "")
        if name == "Relationship" and kind.endswith("/officeDocument"):
            root = target.lstrip("/")

    def part(name: str, given: Mapping[str, str]) -> None:
        if name != "Relationship" or given.get("TargetMode") == "External":
            return
        target = given.get("Target", "")
        path = (
            target.lstrip("/")
            if target[:1] == "/"
            else posixpath.normpath(posixpath.join(posixpath.dirname(root), target))
        )
        targets[given.get("Id", "")] = path
        kind = given.get("Type", "").rpartition("/")[2]
        if kind == "sharedStrings":
            found.strings = path
        elif kind == "styles":
            found.styles = path

    def sheet(name: str, given: Mapping[str, str]) -> None:
        if name == "workbookPr":
            found.from_1904 = given.get("date1904") in ("1", "true")
        elif name == "sheet":
            names.append((given.get("name", ""), attribute(given, "id") or ""))

    if book.has("_rels/.rels"):
        scan(book, "_rels/.rels", relation)
    rels = posixpath.join(posixpath.dirname(root), "_rels", posixpath.basename(root) + ".rels")
    scan(book, rels, part)
    scan(book, root, sheet)
    found.sheets = {name: targets[key] for name, key in names if key in targets}
    if len(found.sheets) < len(names):
        raise refused(zh_en("table_sheets.sheets_share_name_or_lead"))
    found.dates = _dates(book, found.styles)
    return found


def _dates(book: Book, name: str | None) -> list[bool]:
    """Of each style of cells, whether it shows a date."""
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    styles: list[int] = []
    inside = ""

    def start(element: str, given: Mapping[str, str]) -> None:
        nonlocal inside
        if element in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside = element
        elif element == "numFmt" and inside != "dxfs":
            formats[_int(given.get("numFmtId"))] = given.get("formatCode", "")[:1000]
        elif element == "xf" and inside == "cellXfs":
            styles.append(_int(given.get("numFmtId")))
        if len(styles) + len(formats) > _MOST_STYLES:
            raise refused(zh_en("table_sheets.it_has_too_many_styles"))

    if name and book.has(name):
        scan(book, name, start)
    return [_shows_date(number, formats.get(number)) for number in styles]


def _shows_date(number: int, pattern: str | None) -> bool:
    """East Asian built-in formats (27 to 36, 50 to 58) have no pattern in the file: ECMA-376, 18.8.30."""
    if pattern is None:
        return 27 <= number <= 36 or 50 <= number <= 58
    return bool(is_date_format(pattern))


def _int(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else -1


class Sheet:
    """Reads one sheet; ``seen`` is whole when the rows are."""

    def __init__(self, book: Book, about: Layout, part: str) -> None:
        self._book, self._about, self._part = book, about, part
        self._shared = Shared(book, about.strings)
        self.seen, self.place = Seen(), book.place(part) if book.has(part) else 0
        self._ready: list[Cells | Bad] = []
        self._row: dict[int, Cell] | None = None
        self._words: list[str] = []
        self._number, self._column, self._size, self._held = 0, -1, 0, 0
        self._kind, self._style, self._taking, self._phonetic, self._doubled = "", -1, False, 0, False

    def rows(self) -> Iterator[Cells | Bad]:
        """Every row that holds something."""
        for _ in self._book.read(self._part, Xml(self._opened, self._closed, self._text)):
            yield from self._ready
            self._ready = []

    def _opened(self, name: str, given: Mapping[str, str]) -> None:
        if name == "row":
            number = _int(given.get("r"))
            self._number = number if number > 0 else self._number + 1
            self._row, self._column, self._doubled, self._held = {}, -1, False, 0
            self.seen.hidden += given.get("hidden") in ("1", "true")
        elif self._row is None:
            return
        elif name == "c":
            self._column = self._place(given.get("r"))
            self._kind, self._style, self._words, self._size = given.get("t", "n"), _int(given.get("s")), [], 0
        elif name == "f":
            self.seen.formulas += 1
        elif name == "rPh":
            self._phonetic += 1
        elif name == "v" or (name == "t" and self._kind == "inlineStr"):
            self._taking = not self._phonetic

    def _place(self, reference: str | None) -> int:
        """The column of a cell, from 0."""
        column = self._column + 1
        if reference and (found := _REFERENCE.fullmatch(reference)):
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - 64
            column -= 1
        if column >= COLUMNS:
            raise refused(zh_en("table_sheets.it_has_more_than_columns", most=COLUMNS))
        return column

    def _text(self, words: str) -> None:
        if self._taking:
            self._size += len(words)
            if self._size > _CELL:
                raise refused(zh_en("table_sheets.cell_of_row_is_too", row=self._number))
            self._words.append(words)

    def _closed(self, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._phonetic -= 1
        elif name == "c" and self._row is not None:
            cell = self._cell("".join(self._words)) if self._words else ""
            if cell:
                self._doubled |= self._column in self._row
                self._row[self._column] = cell
                self._held += len(cell) if isinstance(cell, str) else 0
                if self._held > _ROW:
                    raise refused(zh_en("table_sheets.row_is_too_long", row=self._number))
        elif name == "row" and self._row is not None:
            if self._doubled:
                self._ready.append(Bad("doubled_cell", self._number, self.place, self.place))
            elif self._row:
                self._ready.append(Cells(self._row, self._number))
            self._row = None

    def _cell(self, words: str) -> Cell:
        if self._kind == "s":
            shared = self._shared[_int(words)]
            if shared is None:
                raise refused(zh_en("table_sheets.row_refers_to_text_that", row=self._number))
            return self._unescaped(shared)
        if self._kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(words, words)
        if self._kind != "n":
            return self._unescaped(words)
        if 0 <= self._style < len(self._about.dates) and self._about.dates[self._style]:
            try:
                return Serial(float(words), self._about.from_1904)
            except ValueError:
                return words
        number = plain(words)
        if len(number) > 15 and number.isdigit():
            self.seen.rounded += 1
            return Rounded(number)
        return number

    def _unescaped(self, text: str) -> str:
        put_back = unescaped(text)
        self.seen.lone += "\ufffd" in put_back and "\ufffd" not in text
        return put_back
