"""Values of a case are found as somebody may write them, and nobody else's are."""

import pytest

from doxdocket.report.known import Known
from doxdocket.store.pieces import telling

ADDRESS = "竹影苑7栋2单元9栋1002"
VALUES = [("home_address", ADDRESS), *(("home_address", piece) for piece in telling(ADDRESS))]


@pytest.mark.parametrize("text", ["松涛园37栋2单元1603", "松涛园7栋2单元301", "39栋1002室", "9栋1002", "十七栋二单元"])
def test_numbers_of_a_building_alone_are_anybodys(text):
    assert Known(VALUES).kinds(text) == []


@pytest.mark.parametrize("text", ["竹影苑", "竹影苑七栋", "竹影苑7栋2单元", "住竹影苑 7 栋-2单元 301"])
def test_a_number_with_a_name_is_a_place(text):
    assert Known(VALUES).kinds(text) == ["home_address"]


def test_a_number_that_begins_or_ends_a_value_has_bounds():
    known = Known([("home_address", "7栋2单元"), ("home_address", "竹影村12")])
    assert known.kinds("三十7栋2单元 137栋2单元 竹影村123") == []
    assert known.kinds("住7栋2单元") == known.kinds("竹影村十二号") == ["home_address"]


SAID = Known(
    [
        ("name", "程岚舟"),
        ("name", "程岚"),
        ("school", "竹影中学初一(13)班"),
        ("student_number", "1850626469"),
        ("home_address", "竹影村8组"),
    ]
)


@pytest.mark.parametrize(
    "text", ["竹影中学初一（13）班", "竹影中学初一(13)班", "竹影中学初一【13】班", "竹影中学初一 13 班"]
)
def test_brackets_of_a_school_are_any(text):
    assert "school" in SAID.kinds(text)


@pytest.mark.parametrize("mark", ["、", "，", ",", "\n", "🍉", "🍉\u200d", " ， ", "|"])
def test_a_mark_between_every_two_signs_hides_nothing(mark):
    assert SAID.kinds(f"联系{mark.join('程岚舟')}电话") == ["name"]
    assert SAID.kinds(f"住{mark.join('竹影村8组')}边") == ["home_address"]


def test_other_pictures_between_signs_and_one_broken_line():
    assert SAID.kinds("找程🍉岚🍎舟来") == SAID.kinds("联系人程岚\n舟，电话") == ["name"]


@pytest.mark.parametrize("gap", ["\t", "\u2011", "\n", " | ", "**", "\r\n"])
def test_ten_digits_are_found_over_borders_and_lines(gap):
    assert SAID.kinds(f"学号18506{gap}26469。") == ["student_number"]


@pytest.mark.parametrize("text", ["姓程、岚姓", "前程\n岚舟山\n在", "程，岚，小舟", "118506\n26469", "程序、岚、舟"])
def test_marks_join_no_other_words(text):
    assert SAID.kinds(text) == []


def test_a_number_beside_a_name_or_a_long_address_is_another():
    known = Known([("name", "陆岚舟"), ("name", "程岚三"), ("home_address", "竹影苑小区9栋1002")])
    assert known.kinds("1陆岚舟") == known.kinds("程岚三13800001851") == ["name"]
    assert known.kinds("竹影苑小区9栋100213800001851") == ["home_address"]


@pytest.mark.parametrize("text", ["浙Α1850Υ", "浙А1850У", "浙a1850y"])
def test_capitals_of_other_scripts_are_those_they_look_like(text):
    assert Known([("vehicle_plate", "浙A1850Y")]).kinds(f"车牌{text}。") == ["vehicle_plate"]


@pytest.mark.parametrize("text", ["壹參捌零零零零壹捌伍零", "壹叄捌零零零零壱捌伍零", "壹参捌〇〇〇〇弌捌伍〇"])
def test_variants_of_digits_of_a_bank(text):
    assert Known([("phone_number", "13800001850")]).kinds(text) == ["phone_number"]


@pytest.mark.parametrize("name", ["陆岚舟", "程一舟", "程岚三", "伍岚"])
def test_a_name_with_a_numeral_in_it_is_a_name(name):
    known = Known([("name", name)])
    assert known.kinds(f"见：{name}。") == ["name"]
    assert known.kinds("6岚舟 程1舟 程岚3 5岚") == []


def test_a_name_with_a_number_is_found_with_it():
    assert Known([("former_name_alias", "竹影熊185")]).kinds("叫竹影熊185的") == ["former_name_alias"]
