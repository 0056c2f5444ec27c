"""Landlines: each writing, verdict and look-alike."""

import pytest

ROWS = [
    ("valid", "座机：«0571-88001850»", "057188001850"),
    ("valid", "座机«057188001850»", "057188001850"),
    ("valid", "她家电话«(0571)88001850»转6", "057188001850"),
    ("valid", "«0571—88001850»", "057188001850"),
    ("valid", "家里 «0571 8800 1850»", "057188001850"),
    ("valid", "电话：«+86 571 8800 1850»", "057188001850"),
    ("valid", "固话 «０５７１－８８００１８５０»", "057188001850"),
    ("valid", "«010-82001850»", "01082001850"),
    ("valid", "单位电话：«0591 8300185»", "05918300185"),
    ("valid", "家里座机：«8800-1850»", "88001850"),
    ("valid", "电话：«88001850»", "88001850"),
    ("valid", "座机:«零五七一八八零零一八五零»", "057188001850"),
    ("valid", "林晚舟|«0571-88001850»|杭州", "057188001850"),
    ("valid", "固定电话=«0571.88001850»", "057188001850"),
    ("valid", "座机«⓪⑤⑦①⑧⑧⓪⓪①⑧⑤⓪»", "057188001850"),
    ("invalid", "电话«(0591)00001234»", "059100001234"),
    ("invalid", "座机：«0571-18001850»", "057118001850"),
]
DECOYS = [
    "客服400-810-1850",
    "服务 800-810-1850",
    "热线12345、95588",
    "订单 057188001850",
    "059 4427 00 420",
    "2020-07-11 08:30",
    "邮编310000",
    "https://example.com/item/05557646011",
    "总分0571",
    "比分0571-88",
    "公司注册 0571880018501",
]

DOUBTFUL = [
    "公司电话0571-88001850，欢迎咨询",
    "投诉电话0571-88001850",
]


@pytest.mark.parametrize(("verdict", "marked", "value"), ROWS, ids=[row[1] for row in ROWS])
def test_found_with_exact_span_verdict_and_value(rows, verdict, marked, value):
    rows("landline_number", verdict, marked, value)


@pytest.mark.parametrize("text", DECOYS)
def test_decoys_are_no_claim(claimed, text):
    assert "landline_number" not in claimed(text)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_found_but_not_claimed(find, text):
    assert [hit.verdict.value for hit in find(text) if hit.kind == "landline_number"] == ["doubtful"]
