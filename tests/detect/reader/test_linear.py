"""Candidates lie in their text, and their number and the steps to find them grow no faster than the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doxdocket.bounds import bounded
from doxdocket.detect.reader.candidates.numbers import propose
from doxdocket.detect.reader.tokens import lay
from doxdocket.law.kinds import kinds
from doxdocket.text import read

_JOINT = (
    3000  # steps and candidates that two halves may have in common: words beside each other, windows over the joint
)
ROWS = {
    "digits": "7",
    "mobiles": "13900001850",
    "digits apart": "1 ",
    "digits in lines": "1\n",
    "digits and dashes": "1-",
    "numerals": "一",
    "numerals apart": "一 ",
    "numerals with words": "一个",
    "sounds": "意",
    "sounds and digits": "意1",
    "masks": "*",
    "masks and digits": "1*",
    "dashes": "-",
    "letters for digits": "Ol",
    "words of digits": "yi er ",
    "brackets": "(1",
    "sums": "1+1 ",
    "amounts": "一亿三万",
    "repeats": "三个8",
    "the same": "同上1390000185 ",
    "heads and tails": "12开头34结尾",
    "provinces": "京A1",
    "at signs": "a@",
    "mail": "a.b@c.d",
    "spoken mail": "a点",
    "names": "ab_",
    "codes": "A1 ",
    "places": "①1 ",
    "days": "3月",
    "ciphers": "甲",
    "hex": "0xa",
    "base64": "MTM5",
    "colours": "白色",
    "passwords": "密码",
    "put right": "最后改成1",
    "points": "扣3",
    "coins": "三u ",
    "line starts": "一\n",
}


def work(text):
    reading = read(text)
    with bounded(10**9) as steps:
        found = propose(reading)
    return steps.spent, len(found)


@pytest.mark.parametrize("unit", ROWS.values(), ids=ROWS)
def test_a_row_twice_as_long_costs_at_most_twice_the_steps(unit):
    row = unit * (1500 // len(unit))
    once, twice = work(row), work(row + row)
    assert twice[0] <= 2 * once[0] + _JOINT
    assert twice[1] <= 2 * once[1] + _JOINT


_TEXTS = st.text(
    alphabet=st.sampled_from(
        list(
            "0123456789一二〇零壹幺拐OlIXx*●._-/|@#+ \n，。()【】①⑨京A学同上尾号开头个亿千倒码卡证车岁年月日甲⠁衣舞溜aZé🌸\u200b\u202e"
        )
    ),
    max_size=80,
)


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_candidates_lie_in_the_text_and_are_each_told_once(text):
    reading = read(text)
    found = propose(reading)
    assert all(0 <= one.span.start < one.span.end <= len(reading.clean) for one in found)
    assert {one.kind for one in found} <= set(kinds())
    assert all(one.value for one in found)
    assert len({(one.span, one.kind, one.value) for one in found}) == len(found)
    assert found == propose(read(text))


@settings(max_examples=60, deadline=None)
@given(_TEXTS)
def test_any_text_twice_costs_at_most_twice_the_steps(text):
    assert work(text + text)[0] <= 2 * work(text)[0] + _JOINT


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_tokens_cover_the_text_and_parts_lie_in_order(clean):
    text = lay(clean)
    assert "".join(clean[token.start : token.end] for token in text.tokens) == clean
    for parts in (text.lines, text.cells, text.clauses):
        assert all(a[1] <= b[0] for a, b in pairwise(parts))
        assert all(start < end for start, end in parts)
