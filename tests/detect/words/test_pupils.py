"""School years, 未成年, decades of birth and bare ages: whose they are, and what range of ages they say."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from doxdocket.detect import stages
from doxdocket.detect.hit import Hit
from doxdocket.detect.rules import detect
from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.records import POSTS

PHONE = "17806401357"


def staged(text: str, relation: str | None = None) -> list[str]:
    """The stages told of who is exposed, or of a relative."""
    return [hit.stage for hit in detect(text) if hit.stage and hit.relation == relation]


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
    assert stages.of(said) == (low, high)


@pytest.mark.parametrize("said", ["小学七年级", "初五", "高四", "大二", "12班", ""])
def test_what_is_no_school_year_says_nothing(said: str) -> None:
    assert stages.of(said) == (None, None)


def test_a_decade_ends_where_the_next_begins() -> None:
    day = date(2024, 6, 24)
    assert [stages.of(said, day) for said in ("08后", "10后", "00后", "19后")] == [(14, 16), (4, 14), (14, 24), (4, 5)]
    assert stages.of("10后", date(2010, 3, 1)) == stages.of("10后") == (None, None)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (f"阮小棠 五年级3班 爸爸阮大勇 {PHONE}", "五年级3班"),
        (f"阮小棠，八年级，{PHONE}", "八年级"),
        (f"卓暮云｜初二（7）班｜{PHONE}", "初二(7)班"),
        (f"六年级的阮小棠，{PHONE}", "六年级"),
        (f"三(4)班阮小棠，{PHONE}", "三(4)班"),
        (f"姓名：卓暮云 手机：{PHONE}\n班级：高一12班", "高一12班"),
        (f"姓名：卓暮云 手机：{PHONE}\n才读初三就学会抽烟", "初三"),
        (f"姓名：卓暮云 手机：{PHONE}\n她今年刚升初一", "初一"),
        (f"姓名：卓暮云 手机：{PHONE}\n还在上小学", "小学"),
        (f"阮小棠 {PHONE} 合肥市棠梨小学二年级1班", "小学二年级1班"),
        (f"阮小棠 {PHONE} 就读于合肥市棠梨小学", "小学"),
        (f"阮小棠 {PHONE} 合肥市锦棠幼儿园中班", "幼儿园"),
        (f"阮小棠，棠梨西校五年级，{PHONE}", "五年级"),
        (f"卓暮云，未成年，{PHONE}", "未满18"),
        (f"姓名：卓暮云（未成年） 手机：{PHONE}", "未满18"),
        (f"姓名：卓暮云 手机：{PHONE}\n他还没成年，照样挂", "未满18"),
        (f"姓名：卓暮云 手机：{PHONE} 她未满18岁", "未满18"),
        (f"⚠️未成年⚠️ 卓暮云 {PHONE}", "未满18"),
        (f"卓暮云 {PHONE} 未满十八", "未满18"),
        (f"卓暮云，初三新生，{PHONE}", "初三"),
        (f"就是这个高二学生卓暮云，{PHONE}", "高二"),
        (f"卓暮云 09后 {PHONE}", "09后"),
        (f"姓名：卓暮云 手机：{PHONE}\n是个10后小女生", "10后"),
    ],
)
def test_the_stage_of_who_is_exposed(text: str, stage: str) -> None:
    assert staged(text) == [stage]


@pytest.mark.parametrize(
    "text",
    [
        f"三年级2班班主任沈牧之 {PHONE}",
        f"沈牧之，{PHONE}，教五年级",
        f"沈牧之，{PHONE}，五年级语文老师",
        f"沈牧之，{PHONE}，棠梨小学五年级数学老师",
        f"沈牧之 {PHONE} 2016年高三（2）班",
        f"沈牧之 {PHONE} 棠梨中学高三年级主任",
        f"沈牧之 {PHONE} 五年级组长",
        f"沈牧之 {PHONE} 未成年？不存在的",
        f"沈牧之 {PHONE} 受害者读初二",
        f"沈牧之 {PHONE} 当年初二的时候就偷东西",
        f"沈牧之 {PHONE} 曾就读于合肥市棠梨小学",
        f"沈牧之 {PHONE} 高三毕业",
        f"沈牧之 {PHONE} 上小学的路上有监控",
        f"沈牧之 {PHONE} 大二，化工系",
        f"沈牧之 {PHONE} 大年初二来过我家",
        f"沈牧之 {PHONE} 棠梨卫校二年级",
        f"沈牧之 {PHONE} 骗了一个初二女生",
        f"沈牧之 {PHONE}\n孩子今年十岁，读四年级",
        f"沈牧之 {PHONE}\n有人说未成年不能挂",
        f"沈牧之 {PHONE}\n未成年，勿进本群",
        f"沈牧之 {PHONE}\n受害者还未成年",
        f"沈牧之 {PHONE}\n他不是未成年",
        f"沈牧之 {PHONE}\n今晚10后再打",
        f"沈牧之 {PHONE}\n未满18岁勿进",
        f"沈牧之 {PHONE}\n三年级上册语文书转让",
        f"家长群：{PHONE} 五年级家长沈牧之",
    ],
)
def test_a_teacher_the_past_a_child_and_the_readers_are_not_who_is_exposed(text: str) -> None:
    hits = detect(text)
    assert any(hit.kind == "phone_number" for hit in hits)
    assert [hit.stage for hit in hits if hit.stage and hit.relation is None] == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (f"卓暮云 {PHONE} 女儿今年刚上初一", "daughter"),
        (f"卓暮云 {PHONE} 儿子卓小舟，三年级5班", "son"),
        (f"卓暮云 {PHONE}，有个读二年级的妹妹", "younger_sister"),
    ],
)
def test_the_stage_of_a_child_that_is_named_as_kin_is_the_childs(text: str, relation: str) -> None:
    assert staged(text, relation)
    assert staged(text) == []


def test_a_school_year_behind_an_elder_is_the_childs() -> None:
    hits = detect(f"阮小棠 妈妈何翠莲 {PHONE} 四年级1班")
    assert {hit.person for hit in hits if hit.value in {"阮小棠", "四年级1班"}} == {0}


def test_a_class_behind_its_school_is_no_second_finding() -> None:
    assert [hit.value for hit in detect(f"阮小棠 {PHONE} 合肥市棠梨小学三(2)班") if hit.kind == "school"] == [
        "合肥市棠梨小学"
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"卓暮云，高一（3）班，15，{PHONE}", "15"),
        (f"卓暮云，12，六年级，{PHONE}", "12"),
        (f"卓暮云｜{PHONE}｜棠梨中学初三2班｜14", "14"),
    ],
)
def test_a_bare_number_beside_a_school_year_that_fits_it_is_an_age(text: str, value: str) -> None:
    assert [hit.value for hit in detect(text) if hit.kind == "age"] == [value]


@pytest.mark.parametrize(
    "text",
    [
        f"卓暮云，三年级2班，16，{PHONE}",  # a number of the list
        f"卓暮云，高一（3）班，15栋，{PHONE}",
        f"卓暮云，15，{PHONE}",
        f"初一(5)班,12,卓暮云,{PHONE}",
    ],
)
def test_another_bare_number_is_none(text: str) -> None:
    assert [hit.value for hit in detect(text) if hit.kind == "age"] == []


def test_ranges_of_ages_reach_the_findings() -> None:
    assert ages(f"阮小棠 四年级1班 {PHONE}") == [("school", 9, 12)]
    assert ages(f"卓暮云 09后 {PHONE}") == [("age", 14, 15)]
    assert ages(f"卓暮云，未成年，{PHONE}") == [("age", 13, 17)]


def test_who_is_told_by_a_number_needs_no_range() -> None:
    assert ages(f"卓暮云，15岁，高二(3)班，{PHONE}") == [("age", 15, 15)]
    assert ages(f"卓暮云，1999年3月7日生，高二(3)班，{PHONE}") == [("birth_date", 25, 25)]


def test_a_stage_is_not_printed() -> None:
    (hit,) = (hit for hit in detect(f"阮小棠 四年级1班 {PHONE}") if hit.stage)
    assert isinstance(hit, Hit)
    assert "年级" not in repr(hit)
