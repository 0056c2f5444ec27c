"""Deadlines: each answer, each reading, extensions out of time; and the table of states with what it does not know."""

from datetime import date, timedelta

import chinese_calendar
import msgspec
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.errors import WrongCall
from doxdocket.law import deadlines, procedure, rule_pages, told_procedure
from doxdocket.law.days import Period, Span
from doxdocket.law.deadlines import ANSWERS, Grant, weigh
from doxdocket.law.rules import by_provision

REVIEW = deadlines.by_id("cn/procedure/review")
NOTICE = deadlines.by_id("cn/procedure/notice")
ON = date(2026, 1, 1)
DAY = timedelta(days=1)


def month(name, granted=None):
    return Grant(name, Period(months=1), granted)


def test_two_extensions_are_three_stages_or_one_period():
    said = weigh(
        REVIEW,
        date(2024, 7, 24),
        date(2024, 12, 24),
        ON,
        [month("b", date(2024, 11, 20)), month("a", date(2024, 10, 1))],
    )
    own, whole = said.readings
    assert [c.unmoved for c in own.counted] == [date(2024, 10, 24), date(2024, 11, 24), date(2024, 12, 25)]
    assert [c.unmoved for c in whole.counted] == [date(2024, 12, 24)]
    assert (said.answer, said.late) == ("met", ())


def test_where_readings_differ_a_person_decides():
    said = weigh(REVIEW, date(2024, 7, 24), date(2024, 12, 25), ON, [month("a"), month("b")])
    assert [r.answer for r in said.readings] == ["met", "unexplained overrun"]
    assert said.answer == "readings differ"


def test_an_extension_granted_on_the_last_day_is_in_time_and_a_day_later_is_not():
    for granted, late in ((date(2024, 10, 24), ()), (date(2024, 10, 25), ("a",))):
        said = weigh(REVIEW, date(2024, 7, 24), date(2024, 11, 1), ON, [month("a", granted)])
        assert said.late == late
        assert [r.id for r in said.readings] == ["own_period", "one_period", *["without_late"][: len(late)]]


def test_an_extension_by_days():
    said = weigh(REVIEW, date(2024, 7, 24), None, ON, [Grant("a", Period(days=10))])
    assert {r.last for r in said.readings} == {date(2024, 11, 4)}
    assert {r.counted[-1].unmoved for r in said.readings} == {date(2024, 11, 3)}


def test_a_stage_that_cannot_be_determined_stops_there():
    said = weigh(REVIEW, date(2026, 10, 5), None, date(2026, 12, 1), [month("a")])
    assert said.missing == ("holiday_table_2027",)
    assert said.answer == "running"


def test_what_lies_before_the_unmoved_day_needs_no_table():
    start = date(2026, 10, 5)
    assert weigh(REVIEW, start, date(2027, 1, 5), ON).answer == "met"
    assert weigh(REVIEW, start, date(2027, 1, 6), ON).answer == "not determinable"
    assert weigh(REVIEW, start, None, date(2027, 1, 5)).answer == "running"
    assert weigh(NOTICE, date(2026, 12, 20), date(2027, 1, 19), ON).answer == "too early"


def test_open_expert_work_leaves_even_a_late_suit_open():
    said = weigh(REVIEW, date(2024, 7, 24), date(2025, 4, 11), ON, [], [Span(date(2024, 9, 1))])
    assert (said.answer, said.missing) == ("not determinable", ("exclusion_end",))


def test_an_end_before_its_start_is_told():
    assert weigh(REVIEW, date(2024, 7, 24), date(2024, 7, 23), ON).answer == "out of order"
    assert weigh(REVIEW, date(2024, 7, 24), date(2024, 7, 24), ON).answer == "met"


def test_only_a_deadline_is_one():
    with pytest.raises(TypeError):
        deadlines.by_id("cn/procedure/table")
    with pytest.raises(WrongCall):
        deadlines.by_id("cn/procedure/none")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rule", deadlines.all_of(), ids=lambda r: r.provision)
def test_every_deadline_is_told_in_words_with_the_events_the_table_knows(rule, lang):
    lines = rule_pages.particulars(rule, lang)
    assert len(lines) == 1 + bool(rule.rather) + bool(rule.restarts) + bool(rule.anew) + len(rule.lengthened) + len(
        rule.left_out
    )
    assert not any(f"{state.id}:" in line for line in lines for state in procedure.tables()[0].states)
    assert rule.article in rule_pages.text(rule.provision, lang)


def test_the_table_and_the_counting_are_told_too():
    assert rule_pages.particulars(by_provision("cn/procedure/days"), "zh") == ["12 月 25 日起须有下一年的休假日表"]
    assert "25 December" in rule_pages.particulars(by_provision("cn/procedure/days"), "en")[0]
    for lang in ("zh", "en"):
        lines = rule_pages.particulars(by_provision("cn/procedure/table"), lang)
        assert lines[0].startswith("S0 ")
        assert sum("需人工认定" in line or "needs a human decision" in line for line in lines) == 7
    assert told_procedure.said(Period(), "en") == "on the day or"


def test_no_answer_says_violation():
    words = " ".join(f"{zh} {en}" for zh, en in ANSWERS.values())
    assert "违" not in words
    assert "violat" not in words
    assert "未说明的超期" in words


