"""What the second instance decided: the course, effect, periods of another round, items, performance, papers, remarks."""

from datetime import date
from decimal import Decimal
from functools import partial

import msgspec
import pytest
from tests.assess.procedure_made import event, plain, remarks_on, told_on

from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.forms.procedure import (
    Claim,
    ClaimChange,
    Event,
    Extension,
    JudgmentChange,
    JudgmentItem,
    Performance,
    SecondInstance,
    last,
)
from doxdocket.assess.procedure import second_instance
from doxdocket.assess.procedure.account import Judged
from doxdocket.desk.accounts import procedure as procedure_page
from doxdocket.law.told_procedure import event as words

ON = date(2026, 11, 1)
JUDGED, DECIDED = date(2025, 8, 28), date(2026, 1, 12)
told, remarks = partial(told_on, ON), partial(remarks_on, ON)


def printed(found):
    return procedure_page.document(found, "case").text("zh")


def runs(deadline, *entries, on=ON):
    return [
        (p.start, p.answer, p.ended_by, tuple(p.missing))
        for p in told(*entries, on=on).deadlines
        if p.deadline == f"cn/procedure/{deadline}"
    ]


def decided(outcome, name="si", at=DECIDED, case="civil", **more):
    return SecondInstance(id=name, case=case, outcome=outcome, at=at, document="（2025）某民终1号", **more)


PAY = Claim(id="pay", text="赔偿", kind="damages", amount=Decimal(100000), stated=date(2025, 4, 11))


def item(name="J", amount=60000, against=("D1",), due="2026-02-10", **more):
    more = {"kind": "payment", "text": "赔偿", "claim": "pay", "ordered": JUDGED} | more
    day = date.fromisoformat(due) if due else None
    return JudgmentItem(id=name, amount=None if amount is None else Decimal(amount), against=against, due=day, **more)


def paid(name, what="J", amount=60000, by=("D1",), at=date(2026, 2, 1)):
    return Performance(id=name, item=what, kind="payment", at=at, amount=Decimal(amount), by=by)


def change(how="changed", of="J", name="c", decision="si", **more):
    return JudgmentChange(id=name, item=of, decision=decision, how=how, **more)


DOCKETED, JUDGMENT = event("S8", "2025-04-17", "dock"), event("S13", "2025-08-28", "jm")
SERVED = event("S13:served", "2025-09-03", "s1", receiver="D1")
APPEAL = event("S13:appeal", "2025-09-17", "ap", receiver="D1")
SECOND = event("S13:second_docketed", "2025-10-20", "sd")
FIRST = (DOCKETED, JUDGMENT, SERVED, APPEAL, SECOND)
EFFECT = event("S14", "2026-01-20", "ef")


def states(*entries, on=ON):
    return {o.item: (o.state, o.open, o.overdue, o.standing) for o in told(*FIRST, PAY, *entries, on=on).judgment}


@pytest.mark.parametrize(
    ("outcome", "key", "paper"),
    [
        ("affirmed", "S13:second_judgment", "第二审裁判文书"), ("changed", "S13:second_judgment", "第二审裁判文书"),
        ("remanded", "SR", "发回重审裁定书"), ("withdrawn", "S13:appeal_withdrawn", "准许撤回上诉裁定书"),
        ("mediated", "S13:second_mediation", "第二审调解书"),
        ("suit_withdrawn", "S13:second_withdrawal", "准许撤回起诉并撤销一审裁判的裁定书"),
    ],
)  # fmt: skip
def test_each_outcome_is_an_event_with_its_paper_and_ends_the_second_instance(outcome, key, paper):
    found = told(*FIRST, decided(outcome))
    events = {e.id: e for s in found.states for e in (*s.entered, *s.steps)}
    assert (events["si"].key, events["si"].document) == (key, f"{paper} （2025）某民终1号")
    assert [p.recorded for s in found.states for p in s.documents if p.zh == paper] == [("si",)]
    assert runs("second-instance", *FIRST, decided(outcome)) == [(SECOND.at, "met", "si", ())]
    assert found.current == ("SR" if outcome == "remanded" else "S13")
    assert [m for m in found.moves if m.before == "S13" and not m.in_table] == []


@pytest.mark.parametrize(
    ("outcome", "key", "paper"),
    [
        ("affirmed", "SC:second_judgment", "刑事第二审裁判文书"), ("remanded", "SC:remanded", "刑事发回重审裁定书"),
        ("withdrawn", "SC:appeal_withdrawn", "准许撤回上诉或抗诉裁定书"),
        ("mediated", "SC:second_mediation", "刑事自诉第二审调解书"),
        ("suit_withdrawn", "SC:second_withdrawal", "准许撤回自诉并撤销一审裁判的裁定书"),
    ],
)  # fmt: skip
def test_each_criminal_outcome_is_an_event_beside_the_civil_case(outcome, key, paper):
    criminal = [event("SC:appeal", "2025-06-10", "cap", receiver="D1"), event("SC:second_accepted", "2025-11-20", "ca")]
    found = told(*FIRST, *criminal, decided(outcome, case="criminal"))
    (beside,) = [s for s in found.states if s.state == "SC"]
    assert [(e.key, e.document.partition(" ")[0]) for e in beside.steps if e.id == "si"] == [(key, paper)]
    assert [p.recorded for p in beside.documents if p.zh == paper] == [("si",)]
    assert found.current == "S13"
    assert [p.ended_by for p in found.deadlines if p.deadline == "cn/procedure/criminal-second-instance"] == ["si"]


def test_a_paper_of_a_step_is_missing_once_the_step_is_recorded_without_one():
    bare = event("S13:second_judgment", "2026-01-12", "sj")
    for entries, gone in (((), []), ((bare,), ["第二审裁判文书"]), ((decided("affirmed"),), [])):
        (stand,) = [s for s in told(*FIRST, *entries).states if s.state == "S13"]
        assert [p.zh for p in stand.documents if p.missing and p.id != "judgment"] == gone
    numbered = event("S13:second_judgment", "2026-01-12", "sj", document="（2025）某民终1号")
    (stand,) = [s for s in told(*FIRST, numbered).states if s.state == "S13"]
    assert [p.recorded for p in stand.documents if p.id == "second_judgment"] == [("sj",)]
    unnumbered = SecondInstance(id="si", case="civil", outcome="affirmed", at=DECIDED)
    (stand,) = [s for s in told(*FIRST, unnumbered).states if s.state == "S13"]
    assert [p.missing for p in stand.documents if p.id == "second_judgment"] == [True]


