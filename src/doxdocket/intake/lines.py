r"""A file line by line, with bounded memory: a line too long to be kept comes in pieces, of which only the first begins it.

>>> import io
>>> [(one.text, one.end, one.begins) for one in lines(io.BytesIO(b"ab\r\ncd\n"), 64)]
[(b'ab', b'\r\n', True), (b'cd', b'\n', True)]
>>> [(one.text, one.begins) for one in lines(io.BytesIO(b"abcdef"), 4)]
[(b'abcd', True), (b'ef', False)]
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

LONGEST = 1 << 16
"""Bytes of a line that are handed on at once."""


class Lined(Protocol):
    """Bytes that are read line by line."""

    def readline(self, size: int, /) -> bytes:
        """The next line, its end included, or so much of it; none at the end."""


class Line(NamedTuple):
    """A line or a piece of one: its bytes, its end as written (none of a piece or at the end of the file)."""

    text: bytes
    end: bytes
    begins: bool


def lines(stream: Lined, longest: int = LONGEST) -> Iterator[Line]:
    """Every line."""
    begins = True
    while raw := stream.readline(longest):
        text = raw.removesuffix(b"\n")
        ended = len(text) < len(raw)
        if ended:
            text = text.removesuffix(b"\r")
        yield Line(text, raw[len(text) :], begins)
        begins = ended
