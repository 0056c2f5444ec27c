"""Parts by which people tell a value again, and how strong each is: the one place where values are cut, for desk, release gate and kit.

A value is sealed whole where it stands, and others go on with a part of it: the road of an address, the room of a hotel (1806敲门), the tail of a plate or a telephone, the
class of a school, what a firm or somebody is called for short. Each user looks for parts in its own way and takes the strengths that fit its texts. Never amounts, counts, times, days or
years. Words: ``parts.yaml``. Source: docs/explanation/sealing.md. Left out: parts of under three signs without a word of their own; diagnoses of under five signs and passwords of under
seven digits alone, which are anybody's.

>>> def told(kind, value):
...     return sorted((one.strength.name, one.sort, one.text) for one in parts(kind, value))
>>> told("hotel_room_current", "望海大酒店1806")
[('ALONE', 'piece', '海大酒店1806'), ('NEAR', 'word', '望海'), ('POSTS', 'word', '望海大酒店'), ('SIGN', 'number', '1806')]
>>> told("vehicle_file", "浙A3K97X")
[('ALONE', 'code', 'a3k97x'), ('NEAR', 'code', '3k97x'), ('NEAR', 'code', '97x'), ('NEAR', 'code', 'k97x')]
>>> told("delivery_address", "临川市松声路12号2幢402室")[:2], told("phone_number", "13900001850")
([('ALONE', 'piece', '松声路'), ('ALONE', 'piece', '松声路12号')], [('NEAR', 'code', '1850')])
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from doxdocket.store.reason import FOLD
from doxdocket.store.values_in_text import TENS

ADDRESS: Final = "home_address"
PLACED: Final = frozenset((ADDRESS, "delivery_address", "household_registration"))
"""Kinds whose value is or holds an address."""
RECORDS: Final = frozenset((
    "lodging_record", "hotel_room_current", "realtime_location", "movement_trace", "travel_ticket", "vehicle_trace", "transaction_record", "call_record",
    "health_record", "account_password", "financial_credential",
))  # fmt: skip
"""Kinds whose values identify nobody by themselves, but tell a stay, a journey, a purchase or a secret of one person."""
_FIRMS = frozenset(("workplace", "school"))
_CALLED = _FIRMS | {"hotel_room_current", "lodging_record", "realtime_location"}
_ROOMS = PLACED | _CALLED | {"real_estate", "travel_ticket", "movement_trace"}
TAILS: Final = frozenset((
    "phone_number", "landline_number", "id_number", "bank_account", "payment_account", "social_account", "passport_number", "student_id", "exam_certificate",
))  # fmt: skip
"""Kinds whose values have a tail."""
_PLATES = frozenset(("vehicle_file", "vehicle_trace", "vehicle_plate"))
KINDS: Final = _ROOMS | TAILS | _PLATES | {"name"}
"""Kinds whose values have parts that lead to a person where they stand near it."""
PIECED: Final = PLACED | RECORDS
"""Kinds whose values have parts that lead to a person anywhere."""


class Strength(IntEnum):
    """How much it takes for a part to be the part of that value."""

    NEAR = 1
    """Near the value, in what it answers or what answers it, or where a post says the name that stands with it."""
    SIGN = 2
    """Beside a word for what it is, anywhere; without one only near."""
    POSTS = 3
    """Any post of the case; words of a paper may be of somebody else."""
    ALONE = 4
    """Any text."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a value: its sort, which says how it is looked for, its signs and its strength."""

    sort: str
    text: str = field(repr=False)
    strength: Strength


@lru_cache(maxsize=1 << 12)
def parts(kind: str, value: str) -> frozenset[Part]:
    """What of a value tells it, each once and as strong as it is anywhere.

    Sorts: ``piece``, signs in a row whatever stands between them; ``word``, ``short``, ``given``, ``number``, ``code`` and ``account``, as they stand; ``block``, ``class`` and ``call`` by their form; ``name``, a whole one, which only tells what is near.
    """
    found: dict[tuple[str, str], Strength] = {}
    for sort, text, strength in _cut(kind, value):
        found[sort, text] = max(found.get((sort, text), strength), strength)
    return frozenset(Part(sort, text, strength) for (sort, text), strength in found.items())


def alone(kind: str, value: str) -> Iterator[tuple[str, str]]:
    """What tells a value in any text, for the gate: kind and part."""
    yield from ((kind, one.text) for one in parts(kind, value) if one.strength is Strength.ALONE)


