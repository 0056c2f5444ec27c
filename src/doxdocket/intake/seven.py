"""7z files, member by member: each folder of files is unpacked once, from its front, a piece at a time.

Source: 7zFormat.txt of the LZMA SDK; the decompressors are py7zr's (LGPL-2.1). They are asked here and not through its writer
factory, which hands over as much at once as memory holds and stops at the first bad check sum. Left out: what needs a password
(named, refused), PPMd, and filters with several streams (BCJ2).

>>> import io, py7zr
>>> with py7zr.SevenZipFile(made := io.BytesIO(), "w") as archive:
...     archive.writestr(b"abc", "a.txt")
>>> [(m.name.text, m.stream().read(9)) for m in opened(made, len(made.getvalue()), Limits()).members]
[('a.txt', b'abc')]
"""

import lzma
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from py7zr import compressor
from py7zr.exceptions import ArchiveError, UnsupportedCompressionMethodError

from doxdocket.intake.member import Limits, Member, Opened, Readable, Refused, at, is_bomb
from doxdocket.intake.names import of_text
from doxdocket.intake.seven_header import ENCODED, HEADER, Cursor, Folder, Table, streams, table
from doxdocket.intake.streams import Part

# py7zr reads so much each time whether it needs it or not: below the ratio of the two nothing piles up.
_IN, _OUT = 1 << 12, 1 << 20
_LZMA, _LZMA2, _AES = b"\3\1\1", b"\x21", b"\6\xf1\7\1"
_PACKERS = {_LZMA, _LZMA2, b"\4\2\2", b"\4\1\x08", b"\4\xf7\x11\1", b"\4\xf7\x11\2"}
"""The last four: bzip2, deflate, zstd, brotli. Not PPMd, whose decoder was seen to crash on damaged bytes."""
_COPY, _DELTA = b"\0", b"\3"
_PROGRAMS = {b"\3\3" + one for one in (b"\1\3", b"\2\5", b"\4\1", b"\5\1", b"\7\1", b"\x08\5")}
"""Filters for programs of six processors; beside LZMA2 only, where liblzma has them: the other decoder of them leaks memory."""
_ZstdError, _BrotliError = compressor.zstd.ZstdError, compressor.brotli.error  # type: ignore[attr-defined] # they are there
# What those decompressors raise on bytes that are none of theirs.
_DAMAGE = (
    ArchiveError, _ZstdError, _BrotliError, lzma.LZMAError, zlib.error, struct.error, ValueError,
    TypeError, LookupError, EOFError, OSError, ArithmeticError, AssertionError, RuntimeError, SystemError,
)  # fmt: skip
_UNIX, _REPARSE = 0x8000, 0x400  # Windows attributes: the upper half is a Unix mode; a link of Windows


def opened(stream: BinaryIO, size: int, limits: Limits) -> Opened:
    """The members; ``Refused`` when the table cannot be had."""
    found = _table(stream, size, limits)
    stated = sum(folder.size for folder in found.folders if not _refusal(folder, limits))
    return Opened(_members(stream, found, limits), stated)


def _table(stream: BinaryIO, size: int, limits: Limits) -> Table:
    stream.seek(0)
    head = stream.read(32)
    if len(head) < 32 or zlib.crc32(head[12:]) != struct.unpack_from("<L", head, 8)[0]:
        raise Refused("damaged" if len(head) == 32 else "truncated")
    place, length, crc = struct.unpack_from("<2QL", head, 12)
    if 32 + place + length > size:
        raise Refused("truncated")
    if length > limits.directory:
        raise Refused("too_many")
    stream.seek(32 + place)
    cursor = _checked(stream.read(length), crc)
    if not length:
        return Table([], [], [], [], [], [], [])
    for _ in range(limits.depth):
        mark = cursor.byte()
        if mark == HEADER:
            return table(cursor, limits)
        if mark != ENCODED:
            break
        cursor = _decoded(stream, cursor, limits)
    raise Refused("damaged")


def _checked(data: bytes, crc: int | None) -> Cursor:
    if crc is not None and zlib.crc32(data) != crc:
        raise Refused("damaged")
    return Cursor(data)


def _decoded(stream: BinaryIO, cursor: Cursor, limits: Limits) -> Cursor:
    """A table that is compressed itself."""
    folders = streams(cursor, limits)
    if len(folders) != 1:
        raise Refused("damaged")
    if folders[0].size > limits.directory:
        raise Refused("too_many")
    if refusal := _refusal(folders[0], limits):
        raise Refused(refusal)
    plain = _Plain(stream, folders[0])
    return _checked(plain.exactly(folders[0].size), folders[0].crc)


