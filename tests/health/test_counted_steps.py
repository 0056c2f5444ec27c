"""Bounds end what runs too long, by steps and by the clock, and leave the process as it was."""

import re
import signal

import pytest

from doxdocket.bounds import Exceeded, bounded, guard, spend


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


class Panic(BaseException):
    """As extensions written in Rust raise it: no Exception."""


def raises(error):
    def work():
        raise error

    return work


@pytest.mark.parametrize("error", [ValueError("17806401357"), MemoryError(), RecursionError(), Panic("17806401357")])
def test_the_guard_keeps_what_was_raised_without_its_words(error):
    lost = guard(raises(error), 10)
    assert (lost.how, lost.why.split()[0]) == ("failed", type(error).__name__)
    assert "test_counted_steps.py:" in lost.why
    assert "178" not in lost.why


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_the_guard_lets_an_interrupt_and_the_end_pass(end):
    with pytest.raises(end):
        guard(raises(end()), 10)


def test_the_guard_tells_steps_from_the_clock():
    assert guard(lambda: spend(11), 10).why == "steps 11/10"
    assert guard(lambda: re.search(r"(a|a)*b", "a" * 60), 10, cpu_seconds=0.05).why == "clock"
