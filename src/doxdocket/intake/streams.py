"""Compressed bytes made plain, a piece at a time: never more in memory than is asked for, and damage is told.

Source: RFC 1951 and 1952 (gzip), bzip2, xz, RFC 8878 (zstd); the decoders are the standard library's, zstd's before Python 3.14 its backport. Several
streams one after another are one file, as their own tools read them. Zeros behind the last are padding; anything else is left alone and
``trailing`` says so.

>>> import gzip, io
>>> stream = Unpacked(io.BytesIO(gzip.compress(b"ab") + gzip.compress(b"cd")), "gzip", Limits())
>>> stream.read(3), stream.read(3), stream.read(3)
(b'ab', b'cd', b'')
"""

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from doxdocket.intake.member import Limits, Readable, Refused, is_bomb

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 1 << 16
_DAMAGE = (
    zlib.error,
    lzma.LZMAError,
    zstd.ZstdError,
    OSError,
    ValueError,
    EOFError,
)  # what decoders raise on bytes that are none of theirs


_ZSTD = {"too much memory": "window", "ictionary": "method"}
"""What of zstd's messages says that the bytes are sound and cannot be unpacked here."""


class Decoder(Protocol):
    """A decompressor that gives no more than it is asked for."""

    @property
    def eof(self) -> bool:
        """Whether its stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether it wants more bytes before it can give more."""

    @property
    def unused_data(self) -> bytes:
        """Bytes behind the end of its stream."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """The next plain bytes."""


class Deflate:
    """zlib's decompressor with the manners of the other two; ``wbits`` 31 is gzip, -15 bare deflate."""

    def __init__(self, wbits: int) -> None:
        self._zlib = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        """Whether its stream has ended."""
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        """Whether it wants more bytes."""
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """Bytes behind the end."""
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """The next plain bytes."""
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


class Stored:
    """Bytes that are plain already; where they end only who packed them knows."""

    eof, needs_input, unused_data = False, True, b""

    def decompress(self, data: bytes, _: int) -> bytes:
        """The same."""
        return data


KINDS: dict[str, tuple[Callable[[Limits], Decoder], tuple[bytes, ...]]] = {
    "gzip": (lambda _: Deflate(31), (b"\x1f\x8b",)),
    "bzip2": (lambda _: bz2.BZ2Decompressor(), (b"BZh",)),
    "zstd": (
        lambda limits: zstd.ZstdDecompressor(
            options={zstd.DecompressionParameter.window_log_max: limits.window.bit_length() - 1}
        ),
        (b"\x28\xb5\x2f\xfd", *(bytes([n]) + b"\x2a\x4d\x18" for n in range(0x50, 0x60))),
    ),
    "xz": (lambda limits: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limits.window + (1 << 20)), (b"\xfd7zXZ\0",)),
}
"""How each is decoded, and how it begins."""


def go(stream: BinaryIO, place: int) -> None:
    """Go to a place that the file itself states, and which may lie beyond all that a file can be."""
    if place >= 1 << 62:
        raise Refused("damaged")
    stream.seek(place)


class Part:
    """A stretch of a file of stated length; nothing else reads the file meanwhile."""

    def __init__(self, stream: BinaryIO, begin: int, size: int) -> None:
        self._stream, self._left = stream, size
        go(stream, begin)

    def read(self, size: int) -> bytes:
        """The next bytes of it; ``Refused`` when the file ends before it does."""
        data = self._stream.read(min(size, self._left))
        if not data and self._left and size:
            raise Refused("truncated")
        self._left -= len(data)
        return data


class Decoding:
    """The plain bytes of one compressed stream; ``taken`` counts the packed ones read so far."""

    def __init__(self, packed: Readable, decoder: Decoder, limits: Limits) -> None:
        self._packed, self._decoder, self._limits = packed, decoder, limits
        self.size = self.taken = 0

    @property
    def unused(self) -> bytes:
        """Packed bytes that were read and are none of its own, once it has ended."""
        return self._decoder.unused_data

    def read(self, size: int) -> bytes:
        """The next plain bytes, at most ``size`` or a piece; none at the end of the stream or of what is packed."""
        while not self._decoder.eof:
            data = self._packed.read(PIECE) if self._decoder.needs_input else b""
            self.taken += len(data)
            plain = _decoded(self._decoder, data, size)
            self.size += len(plain)
            if is_bomb(self.size, self.taken, self._limits):
                raise Refused("bomb")
            if plain or (not data and self._decoder.needs_input):
                return plain
        return b""

    @property
    def ended(self) -> bool:
        """Whether it came to its own end."""
        return self._decoder.eof


def _decoded(decoder: Decoder, data: bytes, size: int) -> bytes:
    try:
        return decoder.decompress(data, size)
    except lzma.LZMAError as e:
        raise Refused("window" if "imit" in str(e) else "damaged") from None
    except zstd.ZstdError as e:
        raise Refused(next((code for word, code in _ZSTD.items() if word in str(e)), "damaged")) from None
    except MemoryError:
        raise Refused("window") from None
    except _DAMAGE:
        raise Refused("damaged") from None


class Unpacked:
    """A gzip, bzip2 or xz file in plain."""

    def __init__(self, packed: Readable, kind: str, limits: Limits) -> None:
        self._made, self._beginnings = KINDS[kind]
        self._packed, self._limits = Ahead(packed), limits
        self._stream, self._done = self._next(), False
        self.trailing = False

    def _next(self) -> Decoding:
        return Decoding(self._packed, self._made(self._limits), self._limits)

    def read(self, size: int) -> bytes:
        """The next plain bytes, at most ``size``; none at the end."""
        while not self._done:
            if plain := self._stream.read(size):
                return plain
            if not self._stream.ended:
                raise Refused("truncated")
            self._packed.again = self._stream.unused + self._packed.again
            self._done = not self._begins()
            self._stream = self._next()
        return b""

    def _begins(self) -> bool:
        """Whether another stream follows; zeros between the two are padding."""
        head = b""
        while len(head) < 6 and (data := self._packed.read(PIECE)):
            head = (head + data).lstrip(b"\0")
        self._packed.again = head
        self.trailing = bool(head) and not head.startswith(self._beginnings)
        return head.startswith(self._beginnings)


class Ahead:
    """A stream to which bytes can be given back, and whose beginning can be looked at."""

    def __init__(self, stream: Readable) -> None:
        self._stream, self.again = stream, b""

    def head(self, size: int) -> bytes:
        """The next bytes, which stay to be read; fewer only at the end."""
        while len(self.again) < size and (data := self._stream.read(size - len(self.again))):
            self.again += data
        return self.again[:size]

    def read(self, size: int) -> bytes:
        """What was given back, else what follows."""
        if self.again:
            data, self.again = self.again[:size], self.again[size:]
            return data
        return self._stream.read(size)
