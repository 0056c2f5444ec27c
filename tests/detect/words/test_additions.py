"""Replies that add one fact: claimed of one person behind a cue and a label, left out as talk elsewhere."""

import pytest

from doxdocket.detect.rules import detect
from doxdocket.records import Verdict

ADDED = [
    ("补充：年龄 16岁", "age", "16岁"),
    (
        "再补一条，户籍地址：四川省成都市武侯区竹影巷777号9栋1单元502室",
        "home_address",
        "四川省成都市武侯区竹影巷777号9栋1单元502室",
    ),
    ("忘了说单位：星河文化传媒有限公司", "workplace", "星河文化传媒有限公司"),
    ("補：佢間學校係成都市望江中學", "school", "成都市望江中學"),
    ("漏咗一樣：職業 護士", "job_history", "護士"),
    ("補充佢屋企地址：廣州市天河區聽潮路14號1204室", "home_address", "廣州市天河區聽潮路14號1204室"),
    ("忘记说她生日了：1897年3月5日", "birth_date", "1897年3月5日"),
    ("更正 年龄：23岁", "age", "23岁"),
    ("【补充】民族：藏族", "ethnicity", "藏族"),
    ("补一下网名：星河不眠", "former_name_alias", "星河不眠"),
    ("追加：婚姻状况 离异", "marital_status", "离异"),
    ("补充：地址 成都市武侯区竹影巷777号紫荆苑1-4-2101", "home_address", "成都市武侯区竹影巷777号紫荆苑1-4-2101"),
    ("补充：姓名 韩知予", "name", "韩知予"),
    ("补充：性别 女，大家去骚扰她", "gender", "女"),
]
TALK = [
    "年龄 16岁",
    "补充：明天降温到3度，注意保暖",
    "补充：年龄不限，学历本科以上",
    "补充：性别 女 优先",
    "补充：单位是厘米",
    "更新：学校名称改为成都市望江中学",
    "更正：门店地址 武侯区竹影巷77号，营业时间9:00-18:00",
    "补充：招聘会计，公司 星河文化传媒有限公司，月薪6000",
    "补充：学校 成都市望江中学 今年扩招",
    "补充：我今年16岁，上高一",
    "更新：本人已婚，不要再发了",
    "更新地址：竹影巷77号",
    "补充：地址在三楼",
]


@pytest.mark.parametrize(("text", "kind", "value"), ADDED)
def test_an_added_fact_is_claimed_of_one_person(text: str, kind: str, value: str) -> None:
    (hit,) = [h for h in detect(text) if h.verdict in {Verdict.VALID, Verdict.PARTIAL}]
    assert (hit.kind, text[hit.start : hit.end], hit.person, hit.role) == (kind, value, 0, "target")
    assert "context.addition" in hit.reasons


@pytest.mark.parametrize("text", TALK)
def test_talk_adds_nothing(text: str) -> None:
    assert [h for h in detect(text) if h.verdict is not Verdict.DOUBTFUL] == []


def test_two_facts_in_one_addition() -> None:
    text = "补充：年龄 16岁，学校：成都市望江中学"
    assert [(h.kind, h.verdict, h.person) for h in detect(text)] == [
        ("age", Verdict.VALID, 0),
        ("school", Verdict.VALID, 0),
    ]
