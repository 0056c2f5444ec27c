r"""Is this text worth reading? Asked of every post before anything that costs; and once more of what the net says, before anything that costs more.

First a sum of whole numbers (``gate.json``, hundredths of log-odds) over the characters and pairs of neighbours of a window of some 48
characters; windows overlap by half, and one that reaches the threshold is enough, so what else a long text says speaks for nothing.
`tools.train_gate` fits the numbers on the windows of the open hands in which something is marked, against others and ordinary text;
the threshold lies below every post with marks that they were fitted on; weights that have not seen the hand let 3,029 of 3,030 pass. Besides, a row of ten
digits in any dress passes: a mobile, an identity number. Of what passes the net is asked; a text in which it hears nothing of any kind, and which has
few digits, is *silent*: no candidates are made of it. A text with five digits or more is never stopped by the net. Left out: what passes, which the reader decides.

>>> from doxdocket.text import read
>>> texts = ("他爸139 0000 一八五零", "ling san er yao ba ba er liu si wu", "我觉得你说的不对，这种事情很正常")
>>> passing([read(text) for text in texts])
[True, True, False]
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidates.glyphs import CIPHERS, HAN_DIGIT, LETTER, SOUND, WORD
from doxdocket.detect.reader.tagger import Tagged
from doxdocket.text import Reading

Ints = npt.NDArray[np.int64]

HALF = 24
"""Characters of half a window."""
SHORTEST = 2
"""Characters of the shortest text that may tell anything: a name."""
LEAST, UNLIKELY = 5, 100
"""Of the net's thousand: a smaller share of every kind at every character, and a smaller one of telling of anybody, is none."""
FEW = 5
"""So many digits may be a number that only its place in the text tells: a code, the end of a mobile."""
LENGTHS = 13
STEP = 4
"""A window's length counts in steps of so many characters, the last step and all beyond alike."""


class Weights(NamedTuple):
    """What each character, pair and length weighs, and from which sum on a window is enough."""

    threshold: int
    lengths: tuple[int, ...]
    ones: Mapping[str, int]
    twos: Mapping[str, int]


class Tables(NamedTuple):
    """The same for many texts at once: a class for each code point, the last for all beyond, and what classes and pairs of them weigh."""

    threshold: int
    lengths: Ints
    classes: npt.NDArray[np.uint16]
    ones: npt.NDArray[np.int16]
    twos: npt.NDArray[np.int16]


def load(text: str) -> Weights:
    """Weights from their file: grams of one weight are joined."""
    raw = json.loads(text)
    ones = {one: int(weight) for weight, grams in raw["ones"].items() for one in grams}
    twos = {grams[at : at + 2]: int(weight) for weight, grams in raw["twos"].items() for at in range(0, len(grams), 2)}
    return Weights(raw["threshold"], tuple(raw["lengths"]), ones, twos)


def tables(given: Weights) -> Tables:
    """Each digit has the class of 0, each capital that of its small letter; class 0 is of no gram."""
    chars = sorted({char for gram in (*given.ones, *given.twos, "\n") for char in gram})
    known = {char: number for number, char in enumerate(chars, 1)}
    classes = np.zeros(ord(chars[-1]) + 2, np.uint16)
    for char, number in known.items():
        classes[[ord(case) for case in _cases(char)]] = number
    ones, twos = np.zeros(len(chars) + 1, np.int16), np.zeros((len(chars) + 1,) * 2, np.int16)
    for gram, weight in given.ones.items():
        ones[known[gram]] = weight
    for gram, weight in given.twos.items():
        twos[known[gram[0]], known[gram[1]]] = weight
    return Tables(given.threshold, np.array(given.lengths), classes, ones, twos)


def _cases(char: str) -> str:
    if char == "0":
        return "0123456789"
    return char + char.upper() if "a" <= char <= "z" else char


@cache
def _shipped() -> Tables:
    return tables(load(resources.files(__package__).joinpath("gate.json").read_text(encoding="utf-8")))


