"""The rules that ask for gains, per defendant and together, at the low and the high, before and after costs.

An answer is the same at both ends, or not determinable; a low that is not known is below a line that the high does not reach. The rule in force on the day of the last act is asked, as every line of the
law is: that of the last post, and of the last receipt only where there are no posts. Source: 法释〔2017〕10号 art. 5(1)(7); which rules
are asked is in ``settings.yaml``. Left out: any conclusion; whether gains are too small to show the harm is a table for a person to read.

>>> from doxdocket.assess.gains.ledger import Ledger
>>> asked(Ledger((), (), ()))[0].answer
'not determinable'
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from doxdocket.assess.gains import settings, sums
from doxdocket.assess.gains.ledger import Ledger
from doxdocket.law.answer import Given, at_high, at_low
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Answerable

Reading = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule asked of one defendant, or of all together, in one reading."""

    provision: str
    article: str
    who: str
    reading: Reading
    """Before or after refunds and costs."""
    low: Decimal | None
    high: Decimal | None
    at_low: str
    at_high: str
    answer: str
    with_undecided: str
    """The answer, the same at both ends, if every undecided transfer were a receipt; without any it is the answer."""
    on: date | None
    missing: tuple[str, ...]


def asked(ledger: Ledger, book: Book | None = None, last_act: date | None = None) -> list[Asked]:
    """Every rule of the case's book, for all together and each defendant, in both readings."""
    out = []
    for provision in settings.settings()["rules"]:
        for who in ["", *sums.receivers(ledger)]:
            found = sums.of(ledger, who)
            on = last_act or _last_day(ledger, who)
            known, wide = sums.known(ledger, who), _widest(found)
            left, least = (
                found.left_of(_widest),
                found.left_of(_at_least).high,
            )  # where something has no worth the high is not known, and no less
            before, after = (found.before, found.after) if "before" in found.told else (sums.UNKNOWN, sums.UNKNOWN)
            if known and not found.told & {
                "proven",
                "between",
            }:  # of what is proven nothing is known: no low to ask at, as in the thresholds of the run
                before, after, wide, left = (replace(one, low=None) for one in (before, after, wide, left))
            out.append(_one(provision, who, "before", before, wide, found.at_least, on, known, book))
            out.append(_one(provision, who, "after", after, left, least, on, known, book))
    return out


def _widest(found: sums.Sums) -> sums.Pair:
    """What was received if every undecided transfer were: in the low those that are no copy for sure."""
    least = [low for low in (found.before.low, found.undecided.low) if low is not None]
    return sums.Pair(sum(least, Decimal(0)) if least else None, found.widest)


def _at_least(found: sums.Sums) -> sums.Pair:
    return sums.Pair(None, found.before.high if found.at_least is None else found.at_least)


def _one(
    provision: str,
    who: str,
    reading: Reading,
    pair: sums.Pair,
    wide: sums.Pair,
    least: Decimal | None,
    on: date | None,
    known: bool,
    book: Book | None,
) -> Asked:
    """One answer; without any entry there is nothing to ask with."""
    values = [pair.low, pair.high, wide.low, wide.high] if known else [None] * 4
    asked = book or shipped()
    rule = asked.find(provision, on)
    if not isinstance(rule, Answerable):
        raise TypeError(provision)
    told: list[Given] = [{"gains": None if v is None else Fraction(v)} for v in values]
    more: Given = told[0] if least is None else {"gains": Fraction(least)}
    low, high, wide_low, widest = (
        at_high(rule, one, so, on, asked) for one, so in zip(told, (told[0], more, told[2], more), strict=True)
    )
    low, wide_low = at_low(rule, low, high), at_low(rule, wide_low, widest)
    same, all_ = (
        a.answer if a.answer == b.answer else "not determinable" for a, b in ((low, high), (wide_low, widest))
    )
    missing = tuple(dict.fromkeys([*low.missing, *high.missing]))
    ends = sums.ends(sums.Pair(values[0], values[1]))
    return Asked(provision, low.article, who, reading, *ends, low.answer, high.answer, same,
                 all_, on, missing)  # fmt: skip


def _last_day(ledger: Ledger, who: str) -> date | None:
    """The last receipt that is known by its day."""
    days = [p.day for p in ledger.of("proven", "paid", "undecided") if p.day and (not who or who in p.receivers)]
    return max(days, default=None)


@dataclass(frozen=True, slots=True)
class Compared:
    """A sum of gains, or a figure of the run, with its unit; unknown where both ends are None. ``value``: what a person decided of it, and ``status`` as in ``figures.json``."""

    id: str
    unit: str
    low: Decimal | int | None
    high: Decimal | int | None
    value: int | None = None
    status: str = "machine"


def compared(ledger: Ledger, figures: Mapping[str, Mapping[str, Any]]) -> list[Compared]:
    """Gains beside what was done, as the figures of the run have it: one row a line, no ratio and no conclusion.

    Where no receipt is stated or shown its amount is not known, which is not nothing.
    """
    found = sums.of(ledger)
    rows = [
        Compared(f"gains_{name}", "元", *sums.ends(sums.told(found, name))) for name in ("proven", "before", "after")
    ]
    wanted = ("persons", "dossiers", "publications", "items_set", "views", "minors")
    return rows + [
        Compared(one, of["unit"], of["low"], of["high"], None if state == "machine" else of["value"], state)
        for one in wanted
        if (of := figures.get(one)) and (state := of.get("status", "machine"))
    ]
