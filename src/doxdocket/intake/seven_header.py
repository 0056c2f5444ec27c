r"""The table of contents of a 7z file, as numbers and names and no more memory than it takes.

Source: 7zFormat.txt of the LZMA SDK (public domain), compared with py7zr 1.1. py7zr is asked only to decompress: its own
reading of this table spends hundreds of bytes of memory on one byte of a hostile one. Left out: tables kept elsewhere in the
file, comments, which no tool writes.

>>> number = Cursor(b"\x80\x81\x02").number
>>> number(), number()
(129, 2)
"""

import struct
from dataclasses import dataclass, field
from typing import Any

from doxdocket.intake.member import Limits, Refused

END, HEADER, STREAMS, FILES, ENCODED = 0, 1, 4, 5, 23
_PROPERTIES, _PACKS, _FOLDERS, _PARTS, _SIZE, _CRC, _FOLDER, _SIZES, _COUNTS = 2, 6, 7, 8, 9, 10, 11, 12, 13
_EMPTY_STREAM, _EMPTY_FILE, _ANTI, _NAMES, _MODIFIED, _ATTRIBUTES = 14, 15, 16, 17, 20, 21
_MOST_FOLDERS, _MOST_CODERS, _MOST_STREAMS = (
    1 << 18,
    8,
    32,
)  # 7-Zip writes one folder a file at most, five coders a folder


@dataclass(slots=True)
class Folder:
    """Files compressed as one: how, from which packed bytes, to which sizes."""

    coders: list[dict[str, Any]]  # as py7zr's decompressor wants them
    last: int  # which coder's output is the files
    packs: int
    unpacked: list[int] = field(default_factory=list)  # by coder
    crc: int | None = None
    start: int = 0  # of its packed bytes, in the file
    packed: int = 0
    sizes: list[int] = field(default_factory=list)  # of its files
    crcs: list[int | None] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many bytes all its files are."""
        return self.unpacked[self.last]


@dataclass(frozen=True, slots=True)
class Table:
    """The files in the order of their bytes; lists go by the file's number."""

    folders: list[Folder]
    names: list[bytes]  # UTF-16
    stored: list[bool]  # whether it has bytes
    empty: list[bool]  # of those without: an empty file and no folder
    anti: list[bool]  # something to delete
    modified: list[int | None]  # tenths of microseconds since 1601
    attributes: list[int | None]


