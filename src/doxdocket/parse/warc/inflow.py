r"""The bytes of an archive, unpacked where it is packed, a bounded piece at a time, with their places.

A ``.warc.gz`` is one gzip member after another, as a rule one a record; a member is checked when it ends (its CRC). Source:
RFC 1952. Leaves out: other packings; what the bytes mean (``records``).

>>> import gzip, io
>>> one, two = gzip.compress(b"WARC/1.0 a"), gzip.compress(b"WARC/1.0 b")
>>> flow = Inflow(io.BytesIO(one + two))
>>> flow.member(), flow.take(99), flow.ended(), flow.place == len(one), flow.member(), flow.take(99)
(True, b'WARC/1.0 a', True, True, True, b'WARC/1.0 b')
>>> plain = Inflow(io.BytesIO(b"WARC/1.0\r\nrest"))
>>> plain.member(), plain.line(99), plain.place, plain.take(99), plain.ended(), plain.member()
(True, b'WARC/1.0\r\n', 10, b'rest', True, False)
"""

import re
import zlib
from typing import BinaryIO

#: Bytes asked of the stream at a time, and the most that one step unpacks to.
BLOCK, STEP = 1 << 16, 1 << 20
_TRY, _PAST = 1 << 12, 1 << 18
_MAGIC = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_BEGINS = re.compile(rb"(?:\r?\n)*WARC/\d")


class Torn(Exception):
    """The packing is damaged; ``code`` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Inflow:
    """A stream's bytes from where reading stands."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._raw, self._read = b"", 0  # read and not yet unpacked; how much of the file was read
        self._past = b""  # the last bytes of the current member that were unpacked
        self._unpacker: zlib._Decompress | None = None
        self.data, self.pos = b"", 0
        self._base = 0  # where ``data`` begins among the unpacked bytes
        self.begins = 0  # where the current member begins in the file
        self._ended = self._over = False
        self._have(4)
        self.packed = _MAGIC.match(self._raw) is not None

    @property
    def offset(self) -> int:
        """Unpacked bytes behind."""
        return self._base + self.pos

    @property
    def place(self) -> int:
        """Bytes of the file behind: of a packed one, what had to be read so far."""
        return self._read - len(self._raw) if self.packed else self.offset

    def _have(self, least: int) -> bool:
        """Have that many bytes of the file at hand; false at its end. Blocks are full however the bytes arrive."""
        while len(self._raw) < least:
            pieces, size = [], 0
            while size < BLOCK and (piece := self._stream.read(BLOCK - size)):
                pieces.append(piece)
                size += len(piece)
            if not size:
                return False
            self._raw += b"".join(pieces)
            self._read += size
        return True

    def member(self) -> bool:
        """Begin the next member (a plain file is one); false where none follows. ``Torn`` where something else does."""
        if not self.packed:
            begun, self._over = not self._over, True
            return begun and self._have(1)
        while self._have(1) and not self._raw.strip(b"\0"):
            self._raw = b""
        self._raw = self._raw.lstrip(b"\0")  # padding
        self.begins = self.place
        if not self._raw:
            return False
        self._have(18)
        if not _MAGIC.match(self._raw):
            raise Torn("trailing_bytes")
        self._base += len(self.data)
        self.data, self.pos, self._ended = b"", 0, False
        self._unpacker, self._past = zlib.decompressobj(wbits=31), b""
        return True

    def ended(self) -> bool:
        """Whether the current member has no more bytes; true only when its check sum agrees."""
        return self.pos >= len(self.data) and not self._more()

    def _more(self) -> bool:
        """Unpack a step, dropping what is behind; false at the end of the member."""
        if self._ended:
            return False
        step = self._step()
        if not step:
            self._ended = True
            return False
        self._base += self.pos
        self.data, self.pos = self.data[self.pos :] + step, 0
        return True

    def _step(self) -> bytes:
        if not self.packed:
            self._have(1)
            step, self._raw = self._raw, b""
            return step
        unpacker = self._unpacker
        while unpacker and not unpacker.eof:
            if not self._have(1):
                raise Torn("truncated")
            try:
                step = unpacker.decompress(self._raw, STEP)
            except zlib.error:
                raise Torn("broken_structure") from None
            left = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            self._past = (self._past + self._raw[: len(self._raw) - len(left)])[-_PAST:]
            self._raw = left
            if step:
                return step
        return b""

    def find_member(self) -> bool:
        """After damage: go to the next member that begins like an archive; false where there is none."""
        self._raw, self._past, self._ended, at = self._past + self._raw, b"", True, 1
        while True:
            while found := _MAGIC.search(self._raw, at):
                at = found.start()
                if len(self._raw) - at < _TRY:
                    self._raw, at = self._raw[at:], 0
                    self._have(_TRY)
                try:
                    start = zlib.decompressobj(wbits=31).decompress(self._raw[at : at + _TRY], 64)
                except zlib.error:
                    start = b""
                if _BEGINS.match(start):
                    self._raw = self._raw[at:]
                    return True
                at += 1
            self._raw, at = self._raw[max(at, len(self._raw) - 3) :], 0
            if not self._have(len(self._raw) + 1):
                self._raw = b""
                return False

    def line(self, limit: int) -> bytes:
        """Bytes up to a newline and with it; without one at the end of the member or after ``limit`` bytes."""
        behind = 0
        while (found := self.data.find(b"\n", self.pos + behind)) < 0:
            behind = len(self.data) - self.pos
            if behind >= limit or not self._more():
                return self.take(limit)
        return self.take(min(found + 1 - self.pos, limit))

    def take(self, most: int) -> bytes:
        """Up to so many bytes, at least one unless the member has ended."""
        if self.pos >= len(self.data) and not self._more():
            return b""
        taken = self.data[self.pos : self.pos + most]
        self.pos += len(taken)
        return taken

    def back(self, taken: bytes) -> None:
        """Put back bytes that were taken last."""
        if self.pos >= len(taken):
            self.pos -= len(taken)
            return
        self._base = self.offset - len(taken)
        self.data, self.pos = taken + self.data[self.pos :], 0
