"""A reading as a row of the table ``images``, and back.

>>> from doxdocket.detect.images.reading import Box
>>> row = to_row("ab" * 32, ImageReading("read", width=9, height=6, faces=(Box(1, 2, 3, 4),), text="电话"))
>>> row["status"], row["faces"], reading_of(row["reading"]).text
('read', [{'left': 1, 'top': 2, 'width': 3, 'height': 4}], '电话')
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import msgspec

from doxdocket.detect.images.reading import Box, ImageReading

_READING = msgspec.msgpack.Decoder(ImageReading)


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


def reading_of(packed: bytes) -> ImageReading:
    """The reading that a row holds."""
    return _READING.decode(packed)
