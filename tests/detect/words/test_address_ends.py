"""Where the address behind a label ends: before a bare number, a name or a fact, and not at the blanks inside it."""

import pytest

from doxdocket.detect.rules import detect
from doxdocket.records import Verdict

PHONE = "17806401357"
ID = "310104189803079999"
HOME = "成都市武侯区竹影巷77号"


def found(text: str) -> dict[str, list[str]]:
    """What is claimed, by kind."""
    told: dict[str, list[str]] = {}
    for hit in detect(text):
        if hit.verdict is not Verdict.DOUBTFUL:
            told.setdefault(hit.kind, []).append(text[hit.start : hit.end])
    return told


@pytest.mark.parametrize("label", ["地址", "住址", "收件地址", "家庭住址", "现住址"])
@pytest.mark.parametrize(
    ("behind", "kind", "value"),
    [
        (PHONE, "phone_number", PHONE),
        ("178 0640 1357", "phone_number", "178 0640 1357"),
        (ID, "id_number", ID),
        ("女", "gender", "女"),
        ("汉族", "ethnicity", "汉族"),
        ("成都市望江中学", "school", "成都市望江中学"),
    ],
)
def test_an_address_ends_before_the_next_cell(label: str, behind: str, kind: str, value: str) -> None:
    told = found(f"姓名：韩知予 {label}：{HOME} {behind}")
    assert told["home_address"] == [HOME]
    assert told[kind] == [value]


@pytest.mark.parametrize("gap", [" ", "/", "、"])
def test_a_name_behind_an_address_is_none_of_it(gap: str) -> None:
    told = found(f"地址：{HOME}{gap}韩知予 电话{PHONE}")
    assert (told["home_address"], told["name"], told["phone_number"]) == ([HOME], ["韩知予"], [PHONE])


@pytest.mark.parametrize("before", ["地址：", "韩立群 "])
def test_a_name_that_ends_like_an_estate_is_none_of_the_address(before: str) -> None:
    told = found(f"{before}{HOME} 陈浩轩 {PHONE}")
    assert told["home_address"] == [HOME]
    assert told["name"][-1] == "陈浩轩"


@pytest.mark.parametrize(
    "home",
    [
        "成都市武侯区竹影巷 77 号 9 号楼 2-301",
        "佛山市禅城区柳烟路 88 号 3 座 1502",
        "成都市武侯区 竹影巷 77 号 云栖花园 9 栋 2 单元 301 室",
        "成都 武侯 竹影巷 77号 9栋 2",
        "成都市武侯区竹影巷77号 云栖轩 9栋",
        "成都市武侯区竹影巷77号 锦绣花园",
        "成都市武侯区 竹影工商学院 12幢 305",
        "成都市武侯区竹影巷77号 好又来超市旁",
        "江苏 昆山 花桥 77号",
        "四川,成都,竹影巷77号",
        "12 Bamboo Street Apt 5",
    ],
)
@pytest.mark.parametrize("label", ["地址 ", "住址："])
def test_blanks_inside_an_address_do_not_end_it(home: str, label: str) -> None:
    text = f"韩知予 {PHONE}\n{label}{home}\n女"
    assert found(text)["home_address"] == [home]


def test_a_word_that_is_no_label_alone_reads_them_too() -> None:
    home = "成都市武侯区竹影巷 77 号 9 号楼 2-301"
    assert found(f"韩知予 {PHONE} 住 {home}")["home_address"] == [home]


@pytest.mark.parametrize("number", ["8 号：", "3 号: "])
def test_a_number_before_the_word_for_a_telephone_is_no_house(number: str) -> None:
    """Item 8 of a list is announced by its colon."""
    assert found(f"韩知予 {number}{PHONE}")["phone_number"] == [PHONE]


def test_an_address_in_a_query_ends_before_the_next_key() -> None:
    told = found(f"xm=韩知予&sjh={PHONE}&dz={HOME}&byxx_mc=成都市望江中学")
    assert (told["home_address"], told["school"]) == ([HOME], ["成都市望江中学"])
