r"""A cleaned text laid out: its lines and clauses; and a long text in pieces.

Lines end at line ends; clauses also at bars, tabs and the marks that end one. A text longer than a post of any platform we read is a list,
and is read piece by piece, so that its cost grows with its length. Left out: words, what runs over a cut.

>>> from doxdocket.text import read
>>> text = lay("电话 139\nA栋, 电话|B栋")
>>> [[text.clean[slice(*part)] for part in parts] for parts in (text.lines, text.clauses)]
[['电话 139', 'A栋, 电话|B栋'], ['电话 139', 'A栋', ' 电话', 'B栋']]
>>> list(pieces("短")), list(pieces("地址\n" * 3000))
([(0, 1)], [(0, 7998), (7998, 9000)])
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from doxdocket.bounds import spend

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇"
HANS = re.compile(f"[{HAN}]+")
Part = tuple[int, int]

_LINE = re.compile("[^\n]+")
_ENDS_CLAUSE = re.compile(r"(?<![^\S\n])\t[^\S\n]*|[\n|│┃;,。!?、…]")


@dataclass(frozen=True, slots=True)
class Text:
    """A cleaned text laid out once; all spans lie in it."""

    clean: str = field(repr=False)
    lines: tuple[Part, ...]
    clauses: tuple[Part, ...]


def lay(clean: str) -> Text:
    """The parts of a text."""
    lines = tuple([found.span() for found in _LINE.finditer(clean)])
    clauses = tuple(_between(clean))
    spend(len(lines) + len(clauses))
    return Text(clean, lines, clauses)


def _between(clean: str) -> Iterator[Part]:
    """The stretches between ends of clauses that hold anything."""
    at = 0
    for found in _ENDS_CLAUSE.finditer(clean):
        start, end = found.span()
        if at < start:
            yield at, start
        at = end
    if at < len(clean):
        yield at, len(clean)


WHOLE = 8000
"""Characters of the longest piece in which findings and conduct are looked for."""


def pieces(text: str, longest: int = WHOLE, marks: str = "\n。;, ") -> Iterator[Part]:
    """Where each piece begins and ends: cut behind the last of the first mark that stands in the later half of so many characters, at the latest at their end."""
    start = 0
    while len(text) - start > longest:
        spend()
        low, high = start + longest // 2, start + longest
        end = next((at + 1 for mark in marks if (at := text.rfind(mark, low, high)) >= 0), high)
        yield start, end
        start = end
    yield start, len(text)
