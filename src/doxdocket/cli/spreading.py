"""One function over the chunks of a stream, in as many processes as there are cores: answers in order, bounded memory.

Small input is done in this process, since starting others costs more than it saves. Left out: tasks over a case's own
files, which ``doxdocket.engine.pool`` runs.

>>> list(spread(sum, iter(range(10)), size=4))
[6, 22, 17]
"""

import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from doxdocket.engine.pool import cores

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 512  # items a task: large enough that a process call costs nothing beside it
ALONE = 4 * CHUNK  # items below which starting processes costs more than it saves


def spread(work: Callable[[list[T]], R], given: Iterator[T], *, size: int = CHUNK, alone: int = ALONE) -> Iterator[R]:
    """``work`` of every chunk, in order; the first ``alone`` items are done here."""
    for _ in range(alone // size):
        if chunk := list(islice(given, size)):
            yield work(chunk)
    if chunk := list(islice(given, size)):
        yield from _elsewhere(work, chunk, given, size)


def _elsewhere(work: Callable[[list[T]], R], chunk: list[T], given: Iterator[T], size: int) -> Iterator[R]:
    """The same over processes; a bounded number of tasks is under way at a time."""
    waiting: deque[Future[R]] = deque()
    pool = ProcessPoolExecutor(cores(), mp_context=get_context("spawn"), initializer=_worker)
    try:
        while chunk:
            waiting.append(pool.submit(work, chunk))
            chunk = list(islice(given, size))
            if len(waiting) > 4 * cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:  # a reader that left, an interrupt, a wrong line: what is not begun is dropped
        pool.shutdown(wait=True, cancel_futures=True)


def _worker() -> None:
    """An interrupt is answered once, by the process that was called."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
