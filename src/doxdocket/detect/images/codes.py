"""QR and bar codes: what they say and where they stand. A link in one is read, never followed.

Source: zxing-cpp (Apache-2.0). Left out: codes torn or bent so far that their own error correction fails.

>>> import numpy as np
>>> codes(np.full((60, 80, 3), 200, np.uint8))
()
"""

import cv2
import zxingcpp

from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit
from doxdocket.detect.images.reading import Code, around


def codes(pixels: Pixels) -> tuple[Code, ...]:
    """All codes, from the top."""
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
