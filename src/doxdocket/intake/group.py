"""Files on their way in are made safe in groups, since a disk that must sync for each of ten thousand takes minutes.

A group is encrypted copies in ``incoming/`` and the acts that record them. It becomes true in one transaction; killed before
it, none of the group happened. While a group is open nobody else tidies ``incoming/``.
"""

import shutil
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Generic, TypeVar

from doxdocket.errors import StorageFault
from doxdocket.store.case import Case
from doxdocket.store.case_files import disk_fault, sync_files

_FILES, _BYTES = 64, 32 << 20  # recorded together
_RESERVE = 4 << 20  # for the database and the bag's lists

T = TypeVar("T")


class Group(Generic[T]):
    """The group at hand; ``heard`` is told what each act gave once it is safe."""

    def __init__(self, case: Case, heard: Callable[[T], None]) -> None:
        self._case, self._heard = case, heard
        self._acts: list[Callable[[], T | None]] = []
        self._copies: list[Path] = []
        self._digests: set[str] = set()
        self._size = 0
        self._lock, self._held = ExitStack(), False

    def copy(self) -> Path:
        """Where the next encrypted copy goes."""
        if not self._held:
            self._lock.enter_context(self._case.shelf.lock.held())
            self._held = True
        self._copies.append(self._case.shelf.incoming / f"taking-{uuid.uuid4().hex}")
        return self._copies[-1]

    def once(self, copy: Path, sha256: str) -> None:
        """Drop a copy of bytes that are in the case or in the group already: to sync and then remove it costs much more."""
        if sha256 in self._digests or self._case.source(sha256) is not None:
            copy.unlink()
            self._copies.remove(copy)
        self._digests.add(sha256)

    def add(self, act: Callable[[], T | None], size: int = 0) -> None:
        """One more act, of a file of so many bytes; a full group is closed."""
        self._acts.append(act)
        self._size += size
        if len(self._acts) >= _FILES or self._size >= _BYTES:
            self.close()

    def close(self) -> None:
        """Make all of it safe."""
        acts = self._acts
        try:
            try:
                sync_files([copy for copy in self._copies if copy.exists()])
            except OSError as e:
                raise disk_fault(self._case.folder, e) from None
            with self._case.together():
                done = [act() for act in acts]
        finally:
            self.abandon()
        for one in done:
            if one is not None:
                self._heard(one)

    def abandon(self) -> None:
        """Drop what is not safe yet."""
        copies, self._copies, self._acts, self._size = self._copies, [], [], 0
        self._digests.clear()
        for copy in copies:
            copy.unlink(missing_ok=True)
        self._lock.close()
        self._held = False

    def room(self, size: int) -> None:
        """See that so many more bytes find place on the disk, before they are written."""
        free = shutil.disk_usage(self._case.folder).free
        if size + _RESERVE > free:
            self.close()
            raise StorageFault(
                "group.not_enough_space_needs_about", place=self._case.folder, need=-(-size >> 20) or 1, free=free >> 20
            )
