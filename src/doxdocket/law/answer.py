"""Met, not met, or not determinable: counts, days and facts against what a rule asks.

Fractions are exact. What is missing matters only if the answer could change with it. A rule that was not in force on the
day by which it is chosen gives no answer, unless it reaches back to that day and the case was not closed before it took effect.
What it leaves out: any conclusion beyond the rule's own condition.

>>> from datetime import date
>>> a = answer("cn/fashi-2017-10/5-1-6", {"tier_a": 25, "tier_b": 249, "tier_c": 9}, date(2023, 12, 1))
>>> a.answer, a.share
('not met', Fraction(4999, 5000))
>>> answer("cn/fashi-2020-17/12-2", {"loss_determinable": False}, date(2025, 8, 28)).missing
('gain_determinable',)
"""

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from doxdocket.law.kinds import kinds
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Answerable, Ceiling, Facts, Met, Multiple, Threshold, Touches, Within
from doxdocket.law.words import CLOSED

Value = int | Fraction | Decimal | bool | date | Collection[str] | None
Given = Mapping[str, Value]
FOUND = "found_kinds"
"""Of the kinds that may touch a rule those of which a person found that they do."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with its article, what was put in, what was missing, and how far the line was reached."""

    provision: str
    article: str
    answer: Met
    inputs: dict[str, str]
    missing: tuple[str, ...] = ()
    share: Fraction | None = None
    """The sum of each count over its line; one or more is met. None when nothing could be summed."""
    displaced_by: tuple[str, ...] = ()
    """The special rules that stand in its place; then it gives no answer itself, whatever was counted."""
    on: date | None = None
    """The day on which it was asked."""
    at_least: bool = False
    """A count of its lines is not known, so that the share is no less than this and may be more."""

    def plain(self) -> dict[str, Any]:
        """As ``--json`` has it."""
        return {
            "rule": self.provision, "article": self.article, "answer": self.answer, "inputs": dict(self.inputs),
            "missing": list(self.missing), "on": self.on and self.on.isoformat(),
        }  # fmt: skip


def answer(provision: str, given: Given, on: date | None, book: Book | None = None) -> Answered:
    """What the rule of that provision answers for the counts, days and facts of a case on that day."""
    asked = book or shipped()
    rule = asked.find(provision, on)
    if not isinstance(rule, Answerable):
        raise TypeError(provision)
    return weigh(rule, given, on, book=asked)


def at_high(rule: Answerable, given: Given, least: Given, on: date | None, book: Book | None = None) -> Answered:
    """What a rule answers at the high bound, where a count that is not known is no less than ``least`` has it: what that meets is met.

    >>> from datetime import date
    >>> rule = shipped().find("cn/fashi-2017-10/5-1-7")
    >>> [at_high(rule, {}, {"gains": n}, date(2023, 12, 1)).answer for n in (4999, 5000)]
    ['not determinable', 'met']
    """
    high = weigh(rule, given, on, book=book)
    if isinstance(rule, Ceiling):
        return high
    known = {name: value for name, value in given.items() if value is not None}
    sure = weigh(rule, {**least, **known}, on, book=book)
    met = {name: said for name, said in sure.inputs.items() if "/" in name and said == "met"}
    high = replace(high, inputs=high.inputs | met)
    turned = high.answer == "not determinable" and sure.answer == "met"
    return replace(high, answer="met", missing=()) if turned else high


def at_low(rule: Answerable, low: Answered, high: Answered) -> Answered:
    """What lines, and multiples of them, answer at the low: where even the high, which holds all that is on record, is below them, so is a low that is not known."""
    below = isinstance(rule, Threshold | Multiple) and low.answer == "not determinable" and high.answer == "not met"
    return replace(low, answer="not met", missing=()) if below else low


def weigh(
    rule: Answerable, given: Given, on: date | None, times: Fraction = Fraction(1), book: Book | None = None
) -> Answered:
    """``answer`` for a rule at hand, its lines multiplied by ``times``."""
    asked = book or shipped()
    if on is None:
        return _open(rule, given, rule.applies_to)
    if not rule.holds(on) or (rule.reaches(on) and given.get(CLOSED) is True):
        return replace(_open(rule, given, "rule_in_force"), on=on)
    said = replace(_weighed(rule, given, on, times, asked), on=on)
    if rule.reaches(on):
        said = replace(said, inputs=said.inputs | _told(given, [CLOSED]))
    instead = tuple(
        special.provision
        for special in asked.specials.get(rule.provision, ())
        if special.holds(on) and all(given.get(fact) is True for fact in special.only_if)
    )
    return replace(said, answer="not determinable", missing=instead, displaced_by=instead) if instead else said


