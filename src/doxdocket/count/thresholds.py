"""Art. 5 of 法释〔2017〕10号 asked with the counts of a case, under each reading of 条, at both bounds.

``answer_low`` is what holds in every reading of the disputed tiers and links, ``answer_high`` what holds in one of them.
A rule with one line takes the records surely (low) or perhaps (high) in its tier; one with several lines takes all
records at their lowest or highest tier at once, since a record counts in one tier only. The date is that of the last
post. What it leaves out: gains and whether data came from duty, which no capture tells.
"""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.count.measure import Measured
from doxdocket.count.tiers import Tally
from doxdocket.law.answer import Answered, Given, weigh
from doxdocket.law.kinds import TierName
from doxdocket.law.rules import by_provision, provisions
from doxdocket.law.shapes import Multiple, Threshold
from doxdocket.law.tiers import order

_OUTCOMES = ("serious", "extra serious")
_RATIO = "cn/fashi-2017-10/5-1-6"
_CHINA = ZoneInfo("Asia/Shanghai")


def lines(last_post: datetime | None) -> dict[TierName, int]:
    """The lines of the three tiers on the day of the last post, or the first there were."""
    rule = by_provision(_RATIO)
    if not isinstance(rule, Threshold):
        raise TypeError(_RATIO)
    day = _day(last_post) or rule.effective_from
    named = rule.lines(max(day, rule.effective_from))
    return {t: named[f"tier_{t.lower()}"] for t in order()}


def answers(found: Measured) -> list[dict[str, Any]]:
    """Every rule with lines, under every reading of 条."""
    every = [r for p in provisions() if isinstance(r := by_provision(p), Threshold | Multiple)]
    rules = [r for r in every if r.outcome in _OUTCOMES]
    return [_answer(rule, reading, tally, found) for rule in rules for reading, tally in found.readings.items()]


def _answer(rule: Threshold | Multiple, reading: str, tally: Tally, found: Measured) -> dict[str, Any]:
    day = _day(found.last_post)
    low, high = (weigh(rule, _given(rule, tally, end), day) for end in (0, 2))
    return {
        "rule": rule.provision, "article": rule.article, "reading": reading, "outcome": rule.outcome,
        "answer_low": low.answer, "answer_high": high.answer,
        "inputs": {"low": low.inputs, "high": high.inputs}, "missing": _missing(low, high),
        "share_low": _told(low), "share_high": _told(high), "on": day and day.isoformat(),
    }  # fmt: skip


def _given(rule: Threshold | Multiple, tally: Tally, end: int) -> Given:
    alone = isinstance(rule, Threshold) and len(next(iter(rule.shares.values()))) == 1
    counts = {t: tally.bounds(t)[end] for t in order()} if alone else tally.assigned(end)
    return {f"tier_{t.lower()}": n for t, n in counts.items()}


def _missing(*answered: Answered) -> list[str]:
    return sorted({name for a in answered for name in a.missing})


def _told(answered: Answered) -> str | None:
    share = answered.share
    return None if share is None else f"{share.numerator}/{share.denominator}"


def _day(moment: datetime | None) -> date | None:
    """The day in China on which the law looks at the act."""
    return None if moment is None else moment.astimezone(UTC).astimezone(_CHINA).date()
