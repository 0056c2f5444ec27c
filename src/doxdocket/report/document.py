"""What is told, once: the data, and the blocks in which people read it. Writers: ``text`` here, JSON of ``data`` (``as_json``).

A text is one string, or both languages (Chinese first), of which the writer takes one. A table holds its rows as they are in the data and
says of each column what it is called and what it shows.

>>> people = [{"name": "甲", "n": 1200}, {"name": "乙", "n": None}]
>>> told = Document(
...     people, [Table(people, [Column(("姓名", "name"), "name"), Column("n", "n", right=True)]), ("两人", "two")]
... )
>>> print(told.text("en"))
name      n
甲    1,200
乙        —
<BLANKLINE>
two
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic

from doxdocket.report.marks import plain
from doxdocket.report.text import Lang, chosen, table, wrap
from doxdocket.words import filled, zh_en

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    D_co = TypeVar("D_co", covariant=True, default=Any)
else:
    from typing import TypeVar

    D_co = TypeVar("D_co", covariant=True)

PAGE = 100
"""Columns of a page of text."""
Both = tuple[str, str]
Said = str | Both


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text set to the page."""

    said: Said
    indent: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a part is about, on a line of its own."""

    said: Said


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, and what of a row it shows: the value of this name, or what the function makes of the row."""

    head: Said
    shows: str | Callable[[Any], object]
    right: bool = False
    adds: bool = False
    """Whether its numbers may be added up: a line of totals stands under the table. Never of persons, who may stand in several rows."""
    once: bool = False
    """Whether paper says what is the same in every row once, above the table, in place of a column."""

    def value(self, row: Any) -> object:
        """What it is in the data."""
        shows = self.shows
        return shows(row) if callable(shows) else row[shows] if isinstance(row, Mapping) else getattr(row, shows)

    def cell(self, row: Any, lang: Lang) -> str:
        """What stands in it: a number with its thousands set apart, nothing known as a dash."""
        value = self.value(row)
        if value is None:
            return "—"
        if isinstance(value, tuple):
            return chosen(value, lang)
        return f"{value:,}" if isinstance(value, int) else str(value)


def cells(*heads: Said) -> list[Column]:
    """The columns of rows that are tuples, in their order.

    >>> [one.value(("a", 2)) for one in cells("", ("二", "two"))]
    ['a', 2]
    """
    return [Column(head, itemgetter(n)) for n, head in enumerate(heads)]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the data under the heads of its columns; what is said where there are ``none``, the heads alone if that is ``None``.

    A text of it stands under its ``title``, and is cut behind ``most`` rows with a line that says how many ``more`` there are (``{n}``).
    """

    rows: Sequence[Any]
    columns: Sequence[Column]
    none: Said | None = ""
    title: Said = ""
    most: int | None = None
    more: Said = ""
    summed: bool = False
    """Whether its first row is the whole of the others: a workbook has it below them."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list under its title, cut behind ``most`` lines with a line that says how many ``more`` there are (``{n}``)."""

    lines: Sequence[Said]
    most: int | None = None
    more: Said = ""
    title: Said = ""
    indent: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Names and values, one a line."""

    values: Mapping[str, Said]
    indent: str = "  "


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that stand together, without a line between them: under a heading, or set in."""

    blocks: "Sequence[Block | None]"
    title: Said = ""
    indent: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """Rows of which each names what it says; a text is cut as that of a table is. ``total``: how many there are where more than these."""

    rows: Sequence[Sequence[tuple[str, str]]]
    most: int | None = None
    more: Said = ""
    indent: str = "  "
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the bytes of a PNG or JPEG, and what it shows, which stands beneath it and in its place for who cannot see it."""

    data: bytes = field(repr=False)
    said: Said

    @property
    def form(self) -> str:
        """Which of the two: ``png`` or ``jpeg``."""
        return "png" if self.data.startswith(b"\x89PNG") else "jpeg"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on a form of its own: its title, what is told of it by names, and its pictures. ``fields`` of no text are left out."""

    title: Said
    fields: Sequence[tuple[Said, Said]]
    pictures: Sequence[Picture] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Things of one sort, each on a form; a workbook has them as rows, under ``head`` their titles."""

    cards: Sequence[Card]
    head: Said


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of ours (SVG), and what it shows in words, which is all that a writer without drawings has of it."""

    svg: str
    said: Said


Block = Said | Heading | Paragraph | Table | Items | Fields | Part | Records | Cards | Drawing


