"""What a stretch of conduct says beside its label: who is to do what to whom, for how much, where the data came from.

Values are codes, decimal numbers and the names of channels and bots, never words of the post: those stay in the post, at the
slot's place. Source: ``slots.yaml``; own compilation; sums of money: ``money``. A handle that is a finding of the post (a victim's
account) has no value. Left out: exchange rates, and who pays whom.

>>> [(slot.slot, slot.value) for slot in of_stretch("sale_offer", "户籍30一份,走u", (0, 9))]
[('what', 'household'), ('price', '30'), ('currency', 'cny'), ('sign', 'per'), ('unit', 'item')]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.conduct import money
from doxdocket.detect.spans import Spans

_SAID = {
    "incitement": (("act", "act"), ("target", "aim"), ("time", "time")),
    "paid_task": (("condition", "act"), ("target", "aim")),
    "sale_offer": (("what", "what"),),
    "source_of_data": (("way", "way"),),
    "motive": (("motive", "motive"),),
}
PAID = {"sale_offer": "price", "paid_task": "reward"}
"""What a sum of a label is called; one that is doubtful is a ``maybe_price`` or ``maybe_reward``."""
_HANDLE = re.compile(r"@[a-z0-9_]{4,}|t(?:elegram)?\.me/[a-z0-9_+/]{4,}")


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
    pairs = [(word, code) for code, words in data.table("conduct/slots.yaml")[table].items() for word in words.split()]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def _said(table: str, text: str) -> tuple[str, int, int] | None:
    """The first code whose word stands in the text, with its place."""
    found = [(text.find(word), -len(word), code) for word, code in _words(table) if word in text]
    if not found:
        return None
    start, length, code = min(found)
    return code, start, start - length


def of_stretch(
    label: str, text: str, span: tuple[int, int], taken: Sequence[tuple[int, int]] = (), *, exposes: bool = False
) -> Iterator[Slot]:
    """The slots of one stretch of a folded text; ``taken`` and ``exposes``: as in ``money.sums``."""
    offset, said = span[0], text[slice(*span)]
    for name, table in _SAID.get(label, ()):
        if (found := _said(table, said)) is not None:
            yield Slot(name, found[0], offset + found[1], offset + found[2])
    if label in PAID:
        for one in money.sums(text, label, span, taken, exposes=exposes):
            yield from _sum(one, label, sure=one.sure)
        yield from _beside(label, said, offset)
    if label in {"promotion", "source_of_data"}:
        for match in _HANDLE.finditer(said):
            start, end = offset + match.start(), offset + match.end()
            own = any(a < end and start < b for a, b in taken)
            yield Slot("name" if label == "source_of_data" else "channel", "" if own else match[0], start, end)


def beside(text: str, taken: Sequence[tuple[int, int]], held: Spans, *, exposes: bool) -> Iterator[Slot]:
    """The sums that a folded text with an offer tells outside of labelled stretches (``held``): sure those of a line of prices in a text that exposes nobody, else they may be prices.

    >>> text = "户籍 200元;开房两年 300元;通话清单 1600元"
    >>> [
    ...     (one.slot, one.value)
    ...     for one in beside(text, [], Spans([(0, 7)]), exposes=False)
    ...     if one.slot.endswith("price")
    ... ]
    [('price', '300'), ('maybe_price', '1600')]
    >>> [
    ...     one.slot
    ...     for one in beside("查户籍 200元;开房两年 300元", [], Spans([]), exposes=True)
    ...     if one.slot.endswith("price")
    ... ]
    ['maybe_price', 'maybe_price']
    """
    for one in money.sums(text, "sale_offer", None, taken, exposes=exposes):
        if not held.meet(one.start, one.end):
            line = not exposes and money.lined(text, one)  # beside a dossier a sum may be of its person
            yield from _sum(one, "sale_offer", sure=one.sure and line)


def _sum(one: money.Sum, label: str, *, sure: bool) -> Iterator[Slot]:
    yield Slot(PAID[label] if sure else f"maybe_{PAID[label]}", format(one.value.normalize(), "f"), one.start, one.end)
    yield Slot("currency", one.currency, one.start, one.end)
    yield Slot("sign", one.sign, one.start, one.end)
    if one.either:
        yield Slot("maybe_currency", "cny", one.start, one.end)


def _beside(label: str, said: str, offset: int) -> Iterator[Slot]:
    """What a price is for, and a red packet without a sum."""
    if label == "sale_offer" and (found := _said("unit", said)) is not None:
        yield Slot("unit", found[0], offset + found[1], offset + found[2])
    if label == "paid_task" and "红包" in said:
        at = said.find("红包")
        yield Slot("currency", "red_packet", offset + at, offset + at + 2)