def test_an_event_of_that_kind_and_day_is_not_doubled_and_an_id_that_is_taken_gets_its_form():
    bare = event("S13:second_judgment", "2026-01-12", "sj")
    found = told(*FIRST, bare, decided("affirmed"))
    assert [e.id for s in found.states for e in s.steps if e.key == "S13:second_judgment"] == ["sj"]
    assert [(d.id, d.outcome) for d in found.second_instance] == [("si", "affirmed")]
    taken = told(*FIRST, event("S13:reported", "2025-09-01", "si"), decided("affirmed"))
    assert "second_instance/si" in {e.id for s in taken.states for e in s.steps}
    assert [d.id for d in taken.second_instance] == ["si"]


def test_the_last_of_a_state_is_asked_without_its_steps():
    both = [event("S10", "2025-08-28"), event("S10", "2026-04-20"), event("S10:summons", "2026-05-01")]
    assert (last(both, "S10"), last(both, "S13")) == (date(2026, 4, 20), None)


def test_what_is_decided_later_is_planned_and_decides_nothing_yet():
    found = told(*FIRST, PAY, item(), decided("remanded"), on=date(2026, 1, 11))
    assert (found.second_instance, found.current, found.judgment[0].state) == ([], "S13", "open")
    assert [e.id for s in found.states if s.state == "SR" for e in s.planned] == ["si"]


@pytest.mark.parametrize(
    ("outcome", "doubted"),
    [("affirmed", False), ("changed", False), ("withdrawn", False), ("mediated", False), ("remanded", True), ("suit_withdrawn", True)],
)  # fmt: skip
def test_no_effect_is_certain_after_the_judgment_was_annulled(outcome, doubted):
    entries = [*FIRST, decided(outcome), EFFECT]
    assert [(e["id"], e["annulled_by"]) for e in plain(told(*entries))["effect"]] == (
        [("ef", ["si"])] if doubted else []
    )
    assert bool(remarks("the judgment had been annulled", *entries)) is doubted
    (enforcement,) = runs("enforcement", *entries)
    assert enforcement[1] == ("not determinable" if doubted else "running")
    assert ("effect_in_doubt" in enforcement[3]) is doubted


AGAIN = [
    decided("remanded"), event("SR:received", "2026-01-20", "rr"), event("SR:docketed", "2026-01-21", "rd"),
]  # fmt: skip
RETRIAL = [event("S13", "2026-05-20", "jm2"), event("S13:served", "2026-05-25", "s2", receiver="D1")]


def test_a_new_judgment_after_it_was_sent_back_may_take_effect():
    entries = [*FIRST, *AGAIN, *RETRIAL, event("S14", "2026-06-12", "ef2")]
    assert plain(told(*entries))["effect"] == []
    assert remarks("a period of appeal had not run out", *entries) == []
    early = [*FIRST, *AGAIN, *RETRIAL, event("S14", "2026-06-08", "ef2")]
    assert remarks("a period of appeal had not run out", *early) == [("ef2", "s2")]
    same_day = [*FIRST, *AGAIN, event("S13", "2026-01-12", "x"), event("S14", "2026-06-12", "ef2")]
    assert plain(told(*same_day))["effect"][0]["annulled_by"] == ["si"]


def test_what_was_sent_back_after_an_effect_was_recorded_leaves_none():
    entries = [JUDGMENT, SERVED, event("S14", "2025-09-20", "ef"), PAY, item(due="2025-09-30", name="K")]
    assert told(*entries).judgment[0].overdue == 397
    back = told(*entries, decided("remanded", defendants=("D2",)))
    assert back.judgment[0].overdue is None


def test_the_first_instance_runs_once_more_from_the_docketing_of_the_retrial():
    assert runs("first-instance", *FIRST, *AGAIN) == [
        (date(2025, 4, 17), "met", "jm", ()), (date(2026, 1, 21), "passed", None, ()),
    ]  # fmt: skip
    assert runs("first-instance", *FIRST, *AGAIN, *RETRIAL)[1] == (date(2026, 1, 21), "met", "jm2", ())
    assert runs("retrial-docketing", *FIRST, *AGAIN) == [(date(2026, 1, 20), "met", "rd", ())]
    late = event("SR:docketed", "2026-01-22", "rd")
    assert runs("retrial-docketing", *FIRST, *AGAIN[:2], late)[0][1] == "unexplained overrun"


def test_until_the_retrial_is_docketed_its_start_is_missing():
    waits = runs("first-instance", *FIRST, decided("remanded"))
    assert waits == [(date(2025, 4, 17), "met", "jm", ()), (None, "not determinable", None, ("SR:docketed",))]
    assert plain(told(*FIRST, decided("remanded")))["deadlines"][-1]["missing"] == ["SR:docketed"]
    assert procedure_page.lacking("SR:docketed") == "重审立案"
    again = [event("S8", "2026-01-21", "dock2")]
    assert runs("first-instance", *FIRST, decided("remanded"), *again)[1][:2] == (date(2026, 1, 21), "passed")


def test_an_appeal_of_the_retrial_ends_no_period_of_the_first_judgment():
    ours = event("S13:received", "2025-09-02", "rec", receiver="检察院")
    office = event("S13:appeal", "2025-09-10", "oap", receiver="检察院")
    second_appeal = event("S13:appeal", "2026-06-05", "ap2", receiver="D1")
    entries = [DOCKETED, JUDGMENT, SERVED, ours, office, *AGAIN, *RETRIAL, second_appeal]
    assert [(at, answer, end) for at, answer, end, _ in runs("appeal-judgment", *entries)] == [
        (date(2025, 9, 2), "met", "oap"), (date(2025, 9, 3), "elapsed", None), (date(2026, 5, 25), "met", "ap2"),
    ]  # fmt: skip
    waits = plain(told(*entries, event("S14", "2026-07-01", "ef2")))["effect"]
    assert [(e["appeals"], e["annulled_by"]) for e in waits] == [(["ap2"], [])]


