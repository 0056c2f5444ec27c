r"""A cleaned text laid out: its lines and clauses.

Lines end at line ends; clauses also at bars, tabs and the marks that end one. Left out: words.

>>> from doxdocket.text import read
>>> text = lay("电话 139\nA栋, 电话|B栋")
>>> [[text.clean[slice(*part)] for part in parts] for parts in (text.lines, text.clauses)]
[['电话 139', 'A栋, 电话|B栋'], ['电话 139', 'A栋', ' 电话', 'B栋']]
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
