"""Zip files, member by member: sizes and check sums must be as the directory states them, or the member is refused.

Source: PKWARE APPNOTE 6.3.10, of which 4.3.7 (local header) and 4.3.9 (data descriptor: a member written in one go states its
size and check sum behind its bytes); report archives of phone forensics (.ufdr) and web archives (.wacz) are zips too. A file whose
directory is gone is read from its front, local header after local header. Documents that are zips inside (docx, xlsx, odt,
epub, apk, jar) are no containers here. Left out: methods that hardly anybody writes (the member is refused and named).

>>> import io, zipfile
>>> with zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
...     archive.writestr("a.txt", b"abc")
>>> [(m.name.text, m.stream().read(9)) for m in opened(made, len(made.getvalue()), Limits()).members]
[('a.txt', b'abc')]
"""

import bz2
import lzma
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from doxdocket.intake.member import Limits, Member, Opened, Readable, Refused, at, is_bomb, remark
from doxdocket.intake.names import Name, named, no_utf8
from doxdocket.intake.streams import Decoder, Decoding, Deflate, Part, Stored, go
from doxdocket.intake.zip_directory import (
    AES,
    LOCAL,
    NTFS_TIME,
    UNICODE_NAME,
    UNIX_TIME,
    Directory,
    Entry,
    directory,
    fields,
    wide,
)  # fmt: skip

_STORED, _DEFLATED, _DEFLATE64, _BZIP2, _LZMA, _AES = 0, 8, 9, 12, 14, 99
_UTF8 = 0x800
_LOCAL_SIZE = 30
_PIECE64 = 1 << 14  # Deflate64 gives all it can: so few bytes in are few enough out


def opened(stream: BinaryIO, size: int, limits: Limits) -> Opened:
    """The members."""
    try:
        found = directory(stream, size, limits)
    except Refused as e:
        if e.code != "no_directory":
            raise
        return Opened(_walked(stream, limits))
    stated = sum(entry.size for entry in found.entries() if not entry.encrypted)
    return Opened(_members(stream, found, limits), stated)


def is_document(stream: BinaryIO, size: int, limits: Limits) -> bool:
    """Whether it is an office document, a book or a program and not an archive."""
    try:
        return _is_document(stream, directory(stream, size, limits))
    except Refused as e:
        if e.code != "no_directory":
            return False
        first = _local(stream, 0)
        return first is not None and first[0].raw in _DOCUMENTS


def _is_document(stream: BinaryIO, found: Directory) -> bool:
    """Whether the names in it are those of an office document, a book or a program."""
    names: set[bytes] = set()
    code = False
    first: Entry | None = None
    for entry in found.entries():
        first = first or entry
        if entry.raw in _TELLING:
            names.add(entry.raw)
        code = code or entry.raw.endswith((b".class", b".dex"))
    if first is not None and first.raw == b"mimetype" and first.method == _STORED:
        stream.seek(_data(stream, first, found))
        return stream.read(12) == b"application/"
    return names >= _OFFICE or (b"META-INF/MANIFEST.MF" in names and code) or names >= _ANDROID


_OFFICE, _ANDROID = {b"[Content_Types].xml", b"_rels/.rels"}, {b"AndroidManifest.xml", b"classes.dex"}
_TELLING = _OFFICE | _ANDROID | {b"META-INF/MANIFEST.MF"}


def _members(stream: BinaryIO, found: Directory, limits: Limits) -> Iterator[Member]:
    shared = found.overlaps()
    gb18030 = any(not entry.flags & _UTF8 and no_utf8(entry.raw) for entry in found.entries())
    if any(shared):
        yield remark("overlap")
    if found.count and min(entry.offset for entry in found.entries()) + found.shift > 0:
        yield remark("unlisted")
    for n, entry in enumerate(found.entries()):
        if shared[n] or (entry.raw.endswith(b"/") and not entry.size and entry.packed <= 2):  # a folder
            continue

        def packed(entry: Entry = entry) -> Readable:
            return Part(stream, _data(stream, entry, found), entry.packed)

        yield member(entry, packed, limits, gb18030=gb18030)


