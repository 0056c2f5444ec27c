"""Captured files under some paths, opened where they lie: plain, compressed, and members of archives; what is none is named and passed over.

What an archive holds is read from it as a stream, and no byte is written; so an archive in an archive is named and not opened.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     path = Path(home) / "a.json"
...     _ = path.write_bytes(b'{"name": "x", "type": "public_channel", "id": 1, "messages": []}')
...     with opened(path, "a.json") as [one]:
...         one.form, len(one.stream.read())
('tdesktop_json', 64)
"""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from doxdocket import parse
from doxdocket.intake import containers
from doxdocket.intake.member import Account, GivenUp, Limits, Readable, Refused
from doxdocket.scan import parquet

UNKNOWN, SEVERAL, DOCUMENT, PACKED = "unknown", "several", "document", "packed"
"""Why a file is passed over besides the codes of ``intake.record``: no form that is read, more than one that it may be, one that holds no posts, or
one that is read from its end and lies in an archive."""


@dataclass(frozen=True, slots=True)
class File:
    """A file or a member: its form and bytes from front to back, or why it is passed over."""

    name: str
    form: str = ""
    why: str = ""
    stream: BinaryIO = field(default_factory=io.BytesIO, repr=False)
    at: Callable[[], int] = field(default=lambda: 0, repr=False)
    """How many bytes of the file on the disk were read."""


@contextmanager
def opened(path: Path, name: str, limits: Limits = Limits()) -> Iterator[Iterable[File]]:  # noqa: B008 - frozen
    """The file, or the members of an archive one after another: a stream is good until the next is asked for."""
    try:
        disk = path.open("rb")
    except OSError:
        yield [File(name, why="unreadable")]
        return
    with disk:
        kind = containers.kind_of(disk.read(containers.HEAD), name)
        disk.seek(0)
        if not kind or (kind == "zip" and _of(disk.peek(parse.HEAD)[: parse.HEAD], name).form):
            yield [replace(_begun(disk, name), at=disk.tell)]
        else:
            members = _members(kind, disk, path.stat().st_size, name, limits)
            yield (replace(one, at=disk.tell) for one in members)


def _members(kind: str, disk: io.BufferedReader, size: int, name: str, limits: Limits) -> Iterator[File]:
    account = Account(size, limits)
    try:
        for member in containers.opened(kind, disk, size, name, limits).members:
            inside = f"{name}!/{member.name.text}"
            if member.stream is None:
                yield File(inside, why=member.refusal)
                continue
            account.member()
            yield _inside(member.stream, account, inside)
    except Refused as e:
        yield File(name, why=e.code)
    except OSError:
        yield File(name, why="unreadable")


def _inside(opens: Callable[[], Readable], account: Account, name: str) -> File:
    """A member; one that is damaged is named, and those behind it are read."""
    try:
        stream = io.BufferedReader(_Raw(account.counted(opens())), parse.HEAD)
        if containers.kind_of(stream.peek(containers.HEAD), name):
            return File(name, why="nested")
        return (
            File(name, why=PACKED)
            if stream.peek(len(parquet.MAGIC)).startswith(parquet.MAGIC)
            else _begun(stream, name)
        )
    except GivenUp:
        raise
    except Refused as e:
        return File(name, why=e.code)


def _begun(stream: Any, name: str) -> File:
    known = _of(stream.peek(parse.HEAD)[: parse.HEAD], name)
    return File(name, known.form, known.why, stream)


def _of(head: bytes, name: str) -> File:
    """The form that these first bytes have; documents hold no posts."""
    if head.startswith(parquet.MAGIC):
        return File(name, parquet.FORM)
    bids = parse.recognise(head, name)
    if len(bids) != 1:
        return File(name, why=SEVERAL if bids else UNKNOWN)
    if not next(form.posts for form in parse.forms() if form.id == bids[0].form):
        return File(name, why=DOCUMENT)
    return File(name, bids[0].form)


class _Raw(io.RawIOBase):
    """What a member gives, as a stream that buffers can stand on."""

    def __init__(self, given: Readable) -> None:
        self._given = given

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        data = self._given.read(len(into))
        into[: len(data)] = data
        return len(data)
