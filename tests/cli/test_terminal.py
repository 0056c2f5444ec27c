"""On a terminal a page has colour and goes through the pager; a pipe, a file and JSON get plain bytes; words of the evidence go to no other program."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

SRC = str(Path(__file__).parents[2] / "src")
COLOUR = re.compile(r"\x1b\[\d*m")


def on_terminal(words, home, **environ):
    """What a terminal of 80 columns and 24 rows gets."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    plain = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "PAGER", "COLUMNS", "LINES"}}
    environ = plain | {"DOXDOCKET_HOME": str(home), "PYTHONPATH": SRC, "TERM": "xterm", "LANG": "zh_CN.UTF-8"} | environ
    said = bytearray()
    with subprocess.Popen([sys.executable, "-m", "doxdocket", *map(str, words)], stdin=theirs, stdout=theirs, stderr=theirs, env=environ) as running:  # fmt: skip
        os.close(theirs)
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # its end is closed
                break
            if not part:
                break
            said += part
    os.close(ours)
    return running.returncode, said.decode().replace("\r\n", "\n")


@pytest.fixture
def pager(tmp_path):
    """A pager that says that it was there."""
    path = tmp_path / "pager"
    path.write_text('#!/bin/sh\necho "PAGED ${LESSSECURE} ${DOXDOCKET_HOME:-none}"\ncat\n', "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.whole
def test_colour_repeats_what_words_say_and_can_be_left_out(done, home):
    code, said = on_terminal(["figures", done], home, DOXDOCKET_PAGER="cat")
    assert code == 0
    assert COLOUR.search(said)
    _, without = on_terminal(["figures", done], home, DOXDOCKET_PAGER="cat", NO_COLOR="1")
    assert "\x1b" not in without
    assert COLOUR.sub("", said) == without
    assert "\x1b" not in on_terminal(["figures", done], home, DOXDOCKET_PAGER="cat", TERM="dumb")[1]


def test_a_long_page_goes_through_the_pager_and_a_short_one_does_not(done, home, pager):
    _, said = on_terminal(["figures", done, "--all"], home, DOXDOCKET_PAGER=pager)
    assert said.startswith("PAGED 1 none\n")
    assert not COLOUR.search(said)  # only of less is it known that it shows colours
    assert "PAGED" in on_terminal(["figures", done, "--all"], home, PAGER=pager)[1]
    assert "PAGED" not in on_terminal(["officer", "list", done], home, DOXDOCKET_PAGER=pager)[1]
    assert "PAGED" not in on_terminal(["figures", done, "--all", "--json"], home, DOXDOCKET_PAGER=pager)[1]
    _, said = on_terminal(["figures", done, "--all"], home, DOXDOCKET_PAGER="no-such-pager")
    assert "persons" in said


def test_words_of_the_evidence_go_to_no_pager(call, mine, home, pager, invented):
    said = on_terminal(
        ["open", mine, "post:telegram:channel:1850001/1", "--reason", "核对笔录", "--officer", "张三"],
        home,
        DOXDOCKET_PAGER=pager,
        LINES="3",
    )
    assert "PAGED" not in said[1]


def test_a_pipe_gets_plain_whole_lines(done, home, pager):
    environ = os.environ | {
        "DOXDOCKET_HOME": str(home),
        "PYTHONPATH": SRC,
        "TERM": "xterm",
        "COLUMNS": "60",
        "DOXDOCKET_PAGER": pager,
        "LANG": "zh_CN.UTF-8",
    }
    ran = [subprocess.run([sys.executable, "-m", "doxdocket", "figures", str(done), "--all", *more], env=environ, check=True, capture_output=True, encoding="utf-8") for more in ((), ("--json",))]  # fmt: skip
    assert all("\x1b" not in one.stdout and "PAGED" not in one.stdout for one in ran)
    assert max(map(len, ran[0].stdout.splitlines())) > 100
