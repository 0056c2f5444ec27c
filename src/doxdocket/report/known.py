r"""Values of a case that are known in clear, looked for in a text however they are written around.

The clear values are held while one command runs, in memory, as in ``store.pieces``. Text and values are folded the same way: width, circles, hidden
characters (`text.read`), look-alikes of other scripts, Chinese and spoken numerals, letters that look like digits; everything but letters, digits and
Han characters is left out, so that what stands between the signs does not matter. One pass over the folded text finds candidates (Aho-Corasick); each is then
looked at in the text as it stands, since without the gaps any two counts can touch:

- eleven digits and more: whatever stands between them, six signs at most at a place and no more letters than digits;
- fewer digits: a number by itself, with blanks, dots or dashes, of ten also lines, borders and stars; of five or six without any, not in a row with other numbers;
- Han characters: with blanks, dots or dashes between them, the same mark between any two, in longer values any marks; a name of two or three signs that is also a word of this program, or that nobody is sure of, only by itself;
- accounts and the rest: by themselves, as a word.

Left out: words for a value; a value backwards; part of a value, but for addresses (``store.pieces``) and the account of an address of mail.

>>> known = Known([("name", "程岚舟"), ("phone_number", "13800001850"), ("social_account", "qq:1000200030")])
>>> [
...     known.kinds(text)
...     for text in ("程 岚-舟", "l38O零零零壹八五零", "138 （00）00\n18/50", "QQ 1000200030", "1,000,200,030")
... ]
[['name'], ['phone_number'], ['phone_number'], ['social_account'], []]
>>> known
Known(3 values)
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from doxdocket.report.release import our_words
from doxdocket.seal.district import district
from doxdocket.store.pieces import ADDRESS, KINDS
from doxdocket.store.reason import aloud, shown
from doxdocket.store.spoken import FOLD
from doxdocket.text import NO_DIGIT, read

Hit = tuple[int, int, str]
"""Start, end, kind."""

NAMES = frozenset(("name", "former_name_alias"))
_ALIKE = "аa еe оo рp сc хx уy кk мm тt вb нh іi јj ѕs һh ԁd ԛq ԝw ѵv ɡg αa οo ρp νv τt ιi κk υu χx βb ηn εe ωw ϲc ϳj ıi łl øo đd з3 б6 ч4 曰日 末未 已己 巳己 戌戊 戍戊 弌1 弍2 弎3 ○0 ◯0 ◦0 参3 叄3 貮2 弐2 壱1"
"""Cyrillic, Greek, Latin with a stroke, Han characters that hardly anybody tells apart, circles."""
_LOOKS = {pair[0]: pair[1] for pair in _ALIKE.split()}
_LIKE_DIGITS = dict(zip("oilzsb", "011258", strict=True))
_LOOKS |= dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕЅІЈКМНОРСТУХԌ".lower(), "abezhikmnoptyxabesijkmhopctyxg", strict=True))
"""Their capitals, which look like others."""
_FOLD = {**FOLD, **{ord(a): b for a, b in _LOOKS.items()}}
_LAST = {ord(a): b for a, b in _LIKE_DIGITS.items()}
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ALL_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_TEN = re.compile("十")
_BLANKS = re.compile(r"[\s·.\-_|/*~]*")
_BETWEEN = re.compile(r"[\s·.\-_|/*~()\[\]【】〈〉《》「」、,，:'\"“”‘’#+=&<>…]*|[^\w\s]")
"""What stands between the signs of a longer value: brackets and marks, its own too."""
_DRAWN = frozenset(("So", "Sk", "Cf", "Mn", "Zs"))
_IN_LONG = re.compile(r"[\s\-_.·()（）|*/]*")
_LONG_NUMBER = 10
_IN_NUMBER = re.compile(r"[ \t\u00a0\-_.·()（）]*")
_BESIDE = re.compile(r"[0-9a-z]", re.IGNORECASE)
_DAY = re.compile(r"(?:1[89]|20)\d\d(?:[-./年]?\d\d?){2}日?")
_STRONG, _NUMBER, _SHORT = 11, 7, 5
_GAP = 6
_STRETCH, _OVER = 4096, 512
"""Characters of a stretch of a long text that is looked at closely, and how far two reach over one another."""
_LONG = 5
"""Signs beyond which what ends a line may stand between; fewer only where they fill their lines, as the cells of a table."""
_CUT = 8
"""Signs of an address that another digit behind it makes another; of longer ones a telephone may follow."""
_EDGE = ("", "\n")
_PLACES = ("省", "市", "自治区", "特别行政区", "自治州", "地区", "盟", "州", "县", "区", "旗")
_BEYOND = 3
"""Signs of an address beyond the district, which masks show."""


def _of_districts(clean: str) -> bool:
    """Whether a place says districts alone, each of two to nine signs before its word.

    >>> _of_districts("浙江省杭州市"), _of_districts("杭州市松声路")
    (True, False)
    """
    ends = {0}
    for at in range(len(clean)):
        if at in ends:
            ends |= {
                at + long + len(word) for long in range(2, 10) for word in _PLACES if clean.startswith(word, at + long)
            }
    return bool(clean) and len(clean) in ends and all("\u3400" <= sign <= "\u9fff" for sign in clean)


class Known:
    """Values by kind; cannot print them."""

    def __init__(self, values: Iterable[tuple[str, str]], unsure: Iterable[tuple[str, str]] = ()) -> None:
        """``unsure``: names that may be none, so they count only where they stand by themselves."""
        values, unsure = list(values), list(unsure)
        kinds: dict[str, tuple[str, bool]] = {}
        spelled = {
            plain
            for kind, value in (*values, *unsure)
            if kind in NAMES and _ALL_HAN.fullmatch(read(shown(value)).clean)
            for plain in _plains(kind, value)
            if not _ALL_HAN.fullmatch(plain)
        }
        for some, sure in ((unsure, False), (values, True)):
            kinds |= {plain: (kind, sure) for kind, value in some for plain in _plains(kind, value)}
        ours = _ours({plain for plain, (kind, _) in kinds.items() if _ALL_HAN.fullmatch(plain) or kind in NAMES})
        self._kinds = {
            plain: (
                kind,
                _how(plain, kind, plain in spelled)
                if sure and plain not in ours
                else _by_itself
                if plain in spelled
                else _alone,
            )
            for plain, (kind, sure) in kinds.items()
            if plain not in ours or kind in NAMES
        }
        self._patterns = list(self._kinds)
        self._find = ahocorasick_rs.AhoCorasick(self._patterns) if self._patterns else None

    def __repr__(self) -> str:
        return f"Known({len(self._patterns)} values)"

    def found(self, text: str, least: int = 2) -> list[Hit]:
        """Where values stand in a text: by place, with their kinds; ``least``: of values of Han characters alone, so many."""
        if self._find is None:
            return []
        if not self._find.find_matches_as_indexes(_signs(text)):
            return []  # most texts
        if len(text) > 2 * _STRETCH:
            parts = ((at, text[at : at + _STRETCH + _OVER]) for at in range(0, len(text), _STRETCH))
            return sorted({(at + a, at + b, kind) for at, part in parts for a, b, kind in self.found(part, least)})
        clean = read(shown(text))
        folded = fold(clean.clean)
        found = self._find.find_matches_as_indexes(_plain(folded), overlapping=True)
        kept = _places(folded)
        hits = set()
        for which, start, end in found:
            plain = self._patterns[which]
            kind, holds = self._kinds[plain]
            if (len(plain) >= least or not _HAN.search(plain)) and holds(_Place(clean.clean, kept[start:end])):
                hits.add((*clean.span(kept[start], kept[end - 1] + 1), kind))
        return sorted(hits)

    def kinds(self, text: str, least: int = 2) -> list[str]:
        """The kinds of the values that a text holds."""
        return sorted({kind for _, _, kind in self.found(text, least)})


class _Place:
    """A candidate: the text, and where in it the signs stand that were compared."""

    __slots__ = ("at", "text")

    def __init__(self, text: str, at: Sequence[int]) -> None:
        self.text, self.at = text, at

    def gaps(self) -> Iterator[str]:
        """What stands between the signs."""
        for one, two in zip(self.at, self.at[1:], strict=False):
            if two > one + 1:
                yield self.text[one + 1 : two]

    @property
    def whole(self) -> str:
        return self.text[self.at[0] : self.at[-1] + 1]

    @property
    def before(self) -> str:
        return self.text[max(0, self.at[0] - 2) : self.at[0]]

    @property
    def after(self) -> str:
        return self.text[self.at[-1] + 1 : self.at[-1] + 3]


def fold(clean: str) -> str:
    """A cleaned text as it is compared, sign for sign.

    >>> fold("Оl3八"), len(fold("İ"))
    ('0138', 1)
    """
    lower = clean.lower()
    if len(lower) != len(clean):
        lower = "".join(c.lower()[:1] for c in clean)
    said = lower if lower.isascii() else aloud(lower).translate(_FOLD)
    return said.translate(_LAST)


def _plains(kind: str, value: str) -> Iterator[str]:
    """A value as it is compared; of an account on a platform the account, of an address of mail also what is before the @."""
    clean = read(shown(value)).clean
    if kind in {"social_account", "payment_account"}:
        clean = re.sub(r"^\w+[:：]\s*", "", clean)
    local, at, _ = clean.partition("@")
    if (
        _HAN.search(clean)
        and kind not in NAMES
        and (_of_districts(clean) or len(clean) - len(district(clean)) < _BEYOND)
    ):
        return  # what a mask shows anyway
    for plain in {_plain(fold(clean)), _plain(fold(local if at else clean))}:
        if len(plain) >= (2 if _ALL_HAN.fullmatch(clean) and kind in NAMES else 3 if kind == ADDRESS else 4) and not (
            plain.isdecimal() and len(plain) < _SHORT
        ):
            yield plain


def _plain(folded: str) -> str:
    """The signs that are compared; tens as they are counted."""
    return _tens("".join(filter(str.isalnum, folded)))


def _tens(kept: str) -> str:
    return _TEN.sub(_ten, kept) if "十" in kept else kept


def _signs(text: str) -> str:
    """The same of a whole text, twenty times sooner and without places."""
    said = text if text.isascii() else aloud(text)
    signs = _table()[np.frombuffer(said.encode("utf-32-le", "surrogatepass"), np.uint32)]
    if signs.size and signs.max() == _MANY:
        return _plain(fold(read(shown(text)).clean))
    return _tens(signs[signs > 0].tobytes().decode("utf-32-le"))


_MANY = np.uint32(0xFFFFFFFF)


@cache
def _table() -> npt.NDArray[np.uint32]:
    """For each code point the sign that it is compared as: none is 0, several are ``_MANY``."""
    table = np.arange(0x110000, dtype=np.uint32)
    points = [*range(0xD800), *range(0xE001, NO_DIGIT), *range(0x2F800, 0x2FA20)]
    cleaned = fold(read(shown("\ue000".join(map(chr, points)))).clean).split("\ue000")
    for point, folded in zip(points, cleaned, strict=True):
        plain = "".join(filter(str.isalnum, folded))
        table[point] = 0 if not plain else ord(plain) if len(plain) == 1 else _MANY
    table[0xD800:0xE001] = table[0xE0000:0xE0200] = 0
    return table


def _places(folded: str) -> list[int]:
    """Where each of them stands."""
    kept = [at for at, sign in enumerate(folded) if sign.isalnum()]
    if "十" not in folded:
        return kept
    plain, out, last = "".join(folded[at] for at in kept), list[int](), 0
    for ten in _TEN.finditer(plain):
        out += [*kept[last : ten.start()], *[kept[ten.start()]] * len(_ten(ten))]
        last = ten.end()
    return [*out, *kept[last:]]


def _ten(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    return ("" if before.isdecimal() and before != "0" else "1") + ("" if after.isdecimal() and after != "0" else "0")


def _how(plain: str, kind: str, spelled: bool) -> "Callable[[_Place], bool]":
    digits = sum(map(str.isdecimal, plain))
    if digits >= _STRONG and 2 * digits > len(plain):
        return _strong
    if plain.isdecimal():
        return _number if digits >= _NUMBER else _short
    if spelled:  # of Han characters alone, some of which count
        return _numeral if len(plain) > 2 else _numeral_alone
    if _HAN.search(plain):
        return _placed if kind in KINDS else _written
    return _word


def _strong(place: _Place) -> bool:
    gaps = list(place.gaps())
    shown_ = [place.text[at] for at in place.at]
    letters = sum(c.isalpha() and c.isascii() for c in shown_)
    return 2 * letters <= len(shown_) and all(len(gap) <= _GAP for gap in gaps)


def _number(place: _Place) -> bool:
    if _DAY.fullmatch(place.whole) and not place.whole.isdecimal():
        return False
    shown_ = [place.text[at] for at in place.at]
    if sum(c.isalpha() and c.isascii() for c in shown_) > 2:
        return False
    between, most = (_IN_LONG, _GAP) if len(place.at) >= _LONG_NUMBER else (_IN_NUMBER, 3)
    return _apart(place) and all(len(gap) <= most and between.fullmatch(gap) for gap in place.gaps())


def _short(place: _Place) -> bool:
    return (
        place.at[-1] - place.at[0] == len(place.at) - 1
        and all(place.text[at].isdecimal() for at in place.at)
        and _apart(place)
        and not re.match(r"[.,:/\-][0-9]", place.after)
        and not re.search(r"[0-9][.,:/\-]$|[#.]$", place.before)
    )


def _written(place: _Place) -> bool:
    gaps = list(place.gaps())
    if _every(place, gaps):
        return True
    between = _BETWEEN if len(place.at) > _LONG else _BLANKS
    if not all(len(gap) <= 3 and between.fullmatch(gap) and "\n\n" not in gap for gap in gaps):
        return False
    return (
        not any("\n" in gap for gap in gaps)
        or len(place.at) > _LONG
        or (len(place.at) > 2 and len(gaps) == 1 and not (_beside(place.before[-1:]) and _beside(place.after[:1])))
        or (place.before[-1:] in _EDGE and place.after[:1] in _EDGE)
    )


def _every(place: _Place, gaps: list[str]) -> bool:
    """Whether the same mark, or some picture, stands between any two of its signs: 程、岚、舟."""
    return (
        len(gaps) == len(place.at) - 1
        and all(len(gap) <= _GAP and "\n\n" not in gap for gap in gaps)
        and (
            (len(gaps) > 1 and len({gap.strip(" ") for gap in gaps}) == 1)
            or all(unicodedata.category(c) in _DRAWN for c in "".join(gaps))
        )
    )


def _placed(place: _Place) -> bool:
    """Of an address: 7栋2单元 is not 37栋2单元."""
    first, last = (_in_number(place.text[place.at[at]]) for at in (0, -1))
    cut = (first and _in_number(place.before[-1:])) or (last and len(place.at) <= _CUT and _in_number(place.after[:1]))
    return not cut and _written(place)


def _in_number(sign: str) -> bool:
    folded = fold(sign)
    return folded.isdecimal() or folded == "十"


def _alone(place: _Place) -> bool:
    return _written(place) and not _beside(place.before[-1:]) and not _beside(place.after[:1])


def _by_itself(place: _Place) -> bool:
    return _alone(place) and not re.search("[0-9]", "".join(place.text[at] for at in place.at))


def _numeral(place: _Place) -> bool:
    """Of a name with a numeral in it: 陆, 张三."""
    return all(map(_HAN.match, (place.text[at] for at in place.at))) and _written(place)


def _numeral_alone(place: _Place) -> bool:
    return _numeral(place) and _alone(place)


def _beside(sign: str) -> bool:
    return bool(_HAN.match(sign))


def _word(place: _Place) -> bool:
    whole = place.whole.lower()
    if whole in our_words():
        return False
    if not all(len(gap) <= 3 and not gap.strip(" \t\n\u200b.·_-@()（）[]") for gap in place.gaps()):
        return False
    return _apart(place) and (" " not in whole or any(map(str.isdecimal, whole)) or "@" in whole)


def _apart(place: _Place) -> bool:
    return not _BESIDE.match(place.after[:1]) and not _BESIDE.match(place.before[-1:])


@cache
def _our_words() -> str:
    """Everything that this program says by itself in Chinese, as it is compared: a page that says 高明 shows nobody's name."""
    base = Path(str(files("doxdocket")))
    texts = [
        base / "words" / "zh.toml",
        *(base / "report").glob("*.yaml"),
        *(base / "count").glob("*.yaml"),
        *(base / "rules").rglob("*.yaml"),
    ]
    return _plain(fold(read("\n".join(one.read_text("utf-8") for one in texts)).clean))


def _ours(plains: Collection[str]) -> set[str]:
    """Those that this program says by itself."""
    han = [plain for plain in plains if _HAN.search(plain)]
    if not han:
        return set()
    return {
        han[which]
        for which, *_ in ahocorasick_rs.AhoCorasick(han).find_matches_as_indexes(_our_words(), overlapping=True)
    }
