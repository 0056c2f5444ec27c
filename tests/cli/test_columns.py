"""Every command's text keeps to a terminal of 80 columns, a Chinese character taking two, on the rehearsal case; the short page does so anywhere."""

import re

import pytest
from click.testing import CliRunner

from doxdocket.cli import root
from doxdocket.cli.command import Group
from doxdocket.report import text
from doxdocket.report.text import width

ASKED = (
    "figures CASE", "figures CASE --all", "figures CASE --scope core", "figures CASE --scope core --all", "explain CASE persons", "explain CASE V0001", "explain CASE ratio",
    "explain CASE cn/fashi-2017-10/5-1-4", "explain CASE D1", "explain CASE core_channels", "verify CASE", "recheck CASE", "officer list CASE", "key list CASE", "register list CASE",
    "register form", "register form defendant", "assess thresholds CASE", "assess parties CASE", "assess motives CASE", "assess gains CASE", "assess damages CASE",
    "assess procedure CASE", "assess points CASE", "assess validation CASE", "sample plan CASE", "sample results CASE", "law list", "law show cn/pipl/28", "law cases", "law choices",
    "run CASE --what-would-change", "doctor",
)  # fmt: skip
UNBROKEN = 30
"""Columns from which a word is no word of a text: an id, a digest, a path, which is not broken."""


def commands(group=root, path=()):
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, Group):
            yield from commands(command, (*path, name))


def too_wide(said):
    """The lines over 80 columns that could have been broken: no call to be copied, no single long id behind its name."""
    lines = [line for line in said.splitlines() if width(line) > 80 and not re.match(r"\s*(\$ )?doxdocket ", line)]
    return [line for line in lines if max(width(word) for word in line.split()) < UNBROKEN]


@pytest.fixture
def narrow(monkeypatch):
    """As on a terminal of 80 columns."""
    monkeypatch.setattr("doxdocket.cli.screen.columns", lambda *_: 80)


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        pytest.param(asked, lang, marks=pytest.mark.whole if lang == "en" and n % 2 else ())
        for n, asked in enumerate(ASKED)
        for lang in ("zh", "en")
    ],
)
def test_what_is_asked_of_a_case_keeps_to_the_screen(asked, lang, small_case, narrow):
    words = [str(small_case.case) if word == "CASE" else word for word in asked.split()]
    said = CliRunner(env={"DOXDOCKET_HOME": str(small_case.home)}).invoke(root, ["--lang", lang, *words])
    assert said.exit_code in {0, 1}, said.stderr
    assert too_wide(said.stdout) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_help_keeps_to_the_screen(lang, call, narrow):
    pages = {path: too_wide(call(*path, "--help", "--lang", lang).out) for path in ((), *commands())}
    assert {path: wide for path, wide in pages.items() if wide} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_short_page_keeps_to_80_columns_in_a_pipe_too(lang, call, done):
    short, whole = (call("figures", done, "--lang", lang, *more).out for more in ((), ("--all",)))
    assert max(map(width, short.splitlines()), default=0) <= 80 or too_wide(short) == []
    assert len(short.splitlines()) < len(whole.splitlines()) / 2
    assert "persons" in short
    assert "doxdocket figures" in short
    assert call("figures", done, "--json").json == call("figures", done, "--all", "--json").json


def test_a_table_that_no_breaking_makes_narrow_is_told_row_by_row():
    ids = ["telegram:channel:1850001/1/text/0-11/name", "telegram:channel:1850001/2/text/0-11/name"]
    with text.within(60):
        told = text.table(["编号", "另一编号", "数"], [[*ids, "7"]], right={2}).splitlines()
    assert all(width(line) <= 60 for line in told)
    assert [one in "\n".join(told) for one in (*ids, "数  7")] == [True] * 3


def test_elsewhere_lines_are_whole():
    row = ["很长的一句话" * 20, "7"]
    assert text.table(["a", "b"], [row]).splitlines()[1].startswith(row[0])
    assert text.folded(row[0]) == row[0]
