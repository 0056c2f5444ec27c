"""A row of words over and over costs what its length does: by lines of ours that run, and by what a pattern asks for."""

import re

import pytest
from tests.costs import lines
from tools.pump import steps

from doxdocket.detect import conduct, detect, labels

LEAD = "姓名：周砚青 17806401357\n"
ROWS = {
    "accounts": "QQ号",
    "accounts of one platform": "微信号",
    "accounts and letters": "吃鸡id",
    "accounts and words": "qq大号",
    "accounts with numbers": "QQ：812345012 ",
    "titles in brackets": "主任)",
    "titles in lines": "师傅\n娃娃 ",
    "titles and divisions": "雇主/",
    "names and titles": "王先生 ",
    "cells": "李明|",
    "clauses": "李明/",
    "labelled names": "姓名：李明 ",
    "kin": "他爸",
    "kin and names": "爸李大明 ",
    "names and kin": "张三(爸)",
    "units and accounts": "年/网络昵称/",
    "labels and divisions": "实名省",
    "divisions": "省市县区",
    "origins": "籍贯省/市/县：",
}
_LENGTH = 700
_TWICE = 2.4
"""Windows of some hundred characters are not full yet in the shorter text; what grows with the square has 2.7 and more."""


def cost(text):
    def work():
        conduct.label([text], [detect(text)])

    return lines(work)


@pytest.mark.parametrize("unit", ROWS.values(), ids=ROWS)
@pytest.mark.whole(but=5)
def test_a_row_twice_as_long_runs_twice_the_lines(unit):
    cost(LEAD + 9 * unit)  # what is built once
    once, twice = (cost(LEAD + unit * (size // len(unit))) for size in (_LENGTH, 2 * _LENGTH))
    assert twice < _TWICE * once


def test_what_grows_with_the_square_is_seen():
    def squared(size):
        return lines(lambda: [labels.meaning("x") for _ in range(size * size // 100)])

    assert squared(2 * _LENGTH) > 3 * squared(_LENGTH)


def patterns(module):
    return [one for one in vars(module).values() if isinstance(one, re.Pattern)]


@pytest.mark.parametrize("row", ["省", "省市县区", "国家省份", "/、", "省市信息"])
def test_what_stands_behind_a_label_is_read_in_one_way(row):
    text = (row * 80)[:80]
    assert max(steps(one, text) for one in patterns(labels)) < 8 * len(text)