def test_before_the_first_table_there_is_the_first_and_versions_follow_one_another(monkeypatch):
    (one,) = procedure.tables()
    assert procedure.table(date(1999, 1, 1)) is one
    old = msgspec.structs.replace(one, effective_to=date(2026, 12, 31))
    new = msgspec.structs.replace(one, provision="cn/procedure/table-2027", effective_from=date(2027, 1, 1))
    monkeypatch.setattr(procedure, "tables", lambda: [old, new])
    assert [procedure.table(d) for d in (date(2026, 12, 31), date(2027, 1, 1))] == [old, new]


def test_venues_of_a_day():
    one = procedure.tables()[0]
    assert "internet_court" in {v.id for v in procedure.venues(one, date(2025, 10, 31))}
    after = {v.id for v in procedure.venues(one, date(2025, 11, 1))}
    assert "internet_court_2025" in after
    assert "internet_court" not in after


def test_names_that_no_table_has_are_found():
    one = procedure.tables()[0]
    rules = {r.provision: r for r in (*deadlines.all_of(), one)}
    assert [procedure.unknown(rules, r) for r in rules.values() if procedure.unknown(rules, r)] == []
    odd = msgspec.structs.replace(REVIEW, starts=["end:cn/procedure/review", "S77"], ends=["S7:nothing"], restarts="")
    assert procedure.unknown(rules, odd) == ["end:cn/procedure/review", "S77", "S7:nothing"]
    lost = msgspec.structs.replace(one, states=[msgspec.structs.replace(one.states[0], moves=["S99"])])
    assert procedure.unknown(rules, lost) == ["S99"]
    paper = msgspec.structs.replace(one.states[0].documents[0], step="nothing")
    odd_paper = msgspec.structs.replace(
        one, states=[msgspec.structs.replace(one.states[0], moves=[], documents=[paper])]
    )
    assert procedure.unknown(rules, odd_paper) == ["S0:nothing"]
    assert procedure.unknown(rules, msgspec.structs.replace(REVIEW, anew="SR:nothing")) == ["SR:nothing"]
    assert procedure.told(one, "S99") == ("S99", "S99")


def second_way(start, months, spans):
    """The same period counted day by day with other libraries: corresponding day, then a day more for each day left out."""
    end = start + relativedelta(months=months)
    left, day = 0, start
    while day < end + left * DAY:
        day += DAY
        left += any(s.begin < day <= s.end for s in spans)
    while not chinese_calendar.is_workday(day):
        day += DAY
    return day


WORKS = st.lists(st.tuples(st.integers(-30, 200), st.integers(0, 60)), max_size=3)


@given(st.dates(date(2022, 1, 1), date(2025, 6, 30)), st.lists(st.integers(1, 4), max_size=2), WORKS)
def test_every_reading_agrees_with_a_second_way_of_counting(start, months, works):
    spans = [Span(start + a * DAY, start + (a + n) * DAY) for a, n in works]
    grants = [Grant(f"g{n}", Period(months=m)) for n, m in enumerate(months)]
    said = {r.id: r.last for r in weigh(REVIEW, start, None, date(2026, 1, 1), grants, spans).readings}
    own = second_way(start, 3, spans)
    for m in months:
        own = second_way(own, m, spans)
    assert said["own_period" if months else "whole"] == own
    if months:
        assert said["one_period"] == second_way(start, 3 + sum(months), spans)
    if spans:
        assert said["first_day_too"] >= own


@given(st.dates(date(2022, 1, 1), date(2025, 6, 30)), WORKS, st.tuples(st.integers(-30, 200), st.integers(0, 60)))
def test_more_time_left_out_never_ends_a_period_earlier(start, works, more):
    spans = [Span(start + a * DAY, start + (a + n) * DAY) for a, n in works]
    wider = [*spans, Span(start + more[0] * DAY, start + (more[0] + more[1]) * DAY)]
    before, after = (weigh(REVIEW, start, None, date(2026, 1, 1), (), s).readings[0].last for s in (spans, wider))
    assert after >= before


@pytest.mark.parametrize(
    ("grants", "periods"),
    [
        ([Grant("a", Period(months=9), None, "检察长")], [("a", Period(months=1))]),
        ([Grant("a", Period(days=20), None, "检察长"), Grant("b", Period(months=1), None, "检察长")],
         [("a", Period(days=20)), ("b", Period(days=11))]),
        ([Grant("a", Period(months=1), None, "检察长"), Grant("b", Period(days=1), None, "检察长")], [("a", Period(months=1))]),
        ([Grant("a", Period(months=9), None, "某人")], []),
        ([Grant("a", Period(months=9))], [("a", Period(months=9))]),
        ([Grant("a", Period(months=9), None, "上一级人民检察院")], [("a", Period(months=9))]),
    ],
)  # fmt: skip
def test_each_extension_as_far_as_its_grantor_may_still_grant(grants, periods):
    found = deadlines.within_power(REVIEW, grants, date(2024, 10, 24))
    assert [(g.id, g.period) for g in found] == periods


def test_the_steps_of_a_mark_are_those_of_all_states():
    assert procedure.steps("procuratorate") >= {"S13:received", "SC:protest"}
    assert "SC:appeal" not in procedure.steps("procuratorate")
