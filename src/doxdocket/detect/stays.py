r"""Hotel stays and purchases that say themselves what they are: a hotel with a room, a date with goods and a price.

A record takes its place and its date with it: they are no home and no birth. With a date it is a record of the past
(住宿记录); without one, and with no word of the past, it says where somebody is now (当前入住), which weighs more: 行踪
may locate them. Source: own observation of such records; 法释〔2017〕10号 art. 5(1)(iii), (iv). Left out: stays without a
room and purchases without a price, which only a label announces (``labelled``); adverts, which name nobody.

>>> from doxdocket.text import read
>>> [(h.kind, h.value) for h in find(read("2023-02-28 荆州青梧酒店 1203房,长沙云栖民宿502室,去年开过青梧宾馆808"))]
[('lodging_record', '2023-02-28荆州青梧酒店1203房'), ('hotel_room_current', '长沙云栖民宿502室'), ('lodging_record', '青梧宾馆808')]
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_DATE = r"(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}[日号]?)"
_CLOCK = r"(?: ?\d{1,2}:\d\d(?::\d\d)?)?"
HOTEL = r"(?:酒店|宾馆|旅馆|民宿|客栈|旅店|招待所|度假村)"
_ROOM = r"(?:房间号?|房号|room)?[ :,-]{0,2}(?:\d{1,2}[楼层])?[A-Z]?\d{3,4}(?!\d|[-.]\d|元|块|年)(?:号房间|号房|房间|房|室|号)?"
_STAY = re.compile(
    rf"(?P<date>{_DATE}{_CLOCK}(?:(?: ?[至到~-]{{1,2}} ?){_DATE}{_CLOCK})?[ ,:]{{0,2}}(?:入住)?[ :]?)?"
    rf"(?:{HOTEL}(?:叫|是|为)?[ :]?)?(?P<hotel>(?:(?![住的在了过是去到开订])[一-鿿A-Za-z0-9·]){{2,16}}?{HOTEL}(?:\([一-鿿]{{1,10}}\)|[一-鿿]{{1,4}}店)?"
    rf"[ ,-]{{0,2}}{_ROOM})(?P<after> ?[(,]? ?{_DATE}{_CLOCK}(?: ?[至到~-]{{1,2}} ?{_DATE}{_CLOCK})?)?",
    re.IGNORECASE,
)
_SAID = re.compile(HOTEL)
_PRICED = re.compile("[元块]|rmb", re.IGNORECASE)
#: Words of the past, or of a record, in the clause before: then it is no room of today.
_THEN = re.compile(
    r"(?:过|去年|前年|上[个次周]?月?|上次|以前|之前|曾|当时|当年|昨[天晚]|那[天晚年]|历史|记录|开房|退房|同住)[^,。;\n]{0,10}$"
)
_NOW = re.compile(r"(?:现|正|目前|今晚|今天|这[几两]天|最近|当前|此刻|眼下|还)[^,。;\n\d]{0,8}$|🏨 ?$")
_BOUGHT = re.compile(
    rf"{_DATE}[ ,:]{{0,2}}(?:(?!{_DATE})[^;|\n。/]){{2,24}}?\d{{1,6}}(?:\.\d\d?)? ?(?:元|块钱?|rmb)(?![一-鿿])",
    re.IGNORECASE,
)


_DATED = re.compile(
    rf"(?P<hotel>(?:(?![住的在了过是去到开订])[一-鿿A-Za-z0-9·]){{2,16}}?{HOTEL}(?:\([一-鿿]{{1,10}}\))?)[ ,]{{0,2}}{_DATE}{_CLOCK}(?= ?(?:入住|住店|离店|退房|登记))"
)


#: A hotel by its name alone, where the text speaks of a record of stays.
_RECORDED = re.compile(r"住宿登记|开房|住宿记录|入住记录|酒店记录|饭店记录|同住人")
_NAMED = re.compile(
    rf"(?:^|(?<=[\s,;:。、(]))(?P<hotel>(?:(?![住的在了过是去到开订])[一-鿿A-Za-z0-9·]){{2,14}}{HOTEL}(?:\([一-鿿]{{1,10}}\))?)(?=[\s,;。、)]|$)",
    re.MULTILINE,
)


_DAY_BEFORE = re.compile(r"(?:\d{4}年|\d{1,2}月\d{1,2}[日号])[^,;。\n]{0,16}$")
_THEN_AFTER = re.compile(r"(?:开了?房|住过|开过)")


def begin_of(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def now(text: str, start: int) -> bool:
    """Whether the words before a hotel without a date leave it a stay of today."""
    before = text[max(0, start - 16) : start]
    return _NOW.search(before) is not None or _THEN.search(before) is None


def find(reading: Reading) -> Iterator[Hit]:
    """Every such record of one text."""
    text = reading.clean
    if _SAID.search(text):
        for found in _STAY.finditer(text):
            clause = text[max(0, begin_of(text, found.start()), found.start() - 24) : found.start()]
            past = (
                found["date"]
                or found["after"]
                or _DAY_BEFORE.search(clause)
                or _THEN_AFTER.match(text, found.end("hotel"))
            )
            kind = "hotel_room_current" if not past and now(text, found.start("hotel")) else "lodging_record"
            begin = found.start("date") if found["date"] else found.start("hotel")
            said = kind == "hotel_room_current" and _NOW.search(text[max(0, begin - 16) : begin])
            yield _hit(reading, (begin, found.end("hotel")), kind, "stay.room", *(("stay.now",) if said else ()))
        for named in _NAMED.finditer(text) if _RECORDED.search(text) else ():
            yield _hit(reading, named.span("hotel"), "lodging_record", "stay.named")
        for dated in _DATED.finditer(text):
            yield _hit(reading, dated.span("hotel"), "lodging_record", "stay.dated")
    for found in _BOUGHT.finditer(text) if _PRICED.search(text) else ():
        yield _hit(reading, found.span(), "transaction_record", "purchase.price")


_DAYS = re.compile(r"(?:\d++[-./年月:]?|[日号至到~, -]|入住|住店|退房|离店|离开|[一二两三四五六七八九十]?晚)++")
_NEAR = 40  # characters between a room and the days of its stay


def joined(reading: Reading, hits: Iterable[Hit]) -> list[Hit]:
    """The hits, with the days that 入住 and 退房 announce as part of the stay before them in the line: 锦江宾馆1206 …, 入住 05-04 退房."""
    told: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, one.end)):
        stay = told[-1] if told else None
        if (
            stay is not None
            and stay.kind == hit.kind == "lodging_record"
            and (stay.reasons[0].startswith("stay.") or _SAID.search(stay.value))
            and hit.reasons[0] == "label.value"
            and _DAYS.fullmatch(hit.value)
            and 0 <= hit.start - stay.end <= _NEAR
            and "\n" not in reading.raw[stay.end : hit.start]
        ):
            told[-1] = replace(stay, end=hit.end)
        else:
            told.append(hit)
    return told


def _hit(reading: Reading, span: tuple[int, int], kind: str, *reasons: str) -> Hit:
    start, end = reading.span(*span)
    return Hit(start, end, kind, Verdict.VALID, re.sub(r"\s+", "", reading.clean[slice(*span)]), reasons)
