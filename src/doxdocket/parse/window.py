"""The part of a JSON file that is in memory: a stream read in blocks, with absolute offsets and a tokenizer.

The tokenizer knows strings, brackets and nothing else; it finds where a value ends without decoding it, so that
a file of any size and any layout is cut only where JSON says. A raw newline cannot stand inside a JSON string
(RFC 8259, section 7), so an unclosed string is noticed on its own line. Leaves out: decoding of records.

>>> import io
>>> window = Window(io.BytesIO(b' {"a": [1, "]"]} , 2'))
>>> chr(window.peek()), window.offset
('{', 1)
>>> window.value_end(limit=100) + window.base
16
"""

import re
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from doxdocket.errors import Unreadable
from doxdocket.parse.repair import repaired

#: Bytes asked of the stream at a time. Measured on a 2-core machine: 1 MiB is 5 to 10 % faster than 4 (caches).
BLOCK = 1 << 20
#: Open brackets kept count of, a byte each. How deep a record may nest is the decoder's to say.
DEPTH = 1 << 20

_FLAT = re.compile(rb'(?:[^"{}\[\]\\]++|"[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+")*+')
_STRING = re.compile(rb'"[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+')
_BODY = re.compile(rb'[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+')
_SPACE = re.compile(rb"[ \t\r\n]*+")
_SCALAR = re.compile(rb"[^,\]}\s]*+")
_CONFLICT = (b"\n<<<<<<< ", b"\n>>>>>>> ")
_CLOSES = {0x7B: 0x7D, 0x5B: 0x5D}


class Damage(Exception):
    """The file is not JSON at ``at`` (absolute offset); ``code`` says how."""

    def __init__(self, code: str, at: int) -> None:
        super().__init__(code, at)
        self.code, self.at = code, at


class Reader:
    """A stream's bytes from ``base`` on; ``pos`` is where reading stands, relative to ``data``. For JSON and for XML alike."""

    def __init__(self, stream: BinaryIO, block: int = BLOCK) -> None:
        self._stream, self._block = stream, block
        self.data, self.base, self.pos, self.ended = b"", 0, 0, False

    @property
    def offset(self) -> int:
        """Where reading stands in the file."""
        return self.base + self.pos

    def more(self) -> bool:
        """Read a block, dropping what lies before ``pos``; false at the end of the file."""
        block = b"" if self.ended else self._stream.read(self._block)
        if not block:
            self.ended = True
            return False
        self._met(block)
        self.base += self.pos
        self.data = self.data[self.pos :] + block if self.pos < len(self.data) else block
        self.pos = 0
        return True

    def _met(self, block: bytes) -> None:
        """Look at a block before it is taken."""

    def _grow(self, i: int, limit: int | None) -> int:
        """Read a block and return where ``i`` is now; with no limit what lies before it is dropped."""
        if limit is None:
            self.pos = i
        elif len(self.data) - self.pos >= limit:
            raise Damage("too_big", self.base + i)
        start = self.pos
        if not self.more():
            raise Damage("truncated", self.base + len(self.data))
        return i - start

    def _move(self, search: Callable[[], re.Match[bytes] | None], overlap: int) -> re.Match[bytes] | None:
        """Move to the first match of what is searched for at or after ``pos``; at none, to the end of the file."""
        while True:
            match = search()
            if match and (match.end() + overlap <= len(self.data) or self.ended):
                self.pos = match.start()
                return match
            # A match may have begun before the end of the block, and what it looks ahead for may lie behind it.
            self.pos = max(self.pos, match.start() if match else len(self.data) - overlap)
            if not self.more() and not match:
                self.pos = len(self.data)
                return None


