"""Decisions are added and never changed; undoing is another, and each is in the chain."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.errors import WrongCall
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import CustodyRow, broken, link
from doxdocket.store.decisions import Entry, standing
from doxdocket.store.reason import checked
from doxdocket.store.verify import verify


def test_a_decision_is_kept_with_its_custody_row(case: Case) -> None:
    made = case.decide("person.not_same", {"a": "c/1/0", "b": "c/2/0"}, "两人年龄不同", "乙")
    assert case.decisions()[-1] == made
    row = case.custody.rows()[-1]
    assert (row.act, row.actor, row.detail["decision"]) == ("decide", "乙", made.id)
    assert row.detail["sha256"] == made.sealed()


def test_undo_and_undo_of_undo(case: Case) -> None:
    first = case.decisions()[0]
    undo = case.decide("undo", {"decision": first.id}, "认错了人", "甲")
    assert [d.undone_by for d in case.decisions()] == [undo.id, None]
    with pytest.raises(WrongCall, match=undo.id):
        case.decide("undo", {"decision": first.id}, "再撤一次", "甲")
    again = case.decide("undo", {"decision": undo.id}, "没有认错", "甲")
    assert [d.undone_by for d in case.decisions()] == [None, again.id, None]
    case.decide("undo", {"decision": first.id}, "确实认错", "甲")
    assert case.decisions()[0].undone_by == "D0004"


@pytest.mark.parametrize(
    "target", [{}, {"decision": "D9999"}, {"decision": "1; DROP TABLE decisions"}, {"decision": None}]
)
def test_undo_of_what_is_not_there_is_a_wrong_call(case: Case, target: dict) -> None:
    before = case.custody.head()
    with pytest.raises(WrongCall, match="no such decision"):
        case.decide("undo", target, "无此认定", "甲")
    assert case.custody.head() == before


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "  ",
        "138 0000 0000",
        "１３８００００００００",
        "一三八零零零零",
        "见 a@example.com",
        "尾号12\u200b34\u200b56",
        "6222-0000",
    ],
)
def test_a_reason_is_wanted_and_repeats_no_value(case: Case, reason: str) -> None:
    with pytest.raises(WrongCall):
        case.decide("finding.reject", {"finding": "x"}, reason, "甲")
    assert len(case.decisions()) == 1


@pytest.mark.parametrize(
    "reason", ["庭前核对", "见2024-06-24笔录第12页", "2024年6月24日质证，（2024）浙01民初1234号", "V0001 与 V0002"]
)
def test_ordinary_reasons_pass(reason: str) -> None:
    assert checked(f" {reason} ") == reason


def test_who_decides_must_be_said(case: Case) -> None:
    with pytest.raises(WrongCall):
        case.decide("finding.reject", {"finding": "x"}, "不是号码", " ")


@examples(200)
@given(st.lists(st.integers(0, 5), max_size=12))
def test_a_decision_stands_or_is_undone_by_one_that_stands(picks: list[int]) -> None:
    acts: list[tuple[int, str, dict[str, object]]] = [(1, "x", {})]
    for pick in picks:
        undone = standing(acts)
        open_ = [n for n, _, _ in acts if n not in undone]
        if pick < len(open_):
            acts.append((len(acts) + 1, "undo", {"decision": f"D{open_[pick]:04d}"}))
    undone = standing(acts)
    for number, by in undone.items():
        assert int(by[1:]) > number
        assert int(by[1:]) not in undone
    assert all(
        len([1 for _, act, t in acts if act == "undo" and t["decision"] == f"D{n:04d}"]) or n not in undone
        for n, _, _ in acts
    )


TEXT = st.text(max_size=8)
ACTS = st.lists(
    st.tuples(TEXT, TEXT, TEXT, st.dictionaries(TEXT, st.integers() | TEXT, max_size=3)), min_size=1, max_size=8
)


@examples(150)
@given(acts=ACTS, data=st.data())
def test_any_change_inside_a_chain_breaks_it(acts: list, data: st.DataObject) -> None:
    rows = link(acts)
    assert broken(rows) == []
    at = data.draw(st.integers(0, len(rows) - 1))
    old = rows[at]
    field = data.draw(st.sampled_from(["at", "actor", "act", "prev", "hash", "seq", "detail"]))
    new = data.draw({"seq": st.integers(), "detail": st.dictionaries(TEXT, TEXT, max_size=2)}.get(field, TEXT))
    if new != getattr(old, field):
        changed = CustodyRow(*[new if name == field else getattr(old, name) for name in CustodyRow.__slots__])
        assert broken([*rows[:at], changed, *rows[at + 1 :]])
    if at < len(rows) - 1:
        assert broken([*rows[:at], *rows[at + 1 :]])
    assert broken([*rows[: at + 1], *rows[at:]])


def test_marks_stay_in_the_database_and_are_sealed_with_the_decision(case: Case) -> None:
    mark = {"finding": {"value": "7f3a9c5522aa01bd", "nth": 0, "of": 1}}
    (made,) = case.decide_all([Entry("finding.reject", {"finding": "c/1/text/0-5/name"}, "商家名称", "甲", mark)])
    kept = case.decisions()[-1]
    assert (kept, kept.target) == (made, {"finding": "c/1/text/0-5/name"})
    assert kept.tags == {"finding": {"value": "#7f3a", "nth": 0, "of": 1}}
    assert "7f3a9c5522aa01bd" not in repr(kept)
    assert len(str(kept.marks["salt"])) == 32
    assert case.custody.rows()[-1].detail["sha256"] == kept.sealed()
    assert replace(kept, marks={**kept.marks, "finding": {}}).sealed() != kept.sealed()
    assert verify(case) == []


def test_several_are_recorded_together_or_not_at_all(case: Case) -> None:
    before = case.custody.head(), len(case.decisions())
    rows = [Entry("x", {"n": n}, "核对", "甲", at="2024-06-24T00:00:00.000000+00:00") for n in range(3)]
    with pytest.raises(WrongCall):
        case.decide_all([*rows, Entry("x", {}, "", "甲")])
    assert (case.custody.head(), len(case.decisions())) == before
    made = case.decide_all(rows)
    assert [d.at[:10] for d in made] == ["2024-06-24"] * 3
    assert case.decisions()[before[1] :] == made
