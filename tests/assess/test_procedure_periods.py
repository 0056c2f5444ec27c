"""Periods started by entries: pairing of starts and ends, receivers, restarts, what is counted and what only told."""

from datetime import date

import pytest
from tests.assess.procedure_made import event

from doxdocket.assess.forms.procedure import Exclusion, Extension, Holiday
from doxdocket.assess.procedure.periods import fits, weighed
from doxdocket.law import deadlines

ON = date(2026, 6, 1)


def run(events, deadline, on=ON, extensions=(), exclusions=(), holidays=()):
    return [p for p in weighed(events, extensions, exclusions, on, holidays).runs if fits(p.rule, deadline)]


def test_the_worked_example():
    events = [event("S2", "2024-06-24"), event("S5", "2024-06-24"), event("S7", "2025-04-11")]
    (notice,) = run(events, "notice")
    (counted,) = notice.weighed.readings[0].counted
    assert (counted.first, counted.last) == (date(2024, 6, 25), date(2024, 7, 24))
    assert notice.weighed.answer == "met"
    (review,) = run(events, "review")
    assert review.start.at == date(2024, 7, 24)
    assert (review.weighed.readings[0].last, review.over) == (date(2024, 10, 24), (169, 169))
    month = Extension(id="x", deadline="review", months=1, by="检察长", granted=date(2024, 10, 20))
    (review,) = run(events, "review", extensions=[month])
    assert [(r.id, r.counted[-1].unmoved, r.last) for r in review.weighed.readings] == [
        ("own_period", date(2024, 11, 24), date(2024, 11, 25)),
        ("one_period", date(2024, 11, 24), date(2024, 11, 25)),
    ]
    assert (review.weighed.answer, review.over, review.explained) == ("unexplained overrun", (137, 137), False)
    more = Extension(id="y", deadline="cn/procedure/review", months=5, by="上一级院", granted=date(2024, 11, 20))
    (review,) = run(events, "review", extensions=[month, more])
    assert (review.weighed.answer, review.explained, review.grants) == ("met", True, ("x", "y"))


def test_expert_work_explains_what_an_article_leaves_out_and_nothing_else():
    events = [event("S5", "2024-06-24"), event("S7", "2024-11-01")]
    work = Exclusion(id="k", ground="expert", since=date(2024, 8, 1), until=date(2024, 8, 20))
    (review,) = run(events, "review", exclusions=[work])
    assert (review.weighed.answer, review.explained, review.spans) == ("met", True, ("k",))
    for other in (
        Exclusion(id="k", ground="settlement", since=date(2024, 8, 1), until=date(2024, 8, 20)),
        Exclusion(
            id="k", ground="expert", since=date(2024, 8, 1), until=date(2024, 8, 20), deadlines=("first-instance",)
        ),
        Exclusion(id="k", ground="expert", since=date(2027, 8, 1), until=date(2027, 8, 20)),
    ):
        (review,) = run(events, "review", exclusions=[other])
        assert (review.weighed.answer, review.spans, review.bare) == ("unexplained overrun", (), None)


def test_a_transfer_restarts_the_review():
    events = [event("S5", "2024-06-24"), event("S6:transfer_received", "2025-02-10", "t"), event("S7", "2025-04-11")]
    (review,) = run(events, "review")
    assert (review.start.at, review.start.entries, review.weighed.answer) == (date(2025, 2, 10), ("t",), "met")


def test_the_deadline_runs_from_the_corrected_paper():
    events = [event("S7", "2025-04-11"), event("S7:corrected", "2025-04-18"), event("S8", "2025-04-25")]
    (docketing,) = run(events, "docketing")
    assert (docketing.start.at, docketing.weighed.answer) == (date(2025, 4, 18), "met")


def test_each_receiver_has_a_period_of_his_own():
    events = [
        event("S13:served", "2025-09-01", receiver="D1"), event("S13:served", "2025-09-03", receiver="D2"),
        event("S13:appeal", "2025-09-18", receiver="D2"), event("S13:received", "2025-09-02", receiver="检察院"),
    ]  # fmt: skip
    found = {p.start.receiver: (p.weighed.answer, p.weighed.readings[0].last) for p in run(events, "appeal-judgment")}
    assert found == {
        "D1": ("elapsed", date(2025, 9, 16)),
        "D2": ("met", date(2025, 9, 18)),
        "检察院": ("elapsed", date(2025, 9, 17)),
    }


def test_a_late_appeal_is_an_overrun_and_none_is_not():
    served = event("S13:served", "2025-09-01", receiver="D1")
    (late,) = run([served, event("S13:appeal", "2025-09-17", receiver="D1")], "appeal-judgment")
    assert (late.weighed.answer, late.over) == ("unexplained overrun", (1, 1))
    (none,) = run([served], "appeal-judgment", on=date(2025, 9, 17))
    assert (none.weighed.answer, none.over) == ("elapsed", None)


