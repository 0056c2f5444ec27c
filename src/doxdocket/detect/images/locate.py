"""Where the lines of text stand: the heat of the text finder, cut into slanted boxes, at a size that costs little, and larger where small writing shows.

Source: DB (Liao et al., AAAI 2020) as PP-OCR uses it. A region of heat becomes the smallest slanted box around it,
grown by the area that training had shrunk. Finding costs by the area looked at, and writing of seven pixels is found as surely as writing of
forty. So the first look is at a small copy; where its boxes are so low that letters in them may be lost, that part is looked at anew. Long
screenshots are cut into strips that overlap. Measured: docs/explanation/measured.md. Left out: a third look; curved lines, which come out as their box.

>>> import numpy as np
>>> blank = np.full((64, 64, 3), 255, np.uint8)
>>> locate(blank, 1.0), look(blank)
([], ([], ()))
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from doxdocket.detect.images import models
from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit, share

Corners = NDArray[np.float32]  # four points, in the direction of writing from the upper left with the clock


@dataclass(frozen=True, slots=True)
class Place:
    """One line's corners in the picture's pixels, and how sure the finder is."""

    corners: Corners
    score: float

    @property
    def size(self) -> tuple[float, float]:
        """Its length and height."""
        upper, right, lower, _ = self.corners
        return float(np.linalg.norm(right - upper)), float(np.linalg.norm(lower - right))


def locate(pixels: Pixels, scale: float) -> list[Place]:
    """The lines of a picture, looked for at ``scale`` of its size, with the faint ones that only hint at a line."""
    height, width = pixels.shape[:2]
    rows, columns = (max(32, round(side * scale / 32) * 32) for side in (height, width))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(pixels, (columns, rows), interpolation=method)
    blob = (small[:, :, ::-1].astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]
    heat = models.find_text(np.ascontiguousarray(blob))
    stretch = np.array([width / columns, height / rows], np.float32)
    return [Place(place.corners * stretch, place.score) for place in boxes(heat)]


def boxes(heat: models.Floats) -> list[Place]:
    """The slanted boxes of a map of heat, in its own pixels."""
    mask = cv2.dilate((heat > share("text.heat")).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines[: limit("text.regions")]:
        middle, size, angle = cv2.minAreaRect(outline)
        if min(size) < 2:
            continue
        score = _score(heat, cv2.boxPoints((middle, size, angle)))
        if score < share("text.hint"):
            continue
        grow = (
            size[0] * size[1] * share("text.grow") / (size[0] + size[1])
        )  # area times ratio by perimeter, on both sides
        grown = cv2.boxPoints((middle, (size[0] + grow, size[1] + grow), angle))
        found.append(Place(ordered(grown), score))
    return found


def _score(heat: models.Floats, corners: Corners) -> float:
    height, width = heat.shape
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    inside = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(inside, [(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(heat[top : bottom + 1, left : right + 1], inside)[0])


def ordered(corners: Corners) -> Corners:
    """The corners from the upper left with the clock, as upright writing has them."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = (side[np.argsort(side[:, 1], kind="stable")] for side in (by_x[:2], by_x[2:]))
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


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
