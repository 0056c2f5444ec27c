"""Which way the writing runs: lines are read as they lie, and turned where that reads better.

Tall boxes say that the picture lies on its side; which side, and whether it stands on its head, the reader's own
certainty decides on a few long lines. Left out: columns of upright letters; each is read as it lies.

>>> import numpy as np
>>> facing(np.array([[0, 0], [9, 0], [9, 3], [0, 3]], np.float32), 180).tolist()
[[9.0, 3.0], [0.0, 3.0], [0.0, 0.0], [9.0, 0.0]]
"""

from collections.abc import Sequence

import numpy as np

from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.gaps import cells
from doxdocket.detect.images.letters import read_line
from doxdocket.detect.images.limits import limit, share
from doxdocket.detect.images.locate import Corners, Place
from doxdocket.detect.images.reading import Line

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
