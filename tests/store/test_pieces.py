"""Pieces of sealed addresses are found in short texts however they are written, and what only shares a district or a number is not."""

import pytest

from doxdocket.report.known_values import Known
from doxdocket.store.parts import alone
from doxdocket.store.pieces import Pieces

FOUND = Pieces(
    [
        ("home_address", "浙江省杭州市听涛区松声街道松声路12号阳光小区3幢2单元402室"),
        ("home_address", "听涛区竹影新村7组"),
    ]
)


def seen(text):
    return [text[start:end] for start, end in FOUND(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("松声路吃货群", ["松声路"]),
        ("住 松声路 十二 号", ["松声路 十二 号"]),
        ("松声路１２号", ["松声路１２号"]),
        ("阳光小区业主群", ["阳光小区"]),
        ("就在阳光小区三幢二单元", ["阳光小区三幢二单元"]),
        ("竹影新村和松声街道", ["竹影新村", "松声街道"]),
        ("3幢-2单元-402", ["3幢-2单元"]),
        ("松\u200b声路", ["松\u200b声路"]),
    ],
)
def test_pieces_are_found_however_they_are_written(text, pieces):
    assert seen(text) == pieces


@pytest.mark.parametrize("text", ["杭州市听涛区检察院", "12号", "3幢", "松声镇", "群规第402条", "", "Fan group 12"])
def test_what_others_share_is_none(text):
    assert seen(text) == []


def test_without_addresses_nothing_is_found():
    assert Pieces([])("松声路12号") == []


@pytest.mark.parametrize(
    "city", ["甲州市六合区", "佛山市三水区", "昆明市五华区", "汀陵市北陆区", "丙县", "四川省达州市"]
)
def test_the_divisions_of_an_address_are_no_piece_of_it_though_they_hold_a_numeral(city):
    pieces = [*alone("home_address", f"{city}青柳街31号2单元502室")]
    assert {("home_address", "青柳街"), ("home_address", "青柳街31号")} <= {*pieces}
    assert not Known(pieces).kinds(f"{city}人民检察院")
    assert not Known(alone("home_address", f"青柳街31号，{city}人")).kinds(f"{city}人民检察院")
