"""The rehearsal case at full size, built once a session by the command itself and without any network.

The suite runs in several processes, a file in one (``./docket test``); the first that needs the case makes it for all.
"""

import fcntl
import json
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

    @property
    def said(self):
        """What ``doxdocket demo`` answered."""
        return json.loads((self.folder.parent / "said.json").read_text(encoding="utf-8"))

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
    ours = tmp_path_factory.getbasetemp()
    top = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "rehearsed"
    top.mkdir(exist_ok=True)
    made = Rehearsed(top / "demo", top / "home", tuple(offline))
    with (top / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (top / "said.json").exists():
            said = made.ask("demo", made.folder, "--json", "--quiet")
            (top / "said.json").write_text(said, encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def spark():
    """One real Spark for all tests that need it: two threads of this machine, nothing beyond loopback, and no file left."""
    from doxdocket.engine.spark import Session

    with Session(
        master="local[2]", settings={"spark.sql.shuffle.partitions": "1", "spark.driver.memory": "1g"}
    ) as session:
        yield session