_DIGIT = f"[0-9{''.join(HAN_DIGIT)}{re.escape(''.join(LETTER))}]"
_GAP = r"[^\w|]{0,10}(?:(?:空格|横杠|横线|减号|[横杠空点转减加杆啦]|(?i:dot|dash|dian))[^\w|]{0,4})?"
_SIGNS = "".join(char for cipher in CIPHERS for char in cipher if not char.isascii())
_HEARD = f"[{''.join(HAN_DIGIT)}{''.join(SOUND)}{_SIGNS}]"
_SPOKEN = f"(?i:{'|'.join(sorted(WORD, key=len, reverse=True))})"
NUMBER = re.compile(
    rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{9}}|{_HEARD}(?:\W{{0,8}}{_HEARD}){{9}}|\b{_SPOKEN}(?:\W{{0,8}}{_SPOKEN}){{9}}"
)
"""A row of ten digits. No gap holds what a digit may be, so a row is read in one way."""


@cache
def _parts() -> npt.NDArray[np.uint8]:
    """For each code point, the last for all beyond, whether it may be part of a row of digits, of heard ones or of words: a bit each."""
    spoken = "(?i:[a-z])"
    bits = np.zeros(ord(max((*HAN_DIGIT, *LETTER, *SOUND, *_SIGNS))) + 2, np.uint8)
    every = "".join(map(chr, range(len(bits) - 1)))
    for bit, pattern in enumerate((_DIGIT, _HEARD, spoken)):
        bits[[one.start() for one in re.finditer(pattern, every)]] |= 1 << bit
    return bits


_TEN = 10


def passes(reading: Reading) -> bool:
    """Whether this text is to be read."""
    return passing([reading])[0]


def passing(readings: Sequence[Reading]) -> list[bool]:
    """Whether each of these texts is to be read; asked together, they cost less."""
    if not readings:
        return []
    given, texts = _shipped(), [reading.clean for reading in readings]
    sums, firsts = windows(texts, given)
    enough = np.maximum.reduceat(sums, firsts) >= given.threshold
    asked = ~enough & _may_hold(texts)
    return [
        len(text) >= SHORTEST and (heavy or (row and NUMBER.search(text) is not None))
        for text, heavy, row in zip(texts, enough.tolist(), asked.tolist(), strict=True)
    ]


_PLAIN = re.compile(f"[0-9{''.join(HAN_DIGIT)}]")


def silent(reading: Reading, said: Tagged) -> bool:
    """Whether a net hears nothing of anybody in a text that has few digits."""
    if said.personal >= UNLIKELY or said.parts.max(initial=0) >= LEAST:
        return False
    return len(_PLAIN.findall(reading.clean)) < FEW and NUMBER.search(reading.clean) is None


def _may_hold(texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Whether ten characters of each text may be digits, however far apart; a word of a digit has one letter at least."""
    codes, begins = _laid(texts)
    bits = _parts()[np.minimum(codes[1:], len(_parts()) - 1)]
    return np.any([np.add.reduceat(bits >> n & 1, begins, dtype=np.int64) >= _TEN for n in range(3)], axis=0)


def windows(texts: Sequence[str], given: Tables) -> tuple[Ints, Ints]:
    """The sum of each window, and the first window of each text. A window is two neighbouring halves, or the whole of a short text; edges are line ends."""
    codes, begins = _laid(texts)
    classes = given.classes[np.minimum(codes, len(given.classes) - 1)]
    weigh = given.twos[classes[:-1], classes[1:]] + given.ones[classes[1:]]
    sizes = np.diff(begins, append=len(weigh)) - 1
    weigh[begins + sizes] -= given.ones[given.classes[ord("\n")]]  # the edge behind a text counts in its pair alone
    halves = np.maximum(1, -(-sizes // HALF))
    spend(int(halves.sum()))
    firsts = np.cumsum(halves) - halves
    number = np.arange(halves.sum()) - np.repeat(firsts, halves)
    size = np.minimum(np.repeat(sizes, halves) - number * HALF, HALF)
    half = np.add.reduceat(weigh, np.repeat(begins, halves) + number * HALF, dtype=np.int64)
    later = number > 0
    half[1:] += np.where(later[1:], half[:-1], 0)
    sums = half + given.lengths[np.minimum((size + HALF * later) // STEP, LENGTHS - 1)]
    kept = later | np.repeat(halves == 1, halves)
    many = np.maximum(1, halves - 1)
    return sums[kept], np.cumsum(many) - many


def _laid(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Ints]:
    """The code points of these texts with a line end before, between and behind them, and where each begins behind the first."""
    joined = "\n".join(["", *texts, ""]).encode("utf-32-le", "surrogatepass")
    sizes = np.array([len(text) + 1 for text in texts])
    return np.frombuffer(joined, np.uint32), np.cumsum(sizes) - sizes
