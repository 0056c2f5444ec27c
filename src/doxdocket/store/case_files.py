"""Files of the case folder: each is as ``case.sqlite`` says it is, or was tampered with; a kill leaves no third state.

A file comes in four steps: its bytes are written and synced in ``incoming/``; one transaction records its path and
SHA-256 (together with whatever else belongs to the act); it is renamed into place; ``incoming/`` is empty again. Killed
before the commit, nothing happened and the next opening removes the leftover. Killed after it, the next opening does the
renaming. Rows name files of the folder and of no other place (``strange``): what opening moves or removes, somebody may have written into the database. So a file that is neither as recorded nor waiting in ``incoming/`` was changed by somebody else.

>>> name = waiting_name("ab" * 32, "out/report.html")
>>> len(name), name.startswith("abab")
(81, True)
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from doxdocket.errors import StorageFault
from doxdocket.seal.database import Database
from doxdocket.seal.fixity import file_sha256
from doxdocket.store.lock import Lock
from doxdocket.store.tree import hashes

INCOMING = "incoming"
LOCKS = frozenset((LOCK := ".lock", DESK := ".desk"))
"""Files of the folder that stay empty: who holds the one writes, who holds the other serves the case."""
GONE = "gone"  # what the row of a file says that is to be removed
_OURS = re.compile(r"[0-9a-f]{64}\.[0-9a-f]{16}|taking-[0-9a-f]+")


_ANY = r"[^/\\.\0][^/\\\0]*"  # a name within the folder: hidden ones and steps upwards begin with a dot
_KEY = r"keys/[0-9a-f]+\.age"
_INDEX = rf"index/{_ANY}\.sqlite"
KINDS = {kind: re.compile(place) for kind, place in {
    "info": r"case\.toml", "key": _KEY, GONE: rf"{_KEY}|{_INDEX}", "bag": rf"originals/{_ANY}", "original": r"originals/data/[0-9a-f]{64}\.age",
    "run": rf"derived(/{_ANY})+", "head": rf"derived/{_ANY}/head\.json", "document": rf"out/{_ANY}", "rules": rf"rules(/{_ANY})+", "index": _INDEX,
}.items()}  # fmt: skip
"""Where a file of each kind lies."""


def waiting_name(sha256: str, path: str) -> str:
    """The name under which a file waits in ``incoming/`` for its place."""
    return f"{sha256}.{hashlib.sha256(path.encode()).hexdigest()[:16]}"


def sync(folder: Path) -> None:
    """Make renames in a folder survive a power cut; Windows syncs them itself and cannot open folders."""
    if os.name == "posix":
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def sync_file(path: Path) -> None:
    """Make a file's bytes survive a power cut."""
    fd = os.open(path, os.O_RDWR)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_files(paths: Sequence[Path]) -> None:
    """The same for many: side by side the disk syncs them in a few goes instead of one each."""
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(sync_file, paths))


