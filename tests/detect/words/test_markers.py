"""Words behind a value that say what it is, and those that are about the next value."""

import pytest

from doxdocket.detect.rules import detect

ROWS = [
    ("韩知予 nanguo_1899（VX） 17806401357", "nanguo_1899", "wechat:nanguo_1899"),
    ("韩知予，812345012(QQ)，17806401357", "812345012", "qq:812345012"),
    ("韩知予 17806401365 812345012 (QQ号)", "812345012", "qq:812345012"),
    ("韩知予 nanguo_1899[抖音] 17806401357", "nanguo_1899", "douyin:nanguo_1899"),
    ("韩知予\n17806401357（手机）\n812345012【扣扣】", "812345012", "qq:812345012"),
    ("韩知予 nanguo_1899←微信 17806401357", "nanguo_1899", "wechat:nanguo_1899"),
    ("韩知予 17806401357（wx）", "17806401357", "wechat:17806401357"),
    ("韩立群：17806401365（v）", "17806401365", "wechat:17806401365"),
    ("韩知予 17806401357【QQ】812345012", "812345012", "qq:812345012"),  # before its value
]


@pytest.mark.parametrize(("text", "shown", "value"), ROWS)
def test_the_word_behind_says_the_platform(text, shown, value):
    accounts = [(text[h.start : h.end], h.value) for h in detect(text) if h.kind == "social_account"]
    assert accounts == [(shown, value)]


@pytest.mark.parametrize("text", ["韩知予 nanguo_1899（VX） 17806401357", "韩知予，812345012(QQ)，17806401357"])
def test_what_follows_keeps_its_kind(text):
    assert [h.value for h in detect(text) if h.kind == "phone_number"] == ["17806401357"]


def test_a_card_is_announced_by_its_bank_behind():
    text = "韩知予 17806401357\n4000000000000002（工行卡）"
    assert [(h.kind, h.verdict.value) for h in detect(text)][-1] == ("bank_account", "valid")


SAME = [
    ("韩知予 17806401357（微信同号）", "wechat:17806401357", "social_account"),
    ("韩知予 17806401357（电话微信同号）", "wechat:17806401357", "social_account"),
    ("韩知予 电话17806401357，微信同号，求扩散", "wechat:17806401357", "social_account"),
    ("韩知予 手机17806401357（wx）", "wechat:17806401357", "social_account"),
    ("韩知予 17806401357（支付宝同号）", "17806401357", "payment_account"),
]


@pytest.mark.parametrize(("text", "value", "kind"), SAME)
def test_the_same_number_is_an_account_too(text, value, kind):
    hits = detect(text)
    assert ("phone_number", "valid", "17806401357") in [(h.kind, h.verdict.value, h.value) for h in hits]
    also = [h for h in hits if h.reasons == ("account.same",)]
    assert [(h.kind, h.value, h.person) for h in also] == [(kind, value, 0)]
    assert not text[also[0].start : also[0].end].isdigit()  # the words say it: two findings never share a place


@pytest.mark.parametrize(
    "text",
    [
        "招募代理（微信同号）13800138000 日结",
        "12345678(播放量) 这首歌又火了",
        "第12345678次打卡（手机端）",
        "（微信）支付立减 5 元",
        "微信同号",
    ],
)
def test_ordinary_brackets_say_nothing(text):
    assert not [h for h in detect(text) if h.verdict.value != "doubtful"]
