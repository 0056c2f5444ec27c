"""What one line says: its strip is cut out upright, read step by step, and each character keeps its place and certainty.

Source: CTC decoding as PP-OCR uses it: the likeliest sign of each step, repeats and blanks dropped. Lines are read one
at a time, so that what one says does not depend on which others stand in the picture. Left out: a word list that mends
what is read; evidence is not guessed at.

>>> import numpy as np
>>> steps = np.zeros((4, 5), np.float32)
>>> steps[[0, 1, 2, 3], [0, 2, 2, 3]] = 1, 0.8, 0.9, 0.7
>>> decode_steps(steps, ("", "a", "b", "c", " "))
[('b', 2, 0.9), ('c', 3, 0.7)]
"""

from collections.abc import Sequence

import cv2
import numpy as np

from doxdocket.detect.images import models
from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit
from doxdocket.detect.images.locate import Corners
from doxdocket.detect.images.reading import Line

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
