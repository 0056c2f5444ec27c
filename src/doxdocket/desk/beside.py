"""Another process that works on the case of a sitting, so that nobody's page waits: how far it is, what came of it, and its end.

It is given the folder of the case, the secret of its key and the name of who opened it, and opens the case itself; it ends with this one. Left out: what it does.
"""

import os
from collections.abc import Callable, Hashable
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from doxdocket.engine import pool as processes
from doxdocket.engine.pool import executor
from doxdocket.errors import DoxdocketError, StorageFault
from doxdocket.seal.keys import CaseKey
from doxdocket.store.canonical import now
from doxdocket.store.case import Case
from doxdocket.words import Lang

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
P = ParamSpec("P")
_PACKED = 1 << 31
_KEPT = 16
WAITS = 900
"""Seconds after which nobody waits any more for what they asked for: by then their page is locked."""
_LATER = 5
"""By how much what works beside stands behind what people wait for."""


class Over(Exception):
    """Nobody waits for it any more."""


class OtherProcess:
    """A process that does one thing after the other, and keeps the case open between them if its tasks do."""

    def __init__(self, case: Case) -> None:
        self._case, self._ends = case, ExitStack()
        self._pool: ProcessPoolExecutor | None = None
        self._place = get_context("spawn").Value("q", 0, lock=False)  # who is killed in the midst would keep a lock

    @property
    def at(self) -> int:
        """What its task said last of how far it is (``engine.pool.at``)."""
        return int(self._place.value)

    def ask(self, task: Callable[Concatenate[Path, str, str, P], T], *given: P.args, **named: P.kwargs) -> "Future[T]":
        """Begin a task, which is given the case and these; in a new process where the one before was killed."""
        of = self._case.folder, self._case.key.secret, self._case.custody.identity
        try:
            return self.pool.submit(task, *of, *given, **named)
        except BrokenProcessPool:
            self.close()
            return self.pool.submit(task, *of, *given, **named)

    @property
    def pool(self) -> "ProcessPoolExecutor":
        """The process, begun if there is none."""
        if self._pool is None:
            self._pool = self._ends.enter_context(executor(1, self._place))
        return self._pool

    def close(self) -> None:
        """End it, in the midst of its task too."""
        with suppress(OSError):
            self._ends.__exit__(Over, Over(), None)
        self._pool = None


class Task(OtherProcess, Generic[T]):
    """One task at a time, in a process that ends with it and gives back its memory."""

    def __init__(self, case: Case, does: Callable[..., T]) -> None:
        """``does``: what is done of the case, which it is given open, and of what is asked for (a function of a module)."""
        super().__init__(case)
        self._does = does
        self._future: Future[T] | None = None
        self._fault: BaseException | None = None
        self.result: T | None = None
        """What came of the last one."""
        self.done = False
        """Whether the last one that was begun is over and well."""

    def begin(self, *given: Any) -> None:
        """Begin one, unless one is under way."""
        if self.far() is not None:
            return
        self._place.value, self._fault, self.result, self.done = 0, None, None, False
        self._future = self.ask(_done, self._does, given)

    def far(self) -> tuple[int, int] | None:
        """How much of how much of its present stage is done, 0 of 0 where that is not known; None where none is under way."""
        if self._future is not None and self._future.done():
            self._fault = self._future.exception()
            self.result = None if self._fault else self._future.result()
            self.close()
            self.done = self._fault is None
        if self._future is None:
            return None
        total, done = divmod(self.at, _PACKED)
        return done, total

    def fault(self, lang: Lang) -> str | None:
        """Why the last one came to nothing, empty where the process was ended; None where it did not."""
        if self._fault is None:
            return None
        return self._fault.said(lang) if isinstance(self._fault, DoxdocketError) else ""

    def close(self) -> None:
        """End it, in its midst too: what is finished of it may be used by the next one."""
        self._future = None
        super().close()


class Answers(Task[Any]):
    """What is made of a case that is too large to be worked through while everybody waits: one after the other, each in a process of its own."""

    def __init__(self, case: Case) -> None:
        super().__init__(case, _made)
        self._key: Hashable = None
        self._row = 0
        self._known: dict[Hashable, tuple[Any, int]] = {}
        self._asked: dict[Hashable, float] = {}

    def of(self, key: Hashable, row: int, does: Callable[..., T], *given: Any) -> tuple[T, int] | None:
        """What ``does`` makes of the case and these, known by the key, and the row of the custody log at which it was begun; nothing while it is being made, or another is.

        ``row``: the last one now. What was begun at an earlier one goes to who waited for it, since while others decide there is none of the last.
        A fault is raised once, then it is tried again.
        """
        if self.far() is None and self._key is not None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[self._key] = self._fault or self.result, self._row
            self._key = None
        now = monotonic()
        self._asked = {one: at for one, at in self._asked.items() if now - at < WAITS}
        found, of = self._known.pop(key, (None, row))
        if of != row and key not in self._asked:
            found = None
        self._asked[key] = now
        if isinstance(found, BrokenProcessPool):
            raise StorageFault("desk_beside.ended")
        if isinstance(found, BaseException):
            raise found
        if found is None and self._key is None:
            self._key, self._row = key, row
            self.begin(does, *given)
        return None if found is None else (cast("T", found), of)


def _made(case: Case, does: Callable[..., T], *given: Any) -> T:
    return does(case, *given)


def tell(_stage: object, done: int, total: int) -> None:
    """In the other process: how far its task is."""
    processes.at(total * _PACKED + done)


def opened(folder: Path, secret: str, identity: str) -> Case:
    """In the other process: the case."""
    return Case(folder, CaseKey(secret), identity, now)


def _done(folder: Path, secret: str, identity: str, does: Callable[..., T], given: tuple[Any, ...]) -> T:
    with suppress(OSError):
        os.nice(_LATER)
    with opened(folder, secret, identity) as case:
        return does(case, *given)
