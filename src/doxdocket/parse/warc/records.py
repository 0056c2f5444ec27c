r"""The records of an archive, one after the other, each with its place, its header, and whether its digests agree.

Written anew rather than taken from warcio (which the tests use as a second opinion): that reader prints bytes of damaged
records to the terminal, reads a line or an unpacked block of any size into memory, stops at a ``.warc.gz`` that was packed
as a whole, and does not go on after damage. Source: WARC 1.1 (ISO 28500:2017), 4 and 5. After damage the reading goes on
where the next record begins; what was passed over is handed on as ``Lost``. Leaves out: what a page holds.

Places are those of the file. Where one gzip member holds several records, none has a place of its own in the file: then
places are those of the unpacked bytes (``gzip -dc FILE``), and ``unpacked_places`` says so.

>>> import io
>>> one = b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n"
>>> found = list(Records(io.BytesIO(one + b"x\r\n" + one), lambda head, http: True))
>>> [(r.start, r.end, r.block) if isinstance(r, Record) else (r.code, r.start, r.end) for r in found]
[(0, 54, b'hi'), ('broken_structure', 58, 61), (61, 115, b'hi')]
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from doxdocket.parse.elements import Lost
from doxdocket.parse.warc.inflow import Inflow, Torn
from doxdocket.parse.warc.payload import Http, Unpackable, agrees, body, digest, fields, http

#: Bytes the head of a record, or of the answer in it, may have; and a block that is kept.
HEAD, KEEP = 1 << 16, (64 << 20) + (1 << 16)
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_FIELD = re.compile(rb"(?:[^\s:]+[ \t]*:|[ \t])[^\n]*\n")
_NEXT = re.compile(rb"\n(?=WARC/\d\.\d{1,2}\r?\n)")
_INSIDE = re.compile(rb"\n\r?\n(?=WARC/\d\.\d{1,2}\r?\n)")
_BLANK = re.compile(rb"[\r\n]*")
_ENDS = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(r"\d{1,15}")
_PIECE = 1 << 20
_TAIL = 32  # more than the longest pattern


@dataclass(slots=True)
class Record:
    """One record. ``block`` is none where it was not wanted or is too large; ``agrees`` where no digest could be checked."""

    at: int  # its name among the file's records: where it begins, and no other has the same
    start: int
    end: int
    head: dict[str, str]
    size: int
    block: bytes | None
    answer: Http | None
    agrees: bool | None
    unknown: bool  # whether a digest is stated that cannot be computed

    @property
    def type(self) -> str:
        """What kind of record."""
        return self.head.get("warc-type", "").lower()


Wanted = Callable[[dict[str, str], Http | None], bool]
"""Whether a record's block is to be kept, by its header and by the head of the answer in it."""


class _Block:
    """One block as it is read: kept or not, its digests, and whether another record seems to begin inside it."""

    def __init__(self, head: dict[str, str], size: int, wanted: Wanted) -> None:
        self.head, self.size, self.left, self.wanted = head, size, size, wanted
        self.first, self.settled = b"", False
        self.kept: list[bytes] | None = []
        self.answer: Http | None = None
        self.inside: list[bytes] | None = None  # from where another record seems to begin
        self.tail = b""
        self._hashes = {name: self._hash(name) for name in ("warc-block-digest", "warc-payload-digest")}
        self._payload_at: int | None = 0

    def _hash(self, name: str) -> Any:
        known = digest(self.head.get(name, ""))
        return hashlib.new(known[0], usedforsecurity=False) if known else None

    def feed(self, piece: bytes) -> None:
        """Take the next bytes."""
        self.left -= len(piece)
        self._look_inside(piece)
        if (block := self._hashes["warc-block-digest"]) is not None:
            block.update(piece)
        if self.settled:
            self._keep(piece)
            return
        self.first += piece
        if not self.left or len(self.first) >= HEAD or _ENDS.search(self.first):
            self._settle()

    def _settle(self) -> None:
        """The head of what the block holds is known, or will not be."""
        self.settled = True
        over_http = self.head.get("content-type", "").lower().startswith("application/http")
        if over_http:
            self.answer = http(self.first)
            ends = _ENDS.search(self.first)
            self._payload_at = ends.end() if ends else None
        if self.size > KEEP or not self.wanted(self.head, self.answer):
            self.kept = None
        first, self.first = self.first, b""
        if self._payload_at is None:
            self._hashes["warc-payload-digest"] = None
        self._keep(first, self._payload_at or 0)

    def _keep(self, piece: bytes, payload_at: int = 0) -> None:
        if (payload := self._hashes["warc-payload-digest"]) is not None:
            payload.update(memoryview(piece)[payload_at:])
        if self.kept is not None:
            self.kept.append(piece)

    def _look_inside(self, piece: bytes) -> None:
        """Keep what follows where another record seems to begin, in case the stated length is wrong."""
        if self.inside is not None:
            self.inside.append(piece)
            if sum(map(len, self.inside)) > KEEP:
                self.inside = None
            return
        joined = self.tail + piece
        if found := _INSIDE.search(joined):
            self.inside = [joined[found.end() :]]
        self.tail = joined[-_TAIL:]

    def block(self) -> bytes | None:
        """All of it, if it was kept."""
        return None if self.kept is None else b"".join(self.kept)

    def verdict(self, block: bytes | None) -> tuple[bool | None, bool]:
        """Whether the stated digests agree (none: there is none to check), and whether one cannot be computed."""
        found: list[bool | None] = []
        for name, made in self._hashes.items():
            stated = self.head.get(name)
            if not stated or (name == "warc-payload-digest" and self._of_another()):
                continue
            known = digest(stated)
            if known is None or made is None:
                found.append(None)
            elif made.digest() == known[1]:
                found.append(True)
            elif name == "warc-payload-digest" and self.answer and self.answer.coded:
                found.append(None if block is None else agrees(stated, _forms(block, self.answer)))
            else:
                found.append(False)
        sure = [one for one in found if one is not None]
        return (all(sure) if sure else None), None in found

    def _of_another(self) -> bool:
        """Whether the payload digest is one of bytes that are not (all) here."""
        partly = "warc-truncated" in self.head or "warc-segment-number" in self.head
        return partly or self.head.get("warc-type", "").lower() in ("revisit", "continuation")