def _weighed(rule: Answerable, given: Given, on: date, times: Fraction, book: Book) -> Answered:
    match rule:
        case Threshold():
            return _sum(rule, given, on, times)
        case Multiple():
            return _any(rule, given, on, times, book)
        case Ceiling():
            return _ceiling(rule, given, on)
        case Within():
            return _within(rule, given, on)
        case Facts():
            return _facts(rule, given, on, book)
        case _:
            return _touches(rule, given)


def _sum(rule: Threshold, given: Given, on: date, times: Fraction) -> Answered:
    lines = rule.lines(on)
    missing = tuple(name for name in lines if given.get(name) is None)
    told = ((given[name], line) for name, line in lines.items() if name not in missing)
    parts = [Fraction(_number(value), line if times == 1 else line * times) for value, line in told]
    share = parts[0] if len(parts) == 1 else sum(parts, Fraction(0))
    met: Met = "met" if share >= 1 else "not determinable" if missing else "not met"
    return Answered(
        rule.provision, rule.article, met, _told(given, lines), () if met == "met" else missing,
        None if len(missing) == len(lines) else share, at_least=bool(missing),
    )  # fmt: skip


def _number(value: Value) -> int | Fraction:
    """A count or an amount; what is not known adds nothing."""
    if isinstance(value, int | Fraction):
        return value
    if isinstance(value, Decimal):
        return Fraction(value)
    if value is None:
        return 0
    raise TypeError(value)


def _any(rule: Multiple, given: Given, on: date, times: Fraction, book: Book) -> Answered:
    """Met when any of the rules it multiplies is met."""
    parts = [weigh(_answerable(p, on, book), given, on, times * rule.factor, book) for p in rule.of]
    inputs = {k: v for part in parts for k, v in part.inputs.items()}
    if rule.if_fact is not None:
        inputs |= _told(given, [rule.if_fact])
        if (so := given.get(rule.if_fact)) is not True:
            met: Met = "not met" if so is False else "not determinable"
            return Answered(rule.provision, rule.article, met, inputs, () if so is False else (rule.if_fact,))
    share = max((p.share for p in parts if p.share is not None), default=None)
    open_ = any(p.at_least for p in parts)
    if any(p.answer == "met" for p in parts):
        return Answered(rule.provision, rule.article, "met", inputs, (), share, at_least=open_)
    missing = tuple(sorted({name for p in parts for name in p.missing}))
    met = "not determinable" if missing else "not met"
    return Answered(rule.provision, rule.article, met, inputs, missing, share, at_least=open_)


def _ceiling(rule: Ceiling, given: Given, on: date) -> Answered:
    lines = rule.lines(on)
    over = any(_number(given.get(name)) > most for name, most in lines.items())
    missing = () if over else tuple(name for name in lines if given.get(name) is None)
    met: Met = "not met" if over else "not determinable" if missing else "met"
    return Answered(rule.provision, rule.article, met, _told(given, lines), missing)


def _within(rule: Within, given: Given, on: date) -> Answered:
    """``until`` may be the day by which the rule itself is chosen."""
    given = {**given, rule.applies_to: on}
    since, until = given.get(rule.since), given.get(rule.until)
    inputs = _told(given, [rule.since, rule.until])
    if isinstance(since, date) and isinstance(until, date):
        met: Met = "met" if since <= until <= last_day(since, rule) else "not met"
        return Answered(rule.provision, rule.article, met, inputs)
    missing = tuple(name for name in (rule.since, rule.until) if not isinstance(given.get(name), date))
    return Answered(rule.provision, rule.article, "not determinable", inputs, missing)


def last_day(since: date, rule: Within) -> date:
    """The last day of the rule's period that begins with that day."""
    month = since.year * 12 + since.month - 1 + rule.years * 12 + rule.months
    year, month = month // 12, month % 12 + 1
    number = min(since.day, calendar.monthrange(year, month)[1])
    return date(year, month, number) + timedelta(days=rule.days)


