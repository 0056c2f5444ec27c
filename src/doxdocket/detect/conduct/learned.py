"""What the rules have no words for: one small linear model a label, over the same hashed n-grams and the classes of cues.

Trained by ``tools/train_conduct.py`` on invented sentences (``tools/conduct/invented.txt``, the open writers of the
rehearsal) against ordinary comments; weights only. It knows few sentences and is one voice beside the rules. Sums are of
whole numbers, scaled once at the end, so a score does not hang on the batch. Left out: insults, which `insult_model` knows.

>>> scored = scores(["打爆他的电话,人人有份"])
>>> scored.shape
(8, 1)
"""

import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from doxdocket.detect.conduct import insult_model, lexicon

BITS = 15
SCALE = 256
NGRAMS = 3.0
"""What all n-grams of a text weigh together: a long text is not more of anything."""
CLASS = 1.5
"""What a class of cues weighs beside them."""
LINE = 0.0
"""Log-odds from which a label is proposed."""
_FILE = "conduct_weights.bin"
LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion", "source_of_data", "motive")


def class_bucket(name: str) -> int:
    """The bucket of a class of cues: by its name, so that new classes move no old one."""
    return zlib.crc32(f"class:{name}".encode()) >> (32 - BITS)


@cache
def table() -> npt.NDArray[np.int16]:
    """Weights by label and bucket; the last column is the bias."""
    data = np.frombuffer(resources.files(__package__).joinpath(_FILE).read_bytes(), np.dtype("<i2"))
    return data.reshape(len(LABELS), (1 << BITS) + 1)


def sums(texts: Sequence[str], weights: npt.NDArray[np.int16]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Of each folded text the weights of its n-grams by label, and how many n-grams it has."""
    row, starts = insult_model.codes(texts)
    total = np.zeros((len(weights), len(row)), np.int32)
    number = np.zeros(len(row), np.int32)
    for size in (1, 2, 3):
        inside = insult_model.inside(row, size)
        at = insult_model.buckets(row, size) >> np.uint32(insult_model.BITS - BITS)
        total[:, : len(at)] += weights[:, at] * inside
        number[: len(at)] += inside
    return np.add.reduceat(total, starts, axis=1, dtype=np.int64), np.add.reduceat(number, starts, dtype=np.int64)


def scores(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Log-odds by label and folded text, of n-grams alone."""
    weights = table()
    found, number = sums(texts, weights)
    scaled = found * (NGRAMS / np.sqrt(np.maximum(number, 1)))
    return np.asarray((scaled + weights[:, -1:]) / SCALE)


@lru_cache(maxsize=1 << 16)
def of_classes(seen: int) -> npt.NDArray[np.float64]:
    """What the classes of cues that a text holds add, by label."""
    found = np.zeros(len(LABELS), np.int64)
    for bit, bucket in _classes():
        if seen & bit:
            found += table()[:, bucket]
    return np.asarray(found * (CLASS / SCALE))


@cache
def _classes() -> tuple[tuple[int, int], ...]:
    return tuple((bit, class_bucket(name)) for name, bit in lexicon.classes().items())
