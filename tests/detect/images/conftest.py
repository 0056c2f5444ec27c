"""Pictures are read once a session: reading one costs half a second."""

import io
import sys
from functools import cache
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import drawn
import worn

from doxdocket.detect.images import find, read_image


def png(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@cache
def _worn(name, way):
    truth = drawn.drawn(name)
    image, move = worn.WAYS[way](truth.image, Random(1))
    return truth, png(image), move


@cache
def _read(name, way):
    return read_image(_worn(name, way)[1])


@cache
def _found(name, way):
    return tuple(find(_read(name, way)))


class Shown:
    """A drawn picture, worn in one way: its truth, its bytes, its matrix, its reading and its findings."""

    def __init__(self, name, way="clean"):
        self.truth, self.data, self.move = _worn(name, way)
        self.reading, self.found = _read(name, way), _found(name, way)

    def box_of(self, box):
        """A box of the truth, where it lies in the worn picture."""
        return worn.moved(box, self.move)


@pytest.fixture(scope="session")
def shown():
    return Shown


@pytest.fixture(scope="session")
def as_png():
    return png
