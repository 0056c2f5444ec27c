"""What takes seconds, done beside the pages: files are read, and their covered copies made, one after another in a process that ends with the kit.

What comes of it is put to the kit in the thread of its pages. A covered copy lies there only as long as it covers what it must: a change of what is the owner's takes it away
first (``forget``).
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as Waiting
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, Final

from doxdocket.engine.pool import executor
from doxdocket.errors import DoxdocketError
from doxdocket.kit.folder import COVERED, Kit
from doxdocket.kit.reading import Read, covered, read_file
from doxdocket.words import said_in

_BEAT: Final = 0.2
RULE: Final = 2
"""Of covered copies; those of an earlier one go. 1 showed what the owner chose, 2 shows nothing that was found."""


class _Ended(Exception):
    """The kit is closed."""


class Work:
    """What was read so far, and what waits. All but the thread of its own runs in the thread of the pages."""

    def __init__(self, kit: Kit, worker: Executor) -> None:
        self.kit, self._worker = kit, worker
        self.reads: dict[int, Read] = {}
        self.unsure: set[int] = set()
        """Files of which no copy can be given that surely covers everything."""
        self._waits: queue.Queue[tuple[str, int]] = queue.Queue()
        self._asked: set[tuple[str, int]] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def begin(self) -> None:
        """Read every file that is there."""
        if self.kit.record.copies != RULE:
            self.forget(tuple(one.no for one in self.kit.record.files))
            self.kit.record.copies = RULE
            self.kit.save()
        for one in self.kit.record.files:
            self.read(one.no)
        self._thread.start()

    def read(self, no: int) -> None:
        """Read a file, and make its copy."""
        self._ask("read", no)

    def waiting(self) -> int:
        """How many files are not read yet."""
        return sum(one.no not in self.reads for one in self.kit.record.files)

    def copying(self) -> int:
        """How many copies are not made yet."""
        return sum(one.no not in self.unsure and not self.kit.covered(one.no) for one in self.kit.record.files)

    def forget(self, numbers: tuple[int, ...]) -> None:
        """What is covered in these files changes: their copies go now, and others are made."""
        for no in numbers:
            for path in self.kit.covered(no):
                path.unlink(missing_ok=True)
            self.unsure.discard(no)

    def copy(self, numbers: tuple[int, ...]) -> None:
        """Make the copies of these files."""
        for no in numbers:
            self._ask("copy", no)

    def anew(self) -> None:
        """What the owner wrote of themselves has changed: all copies are made again."""
        numbers = tuple(one.no for one in self.kit.record.files)
        self.forget(numbers)
        self.copy(numbers)

    def end(self) -> None:
        """Stop, in the midst of a file too."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(10)

    # In the thread of its own.
    def _ask(self, what: str, no: int) -> None:
        if (what, no) not in self._asked:
            self._asked.add((what, no))
            self._waits.put((what, no))

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with executor(1) as process:
                    self._serve(process)
            except BrokenProcessPool:
                continue
            except (_Ended, RuntimeError):  # the pages' thread has ended
                return

    def _serve(self, process: ProcessPoolExecutor) -> None:
        while True:
            what, no = self._next()
            try:
                self._done(process, what, no)
            except BrokenProcessPool:
                self._here(self._lost, what, no)
                raise
            except DoxdocketError:  # the file is not what it was, or not there any more: the page of files says so
                self._here(self._lost, what, no)

    def _next(self) -> tuple[str, int]:
        while not self._ended.is_set():
            try:
                return self._waits.get(timeout=_BEAT)
            except queue.Empty:
                continue
        raise _Ended

    def _done(self, process: ProcessPoolExecutor, what: str, no: int) -> None:
        self._here(self._asked.discard, (what, no))
        given = self._here(self._given, what, no)
        if given is None:
            return
        if what == "read":
            self._here(self._take_read, no, self._far(process, read_file, *given))
        else:
            asked, told = given
            self._here(self._take_copy, no, told, self._far(process, asked))

    def _here(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Ask the thread of the pages."""
        return self._waited(self._worker.submit(function, *arguments))

    def _far(self, process: ProcessPoolExecutor, function: Callable[..., Any], *arguments: Any) -> Any:
        """Ask the process."""
        return self._waited(process.submit(function, *arguments))

    def _waited(self, asked: Future[Any]) -> Any:
        """Its answer, unless the kit closes meanwhile: whoever closes it waits for this thread, in the thread that would answer."""
        while True:
            try:
                return asked.result(_BEAT)
            except Waiting:
                if asked.done():
                    raise
                if self._ended.is_set():
                    asked.cancel()
                    raise _Ended from None

    # In the thread of the pages.
    def _there(self, no: int) -> bool:
        return any(one.no == no for one in self.kit.record.files)

    def _given(self, what: str, no: int) -> Any:
        if not self._there(no):
            return None
        one, data = self.kit.item(no), self.kit.data(no)
        if what == "read":
            kept = self.kit.read_path(no)
            return one.name, data, kept.read_bytes() if kept.is_file() else b""
        if no not in self.reads:
            return None
        own = self.kit.own()
        arguments = (
            data,
            self.reads[no],
            [value for _, value in own],
            said_in(self.kit.record.lang or "zh", "kit.cover_mark"),
        )
        return partial(covered, *arguments, calls=one.what == "calls"), (own, one.what)

    def _take_read(self, no: int, read: Read) -> None:
        if self._there(no):
            self.reads[no] = read
            if read.picture and not self.kit.read_path(no).is_file():
                self.kit.put(self.kit.read_path(no), read.picture)
            if not self.kit.covered(no):
                self.copy((no,))

    def _take_copy(self, no: int, told: tuple[object, str], made: tuple[str, bytes]) -> None:
        if not self._there(no) or told != (self.kit.own(), self.kit.item(no).what):
            self.copy((no,))  # what is covered has changed meanwhile
            return
        suffix, data = made
        self.forget((no,))
        if data:
            self.kit.put(self.kit.folder / COVERED / f"{no:04d}{suffix}", data)
        else:
            self.unsure.add(no)

    def _lost(self, what: str, no: int) -> None:
        if not self._there(no):
            return
        if what == "read":
            self.reads[no] = Read(why="failed")
        self.unsure.add(no)
