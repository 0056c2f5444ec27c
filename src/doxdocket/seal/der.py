r"""The little of DER that time stamps need: nodes of a value by their place in its bytes, and how a value is written.

Source: ITU-T X.690. Only definite lengths and one-byte tags, which is what DER and these messages have; anything else is a
``ValueError``. Left out: what the values mean.

>>> whole = node(written(0x30, b"\x02\x01\x07", written(0x04, b"ab")))
>>> [(part.tag, part.value) for part in whole.parts()]
[(2, b'\x07'), (4, b'ab')]
"""

from dataclasses import dataclass

_LONG = 0x80


@dataclass(frozen=True, slots=True)
class Node:
    """One value: ``data[start:end]`` with its tag and length, ``data[inside:end]`` without."""

    data: bytes
    tag: int
    start: int
    inside: int
    end: int

    @property
    def raw(self) -> bytes:
        """With tag and length."""
        return self.data[self.start : self.end]

    @property
    def value(self) -> bytes:
        """Without."""
        return self.data[self.inside : self.end]

    def parts(self) -> list["Node"]:
        """The values that it is made of."""
        found, at = [], self.inside
        while at < self.end:
            found.append(node(self.data, at, self.end))
            at = found[-1].end
        return found


def node(data: bytes, at: int = 0, limit: int | None = None) -> Node:
    """The value that begins at ``at`` and ends before ``limit``."""
    end = len(data) if limit is None else limit
    if at + 2 > end or data[at] & 0x1F == 0x1F:
        raise ValueError("no DER value")
    length, inside = data[at + 1], at + 2
    if length & _LONG:
        count = length & ~_LONG
        if not 1 <= count <= 4 or inside + count > end:
            raise ValueError("no DER length")
        length, inside = int.from_bytes(data[inside : inside + count], "big"), inside + count
    if inside + length > end:
        raise ValueError("cut short")
    return Node(data, data[at], at, inside, inside + length)


def written(tag: int, *parts: bytes) -> bytes:
    """A value out of its parts."""
    body = b"".join(parts)
    if len(body) < _LONG:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, _LONG | len(length)]) + length + body


def integer(number: int) -> bytes:
    """A whole number that is not negative."""
    return written(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))