def _forms(block: bytes, answer: Http) -> list[bytes]:
    """A body without its chunks, and unpacked: crawlers take the payload digest of either."""
    found = []
    for coded in (answer.without("content-encoding"), answer):
        try:
            found.append(body(block, coded)[0])
        except Unpackable:
            continue
    return found


class Records:
    """A walk over one archive."""

    def __init__(self, stream: BinaryIO, wanted: Wanted) -> None:
        self.flow, self.wanted = Inflow(stream), wanted
        self.unpacked_places = False
        self._last = -1
        self._first = True

    def __iter__(self) -> Iterator[Record | Lost]:
        flow = self.flow
        start = 0
        while True:
            try:
                start = flow.place if flow.packed else flow.offset
                if not flow.member():
                    return
                while self._to_next():
                    start = self._start()
                    yield from self._record(start)
                    start = self._end()
            except Torn as torn:
                found = flow.packed and flow.find_member()
                yield Lost(torn.code, start, max(start, self._end()))
                if not found:
                    return

    def _start(self) -> int:
        """Where the record at the cursor begins."""
        return self.flow.begins if self.flow.packed and not self.unpacked_places else self.flow.offset

    def _end(self) -> int:
        """Where what was read last ends."""
        return self.flow.place if self.flow.packed and not self.unpacked_places else self.flow.offset

    def _to_next(self) -> bool:
        """Pass over blank lines; false at the end of the member."""
        flow = self.flow
        while not flow.ended():
            blank = _BLANK.match(flow.data, flow.pos)
            flow.pos = blank.end() if blank else flow.pos
            if flow.pos < len(flow.data):
                return True
        return False

    def _record(self, start: int) -> Iterator[Record | Lost]:
        """The record at the cursor, or what was passed over to find the next one."""
        begun = self.flow.offset
        head = self._head()
        if head is None or not _LENGTH.fullmatch(head.get("content-length", "")):
            yield self._resume("broken_structure", start)
            return
        size = int(head["content-length"])
        reading = _Block(head, size, self.wanted)
        while reading.left and (piece := self.flow.take(min(reading.left, _PIECE))):
            reading.feed(piece)
        if not size:
            reading.feed(b"")
        block = reading.block()
        sure, unknown = reading.verdict(block) if not reading.left else (None, False)
        end, ended = self._end(), self.flow.offset
        if reading.left or (sure is False and reading.inside is not None) or not (sure or self._apart()):
            if reading.inside is not None:
                self.flow.back(b"".join(reading.inside))
                yield Lost("broken_structure", start, self._end())
            elif reading.left:
                yield Lost("truncated", start, end)
            else:
                self.flow.back(reading.tail)  # in which the next record may have begun
                yield self._resume("broken_structure", start)
            return
        more = self._to_next()
        if self.flow.packed and self._first and more:
            self.unpacked_places, start, end = True, begun, ended
        if self.flow.packed and not self.unpacked_places:
            end = self._end()
        self._first = False
        self._last = at = max(self._last + 1, start)
        yield Record(at, start, end, head, size, block, reading.answer, sure, unknown)

    def _head(self) -> dict[str, str] | None:
        """The record's header; none where there is none here. Then reading stands one byte further."""
        lines: list[bytes] = []
        size = 0
        while size < HEAD:
            line = self.flow.line(HEAD - size)
            lines.append(line)
            size += len(line)
            if not line.strip(b"\r\n") and len(lines) > 1:
                return fields(b"".join(lines[1:]))
            if not (_FIELD if len(lines) > 1 else _VERSION).fullmatch(line):
                break
        self.flow.back(b"".join(lines)[1:])
        return None

    def _apart(self) -> bool:
        """Whether what follows a block is a blank line, another record, or the end."""
        flow = self.flow
        if flow.ended() or flow.data[flow.pos] in b"\r\n":
            return True
        line = flow.line(_TAIL)
        flow.back(line)
        return _VERSION.fullmatch(line) is not None

    def _resume(self, code: str, start: int) -> Lost:
        """Go to where the next record begins in this member."""
        flow = self.flow
        while not flow.ended():
            if found := _NEXT.search(flow.data, flow.pos):
                flow.pos = found.end()
                break
            held = flow.take(len(flow.data))[-_TAIL:]
            if flow.ended():
                break
            flow.back(held)
        return Lost(code, start, self._end())
