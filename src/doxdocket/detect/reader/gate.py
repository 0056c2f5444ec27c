r"""Is this text worth reading? Asked of every post, before anything that costs: each that passes is read whole.

A sum of whole numbers (``gate.json``, hundredths of log-odds) over the characters and pairs of neighbours of a window of some 48
characters; windows overlap by half, and one that reaches the threshold is enough, so what else a long text says speaks for nothing.
`tools.train_gate` fits the numbers on the windows of the open hands in which something is marked, against others and ordinary text;
the threshold lets all but 25 of 10,000 posts with marks pass, each asked of weights that have not seen its hand. Besides, a row of ten
digits in any dress passes: a mobile, an identity number. Measured and left out, since they let no fewer ordinary texts pass: the
classes of the word lists, the shapes of names. Left out too: what passes, which the reader decides.

>>> from doxdocket.text import read
>>> [
...     passes(read(text))
...     for text in ("他爸139 0000 一八五零", "ling san er yao ba ba er liu si wu", "今天的火锅不错，明天还去")
... ]
[True, True, False]
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import product, repeat
from operator import add
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidates.glyphs import CIPHERS, HAN_DIGIT, LETTER, SOUND, WORD
from doxdocket.text import Reading

HALF = 24
"""Characters of half a window."""
SHORTEST = 2
"""Characters of the shortest text that may tell anything: a name."""
LENGTHS = 13
STEP = 4
"""A window's length counts in steps of so many characters, the last step and all beyond alike."""


class Weights(NamedTuple):
    """What each character, pair and length weighs, and from which sum on a window is enough."""

    threshold: int
    lengths: tuple[int, ...]
    ones: Mapping[str, int]
    twos: Mapping[str, int]

    def spread(self) -> "Weights":
        """The same for texts as they are: each digit weighs what 0 does, each capital what its small letter does."""
        ones, twos = (
            {"".join(each): weight for gram, weight in grams.items() for each in product(*map(_cases, gram))}
            for grams in (self.ones, self.twos)
        )
        return self._replace(ones=ones, twos=twos)


def _cases(char: str) -> str:
    if char == "0":
        return "0123456789"
    return char + char.upper() if "a" <= char <= "z" else char


def load(text: str) -> Weights:
    """Weights from their file: grams of one weight are joined."""
    raw = json.loads(text)
    ones = {one: int(weight) for weight, grams in raw["ones"].items() for one in grams}
    twos = {grams[at : at + 2]: int(weight) for weight, grams in raw["twos"].items() for at in range(0, len(grams), 2)}
    return Weights(raw["threshold"], tuple(raw["lengths"]), ones, twos)


@cache
def _shipped() -> Weights:
    return load(resources.files(__package__).joinpath("gate.json").read_text(encoding="utf-8")).spread()


_DIGIT = f"[0-9{''.join(HAN_DIGIT)}{re.escape(''.join(LETTER))}]"
_GAP = r"[^\w|]{0,10}(?:(?:空格|横杠|横线|减号|[横杠空点转减加杆啦]|(?i:dot|dash|dian))[^\w|]{0,4})?"
_SIGNS = "".join(char for cipher in CIPHERS for char in cipher if not char.isascii())
_HEARD = f"[{''.join(HAN_DIGIT)}{''.join(SOUND)}{_SIGNS}]"
_SPOKEN = f"(?i:{'|'.join(sorted(WORD, key=len, reverse=True))})"
_NUMBER = re.compile(
    rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{9}}|{_HEARD}(?:\W{{0,8}}{_HEARD}){{9}}|\b{_SPOKEN}(?:\W{{0,8}}{_SPOKEN}){{9}}"
)
"""A row of ten digits. No gap holds what a digit may be, so a row is read in one way."""


def passes(reading: Reading) -> bool:
    """Whether this text is to be read."""
    weights = _shipped()
    if len(reading.clean) < SHORTEST:
        return False
    return has_number(reading) or any(sum_ >= weights.threshold for sum_ in windows(reading.clean, weights))


def has_number(reading: Reading) -> bool:
    """Whether a row of ten digits stands in the text, in whatever dress."""
    return _NUMBER.search(reading.clean) is not None


def score(reading: Reading) -> int:
    """The sum of the window that weighs most."""
    return max(windows(reading.clean, _shipped()))


def windows(clean: str, weights: Weights) -> Iterator[int]:
    """The sum of each window: two neighbouring halves, or the whole of a short text. Its edges are line ends."""
    one, two = weights.ones.get, weights.twos.get
    edged, size, before = f"\n{clean}\n", len(clean), 0
    for at in range(0, size or 1, HALF):
        spend()
        end = min(at + HALF, size)
        behind = end + 2 if end == size else end + 1  # the last half has the pair with the edge
        pairs = map(add, edged[at:behind], edged[at + 1 : behind])
        half = sum(map(one, clean[at:end], repeat(0))) + sum(map(two, pairs, repeat(0)))
        if at:
            yield before + half + weights.lengths[min((end - at + HALF) // STEP, LENGTHS - 1)]
        elif end == size:
            yield half + weights.lengths[min(end // STEP, LENGTHS - 1)]
        before = half
