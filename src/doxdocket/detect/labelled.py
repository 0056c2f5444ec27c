"""Kinds that a label announces: student numbers, exam numbers, passports, diagnoses, incomes and some thirty more.

Source: ``labels.yaml`` for the words, ``labelled.yaml`` for what a value looks like; what makes a value right or wrong is
asked of the family that knows it (``certificates``, ``network``, ``wallets``). They widen a dossier's kinds at no cost; a
post is not read for them without a label. Left out: credentials (``credentials``), what running words tell (``told``).

>>> from doxdocket.detect import blocks, labels
>>> from doxdocket.text import read
>>> reading = read("学号：18990321007 婚姻状况：未婚 护照：E000017")
>>> [(h.kind, h.verdict.value) for h in find(reading, blocks.lay_out(reading, labels.find(reading)))]
[('student_id', 'valid'), ('marital_status', 'valid'), ('passport_number', 'invalid')]
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from doxdocket.detect import certificates, data, name_shape, network, prices, stays, wallets
from doxdocket.detect.blocks import Field, Layout
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

Judged = tuple[Verdict, tuple[str, ...]]

_NOTHING = re.compile(r"(?:无|没有|不详|未知|暂无|保密|未填|空|-+|/)(?:$|[,;。\s])")
_QUOTES = frozenset("\"'“‘「『《【(")
#: What may stand between a label and its value besides a mark: 证书+编号, 病历+上写着, 密码+居然是.
_FILL = re.compile(
    r"(?:号码|编号|证号|号是|[Nn][Oo][.:]?(?=[\d ])|上?(?:显示|写着|写的是|写的|记载)|居然|竟然|就是|应该是|大概是|好像是|[:=\s(「“\"'‘『【\[]|是|为)*"
)
_CELL_START = re.compile(r"(?:^|[\s,;|/、。!?(\[【·•*>~—-]|[\u2600-\u27bf\U0001f000-\U0001faff])$")
_CELL_END = re.compile(r" ?(?:$|[\n,;|/、。!?)\]】\s])")
_PLACES = frozenset({"realtime_location", "movement_trace", "vehicle_trace"})
_IN_NAME = re.compile(r"[一-鿿](?:酒店|宾馆|旅馆|民宿)$")
_LODGES = re.compile(stays.HOTEL + r"|\d{3,4}")
_DAY = re.compile(r"\d{1,4}[-./年月]\d{1,2}")
_OF_RECORDS = re.compile(r"记录|开房|退房|离店|时间|日期|登记|业|log|record|check|kf|历史", re.IGNORECASE)
_ROOM = re.compile(r"[A-Z]?\d{3,4}(?:号房间|号房|房间|房|室|号)?$")
HIDING = "*×●○■□█▇※"
#: 工号 of whoever serves: a number that a shop gives out.
_SERVES = re.compile(r"(?:为[您你]服务|竭诚[^\n]{0,8}|客服(?:小[^\W\n])?|\d号客服)[^\w\n]{0,3}$")
_OF_ANYBODY = re.compile(r"(?:A|B|AB|O)型?血?的?(?:人|女|男|都)")
_HIDDEN = re.compile(rf"(?<=[0-9A-Za-z])[{HIDING}]{{2}}|[{HIDING}]{{2}}(?=[0-9A-Za-z])")
_PARTS = {
    "<d>": rf"[\d{HIDING}]",
    "<t>": r"(?:(?! / )[^,;|\n。])",
    "<money>": r"(?:(?:约|大概|大约|近|超过|不足|人民币|税前|税后|总共|月均|日均|年均|共|[¥￥$])?\d[\d.,]*(?:[-~至到]{1,2}[\d.,]+)? ?[多余来]?(?:亿|千万|百万|十万|万|千|百|[wWkK](?![A-Za-z]))?多?(?:元|块钱?|rmb|人民币|美元|港币|刀|u(?![a-z]))?(?:左右|以上|/月|/年|一个月|一年|每月|每年)?|(?:约|大概|税前|税后)?[一二两三四五六七八九十]{1,3}[百千万亿][一二三四五六七八九十百千万]{0,4}(?:元|块)?|[过上近]万)",
    "<date>": r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?",
}


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a value of one kind looks like."""

    value: re.Pattern[str]
    marked: bool
    valid: re.Pattern[str] | None


def _compiled(pattern: str) -> re.Pattern[str]:
    for sign, part in _PARTS.items():
        pattern = pattern.replace(sign, part)
    return re.compile(pattern, re.IGNORECASE)


