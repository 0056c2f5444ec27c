"""What a stretch of conduct says beside its label: who is to do what to whom, for how much, where the data came from.

Values are codes, decimal numbers and the names of channels and bots, never words of the post: those stay in the post, at the
slot's place. Source: ``slots.yaml``; own compilation. A handle that is a finding of the post (a victim's account) has no
value. Left out: exchange rates, and who pays whom.

>>> [(slot.slot, slot.value) for slot in slots("sale_offer", "户籍30一份,走u", 0)]
[('what', 'household'), ('price', '30'), ('currency', 'cny'), ('unit', 'item')]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from doxdocket.detect.conduct import lists

_SAID = {
    "incitement": (("act", "act"), ("target", "aim"), ("time", "time")),
    "paid_task": (("condition", "act"), ("target", "aim")),
    "sale_offer": (("what", "what"),),
    "source_of_data": (("way", "way"),),
    "motive": (("motive", "motive"),),
}
_HANDLE = re.compile(r"@[a-z0-9_]{4,}|t(?:elegram)?\.me/[a-z0-9_+/]{4,}")
_NUMBERS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SUM = re.compile(
    r"(?<![\d.a-z_@/:#])(?P<digits>\d{1,6}(?:\.\d{1,2})?)\s?(?P<unit>usdt|usd|rmb|trx|eth|btc|元|块|毛|角|分钱|积分|点|金币|u(?![a-z])|r(?![a-z])|米|软妹币|人民币|大洋|k(?![a-z])|w(?![a-z]))?"
    r"|(?P<han>[一二两三四五六七八九十百千]{1,6})(?P<han_unit>元|块|毛|分钱|u(?![a-z])|大洋|(?=一[条份户个单次人天])|(?<=[一二两三四五六七八九十百千]{2})(?![一-鿿]|[0-9]))"
)
_NOT_MONEY = re.compile(r"\s?(?:[年月日时号楼栋层室班级岁期届:：条人个份户张名天次秒]|分钟|小时|公里|十条)")
_BY = {"毛": Decimal("0.1"), "角": Decimal("0.1"), "分钱": Decimal("0.01"), "k": Decimal(1000), "w": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: name, value and folded place."""

    slot: str
    value: str
    start: int
    end: int


@cache
def _words(table: str) -> tuple[tuple[str, str], ...]:
    """Words of one table with their codes, the longest first."""
    pairs = [(word, code) for code, words in lists.table("slots.yaml")[table].items() for word in words.split()]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def _said(table: str, text: str) -> tuple[str, int, int] | None:
    """The first code whose word stands in the text, with its place."""
    found = [(text.find(word), -len(word), code) for word, code in _words(table) if word in text]
    if not found:
        return None
    start, length, code = min(found)
    return code, start, start - length


def slots(label: str, text: str, offset: int, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Slot]:
    """The slots of one stretch, which begins at ``offset``; ``taken`` are the post's findings (folded ranges)."""
    for name, table in _SAID.get(label, ()):
        if (found := _said(table, text)) is not None:
            yield Slot(name, found[0], offset + found[1], offset + found[2])
    if label in {"sale_offer", "paid_task"}:
        yield from _prices(label, text, offset, taken)
    if label in {"promotion", "source_of_data"}:
        for match in _HANDLE.finditer(text):
            start, end = offset + match.start(), offset + match.end()
            own = any(a < end and start < b for a, b in taken)
            yield Slot("name" if label == "source_of_data" else "channel", "" if own else match[0], start, end)


def _prices(label: str, text: str, offset: int, taken: Sequence[tuple[int, int]]) -> Iterator[Slot]:
    name = "price" if label == "sale_offer" else "reward"
    for match in _SUM.finditer(text):
        start, end = offset + match.start(), offset + match.end()
        unit = match["unit"] or match["han_unit"] or ""
        if any(a < end and start < b for a, b in taken) or (
            not unit and match["digits"] and _NOT_MONEY.match(text, match.end())
        ):
            continue
        value = Decimal(match["digits"]) if match["digits"] else Decimal(_han(match["han"]))
        value *= _BY.get(unit, Decimal(1))
        if not value:
            continue
        yield Slot(name, format(value.normalize(), "f"), start, end)
        yield Slot("currency", _currency(unit), start, end)
    if (found := _said("unit", text)) is not None and label == "sale_offer":
        yield Slot("unit", found[0], offset + found[1], offset + found[2])
    if label == "paid_task" and "红包" in text:
        at = text.find("红包")
        yield Slot("currency", "red_packet", offset + at, offset + at + 2)


def _currency(unit: str) -> str:
    """The currency of a unit; a bare number is taken for yuan, as it is meant where nothing else is said."""
    return next((code for word, code in _words("currency") if word == unit), "cny") if unit else "cny"


def _han(word: str) -> int:
    """A Chinese number: 三百, 两千五, 一百二.

    >>> _han("两百"), _han("一百二"), _han("三千五"), _han("十五")
    (200, 120, 3500, 15)
    """
    total, digit, last = 0, 0, 1
    for char in word:
        unit = {"十": 10, "百": 100, "千": 1000}.get(char)
        if unit is None:
            digit = _NUMBERS[char]
            continue
        total += (digit or 1) * unit
        digit, last = 0, unit
    return total + (digit * last // 10 if last > 10 and digit and word[-2:-1] in "百千" else digit)
