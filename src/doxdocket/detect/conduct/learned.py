r"""What the rules have no words for: one small linear model a label, over hashed n-grams of a clause and the classes of its cues.

Trained by ``tools/train_conduct.py`` on invented posts (``tools/conduct``, the open writers of the rehearsal) against
invented decoys and ordinary comments; weights only. A post is heard clause by clause: in a long one a single call would
drown. Digits and handles are read as such, never as which. Sums are of whole numbers, scaled once at the end, so a score
does not hang on the batch. Left out: insults of groups, which `insult_model` knows.

>>> [(start, end) for start, end in pieces("打爆他的电话!\n人人有份")]
[(0, 7), (8, 12)]
>>> scores(["打爆他的电话!"]).shape
(8, 1)
"""

import re
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from doxdocket.detect.conduct import insult_model, lexicon

BITS = 16
SCALE = 256
NGRAMS = 3.0
"""What all n-grams of a clause weigh together: a long one is not more of anything."""
CLASS = 0.8
"""What a class of cues weighs beside them."""
LINES = (-0.3, -0.6, -0.6)
"""Log-odds from which a label is proposed, by how much the post exposes somebody. On two writers after training on two
others n-grams and cues alone reach a macro-F1 by post of 0.46 at 0, 0.51 at -0.6 and 0.55 at -1, and claim 10, 15 and 20 % of
posts that were written to mislead: a post that exposes nobody is believed less."""
CLEAR = 0.5
"""Log-odds from which a clause that the rules have explained is believed to be something else too."""
_FILE = "conduct_weights.bin"
LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion", "source_of_data", "motive")
_PIECE = re.compile(r"[^\s。！？!?;；~…\n][^。！？!?;；~…\n]*[。！？!?~…]*")
_HANDLE = re.compile(r"(?<=@)[a-z0-9_]+|(?<=t\.me/)[a-z0-9_+/-]+")
_DIGITS = str.maketrans("123456789", "000000000")


def pieces(text: str) -> list[tuple[int, int]]:
    """The range of every clause that is scored by itself: what stands between marks that end one."""
    return [found.span() for found in _PIECE.finditer(text)]


def plain(text: str) -> str:
    """The text with every digit and handle as any other, of the same length."""
    text = text.translate(_DIGITS)
    return _HANDLE.sub(lambda found: "0" * len(found[0]), text) if "@" in text or "t.me" in text else text


def class_bucket(name: str) -> int:
    """The bucket of a class of cues: by its name, so that new classes move no old one."""
    return zlib.crc32(f"class:{name}".encode()) >> (32 - BITS)


@cache
def table() -> npt.NDArray[np.int16]:
    """Weights by label and bucket; the last column is the bias."""
    data = np.frombuffer(resources.files(__package__).joinpath(_FILE).read_bytes(), np.dtype("<i2"))
    return data.reshape(len(LABELS), (1 << BITS) + 1)


def sums(texts: Sequence[str], weights: npt.NDArray[np.int16]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Of each folded clause the weights of its n-grams by label, and how many n-grams it has."""
    row, starts = insult_model.codes(texts)
    total = np.zeros((len(weights), len(row)), np.int32)
    number = np.zeros(len(row), np.int32)
    for size in (1, 2, 3):
        inside = insult_model.inside(row, size)
        at = insult_model.buckets(row, size) >> np.uint32(insult_model.BITS - BITS)
        total[:, : len(at)] += weights[:, at] * inside
        number[: len(at)] += inside
    return np.add.reduceat(total, starts, axis=1, dtype=np.int64), np.add.reduceat(number, starts, dtype=np.int64)


def scores(clauses: Sequence[str]) -> npt.NDArray[np.float64]:
    """Log-odds by label and folded clause, of n-grams alone."""
    if not clauses:
        return np.zeros((len(LABELS), 0))
    weights = table()
    found, number = sums([plain(clause) for clause in clauses], weights)
    scaled = found * (NGRAMS / np.sqrt(np.maximum(number, 1)))
    return np.asarray((scaled + weights[:, -1:]) / SCALE)


@lru_cache(maxsize=1 << 16)
def of_classes(seen: int) -> npt.NDArray[np.float64]:
    """What the classes of cues that a clause holds add, by label."""
    found = np.zeros(len(LABELS), np.int64)
    for bit, bucket in _classes():
        if seen & bit:
            found += table()[:, bucket]
    return np.asarray(found * (CLASS / SCALE))


@cache
def _classes() -> tuple[tuple[int, int], ...]:
    return tuple((bit, class_bucket(name)) for name, bit in lexicon.classes().items())
