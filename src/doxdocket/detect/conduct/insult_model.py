"""How offensive a text is to whoever it speaks of: a linear model over hashed n-grams of one to three characters.

Trained on COLD (thu-coai, arXiv 2201.06025, Apache-2.0; see NOTICE) by ``tools/train_insults.py``; only weights ship, two
bytes a bucket. Sums are of whole numbers, so a score does not hang on the batch, its order or the machine. COLD speaks of
race, gender and region: the score is one sign among others (`insults`), and knows nothing of threats or calls to act.
Left out: words, word order beyond three characters, who is spoken of.

>>> [score > 0 for score in scores(["这种人就是垃圾，滚出去", "今天下雨，出门忘带伞"])]
[True, False]
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

BITS = 19
"""The weights have two to this many buckets."""
SCALE = 1024
"""Whole numbers of a weight or a score that make one unit of log-odds."""
LINE = 0.3
"""Log-odds from which a text counts: above even, since dev is kinder than what is met outside it (see the training tool)."""
_EDGE = 1
"""Code point that stands before and after every text: no captured text shows it."""
_MIX, _END = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)
_FILE = "insult_weights.bin"

Codes = npt.NDArray[np.uint32]


def codes(texts: Sequence[str]) -> tuple[Codes, npt.NDArray[np.int64]]:
    """All texts as one row of code points with an edge around each, and where each begins."""
    edge = chr(_EDGE)
    joined = edge + (edge + edge).join(texts) + edge
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 2
    row = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    return row, np.concatenate(([0], np.cumsum(lengths)[:-1]))


def buckets(row: Codes, size: int) -> npt.NDArray[np.uint32]:
    """The bucket of the n-gram of that size at each place."""
    length = len(row) - size + 1
    mixed = np.zeros(max(length, 0), np.uint32)
    for step in range(size):
        mixed = (mixed ^ row[step : step + length]) * _MIX
        mixed ^= mixed >> np.uint32(15)
    return (mixed * _END) >> np.uint32(32 - BITS)


def inside(row: Codes, size: int) -> npt.NDArray[np.bool_]:
    """Where an n-gram of that size lies in one text and is not its edge alone."""
    edge = row == _EDGE
    if size == 1:
        return np.asarray(~edge)
    crossing = edge[:-1] & edge[1:]
    length = len(row) - size + 1
    ok = ~crossing[:length]
    for step in range(1, size - 1):
        ok = ok & ~crossing[step : step + length]
    return np.asarray(ok)


@cache
def _file() -> npt.NDArray[np.int16]:
    return np.frombuffer(resources.files(__package__).joinpath(_FILE).read_bytes(), np.dtype("<i2"))


@cache
def weights() -> npt.NDArray[np.int16]:
    """The weight of every bucket; the last number of the file is the bias."""
    return _file()[:-1]


@cache
def bias() -> int:
    """The score of a text without any n-gram that is known."""
    return int(_file()[-1])


def raw(texts: Sequence[str], table: npt.NDArray[np.int16], start: int) -> npt.NDArray[np.int64]:
    """The score of each cleaned text in whole numbers."""
    if not texts:
        return np.zeros(0, np.int64)
    row, starts = codes(texts)
    total = np.zeros(len(row), np.int32)
    for size in (1, 2, 3):
        found = table[buckets(row, size)] * inside(row, size)
        total[: len(found)] += found
    return np.add.reduceat(total, starts, dtype=np.int64) + start


def scores(texts: Sequence[str]) -> list[float]:
    """Log-odds that each cleaned text is offensive."""
    return [int(whole) / SCALE for whole in raw([text.lower() for text in texts], weights(), bias())]
