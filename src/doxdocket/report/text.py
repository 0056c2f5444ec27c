"""Text on a screen of fixed columns: a Chinese character takes two of them.

Source: Unicode Standard Annex 11, East Asian Width: W and F take two columns, marks that combine take none, the
ambiguous ones take one, as terminals do by default. Lines of Chinese break anywhere but before closing punctuation.
On a terminal everything keeps to its columns (``within``): paragraphs and cells break between words, a table that cannot be made narrow enough is told row by row,
and a call that may be copied stays on its line. Elsewhere lines are whole, for who searches them. Left out: emoji sequences and right-to-left text.

>>> width("条 item"), pad("条", 4), pad("7", 3, right=True)
(7, '条  ', '  7')
>>> print(table(["单位", "n"], [["人", "812"], ["items", "1"]], right={1}))
单位     n
人     812
items    1
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Literal

from doxdocket.visible_signs import one_line

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


_MOST: ContextVar[int | None] = ContextVar("most", default=None)


@contextmanager
def within(columns: int | None) -> Iterator[None]:
    """Keep all text to so many columns inside; to none where there is no screen."""
    before = _MOST.set(columns)
    try:
        yield
    finally:
        _MOST.reset(before)


def page(columns: int) -> int:
    """So many columns, or those of the screen where they are fewer."""
    most = _MOST.get()
    return columns if most is None else min(columns, most)


def folded(text: str, calls: str = "doxdocket") -> str:
    r"""A text whose lines keep to the screen: what goes on is set in under its line; a line that is a call of ours (``calls``: by which word) stays whole.

    >>> with within(20):
    ...     print(folded("  one two three four five six\n$ doxdocket figures a-long-name"))
      one two three four
        five six
    $ doxdocket figures a-long-name
    """
    most = _MOST.get()
    if most is None:
        return text
    out = []
    for line in text.split("\n"):
        plain = line.lstrip(" ")
        indent = line[: len(line) - len(plain)]
        if width(line) <= most or plain.removeprefix("$ ").startswith(calls + " "):
            out.append(line)
            continue
        first, *rest = wrap(plain, most - len(indent))
        out.append(indent + first)
        out += wrap("".join(_joined(rest)), most, indent + "  ") if rest else []
    return "\n".join(out)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The words of broken lines, with the space at which a line of Latin words was broken."""
    for n, line in enumerate(lines):
        latin = n and lines[n - 1][-1:] and _columns(lines[n - 1][-1]) == 1 and _columns(line[:1] or " ") == 1
        yield (" " if latin else "") + line


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Lines of at most so many columns; a Latin word stays whole, a Chinese one may break anywhere."""
    lines, line, taken, columns = [], "", 0, page(columns)
    for word in _words(text):
        if line.strip() and taken + width(word.rstrip()) > columns - len(indent):
            lines.append(indent + line.rstrip())
            line, taken = word.lstrip(), width(word.lstrip())
        else:
            line, taken = line + word, taken + width(word)
    return [*lines, indent + line.rstrip()]


_SIGN = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4})\Z")
"""What steers, shown as a sign (``signs``): what stands behind an end of a line so shown begins no line here either."""


def _words(text: str) -> Iterator[str]:
    r"""The stretches between which a line may break.

    >>> list(_words(r"甲\x0a乙丙"))
    ['甲', '\\x0a乙', '丙']
    """
    word = ""
    for char in text:
        wide = _columns(char) == 2
        after_wide = bool(word) and _columns(word[-1]) == 2
        if (
            word
            and char not in NO_START
            and (word[-1] == " " or ((wide or after_wide) and word[-1] not in "（《「『“‘(["))
            and not ("\\" in word and _SIGN.search(word))
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
    most = _MOST.get()
    if most is not None and sum(widths) + 2 * (len(widths) - 1) > most:
        return _narrow(every, widths, right, most)
    return "\n".join(_row(row, widths, right) for row in every)


_EASE = 18
"""Columns that a text keeps as long as numbers can be broken."""


def _row(cells: Sequence[str], widths: Sequence[int], right: frozenset[int] | set[int]) -> str:
    return "  ".join(pad(cell, widths[i], right=i in right) for i, cell in enumerate(cells)).rstrip()


def _narrow(every: Sequence[Sequence[str]], widths: Sequence[int], right: frozenset[int] | set[int], most: int) -> str:
    """The table with cells broken between words, the widest columns first, those of numbers after; else row by row."""
    least = [max(_least(row[i]) for row in every) for i in range(len(widths))]
    eased = [max(least[i], min(widths[i], _EASE)) for i in range(len(widths))]
    texts, numbers = ([i for i in range(len(widths)) if (i in right) is side] for side in (False, True))
    fits, over = list(widths), sum(widths) + 2 * (len(widths) - 1) - most
    for some, end in ((texts, eased), (numbers, least), (texts, least)):
        while over > 0 and (open_ := [i for i in some if fits[i] > end[i]]):
            fits[max(open_, key=fits.__getitem__)] -= 1
            over -= 1
    if over > 0:
        return "\n".join(_told(every[0], row) for row in every[1:])
    lines = []
    for row in every:
        cells = [wrap(cell, fits[i]) for i, cell in enumerate(row)]
        deep = range(max(map(len, cells)))
        lines += [_row([cell[n] if n < len(cell) else "" for cell in cells], fits, right) for n in deep]
    return "\n".join(lines)


def _least(cell: str) -> int:
    """The widest word of a cell, which is not broken."""
    return max((width(word.rstrip()) for word in _words(cell)), default=0)


def _told(head: Sequence[str], row: Sequence[str]) -> str:
    """One row of a table that is too wide: its first cell, and under it what each other column says."""
    first, *rest = ((name, cell) for name, cell in zip(head, row, strict=True) if cell)
    lines = wrap("  ".join(one for one in first if one), page(10_000))
    for name, cell in rest:
        lines += wrap(f"{name}  {cell}" if name else cell, page(10_000), "  ")
    return "\n".join(lines)