class Window(Reader):
    """The same of JSON."""

    def __init__(self, stream: BinaryIO, block: int = BLOCK) -> None:
        super().__init__(stream, block)
        self.more()
        if self.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Unreadable("window.file_is_utf_16_not")
        if self.data.startswith(b"\xef\xbb\xbf"):
            self.pos = 3

    def _met(self, block: bytes) -> None:
        """Refuse a file into which a version-control merge wrote its markers: it mixes two captures."""
        at = self.base + len(self.data)
        seam = self.data[-len(_CONFLICT[0]) :]
        for data, base in ((seam + block[: len(_CONFLICT[0])], at - len(seam)), (block, at)):
            for marker in _CONFLICT:
                found = data.find(marker)
                if found < 0:
                    continue
                raise Unreadable(
                    "window.merge_conflict_marker_at_byte", at=base + found + 1, marker=marker.strip().decode()
                )

    def peek(self) -> int:
        """The next byte that is not white space, unread; -1 at the end of the file."""
        while True:
            match = _SPACE.match(self.data, self.pos)
            assert match  # noqa: S101 - the pattern matches the empty string
            self.pos = match.end()
            if self.pos < len(self.data):
                return self.data[self.pos]
            if not self.more():
                return -1

    def damage(self, code: str) -> Damage:
        """What to raise when the byte at ``pos`` cannot stand there."""
        return Damage("truncated" if self.pos >= len(self.data) and self.ended else code, self.offset)

    def take(self, byte: bytes) -> None:
        """Read one expected punctuation mark."""
        if self.peek() != byte[0]:
            raise self.damage("broken_structure")
        self.pos += 1

    def value_end(self, limit: int) -> int:
        """Relative end of the value at ``pos``, all of which stays in ``data``; ``Damage`` past ``limit`` bytes."""
        closers, i = bytearray(), self.pos
        while True:
            stop = min(len(self.data), self.pos + limit)
            i = _FLAT.match(self.data, i, stop).end()  # type: ignore[union-attr]  # it matches the empty string
            if i == stop:
                i = self._grow(i, limit)
                continue
            byte = self.data[i]
            if byte in _CLOSES:
                closers.append(_CLOSES[byte])
                if len(closers) > DEPTH:
                    raise Damage("too_deep", self.base + i)
            elif byte == 0x22:
                i = self._unclosed(i, limit)
                continue
            elif not closers or byte != closers.pop():
                raise Damage("not_json", self.base + i)
            i += 1
            if not closers:
                return i

    def _unclosed(self, i: int, limit: int) -> int:
        """The string at ``i`` does not close within reach: read on, unless a raw newline breaks it."""
        stop = min(len(self.data), self.pos + limit)
        end = _STRING.match(self.data, i, stop).end()  # type: ignore[union-attr]  # data[i] is a quote
        if end < stop - 1 or (end < stop and self.data[end] != 0x5C):
            raise Damage("not_json", self.base + end)
        return self._grow(i, limit)

    def scalar(self, limit: int = 1 << 16) -> object:
        """Read a string, number, true, false or null."""
        if self.peek() == 0x22:
            return self.string(limit)
        while (match := _SCALAR.match(self.data, self.pos)) and match.end() == len(self.data) and self.more():
            if len(self.data) - self.pos > limit + self._block:
                raise self.damage("too_big")
        try:
            value: object = msgspec.json.decode(match.group() if match else b"")
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise self.damage("broken_structure") from None
        self.pos = match.end() if match else self.pos
        return value

    def string(self, limit: int = 1 << 16) -> str:
        """Read a string; half a surrogate pair in it becomes U+FFFD."""
        if self.peek() != 0x22:
            raise self.damage("broken_structure")
        while True:
            end = _STRING.match(self.data, self.pos).end()  # type: ignore[union-attr]  # peek saw a quote
            if end < len(self.data) and self.data[end] == 0x22:
                break
            self._unclosed(self.pos, limit)
        raw = self.data[self.pos : end + 1]
        try:
            value: str = msgspec.json.decode(repaired(raw)[0], type=str)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise self.damage("broken_structure") from None
        self.pos = end + 1
        return value

    def skip(self) -> tuple[int, int]:
        """Pass over a value of any size without keeping it; its absolute range."""
        byte = self.peek()
        start = self.offset
        if byte not in _CLOSES:
            if byte == 0x22:
                self.pos += 1
                self._skip_string()
            else:
                self.scalar()
            return start, self.offset
        closers = bytearray()
        while True:
            self.pos = _FLAT.match(self.data, self.pos).end()  # type: ignore[union-attr]  # matches the empty string
            if self.pos == len(self.data):
                if not self.more():
                    raise self.damage("truncated")
                continue
            byte = self.data[self.pos]
            self.pos += 1
            if byte == 0x22:
                self._skip_string()
            elif byte in _CLOSES:
                closers.append(_CLOSES[byte])
                if len(closers) > DEPTH:
                    raise Damage("too_deep", self.offset - 1)
            elif not closers or byte != closers.pop():
                raise Damage("not_json", self.offset - 1)
            if not closers and byte in (0x7D, 0x5D):
                return start, self.offset

    def _skip_string(self) -> None:
        """Pass over the rest of a string, its opening quote already read."""
        while True:
            self.pos = _BODY.match(self.data, self.pos).end()  # type: ignore[union-attr]  # matches the empty string
            left = len(self.data) - self.pos
            if left and self.data[self.pos] == 0x22:
                self.pos += 1
                return
            if left > 1 or (left and self.data[self.pos] != 0x5C):
                raise Damage("not_json", self.offset)
            if not self.more():
                raise self.damage("truncated")

    def find(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Move to the first match of ``pattern`` at or after ``pos``; at none, to the end of the file."""
        return self._move(lambda: pattern.search(self.data, self.pos), 512)