class Cursor:
    """Bytes read from front to back; ``Refused`` where they end too soon."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        """So many."""
        if size > len(self.data) - self.at:
            raise Refused("damaged")
        self.at += size
        return self.data[self.at - size : self.at]

    def byte(self) -> int:
        """One."""
        return self.take(1)[0]

    def number(self) -> int:
        """As 7z writes numbers: the leading ones of the first byte say how many follow."""
        first, high, value = self.byte(), 0x80, 0
        for n in range(8):
            if not first & high:
                return value | (first & (high - 1)) << 8 * n
            value |= self.byte() << 8 * n
            high >>= 1
        return value

    def count(self, most: int) -> int:
        """How many of something, within reason."""
        if (found := self.number()) > most:
            raise Refused("too_many")
        return found

    def bits(self, count: int) -> list[bool]:
        """One for each of so many."""
        data = self.take((count + 7) // 8)
        return [bool(data[n >> 3] & 0x80 >> (n & 7)) for n in range(count)]

    def some(self, count: int, form: str) -> list[int | None]:
        """A value for those of so many that have one."""
        given = [True] * count if self.byte() else self.bits(count)
        return [self._value(form) if one else None for one in given]

    def outside(self) -> None:
        """A table kept elsewhere is none of those that are written."""
        if self.byte():
            raise Refused("method")

    def each(self, count: int, form: str) -> list[int | None]:
        """The same, of a property that may lie elsewhere."""
        given = [True] * count if self.byte() else self.bits(count)
        self.outside()
        return [self._value(form) if one else None for one in given]

    def _value(self, form: str) -> int:
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def one_of(self, *marks: int) -> int:
        """The next mark, which must be one of these."""
        if (mark := self.byte()) not in marks:
            raise Refused("damaged")
        return mark


def streams(cursor: Cursor, limits: Limits) -> list[Folder]:
    """The folders, with the places of their bytes and the sizes of their files."""
    start, packs, folders, parted = 0, list[int](), list[Folder](), False
    while mark := cursor.one_of(END, _PACKS, _FOLDERS, _PARTS):
        if mark == _PACKS:
            start, packs = _packs(cursor)
        elif mark == _FOLDERS:
            folders = _folders(cursor)
        else:
            _parts(cursor, folders, limits)
            parted = True
    start, at = start + 32, 0
    for folder in folders:
        folder.start, folder.packed = start, sum(packs[at : at + folder.packs])
        start, at = start + folder.packed, at + folder.packs
        if not parted:
            folder.sizes, folder.crcs = [folder.size], [folder.crc]
    if at > len(packs):
        raise Refused("damaged")
    return folders


def _packs(cursor: Cursor) -> tuple[int, list[int]]:
    start, count, sizes = cursor.number(), cursor.count(_MOST_FOLDERS * 4), list[int]()
    while mark := cursor.one_of(END, _SIZE, _CRC):
        if mark == _SIZE:
            sizes = [cursor.number() for _ in range(count)]
        else:
            cursor.some(count, "<L")
    return start, sizes


def _folders(cursor: Cursor) -> list[Folder]:
    cursor.one_of(_FOLDER)
    count = cursor.count(_MOST_FOLDERS)
    cursor.outside()
    folders = [_folder(cursor) for _ in range(count)]
    cursor.one_of(_SIZES)
    for folder in folders:
        folder.unpacked = [cursor.number() for _ in range(sum(c["numoutstreams"] for c in folder.coders))]
    while cursor.one_of(END, _CRC):
        for folder, crc in zip(folders, cursor.some(count, "<L"), strict=True):
            folder.crc = crc
    return folders


def _folder(cursor: Cursor) -> Folder:
    coders = [_coder(cursor) for _ in range(cursor.count(_MOST_CODERS))]
    ins, outs = (sum(c[name] for c in coders) for name in ("numinstreams", "numoutstreams"))
    if not 0 < outs <= _MOST_STREAMS or not outs <= ins <= _MOST_STREAMS:
        raise Refused("damaged")
    bound = {(cursor.number(), cursor.number())[1] for _ in range(outs - 1)}
    packs = ins - outs + 1
    if packs > 1:
        for _ in range(packs):
            cursor.number()
    last = [n for n in range(outs) if n not in bound]
    if not last:
        raise Refused("damaged")
    return Folder(coders, last[0], packs)


def _coder(cursor: Cursor) -> dict[str, Any]:
    first = cursor.byte()
    coder: dict[str, Any] = {"method": cursor.take(first & 15) or b"\0", "numinstreams": 1, "numoutstreams": 1}
    if first & 0x10:
        coder["numinstreams"], coder["numoutstreams"] = cursor.count(_MOST_STREAMS), cursor.count(_MOST_STREAMS)
    coder["properties"] = cursor.take(cursor.count(1 << 16)) if first & 0x20 else None
    return coder


def _parts(cursor: Cursor, folders: list[Folder], limits: Limits) -> None:
    """How the folders part into files."""
    counts, sized, left = [1] * len(folders), False, limits.members
    while mark := cursor.one_of(END, _COUNTS, _SIZE, _CRC):
        if mark == _COUNTS:
            for n in range(len(folders)):
                counts[n] = cursor.count(left)
                left -= counts[n]
        elif mark == _SIZE:
            _sizes(cursor, folders, counts)
            sized = True
        else:
            _crcs(cursor, folders, counts)
    if not sized:
        _sizes(cursor, folders, [min(one, 1) for one in counts])
    for folder, count in zip(folders, counts, strict=True):
        folder.crcs = folder.crcs or ([folder.crc] if count == 1 else [None] * count)
        if len(folder.sizes) != count or sum(folder.sizes) > folder.size or min(folder.sizes, default=0) < 0:
            raise Refused("damaged")


def _sizes(cursor: Cursor, folders: list[Folder], counts: list[int]) -> None:
    """All but the last of each folder are written; the last is what is left."""
    for folder, count in zip(folders, counts, strict=True):
        sizes = [cursor.number() for _ in range(count - 1)]
        folder.sizes = [*sizes, folder.size - sum(sizes)] if count else []


def _crcs(cursor: Cursor, folders: list[Folder], counts: list[int]) -> None:
    """Of those that their folder's own does not tell."""
    lacking = [(f, n) for f, n in zip(folders, counts, strict=True) if n != 1 or f.crc is None]
    found = iter(cursor.some(sum(n for _, n in lacking), "<L"))
    for folder, count in lacking:
        folder.crcs = [next(found) for _ in range(count)]


def table(cursor: Cursor, limits: Limits) -> Table:
    """The whole table, behind its first mark."""
    folders, mark = list[Folder](), cursor.byte()
    if mark == _PROPERTIES:
        while cursor.number():
            cursor.take(cursor.number())
        mark = cursor.byte()
    if mark == STREAMS:
        folders, mark = streams(cursor, limits), cursor.byte()
    if mark != FILES:
        return Table(folders, [], [], [], [], [], [])
    count = cursor.count(limits.members)
    names, bare, modified, attributes = [b""] * count, [False] * count, _nothing(count), _nothing(count)
    empty, anti = list[bool](), list[bool]()
    while kind := cursor.number():
        inner = Cursor(cursor.take(cursor.number()))
        if kind == _NAMES:
            names = _names(inner, count)
        elif kind == _EMPTY_STREAM:
            bare = inner.bits(count)
        elif kind == _EMPTY_FILE:
            empty = inner.bits(sum(bare))
        elif kind == _ANTI:
            anti = inner.bits(sum(bare))
        elif kind == _MODIFIED:
            modified = inner.each(count, "<Q")
        elif kind == _ATTRIBUTES:
            attributes = inner.each(count, "<L")
    return Table(
        folders, names, [not one for one in bare], _spread(empty, bare), _spread(anti, bare), modified, attributes
    )


def _nothing(count: int) -> list[int | None]:
    return [None] * count


def _spread(flags: list[bool], bare: list[bool]) -> list[bool]:
    """Flags of the files without bytes as flags of all files."""
    given = iter(flags)
    return [next(given, False) if one else False for one in bare]


def _names(cursor: Cursor, count: int) -> list[bytes]:
    """Each ends with two zero bytes at an even place."""
    cursor.outside()
    names = []
    for _ in range(count):
        end = cursor.data.find(b"\0\0", cursor.at)
        while end >= 0 and (end - cursor.at) % 2:
            end = cursor.data.find(b"\0\0", end + 1)
        if end < 0:
            raise Refused("damaged")
        names.append(cursor.take(end - cursor.at))
        cursor.take(2)
    return names