_Cut = tuple[str, str, Strength]


def _cut(kind: str, value: str) -> Iterator[_Cut]:
    from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

    clean = read(value).clean
    if kind == "name":
        yield from _of_name(clean)
    if mail := _MAIL.fullmatch(clean):
        yield "account", mail[1], Strength.ALONE
    if kind in TAILS:
        yield from _of_number(kind, fold(clean))
    if kind in _PLATES:
        yield from _of_plate(clean)
    if kind in RECORDS:
        yield from (("piece", one, Strength.ALONE) for one in _recorded(kind, clean))
    if kind in PLACED | _FIRMS:
        yield from _of_address(value, firm=kind in _FIRMS)
    if kind in _ROOMS:
        yield from _of_rooms(kind, _DAYS.sub(" ", fold(clean)))
    if kind in _CALLED:
        yield from _of_firm(kind, _DAYS.sub(" ", clean))


# -- how texts are compared
def fold(clean: str) -> str:
    """A cleaned text as it is compared, sign for sign."""
    lower = clean.lower()
    if len(lower) != len(clean):  # İ becomes two signs
        lower = "".join(low if len(low := sign.lower()) == 1 else sign for sign in clean)
    return lower.translate(FOLD)


def signs(text: str) -> list[tuple[str, int, int]]:
    """The letters, digits and Han signs of a text as they are compared where nothing between them counts, each with where it stands."""
    from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

    reading = read(text)
    kept = [
        (sign, *reading.span(at, at + 1))
        for at, c in enumerate(reading.clean)
        if c.isalnum() and len(sign := c.casefold().translate(FOLD)) == 1
    ]
    plain, out, at = "".join(sign for sign, _, _ in kept), [], 0
    for ten in TENS.finditer(plain):
        start, end = kept[ten.start()][1], kept[ten.end() - 1][2]
        out += [*kept[at : ten.start()], (ten[1] or "1", start, end), (ten[2] or "0", start, end)]
        at = ten.end()
    return [*out, *kept[at:]]


def plain(text: str) -> str:
    """These signs alone."""
    return "".join(sign for sign, _, _ in signs(text))


@cache
def _lists() -> dict[str, Any]:
    from doxdocket.law import strict_yaml  # noqa: PLC0415

    return dict(strict_yaml.load(Path(str(files("doxdocket"))) / "store" / "parts.yaml"))


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of ``parts.yaml``, folded as texts are."""
    return tuple(dict.fromkeys(map(fold, _lists()[name].split())))


# -- addresses
_NAMED = "街道|社区|小区|花园|家园|新村|公寓|大厦|广场|大道|胡同|[路街巷弄里镇乡村苑园庭府城湾寨屯]"
_NUMBERED = "号楼|号院|单元|[号幢栋座层楼室户组队]"
GOES_ON: Final = rf"{_NAMED}|{_NUMBERED}|院|办事处|居委会|村委会|委员会|人民政府|[0-9a-zA-Z]+(?:-[0-9]+)*"
"""With what a part of an address ends, its numbers too."""
_PART = re.compile(rf".+?(?:{_NAMED}|{_NUMBERED}|[省市区县])|.+")
_BY_NAME = re.compile(rf"[^0-9]{{2,}}(?:{_NAMED})")
_NUMBERS = re.compile(rf"[0-9a-z]+(?:{_NUMBERED}|期|区)?|[东西南北]区|{_NUMBERED}")
_LEVEL = r"[\u3400-\u9fff]{1,7}?(?:省(?![府道])|自治[区州]|地区|(?<![超门夜])市(?![场民府])|县(?![前后东西南北衙府])|盟|旗|(?<![小社园校厂新发东西南北])区(?![间内]))"
_LED = re.compile(
    rf"(?:{_LEVEL}){{2,}}|[\u3400-\u9fff]{{2,7}}?(?:省(?![府道])|(?<![超门夜])市(?![场民府])|县(?![前后东西南北衙府]))"
)
"""Divisions at the beginning of an address, in the list or not: an office bears their names, with numerals in them too (六合区)."""
_ASIDE = re.compile("[，,；;]")
_ESTATE = re.compile(
    r"(?:^|[省市区县镇乡村路街道巷弄号])([\u3400-\u9fff]{2,8}?)[0-9]{1,3}(?:号?楼|[幢栋座])(?:[0-9]{1,2}单元)?(?:[0-9]{1,2}[层楼])?([0-9]{3,4})"
)
_LIVED = re.compile(r".(?:苑|园|小区|公寓|家园|花园|[佳豪名]庭|[雅馨怡]居|新村|小镇|公馆|府|城|湾|里|郡|阁|庄)$")
"""The name of an estate of three signs and more that ends so tells where somebody lives, without a house too."""
_LEAST, _RUN = 3, 4
"""Signs of a piece: a name of one sign and its road word; and of two parts."""


def _of_address(address: str, *, firm: bool) -> Iterator[_Cut]:
    """Its parts with a name, and each run of two or more parts: beyond its divisions. What is not with the name of a road, an estate or a village is of everybody's estate; of a firm all is but what has a number there."""
    told = plain("".join(_below(clause) for clause in _ASIDE.split(address)))
    cut_ = _PART.findall(told)
    runs = {"".join(cut_[a:b]) for a in range(len(cut_)) for b in range(a + 2, len(cut_) + 1)}
    for piece in {part for part in cut_ if len(part) >= _LEAST and _BY_NAME.fullmatch(part)} | {
        run for run in runs if len(run) >= _RUN and not run.isdigit()
    }:
        telling = any(not of_division(part) and len(_NUMBERS.sub("", part)) > 1 for part in _PART.findall(piece))
        yield "piece", piece, Strength.NEAR if firm else Strength.ALONE if telling else Strength.POSTS
    if (found := estate(address)) and not firm:
        name, flat = map(plain, found)
        yield "piece", f"{name}{flat}", Strength.ALONE
        if len(name) >= _LEAST:
            yield "piece", name, Strength.ALONE if _LIVED.search(name) else Strength.NEAR