def test_each_second_instance_ends_with_its_own_decision():
    second_appeal = event("S13:appeal", "2026-06-05", "ap2", receiver="D1")
    again = event("S13:second_docketed", "2026-06-20", "sd2")
    last = decided("affirmed", "si2", date(2026, 9, 18))
    assert [(at, answer, end) for at, answer, end, _ in runs("second-instance", *FIRST, *AGAIN, *RETRIAL, second_appeal, again, last)] == [
        (date(2025, 10, 20), "met", "si"), (date(2026, 6, 20), "met", "si2"),
    ]  # fmt: skip


def longer(name, **more):
    return Extension(id=name, deadline="first-instance", by="本院院长", months=6, **more)


def test_an_extension_is_of_the_round_in_which_it_was_granted_or_of_the_start_it_names():
    def taken(*extensions):
        found = told(*FIRST, *AGAIN, *extensions).deadlines
        return [p.extensions for p in found if p.deadline == "cn/procedure/first-instance"]

    assert taken(longer("x", granted=date(2025, 9, 1))) == [("x",), ()]
    assert taken(longer("x", granted=date(2026, 6, 1))) == [(), ("x",)]
    assert taken(longer("x", event="rd")) == [(), ("x",)]
    assert taken(longer("x")) == [(), ()]
    assert remarks("say granted or event", *FIRST, *AGAIN, longer("x")) == [("x",)]
    assert remarks("say granted or event", *FIRST, longer("x")) == []
    assert remarks("say granted or event", *FIRST, *AGAIN, longer("x", event="rd")) == []
    before = Extension(id="y", deadline="review", by="检察长", months=1)
    assert remarks("say granted or event", *FIRST, *AGAIN, before) == []


OTHER = event("S13:appeal", "2025-09-16", "ap2", receiver="D2")
SERVED2 = event("S13:served", "2025-09-03", "s2", receiver="D2")


def test_one_withdrawal_ends_no_second_instance_while_another_appeal_waits():
    both = [*FIRST, SERVED2, OTHER]
    one = decided("withdrawn", appeals=("ap",), at=date(2025, 11, 3))
    assert runs("second-instance", *both, one)[0][:3] == (SECOND.at, "passed", None)
    rest = decided("affirmed", "rest")
    assert runs("second-instance", *both, one, rest)[0][:3] == (SECOND.at, "met", "rest")
    assert plain(told(*both, one, EFFECT))["effect"][0]["appeals"] == ["ap2"]
    alone = decided("withdrawn", defendants=("D1",), at=date(2025, 11, 3))
    assert runs("second-instance", *both, alone)[0][2] is None
    all_of = decided("withdrawn", at=date(2025, 11, 3))
    assert runs("second-instance", *both, all_of)[0][2] == "si"


@pytest.mark.parametrize(
    ("entry", "waits"),
    [
        (decided("affirmed"), []), (decided("affirmed", appeals=("ap",)), ["ap2", "oap"]),
        (decided("affirmed", defendants=("D1",)), ["ap2"]), (decided("withdrawn", defendants=("D1",)), ["ap2", "oap"]),
        (decided("affirmed", at=date(2025, 9, 15)), ["ap", "ap2"]), (decided("affirmed", case="criminal"), ["ap", "ap2", "oap"]),
    ],
)  # fmt: skip
def test_a_decision_ends_the_appeals_it_names_or_that_concern_whom_it_concerns(entry, waits):
    ours = [
        event("S13:received", "2025-09-02", "rec"),
        event("S13:appeal", "2025-09-12", "oap", receiver="某市人民检察院"),
    ]
    found = told(*FIRST, SERVED2, OTHER, *ours, entry, EFFECT)
    assert sorted(one for doubt in found.effect if doubt.id == "ef" for one in doubt.appeals) == waits


def test_an_affirmed_item_stands_and_a_changed_one_is_owed_as_changed():
    assert states(item(), decided("affirmed"), paid("p", amount=20000)) == {"J": ("partly", 40000, 264, "affirmed")}
    assert states(item(), decided("withdrawn"))["J"] == ("open", 60000, 264, "affirmed")
    less = change(amount=Decimal(50000))
    assert states(item(), decided("changed"), less, paid("p", amount=20000))["J"] == ("partly", 30000, 264, "changed")
    assert states(item(), decided("changed"), less, paid("p"))["J"] == ("more", -10000, None, "changed")
    both = change(against=("D1", "D2"), due=date(2026, 3, 10), text="连带赔偿")
    changed = told(*FIRST, PAY, item(), decided("changed"), both, paid("p", by=("D2",))).judgment[0]
    assert (changed.state, changed.text, changed.last) == ("done", "连带赔偿", date(2026, 3, 10))
    assert states(item(), decided("changed"), change("annulled"))["J"] == ("annulled", None, None, "annulled")
    other = item("K", 40000)
    assert states(item(), other, decided("changed"), less)["K"] == ("open", 40000, 264, "affirmed")
    assert states(item(), decided("changed"), less, on=date(2026, 1, 11))["J"] == ("open", 60000, None, "stands")


def test_a_change_of_some_leaves_open_what_an_item_that_binds_others_too_owes():
    """A second instance entered for D1 alone lowered what D1 and D2 owe together, without a word."""
    both, less = item(against=("D1", "D2")), change(amount=Decimal(50000))
    for how in (less, change("annulled")):
        entries = [both, decided("changed", defendants=("D1",)), how]
        (one,) = told(*FIRST, PAY, *entries).judgment
        assert (one.state, one.amount, one.open, one.overdue) == ("not determinable", Decimal(60000), None, None)
        assert (one.standing, one.changes, one.decided_by) == ("open", ["c"], ("si",))
        assert remarks("concern all whom it binds", *FIRST, PAY, *entries) == [("J", "si", "c")]
    for of, named in ((("D1", "D2"), less), (("D1",), change(amount=Decimal(50000), against=("D1",))), ((), less)):
        entries = [both, decided("changed", defendants=of), named]
        assert states(*entries)["J"] == ("open", 50000, 264, "changed")
        assert remarks("concern all whom it binds", *FIRST, PAY, *entries) == []


