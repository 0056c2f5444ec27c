"""Hotel stays, journeys and purchases that say themselves what they are: a hotel with a room, a train with two cities
and a seat, a date with goods and a price.

A record takes its place and its date with it: they are no home and no birth. A hotel is where somebody is now when the
words before it say so (现在住, 今晚住). Source: own observation of such records. Left out: stays without a room and
purchases without a price, which only a label announces (``labelled``).

>>> from doxdocket.text import read
>>> [(h.kind, h.value) for h in find(read("2023-02-28 荆州青梧酒店 1203房,今晚住长沙云栖民宿502室"))]
[('lodging_record', '2023-02-28荆州青梧酒店1203房'), ('hotel_room_current', '长沙云栖民宿502室')]
"""

import re
from collections.abc import Iterator

from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_DATE = r"(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}[日号])"
_HOTEL = r"(?:酒店|宾馆|旅馆|民宿|客栈|旅店|招待所)"
_STAY = re.compile(
    rf"(?P<date>{_DATE}(?:[至到~-]{{1,2}}{_DATE})?[ ,:]{{0,2}}(?:入住)?)?"
    rf"(?P<hotel>(?:(?![住的在了过是去到开订])[一-鿿A-Za-z0-9]){{2,16}}?{_HOTEL}(?:\([一-鿿]{{1,8}}\)|[一-鿿]{{1,4}}店)?"
    r"[ ,-]{0,2}[A-Z]?\d{3,4}(?!\d|[-.]\d)(?:号房间|号房|房间|房|室|号)?)"
)
_NOW = re.compile(r"(?:现|正|目前|今晚|今天|这[几两]天|最近|当前|此刻|眼下|还)[^,。;\n\d]{0,8}$|🏨 ?$")
_CITY = r"[一-鿿]{2,10}"
_SEAT = r"(?:\d{1,2}(?:车厢?|号车厢?)[ ,]?)?\d{1,3}[A-F](?![A-Za-z0-9])(?:座|号)?"
_JOURNEY = re.compile(
    rf"(?:{_DATE}[ ,]{{0,2}})?(?<![A-Za-z0-9])(?:[GDCZTKYS]\d{{1,4}}|[A-Z]{{2}}\d{{3,4}}|[1-9][A-Z]\d{{4}})次?[ ,:]{{0,2}}"
    rf"{_CITY}?(?:[-~→>]{{1,2}}|至|到|飞){_CITY}(?:[ ,]{{0,2}}{_SEAT}|(?![一-鿿]))"
)
_BOUGHT = re.compile(
    rf"{_DATE}[ ,:]{{0,2}}(?:(?!{_DATE})[^;|\n。/]){{2,24}}?\d{{1,6}}(?:\.\d\d?)? ?(?:元|块钱?|rmb)(?![一-鿿])",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Hit]:
    """Every such record of one text."""
    text = reading.clean
    for found in _JOURNEY.finditer(text):
        yield _hit(reading, found.span(), "travel_ticket", "travel.pair")
    for found in _STAY.finditer(text) if re.search(_HOTEL, text) else ():
        now = not found["date"] and _NOW.search(text, max(0, found.start() - 14), found.start())
        yield _hit(reading, found.span(), "hotel_room_current" if now else "lodging_record", "stay.room")
    for found in _BOUGHT.finditer(text) if re.search("[元块]|rmb", text, re.IGNORECASE) else ():
        yield _hit(reading, found.span(), "transaction_record", "purchase.price")


def _hit(reading: Reading, span: tuple[int, int], kind: str, reason: str) -> Hit:
    start, end = reading.span(*span)
    return Hit(start, end, kind, Verdict.VALID, re.sub(r"\s+", "", reading.clean[slice(*span)]), (reason,))
