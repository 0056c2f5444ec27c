"""The rehearsal case, built once a session by the command itself and without any network; and one Spark for all.

A fifth of it, or all under ``--whole``. The suite runs in several processes, a file in one (``./docket test``); the first
that needs the case makes it for all.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.answers import Answers, Opened, Seen

from doxdocket.cli import root

PATIENCE = 300
"""Seconds that a test waits for a state before it fails: on a machine that is slow or shared nothing is wrong yet after one minute."""


@pytest.fixture(scope="session")
def offline():
    """What to put before a command so that it has no network at all, where the system lets us."""
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True)
    return ["unshare", "-rn"] if tried.returncode == 0 else []


@pytest.fixture(scope="session")
def whole(pytestconfig):
    """Whether the long runs are wanted too (conftest.py at the root)."""
    return pytestconfig.getoption("whole")


@pytest.fixture(scope="module", autouse=True)
def _little_work(request, pytestconfig):
    """Passphrases cost little where they are not what is tested (``tests/seal``); with ``--whole`` what they cost in use."""
    with pytest.MonkeyPatch.context() as patch:
        if not pytestconfig.getoption("whole") and not request.node.nodeid.startswith("tests/seal/"):
            patch.setattr("doxdocket.seal.passphrase.WORK", 10)
        yield


class _Kept(dict):
    """What was worked out of a case, by its id and place: an open case more is the same case."""

    def setdefault(self, case, made):
        return super().setdefault((case.info.id, Path(case.folder).absolute()), made)


@pytest.fixture(scope="session", autouse=True)
def _worked_out_once(pytestconfig):
    """What no decision, register, law or run since has changed is worked out once for all commands, as for all pages of the desk.

    So whatever a mark of ``published.once`` leaves out fails here. With ``--whole`` each command works for itself.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not pytestconfig.getoption("whole"):
            patch.setattr("doxdocket.pipeline.published.MADE", _Kept())
        yield


_KEPT = {
    Answers(): ("tests/engine/", "tests/golden/", "tests/pipeline/test_threads.py"),
    Opened(): ("tests/seal/", "tests/store/"),
    Seen(): ("tests/detect/images/",),
}
"""What is worked out once of the same bytes (``tests/answers.py``), and whose tests work for themselves: they ask how it is done."""


@pytest.fixture(scope="module", autouse=True)
def _asked_once(request, pytestconfig):
    """SQL answers once what it is asked of the same rows, a part of a run is opened once and a picture looked at once; with ``--whole`` each time."""
    with pytest.MonkeyPatch.context() as patch:
        for kept, own in _KEPT.items():
            if not pytestconfig.getoption("whole") and not request.node.nodeid.startswith(own):
                kept.put(patch)
        yield


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

    def make(self, *words):
        """What the program prints to these words, started as its user starts it."""
        done = subprocess.run(
            [*self.offline, sys.executable, "-m", "doxdocket", "--lang", "en", *map(str, words)],
            env=os.environ | {"DOXDOCKET_HOME": str(self.home), "PYTHONIOENCODING": "utf-8"},
            capture_output=True, check=False, encoding="utf-8", timeout=1200,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, *words, lang="en"):
        """What it prints to these, asked in this process; ``CASE`` stands for the case."""
        given = [str(self.case) if w == "CASE" else str(w) for w in words]
        done = CliRunner(env={"DOXDOCKET_HOME": str(self.home)}).invoke(root, ["--lang", lang, *given])
        assert done.exit_code == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """A folder that whoever needs it first makes for all processes of the suite: ``made_once(name, make)``; ``make`` fills the empty folder."""
    ours = tmp_path_factory.getbasetemp()
    top = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours

    def get(name, make):
        folder = top / name
        with (top / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (top / f"{name}.done").exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a process that failed half way
                folder.mkdir()
                make(folder)
                (top / f"{name}.done").touch()
        return folder

    return get


@pytest.fixture(scope="session")
def rehearsal_case(made_once, offline, whole):
    """``doxdocket demo``; tests only read it."""

    return _rehearsed(made_once, offline, 1 if whole else 0.2)


@pytest.fixture(scope="session")
def small_case(made_once, offline, whole):
    """The same at a twentieth, for what asks of a case only that it has everything."""
    return _rehearsed(made_once, offline, 1 if whole else 0.05)


def _rehearsed(made_once, offline, scale):
    def at(top):
        return Rehearsed(top / "demo", top / "home", tuple(offline))

    def make(top):
        said = at(top).make("demo", top / "demo", "--scale", scale, "--json", "--quiet")
        (top / "said.json").write_text(said, encoding="utf-8")

    return at(made_once(f"rehearsed_{scale}", make))


@pytest.fixture(scope="session")
def spark(tmp_path_factory, whole):
    """One real Spark for all tests that need it, on this machine, nothing beyond loopback, and no file left.

    With one thread, and its expressions are not compiled to Java anew for each statement; with ``--whole`` two threads, and they are.
    """
    import psutil

    from doxdocket.engine.spark import Session

    few = {
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.memory": "1g",
        # Tables of a few rows: what Java would compile thoroughly never runs long enough to pay for it. Room for what is compiled:
        # in the 48 MB that Java then gives it throws code away and compiles it anew.
        "spark.driver.defaultJavaOptions": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC",
    }
    if not whole:
        few |= {
            "spark.default.parallelism": "1",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        }
    place = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(place))
        session = Session(master="local[2]" if whole else "local[1]", settings=few)
    with session:
        session.place = place
        yield session
    assert list(place.iterdir()) == []
    assert [p.name() for p in psutil.Process().children(recursive=True) if "java" in p.name()] == []


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests that need it, without its own windows and menus where the system has it so: a page opens for a fifth of the work."""
    from playwright.sync_api import sync_playwright

    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, "no browser: pages are tested in Chromium (apt-get install chromium-headless-shell)"
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=quiet)
        opened = running.new_context

        def patient(**more):
            context = opened(**more)
            context.set_default_timeout(PATIENCE * 1000)
            return context

        running.new_context, running.new_page = patient, lambda **more: patient(**more).new_page()
        yield running
        running.close()


@contextmanager
def unkept(database):
    """While this lasts no trigger keeps rows as they are; then they are there again. Each in one transaction: the disk is waited for once."""
    kept = database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    with database.transaction():
        for name, _ in kept:
            database.execute(f"DROP TRIGGER {name}")
    yield
    with database.transaction():
        for _, sql in kept:
            database.execute(sql)


@pytest.fixture(name="unkept")
def _unkept():
    return unkept


@pytest.fixture
def anew():
    """Write a chain anew, with hashes that fit: ``change`` is given each row's detail; who remembers the chain forgets it."""

    def write(database, change):
        from doxdocket.store.canonical import canonical
        from doxdocket.store.custody.chain import link
        from doxdocket.store.custody.log import Custody

        rows = Custody(database, lambda: None, "").rows()
        with unkept(database), database.transaction():
            for row in link((row.at, row.actor, row.act, change(row.detail)) for row in rows):
                database.execute(
                    "UPDATE custody SET detail = ?, prev = ?, hash = ? WHERE seq = ?",
                    (canonical(row.detail).decode(), row.prev, row.hash, row.seq),
                )
        if home := os.environ.get("DOXDOCKET_HOME"):
            shutil.rmtree(Path(home) / "heads", ignore_errors=True)

    return write


@pytest.fixture
def early(anew):
    """Make a chain one of an edition before names were tied to keys."""
    return lambda database: anew(database, lambda told: {k: v for k, v in told.items() if k not in {"bound", "facts"}})
