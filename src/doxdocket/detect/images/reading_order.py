r"""Reading order: lines to rows, rows to text in which a card reads as ``label：value`` and a table as cells with tabs.

Each line is followed along its own slope, so that slanted and turned pictures keep their rows. Two cards side by side
(their labels stand twice in the same rows) are read one after the other. A label's value that wraps goes on in the same
line of text. Sources: papers.yaml for words that are labels on papers only; `labels` for the rest. Left out: newspapers.

>>> from doxdocket.detect.images.reading import level
>>> card = [
...     Line("韩知予", level(120, 10, 70, 30), 1.0),
...     Line("姓名", level(20, 10, 50, 30), 1.0),
...     Line("住址", level(20, 60, 50, 30), 1.0),
...     Line("松江路9号", level(120, 60, 400, 30), 1.0),
...     Line("3栋502室", level(120, 95, 120, 30), 1.0),
... ]
>>> text, lines = arrange(card)
>>> text, [line.start for line in lines]
('姓名：韩知予\n住址：松江路9号3栋502室', [0, 3, 7, 10, 15])
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from doxdocket.detect.data import table
from doxdocket.detect.images.limits import share
from doxdocket.detect.images.reading import Line
from doxdocket.detect.labels import meaning

_WRAPS = frozenset({"home_address", "workplace", "school"})
_COLONS = (":", "：")
_DATE = re.compile(r"\d\s*\t[年月日号]|[年月]\t\s*\d")


@dataclass(slots=True)
class _At:
    """A line in the frame of the page's own slope: along and down, in pixels."""

    line: Line
    start: tuple[float, float]
    end: tuple[float, float]
    high: float

    def down_at(self, along: float, slope: float) -> float:
        """How far down this line would be, if it were drawn on to there."""
        length = self.end[0] - self.start[0]
        own = (self.end[1] - self.start[1]) / length if length > 4 * self.high else slope
        return self.start[1] + (along - self.start[0]) * own


def arrange(lines: Sequence[Line]) -> tuple[str, tuple[Line, ...]]:
    """The text, and the lines in its order, each with where it begins in it."""
    placed = _page(lines)
    text, out = "", []
    for block in _blocks(placed):
        for row in _wrapped(_rows(block)):
            text += "\n" if text else ""
            for at, one in enumerate(row):
                text += _between(row[at - 1], one) if at else ""
                out.append(replace(one.line, start=len(text)))
                text += one.line.text
    return text, tuple(out)


def _page(lines: Sequence[Line]) -> list[_At]:
    """Every line in the frame of the direction in which most of the writing runs."""
    if not lines:
        return []
    ways = [np.array(line.quad[1], float) - line.quad[0] for line in lines]
    lengths = np.array([np.hypot(*way) for way in ways])
    weighed = np.array([np.hypot(*way) * max(1, len(line.text)) for way, line in zip(ways, lines, strict=True)])
    longest = ways[int(weighed.argmax())]
    angles = np.array([np.angle(complex(*way) / complex(*longest)) for way in ways])
    order = np.argsort(angles)
    middle = angles[order][np.searchsorted(np.cumsum(lengths[order]), lengths.sum() / 2)]
    turn = complex(*longest) * np.exp(1j * middle)
    turn /= abs(turn)
    return [_placed(line, turn) for line in lines]


def _placed(line: Line, turn: complex) -> _At:
    upper, right, lower, left = (complex(*corner) / turn for corner in line.quad)
    start, end = (upper + left) / 2, (right + lower) / 2
    return _At(
        line, (start.real, start.imag), (end.real, end.imag), max(1.0, (abs(left - upper) + abs(lower - right)) / 2)
    )


def _rows(placed: Sequence[_At]) -> list[list[_At]]:
    """Lines side by side, each row from its beginning, rows from the top."""
    rest = sorted(placed, key=lambda one: one.start[0])
    follower: dict[int, int] = {}
    taken: set[int] = set()
    for at, one in enumerate(rest):
        fits = [
            (two.start[0] - one.end[0], index)
            for index, two in enumerate(rest)
            if index not in taken and index != at and _beside(one, two)
        ]
        if fits:
            follower[at] = min(fits)[1]
            taken.add(follower[at])
    rows = []
    for at, one in enumerate(rest):
        if at not in taken:
            row, step = [one], at
            while step in follower:
                step = follower[step]
                row.append(rest[step])
            rows.append(row)
    return sorted(rows, key=lambda row: (_down(row), row[0].start[0]))


def _down(row: Sequence[_At]) -> float:
    return sum((one.start[1] + one.end[1]) / 2 for one in row) / len(row)


def _beside(one: _At, two: _At) -> bool:
    """Whether the second stands to the right of the first on one row."""
    low = min(one.high, two.high)
    if two.start[0] < one.end[0] - low * 0.8 or two.start[0] <= one.start[0]:
        return False
    off = abs(one.down_at(two.start[0], 0.0) - two.start[1]), abs(two.down_at(one.end[0], 0.0) - one.end[1])
    return sum(off) / 2 < low * share("order.row")


