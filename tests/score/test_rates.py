"""Intervals against published and worked values."""

from math import isclose

import pytest

from doxdocket.score.rates import Count, share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718), (29, 29, 0.8830, 1.0),
    ],
)  # fmt: skip
def test_wilson_as_published(part, whole, low, high):
    got = share(part, whole)
    assert isclose(got.low, low, abs_tol=6e-5)
    assert isclose(got.high, high, abs_tol=6e-5)


def test_nothing_to_share_out_is_no_rate():
    assert share(0, 0).value is None
    count = Count()
    assert (count.precision.value, count.recall.value, count.f1) == (None, None, None)
    assert count.told()["f1_95"] == [None, None]


def test_a_worked_example():
    count = Count()
    for three in [(3, 1, 0), (2, 0, 2), (0, 1, 0)]:
        count.add(*three)
    assert (count.right, count.wrong, count.missed, count.true) == (5, 2, 2, 7)
    assert (count.precision.value, count.recall.value) == (5 / 7, 5 / 7)
    assert isclose(count.f1, 2 * 5 / (2 * 5 + 2 + 2))
    assert count.f.low < count.f1 < count.f.high


def test_errors_that_come_together_widen_the_interval():
    apart, together = Count(), Count()
    for n in range(100):
        apart.add(1, 0, 0) if n % 5 else apart.add(0, 0, 1)
    for n in range(10):
        together.add(10, 0, 0) if n % 5 else together.add(0, 0, 10)
    assert apart.recall.value == together.recall.value == 0.8
    assert apart.recall.interval == pytest.approx(share(80, 100).interval)
    # ten in a message that share one fate are one case: ten cases in all
    assert together.recall.interval == pytest.approx(share(8, 10).interval)


def test_parts_add_up_in_any_order():
    rows = [(3, 1, 0), (0, 0, 4), (2, 2, 2), (1, 0, 0)]
    whole, left, right = Count(), Count(), Count()
    for n, row in enumerate(rows):
        whole.add(*row)
        (left if n % 2 else right).add(*row)
    right.join(left)
    assert right == whole
