"""One picture to one record: decode, read, find faces and codes (zxing-cpp, Apache-2.0), tell its kind. Pure: the same bytes, the same record.

>>> read_image(b"GIF89a").why
'damaged'
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import cv2
import numpy as np
import zxingcpp

from doxdocket import bounds
from doxdocket.bounds import Lost, guard, spend
from doxdocket.detect import inference
from doxdocket.detect.images.decode import Decoded, Pixels, Unread, decode, position, taken
from doxdocket.detect.images.faces import faces
from doxdocket.detect.images.letters import read_turned
from doxdocket.detect.images.limits import limit, share
from doxdocket.detect.images.locate import look
from doxdocket.detect.images.papers import told
from doxdocket.detect.images.prints import print_of, saved_anew
from doxdocket.detect.images.reading import Box, Code, ImageReading, Line, Quad, around, enlarged
from doxdocket.detect.images.reading_order import arrange
from doxdocket.detect.images.watermarks import wash, watermark

#: What the networks and OpenCV raise: then the picture is unread, never empty.
FAILED: tuple[type[BaseException], ...] = (cv2.error, *inference.failures(), MemoryError)


def read_image(data: bytes, *, with_faces: bool = True) -> ImageReading:
    """Everything that one picture shows, or all but its faces; ``unread`` with the reason where it cannot be read, is stopped or fails."""
    seen = guard(partial(unguarded, data, with_faces), bounds.PICTURE.of(len(data)), cpu_seconds=bounds.PICTURE_SECONDS)
    return ImageReading("unread", seen.how, remarks=(seen.why,)) if isinstance(seen, Lost) else seen


def print_read(data: bytes) -> tuple[int, int, bytes]:
    """Width and height of a picture as it is looked at, and its print; nothing of one that cannot be opened."""
    seen = guard(partial(_opened, data), bounds.PICTURE.of(len(data)), cpu_seconds=bounds.PICTURE_SECONDS)
    if isinstance(seen, Lost | None):
        return 0, 0, b""
    return seen.pixels.shape[1], seen.pixels.shape[0], print_of(seen.pixels)


def read_copy(data: bytes, others: Sequence[tuple[bytes, ImageReading]]) -> ImageReading | None:
    """The reading of the first of ``others`` of which this picture is the same saved anew, with what its own file says; none where it is to be read itself."""
    seen = guard(partial(_copied, data, others), bounds.PICTURE.of(len(data)), cpu_seconds=bounds.PICTURE_SECONDS)
    return None if isinstance(seen, Lost) else seen


def _copied(data: bytes, others: Sequence[tuple[bytes, ImageReading]]) -> ImageReading | None:
    mine = _opened(data)
    for other, reading in others if mine else ():
        theirs = _opened(other) if reading.status == "read" else None
        if mine and theirs and (mine.width, mine.height) == (theirs.width, theirs.height) and saved_anew(mine.pixels, theirs.pixels):  # fmt: skip
            remarks = (*mine.remarks, *(one for one in reading.remarks if one not in theirs.remarks), "copy")
            return replace(reading, form=mine.form, remarks=remarks, phash=print_of(mine.pixels), position=position(mine.exif), taken=taken(mine.exif))  # fmt: skip
    return None


def _opened(data: bytes) -> Decoded | None:
    spend(len(data))
    try:
        return decode(data)
    except Unread:
        return None
    except FAILED:
        return None


def unguarded(data: bytes, with_faces: bool) -> ImageReading:
    """The same without a guard."""
    spend(len(data))
    try:
        decoded = decode(data)
    except Unread as fault:
        return ImageReading("unread", fault.why, fault.width, fault.height, fault.form)
    try:
        return enlarged(_read(decoded, with_faces), decoded.times)
    except FAILED:
        return ImageReading("unread", "ocr_failed", decoded.width, decoded.height, decoded.form, decoded.remarks)


def _read(decoded: Decoded, with_faces: bool) -> ImageReading:
    pixels = decoded.pixels
    places, remarks = look(pixels)
    seen, turned = read_turned(pixels, places)
    marked = watermark(seen)
    if marked:
        seen, turned = _without(pixels, marked, seen, turned)
        remarks = (*remarks, "watermark")
    legible = [line for line in seen if _legible(line)]
    if sum(len(line.text) for line in legible) < limit("text.fewest"):
        legible = []
    if not legible:
        turned = 0
    dim = tuple(line.box for line in seen if line not in legible)
    text, lines = arrange(legible)
    paper, reasons = told(_upright(lines, pixels, turned), np.rot90(pixels, -turned // 90))
    lost = len(dim) >= limit("text.dim") and len(dim) > len(legible)
    return ImageReading(
        "unread" if lost else "read",
        "illegible" if lost else None,
        decoded.width,
        decoded.height,
        decoded.form,
        (*decoded.remarks, *remarks, *(("dim_lines",) if dim and not lost else ())),
        turned,
        lines,
        text,
        (faces_turned(pixels, turned) or _closer(pixels, lines, turned, paper)) if with_faces else (),
        codes(pixels),
        position(decoded.exif),
        taken(decoded.exif),
        print_of(pixels),
        paper,
        reasons,
        dim,
    )


def _without(pixels: Pixels, marked: Sequence[Line], seen: Sequence[Line], turned: int) -> tuple[list[Line], int]:
    """The lines of a page below its watermark, which itself is kept once."""
    clean = wash(pixels, marked, seen)
    if clean is not None:
        again, turned = read_turned(clean, look(clean)[0])
        seen = again if sum(len(line.text) for line in again) else seen
    surest = max(marked, key=lambda line: (line.confidence * len(line.text), line.text))
    left = watermark(seen)
    return [*(line for line in seen if line not in left), surest], turned


def _legible(line: Line) -> bool:
    return line.confidence >= share("text.lone" if len(line.text) <= 2 else "text.legible")


def _quarter(quad: Quad, height: int) -> Quad:
    """The corners after a quarter turn with the clock of a picture so high."""
    first, second, third, fourth = ((height - y, x) for x, y in quad)
    return first, second, third, fourth


def _upright(lines: Sequence[Line], pixels: Pixels, turned: int) -> list[Line]:
    """The lines where they lie when the picture is turned upright."""
    height, width = pixels.shape[:2]
    out = list(lines)
    for _ in range(turned // 90):
        out = [replace(line, quad=_quarter(line.quad, height)) for line in out]
        height, width = width, height
    return out


def _closer(pixels: Pixels, lines: Sequence[Line], turned: int, paper: str | None) -> tuple[Box, ...]:
    """The faces beside the writing of a paper that is small in its picture."""
    if paper in {None, "chat"} or not lines:
        return ()
    height, width = pixels.shape[:2]
    page = around([corner for line in lines for corner in line.quad])
    left, top = max(0, page.left - page.width // 2), max(0, page.top - page.height // 2)
    right, bottom = min(width, page.left + page.width * 3 // 2), min(height, page.top + page.height * 3 // 2)
    if max(width, height) <= limit("face.side") or (right - left) * (bottom - top) * 2 > width * height:
        return ()
    found = faces_turned(pixels[top:bottom, left:right], turned)
    return tuple(Box(box.left + left, box.top + top, box.width, box.height) for box in found)


def codes(pixels: Pixels) -> tuple[Code, ...]:
    """All QR and bar codes, from the top: what they say and where they stand. A link in one is read, never followed."""
    scale = min(1.0, limit("code.side") / max(pixels.shape[:2]))
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = []
    for one in zxingcpp.read_barcodes(grey):
        corners = (one.position.top_left, one.position.top_right, one.position.bottom_right, one.position.bottom_left)
        box = around([(round(corner.x / scale), round(corner.y / scale)) for corner in corners])
        found.append(Code(one.text, str(one.format).removeprefix("BarcodeFormat."), box))
    return tuple(sorted(found, key=lambda code: (code.box.top, code.box.left)))


def faces_turned(pixels: Pixels, turned: int) -> tuple[Box, ...]:
    """The faces of a picture that lies on its side, found upright and given where they lie."""
    quarters = turned // 90
    upright = np.ascontiguousarray(np.rot90(pixels, -quarters))
    boxes = faces(upright)
    height, width = upright.shape[:2]
    for _ in range(quarters):
        boxes = tuple(Box(box.top, width - box.left - box.width, box.height, box.width) for box in boxes)
        height, width = width, height
    return boxes
