"""The ladder of each defendant: what is entered of one counts for him alone, and answers that differ are told and never chosen from."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from tests.assess.procedure_made import entered

from doxdocket.assess.damages import by_defendant
from doxdocket.assess.damages.determinable import held, told_of
from doxdocket.assess.damages.ladder import Days, met_in
from doxdocket.assess.damages.worksheet import Given, worksheet
from doxdocket.assess.forms.damages import Determinable, Range
from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Fact, Joint
from doxdocket.assess.forms.procedure import Event
from doxdocket.assess.gains.account import Received
from doxdocket.assess.gains.sums import Pair
from doxdocket.assess.parties.days_of_acts import Acted
from doxdocket.assess.plain_records import plain
from doxdocket.law.rules import shipped

CASE = Days(date(2024, 3, 27), date(2025, 8, 28), date(2025, 4, 11), date(2023, 7, 1))
PEOPLE = [Defendant(id=f"D{n}", name="赫连某某", born="1999") for n in (1, 2, 3)]
COURSE = [
    Event(id="e1", state="S10", at=date(2025, 8, 28)), Event(id="e2", state="S7", at=date(2025, 4, 11)),
    Fact(id="suit_brought", value=True, reason="x"), Fact(id="sum_agreed", value=False, reason="x"),
]  # fmt: skip
POSTED = [{"channel_id": "c", "post_id": str(at.day), "person": None, "date": at}
          for at in (datetime(2023, 7, 1, 4, tzinfo=UTC), datetime(2024, 3, 27, 4, tzinfo=UTC))]  # fmt: skip
TOGETHER = {"two_or_more": True, "acted_together": True, "damage": True}


def says(what, answer, who=""):
    return Determinable(id=f"{what}-{answer}-{who or 'all'}", what=what, answer=answer, defendant=who, reason="x")


def joint(*members, key="J1", **facts):
    return Joint(
        id=key, basis="1168", members=members, since=date(2023, 7, 1), until=date(2024, 3, 1), facts=TOGETHER | facts, reason="x"
    )  # fmt: skip


def sheet(*entries, people=PEOPLE, **more):
    given = {
        "case": "c",
        "on": date(2026, 6, 1),
        "entries": entered(*people, *COURSE, *entries),
        "publications": POSTED,
    }
    return worksheet(Given(**(given | more)))


def laddered(*entries, **more):
    return plain(sheet(*entries, **more))


def one(found, who):
    return next(row for row in found["ladder"]["defendants"] if row["id"] == who)


def codes(row):
    return [told["code"] for told in row["told"]]


def applies(row):
    return [reading["applies"] for reading in row["readings"]]


def lacks(row):
    return {m["fact"] for reading in row["readings"] for step in reading["steps"] for m in step["missing"]}


STEP_2_3 = ["circumstances", "within_ceiling"]


def test_what_is_entered_of_one_defendant_answers_for_nobody_else():
    found = laddered(says("loss", "not"), says("gain", "whole", "D1"))
    assert applies(one(found, "D1")) == [["loss_or_gain"]]
    for other in (one(found, "D2"), found["ladder"]):
        assert applies(other) == [[]]
        assert "gain_determinable" in lacks(other)
    assert one(found, "D2")["held"]["gain"]["answer"] is None
    assert found["ladder"]["held"]["gain"] | {"zh": "", "en": ""} == {
        "answer": None, "zh": "", "en": "", "entries": ["R0009"], "from_all": False, "each": {"D1": "whole"}, "without": ["D2", "D3"],
    }  # fmt: skip
    assert next(t for t in found["ladder"]["told"] if t["code"] == "not_together")["who"] == ["D2", "D3"]


def test_of_a_defendant_without_an_entry_of_his_own_that_of_all_counts_and_is_told_so():
    found = laddered(says("loss", "not"), says("gain", "not"), says("gain", "whole", "D1"))
    assert [applies(one(found, who)) for who in ("D1", "D2")] == [[["loss_or_gain"]], [STEP_2_3]]
    told = {who: next(t["about"] for t in one(found, who)["told"] if t["code"] == "of_all") for who in ("D1", "D2")}
    assert told == {"D1": ["loss"], "D2": ["loss", "gain"]}


def test_defendants_who_differ_need_a_human_decision_and_both_readings_stand():
    found = laddered(says("loss", "not"), says("gain", "not"), says("gain", "whole", "D1"))["ladder"]
    assert [row["id"] for row in found["readings"]] == ["whole_needed", "part_enough"]
    assert applies(found) == [STEP_2_3, ["loss_or_gain"]]
    differ = next(t for t in found["told"] if t["code"] == "defendants_differ")
    assert (differ["about"], differ["each"]) == ("gain", {"D1": "whole", "D2": "not", "D3": "not"})
    assert {"defendants_differ", "steps_differ"} <= set(codes(found))
    assert all(
        "须由人决定" in t["zh"] and "human decision" in t["en"]
        for t in found["told"]
        if t["code"] in {"defendants_differ", "steps_differ", "entries_differ"}
    )
    known_together = laddered(says("loss", "not"), says("gain", "whole"), *(says("gain", "not", p.id) for p in PEOPLE))[
        "ladder"
    ]
    assert (applies(known_together), applies(known_together["defendants"][0])) == ([["loss_or_gain"]], [STEP_2_3])
    assert [c for c in codes(known_together) if c.endswith("differ")] == ["steps_differ"]
    same = laddered(says("loss", "not"), says("gain", "not"), says("gain", "not", "D1"))["ladder"]
    assert not {"defendants_differ", "steps_differ", "entries_differ"} & set(codes(same))


W, P, N = "whole", "partly", "not"


@pytest.mark.parametrize(
    ("every", "own", "answer", "told"),
    [
        ((), {}, None, []),
        ((N,), {}, N, []),
        ((P,), {}, P, []),
        ((), {"D1": W}, None, ["not_together"]),
        ((), {"D1": W, "D2": W}, W, []),
        ((), {"D1": N, "D2": N}, None, ["not_together"]),  # one loss of two may be known though not by person
        ((), {"D1": W, "D2": N}, None, ["defendants_differ", "not_together"]),
        ((W,), {"D1": N, "D2": N}, W, []),
        ((N,), {"D1": N}, N, []),
        ((N,), {"D1": W}, P, ["defendants_differ", "entries_differ"]),
        ((N,), {"D1": P, "D2": P}, P, ["entries_differ"]),
        ((P,), {"D1": W, "D2": N}, P, ["defendants_differ"]),
        ((P,), {"D1": W, "D2": W}, P, ["entries_differ"]),
        ((W, N), {}, P, ["entries_differ"]),
        ((W,), {"D1": W, "D3": N}, W, []),  # D3 is not asked about
    ],
)
def test_an_answer_of_several_is_entered_of_all_or_follows_from_each(every, own, answer, told):
    rows = [(f"R{n}", says("gain", so)) for n, so in enumerate(every)]
    rows += [(f"R{who}", says("gain", so, who)) for who, so in own.items()]
    found = held(rows, ("D1", "D2"))
    assert (found.answer, [t.code for t in told_of("gain", found)]) == (answer, told)
    assert "RD3" not in found.entries


@pytest.mark.parametrize(
    ("every", "own", "answer", "told"),
    [
        ((N,), (W,), W, []),
        ((N,), (), N, []),
        ((), (W, N), P, ["entries_differ"]),
        ((W, N), (P,), P, []),
        ((), (), None, []),
    ],
)
def test_of_one_defendant_his_own_entries_go_before_those_of_all(every, own, answer, told):
    rows = [(f"R{n}", says("loss", so)) for n, so in enumerate(every)]
    rows += [(f"Q{n}", says("loss", so, "D1")) for n, so in enumerate(own)]
    found = held(rows, ("D1",))
    assert (found.answer, [t.code for t in told_of("loss", found)]) == (answer, told)
    assert found.from_all == bool(every and not own)


def test_a_fact_of_one_defendant_counts_for_him_alone():
    found = laddered(says("loss", "not"), says("gain", "not"), Fact(id="sum_agreed@D2", value=True, reason="和解"),
                     Fact(id="guardian_diligent@D2", value=True, reason="x"))  # fmt: skip

    def agreed(row):
        (rule,) = [r for s in row["readings"][0]["steps"] for r in s["rules"] if r["provision"] == "cn/minfadian/1182-circumstances"]  # fmt: skip
        return rule["answer"]

    assert [agreed(one(found, who)) for who in ("D1", "D2", "D3")] == ["met", "not met", "met"]
    assert agreed(found["ladder"]) == "met"
    assert [(t["who"], t["about"]) for t in found["ladder"]["told"] if t["code"] == "facts_apart"] == [
        (["D2"], ["sum_agreed"])
    ]
    assert one(found, "D2")["facts"] == [{"fact": "sum_agreed", "entry": "R0010", "value": True, "reason": "和解"}]
    assert [one(found, who)["beside"] for who in ("D1", "D2")] == [[], []]


def test_what_stands_beside_the_ladder_is_asked_of_one_of_whom_a_fact_of_it_is_entered():
    found = laddered(Fact(id="punitive_by_law", defendant="D3", value=True, reason="某法"))
    assert [[step["id"], step["answer"]] for step in one(found, "D3")["beside"]] == [["punitive", "met"]]
    assert one(found, "D1")["beside"] == []
    assert {s["id"]: s["answer"] for s in found["ladder"]["beside"]}["punitive"] == "not determinable"


def test_rules_go_by_the_days_of_each_defendant():
    links = [
        e for n in (1, 2) for e in (
            Actor(id=f"A{n}"), Attribution(id=f"L{n}", actor=f"A{n}", defendant=f"D{n}", grade="proven", grounds=("ip",), reason="x"))
    ]  # fmt: skip
    days = {"joint:D1": [date(2021, 1, 1), date(2021, 10, 31)], "joint:D2": [date(2021, 10, 31), date(2021, 11, 1)]}
    found = laddered(says("loss", "not"), says("gain", "whole"), *links, days=days)

    def pi_law(who):
        return one(found, who)["readings"][0]["steps"][0]["rules"][0]

    assert [pi_law(who)["answer"] for who in ("D1", "D2")] == ["not determinable", "met"]
    assert [m["fact"] for m in pi_law("D1")["missing"]] == ["rule_in_force"]
    assert pi_law("D2")["acts_before_it"]
    assert applies(one(found, "D1")) == [["loss_or_gain"]]  # the Civil Code was in force
    assert one(found, "D1")["days"] == {"first": "2021-01-01", "act": "2021-10-31", "filing": "2025-04-11", "own": True}
    assert (one(found, "D3")["days"]["own"], "days_of_case" in codes(one(found, "D3"))) == (False, True)
    assert [t["code"] for t in one(found, "D1")["told"]] == ["of_all"]


def test_those_jointly_liable_are_asked_together_and_who_is_not_is_told():
    found = laddered(says("loss", "not"), says("gain", "not"), joint("D1", "D2"))["ladder"]
    (group,) = found["together"]
    assert (group["entries"], group["members"], group["articles"]) == (
        ["J1"],
        ["D1", "D2"],
        ["民法典 第一千一百六十八条"],
    )
    assert applies(group) == [STEP_2_3]
    assert [row["joint"] for row in found["defendants"]] == [["J1"], ["J1"], []]
    assert "not_all_joint" in codes(found)
    whole = laddered(joint("D1", "D2", "D3"), joint("D1", "D2", "D3", key="J2"))["ladder"]
    assert [group["entries"] for group in whole["together"]] == [["J1", "J2"]]
    assert "not_all_joint" not in codes(whole)
    shares = Joint(id="J9", basis="1172", members=("D1", "D2"), since=date(2023, 7, 1), reason="x")
    unsettled = laddered(joint("D1", "D2", "D3", acted_together=None), shares)["ladder"]
    assert unsettled["together"] == []
    assert next(t["open"] for t in unsettled["told"] if t["code"] == "not_all_joint") == ["J1"]
    single = laddered(says("gain", "not"), people=PEOPLE[:1])
    assert "not_all_joint" not in codes(single["ladder"])
    assert codes(one(single, "D1")) == ["days_of_case"]


def test_a_group_answers_by_its_own_days_and_for_those_sued_here():
    people = [
        *PEOPLE[:2],
        Defendant(id="D3", name="甲", called="not_civil"),
        Defendant(id="D4", name="乙", called="not_civil"),
    ]
    found = laddered(
        says("loss", "not"), says("gain", "not"), says("gain", "whole", "D3"), joint("D1", "D2", "D3"), joint("D1", "D3", key="J2"), people=people
    )  # fmt: skip
    (group,) = found["ladder"]["together"]
    assert (group["members"], group["not_sued"]) == (["D1", "D2"], ["D3"])
    assert applies(group) == applies(found["ladder"]) == [STEP_2_3]
    assert [t["others"] for t in found["ladder"]["told"] if t["code"] == "not_sued"] == [["R0011"]]
    assert {r["on"] for s in group["readings"][0]["steps"][:2] for r in s["rules"]} == {"2024-03-01"}
    assert [row["id"] for row in found["ladder"]["defendants"]] == ["D1", "D2"]
    known = by_defendant.One("甲", {}, CASE, Acted(own=[date(2023, 7, 1)]))
    ended = SimpleNamespace(since=None, until=date(2023, 12, 31))
    assert by_defendant.within(CASE, [ended]) == replace(
        CASE, act=min(CASE.act, ended.until)
    )  # one went on alone afterwards
    assert by_defendant.within(CASE, [ended, SimpleNamespace(since=None, until=None)]) == CASE
    assert by_defendant.days_of([known, by_defendant.One("乙", {}, CASE)], CASE) is CASE
    assert by_defendant.days_of([known, known], Days(None, None, None)) == Days(CASE.act, None, None, CASE.first)
    nothing = by_defendant.One("丙", {}, Days(None, None, None), Acted(own=[date(2023, 7, 1)]))
    assert by_defendant.days_of([nothing], CASE) is CASE


NO, NIL = Pair(None, None), Pair(Decimal("0.00"), Decimal("0.00"))
MONEY = Received(
    "D1", proven=Pair(Decimal("300.00"), None), claimed=NO, before=Pair(Decimal("300.00"), None),
    after=Pair(Decimal("-20.50"), Decimal("300.00")), undecided=NIL, agreed=NO, refunded=NO, costs=NO, between=NO, between_paid=NO, widest=None, joint=0, lacking=[],
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "more", "code"),
    [
        ("not", {}, "gain_in_account"),
        ("not", {"proven": NIL}, None),
        ("partly", {}, None),
        ("whole", {}, None),
        ("whole", {"lacking": ["E1"]}, "gain_open_in_account"),
        ("whole", {"joint": 1}, "gain_open_in_account"),
        ("whole", {"undecided": Pair(Decimal("0.00"), Decimal("0.01"))}, "gain_open_in_account"),
        ("whole", {"undecided": Pair(Decimal("0.00"), None)}, "gain_open_in_account"),
    ],
)
def test_an_account_of_gains_that_does_not_fit_what_was_entered_is_told_and_decides_nothing(answer, more, code):
    found = laddered(says("gain", answer, "D1"), gained={"D1": replace(MONEY, **more)})
    assert {c for c in codes(one(found, "D1")) if "account" in c} == ({code} if code else set())
    assert one(found, "D1")["held"]["gain"]["answer"] == answer
    assert one(found, "D2")["gains"] is None
    assert one(found, "D1")["gains"]["before"] == [{"yuan": "300.00", "from": "gains:D1"}, None]


def test_an_account_of_gains_alone_answers_nothing():
    found = laddered(gained={"D1": MONEY})
    assert one(found, "D1")["held"]["gain"]["answer"] is None
    assert applies(one(found, "D1")) == [[]]


def test_a_range_is_warned_of_where_discretion_is_open_for_some_alone():
    one_range = Range(id="r", low=Decimal(1), high=Decimal(2), per="suit", reasons="x", evidence=("卷一",))
    asked = sheet(one_range, says("loss", "not"), says("gain", "not"), says("gain", "whole", "D1"))
    found = plain(asked)
    assert [(w["code"], w.get("who")) for w in found["warnings"]] == [("step_not_met_of", ["D1"])]
    assert met_in(asked.ladder, "within_ceiling") == ["whole_needed", "as_stated"]
    none = laddered(one_range, says("gain", "whole"))
    assert [w["code"] for w in none["warnings"]] == ["step_not_met"]
    assert laddered(one_range, says("loss", "not"), says("gain", "not"))["warnings"] == []


def test_a_fact_that_no_step_asks_sets_nobody_apart():
    ones = {"D1": by_defendant.One("甲", {"x": True}, CASE), "D2": by_defendant.One("乙", {}, CASE)}
    assert list(by_defendant.apart(ones, ones, {}, shipped())) == []


PIPL, CODE = "cn/pipl/69-2-circumstances", "cn/minfadian/1182-circumstances"


def rules(found):
    return [rule for step in found["readings"][0]["steps"] for rule in step["rules"]]


def answers(found):
    return {rule["provision"]: rule["answer"] for rule in rules(found)}


def test_the_article_on_processors_has_no_object_for_one_who_handled_no_information():
    """Neither alone nor together with others: unknown, never no, unless a person says so; the civil code asks nothing of the kind."""
    loss, gain = says("loss", "not"), says("gain", "not")
    handled = {"D1": True, "D2": None, "joint:J1": None, "joint:J2": True}
    entries = (loss, gain, joint("D1", "D2"), joint("D1", "D3", key="J2"))
    found = laddered(*entries, handled=handled)
    first, second, third = (one(found, who) for who in ("D1", "D2", "D3"))
    assert (answers(first)[PIPL], answers(second)[PIPL], answers(third)[PIPL]) == ("met", "not determinable", "met")
    assert [m["fact"] for rule in rules(second) if rule["provision"] == PIPL for m in rule["missing"]] == ["pi_handled"]
    assert answers(first)[CODE] == answers(second)[CODE] == "met"
    groups = {tuple(row["entries"]): answers(row)[PIPL] for row in found["ladder"]["together"]}
    assert groups == {("J1",): "not determinable", ("J2",): "met"}
    said = laddered(
        *entries,
        Fact(id="pi_handled@D2", value=False, reason="x"),
        Fact(id="pi_handled@J1", value=True, reason="x"),
        handled=handled,
    )
    assert answers(one(said, "D2"))[PIPL] == "not met"
    assert {tuple(row["entries"]): answers(row)[PIPL] for row in said["ladder"]["together"]}[("J1",)] == "met"
