r"""Addresses, schools and employers by one grammar: hits in a row, where the row may begin and where it may end.

A hit is a division (whole or short), a word that ends an element (路, 栋, 学院, 厂), a direction (对面, 第二家) or a number of a door. Hits
with little between them make a row. A row begins at a mark, behind a lead (住在, 读) or at a division; it ends behind any of its hits that
closes something, at the next place where words begin that follow places, or a clause further when that describes the door. What
stands between a lead and what follows places (在…上班) is proposed without a hit. Kinds follow from the hits inside. `latin_places` reads
letters. Left out: whether anybody lives, learns or works there.

>>> text = "她住嘉兴枫塘路3号2栋501,真的"
>>> [one[3] for one in offers(text, hits(text)) if one[2] == "home_address" and one[3].endswith("501")]
['她住嘉兴枫塘路3号2栋501', '住嘉兴枫塘路3号2栋501', '嘉兴枫塘路3号2栋501']
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import ahocorasick_rs

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Form, Generator, Offer
from doxdocket.detect.reader.candidates import latin_places
from doxdocket.detect.reader.lexicon import stands
from doxdocket.detect.reader.tokens import HAN
from doxdocket.records import Verdict

_MOST_HITS = 12  # of one row that one start may reach
_GAP, _BEFORE, _BEHIND = 10, 16, 14  # characters between hits, from the start to the first hit, behind the last
_STARTS, _ENDS, _SLOTS = 3, 2, 4
_SLOT = 26  # characters of what has no word of its own
ADDRESS, SCHOOL, WORK = KINDS = "home_address", "school", "workplace"


ENDINGS = ("near", "door", "class", "work", "school")
"""Lists of words that end an element."""


class Hit(NamedTuple):
    """A stretch that ends an element, with classes of ``places.yaml``, ``division``, ``number`` or ``grade``."""

    start: int
    end: int
    sorts: frozenset[str]


@cache
def words() -> dict[str, frozenset[str]]:
    """The lists of ``places.yaml``."""
    return {key: frozenset(words.split()) for key, words in table("places.yaml", __package__).items()}


_LAST = re.compile(r"(?:特别行政区|自治区|自治州|自治县|省|市|地区|盟|新区|林区|矿区|区|县|旗|镇|乡)$")
_PEOPLES = re.compile(r"(?:[\u4e00-\u9fff]{1,4}族){1,3}自治[州县旗]$|(?:壮族|回族|维吾尔)自治区$")


@cache
def divisions() -> frozenset[str]:
    """Provinces, cities and counties by their names, with the last word and without it."""
    names: list[str] = []
    for province, cities in table("divisions.yaml").items():
        names.append(province)
        for city, counties in cities.items():
            names += [city, *counties.split()]
    every = {*names, *(pattern.sub("", name) for name in names for pattern in (_PEOPLES, _LAST))}
    return frozenset(word for word in every if len(word) > 1)


@cache
def _automaton() -> tuple[Any, list[frozenset[str]]]:
    """One automaton over divisions and the words that end elements, with the sorts of each."""
    sorts: dict[str, set[str]] = {word: {"division"} for word in (*divisions(), *words()["areas"])}
    for sort in ENDINGS:
        for word in words()[sort]:
            sorts.setdefault(word, set()).add(sort)
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(sorts), matchkind=longest), [frozenset(one) for one in sorts.values()]


_NUMBER = re.compile(
    r"[A-Za-z]{0,2}[0-9]{1,5}(?:[-/#之A-Za-z][0-9]{1,4}){0,4}[A-Za-z]?|[A-Za-z](?=[座栋幢区])|[〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,6}"
)
_CODE = re.compile(r"[0-3][0-9](?:0[1-9]|[1-4][0-9])|[0-3][0-9]-[1-9]|[1-9][A-H]|(?:19|20)[0-3][0-9]")
_N = "[0-9一二三四五六七八九十]{1,2}"
_VIRTUES = "忠孝仁爱信义和平礼智勤诚敬"  # classes of schools in Taiwan, Malaysia and Macau
_GRADE = re.compile(
    rf"(?:[初高小中]{_N}|[一二三四五六七八九1-9])(?:年级?)? ?(?:\({_N}\)班?|{_N}班|[A-H甲乙丙丁]班|[{_VIRTUES}]班)|[一二三四五六]年[{_VIRTUES}]班|国[一二三](?:[{_VIRTUES}]班|{_N}班)?"
    rf"|[初高][一二三][0-9]{{1,2}}(?![0-9.:年月日号点栋楼室元块米个人名])|中[一二三四五六][A-H](?![A-Za-z0-9])|[初高研博中小大][一二三四五](?:年级)?|\(?{_N}\)?班"
    rf"|{_N}年级(?:[(]?{_N}[)]?班?)?|[0-9]{{2,4}}[级届](?:[(]?{_N}[)]?班)?|[0-9]{{3}}班|[大中小托]{_N}?班|[一二三四五六七八九][.·]?[0-9]{{1,2}}(?![0-9年月日号栋楼室])"
    r"|\b(?:[yY](?:ea)?r ?[0-9]{1,2}|Y[0-9]|[Ff]orm [1-6]|[FS][1-6]|Sec(?:ondary)? [1-5](?:[A-Z][0-9]?)?|P[1-6]|Primary [1-6]|Std [1-6]|Tingkatan [1-5])\b"
)
_SHORT = re.compile(rf"{_N}[中小高幼]|[小幼附](?=[一二三四五六0-9(的读])")


_CLASS = re.compile(rf"[班年级中国初高F-Yf-y({_VIRTUES}]")


def is_class(value: str) -> bool:
    """Whether a stretch is a class and nothing else, told by more than a number: 高三(6)班, Sec 3E4."""
    return len(value) > 1 and _CLASS.search(value) is not None and _GRADE.fullmatch(value) is not None


def hits(clean: str) -> list[Hit]:
    """All hits in order, none over another."""
    automaton, sorts = _automaton()
    grades = [Hit(*match.span(), _GRADED) for match in _GRADE.finditer(clean)]
    grades += [Hit(*match.span(), _SCHOOLED) for match in _SHORT.finditer(clean)]
    taken = bytearray(len(clean))
    for hit in grades:
        taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    listed = [Hit(start, end, sorts[at]) for at, start, end in automaton.find_matches_as_indexes(clean)]
    found = [*grades, *(one for one in _parted(clean, listed) if not any(taken[one.start : one.end]))]
    for hit in found:
        taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    found += [
        Hit(*match.span(), _CODED if _CODE.fullmatch(match[0]) else _NUMBERED)
        for match in _NUMBER.finditer(clean)
        if not taken[match.start()] and not taken[match.end() - 1]
    ]
    spend(len(found))
    return sorted(found)


@cache
def _endings() -> Mapping[str, frozenset[str]]:
    """Words of two characters and more that end elements, with their sorts."""
    found: dict[str, set[str]] = {}
    for sort in ENDINGS:
        for word in words()[sort]:
            if len(word) > 1:
                found.setdefault(word, set()).add(sort)
    return {word: frozenset(sorts) for word, sorts in found.items()}


def _parted(clean: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Each hit; for a bare division of which the last character begins a word that ends an element, where nothing else goes on behind it, that word: 云台|中学, not 云|台中|学."""
    begins = {hit.start for hit in found}
    for hit in found:
        at = hit.end - 1
        longer = () if hit.end in begins or hit.sorts != _DIVISION or at == hit.start else _LENGTHS
        word = next((clean[at : at + n] for n in longer if clean[at : at + n] in _endings()), "")
        yield Hit(at, at + len(word), _endings()[word]) if word else hit