def _data(stream: BinaryIO, entry: Entry, found: Directory) -> int:
    """Where the bytes of a member begin: behind its local header, which must be there."""
    place = entry.offset + found.shift
    go(stream, place)
    head = stream.read(_LOCAL_SIZE)
    if len(head) < _LOCAL_SIZE or not head.startswith(LOCAL):
        raise Refused("damaged")
    name, extra = struct.unpack_from("<2H", head, 26)
    if place + _LOCAL_SIZE + name + extra + entry.packed > found.start:
        raise Refused("damaged")
    return place + _LOCAL_SIZE + int(name) + int(extra)


def member(entry: Entry, packed: Callable[[], Readable], limits: Limits, *, gb18030: bool = False) -> Member:
    """One entry as a member; ``packed`` gives its packed bytes."""
    more = fields(entry.extra)
    modified, times = _times(entry, more)
    refusal = _refusal(entry, more, limits)
    stream = None if refusal else (lambda: _Checked(entry, _decoder(entry, packed(), limits), limits))
    return Member(_name(entry, more, gb18030), refusal, stream, modified, times)


def _name(entry: Entry, more: dict[int, bytes], gb18030: bool) -> Name:
    dos = entry.host in {0, 10, 11}  # DOS, NTFS, VFAT
    told = more.get(UNICODE_NAME, b"")
    if len(told) > 5 and told[0] == 1 and struct.unpack_from("<L", told, 1)[0] == zlib.crc32(entry.raw):
        return named(told[5:], utf8=True, dos=dos)
    return named(entry.raw, utf8=bool(entry.flags & _UTF8), dos=dos, gb18030=gb18030)


def _refusal(entry: Entry, more: dict[int, bytes], limits: Limits) -> str:
    if stat.S_ISLNK(entry.mode):
        return "member_link"
    if stat.S_IFMT(entry.mode) not in {0, stat.S_IFREG}:
        return "member_special"
    if entry.encrypted or entry.method == _AES or AES in more:
        return "password"
    if entry.method not in {_STORED, _DEFLATED, _DEFLATE64, _BZIP2, _LZMA}:
        return "method"
    return "bomb" if is_bomb(entry.size, entry.packed, limits) else ""


def _times(entry: Entry, more: dict[int, bytes]) -> tuple[str, dict[str, str]]:
    """When it was changed, in UTC where that is stated; else what the clock of its computer said."""
    unix, ntfs = more.get(UNIX_TIME, b""), more.get(NTFS_TIME, b"")
    if len(unix) >= 5 and unix[0] & 1:
        return at(struct.unpack_from("<l", unix, 1)[0]), {}
    if len(ntfs) >= 16 and ntfs[4:8] == b"\1\0\x18\0":
        return at(struct.unpack_from("<Q", ntfs, 8)[0] / 1e7 - 11_644_473_600), {}
    day, clock = entry.clock >> 16, entry.clock & 0xFFFF
    local = f"{1980 + (day >> 9):04}-{day >> 5 & 15:02}-{day & 31:02}T{clock >> 11:02}:{clock >> 5 & 63:02}:{clock % 32 * 2:02}"
    return "", {"modified_local": local} if day else {}


def _decoder(entry: Entry, packed: Readable, limits: Limits) -> Readable:
    made: Decoder
    if entry.method == _STORED:
        made = Stored()
    elif entry.method == _DEFLATED:
        made = Deflate(-15)
    elif entry.method == _BZIP2:
        made = bz2.BZ2Decompressor()
    elif entry.method == _LZMA:
        made = _lzma(packed, limits)
    else:
        return _Deflate64(packed)
    return Decoding(packed, made, limits)


def _lzma(packed: Readable, limits: Limits) -> Decoder:
    """APPNOTE 5.8.8: two bytes of version, two of length, five of properties."""
    head = packed.read(9)
    if len(head) < 9 or head[2:4] != b"\5\0" or head[4] >= 225:
        raise Refused("damaged")
    first, window = struct.unpack("<BL", head[4:])
    if window > limits.window:
        raise Refused("window")
    settings = {"id": lzma.FILTER_LZMA1, "lc": first % 9, "lp": first // 9 % 5, "pb": first // 45, "dict_size": window}
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[settings])
    except (lzma.LZMAError, ValueError):
        raise Refused("damaged") from None


