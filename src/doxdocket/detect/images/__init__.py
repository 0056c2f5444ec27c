"""Pictures: bytes in, records out. Text with a box for each span, faces, codes, EXIF, the kind of paper, a print.

Source: docs/explanation/images.md. Left out, always: who a face is. No embedding is computed and no face is compared.

>>> read_image(b"no picture").why
'no_decoder'
"""

from doxdocket.detect.images.blur import blurred
from doxdocket.detect.images.finding import find
from doxdocket.detect.images.one_picture import print_read, read_copy, read_image
from doxdocket.detect.images.prints import clusters, near
from doxdocket.detect.images.reading import Box, Code, ImageHit, ImageReading, Line

__all__ = [
    "Box",
    "Code",
    "ImageHit",
    "ImageReading",
    "Line",
    "blurred",
    "clusters",
    "find",
    "near",
    "print_read",
    "read_copy",
    "read_image",
]
