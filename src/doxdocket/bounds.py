"""How much work one text, member or picture may cost. Counted steps decide; a clock of CPU time is the backstop only.

A loop over text calls `spend` each time round; whoever reads something that others wrote opens `bounded` around it. The
same text costs the same steps on every machine, so a run that stops at a text stops there again. The clock ends what no
loop of ours counts (one search of one pattern, foreign code); where the system has no timer (Windows) there is none.
Outside `bounded` nothing is counted. Left out: memory.

>>> with bounded(1000) as work:
...     for _ in range(3):
...         spend(10)
>>> work.spent
30
>>> with bounded(20):
...     spend(21)
Traceback (most recent call last):
doxdocket.bounds.Exceeded: 21 steps of 20
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType

CPU_SECONDS = 60.0
"""Of this process, all its threads together: far above what any budget of steps costs on a slow machine."""


class Exceeded(Exception):
    """The work was stopped: by its steps, or by the clock (``by_clock``)."""

    def __init__(self, spent: int, allowed: int, *, by_clock: bool = False) -> None:
        self.spent, self.allowed, self.by_clock = spent, allowed, by_clock
        super().__init__(f"{CPU_SECONDS:.0f} s of CPU time" if by_clock else f"{spent} steps of {allowed}")


class Work:
    """What was spent of what is allowed, in steps."""

    __slots__ = ("allowed", "spent")

    def __init__(self, allowed: int) -> None:
        self.spent, self.allowed = 0, allowed


_now: ContextVar[Work | None] = ContextVar("bounds", default=None)


def spend(steps: int = 1) -> None:
    """Count steps of the work at hand.

    Raises:
        Exceeded: more were spent than allowed.

    """
    work = _now.get()
    if work is not None:
        work.spent += steps
        if work.spent > work.allowed:
            raise Exceeded(work.spent, work.allowed)


@contextmanager
def bounded(allowed: int, *, cpu_seconds: float = CPU_SECONDS) -> Iterator[Work]:
    """A piece of work that may cost so many steps. Bounds do not nest: the inner one counts for itself, and then the outer goes on."""
    work = Work(allowed)
    before = _now.set(work)
    try:
        with _clock(work, cpu_seconds):
            yield work
    finally:
        _now.reset(before)


@contextmanager
def _clock(work: Work, cpu_seconds: float) -> Iterator[None]:
    """Raise in this thread when the CPU time is up. Patterns look for signals as they search, so they end too."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise Exceeded(work.spent, work.allowed, by_clock=True)

    handler = signal.signal(signal.SIGVTALRM, ring)
    rest, _ = signal.setitimer(signal.ITIMER_VIRTUAL, cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, rest)
        signal.signal(signal.SIGVTALRM, handler)
