"""Runs one function over many tasks in a few local processes, or in this one when the work is small.

A task and its answer are small and picklable; the data lies in encrypted part files that a worker opens itself, so
nothing large crosses a pipe. Workers are spawned, never forked (a fork copies half-held locks of Arrow's threads), and
die with their parent: an interrupted run leaves no process behind. When a worker dies (out of memory, a fault in foreign
code), what was not done is done again, one task after the other, each in a process of its own; a task that ends that one
too is named.

>>> with Pool(workers=1) as pool:
...     pool.submit(abs, -3)
...     list(pool.answers())
[3]
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from types import TracebackType
from typing import Any, Self

from doxdocket.errors import StorageFault

_AHEAD = 2  # tasks a worker that wait with their data


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone, killed without a word included."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


Task = tuple[Callable[..., Any], tuple[Any, ...]]


def _answer(future: Future[Any], task: Task) -> Any:
    try:
        return future.result()
    except BrokenProcessPool:
        return _alone(*task)


def _alone(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The answer to a task in a process of its own."""
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_end_with_parent) as one:
            return one.submit(function, *arguments).result()
    except BrokenProcessPool:
        at = next((one for one in arguments if isinstance(one, str)), "")
        raise StorageFault(
            zh="一个工作进程两次中途死去，多半是内存不足，正在处理 {at}（开头 16 位是文件的 SHA-256）。已完成的都在；关闭其他程序后再运行同一条命令，会从断点继续。",
            en="a worker process died twice, most likely for want of memory, while it was at {at} (which begins with the SHA-256 of the file). What was done is kept; "
            "close other programs and run the same command again: it goes on from there.",
            at=at,
        ) from None


class Pool:
    """``submit`` tasks as they become known, then read ``answers`` in the order of their completion.

    With one worker the tasks run here, one by one, when ``answers`` asks for them. Leaving the ``with`` block on an
    error or an interrupt drops what has not begun and ends the workers.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or cores()
        self._executor: ProcessPoolExecutor | None = None
        self._futures: list[tuple[Future[Any] | None, Task]] = []
        self._here: list[Task] = []

    def __enter__(self) -> Self:
        return self

    def submit(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Add one task."""
        if self._workers == 1:
            self._here.append((function, arguments))
            return
        self._futures.append((self._begun(function, arguments), (function, arguments)))

    def each(self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """The answer to each task, as they come. Tasks are drawn as workers become free, so few are in memory at a time.

        >>> with Pool(workers=1) as pool:
        ...     list(pool.each(abs, [(-1,), (2,)]))
        [1, 2]
        """
        if self._workers == 1:
            for arguments in tasks:
                yield function(*arguments)
            return
        drawn = iter(tasks)
        waiting: dict[Future[Any], tuple[Any, ...]] = {}
        while True:
            more = list(islice(drawn, _AHEAD * self._workers - len(waiting)))
            for arguments in more:
                begun = self._begun(function, arguments)
                if begun is None:
                    yield _alone(function, arguments)
                else:
                    waiting[begun] = arguments
            if not (waiting or more):
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done if waiting else ():
                yield _answer(future, (function, waiting.pop(future)))

    def _begun(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Future[Any] | None:
        """The task under way; none when a worker has died, which ends all."""
        try:
            return self._running().submit(function, *arguments)
        except BrokenProcessPool:
            return None

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._workers, mp_context=get_context("spawn"), initializer=_end_with_parent
            )
        return self._executor

    def answers(self) -> Iterator[Any]:
        """Each task's answer; the first error of a task is raised here."""
        for function, arguments in self._here:
            yield function(*arguments)
        tasks = {future: task for future, task in self._futures if future is not None}
        for future in as_completed(tasks):
            yield _answer(future, tasks[future])
        for begun, task in self._futures:
            if begun is None:
                yield _alone(*task)
        self._here, self._futures = [], []

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            if error is not None:
                for process in list((self._executor._processes or {}).values()):  # noqa: SLF001 - no public way to end a busy worker
                    process.terminate()
            self._executor.shutdown(wait=True, cancel_futures=True)
