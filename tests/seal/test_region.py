"""A region is never finer than a prefecture, and an address gives none that its mask does not show."""

import pytest

from doxdocket.seal.masks import mask
from doxdocket.seal.region import places, region


@pytest.mark.parametrize(("kind", "value", "code"), [
    ("id_number", "440181187001011230", "4401"), ("id_number", "110101187001011236", "1100"), ("id_number", "330199187001011231", "3301"),
    ("id_number", "339901187001011231", "3300"), ("id_number", "990101187001011231", None), ("id_number", "330102", None),
    ("landline_number", "01086008600", "1100"), ("landline_number", "073186008600", "4300"), ("landline_number", "86008600", None),
    ("home_address", "四川成都武侯区竹影巷1号", "5101"), ("home_address", "上海徐汇区竹影巷1号", "3100"), ("home_address", "竹影巷1号", None),
    ("delivery_address", "浙江省杭州市西湖区竹影巷1号", "3301"), ("native_place", "浙江省杭州市西湖区", None), ("phone_number", "13800000000", None),
])  # fmt: skip
def test_region(kind, value, code):
    assert region(kind, value, mask(kind, value)) == code


def test_codes_are_four_digits_and_named():
    assert all(len(code) == 4 and code.isdigit() for code in places())
    assert len(places()) > 340
    assert places()["6590"] == ("新疆维吾尔自治区", "省直辖县级")


def test_an_address_tells_no_more_than_its_mask():
    assert region("home_address", "浙江省杭州市西湖区竹影巷1号", "****") is None
