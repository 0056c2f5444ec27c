"""What desk, gate and kit each hide of a value that is told again in parts: one cutter, and what each takes of it. A sign that stands in the table is hidden; nothing else is."""

import pytest

from doxdocket.kit.copies import SORTS
from doxdocket.kit.exposure import called_by
from doxdocket.kit.screen import parts as kit_parts
from doxdocket.report.known_values import Known
from doxdocket.store.parts import Strength, alone, parts
from doxdocket.store.pieces import Pieces
from doxdocket.store.retold import Forms

HOME = "杭州市听涛区松声路12号听涛苑3幢2单元402室"
TABLE = [  # kind, value, text; what is hidden in any post, near the value too, refused at the gate, covered in the kit
    ("home_address", HOME, "松声路", "松声路", "松声路", "松声路", "松声路"),
    ("home_address", HOME, "听涛苑402那家", "听涛苑402", "听涛苑402", "听涛苑402", "听涛苑402"),
    ("home_address", HOME, "3幢2单元", "3幢2单元", "3幢2单元", "", "3幢2单元"),
    ("home_address", HOME, "就住402", "402", "402", "", "402"),
    ("home_address", HOME, "402说的", "", "402", "", ""),
    ("home_address", HOME, "给402块", "", "", "", ""),
    ("home_address", HOME, "3幢门口", "", "3幢", "", "3幢"),
    ("household_registration", "达州市沉香路576号", "沉香路", "沉香路", "沉香路", "沉香路", "沉香路"),
    ("hotel_room_current", "望海大酒店1806", "1806敲门", "1806", "1806", "", "1806"),
    ("hotel_room_current", "望海大酒店1806", "望海大酒店", "望海大酒店", "望海大酒店", "", "望海大酒店"),
    ("lodging_record", "2023-04-18 竹影酒店 1726房", "竹影酒店1726", "竹影酒店1726", "竹影酒店1726", "竹影酒店1726", "竹影酒店1726"),
    ("phone_number", "13900001850", "1850这个号", "", "1850", "", "1850"),
    ("vehicle_file", "浙A3K97X", "A3K97X", "A3K97X", "A3K97X", "A3K97X", "A3K97X"),
    ("vehicle_file", "浙A3K97X", "97X的车", "", "97X", "", ""),
    ("workplace", "临川市晨曦纸业有限公司", "晨曦纸业", "晨曦纸业", "晨曦纸业", "晨曦纸业", "晨曦纸业"),
    ("workplace", "临川市晨曦纸业有限公司", "去晨曦闹", "", "晨曦", "", "晨曦"),
    ("workplace", "松声路88号青禾超市", "青禾超市", "青禾超市", "青禾超市", "青禾超市", "青禾超市"),
    ("workplace", "松声路88号青禾超市", "去青禾闹", "", "青禾", "", "青禾"),
    ("workplace", "杭州顺达机械厂", "去顺达闹", "", "顺达", "", "顺达"),
    ("school", "我去听涛小学", "听涛小学", "听涛小学", "听涛小学", "听涛小学", "听涛小学"),
    ("school", "西湖小学", "西湖边上", "", "西湖", "", ""),
    ("school", "临川市第三实验小学五年级三班", "三小门口", "", "三小", "", "三小"),
    ("school", "临川市第三实验小学五年级三班", "五（3）班的", "", "五（3）班", "", "五（3）班"),
    ("school", "临川市第三实验小学五年级三班", "三小时后", "", "", "", ""),
    ("name", "欧阳若尘", "欧阳老师", "", "欧阳老师", "", "欧阳老师"),
    ("name", "祝雨亭", "小亭怕了", "", "小亭", "", "小亭"),
    ("name", "祝雨亭", "小心", "", "", "", ""),
]  # fmt: skip


def _signs(text, spans):
    at = {n for span in spans for n in range(*span[:2])}
    return "".join(sign for n, sign in enumerate(text) if n in at)


@pytest.mark.parametrize(("kind", "value", "text", "any_post", "near", "gate", "kit"), TABLE)
def test_what_each_hides_of_a_value_told_again(kind, value, text, any_post, near, gate, kit):
    one, forms = [(kind, value)], Forms([(kind, value)])
    pieces, far = (
        Pieces(one)(text),
        Forms(one).spans(text, lambda part, anywhere: forms.told[part][0] if anywhere and part in forms.told else ""),
    )
    assert _signs(text, [*pieces, *far]) == any_post
    assert _signs(text, [*pieces, *forms.spans(text)]) == near
    assert _signs(text, Known(alone(kind, value)).found(text)) == gate
    signed = Forms(one, SORTS)
    called = Known([("name", word) for word in called_by(kind, value)]).found(text)
    covered = [
        *Pieces(one, least=Strength.NEAR)(text),
        *signed.spans(text, signed.signed),
        *kit_parts(value, text),
        *called,
    ]
    assert _signs(text, covered) == kit


def test_the_gate_knows_every_part_that_is_enough_alone():
    for kind, value, *_ in TABLE:
        assert [part for _, part in alone(kind, value) if not Known(alone(kind, value)).kinds(part)] == []


def test_a_part_never_prints_itself():
    assert "听涛" not in repr(parts("home_address", HOME))


@pytest.mark.parametrize(("kind", "value", "word"), [("school", "临川市实验小学", "实验小学"), ("workplace", "中国银行", "中国银行"), ("school", "浙江大学", "浙江大学")])  # fmt: skip
def test_a_name_that_many_bear_is_refused_in_no_paper(kind, value, word):
    assert (kind, word) not in {*alone(kind, value)}
    assert Forms([(kind, value)]).told["word", word][1] is Strength.POSTS


def test_a_shop_is_no_city_and_a_password_no_mailbox():
    told = {one.text for one in parts("workplace", "青禾超市")}
    assert "青禾超市" in told
    assert {one.text for one in parts("workplace", "城南门市部")} >= {"城南门市部"}
    assert "admin" not in {one.text for one in parts("account_password", "admin@123")}
    assert "yn.du" in {one.text for one in parts("email", "yn.du@example.com")}


def test_the_name_of_an_estate_with_a_rare_ending_is_a_part_near_the_address():
    told = {(one.text, one.strength) for one in parts("home_address", "临川市望江路5号听雨轩9幢1804室")}
    assert ("听雨轩", Strength.NEAR) in told
    assert ("听涛苑", Strength.ALONE) in {(one.text, one.strength) for one in parts("home_address", "听涛苑3幢602室")}
