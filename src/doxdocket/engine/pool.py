"""Runs one function over many tasks in a few local processes, or in this one when the work is small.

A task and its answer are small and picklable; the data lies in encrypted part files that a worker opens itself, so
nothing large crosses a pipe. Workers are spawned, never forked (a fork copies half-held locks of Arrow's threads), and
die with their parent: an interrupted run leaves no process behind. When a worker dies (out of memory, a fault in foreign
code), what was under way is done again, one task after the other, each in a process of its own; those behind it get new workers. A task that ends that one
too is answered with ``Died`` when it had begun (``at``), and whoever asked decides; else this machine cannot do it now, which
is a ``StorageFault``. With one worker there is no other process.

>>> with Pool(workers=1) as pool:
...     list(pool.each(abs, [(-1,), (2,)]))
[1, 2]
"""

import os
import signal
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from types import TracebackType
from typing import Any, Protocol, Self

from doxdocket.errors import StorageFault

_AHEAD = 2  # tasks a worker that wait with their data
BEAT = 1.0  # seconds between two signs of life to who waits
Task = tuple[Callable[..., Any], tuple[Any, ...]]


class _Place(Protocol):
    value: int


_place: _Place | None = None
"""In a worker that does one task alone: where it tells how far it is."""


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def at(number: int) -> None:
    """A task says that it has what it needs and begins its how-manieth thing, for ``Died``."""
    if _place is not None:
        _place.value = number


@dataclass(frozen=True, slots=True)
class Died:
    """A task that ended two processes, or a process of its own, and the last thing that it had begun."""

    arguments: tuple[Any, ...]
    at: int


class _Processes(ProcessPoolExecutor):
    """Its processes begin with the interrupt blocked, which goes to every process of a terminal: one that comes while they are being loaded is not theirs."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Begin a task, in a process that may be started for it here."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def executor(workers: int, place: _Place | None = None) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with this block, in the midst of a task when it is left by an error or an interrupt, and with this process."""
    made = _Processes(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(place,))
    try:
        yield made
    except BaseException:
        for process in list((made._processes or {}).values()):  # noqa: SLF001 - no public way to end a busy worker
            process.terminate()
        with suppress(OSError):  # a worker that ended breaks the pool, whose pipes may be closed already
            made.shutdown(wait=True, cancel_futures=True)
        raise
    made.shutdown(wait=True, cancel_futures=True)


def _begin(place: _Place | None) -> None:
    """In a worker: an interrupt is answered once, by the process that was called; when that is gone, this one ends."""
    global _place  # noqa: PLW0603 - one for the process: a task is given its arguments alone
    _place = place
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


def _answer(future: Future[Any], task: Task) -> Any:
    try:
        return future.result()
    except BrokenProcessPool:
        return alone(*task)


def alone(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The answer to a task in a process of its own, ``Died`` when it ends that.

    Raises:
        StorageFault: the process ended before the task had begun.

    """
    place = get_context("spawn").Value("q", -1, lock=False)
    try:
        with executor(1, place) as one:
            return one.submit(function, *arguments).result()
    except BrokenProcessPool:
        if place.value >= 0:
            return Died(arguments, place.value)
        at = next((one for one in arguments if isinstance(one, str)), "")
        raise StorageFault("pool.worker_process_died_twice_most", at=at) from None


class Pool:
    """The processes of one ``with`` block; with one worker tasks run here, one by one.

    Leaving the block on an error or an interrupt drops what has not begun and ends the workers. ``beat`` is called now and then while
    nothing is answered.
    """

    def __init__(self, workers: int | None = None, *, beat: Callable[[], None] = lambda: None) -> None:
        self._workers, self._beat = workers or cores(), beat
        self._processes = ExitStack()
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def each(self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """The answer to each task, as they come. Tasks are drawn as workers become free, so few are in memory at a time."""
        if self._workers == 1:
            for arguments in tasks:
                yield function(*arguments)
            return
        drawn = iter(tasks)
        waiting: dict[Future[Any], tuple[Any, ...]] = {}
        while True:
            more = False
            for arguments in islice(
                drawn, _AHEAD * self._workers - len(waiting)
            ):  # the first begins before the next is drawn
                more, begun = True, self._begun(function, arguments)
                if begun is None:
                    yield alone(function, arguments)
                else:
                    waiting[begun] = arguments
            if not (waiting or more):
                return
            for future in self._done(waiting):
                yield _answer(future, (function, waiting.pop(future)))

    def _done(self, waiting: Collection[Future[Any]]) -> Collection[Future[Any]]:
        """Some that are done, once there are any."""
        while waiting:
            if done := wait(waiting, BEAT, FIRST_COMPLETED).done:
                return done
            self._beat()
        return ()

    def _begun(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Future[Any] | None:
        """The task under way; none when a worker has died, which ends all: the next task gets new ones."""
        try:
            return self._running().submit(function, *arguments)
        except BrokenProcessPool:
            self._executor = None
            return None

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = self._processes.enter_context(executor(self._workers))
        return self._executor

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._processes.__exit__(kind, error, trace)
