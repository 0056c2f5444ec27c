"""A new case and a folder to take files from."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def who() -> Identity:
    return Identity.generate()


@pytest.fixture
def case(tmp_path: Path, who: Identity) -> Iterator[Case]:
    with Case.create(tmp_path / "CASE", title="演示", officers=["甲", "乙"], identity=who) as made:
        yield made


@pytest.fixture
def given(tmp_path: Path) -> Path:
    (tmp_path / "given").mkdir()
    return tmp_path / "given"
