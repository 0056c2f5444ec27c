"""Counting days: against a second way of counting, over leap years, long holidays, make-up working days and excluded time."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.law import days, deadlines
from doxdocket.law.days import Calendar, Period, Span, Table, count, months_on

DAY = timedelta(days=1)
STARTS = st.dates(date(2004, 1, 1), date(2026, 6, 30))


@given(STARTS, st.integers(1, 36))
def test_months_end_where_another_library_has_them(start, months):
    assert months_on(start, months) == start + relativedelta(months=months)


@given(STARTS, st.integers(1, 60))
def test_a_last_day_is_the_first_working_day_from_there_on(start, length):
    counted = count(start, Period(days=length))
    assert counted.unmoved == start + length * DAY
    last = counted.unmoved
    while not chinese_calendar.is_workday(last):
        last += DAY
    assert counted.last == last
    assert list(counted.rest) == [counted.unmoved + n * DAY for n in range((last - counted.unmoved).days)]


@given(STARTS, st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 40)), max_size=4), st.integers(1, 60))
def test_excluded_time_is_as_if_each_day_were_counted_by_itself(start, works, length):
    spans = [Span(start + a * DAY, start + (a + n) * DAY) for a, n in works]
    left, day, out = length, start, 0
    while left:
        day += DAY
        if any(s.begin < day <= s.end for s in spans):
            out += 1
        else:
            left -= 1
    counted = count(start, Period(days=length), None, spans)
    assert (counted.unmoved, counted.excluded) == (day, out)


def test_the_working_days_of_the_whole_library_are_ours():
    known = days.shipped()
    day = date(2004, 1, 1)
    while day <= date(2026, 12, 24):
        assert known.rests(day) is not chinese_calendar.is_workday(day), day
        day += DAY


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2003, 6, 2), date(2027, 1, 4), date(2027, 5, 3)])
def test_a_year_without_a_table_is_told_not_guessed(day):
    counted = count(day - 5 * DAY, Period(days=5))
    assert counted.last is None
    assert counted.unmoved == day
    assert counted.missing == (f"holiday_table_{day.year}",)


def test_a_move_over_new_year_needs_the_next_table():
    known = Calendar((Table(2026, frozenset({date(2026, 12, 24)}), frozenset()),))
    assert count(date(2026, 12, 14), Period(days=10), known).missing == ("holiday_table_2027",)
    both = known.given([Table(2027, frozenset({date(2027, 1, 1)}), frozenset())])
    assert count(date(2026, 12, 14), Period(days=10), both).last == date(2026, 12, 25)


def test_the_end_of_a_december_may_hang_on_the_next_years_table():
    assert days.shipped().lacking(date(2026, 12, 24)) == ()
    assert days.shipped().lacking(date(2026, 12, 25)) == ("holiday_table_2027",)
    given_table = days.shipped().given(
        [Table(2027, frozenset({date(2026, 12, 31), date(2027, 1, 1)}), frozenset({date(2026, 12, 26)}))]
    )
    assert count(date(2026, 12, 16), Period(days=15), given_table).last == date(2027, 1, 4)
    assert count(date(2026, 12, 11), Period(days=15), given_table).last == date(2026, 12, 26)


def test_a_table_that_a_team_gives_stands_for_its_year():
    without = days.shipped().given([Table(2024, frozenset(), frozenset())])
    assert count(date(2024, 9, 16), Period(days=15), without).last == date(2024, 10, 1)
    assert count(date(2024, 9, 16), Period(days=15)).last == date(2024, 10, 8)
    assert without.rests(date(2025, 10, 1))


def test_work_that_goes_on_leaves_the_last_day_open_only_if_it_began_within_the_period():
    start = date(2024, 7, 24)
    assert count(start, Period(months=3), None, [Span(date(2024, 10, 23))]).missing == ("exclusion_end",)
    assert count(start, Period(months=3), None, [Span(date(2024, 10, 24))]).last == date(2024, 10, 24)
    assert count(start, Period(months=3), None, [Span(date(2024, 1, 1))]).missing == ("exclusion_end",)


def test_the_calendar_of_deadlines_has_the_end_of_december_from_the_rule():
    assert deadlines.calendar().year_end_from == 25
    assert deadlines.calendar().tables == days.shipped().tables
