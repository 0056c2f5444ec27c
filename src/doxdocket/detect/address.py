"""An address in its parts (province, city, county … building, unit, room), and one spelling for all spellings of it.

A parcel label says 上海徐汇云杉路9弄17号602, a register 上海市徐汇区云杉路9弄17号602室: one home. Divisions are completed from
the official list where only one place can be meant; 幢, 栋 and 号楼 are one word, a bare number behind a unit is a room,
numerals are digits. What cannot be read stays as it stands, so that two homes never become one. Source: ``divisions.yaml``;
own grammar. Left out: codes of divisions, and roads that were renamed.

>>> parts("上海徐汇云杉路9弄17号602").room, normal("上海徐汇云杉路9弄17号602")
('602', '上海市徐汇区云杉路9弄17号602室')
>>> normal("武侯区竹影巷7号9幢一单元五零二") == normal("四川省成都市武侯区竹影巷7号 9栋1单元502室")
True
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache, lru_cache

from doxdocket import numerals
from doxdocket.detect import data, han

_LAST = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:(?:(?!族)[一-鿿]){1,6}族){0,8}自治[州县旗]|省|市|地区|盟|新区|林区|矿区|区|县|旗)$"
)


def short_of(name: str) -> str | None:
    """A name without its last word, where two characters or more are left."""
    if "自治" in name:
        head = name.split("自治", maxsplit=1)[0]
        peoples = re.compile(
            "(?:" + "|".join(sorted({n[:-1] for n in data.peoples()}, key=len, reverse=True)) + ")族?$"
        )
        while (cut := peoples.sub("", head)) != head and len(cut) >= 2:
            head = cut
        return head if len(head) >= 2 else None
    short = _LAST.sub("", name)
    return short if len(short) >= 2 and short != name else None


@dataclass(frozen=True, slots=True)
class Parts:
    """What an address says; empty where it says nothing."""

    province: str = ""
    city: str = ""
    county: str = ""
    town: str = ""
    village: str = ""
    group: str = ""
    road: str = ""
    number: str = ""
    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""


_NO_CITY = re.compile(r"市辖区|县|(?:(?!直辖).)*直辖.*")
_ROADS = re.compile(r"[东西南北中]?[一二三四五六七八九十]?[路街巷]|大[街道]|胡同|里(?=\d)")

Division = tuple[str, str, str]


@cache
def _divisions() -> tuple[dict[str, list[Division]], dict[str, list[Division]]]:
    """By full name and by short name, every place so called: (province, city, county), empty where it is above."""
    full: dict[str, list[Division]] = {}
    short: dict[str, list[Division]] = {}

    def add(name: str, place: Division) -> None:
        full.setdefault(name, []).append(place)
        cut = short_of(name)
        if cut:
            short.setdefault(cut, []).append(place)

    for province, cities in data.divisions().items():
        add(province, (province, "", ""))
        for city, counties in cities.items():
            above = "" if _NO_CITY.fullmatch(city) else city
            if above:
                add(city, (province, above, ""))
            for county in counties:
                add(county, (province, above, county))
    return full, short


_LONGEST, _SHORTEST = 14, 2


def _named(text: str, at: int, known: Division) -> tuple[int, list[Division]]:
    """The longest division that begins here and lies in what is known so far; a short name not before a road's word."""
    full, short = _divisions()
    for names, is_short in ((full, False), (short, True)):
        for size in range(min(_LONGEST, len(text) - at), _SHORTEST - 1, -1):
            word = text[at : at + size]
            places = [p for p in names.get(word, ()) if _within(p, known)]
            if not places or (is_short and _ROADS.match(text, at + size)):
                continue
            if is_short and known == ("", "", "") and all(p[2] for p in places):
                continue  # 武侯 alone may be anything
            return at + size, places
    return at, []


def _within(place: Division, known: Division) -> bool:
    return all(not k or k == p for p, k in zip(place, known, strict=True)) and place != known


def _divided(text: str) -> tuple[Division, int]:
    """Province, city and county at the beginning, completed where only one is meant, and where the rest begins."""
    known: Division = ("", "", "")
    at = 0
    while not known[2]:
        for again in known:
            if again and text.startswith(again, at):
                at += len(again)
        if text.startswith("市辖区", at):
            at += 3
        end, places = _named(text, at, known)
        if not places:
            break
        common = tuple(one if all(p[i] == one for p in places) else "" for i, one in enumerate(places[0]))
        if len(places) > 1 and not known[0] and not common[0]:
            return (("", "", common[2]), end) if len(common[2]) > _SHORTEST else (known, at)  # 东区 may be an estate's
        known, at = (common[0], common[1], common[2]), end
    return known, at