def estate(address: str) -> tuple[str, str] | None:
    """The name of the estate and the number of the flat in an address.

    >>> estate("杭州市松声路12号听涛苑3幢602室")
    ('听涛苑', '602')
    """
    found = _ESTATE.search(unicodedata.normalize("NFKC", address).replace(" ", ""))
    return (found[1], found[2]) if found else None


def _below(clause: str) -> str:
    """What a clause of an address says beyond its divisions."""
    from doxdocket.seal.district import district  # noqa: PLC0415 - reads the list of divisions

    led = _LED.match(clause)
    return clause[max(len(district(clause)), led.end() if led else 0) :]


def of_division(part: str) -> bool:
    """Whether a part, its numerals as they are compared, is the name of a province, a city or a district: where one stands behind a house without a mark between."""
    return part.removesuffix("人") in _divisions()


@cache
def _divisions() -> frozenset[str]:
    from doxdocket.seal.district import divisions  # noqa: PLC0415 - reads the list of divisions

    return frozenset(map(plain, divisions()))


# -- rooms, blocks and classes
TOKEN: Final = re.compile(r"(?<![0-9a-z])[0-9a-z]{3,8}(?![0-9a-z])")
BLOCK: Final = re.compile(r"(?<![0-9a-z])([0-9]{1,3}|[a-z])(?:[幢栋座]|号楼|号院)|(?<![0-9a-z])([0-9]{1,2})单元")
CLASS: Final = re.compile(
    r"(?:[初高大小]?[0-9]{1,2}(?:年级|届|级)|[初高大小]?[0-9]?(?=[(])|[初高大小](?=[0-9]))?[(]?([0-9]{1,2})[)]?班"
)
_DAYS = re.compile(r"(?:19|20)[0-9]{2}[-./年][0-9]{1,2}[-./月][0-9]{1,2}|[0-9]{1,2}:[0-9]{2}|(?:19|20)[0-9]{2}年")
_LETTERS = re.compile(r"[a-z]{1,8}(?![0-9a-z])|[a-z]")
_UNIT = 12


def _of_rooms(kind: str, rest: str) -> Iterator[_Cut]:
    for one in TOKEN.finditer(rest):
        if sum(map(str.isdecimal, one[0])) > 1 and not of_unit(rest[one.end() : one.end() + _UNIT]):
            yield "number", one[0], Strength.SIGN
    yield from (("block", block(one), Strength.NEAR) for one in BLOCK.finditer(rest))
    for one in CLASS.finditer(rest) if kind == "school" else ():
        yield from (("class", number, Strength.NEAR) for number in (one[1], one[1][-1]))


def block(one: re.Match[str]) -> str:
    """A building or the entrance of one, as ``BLOCK`` finds it."""
    return one[1] or f"{one[2]}单元"