def test_each_copy_served_is_a_row():
    events = [
        event("S8", "2025-04-17"),
        event("S8:copy_served", "2025-04-22", receiver="D1"),
        event("S8:copy_served", "2025-04-23", receiver="D2"),
    ]
    found = run(events, "copy-to-defendant")
    assert [(p.end.receiver, p.weighed.answer) for p in found] == [("D1", "met"), ("D2", "unexplained overrun")]
    assert not any(p.shared for p in found)


def test_posted_in_time_is_in_time():
    events = [event("S7", "2025-04-11"), event("S7:reported", "2025-04-21", posted=date(2025, 4, 16))]
    (report,) = run(events, "suit-report")
    assert report.weighed.answer == "met"
    (report,) = run([events[0], event("S7:reported", "2025-04-21", posted=date(2025, 4, 17))], "suit-report")
    assert report.over == (1, 1)


def test_one_end_for_two_starts_is_told_until_it_says_which():
    suits = [event("S7", "2025-04-11", "a"), event("S7", "2025-05-12", "b")]
    both = run([*suits, event("S7:reported", "2025-05-14")], "suit-report")
    assert [(p.start.entries, p.weighed.answer, p.shared) for p in both] == [
        (("a",), "unexplained overrun", True), (("b",), "met", True),
    ]  # fmt: skip
    both = run([*suits, event("S7:reported", "2025-05-14", answers="b")], "suit-report")
    assert [(p.start.entries, p.weighed.answer, p.shared) for p in both] == [
        (("a",), "passed", False),
        (("b",), "met", False),
    ]


def test_two_notices_are_two_periods_and_two_reviews():
    events = [event("S5", "2024-06-24", "a"), event("S5", "2025-01-02", "b"), event("S7", "2025-04-11")]
    assert [p.weighed.answer for p in run(events, "notice")] == ["met", "met"]
    assert [(p.start.entries, p.weighed.answer) for p in run(events, "review")] == [
        (("a",), "unexplained overrun"),
        (("b",), "met"),
    ]


def test_a_suit_before_the_notice_ran_out_and_one_before_it_began():
    (notice,) = run([event("S5", "2024-06-24"), event("S7", "2024-07-24")], "notice")
    assert (notice.weighed.answer, notice.weighed.readings[0].over) == ("too early", 0)
    (notice,) = run([event("S5", "2024-06-24"), event("S7", "2024-06-20")], "notice")
    assert notice.weighed.answer == "out of order"


def test_what_should_have_started_is_told_once_its_time_has_come():
    assert run([event("S6", "2024-08-01")], "notice")[0].weighed.missing == ("start",)
    assert run([event("S2", "2024-08-01")], "review") == []
    (review,) = run([event("S7", "2024-08-01")], "review")
    assert (review.weighed.answer, review.weighed.missing) == ("not determinable", ("start",))


def test_a_review_whose_notice_cannot_be_determined_cannot_either():
    events = [event("S5", "2026-11-28"), event("S7", "2027-02-01")]
    (notice,) = run(events, "notice", on=date(2027, 3, 1))
    (review,) = run(events, "review", on=date(2027, 3, 1))
    assert notice.weighed.answer == "not determinable"
    assert (review.weighed.answer, review.weighed.missing) == ("not determinable", ("holiday_table_2027",))
    table = Holiday(id="2027", year=2027, holidays=(date(2027, 1, 1),), workdays=(), source="国务院办公厅通知")
    (review,) = run(events, "review", on=date(2027, 3, 1), holidays=[table])
    assert (review.start.at, review.weighed.answer) == (date(2026, 12, 28), "met")


def test_a_summons_is_weighed_against_a_hearing_that_is_still_to_come():
    events = [event("S10:summons", "2025-08-25", receiver="D1"), event("S10", "2025-08-28")]
    (notice,) = run(events, "hearing-notice", on=date(2025, 8, 26))
    assert [(r.id, r.last, r.answer) for r in notice.weighed.readings] == [
        ("days_back", date(2025, 8, 25), "met"), ("clear_days", date(2025, 8, 24), "unexplained overrun"),
    ]  # fmt: skip
    assert (notice.weighed.answer, notice.over) == ("readings differ", (0, 1))
    (later,) = run([event("S10:summons", "2025-08-29"), event("S10", "2025-08-28")], "hearing-notice")
    assert later.weighed.answer == "out of order"
    (open_,) = run([event("S10:summons", "2025-08-25")], "hearing-notice")
    assert open_.weighed.missing == ("end",)