class _Deflate64:
    """What Explorer writes above two gigabytes."""

    def __init__(self, packed: Readable) -> None:
        from py7zr.compressor import Deflate64Decompressor  # noqa: PLC0415 - as in containers: few archives need it

        self._packed, self._decoder = packed, Deflate64Decompressor()  # type: ignore[no-untyped-call]

    def read(self, _: int) -> bytes:
        """The next plain bytes."""
        while data := self._packed.read(_PIECE64):
            try:
                plain = bytes(self._decoder.decompress(data))
            except (ValueError, OSError, EOFError):
                raise Refused("damaged") from None
            if plain:
                return plain
        return b""


class _Checked:
    """Plain bytes that must come to the stated size and check sum."""

    def __init__(self, entry: Entry, plain: Readable, limits: Limits) -> None:
        self._entry, self._plain, self._limits = entry, plain, limits
        self._size = self._crc = 0

    def read(self, size: int) -> bytes:
        """The next bytes."""
        data = self._plain.read(size)
        self._size += len(data)
        self._crc = zlib.crc32(data, self._crc)
        if self._size > self._entry.size or (
            not data and (self._size, self._crc) != (self._entry.size, self._entry.crc)
        ):
            raise Refused("damaged")
        return data


_HEAD = struct.Struct("<4s5H3L2H")
_BEHIND = 8
_DESCRIPTOR = b"PK\7\x08"
_DOCUMENTS = (b"[Content_Types].xml", b"_rels/.rels", b"mimetype")


def _walked(stream: BinaryIO, limits: Limits) -> Iterator[Member]:
    """Members of a file whose directory is gone: what lies before the cut comes out, the cut is told.

    What follows a member whose end cannot be found is left out.
    """
    yield remark("no_directory")
    place: int | None = 0
    while place is not None and (found := _local(stream, place)):
        entry, begin = found
        if entry.flags & _BEHIND and not entry.packed:
            reader = _Described(stream, begin, limits)
            made = member(entry, lambda: reader, limits)  # noqa: B023 - read before the next member is asked for
            if not made.refusal and entry.method != _DEFLATED:
                yield Member(made.name, "truncated")
                return
            yield Member(made.name, made.refusal, made.stream and (lambda: reader), made.modified, made.times)  # noqa: B023
            place = reader.after
        else:
            yield member(entry, lambda: Part(stream, begin, entry.packed), limits)  # noqa: B023 - the same
            place = _behind(stream, begin + entry.packed) if entry.flags & _BEHIND else begin + entry.packed


def _local(stream: BinaryIO, place: int) -> tuple[Entry, int] | None:
    """The entry whose local header stands here, and where its bytes begin; none when there is no header."""
    go(stream, place)
    data = stream.read(_HEAD.size)
    if len(data) < _HEAD.size or not data.startswith(LOCAL):
        return None
    _, needed, flags, method, clock, day, crc, packed, size, name, extra = _HEAD.unpack(data)
    raw, more = stream.read(name), stream.read(extra)
    if len(raw) < name or len(more) < extra:
        return None
    size, packed = wide(more, (size, packed))
    entry = Entry(raw, needed >> 8, flags, method, day << 16 | clock, crc, packed, size, 0, place, more)
    return entry, place + _HEAD.size + name + extra


def _behind(stream: BinaryIO, place: int) -> int | None:
    """Where the next header begins behind a descriptor, whose length is not written anywhere."""
    go(stream, place)
    data = stream.read(24 + 4)
    found = [n for n in (12, 16, 20, 24) if data[n : n + 2] == b"PK"]
    return place + found[0] if found else None


class _Described:
    """Deflated bytes that say themselves where they end; size and check sum stand behind them."""

    def __init__(self, stream: BinaryIO, begin: int, limits: Limits) -> None:
        self._stream, self._begin = stream, begin
        self._plain = Decoding(stream, Deflate(-15), limits)
        self._crc = 0
        self._started = False
        self.after: int | None = None  # where the next header begins, once this is read

    def read(self, size: int) -> bytes:
        """The next plain bytes."""
        if not self._started:
            self._stream.seek(self._begin)
            self._started = True
        data = self._plain.read(size)
        self._crc = zlib.crc32(data, self._crc)
        if not data:
            self._end()
        return data

    def _end(self) -> None:
        if not self._plain.ended:
            raise Refused("truncated")
        end = self._begin + self._plain.taken - len(self._plain.unused)
        self._stream.seek(end)
        told = self._stream.read(8).removeprefix(_DESCRIPTOR)[:4]
        self.after = _behind(self._stream, end)
        if told != struct.pack("<L", self._crc):
            raise Refused("damaged" if self.after else "truncated")