def of_unit(behind: str) -> bool:
    """Whether a word for what is counted follows; one in letters (U, usdt) is the whole word."""
    letters = _LETTERS.match(behind)
    return letters[0] in words("units") if letters else behind.startswith(words("units"))


# -- numbers, plates and names
_TAIL = 4
_LOCAL = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})([0-9]{7,8})")
_MAIL = re.compile(r"([^@]*)@[^@]+\.[^@]+")
_PLATE = re.compile(r"(?<![0-9a-z])[a-z][·.\- ]?([0-9a-z]{5,6})(?![0-9a-z])")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def _of_number(kind: str, folded: str) -> Iterator[_Cut]:
    number = "".join(sign for sign in folded.partition("@")[0].rpartition(":")[2] if sign.isdecimal() or sign == "x")
    if len(number) > _TAIL + 1:
        yield "code", number[-_TAIL:], Strength.NEAR
    if kind == "landline_number" and (local := _LOCAL.fullmatch(number)):
        yield "code", local[1], Strength.ALONE


def _of_plate(clean: str) -> Iterator[_Cut]:
    if _HAN.match(bare := plain(clean)):
        yield "code", bare[1:], Strength.ALONE
    for one in _PLATE.finditer(fold(clean)):
        for tail in (one[1], one[1][-4:], one[1][-3:], one[0][0] + one[1]):
            if any(map(str.isdecimal, tail)):
                yield "code", tail, Strength.ALONE if len(tail) > len(one[1]) else Strength.NEAR


def _of_name(clean: str) -> Iterator[_Cut]:
    """Of a name as it stands, before 一 is a digit; a given name of numerals alone is no part."""
    from doxdocket.seal.masks import family_name, given_name  # noqa: PLC0415

    if given := given_name(clean):
        yield "name", fold(clean), Strength.NEAR
        if _HAN.search(fold(given)):
            yield "given", fold(given), Strength.NEAR
    if family := family_name(clean):
        yield from (("call", sign, Strength.NEAR) for sign in map(fold, (family, clean[-1])))


# -- firms, hotels and schools
_WORDS = re.compile(r"[\u3400-\u9fff0-9A-Za-z]{2,40}")
_DOOR = re.compile(r"[0-9a-z]{1,6}(?:号房|房间|[室房号])?$")
_SCHOOL = re.compile(r"第([0-9]{1,2})(?:实验)?")
_SENTENCE = re.compile(r"[谁我你他她们今明晚天早现在就快都来一起大家有人敢直接]{0,8}[去到在来]")
_UPTO = re.compile(r".*(?:[省县镇乡路街巷弄号]|(?<![超门夜])市|(?<![小社校园厂景])区)")


def _of_firm(kind: str, clean: str) -> Iterator[_Cut]:
    """What people call it by: without the words of a sentence, the divisions, the street and the city before it and its door or class behind, without its legal form, without all words for what it is; of a school with a number its short form."""
    for told in _WORDS.findall(_below(clean)):
        sentence = _SENTENCE.match(told)
        begun = {told, told[sentence.end() :] if sentence else told}
        begun |= {one[upto.end() :] for one in begun if (upto := _UPTO.match(one))}
        begun |= {one[2:] for one in begun if len(one) > _LEAST and f"{fold(one[:2])}市" in _divisions()}
        for one in begun:
            yield from _named(one, cut=one != clean, firm=kind in _FIRMS)
        yield from _short_forms(fold(told)[: _end(told)])


def _end(told: str) -> int:
    """Where the name of a place ends, before a class and a door."""
    folded = fold(told)
    at = next((one.start() for one in CLASS.finditer(folded)), len(folded))
    door = _DOOR.search(folded[:at])
    return door.start() if door else at


def _named(told: str, *, cut: bool, firm: bool) -> Iterator[_Cut]:
    """``cut``: something before it was taken off, and so a ``firm`` or a school is one without a word for what it is; many stay in a hotel."""
    end = brand = short = _end(told)
    folded = fold(told)
    while tail := next((one for n in range(6, 0, -1) if (one := folded[max(0, brand - n) : brand]) in _tails() and brand - n > 1), ""):  # fmt: skip
        brand -= len(tail)
        if tail in words("ends") and tail.endswith(("公司", "集团", "股份", "有限", "责任")):
            short = brand
    if brand == end and not (firm and cut and end >= _LEAST):  # no name of a place: the words of a sentence
        return
    telling = firm and brand < end and folded[:brand] not in words("anybody") and not place(folded[:brand])
    for size in {end, short, brand}:
        one = folded[:size]
        if size > 1 and one not in words("anybody") and not of_division(one) and _HAN.search(one):
            strength = Strength.ALONE if telling else Strength.POSTS if brand < end else Strength.NEAR
            yield "word", told[:size].lower(), strength if size >= _RUN else Strength.NEAR