def _blocks(placed: Sequence[_At]) -> list[Sequence[_At]]:
    """The page, or its halves where two cards stand side by side: the same labels twice in the same rows."""
    twice: dict[str, float] = {}
    for row in _rows(placed):
        seen: dict[str, float] = {}
        for one in row:
            word = label_of(one.line.text) or label_of(re.split(r"[:： ]", one.line.text)[0])
            if word and word in seen:
                twice.setdefault(word, (one.start[0]))
            elif word:
                seen[word] = one.start[0]
    if len(twice) < 2 or max(twice.values()) - min(twice.values()) > 6 * max(one.high for one in placed):
        return [placed]
    gutter = min(twice.values()) - min(one.high for one in placed) * 0.5
    crossing = [one for one in placed if one.start[0] < gutter - one.high and one.end[0] > gutter + one.high]
    if len(crossing) > 1:
        return [placed]
    left = [one for one in placed if (one.start[0] + one.end[0]) / 2 < gutter]
    return [left, [one for one in placed if one not in left]]


def _wrapped(rows: list[list[_At]]) -> list[list[_At]]:
    """Rows, with what only goes on a value of the row above put behind it, and a value below its label beside it."""
    out: list[list[_At]] = []
    for row in rows:
        above = out[-1] if out else []
        if above and len(row) == 1 and (_goes_on(above, row[0]) or _under(above, row[0])):
            out[-1] = [*above, row[0]]
        else:
            out.append(list(row))
    return out


def _goes_on(above: Sequence[_At], one: _At) -> bool:
    """Whether a lone line goes on the last value of a row: an address that wraps under its own beginning."""
    if label_of(one.line.text) or re.search(r"[:：]", one.line.text):
        return False
    begin = next((start for at in range(len(above)) if (start := _value_at(above, at)) is not None), None)
    if begin is None:
        return False
    last = above[-1]
    close = 0 < one.start[1] - last.start[1] < 2.2 * last.high and abs(one.high - last.high) < last.high * 0.5
    return close and abs(one.start[0] - begin) < last.high and one.end[0] < last.end[0] + 2 * one.high


def _value_at(row: Sequence[_At], at: int) -> float | None:
    """Where the value begins that a cell announces, if it is of a kind that wraps: the next cell, or this one's rest."""
    cell = row[at]
    word = label_of(cell.line.text)
    if word:
        return row[at + 1].start[0] if _wraps(word) and at + 1 < len(row) else None
    for size in (6, 5, 4, 3, 2):
        if _wraps(cell.line.text[:size]) and cell.line.marks:
            behind = re.match(r"[\s:：]*", cell.line.text[size:])
            first = size + (behind.end() if behind else 0)
            if first < len(cell.line.text):
                middle = (cell.line.marks[first - 1] + cell.line.marks[first]) / 2
                return cell.start[0] + (cell.end[0] - cell.start[0]) * middle
    return None


def _wraps(word: str) -> bool:
    return (meaning(word) or ("", None))[0] in _WRAPS


def _under(above: Sequence[_At], one: _At) -> bool:
    """Whether a lone line is the value of a lone label right above it."""
    if len(above) != 1 or not label_of(above[0].line.text) or label_of(one.line.text):
        return False
    label = above[0]
    return abs(one.start[0] - label.start[0]) < label.high and 0 < one.start[1] - label.start[1] < 2.0 * max(
        label.high, one.high
    )


def _between(one: _At, two: _At) -> str:
    """What stands between two neighbours: nothing inside a date or label, a colon behind a label, a tab between cells."""
    first, second = one.line.text, two.line.text
    if two.start[1] - one.start[1] > max(one.high, two.high):
        return "：" if label_of(first) and not first.rstrip().endswith(_COLONS) else ""
    if first.rstrip().endswith(_COLONS) or _DATE.search(f"{first[-1:]}\t{second[:1]}"):
        return ""
    if label_of(first) and label_of(second) and label_of(first + second) is None:
        return "\t"
    gap = two.start[0] - one.end[0]
    if len(first) <= 2 and len(second) <= 2 and label_of(first + second) and gap < 3 * one.high:
        return ""
    if label_of(first) and not label_of(second):
        return "：" if not label_of(re.split(r"[:：]", second)[0]) else "\t"
    return " " if gap < one.high * share("order.word") else "\t"


@cache
def label_of(text: str) -> str | None:
    """The label that a whole cell is, in any of the languages that stand on papers; none else."""
    for part in (text, text.split("/", maxsplit=1)[0]):
        word = re.sub(r"[\s:：]", "", part)
        if word and (meaning(word) or word in _own()):
            return word
    return None


@cache
def _own() -> frozenset[str]:
    return frozenset(table("images/papers.yaml")["labels"])