@cache
def _shapes() -> dict[str, _Shape]:
    return {
        kind: _Shape(
            _compiled(entry["value"]),
            bool(entry.get("marked")),
            _compiled(entry["valid"]) if "valid" in entry else None,
        )
        for kind, entry in data.table("labelled.yaml").items()
    }


#: Kinds whose own module says which values are right.
_JUDGES: dict[str, Callable[[str], Judged]] = {
    "passport_number": certificates.passport,
    "exam_certificate": certificates.exam,
    "social_security_no": certificates.social,
    "ip_address": network.address,
    "device_id": network.device,
    "virtual_asset": wallets.wallet,
}
_VALUES = {"ip_address": network.ADDRESS, "device_id": network.DEVICE, "virtual_asset": wallets.WALLET}


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Every labelled value of one text."""
    shapes, text = _shapes(), reading.clean
    for field in layout.fields:
        shape = shapes.get(field.kind)
        pattern = shape.value if shape is not None else _VALUES.get(field.kind)
        if pattern is None or _NOTHING.match(text, field.start, field.end):
            continue
        if (field.kind == "other_certificate" and _SERVES.search(text, 0, field.label.start)) or (
            field.kind == "health_record" and _OF_ANYBODY.match(text, field.start)
        ):
            continue
        if field.kind == "lodging_record" and _IN_NAME.match(text[: field.label.end], max(0, field.label.start - 1)):
            continue  # 星野连锁酒店(南湖店): the word ends a name
        fill = _FILL.match(text, field.start, field.end)
        start = fill.end() if fill else field.start
        found = pattern.match(text, start, field.end) or pattern.match(text, field.start, field.end)
        if found is None or not found[0].strip():
            continue
        if shape is not None and shape.marked and not _marked(text, field, found):
            continue
        if field.kind in _PLACES and prices.amount(found[0].strip()):
            continue  # 手机定位500: what it costs
        if field.kind == "lodging_record" and not field.marked and not _LODGES.search(found[0]):
            continue
        kind = _stay(text, field, found) if field.kind == "lodging_record" else field.kind
        yield _hit(reading, found, kind, shape.valid if shape is not None else None)


def _marked(text: str, field: Field, found: re.Match[str]) -> bool:
    """Whether a mark says that this is a label with its value, or both fill a cell: 职业会计 / …"""
    return (
        field.marked
        or text[field.start - 1] in _QUOTES
        or (
            _CELL_START.search(text, max(0, field.label.start - 1), field.label.start) is not None
            and _CELL_END.match(text, found.end()) is not None
        )
    )


def _stay(text: str, field: Field, found: re.Match[str]) -> str:
    """酒店：青梧酒店1203 is where somebody is now; 开房记录, or a date, makes it a record."""
    word = text[field.label.start : field.label.end]
    dated = _DAY.search(found[0]) or _OF_RECORDS.search(word)
    here = _ROOM.search(found[0]) and stays.now(text, field.label.start)
    return "hotel_room_current" if here and not dated else "lodging_record"


def _hit(reading: Reading, found: re.Match[str], kind: str, valid: re.Pattern[str] | None) -> Hit:
    stretch = found[0].rstrip(" -,.:：”\"’'」』")
    nick, of, name = stretch.rpartition("的")
    if kind == "former_name_alias" and of and name_shape.likely(name):
        stretch = nick  # 网名叫冷月的韩知予: who is called so
    start, end = reading.span(found.start(), found.start() + len(stretch))
    value = re.sub(r"\s+", "", stretch)
    verdict, reasons = judged(kind, value, valid)
    if kind == "virtual_asset":
        value = wallets.normal(value)
    return Hit(start, end, kind, verdict, value, ("label.value", *reasons))


def whole(kind: str, value: str) -> bool:
    """Whether all of a value is what a label of this kind announces.

    >>> whole("marital_status", "已婚已育"), whole("marital_status", "湖南")
    (True, False)
    """
    shape = _shapes().get(kind)
    return shape is not None and shape.value.fullmatch(value) is not None


def judged(kind: str, value: str, valid: re.Pattern[str] | None = None) -> Judged:
    """The verdict on a value of a kind, and why."""
    if _HIDDEN.search(value):
        return Verdict.MASKED, ("masked",)
    judge = _JUDGES.get(kind)
    if judge is not None:
        return judge(value)
    if valid is not None and not valid.fullmatch(value):
        return Verdict.INVALID, ("form.other",)
    return Verdict.VALID, ()
