"""A rendering for the screen in which no face and no value can be made out, and nothing of the file's own data is left.

Faces are reduced to a few patches and then blurred, so that no detail is there to be sharpened again. Findings, codes,
long numbers and lines of which the reader was not sure are covered. A picture that was not read is shown as patches
only. Of a paper that bears its holder's portrait (an identity card), on which no face was found and nobody drew a box, its printed words alone are.
Left out: faces the finder missed elsewhere; a person looks before anything leaves the office.

>>> blurred(b"no picture", ImageReading("unread", "no_decoder"))
b''
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from doxdocket.detect.images.decode import Pixels, Unread, decode
from doxdocket.detect.images.finding import find
from doxdocket.detect.images.limits import limit, share
from doxdocket.detect.images.papers import portrayed, printed
from doxdocket.detect.images.reading import Box, ImageReading

_NUMBER = re.compile(r"[A-Za-z]{0,3}\d(?:[\s-]?[\dXx*]){4,}")
_COVER = (64, 64, 64)


def blurred(
    data: bytes, reading: ImageReading, drawn: Iterable[Box] = (), *, cards: bool = False, alone: bool = False
) -> bytes:
    """The picture as PNG, faces, findings and what people ``drawn`` boxes around covered; empty where nothing can be shown.

    ``cards``: of such a paper nothing is seen but its printed words, whether or not its portrait was found. ``alone``: of the writing nothing is covered
    but what is drawn and what could not be read, and the picture stays large enough to be read.
    """
    try:
        decoded = decode(data)
    except Unread:
        return b""
    pixels = decoded.pixels.copy()
    height, width = pixels.shape[:2]
    drawn = tuple(drawn)
    if reading.status != "read":
        pixels = _patches(pixels)
    for box in reading.faces:
        _blur(pixels, _grown(box, share("blur.margin"), decoded.times))
    if reading.document and portrayed(reading.document) and (cards or not (reading.faces or drawn)):
        pixels = _words_alone(pixels, reading, decoded.times)
    _bars_covered(pixels, decoded.pixels, reading if alone else None, decoded.times)
    for box in (*(reading.dim if alone else _covered(reading)), *(code.box for code in reading.codes), *drawn):
        left, top, right, bottom = _edges(_grown(box, share("blur.cover"), decoded.times), width, height)
        cv2.rectangle(pixels, (left, top), (right - 1, bottom - 1), _COVER, -1)
    shown = Image.fromarray(pixels)
    side = limit("blur.side")
    if not alone:
        shown.thumbnail((side, side))
    elif min(shown.size) > side:
        shown.thumbnail((shown.width * side // min(shown.size), shown.height * side // min(shown.size)))
    out = BytesIO()
    shown.save(out, "PNG")
    return out.getvalue()


def _bars_covered(pixels: Pixels, seen: Pixels, reading: ImageReading | None, times: int) -> None:
    """Cover bar codes; ``reading``: of what its margin alone would cover, lines that were surely read stay (what was in the parcel stands close above)."""
    for core, corners in bars(seen):
        cover, bar = (cv2.fillConvexPoly(np.zeros(pixels.shape[:2], np.uint8), one, 1) for one in (corners, core))
        for line in reading.lines if reading else ():
            if line.confidence >= share("text.sure") and re.search(r"[\u3400-\u9fff]{2}", line.text):
                quad = np.array(line.quad, np.int32) // times
                words = cv2.fillConvexPoly(np.zeros_like(cover), quad, 1)
                if not (words & bar).any():
                    cover[words > 0] = 0
        pixels[cover > 0] = _COVER


def _words_alone(pixels: Pixels, reading: ImageReading, times: int) -> Pixels:
    """A paper of which the lines of its printed words are left."""
    height, width = pixels.shape[:2]
    made = np.full_like(pixels, _COVER[0])
    for line in reading.lines:
        if printed(line.text, reading.document):
            left, top, right, bottom = _edges(_grown(line.box, 0, times), width, height)
            made[top:bottom, left:right] = pixels[top:bottom, left:right]
    return made


def _covered(reading: ImageReading) -> Iterator[Box]:
    """The boxes of everything that must not be legible; of a paper all but its own printed words."""
    for found in find(reading):
        if found.origin in {"text", "code"}:
            yield from found.boxes
    yield from reading.dim
    paper = reading.document not in {None, "chat"}
    for line in reading.lines:
        unsure = line.confidence < share("text.sure")
        if unsure or _NUMBER.search(line.text) or (paper and not printed(line.text, reading.document)):
            yield line.box


def bars(pixels: Pixels) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """The corners of bar codes however they lie, as found, and with a margin on every side, read or not: of a slanted one a reader of codes tells a strip alone."""
    times = max(1.0, max(pixels.shape[:2]) / limit("code.side"))
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = grey if times == 1 else cv2.resize(grey, None, fx=1 / times, fy=1 / times, interpolation=cv2.INTER_AREA)
    _, found = cv2.barcode.BarcodeDetector().detectMulti(small)
    for corners in () if found is None else found:
        across, down = (int(np.linalg.norm(corners[one] - corners[1])) for one in (2, 0))
        if min(across, down) < 4:
            continue
        flat = np.array([(0, down), (0, 0), (across, 0), (across, down)], np.float32)
        seen = cv2.warpPerspective(
            small, cv2.getPerspectiveTransform(corners.astype(np.float32), flat), (across, down)
        ).astype(np.float32)
        whole = float(seen.std())
        if max(float(seen.mean(axis=side).std()) for side in (0, 1)) < share("code.bars") * whole or whole < 1:
            continue  # writing, of which no row is as the next one
        middle = corners.mean(axis=0)
        margin = share("code.margin") * float(max(across, down))
        along, beside = (corners[2] - corners[1]) / across, (corners[0] - corners[1]) / down
        outward = np.sign((corners - middle) @ np.stack([along, beside], axis=1)) * margin
        yield (
            (corners * times).astype(np.int32),
            ((corners + outward @ np.stack([along, beside])) * times).astype(np.int32),
        )


def _blur(pixels: Pixels, box: Box) -> None:
    left, top, right, bottom = _edges(box, pixels.shape[1], pixels.shape[0])
    if right > left and bottom > top:
        pixels[top:bottom, left:right] = _patches(pixels[top:bottom, left:right])


def _patches(stretch: Pixels) -> Pixels:
    """A stretch as a few patches of its mean colours, their edges blurred."""
    height, width = stretch.shape[:2]
    most = limit("blur.patches")
    few = max(1, most * width // max(width, height)), max(1, most * height // max(width, height))
    small = cv2.resize(stretch, few, interpolation=cv2.INTER_AREA)
    large = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    soft: Pixels = cv2.GaussianBlur(large, (0, 0), max(width, height) / (2 * most))
    return np.ascontiguousarray(soft)


def _grown(box: Box, by: float, times: int) -> Box:
    """A box with a margin, in the pixels of a picture that was decoded ``times`` smaller."""
    wide, high = round(box.width * by), round(box.height * by)
    left, top, width, height = box.left - wide, box.top - high, box.width + 2 * wide, box.height + 2 * high
    return Box(left // times, top // times, -(-width // times) + (times > 1), -(-height // times) + (times > 1))


def _edges(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    left, top = max(0, box.left), max(0, box.top)
    return left, top, min(width, box.left + box.width), min(height, box.top + box.height)
