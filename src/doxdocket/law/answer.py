"""Met, not met, or not determinable: counts, days and facts against what a rule asks.

Fractions are exact. What is missing matters only if the answer could change with it. A rule that was not in force on the
day by which it is chosen gives no answer. What it leaves out: any conclusion beyond the rule's own condition.

>>> from datetime import date
>>> a = answer("cn/fashi-2017-10/5-1-6", {"tier_a": 25, "tier_b": 249, "tier_c": 9}, date(2023, 12, 1))
>>> a.answer, a.share
('not met', Fraction(4999, 5000))
>>> answer("cn/fashi-2020-17/12-2", {"loss_determinable": False}, date(2025, 8, 28)).missing
('gain_determinable',)
"""

import calendar
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from doxdocket.law.rules import by_provision
from doxdocket.law.shapes import Answerable, AnyRule, Ceiling, Facts, Met, Multiple, Threshold, Within

Value = int | Fraction | Decimal | bool | date | None
Given = Mapping[str, Value]


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


def answer(provision: str, given: Given, on: date | None) -> Answered:
    """What the rule of that provision answers for the counts, days and facts of a case on that day."""
    rule = by_provision(provision)
    if not isinstance(rule, Answerable):
        raise TypeError(provision)
    return weigh(rule, given, on)


Find = Callable[[str], AnyRule]
"""Gives the rule of a provision; an edition under check brings its own."""


def weigh(
    rule: Answerable, given: Given, on: date | None, times: Fraction = Fraction(1), find: Find = by_provision
) -> Answered:
    """``answer`` for a rule at hand, its lines multiplied by ``times``."""
    if on is None or not rule.in_force(on):
        return _open(rule, given, rule.applies_to if on is None else "rule_in_force")
    match rule:
        case Threshold():
            return _sum(rule, given, on, times)
        case Multiple():
            return _any(rule, given, on, times, find)
        case Ceiling():
            return _ceiling(rule, given, on)
        case Within():
            return _within(rule, given)
        case Facts():
            return _facts(rule, given, on, find)


def _sum(rule: Threshold, given: Given, on: date, times: Fraction) -> Answered:
    lines = rule.lines(on)
    missing = tuple(name for name in lines if given.get(name) is None)
    share = sum((_number(given.get(n)) / (line * times) for n, line in lines.items()), Fraction(0))
    met: Met = "met" if share >= 1 else "not determinable" if missing else "not met"
    return Answered(
        rule.provision, rule.article, met, _told(given, lines), () if met == "met" else missing,
        None if len(missing) == len(lines) else share,
    )  # fmt: skip


def _number(value: Value) -> Fraction:
    """A count or an amount; what is not known adds nothing."""
    if isinstance(value, date):
        raise TypeError(value)
    return Fraction(value or 0)


def _any(rule: Multiple, given: Given, on: date, times: Fraction, find: Find) -> Answered:
    """Met when any of the rules it multiplies is met."""
    parts = [weigh(_answerable(p, find), given, on, times * rule.factor, find) for p in rule.of]
    inputs = {k: v for part in parts for k, v in part.inputs.items()}
    if rule.if_fact is not None:
        inputs |= _told(given, [rule.if_fact])
        if (so := given.get(rule.if_fact)) is not True:
            met: Met = "not met" if so is False else "not determinable"
            return Answered(rule.provision, rule.article, met, inputs, () if so is False else (rule.if_fact,))
    share = max((p.share for p in parts if p.share is not None), default=None)
    if any(p.answer == "met" for p in parts):
        return Answered(rule.provision, rule.article, "met", inputs, (), share)
    missing = tuple(sorted({name for p in parts for name in p.missing}))
    met = "not determinable" if missing else "not met"
    return Answered(rule.provision, rule.article, met, inputs, missing, share)


def _ceiling(rule: Ceiling, given: Given, on: date) -> Answered:
    lines = rule.lines(on)
    over = any(_number(given.get(name)) > most for name, most in lines.items())
    missing = () if over else tuple(name for name in lines if given.get(name) is None)
    met: Met = "not met" if over else "not determinable" if missing else "met"
    return Answered(rule.provision, rule.article, met, _told(given, lines), missing)


def _within(rule: Within, given: Given) -> Answered:
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


def _facts(rule: Facts, given: Given, on: date, find: Find) -> Answered:
    """Met when every one of ``all_of`` holds, one of ``any_of``, and none of ``none_of``."""
    inputs: dict[str, str] = {}
    lacked: dict[str, tuple[str, ...]] = {}
    held: dict[str, bool | None] = {}
    for name in rule.named:
        if "/" in name:
            said = weigh(_answerable(name, find), given, on, find=find)
            held[name] = {"met": True, "not met": False}.get(said.answer)
            inputs |= said.inputs | {name: said.answer}
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


def _answerable(provision: str, find: Find) -> Answerable:
    rule = find(provision)
    if isinstance(rule, Answerable):
        return rule
    raise TypeError(provision)


def _open(rule: Answerable, given: Given, lacking: str) -> Answered:
    return Answered(rule.provision, rule.article, "not determinable", _told(given, given), (lacking,))


def _told(given: Given, names: Iterable[str]) -> dict[str, str]:
    return {name: "?" if (v := given.get(name)) is None else str(v) for name in names}
