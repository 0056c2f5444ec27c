"""A gzip file that unpacks to itself, made and not copied.

Source: Russ Cox, "Zip Files All The Way Down" (research.swtch.com/zip): deflate can print bytes (a stored block) and repeat the last
ones (a match); of these two, each padded to one length, he builds a program that prints itself. Its check sum stands in it twice
and is solved for, since CRC-32 is linear.

>>> import gzip
>>> gzip.decompress(quine()) == quine()
True
"""

import struct
import zlib

UNIT = 11  # bytes an instruction takes: with so many the padding of each comes out even
_LENGTHS = [(257 + n, 3 + n, 0) for n in range(8)] + [
    (265 + 4 * e + n, (4 << e + 1) + 3 + (n << e + 1), e + 1) for e in range(5) for n in range(4)
]
_DISTANCES = [(n, 1 + n, 0) for n in range(4)] + [
    (4 + 2 * e + n, (4 << e) + 1 + (n << e + 1), e + 1) for e in range(13) for n in range(2)
]


def _low_first(value: int, width: int) -> str:
    return "".join(str(value >> n & 1) for n in range(width))


def _symbol(code: int) -> str:
    """The fixed Huffman code of a length or of the end of a block."""
    return f"{code - 256:07b}" if code < 280 else f"{192 + code - 280:08b}"


def _match(size: int) -> str:
    code, first, extra = max(one for one in _LENGTHS if one[1] <= size)
    far, from_, more = max((one for one in _DISTANCES if one[1] <= size), key=lambda one: one[1])
    return _symbol(code) + _low_first(size - first, extra) + f"{far:05b}" + _low_first(size - from_, more)


_EMPTY = _low_first(2, 3) + _symbol(256)  # a block of nothing: 10 bits of padding


def _instruction(bits: str, size: int) -> bytes:
    """These bits, padding, and a stored block of ``size`` bytes to come, in one unit."""
    while (len(bits) + 3 + 7) // 8 + 4 < UNIT:
        bits += _EMPTY
    bits += "000"
    bits += "0" * (-len(bits) % 8)
    assert len(bits) // 8 + 4 == UNIT
    packed = bytes(int(bits[n : n + 8][::-1], 2) for n in range(0, len(bits), 8))
    return packed + struct.pack("<2H", size, size ^ 0xFFFF)


def _print(size: int) -> bytes:
    return _instruction("", size)


def _repeat(size: int) -> bytes:
    return _instruction(_low_first(2, 3) + _match(size) + _symbol(256), 0)


def _made(mtime: int, crc: int) -> bytes:
    head = b"\x1f\x8b\x08\0" + struct.pack("<L", mtime) + b"\0\xff"
    none, one, four, again = _print(0), _print(UNIT), _print(4 * UNIT), _repeat(4 * UNIT)
    first, first_again = _print(len(head) + UNIT), _repeat(len(head) + UNIT)
    last, last_again = _print(13 + UNIT), _repeat(13 + UNIT)
    body = [
        head, first, head, first, first_again, one, first_again, one, one, four, first_again, one, one, four, again, four, again, four,
        again, four, again, four, again, none, none, last, again, none, none, last, last_again,
    ]  # fmt: skip
    size = sum(map(len, body)) + 13 + len(last_again) + 13
    tail = b"\1\0\0\xff\xff" + struct.pack("<2L", crc, size)
    return b"".join([*body, tail, last_again, tail])


def quine() -> bytes:
    """The file; of most times of change no check sum fits, so the first that has one is taken."""
    for mtime in range(1, 100):
        none = zlib.crc32(_made(mtime, 0))
        columns = [zlib.crc32(_made(mtime, 1 << n)) ^ none ^ 1 << n for n in range(32)]
        if (crc := _solved(columns, none)) is not None:
            return _made(mtime, crc)
    raise AssertionError


def _solved(columns: list[int], wanted: int) -> int | None:
    """The bits whose columns add up to what is wanted."""
    basis: list[tuple[int, int]] = []
    for n, column in enumerate(columns):
        value, bits = column, 1 << n
        for other, its in basis:
            if value ^ other < value:
                value, bits = value ^ other, bits ^ its
        if value:
            basis.append((value, bits))
            basis.sort(reverse=True)
    found = 0
    for value, bits in basis:
        if wanted ^ value < wanted:
            wanted, found = wanted ^ value, found ^ bits
    return None if wanted else found
