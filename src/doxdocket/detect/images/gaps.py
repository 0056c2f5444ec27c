"""Gaps that the finder bridged: a line with wide gaps is several cells, narrow ones are spaces.

How far apart two characters stand is known from their marks; how far they would stand in running text, from what they
are (a Chinese character is twice as wide as a digit) and from the rest of the line. Left out: kerning, italics.

>>> from doxdocket.detect.images.reading import level
>>> line = Line("性别女年龄", level(0, 0, 300, 30), 1.0, (0.05, 0.13, 0.27, 0.57, 0.65), (1.0,) * 5)
>>> [(cell.text, cell.box.left, cell.box.width) for cell in cells(line)]
[('性别 女', 0, 103), ('年龄', 149, 151)]
"""

import itertools
import re
import statistics
import unicodedata
from collections.abc import Sequence

from doxdocket.detect.images.limits import share
from doxdocket.detect.images.reading import Line, along

_CLOCK = re.compile(r"\d{4}([-/.])\d\d\1\d{4}:")  # a day and a time that the reader ran together


def cells(line: Line) -> list[Line]:
    """The line as it is, with spaces in its narrow gaps, or its cells."""
    text = line.text
    if len(text) < 2:
        return [line]
    (x0, y0), (x1, y1), (x3, y3) = line.quad[0], line.quad[1], line.quad[3]
    length, high = _distance(x0, y0, x1, y1), _distance(x0, y0, x3, y3)
    if length <= 0:
        return [line]
    seen = [at for at, sign in enumerate(text) if not sign.isspace()]
    steps = [(line.marks[b] - line.marks[a]) * length for a, b in itertools.pairwise(seen)]
    usual = [(_wide(text[a]) + _wide(text[b])) / 2 for a, b in itertools.pairwise(seen)]
    em = _em(steps, usual, high)
    out: list[Line] = []
    signs, marks, sure = [text[seen[0]]], [line.marks[seen[0]]], [line.sure[seen[0]]]
    begin = 0.0
    for (a, b), step, use in zip(itertools.pairwise(seen), steps, usual, strict=True):
        gap = step - use * em
        if gap > em * share("gap.cell"):
            middle = (
                line.marks[a] * length + _wide(text[a]) * em / 2 + line.marks[b] * length - _wide(text[b]) * em / 2
            ) / 2
            half = min(gap / 2, high / 3)
            out.append(_cell(line, begin, (middle - gap / 2 + half) / length, signs, marks, sure))
            begin = (middle + gap / 2 - half) / length
            signs, marks, sure = [], [], []
        elif gap > em * share("gap.space") or b - a > 1 or (gap > 0 and _CLOCK.fullmatch(text[max(0, a - 9) : b + 3])):
            signs.append(" ")
            marks.append((line.marks[a] + line.marks[b]) / 2)
            sure.append(min(line.sure[a], line.sure[b]))
        signs.append(text[b])
        marks.append(line.marks[b])
        sure.append(line.sure[b])
    return [*out, _cell(line, begin, 1.0, signs, marks, sure)]


def _em(steps: Sequence[float], usual: Sequence[float], high: float) -> float:
    """The width of a Chinese character on this line; where few characters say, its height says too."""
    each = [step / use for step, use in zip(steps, usual, strict=True)]
    if len(each) < 4:
        each += [high * share("gap.em")] * (5 - len(each))
    return statistics.median_low(each)


def _wide(sign: str) -> float:
    return 1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.56


def _distance(x0: int, y0: int, x1: int, y1: int) -> float:
    return float(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)


def _cell(
    line: Line, begin: float, end: float, signs: Sequence[str], marks: Sequence[float], sure: Sequence[float]
) -> Line:
    """The stretch of a line between two shares of its length."""
    upper, right, lower, left = line.quad
    begin, end = max(0.0, begin), min(1.0, end)
    quad = (
        along(upper, right, begin),
        along(upper, right, end),
        along(left, lower, end),
        along(left, lower, begin),
    )
    inside = tuple(round((mark - begin) / max(1e-6, end - begin), 4) for mark in marks)
    return Line("".join(signs), quad, round(sum(sure) / len(sure), 4), inside, tuple(sure))
