r"""The encodings that a table of text may have, each held to its word: what is not of it is told, never guessed around.

A stream of UTF-16 is read as UTF-8 (its structure is ASCII there) and every place is led back to the file; UTF-8 and
GB 18030 are split as they are, since no comma, quote or newline is part of a character in either. Source: RFC 3629,
RFC 2781, GB 18030-2022 (trail bytes 30-39, 40-7E, 80-FE). Leaves out: encodings nobody here exports (Big5, Shift_JIS).

>>> import io
>>> stream = Coded(io.BytesIO("\ufeffid\n中".encode("utf-16-le")), "utf-16")
>>> stream.read(99) + stream.read(99), stream.place(3), stream.place(6)
(b'id\n\xe4\xb8\xad', 8, 10)
"""

import codecs
from collections import deque
from typing import BinaryIO, Final

from doxdocket.errors import Unreadable

#: As they are stated in a mapping, and as Python names them.
ENCODINGS: Final = {
    "utf-8": "utf-8", "gb18030": "gb18030", "utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
}  # fmt: skip
BLOCK: Final = 1 << 20
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: Characters of three bytes and more that a file stated as GB 18030 may hold as valid UTF-8, and nothing against it.
_DOUBT: Final = 3


def mark(head: bytes) -> str | None:
    r"""The encoding that a byte order mark says.

    >>> mark(b"\xef\xbb\xbfid"), mark(b"id")
    ('utf-8', None)
    """
    return next((name for bytes_, name in _MARKS if head.startswith(bytes_)), None)


def wrong(stated: str, at: int) -> Unreadable:
    """The refusal of a file that is not in the encoding it was stated to be in."""
    return Unreadable("encodings.file_is_not_in_as", stated=stated, at=at)


class Coded:
    """A stream of one encoding as bytes in which commas, quotes and newlines are ASCII, with the way back to places."""

    def __init__(self, stream: BinaryIO, stated: str) -> None:
        self._stream, self.stated = stream, stated
        self.codec = "utf-8" if stated.startswith("utf") else ENCODINGS[stated]
        first = self._fill(4)
        said = mark(first)
        name = stated
        if said and said != stated and not (stated == "utf-16" and said.startswith("utf-16")):
            raise self._contradicted(said)
        if stated == "utf-16":
            if said is None:
                raise Unreadable("encodings.file_has_no_byte_order")
            name = said
        self.skipped = (3 if said == "utf-8" else 2) if said else 0
        self._rest = first[self.skipped :]
        self._wide = codecs.getincrementaldecoder(name)("surrogatepass") if name.startswith("utf-16") else None
        self._blocks: deque[bytes] = deque()  # handed on and not passed yet
        self._here, self._there, self._gone = (
            0,
            self.skipped,
            0,
        )  # a place passed: here, in the file, in the first block
        self._ended = False
        self.last = first[-1:]  # of the bytes read, the last

    def _fill(self, size: int) -> bytes:
        """So many bytes, however few a read may give."""
        parts, got = [], 0
        while got < size and (part := self._stream.read(size - got)):
            parts.append(part)
            got += len(part)
        return b"".join(parts)

    def _contradicted(self, said: str) -> Unreadable:
        return Unreadable("encodings.encoding_stated_is_but_file", stated=self.stated, said=said)

    def read(self, size: int = BLOCK) -> bytes:
        """The next bytes; none at the end."""
        while not self._ended:
            block, self._rest = self._rest or self._stream.read(size), b""
            self._ended, self.last = not block, block[-1:] or self.last
            if self._wide is None:
                return block
            try:
                out = self._wide.decode(block, final=self._ended).encode("utf-8", "surrogatepass")
            except UnicodeDecodeError:  # half a character ends the file: what stands for it is no character either
                out = _HALF
            if out:
                self._blocks.append(out)
                return out
        return b""

    def place(self, at: int) -> int:
        """Where byte ``at`` of what was read lies in the file; places are asked for in rising order."""
        if self._wide is None:
            return self.skipped + at
        while self._here < at:
            block = self._blocks[0]
            part = block[self._gone : self._gone + at - self._here]
            self._here += len(part)
            self._there += _width(part)
            self._gone += len(part)
            if self._gone == len(block):
                self._blocks.popleft()
                self._gone = 0
        return self._there


_HALF = b"\xff"


def _width(part: bytes) -> int:
    """Bytes that a part of UTF-8 had in UTF-16."""
    if part == _HALF:
        return 1
    return len(part.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass"))


class Guard:
    """Watches whether a file is in the encoding it was stated to be in."""

    def __init__(self, stated: str) -> None:
        self.stated, self.rows, self.bad, self.first = stated, 0, 0, 0
        self._utf8: int | None = 0 if stated == "gb18030" else None  # characters that are valid UTF-8; None: settled

    def good(self, raw: bytes, rows: int) -> None:
        """Rows that could be read."""
        self.rows += rows
        if self._utf8 is not None and not raw.isascii():
            try:
                self._utf8 += sum(char > "\u07ff" for char in raw.decode("utf-8"))
            except UnicodeDecodeError:
                self._utf8 = None

    def lost(self, at: int) -> None:
        """A row that could not; refuses when there are too many for damage."""
        self.rows += 1
        self.bad += 1
        self.first = self.first if self.bad > 1 else at
        if self.rows == 1 or (self.rows >= 20 and self.bad * 10 > self.rows):
            raise wrong(self.stated, self.first)

    def ended(self) -> None:
        """The end: refuses when most of the little there was could not be read, or when all of it is UTF-8."""
        if self.bad * 2 > self.rows:
            raise wrong(self.stated, self.first)
        if self._utf8 is not None and self._utf8 >= _DOUBT:
            raise Unreadable("encodings.encoding_stated_is_gb18030_but")