@dataclass(frozen=True, slots=True)
class Document(Generic[D_co]):
    """The data, a mapping or a dataclass, and the same facts in blocks, with a line between each; blocks that say nothing are left out."""

    data: D_co
    body: "Said | Sequence[Block | None]" = ""
    columns: int = field(default=PAGE, kw_only=True)

    @property
    def blocks(self) -> "Sequence[Block]":
        """Its blocks without places where none stands, of which a body of one text is the only one."""
        return [self.body] if isinstance(self.body, str | tuple) else [one for one in self.body if one is not None]

    def text(self, lang: Lang) -> str:
        """The page in one language."""
        if isinstance(self.body, str | tuple):
            return _plain(self.body, lang)
        told = (written(block, lang, self.columns) for block in self.body)
        return "\n\n".join("\n".join(lines) for lines in told if lines)


def written(block: Block | None, lang: Lang, columns: int = PAGE) -> list[str]:
    """A block as lines of text; nothing for one that says nothing."""
    if not block:
        return []
    match block:
        case Heading(said):
            return [_plain(said, lang)]
        case Paragraph(said, indent):
            return wrap(text, columns, indent) if (text := _plain(said, lang)) else []
        case Drawing(_, said):
            return wrap(_plain(said, lang), columns)
        case Table():
            return _table(block, lang)
        case Items(lines, most, more, title, indent):
            told = [indent + _plain(line, lang) for line in lines[:most]]
            return [
                *([_plain(title, lang)] if title and told else []),
                *told,
                *_more(len(lines), most, more, lang, indent),
            ]
        case Records(rows, most, more, indent, total):
            told = [indent + "  ".join(f"{name}={plain(said)}" for name, said in row) for row in rows[:most]]
            return [*told, *_more(total or len(rows), len(told), more, lang, indent)]
        case Fields(values, indent):
            return [
                f"{indent}{name}{_plain(zh_en('marks.colon'), lang)}{_plain(said, lang)}"
                for name, said in values.items()
            ]
        case Cards(cards):
            return [line for card in cards for line in _card(card, lang, columns)]
        case Part(blocks, title, indent):
            told = [indent + line for one in blocks for line in written(one, lang, columns)]
            return [_heading(_plain(title, lang), lang), *told] if title else told
    return [_plain(block, lang)]


def as_records(block: Cards, lang: Lang) -> Records:
    """Cards as rows."""
    head = chosen(block.head, lang)
    return Records([
        [(head, chosen(card.title, lang)), *((chosen(name, lang), chosen(said, lang)) for name, said in card.fields)] for card in block.cards
    ])  # fmt: skip


def _card(card: Card, lang: Lang, columns: int) -> list[str]:
    colon = _plain(zh_en("marks.colon"), lang)
    told = [f"{_plain(name, lang)}{colon}{text}" for name, said in card.fields if (text := _plain(said, lang))]
    told += [_plain(one.said, lang) for one in card.pictures]
    return ["", _plain(card.title, lang), *(line for text in told for line in wrap(text, columns, "  "))]


def _heading(title: str, lang: Lang) -> str:
    return f"【{title}】" if lang == "zh" else title.upper()


def _table(block: Table, lang: Lang) -> list[str]:
    title = [_plain(block.title, lang)] if block.title else []
    if not block.rows and block.none is not None:
        return [_plain(block.none, lang)] if block.none else []
    cells = [[plain(column.cell(row, lang)) for column in block.columns] for row in block.rows[: block.most]]
    cells += [summed] if (summed := totals(block, lang)) else []
    right = {n for n, column in enumerate(block.columns) if column.right}
    heads = [_plain(column.head, lang) for column in block.columns]
    lines = table(heads, cells, right=right).split("\n")
    return [*title, *(lines if any(heads) else lines[1:]), *_more(len(block.rows), block.most, block.more, lang)]


def totals(block: Table, lang: Lang) -> list[str]:
    """The line of totals over all rows, shown or not; nothing where no column adds."""
    if not any(column.adds for column in block.columns):
        return []
    sums = [total(column, block.rows) if column.adds else None for column in block.columns]
    line = [f"{one:,}" if one is not None else "" for one in sums]
    return [_plain(zh_en("paper.total"), lang) if not n and sums[0] is None else one for n, one in enumerate(line)]


def total(column: Column, rows: Sequence[Any]) -> int | Decimal:
    """The numbers of a column added up; what is not known adds nothing."""
    numbers = [value for row in rows if isinstance(value := column.value(row), int | Decimal)]
    return sum(numbers, Decimal() if any(isinstance(one, Decimal) for one in numbers) else 0)


def _more(count: int, most: int | None, more: Said, lang: Lang, indent: str = "") -> list[str]:
    """That there is more than is shown."""
    over = 0 if most is None else count - most
    return [indent + filled(_plain(more, lang), lang, {"n": over})] if over > 0 else []


def _plain(said: Said, lang: Lang) -> str:
    return plain(chosen(said, lang))
