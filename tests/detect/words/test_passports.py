"""Passport numbers behind and before the words of crossing a border, and what only looks like one."""

import pytest

from doxdocket.detect.rules import detect

PERSON = "这人叫温书宁，身份证330109188304120019，电话16420018350，"


def passports(said):
    text = PERSON + said
    return [text[h.start : h.end] for h in detect(text) if h.kind == "passport_number" and h.verdict.value == "valid"]


@pytest.mark.parametrize(
    "said",
    ["护照号是E58123456", "护照本号 E58123456", "护召E58123456", "护照也有，整本是E58123456", "出国用的E58123456", "持有E58123456号普通护照出境",
     "持有号码为E58123456的护照", "出入境证件E58123456"],
)  # fmt: skip
def test_by_words_near(said):
    assert passports(said) == ["E58123456"]


@pytest.mark.parametrize(
    "said", ["订单E58123456号", "签证中心房号A58123456", "快递单号E58123456，护照照片随件", "护照照片一张"]
)
def test_what_only_looks_like_one(said):
    assert passports(said) == []
