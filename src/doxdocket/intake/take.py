"""Take files in: read once, hash (SHA-256, SM3) and encrypt while reading, then record in one transaction.

Source: DESIGN section 3; law/rules.md R5.1, articles 5, 9 and 14. The original is opened for reading only, without
following a link and without touching its access time where the system allows. A file that changed while it was read is
refused: its digest would be of nothing that ever existed. What is refused is noted in the case and in the custody log.

>>> said("link", "zh")
'是链接，没有跟随；请直接加入它所指的文件'
"""

import os
import stat
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from doxdocket.errors import EvidenceFault
from doxdocket.intake.find import Found, find
from doxdocket.seal.originals import Sealed, encrypt
from doxdocket.store.bag import payload_path
from doxdocket.store.canonical import moment
from doxdocket.store.case import Case
from doxdocket.store.shelf import disk_fault
from doxdocket.store.sources import Source

_WORDS = {
    "taken": ("已入卷", "taken in"),
    "empty": ("已入卷；文件是空的", "taken in; the file is empty"),
    "known": ("卷内已有相同内容，没有重复入卷", "the same bytes are in the case already; not taken twice"),
    "link": ("是链接，没有跟随；请直接加入它所指的文件", "a link, not followed; add what it points to"),
    "special": (
        "不是普通文件（管道、设备或套接字），没有读取",
        "not a regular file (a pipe, device or socket); not read",
    ),
    "inside_case": ("是案卷自己的文件，跳过", "belongs to the case folder itself; skipped"),
    "unreadable": (
        "读不出来（权限或磁盘）；请检查后重新加入",
        "cannot be read (permission or disk); check and add it again",
    ),
    "changed": (
        "读取时被改动，没有入卷；请停止写入后重新加入",
        "changed while it was read and was not taken in; stop what writes to it and add it again",
    ),
}


def said(code: str, lang: str) -> str:
    """What happened to a file, in ``"zh"`` or ``"en"``."""
    return _WORDS[code][0 if lang == "zh" else 1]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    path: str = field(repr=False)
    status: str  # taken, empty, known, refused
    code: str  # taken, empty, known, or why it was refused
    sha256: str = ""
    sm3: str = ""
    size: int = 0

    @property
    def zh(self) -> str:
        """In Chinese."""
        return said(self.code, "zh")

    @property
    def en(self) -> str:
        """In English."""
        return said(self.code, "en")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the person who adds files states about them."""

    officers: tuple[str, ...] = ()
    origin: str = ""
    captured_at: datetime | None = None
    note: str = ""
    channel: str | None = None

    @property
    def officer(self) -> str:
        """Whose act it is."""
        return self.officers[0] if self.officers else ""


class _ChangedError(Exception):
    """The file is no longer what it was when reading began."""


def take(
    case: Case,
    paths: Sequence[Path | str],
    *,
    officers: Sequence[str] = (),
    origin: str = "",
    captured_at: datetime | None = None,
    note: str = "",
    channel: str | None = None,
    progress: Callable[[Taken], None] | None = None,
) -> list[Taken]:
    """Take in files and folders; ``progress`` hears of each file once it is safe in the case.

    Files that changed while they were read are an ``EvidenceFault`` at the end, after all others are in.
    """
    stated = Origin(tuple(officers), origin, captured_at, note, channel)
    done: list[Taken] = []
    try:
        for found in find(paths, case.folder):
            one = _one(case, found, stated)
            done.append(one)
            if progress is not None:
                progress(one)
    finally:
        case.update_bag()
    _complain([one.path for one in done if one.code == "changed"])
    return done


def _complain(changed: Sequence[str]) -> None:
    if changed:
        raise EvidenceFault(
            zh="{count} 个文件读取时被改动，没有入卷（其余已入卷）：{first}。请停止写入后重新加入。",
            en="{count} file(s) changed while they were read and were not taken in (the others were): {first}. Stop what writes to them and add them again.",
            count=len(changed),
            first=changed[0],
        )


def _one(case: Case, found: Found, stated: Origin) -> Taken:
    code = found.refusal
    if not code:
        try:
            return _read(case, found, stated)
        except _ChangedError:
            code = "changed"
        except _UnreadableError:
            code = "unreadable"
    case.notice(found.relative, code, stated.officer)
    return Taken(found.relative, "refused", code)


class _UnreadableError(Exception):
    """The system does not let us read it."""


def _read(case: Case, found: Found, stated: Origin) -> Taken:
    temporary = case.shelf.incoming / f"taking-{uuid.uuid4().hex}"
    with case.shelf.lock.held():
        try:
            sealed, modified = _encrypt(found.path, temporary, case.key.recipient)
            return _record(case, found, stated, sealed, modified, temporary)
        finally:
            temporary.unlink(missing_ok=True)


def _record(case: Case, found: Found, stated: Origin, sealed: Sealed, modified: str, temporary: Path) -> Taken:
    facts = (sealed.sha256, sealed.sm3, sealed.size)
    if known := case.source(sealed.sha256):
        case.add_place(known, found.relative, stated.officer)
        return Taken(found.relative, "known", "known", *facts)
    status = "taken" if sealed.size else "empty"
    source = Source(
        *facts,
        name=found.relative.rpartition("/")[2],
        path_given=found.relative,
        form=None,
        channel=stated.channel,
        origin=stated.origin,
        captured_at=stated.captured_at,
        modified_at=modified,
        taken_at=moment(case.clock()),
        officers=stated.officers or case.info.officers,
        note=stated.note,
        status=status,
        payload=payload_path(sealed.cipher_sha256),
    )
    case.add_source(source, temporary, (sealed.cipher_sha256, sealed.cipher_size), stated.officer)
    return Taken(found.relative, status, status, *facts)


def _encrypt(path: Path, temporary: Path, recipient: str) -> tuple[Sealed, str]:
    with _opened(path) as source, _created(temporary) as target:
        before = os.fstat(source.fileno())
        sealed = encrypt(_Checked(source), target, recipient)  # type: ignore[arg-type]
        if (
            sealed.size != before.st_size
            or _state(os.fstat(source.fileno())) != _state(before)
            or not _same(path, before)
        ):
            raise _ChangedError
    return sealed, moment(datetime.fromtimestamp(before.st_mtime_ns / 1e9, UTC))


class _Checked:
    """The original: a read error of its medium is told apart from one of our disk."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        """The next bytes."""
        try:
            return self._stream.read(size)
        except OSError as e:
            raise _UnreadableError from e


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
    """The file for reading: no link followed, no waiting on a pipe, its access time left alone where we may."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        try:
            fd = os.open(path, flags | getattr(os, "O_NOATIME", 0))
        except PermissionError:  # only the owner may leave the access time alone
            fd = os.open(path, flags)
    except OSError as e:
        raise _UnreadableError from e
    with os.fdopen(fd, "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise _ChangedError
        yield stream


@contextmanager
def _created(path: Path) -> Iterator[BinaryIO]:
    """A file in the case folder that is on the disk when this ends."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(fd, "wb", buffering=1 << 20) as stream:
            yield stream
            stream.flush()
            os.fsync(fd)
    except OSError as e:
        raise disk_fault(path, e) from None
