"""One function over the chunks of a stream, in as many processes as there are cores: answers in order, bounded memory.

Small input is done in this process, since starting others costs more than it saves. Left out: tasks over a case's own
files, which ``doxdocket.engine.pool`` runs.

>>> list(spread(sum, iter(range(10)), size=4))
[6, 22, 17]
"""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from doxdocket.engine.pool import cores, executor

if TYPE_CHECKING:
    from concurrent.futures import Future

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
    with executor(cores()) as processes:  # a reader that left, an interrupt, a wrong line end them
        while chunk:
            waiting.append(processes.submit(work, chunk))
            chunk = list(islice(given, size))
            if len(waiting) > 4 * cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
