"""Talk: questions with answers in every layout, who speaks, numbers told in parts; and shared contacts."""

import pytest

from doxdocket.detect import contact
from doxdocket.detect.rules import detect
from doxdocket.records import Verdict

N, P = "韩知予", "17806401357"
TALKS = {
    "lines": f"问：她叫啥\n答：{N}\n问：手机\n答：{P}",
    "one line": f"A：名字？B：{N}。A：号码？B：{P}。",
    "quotes": f"“他叫什么？”“{N}。”“电话呢？”“{P}”",
    "no speakers": f"- 叫什么名字\n- {N}\n- 手机号多少\n- {P}",
    "nicknames and times": f"奶黄包 21:03:15\n叫什么\n一颗柠檬 21:03:40\n{N}\n奶黄包 21:04:02\n手机\n一颗柠檬 21:04:30\n{P}",
    "speakers again and again": f"夜行者:\n她叫{N}\n夜行者:\n手机{P}",
}


def claims(text: str) -> list[tuple[str, str]]:
    return [(h.kind, h.value) for h in detect(text) if h.verdict is not Verdict.DOUBTFUL]


@pytest.mark.parametrize("layout", TALKS)
def test_talk(layout: str) -> None:
    assert claims(TALKS[layout]) == [("name", N), ("phone_number", P)]


@pytest.mark.parametrize("told", ["178\n0640\n1357", "乙：178\n乙：0640\n乙：1357", "前三位178，中间0640，后四位1357"])
def test_a_number_told_in_parts(told: str) -> None:
    assert ("phone_number", P) in claims(f"机主{N}，手机号\n{told}")


@pytest.mark.parametrize(
    "text", ["问：明天放假吗\n答：放，通知说了", "A: 晚上吃啥\nB: 火锅吧\nA: 行", "手机？随便\n微信？没有"]
)
def test_talk_of_nobody(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (f"{N}\n+86 178 0640 1357", [("name", N), ("phone_number", P)]),
        (f"小太阳\n{P}", [("former_name_alias", "小太阳"), ("phone_number", P)]),
        (f"Zhiyu Han\n{P}", [("name", "zhiyu han"), ("phone_number", P)]),
        (N, []),
    ],
)
def test_shared_contact(card: str, expected: list[tuple[str, str]]) -> None:
    assert [(h.kind, h.value) for h in contact.told(card, detect(card))] == expected
