"""The lines of criminal law asked with the counts of a case, under each reading of 条, at both bounds.

``answer_low`` is what holds in every reading of the disputed tiers and links, ``answer_high`` what holds in one of them.
A rule with one line takes the records surely (low) or perhaps (high) in its tier; one with several lines, or made of other rules,
takes all records at their lowest or highest tier at once, since a record counts in one tier only. The date is that of the
last post. Facts that no capture tells (gains, duty, what was known, earlier punishment) are given by whoever holds
them, the register; without them an answer names them as missing. What it leaves out: any conclusion.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args
from zoneinfo import ZoneInfo

from doxdocket.count.measure import Measured
from doxdocket.interval import Bounds, Number
from doxdocket.law import words
from doxdocket.law.answer import FOUND, Answered, Given, at_high, at_low, weigh
from doxdocket.law.counting import Unit
from doxdocket.law.kinds import TierName
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Answerable, AnyRule, Threshold, Touches
from doxdocket.law.tiers import order
from doxdocket.law.words import CLOSED

_RATIO = "cn/fashi-2017-10/5-1-6"
_CHINA = ZoneInfo("Asia/Shanghai")
_OUTCOMES = ("serious", "extra serious")
ENDS = ("low", "high")
Counted = Mapping[str, Any]
"""What ``counts`` gives, as ``figures.json`` holds it."""


def lines(last_post: datetime | None, book: Book | None = None) -> dict[TierName, int]:
    """The lines of the three tiers on the day of the last post, or the first there were."""
    day = _day(last_post)
    rule = (book or shipped()).find(_RATIO, day)
    if not isinstance(rule, Threshold):
        raise TypeError(_RATIO)
    named = rule.lines(day or rule.effective_from)
    return {t: named[f"tier_{t.lower()}"] for t in order()}


def counts(found: Measured) -> dict[str, Any]:
    """The counts that rules ask for, by reading and bound, so that they can be asked again without counting.

    ``alone``: of a tier by itself; ``together``: of all tiers at once; ``beside``: what no reading of 条 changes. The register may add
    ``at_least``: what a count is no less than at the high, where its high is not known.
    """
    first, day = _day(found.first_post), _day(found.last_post)
    return {
        "since": first and first.isoformat(),
        "on": day and day.isoformat(),
        "readings": {
            name: {end: {"alone": _tiers({t: tally.bounds(t)[at] for t in order()}), "together": _tiers(tally.assigned(at))}
                   for end, at in zip(ENDS, (0, 2), strict=True)}
            for name, tally in found.readings.items()
        },
        "beside": {end: {name: pair[at] for name, pair in found.beside.items()} for at, end in enumerate(ENDS)},
    }  # fmt: skip


def _tiers(counted: Mapping[TierName, int]) -> dict[str, int]:
    return {f"tier_{t.lower()}": n for t, n in counted.items()}


def ask(counted: Counted, facts: Given | None = None, book: Book | None = None) -> list[dict[str, Any]]:
    """Every rule on seriousness, under every reading of 条 where it asks for them; ``facts``: what the register knows, for both bounds."""
    asked = book or shipped()
    return [row for provision in rules(asked) for row in of(provision, counted, facts, asked)]


def of(provision: str, counted: Counted, facts: Given | None = None, book: Book | None = None) -> list[dict[str, Any]]:
    """What one rule answers, under each reading of 条 where it asks for items; nothing where it cannot be asked."""
    asked, day = book or shipped(), _last(counted)
    rule = asked.find(provision, day)
    if not isinstance(rule, Answerable):
        return []
    named = names(rule, asked, day)
    readings = _in_order(counted["readings"]) if any(n.startswith("tier_") for n in named) else [""]
    return [_answer(rule, reading, counted, facts or {}, named, asked, day) for reading in readings]


def _in_order(readings: Iterable[str]) -> list[str]:
    """The readings of 条 as the rule lists them: what was read back from ``figures.json`` is in the order of letters."""
    return sorted(readings, key=get_args(Unit).index)


def _last(counted: Counted) -> date | None:
    return date.fromisoformat(counted["on"]) if counted["on"] else None


def rules(book: Book) -> list[str]:
    """The provisions that are asked: those of criminal law that say what is serious."""
    found = [
        provision for provision, texts in book.texts.items()
        if words.subject(provision) == "criminal" and getattr(texts[-1].rule, "outcome", None) in _OUTCOMES
    ]  # fmt: skip
    return sorted(found, key=words.in_order)


def names(rule: AnyRule, book: Book, day: date | None = None) -> list[str]:
    """Every count and fact that a rule asks for, itself or through the rules it asks."""
    if not isinstance(rule, Answerable):
        return []
    through = [name for provision in words.asked_rules(rule) for name in names(book.find(provision, day), book, day)]
    touching = rule.by if isinstance(rule, Touches) else ()
    return list(dict.fromkeys([*touching, *words.asked(rule), *through]))


def _answer(
    rule: Answerable, reading: str, counted: Counted, facts: Given, named: list[str], book: Book, day: date | None
) -> dict[str, Any]:
    alone = "alone" if isinstance(rule, Threshold) and len(next(iter(rule.shares.values()))) == 1 else "together"
    given: dict[str, Given] = {}
    for end in ENDS:
        tiers = counted["readings"][reading][end][alone] if reading else {}
        every = {**_amounts(counted["beside"][end]), **tiers, **facts}
        given[end] = {name: every[name] for name in [*named, *_special(rule, book), CLOSED, FOUND] if name in every}
    more = {name: one for name, one in _amounts(counted.get("at_least", {})).items() if name in named}
    low = weigh(rule, given["low"], day, book=book)
    high = at_high(rule, given["high"], {**given["low"], **more}, day, book)
    low = at_low(rule, low, high)
    shares = Bounds(low.share, None, None if high.at_least else high.share)
    return {
        "rule": rule.provision, "article": rule.article, "reading": reading, "outcome": rule.outcome,
        "answer_low": low.answer, "answer_high": high.answer,
        "inputs": {"low": low.inputs, "high": high.inputs | _at_least(more, low, high) | _met(low)}, "missing": _missing(low, high),
        "share_low": _told(shares.low), "share_high": _told(shares.high), "on": counted["on"],
    }  # fmt: skip


def _amounts(counts: Mapping[str, int | str | None]) -> dict[str, int | Decimal | None]:
    """Counts, and amounts of money that ``figures.json`` has as text because they have cents."""
    return {name: Decimal(one) if isinstance(one, str) else one for name, one in counts.items()}


def _met(low: Answered) -> dict[str, str]:
    """The rules it rests on that are met at the low: the high is what holds in one reading at least, so they are met there too."""
    return {name: said for name, said in low.inputs.items() if "/" in name and said == "met"}


def _at_least(least: Mapping[str, object], low: Answered, high: Answered) -> dict[str, str]:
    """What is told of counts that are not known at the high and are no less than something that is above the low."""
    return {
        name: f"≥{value}"
        for name, value in least.items()
        if high.inputs.get(name) == "?" and low.inputs.get(name) != str(value)
    }


def _special(rule: Answerable, book: Book) -> list[str]:
    """The facts by which special rules take its place."""
    return [fact for special in book.specials.get(rule.provision, ()) for fact in special.only_if]


def _missing(*answered: Answered) -> list[str]:
    return sorted({name for a in answered for name in a.missing})


def _told(share: Number | None) -> str | None:
    share = None if share is None else Fraction(share)
    return None if share is None else f"{share.numerator}/{share.denominator}"


def _day(moment: datetime | None) -> date | None:
    """The day in China on which the law looks at the act."""
    return None if moment is None else moment.astimezone(UTC).astimezone(_CHINA).date()
