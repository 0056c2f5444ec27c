r"""Entries of the register in a table (CSV, XLSX): an empty one to fill in, and a filled one read with every fault at its row and column.

Columns are fields, by their Chinese word, by their name, or by both as the empty table has them (``姓名（name）``); a column ``表`` says the form
where rows are of several. A cell of several things parts them by ``;`` or 、 or a new line; of pairs each is ``NAME=CONTENT``. What a spreadsheet made of
a text is refused and not taken: a fraction that it turned into a day, a month that it turned into a first of the month, a number
of more than fifteen digits. Left out: what a field takes (``desk.forms``), and whether what is named is there (``desk.register``).

>>> import io
>>> found = read(io.BytesIO("编号,姓名,出生\nD1,甲,2003年\nD2,乙,去年\n".encode()), "a.csv", "defendant")
>>> found.entries, [(one.row, one.column, one.zh) for one in found.faults]
([<defendant D1>], [(3, '出生', '写法不对')])
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from difflib import get_close_matches
from functools import cache
from typing import Any, BinaryIO, Final, NamedTuple

from doxdocket.assess.form import Form
from doxdocket.assess.forms import FORMS
from doxdocket.desk import forms
from doxdocket.desk.cells import folded
from doxdocket.desk.forms import Field, called, fields, then
from doxdocket.errors import WrongCall
from doxdocket.parse.table.profile import Cell, opened
from doxdocket.parse.table.sheets import Rounded
from doxdocket.parse.table.times import Serial
from doxdocket.store.reason import holds_value
from doxdocket.words import Both, Lang, said_in, zh_en
from doxdocket.words import Named as Worded

MOST: Final = 100_000
"""Rows that one table may have."""
_LOOKED_AT: Final = 50
_BETWEEN = re.compile(r"[;；、\n]")
_PARTS = re.compile(r"[;；\n]")
_BOTH = re.compile(r".*\(([a-z_]+)\)\*?")
_FORM: Final = frozenset({"form", "表"})
_TURNED: Final = frozenset(
    {"text", "long", "share", "amount", "count", "answer", "choice", "ref", "fact", "rows", "pairs"}
)
"""What no day may stand for."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which cell, and what to do; ``column`` as the table calls it, empty where it is the whole row."""

    row: int
    column: str
    zh: str
    en: str
    then: Both


@dataclass
class Table:
    """What was read: the entries, the row and the columns of each, and every fault."""

    entries: list[Form] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    """The last row of each form and id."""
    columns: dict[str, str] = field(default_factory=dict)
    """Fields: columns as the table calls them."""
    unread: set[tuple[str, str]] = field(default_factory=set)
    """Forms and ids of rows that are no entry."""
    named: list["Named"] = field(default_factory=list)
    """What rows that are no entry name, so that it is looked for all the same."""
    count: int = 0


class Named(NamedTuple):
    """A field of a row that names something of the case: the row, the field and its column, and what stands there."""

    row: int
    field: Field
    column: str
    value: str


def read(stream: BinaryIO, name: str, form: str | None, zone: tzinfo = UTC) -> Table:
    """Every row as an entry. ``form``: unless a column says it; ``zone``: of clock times without one.

    ``WrongCall`` where the file is no table, or has no row of columns that are fields of a form.
    """
    found = Table()
    every = list(_rows(stream, name))
    at, names = _header(every, form)
    _strange(names, form, every[at][0], found)
    for number, cells in every[at + 1 :]:
        if any(not isinstance(one, str) or one.strip() for one in cells):
            found.count += 1
            _row(found, number, names, cells, form, zone)
    return found


