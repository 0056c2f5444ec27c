"""What the reader says about one picture: its lines, codes, faces, place, kind of paper, and its print.

Boxes are pixels of the picture as every viewer shows it: the orientation that its EXIF states is applied, a turn that
only the reader tried (``turned``) is not. What could not be read is ``unread`` with its reason, never empty.

>>> picture = ImageReading(
...     "read", width=90, height=60, lines=(Line("手机", level(8, 8, 40, 20), 0.9, (0.25, 0.75), (0.9, 0.9)),)
... )
>>> picture.lines[0].part(1, 2)
Box(left=28, top=8, width=20, height=20)
>>> row = to_row("ab" * 32, replace(picture, faces=(Box(1, 2, 3, 4),)))
>>> row["faces"], reading_of(row["reading"]).lines == picture.lines
([{'left': 1, 'top': 2, 'width': 3, 'height': 4}], True)
>>> picture
ImageReading('read', None, 90x60, 1 lines, 0 faces, 0 codes, document=None)
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

import msgspec

from doxdocket.detect.hit import Hit

Point = tuple[int, int]
Quad = tuple[Point, Point, Point, Point]
Why = Literal["damaged", "too_large", "no_decoder", "ocr_failed", "illegible", "stopped", "failed", "waiting"]
Origin = Literal["text", "code", "face", "document", "exif"]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright stretch of a picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int


def level(left: int, top: int, width: int, height: int) -> Quad:
    """The corners of an upright box, as text goes: its upper left first, then with the clock."""
    right, bottom = left + width, top + height
    return (left, top), (right, top), (right, bottom), (left, bottom)


def around(points: Sequence[Point]) -> Box:
    """The upright box around some points."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its corners in the direction of writing, and where along it each character stands."""

    text: str = field(repr=False)
    quad: Quad
    confidence: float  # mean of its characters', 0 to 1
    marks: tuple[float, ...] = ()  # the middle of each character, as a share of the line's length
    sure: tuple[float, ...] = ()  # of each character
    start: int = 0  # of its first character in the reading's text

    @property
    def box(self) -> Box:
        """The upright box around the whole line."""
        return around(self.quad)

    def part(self, start: int, end: int) -> Box:
        """The upright box around some of its characters."""
        if not self.marks or (start <= 0 and end >= len(self.text)):
            return self.box
        begin = (self.marks[start - 1] + self.marks[start]) / 2 if start else 0.0
        stop = (self.marks[end - 1] + self.marks[end]) / 2 if end < len(self.text) else 1.0
        upper, right, lower, left = self.quad
        return around([along(*side, at) for side in ((upper, right), (left, lower)) for at in (begin, stop)])


def along(start: Point, end: Point, share: float) -> Point:
    """The point at a share of the way."""
    return round(start[0] + (end[0] - start[0]) * share), round(start[1] + (end[1] - start[1]) * share)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR or bar code and what it says."""

    text: str = field(repr=False)
    symbology: str  # QRCode, Code128 …
    box: Box


@dataclass(frozen=True, slots=True, repr=False)
class ImageReading:
    """All that was read in one picture; it cannot print its text."""

    status: Literal["read", "unread"]
    why: Why | None = None  # of an unread one
    width: int = 0
    height: int = 0
    form: str = ""  # JPEG, PNG, WEBP … as its bytes say
    remarks: tuple[
        str, ...
    ] = ()  # first_frame, reduced, in_strips, looked_closer, watermark, lines_left_out, dim_lines, copy
    turned: int = 0  # degrees with the clock by which its text had to be turned to be read
    lines: tuple[Line, ...] = ()  # in reading order
    text: str = ""
    faces: tuple[Box, ...] = ()
    codes: tuple[Code, ...] = ()
    position: tuple[float, float] | None = None  # latitude, longitude of its EXIF
    taken: str | None = None  # the time of its EXIF as written
    phash: bytes = b""  # 256 bits; empty where unread
    document: str | None = None  # type of papers.yaml
    document_reasons: tuple[str, ...] = ()  # codes of detect/reasons.yaml
    dim: tuple[Box, ...] = ()  # stretches of writing that could not be read

    def __repr__(self) -> str:
        counts = f"{len(self.lines)} lines, {len(self.faces)} faces, {len(self.codes)} codes"
        return f"ImageReading({self.status!r}, {self.why!r}, {self.width}x{self.height}, {counts}, document={self.document!r})"


def enlarged(reading: ImageReading, times: int) -> ImageReading:
    """A reading of a picture that was looked at ``times`` smaller, with its boxes where they lie in the whole one."""
    if times == 1:
        return reading

    def box(one: Box) -> Box:
        return Box(one.left * times, one.top * times, one.width * times, one.height * times)

    def line(one: Line) -> Line:
        first, second, third, fourth = ((x * times, y * times) for x, y in one.quad)
        return replace(one, quad=(first, second, third, fourth))

    return replace(
        reading,
        remarks=(*reading.remarks, "reduced"),
        lines=tuple(map(line, reading.lines)),
        faces=tuple(map(box, reading.faces)),
        codes=tuple(replace(code, box=box(code.box)) for code in reading.codes),
        dim=tuple(map(box, reading.dim)),
    )


def boxes(given: Sequence[Box]) -> list[dict[str, int]]:
    """Boxes as rows hold them."""
    return [asdict(one) for one in given]


def to_row(source: str, reading: ImageReading) -> dict[str, Any]:
    """One row of ``records.IMAGES``."""
    return {
        "source": source, "status": reading.status, "why": reading.why, "form": reading.form, "width": reading.width,
        "height": reading.height, "remarks": list(reading.remarks), "turned": reading.turned,
        "document": reading.document, "document_reasons": list(reading.document_reasons),
        "faces": boxes(reading.faces), "lines": len(reading.lines), "codes": [code.text for code in reading.codes],
        "text": reading.text, "phash": reading.phash, "reading": msgspec.msgpack.encode(reading),
    }  # fmt: skip


_READING = msgspec.msgpack.Decoder(ImageReading)


def reading_of(packed: bytes) -> ImageReading:
    """The reading that a row holds."""
    return _READING.decode(packed)


@dataclass(frozen=True, slots=True)
class ImageHit:
    """One finding in a picture and where it stands: a box a line."""

    hit: Hit  # offsets in the reading's text; in the code's text where ``origin`` is code; 0 and 0 where there is no text
    boxes: tuple[Box, ...]
    origin: Origin = "text"
    code: int = -1  # which code, where ``origin`` is code
