r"""Near-duplicates: a print of 256 bits of a picture's coarse light and dark, and which prints are one picture.

Source: the discrete-cosine print of ImageHash (``phash``, 16 × 16): the picture at 64 × 64 in grey, the lowest 16 × 16
frequencies, a bit a frequency above their median. The threshold and how it was measured: limits.yaml. Left out: faces,
which are never compared; crops and turned copies, which this print does not see as near. Before any of them is read, only what shows the same pixels but
for what pressing does to them is a copy (`copies`, `saved_anew`): one character can be all that differs.

>>> near(bytes(32), bytes(31) + b"\x03"), near(bytes(32), b"\xff" * 32), near(b"", b"")
(True, False, False)
>>> clusters([bytes(32), b"\xff" * 32, bytes(31) + b"\x01", b""])
(0, 1, 0, 3)
>>> copies([bytes(32), b"\xff" * 32, bytes(31) + b"\x01", bytes(32), b""], [(9, 9)] * 3 + [(9, 8)] * 2)
((), (), (0,), (), ())
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit, share

_SIDE, _LOW = 64, 16
_NUMBER = re.compile(r"[0-9Xx]{7,}")
_WINDOW, _FLAT, _STRIP = 9, 25.0, 512
"""Pixels of a window's side in which two pictures are compared; variance that is added to that of its greys; rows that are compared at a time."""


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


def clusters(prints: Sequence[bytes], texts: Sequence[str] | None = None) -> tuple[int, ...]:
    """For each print the place of the first of its cluster: those linked by steps that are near.

    ``texts`` that were read in them: papers of one layout have near prints, and are one picture only when their texts are `alike`.
    """
    first, table = list(range(len(prints))), _words(prints)
    numbers = [frozenset(_NUMBER.findall(text)) for text in texts or [""] * len(prints)]
    bare = np.array([not some for some in numbers], bool)
    many = np.array([len(_pairs(text)) for text in texts or [""] * len(prints)], np.int64)
    holders: dict[str, list[int]] = {}
    for at, one in enumerate(prints):
        near_ = _apart(table[:, :at], table[:, at]) <= limit("print.near") if one else np.zeros(0, bool)
        if (
            texts is not None and near_.any()
        ):  # what can be told of all at once, before texts are held against each other
            low, high = np.minimum(many[:at], many[at]), np.maximum(many[:at], many[at])
            near_ &= (high <= limit("print.few_pairs")) | (low >= share("print.alike") * high)
            if numbers[at]:
                shared = bare[:at].copy()
                shared[[other for number in numbers[at] for other in holders.get(number, ())]] = True
                near_ &= shared
        for other in np.flatnonzero(near_).tolist():
            if prints[other] and _root(first, other) != _root(first, at) and (texts is None or alike(texts[other], texts[at])):  # fmt: skip
                _join(first, at, other)
        for number in numbers[at]:
            holders.setdefault(number, []).append(at)
    return tuple(_root(first, at) for at in range(len(prints)))


def copies(prints: Sequence[bytes], sizes: Sequence[tuple[int, int]], most: int = 4) -> tuple[tuple[int, ...], ...]:
    """For each print the places of the first ``most`` before it that it may be a copy of: of the same size, and themselves like none."""
    table, heads = _words(prints), dict[tuple[int, int], list[int]]()
    found: list[tuple[int, ...]] = []
    for at, (one, size) in enumerate(zip(prints, sizes, strict=True)):
        before = heads.setdefault(size, [])
        apart = _apart(table[:, before], table[:, at]) if one else np.empty(0)
        near_ = np.flatnonzero(apart <= limit("print.copy"))[:most].tolist()
        found.append(tuple(before[n] for n in near_))
        if one and not near_:
            before.append(at)
    return tuple(found)


def _words(prints: Sequence[bytes]) -> NDArray[np.uint64]:
    """The prints as four rows of 64 bits each."""
    table = np.frombuffer(b"".join(p or bytes(32) for p in prints), dtype=np.uint64).reshape(-1, 4)
    return np.ascontiguousarray(table.T)


def _apart(some: NDArray[np.uint64], one: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """In how many bits each differs from one; 255 for 256."""
    apart = np.zeros(some.shape[1], np.uint16)
    for row, word in zip(some, one, strict=True):
        apart += np.bitwise_count(row ^ word)
    return np.minimum(apart, 255).astype(np.uint8)


def saved_anew(one: Pixels, other: Pixels) -> bool:
    """Whether two pictures of one size show the same everywhere, but for what pressing at high quality does to them: then one reading is good for both.

    In no window may the differences weigh more than a small share of what stands there, so that not one character can be another one.
    """
    if one.shape != other.shape:
        return False
    least, pad = share("print.anew"), _WINDOW // 2
    for top in range(0, one.shape[0], _STRIP):
        rows = slice(max(0, top - pad), top + _STRIP + pad)
        first, second = (cv2.cvtColor(some[rows], cv2.COLOR_RGB2GRAY).astype(np.float32) for some in (one, other))
        weight = np.maximum(_spread(first), _spread(second)) + _FLAT
        if float((_mean((first - second) ** 2) / weight).max()) > least:
            return False
    return True


def _mean(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.boxFilter(grey, -1, (_WINDOW, _WINDOW)), np.float32)


def _spread(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """The variance in each window."""
    return np.asarray(np.maximum(_mean(grey * grey) - _mean(grey) ** 2, 0), np.float32)


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
    first, second = _pairs(one), _pairs(other)
    both, either = len(first & second), len(first | second)
    return either <= limit("print.few_pairs") or both >= share("print.alike") * either


@lru_cache(1 << 10)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, white space aside."""
    return frozenset(a + b for a, b in pairwise("".join(text.split())))


def _root(first: list[int], at: int) -> int:
    while first[at] != at:
        first[at] = first[first[at]]
        at = first[at]
    return at


def _join(first: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(first, one), _root(first, other)))
    first[high] = low
