r"""What a short reply gives of a value of the thread that it answers: digits, doors or a class put right, what was hidden, what was left out.

Which value it is, that value says: what is put right stands in it, what fills it in is as long as what it hides, and what goes on with a home or a school
has the form of a door or a class. Alone such words (402, 8班, 尾号不是56是65) tell nobody of anything, and the reader claims nothing. Of whom the value is, is the
business of links (``reply_adds``). Left out: what the thread does not tell of.

>>> of("补充 402", [("home_address", "valid", "云杉路9号3栋")])
[Fragment(start=3, end=6, kind='home_address', words='402')]
>>> of("尾号不是57是75", [("phone_number", "valid", "17806401357")])
[Fragment(start=7, end=9, kind='phone_number', words='75')]
>>> [one.kind for one in of("63，中间是18930830", [("id_number", "masked", "520302********5021")])]
['id_number']
>>> of("今晚8点见", [("home_address", "valid", "云杉路8号")])
[]
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.reader import lexicon
from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT
from doxdocket.detect.reader.lexicon import Sort
from doxdocket.text import read

LONGEST = 60
"""Characters of a reply that may be a fragment."""
_NUMBERS = frozenset({"phone_number", "id_number", "bank_account", "landline_number", "social_account", "payment_account", "student_id", "vehicle_file"})  # fmt: skip
_HOMES = frozenset({"home_address", "household_registration", "delivery_address"})
_D = "0-9" + "".join(HAN_DIGIT)
_UNIT = "班|号楼?|室|楼|层|栋|幢|座|单元|户"
_VALUE = re.compile(
    rf"(?<![{_D}A-Za-z.:第])(?P<value>[A-Z]{{0,2}}[{_D}]{{1,8}}(?:(?:-[0-9]{{1,4}}){{1,2}}|[A-Z][A-Z0-9]{{0,5}})?)(?P<unit>{_UNIT})?(?![{_D}A-Za-z%.:+点个人元块次天月年分名日岁度斤])"
)
_TURN = re.compile(
    r"\W{0,3}(?:(?:应该?|应当)?(?:而?是|[係系])|不是|[唔不][係系]|非|应[为作]?|[改换]?[成为作]|改|写成?|当作?)?\W{0,3}"
)
_PLACE = re.compile(
    rf"(?P<place>最后|[末尾]|第[{_D}十]{{1,2}}|[前后中][间段头位{_D}]|剩下|接上|补[全齐])[^\n。;]{{0,8}}?(?P<says>(?<![不唔])[是为系係:]\W?|(?<=[位码上]))?$"
)
_FIRST = re.compile(
    r"(?:^|(?<!\w)(?:补充|补一下|补个?|更正|纠正|改一下|对的|换了)|应(?:该是|为)|对门|门牌(?:号?[是:]?)|房号[是:]?|(?<![不唔我咱俺])[是系])\W{0,3}$"
)
_ENDS = r"(?=$|[\s,。!?;、)]|[^\w\s%.:+-]|[的别室房吧啊呢哈嘛])"
_GOES_ON = re.compile(
    rf"(?:(?:[{_D}十]{{1,3}}(?:栋|幢|座|号楼|单元|楼|层)){{1,3}}(?:[0-9]{{3,4}}|[{_D}]{{1,3}}号)?|[0-9]{{1,3}}(?:-[0-9]{{1,4}}){{1,2}}|(?!(?:110|119|120|122|19[0-9]{{2}}|20[0-9]{{2}})(?![0-9]))[0-9]{{3,4}}|[{_D}]{{1,4}}号){_ENDS}"
)
_CLASS = re.compile(rf"\(?[{_D}十]{{1,4}}\)?班{_ENDS}")


class Fragment(NamedTuple):
    """A stretch of a captured reply, and the kind of value of which it is a part."""

    start: int
    end: int
    kind: str
    words: str


Value = tuple[str, str, str]
"""Kind, verdict and captured words of a value of the thread."""


def of(text: str, told: Sequence[Value]) -> list[Fragment]:
    """The fragments in a reply; ``told``: the values of its thread, the nearest first."""
    reading = read(text)
    if not 0 < len(reading.clean) <= LONGEST:
        return []
    found: list[tuple[int, int, str]] = []
    for one in _found(reading.clean, [(kind, _plain(read(words).clean)) for kind, _, words in told]):
        if all(one[1] <= start or end <= one[0] for start, end, _ in found):
            found.append(one)
    return [Fragment(*reading.span(*one[:2]), one[2], _plain(reading.clean[slice(*one[:2])])) for one in found]


def _found(clean: str, told: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    values = [*_VALUE.finditer(clean)]
    spend(len(values) * len(told))
    right, turned = set[int](), set[int]()
    for old, new in pairwise(values):
        between = clean[old.end() : new.start()]
        if _TURN.fullmatch(between) and any(map(str.isalpha, between)) and len(old["value"]) == len(new["value"]):
            turned.add(new.start())
            for one, other in ((old, new), (new, old)):
                kind = next((kind for kind, value in told if _stands(one, kind, value, clean, old.start())), None)
                if kind and not any(
                    _stands(other, kind, value, clean, old.start()) for own, value in told if own == kind
                ):
                    yield *other.span("value" if kind in _NUMBERS else 0), kind
                    right |= {old.start(), new.start()}
    for one in (one for one in values if one.start() not in right):
        placed = _PLACE.search(clean, 0, one.start())
        if (placed or _FIRST.search(clean, 0, one.start())) and not one["unit"]:
            kind = next((kind for kind, value in told if _hides(value, one["value"])), None)
            if kind or (
                placed
                and placed["says"] is not None
                and (len(one["value"]) > 1 or one.start() in turned)
                and (kind := _longer(_plain(one["value"]), told, clean))
            ):
                yield *one.span("value"), kind
    for form, kinds in ((_CLASS, {"school"}), (_GOES_ON, _HOMES)):
        kind = next((kind for kind, _ in told if kind in kinds), None)
        for one in form.finditer(clean) if kind else ():
            if kind and _FIRST.search(clean, 0, one.start()):
                yield *one.span(), kind


def _plain(words: str) -> str:
    return "".join(HAN_DIGIT.get(sign, sign) for sign in words)


def _stands(one: re.Match[str], kind: str, value: str, clean: str, start: int) -> bool:
    """Whether what is said stands in a value: of a number at an end, at the place that is told or as three signs and more, of a home or school by itself, with its unit."""
    said = _plain(one["value"])
    if kind in _NUMBERS:
        value = "".join(filter(str.isalnum, value))
        placed = _PLACE.search(clean, 0, start)
        at = _plain(placed["place"][1:]) if placed and placed["place"][0] == "第" else ""
        if len(said) == 1:
            told = value[int(at) - 1 :].startswith(said) if at.isdigit() and int(at) else value.endswith(said)
            return placed is not None and told
        return not one["unit"] and (value.endswith(said) or value.startswith(said) or (len(said) > 2 and said in value))
    unit = "" if one["unit"] == "班" and kind == "school" else one["unit"] or ""
    return (len(said) > 1 or bool(one["unit"])) and kind in {*_HOMES, "school"} and _alone(said, unit, value)


def _alone(said: str, unit: str, value: str) -> bool:
    """Whether a number stands in a value with its unit and is no part of a longer number."""
    at = value.find(said + unit)
    while at >= 0:
        beside = value[max(0, at - 1) : at], value[at + len(said) :][:1]
        if not any(sign in _DIGITS for sign in beside if sign):
            return True
        at = value.find(said + unit, at + 1)
    return False


_DIGITS = frozenset("0123456789")


def _hides(value: str, said: str) -> bool:
    """Whether a value hides as many signs in one row."""
    return len(said) > 1 and said.isalnum() and any(len(row) == len(said) for row in re.findall(r"\*+|[xX]+", value))


def _longer(said: str, told: Sequence[tuple[str, str]], clean: str) -> str | None:
    """The kind of the nearest value of which what is said with its place may be a part: one that the reply names, else letters and digits of a plate, a day of a citizen number, digits of a number."""
    named = {one.kind for one in lexicon.words(clean) if one.sort in (Sort.LABEL, Sort.WEAK)} & {
        kind for kind, _ in told
    }
    kinds = {"vehicle_file"} if not said.isdigit() else {"id_number"} if _DAY.fullmatch(said) else _NUMBERS
    return next((kind for kind, _ in told if kind in (named & _NUMBERS or kinds)), None)


_DAY = re.compile(r"(?:1[0-9]|20)[0-9]{2}[01][0-9][0-3][0-9]")
