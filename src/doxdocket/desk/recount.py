"""A run begun from the desk: what ``doxdocket run`` does, in another process, while everybody goes on; the next request reads the new run.

One at a time; that process writes the run, and this one nothing of it. Left out: what a run does (``pipeline.running``).
"""

import os
from contextlib import ExitStack, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from doxdocket import pipeline
from doxdocket.engine import pool as processes
from doxdocket.engine.pool import executor
from doxdocket.errors import DoxdocketError
from doxdocket.seal.keys import CaseKey
from doxdocket.store.canonical import now
from doxdocket.store.case import Case
from doxdocket.words import Lang

if TYPE_CHECKING:
    from concurrent.futures import Future

_PACKED = 1 << 31


class Recount:
    """The run that was begun here last."""

    def __init__(self, case: Case) -> None:
        self._case, self._ends = case, ExitStack()
        self._place = get_context("spawn").Value("q", 0)
        self._future: Future[None] | None = None
        self._fault: BaseException | None = None
        self.done = False
        """Whether the last one that was begun is over and well."""

    def begin(self) -> None:
        """Begin one, unless one is under way."""
        if self.far() is not None:
            return
        self._place.value, self._fault, self.done = 0, None, False
        pool = self._ends.enter_context(executor(1, self._place))
        self._future = pool.submit(_ran, self._case.folder, self._case.key.secret, self._case.custody.identity)

    def far(self) -> tuple[int, int] | None:
        """How much of how much of its present stage is done, 0 of 0 where that is not known; None where none is under way."""
        if self._future is not None and self._future.done():
            self._fault = self._future.exception()
            self.close()
            self.done = self._fault is None
        if self._future is None:
            return None
        total, done = divmod(int(self._place.value), _PACKED)
        return done, total

    def fault(self, lang: Lang) -> str | None:
        """Why the last one came to nothing, empty where the process was ended; None where it did not."""
        if self._fault is None:
            return None
        return self._fault.said(lang) if isinstance(self._fault, DoxdocketError) else ""

    def close(self) -> None:
        """End the other process, in the midst of it too: what is finished of a run is used by the next one."""
        self._future = None
        self._ends.__exit__(_Over, _Over(), None)


class _Over(Exception):
    """Nobody waits for it any more."""


def _ran(folder: Path, secret: str, identity: str) -> None:
    """In another process, behind what people wait for."""
    with suppress(OSError):
        os.nice(5)
    with Case(folder, CaseKey(secret), identity, now) as case:
        pipeline.run(case, progress=lambda _, done, total: processes.at(total * _PACKED + done), workers=1)
