"""School years, 未成年, decades of birth and bare ages: whose they are, and what range of ages they say."""

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest

from doxdocket.detect.ages import of_stage
from doxdocket.detect.birth_date import said_age
from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.records import POSTS

PHONE = "17806401357"


def rows(text: str) -> list[dict[str, Any]]:
    post = {"channel_id": "c", "post_id": "1", "date": datetime(2024, 6, 24, tzinfo=UTC), "text": text}
    return stage(pa.RecordBatch.from_pylist([post], POSTS), DetectConfig(bytes(32))).to_pylist()


def ages(text: str) -> list[tuple[str, int, int]]:
    """Kind and range of each finding that says an age."""
    return [(row["kind"], row["age_low"], row["age_high"]) for row in rows(text) if row["age_low"] is not None]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("一年级", 6, 9), ("六(2)班", 11, 14), ("小学五年级", 10, 13), ("302班", 8, 11), ("七年级3班", 12, 15), ("初二", 12, 16),
        ("初四", 14, 17), ("高一(12)班", 15, 18), ("高中三年级", 17, 20), ("初中二年级", 12, 16), ("中学二年级", 12, 19),
        ("幼儿园大班", 2, 7), ("小学", 6, 14), ("未满18", 13, 17), ("未满14", 7, 13), ("未满3", 0, 2),
    ],
)  # fmt: skip
def test_a_stage_says_a_range(said: str, low: int, high: int) -> None:
    assert of_stage(said, None) == (low, high)


@pytest.mark.parametrize("said", ["小学七年级", "初五", "高四", "大二", "12班", ""])
def test_what_is_no_school_year_says_nothing(said: str) -> None:
    assert of_stage(said, None) == (None, None)


def test_a_decade_ends_where_the_next_begins() -> None:
    day = datetime(2024, 6, 24, tzinfo=UTC)
    assert [of_stage(said, day) for said in ("08后", "10后", "00后", "19后")] == [(14, 16), (4, 14), (14, 24), (4, 5)]
    assert of_stage("10后", datetime(2010, 3, 1, tzinfo=UTC)) == of_stage("10后", None) == (None, None)


def test_ranges_of_ages_reach_the_findings() -> None:
    assert ages(f"阮小棠 四年级1班 {PHONE}") == [("school", 9, 12)]
    assert ages(f"卓暮云，09后，{PHONE}") == [("age", 14, 15)]
    assert ages(f"姓名：卓暮云 年龄：未成年 手机：{PHONE}") == [("age", 13, 17)]
    assert ages(f"未满16岁的卓暮云 {PHONE}") == [("age", 13, 15)]


def test_the_figure_of_a_school_year_is_no_age() -> None:
    """Once 初二, 十五 made a pupil of fifteen one of two to fifteen years."""
    for year in ("初二，十五", "初二，15", "女，初二，15岁", "初2，15岁", "十五，初二", "高二，15", "大二，15"):
        assert ages(f"卓暮云，{year}，{PHONE}，北岸四中") == [("age", 15, 15)], year
    assert [age for _, *age in ages(f"卓暮云，初二，{PHONE}，北岸四中")] == [[12, 16]]
    assert ages(f"卓暮云，大二，{PHONE}") == ages(f"卓暮云，大年初二，{PHONE}") == []
    assert [age for _, *age in ages(f"卓暮云 年龄2岁 {PHONE}")] == [[2, 2]]


def test_who_is_told_by_a_number_needs_no_range() -> None:
    assert ages(f"卓暮云，15岁，高二(3)班，{PHONE}") == [("age", 15, 15)]
    assert ages(f"卓暮云，1999年3月7日生，高二(3)班，{PHONE}") == [("birth_date", 25, 25)]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [("三十六七岁", 36, 37), ("十七八岁", 17, 18), ("四十出头", 40, 44), ("36、7岁", 36, 37), ("35-36岁", 35, 36), ("五十多岁", 50, 59), ("三四十岁", 30, 49),
     ("十四五岁", 14, 15)],
)  # fmt: skip
def test_an_age_that_lies_between_two_says_both(said: str, low: int, high: int) -> None:
    told = ages(f"姓名：卓暮云 {said} 电话{PHONE}")
    assert told
    assert set(told) == {("age", low, high)}