def test_changed_without_a_change_on_record_leaves_what_is_owed_open():
    assert states(item(), decided("changed"))["J"] == ("not determinable", None, None, "open")
    assert remarks("nothing says how", *FIRST, PAY, item(), decided("changed")) == [("si",)]
    new = item("N", 20000, ordered=DECIDED)
    assert states(item(), decided("changed"), new) == {
        "J": ("open", 60000, 264, "affirmed"), "N": ("open", 20000, 264, "stands"),
    }  # fmt: skip
    assert remarks("nothing says how", *FIRST, PAY, item(), new, decided("changed")) == []
    criminal = decided("changed", case="criminal")
    assert remarks("nothing says how", event("SC:appeal", "2025-06-10", "cap"), criminal) == []
    for_one = [item(against=("D1", "D2")), decided("affirmed", defendants=("D1",))]
    assert states(*for_one)["J"][3] == "stands"
    of_other = decided("changed", defendants=("D2",))
    assert states(item(), of_other)["J"] == ("open", 60000, None, "stands")  # the appeal of D1 waits


def test_an_event_alone_does_not_say_what_was_decided():
    bare = event("S13:second_judgment", "2026-01-12", "sj")
    assert states(item(), bare)["J"] == ("not determinable", None, None, "open")
    assert remarks("not what", *FIRST, PAY, item(), bare) == [("sj",)]
    assert remarks("not what", *FIRST, PAY, item(), bare, decided("affirmed")) == []
    for key in ("SR", "S13:second_mediation", "S13:second_withdrawal"):
        assert states(item(), event(key, "2026-01-12", "sj"))["J"] == ("annulled", None, None, "annulled")


@pytest.mark.parametrize("outcome", sorted(second_instance.ANNULS))
def test_of_what_is_annulled_nothing_is_owed_and_what_was_paid_a_person_places(outcome):
    entries = [item(), paid("p"), decided(outcome)]
    assert states(*entries)["J"] == ("annulled", None, None, "annulled")
    assert remarks("counts on what replaced it", *FIRST, PAY, *entries) == [("J", "p")]
    assert remarks("no item of a judgment takes it", *FIRST, PAY, *entries) == []
    new = item("N", 50000, ordered=date(2026, 5, 20), due="2026-06-30")
    assert states(*entries, new)["N"][:2] == ("open", 50000)
    on_claim = [item(), paid("q", "pay"), decided(outcome), item("N", 60000, ordered=date(2026, 5, 20))]
    assert states(*on_claim)["N"][0] == "done"
    assert remarks("no item of a judgment takes it", *FIRST, PAY, item(), paid("q", "pay"), decided(outcome)) == [
        ("q",)
    ]
    assert remarks("counts on what replaced it", *FIRST, PAY, item(), decided(outcome)) == []


@pytest.mark.parametrize(
    ("of", "against", "standing"),
    [
        ((), ("D1",), "annulled"), (("D1",), ("D1",), "annulled"), (("D1", "D2"), ("D1",), "annulled"),
        (("D1",), ("D1", "D2"), "open"), (("D2",), ("D1",), "stands"), (("D1",), (), "open"),
    ],
)  # fmt: skip
def test_what_is_sent_back_for_some_reaches_the_items_that_bind_them_alone(of, against, standing):
    entries = [item(against=against), decided("remanded", defendants=of)]
    assert states(*entries)["J"][3] == standing
    assert remarks("concerns some of the defendants", *FIRST, PAY, *entries) == (
        [("J", "si")] if standing == "open" else []
    )


def test_the_last_day_of_a_judgment_under_appeal_is_not_the_one_first_set():
    old = item(due="2025-09-30")
    for outcome in ("affirmed", "withdrawn"):
        (one,) = told(*FIRST, PAY, old, decided(outcome), paid("p", amount=1), EFFECT).judgment
        assert (one.state, one.overdue, one.last, one.late, one.missing) == (
            "partly",
            None,
            None,
            (),
            ("due_after_appeal",),
        )
    assert remarks("enter the due day", *FIRST, PAY, old, decided("affirmed")) == [("J", "si")]
    same_day = item(due="2026-01-12")
    assert told(*FIRST, PAY, same_day, decided("affirmed")).judgment[0].missing == ("due_after_appeal",)
    later = change(due=date(2026, 2, 10))
    assert states(old, decided("changed"), later)["J"][2] == 264
    assert remarks("enter the due day", *FIRST, PAY, old, decided("changed"), change("annulled")) == []
    assert told(*FIRST, PAY, item(due=""), decided("affirmed")).judgment[0].missing == ()
    assert "第二审以后" in procedure_page.lacking("due_after_appeal")


def test_no_item_is_overdue_from_a_day_before_the_judgment_had_effect_whoever_appealed():
    """Of the item against others than who appealed, days were counted from a day 104 days before the effect."""
    items = [item(due="2025-09-30"), item("K", against=("G1",), due="2025-09-30")]
    for entries in ((decided("affirmed", defendants=("D1",)),), (decided("affirmed", defendants=("D1",)), EFFECT)):
        found = told(*FIRST, PAY, *items, *entries).judgment
        assert [(one.overdue, one.missing) for one in found] == [(None, ("due_after_appeal",))] * 2
    (late, after) = told(JUDGMENT, SERVED, PAY, item(due="2025-09-30"), item("K", due="2026-02-10"), EFFECT).judgment
    assert (late.overdue, late.missing, after.overdue) == (None, ("due_after_appeal",), 264)
    assert remarks("enter the due day", JUDGMENT, SERVED, PAY, item(due="2025-09-30"), EFFECT) == [("J",)]


