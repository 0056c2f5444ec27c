"""Helpers of the tests of number kinds: marked rows, and the seeded adversary beside this file."""

import importlib.util
import sys
from pathlib import Path

import pytest

from doxdocket.detect import labels, numbers
from doxdocket.text import read


def _load(name):
    spec = importlib.util.spec_from_file_location(f"numbers_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def adversary():
    return _load("adversary")


@pytest.fixture(scope="session")
def composed():
    return _load("composed")


@pytest.fixture(scope="session")
def find():
    """All numbers of a text, labels included."""

    def found(text):
        reading = read(text)
        return numbers.find(reading, labels.find(reading))

    return found


@pytest.fixture(scope="session")
def rows(find):
    """Checks one row: the marked stretch «…» is found with this kind, verdict and value, and nothing else of the kind."""

    def check(kind, verdict, marked, value):
        text = marked.replace("«", "").replace("»", "")
        hits = [hit for hit in find(text) if hit.kind == kind]
        shown = [("«" + text[hit.start : hit.end] + "»", hit.verdict.value, hit.value) for hit in hits]
        expected = "«" + marked.partition("«")[2].partition("»")[0] + "»"
        assert (expected, verdict, value) in shown, shown
        assert len(shown) == marked.count("«"), shown
        start = marked.index("«")
        assert any(hit.start == start for hit in hits), shown

    return check


@pytest.fixture(scope="session")
def claimed(find):
    """Kinds claimed in a text: what is doubtful is no claim."""
    return lambda text: [hit.kind for hit in find(text) if hit.verdict.value != "doubtful"]
