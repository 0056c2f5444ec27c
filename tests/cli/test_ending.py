"""Asked to end: an interrupt with its own exit code, once; what was ignored stays ignored, and all is as before behind it."""

import signal
import sys

import pytest

from doxdocket.cli import failure, termination

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signals")


@pytest.fixture
def default():
    """Both signals as a shell leaves them."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [15, 1])
def test_it_interrupts_with_its_words_and_the_code_of_the_signal(default, number):
    with pytest.raises(KeyboardInterrupt) as caught, termination.asked():
        signal.raise_signal(number)
    told = failure.failure(caught.value)
    assert (told.code, told.exit_code) == ("interrupted", 128 + number)
    assert "已中断" in told.zh
    assert signal.getsignal(number) is signal.SIG_DFL


def test_a_second_one_disturbs_no_clean_end(default):
    with termination.asked():
        try:
            signal.raise_signal(signal.SIGTERM)
        except KeyboardInterrupt:
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGHUP)


def test_what_was_ignored_stays_ignored(default):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with termination.asked():
        signal.raise_signal(signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_an_interrupt_of_an_engine_at_work_has_the_code_of_the_signal_that_was_behind_it(default):
    with termination.asked() as behind:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        assert failure.failure(behind(KeyboardInterrupt())).exit_code == 143
        fault = ValueError()
        assert behind(fault) is fault
    with termination.asked() as behind:
        assert failure.failure(behind(KeyboardInterrupt())).exit_code == 3
