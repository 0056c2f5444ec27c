"""How much work one text, member or picture may cost. Counted steps decide; a clock of CPU time is the backstop only.

A loop over text calls `spend` each time round; whoever reads something that others wrote opens `bounded` around it. The
same text costs the same steps on every machine, so a run that stops at a text stops there again. The clock ends what no
loop of ours counts (one search of one pattern, foreign code); where the system has no timer (Windows) there is none.
Outside `bounded` nothing is counted. `guard` is the one place of the program that catches everything: what one thing
raises becomes a `Lost`, which whoever called stores, and the rest goes on. Left out: memory.

>>> with bounded(1000) as work:
...     for _ in range(3):
...         spend(10)
>>> work.spent
30
>>> with bounded(20):
...     spend(21)
Traceback (most recent call last):
doxdocket.bounds.Exceeded: 21 steps of 20
>>> guard(lambda: spend(21), 20), guard(lambda: 1 // 0, 20).how, guard(lambda: "read", 20)
(Lost(how='stopped', why='steps 21/20'), 'failed', 'read')
"""

import re
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import FrameType
from typing import Literal, TypeVar

from doxdocket.errors import DoxdocketError

T = TypeVar("T")

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


@dataclass(frozen=True, slots=True)
class Allowance:
    """The steps that a thing may cost: so many, and so many more for each of its characters or bytes."""

    base: int
    each: int

    def of(self, size: int) -> int:
        """For a thing of that size."""
        return self.base + self.each * size


TEXT = Allowance(200_000, 600)
"""For one text. Measured on 38 invented dossiers of 52 to 409 characters (2026-11-29): findings and conduct cost 16 to 39 steps a character.
So an honest text takes a fifteenth of this, and a test holds those of the samples to a tenth."""


PICTURE = Allowance(50_000_000, 2)
"""For one picture. Its pixels and lines are bounded before it is read (detect/images/limits.yaml)."""
PICTURE_SECONDS = 600.0
"""The clock of one picture: a page of 1,500 lines is read by networks of foreign code, which count no steps."""

FILE = Allowance(1 << 62, 0)
FILE_SECONDS = 3600.0
"""Of a step through a whole file (the next posts of a capture, a member of a container): what is read is bounded elsewhere, by
its bytes; the clock ends what never ends."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A thing that was not read to its end: ``stopped`` by its bounds, or ``failed`` by an exception."""

    how: Literal["stopped", "failed"]
    why: str  # steps, clock, or that its process ended; else the type of the exception and its place in the code, never its words: they may hold a value


ENDED = Lost("failed", "process ended")
"""What ended its process each time it was tried: for want of memory, or by a fault in foreign code."""


def guard(
    work: Callable[[], T], allowed: int, *, cpu_seconds: float = CPU_SECONDS, let: tuple[type[BaseException], ...] = ()
) -> T | Lost:
    """What ``work`` gives, or what became of it.

    Errors of ours say what a person must put right, and pass; so do an interrupt, the end of the process and what is ``let``.
    """
    try:
        with bounded(allowed, cpu_seconds=cpu_seconds):
            return work()
    except Exceeded as end:
        return Lost("stopped", "clock" if end.by_clock else f"steps {end.spent}/{end.allowed}")
    except BaseException as error:  # the one place; what foreign code raises need be no Exception
        if isinstance(error, (DoxdocketError, KeyboardInterrupt, SystemExit, GeneratorExit, *let)):
            raise
        return Lost("failed", f"{type(error).__name__} {place(error)}")


_PACKAGE = PurePath(__file__).parent


def _elsewhere(error: BaseException) -> str:
    """The same of an error of another process, which brings its frames as text alone; empty where it is of this one."""
    lines = re.findall(r'^  File "(.+)", line ([0-9]+)', getattr(error.__cause__, "tb", ""), re.MULTILINE)
    ours = [(path, line) for path, line in lines if PurePath(path).is_relative_to(_PACKAGE) and Path(path).is_file()]
    return f"{PurePath(ours[-1][0]).relative_to(_PACKAGE.parent).as_posix()}:{ours[-1][1]}" if ours else ""


def place(error: BaseException) -> str:
    """File and line of ours nearest to where it happened, without a folder of this machine."""
    if found := _elsewhere(error):
        return found
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if PurePath(f.filename).is_relative_to(_PACKAGE) and f.filename != __file__]
    if not (ours or frames):
        return "?"
    frame = (ours or frames)[-1]
    path = PurePath(frame.filename)
    shown = path.relative_to(_PACKAGE.parent).as_posix() if ours else path.name
    return f"{shown}:{frame.lineno}"
