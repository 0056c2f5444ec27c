"""What ``./docket test`` promises: checks beside the tests, long runs when asked for, no fault because of who started it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))
from tools import suite  # noqa: E402 - the tools are no installed package


def ends(code, said=""):
    return [sys.executable, "-c", f"import sys; print({said!r}); sys.exit({code})"]


@pytest.mark.parametrize(("checks", "tests", "failed"), [
    (0, 0, "checks and tests: ok"), (1, 0, "FAILED: checks"), (0, 1, "FAILED: tests"), (1, 5, "FAILED: checks, tests"),
])  # fmt: skip
def test_the_suite_fails_when_checks_or_tests_do(capfd, checks, tests, failed):
    code = suite.main(["--whole"], ends(checks, "check lint: FAILED"), ends(tests))
    lines = capfd.readouterr().out.splitlines()
    assert (code, lines[-1]) == (1 if checks or tests else 0, failed)
    assert "check lint: FAILED" in lines


def test_the_words_go_to_the_tests(capfd):
    suite.main(["--whole"], ends(0), [sys.executable, "-c", "import sys; print(sys.argv[1:])"])
    assert "['--whole']" in capfd.readouterr().out.splitlines()


WRITES = [sys.executable, "-c", "import tempfile; print(tempfile.mkdtemp())"]


@pytest.mark.skipif(not suite.roomy(1), reason="no files in memory here")
@pytest.mark.parametrize(("words", "room", "memory"), [([], 1, True), (["--whole"], 1, False), ([], 1 << 60, False)])
def test_the_ordinary_tests_write_in_memory_where_there_is_room_and_leave_nothing_there(
    capfd, tmp_path, monkeypatch, words, room, memory
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert suite.main(words, ends(0), WRITES, room) == 0
    [folder] = [line for line in capfd.readouterr().out.splitlines() if line.startswith("/")]
    assert Path(folder).is_relative_to(suite.MEMORY if memory else tmp_path)
    assert Path(folder).exists() != memory


@pytest.mark.whole
def test_what_is_marked_whole_waits_for_the_word(whole):
    assert whole


@pytest.mark.parametrize("case", "abcde")
@pytest.mark.whole(but=2)
def test_of_cases_in_part_the_first_written_and_every_second_run(request, whole, case):
    ours = {item.callspec.params["case"] for item in request.session.items if item.nodeid.partition("[")[0] == request.node.nodeid.partition("[")[0]}  # fmt: skip
    assert ours == set("abcde" if whole else "ace")


def test_what_a_test_starts_can_be_interrupted():
    code = "import signal, sys; sys.exit(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.whole
def test_the_suite_may_be_started_with_interrupts_ignored():
    """As a shell starts what runs behind (``./docket test &`` in a script)."""
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        f"{__file__}::{test_what_a_test_starts_can_be_interrupted.__name__}",
    ]
    held = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = subprocess.run(
            words, cwd=ROOT, check=False, capture_output=True, text=True, env=os.environ | {"PYTEST_ADDOPTS": ""}
        )
    finally:
        signal.signal(signal.SIGINT, held)
    assert done.returncode == 0, done.stdout
