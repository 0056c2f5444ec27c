"""The table of contents of a zip file, believed in nothing that the file itself does not bear out.

Source: PKWARE APPNOTE 6.3.10 (4.3 for the records, 4.5 for the extra fields). Read here and not by ``zipfile``, which holds an
object an entry in memory, gives up without a directory, and tells neither overlaps nor raw names.

>>> import io, zipfile
>>> with zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
...     archive.writestr("a.txt", b"abc")
>>> [(e.raw, e.size) for e in directory(made, len(made.getvalue()), Limits()).entries()]
[(b'a.txt', 3)]
"""

import io
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from doxdocket.intake.member import Limits, Refused

END, END64, LOCATOR, ENTRY, LOCAL = b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\1\2", b"PK\3\4"
_ENTRY, _LOCAL_SIZE = struct.Struct("<4s6H3L5H2L"), 30
_NONE, _NONE16 = 0xFFFFFFFF, 0xFFFF  # stands where the true number is in the zip64 extra field
ZIP64, UNIX_TIME, NTFS_TIME, UNICODE_NAME, AES = 1, 0x5455, 0x000A, 0x7075, 0x9901


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the directory, with the zip64 numbers in their places."""

    raw: bytes
    host: int  # which system wrote it: 0 is DOS, 3 Unix
    flags: int
    method: int
    clock: int  # date and time as DOS has them, of nobody knows which zone
    crc: int
    packed: int
    size: int
    mode: int  # type and rights on Unix
    offset: int
    extra: bytes

    @property
    def encrypted(self) -> bool:
        """Whether a password is needed."""
        return bool(self.flags & 0x2041)  # encrypted, strongly encrypted, masked headers


@dataclass(frozen=True, slots=True)
class Directory:
    """The directory's bytes, and where in the file things are."""

    data: bytes
    count: int
    start: int  # in the file
    shift: int  # what to add to the offsets it states

    def entries(self) -> Iterator[Entry]:
        """Line by line; ``Refused`` where it stops being one."""
        at = 0
        for _ in range(self.count):
            entry, at = _entry(self.data, at)
            yield entry

    def overlaps(self) -> bytearray:
        """For each entry 1 when its bytes are another's too, which no honest archive has."""
        starts, ends = array("Q"), array("Q")
        for entry in self.entries():
            starts.append(entry.offset)
            ends.append(min(entry.offset + _LOCAL_SIZE + entry.packed, 1 << 63))
        shared, last, reach = bytearray(len(starts)), 0, 0
        for n in sorted(range(len(starts)), key=starts.__getitem__):
            if starts[n] < reach:
                shared[n] = shared[last] = 1
            if ends[n] > reach:
                last, reach = n, ends[n]
        return shared


def directory(stream: BinaryIO, size: int, limits: Limits) -> Directory:
    """The directory; ``Refused`` as ``no_directory`` (cut off or destroyed), ``volume`` or ``too_many``."""
    place, tail = _tail(stream, size)
    disk, first, here, count, length, offset = struct.unpack_from("<4H2L", tail, 4)
    end = place
    if tail64 := _end64(stream, place):
        end, numbers = tail64
        disk, first, here, count, length, offset = numbers
    if disk or first or here != count:
        raise Refused("volume")
    if length > limits.directory or count > limits.members:
        raise Refused("too_many")
    start = end - length
    stream.seek(max(start, 0))
    data = stream.read(length)
    if start < offset or len(data) < length or (count and not data.startswith(ENTRY)):
        raise Refused("no_directory")
    return Directory(data, count, start, start - offset)


def _tail(stream: BinaryIO, size: int) -> tuple[int, bytes]:
    """The place and the bytes of the record at the file's end; a comment may follow it, and may hold another."""
    start = max(0, size - 22 - _NONE16)
    stream.seek(start)
    data = stream.read(size - start)
    place = found = data.rfind(END)
    while found >= 0:
        if len(data) >= found + 22 and found + 22 + struct.unpack_from("<H", data, found + 20)[0] == len(data):
            place = found
        found = data.rfind(END, 0, found)
    if place < 0 or len(data) < place + 22:
        raise Refused("no_directory")
    return start + place, data[place : place + 22]


def _end64(stream: BinaryIO, end: int) -> tuple[int, tuple[int, ...]] | None:
    """The same record for large files, where there is one: its place and its six numbers."""
    stream.seek(max(0, end - 20))
    data = stream.read(20)
    if end < 20 or not data.startswith(LOCATOR):
        return None
    for place in (struct.unpack_from("<Q", data, 8)[0], end - 20 - 56):
        if 0 <= place <= end - 76:
            stream.seek(place)
            record = stream.read(56)
            if record.startswith(END64):
                return place, struct.unpack_from("<2L4Q", record, 16)
    raise Refused("no_directory")


def _entry(data: bytes, at: int) -> tuple[Entry, int]:
    try:
        found = _ENTRY.unpack_from(data, at)
    except struct.error:
        raise Refused("damaged") from None
    made, flags, method, crc = found[1], found[3], found[4], found[7]
    name, extra, comment, disk = found[10:14]
    rights, numbers = found[15], (found[9], found[8], found[16])  # size, packed size, offset
    here = at + _ENTRY.size
    following = here + name + extra + comment
    if found[0] != ENTRY or following > len(data):
        raise Refused("damaged")
    if disk not in {0, _NONE16}:
        raise Refused("volume")
    more = data[here + name : here + name + extra]
    size, packed, offset = wide(more, numbers)
    entry = Entry(
        raw=data[here : here + name],
        host=made >> 8,
        flags=flags,
        method=method,
        clock=found[6] << 16 | found[5],
        crc=crc,
        packed=packed,
        size=size,
        mode=rights >> 16 if made >> 8 == 3 else 0,
        offset=offset,
        extra=more,
    )
    return entry, following


def fields(extra: bytes) -> dict[int, bytes]:
    """The extra fields by their numbers."""
    found: dict[int, bytes] = {}
    stream = io.BytesIO(extra)
    while len(head := stream.read(4)) == 4:
        number, length = struct.unpack("<2H", head)
        found.setdefault(number, stream.read(length))
    return found


def wide(extra: bytes, numbers: tuple[int, ...]) -> Iterator[int]:
    """The numbers, those that did not fit taken from the zip64 extra field in turn."""
    more = fields(extra).get(ZIP64, b"") if _NONE in numbers else b""
    for number in numbers:
        if number == _NONE and len(more) >= 8:
            yield struct.unpack_from("<Q", more)[0]
            more = more[8:]
        else:
            yield number
