"""What facts of age leave open on a day, and where they leave nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.decisions import age_facts

DAY = date(2024, 3, 1)
BORN, AGE, ADULT, MINOR = (f"person.{n}" for n in ("born", "age", "adult", "minor"))


@pytest.mark.parametrize(("facts", "ages"), [
    ([], (None, None)),
    ([(BORN, "2010", None)], (13, 14)),
    ([(BORN, "2010-03-01", None)], (14, 14)),
    ([(BORN, "2010-03-02", None)], (13, 13)),
    ([(BORN, "2010", None), (MINOR, "", None)], (13, 14)),
    ([(ADULT, "", None)], (18, None)),
    ([(ADULT, "", None), (MINOR, "", None)], (None, None)),  # they contradict one another: nothing is told
    ([(BORN, "2025", None)], (None, None)),  # not born yet
    ([(BORN, "soon", None)], (None, None)),
    ([(AGE, "2023-03-01", None)], (None, None)),
    ([(AGE, "2023-03-01", 12)], (13, 13)),
])  # fmt: skip
def test_the_ages_that_facts_leave(facts, ages):
    low, high = age_facts.on(facts, DAY)
    assert (low, high) == ages


def test_an_age_on_a_leap_day_leaves_whoever_is_that_old_then():
    assert age_facts.births((AGE, "2024-02-29", 17)) == (date(2006, 3, 1), date(2007, 2, 28))
    assert age_facts.on([(AGE, "2024-02-29", 16)], date(2024, 3, 1)) == (16, 17)


@given(st.dates(date(1950, 1, 1), date(2030, 12, 31)), st.integers(0, 90), st.integers(-800, 800))
def test_the_births_of_an_age_are_those_of_whoever_is_that_old_on_the_day(day, age, off):
    first, last = age_facts.births((AGE, day.isoformat(), age))
    for near in (first, last):
        born = near + timedelta(days=off)
        old = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        assert (first <= born <= last) == (old == age)
