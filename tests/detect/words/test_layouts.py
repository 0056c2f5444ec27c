"""One dossier in every layout: whatever stands between label and value and between fields, the same findings, one person.

The marks, joints, labels and orders are drawn at random; each message must give exactly the values that were put in.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.detect.rules import detect
from doxdocket.records import Verdict

VALUES = {
    "name": "韩知予",
    "id_number": "370102186004123113",
    "phone_number": "17806401357",
    "home_address": "四川省成都市武侯区竹影巷777号9栋1单元502",
    "school": "成都市望江中学",
    "workplace": "星河文化传媒有限公司",
    "gender": "女",
    "birth_date": "1897-09-12",
}
LABELS = [
    ("姓名", "身份证", "手机", "住址", "学校", "单位", "性别", "出生日期"),
    ("真实姓名", "身份证号码", "手机号码", "家庭住址", "就读学校", "工作单位", "性别", "出生年月"),
    ("性名", "申份证", "手鸡", "地扯", "学笑", "单卫", "性别", "生日"),
    ("姓名", "身分證", "手機", "地址", "學校", "單位", "性別", "出生"),
    ("Name", "ID", "Phone", "Address", "School", "Company", "Gender", "DOB"),
]
MARKS = ["{}：{}", "{}:{}", "{}={}", "【{}】{}", "[{}] {}", "「{}」{}", "《{}》{}", "({}){}", "{}→{}", "{}->{}", "{}=>{}", "{}｜{}", "{}——{}", "{}-{}",
         "{}~{}", "{}>>{}", "#{} {}", "- {}：{}", "🔸{}🔸{}", "▪️{}▪️{}", "{}➡️{}", "{}⇨{}", "{} :: {}", "{}：：{}", "{}◆{}", "{}♥{}", "{}🔗{}", "{}^{}",
         "{}：【{}】"]  # fmt: skip
JOINTS = ["\n", "\n\n", "，", "；", "|", " | ", "  ", "/", "。", "\t", " / ", "---", "；\n"]


def check(text: str) -> None:
    hits = [hit for hit in detect(text) if hit.verdict is not Verdict.DOUBTFUL]
    assert {(hit.kind, text[hit.start : hit.end]) for hit in hits} == set(VALUES.items())
    assert {hit.person for hit in hits} == {0}


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark(mark: str) -> None:
    for words in LABELS:
        check("\n".join(mark.format(label, value) for label, value in zip(words, VALUES.values(), strict=True)))


@pytest.mark.parametrize("joint", JOINTS)
def test_every_joint(joint: str) -> None:
    for words in LABELS:
        check(joint.join(f"{label}：{value}" for label, value in zip(words, VALUES.values(), strict=True)))


@given(st.sampled_from(LABELS), st.sampled_from(MARKS[:12]), st.sampled_from(JOINTS), st.permutations(range(8)))
@examples(150)
def test_any_order(words: tuple[str, ...], mark: str, joint: str, order: list[int]) -> None:
    values = list(VALUES.values())
    check(joint.join(mark.format(words[at], values[at]) for at in order))