def write_synced(path: Path, data: bytes) -> None:
    """Write a file that is on the disk when this returns; only its owner may read it."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


class Change:
    """Files that come into the folder in one transaction."""

    def __init__(self, shelf: "Shelf") -> None:
        self._shelf = shelf
        self.moves: list[tuple[Path, Path]] = []

    def put(self, path: str, data: bytes, what: str) -> None:
        """A file with these bytes."""
        sha256 = hashlib.sha256(data).hexdigest()
        waiting = self._shelf.incoming / waiting_name(sha256, path)
        write_synced(waiting, data)
        self._record(waiting, path, sha256, len(data), what)

    def adopt(self, temporary: Path, path: str, sha256: str, size: int, what: str) -> None:
        """A file already written and synced in ``incoming/``."""
        waiting = self._shelf.incoming / waiting_name(sha256, path)
        temporary.replace(waiting)
        self._record(waiting, path, sha256, size, what)

    def drop(self, path: str) -> None:
        """A file that goes; until it is gone its row says so, for whoever opens the case after a kill."""
        self._shelf.record(path, "", 0, GONE)

    def _record(self, waiting: Path, path: str, sha256: str, size: int, what: str) -> None:
        self._shelf.record(path, sha256, size, what)
        self.moves.append((waiting, self._shelf.folder / path))


class Shelf:
    """The files of one case folder."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder, self.incoming = folder, folder / INCOMING
        self._database = database
        self.lock = Lock(self.incoming / LOCK)
        self._open: Change | None = None
        self.guard: Callable[[], None] = lambda: None  # refuses an act before a file of it is written

    def record(self, path: str, sha256: str, size: int, what: str) -> None:
        """State what a file must be; inside a transaction."""
        self._database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (path, sha256, size, what))

    def recorded(self) -> dict[str, tuple[str, int, str]]:
        """SHA-256, size and kind of every file, by path."""
        rows = self._database.rows("SELECT path, sha256, size, what FROM files WHERE what <> ?", (GONE,))
        return {r[0]: (r[1], r[2], r[3]) for r in rows}

    def strange(self) -> list[str]:
        """Rows of files that this program does not write: of an unknown kind, at a place that is not of its kind, behind a link, or of a holder's key as gone."""
        held = {f"keys/{row[0]}.age" for row in self._database.rows("SELECT fingerprint FROM keyholders")}
        odd, inside = set(), set()
        for path, what in self._database.rows("SELECT path, what FROM files"):
            place = KINDS.get(what)
            if place is None or not place.fullmatch(path) or (what == GONE and path in held):
                odd.add(path)
            else:
                inside.add(path.rpartition("/")[0])  # files of one folder share those above it
        above = {one for path in inside - {""} for one in (path, *map(str, list(PurePosixPath(path).parents)[:-1]))}
        links = [one for one in (self.incoming, *(self.folder / path for path in above)) if one.is_symlink()]
        return sorted(odd | {one.name for one in links})

    def damaged(self, below: str) -> list[Path]:
        """Files recorded under ``below`` (a path in the folder, ending in '/') that are gone or not as recorded."""
        names = {p: (sha256, size) for p, (sha256, size, _) in self.recorded().items() if p.startswith(below)}
        sizes = {p: size for p in names if (size := _size(self.folder / p)) is not None}
        same = {p for p, sha256 in hashes(self.folder, sorted(sizes)) if (sha256, sizes[p]) == names[p]}
        return [self.folder / p for p in sorted(names.keys() - same)]

    @contextmanager
    def change(self) -> Iterator[Change]:
        """One transaction with its files; they are in place when this ends. Inside another it is part of that one."""
        if self._open is not None:
            yield self._open
            return
        self._database.check_writable()
        self.guard()
        self._open = change = Change(self)
        try:
            with self.lock.held():
                with self._database.transaction():
                    yield change
                move(change.moves)
                self._clear()
        except OSError as e:
            raise disk_fault(self.folder, e) from None
        finally:
            self._open = None

    def settle(self) -> None:
        """Finish or undo what a killed process left in ``incoming/``; nothing when another process is at work there."""
        if not (self._waiting() or self._going()) or not self.lock.free():
            return
        with self.lock.held():
            recorded = {waiting_name(sha256, path): (path, sha256) for path, (sha256, _, _) in self.recorded().items()}
            for waiting in self._waiting():
                self._settle(waiting, *recorded.get(waiting.name, ("", "")))
            self._clear()

    def _going(self) -> list[Path]:
        return [self.folder / path for (path,) in self._database.rows("SELECT path FROM files WHERE what = ?", (GONE,))]

    def _clear(self) -> None:
        """Remove what is to go, then the rows that say so."""
        if going := self._going():
            for path in going:
                path.unlink(missing_ok=True)
                sync(path.parent)
            self._database.execute("DELETE FROM files WHERE what = ?", (GONE,))

    def _waiting(self) -> list[Path]:
        found = sorted(self.incoming.iterdir())
        return [path for path in found if _OURS.fullmatch(path.name) and path.is_file() and not path.is_symlink()]

    def _settle(self, waiting: Path, path: str, sha256: str) -> None:
        if path and file_sha256(waiting) == sha256:
            move([(waiting, self.folder / path)])
        else:
            waiting.unlink()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def move(moves: list[tuple[Path, Path]]) -> None:
    """Files that wait go to their places, in this order."""
    for waiting, place in moves:
        place.parent.mkdir(parents=True, exist_ok=True)
        waiting.replace(place)
    for folder in {place.parent for _, place in moves}:
        sync(folder)


def disk_fault(place: Path, e: OSError) -> StorageFault:
    """The disk said no."""
    return StorageFault("shelf.cannot_be_written_all_that", place=place, what=e.strerror or type(e).__name__)
