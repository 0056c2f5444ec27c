"""What a picture carries: its writing as the program's own reader reads it, its codes, and what the file says besides.

Read are the picture as every viewer shows it, each further frame or page, and the colours under what is transparent; the writing twice, once enlarged (and mirrored, where it makes little of it), for a
number of which one sign is misread is another number. Source: Pillow's readers. Left out: layers of editors' own formats; stretches that no reader can make out,
which are told as unread when they are more than the rest.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import numpy as np
import typst
from PIL import Image

from doxdocket.detect.images.decode import DAMAGED, opened
from doxdocket.detect.images.decode import Unread as NotDecoded
from doxdocket.detect.images.one_picture import read_image
from doxdocket.detect.images.reading import ImageReading, Line
from doxdocket.report.carried import FRAMES, Inside, Layer, Unread, Where, decoded
from doxdocket.report.pdf import fonts

_ENLARGED = 1_000_000
"""Pixels up to which a picture is read a second time, twice as large."""
_ALONE = 2
"""Signs of a line that may be one of several boxes of a form."""
_SURE = 0.85
"""Mean confidence of lines below which a picture is read once more, mirrored: of writing that is not it is above 0.9."""
_SIDE = 1_000
"""Points of the page on which a drawing is set."""
_UNSAID = re.compile(rb"<svg\b(?![^<>]*font-family)")
_FACE = b'<svg font-family="Noto Sans CJK TC"'
"""Letters without a face are drawn in one that is there."""
_IFDS = (0x8769, 0x8825, 0xA005)


def read(data: bytes, where: Where, look: Callable[[Where], None]) -> Iterator[Layer | Unread | Inside]:
    """Everything; ``look`` is asked before a picture is read."""
    yield from shown(data, where, look)
    try:
        with opened(data) as image:
            yield from _told(image, where)
            yield from _frames(image, where, look)
            end = _end(image.format or "", data)
    except (NotDecoded, *DAMAGED):
        yield Unread(where, "damaged")
        return
    rest = data[end:]
    if rest.strip(b"\0\r\n "):
        yield Inside((*where, ("behind", "")), rest)
    for at in _inner(data, end):
        yield Inside((*where, ("thumbnail", "")), data[at:end])


def shown(data: bytes, where: Where, look: Callable[[Where], None]) -> Iterator[Layer | Unread]:
    """The writing and the codes of a picture."""
    look(where)
    seen = read_image(data, with_faces=False)
    if seen.status == "unread":
        yield Unread(where, f"picture_{seen.why}" if seen.why in {"too_large", "illegible"} else "picture")
        if seen.why != "illegible":
            return
    here = (*where, ("picture", ""))
    yield from _read(seen, here)
    if _unsure(seen):
        with opened(data) as image:
            turned = _png(image.convert("RGB").transpose(Image.Transpose.FLIP_LEFT_RIGHT))
            yield from _read(read_image(turned, with_faces=False), here)
    for code in seen.codes:
        yield Layer((*where, ("code", "")), code.text)
    if seen.width * seen.height <= _ENLARGED and (seen.text or seen.dim):
        with opened(data) as image:
            larger = image.convert("RGB").resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)
        yield from _read(read_image(_png(larger), with_faces=False), here)


def _unsure(seen: ImageReading) -> bool:
    """Whether the reader makes little of the writing: it may be mirrored."""
    sure = [line.confidence for line in seen.lines if len(line.text) > _ALONE]
    return bool(seen.dim) if not sure else sum(sure) / len(sure) < _SURE


def _read(seen: ImageReading, where: Where) -> Iterator[Layer]:
    """The writing as the reader orders it, and from left to right: of signs in boxes of a form it makes columns."""
    yield Layer(where, seen.text, seen=True)
    alone = sorted((line for line in seen.lines if len(line.text) <= _ALONE), key=lambda line: line.box.top)
    rows: list[list[Line]] = []
    for line in alone:
        if rows and line.box.top < rows[-1][0].box.top + rows[-1][0].box.height // 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        if len(row) > 1:
            yield Layer(where, " ".join(line.text for line in sorted(row, key=lambda line: line.box.left)), seen=True)


def svg(data: bytes, where: Where, look: Callable[[Where], None]) -> Iterator[Layer | Unread]:
    """What a drawing shows, whose letters may be outlines or lie in any order: drawn by Typst, then read as a picture."""
    page = f"#set page(width: {_SIDE}pt, height: {_SIDE}pt, margin: 0pt)\n"
    page += f'#image("drawing.svg", width: {_SIDE}pt, height: {_SIDE}pt, fit: "contain")'
    try:
        files = {"main.typ": page.encode(), "drawing.svg": _UNSAID.sub(_FACE, data, count=1)}
        compiled: Any = typst.compile  # its types know no files by name
        drawn = compiled(files, format="png", ppi=144, font_paths=fonts(()), ignore_system_fonts=True)
    except (typst.TypstError, RuntimeError, ValueError):
        yield Unread(where, "damaged")
        return
    yield from shown(cast("bytes", drawn), where, look)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _told(image: Image.Image, where: Where) -> Iterator[Layer]:
    here = (*where, ("metadata", ""))
    image.load()
    exif = image.getexif()
    held = [dict(image.info), dict(getattr(image, "text", None) or {}), dict(exif)]
    for which in _IFDS:
        try:
            held.append(dict(exif.get_ifd(which)))
        except DAMAGED:
            continue
    if image.format == "TIFF":
        held.append(dict(getattr(image, "tag_v2", {})))
    for one in held:
        yield from decoded({key: value for key, value in one.items() if key not in {"exif", "icc_profile"}}, here)


def _frames(image: Image.Image, where: Where, look: Callable[[Where], None]) -> Iterator[Layer | Unread]:
    many = getattr(image, "n_frames", 1)
    if many > FRAMES:
        yield Unread(where, "frames")
    for number in range(1, min(many, FRAMES)):
        image.seek(number)
        yield from shown(_png(image.convert("RGB")), (*where, ("frame", number + 1)), look)
    if many > 1:
        image.seek(0)
    if "A" in image.getbands() and np.asarray(image.getchannel("A")).min() < 255:
        yield from shown(_png(image.convert("RGBA").convert("RGB")), (*where, ("transparent", "")), look)


def _end(form: str, data: bytes) -> int:
    """Where the picture ends and something behind it may begin."""
    if form == "PNG":
        at = data.rfind(b"IEND")
        return at + 8 if at > 0 else len(data)
    if form in {"JPEG", "MPO"}:
        at = data.rfind(b"\xff\xd9")
        return at + 2 if at > 0 else len(data)
    if form == "GIF":
        return data.rfind(b";") + 1 or len(data)
    if form == "WEBP":
        return min(len(data), 8 + int.from_bytes(data[4:8], "little") + (data[4] & 1))
    return len(data)


def _inner(data: bytes, end: int) -> Iterator[int]:
    """Where pictures begin inside one: thumbnails, and what was hung behind."""
    for mark in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        at, found = data.find(mark, 4), 0
        while 0 < at < end and found < 8:
            yield at
            found += 1
            at = data.find(mark, at + 4)
