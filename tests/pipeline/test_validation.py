"""The questions of a court's expert: what is said of measurements is what was measured, and no answer is made up."""

from pathlib import Path

import pytest

from doxdocket.desk import validation
from doxdocket.desk.validation import measured, questions
from doxdocket.law import classes
from doxdocket.store.decisions import Decision

PAGE = Path(__file__).parents[2] / measured().page


def test_every_shipped_number_stands_in_the_pageof_measurements():
    page, corpus = PAGE.read_text("utf-8"), measured().corpus
    assert f"{corpus['messages']:,} invented messages of {corpus['hands']} writers" in page
    assert f"{corpus['twice']} messages (`./docket bench corpus --agreement`) |" in page
    assert f"| {corpus['agreement']} |" in page
    assert f"found {corpus['wrong']} % of {corpus['wrong_of']:,} spans wrong" in page
    assert "ten are closed" in page
    assert corpus["closed"] == 10
    assert f"{measured().conduct['macro_f1']} |" in page
    for row, of in (
        ("headline figures 主要数据", measured().headline),
        ("kinds of 20 items or more 各类（20 条以上）", measured().kinds),
    ):
        assert f"| {row} | {of.all} | {of.inside} | {of.both} | {of.above} | {of.below} |" in page
        assert of.inside + of.above + of.below == of.all


def test_sums_of_the_evidence_classes_are_those_of_the_table():
    told = validation.of_measurement()
    assert told["missed"]["of"] == sum(s.whole for s in classes.measured().missed.values()) == 3911
    assert told["classes"]["right"] == sum(s.part for s in classes.measured().right.values())
    assert told["bounds"] == {
        "cases": 10, "generators": 5, "all": 150, "inside": 150, "both": 141, "above": 0, "below": 0, "share": "100.0%", "low": "97.5%", "high": "100.0%",
    }  # fmt: skip


def test_there_are_fifteen_questions_and_none_asks_for_a_fact_twice():
    asked = questions().questions
    assert len(asked) == 15
    facts = [fact.id for one in asked for fact in one.facts]
    assert len({*facts}) == len(facts)


@pytest.mark.parametrize(("known", "left", "state"), [
    ((True, True), False, "answered"), ((True, True), True, "part"), ((True, False), False, "part"), ((False, False), False, "open"), ((), True, "open"),
])  # fmt: skip
def test_a_question_is_answered_only_where_nothing_is_left_open(known, left, state):
    words = validation.Both(zh="有 {n}", en="there are {n}")
    without = validation.Both(zh="没有", en="none")
    question = validation.Question("q", "", "", "", [validation.Fact(str(n), words, without) for n, _ in enumerate(known)], without if left else None)  # fmt: skip
    said = validation.answered(question, {str(n): {"n": n} if one else None for n, one in enumerate(known)})
    assert said.state == state
    assert [(fact.zh, fact.known) for fact in said.facts] == [
        (f"有 {n}" if one else "没有", one) for n, one in enumerate(known)
    ]


def test_a_fact_that_rests_on_too_few_cases_is_told_with_its_number_and_answers_nothing():
    (opinions,) = [one for one in questions().questions if one.id == "opinions"]
    least = questions().least["decided"]

    def said(n, undecided=60):
        decisions = [Decision(f"D{k}", "", "甲", "conduct.confirm", {"conduct": str(k)}, "核对") for k in range(n)]
        known = validation.decided_labels(decisions, {"proposed": undecided, "confirmed": n})
        return validation.answered(opinions, {"conduct": known, "decisions": {"standing": n, "who": 1}})

    few, enough = said(7), said(least)
    assert (few.state, [one.known for one in few.facts]) == ("part", [False, True])
    assert "67 处（贴中每一处文字为一处，一贴可有几处），其中经人确认的 7 处，没有任何人认定的 60 处" in few.facts[0].zh
    assert f"不足 {least} 项" in few.facts[0].zh
    assert f"Fewer than {least}" in few.facts[0].en
    assert enough.state == "answered"
    assert "不足以回答" not in enough.facts[0].zh


def test_labels_that_nobody_decided_on_are_not_answered_for_by_those_that_were_rejected():
    rejected = [Decision(f"D{k}", "", "甲", "conduct.reject", {"conduct": str(k)}, "不是") for k in range(30)]
    assert isinstance(validation.decided_labels(rejected, {"proposed": 30}), validation.Few)
    told = validation.decided_labels(rejected, {"confirmed": 30})
    assert not isinstance(told, validation.Few)
    assert (told["decided"], told["undecided"]) == (30, 0)


def test_what_nobody_decided_on_is_told_in_the_unit_of_what_it_is_a_part_of():
    """Places beside figures of posts once told of more that nobody had decided on than there were."""
    told = validation.decided_labels([], {"proposed": 25, "confirmed": 3, "doubtful": 9}).told
    assert told["places"] == told["undecided"] + told["confirmed"] == 28