_DIVISION, _NUMBERED, _CODED = frozenset({"division"}), frozenset({"number"}), frozenset({"number", "class"})
_GRADED, _SCHOOLED = frozenset({"class", "grade"}), frozenset({"school"})
_LENGTHS = (4, 3, 2)


_PART = re.compile(r"[,。!?;\n|│\t、]")
_HARD = frozenset(",。!?;\n|│\t")
_CUTS = re.compile(r"[,。!?;|│\t\n是了不我你他她说]")
_FOLDED = re.compile(rf"[{HAN}]{{0,5}} *\n *[{HAN}]{{0,5}}")
_CHAR = re.compile(rf"[{HAN}A-Za-z0-9]")
_FRESH, _CLOSED = re.compile(rf"(?<![{HAN}A-Za-z0-9])[{HAN}A-Za-z0-9]"), re.compile(rf"\S(?![{HAN}A-Za-z0-9])")
_LONG = re.compile(r"[0-9]{5}(?![0-9])")


def offers(clean: str, found_hits: Sequence[Hit]) -> list[Offer]:
    """All candidates of places of a text, each span and kind once."""
    spend(len(clean))
    fresh = [match.start() for match in _FRESH.finditer(clean)]
    leads, follow, works, learns = stands(clean, *(words()[key] for key in ("leads", "follow", "works", "learns")))
    starts, ends = _starts(clean, found_hits, fresh, leads), _ends(clean, follow)
    own = [frozenset([end for _, end in some]) for some in (works, learns)]
    found = {
        (start, end, kind)
        for part in (_rows(clean, found_hits, starts, ends), _slots(clean, ends, fresh, *own), latin_places.find(clean))
        for start, end, kind in part
    }
    return [
        (start, end, kind, value, *_written(value), Generator.PLACE)
        for start, end, kind in sorted(found)
        if (value := clean[start:end]).strip() == value and end - start > 1
    ]