def test_enforcement_does_not_run_from_a_day_set_before_the_second_instance():
    due = event("S15:due", "2025-09-30", "due")
    assert runs("enforcement", *FIRST, decided("affirmed"), EFFECT, due)[0][1:] == (
        "not determinable", None, ("due_after_appeal",),
    )  # fmt: skip
    after = event("S15:due", "2026-02-10", "due")
    assert runs("enforcement", *FIRST, decided("affirmed"), EFFECT, after)[0][1] == "running"
    assert runs("enforcement", *FIRST, decided("affirmed"), event("S14", "2026-01-12", "ef"))[0][1] == "running"
    assert runs("enforcement", *FIRST, EFFECT, due)[0][3] == ("effect_in_doubt",)
    assert runs("enforcement", *FIRST, event("S15", "2026-03-01"))[0][1:] == ("not determinable", None, ("S15:due",))


def test_enforcement_runs_from_the_last_day_set_for_each_item_and_from_the_effect_for_one_without():
    """It ran from the effect, though each item told its last day (民事诉讼法 art. 250)."""
    effect = event("S14", "2026-01-12", "ef")
    two = [item(due="2026-02-10"), item("K", due="2026-02-10"), item("L", due=None), item("M", due="2026-04-04")]
    found = {
        (str(p.start), p.started_by, p.receiver)
        for p in told(JUDGMENT, effect, *two).deadlines
        if p.deadline == "cn/procedure/enforcement"
    }
    assert found == {
        ("2026-01-12", ("ef", "L"), "L"), ("2026-02-10", ("ef", "J", "K"), "J, K"), ("2026-04-07", ("ef", "M"), "M"),
    }  # fmt: skip
    named = event("S15:due", "2026-03-10", "due")
    assert [str(one[0]) for one in runs("enforcement", JUDGMENT, effect, *two, named)] == ["2026-03-10"], "entered so"
    early = runs("enforcement", JUDGMENT, effect, item(due="2026-01-12"))
    assert early == [(None, "not determinable", None, ("due_after_appeal",))], "a day not later than the effect is open"
    assert [str(one[0]) for one in runs("enforcement", JUDGMENT, effect)] == ["2026-01-12"]


def test_a_change_that_takes_no_effect_is_told():
    for entries, found in (
        ((decided("affirmed"), change(amount=Decimal(1))), ("c", "si")),
        ((decided("changed", case="criminal"), change(amount=Decimal(1))), ("c", "si")),
        ((decided("changed"), item("N", ordered=DECIDED), change(of="N", amount=Decimal(1))), ("c", "N", "si")),
    ):
        all_of = [*FIRST, event("SC:appeal", "2025-06-10"), PAY, item(), *entries]
        assert remarks("left as it was", *all_of) == [found]
        assert {o.amount for o in told(*all_of).judgment} == {Decimal(60000)}
    planned = [*FIRST, PAY, item(), decided("changed"), change(amount=Decimal(1))]
    assert remarks("left as it was", *planned) == []
    assert remarks("left as it was", *planned, on=date(2026, 1, 11)) == []


def test_a_case_is_not_sent_back_twice():
    twice = [
        *FIRST,
        *AGAIN,
        *RETRIAL,
        event("S13:appeal", "2026-06-05", "ap2", receiver="D1"),
        decided("remanded", "si2", date(2026, 9, 1)),
    ]
    assert remarks("sent back twice", *twice) == [("si", "si2")]
    assert remarks("sent back twice", *FIRST, *AGAIN) == []
    of_two = [decided("remanded", "x", defendants=("D1",)), decided("remanded", "y", defendants=("D2",))]
    assert remarks("sent back twice", *FIRST, *of_two) == []
    assert runs("first-instance", *FIRST, *of_two, *AGAIN[1:])[1][:2] == (date(2026, 1, 21), "passed")
    criminal = [decided("remanded", f"c{n}", date(2026, n, 1), "criminal") for n in (1, 2)]
    assert remarks("sent back twice", *FIRST, *AGAIN, *criminal) == [("c1", "c2")]
    assert runs("first-instance", *twice)[-1] == (None, "not determinable", None, ("SR:docketed",))


def test_a_decision_answers_an_appeal_on_record():
    assert remarks("no appeal or protest", JUDGMENT, decided("affirmed")) == [("si",)]
    assert remarks("no appeal or protest", *FIRST, decided("affirmed")) == []
    assert remarks("which is no appeal", *FIRST, decided("affirmed", appeals=("sd",))) == [("si", "sd")]
    assert remarks("no appeal or protest", *FIRST, decided("affirmed", case="criminal")) == [("si",)]


def test_changes_of_claims_and_sums_are_those_of_the_judgment_that_stands():
    more = change(amount=Decimal(100001))
    assert remarks("more than the", *FIRST, PAY, item(), decided("changed"), more) == [("J", "pay")]
    assert remarks("more than the", *FIRST, PAY, item(amount=100001), decided("remanded")) == []
    new = item("N", 50000, ordered=DECIDED)
    assert remarks("more than the", *FIRST, PAY, item(), decided("changed"), new) == [("J", "N", "pay")]
    later = ClaimChange(id="g", claim="pay", how="changed", at=date(2026, 3, 1), amount=Decimal(1), grounds="x")
    assert remarks("changed after the judgment", *FIRST, PAY, item(), later) == [("g",)]
    assert remarks("changed after the judgment", *FIRST, PAY, item(), decided("remanded"), later) == []


def test_a_claim_tells_what_became_of_the_items_that_answer_it():
    found = told(*FIRST, PAY, item(), item("K", 1, claim=""), decided("changed"), change(amount=Decimal(50000)))
    (claim,) = found.claims
    assert claim.judged == [Judged("J", "changed", Decimal(50000))]
    assert "没有登记变更；J（二审变更）" in printed(found)
    assert "没有登记变更；" not in printed(told(*FIRST, PAY, item()))


def test_a_suit_withdrawn_in_the_second_instance_is_a_withdrawal_of_the_suit():
    gone = ClaimChange(id="g", claim="pay", how="achieved", at=date(2026, 1, 1), grounds="x")
    assert remarks("no withdrawal of the suit", *FIRST, PAY, gone) == [("pay",)]
    assert remarks("no withdrawal of the suit", *FIRST, PAY, gone, decided("suit_withdrawn")) == []


