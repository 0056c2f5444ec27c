"""Text on a screen of fixed columns: a Chinese character takes two of them.

Source: Unicode Standard Annex 11, East Asian Width: W and F take two columns, marks that combine take none, the
ambiguous ones take one, as terminals do by default. Lines of Chinese break anywhere but before closing punctuation.
Left out: emoji sequences and right-to-left text.

>>> width("条 item"), pad("条", 4), pad("7", 3, right=True)
(7, '条  ', '  7')
>>> print(table(["单位", "n"], [["人", "812"], ["items", "1"]], right={1}))
单位     n
人     812
items    1
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from doxdocket.signs import one_line

Lang = Literal["zh", "en"]

#: Punctuation that may not begin a line (GB/T 15834-2011, 5.1).
NO_START = "，。、；：？！）》」』”’…％,.;:?!)]}%"


def chosen(said: str | tuple[str, str], lang: Lang) -> str:
    """A text, or one of its two languages."""
    return said if isinstance(said, str) else said[0 if lang == "zh" else 1]


def width(text: str) -> int:
    """Columns that this text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_columns(c) for c in text)


@cache
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with spaces to so many columns."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Lines of at most so many columns; a Latin word stays whole, a Chinese one may break anywhere."""
    lines, line, taken = [], "", 0
    for word in _words(text):
        if line.strip() and taken + width(word.rstrip()) > columns - len(indent):
            lines.append(indent + line.rstrip())
            line, taken = word.lstrip(), width(word.lstrip())
        else:
            line, taken = line + word, taken + width(word)
    return [*lines, indent + line.rstrip()]


def _words(text: str) -> Iterator[str]:
    """The stretches between which a line may break."""
    word = ""
    for char in text:
        wide = _columns(char) == 2
        after_wide = bool(word) and _columns(word[-1]) == 2
        if (
            word
            and char not in NO_START
            and (word[-1] == " " or ((wide or after_wide) and word[-1] not in "（《「『“‘(["))
        ):
            yield word
            word = ""
        word += char
    if word:
        yield word


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int] | set[int] = frozenset()) -> str:
    """A table in plain text; the columns of ``right`` are set flush right."""
    every = [list(head), *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(width(row[i]) for row in every) for i in range(len(head))]
    lines = ("  ".join(pad(cell, widths[i], right=i in right) for i, cell in enumerate(row)) for row in every)
    return "\n".join(line.rstrip() for line in lines)
