"""The same seed and units give the same sample in any order; rare strata get enough; each unit is as likely as the next."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.sample.draw import allocate, drawn, enough, enough_each, half
from doxdocket.sample.intervals import share

sizes = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 5000), min_size=1, max_size=12)


@given(sizes, st.integers(1, 800), st.integers(1, 6))
def test_no_stratum_goes_without_and_none_gives_more_than_it_has(of, size, floor):
    given_ = allocate(of, size, floor)
    assert given_.keys() == of.keys()
    assert all(min(n, floor) <= given_[s] <= n for s, n in of.items())
    assert sum(given_.values()) <= max(size, sum(min(n, floor) for n in of.values())) + floor * len(of)


@given(sizes, st.integers(1, 400), st.integers(0, 300))
def test_to_draw_more_never_draws_less_of_a_stratum(of, size, more):
    a, b = allocate(of, size, 5), allocate(of, size + more, 5)
    assert all(a[s] <= b[s] for s in of)


@given(st.lists(st.text(max_size=4), unique=True, max_size=30), st.integers(0, 9), st.integers(0, 30), st.randoms())
def test_order_plays_no_part_and_a_larger_sample_holds_the_smaller(keys, seed, n, random):
    mixed = list(keys)
    random.shuffle(mixed)
    assert drawn(seed, "s", keys, n) == drawn(seed, "s", mixed, n)
    assert drawn(seed, "s", keys, n + 1)[:n] == drawn(seed, "s", keys, n)


def test_over_many_seeds_each_unit_is_drawn_as_often_as_the_next():
    keys = [f"c/{n}" for n in range(20)]
    counts = Counter(key for seed in range(4000) for key in drawn(seed, "s", keys, 5))
    assert len(counts) == 20
    assert all(abs(n - 1000) < 130 for n in counts.values())  # 1000 expected, standard deviation 27


def test_planning_gives_what_it_promises():
    of = {"common": 9000, "rare": 300, "rarest": 4}
    n = enough(of, 0.95, 0.05, 5)
    assert half(of, n, 0.95) <= 0.05
    fewer = allocate(of, sum(n.values()) - 15, 5)
    assert half(of, fewer, 0.95) > 0.045
    each = enough_each(of, 0.95, 0.05)
    assert each["rarest"] == 4
    for s, m in each.items():
        _, low, high = share(0.95 * m, m, of[s])
        assert (high - low) / 2 <= 0.05
        if m > 1:
            _, low, high = share(0.95 * (m - 1), m - 1, of[s])
            assert (high - low) / 2 > 0.05


def test_the_finite_population_correction_saves_questions():
    assert enough_each({"s": 60}, 0.95, 0.05)["s"] < enough_each({"s": 10**6}, 0.95, 0.05)["s"]


@pytest.mark.parametrize("seed", [1, 2])
def test_another_seed_or_stratum_is_another_sample(seed):
    keys = [str(n) for n in range(100)]
    assert drawn(seed, "s", keys, 10) != drawn(seed + 1, "s", keys, 10)
    assert drawn(seed, "s", keys, 10) != drawn(seed, "t", keys, 10)
