"""The rules that ask for gains, per defendant and together, at the low and the high, before and after costs; and fines beside them.

An answer is the same at both ends, or not determinable. Source: 法释〔2017〕10号 art. 5(1)(7); which rules are asked is in
``settings.yaml``. Overlap with fines and confiscation (rules § 8, 6) is set side by side, and nothing is taken off. Left out: any
conclusion; whether gains are too small to show the harm is a table for a person to read.

>>> from doxdocket.assess.gains.ledger import Ledger
>>> asked(Ledger((), (), ()))[0].answer
'not determinable'
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from doxdocket.assess.gains import settings, sums
from doxdocket.assess.gains.ledger import Ledger
from doxdocket.law.answer import answer
from doxdocket.law.rules import Book


class Sanctioned(Protocol):
    """What is read of a fine or confiscation."""

    @property
    def id(self) -> str:
        """Its entry."""

    @property
    def defendant(self) -> str:
        """Whose."""

    @property
    def kind(self) -> str:
        """Criminal, administrative or civil."""

    @property
    def fine(self) -> Decimal | None:
        """Yuan."""

    @property
    def confiscated(self) -> Decimal | None:
        """Yuan."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule asked of one defendant, or of all together, in one reading."""

    provision: str
    article: str
    who: str
    reading: str  # before or after refunds and costs
    low: str | None
    high: str | None
    at_low: str
    at_high: str
    answer: str
    with_undecided: str
    """The answer at the high if every undecided transfer were a receipt."""
    on: date | None
    missing: tuple[str, ...]


def asked(ledger: Ledger, book: Book | None = None) -> list[Asked]:
    """Every rule of the case's book, for all together and each defendant, in both readings."""
    out = []
    for provision in settings.settings()["rules"]:
        for who in ["", *sums.receivers(ledger)]:
            found = sums.of(ledger, who)
            on = _last_day(ledger, who)
            wide = sums.Pair(found.before.low, found.widest)
            takes = found.refunded + found.costs
            out.append(_one(provision, who, "before", found.before, wide, on, sums.any_money(ledger.parts), book))
            out.append(
                _one(provision, who, "after", found.after, wide.less(takes), on, sums.any_money(ledger.parts), book)
            )
    return out


def _one(
    provision: str,
    who: str,
    reading: str,
    pair: sums.Pair,
    wide: sums.Pair,
    on: date | None,
    known: bool,
    book: Book | None,
) -> Asked:
    """One answer; without any entry there is nothing to ask with."""
    values = [pair.low, pair.high, wide.high] if known else [None] * 3
    sure = answer(provision, {"gains": None if values[0] is None else Fraction(values[0])}, on, book).answer == "met"
    reached = [
        values[0] if v is None and sure else v for v in values
    ]  # a high that is not known is no less than the low
    low, high, widest = (answer(provision, {"gains": None if v is None else Fraction(v)}, on, book) for v in reached)
    same = low.answer if low.answer == high.answer else "not determinable"
    missing = tuple(dict.fromkeys([*low.missing, *high.missing]))
    ends = sums.ends(sums.Pair(values[0], values[1]))
    return Asked(provision, low.article, who, reading, *ends, low.answer, high.answer, same,
                 widest.answer, on, missing)  # fmt: skip


def _last_day(ledger: Ledger, who: str) -> date | None:
    """The day by which the rule in force is chosen: the last receipt that is known by its day."""
    days = [p.day for p in ledger.of("proven", "paid", "undecided") if p.day and (not who or who in p.receivers)]
    return max(days, default=None)


def beside(ledger: Ledger, sanctions: Iterable[Sanctioned]) -> list[dict[str, object]]:
    """Each defendant's proven gains beside fines and confiscation: overlap is an open question, and nothing is taken off."""
    told = list(sanctions)
    out: list[dict[str, object]] = []
    for who in sorted({*sums.receivers(ledger), *(one.defendant for one in told)}):
        found, own = sums.of(ledger, who), [one for one in told if one.defendant == who]
        out.append({
            "defendant": who, **dict(zip(("proven_low", "proven_high"), sums.ends(found.proven), strict=True)),
            **dict(zip(("after_low", "after_high"), sums.ends(found.after), strict=True)),
            "confiscated": _added([one.confiscated for one in own]), "fine": _added([one.fine for one in own]),
            "sanctions": [one.id for one in own], "overlap": "open" if any(one.confiscated for one in own) and found.proven.high != 0 else "none",
        })  # fmt: skip
    return out


def _added(amounts: Sequence[Decimal | None]) -> str | None:
    """The sum of those that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sums.said(sum(known, Decimal(0))) if known else None


def compared(ledger: Ledger, figures: Mapping[str, Mapping[str, object]]) -> list[dict[str, object]]:
    """Gains beside what was done, as the figures of the run have it: one row a line, no ratio and no conclusion."""
    found = sums.of(ledger)
    rows: list[dict[str, object]] = [
        {"id": f"gains_{name}", "unit": "元", **dict(zip(("low", "high"), sums.ends(pair), strict=True))}
        for name, pair in (("proven", found.proven), ("before", found.before), ("after", found.after))
    ]
    wanted = ("persons", "dossiers", "publications", "items_set", "views", "minors")
    return rows + [
        {"id": one, "unit": figures[one]["unit"], "low": figures[one]["low"], "high": figures[one]["high"]}
        for one in wanted
        if one in figures
    ]


def plain(found: Iterable[Asked]) -> list[dict[str, object]]:
    """Answers as plain rows."""
    return [asdict(one) | {"on": one.on.isoformat() if one.on else None, "missing": list(one.missing)} for one in found]