def _refusal(folder: Folder, limits: Limits) -> str:
    """Why the files of a folder cannot be had, before anything is unpacked."""
    methods = [coder["method"] for coder in folder.coders]
    if _AES in methods:
        return "password"
    filters = _PROGRAMS | {_COPY, _DELTA} if _LZMA2 in methods else {_COPY, _DELTA}
    if set(methods) - _PACKERS - filters or sum(one in _PACKERS for one in methods) > 1 or folder.packs > 1:
        return "method"
    if any(_window(coder["method"], coder["properties"] or b"") > limits.window for coder in folder.coders):
        return "window"
    return "bomb" if is_bomb(folder.size, folder.packed, limits) else ""


def _window(method: bytes, settings: bytes) -> int:
    """How much memory a decompressor would take."""
    if method == _LZMA and len(settings) >= 5:
        return int(struct.unpack_from("<L", settings, 1)[0])
    if method == _LZMA2 and settings:
        return (2 | settings[0] & 1) << (settings[0] // 2 + 11)
    return 0


def _members(stream: BinaryIO, found: Table, limits: Limits) -> Iterator[Member]:
    parts = _parts(stream, found.folders, limits)
    for n, name in enumerate(found.names):
        text = of_text(name.decode("utf-16-le", "surrogatepass"))
        changed = found.modified[n]
        modified = "" if changed is None else at(changed / 1e7 - 11_644_473_600)
        refusal = "member_special" if found.anti[n] else _kind(found.attributes[n] or 0)
        if found.stored[n]:
            why, part = next(parts, ("damaged", None))
            refusal = refusal or why
            yield Member(text, refusal, None if refusal or part is None else part.begin, modified)
        elif found.empty[n] or found.anti[n]:
            yield Member(text, refusal, None if refusal else _Nothing, modified)


def _kind(attributes: int) -> str:
    mode = attributes >> 16 if attributes & _UNIX else 0
    if attributes & _REPARSE or stat.S_ISLNK(mode):
        return "member_link"
    return "" if stat.S_IFMT(mode) in {0, stat.S_IFREG} else "member_special"


class _Nothing:
    def read(self, _: int) -> bytes:
        return b""


def _parts(stream: BinaryIO, folders: list[Folder], limits: Limits) -> Iterator[tuple[str, "_File | None"]]:
    """For each file that has bytes why they cannot be had, or the bytes."""
    for folder in folders:
        refusal = _refusal(folder, limits)
        plain, place = None if refusal else _Plain(stream, folder), 0
        for size, crc in zip(folder.sizes, folder.crcs, strict=True):
            yield refusal, None if plain is None else _File(plain, place, size, crc)
            place += size


class _Plain:
    """The plain bytes of a folder, in their order."""

    def __init__(self, stream: BinaryIO, folder: Folder) -> None:
        self._stream, self._folder = stream, folder
        self._decoder: compressor.SevenZipDecompressor | None = None
        self._part: Readable | None = None
        self._failed, self._ready, self.at = "", b"", 0

    def read(self, size: int) -> bytes:
        """The next bytes, at most ``size``."""
        if self._failed:
            raise Refused(self._failed)
        if not self._ready:
            try:
                self._ready = self._next()
            except Refused as e:
                self._failed = e.code
                raise
        data, self._ready = self._ready[:size], self._ready[size:]
        self.at += len(data)
        return data

    def exactly(self, size: int) -> bytes:
        """So many."""
        pieces = []
        while size and (data := self.read(size)):
            pieces.append(data)
            size -= len(data)
        return b"".join(pieces)

    def skip_to(self, place: int) -> None:
        """Unpack and forget what lies before."""
        while self.at < place and self.read(min(_OUT, place - self.at)):
            pass

    def _next(self) -> bytes:
        folder, idle = self._folder, 0
        try:
            if self._decoder is None or self._part is None:
                self._part = Part(self._stream, folder.start, folder.packed)
                self._decoder = compressor.SevenZipDecompressor(
                    folder.coders, folder.packed, folder.unpacked, folder.crc, blocksize=_IN
                )
            while not (data := bytes(self._decoder.decompress(self._part, _OUT))):
                idle += self._decoder.consumed >= folder.packed
                if idle > 2:  # two more calls may bring out what filters hold back
                    raise Refused("damaged")
        except UnsupportedCompressionMethodError:
            raise Refused("method") from None
        except MemoryError:
            raise Refused("window") from None
        except _DAMAGE:
            raise Refused("damaged") from None
        return data


class _File:
    """The bytes of one file of a folder; its check sum must be the stated one."""

    def __init__(self, plain: _Plain, place: int, size: int, crc: int | None) -> None:
        self._plain, self._place, self._size, self._crc = plain, place, size, crc
        self._sum = 0

    def begin(self) -> Readable:
        """Itself, with what lies before it skipped."""
        self._plain.skip_to(self._place)
        return self

    def read(self, size: int) -> bytes:
        """The next bytes."""
        data = self._plain.read(min(size, self._size)) if self._size else b""
        self._size -= len(data)
        self._sum = zlib.crc32(data, self._sum)
        if not data and self._crc is not None and self._sum != self._crc:
            raise Refused("damaged")
        return data
