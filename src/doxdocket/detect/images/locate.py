"""Where the lines of text stand: the heat of the text finder, cut into slanted boxes.

Source: DB (Liao et al., AAAI 2020) as PP-OCR uses it. A region of heat becomes the smallest slanted box around it,
grown by the area that training had shrunk. Left out: curved lines, which come out as their box.

>>> import numpy as np
>>> blank = np.full((64, 64, 3), 255, np.uint8)
>>> locate(blank, 1.0)
[]
"""

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
