"""Looks for lines at a size that costs little, and looks again, larger, only where small writing shows.

Finding costs by the area looked at, and writing of seven pixels is found as surely as writing of forty. So the first
look is at a small copy; where its boxes are so low that letters in them may be lost, that part is looked at anew. Long
screenshots are cut into strips that overlap. Measured: docs/explanation/measured.md. Left out: a third look.

>>> import numpy as np
>>> look(np.full((300, 200, 3), 255, np.uint8))
([], ())
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit, share
from doxdocket.detect.images.locate import Corners, Place, locate


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the picture that is looked at on its own."""

    left: int
    top: int
    right: int
    bottom: int

    def of(self, pixels: Pixels) -> Pixels:
        """Its pixels."""
        return pixels[self.top : self.bottom, self.left : self.right]

    def holds(self, place: Place) -> bool:
        """Whether a line's middle lies in it."""
        x, y = place.corners.mean(axis=0)
        return bool(self.left <= x < self.right and self.top <= y < self.bottom)


def look(pixels: Pixels) -> tuple[list[Place], tuple[str, ...]]:
    """The lines of a picture, and remarks on how it was looked at."""
    height, width = pixels.shape[:2]
    scale = max(limit("look.long") / max(height, width), limit("look.short") / min(height, width))
    scale = min(scale, 1.0)
    windows = list(_strips(height, width, scale))
    seen = _search(pixels, windows, scale)
    places = _once([place for place in seen if place.score >= share("text.score")])
    remarks = ("in_strips",) if len(windows) > 1 else ()
    low = [place for place in seen if place.size[1] * scale < limit("look.low") and place.size[0] > 1.5 * place.size[1]]
    if low and scale < share("look.enlarge"):
        closer = min(scale * share("look.closer"), share("look.enlarge"))
        part = _around(low, height, width)
        again = list(_strips(part.bottom - part.top, part.right - part.left, closer, part.left, part.top))
        kept = [place for place in places if not part.holds(place)]
        anew = [place for place in _search(pixels, again, closer) if place.score >= share("text.score")]
        places = _once([*kept, *anew])
        remarks = (*remarks, "looked_closer")
    if len(places) > limit("look.lines"):
        places = sorted(places, key=lambda place: -place.score)[: limit("look.lines")]
        remarks = (*remarks, "lines_left_out")
    return places, remarks


def _strips(height: int, width: int, scale: float, left: int = 0, top: int = 0) -> Iterator[Window]:
    """Windows of bounded area, one below the other and one beside the other, that overlap."""
    side, over = round(limit("look.window") / scale), round(limit("look.overlap") / scale)
    for y in _starts(height, side, over):
        for x in _starts(width, side, over):
            yield Window(left + x, top + y, left + min(width, x + side), top + min(height, y + side))


def _starts(length: int, side: int, over: int) -> range:
    return range(0, max(1, length - over), side - over)


def _search(pixels: Pixels, windows: Sequence[Window], scale: float) -> list[Place]:
    found = []
    for window in windows:
        shift = np.array([window.left, window.top], np.float32)
        found += [Place(place.corners + shift, place.score) for place in locate(window.of(pixels), scale)]
    return found


def _once(places: Sequence[Place]) -> list[Place]:
    """Each line once: of two boxes of one stretch, from strips that overlap, the larger."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda one: -one.size[0] * one.size[1]):
        area = max(1.0, place.size[0] * place.size[1])
        if not any(_shared(place.corners, other.corners) > area * share("look.same") for other in kept):
            kept.append(place)
    return kept


def _shared(one: Corners, other: Corners) -> float:
    """The area that two boxes share."""
    if (one.min(axis=0) > other.max(axis=0)).any() or (other.min(axis=0) > one.max(axis=0)).any():
        return 0.0
    return float(cv2.intersectConvexConvex(one, other)[0])


def _around(places: Sequence[Place], height: int, width: int) -> Window:
    """The window around some lines, with a margin."""
    corners = np.concatenate([place.corners for place in places])
    margin = max(place.size[1] for place in places) * 3
    left, top = np.maximum(corners.min(axis=0) - margin, 0).astype(int).tolist()
    right, bottom = np.minimum(corners.max(axis=0) + margin, (width, height)).astype(int).tolist()
    return Window(left, top, right, bottom)