def test_terms_of_a_settlement_in_the_second_instance_are_published_first():
    (missing,) = runs("settlement-notice", *FIRST, decided("mediated"))
    assert (missing[1], missing[3]) == ("not determinable", ("S11:published",))
    for at, answer in (("2025-12-10", "met"), ("2025-12-15", "too early")):
        published = event("S11:published", at, "pub")
        assert runs("settlement-notice", *FIRST, published, decided("mediated"))[0][1] == answer


def test_a_mediation_paper_of_the_second_instance_takes_effect_itself_and_its_items_are_owed():
    terms = item("M", 30000, ordered=DECIDED)
    assert states(item(), decided("mediated"), terms, EFFECT) == {
        "J": ("annulled", None, None, "annulled"), "M": ("open", 30000, 264, "stands"),
    }  # fmt: skip


RULING = [
    event("S13:ruling_served", "2025-05-06", "rul", receiver="D1"), event("S13:appeal_ruling", "2025-05-16", "rap", receiver="D1"),
    event("S13:second_docketed_ruling", "2025-06-03", "rsd"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "at", "answer", "key"),
    [
        ("affirmed", "2025-07-03", "met", "second_ruling"), ("changed", "2025-07-04", "unexplained overrun", "second_ruling"),
        ("withdrawn", "2025-06-20", "met", "ruling_appeal_withdrawn"),
    ],
)  # fmt: skip
def test_an_appeal_against_a_ruling_is_decided_in_thirty_days_and_touches_no_judgment(outcome, at, answer, key):
    one = decided(outcome, at=date.fromisoformat(at), appealed="ruling")
    assert runs("appeal-ruling", *RULING, one)[0][1:3] == ("met", "rap")
    assert [(p[1], p[2]) for p in runs("second-instance-ruling", *RULING, one)] == [(answer, "si")]
    found = told(*RULING, PAY, item(), one)
    assert ([d for d in found.second_instance if d.appealed == "judgment"], found.judgment[0].standing) == (
        [],
        "stands",
    )
    assert f"S13:{key}" in {e.key for s in found.states for e in s.steps}
    (row,) = plain(found)["second_instance"]
    assert (row["appealed"], row["outcome"], row["document"]) == ("ruling", outcome, "（2025）某民终1号")
    assert remarks("no appeal or protest", *RULING, one) == []


CRIMINAL = [
    event("SC:accepted", "2025-02-10", "ca"), event("SC:judgment", "2025-05-09", "cj"),
    event("SC:judgment_served", "2025-05-12", "cs", receiver="D1"), event("SC:judgment_received", "2025-05-12", "cr"),
]  # fmt: skip


@pytest.mark.parametrize(("at", "answer"), [("2025-05-22", "met"), ("2025-05-23", "unexplained overrun")])
def test_a_criminal_judgment_is_appealed_or_protested_in_ten_days(at, answer):
    appeal = event("SC:appeal", at, "cap", receiver="D1")
    assert [(p[1], p[2]) for p in runs("criminal-appeal-judgment", *CRIMINAL, appeal)] == [
        ("elapsed", None), (answer, "cap"),
    ]  # fmt: skip
    protest = event("SC:protest", at, "cpr")
    assert [(p[1], p[2]) for p in runs("criminal-appeal-judgment", *CRIMINAL, protest)] == [
        (answer, "cpr"), ("elapsed", None),
    ]  # fmt: skip
    assert runs("appeal-judgment", *CRIMINAL, appeal) == []


@pytest.mark.parametrize(("at", "answer"), [("2025-05-19", "met"), ("2025-05-20", "unexplained overrun")])
def test_a_criminal_ruling_is_appealed_in_five_days(at, answer):
    ruling = event("SC:ruling_served", "2025-05-14", "crs", receiver="D1")
    appeal = event("SC:appeal_ruling", at, "cra", receiver="D1")
    assert [(p[1], p[2]) for p in runs("criminal-appeal-ruling", ruling, appeal)] == [(answer, "cra")]
    other = decided("changed", case="criminal", appealed="ruling", at=date(2025, 6, 20))
    steps = [e.key for s in told(ruling, appeal, other).states for e in s.steps]
    assert "SC:second_ruling" in steps


def test_a_criminal_judgment_under_appeal_has_no_effect_and_one_sent_back_none_until_the_next():
    appeal, effect = event("SC:appeal", "2025-05-20", "cap", receiver="D1"), event("SC:effect", "2025-07-01", "cef")
    waits = plain(told(*CRIMINAL, appeal, effect))["effect"]
    assert waits == [
        {"id": "cef", "case": "criminal", "appeals": ["cap"], "annulled_by": [], "decision": "needs a human decision"}
    ]
    assert remarks("effect of the criminal judgment", *CRIMINAL, appeal, effect) == [("cef", "cap")]
    late = event("SC:appeal", "2025-05-23", "cap", receiver="D1")
    assert plain(told(*CRIMINAL, late, effect))["effect"] == []
    back = decided("remanded", case="criminal", at=date(2025, 6, 25))
    assert plain(told(*CRIMINAL, appeal, back, effect))["effect"][0]["annulled_by"] == ["si"]
    again = event("SC:judgment", "2025-06-28", "cj2")
    assert plain(told(*CRIMINAL, appeal, back, again, effect))["effect"] == []
    civil = told(*FIRST, PAY, item(), decided("affirmed"), *CRIMINAL, appeal, effect)
    assert (civil.judgment[0].overdue, [one for one in civil.effect if one.case == "civil"]) == (264, [])


def test_a_criminal_case_sent_back_runs_once_more_from_its_receipt():
    appeal = event("SC:appeal", "2025-05-20", "cap", receiver="D1")
    back = decided("remanded", case="criminal", at=date(2025, 6, 25))
    assert [(p[1], p[2], p[3]) for p in runs("criminal-first-instance", *CRIMINAL, appeal, back)] == [
        ("met", "cj", ()), ("not determinable", None, ("SC:retrial_received",)),
    ]  # fmt: skip
    got = event("SC:retrial_received", "2025-06-25", "crr")
    again = event("SC:judgment", "2025-09-26", "cj2")
    assert [(p[1], p[2]) for p in runs("criminal-first-instance", *CRIMINAL, appeal, back, got, again)] == [
        ("met", "cj"), ("unexplained overrun", "cj2"),
    ]  # fmt: skip
    assert runs("first-instance", *FIRST, back) == [(date(2025, 4, 17), "met", "jm", ())]


