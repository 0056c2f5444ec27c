"""Bounds end what runs too long, by steps and by the clock, and leave the process as it was."""

import re
import signal

import pytest

from doxdocket.bounds import Exceeded, bounded, spend


def test_nothing_is_counted_outside():
    spend(10**12)


def test_an_inner_bound_counts_for_itself_and_the_outer_goes_on():
    with bounded(10) as outer:
        spend(4)
        with pytest.raises(Exceeded), bounded(2):
            spend(3)
        spend(6)
        assert outer.spent == 10
        with pytest.raises(Exceeded):
            spend()


def test_the_clock_ends_a_pattern_that_counts_nothing():
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(Exceeded) as stopped, bounded(10, cpu_seconds=0.05):
        re.search(r"(a|a)*b", "a" * 60)
    assert stopped.value.by_clock
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
