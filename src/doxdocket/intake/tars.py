"""Tar files, plain or compressed, read from front to back: links and devices are named, never followed.

Source: POSIX pax and GNU tar; headers are read by ``tarfile``, which is kept from reading more of them than ``Limits.header``
and from stopping in silence at a damaged one. A tar without its end mark may have been cut, which is told. Left out: pieces
of multi-volume tars.

>>> import io
>>> made = io.BytesIO()
>>> with tarfile.open(fileobj=made, mode="w") as archive:
...     archive.addfile(info := tarfile.TarInfo("a.txt"), None)
>>> _ = made.seek(0)
>>> [m.name.text for m in opened(made, Limits()).members]
['a.txt']
"""

import struct
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from doxdocket.intake.member import Limits, Member, Opened, Readable, Refused, at, remark
from doxdocket.intake.names import of_text

BLOCK = tarfile.BLOCKSIZE
_PIECE = 1 << 20
_COMMON = 100  # facts about all members that one tar may state
_WRONG = (tarfile.TarError, ValueError, LookupError, ArithmeticError, EOFError, struct.error, RecursionError)
"""What ``tarfile`` raises on headers that are none."""
_VOLUME, _LABEL = b"M", b"V"


def is_header(block: bytes) -> bool:
    """Whether a block is a member's header: its check sum says so.

    >>> is_header(tarfile.TarInfo("a").tobuf()[:512]), is_header(bytes(512)), is_header(b"x" * 512)
    (True, False, False)
    """
    if len(block) < BLOCK or not block[:BLOCK].strip(b"\0"):
        return False
    try:
        tarfile.TarInfo.frombuf(block[:BLOCK], "utf-8", "surrogateescape")
    except _WRONG:
        return False
    return True


def opened(stream: Readable, limits: Limits, stated: int = 0) -> Opened:
    """The members of a tar whose bytes come from ``stream``, from its beginning; its own size is about what they say they are."""
    return Opened(_members(_Headers(_Forward(stream, limits))), stated)


def _members(tar: "_Headers") -> Iterator[Member]:
    place, ended, damaged = 0, False, False
    while True:
        try:
            tar.forward.header(place)
            info = tarfile.TarInfo.fromtarfile(tar)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            place, ended = place + BLOCK, True  # another tar may follow, put behind this one
            continue
        except (tarfile.EmptyHeaderError, tarfile.TruncatedHeaderError):  # type: ignore[attr-defined]
            if not ended:
                yield remark("truncated")
            return
        except _WRONG:
            if ended or not damaged:
                yield remark("unlisted" if ended else "damaged")
            if ended:
                return
            damaged = True
            place = max(place + BLOCK, -(-tar.forward.tell() // BLOCK) * BLOCK)  # the next header, if there is one
            continue
        if info.size < 0 or tar.offset <= place or len(tar.pax_headers) > _COMMON:
            raise Refused("damaged")
        place, ended = tar.offset, False
        yield from _member(tar, info)


def _member(tar: "_Headers", info: tarfile.TarInfo) -> Iterator[Member]:
    if info.isdir() or info.type == _LABEL:
        return
    refusal = (
        "" if info.isfile() else "member_link" if info.issym() else "hard_link" if info.islnk()
        else "volume" if info.type == _VOLUME else "member_special"
    )  # fmt: skip
    modified = at(info.mtime) if isinstance(info.mtime, (int, float)) else ""
    yield Member(of_text(info.name), refusal, None if refusal else (lambda: _Data(tar, info)), modified)


class _Data:
    """The bytes of one member, holes of sparse ones filled."""

    def __init__(self, tar: "_Headers", info: tarfile.TarInfo) -> None:
        tar.forward.left = None
        self._stream = cast("BinaryIO", tar.fileobject(tar, info))
        self._left = info.size

    def read(self, size: int) -> bytes:
        """The next of them."""
        try:
            data = self._stream.read(min(size, self._left))
        except tarfile.ReadError:
            raise Refused("truncated") from None
        self._left -= len(data)
        return data


class _Headers(tarfile.TarFile):
    """``tarfile``'s reader of headers, which does not walk by itself and keeps no list."""

    def __init__(self, forward: "_Forward") -> None:
        self.forward = forward
        super().__init__(fileobj=cast("BinaryIO", forward), encoding="utf-8", errors="surrogateescape")

    def next(self) -> None:
        """Nothing: the members are asked for one by one."""


class _Forward:
    """A stream as ``tarfile`` wants it, which goes forward only; while a header is read, no further than a header may be."""

    mode, name = "rb", "tar"

    def __init__(self, stream: Readable, limits: Limits) -> None:
        self._stream, self._limits = stream, limits
        self._at = 0
        self.left: int | None = None
        self._skip = getattr(stream, "seek", None)

    def header(self, place: int) -> None:
        """Go to where the next header begins."""
        self.left = None
        self.seek(place)
        self.left = self._limits.header

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def seek(self, place: int) -> int:
        """Go there, forward."""
        if place >= 1 << 62 or (place < self._at and self._skip is None):
            raise Refused("damaged")
        if self._skip is not None:
            self._skip(place)
            self._at = place
        while self._at < place and self._read(min(_PIECE, place - self._at)):
            pass
        return self._at

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only at the end."""
        if self.left is not None:
            self.left -= size
        if size < 0 or (self.left is not None and self.left < 0):
            raise Refused("damaged")
        pieces = []
        while size > 0 and (data := self._read(size)):
            pieces.append(data)
            size -= len(data)
        return b"".join(pieces)

    def _read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data