@pytest.mark.parametrize(
    ("said", "before", "behind", "age"),
    [("14岁", "分别", "、16岁", "14"), ("16岁", "分别14岁、", "", "16"), ("17岁、19岁", "", "", "17"), ("19岁", "17岁、", "", "19"), ("36岁", "", "/37岁", "36"),
     ("13岁", "", "、14岁、15岁的三个女孩", "13"), ("14岁", "13岁、", "、15岁的三个女孩", "14"), ("15岁", "13、14、", "", "15"), ("14", "13、", "、15岁", "14"),
     ("14岁", "8/", "", "14"), ("18岁", "13、", "沈牧之", "18"), ("16岁", "2024-5-", "", "16"), ("14岁", "13岁、", "", "14")],
)  # fmt: skip
def test_ages_of_several_are_no_range(said: str, before: str, behind: str, age: str) -> None:
    assert said_age(said, before, behind) == age


@pytest.mark.parametrize(
    ("said", "behind", "age"),
    [("20", "多才多艺", "20"), ("30", "来北京", "30"), ("30", "好几次", "30"), ("十六", "七班", "16"), ("十六", "七中读书", "16"), ("三十", "出头露面", "30"),
     ("30", "来的北京", "30"), ("40", "多年", "40"), ("四十", "左右手", "40")],
)  # fmt: skip
def test_an_age_does_not_reach_into_the_next_word(said: str, behind: str, age: str) -> None:
    assert said_age(said, "今年", behind) == age


@pytest.mark.parametrize(
    ("said", "behind", "age"),
    [("20", "多，才艺不少", "20-29"), ("三十来岁", "", "28-35"), ("三十", "多的人", "30-39"), ("十六七", " 七中读书", "16-17"), ("35/36岁", "", "35-36"),
     ("14岁", "到16岁", "14-16"), ("17", "~19岁", "17-19"), ("四十", "左右", "37-43")],
)  # fmt: skip
def test_a_range_that_is_told_stays_one(said: str, behind: str, age: str) -> None:
    assert said_age(said, "今年", behind) == age


@pytest.mark.parametrize(
    ("said", "before", "behind", "age"),
    [("14岁", "明天满", "", "12-13"), ("14岁", "下周就", "", "12-13"), ("14周岁", "再过两天满", "", "12-13"), ("14岁", "快", "", "12-13"), ("14岁", "后天过", "生日", "12-13"),
     ("14", "虚岁", "", "12-13"), ("14岁", "虚岁：", "", "12-13"), ("18岁", "还差一个月满", "", "16-17"), ("18岁", "马上", "了", "16-17"), ("18岁", "下个月", "生日", "16-17"),
     ("十四岁", "下周六满", "", "12-13"), ("十八", "眼看就要", "岁", "16-17"), ("14", "", "虚岁", "12-13"), ("14", "", "岁（虚岁）", "12-13"), ("14岁", "", "还差两个月", "12-13"),
     ("14岁", "", "生日还没过", "12-13"), ("快40岁", "", "", "38-39"),
     ("14岁", "刚过", "生日", "14"), ("14岁", "上个月满", "", "14"), ("18岁", "快递员", "", "18"), ("14岁", "两天前满", "", "14"), ("18岁", "后来", "", "18"), ("16岁", "住附近", "", "16"),
     ("16岁", "最近", "", "16"), ("14岁", "去年才满", "", "14"), ("17岁", "离婚，还有个", "", "17"), ("16岁", "她女儿快放假了，", "", "16"), ("14", "", "岁未婚", "14"),
     ("14岁", "", "，没工作", "14"), ("14岁", "", "，差生", "14"), ("16岁", "明天，", "", "16"), ("14岁", "今年", "", "14")],
)  # fmt: skip
def test_who_comes_to_an_age_soon_has_not_come_to_it(said: str, before: str, behind: str, age: str) -> None:
    assert said_age(said, before, behind) == age


def test_a_wide_span_says_no_age() -> None:
    for said in ("18至25岁", "18-25岁", "5-17岁", "招18~30岁女生"):
        assert ages(f"姓名：卓暮云 年龄：{said} 电话{PHONE}") == ages(f"卓暮云 {said} {PHONE}") == []
    assert not said_age("25", "18-", "岁").isdigit()
