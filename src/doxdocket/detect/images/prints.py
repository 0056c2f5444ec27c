r"""Near-duplicates: a print of 256 bits of a picture's coarse light and dark, and which prints are one picture.

Source: the discrete-cosine print of ImageHash (``phash``, 16 × 16): the picture at 64 × 64 in grey, the lowest 16 × 16
frequencies, a bit a frequency above their median. The threshold and how it was measured: limits.yaml. Left out: faces,
which are never compared; crops and turned copies, which this print does not see as near.

>>> near(bytes(32), bytes(31) + b"\x03"), near(bytes(32), b"\xff" * 32), near(b"", b"")
(True, False, False)
>>> clusters([bytes(32), b"\xff" * 32, bytes(31) + b"\x01", b""])
(0, 1, 0, 3)
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit, share

_SIDE, _LOW = 64, 16
_NUMBER = re.compile(r"[0-9Xx]{7,}")


def print_of(pixels: Pixels) -> bytes:
    """The 256 bits of one picture."""
    grey = Image.fromarray(pixels).convert("L").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    low = _cosines() @ np.asarray(grey, dtype=np.float64) @ _cosines().T
    return np.packbits(low > np.median(low)).tobytes()


@cache
def _cosines() -> NDArray[np.float64]:
    """The lowest rows of the cosine transform."""
    rows, columns = np.arange(_LOW)[:, None], np.arange(_SIDE)[None, :]
    return np.cos(np.pi * rows * (2 * columns + 1) / (2 * _SIDE))


def distance(one: bytes, other: bytes) -> int:
    """In how many bits two prints differ."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def near(one: bytes, other: bytes) -> bool:
    """Whether two prints are of one picture, within the stated threshold; a picture without a print is near none."""
    return bool(one and other) and distance(one, other) <= limit("print.near")


def clusters(prints: Sequence[bytes], same: Callable[[int, int], bool] = lambda _one, _other: True) -> tuple[int, ...]:
    """For each print the place of the first of its cluster: those linked by steps that are near.

    ``same`` is asked of each near pair, by place: papers of one layout have near prints and are not one picture.
    """
    first = list(range(len(prints)))
    table = np.frombuffer(b"".join(p or bytes(32) for p in prints), dtype=np.uint8).reshape(-1, 32)
    for at, one in enumerate(prints):
        if one:
            apart = np.bitwise_count(table[:at] ^ table[at]).sum(axis=1, dtype=np.int64)
            for other in np.flatnonzero(apart <= limit("print.near")).tolist():
                if prints[other] and same(other, at):
                    _join(first, at, other)
    return tuple(_root(first, at) for at in range(len(prints)))


def alike(one: str, other: str) -> bool:
    """Whether two texts may be read off one picture: most pairs of characters are the same, and so are long numbers.

    >>> alike("姓名 韩知予 号码 330102187001011231", "姓名韩知予 号码 330102187001011231"), alike("", "")
    (True, True)
    >>> alike("姓名 韩知予 号码 330102187001011231", "姓名 林晚舟 号码 310104189803070025")
    False
    """
    numbers = [set(_NUMBER.findall(text)) for text in (one, other)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return False
    pairs = [{a + b for a, b in pairwise(re.sub(r"\s", "", text))} for text in (one, other)]
    both, either = len(pairs[0] & pairs[1]), len(pairs[0] | pairs[1])
    return either <= limit("print.few_pairs") or both >= share("print.alike") * either


def _root(first: list[int], at: int) -> int:
    while first[at] != at:
        first[at] = first[first[at]]
        at = first[at]
    return at


def _join(first: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(first, one), _root(first, other)))
    first[high] = low