def test_a_criminal_withdrawal_ends_the_second_instance_when_no_other_appeal_waits():
    taken = event("SC:second_accepted", "2025-06-03", "c2")
    appeal, protest = event("SC:appeal", "2025-05-20", "cap", receiver="D1"), event("SC:protest", "2025-05-21", "cpr")
    one = decided("withdrawn", case="criminal", at=date(2025, 6, 20), appeals=("cap",))
    assert runs("criminal-second-instance", *CRIMINAL, appeal, protest, taken, one)[0][2] is None
    assert runs("criminal-second-instance", *CRIMINAL, appeal, taken, one)[0][2] == "si"
    bare = event("SC:appeal_withdrawn", "2025-06-20", "cw", answers="cap")
    assert runs("criminal-second-instance", *CRIMINAL, appeal, protest, taken, bare)[0][2] is None


def convicted(name="sa", defendant="D1", day=date(2025, 5, 9), **more):
    return Sanction(id=name, defendant=defendant, day=day, **{"kind": "criminal", "stage": "convicted"} | more)


@pytest.mark.parametrize(
    ("outcome", "entry", "told_so"),
    [
        ("changed", convicted(), True), ("remanded", convicted(day=None), True), ("affirmed", convicted(), False),
        ("withdrawn", convicted(), False), ("changed", convicted(defendant="D2"), False), ("changed", convicted(day=DECIDED), False),
        ("changed", convicted(stage="prosecuted"), False), ("changed", convicted(kind="administrative", stage="punished"), False),
    ],
)  # fmt: skip
def test_a_conviction_that_the_second_instance_left_otherwise_is_told(outcome, entry, told_so):
    one = decided(outcome, case="criminal", defendants=("D1",))
    assert remarks("as the second instance left them", *CRIMINAL, one, entry) == ([("sa", "si")] if told_so else [])
    assert remarks("as the second instance left them", *CRIMINAL, one, entry, on=date(2026, 1, 11)) == []
    assert remarks("as the second instance left them", *FIRST, decided(outcome), entry) == []


def test_a_decision_for_all_defendants_reaches_every_conviction():
    bare = event("SC:second_judgment", "2026-01-12", "cj")
    assert remarks("as the second instance left them", *CRIMINAL, bare, convicted(defendant="D2")) == [("sa", "cj")]


