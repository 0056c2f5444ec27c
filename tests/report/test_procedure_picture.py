"""The timeline: well formed, says itself, words that do not cover one another, days outside it left out."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from doxdocket.report.procedure_picture import Bar, timeline

SVG = "{http://www.w3.org/2000/svg}"
STATES = [("S2 立案", date(2024, 6, 24)), ("S5 公告", date(2024, 6, 24)), ("S7 起诉", date(2025, 4, 11))]
BARS = [
    Bar("公告三十日", date(2024, 6, 24), date(2024, 7, 24), date(2025, 4, 11), "按期"),
    Bar("审查起诉", date(2024, 7, 24), date(2024, 11, 25), date(2025, 4, 11), "未说明的超期 +137", late=True),
]


def drawn(states=STATES, bars=BARS, on=date(2025, 5, 1), label="程序时间线"):
    return ET.fromstring(str(timeline(states, bars, on, label)))


def test_it_says_itself_and_has_a_bar_a_period():
    root = drawn(label="a < b & c")
    assert (root.get("role"), root.get("aria-label"), root.find(f"{SVG}title").text) == (
        "img",
        "a < b & c",
        "a < b & c",
    )
    assert len(root.findall(f"{SVG}rect")) == 2
    words = [t.text for t in root.findall(f"{SVG}text")]
    assert {"S2 立案", "审查起诉", "未说明的超期 +137", "2025-05-01"} <= set(words)


def test_only_an_overrun_is_dashed():
    dashed = [line for line in drawn().findall(f"{SVG}line") if line.get("stroke-dasharray") == "4 3"]
    assert len(dashed) == 1
    assert float(dashed[0].get("x2")) > float(dashed[0].get("x1"))


def test_states_of_one_day_stand_in_rows_of_their_own():
    rows = {t.text: t.get("y") for t in drawn().findall(f"{SVG}text") if t.text in dict(STATES)}
    assert rows["S2 立案"] != rows["S5 公告"]
    assert rows["S7 起诉"] == rows["S2 立案"]


def test_the_day_asked_about_is_drawn_where_there_is_room_for_it():
    assert "2031-01-01" not in [t.text for t in drawn(on=date(2031, 1, 1)).findall(f"{SVG}text")]
    assert "2020-01-01" not in [t.text for t in drawn(on=date(2020, 1, 1)).findall(f"{SVG}text")]


@pytest.mark.parametrize(("years", "most"), [(0, 14), (3, 14), (40, 14), (900, 14)])
def test_months_are_thinned_to_the_room(years, most):
    root = drawn(states=[("S0", date(1100, 1, 31)), ("S1", date(1100 + years, 2, 1))], bars=[])
    assert 1 <= len([t for t in root.findall(f"{SVG}text") if "-" in t.text and len(t.text) == 7]) <= most


def test_one_state_alone_and_a_long_name():
    root = drawn(states=[("S0", date(2024, 6, 24))], bars=[], on=date(2024, 6, 24))
    assert len(root.findall(f"{SVG}circle")) == 1
    long = drawn(bars=[Bar("甲" * 60, date(2024, 6, 24), date(2024, 7, 24), None, "")])
    assert any(t.text.endswith("…") for t in long.findall(f"{SVG}text") if t.text)


def test_a_period_of_years_is_cut_and_its_last_day_stands_beside_it():
    long = Bar("申请执行二年", date(2025, 4, 11), date(2027, 4, 11), None, "进行中")
    words = [t.text for t in drawn(bars=[*BARS, long]).findall(f"{SVG}text")]
    assert "→ 2027-04-11 进行中" in words
    assert not any(w.startswith("2026") for w in words)
    short = drawn(bars=[Bar("x", date(2025, 4, 11), date(2025, 4, 30), None, "")])
    assert [t.text for t in short.findall(f"{SVG}text") if (t.text or "").startswith("→")] == []
