"""Some texts in one row of characters, so that what is asked of a character, a stretch or its neighbours is one look for all.

A gap stands before each text and behind the last. Left out: what is told of candidates (`rows`).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.detect.reader.columns import Whole
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.detect.reader.shape_features import GAPS, SIGNS, gap, sign

_SIGN = {name: at for at, name in enumerate(SIGNS)}
_ALIKE = [_SIGN["digit"], _SIGN["letter"]]
DIGIT, PLAIN, HAN, OTHER, WORD, GAP = range(6)
"""Traits of a character, then one for each sort of gap."""
_MANY = GAP + len(GAPS)


@cache
def _table() -> npt.NDArray[np.int32]:
    """Of each character its sign and traits, as they are first asked; -1: not yet."""
    return np.full(0x110000, -1, np.int32)


def traits(text: str) -> Whole:
    """The sign of each character, and above it a bit for each trait."""
    table, codes = _table(), np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    found = table[codes]
    if (found < 0).any():
        for code in np.unique(codes[found < 0]).tolist():
            char = chr(code)
            own = [char.isdigit(), "0" <= char <= "9", "\u3400" <= char <= "\u9fff", not char.isascii(), char.isalnum()]
            own += [name in gap(char).split() for name in GAPS]
            table[code] = _SIGN[sign(char, 0)] + sum(32 << at for at, bit in enumerate(own) if bit)
        found = table[codes]
    whole: Whole = found.astype(np.int64)
    return whole


def bits(told: Whole) -> Whole:
    """The traits of each, a column a trait."""
    found: Whole = (told[:, None] >> np.arange(5, 5 + _MANY)) & 1
    return found


class Ground:
    """The row. ``char``: each character, where all digits are one, and all Latin letters."""

    def __init__(self, texts: Sequence[Evidence]) -> None:
        self.texts = texts
        self.base = [*accumulate((len(one.clean) + 1 for one in texts), initial=1)]
        joined = "".join(("\0", *(one.clean + "\0" for one in texts)))
        spend(len(joined))
        told = traits(joined)
        self.sign = told & 31
        self.sign[np.array(self.base) - 1] = _SIGN["edge"]
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
        self.char = np.where(np.isin(self.sign, _ALIKE), -1 - self.sign, codes)
        own = bits(told)
        own[np.array(self.base) - 1] = 0
        self.plain = own[:, PLAIN]
        self.count = np.zeros((len(joined) + 1, _MANY), np.int64)
        np.cumsum(own, axis=0, out=self.count[1:])
        begins = self.plain.copy()
        begins[1:] &= 1 - self.plain[:-1]
        self.runs = np.concatenate(([0], np.cumsum(begins)))

    def stretches(self, of: Callable[[Evidence], Iterable[tuple[Any, ...]]]) -> tuple[Whole, Whole, Whole]:
        """Where stretches that each text tells begin and end, in the row, and where those of each text begin among them."""
        own = [
            [(base + one[0], base + one[1]) for one in of(told)]
            for base, told in zip(self.base, self.texts, strict=False)
        ]
        begin, stop = np.array([ends for some in own for ends in some], np.int64).reshape(-1, 2).T
        return begin, stop, np.cumsum([0, *map(len, own)])
