"""Intervals hold what they claim: how often they cover the truth, exactly where that can be summed, else over thousands of draws."""

from collections import Counter
from math import comb, inf

import numpy as np
import pytest

from doxdocket.sample.draw import allocate
from doxdocket.sample.intervals import (
    effective,
    exact,
    faulty,
    gamma_below,
    gamma_quantile,
    share,
    total,
    usual_tail,
    weighted,
)

SHARES = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)


def covered(of, n, right):
    """How probable it is that the interval of a sample of n out of ``of`` holds the truth: summed over all samples."""
    truth, found = right / of, 0.0
    for x in range(max(0, n - (of - right)), min(n, right) + 1):
        _, low, high = share(x, n, of)
        if low - 1e-12 <= truth <= high + 1e-12:
            found += comb(right, x) * comb(of - right, n - x) / comb(of, n)
    return found


@pytest.mark.parametrize(("of", "n"), [(12, 5), (40, 10), (100, 30), (1000, 30), (1000, 100), (5000, 200)])
def test_one_stratum_is_covered_as_often_as_it_says_on_the_whole(of, n):
    """Wilson's coverage swings about 95 % as the share changes; its mean holds, and it falls deep nowhere."""
    found = [covered(of, n, right) for right in range(of // 2, of + 1, max(1, of // 200))]
    assert sum(found) / len(found) >= 0.94
    assert min(found) >= 0.83


def test_all_drawn_leaves_no_doubt_and_a_correction_narrows():
    assert share(9, 12, 12) == (0.75, 0.75, 0.75)
    assert effective(12, 12) == inf
    (_, a, b), (_, c, d) = share(45, 50, 60), share(45, 50, 10**9)
    assert b - a < (d - c) / 2
    assert share(0, 10, 10**9)[1] == 0
    assert share(10, 10, 10**9)[2] == 1


CASES = {
    "one": [5000],
    "rare beside common": [5000, 400, 20],
    "a dozen, some of two or three": [3000, 2000, 800, 300, 100, 60, 40, 20, 10, 5, 3, 2],
    "many alike": [200] * 20,
    "many small": [12] * 30,
}


def drawn(rng, of, right, n, times):
    """How often each outcome comes up in so many stratified draws without replacement."""
    columns = [rng.hypergeometric(k, size - k, m, times) for size, k, m in zip(of, right, n, strict=True)]
    return Counter(map(tuple, np.stack(columns, axis=1).tolist()))


def shares_of(p, how, strata):
    """The share right in each stratum: alike; apart; wrong in the largest alone; wrong in a middling one alone."""
    if how == "alike":
        return [p] * strata
    if how == "apart":
        spread = np.random.default_rng(7).uniform(-1, 1, strata)
        return np.clip(p + spread * (1 - p), 0, 1).tolist()
    out = [1.0] * strata
    out[0 if how == "in the largest" else strata // 2] = max(0.0, 1 - 4 * (1 - p))
    return out


@pytest.mark.parametrize("how", ["alike", "apart", "in the largest", "in a middling one"])
def test_the_weighted_share_is_covered_as_often_as_it_says(how):
    """Over all populations, sizes and shares together nominal; in the worst of them as Wilson's own worst."""
    rng, found = np.random.default_rng(20261125), {}
    for name, of in CASES.items():
        for size in (60, 200):
            n = list(allocate({str(i): x for i, x in enumerate(of)}, size, 5).values())
            for p in SHARES:
                right = [round(x * q) for x, q in zip(of, shares_of(p, how, len(of)), strict=True)]
                truth, hits = sum(right) / sum(of), 0
                for outcome, times in drawn(rng, of, right, n, 2000).items():
                    _, low, high = weighted(zip(outcome, n, of, strict=True))
                    hits += times * (low - 1e-9 <= truth <= high + 1e-9)
                found[name, size, p] = hits / 2000
    assert sum(found.values()) / len(found) >= 0.95
    assert min(found.values()) >= 0.83, min(found, key=found.get)
    assert sum(v >= 0.92 for v in found.values()) >= 0.9 * len(found)


def test_weights_are_the_sizes_of_the_strata():
    """A stratum that was drawn beyond its share of the whole does not pull the result."""
    p, low, high = weighted([(50, 50, 9900), (0, 50, 100)])
    assert p == pytest.approx(0.99)
    assert low < 0.99 < high
    assert (50 + 0) / (50 + 50) == 0.5  # what counting answers without weights would say


def test_one_stratum_weighted_is_that_stratum():
    assert weighted([(9, 12, 300)]) == pytest.approx(share(9, 12, 300), abs=0.02)
    assert weighted([(3, 4, 4), (2, 2, 2)]) == pytest.approx((5 / 6, 5 / 6, 5 / 6))


MISSED = {
    "usual": [(18000, 80, 0.001, 0), (3000, 80, 0.02, 0), (30, 20, 0.3, 0.3), (1100, 60, 0.15, 0.5), (280, 50, 0.3, 1)],
    "rare": [(18000, 80, 0.0002, 0), (3000, 80, 0.002, 0), (1400, 100, 0.01, 0)],
    "bad": [(18000, 80, 0.02, 0.5), (3000, 80, 0.2, 0.5), (1400, 100, 0.5, 1)],
    "one stratum": [(500, 100, 0.1, 1)],
}


@pytest.mark.parametrize("name", sorted(MISSED))
def test_totals_are_covered_at_least_as_often_as_they_say(name):
    rng = np.random.default_rng(5)
    posts = [np.where(rng.random(of) < p, 1 + rng.poisson(more, of), 0) for of, _, p, more in MISSED[name]]
    truth, hits, values = sum(int(x.sum()) for x in posts), 0, []
    for _ in range(1000):
        rows = []
        for (of, n, _, _), x in zip(MISSED[name], posts, strict=True):
            seen = x[rng.choice(of, n, replace=False)]
            rows.append((of, n, [int(k) for k in seen if k]))
        value, low, high = total(rows)
        values.append(value)
        hits += low <= truth <= high
    assert hits / 1000 >= 0.95
    assert sum(values) / 1000 == pytest.approx(truth, rel=0.25)  # the estimate is not biased


def test_a_total_that_was_counted_whole_is_no_estimate():
    assert total([(4, 4, [2, 1])]) == (3, 3, 3)
    value, low, high = total([(4, 4, [2, 1]), (100, 50, [])])
    assert (value, low) == (3, 3)
    assert high > 10


def test_quantiles_are_those_of_the_gamma_distribution():
    """Of shape 1 it is -ln(1-p); of whole shape n, P(n, x) is that n or more events come where x are expected."""
    assert gamma_quantile(1.0, 0.975) == pytest.approx(3.688879454)
    assert gamma_quantile(5.0, 0.025) == pytest.approx(1.623486, abs=1e-5)
    assert gamma_below(3.0, 2.0) == pytest.approx(1 - np.exp(-2.0) * (1 + 2 + 2))
    assert gamma_below(3.0, 0.0) == 0


@pytest.mark.parametrize(("of", "n"), [(12, 5), (40, 10), (100, 30), (814, 60), (1000, 100)])
@pytest.mark.parametrize("tail", [0.025, 0.05])
@pytest.mark.whole(but=5)
def test_faulty_units_of_one_stratum_are_covered_on_each_side_as_often_as_they_say(of, n, tail):
    """Summed over all samples, for every truth: neither end fails more often than its tail, and drawing all leaves no doubt."""
    for truth in {*range(0, of + 1, max(1, of // 40)), of}:
        below = above = 0.0
        for x in range(max(0, n - (of - truth)), min(n, truth) + 1):
            chance = comb(truth, x) * comb(of - truth, n - x) / comb(of, n)
            low, high = exact(x, n, of, tail)
            assert x <= low <= high <= of - (n - x)
            below += chance * (high < truth)
            above += chance * (low > truth)
        assert below <= tail + 1e-9
        assert above <= tail + 1e-9
    assert exact(3, 12, 12, tail) == (3, 3)


FAULTY = {
    "rare": [(4000, 120, 0.002), (500, 60, 0.01), (40, 20, 0.1)],
    "none but in the largest": [(4000, 120, 0.01), (500, 60, 0), (40, 20, 0)],
    "many": [(600, 60, 0.3), (200, 40, 0.5), (30, 30, 0.4)],
    "a dozen": [(3000, 60, 0.02), *[(60, 8, 0.05)] * 11],
}


@pytest.mark.parametrize("tail", [0.025, 0.05])
@pytest.mark.parametrize("name", sorted(FAULTY))
def test_faulty_units_of_several_strata_are_covered_on_each_side_as_often_as_they_say(name, tail):
    """The upper end of 0.05 is what a rule of acceptance goes by at 95 %."""
    rng, times = np.random.default_rng(11), 2000
    of, n = [row[0] for row in FAULTY[name]], [row[1] for row in FAULTY[name]]
    wrong = [round(size * p) for size, _, p in FAULTY[name]]
    truth, under, over = sum(wrong), 0, 0
    for outcome, often in drawn(rng, of, wrong, n, times).items():
        value, low, high = faulty(zip(outcome, n, of, strict=True), tail)
        assert low <= value <= high
        under += often * (high < truth)
        over += often * (low > truth)
    error = 3 * (tail * (1 - tail) / times) ** 0.5
    assert under / times <= tail + error
    assert over / times <= tail + error


def test_what_nobody_looked_at_may_all_be_faulty():
    assert faulty([(0, 5, 5), (0, 0, 70)], 0.05) == (None, 0, 70)
    assert faulty([(0, 0, 70)], 0.05) == (None, 0, 70)
    assert faulty([], 0.05) == (None, 0, 0)
    assert usual_tail() == pytest.approx(0.025)
