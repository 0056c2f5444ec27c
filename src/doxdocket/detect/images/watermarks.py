"""Watermarks: slanted writing that comes again and again over the page is washed out, and the page is read anew.

A watermark is fainter than the ink below it, so tones from its own up to the ground become ground. Its text is kept
once, for it names a channel or a source. Source: own judgment; measured in docs/explanation/measured.md. Left out:
watermarks as dark as the ink, and upright ones, which stay lines like others.

>>> from doxdocket.detect.images.reading import level
>>> watermark([Line("内部资料", level(0, 40 * i, 90, 30), 1.0) for i in range(5)])
[]
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit, share
from doxdocket.detect.images.reading import Line


def watermark(lines: Sequence[Line]) -> list[Line]:
    """The lines that are a watermark: aslant to the rest of the page, and one text over and over."""
    slopes = {line: _slope(line) for line in lines}
    weighed = sorted(slope for line, slope in slopes.items() for _ in line.text)
    if not weighed:
        return []
    middle = weighed[len(weighed) // 2]
    apart = [line for line in lines if abs(slopes[line] - middle) > limit("wash.slant")]
    if not apart or _repeats(apart):
        return apart
    level = abs(middle) > limit("wash.slant")  # the watermark may be most of what is written
    most = [line for line in lines if line not in apart]
    return most if level and _repeats(most) else []


def _repeats(lines: Sequence[Line]) -> bool:
    """Whether two letters stand side by side in several of the lines, and in a good part of them."""
    pairs = Counter(a + b for line in lines for a, b in set(pairwise(line.text)) if a.isalpha() and b.isalpha())
    return max(pairs.values(), default=0) >= max(limit("wash.times"), len(lines) * share("wash.part"))


def _slope(line: Line) -> float:
    (x0, y0), (x1, y1) = line.quad[:2]
    return float(np.degrees(np.arctan2(y1 - y0, x1 - x0)))


def wash(pixels: Pixels, marked: Sequence[Line], lines: Sequence[Line]) -> Pixels | None:
    """The picture without its watermark; none where it is as dark as the ink."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    turned_over = float(np.median(grey)) < 128
    if turned_over:
        grey = 255 - grey
    faint = [tone for line in marked if (tone := _ink(grey, line, lines, marked)) is not None]
    inks = [tone for line in lines if line not in marked and (tone := _ink(grey, line, (), ())) is not None]
    if not faint or not inks:
        return None
    dark, pale = float(np.median(inks)), float(np.median(faint))
    edge = pale - limit("wash.margin")
    if edge - dark < limit("wash.margin"):
        return None
    tones = np.clip((np.arange(256) - dark) / (edge - dark), 0, 1) * 255
    washed = tones.astype(np.uint8)[grey]
    if turned_over:
        washed = 255 - washed
    clean: Pixels = cv2.cvtColor(washed, cv2.COLOR_GRAY2RGB)
    return clean


def _ink(grey: Pixels, line: Line, lines: Sequence[Line], marked: Sequence[Line]) -> int | None:
    """The tone of a line's ink, where no other line crosses it."""
    box = line.box
    for other in lines:
        if other not in marked and _cross(line, other):
            return None
    stretch = grey[max(0, box.top) : box.top + box.height, max(0, box.left) : box.left + box.width]
    return int(np.quantile(stretch, share("wash.ink"))) if stretch.size else None


def _cross(one: Line, other: Line) -> bool:
    a, b = one.box, other.box
    across = a.left < b.left + b.width and b.left < a.left + a.width
    return across and a.top < b.top + b.height and b.top < a.top + a.height