def _written(value: str) -> tuple[Verdict, Form]:
    hidden = "*" in value
    form = Form.SPLIT if "\n" in value else Form.MASKED if hidden else Form.VERBATIM
    return Verdict.MASKED if hidden else Verdict.DOUBTFUL, form


def _starts(clean: str, hits: Sequence[Hit], fresh: Sequence[int], leads: Sequence[tuple[int, int]]) -> list[int]:
    """Places where one may begin: at marks, behind leads and long numbers, at divisions and classes."""
    divisions = [hit for hit in hits if "division" in hit.sorts]
    inner = {hit.end for hit in divisions}
    begins = {hit.start for hit in divisions if hit.start not in inner}
    begins |= {hit.start for hit in hits if "grade" in hit.sorts}
    begins |= {end for _, end in leads}
    begins |= {match.end() for match in _LONG.finditer(clean)}
    return sorted({at for at in begins if _CHAR.match(clean, at)}.union(fresh))


def _ends(clean: str, follow: Sequence[tuple[int, int]]) -> list[int]:
    """Places where one may end: before marks and before words that follow places."""
    ends = {start for start, _ in follow} | {match.end() for match in _CLOSED.finditer(clean)}
    return sorted(at for at in ends if at and not clean[at - 1].isspace())


def _rows(
    clean: str, hits: Sequence[Hit], starts: Sequence[int], ends: Sequence[int]
) -> Iterator[tuple[int, int, str]]:
    """From each start before a hit to the ends behind it and the hits that go on from it."""
    linked = [_linked(clean, one, two) for one, two in pairwise(hits)]
    stops = set(ends)
    for first, hit in enumerate(hits):
        low = max(hits[first - 1].end if first and linked[first - 1] else 0, hit.start - _BEFORE)
        to = bisect_left(starts, hit.start + 1)
        begins = [
            at
            for at in starts[max(0, to - _STARTS) : to]
            if at >= low and not _HARD.intersection(clean[at : hit.start])
        ]
        if not begins:
            continue
        sorts: set[str] = set()
        for last in range(first, min(first + _MOST_HITS, len(hits))):
            spend()
            one = hits[last]
            sorts |= one.sorts
            final = last + 1 == len(hits) or not linked[last]
            if final or one.end in stops or one.sorts & {"school", "work"} or hits[last + 1].start > one.end + 1:
                for end in _behind(clean, one.end, ends, final=final):
                    spend(len(begins))
                    for start in begins:
                        kinds = _kinds(sorts, last - first + 1, clean[start:end])
                        if ADDRESS not in kinds and _SENT.search(clean, max(0, start - 12), min(len(clean), end + 6)):
                            yield start, end, ADDRESS
                        for kind in kinds:
                            yield start, end, kind
            if final:
                break


