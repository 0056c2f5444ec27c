"""Pieces of sealed addresses in texts that leave: the road, estate, village or building by name, and any two parts that follow one another.

A masking by digests knows whole values only; an address is also told by a piece of it. So of each address of the current run what its mask hides
(beyond the district) is cut into its parts, and the parts with a name, and every run of two or more parts, are looked for. Both sides are read as one
(width, hidden characters, Chinese numerals), signs and spaces left out. The clear pieces are held while one command runs, no longer, and on no
disk. Source: docs/explanation/sealing.md. Left out: a number of a house or a flat by itself (``store.retold``); a piece that is cut inside a part; parts in
another order.

>>> found = Pieces(["浙江省杭州市西湖区竹影路3号2幢402室"])
>>> found("竹影路吃货群"), found("交流群 竹影路三号-2幢"), found("西湖区 2 幢 402 室"), found("杭州市西湖区 3号")
([(0, 3)], [(4, 12)], [(4, 13)], [])
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from doxdocket.store.reason import FOLD
from doxdocket.store.values_in_text import TENS, values

if TYPE_CHECKING:
    from doxdocket.store.run import Run

KINDS = frozenset(("home_address", "delivery_address"))
"""Kinds whose value is an address, shown to the district."""
PLACED = KINDS | {"household_registration"}
"""Those and one whose value holds an address as a rule."""
ADDRESS = "home_address"
"""The kind that a piece of one is told as."""
RECORDS = frozenset(
    (
        "lodging_record",
        "hotel_room_current",
        "realtime_location",
        "movement_trace",
        "travel_ticket",
        "vehicle_trace",
        "transaction_record",
        "call_record",
        "health_record",
        "account_password",
        "financial_credential",
    )
)
"""Kinds whose values identify nobody by themselves, but tell a stay, a journey, a purchase or a secret of one person (``recorded``)."""
_SECRETS = frozenset(("account_password", "financial_credential"))
_CLAUSE = re.compile(r"[，。；;！!？?\n/]+|,(?![0-9])")
_TOKEN = re.compile(
    r"(?:(?:19|20)[0-9]{2}[-./年])?[0-9]{1,2}[-./月][0-9]{1,2}日?(?![0-9])|[\u3400-\u9fff]+|[0-9A-Za-z]+"
)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_OF_DAYS = dict.fromkeys(map(ord, "-./年月日"))
_DAY = re.compile(r"[0-9]+[-./年月].+")
_RECORD, _RECORD_DIGITS, _RECORD_HAN, _DIAGNOSIS, _WORDS = 8, 3, 2, 5, 4
"""Signs, digits and Han characters of a piece of a record; signs of a diagnosis; Han characters that are kept where a piece begins or ends with more."""
_NAMED = "街道|社区|小区|花园|家园|新村|公寓|大厦|广场|大道|胡同|[路街巷弄里镇乡村苑园庭府城湾寨屯]"
_NUMBERED = "号楼|号院|单元|[号幢栋座层楼室户组队]"
_PART = re.compile(rf".+?(?:{_NAMED}|{_NUMBERED}|[省市区县])|.+")
_BY_NAME = re.compile(rf"[^0-9]{{2,}}(?:{_NAMED})")
_NUMBERS = re.compile(rf"[0-9a-z]+(?:{_NUMBERED}|期|区)?|[东西南北]区|{_NUMBERED}")
_LEVEL = r"[\u3400-\u9fff]{1,7}?(?:省(?![府道])|自治[区州]|地区|市(?![场民府])|县(?![前后东西南北衙府])|盟|旗|(?<![小社园校厂新发东西南北])区(?![间内]))"
_LED = re.compile(
    rf"(?:{_LEVEL}){{2,}}|[\u3400-\u9fff]{{2,7}}?(?:省(?![府道])|市(?![场民府])|县(?![前后东西南北衙府]))"
)
"""Divisions at the beginning of an address, in the list or not: an office bears their names, with numerals in them too (六合区)."""
_ASIDE = re.compile("[，,；;]")
_LEAST = 3
"""Signs of a piece: a name of one sign and its road word."""
_RUN = 4


class Pieces:
    """Called with a text: where it holds a piece of one of these addresses."""

    def __init__(self, addresses: Iterable[str] = (), whole: Iterable[tuple[str, str]] = ()) -> None:
        """Of these addresses, and beside them ``whole`` values (kind, value), of which no part counts."""
        self._by_start: dict[str, dict[str, str]] = {}
        for kind, value in whole:
            plain = "".join(sign for sign, _, _ in _read(value))
            if len(plain) >= _RUN and not plain.isdigit():
                self._by_start.setdefault(plain[:_LEAST], {})[plain] = kind
        for address in addresses:
            for piece in cut(address):
                self._by_start.setdefault(piece[:_LEAST], {})[piece] = ADDRESS

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each, apart from one another."""
        return [(start, end) for start, end, _ in self.told(text)]

    def told(self, text: str) -> list[tuple[int, int, str]]:
        """The same, each with its kind."""
        if not self._by_start or self._none(text):
            return []
        units, found, at = _read(text), [], 0
        plain = "".join(sign for sign, _, _ in units)
        while at < len(plain):
            held = self._by_start.get(plain[at : at + _LEAST], {})
            size, kind = max(
                ((len(one), kind) for one, kind in held.items() if plain.startswith(one, at)), default=(0, "")
            )
            if size:
                found.append((units[at][1], units[at + size - 1][2], kind))
            at += size or 1
        return found

    def _none(self, text: str) -> bool:
        """Whether surely no piece stands in a text: most have none, and this is told ten times sooner."""
        from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

        clean = read(text).clean
        folded = clean.casefold()
        if len(folded) != len(clean) or "十" in folded:
            return False
        plain = "".join(filter(str.isalnum, folded)).translate(FOLD)
        starts = self._by_start
        return not any(
            plain.startswith(one, at)
            for at in range(len(plain) - _LEAST + 1)
            for one in starts.get(plain[at : at + _LEAST], ())
        )


