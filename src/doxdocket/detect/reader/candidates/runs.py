r"""Rows of digits in any dress: atoms of one writing, and the windows of neighbouring atoms that may be one number.

An atom is a stretch of one writing (plain digits, circled ones, Chinese numerals, letters that look like digits, sounds,
words, signs that hide). A window is up to 21 digits of neighbouring atoms with what may stand between them. An atom
begins at most 21 windows, so the work is linear in the text. Left out: what a window may mean (`kinds`).

>>> from doxdocket.text import read
>>> [(w.digits, w.level.name) for w in windows(atoms(read("手机一三九-0000 1850")), "手机一三九-0000 1850")][2]
('13900001850', 'MARKS')
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT, LETTER, MASK, SOUND, WIDE_LETTER, WORD
from doxdocket.text import Reading

LONGEST = 21
"""Digits of a window; an account book has so many."""


class Dress(IntEnum):
    """In what writing digits stand."""

    PLAIN = 0
    SIGN = 1  # circled, full width, of other scripts
    HAN = 2
    LETTER = 3
    SOUND = 4
    WORD = 5
    MASK = 6


class Level(IntEnum):
    """What stands between two digits of one number, from nothing to other words."""

    NONE = 0
    MARKS = 1
    LINE = 2
    COVER = 3
    APART = 9  # too much: two numbers


class Atom(NamedTuple):
    """Digits of one writing; ``*`` for one that is hidden."""

    digits: str
    start: int
    end: int
    dress: Dress


class Window(NamedTuple):
    """Neighbouring atoms read as one number."""

    digits: str
    start: int
    end: int
    level: Level  # the widest gap inside
    first: int  # places of the first and last atom
    last: int


_SIGNS = "".join(sorted(MASK - set("xX")))
_ATOM = re.compile(
    f"([0-9]+)|([{''.join(HAN_DIGIT)}]+)|([○◯]+)|([{re.escape(''.join(LETTER))}]+)|([xX{re.escape(_SIGNS)}]+)"
)
_WORDS = re.compile("(?:(double|triple)[ -])?([A-Za-z]+)", re.IGNORECASE)
_LIKE_SOUND = re.compile(f"[{''.join(HAN_DIGIT)}{''.join(SOUND)}]+")
_FEWEST_SOUNDS = 6
_FEWEST_WORDS = 3
_MARKS = re.compile(
    r"[^\w\n]{1,8}|[^\w\n]{0,2}(?:空格|横杠|横线|减号|[横杠空点转减加杆啦]|dot|dash|dian)[^\w\n]{0,2}|[^\w\n]{0,3}_[^\w\n]{0,3}"
)
_LINE = re.compile(r"\W{1,10}")
_WIDEST = 16
_LETTERS_ALONE = 10


def _letters(text: str) -> bool:
    return text.isascii() and text.isalpha()


def atoms(reading: Reading) -> list[Atom]:
    """Every atom of a text, in order."""
    clean = reading.clean
    plain = [*_written(reading), *_spelt(clean), *_sounding(clean)]
    found = [*_reckoned(clean), *_times(clean, plain), *plain]
    found.sort(key=lambda atom: atom.start)  # stable: a sum goes before its first part
    spend(len(found))
    kept: list[Atom] = []
    for atom in found:
        last = kept[-1] if kept else None
        if last is None or atom.start >= last.end:
            kept.append(atom)
        elif atom.dress is Dress.WORD and last.dress is Dress.HAN:  # 一三九|四个零
            kept[-1:] = [Atom(last.digits[: atom.start - last.start], last.start, atom.start, last.dress), atom]
        elif atom.end > last.end and atom.end - atom.start == len(atom.digits):
            kept.append(Atom(atom.digits[last.end - atom.start :], last.end, atom.end, atom.dress))  # 双零|九
    return kept


_SUM = re.compile(r"(?<![0-9])[(\[]?([0-9]{1,4}) ?([+加减]|乘以?) ?([0-9]{1,4})(?![0-9])[)\]]?")
_TURNED = re.compile(r"(?<![0-9])([0-9]{2,8})(?:[倒反颠]过来|倒着[念写读看])")


def _reckoned(clean: str) -> Iterator[Atom]:
    """(6000加92), 8+1, 2205乘以2, 1208倒过来: what comes out."""
    for match in _SUM.finditer(clean):
        first, second = int(match[1]), int(match[3])
        value = first - second if match[2] == "减" else first * second if match[2][0] == "乘" else first + second
        if value >= 0:
            yield Atom(str(value), match.start(), match.end(), Dress.WORD)
    for match in _TURNED.finditer(clean):
        yield Atom(match[1][::-1], match.start(), match.end(), Dress.WORD)


_DIGIT = "".join(HAN_DIGIT) + "0-9"
_NOUGHT = "圈圈|圈|鸭蛋|零蛋|蛋蛋|蛋"
_TIMES = re.compile(
    f"(?<![十百千万0-9])([一二两三四五六七八九仨俩1-9])(?:个|颗|枚)(?:([零〇洞0](?![{_DIGIT}]{{7}})|[{_DIGIT}](?![{_DIGIT}]{{3}}))|{_NOUGHT})"
    f"|[双孖]([{_DIGIT}])(?![0-9]{{9}})|((?:{_NOUGHT}){{2,8}})"
)
_DIGITS_ON = re.compile(f"[{_DIGIT}]+")
_BESIDE = 3
LEADS_ON = re.compile(
    r"(?:[^\w\n]|[完末临最]了|[一二两三四五六七八2-8]?+[位码个]|[开打起]头|[当其正]中|[中后前最末头尾][面间头边尾半巴来]?+|[往再接]着?+(?:下来)?+|剩下的?|然后|跟着?+|就?+[是系]|数字|收尾|结尾|段|截|那){1,12}+"
)
"""What leads from one piece of a number to the next and says nothing else."""


def _times(clean: str, plain: Sequence[Atom]) -> Iterator[Atom]:
    """四个零, 一三双六, 四个圈, 蛋蛋蛋蛋: digits told by how often they stand, in a row with others (双十一 and 双一流 are none).

    Others stand within three characters or behind words that lead on; before 双 they must. A digit that begins a whole number (两个13900001850) is told once.
    """
    found = []
    for match in _TIMES.finditer(clean):
        many, digit, twice, noughts = match.groups()
        rest = _DIGITS_ON.match(clean, match.start(2)) if digit else None
        if rest and len(rest[0]) == int(HAN_DIGIT.get(many, many)) > 1:
            continue  # 最后四个六三三八
        if twice:
            digits = HAN_DIGIT.get(twice, twice) * 2
        elif noughts:
            digits = "0" * len(noughts.replace("鸭", "").replace("零", ""))
        else:
            digits = HAN_DIGIT.get(digit or "0", digit or "0") * int(HAN_DIGIT.get(many, many))
        found.append(Atom(digits, *match.span(), Dress.WORD))
    if not found:
        return
    spend(len(found) + len(plain))
    row = sorted((one.start, one.end) for one in (*plain, *found))
    for one in found:
        at, last = bisect_left(row, (one.start,)) - 1, bisect_left(row, (one.end,))
        before = at >= 0 and _leads(clean, row[at][1], one.start)
        behind = last < len(row) and _leads(clean, one.end, row[last][0])
        if before or (behind and clean[one.start] not in "双孖"):
            yield one


def _leads(clean: str, start: int, end: int) -> bool:
    return end - start <= _BESIDE or LEADS_ON.fullmatch(clean, start, end) is not None


def _written(reading: Reading) -> Iterator[Atom]:
    clean, n = reading.clean, len(reading.clean)
    bars = clean.count("|") > 2  # more of them are borders of cells, not ones
    for match in _ATOM.finditer(clean):
        start, end = match.span()
        sort, text = match.lastindex, match[0]
        before, after = clean[start - 1 : start] if start else "", clean[end] if end < n else ""
        if sort == 1:
            yield from _plain(reading, start, end)
        elif sort == 2:
            yield Atom("".join([HAN_DIGIT[char] for char in text]), start, end, Dress.HAN)
        elif sort == 3 and (before in HAN_DIGIT or after in HAN_DIGIT) and before + after != "":
            yield Atom("0" * len(text), start, end, Dress.HAN)
        elif sort == 4:
            yield from _look_alike(clean, start, end, before, after, bars=bars)
        elif sort in (3, 5) and _covers(clean, start, end):
            yield Atom("*" * len(text), start, end, Dress.MASK)


def _covers(clean: str, start: int, end: int) -> bool:
    """Whether signs hide digits: one stands beside them, and they do not lead to a number as in a table of contents (固话………025-66516550)."""
    behind = _hides(clean, start - 1, start - 2)
    leads = not behind and end - start > 1 and set(clean[start:end]) <= set("…_")
    return behind or (not leads and _hides(clean, end, end + 1))


def _hides(clean: str, beside: int, next_: int) -> bool:
    """Whether a digit stands beside a sign that hides, or behind one space or hyphen."""
    n = len(clean)
    if not 0 <= beside < n:
        return False
    char = clean[beside]
    return char.isdigit() or char in HAN_DIGIT or (char in " -" and 0 <= next_ < n and clean[next_].isdigit())


def _plain(reading: Reading, start: int, end: int) -> Iterator[Atom]:
    """Digits, cut where their dress as captured changes: ①139… is a bullet and a number."""
    raw, back, clean = reading.raw, reading.back, reading.clean
    if raw is clean or raw[back[start] : back[end - 1] + 1].isascii():
        yield Atom(clean[start:end], start, end, Dress.PLAIN)
        return
    spend(end - start)
    at = start
    for place in range(start + 1, end + 1):
        here = raw[back[at]].isascii()
        if place == end or raw[back[place]].isascii() != here:
            written = raw[back[at] : back[place - 1] + 1]  # keycaps and hidden characters make it longer
            plain = written.isascii() and len(written) == place - at
            yield Atom(clean[at:place], at, place, Dress.PLAIN if plain else Dress.SIGN)
            at = place


def _look_alike(clean: str, start: int, end: int, before: str, after: str, *, bars: bool) -> Iterator[Atom]:
    """Letters for digits: beside a digit, and no part of a word."""
    text = clean[start:end]
    if "|" in text and (bars or text == "|" * len(text)):
        return
    if any(_letters(side) and side not in "xX" for side in (before, after)):
        return
    near = [side for side in (before, after) if side.isdigit() or side in HAN_DIGIT or (side in MASK and side)]
    across = [clean[start - 2 : start - 1]] if before and before in " -" else []
    across += [clean[end + 1 : end + 2]] if after and after in " -" else []
    if near or any(side.isdigit() or side in HAN_DIGIT for side in across):
        yield Atom("".join([LETTER[char] for char in text]), start, end, Dress.LETTER)


def _spelt(clean: str) -> Iterator[Atom]:
    """Rows of three or more words of digits, and one word of ten or more letters that look like digits."""
    row: list[Atom] = []
    at = -1
    for match in _WORDS.finditer(clean):
        start, end = match.span()
        word = match[2]
        digit = WORD.get(word.lower()) if len(word) < 9 else None
        if digit is None and len(word) >= _LETTERS_ALONE and all(char in WIDE_LETTER for char in word):
            yield Atom("".join([WIDE_LETTER[char] for char in word]), start, end, Dress.LETTER)
        if row and (digit is None or start - at > 3 or clean[at:start].isalnum()):
            yield from row if _is_row(clean, row) else ()
            row = []
        if digit is not None:
            times = 1 if match[1] is None else 2 if match[1][0] in "dD" else 3
            row.append(Atom(digit * times, start, end, Dress.WORD))
        at = end
    yield from row if _is_row(clean, row) else ()


def _is_row(clean: str, row: Sequence[Atom]) -> bool:
    """Whether there are enough words of digits, two with digits beside them, or one of three letters right beside a Chinese numeral (四two七)."""
    if not row:
        return False
    start, end = row[0].start, row[-1].end
    beside = clean[max(0, start - 2) : start] + clean[end : end + 2]
    if len(row) >= _FEWEST_WORDS or (len(row) > 1 and any(char.isdigit() for char in beside)):
        return True
    touching = clean[max(0, start - 1) : start] + clean[end : end + 1]
    return any(char in HAN_DIGIT for char in touching) and all(one.end - one.start > 2 for one in row)


def _sounding(clean: str) -> Iterator[Atom]:
    """Characters that sound like digits, in rows of six or more that marks alone part; each is an atom of its own."""
    row: list[int] = []
    at = -1
    for match in _LIKE_SOUND.finditer(clean):
        start, end = match.span()
        if row and (start - at > 3 or clean[at:start].strip(" ,.-·、/。\n")):
            yield from _of_sounds(clean, row)
            row = []
        row.extend(range(start, end))
        at = end
    yield from _of_sounds(clean, row)


def _of_sounds(clean: str, row: Sequence[int]) -> Iterator[Atom]:
    if len(row) >= _FEWEST_SOUNDS:
        yield from (Atom(SOUND[clean[at]], at, at + 1, Dress.SOUND) for at in row if clean[at] in SOUND)


def rows_apart(clean: str, left: int, right: int) -> bool:
    r"""Whether two rows of a table part these places: the end of a line between, and borders of cells between or in both lines.

    >>> rows_apart("甲|14\n乙|18", 4, 7), rows_apart("14|甲\n18|乙", 4, 5), rows_apart("139\n0000", 3, 4)
    (True, True, False)
    """
    if clean.find("\n", left, right) < 0:
        return False
    first, last = clean.rfind("\n", 0, left) + 1, clean.find("\n", right)
    before, between, behind = clean[first:left], clean[left:right], clean[right : last if last >= 0 else len(clean)]
    return any(sign in between or (sign in before and sign in behind) for sign in "|\t")


def gap(clean: str, left: Atom, right: Atom) -> Level:
    """What stands between two neighbouring atoms."""
    width = right.start - left.end
    if width == 0:
        return Level.NONE
    if width > _WIDEST:
        return Level.APART
    if rows_apart(clean, left.end, right.start):
        return Level.APART
    between = clean[left.end : right.start]
    return _sign(between) if width == 1 else _level(between)


def _level(between: str) -> Level:
    if _MARKS.fullmatch(between):
        return Level.MARKS
    return Level.LINE if _LINE.fullmatch(between) else Level.COVER


_sign = lru_cache(maxsize=1024)(_level)


def windows(row: Sequence[Atom], clean: str, fewest: int = 1, covered: int = 1) -> Iterator[Window]:
    """Every window: from each atom up to 21 digits on, while nothing too wide stands between; of so many digits, so many over words."""
    levels = [gap(clean, left, right) for left, right in pairwise(row)]
    for first, atom in enumerate(row):
        number, level, last = atom.digits, Level.NONE, first
        while len(number) <= LONGEST:
            if len(number) >= (covered if level is Level.COVER else fewest):
                yield Window(number, atom.start, row[last].end, level, first, last)
            last += 1
            if last == len(row) or (between := levels[last - 1]) is Level.APART:
                break
            more = row[last].digits
            if between is Level.COVER and ("*" in number or "*" in more):
                break
            level = max(level, between)
            number += more
        spend(last - first)


def gaps(window: Window, row: Sequence[Atom], clean: str) -> set[str]:
    """What stands in the gaps of a window, without spaces."""
    atoms_ = row[window.first : window.last + 1]
    return {clean[left.end : right.start].strip() for left, right in pairwise(atoms_) if left.end < right.start}


def glued(window: Window, row: Sequence[Atom]) -> bool:
    """Whether digits or signs that hide go on beside a window, without anything between.

    Chinese numerals behind plain digits may be words of the sentence (812345012两个), and a circled digit before them a bullet.
    """
    for inner, at in ((row[window.first], window.first - 1), (row[window.last], window.last + 1)):
        beside = row[at] if 0 <= at < len(row) else None
        if beside and (beside.end == inner.start or inner.end == beside.start):
            dresses = {beside.dress, inner.dress}
            if len(dresses) == 1 or dresses & {Dress.MASK, Dress.LETTER} or inner.dress is Dress.SOUND:
                return True
    return False


_ALIKE = frozenset("OoОоIl|")


def is_letter(atom: Atom, clean: str) -> bool:
    """Whether an atom may well be the letters that it is: not O or l alone, which are hardly meant as letters beside a digit."""
    return atom.dress is Dress.LETTER and not _ALIKE.issuperset(clean[atom.start : atom.end])


def regular(window: Window, row: Sequence[Atom], clean: str) -> bool:
    """Whether the gaps inside are at most of two sorts, and no such gap parts a window from what stands beside it."""
    if window.first == window.last or not (inner := gaps(window, row, clean)):
        return True
    outer = [row[at] for at in (window.first - 1, window.last + 1) if 0 <= at < len(row)]
    between = [
        clean[window.end : one.start] if one.start >= window.end else clean[one.end : window.start] for one in outer
    ]
    if any(len(one) <= _WIDEST and one.strip() in inner and "\n" not in one for one in between if one):
        return False
    return len(inner) <= 2 or window.level is Level.LINE
