"""E-mail addresses: each writing, verdict and look-alike."""

import pytest

ROWS = [
    ("valid", "邮箱«bcl@example.net»", "bcl@example.net"),
    ("valid", "email: «Wan.Zhou-99@Example.org»", "wan.zhou-99@example.org"),
    ("valid", "邮箱：«bcl＠example.net»", "bcl@example.net"),
    ("valid", "«bcl at example dot net»", "bcl@example.net"),
    ("valid", "«bcl艾特example点net»", "bcl@example.net"),
    ("valid", "«bcl[at]example[dot]net»", "bcl@example.net"),
    ("valid", "«bcl(a)example.net»", "bcl@example.net"),
    ("valid", "«bcl(at)example.net»", "bcl@example.net"),
    ("valid", "«bcl @ example . net»", "bcl@example.net"),
    ("valid", "邮箱 «bcl#example.net»（#换@）", "bcl@example.net"),
    ("valid", "«812345012@qq.com»", "812345012@qq.com"),
    ("valid", "QQ邮箱«812345012»", "812345012@qq.com"),
    ("valid", "«812345012扣扣邮箱»", "812345012@qq.com"),
    ("valid", "邮箱：«ｂｃｌ@example.net»", "bcl@example.net"),
    ("valid", "mail=«bcl_1899@mail.example.com»，林", "bcl_1899@mail.example.com"),
    ("valid", "«bcl@example.com.cn»", "bcl@example.com.cn"),
    ("valid", "«b\u200bcl@exam\u200bple.net»", "bcl@example.net"),
    ("valid", "邮箱«bcl@example。net»", "bcl@example.net"),
    ("masked", "邮箱：«bc***@example.net»", "bc***@example.net"),
    ("invalid", "邮箱：«bcl@example»", "bcl@example"),
]
DECOYS = [
    "投稿邮箱请看置顶",
    "@example_bot",
    "客服邮箱 box@example.com",
    "商务合作 box@example.com",
    "support@example.com",
    "https://example.com/@bcl",
    "看 at 电影 dot",
    "一键@全体成员",
    "weibo.com/bcl",
    "info@sub.example.gov.cn",
]


@pytest.mark.parametrize(("verdict", "marked", "value"), ROWS, ids=[row[1] for row in ROWS])
def test_found_with_exact_span_verdict_and_value(rows, verdict, marked, value):
    rows("email", verdict, marked, value)


@pytest.mark.parametrize("text", DECOYS)
def test_decoys_are_no_claim(claimed, text):
    assert "email" not in claimed(text)