def of(run: "Run") -> Pieces:
    """Those of the addresses of a run; the posts are read for it once."""
    return Pieces(value for _, value in values(run, KINDS))


def _read(text: str) -> list[tuple[str, int, int]]:
    """The signs of a text as they are compared, each with where it stands."""
    from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

    reading = read(text)
    signs = [
        (sign, *reading.span(at, at + 1))
        for at, c in enumerate(reading.clean)
        if c.isalnum() and len(sign := c.casefold().translate(FOLD)) == 1
    ]
    plain, out, at = "".join(sign for sign, _, _ in signs), [], 0
    for ten in TENS.finditer(plain):
        start, end = signs[ten.start()][1], signs[ten.end() - 1][2]
        out += [*signs[at : ten.start()], (ten[1] or "1", start, end), (ten[2] or "0", start, end)]
        at = ten.end()
    return [*out, *signs[at:]]


def cut(address: str) -> set[str]:
    """What tells an address: its parts with a name, and each run of two or more parts."""
    from doxdocket.seal.district import district  # noqa: PLC0415 - reads the list of divisions

    told = "".join(below(clause, district(clause)) for clause in _ASIDE.split(address))
    plain = "".join(sign for sign, _, _ in _read(told))
    parts = _PART.findall(plain)
    named = {part for part in parts if len(part) >= _LEAST and _BY_NAME.fullmatch(part)}
    runs = {"".join(parts[a:b]) for a in range(len(parts)) for b in range(a + 2, len(parts) + 1)}
    return named | {run for run in runs if len(run) >= _RUN and not run.isdigit()}


def below(clause: str, district: str) -> str:
    """What a clause of an address says beyond its divisions."""
    led = _LED.match(clause)
    return clause[max(len(district), led.end() if led else 0) :]


def telling(address: str) -> set[str]:
    """Of `cut`, what points at one place: with a name of a road, an estate or a village, for everybody's estate has a building and a flat of these numbers, and a house stands in many a city.

    >>> sorted(telling("浙江省杭州市西湖区竹影路3号2幢402室"))[:2], "2幢402室" in telling("竹影路3号2幢402室")
    (['竹影路', '竹影路3号'], False)
    >>> sorted(telling("沉香路576号，四川省达州市人"))
    ['沉香路', '沉香路576号', '沉香路576号人']
    """
    return {
        piece
        for piece in cut(address)
        if any(not of_division(part) and len(_NUMBERS.sub("", part)) > 1 for part in _PART.findall(piece))
    }


def of_division(part: str) -> bool:
    """Whether a part, its numerals as they are compared, is the name of a province, a city or a district: where one stands behind a house without a mark between."""
    return part.removesuffix("人") in _divisions()


@cache
def _divisions() -> frozenset[str]:
    from doxdocket.seal.district import divisions  # noqa: PLC0415 - reads the list of divisions

    return frozenset("".join(sign for sign, _, _ in _read(name)) for name in divisions())


def recorded(kind: str, value: str) -> set[str]:
    """What of a record tells it, wherever it stands: a date with what was bought, a hotel with its room, a train with its places; of a diagnosis each clause, of a password all.

    Left out: diagnoses of under five signs and passwords of under seven digits alone, which are anybody's.

    >>> sorted(recorded("lodging_record", "于2023-04-18 竹影酒店 1726房，自己清楚"))
    ['20230418竹影酒店', '于20230418竹影酒店1726', '竹影酒店1726']
    """
    from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

    clean = read(value).clean.strip()
    if kind in _SECRETS:
        return {clean} if len(clean) > (_NUMBER if clean.isdigit() else _RUN) else set()
    pieces: set[str] = set()
    for number, clause in enumerate(_CLAUSE.split(clean)):
        tokens = _TOKEN.findall(clause)
        if kind == "health_record" and not number and len(plain := "".join(tokens)) >= _DIAGNOSIS:
            pieces.add(plain)
        for first in range(len(tokens)):
            runs = (tokens[first:end] for end in range(first + 1, len(tokens) + 1))
            pieces |= {"".join(_edged(run)) for run in islice(filter(_tells, runs), 1)}
    return pieces


_NUMBER = 6
"""Digits of a password that is anybody's."""


def _edged(tokens: list[str]) -> list[str]:
    """Tokens, of Han characters at either end a few."""
    first, *rest = [token.translate(_OF_DAYS) if _DAY.fullmatch(token) else token for token in tokens]
    if rest and _HAN.match(first):
        first = first[-_WORDS:]
    if rest and _HAN.match(rest[-1]):
        rest[-1] = rest[-1][:_WORDS]
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
