"""Weights: rarer agreement weighs more, a difference never speaks for a link, every reason is there."""

import pytest

from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.law.weights import agreeing, differing, weights


@pytest.mark.parametrize("kind", weights().kinds)
def test_every_weighed_kind_is_known_and_says_why(kind):
    one = weights().kinds[kind]
    assert kind in kinds()
    assert kind in links().group_of
    assert 0 < one.same < 100
    assert one.because.endswith(".")
    assert set(one.follows) <= weights().kinds.keys()


@pytest.mark.parametrize("kind", weights().kinds)
def test_the_more_people_show_a_value_the_less_it_weighs(kind):
    falling = [agreeing(kind, others=n, persons=1000) for n in (0, 1, 5, 50, 1000)]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > 5
    assert falling[-1] == 0


def test_a_number_issued_to_one_person_is_rarer_than_a_small_case_can_show_until_another_shows_it():
    assert agreeing("id_number", others=0, persons=50) == agreeing("id_number", others=0, persons=5000) > 19
    assert agreeing("id_number", others=1, persons=50) < 5
    assert agreeing("name", others=0, persons=50) < agreeing("name", others=0, persons=5000)


def test_a_slip_weighs_less_than_what_a_mask_leaves_and_that_less_than_the_whole_value():
    whole, hidden, slip = (agreeing("id_number", others=0, persons=200, how=how) for how in ("whole", "hidden", "slip"))
    assert 0 < slip < hidden < whole


def test_a_difference_weighs_against_the_more_the_steadier_the_kind():
    assert differing("birth_date", alike=0.01) < differing("phone_number", alike=0.01) < 0
    assert differing("email", alike=1.0) == 0
