r"""One text as captured and as cleaned, and the way back from every cleaned character.

Whoever posts a dossier hides digits from search: full width, circles, keycaps, zero-width characters, struck-through
digits, traditional characters. `read` undoes what is the same character in another dress and nothing else: what needs
context (Chinese numerals, letters for digits, separators inside a number) is left to `detect.written`.

Sources: Unicode compatibility decompositions (NFKC, character by character, only where one character comes out, and
the digit-like ones listed here); OpenCC's t2s characters, one to one, without phrases, so that offsets stand still.
Left out: look-alike letters of other scripts, case, quotation marks, words.

>>> reading = read("手機：１３８\u200b①②")
>>> reading.clean
'手机:13812'
>>> reading.raw[slice(*reading.span(3, 8))]
'１３８\u200b①②'
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

#: Removed: they show nothing. Zero width, bidi, fillers, variation selectors, combining marks over other characters.
GONE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
#: Of these, the ones that belong to the character before them, so that a keycap is covered whole.
_TAIL = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]+")

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\u3164\uffa0"
_NEWLINES = "\u0085\u2028\u2029"
_HYPHENS = "\u2010-\u2015\u2212\u2043\u207b\u208b\ufe58\ufe63\uff0d\u2500\u2501\u2e3a\u2e3b\u30a0"
_DOTS = "\u30fb\uff65\u2027\u2219\u22c5\u2022\u0387\u1427\u2e31\u2981"
_STARS = "\u2217\u204e\u2731\u2732\u2733\u2736\u273b\u273d\u273f\uff0a\ufe61\u274a\u2605\u2606\u2b50"
_TILDES = "\u301c\u223c\u02dc\u3030"
_OPENING, _CLOSING = "\u3014\u3018\u301a\u2772\u27e6", "\u3015\u3019\u301b\u2773\u27e7"
_COLONS = "\u2236\ufe55\ua789\ufe13"

#: Characters that are several: circled tens and the like.
_TENS = {0x1F51F: "10", **{0x2469 + n: str(10 + n) for n in range(11)}, **{0x247D + n: str(10 + n) for n in range(11)},
         **{0x24EB + n: str(11 + n) for n in range(10)}, 0x24FE: "10", 0x277F: "10", 0x2789: "10", 0x2793: "10"}  # fmt: skip
#: From here on no character has a digit's value: ideographs, variation selectors, private use (a test asks all of them).
NO_DIGIT = 0x20000
#: Characters that stay as they are in simplified text although OpenCC's character table would change them.
_KEPT = frozenset("乾著藉夥瞭麽馀")


def _members(ranges: str) -> Iterator[int]:
    """Code points of a regex class body without escapes."""
    for low, high in re.findall("(.)(?:-(.))?", ranges, re.DOTALL):
        yield from range(ord(low), ord(high or low) + 1)


def _digits() -> Iterator[tuple[int, str]]:
    """Every character with a decimal or digit value: circled, keyed, superscript, of other scripts."""
    for point in range(0x80, NO_DIGIT):
        value = unicodedata.digit(chr(point), None)
        if value is not None:
            yield point, str(value)
    # negative circled and enclosed ones that carry only a numeric value
    for first in (
        0x3021,
        0x1F007,
        0x1F010,
        0x1F019,
        0x2160,
        0x2170,
        0x1D360,
    ):  # Suzhou numerals, tiles, Roman ones, rods
        yield from ((first + n, str(1 + n)) for n in range(9))
    yield from ((0x2680 + n, str(1 + n)) for n in range(6))  # dice
    yield from ((0x3220 + n, "一二三四五六七八九"[n]) for n in range(9))  # ideographs in parentheses
    yield from ((0x24EA, "0"), (0x24FF, "0"), (0x1F10B, "0"), (0x1F10C, "0"), (0x1F100, "0"))


def _letters() -> Iterator[tuple[int, str]]:
    """Full-width and compatibility characters that stand for exactly one other; enclosed letters."""
    blocks = (range(0x2000, 0x3400), range(0xF900, 0xFB00), range(0xFE10, 0xFE70), range(0xFF00, 0xFFF0),
              range(0x1D400, 0x1D7CE), range(0x1F130, 0x1F14A), range(0x2F800, 0x2FA20))  # fmt: skip
    for block in blocks:
        for point in block:
            plain = unicodedata.normalize("NFKC", chr(point))
            if len(plain) == 1 and plain != chr(point) and not plain.isspace():
                yield point, plain
    for first, base in ((0x1F150, "A"), (0x1F170, "A"), (0x249C, "a")):
        yield from ((first + n, chr(ord(base) + n)) for n in range(26))


@cache
def _simplified() -> tuple[tuple[int, str], ...]:
    """The Han characters of traditional writing, each with its simplified one."""
    han = [chr(point) for point in range(0x3400, 0xA000)]
    plain = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return tuple(
        (ord(before), after)
        for before, after in zip(han, plain, strict=True)
        if after != before and len(after) == 1 and before not in _KEPT
    )


class _Table(dict[int, str]):
    """A table for ``str.translate`` that learns what it leaves alone (a miss would raise inside translate)."""

    def __missing__(self, point: int) -> str:
        self[point] = chr(point)
        return self[point]


@cache
def _table() -> _Table:
    """One character to one, for every character that is another in a different dress."""
    simple = dict(_simplified())
    table = dict(_letters())
    table.update(_digits())
    for members, plain in ((_SPACES, " "), (_NEWLINES, "\n"), (_HYPHENS, "-"), (_DOTS, "·"), (_STARS, "*"),
                           (_TILDES, "~"), (_COLONS, ":"), (_OPENING, "【"), (_CLOSING, "】")):  # fmt: skip
        table.update(dict.fromkeys(_members(members), plain))
    gone = set(_members(GONE))
    table = {**simple, **{point: plain for point, plain in table.items() if point not in gone and point not in _TENS}}
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))  # a lone surrogate is a character lost in capture
    once = {point: table.get(ord(plain), plain) for point, plain in table.items()}
    return _Table({point: once.get(ord(plain), plain) for point, plain in once.items()})  # so that twice is as once


@cache
def dressed(pattern: str) -> str:
    """A pattern without escapes that finds its Han characters in texts as captured too, in traditional writing.

    >>> dressed("写错|[误废]")
    '[写寫][错錯]|[误誤废廢]'
    """
    dresses: dict[str, str] = {}
    for point, plain in _simplified():
        dresses[plain] = dresses.get(plain, "") + chr(point)
    out, inside = [], False
    for char in pattern:
        inside = char == "[" or (inside and char != "]")
        more = dresses.get(char, "")
        out.append(char + more if inside or not more else f"[{char}{more}]")
    return "".join(out)


def script(raw: str) -> str:
    """What a text is written in: traditional characters (two and more that simplified text has not), other Han characters, or mainly none.

    >>> script("個電話號碼 9274 6813"), script("他的电话"), script("call him 他")
    ('traditional', 'Han', 'Latin')
    """
    own = "".join(set(raw))
    han = "".join(_IDEOGRAPHS.findall(own))
    if han != (plain := han.translate(_table())) and sum(map(str.__ne__, han, plain)) > 1:
        return "traditional"
    return "Han" if 2 * len(han) >= sum(map(str.isalpha, own)) else "Latin"


_IDEOGRAPHS = re.compile("[\u3400-\u9fff]+")


_LENGTH = re.compile(f"[{GONE}]+|[{''.join(map(chr, _TENS))}]")
"""What makes the cleaned text shorter or longer."""
_CHANGES = re.compile(f"[{GONE}{''.join(map(chr, _TENS))}]")
"""The same, one character: found sooner. Nothing found: offsets are the same in both."""


@dataclass(frozen=True, slots=True, eq=False)  # by identity: readings are keys of small caches
class Reading:
    """One text as captured and as cleaned. ``back`` has len(clean)+1 entries: cleaned offset to captured offset."""

    raw: str = field(repr=False)
    clean: str = field(repr=False)
    back: Sequence[int] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest captured range that covers this cleaned range; marks on its last character belong to it."""
        if isinstance(self.back, range):
            return start, end
        first = self.back[start]
        if end <= start:
            return first, first
        last = self.back[end - 1] + 1
        tail = _TAIL.match(self.raw, last)
        return first, (tail.end() if tail else last)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The cleaned range of what a captured range shows.

        >>> read("手機：１３８\u200b①②").within(3, 9)
        (3, 8)
        """
        if isinstance(self.back, range):
            return start, end
        return bisect_left(self.back, start), bisect_left(self.back, end)


def read(raw: str) -> Reading:
    """Clean one text. Most texts keep their length, and then the way back is the identity."""
    if raw.isascii():
        return Reading(raw, raw, range(len(raw) + 1))
    if not _CHANGES.search(raw):
        return Reading(raw, raw.translate(_table()), range(len(raw) + 1))
    parts: list[str] = []
    back: list[int] = []
    at = 0
    for found in _LENGTH.finditer(raw):
        parts.append(raw[at : found.start()])
        back.extend(range(at, found.start()))
        many = _TENS.get(ord(found[0][0]), "")
        parts.append(many)
        back.extend([found.start()] * len(many))
        at = found.end()
    parts.append(raw[at:])
    back.extend(range(at, len(raw) + 1))
    return Reading(raw, "".join(parts).translate(_table()), tuple(back))


def telephone(digits: str) -> str:
    """The digits of a telephone number without what stands for a call from abroad: 00, and 86 before a number in China, its area with 0 or without.

    >>> telephone("008613900001850"), telephone("86057187654321"), telephone("86008600"), telephone("0085500000312")
    ('13900001850', '057187654321', '86008600', '85500000312')
    """
    number = digits.removeprefix("00")
    return number[2:] if re.fullmatch(r"86(?:\d{10,11}|0\d{9,11})", number) else number


def read_all(texts: Sequence[str]) -> list[Reading]:
    """The same of many texts: their characters are changed together, except where offsets move.

    >>> [one.clean for one in read_all(["手機：１３８", "①\u200b②", "abc"])]
    ['手机:138', '12', 'abc']
    """
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    plain = _plain()[codes]
    moved = set()
    if plain.size and plain.max() == _MOVES:
        ends = np.cumsum([len(text) + 1 for text in texts])
        moved = set(np.searchsorted(ends, np.flatnonzero(plain == _MOVES), "right").tolist())
        plain[plain == _MOVES] = 0
    joined, found, at = plain.tobytes().decode("utf-32-le"), [], 0
    for number, raw in enumerate(texts):
        end = at + len(raw)
        if number in moved or raw.isascii():
            found.append(read(raw))
        else:
            found.append(Reading(raw, joined[at:end], range(len(raw) + 1)))
        at = end + 1
    return found


_MOVES = np.iinfo(np.uint32).max
"""What makes the cleaned text shorter or longer, among the characters that others become."""


@cache
def _plain() -> npt.NDArray[np.uint32]:
    """For each code point the one that it becomes."""
    plain = np.arange(0x110000, dtype=np.uint32)
    for point, char in list(_table().items()):
        plain[point] = ord(char)
    plain[[*_members(GONE), *_TENS]] = _MOVES
    return plain
