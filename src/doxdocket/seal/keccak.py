"""Keccak-256 as Ethereum uses it: the sponge of FIPS 202 with the padding that Keccak had before it became SHA-3.

The standard library has SHA3-256 only, whose padding differs (06 instead of 01). Source: the Keccak reference, version 3.0
(2011), https://keccak.team/keccak_specs_summary.html; FIPS 202 for the permutation. It runs over short texts, so it is
written to be read, not to be fast. Left out: other output lengths.

>>> keccak256(b"").hex()
'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'
"""

_MASK = (1 << 64) - 1
_RATE = 136  # bytes taken in at a time: 200 less twice the 32 of the output
_ROUNDS = 24


def _constants() -> tuple[int, ...]:
    """The constant of each round, from the shift register that defines them."""
    state, made = 1, []
    for _ in range(_ROUNDS):
        constant = 0
        for power in range(7):
            constant |= (state & 1) << ((1 << power) - 1)
            state = (state << 1) ^ (0x171 if state & 0x80 else 0)
        made.append(constant)
    return tuple(made)


_CONSTANTS = _constants()


def _turn(word: int, by: int) -> int:
    return (word << by | word >> 64 - by) & _MASK


def _permuted(lanes: list[int]) -> list[int]:
    """The permutation Keccak-f over 25 lanes; lane x, y is number x + 5y."""
    for constant in _CONSTANTS:
        parity = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        mixed = [parity[x - 1] ^ _turn(parity[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ mixed[at % 5] for at, lane in enumerate(lanes)]
        x, y, moved = 1, 0, lanes[1]
        for step in range(1, _ROUNDS + 1):
            x, y = y, (2 * x + 3 * y) % 5
            at = x + 5 * y
            moved, lanes[at] = lanes[at], _turn(moved, step * (step + 1) // 2 % 64)
        lanes = [
            lanes[x + y] ^ (~lanes[(x + 1) % 5 + y] & lanes[(x + 2) % 5 + y] & _MASK)
            for y in range(0, 25, 5)
            for x in range(5)
        ]
        lanes[0] ^= constant
    return lanes


def keccak256(data: bytes) -> bytes:
    """The 32 bytes of the digest."""
    return sponge(data, 0x01)


def sponge(data: bytes, padding: int) -> bytes:
    """The same for any first byte of the padding; 06 gives SHA3-256, by which the permutation can be checked."""
    padded = bytearray(data) + bytes([padding]) + bytes(-(len(data) + 1) % _RATE)
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            lanes[lane] ^= int.from_bytes(padded[start + 8 * lane : start + 8 * lane + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])
