"""Read one original once, while it stands still: digests and the encrypted copy, or the reason why not.

Source: 法发〔2016〕22号, articles 5 and 9. The original is opened for reading only, no link is followed, nothing waits on
a pipe, and its access time is left alone where the system allows. A file that changed while it was read is refused: its
digest would be of nothing that ever existed.

>>> import tempfile
>>> from doxdocket.seal.keys import CaseKey
>>> with tempfile.TemporaryDirectory() as home:
...     _ = (Path(home) / "a.json").write_bytes(b"{}")
...     read(Path(home) / "a.json", Path(home) / "copy", CaseKey.generate().recipient).sealed.size
2
"""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from doxdocket.intake.containers import HEAD
from doxdocket.intake.member import Member, Readable, Refused
from doxdocket.seal.originals import Sealed, encrypt
from doxdocket.store.canonical import moment
from doxdocket.store.case_files import disk_fault


@dataclass(frozen=True, slots=True)
class Read:
    """What one pass found, and the encrypted copy it left."""

    sealed: Sealed
    copy: Path
    head: bytes = field(repr=False)  # its first bytes, for telling containers
    modified: str = ""  # '' where nobody says it in UTC
    times: Mapping[str, str] = field(default_factory=dict)  # the other times that are known


def read(path: Path, copy: Path, recipient: str) -> Read:
    """Encrypt ``path`` into ``copy``, which is not synced yet; ``Refused`` and no copy when it cannot be taken."""
    with _opened(path) as source, _created(copy) as target:
        before = os.fstat(source.fileno())
        done, head = _sealed(Original(source), target, recipient)
        if done.size != before.st_size or _state(os.fstat(source.fileno())) != _state(before):
            raise Refused("changed")
        if not _same(path, before):
            raise Refused("changed")
    return Read(done, copy, head, moment(datetime.fromtimestamp(before.st_mtime, UTC)), times(before))


def read_member(member: Member, stream: Readable, copy: Path, recipient: str) -> Read:
    """The same for a member of a container, whose bytes come from ``stream``."""
    with _created(copy) as target:
        done, head = _sealed(stream, target, recipient)
    return Read(done, copy, head, member.modified, member.times)


def _sealed(stream: Readable, target: BinaryIO, recipient: str) -> tuple[Sealed, bytes]:
    watched = _Beginning(stream)
    return encrypt(watched, target, recipient), watched.head  # type: ignore[arg-type]


class _Beginning:
    """Keeps the first bytes that pass through it."""

    def __init__(self, stream: Readable) -> None:
        self._stream, self.head = stream, b""

    def read(self, size: int) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        if len(self.head) < HEAD:
            self.head += data[: HEAD - len(self.head)]
        return data


def times(of: os.stat_result) -> dict[str, str]:
    """The other times of a file: they are part of electronic data (人民检察院办理网络犯罪案件规定, article 27).

    ``accessed`` as it stood before it was read; ``created`` where the system says it; ``changed`` is when name, rights or
    content last changed.
    """
    given = {"accessed": of.st_atime, "created": getattr(of, "st_birthtime", None)}
    if os.name == "posix":  # elsewhere it is the time of creation
        given["changed"] = of.st_ctime
    return {name: moment(datetime.fromtimestamp(at, UTC)) for name, at in given.items() if at is not None}


class Original:
    """The original: a read error of its medium is told apart from one of our disk."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        """The next bytes."""
        try:
            return self._stream.read(size)
        except OSError:
            raise Refused("unreadable") from None


def _state(of: os.stat_result) -> tuple[int, ...]:
    return (of.st_dev, of.st_ino, of.st_size, of.st_mtime_ns, of.st_ctime_ns)


def _same(path: Path, before: os.stat_result) -> bool:
    """Whether the name still leads to the file that was opened."""
    try:
        return _state(path.lstat()) == _state(before)
    except OSError:
        return False


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        fd = _descriptor(path, flags)
    except OSError:
        raise Refused("unreadable") from None
    with os.fdopen(fd, "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise Refused("changed")
        yield stream


def _descriptor(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags | getattr(os, "O_NOATIME", 0))
    except PermissionError:  # only the owner may leave the access time alone
        return os.open(path, flags)


@contextmanager
def _created(copy: Path) -> Iterator[BinaryIO]:
    try:
        fd = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(fd, "wb", buffering=1 << 20) as stream:
            yield stream
    except BaseException as e:
        copy.unlink(missing_ok=True)
        if isinstance(e, OSError):
            raise disk_fault(copy, e) from None
        raise
