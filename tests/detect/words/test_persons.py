"""Findings go to the right person in every layout."""

import pytest

from doxdocket import detect as whole
from doxdocket.detect.rules import detect
from doxdocket.records import Verdict

P = ["17806401357", "17806401365", "17806401373", "17806401381"]
I = ["370102186004123113", "370102186309032060", "370102188806201047", "370102189101171137"]  # noqa: E741

LAYOUTS = {
    "table": (f"姓名\t电话\n韩知予\t{P[0]}\n沈牧之\t{P[1]}\n", [["韩知予", P[0]], ["沈牧之", P[1]]]),
    "csv without head": (
        f"韩知予,{P[0]},{I[0]}\n沈牧之,{P[1]},{I[1]}",
        [["韩知予", P[0], I[0]], ["沈牧之", P[1], I[1]]],
    ),
    "number before name": (f"{P[0]} 韩知予\n{P[1]} 沈牧之", [["韩知予", P[0]], ["沈牧之", P[1]]]),
    "one line, numbers first": (f"{P[0]} 韩知予 {P[1]} 沈牧之", [["韩知予", P[0]], ["沈牧之", P[1]]]),
    "blocks": (f"姓名：韩知予\n电话：{P[0]}\n\n姓名：沈牧之\n电话：{P[1]}", [["韩知予", P[0]], ["沈牧之", P[1]]]),
    "circled list": (f"①韩知予 {P[0]} ②沈牧之 {P[1]}", [["韩知予", P[0]], ["沈牧之", P[1]]]),
    "household": (
        f"户主 贺长庚 {I[0]}\n配偶 宋玉茹 {I[1]}\n长女 贺听澜 {I[2]}\n户籍地：山东省济南市历下区泉影街6666号2单元301",
        [["贺长庚", I[0], "山东省济南市历下区泉影街6666号2单元301"], ["宋玉茹", I[1]], ["贺听澜", I[2]]],
    ),
    "relatives in prose": (
        f"阮青竹她爸阮国栋电话{P[0]}，妈妈何翠莲电话{P[1]}",
        [["阮青竹"], ["阮国栋", P[0]], ["何翠莲", P[1]]],
    ),
    "relatives first": (
        f"妈：赖春花 {P[0]}；爸：聂大勇 {P[1]}；本人聂小倩 {P[2]}",
        [["赖春花", P[0]], ["聂大勇", P[1]], ["聂小倩", P[2]]],
    ),
    "a relative's number and home in the relative's clause": (
        f"韩知予 {P[0]}，爸爸韩立群 {P[1]}，身份证{I[1]}，住四川省成都市武侯区竹影巷777号9栋1单元502；身份证{I[0]}",
        [["韩知予", P[0], I[0]], ["韩立群", P[1], I[1], "四川省成都市武侯区竹影巷777号9栋1单元502"]],
    ),
    "back to the target": (
        f"本人韩知予 {P[0]}\n妈妈何翠莲，{I[1]}，{P[1]}\n本人身份证{I[0]}",
        [["韩知予", P[0], I[0]], ["何翠莲", P[1], I[1]]],
    ),
    "a label of the target": (
        f"目标 韩知予 {I[0]}\n妹妹 韩知秋 {I[1]} {P[1]}\n目标手机 {P[0]}",
        [["韩知予", P[0], I[0]], ["韩知秋", P[1], I[1]]],
    ),
    "a home of all behind the relatives": (
        f"韩知予 {I[0]}\n母亲 何翠莲 {P[1]}\n户籍地址：山东省济南市历下区泉影街6666号2单元301",
        [["韩知予", I[0], "山东省济南市历下区泉影街6666号2单元301"], ["何翠莲", P[1]]],
    ),
    "a second name without a word of kinship": (
        f"韩知予，{P[0]}；其父韩立群，身份证{I[1]}；其亲属韩长庚，身份证{I[0]}",
        [["韩知予", P[0]], ["韩立群", I[1]], ["韩长庚", I[0]]],
    ),
    "佢老豆": (f"韩知予佢老豆韩立群，电话{P[1]}，身份证{I[1]}", [["韩知予"], ["韩立群", P[1], I[1]]]),
    "relative without a name": (f"姓名：韩知予\n电话：{P[0]}\n爸爸电话：{P[1]}", [["韩知予", P[0]], [P[1]]]),
}


RUNNING = {"relatives in prose"}
"""Names in running text, of which the rules alone know nothing."""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_right_person(layout: str) -> None:
    text, groups = LAYOUTS[layout]
    owners: dict[int, list[str]] = {}
    ask = whole.detect if layout in RUNNING else detect
    for hit in ask(text):
        owners.setdefault(hit.person, []).append(text[hit.start : hit.end])
    assert sorted(map(sorted, owners.values())) == sorted(map(sorted, groups))


def test_roles_and_relations() -> None:
    text = f"姓名：韩知予 电话：{P[0]}\n前女友米朵 {P[1]}\n爸爸：韩立群 {P[2]}"
    names = {text[h.start : h.end]: (h.role, h.relation) for h in detect(text) if h.kind == "name"}
    assert names == {
        "韩知予": ("target", None),
        "米朵": ("relative", "former_partner"),
        "韩立群": ("relative", "father"),
    }


def test_two_targets() -> None:
    hits = detect(f"A：韩知予，{P[0]}\nB：沈牧之，{P[1]}")
    assert {(h.person, h.role) for h in hits if h.verdict is not Verdict.DOUBTFUL} == {(0, "target"), (1, "target")}


def test_the_same_name_again_is_the_same_person() -> None:
    hits = detect(f"韩知予 {P[0]}\n沈牧之 {P[1]}\n韩知予 {I[0]}")
    assert [h.person for h in hits] == [0, 0, 1, 1, 0, 0]


def test_who_is_no_family_is_only_mentioned() -> None:
    hits = detect(f"姓名：韩知予 电话：{P[0]}\n室友：米朵 电话：{P[1]}\n爸爸：韩立群 {P[2]}")
    assert {h.value: h.role for h in hits if h.kind == "name"} == {
        "韩知予": "target",
        "米朵": "mentioned",
        "韩立群": "relative",
    }


def test_a_family_name_and_the_whole_name_are_one_person() -> None:
    hits = detect(f"老李：姓韩，韩知予，手机{P[0]}")
    assert {h.person for h in hits} == {0}
