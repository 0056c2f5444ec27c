"""Bytes of a picture to its pixels, within bounds: what is too large or damaged is refused with its reason.

Source: the formats as Pillow reads them; HEIC through libheif (pi-heif), where its wheel is installed. The orientation
that the EXIF states is applied, transparency is laid on the ground that its ink stands out from, and of moving pictures
the first frame is taken. Where and when it was taken is as its EXIF says (Exif 2.32); a position that cannot be (beyond the poles, 0/0) is none. Left
out: later frames and pages, depth maps, thumbnails, sound, the maker's own notes, altitude, the camera's serial number.

>>> from io import BytesIO
>>> out = BytesIO()
>>> Image.new("LA", (40, 30), (250, 0)).save(out, "PNG")
>>> decoded = decode(out.getvalue())
>>> decoded.pixels.shape, decoded.form
((30, 40, 3), 'PNG')
>>> exif = Image.Exif()
>>> exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "W", 4: (120.0, 6.0, 0.0)})
>>> position(exif), taken(exif)
((30.25, -120.1), None)
"""

import math
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import util
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from doxdocket.detect.images.limits import limit
from doxdocket.detect.images.reading import Why

Pixels = NDArray[np.uint8]
FORMS = ("JPEG", "MPO", "PNG", "WEBP", "GIF", "BMP", "DIB", "TIFF", "AVIF", "HEIF", "ICO", "PPM", "JPEG2000")
#: What Pillow's decoders raise on bytes that are not what their head says.
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error,
           ZeroDivisionError, RuntimeError)  # fmt: skip
_ORIENTATION = 0x0112
_MEANS = frozenset({"L", "RGB", "RGBA", "CMYK", "YCbCr"})  # modes in which the mean of pixels is a pixel
_SWAPPED = frozenset({"I;16", "I;16B", "I;16L", "I", "F"})

if util.find_spec("pi_heif"):
    import pi_heif

    pi_heif.register_heif_opener()


class Unread(Exception):
    """A picture that cannot be read, and why; caught by the reader, which says so in its record."""

    def __init__(self, why: Why, width: int = 0, height: int = 0, form: str = "") -> None:
        super().__init__(why)
        self.why, self.width, self.height, self.form = why, width, height, form


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture's pixels (red, green, blue) as every viewer shows them, and what its bytes said besides."""

    pixels: Pixels  # of a very large picture every ``times`` pixels are one
    width: int  # as every viewer shows it
    height: int
    times: int
    form: str
    exif: Image.Exif
    remarks: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The picture, or ``Unread``."""
    if len(data) > limit("bytes"):
        raise Unread("too_large")
    with opened(data) as image:
        width, height, form = *image.size, image.format or ""
        if width * height > limit("pixels") or max(width, height) > limit("side"):
            raise Unread("too_large", width, height, form)
        try:
            remarks = ("first_frame",) if getattr(image, "is_animated", False) else ()  # n_frames would walk them all
            exif = image.getexif()
            times = 1
            work = limit("narrow_work" if min(width, height) < limit("narrow") else "work")
            while width * height > work * times * times:
                times *= 2
            upright = ImageOps.exif_transpose(_loaded(image, times))
            sides = (width, height) if exif.get(_ORIENTATION, 1) < 5 else (height, width)
            return Decoded(np.asarray(_flat(upright), dtype=np.uint8), *sides, times, form, exif, remarks)
        except Image.DecompressionBombError as fault:
            raise Unread("too_large", width, height, form) from fault
        except DAMAGED as fault:
            raise Unread("damaged", width, height, form) from fault


def _loaded(image: Image.Image, times: int) -> Image.Image:
    """The picture, ``times`` smaller on each side: a JPEG is decoded so, of others that many pixels become one."""
    if times > 1:
        wide, high = image.width, image.height
        image.draft("RGB", (wide // times, high // times))
        image.load()
        left = max(1, round(times * image.width / wide))
        if left > 1 and image.mode in _MEANS:
            return image.reduce(left)
        if left > 1:
            return image.resize((-(-image.width // left), -(-image.height // left)), Image.Resampling.NEAREST)
    image.load()
    return image


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """The picture behind its head, nothing decoded yet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on odd metadata; our own bound on size stands below
            image = Image.open(BytesIO(data), formats=[form for form in FORMS if form in _known()])
    except Image.DecompressionBombError as fault:
        raise Unread("too_large") from fault
    except UnidentifiedImageError as fault:
        raise Unread("damaged" if _looks_known(data) else "no_decoder") from fault
    except DAMAGED as fault:
        raise Unread("damaged") from fault
    with image, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield image


def _known() -> frozenset[str]:
    Image.init()
    return frozenset(Image.OPEN)


def _looks_known(data: bytes) -> bool:
    """Whether the first bytes are those of a format that is read: then the rest is damaged."""
    head = data[:16]
    heads = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
    heif = head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif"} and "HEIF" in _known()
    return head.startswith(heads) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or heif


def _flat(image: Image.Image) -> Image.Image:
    """Red, green, blue: deep greys scaled, transparency laid on what its ink stands out from."""
    if image.mode in _SWAPPED:
        grey = np.asarray(image, dtype=np.float64)
        low, high = float(grey.min()), float(grey.max())
        scaled = (grey - low) * (255.0 / (high - low)) if high > low else grey * 0
        return Image.fromarray(scaled.astype(np.uint8)).convert("RGB")
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    ink, alpha = (
        np.asarray(layered.convert("L"), dtype=np.float64),
        np.asarray(layered.getchannel("A"), dtype=np.float64),
    )
    weight = float(alpha.sum())
    light = weight > 0 and float((ink * alpha).sum()) / weight > 160 and float(alpha.mean()) < 128
    ground = Image.new("RGBA", layered.size, "black" if light else "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


_GPS, _EXIF = 0x8825, 0x8769
_TAKEN = (0x9003, 0x9004, 0x0132)  # DateTimeOriginal, DateTimeDigitized, DateTime


def position(exif: Image.Exif) -> tuple[float, float] | None:
    """Latitude and longitude in degrees."""
    gps = exif.get_ifd(_GPS)
    latitude, longitude = _degrees(gps, 1, 90.0), _degrees(gps, 3, 180.0)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude


def _degrees(gps: Mapping[int, Any], which: int, most: float) -> float | None:
    side, parts = gps.get(which), gps.get(which + 1)
    try:
        degrees, minutes, seconds = (float(part) for part in parts or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or abs(value) > most:
        return None
    return round(-value if str(side).strip("\x00 ").upper() in {"S", "W"} else value, 6)


def taken(exif: Image.Exif) -> str | None:
    """When, as the file has it; no time zone is added."""
    inner = exif.get_ifd(_EXIF)
    for tag in _TAKEN:
        said = inner.get(tag) or exif.get(tag)
        if isinstance(said, str) and said.strip("\x00 :0"):
            return said.strip("\x00 ")[:40]
    return None
