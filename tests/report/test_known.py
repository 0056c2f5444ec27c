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


@pytest.mark.parametrize("text", ["竹影中学初一（13）班", "竹影中学初一(13)班", "竹影中学初一【13】班", "竹影中学初一 13 班"])
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
