"""What opposing counsel found: who paid and apologised for what, whose appeal ends which period, effect, power to extend, service."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from tests.assess.procedure_made import event, plain, remarks_on, told_on

from doxdocket.assess.forms.parties import Defendant
from doxdocket.assess.forms.procedure import Claim, ClaimChange, Extension, JudgmentItem, Performance
from doxdocket.assess.procedure import claims
from doxdocket.assess.procedure.periods import fits, weighed
from doxdocket.desk.accounts.procedure import lacking
from doxdocket.law import deadlines
from doxdocket.law import procedure as table

ON = date(2026, 6, 1)
JUDGED = date(2025, 8, 28)
told, remarks = partial(told_on, ON), partial(remarks_on, ON)


def run(events, deadline, on=ON, extensions=()):
    found = [p for p in weighed(events, extensions, (), on).runs if fits(p.rule, deadline)]
    return {p.start.receiver: (p.weighed.answer, p.end and p.end.id) for p in found}


PAY = Claim(id="pay", text="赔偿", kind="damages", amount=Decimal(100000), stated=date(2025, 4, 11))


def item(name, amount=60000, against=("D1",), **more):
    more = {"kind": "payment", "text": "赔偿", "claim": "pay", "ordered": JUDGED, "due": date(2025, 9, 30)} | more
    return JudgmentItem(id=name, amount=None if amount is None else Decimal(amount), against=against, **more)


def did(name, what, amount=None, by=("D1",), kind="payment", **more):
    money = None if amount is None else Decimal(amount)
    return Performance(id=name, item=what, kind=kind, at=date(2025, 9, 12), amount=money, by=by, **more)


def states(items, *done):
    return {o.item: (o.state, o.paid or 0, o.open) for o in claims.items(items, done, ON)}


def test_a_payment_on_a_claim_counts_once_and_for_whoever_paid():
    both = [item("J1"), item("J2", against=("D2",))]
    assert states(both, did("q", "pay", 60000)) == {
        "J1": ("done", 60000, 0), "J2": ("open", 0, 60000),
    }  # fmt: skip
    assert claims.loose(both, [did("q", "pay", 60000)], ON) == []
    assert remarks("no item of a judgment takes it", PAY, *both, did("q", "pay", 60000)) == []


def test_of_several_items_that_a_payment_fits_a_person_decides():
    both = [item("J1", 200000, ("D1", "D2")), item("J2", 1000, ("D1", "D2"))]
    paid = did("q", "pay", 100000)
    assert states(both, paid) == {"J1": ("not determinable", 0, None), "J2": ("not determinable", 0, None)}
    assert remarks("a person decides of which it is", PAY, *both, paid) == [("q", "J1", "J2")]
    assert states(both, paid, did("r", "J2", 1000, ("D2",)))["J2"] == ("done", 1000, 0)
    nobody = did("q", "pay", 100000, ())
    assert {s for s, _, _ in states([item("J1"), item("J2", against=("D2",))], nobody).values()} == {"not determinable"}


def test_a_joint_item_is_paid_by_one_for_all_and_not_by_another():
    joint = item("J", 60000, ("D1", "D2"))
    assert states([joint], did("q", "J", 20000), did("r", "J", 40000, ("D2",)))["J"] == ("done", 60000, 0)
    alien = did("q", "J", 60000, ("D3",))
    assert states([joint], alien)["J"] == ("not determinable", 0, None)
    assert remarks("whom the item does not bind", PAY, joint, alien) == [("q",)]
    on_claim = did("q", "pay", 60000, ("D3",))
    assert states([joint], on_claim)["J"] == ("open", 0, 60000)
    assert remarks("fits none of its items", PAY, joint, on_claim) == [("q", "J")]


def test_what_was_done_on_a_claim_waits_for_its_judgment():
    paid = did("q", "pay", 60000)
    assert remarks("no item of a judgment takes it", PAY, item("J"), paid, on=date(2025, 8, 27)) == []
    assert remarks("no item of a judgment takes it", PAY, paid) == [("q",)]


def test_a_payment_without_an_amount_settles_nothing():
    one = item("J", 3000)
    assert states([one], did("q", "J"))["J"] == ("not determinable", 0, None)
    assert states([one], did("q", "J"), did("r", "J", 1000))["J"] == ("not determinable", 1000, None)
    assert states([one], did("q", "J"), did("r", "J", 3000))["J"] == ("done", 3000, 0)
    assert remarks("a payment has no amount on record", PAY, one, did("q", "J")) == [("q",)]
    assert claims.items([one], [did("q", "J")], ON)[0].overdue is None


def apology(*done, against=("D1", "D2"), kind="apology"):
    (one,) = claims.items([item("J", None, against, kind=kind)], done, ON)
    return one.state, tuple((each.defendant, each.state) for each in one.each)


def test_an_apology_is_each_ones_own():
    first, second = did("a", "J", None, ("D1",), "apology"), did("b", "J", None, ("D2",), "apology")
    assert apology() == ("open", (("D1", "open"), ("D2", "open")))
    assert apology(first) == ("partly", (("D1", "done"), ("D2", "open")))
    assert apology(first, second) == ("done", (("D1", "done"), ("D2", "done")))
    assert apology(did("c", "J", None, ("D1", "D2"), "apology"))[0] == "done"
    nobody = did("c", "J", None, (), "apology")
    assert apology(first, nobody) == ("not determinable", (("D1", "done"), ("D2", "not determinable")))
    assert apology(nobody, against=("D1",)) == ("done", ())
    assert apology(did("c", "J", None, ("D3",), "apology"), against=("D1",)) == ("not determinable", ())
    ordered = item("J", None, ("D1", "D2"), kind="apology")
    assert remarks("does not say whose it is", PAY, ordered, nobody) == [("c",)]
    assert plain(told(PAY, ordered, first))["judgment"][0]["each"][1] == {"defendant": "D2", "state": "open"}


def test_a_deletion_by_one_may_or_may_not_be_that_of_all():
    by_one, by_both = did("a", "J", None, ("D1",), "deletion"), did("a", "J", None, ("D1", "D2"), "deletion")
    assert apology(by_one, kind="deletion") == ("not determinable", ())
    assert apology(by_both, kind="deletion") == ("done", ())
    ordered = item("J", None, ("D1", "D2"), kind="deletion")
    assert remarks("whether it holds for the others", PAY, ordered, by_one) == [("a",)]
    assert remarks("whether it holds for the others", PAY, ordered, by_both) == []


RECEIVED, SERVED = event("S13:received", "2025-08-29", "rec"), event("S13:served", "2025-09-03", "s1", receiver="D1")
RULING = event("S13:ruling_served", "2025-05-06", "rul", receiver="D1")


def appeal(at="2025-09-17", key="S13:appeal", **more):
    return event(key, at, "ap", **{"receiver": "D1"} | more)


def test_an_appeal_ends_the_period_of_its_party_alone():
    assert run([RECEIVED, SERVED, appeal()], "appeal-judgment") == {"": ("elapsed", None), "D1": ("met", "ap")}
    ours = appeal("2025-09-10", receiver="某市人民检察院")
    assert run([RECEIVED, SERVED, ours], "appeal-judgment") == {"": ("met", "ap"), "D1": ("elapsed", None)}
    unnamed = [event("S13:served", "2025-09-03", "s0"), SERVED]
    assert run([*unnamed, appeal()], "appeal-judgment") == {"": ("elapsed", None), "D1": ("met", "ap")}
    assert run([unnamed[0], appeal()], "appeal-judgment") == {"": ("met", "ap")}


def test_an_appeal_that_names_nobody_is_late_for_none_where_it_is_in_time_for_one():
    unnamed = [RECEIVED, SERVED, appeal(receiver="")]
    assert run(unnamed, "appeal-judgment") == {"": ("elapsed", None), "D1": ("met", "ap")}
    assert remarks("would end several periods", *unnamed) == [("ap", "s1")]
    late = run([RECEIVED, SERVED, appeal("2025-09-30", receiver="")], "appeal-judgment")
    assert late == {"": ("unexplained overrun", "ap"), "D1": ("unexplained overrun", "ap")}


@pytest.mark.parametrize(
    ("served", "one", "ruling", "judgment"),
    [
        ([RULING, SERVED], appeal(), ("elapsed", None), ("met", "ap")),
        ([RULING, SERVED], appeal("2025-05-12"), ("met", "ap"), ("elapsed", None)),
        ([RULING, SERVED], appeal("2025-06-12"), ("unexplained overrun", "ap"), ("elapsed", None)),
        ([RULING, SERVED], appeal("2025-12-12"), ("elapsed", None), ("unexplained overrun", "ap")),
        ([RULING, SERVED], appeal(answers="rul"), ("unexplained overrun", "ap"), ("elapsed", None)),
        ([RULING, SERVED], appeal("2025-12-12", "S13:appeal_ruling"), ("unexplained overrun", "ap"), ("elapsed", None)),
        ([RULING], appeal("2025-05-16"), ("met", "ap"), None),
        ([RULING], appeal("2025-05-17"), ("unexplained overrun", "ap"), None),
        ([SERVED], appeal("2025-09-01"), None, ("met", "ap")),
    ],
)
def test_an_appeal_is_against_the_judgment_or_a_ruling_and_not_both(served, one, ruling, judgment):
    assert run([*served, one], "appeal-ruling").get("D1") == ruling
    assert run([*served, one], "appeal-judgment").get("D1") == judgment


def test_an_appeal_in_time_against_both_is_told():
    later = event("S13:ruling_served", "2025-09-08", "rul", receiver="D1")
    assert run([later, SERVED, appeal()], "appeal-judgment")["D1"] == ("met", "ap")
    assert remarks("say with answers which paper", later, SERVED, appeal()) == [("ap",)]
    assert remarks("say with answers which paper", later, SERVED, appeal(answers="rul")) == []
    assert run([later, SERVED, appeal(answers="rul")], "appeal-ruling")["D1"] == ("met", "ap")


LATER = event("S13:appeal", "2025-09-18", "other", receiver="D1")
EFFECT = event("S14", "2025-09-20", "ef")
PENDING = "effect is recorded while an appeal"


def enforced(*events, on=ON):
    (one,) = [p for p in told(*events, on=on).deadlines if p.deadline == "cn/procedure/enforcement"]
    return one.answer, tuple(one.missing)


@pytest.mark.parametrize(
    ("more", "doubted"),
    [
        ([], True),
        ([event("S13:second_judgment", "2025-09-20", "sj")], False),
        ([event("S13:second_judgment", "2025-09-21", "sj")], True),
        ([event("S13:second_judgment", "2025-09-16", "sj")], True),
        ([event("S13:appeal_withdrawn", "2025-09-19", "w")], False),
        ([event("S13:appeal_withdrawn", "2025-09-19", "w", receiver="D2")], True),
        ([event("S13:appeal_withdrawn", "2025-09-19", "w", receiver="D2", answers="ap")], False),
        ([event("S13:second_judgment", "2025-09-19", "sj", answers="sd")], False),
        ([event("S13:second_judgment", "2025-09-19", "sj", answers="other"), LATER], True),
        ([event("S15:due", "2025-10-31", "due")], True),
    ],
)
def test_no_judgment_takes_effect_while_an_appeal_waits(more, doubted):
    events = [SERVED, appeal(), EFFECT, *more]
    assert bool(remarks(PENDING, *events)) is doubted
    answer, missing = enforced(*events)
    assert answer == ("not determinable" if doubted else "running")
    assert ("effect_in_doubt" in missing) is doubted
    assert plain(told(*events))["effect"] == (
        [{"id": "ef", "case": "civil", "appeals": ["ap"], "annulled_by": [], "decision": "needs a human decision"}]
        if doubted
        else []
    )


def test_a_late_appeal_or_one_against_a_ruling_stays_no_effect():
    assert enforced(SERVED, appeal("2025-09-19"), EFFECT)[0] == "running"
    assert enforced(RULING, SERVED, appeal("2025-05-12"), EFFECT)[0] == "running"
    assert enforced(SERVED, appeal("2025-09-17", "S13:appeal_ruling"), EFFECT)[0] == "running"
    again = event("S14", "2026-02-20", "ef2")
    found = told(SERVED, appeal(), EFFECT, event("S13:second_judgment", "2026-02-10"), again)
    assert {p.started_by: p.answer for p in found.deadlines if p.deadline == "cn/procedure/enforcement"} == {
        ("ef",): "not determinable", ("ef2",): "running",
    }  # fmt: skip


def test_nothing_is_overdue_before_the_judgment_took_effect():
    entries = [PAY, item("J"), did("q", "J", 100), SERVED]
    assert told(*entries).judgment[0].overdue == 244
    for more in ([appeal()], [appeal(), EFFECT]):
        (one,) = told(*entries, *more).judgment
        assert (one.overdue, one.late) == (None, ())
    assert remarks("has not taken effect", *entries, appeal()) == [("ap",)]
    assert enforced(SERVED, appeal(), event("S15:due", "2025-10-31"))[0] == "not determinable"


def extension(name="x", deadline="review", by="检察长", **more):
    return Extension(id=name, deadline=deadline, by=by, granted=date(2024, 10, 18), **{"months": 1} | more)


NOTICED, SUED = event("S5", "2024-06-24", "n"), event("S7", "2025-04-11", "suit")


@pytest.mark.parametrize(
    ("by", "months", "days", "beyond"),
    [
        ("检察长", 1, 0, False), ("检察长", 0, 31, False), ("检察长", 0, 32, True), ("检察长", 2, 0, True),
        ("本院检察长", 1, 0, False), ("上一级人民检察院检察长", 9, 0, False), ("the procuratorate above", 9, 0, False),
        ("副检察长", 1, 0, True), ("deputy chief procurator", 1, 0, True), ("某人", 1, 0, True), ("", 1, 0, True),
    ],
)  # fmt: skip
def test_an_extension_explains_as_far_as_its_grantor_may_grant_it(by, months, days, beyond):
    x = extension(by=by, months=months, days=days)
    (review,) = [p for p in weighed([NOTICED, SUED], [x], (), ON).runs if fits(p.rule, "review")]
    assert review.weighed.beyond == (("x",) if beyond else ())
    last = review.weighed.readings[-1]
    assert (last.id, last.last) == ("without_power", date(2024, 10, 24)) or not beyond
    told_so = remarks("beyond what", NOTICED, SUED, x) + remarks("whom the article does not name", NOTICED, SUED, x)
    assert told_so == ([("x",)] if beyond else [])


def test_nine_months_by_the_chief_procurator_explain_nothing_and_one_month_twice_is_two():
    (review,) = [p for p in weighed([NOTICED, SUED], [extension(months=9)], (), ON).runs if fits(p.rule, "review")]
    assert (review.weighed.answer, review.over, review.explained) == ("readings differ", (0, 169), False)
    twice = [extension("a"), extension("b")]
    assert deadlines.weigh(
        deadlines.by_id("cn/procedure/review"), date(2024, 7, 24), None, ON,
        [deadlines.Grant(x.id, deadlines.Period(months=1), x.granted, x.by) for x in twice],
    ).beyond == ("b",)  # fmt: skip


def within(*grants, start=date(2024, 7, 24)):
    said = deadlines.weigh(deadlines.by_id("cn/procedure/review"), start, None, ON, grants)
    return {r.id: r.counted[-1].unmoved for r in said.readings if r.id in {"within_power", "without_power"}}


def grant(name, by="检察长", day=1, **period):
    return deadlines.Grant(name, deadlines.Period(**period), date(2024, 10, day), by)


def test_an_extension_beyond_power_is_read_as_far_as_its_grantor_may_too():
    (review,) = [p for p in weighed([NOTICED, SUED], [extension(months=9)], (), ON).runs if fits(p.rule, "review")]
    assert [(r.id, r.last, r.over) for r in review.weighed.readings] == [
        ("own_period", date(2025, 7, 24), None), ("one_period", date(2025, 7, 24), None),
        ("within_power", date(2024, 11, 25), 137), ("without_power", date(2024, 10, 24), 169),
    ]  # fmt: skip
    assert within(grant("a", by="某人", months=9)) == {"without_power": date(2024, 10, 24)}
    assert within(grant("a", months=1)) == {}


@pytest.mark.parametrize(
    ("grants", "with_part", "without"),
    [
        ((grant("a", days=20), grant("b", day=2, days=20)), date(2024, 11, 24), date(2024, 11, 13)),
        ((grant("a", months=1), grant("b", day=2, months=1)), None, date(2024, 11, 24)),
        ((grant("a", months=2), grant("b", day=2, by="上一级人民检察院", months=1)), date(2024, 12, 25), date(2024, 11, 24)),
        ((grant("a", by="", months=1), grant("b", day=2, months=2)), date(2024, 12, 25), date(2024, 11, 24)),
    ],
)  # fmt: skip
def test_what_a_grantor_may_still_grant_is_what_he_has_left(grants, with_part, without):
    assert within(*grants) == ({"within_power": with_part} if with_part else {}) | {"without_power": without}


def test_an_extension_granted_too_late_is_in_neither_reading_of_power():
    late = deadlines.Grant("a", deadlines.Period(months=2), date(2024, 10, 25), "检察长")
    assert within(late) == {"without_power": date(2024, 10, 24)}


def test_a_rule_without_extensions_is_read_without_them_too():
    x = extension(deadline="suit-report", by="某人", months=0, days=5)
    (report,) = [
        p for p in weighed([SUED, event("S7:reported", "2025-04-18")], [x], (), ON).runs if fits(p.rule, "suit-report")
    ]
    assert report.weighed.answer == "readings differ"


@pytest.mark.parametrize("word", ["first-instance", "second-instance"])
def test_a_court_lengthens_by_its_president_and_by_the_court_above(word):
    rule = deadlines.by_id(f"cn/procedure/{word}")
    assert deadlines.grantor(rule, "本院院长") == 0
    assert deadlines.grantor(rule, "副院长") is None
    assert deadlines.grantor(rule, "书记员") is None
    assert deadlines.grantor(rule, "上级人民法院") == (1 if word == "first-instance" else None)


def test_service_by_post_counts_from_the_receipt():
    docketed = event("S8", "2025-02-12")
    served = event("S8:copy_served", "2025-02-19", "cp", posted=date(2025, 2, 14), receiver="D1")
    (copy,) = [p for p in weighed([docketed, served], (), (), ON).runs if fits(p.rule, "copy-to-defendant")]
    assert (copy.weighed.answer, copy.over, copy.ended) == ("unexplained overrun", (2, 2), date(2025, 2, 19))
    posted = appeal("2025-09-22", posted=date(2025, 9, 18))
    assert run([SERVED, posted], "appeal-judgment") == {"D1": ("met", "ap")}
    assert table.steps("received") >= {"S13:served", "S13:ruling_served", "S10:summons", "S10:court_notice"}


def test_what_the_court_is_to_send_is_read_by_posting_and_by_receipt():
    events = [event("S13:pronounced", "2025-08-28"), event("S13:served", "2025-09-20", posted=date(2025, 9, 5))]
    (paper,) = [p for p in weighed(events, (), (), ON).runs if fits(p.rule, "written-judgment")]
    assert [(r.id, r.answer) for r in paper.weighed.readings] == [
        ("whole", "unexplained overrun"), ("as_sent", "met"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("closed", "answer", "over"),
    [("2025-07-17", "met", None), ("2025-07-16", "not determinable", None), ("2025-07-15", "unexplained overrun", 1)],
)
def test_a_withdrawal_comes_before_the_debate_closes(closed, answer, over):
    events = [event("S12:submitted", "2025-07-16"), event("S10:debate_closed", closed)]
    (one,) = [p for p in weighed(events, (), (), ON).runs if fits(p.rule, "withdrawal-latest")]
    assert (one.weighed.answer, one.weighed.readings[0].over) == (answer, over)
    assert one.weighed.missing == (("order_on_one_day",) if answer == "not determinable" else ())


def test_what_is_missing_has_words():
    assert lacking("order_on_one_day") == "同一日的先后"
    assert "上诉未结" in lacking("effect_in_doubt")


def change(how="changed", at="2025-08-20", amount=None, **more):
    money = None if amount is None else Decimal(amount)
    return ClaimChange(id="g", claim="pay", how=how, at=date.fromisoformat(at), amount=money, grounds="x", **more)


@pytest.mark.parametrize(
    ("ordered", "changes", "found"),
    [
        ([100000], (), False), ([100001], (), True), ([60000, 60000], (), True), ([None], (), False),
        ([100001], (change(amount=150000),), False), ([80000], (change(amount=50000),), True),
        ([100001], (change(amount=150000, at="2025-08-29"),), True),
    ],
)  # fmt: skip
def test_more_than_was_claimed_on_the_day_of_the_judgment_is_told(ordered, changes, found):
    items = [item(f"J{n}", amount) for n, amount in enumerate(ordered)]
    assert bool(remarks("more than the", PAY, *changes, *items)) is found


def test_an_item_on_a_claim_that_was_withdrawn_is_told():
    assert remarks("rests on claim pay", PAY, change("withdrawn"), item("J")) == [("J", "pay")]
    assert remarks("rests on claim pay", PAY, change("withdrawn", "2025-08-29"), item("J")) == []
    assert remarks("rests on claim", PAY, item("J", claim="")) == []


def test_a_claim_changed_after_the_judgment_is_told():
    assert remarks("changed after the judgment", PAY, change(at="2025-08-29"), item("J")) == [("g",)]
    assert remarks("changed after the judgment", PAY, change(at="2025-08-28"), item("J")) == []
    assert remarks("changed after the judgment", PAY, change(at="2025-08-29")) == []


@pytest.mark.parametrize(
    ("counts", "told_so"),
    [
        ((120, 100, 0, 0), True), ((120, 120, 0, 0), False), ((120, 100, 0, 20), False), ((120, 121, 0, 0), True),
        ((120, 100, None, None), False), ((120, 121, None, None), True), ((None, 100, 0, 0), False),
    ],
)  # fmt: skip
def test_the_counts_of_a_recheck_add_up_or_it_is_told(counts, told_so):
    names = ("publications", "removed", "shown", "unknown")
    gone = change("achieved", **dict(zip(names, counts, strict=True)))
    assert bool(remarks("do not add up", PAY, gone)) is told_so


def test_the_days_before_a_hearing_are_contested_where_there_is_a_hearing():
    gone = [event("S12:submitted", "2025-07-16"), event("S10:debate_closed", "2025-07-17")]
    touched = {p.id for p in told(*gone).contested if p.touched}
    assert "before_days" not in touched
    summons = [event("S10:summons", "2025-07-10"), event("S10", "2025-07-16")]
    assert "before_days" in {p.id for p in told(*summons).contested if p.touched}


def test_an_apology_of_nobody_in_particular_is_told_where_there_are_several_defendants():
    two = [Defendant(id=f"D{n}", name="甲", born="2003-08") for n in (1, 2)]
    ordered = item("J", None, (), kind="apology")
    assert remarks("does not say which defendants", *two, PAY, ordered) == [("J",)]
    assert remarks("does not say which defendants", two[0], PAY, ordered) == []
    assert remarks("does not say which defendants", *two, PAY, item("J", None, ("D1",), kind="apology")) == []


def test_a_notice_before_the_table_of_procedure_is_told_and_nothing_breaks():
    found = run([event("S5", "2020-12-31"), event("S7", "2025-04-11")], "cn/procedure/review")
    assert found == {"": ("not determinable", "S7@2025-04-11")}


def test_an_appeal_that_is_not_made_yet_is_not_remarked():
    entries = (event("S13", "2025-08-28"), event("S13:served", "2025-09-01", receiver="D1"),
               event("S13:ruling_served", "2025-09-01", receiver="D1"), event("S13:appeal", "2025-09-05", receiver="D1"))  # fmt: skip
    assert remarks("fits", *entries, on=date(2025, 9, 3)) == []
    assert remarks("fits", *entries, on=date(2025, 9, 6)) == [("S13-appeal@2025-09-05",)]
