"""Progress: redrawn on a terminal, a line now and then elsewhere, nothing when asked to be quiet; never on standard output."""

import io
import os
import pty
import subprocess
import sys
from contextlib import ExitStack

import pytest

from doxdocket.cli import language, progress
from doxdocket.cli.progress import Progress, words


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def stream(monkeypatch):
    spoken = ExitStack()

    def use(stream, how=language.Manner()):  # noqa: B008
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "REDRAW", 0.0)
        monkeypatch.setattr(progress, "LINE", 0.0)
        spoken.enter_context(language.speaking(how))
        return stream

    with spoken:
        yield use


def test_a_terminal_line_is_redrawn_and_wiped(stream):
    screen = stream(Terminal())
    with Progress() as bar:
        bar("detect", 1, 10)
        bar("detect", 10, 10)
    text = screen.getvalue()
    assert "10 % (1/10)" in text
    assert "\n" not in text
    assert text.endswith("\r")


def test_elsewhere_it_is_lines(stream):
    plain = stream(io.StringIO())
    with Progress() as bar:
        bar("parse", 1 << 20, 4 << 20)
        bar("resolve", 0, 0)
    assert plain.getvalue().splitlines() == ["读取证据 25 % (1/4 MB)", "归并到人"]


@pytest.mark.parametrize("how", [language.Manner(quiet=True), language.Manner(json=True)])
def test_quiet_and_json_say_nothing(how, stream):
    plain = stream(io.StringIO(), how)
    with Progress() as bar:
        bar.now("count")
        bar("detect", 1, 2)
    assert plain.getvalue() == ""


def test_short_work_says_nothing():
    plain = io.StringIO()
    with Progress() as bar:
        bar("detect", 1, 2)
    assert plain.getvalue() == ""


def test_stages_that_it_does_not_know_are_passed_over(stream):
    plain = stream(io.StringIO())
    with Progress() as bar:
        bar("published", 1, 1)
    assert plain.getvalue() == ""


def test_words_in_both_languages():
    assert words("take", 0, 0, "zh") == "收取文件"
    assert words("detect", 3, 12, "en") == "looking for personal information 25 % (3/12)"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
def test_a_passphrase_is_asked_on_a_terminal_and_not_shown(tmp_path):
    """The real prompt, typed twice."""
    phrase = "三个互不相干的词语"
    code = "import sys; sys.argv = ['doxdocket', 'key', 'new', '--passphrase', '--json']; from doxdocket.cli import main; main()"
    ours, theirs = pty.openpty()
    environ = os.environ | {"DOXDOCKET_HOME": str(tmp_path), "LANG": "zh_CN.UTF-8"}
    environ.pop("DOXDOCKET_PASSPHRASE_FILE", None)
    with subprocess.Popen([sys.executable, "-c", code], stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
                          start_new_session=True, env=environ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        for _ in range(2):
            while "：".encode() not in shown.rsplit(b"\n", 1)[-1]:
                shown += os.read(ours, 1024)
            os.write(ours, phrase.encode() + b"\n")
            shown += b"\n"
        out = process.stdout.read()
        assert process.wait(300) == 0
    os.close(ours)
    assert b'"passphrase": true' in out
    assert phrase not in shown.decode("utf-8", "replace")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["identity.age"]