def _rows(stream: BinaryIO, name: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    for count, row in enumerate(opened(stream, name)):
        if count > MOST:
            raise WrongCall("desk_form_tables.too_many_rows", most=MOST)
        yield row


@cache
def _known(form: str) -> Mapping[str, str]:
    """Fields of a form by all that a column may be called."""
    names: dict[str, str] = {}
    for one in reversed(fields(form)):  # of two that are called alike the first
        for title in (one.told.en, one.told.zh, one.word.en, one.word.zh, one.name):
            names[_title(title)] = one.name
    for one in fields(form):
        names.setdefault(_title(one.told.zh.partition("：")[0]), one.name)
    return names


def _title(text: str) -> str:
    return folded(text).rstrip("*").strip().casefold()


def column(form: str, title: str) -> str:
    """The field that a column is; empty where it is none.

    >>> [column("defendant", title) for title in ("姓名（name）*", "姓名", "Name", "name", "住址")]
    ['name', 'name', 'name', 'name', '']
    """
    plain = _title(title)
    both = _BOTH.fullmatch(plain)
    return _known(form).get(both[1] if both and both[1] in _known(form) else plain, "")


def _forms(form: str | None) -> tuple[str, ...]:
    return tuple(FORMS) if form is None else (form,)


def _is_form(title: str) -> bool:
    plain = _title(title)
    return plain in _FORM or plain == "表(form)"


def _header(every: Sequence[tuple[int, Sequence[Cell]]], form: str | None) -> tuple[int, list[str]]:
    """The first row of which most cells are called like fields."""
    for at, (_, cells) in enumerate(every[:_LOOKED_AT]):
        names = [one.strip() if isinstance(one, str) else "" for one in cells]
        filled = [one for one in names if one]
        fit = sum(_is_form(one) or any(column(of, one) for of in _forms(form)) for one in filled)
        if filled and 2 * fit >= len(filled):
            return at, names
    raise WrongCall("desk_form_tables.no_row_of_columns", form=form or "FORM")


def _strange(names: Sequence[str], form: str | None, row: int, found: Table) -> None:
    """Columns that are no field, and fields that two columns claim."""
    for title in (one for one in names if one and not _is_form(one)):
        if not any(column(of, title) for of in _forms(form)):
            found.faults.append(Fault(row, _shown(title), *_near(title, form), zh_en("desk_form_tables.then_column")))
    if form is not None:
        claimed = [name for title in names if title and (name := column(form, title))]
        for name in dict.fromkeys(one for one in claimed if claimed.count(one) > 1):
            title = [one for one in names if one and column(form, one) == name][-1]
            found.faults.append(Fault(row, title, *zh_en("desk_form_tables.two_columns", name=name), zh_en("desk_form_tables.then_column")))  # fmt: skip


def _shown(title: str) -> str:
    return "…" if holds_value(title) else title[:24]


def _near(title: str, form: str | None) -> tuple[str, str]:
    known = {one.word.zh: one.name for of in _forms(form) for one in fields(of)}
    near = get_close_matches(folded(title), [*known, *known.values()], 1, 0.6)
    return zh_en("desk_form_tables.no_field_near", near=near[0]) if near else zh_en("desk_form_tables.no_field")


def _row(
    found: Table, number: int, names: Sequence[str], cells: Sequence[Cell], form: str | None, zone: tzinfo
) -> None:
    told = {name: cells[i] if i < len(cells) else "" for i, name in enumerate(names) if name}
    said = next((one for title, one in told.items() if _is_form(title) and one), form or "")
    of = _form_of(str(said))
    if of is None:
        shown = _shown(str(said))
        column_ = next((title for title in names if _is_form(title)), "")
        then_ = zh_en("desk_form_tables.then_form")
        found.faults.append(Fault(number, column_, *zh_en("assess_read.form_there_is_no_form", said=shown), then_))
        return
    titles = {name: title for title in told if not _is_form(title) and (name := column(of, title))}
    found.columns |= titles
    faults: list[Fault] = []
    given: dict[str, str] = {}
    for one in fields(of):
        if one.name in titles:
            faults += _cell(given, one, told[titles[one.name]], number, titles[one.name])
    read_ = forms.read(of, given, zone)
    there = {fault.column for fault in faults}
    for fault in read_.faults:
        title = titles.get(fault.field.partition(".")[0], fault.field.partition(".")[0])
        if title not in there:
            faults.append(Fault(number, title, fault.zh, fault.en, fault.then))
    key = (of, given.get("id", "").strip())
    found.rows[key] = number
    if faults or read_.entry is None:
        found.unread.add(key)
        wrong = {fault.column for fault in faults}
        for one in fields(of):
            if one.of and titles.get(one.name, one.name) not in wrong:
                values = (text.strip() for name, text in given.items() if name.partition(".")[0] == one.name)
                found.named += [Named(number, one, titles[one.name], text) for text in values if text]
        found.faults += faults
    else:
        found.entries.append(read_.entry)


def _form_of(text: str) -> str | None:
    """A form by its id or its word."""
    plain = _title(text)
    return next((form for form in FORMS if plain in (form, called(form).zh, called(form).en)), None)


def _cell(given: dict[str, str], field: Field, cell: Cell, row: int, title: str) -> list[Fault]:
    """One cell as it would be filled in."""
    if isinstance(cell, Rounded):
        return [Fault(row, title, *zh_en("desk_form_tables.digits_lost"), zh_en("desk_form_tables.then_text"))]
    if isinstance(cell, Serial):
        clock = cell.clock()
        if clock is None or field.takes in _TURNED or (field.takes == "birth" and clock.day == 1):
            return [Fault(row, title, *zh_en("desk_form_tables.turned_into_day"), zh_en("desk_form_tables.then_text"))]
        text = clock.isoformat(sep=" ")
    else:
        text = cell
    if field.takes in ("rows", "pairs"):
        return _pairs(given, field, text, row, title)
    if field.many:
        parts = [one.strip() for one in _BETWEEN.split(text) if one.strip()]
        given |= {f"{field.name}.{n}": one for n, one in enumerate(parts)}
    else:
        given[field.name] = text
    return []


def _pairs(given: dict[str, str], field: Field, text: str, row: int, title: str) -> list[Fault]:
    first, second = (one.name for one in field.inner)
    for n, part in enumerate(one for one in _PARTS.split(text) if one.strip()):
        left, mark, right = part.replace("＝", "=").partition("=")
        if not mark:
            return [Fault(row, title, *zh_en("desk_form_tables.no_pair"), zh_en("desk_form_tables.then_pair"))]
        given |= {f"{field.name}.{n}.{first}": left, f"{field.name}.{n}.{second}": right}
    return []


def title(field: Field, lang: Lang = "zh") -> str:
    """The head of a column of the empty table.

    >>> title(fields("defendant")[1]), title(fields("defendant")[1], "en")
    ('姓名（name）*', 'name*')
    """
    return (f"{field.word.zh}（{field.name}）" if lang == "zh" else field.name) + ("*" if field.required else "")


def as_csv(form: str, lang: Lang = "zh") -> bytes:
    """The empty table of a form as CSV: its columns, with a mark by which spreadsheets know UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([title(one, lang) for one in fields(form)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(form: str, lang: Lang = "zh") -> bytes:
    """The empty table of a form as a workbook: cells of text, so that nothing is turned into a number or a day, and lists to choose from."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import
    from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    side = 0 if lang == "zh" else 1
    book = Workbook()
    sheet: Any = book.active
    sheet.title = either_of(called(form), side)[:31].replace("/", " ")
    about, lists = (
        book.create_sheet(said_in(lang, "desk_form_tables.about")),
        book.create_sheet(said_in(lang, "desk_form_tables.choices")),
    )
    about.append(
        [
            said_in(lang, "desk_form_tables.column"),
            said_in(lang, "desk_form_tables.needed"),
            said_in(lang, "desk_form_tables.what_it_is"),
            said_in(lang, "desk_form_tables.how"),
        ]
    )
    for at, one in enumerate(fields(form), 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].number_format = "@"
        sheet.column_dimensions[letter].width = 28 if one.takes == "long" else 18
        head = sheet.cell(1, at, title(one, lang))
        head.font = Font(bold=True)
        head.number_format = "@"
        if one.required:
            head.fill = PatternFill("solid", fgColor="FFF2CC")
        about.append(
            [
                title(one, lang),
                said_in(lang, "desk_form_tables.yes") if one.required else "",
                either_of(one.told, side),
                _how(one, side),
            ]
        )
        if one.takes == "choice":
            words = [either_of(choice.word, side) for choice in one.choices]
            for row, word in enumerate(words, 1):
                lists.cell(row, at, word)
            if not one.many:
                allowed = DataValidation(
                    "list", f"='{lists.title}'!${letter}$1:${letter}${len(words)}", allow_blank=True
                )
                allowed.add(f"{letter}2:{letter}{MOST}")
                sheet.add_data_validation(allowed)
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 32), ("C", 60), ("D", 50)):
        about.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _how(field: Field, side: int) -> str:
    """How its cell is written."""
    if field.takes in ("rows", "pairs"):
        return zh_en("desk_form_tables.then_pair")[side]
    words = zh_en("marks.comma")[side].join(either_of(one.word, side) for one in field.choices)
    told = words or ("" if field.takes in ("text", "long") else either_of(then(field), side))
    several = zh_en("desk_form_tables.several")[side] if field.many else ""
    return zh_en("marks.semicolon")[side].join(one for one in (told, several) if one)


def either_of(both: Worded, side: int) -> str:
    """One language of a text."""
    return both.en if side else both.zh
