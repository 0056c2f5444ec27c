"""What a stretch of conduct says beside its label: who is to do what to whom, for how much, where the data came from; its harms, and whom it is against.

Values are codes, decimal numbers and the names of channels and bots, never words of the post: those stay in the post, at the
slot's place. Source: ``slots.yaml``; own compilation; sums of money: ``money``. A handle that is a finding of the post (a victim's
account) has no value. The six harms of the rules on online violence and what makes it graver: ``facets.yaml`` with the articles; they say what the text shows. An act is
against a person named in it, the relative it names, else the nearest target before it; offers and adverts against nobody in particular
(docs/explanation/conduct.md). Left out: exchange rates, who pays whom, whether a claim is false, whether an article is met, whom a pronoun means.

>>> [(slot.slot, slot.value) for slot in of_stretch("sale_offer", "户籍30一份,走u", (0, 9))]
[('what', 'household'), ('price', '30'), ('currency', 'cny'), ('sign', 'per'), ('unit', 'item')]
>>> harms("insult", "死肥猪,长得真丑", exposed=True), aggravators("组队去,她才初二", ages=())
(['abuse', 'mockery', 'privacy'], ['minor', 'organised'])
>>> from doxdocket.records import Verdict
>>> one = Hit(0, 3, "name", Verdict.VALID, "韩知予", ("label",), 0)
>>> against("insult", "这种人就是垃圾", 5, 12, [one]), against("sale_offer", "户籍30", 5, 9, [one])
(0, -1)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.conduct import money
from doxdocket.detect.hit import Hit
from doxdocket.detect.spans import Spans
from doxdocket.records import Role

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


_ORDER = ("abuse", "defamation", "hatred", "coercion", "mockery", "privacy")
_HARMFUL = frozenset({"insult", "threat", "incitement", "paid_task"})
_ADULT = 18


@cache
def _facet(part: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words.split()) for name, words in data.table("conduct/facets.yaml")[part]["words"].items()}


def harms(label: str, text: str, *, exposed: bool) -> list[str]:
    """The harms that a folded stretch of one label shows; ``exposed``: personal information stands in the post."""
    found = set(data.table("conduct/facets.yaml")["harms"]["labels"].get(label, ()))
    if label in _HARMFUL:
        found |= {name for name, words in _facet("harms").items() if any(word in text for word in words)}
        if exposed:
            found.add("privacy")
    return [name for name in _ORDER if name in found]


def of_label(label: str, found: Sequence[str]) -> tuple[str, ...]:
    """The circumstances that bear on an act of that label: words of sex in an offer name what is sold (开房), and are no rumour.

    >>> of_label("sale_offer", ["minor", "sexual_rumour"]), of_label("insult", ["sexual_rumour"])
    (('minor',), ('sexual_rumour',))
    """
    return tuple(one for one in found if label not in _OF_TRADE or one != "sexual_rumour")


_OF_TRADE = frozenset({"sale_offer", "promotion", "source_of_data"})


def aggravators(text: str, ages: Sequence[int]) -> list[str]:
    """What of a folded post makes its conduct graver; ``ages``: of its persons, as findings say."""
    found = {name for name, words in _facet("aggravators").items() if any(word in text for word in words)}
    if any(age < _ADULT for age in ages):
        found.add("minor")
    return sorted(found)


_NOBODYS = frozenset({"sale_offer", "promotion"})


def against(label: str, said: str, start: int, end: int, hits: Sequence[Hit]) -> int:
    """The person's number among the findings of the post, -1 where there is none."""
    owned = [hit for hit in hits if hit.person >= 0]
    if label in _NOBODYS or not owned:
        return -1
    inside = [hit for hit in owned if hit.kind == "name" and start <= hit.start and hit.end <= end]
    if inside:
        return inside[0].person
    for relation, words in _facet("against").items():
        if any(word in said for word in words):
            kin = next((hit.person for hit in owned if hit.relation == relation), None)
            if kin is not None:
                return kin
    targets = [hit for hit in owned if hit.role == Role.TARGET.value] or owned
    before = [hit for hit in targets if hit.end <= start]
    return (before[-1] if before else targets[0]).person
