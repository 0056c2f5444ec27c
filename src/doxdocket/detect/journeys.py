r"""Journeys: a train or flight number together with the day, the clock, the two places or the seat beside it.

Sources: numbers of trains (letter and up to four digits), IATA codes of airlines that fly in China, how 12306 and airlines
print a booking. The number alone is a journey only where it says so itself (G1234次, CA1234航班). Left out: timetables
and news of trains, which tell of nobody (``context`` asks for a person); numbers of a booking, which a label announces.

>>> from doxdocket.text import read
>>> [h.value for h in find(read("12306订单 D0000次 3月8日 福州-厦门北 05车12F，明天CA0000飞成都"))]
['D0000次3月8日福州-厦门北05车12F', 'CA0000']
"""

import re
from collections.abc import Iterator

from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_DAY = r"(?:(?:19|20)\d\d[-./年])?\d{1,2}[-./月]\d{1,2}[日号]?"
_CLOCK = r"\d{1,2}:\d\d(?:(?:[-~至到]{1,2})\d{1,2}:\d\d)?(?:出发|起飞|开|到)?"
_CITY = r"(?:(?![至到飞])[一-鿿]){2,10}"
_PAIR = rf"{_CITY}(?:\(?[A-Z]{{3}}\)?)?(?: ?[-~→>]{{1,2}} ?|至|到|飞){_CITY}(?:\(?[A-Z]{{3}}\)?)?"
_SEAT = r"(?:座位号?:?)?(?:\d{1,2}(?:车厢?|号车厢?)[ ,]?)?\d{1,3}(?:[A-F](?![A-Za-z0-9])(?:座|号)?|号(?:[上中下]铺)?)"
_CLASS = r"(?:[一二]等座|商务座|特等座|经济舱|公务舱|商务舱|头等舱|硬卧|软卧|动卧|硬座|软座|无座)"
_TOKEN = rf"(?:{_PAIR}|{_DAY}|{_CLOCK}|{_SEAT}|{_CLASS})"
_AIRLINES = "CA|MU|CZ|HU|ZH|MF|SC|3U|9C|FM|HO|KN|8L|GS|JD|EU|TV|NS|KY|PN|QW|BK|DZ|G5|GJ|AQ|CX|KA|BR|CI"
NUMBER = re.compile(
    rf"(?<![A-Za-z0-9.#-])(?:[GDCZTKYS]\d{{1,4}}|(?:{_AIRLINES}|[A-Z]{{2}})\d{{3,4}}|[1-9][A-Z]\d{{4}})(?![A-Za-z0-9])(?:次|航班)?"
)
NUMBERED = re.compile(r"[A-Z]\d")
"""Every such number holds this: looked for first, since most texts hold none."""
_ITSELF = re.compile(rf"[GDCZTK]\d{{1,4}}次|(?:{_AIRLINES})\d{{3,4}}(?:次|航班)")
_FLIES = re.compile(rf"(?:{_AIRLINES})\d{{3,4}}")
_BEFORE = re.compile(rf"(?:(?>{_TOKEN})[ ,:]{{0,2}}){{1,12}}$")
_AFTER = re.compile(rf"(?:[ ,:(]{{0,2}}{_TOKEN}\)?)+")
_RIGHT = re.compile(rf"{_PAIR}|{_SEAT}|{_CLASS}")
_REACH = 48


def find(reading: Reading) -> Iterator[Hit]:
    """Every journey of one text."""
    text = reading.clean
    for found in NUMBER.finditer(text) if NUMBERED.search(text) else ():
        line = max(text.rfind("\n", 0, found.start()) + 1, found.start() - _REACH)
        before = _BEFORE.search(text, line, found.start())
        after = _AFTER.match(text, found.end(), min(len(text), found.end() + _REACH))
        beside = (before[0] if before else "") + "…" + (after[0] if after else "")
        if _RIGHT.search(beside):
            span = (before.start() if before else found.start(), after.end() if after else found.end())
            yield _hit(reading, span, "travel.pair")
        elif _ITSELF.fullmatch(found[0]) or (
            _FLIES.fullmatch(found[0]) and re.match(r"[飞回去到,落抵 ]|航班", text[found.end() : found.end() + 2])
        ):
            yield _hit(reading, found.span(), "travel.number")


def _hit(reading: Reading, span: tuple[int, int], reason: str) -> Hit:
    value = reading.clean[slice(*span)]
    start, end = reading.span(span[0], span[0] + len(value.rstrip(" ,:(")))
    return Hit(start, end, "travel_ticket", Verdict.VALID, re.sub(r"\s+", "", value), (reason,))
