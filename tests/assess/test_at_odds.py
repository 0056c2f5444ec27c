"""Cases that somebody of that age cannot have had: told, with the article, the day and the age, and none that may be right."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.parties.age_conflicts import at_odds
from doxdocket.assess.parties.ages import age

ACTS = (date(2024, 3, 1), date(2024, 6, 30))
LATER = date(2025, 2, 1)


def case(kind="administrative", stage="punished", day=LATER, **more):
    return Sanction(id="S1", defendant="D1", kind=kind, stage=stage, day=day, **more)


@pytest.mark.parametrize(("born", "one", "why"), [
    ("2011-02-01", case(), "too_young"),  # fourteen on the day after the day it was imposed
    ("2011-01-31", case(), "too_young_then"),  # fourteen then, thirteen at every act
    ("2010-06-29", case(), None),  # fourteen at the last act
    ("2010-06-30", case(), "too_young_then"),
    ("2010-05-01", case(day=None), None),
    ("2010", case(), None),  # may have been fourteen
    ("2012", case(), "too_young"),
    ("", case(), None),
    ("2010-05-01", case("criminal", "convicted"), "too_young"),
    ("2008-06-29", case("criminal", "convicted"), None),
    ("2008-07-15", case("criminal", "convicted"), "too_young_then"),
    ("2010-05-01", case("criminal", "prosecuted"), None),  # nothing was imposed
    ("2010-05-01", case("criminal", "not_liable"), None),
    ("2008-05-01", case("criminal", "not_liable"), "of_age_in_part"),  # sixteen at the last act alone: these acts are left open
    ("2008-02-28", case("criminal", "not_liable"), "of_age"),
    ("2008-03-01", case("criminal", "not_liable"), "of_age_in_part"),
    ("2009-05-01", case(stage="not_liable"), "of_age"),  # fourteen, so liable to the administration
    ("2009-05-01", case(sentence="行政拘留五日"), "not_detained"),
    ("2009-05-01", case(sentence="行政拘留五日，不执行"), None),
    ("2009-05-01", case(sentence="罚款二百元"), None),
    ("2007-05-01", case(sentence="行政拘留五日"), None),  # sixteen: whether it is the first time is not asked here
])  # fmt: skip
def test_a_case_that_the_age_rules_out_is_told(born, one, why):
    found = at_odds(one, born, ACTS)
    assert (found and found.why) == why
    if found:
        assert found.age == age(born, found.day)
        assert found.article.startswith("刑法" if one.kind == "criminal" else "治安管理处罚法")


def test_days_not_known_rule_nothing_out():
    assert at_odds(case(day=None), "2015-01-01", (None, None)) is None
    assert at_odds(case(stage="not_liable"), "1980-01-01", (None, None)) is None


@given(st.dates(date(2001, 1, 4), date(2020, 12, 31)), st.integers(0, 900), st.integers(0, 900), st.sampled_from(["criminal", "administrative"]))  # fmt: skip
@examples(60)
def test_what_is_told_holds_of_every_day_on_which_he_may_have_acted(born, after, span, kind):
    """Imposed: below the age on all days of acts. Not liable: of age on all of them, or at the last. Never both of one life."""
    first = born + timedelta(days=12 * 365 + after)
    acts, line = (first, first + timedelta(days=span)), 16 if kind == "criminal" else 14
    days = [first + timedelta(days=n) for n in range(span + 1)]
    old = [age(born.isoformat(), day)[0] >= line for day in days]
    imposed = at_odds(case(kind, "convicted" if kind == "criminal" else "punished", acts[1]), born.isoformat(), acts)
    freed = at_odds(case(kind, "not_liable", acts[1]), born.isoformat(), acts)
    assert (imposed is not None) == (not any(old))
    assert (freed is not None) == old[-1]
    assert (freed is not None and freed.why == "of_age") == all(old)