_DIGITS = numerals.PLAIN | {"两": "2"}
_CHINESE = "".join(numerals.PLAIN) + "十百两"
_N = rf"(?:[A-Za-z]?\d{{1,5}}[A-Za-z]?|[{_CHINESE}]{{1,5}}|[A-Za-z](?![A-Za-z]))"
_HAN = "[一-鿿]"
#: One part after another; the first that fits is taken.
_TOKENS = re.compile(
    r"(?P<corps>(?:生产建设)?兵团)"
    rf"|(?P<group>第?{_N}(?:村民小组|小组|组|大队|生产队|队|社|连|团|师))"
    rf"|(?P<phase>第?{_N}期)"
    rf"|(?P<building>第?{_N}(?:号楼|栋楼?|幢|座|橦|憧|舍|宿舍楼?|#楼?(?=[-\d{_CHINESE}A-Z])))"
    rf"|(?P<unit>{_N}(?:单元|梯|门)|[东西南北中]单元)"
    rf"|(?P<floor>{_N}(?:层|楼))"
    rf"|(?P<room>{_N}(?:号?室|号?房间?|户)(?!{_HAN}))"
    rf"|(?P<number>第?{_N}(?:-\d{{1,4}})?(?:号院|号|支弄|弄)(?:[之附]\d{{1,4}}号?)?)"
    r"|(?P<dashed>-?\d{1,3}(?:-\d{1,5}){1,2}(?!\d))"
    rf"|(?P<bare>-?{_N}$)"
    rf"|(?P<town>{_HAN}{{1,9}}?(?:街道办事处|街道办|街道|镇|乡|苏木)(?![路街江]))"
    rf"|(?P<village>{_HAN}{{1,9}}?(?:村民委员会|村委会|居委会|行政村|自然村|社区|嘎查|(?<!新)村|屯))"
    rf"|(?P<road>{_HAN}{{1,9}}?(?:大街|大道|路|街|巷|胡同|道(?=\d)|里(?=\d)))"
    rf"|(?P<estate>[一-鿿A-Za-z]{{1,14}}?(?=第?{_N}(?:期|号楼|栋|幢|座|单元|舍|#|-\d|号)|$|-?\d))"
)
_WORDS = {"building": "栋", "unit": "单元", "floor": "层", "room": "室"}
_HEAD = re.compile(rf"第?(?P<n>{_N})")
_DASHED = ("building", "unit", "room")


def number(written: str) -> str:
    """Digits for Chinese numerals; all else as it stands.

    >>> number("五零二"), number("二十一"), number("十"), number("B3")
    ('502', '21', '10', 'B3')
    """
    if not written or any(char not in _CHINESE for char in written):
        return written.upper()
    if "十" in written or "百" in written:
        return str(han.number(written))
    return "".join(_DIGITS[char] for char in written)


def _tokens(rest: str) -> Iterator[tuple[str, str]]:
    """Each part of the rest with its one spelling; what is no part has the name ``""``."""
    at, seen = 0, set[str]()
    while at < len(rest):
        found = _TOKENS.match(rest, at)
        if found is None:
            yield "", rest[at]
            at += 1
            continue
        at = found.end()
        kind = str(found.lastgroup)
        for part, spelling in _spelt(kind, found[0], seen):
            seen.add(part)
            yield part, spelling


def _spelt(kind: str, text: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """A part in its one spelling; seen are the parts before it."""
    inside = not seen.isdisjoint(_WORDS)
    head = _HEAD.match(text)
    if kind == "dashed":
        pieces = text.strip("-").split("-")
        if inside or (len(pieces) == 2 and len(pieces[1]) < 3):
            yield "room", text.strip("-")  # which of the numbers is the unit is not sure
            return
        names = _DASHED if len(pieces) == len(_DASHED) else ("building", "room")
        yield from ((name, piece + _WORDS[name]) for name, piece in zip(names, pieces, strict=True))
    elif kind == "bare":
        # behind a building, a unit or a house a number is a room; elsewhere it may be anything
        room = inside or "number" in seen
        yield ("room", number(text.strip("-")) + "室") if room else ("", text)
    elif kind == "number" and inside and text.endswith("号") and head:
        yield "room", number(head["n"]) + "室"
    elif kind in _WORDS and head and text[0] not in "东西南北中":
        yield kind, number(head["n"]) + _WORDS[kind]
    elif kind in {"group", "number", "phase"} and head:
        yield kind, number(head["n"]) + text[head.end() :]
    else:
        yield kind, text


@lru_cache(maxsize=4096)
def _read(value: str) -> tuple[Division, tuple[tuple[str, str], ...]]:
    text = re.sub(r"[\s,，·、/]+", "", value)
    known, at = _divided(text)
    return known, tuple(_tokens(text[at:]))


def parts(value: str) -> Parts:
    """The parts of an address, numbers without their words for building, unit, floor and room."""
    (province, city, county), tokens = _read(value)
    told = {"province": province, "city": city, "county": county}
    names = {field.name for field in fields(Parts)}
    for kind, spelling in tokens:
        if kind in names:
            bare = spelling.removesuffix(_WORDS[kind]) if kind in _WORDS else spelling
            told[kind] = told.get(kind, "") + bare
    return Parts(**told)


def normal(value: str) -> str:
    """One spelling for the spellings of one address."""
    (province, city, county), tokens = _read(value)
    return province + city + county + "".join(spelling for _, spelling in tokens)


def without_divisions(value: str) -> str:
    """The same without province, city and county, as people of the town write it.

    >>> without_divisions("杭州市西湖区云杉路9号3栋")
    '云杉路9号3栋'
    """
    return "".join(spelling for _, spelling in _read(value)[1])
