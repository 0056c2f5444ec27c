"""Values of a case are found as somebody may write them, and nobody else's are."""

import pytest

from doxdocket.report.known_values import Known
from doxdocket.store.parts import alone

ADDRESS = "竹影苑7栋2单元9栋1002"
VALUES = [("home_address", ADDRESS), *alone("home_address", ADDRESS)]


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


def test_a_family_name_of_two_signs_alone_is_what_masks_show():
    known = Known([("name", "公孙"), ("name", "公孙甲")])
    assert known.kinds("公孙**") == []
    assert known.kinds("公孙甲") == ["name"]


@pytest.mark.parametrize("held", ["86057187654321", "+86-0571-87654321", "0086 0571 87654321"])
@pytest.mark.parametrize("text", ["家里电话0571-87654321。", "057187654321", "(0571)87654321"])
def test_a_line_told_with_the_countrys_code_is_found_without_it(held, text):
    assert Known([("phone_number", held)]).found(text)


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


ID = "110101185001013214"
DRESSED = Known(
    [
        ("name", "程岚舟"),
        ("id_number", ID),
        ("id_number", "11010118500101323X"),
        ("phone_number", "+86 138-0000-1850"),
        ("phone_number", "13🐟800加001851"),
        ("landline_number", "0371-69971850"),
        ("vehicle_file", "浙A1850Y"),
        ("email", "zhu.ying1850@example.org"),
    ]
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone_number", "13800001850"),
        ("phone_number", "13800001851"),
        ("phone_number", "号段138，中间0000，尾号1850"),
        ("phone_number", "1380000*850"),
        ("phone_number", "05810000831"),
        ("id_number", "110101（1850年01月01日）3214"),
        ("id_number", "前六位110101，出生日期码18500101，后四位3214"),
        ("id_number", "11010118500101323×"),
        ("id_number", "11010118500101321"),
        ("id_number", "110101500101321"),
        ("id_number", "110101185001013000"),
        ("id_number", "1101*1185001013214"),
        ("name", "程女士岚舟"),
        ("name", "岚舟 程"),
        ("name", "舟岚程"),
        ("name", '"程","岚舟"'),
        ("name", "1\t程\t岚舟\t女"),
        ("landline_number", "电话69971850。"),
        ("vehicle_file", "车牌A1850Y。"),
        ("email", "zhu (dot) ying1850 (at) example (dot) org"),
    ],
)
def test_ways_of_writing_that_leave_nothing_to_guess(kind, text):
    assert DRESSED.kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "110101185001013215",
        "11010118500101 3229",
        "138****1850",
        "1101011850********",
        "13800002850",
        "于1380年0月0日起1851人",
        "程序,岚舟山",
        "岚舟程序",
        "A1850YB",
        "469971850",
    ],
)
def test_another_value_or_what_masks_show_is_none_of_them(text):
    assert DRESSED.kinds(text) == []


def test_a_digit_that_the_reader_of_pictures_lost_is_tried():
    text = "1 1 0 1 0 1 1 5 0 0 1 0 1 3 2 1 4"
    assert DRESSED.kinds(text, seen=True) == ["id_number"]
    assert DRESSED.kinds(text) == []
    assert DRESSED.kinds("20241108123456789", seen=True) == []


RECORDS = {
    "lodging_record": "于2023-04-18 竹影酒店 1726房，跟谁开的自己清楚",
    "travel_ticket": "准备坐G0272 竹影-松声 03车1F跑路",
    "transaction_record": "买过2023-11-10 连衣裙M码 583元",
    "hotel_room_current": "上海竹影酒店1511房",
    "health_record": "中度抑郁发作。闲得慌呗",
    "account_password": "fern6063!",
}
OF_RECORDS = Known([part for value in RECORDS.items() for part in alone(*value)])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("lodging_record", "入住竹影酒店1726房间"),
        ("lodging_record", "2023.04.18竹影酒店"),
        ("travel_ticket", "G0272 竹影—松声"),
        ("travel_ticket", "竹影-松声 03车 1F"),
        ("transaction_record", "连衣裙 M码 583元"),
        ("hotel_room_current", "现住竹影酒店1511房"),
        ("health_record", "诊断：中度抑郁发作"),
        ("account_password", "密码：fern6063"),
    ],
)
def test_a_record_is_told_by_its_pieces(kind, text):
    assert OF_RECORDS.kinds(text) == [kind]


@pytest.mark.parametrize(
    "text", ["入住竹影酒店", "2023-04-18", "1726房", "583元", "闲得慌呗", "G0272", "抑郁", "自己清楚"]
)
def test_what_many_records_say_is_nobodys(text):
    assert OF_RECORDS.kinds(text) == []


@pytest.mark.parametrize("kind", ["name", "former_name_alias", "social_account"])
@pytest.mark.parametrize("value", ["主播程糖糖", "网红UP主程糖糖", "程糖糖老师", "抖音小姐姐程糖糖的"])
def test_a_name_is_found_without_the_words_of_trade_around_it(kind, value):
    known = Known([(kind, f"douyin:{value}" if kind == "social_account" else value)])
    assert known.found("程糖糖就是个贱货")
    assert not known.found("主播就是个贱货，老师来了，小姐姐好")


def test_words_of_trade_alone_and_one_sign_beside_them_are_nobody():
    known = Known([("former_name_alias", one) for one in ("网红小姐姐", "程老师", "主播公开", "公孙先生")])
    assert not known.found("那个小姐姐，网红，程序，主播程某，信息公开程度，公孙")


def test_the_family_name_of_a_known_person_behind_its_word_is_found_in_words_of_posts_alone():
    known = Known([("name", "禤一帆"), ("name", "欧阳若尘")])
    said = "这姓禤的废物，姓欧阳的也是，姓程的不是，姓名"
    assert [said[a:b] for a, b, _ in known.quoted(said)] == ["禤", "欧阳"]
    assert not known.found(said)
