"""Names in quotes: aliases beside a name or behind a word of aliases, names elsewhere."""

import pytest

from doxdocket.detect.rules import detect

ALIASES = [
    ("韩知予（“李大嘴”）370102188806201047", "李大嘴"),
    ("“陈小雨”就是她，真名韩知予，17806401357", "陈小雨"),
    ("UP主「周可可」三次元韩知予，17806401357", "周可可"),
    ("主播“苏小暖”真实姓名韩知予，17806401357", "苏小暖"),
    ("家人们，“江晚晚”(韩知予) 17806401357，骂她", "江晚晚"),
    ("韩知予，外号“王小明”，17806401357", "王小明"),
    ("姓名：韩知予\n昵称：“白小花”\n手机：17806401357", "白小花"),
]
NAMES = [
    "曝光“韩知予” 17806401357",
    "姓名：“韩知予” 电话：17806401357",
    "“韩知予”的父亲韩立群，电话17806401357",
]


@pytest.mark.parametrize(("text", "alias"), ALIASES)
def test_an_alias_is_no_second_name(text, alias):
    hits = detect(text)
    assert [text[h.start : h.end] for h in hits if h.kind == "name"] == ["韩知予"]
    assert alias in [h.value for h in hits if h.kind == "former_name_alias"]
    assert {h.person for h in hits} == {0}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_in_quotes_is_a_name(text):
    assert "韩知予" in [text[h.start : h.end] for h in detect(text) if h.kind == "name"]
