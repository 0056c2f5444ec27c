"""What the lines say, and which way they run: each is cut out upright, read step by step, and parted into cells; each character keeps its place and certainty.

Source: CTC decoding as PP-OCR uses it: the likeliest sign of each step, repeats and blanks dropped. Lines are read one at a time, so that what one
says does not depend on the others. Tall boxes say that the picture lies on its side; which side, and whether it stands on its head, the reader's
certainty decides on a few long lines. A line with wide gaps, which the finder bridged, is several cells; narrow ones are spaces: how far two
characters stand apart is known from their marks, how far they would in running text from what they are and from the rest of the line. Left out: a
word list that mends what is read (evidence is not guessed at), columns of upright letters, kerning.

>>> import numpy as np
>>> steps = np.zeros((4, 5), np.float32)
>>> steps[[0, 1, 2, 3], [0, 2, 2, 3]] = 1, 0.8, 0.9, 0.7
>>> decode_steps(steps, ("", "a", "b", "c", " "))
[('b', 2, 0.9), ('c', 3, 0.7)]
>>> facing(np.array([[0, 0], [9, 0], [9, 3], [0, 3]], np.float32), 180).tolist()
[[9.0, 3.0], [0.0, 3.0], [0.0, 0.0], [9.0, 0.0]]
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

import cv2
import numpy as np

from doxdocket.detect.images import models
from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit, share
from doxdocket.detect.images.locate import Corners, Place
from doxdocket.detect.images.reading import Line, along

_HEIGHT = 48  # of the strips that the reader was trained on
_STEP = 8  # pixels


def strip(pixels: Pixels, corners: Corners) -> Pixels:
    """A slanted line as an upright strip of its own size."""
    upper, right, lower, left = corners
    width = max(np.linalg.norm(right - upper), np.linalg.norm(lower - left))
    height = max(np.linalg.norm(left - upper), np.linalg.norm(lower - right))
    to_width, to_height = max(1, round(float(width))), max(1, round(float(height)))
    target = np.array([[0, 0], [to_width, 0], [to_width, to_height], [0, to_height]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, target)
    cut: Pixels = cv2.warpPerspective(
        pixels, turn, (to_width, to_height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return cut


def read_line(pixels: Pixels, corners: Corners) -> Line:
    """The line between four corners, which begin where its writing begins."""
    cut = strip(pixels, corners)
    height, width = cut.shape[:2]
    columns = min(limit("text.longest"), max(_STEP, round(width * _HEIGHT / height)))
    method = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR
    even = cv2.resize(cut, (columns, _HEIGHT), interpolation=method)
    padded = np.zeros((_HEIGHT, max(limit("text.shortest"), -(-columns // _STEP) * _STEP), 3), np.float32)
    padded[:, :columns] = even[:, :, ::-1].astype(np.float32) / 127.5 - 1
    steps = models.read_text(np.ascontiguousarray(padded.transpose(2, 0, 1)[None]))
    found = decode_steps(steps, models.alphabet())
    scale = padded.shape[1] / len(steps) / columns
    while found and found[-1][0] == " ":
        found.pop()
    text = "".join(sign for sign, _, _ in found)
    marks = tuple(min(1.0, round((at + 0.5) * scale, 4)) for _, at, _ in found)
    sure = tuple(round(certain, 4) for _, _, certain in found)
    mean = round(sum(sure) / len(sure), 4) if sure else 0.0
    first, second, third, fourth = ((round(float(x)), round(float(y))) for x, y in corners)
    return Line(text, (first, second, third, fourth), mean, marks, sure)


def decode_steps(steps: models.Floats, alphabet: Sequence[str]) -> list[tuple[str, int, float]]:
    """Each character with its surest step and how sure that is."""
    best, certain = steps.argmax(axis=1), steps.max(axis=1)
    found: list[tuple[str, int, float]] = []
    before = 0
    for at, (sign, value) in enumerate(zip(best.tolist(), certain.tolist(), strict=True)):
        if sign and sign == before and value > found[-1][2]:
            found[-1] = (alphabet[sign], at, round(value, 5))
        elif sign and sign != before:
            found.append((alphabet[sign], at, round(value, 5)))
        before = sign
    return found


_FIRST = {0: 0, 90: 3, 180: 2, 270: 1}  # which corner of the picture's box begins the writing


def facing(corners: Corners, degrees: int) -> Corners:
    """The corners of a line as its writing has them, when the picture must be turned so far with the clock."""
    return np.roll(corners, -_FIRST[degrees], axis=0)


def read_turned(pixels: Pixels, places: Sequence[Place]) -> tuple[list[Line], int]:
    """All lines, and by how many degrees with the clock the picture had to be turned for them."""
    if not places:
        return [], 0
    tall = sum(length for place in places for length in [max(place.size)] if place.size[1] > place.size[0] * 1.2)
    ways = (90, 270) if tall > sum(max(place.size) for place in places) / 2 else (0, 180)
    longest = sorted(places, key=lambda place: -max(place.size))[: limit("turn.lines")]
    first = _certainty([read_line(pixels, facing(place.corners, ways[0])) for place in longest])
    if first < share("turn.sure") or ways[0]:  # a picture on its side may lie on either, and neither is the likelier
        second = _certainty([read_line(pixels, facing(place.corners, ways[1])) for place in longest])
        ways = ways[::-1] if second > first else ways
    lines = [_best(pixels, place, ways[0]) for place in places]
    return [cell for line in lines if line.text.strip() for cell in cells(line)], ways[0]


def _best(pixels: Pixels, place: Place, degrees: int) -> Line:
    """A line as the picture is turned; one that stands across it, the way it reads better."""
    line = read_line(pixels, facing(place.corners, degrees))
    length, height = place.size if degrees in {0, 180} else place.size[::-1]
    if height < length * 1.5 or line.confidence > share("turn.sure"):
        return line
    across = [read_line(pixels, facing(place.corners, (degrees + quarter) % 360)) for quarter in (90, 270)]
    return max([line, *across], key=lambda one: one.confidence)


def _certainty(lines: Sequence[Line]) -> float:
    """The mean certainty of letters and digits: marks read the same on their head. A line without any counts as unsure."""
    signs: list[float] = []
    for line in lines:
        told = [sure for sign, sure in zip(line.text, line.sure, strict=True) if sign.isalnum()]
        signs += told or [0.0]
    return sum(signs) / len(signs)


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
