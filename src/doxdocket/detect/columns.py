r"""Columns of lists that have no head: which cell is the name, told by what all rows hold there.

Two lines or more with the same separator and as many cells are a list of persons when every row holds a number, an
account or the like, and one column holds what may be names. There a word is a name that alone would be none
(干脆, 席卷): what its column is decides. Source: own observation of leaked lists. Left out: tables with a head (``blocks``).

>>> text = "1 左一 7000189901\n2 游又 7000189902\n3 衷心 7000189903"
>>> [text[a:b] for a, b in names(text, [(0, 15), (16, 31), (32, 47)])]
['左一', '游又', '衷心']
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from doxdocket.detect.blocks import CELL_MARKS, cells
from doxdocket.detect.labels import meaning
from doxdocket.detect.name_shape import fills, is_fact, of_peoples, plausible

Span = tuple[int, int]
_HAN = re.compile(r"[一-鿿]{2,4}|[一-鿿]{1,8}·[一-鿿]{1,10}")
_DIGITS = re.compile(r"\d[\d *-]{4,}+")
_BESIDE = re.compile(r"[A-Za-z0-9@._*+-]*+")
_TRIM = "\"'`()[]【】「」 "
_FEWEST, _MOST_CELLS = 2, 14


def names(text: str, lines: Sequence[Span]) -> list[Span]:
    """The cells of name columns, where lines one behind another are a list."""
    found: list[Span] = []
    if len(lines) < _FEWEST:
        return found
    for mark in CELL_MARKS:
        parted = [(len(parts := _cells(text, *line, mark)), parts) for line in lines]
        for size, group in groupby(parted, key=lambda one: one[0]):
            rows = [parts for _, parts in group]
            if _FEWEST <= size <= _MOST_CELLS and len(rows) >= _FEWEST:
                found.extend(_of_rows(text, rows))
        if found:
            break
    return found


def _cells(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[Span]:
    out = []
    for cell in cells(text, start, end, mark):
        first, last = cell
        while first < last and text[first] in _TRIM:
            first += 1
        while last > first and text[last - 1] in _TRIM:
            last -= 1
        out.append((first, last))
    return out


def _numbered(cell: str) -> bool:
    """Whether a cell is a number, with letters and marks beside its digits and spaces among them."""
    rest, digits = _DIGITS.subn("", cell)
    spaced = sum(" " in found for found in _DIGITS.findall(cell))
    return digits > 0 and spaced <= 1 and _BESIDE.fullmatch(rest) is not None


def _of_rows(text: str, rows: Sequence[Sequence[Span]]) -> Iterator[Span]:
    """The name column of a list whose every row holds a number."""
    columns = list(zip(*rows, strict=True))
    if not any(all(_numbered(text[slice(*cell)]) for cell in column) for column in columns):
        return
    for column in columns:
        words = [text[a:b] for a, b in column]
        if len(set(words)) == 1 or not all(_HAN.fullmatch(word) for word in words):
            continue
        likely = sum(fills(word) or plausible(word) or of_peoples(word) or "·" in word for word in words)
        if 3 * likely >= 2 * len(words) and not any(is_fact(word) or meaning(word) for word in words):
            yield from column
            return
