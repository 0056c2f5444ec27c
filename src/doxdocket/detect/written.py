r"""Numbers as people write them: 壹捌捌叁, 5lOlO7, 1 7 8 0, 138.9988.6677, 138空9988空6677.

`doxdocket.text` has undone width, circles and hidden characters. Here a *run* is a stretch of digits in any writing,
with what stands between them. A run says nothing yet: the kinds look in it for their own lengths and check digits, and
`Run.tidy` says whether the gaps are such as somebody writes inside one number.

Source: own observation of how numbers are written around filters. Left out: numbers spelt in pinyin or English words,
and digits hidden in pictures of characters (拆字).

>>> from doxdocket.text import read
>>> [run.digits for run in runs(read("手机壹捌捌-叁陆零叁-玖玖捌柒，卡5lOl 0718"))]
['18836039987', '51010718']
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise

from doxdocket.text import Reading

#: One digit in any writing, with the digit it is.
DIGIT = {
    **{str(n): str(n) for n in range(10)},
    **dict(zip("〇一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    **dict(zip("○◯幺弌弍弎两洞拐勾参", "00112320793", strict=True)),
    **dict(zip("OoIl|ZzSsBb", "00111225586", strict=True)),
}
_LETTERS = frozenset("OoIl|ZzSsBb")
_BESIDE = _LETTERS | frozenset("Xx")  # the last character of a citizen number may stand beside one
_MONEY = "零壹贰叁肆伍陆柒捌玖"
_PIECE = re.compile(  # 参 is three only among its like
    rf"[0-9]+|(?:[〇一二三四五六七八九{_MONEY}幺弌弍弎两洞拐勾]|(?<![0-9○◯])[○◯]+(?![0-9○◯])|参(?=[{_MONEY}参])|(?<=[{_MONEY}参])参)+|[OoIl|ZzSsBb]+"
)

_EMOJI = "\u2190-\u2bff\u3004\u3020\U0001f000-\U0001faff"
_MARKS = r".\-_·*~/\\+=:,;、。'\"`^#&@!?…<>()\[\]{}【】「」『』《》|%$"
_FILLER = r"(?:空格|横杠|空|点|杠|横|星|加|减|删|去|dot|dian|dash)"
#: What may stand between two digits of one number: spaces, up to three marks or pictures, a filler word, a bracket.
_GAP = re.compile(
    rf" {{0,3}}(?:[{_MARKS}{_EMOJI}]{{1,3}}| ?[\(\[<{{【「]?{_FILLER}[\)\]>}}】」]? ?|"
    r"[(\[【](?![^)\]】]*[电机话号码证卡信箱名址牌座联微])[^()\[\]【】A-Za-z\d\n]{1,5}[)\]】])? {0,3}"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Digits in a row: each with its place in the cleaned text and what stands before it."""

    digits: str = field(repr=False)
    starts: tuple[int, ...]
    gaps: tuple[str, ...] = field(repr=False)  # before each digit; "" inside one piece, "\0" where the writing changes
    text: str = field(repr=False)
    edges: tuple[int, ...]  # where a number may begin or end: the writing changes or something stands there
    marks: frozenset[int] = field(repr=False)  # the same, to ask

    def edge(self, at: int) -> bool:
        """Whether a number may begin or end at this digit."""
        return at in self.marks

    def groups(self, start: int, end: int) -> tuple[int, ...]:
        """Lengths of the groups in which these digits are written."""
        cuts = [start, *(at for at in self.within(start, end) if self.gaps[at] != "\0"), end]
        return tuple(b - a for a, b in pairwise(cuts))

    def inner(self, start: int, end: int) -> tuple[str, ...]:
        """What stands between these digits."""
        return tuple(self.gaps[at] for at in self.within(start, end) if self.gaps[at] != "\0")

    def within(self, start: int, end: int) -> tuple[int, ...]:
        """The edges between two digits, neither included."""
        return self.edges[bisect_right(self.edges, start) : bisect_left(self.edges, end)]

    def letters(self, start: int, end: int) -> int:
        """How many of these digits are written as letters."""
        if self.text[self.starts[start] : self.starts[end - 1] + 1].isdigit():
            return 0
        return sum(self.text[self.starts[at]] in _LETTERS for at in range(start, end))

    def tidy(self, start: int, end: int) -> bool:
        """Whether the gaps look like those inside one number: none, or alike, and not going on beyond it.

        >>> from doxdocket.text import read
        >>> run = next(runs(read("1 7 8 0 6 4")))
        >>> run.tidy(0, 6), run.tidy(0, 5)
        (True, False)
        """
        inner = {gap.strip() for gap in self.inner(start, end)}
        if not inner:
            return True
        outer = {self.gaps[at].strip() for at in (start, end) if 0 < at < len(self.digits)}
        return len(inner) <= 2 and not (outer & inner)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Place in the cleaned text."""
        return self.starts[start], self.starts[end - 1] + 1


def _pieces(reading: Reading) -> Iterator[tuple[int, int]]:
    """Stretches of one writing. Letters count only beside a digit, and never as part of a word."""
    clean, raw, back = reading.clean, reading.raw, reading.back
    bars = clean.count("|") > _BARS
    for found in _PIECE.finditer(clean):
        start, end = found.span()
        if clean[start] in _LETTERS:
            sides = clean[start - 1 : start], clean[end : end + 1]
            if sides[0] not in DIGIT and sides[1] not in DIGIT:
                continue
            word = any(side.isascii() and side.isalpha() and side not in _BESIDE for side in sides if side)
            bar = "|" in found[0] and (bars or set(found[0]) == {"|"})  # alone it parts groups
            if word or bar:
                continue
        if raw[back[start] : back[end - 1] + 1].isascii():
            if end - start <= _LONGEST:
                yield start, end
                continue
            yield from ((at, min(end, at + _LONGEST)) for at in range(start, end, _LONGEST))
            continue
        for at in range(start + 1, end):  # ①13899800001: the circle is a bullet, not a digit of what follows
            if clean[at] <= "9" and raw[back[at]].isascii() != raw[back[at - 1]].isascii():
                yield start, at
                start = at
        yield start, end


_BARS = 2  # more of them are borders of cells, not ones
_WIDEST = 16  # characters of the longest gap
_LONGEST = 200  # digits of a run: longer ones are lists, cut where something stands between
_SHORTEST = 4
"""Fewer digits are no number of any kind here."""


@lru_cache(maxsize=4)
def _runs(reading: Reading) -> tuple[Run, ...]:
    clean = reading.clean
    found: list[Run] = []
    starts: list[int] = []
    gaps: list[str] = []
    last = -1
    for start, end in _pieces(reading):
        gap = clean[last:start] if last >= 0 else ""
        if starts and (len(starts) >= _LONGEST or (gap and (len(gap) > _WIDEST or not _GAP.fullmatch(gap)))):
            if len(starts) >= _SHORTEST:
                found.append(_run(clean, starts, gaps))
            starts, gaps = [], []
        gaps.append((gap or "\0") if starts else "")
        gaps.extend([""] * (end - start - 1))
        starts.extend(range(start, end))
        last = end
    if len(starts) >= _SHORTEST:
        found.append(_run(clean, starts, gaps))
    return tuple(found)


def _run(clean: str, starts: list[int], gaps: list[str]) -> Run:
    edges = (0, *(at for at, gap in enumerate(gaps) if gap), len(gaps))
    written = clean[starts[0] : starts[-1] + 1]
    plain = len(written) == len(starts) and written.isascii() and written.isdigit()
    return Run(
        written if plain else "".join(DIGIT[clean[at]] for at in starts),
        tuple(starts),
        tuple(gaps),
        clean,
        edges,
        frozenset(edges),
    )


_ITEM = re.compile(r"[;,、。\n]")
_HAN = re.compile("[一-鿿]")


_SHORT_GROUP = 4


def parts(gaps: Sequence[str], longest: int) -> bool:
    """Whether one of these gaps ends an item: a comma inside a number stands in all its gaps, between short groups.

    >>> parts([" ", ","], 3), parts([","], 9), parts([",", ","], 3), parts([".", "-"], 9)
    (True, True, False, False)
    """
    return any(_ITEM.search(gap) for gap in gaps) and (longest > _SHORT_GROUP or len({g.strip() for g in gaps}) > 1)


def counts(text: str, start: int, end: int, before: str) -> bool:
    """Whether Chinese digits behind plain ones are a word of the sentence: 812 345 012 两个, not 8一2三."""
    return before.isascii() and not text[start:end].isascii() and bool(_HAN.match(text, end))


def opened(text: str, start: int, end: int) -> int:
    """Where a number really begins: at the bracket before it, if that closes inside.

    >>> opened("(138)0000", 1, 9)
    0
    """
    if start and text[start - 1] in "([【":
        closing = text.find({"(": ")", "[": "]", "【": "】"}[text[start - 1]], start, end)
        if closing > 0:
            return start - 1
    return start


def runs(reading: Reading) -> Iterator[Run]:
    """Every run of a text with four digits or more, in order."""
    return iter(_runs(reading))


def runs_from(reading: Reading, start: int) -> Iterator[Run]:
    """Those that end at this place of the cleaned text or behind it, in order."""
    every = _runs(reading)
    return islice(every, bisect_left(every, start, key=lambda run: run.starts[-1]), None)


#: What hides a digit, and a number with hidden digits: digits and masks, two masks or more in a row.
_MASK = "*xX×✕✖●○◯■□█▇▆◼◆#_?※某"
MASKED = re.compile(
    rf"(?<![0-9A-Za-z*])(?:[0-9][ -]?){{1,30}}(?:[{_MASK}][ -]?){{2,30}}(?:[0-9{_MASK}][ -]?){{0,30}}(?<![ -])(?![A-Za-z])"
)

TWO_MASKS = re.compile(rf"[0-9][ -]?[{_MASK}][ -]?[{_MASK}]")
"""What every such number holds: the pattern above goes over each digit of a text several times."""


_MASKS = frozenset(_MASK)
#: One hidden digit among the eleven of a mobile number.
_ONE_MASK = re.compile(rf"(?<![0-9A-Za-z{_MASK}.+@=])1(?:[ -]?[0-9{_MASK}]){{10}}(?![0-9A-Za-z{_MASK}])")


@lru_cache(maxsize=4)
def one_hidden(clean: str) -> tuple[tuple[int, int, str], ...]:
    """Every number of eleven places beginning with 1 of which one digit is hidden: its place, and itself with ``*`` there.

    >>> [value for _, _, value in one_hidden("138*2345678,1380013800X 139 0681 270*,138*234567,13800138001*")]
    ['138*2345678', '1380013800*', '1390681270*']
    """
    found = []
    for match in _ONE_MASK.finditer(clean) if not _MASKS.isdisjoint(clean) else ():
        value = "".join(char if char.isdigit() else "*" for char in re.sub("[ -]", "", match[0]))
        if value.count("*") == 1:
            found.append((*match.span(), value))
    return tuple(found)


@lru_cache(maxsize=4)
def masked(clean: str) -> tuple[tuple[int, int, str], ...]:
    """Every number with hidden digits: its place, and itself with ``*`` for each hidden digit.

    What a space joins may be two numbers: each reading that begins or ends at a space is given too.

    >>> [value for _, _, value in masked("138 **** 1234,110101********001X")]
    ['138****1234', '138****', '110101********001X']
    """
    found: list[tuple[int, int, str]] = []
    for match in MASKED.finditer(clean) if TWO_MASKS.search(clean) else ():
        chunks = [(match.start() + part.start(), match.start() + part.end()) for part in re.finditer("[^ ]+", match[0])]
        for at, (start, _) in enumerate(chunks):
            for _, end in reversed(chunks[at:]):
                if clean[start].isdigit() and (value := _shown(clean[start:end])).count("*") > 1:
                    found.append((start, end, value))
    return tuple(found)


def _shown(text: str) -> str:
    text = re.sub("[ -]", "", text)
    value = "".join(char if char.isdigit() else "*" for char in text)
    check = text[-1] in "xX" and (text[-2:-1].isdigit() or not set("xX") & set(text[:-1]))
    return value[:-1] + "X" if check else value


def hidden(clean: str, score: Callable[[int, int, str], int]) -> Iterator[tuple[int, int, str]]:
    """The numbers with hidden digits that a kind wants, none over another: best score first, then the longer."""
    scored = [(score(*each), each[1] - each[0], each) for each in masked(clean)]
    taken: list[tuple[int, int]] = []
    for points, _, each in sorted(scored, key=lambda item: item[:2], reverse=True):
        if points > 0 and not any(a < each[1] and each[0] < b for a, b in taken):
            taken.append(each[:2])
            yield each
