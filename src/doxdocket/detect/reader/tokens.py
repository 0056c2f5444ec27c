r"""One pass over a cleaned text: its tokens, lines, cells and clauses.

A token is a run of digits, of Latin or other letters, of Han characters, of spaces, of line ends, or one mark. Lines end at
line ends; cells also at bars, tabs and two spaces; clauses also at the marks that end one. Left out: words.

>>> from doxdocket.text import read
>>> text = lay("电话 139\nA栋")
>>> [(token.kind.name, text.clean[token.start : token.end]) for token in text.tokens][:4]
[('HAN', '电话'), ('SPACE', ' '), ('DIGITS', '139'), ('LINE', '\n')]
>>> [text.clean[slice(*line)] for line in text.lines]
['电话 139', 'A栋']
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from doxdocket.bounds import spend

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇"


class Sort(IntEnum):
    """What a token consists of; the numbers are the groups of the pattern."""

    DIGITS = 1
    LATIN = 2
    HAN = 3
    SPACE = 4
    LINE = 5
    MARK = 6


class Token(NamedTuple):
    """A stretch of one sort."""

    kind: Sort
    start: int
    end: int


_TOKEN = re.compile(rf"([0-9]+)|([A-Za-z]+)|([{HAN}]+)|([^\S\n]+)|(\n+)|([\W_]|\w)")
_SORTS = (None, *Sort)
_ENDS_CELL = frozenset("|│┃;\t")
_ENDS_CLAUSE = frozenset(",。!?;、…")


@dataclass(frozen=True, slots=True)
class Text:
    """A cleaned text laid out once; all spans lie in it."""

    clean: str = field(repr=False)
    tokens: tuple[Token, ...] = field(repr=False)
    lines: tuple[tuple[int, int], ...]
    cells: tuple[tuple[int, int], ...]
    clauses: tuple[tuple[int, int], ...]


def lay(clean: str) -> Text:
    """Tokens and parts of a text, in one pass."""
    tokens = tuple(
        [Token(_SORTS[found.lastindex or 0], found.start(), found.end()) for found in _TOKEN.finditer(clean)]
    )
    spend(len(tokens))
    lines, cells, clauses = [], [], []
    for token in tokens:
        mark = clean[token.start]
        line = token.kind is Sort.LINE
        if line:
            lines.append(token)
        if line or mark in _ENDS_CELL or (token.kind is Sort.SPACE and token.end - token.start > 1):
            cells.append(token)
        if line or mark in _ENDS_CELL or mark in _ENDS_CLAUSE:
            clauses.append(token)
    return Text(clean, tokens, _between(clean, lines), _between(clean, cells), _between(clean, clauses))


def _between(clean: str, ends: Iterable[Token]) -> tuple[tuple[int, int], ...]:
    """The stretches between these tokens that hold anything."""
    parts, at = [], 0
    for end in ends:
        parts.append((at, end.start))
        at = end.end
    return tuple(part for part in (*parts, (at, len(clean))) if part[0] < part[1])
