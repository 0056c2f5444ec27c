"""A copy of the small rehearsal case for each test that decides something, with a home of its own."""

import shutil

import pytest
from tests.cli.conftest import call, home

from doxdocket.store.case import Case

__all__ = ["call", "home"]


@pytest.fixture
def rehearsed(request, tmp_path, monkeypatch):
    """Makes copies of the small rehearsal case, or of the one that a test asks for, each opened as its officers open it."""
    of = request.getfixturevalue(getattr(request, "param", "small_case"))
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(next(of.home.rglob("identity.txt")), home / "identity.txt")
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    opened = []

    def copy(name="case"):
        opened.append(Case.open(shutil.copytree(of.case, tmp_path / name)))
        return opened[-1]

    yield copy
    for case in opened:
        case.close()


@pytest.fixture
def case(rehearsed):
    """One copy."""
    return rehearsed()
