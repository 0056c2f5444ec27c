"""What anybody may post: texts that once ran for ever, raised, or told of nothing, and what long ones cost."""

from itertools import chain

import pytest

from doxdocket.bounds import bounded
from doxdocket.detect import conduct, detect
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader.tokens import WHOLE
from doxdocket.law.classes import POST
from doxdocket.records import Verdict

_STEPS = 400
"""A character of a text: far above what any text costs, far below a text read again from every place."""
_STOPPED = {
    "dots of a form": "电话" + "." * 30,
    "marks behind an account": "账号" + "#" * 24,
    "letters behind a label": "电话" + "uid" * 24,
    "a key of many words": "13800001850 " + "aA" * 32,
    "a key of many words and lines": "13800001850 " + "vehicle_traceX" * 30,
    "letters of both cases": "13800001850 " + "abcXYZdefGHIjkl" * 8,
    "a county of no name": "地址市辖区",
    "the same with a colon": "住址：市辖区",
    "the same behind a verb": "家住市辖区",
    "a row of numerals": "一" * 4301,
    "a label that begins inside a word": "RISC-V rn",
    "a label behind its value": "hing(抖号】",
    "a tag": "36120<t>{0",
    "ordinary English": "Command-line client for WebSockets",
    "the name of a file": "20230825-N004-T",
    "dots before a price": "身份证" + "." * 26 + ",30元 " * 10,
}
_PRICES = "查档接单：身份证30元，户籍80，联系管理 "


def _read(text: str, steps: int) -> tuple[list[Hit], list[conduct.Act], int]:
    with bounded(steps) as work:
        hits = detect(text)
        acts = conduct.label([text], [hits])[0]
    return hits, acts, work.spent


@pytest.mark.parametrize("text", _STOPPED.values(), ids=_STOPPED)
def test_a_short_text_ends_within_its_steps(text):
    hits, acts, _ = _read(text, _STEPS * (len(text) + 100))
    assert all(0 <= one.start < one.end <= len(text) for one in chain(hits, acts))


@pytest.mark.parametrize("filler", ["_", "a", "-", "a/", "ab9.", "一", "一二", "http://a.b/", "aA", "(", "姓名"])
@pytest.mark.whole(but=5)
def test_long_prices_cost_what_their_length_does(filler):
    _, acts, _ = _read(_PRICES + (filler * 24_000)[:24_000], _STEPS * 24_000)
    assert "sale_offer" in {act.label for act in acts}


@pytest.mark.parametrize(
    "text",
    [
        "手机：13800001850 血型⚧️”",
        "住址：张三 手机：13800001850 用药\x7f",
        "手机：13800001850 曾用名⚧️”",
        "地址市辖区 手机：13800001850",
    ],
)
def test_no_finding_is_empty(text):
    found = detect(text)
    assert [hit.value for hit in found if hit.kind == "phone_number"] == ["13800001850"]
    assert all(hit.start < hit.end and hit.value for hit in found)
    assert {hit.kind for hit in found if hit.verdict is not Verdict.DOUBTFUL} <= {"phone_number", "name"}


def test_conduct_of_a_long_text_is_read_where_its_findings_are():
    first, filler, last = (
        "姓名：韩知予 电话：17806401357\n",
        "今天的火锅不错\n",
        "一起去打爆她的电话！贱人\n户籍30元一份，机主80元\n",
    )
    text = first + filler * (WHOLE // len(filler)) + first + last
    hits, acts, _ = _read(text, _STEPS * len(text))
    alone, told, _ = _read(first + last, _STEPS * (len(first + last) + 100))
    moved = len(text) - len(first + last)
    assert moved > WHOLE
    offers = [act for act in acts if act.label == "sale_offer"]
    [offer] = [act for act in told if act.label == "sale_offer"]
    assert [(act.start - moved, act.end - moved) for act in offers] == [(offer.start, offer.end)]
    assert [[(s.slot, s.value, s.start - moved) for s in act.slots] for act in offers] == [
        [(s.slot, s.value, s.start) for s in offer.slots]
    ]
    assert "incitement" in {act.label for act in acts if act.start >= moved}
    second = {hit.person for hit in hits if hit.start >= moved}
    assert {act.person for act in acts if act.start >= moved and act.person >= 0} == second
    assert second != {hit.person for hit in alone}


def test_what_a_post_may_disclose_is_doubtful_and_says_why():
    texts = (
        "方坤磊这个人真不行",
        "谢彬春老家湖北武汉",
        "窦采薇真不是个东西",
        "桂明远又在群里骂人",
        "邬时雨这家伙太过分了",
    )
    may = [hit for text in texts for hit in detect(text) if POST in hit.reasons]
    assert len(may) > 1
    assert {hit.verdict for hit in may} == {Verdict.DOUBTFUL}