def test_two_summonses_for_one_hearing_are_not_one_end_for_two():
    events = [
        event("S10:summons", "2025-08-20", receiver="D1"),
        event("S10:summons", "2025-08-21", receiver="D2"),
        event("S10", "2025-08-28"),
    ]
    assert [(p.weighed.answer, p.shared) for p in run(events, "hearing-notice")] == [("met", False)] * 2


def test_what_lies_after_the_day_asked_about_has_not_happened():
    events = [event("S5", "2024-06-24"), event("S7", "2025-04-11")]
    (review,) = run(events, "review", on=date(2025, 4, 10))
    assert (review.end, review.weighed.answer) == (None, "passed")
    late = Extension(id="x", deadline="review", months=6, by="上一级院", granted=date(2025, 4, 11))
    assert run(events, "review", on=date(2025, 4, 10), extensions=[late])[0].grants == ()
    assert run(events, "review", on=date(2025, 4, 11), extensions=[late])[0].grants == ("x",)


def test_an_extension_of_one_start_only():
    events = [event("S8", "2025-04-17", "a"), event("S8", "2025-06-17", "b")]
    one = Extension(id="x", deadline="first-instance", event="b", months=6, by="院长")
    assert [p.grants for p in run(events, "first-instance", extensions=[one])] == [(), ("x",)]


def test_an_extension_granted_after_the_end_is_told():
    events = [event("S5", "2024-06-24"), event("S7", "2024-11-20")]
    late = Extension(id="x", deadline="review", months=1, by="检察长", granted=date(2024, 10, 25))
    (review,) = run(events, "review", extensions=[late])
    assert (review.weighed.answer, review.weighed.late, review.over) == ("readings differ", ("x",), (0, 27))


def test_enforcement_runs_from_the_last_instalment_where_days_were_set():
    events = [event("S14", "2025-09-20"), event("S15:due", "2025-10-31"), event("S15:due", "2026-01-31")]
    (one,) = run(events, "enforcement")
    assert (one.start.at, one.weighed.readings[0].counted[0].unmoved) == (date(2026, 1, 31), date(2028, 1, 31))
    assert one.weighed.answer == "running"
    (done,) = run([*events, event("S15:performed", "2025-10-30")], "enforcement")
    assert done.weighed.answer == "met"
    (bare,) = run(events[:1], "enforcement")
    assert bare.start.at == date(2025, 9, 20)


@pytest.mark.parametrize("rule", deadlines.all_of(), ids=lambda r: r.provision)
def test_every_deadline_starts_from_its_own_events_and_not_from_others(rule):
    first = next((k for k in rule.starts if not k.startswith("end:")), "S5")
    day = "2025-03-03"
    found = [p.rule.provision for p in weighed([event(first, day)], (), (), ON).runs]
    assert rule.provision in found


def test_a_notice_that_ends_on_a_day_of_rest_is_read_in_two_ways_and_so_is_what_follows_it():
    notice = event(
        "S5", "2024-09-16"
    )  # day 30 is 16 October; a notice of 1 September ends on 1 October, a week of rest
    early = event("S5", "2024-09-01")
    (still,) = run([notice], "notice")
    assert [r.id for r in still.weighed.readings] == ["whole"]
    (moved,) = run([early, event("S7", "2024-10-08")], "notice")
    assert [(r.id, r.last, r.answer) for r in moved.weighed.readings] == [
        ("whole", date(2024, 10, 8), "too early"), ("unmoved", date(2024, 10, 1), "met"),
    ]  # fmt: skip
    (review,) = run([early, event("S7", "2025-01-08")], "review")
    assert [(r.id, r.last, r.answer) for r in review.weighed.readings] == [
        ("whole", date(2025, 1, 8), "met"), ("from_unmoved", date(2025, 1, 2), "unexplained overrun"),
    ]  # fmt: skip
    assert (review.weighed.answer, review.over) == ("readings differ", (0, 6))
    assert run([early, event("S7", "2024-10-05")], "review")[0].end.at == date(2024, 10, 5)


def test_posting_early_does_not_end_a_wait():
    (notice,) = run([event("S5", "2024-06-24"), event("S7", "2024-07-26", posted=date(2024, 7, 23))], "notice")
    assert notice.weighed.answer == "met"
    (notice,) = run([event("S5", "2024-06-24"), event("S7", "2024-07-24", posted=date(2024, 7, 23))], "notice")
    assert notice.weighed.answer == "too early"


def test_a_summons_may_name_its_hearing():
    summons = [event("S10:summons", "2025-08-01", "a"), event("S10:summons", "2025-08-02", "b", answers="h2")]
    hearings = [event("S10", "2025-08-28", "h1"), event("S10", "2025-09-28", "h2")]
    assert [(p.start.entries, p.end.id) for p in run([*summons, *hearings], "hearing-notice")] == [
        (("a",), "h1"),
        (("b",), "h2"),
    ]
