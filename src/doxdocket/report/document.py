"""What is told, once: the data, and the blocks in which people read it. Writers: ``text`` here, JSON of ``data`` (``as_json``).

A text is one string, or both languages (Chinese first), of which the writer takes one. A table holds its rows as they are in the data and
says of each column what it is called and what it shows. Left out: pages in HTML, which ``page`` still writes from templates.

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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from doxdocket.report.text import Lang, chosen, table, wrap
from doxdocket.words import zh_en

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
class Column:
    """One column: its head, and what of a row it shows: the value of this name, or what the function makes of the row."""

    head: Said
    shows: str | Callable[[Any], object]
    right: bool = False

    def cell(self, row: Any, lang: Lang) -> str:
        """What stands in it: a number with its thousands set apart, nothing known as a dash."""
        shows = self.shows
        value = shows(row) if callable(shows) else row[shows] if isinstance(row, Mapping) else getattr(row, shows)
        if value is None:
            return "—"
        if isinstance(value, tuple):
            return chosen(value, lang)
        return f"{value:,}" if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the data under the heads of its columns; what is said where there are ``none``, the heads alone if that is ``None``."""

    rows: Sequence[Any]
    columns: Sequence[Column]
    none: Said | None = ""


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
    """Blocks that stand together, without a line between them."""

    blocks: "Sequence[Block | None]"


Block = Said | Paragraph | Table | Items | Fields | Part


@dataclass(frozen=True, slots=True)
class Document(Generic[D_co]):
    """The data, a mapping or a dataclass, and the same facts in blocks, with a line between each; blocks that say nothing are left out."""

    data: D_co
    body: "Said | Sequence[Block | None]" = ""

    def text(self, lang: Lang) -> str:
        """The page in one language."""
        if isinstance(self.body, str | tuple):
            return chosen(self.body, lang)
        return "\n\n".join("\n".join(lines) for block in self.body if (lines := written(block, lang)))


def written(block: Block | None, lang: Lang) -> list[str]:
    """A block as lines of text; nothing for one that says nothing."""
    if not block:
        return []
    match block:
        case Paragraph(said, indent):
            return wrap(chosen(said, lang), PAGE, indent)
        case Table(rows, columns, none):
            if not rows and none is not None:
                return [chosen(none, lang)] if none else []
            cells = [[column.cell(row, lang) for column in columns] for row in rows]
            right = {n for n, column in enumerate(columns) if column.right}
            return table([chosen(column.head, lang) for column in columns], cells, right=right).split("\n")
        case Items(lines, most, more, title, indent):
            told = [indent + chosen(line, lang) for line in lines[:most]]
            if (over := len(lines) - len(told)) > 0:
                told.append(indent + chosen(more, lang).format(n=over))
            return [*([chosen(title, lang)] if title and told else []), *told]
        case Fields(values, indent):
            return [
                f"{indent}{name}{chosen(zh_en('marks.colon'), lang)}{chosen(said, lang)}"
                for name, said in values.items()
            ]
        case Part(blocks):
            return [line for one in blocks for line in written(one, lang)]
    return [chosen(block, lang)]
