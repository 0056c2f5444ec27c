"""Met, not met, or not determinable: counts and facts against the lines of 法释〔2017〕10号 art. 5.

Fractions are exact. A count that is missing matters only if the others do not reach the line without it. A rule that was
not in force on the day of the act gives no answer. What it leaves out: any conclusion beyond the line itself.

>>> from datetime import date
>>> a = answer("cn/fashi-2017-10/5-1-6", {"tier_a": 25, "tier_b": 249, "tier_c": 9}, date(2023, 12, 1))
>>> a.answer, a.share
('not met', Fraction(4999, 5000))
>>> answer("cn/fashi-2017-10/5-1-7", {}, date(2023, 12, 1)).missing
('gains',)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from doxdocket.law.rules import by_provision
from doxdocket.law.shapes import AnyRule, Met, Multiple, Threshold

Given = Mapping[str, int | Fraction | bool | None]


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
    """What the rule of that provision answers for the counts and facts of an act on that day."""
    rule = by_provision(provision)
    if not isinstance(rule, Threshold | Multiple):
        raise TypeError(provision)
    return weigh(rule, given, on)


Find = Callable[[str], AnyRule]
"""Gives the rule of a provision; an edition under check brings its own."""


def weigh(
    rule: Threshold | Multiple, given: Given, on: date | None, times: Fraction = Fraction(1), find: Find = by_provision
) -> Answered:
    """``answer`` for a rule at hand, its lines multiplied by ``times``."""
    if on is None or not rule.in_force(on):
        return _open(rule, given, "act_date" if on is None else "rule_in_force")
    return _sum(rule, given, on, times) if isinstance(rule, Threshold) else _any(rule, given, on, times, find)


def _sum(rule: Threshold, given: Given, on: date, times: Fraction) -> Answered:
    lines = rule.lines(on)
    missing = tuple(name for name in lines if given.get(name) is None)
    share = sum((Fraction(given.get(n) or 0) / (line * times) for n, line in lines.items()), Fraction(0))
    met: Met = "met" if share >= 1 else "not determinable" if missing else "not met"
    return Answered(
        rule.provision, rule.article, met, _told(given, lines), () if met == "met" else missing,
        None if len(missing) == len(lines) else share,
    )  # fmt: skip


def _any(rule: Multiple, given: Given, on: date, times: Fraction, find: Find) -> Answered:
    """Met when any of the rules it multiplies is met."""
    parts = [weigh(_line(p, find), given, on, times * rule.factor, find) for p in rule.of]
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


def _line(provision: str, find: Find) -> Threshold | Multiple:
    rule = find(provision)
    if isinstance(rule, Threshold | Multiple):
        return rule
    raise TypeError(provision)


def _open(rule: Threshold | Multiple, given: Given, lacking: str) -> Answered:
    return Answered(rule.provision, rule.article, "not determinable", _told(given, given), (lacking,))


def _told(given: Given, names: Mapping[str, object] | list[str]) -> dict[str, str]:
    return {name: "?" if (v := given.get(name)) is None else str(v) for name in names}