@pytest.mark.parametrize(
    ("form", "fields", "told_so"),
    [
        (SecondInstance, {"case": "civil", "appealed": "ruling", "outcome": "remanded", "at": "2026-01-12"}, "is changed"),
        (SecondInstance, {"case": "civil", "outcome": "dismissed", "at": "2026-01-12"}, "Invalid enum value"),
        (JudgmentChange, {"item": "J", "decision": "si", "how": "changed"}, "such as amount"),
        (JudgmentChange, {"item": "J", "decision": "si", "how": "annulled", "amount": "1"}, "annulled has none"),
        (Event, {"state": "SC", "at": "2026-01-12"}, "needs a step"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_says_what_to_enter(form, fields, told_so):
    with pytest.raises(msgspec.ValidationError, match=told_so):
        msgspec.convert({"id": "x", "form": str(form.__struct_config__.tag)} | fields, form)


def test_the_second_instance_is_told_in_words():
    entries = [
        *FIRST, PAY, item(), item("K", 1, ("D2",)), decided("remanded", defendants=("D1",), text="基本事实不清"), EFFECT,
        decided("affirmed", "cr", case="criminal"), event("SC:effect", "2026-02-01", "cef"),
        decided("withdrawn", "ru", appealed="ruling", appeals=("rap",)), *RULING,
    ]  # fmt: skip
    said = printed(told(*entries))
    for words_ in (
        "发回重审",
        "刑事",
        "裁定",
        "撤回上诉",
        "基本事实不清",
        "J（已撤销）",
        "判项已撤销",
        "原判已撤销而无新判",
        "（si 已撤销原判，需人工认定）",
    ):
        assert words_ in said
    assert "None" not in said
    assert "100,000.00 → 80,000.00" in printed(
        told(*FIRST, item(amount=100000), decided("changed"), change(amount=Decimal(80000)))
    )
    appealed = printed(
        told(
            *FIRST,
            *CRIMINAL,
            event("SC:appeal", "2025-05-20", "cap", receiver="D1"),
            event("SC:effect", "2025-07-01", "cef"),
        )
    )
    assert "2025-07-01（上诉 cap 未结，需人工认定）" in appealed
    assert "登记为生效时上诉未结" not in appealed
    assert words("SR", "en") == "sent back for retrial"


TWO = (
    event("S13", "2025-08-28", "j1"), event("S13", "2025-09-08", "j2"),
    item(name="A", ordered="2025-08-28", against=("D1",), due=None), item(name="B", ordered="2025-09-08", against=("D2",), due=None),
)  # fmt: skip


def effects(*entries, on=ON):
    return {
        one.item: (one.ruled_by, one.effect and str(one.effect), one.effect_by)
        for one in told(*TWO, *entries, on=on).judgment
    }


def test_each_of_two_judgments_has_its_own_effect_by_what_it_answers_or_names():
    """The first effect after a judgment was taken for its own: two judgments, each in effect on another day, ran from one day."""
    early, late = ("e1", "2025-09-20"), ("e2", "2025-10-10")
    want = {"A": (("j1",), early[1], ("e1",)), "B": (("j2",), late[1], ("e2",))}
    turned = {"A": (("j1",), late[1], ("e2",)), "B": (("j2",), early[1], ("e1",))}
    for name, values, found in (
        ("answers", ("j1", "j2"), want),
        ("answers", ("j2", "j1"), turned),
        ("receiver", ("D1", "D2"), want),
        ("receiver", ("D2", "D1"), turned),
    ):
        entries = [
            event("S14", day, id_, **{name: value}) for (id_, day), value in zip((early, late), values, strict=True)
        ]
        assert effects(*entries) == found
        starts = {
            one.receiver: str(one.start)
            for one in told(*TWO, *entries).deadlines
            if one.deadline == "cn/procedure/enforcement"
        }
        assert starts == {"A": found["A"][1], "B": found["B"][1]}
    both = event("S14", "2025-10-10", "e")
    assert {one[1:] for one in effects(both).values()} == {("2025-10-10", ("e",))}


def test_of_two_judgments_with_two_effects_that_say_nothing_a_person_says_which():
    entries = [event("S14", "2025-09-20", "e1"), event("S14", "2025-10-10", "e2")]
    assert {one[1:] for one in effects(*entries).values()} == {(None, ("e1", "e2"))}
    account = told(*TWO, *entries)
    (remark,) = [one for one in account.remarks if "of which judgment" in one.en]
    assert remark.entries == ("e1", "e2", "A", "B")
    (run,) = [one for one in account.deadlines if one.deadline == "cn/procedure/enforcement"]
    assert (run.start, list(run.missing)) == (None, ["effect_of_which"])
    between = [event("S14", "2025-09-01", "e1"), event("S14", "2025-10-10", "e2")]
    assert [one[2] for one in effects(*between).values()] == [("e1",), ("e2",)]


def test_an_appeal_against_one_judgment_leaves_the_effect_of_another_alone():
    served = [
        event("S13:served", "2025-09-03", "s1", receiver="D1", answers="j1"),
        event("S13:served", "2025-09-10", "s2", receiver="D2", answers="j2"),
    ]
    appeal = event("S13:appeal", "2025-09-22", "ap", receiver="D2", answers="s2")
    entries = [*served, appeal, event("S14", "2025-09-23", "e1", answers="j1")]
    account = told(*TWO, *entries)
    assert [one for one in account.effect if one.appeals] == []
    assert not [one for one in account.remarks if "effect is recorded" in one.en]
    own = told(
        *TWO,
        *served,
        event("S13:appeal", "2025-09-17", "ap", receiver="D1"),
        event("S14", "2025-09-23", "e1", answers="j1"),
    )
    assert [one.appeals for one in own.effect] == [("ap",)]


def test_an_item_that_was_appealed_takes_effect_after_the_second_instance():
    entries = [
        *FIRST,
        item(name="K", against=("D1",), due=None),
        event("S14", "2025-09-30", "e0"),
        decided("affirmed"),
        EFFECT,
    ]
    assert [(one.effect and str(one.effect), one.effect_by) for one in told(*entries).judgment] == [
        ("2026-01-20", ("ef",))
    ]


def enforcement(*entries):
    runs = [one for one in told(*entries).deadlines if one.deadline == "cn/procedure/enforcement"]
    return {one.receiver: (one.start and str(one.start), list(one.started_by)) for one in runs}


def test_an_effect_that_names_some_of_those_whom_an_item_binds_is_theirs_alone():
    """An item against two, in effect for each on his own day, was taken to be in effect for both on the last of them."""
    both = [event("S13", "2025-08-28", "j1"), item(name="A", against=("D1", "D2"), due=None)]
    early, late = ("e1", "2025-09-20"), ("e2", "2025-10-10")
    for answers in ({}, {"answers": "j1"}):
        one, two = (
            event("S14", day, id_, receiver=who, **answers) for (id_, day), who in ((early, "D1"), (late, "D2"))
        )
        (found,) = told(*both, one, two).judgment
        assert (found.effect, found.effect_by) == (None, ("e1", "e2"))
        assert [(x.defendant, x.entries, str(x.day)) for x in found.effect_each] == [
            ("D1", ("e1",), early[1]), ("D2", ("e2",), late[1]),
        ]  # fmt: skip
        assert enforcement(*both, one, two) == {"A, D1": (early[1], ["e1", "A"]), "A, D2": (late[1], ["e2", "A"])}
        (alone,) = told(*both, one).judgment
        assert [(x.defendant, x.day and str(x.day)) for x in alone.effect_each] == [("D1", early[1]), ("D2", None)]
        assert enforcement(*both, one) == {"D1": (early[1], ["e1", "A"])}
        rest = event("S14", late[1], "e2", **answers)
        (left,) = told(*both, one, rest).judgment
        assert [(x.defendant, str(x.day)) for x in left.effect_each] == [("D1", early[1]), ("D2", late[1])]
        same = [event("S14", early[1], "e1", receiver="D1、D2", **answers)]
        (whole,) = told(*both, *same).judgment
        assert (str(whole.effect), whole.effect_by, whole.effect_each) == (early[1], ("e1",), ())


def test_of_two_items_of_one_judgment_each_follows_the_effect_of_whom_it_binds():
    """Both took the first effect that answers their judgment, though each names one defendant."""
    of_one = [event("S13", "2025-08-28", "j1"), *(item(name=name, against=(who,), due=None) for name, who in (("A", "D1"), ("B", "D2")))]  # fmt: skip
    entries = [event("S14", day, id_, receiver=who, answers="j1") for id_, day, who in (("e1", "2025-09-20", "D1"), ("e2", "2025-10-10", "D2"))]  # fmt: skip
    assert [(x.item, str(x.effect)) for x in told(*of_one, *entries).judgment] == [
        ("A", "2025-09-20"),
        ("B", "2025-10-10"),
    ]


def test_a_last_day_before_his_own_effect_does_not_make_one_of_several_late():
    entries = [
        event("S13", "2025-08-28", "j1"), item(name="A", against=("D1", "D2"), due="2025-10-15"),
        event("S14", "2025-09-20", "e1", receiver="D1"), event("S14", "2025-10-20", "e2", receiver="D2"),
    ]  # fmt: skip
    done = [paid("P1", "A", 10000, ("D1",), date(2025, 10, 16)), paid("P2", "A", 10000, ("D2",), date(2025, 10, 16))]
    (found,) = told(*entries, *done).judgment
    assert list(found.late) == ["P1"]
    runs = {
        one.receiver: list(one.missing)
        for one in told(*entries).deadlines
        if one.deadline == "cn/procedure/enforcement"
    }
    assert runs["A, D2"] == ["due_after_appeal"]
    assert "due_after_appeal" not in runs["A, D1"]
