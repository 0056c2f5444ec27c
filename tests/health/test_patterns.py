"""No pattern that the package compiles backtracks more than its text grows."""

import ast
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import patterns
from tools.pump import pump

ROOT = Path(__file__).parents[2]
_KNOWN = {
    "words behind a label": (r"(?:[^\u4e00-\u9fffA-Za-z0-9]|[号码]|[uUiInNdDoO.]{2,3}|#){0,24}[\u4e00-\u9fff]{0,2}(?:[^\u4e00-\u9fffA-Za-z0-9]|#){0,6}[0-9]", "match"),
    "a key of words": (r"(?<![A-Za-z0-9_])(?P<key>[A-Za-z]+(?:_[A-Za-z]+|(?<=[a-z])[A-Z][A-Za-z]*)+)(?=[\"']?[^\S\n]{0,2}[:=])", "search"),
    "a run with a digit": (r"(?:[a-z0-9_@#.:/~\-*¥$%=×])*[0-9](?:[a-z0-9_@#.:/~\-*¥$%=×])*", "search"),
    "dots before a number": (r"(?P<word>[一-鿿a-z]{0,16})(?:[\s:=~\-*|】)\]]|\.{2,}){0,12}$", "window"),
    "who goes to school": (r"(?:今年|现在|目前|还|也|都|才|刚刚?|正|已经|已|马上|即将|开学|[他她])*(?:就?在)?(?:就读于?|在读)$", "window"),
    "noise behind an address": (r"(?:附近|旁边|的人|人|的|了|哦)+$", "search"),
    "the last word of a place": (r"(?:(?:[一-鿿]{1,6}族)*自治[州县旗]|省|市)$", "search"),
    "a name on a card": (r"(?m)[^\S\n]*(?P<name>(?=\D*$)[^\W\d_][^\n\d]{0,30}?)[^\S\n]*$", "match"),
    "a label of a list": (r"\s*([^:：=]{1,40}?)\s*[:：=]\s*(.+?)\s*", "fullmatch"),
    "a field of a record": (rb"(?:[^\s:]+[ \t]*:|[ \t])[^\n]*\n", "search"),
}  # fmt: skip


_ALWAYS = {"a run with a digit", "a name on a card", "a field of a record"}
"""Found soonest; the others wait for --whole."""


@pytest.mark.parametrize(
    ("pattern", "use"),
    [pytest.param(*one, id=name, marks=() if name in _ALWAYS else pytest.mark.whole) for name, one in _KNOWN.items()],
)
def test_what_once_ran_away_is_found(pattern, use):
    assert pump(re.compile(pattern), use) is not None


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"(?<!a)a*b", "search"),
        (r"a*b", "match"),
        (r"a{0,24}b", "search"),
        (r"(?:a|b)++c", "match"),
        (r"(?:ab?)*+$", "fullmatch"),
        (rb"[^\n]*\n", "match"),
    ],
)
def test_what_reads_its_text_once_is_not(pattern, use):
    assert pump(re.compile(pattern), use) is None


def test_a_place_that_was_not_reached_has_no_pattern_when_its_names_mean_something_else():
    call = ast.parse("re.compile('|'.join(words))").body[0].value
    assert patterns.of_place({}, f"{ROOT}/src/doxdocket/detect/conduct/amounts.py", call) == []  # a function there


def test_every_pattern_of_the_package_is_pumped_and_none_runs_away(whole):
    """With a drawn order of sets, of which some patterns are made; a failure says it, so that it comes again.

    What was pumped with few attacks as it stands is not pumped so again (``tools.patterns write``); ``--whole`` pumps all, with all attacks.
    """
    drawn = {"PYTHONHASHSEED": str(random.randrange(1 << 32))}
    done = subprocess.run(
        [sys.executable, "-m", "tools.patterns", *([] if whole else [str(patterns.FEW)])],
        cwd=ROOT,
        env=os.environ | drawn,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (drawn, done.stderr)
    told = json.loads(done.stdout)
    assert (told["missed"], told["slow"]) == ([], []), drawn
    assert told["count"] > 800


def test_a_pattern_is_known_by_its_text_its_flags_its_uses_and_the_pump():
    one = re.compile("a*b")
    told = {patterns.mark(*asked) for asked in ((one, {"match"}), (one, {"search"}), (re.compile("a*b", re.IGNORECASE), {"match"}), (re.compile("a*c"), {"match"}), (re.compile(b"a*b"), {"match"}))}  # fmt: skip
    assert len(told) == 5
    assert patterns.mark(one, ["search", "match"]) == patterns.mark(one, ["match", "search"])