def _facts(rule: Facts, given: Given, on: date, book: Book) -> Answered:
    """Met when every one of ``all_of`` holds, one of ``any_of``, and none of ``none_of``.

    A rule in whose place a special one stands does not hold; who asks it names the special one too.
    """
    inputs: dict[str, str] = {}
    lacked: dict[str, tuple[str, ...]] = {}
    held: dict[str, bool | None] = {}
    for name in rule.named:
        if "/" in name:
            said = weigh(_answerable(name, on, book), given, on, book=book)
            held[name] = False if said.displaced_by else {"met": True, "not met": False}.get(said.answer)
            inputs |= said.inputs | {name: "displaced" if said.displaced_by else said.answer}
            lacked[name] = said.missing
        else:
            held[name] = so if isinstance(so := given.get(name), bool) else None
            inputs |= _told(given, [name])
            lacked[name] = (name,)
    said_of = [
        _every(held[n] for n in rule.all_of),
        _one(held[n] for n in rule.any_of) if rule.any_of else True,
        _every(None if (so := held[n]) is None else not so for n in rule.none_of),
    ]
    if (all_of := _every(said_of)) is not None:
        return Answered(rule.provision, rule.article, "met" if all_of else "not met", inputs)
    groups = zip((rule.all_of, rule.any_of, rule.none_of), said_of, strict=True)
    open_names = [n for names, so in groups if so is None for n in names if held[n] is None]
    missing = tuple(dict.fromkeys(m for n in open_names for m in lacked[n]))
    return Answered(rule.provision, rule.article, "not determinable", inputs, missing)


def _every(held: Iterable[bool | None]) -> bool | None:
    """True when all are so, False when one is not, else unknown."""
    several = list(held)
    return False if False in several else None if None in several else True


def _one(held: Iterable[bool | None]) -> bool | None:
    """True when one is so, False when none is, else unknown."""
    several = list(held)
    return True if True in several else None if None in several else False


def _touches(rule: Touches, given: Given) -> Answered:
    """Met where something surely touches it, or a person found that a kind does (``FOUND``); where something only may, a person must look (``perhaps``)."""
    held, acts, found = (_names(given.get(name)) for name in ("kinds", "conduct", FOUND))
    surely, perhaps = (
        sorted(
            {k for k in held if (sure if k in found else _selects(rule, k, sure))} | {a for a in acts if a in labels}
        )
        for sure, labels in ((True, rule.conduct), (False, rule.perhaps_conduct))
    )
    facts = [f for f in rule.if_fact if given.get(f) is True]
    inputs = {"kinds": ", ".join(sorted(held)), "conduct": ", ".join(sorted(acts))} | _told(given, rule.if_fact)
    inputs |= {"touched_by": ", ".join([*surely, *facts]), "perhaps_by": ", ".join(perhaps)}
    shown = {name: value for name, value in inputs.items() if value}
    if surely or facts:
        return Answered(rule.provision, rule.article, "met", shown)
    asked = [] if given.get("kinds") is not None or given.get("conduct") is not None else rule.by
    missing = (*asked, *(f for f in rule.if_fact if given.get(f) is None), *(("person_looks",) if perhaps else ()))
    return Answered(rule.provision, rule.article, "not determinable" if missing else "not met", shown, missing)


def _names(value: Value) -> frozenset[str]:
    return frozenset(value) if isinstance(value, Collection) else frozenset()


def _selects(rule: Touches, kind: str, sure: bool) -> bool:
    """Whether a kind surely, or else perhaps, touches it."""
    return kind in kinds() and rule.how(kinds()[kind]) == ("surely" if sure else "perhaps")


def _answerable(provision: str, on: date, book: Book) -> Answerable:
    rule = book.find(provision, on)
    if isinstance(rule, Answerable):
        return rule
    raise TypeError(provision)


def _open(rule: Answerable, given: Given, lacking: str) -> Answered:
    return Answered(rule.provision, rule.article, "not determinable", _told(given, given), (lacking,))


def _told(given: Given, names: Iterable[str]) -> dict[str, str]:
    return {name: _shown(given.get(name)) for name in names}


def _shown(value: Value) -> str:
    if value is None:
        return "?"
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
