r"""What the tagger sees of each character: itself, its pair with the one before it, its word of Latin letters, and what is told of it.

Told are words of the lists, elements of places, values of frames and rows of digits: a stretch and what it says (``SAYINGS``). All is
whole numbers and the same whatever texts lie beside one in a batch: texts stand in one row with a gap before, between and behind
them. A text longer than ``LONGEST`` is cut behind a line end (or where it is full) into pieces, of which each stands alone.
Left out: which values are right, which `candidates` tell.

>>> row = of(["住址:海棠路3号", "ab"])
>>> [(piece.text, piece.start, piece.end) for piece in row.pieces], len(row.chars)
([(0, 0, 8), (1, 0, 2)], 34)
>>> [SAYINGS[what] for start, what in zip(row.starts, row.says) if start == row.pieces[0].at]
['label home_address', 'line first', 'line short']
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader import lexicon
from doxdocket.detect.reader.candidates import kinds as number_kinds
from doxdocket.detect.reader.candidates.runs import Dress
from doxdocket.detect.reader.layout import Shape
from doxdocket.detect.reader.page import Page, page_of
from doxdocket.detect.reader.tokens import pieces
from doxdocket.law.kinds import kinds
from doxdocket.text import Reading

Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

GAP = 8
"""Empty characters before, between and behind texts: as far as one layer looks."""
LONGEST = 1024
"""Characters of a piece."""
GRAMS, WORDS = 1 << 14, 1 << 13
"""Buckets of pairs and of words of Latin letters; 0 is none."""
_OTHERS = 512
"""Buckets of characters that are neither ASCII nor of GB 2312."""
_LENGTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19)
"""Digits of a row, each with those up to the next; so a card differs from a mobile."""
_MIX = 0x9E3779B1


def _sayings() -> tuple[str, ...]:
    named = [f"{sort} {kind}" for sort in ("label", "record", "trait") for kind in kinds()]
    named += ["relation", "title", "unit"]
    named += [f"place {sort}" for sort in ("division", "near", "door", "class", "work", "school", "number", "grade")]
    named += [f"digits {length}" for length in _LENGTHS] + [f"dress {dress.name.lower()}" for dress in Dress]
    named += [f"certain {kind}" for kind in ("phone_number", "id_number", "bank_account")]
    named += [f"in {kind}" for kind in kinds()] + ["in unknown", "in turn", "in quote", "in price"]
    return (*named, "line first", "line short", "line long")


SAYINGS = _sayings()
"""What may be told of a stretch."""
_AT = {name: at for at, name in enumerate(SAYINGS)}
TRAITS = ("family common", "family rare", "given", "never in names", "upper")
"""What is known of a character by itself."""


class Piece(NamedTuple):
    """A stretch of a text, and where it begins in the row."""

    text: int
    start: int
    end: int
    at: int


class Row(NamedTuple):
    """Texts in one row. Characters of gaps are 0 everywhere; stretches that say something lie each in one piece."""

    pieces: tuple[Piece, ...]
    chars: Ints
    grams: Ints
    words: Ints
    starts: Ints
    ends: Ints
    says: Ints


class Characters(NamedTuple):
    """The number of each character; of each number the one without case, and its ``TRAITS``."""

    number: Ints
    plain: Ints
    traits: Bytes


@cache
def characters() -> Characters:
    """All digits are one; then ASCII, the characters of GB 2312, and buckets of all others."""
    numbers = np.zeros(1 << 16, np.int32)
    known = [chr(point) for point in range(1, 128) if not chr(point).isdigit()]
    known += [bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    known = [one for one in known if one]
    for number, one in enumerate(known, 2):
        numbers[ord(one)] = number
    numbers[[ord(str(digit)) for digit in range(10)]] = 1
    first = len(known) + 2
    rest = np.flatnonzero(numbers == 0)[1:]
    numbers[rest] = first + (rest * _MIX >> 16) % _OTHERS
    plain = np.arange(first + _OTHERS, dtype=np.int32)
    traits = np.zeros((first + _OTHERS, len(TRAITS)), np.uint8)
    for point in range(65, 91):
        plain[numbers[point]] = numbers[point + 32]
        traits[numbers[point], -1] = 1
    names, given, no = (table(name) for name in ("surnames.yaml", "given.yaml", "not_names.yaml"))
    lists = (names["common"], names["rare"], "".join((given["usual"] + given["sometimes"]).split()), no["characters"])
    for at, listed in enumerate(lists):
        traits[[numbers[ord(one)] for one in listed if ord(one) < 1 << 16], at] = 1
    traits[first:, :-1] = 0
    return Characters(numbers, plain, traits)


def of(texts: Sequence[str | Reading | Page]) -> Row:
    """The row of these texts, given as read or as captured."""
    pages = [page_of(text) for text in texts]
    parts, at = [], GAP
    for number, page in enumerate(pages):
        for start, end in pieces(page.clean, LONGEST, "\n"):
            parts.append(Piece(number, start, end, at))
            at += end - start + GAP
    gap = "\0" * GAP
    joined = gap + "".join(pages[one.text].clean[one.start : one.end] + gap for one in parts)
    spend(len(joined))
    codes = np.minimum(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4"), (1 << 16) - 1)
    known = characters()
    chars = known.number[codes]
    plain = known.plain[chars].astype(np.uint32)
    pairs = (plain[:-1] * np.uint32(8209) + plain[1:]) * np.uint32(_MIX)
    grams = np.concatenate(([0], 1 + (pairs >> np.uint32(12)) % np.uint32(GRAMS - 1))).astype(np.int32)
    grams[codes == 0] = 0
    return Row(tuple(parts), chars, grams, _words(codes), *_told_of(pages, parts))


def _words(codes: npt.NDArray[np.uint32]) -> Ints:
    """The bucket of the word of Latin letters that each character lies in."""
    lower = codes | 32
    letter = (codes < 128) & (lower >= 97) & (lower <= 122)
    edges = np.flatnonzero(np.diff(letter.astype(np.int8)))
    starts, ends = edges[::2] + 1, edges[1::2] + 1  # the row begins and ends with a gap
    found = np.zeros(len(codes), np.int32)
    if not len(starts):
        return found
    place = np.arange(len(codes), dtype=np.uint64)
    first = np.zeros(len(codes), np.uint64)
    first[letter] = np.repeat(starts, ends - starts)
    spread = (place - first + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = np.where(letter, (spread ^ (spread >> np.uint64(29))) * lower.astype(np.uint64), np.uint64(0))
    bucket = 1 + (np.add.reduceat(mixed, starts) >> np.uint64(20)) % np.uint64(WORDS - 1)
    found[letter] = np.repeat(bucket.astype(np.int32), ends - starts)
    return found


def _told_of(pages: Sequence[Page], parts: Sequence[Piece]) -> tuple[Ints, Ints, Ints]:
    """What is told of the texts: starts and ends in the row, and what is said."""
    found: list[tuple[int, int, int]] = []
    shifts: list[int] = []  # from a text to the row, and of how many found
    many: list[int] = []
    of_text: list[list[Piece]] = [[] for _ in pages]
    for piece in parts:
        of_text[piece.text].append(piece)
    for page, own in zip(pages, of_text, strict=True):
        told = _told(page)
        spend(len(told))
        if len(own) == 1:
            found += told
            shifts.append(own[0].at)
            many.append(len(told))
            continue
        firsts = [piece.start for piece in own]
        for start, end, what in told:
            for piece in own[bisect_right(firsts, start) - 1 : bisect_right(firsts, end - 1)]:
                spend()
                found.append((max(start, piece.start), min(end, piece.end), what))
                shifts.append(piece.at - piece.start)
                many.append(1)
    columns = np.fromiter(chain.from_iterable(found), np.int32, 3 * len(found)).reshape(-1, 3).T.copy()
    columns[:2] += np.repeat(np.array(shifts, np.int32), many)
    if len(parts) > len(pages):
        columns = columns[:, np.lexsort(columns[::-1])]
    return columns[0], columns[1], columns[2]


_SORTS = {
    lexicon.Sort.LABEL: "label", lexicon.Sort.WEAK: "label", lexicon.Sort.RECORD: "record", lexicon.Sort.FAINT: "record",
    lexicon.Sort.TRAIT: "trait",
}  # fmt: skip
_FRAMES = {Shape.TURN: "in turn", Shape.QUOTE: "in quote", Shape.PRICE: "in price"}
_WORDS = {
    (sort, kind): _AT[f"{_SORTS[sort]} {kind}"]
    for sort in _SORTS
    for kind in kinds()
    if f"{_SORTS[sort]} {kind}" in _AT
}
_IN = {kind: _AT[f"in {kind}"] for kind in kinds()}
_PLACES = {name.removeprefix("place "): at for name, at in _AT.items() if name.startswith("place ")}
_DRESS = {dress: _AT[f"dress {dress.name.lower()}"] for dress in Dress}
_ROWS = [_AT[f"digits {_LENGTHS[bisect_right(_LENGTHS, max(1, size)) - 1]}"] for size in range(_LENGTHS[-1] + 1)]
_FIRST, _SHORT, _LONG = (_AT[f"line {which}"] for which in ("first", "short", "long"))


def _told(page: Page) -> list[tuple[int, int, int]]:
    """Stretches of a text and what each says, once."""
    told = {
        (start, end, _WORDS[sort, kind] if sort in _SORTS else _AT[sort.value]) for start, end, sort, kind in page.words
    }
    told.update([(start, end, _PLACES[sort]) for start, end, sorts in page.hits for sort in sorts])
    for atom in page.atoms:
        digits, start, end, dress = atom
        told.add((start, end, _ROWS[min(len(digits), len(_ROWS) - 1)]))
        told.add((start, end, _DRESS[dress]))
        told.update([(start, end, _AT[f"certain {kind}"]) for kind, _ in number_kinds.certain(digits)])
    for shape, _, (start, end), some in page.frames:
        if some:
            told.update([(start, end, _IN[kind]) for kind in some])
        else:
            told.add((start, end, _AT[_FRAMES.get(shape, "in unknown")]))
    lines = page.text.lines
    told.update([(*line, _FIRST) for line in lines[:1]])
    for start, end in lines:
        if not _FEW < end - start <= _MANY:
            told.add((start, end, _SHORT if end - start <= _FEW else _LONG))
    return sorted(told)


_FEW, _MANY = 12, 40
"""Characters of a short line, and of the longest that is none of either."""
