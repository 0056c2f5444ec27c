"""The rehearsal case at full size, built once a session by the command itself and without any network."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def offline():
    """What to put before a command so that it has no network at all, where the system lets us."""
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True)
    return ["unshare", "-rn"] if tried.returncode == 0 else []


@dataclass(frozen=True)
class Rehearsed:
    """A finished rehearsal case, and how to ask the program about it."""

    folder: Path
    home: Path
    offline: tuple

    @property
    def case(self):
        return self.folder / "case"

    def ask(self, *words, lang="en"):
        """What the program prints to these words; ``CASE`` stands for the case."""
        given = [str(self.case) if w == "CASE" else str(w) for w in words]
        done = subprocess.run(
            [*self.offline, sys.executable, "-m", "doxdocket", "--lang", lang, *given],
            env=os.environ | {"DOXDOCKET_HOME": str(self.home), "PYTHONIOENCODING": "utf-8"},
            capture_output=True, check=False, encoding="utf-8", timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def rehearsal_case(tmp_path_factory, offline):
    """``doxdocket demo``, whole; tests only read it."""
    top = tmp_path_factory.mktemp("rehearsed")
    made = Rehearsed(top / "demo", top / "home", tuple(offline))
    made.ask("demo", made.folder)
    return made


@pytest.fixture(scope="session")
def spark():
    """One real Spark for all tests that need it: two threads of this machine, nothing beyond loopback, and no file left."""
    from doxdocket.engine.spark import Session

    with Session(
        master="local[2]", settings={"spark.sql.shuffle.partitions": "1", "spark.driver.memory": "1g"}
    ) as session:
        yield session
