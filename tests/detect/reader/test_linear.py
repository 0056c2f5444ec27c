"""Candidates lie in their text, and their number and the steps to find and decide them grow no faster than the text."""

from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples
from tools.proposed import GENERATORS as PROPOSED_BY
from tools.proposed import proposed

from doxdocket.bounds import bounded, spend
from doxdocket.detect.reader import answer, conduct, tagger
from doxdocket.detect.reader.tokens import lay
from doxdocket.law.kinds import kinds
from doxdocket.text import read


def acts(reading):
    return conduct.read(reading.clean, flat(reading)).acts


def flat(reading):
    """A net that holds every character for a little of every kind: so that all stretches are candidates, and how many does not hang on where they stand."""
    parts = np.full((len(reading.clean), len(kinds())), 130, np.int16)
    doing = np.zeros((len(parts), len(tagger.LABELS)), np.int16)
    return tagger.Tagged((), dict.fromkeys(tagger.LABELS, 0), 500, parts, parts // 9, doing)


def answered(reading):
    return answer.of(reading, flat(reading)).found


GENERATORS = (*(partial(proposed, name) for name in PROPOSED_BY), acts, answered)
propose = GENERATORS[0]
_ROW = 600
_JOINT = 500
"""Steps and candidates that two halves may have in common: so few that what grows with the square is seen from 250 steps on."""
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
    "signs of digits": "棍子 氢",
    "tiles": "一条九筒",
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
    "labels": "民族:",
    "labels without a mark": "民族 ",
    "unknown labels": "脾:",
    "columns": "民族|学历\n",
    "aligned": "民族  学历  a\n",
    "cells": "|",
    "headings": "通话记录\n1 ",
    "dated lines": "1酒店\n",
    "records": "酒店",
    "record words of every kind": "酒店车次通话逾期",
    "traits": "未婚彝",
    "shapes": "27岁",
    "amounts too": "3万 ",
    "verbs": "卖",
    "quotes": "“",
    "closed quotes": "“a”",
    "brackets too": "(",
    "brackets and records": "(酒店",
    "labels behind": "大专(学历)",
    "pairs": "a=b&",
    "json": '"a":"b",',
    "tags": "<a>b</a>",
    "inserts": "(a,b) values (1,2),",
    "blanks": " ",
    "blanks and lines": " \n",
    "turns": "甲:乙\n",
    "prices": "a5元\n",
    "numbers": "1234567 ",
    "list numbers": "1.\n",
    "words of grammar": "的",
    "english": "lemon ",
    "dots": ".",
    "family names": "李王张",
    "family names apart": "李 ",
    "family names in lines": "李\n",
    "compound": "欧阳",
    "given": "李明",
    "masks too": "李*",
    "dots too": "阿·",
    "told": "李的李",
    "parts of characters": "弓长",
    "capitals": "Tan ",
    "one long word": "A",
    "pinyin": "jiang ",
    "initials": "X Y ",
    "zhuyin": "ㄐㄧㄤ",
    "quotes too": '"李"',
    "divisions": "市区路",
    "cities": "杭州",
    "doors": "3号",
    "rooms": "1-2 ",
    "directions": "对面",
    "clauses": "3栋,门口",
    "leads": "住在",
    "schools": "二中",
    "classes": "高二(5)班",
    "works": "在店上班",
    "streets": "No. 1, Jalan ",
    "lines": "路\n",
    "Han": "字",
    "marks": ",",
}


def work(propose, text):
    reading = read(text)
    with bounded(10**9) as steps:
        found = propose(reading)
    return steps.spent, len(found)


@pytest.mark.parametrize(
    "unit",
    [pytest.param(unit, marks=pytest.mark.whole if n % 5 else ()) for n, unit in enumerate(ROWS.values())],
    ids=ROWS,
)
def test_a_row_twice_as_long_costs_at_most_twice_the_steps(unit):
    row = unit * (_ROW // len(unit))
    for generator in GENERATORS:
        once, twice = work(generator, row), work(generator, row + row)
        joint = _JOINT
        if generator is answered:  # what is proposed over the joint is then judged too, each with all that it overlaps
            joint = max(2 * _JOINT, once[0] // 3)
        assert twice[0] <= 2 * once[0] + joint, generator
        assert twice[1] <= 2 * once[1] + joint, generator


def test_what_grows_with_the_square_is_seen():
    def squared(reading):
        for _ in reading.clean:
            spend(len(reading.clean))
        return []

    once, twice = work(squared, "一" * _ROW), work(squared, "一" * 2 * _ROW)
    assert twice[0] > 2 * once[0] + _JOINT


_TEXTS = st.text(
    alphabet=st.sampled_from(
        list(
            "0123456789一二〇零壹幺拐OlIXx*●._-/|@#+ \n，。()【】①⑨京A学同上尾号开头个亿千倒码卡证车岁年月日甲⠁衣舞溜aZé🌸\u200b\u202e"
        )
    ),
    max_size=80,
)


@examples(150)
@given(_TEXTS)
def test_candidates_lie_in_the_text_and_are_each_told_once(text):
    reading = read(text)
    found = propose(reading)
    assert all(0 <= one.span.start < one.span.end <= len(reading.clean) for one in found)
    assert {one.kind for one in found} <= set(kinds())
    assert all(one.value for one in found)
    assert len({(one.span, one.kind, one.value) for one in found}) == len(found)
    assert found == propose(read(text))


@examples(60)
@given(_TEXTS)
def test_any_text_twice_costs_at_most_twice_the_steps(text):
    assert (
        work(propose, text + text)[0] <= 2 * work(propose, text)[0] + 3000
    )  # windows over the joint, with one generator


@examples(100)
@given(_TEXTS)
def test_parts_lie_in_order(clean):
    text = lay(clean)
    for parts in (text.lines, text.clauses):
        assert all(a[1] <= b[0] for a, b in pairwise(parts))
        assert all(start < end for start, end in parts)
