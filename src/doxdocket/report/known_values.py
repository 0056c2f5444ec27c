r"""Values of a case that are known in clear, looked for in a text however they are written around.

The clear values are held while one command runs, in memory, as in ``store.pieces``. Text and values are folded the same way: width, circles, hidden
characters (`text.read`), look-alikes of other scripts, Chinese and spoken numerals, letters that look like digits; everything but letters, digits and
Han characters is left out, so that what stands between the signs does not matter. One pass over the folded text finds candidates (Aho-Corasick); each is then
looked at in the text as it stands, since without the gaps any two counts can touch:

- eleven digits and more: whatever stands between them, six signs at most at a place and no more letters than digits;
- fewer digits: a number by itself, with blanks, dots or dashes, of ten also lines, borders and stars; of five or six without any, not in a row with other numbers;
- Han characters: with blanks, dots or dashes between them, the same mark between any two, in longer values any marks; a name of two or three signs that is also a word of this program, or that nobody is sure of, only by itself;
- accounts and the rest: by themselves, as a word.

Beside these what leaves nothing to guess (`_dressed`): backwards, an identity number without its last sign, in its old form or as Excel keeps it, one digit starred, or in pieces
with words between; a name with a title inside or the given name first; a plate without its province, a landline without its code, an address of mail with words for its signs.

Of a name, an alias or the words of an account also what is left of it without words of trade, title or call (主播方糖糖: 方糖糖). In words of posts (`quoted`) the family name of a known person behind 姓 too.

Left out: words for a value; part of a value, but for addresses and records (``store.pieces``) and the account of an address of mail.

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
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from doxdocket.report.release import our_words
from doxdocket.seal.district import district
from doxdocket.seal.masks import core, family_name, is_family_name
from doxdocket.store.parts import ADDRESS, PLACES, RECORDS, Strength, parts
from doxdocket.store.reason import FOLD, aloud, shown
from doxdocket.store.values_in_text import NAMES
from doxdocket.text import NO_DIGIT, read, telephone

Hit = tuple[int, int, str]
"""Start, end, kind."""

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


_SURNAMED = re.compile(r"姓[\u3400-\u9fff]{1,2}")
_ALIAS = "former_name_alias"


def _called(value: tuple[str, str]) -> tuple[str, str]:
    """A value as somebody may be called by it, without the platform of an account; nothing of other kinds."""
    kind, said = value
    of = NAMES | {"social_account"}
    return kind, _PLATFORM.sub("", read(shown(said)).clean) if kind in of else ""


_PLATFORM = re.compile(r"^\w+[:：]\s*")


class Known:
    """Values by kind; cannot print them."""

    def __init__(self, values: Iterable[tuple[str, str]], unsure: Iterable[tuple[str, str]] = ()) -> None:
        """``unsure``: names that may be none, so they count only where they stand by themselves."""
        values, unsure = list(values), list(unsure)
        values, unsure = (
            [
                *some,
                *((kind if kind in NAMES else _ALIAS, own) for kind, said in map(_called, some) if (own := core(said))),
            ]
            for some in (values, unsure)
        )
        self._families = frozenset(
            family for kind, value in values if kind == "name" and (family := family_name(value))
        )
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
        self._many = len(self._kinds)
        dressed = {plain: (kind, holds) for kind, value in values for plain, holds in _dressed(kind, value)}
        known = self._kinds.keys() | _ours(dressed)
        self._kinds |= {plain: told for plain, told in dressed.items() if plain not in known}
        self._patterns = list(self._kinds)
        self._find = ahocorasick_rs.AhoCorasick(self._patterns) if self._patterns else None
        numbers = {
            plain: kind for plain, (kind, holds) in self._kinds.items() if holds is _strong and plain.isdecimal()
        }
        self._numbers = list(numbers.items())
        self._whole = {plain: kind for plain, kind in numbers.items() if len(plain) in _STARRED}
        self._count = ahocorasick_rs.AhoCorasick(list(numbers)) if numbers else None

    def __repr__(self) -> str:
        return f"Known({self._many} values)"

    def found(self, text: str, least: int = 2, *, seen: bool = False) -> list[Hit]:
        """Where values stand in a text: by place, with their kinds; ``least``: of values of Han characters alone, so many; ``seen``: read off a picture, where a digit may be lost."""
        if self._find is None or not (seen or self._may_hold(text)):
            return []  # most texts
        if len(text) > 2 * _STRETCH:
            parts = ((at, text[at : at + _STRETCH + _OVER]) for at in range(0, len(text), _STRETCH))
            return sorted(
                {(at + a, at + b, kind) for at, part in parts for a, b, kind in self.found(part, least, seen=seen)}
            )
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
        hits |= {(*clean.span(start, end), kind) for start, end, kind in self._in_words(clean.clean, seen=seen)}
        return sorted(hits)

    def quoted(self, text: str) -> list[Hit]:
        """The same in words of a post, and behind 姓 the family name of somebody whose name is known: 这姓丁的. Words of the program and of its users say such a thing of anybody."""
        named = {
            (one.start() + 1, one.start() + 1 + size, "name")
            for one in _SURNAMED.finditer(text)
            for size in (1, 2)
            if one[0][1 : 1 + size] in self._families
        }
        return sorted({*self.found(text), *named})

    def kinds(self, text: str, *, seen: bool = False) -> list[str]:
        """The kinds of the values that a text holds."""
        return sorted({kind for _, _, kind in self.found(text, seen=seen)})

    def _may_hold(self, text: str) -> bool:
        signs, digits = _signs(text)
        return bool(
            (self._find and self._find.find_matches_as_indexes(signs))
            or (self._count and self._count.find_matches_as_indexes(digits))
            or (self._whole and (_STAR.search(text) or _POSITIONS.search(text)))
        )

    def _in_words(self, clean: str, *, seen: bool) -> Iterator[Hit]:
        """Long numbers between whose digits words stand (出生1890年03月15日, 号段183), and those of which one digit is starred or lost: few tries show it."""
        plain = _digits(clean)
        at = [n for n, sign in enumerate(plain) if sign.isdecimal()]
        number = "".join(plain[n] for n in at)
        for which, start, end in self._count.find_matches_as_indexes(number, overlapping=True) if self._count else ():
            if _told(_Place(clean, at[start:end])):
                yield at[start], at[end - 1] + 1, self._numbers[which][1]
        for found in _STAR.finditer(plain):
            yield from ((*found.span(), kind) for kind in self._tried(*_ONE_STAR.split(found[0])))
        for found in _SPACED.finditer(plain) if seen else ():
            run = "".join(filter(str.isdecimal, found[0]))
            if len(run) + 1 in _STARRED:
                yield from (
                    (*found.span(), kind) for n in range(len(run) + 1) for kind in self._tried(run[:n], run[n:])
                )

    def _tried(self, before: str, after: str) -> Iterator[str]:
        """The kinds of the numbers that these digits are with another between."""
        tries = (f"{before}{one}{after}" for one in range(10)) if len(before) + len(after) + 1 in _STARRED else ()
        yield from {self._whole[one] for one in tries if one in self._whole}


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
    """A value as it is compared; of an account on a platform the account, of an address of mail also what is before the @, of a plate and a landline what is behind province and code."""
    clean = read(shown(value)).clean
    if kind in {"social_account", "payment_account"}:
        clean = _PLATFORM.sub("", clean)
    if (
        _HAN.search(clean)
        and kind not in NAMES
        and (_of_districts(clean) or len(clean) - len(district(clean)) < _BEYOND)
    ):
        return  # what a mask shows anyway
    if kind in NAMES and is_family_name(clean):
        return  # the same
    own = (one.text for one in parts(kind, clean) if one.sort in _OWN and one.strength is Strength.ALONE)
    for plain in {_plain(fold(one)) for one in (clean, *own)}:
        if len(plain) >= (2 if _ALL_HAN.fullmatch(clean) and kind in NAMES else 3 if kind == ADDRESS else 4) and not (
            plain.isdecimal() and len(plain) < _SHORT
        ):
            yield plain


def _dressed(kind: str, value: str) -> Iterator[tuple[str, "Callable[[_Place], bool]"]]:
    """Other ways in which a value is written that leave nothing of it to guess, as they are compared, each with how it must stand."""
    clean = read(shown(value)).clean
    plain = _plain(fold(clean))
    number = "".join(filter(str.isdecimal, _digits(clean)))
    if kind in NAMES and _ALL_HAN.fullmatch(plain):
        yield from _dressed_name(plain)
    elif kind in _NUMBERS and len(number) >= _STRONG:
        yield number, _strong  # without what stood between its digits
        if kind == "phone_number":
            for without in sorted({telephone(number), number.removeprefix("00").removeprefix("86")} - {number}):
                yield without, _strong if len(without) >= _STRONG else _number
            number = telephone(number)
        if len(number) in {17, 18} and kind == "id_number":
            yield number[:17], _cut_short
            yield number[:6] + number[8:17], _strong
            yield number[:15] + "000", _strong  # as Excel keeps it
            yield f"{Decimal(repr(float(number))):.0f}", _strong  # as others write it into Excel
        if len(number) >= _STRONG:
            yield number[::-1], _strong
    elif "@" in clean:
        at_sign, dots = ("at", "艾特", "圈"), ("dot", "点", "")
        yield from ((_plain(fold(clean.replace("@", at).replace(".", dot))), _mail) for at in at_sign for dot in dots)
    elif kind in PLACES and len(plain) > _CUT:
        yield plain[::-1], _placed


_NUMBERS = frozenset(("phone_number", "id_number", "bank_account", "social_account", "exam_certificate", "student_id"))
_OWN = frozenset(("account", "code"))
"""Sorts of parts by which a value is told as by all of it."""
_TITLES = ("女士", "先生")


def _dressed_name(plain: str) -> Iterator[tuple[str, "Callable[[_Place], bool]"]]:
    """Of a name of three signs and more: with a title inside, the given name first, backwards."""
    if len(plain) < _LONG_NAME:
        return
    for surname, given in {(plain[:1], plain[1:]), *([(plain[:2], plain[2:])] if len(plain) > _LONG_NAME else [])}:
        yield from ((surname + title + given, _written) for title in _TITLES)
        yield given + surname, _alone
    yield plain[::-1], _alone


_LONG_NAME = 3


def _digits(clean: str) -> str:
    """A cleaned text sign for sign with its digits, also spoken ones and those of other scripts; no letter that only looks like one."""
    lower = clean.lower()
    lower = lower if len(lower) == len(clean) else "".join(c.lower()[:1] for c in clean)
    if lower.isascii():
        return lower
    return aloud(_POSITIONS.sub(lambda found: "位" * len(found[0]), lower)).translate(FOLD)


_POSITIONS = re.compile("[前后後末尾中首][一二两三四五六七八九十0-9]{1,2}位")
"""Which digits follow, where a number is told in pieces."""


def _plain(folded: str) -> str:
    """The signs that are compared; tens as they are counted."""
    return _tens("".join(filter(str.isalnum, folded)))


def _tens(kept: str) -> str:
    return _TEN.sub(_ten, kept) if "十" in kept else kept


def _signs(text: str) -> tuple[str, str]:
    """The same of a whole text, twenty times sooner and without places; and its digits alone (``_digits``)."""
    said = text if text.isascii() else aloud(text)
    points = np.frombuffer(said.encode("utf-32-le", "surrogatepass"), np.uint32)
    signs = _table()[points]
    if signs.size and signs.max() == _MANY:
        clean = read(shown(text)).clean
        return _plain(fold(clean)), "".join(filter(str.isdecimal, _digits(clean)))
    digits = signs[(signs - 48 < 10) & ~_letters()[points]]
    return _tens(signs[signs > 0].tobytes().decode("utf-32-le")), digits.tobytes().decode("utf-32-le")


@cache
def _letters() -> npt.NDArray[np.bool_]:
    """For each code point whether it is read as a digit only because it looks like one."""
    table = np.zeros(0x110000, dtype=np.bool_)
    points = np.flatnonzero(_table() - 48 < 10)
    table[points] = [not _digits(read(shown(chr(point))).clean).isdecimal() for point in points.tolist()]
    return table


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
        return _placed if kind in PLACES | RECORDS else _written
    return _word


def _strong(place: _Place) -> bool:
    gaps = list(place.gaps())
    shown_ = [place.text[at] for at in place.at]
    letters = sum(c.isalpha() and c.isascii() for c in shown_)
    return 2 * letters <= len(shown_) and all(len(gap) <= _GAP for gap in gaps)


def _told(place: _Place) -> bool:
    """A long number in pieces with words between: few pieces, or one word between any two digits."""
    gaps = [gap for gap in place.gaps() if any(map(str.isalpha, gap))]
    every = list(place.gaps())
    return (
        all(len(gap) <= _WORDS for gap in every)
        and (len(gaps) <= _PIECES or len({gap.strip() for gap in every}) == 1)
        and not _DIGIT.match(place.after[:1])
        and not _DIGIT.match(place.before[-1:])
    )


_DIGIT = re.compile("[0-9]")
_WORDS, _PIECES = 12, 4
"""Signs of what stands between two pieces of a number, and how often words do."""
_STAR = re.compile(r"(?<![0-9*＊xX×?？●])[0-9]+[*＊xX×?？●][0-9]+(?![0-9*＊×?？●])")
_ONE_STAR = re.compile(r"[*＊xX×?？●]")
_SPACED = re.compile("[0-9](?:[ ]?[0-9]){9,16}(?![0-9])")
_STARRED = frozenset((11, 18))


def _cut_short(place: _Place) -> bool:
    """A number without its last sign, which follows from the others: where it has another, it is another."""
    rest = place.text[place.at[-1] + 1 : place.at[-1] + 5]
    return _strong(place) and not re.match(r"\W{0,3}[0-9xX]", rest) and not _DIGIT.match(place.before[-1:])


def _mail(place: _Place) -> bool:
    """An address of mail with words for its signs."""
    return all(len(gap) <= 3 and "\n" not in gap for gap in place.gaps()) and _apart(place)


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
        return _in_columns(place, gaps)
    return (
        not any("\n" in gap for gap in gaps)
        or len(place.at) > _LONG
        or (len(place.at) > 2 and len(gaps) == 1 and not (_beside(place.before[-1:]) and _beside(place.after[:1])))
        or (place.before[-1:] in _EDGE and place.after[:1] in _EDGE)
    )


def _in_columns(place: _Place, gaps: list[str]) -> bool:
    """Whether surname and given name stand in two fields beside one another: "程","岚舟"."""
    return (
        len(gaps) == 1
        and _FIELD.fullmatch(gaps[0]) is not None
        and (len(place.at) > 2 or "," not in gaps[0] or '"' in gaps[0])
        and not _beside(place.before[-1:])
        and not _beside(place.after[:1])
    )


_FIELD = re.compile(r"[ \t]{0,9}[,;\t|][ \t]{0,9}|[\"']\s{0,9},\s{0,9}[\"']{1,2}")


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
    if "@" in whole and len(place.at) > _CUT:
        return not _BESIDE.match(place.after[:1])  # of an address of mail the first signs may lack
    return _apart(place) and (" " not in whole or any(map(str.isdecimal, whole)))


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