_SENT = re.compile(r"[收寄送取递]|包裹|放[在到]|地址|代领|驿站|住")


def _linked(clean: str, one: Hit, two: Hit) -> bool:
    between = clean[one.end : two.start]
    return len(between) <= _GAP and (not _CUTS.search(between) or _FOLDED.fullmatch(between) is not None)


_DOOR = re.compile(r"[门院墙楼层户左右朝树号栋窗间班级系]|那家|第|专业|大[一二三四]|校区")


def _behind(clean: str, at: int, ends: Sequence[int], *, final: bool) -> list[int]:
    """Ends at or behind a hit: at once, at the next two places where one may end, and a clause further."""
    found = [at]
    to = bisect_left(ends, at)
    for end in ends[to : to + (_ENDS if final else 1)]:
        if end - at > _BEHIND or _PART.search(clean, at, end):
            break
        found.append(end)
        if clean[end : end + 1] in (")", "”", '"', "'"):
            found.append(end + 1)
    if final and clean[found[-1] : found[-1] + 1] == ",":
        for _ in range(2):
            cut = _PART.search(clean, found[-1] + 1, found[-1] + 22)
            stop = cut.start() if cut else len(clean)
            if stop - found[-1] > 20 or not _DOOR.search(clean, found[-1], stop):
                break
            found.append(stop)
    return list(dict.fromkeys(found))


_ROOM = re.compile(r"[A-Za-z]?[0-9]{1,3}(?:[-#][0-9]{1,4}){1,3}|[A-Za-z]?[0-9]{3,4}")


def _kinds(sorts: set[str], count: int, value: str) -> list[str]:
    """Which kinds a row of so many hits may be of. One hit makes an address when it is a room, or there is something before it."""
    kinds = []
    if sorts <= {"number", "class"} and _ROOM.fullmatch(value):
        return [ADDRESS, SCHOOL]
    if sorts <= {"number"}:
        return []
    if sorts & {"division", "near"} or ("door" in sorts and (count > 1 or len(value) > 3)):
        kinds.append(ADDRESS)
    if "school" in sorts or "class" in sorts:
        kinds.append(SCHOOL)
    if sorts & {"school", "work"} or (len(value) > 4 and "near" in sorts):
        kinds.append(WORK)
    return kinds


_LABELLED = frozenset(": \"'“「=")


def _slots(
    clean: str, ends: Sequence[int], fresh: Sequence[int], works: frozenset[int], learns: frozenset[int]
) -> Iterator[tuple[int, int, str]]:
    """What stands between a lead or a mark and where one may end, without any word of its own."""
    for at in sorted({*works, *learns, *fresh}):
        spend()
        if not _CHAR.match(clean, at):
            continue
        label = at
        while label and label > at - 3 and clean[label - 1] in _LABELLED:
            label -= 1
        to, most = bisect_left(ends, at + 2), _SLOTS if label in works or label in learns else 1
        for end in ends[to : to + most]:
            if end - at > _SLOT or _PART.search(clean, at, end):
                break
            if label in works or end - at > 3:
                yield at, end, WORK
            if label in learns:
                yield at, end, SCHOOL
