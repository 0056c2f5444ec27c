"""A zip file whose directory is gone, read from its front: what lies before the cut comes out, the cut is told.

Source: PKWARE APPNOTE 4.3.7 (local header) and 4.3.9 (data descriptor: a member written in one go states its size and check
sum behind its bytes). Left out: what follows a member whose end cannot be found.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from doxdocket.intake.member import Limits, Member, Opened, Readable, Refused, remark
from doxdocket.intake.streams import Decoding, Deflate, Part, go
from doxdocket.intake.zip_directory import LOCAL, Entry, wide

_HEAD = struct.Struct("<4s5H3L2H")
_BEHIND, _DEFLATED, _ENCRYPTED = 8, 8, 1
_DESCRIPTOR = b"PK\7\x08"
_DOCUMENTS = (b"[Content_Types].xml", b"_rels/.rels", b"mimetype")
_Making = Callable[[Entry, Callable[[], Readable], Limits], Member]


def walked(stream: BinaryIO, limits: Limits, member: _Making) -> Opened:
    """The members that can be found, made by ``member``."""
    return Opened(_members(stream, limits, member))


def begins_document(stream: BinaryIO) -> bool:
    """Whether the first member is that of an office document or a book."""
    first = _local(stream, 0)
    return first is not None and first[0].raw in _DOCUMENTS


def _members(stream: BinaryIO, limits: Limits, member: _Making) -> Iterator[Member]:
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