def place(word: str) -> bool:
    """Whether a word is a province, a city or a district without its last sign.

    >>> place("西湖"), place("听涛")
    (True, False)
    """
    return any(f"{fold(word)}{sign}" in _divisions() for sign in ("", *"省市区县"))


def _short_forms(school: str) -> Iterator[_Cut]:
    for level, sign in _lists()["levels"].items():
        if school.endswith(level) and (number := _SCHOOL.search(school)):
            forms = {number[1] + sign, f"{number[1]}实{sign}", f"实验{number[1]}{sign}"}
            yield from (("short", form, Strength.NEAR) for form in forms)
        if school.endswith(f"实验{level}"):
            yield from (("short", form, Strength.NEAR) for form in (f"实{sign}", f"实验{level}"))


@cache
def _tails() -> frozenset[str]:
    """Words that end the name of a firm, a hotel or a school."""
    from doxdocket.law import strict_yaml  # noqa: PLC0415

    # By path: importing its room would load the detector.
    known = strict_yaml.load(Path(str(files("doxdocket"))) / "detect" / "reader" / "candidates" / "places.yaml")
    return frozenset(map(fold, chain(words("ends"), known["work"].split(), known["school"].split())))


# -- records
_SECRETS = frozenset(("account_password", "financial_credential"))
_CLAUSE = re.compile(r"[，。；;！!？?\n/]+|,(?![0-9])")
_PIECE = re.compile(
    r"(?:(?:19|20)[0-9]{2}[-./年])?[0-9]{1,2}[-./月][0-9]{1,2}日?(?![0-9])|[\u3400-\u9fff]+|[0-9A-Za-z]+"
)
_OF_DAYS = dict.fromkeys(map(ord, "-./年月日"))
_DAY = re.compile(r"[0-9]+[-./年月].+")
_NUMBER = 6
"""Digits of a password that is anybody's."""
_RECORD, _RECORD_DIGITS, _RECORD_HAN, _DIAGNOSIS, _KEPT = 8, 3, 2, 5, 4
"""Signs, digits and Han characters of a piece of a record; signs of a diagnosis; Han characters that are kept where a piece begins or ends with more."""


def _recorded(kind: str, clean: str) -> set[str]:
    """What of a record tells it: a date with what was bought, a hotel with its room, a train with its places; of a diagnosis each clause, of a password all.

    >>> sorted(_recorded("lodging_record", "于2023-04-18 竹影酒店 1726房，自己清楚"))
    ['20230418竹影酒店', '于20230418竹影酒店1726', '竹影酒店1726']
    """
    if kind in _SECRETS:
        clean = clean.strip()
        return {clean} if len(clean) > (_NUMBER if clean.isdigit() else _RUN) else set()
    pieces: set[str] = set()
    for number, clause in enumerate(_CLAUSE.split(clean.strip())):
        tokens = _PIECE.findall(clause)
        if kind == "health_record" and not number and len(whole := "".join(tokens)) >= _DIAGNOSIS:
            pieces.add(whole)
        for first in range(len(tokens)):
            runs = (tokens[first:end] for end in range(first + 1, len(tokens) + 1))
            pieces |= {"".join(_edged(run)) for run in islice(filter(_tells, runs), 1)}
    return pieces


def _edged(tokens: list[str]) -> list[str]:
    """Tokens, of Han characters at either end a few."""
    first, *rest = [token.translate(_OF_DAYS) if _DAY.fullmatch(token) else token for token in tokens]
    if rest and _HAN.match(first):
        first = first[-_KEPT:]
    if rest and _HAN.match(rest[-1]):
        rest[-1] = rest[-1][:_KEPT]
    return [first, *rest]


def _tells(tokens: list[str]) -> bool:
    """Whether tokens tell a record: a day counts where they begin with it."""
    piece = "".join(_edged(tokens))
    counted = "".join(token for at, token in enumerate(tokens) if not at or not _DAY.fullmatch(token))
    return (
        len(piece) >= _RECORD
        and sum(map(str.isdecimal, counted)) >= _RECORD_DIGITS
        and len("".join(_HAN.findall(piece))) >= _RECORD_HAN
    )
