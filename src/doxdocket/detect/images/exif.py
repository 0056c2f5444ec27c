"""What the file says of where and when it was taken: the position and the time of its EXIF, as written.

Source: Exif 2.32, GPS information. A position that cannot be (beyond the poles, 0/0, not a number) is none. Left out:
the maker's own notes, altitude, direction, the camera's serial number.

>>> exif = Image.Exif()
>>> exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "W", 4: (120.0, 6.0, 0.0)})
>>> position(exif), taken(exif)
((30.25, -120.1), None)
"""

import math
from collections.abc import Mapping
from typing import Any

from PIL import Image

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
