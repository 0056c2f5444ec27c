"""Fines, confiscation and restitution beside each defendant's proven gains: whether they overlap is open, and nothing is taken off.

One row a defendant and kind: criminal fines and administrative ones are two things. Only what was imposed is listed. Entries of one
docket are stages of one case, of which the last counts; where days leave open which is the last, the smallest is the low and the largest the
high. An entry without a docket may be a later stage of any case that was decided before it: in the low it stands in its place where that is
less, in the high beside it. Source: rules § 8, 6. Left out: whether one is credited against the other (行政处罚法 art. 35).

>>> tried = [
...     Sanction(id="s1", defendant="D1", kind="criminal", stage="prosecuted", fine=Decimal(9000)),
...     Sanction(id="s2", defendant="D1", kind="criminal", stage="convicted", fine=Decimal(5000)),
... ]
>>> (row,) = beside(Ledger((), (), ()), tried)
>>> str(row.fine.low), str(row.fine.high), row.proven.low, row.not_imposed
('5000.00', '5000.00', None, ['s1'])
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal

from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.gains import sums
from doxdocket.assess.gains.ledger import Ledger
from doxdocket.assess.gains.transactions import Told
from doxdocket.assess.marks import SPREAD

Kind = Literal["criminal", "administrative", ""]
Amount = Literal["fine", "confiscated", "returned"]
_AMOUNTS: tuple[Amount, ...] = ("fine", "confiscated", "returned")


@dataclass(frozen=True, slots=True)
class Beside:
    """A defendant's proven gains beside the sanctions of one kind; no kind where there are none."""

    defendant: str
    kind: Kind
    proven: sums.Pair = field(metadata=SPREAD)
    proven_after: sums.Pair = field(metadata=SPREAD)
    fine: sums.Pair = field(metadata=SPREAD)
    confiscated: sums.Pair = field(metadata=SPREAD)
    returned: sums.Pair = field(metadata=SPREAD)
    sanctions: Sequence[str]
    not_imposed: Sequence[str]
    stages: Sequence[str]
    """The stage of each of these."""
    overlap: Literal["open", "none"]


def beside(ledger: Ledger, sanctions: Iterable[Sanction]) -> list[Beside]:
    """Each defendant's proven gains, before and after refunds and costs, beside the sanctions of each kind."""
    told = _kinds(sanctions)
    names = sorted({*sums.receivers(ledger), *(who for who, _ in told)})
    return [_row(ledger, who, kind, told.get((who, kind), ())) for who in names for kind in _of(told, who)]


def stages(sanctions: Iterable[Sanction]) -> list[Told]:
    """Entries of one defendant and kind that may be stages of one case."""
    out = []
    for some in _kinds(sanctions).values():
        dockets = [one.docket for one in some]
        if len(some) > 1 and ("" in dockets or len(set(dockets)) < len(dockets)):
            out.append(Told(", ".join(one.id for one in some), "sanctions_of_one_case"))
    return out


def _kinds(sanctions: Iterable[Sanction]) -> dict[tuple[str, Kind], list[Sanction]]:
    """By defendant and kind, in the order of days; what has no day stands before."""
    ordered = sorted(sanctions, key=lambda one: (one.defendant, one.kind, one.day or date.min, one.id))
    return {key: list(some) for key, some in groupby(ordered, key=lambda one: (one.defendant, one.kind))}


def _of(told: Iterable[tuple[str, Kind]], who: str) -> list[Kind]:
    return [kind for name, kind in told if name == who] or [""]


def _row(ledger: Ledger, who: str, kind: Kind, some: Sequence[Sanction]) -> Beside:
    found = sums.of(ledger, who)
    known = "proven" in found.told  # as the sums have it: what nobody entered is not known
    after = found.proven_after
    fine, confiscated, returned = (_amount(name, some) for name in _AMOUNTS)
    taken = confiscated.high or returned.high
    proven, after = (found.proven, after) if known else (sums.UNKNOWN, sums.UNKNOWN)
    return Beside(
        who, kind, _cents(proven), _cents(after), _cents(fine), _cents(confiscated), _cents(returned),
        sanctions=[one.id for one in some if one.imposed], not_imposed=[one.id for one in some if not one.imposed],
        stages=[one.stage for one in some if not one.imposed],
        overlap="open" if taken and not (known and found.proven.high == 0) else "none",
    )  # fmt: skip


def _cents(pair: sums.Pair) -> sums.Pair:
    return sums.Pair(*sums.ends(pair))


def _amount(name: Amount, some: Sequence[Sanction]) -> sums.Pair:
    """The least and the most that was imposed; what was given back counts where it was only prosecuted, too."""
    stating = [
        _Stage(one.docket, one.day, amount)
        for one in some
        if one.imposed and (amount := getattr(one, name)) is not None
    ]
    if name == "returned" and not stating:
        stating = [_Stage(one.docket, one.day, amount) for one in some if (amount := one.returned) is not None]
    if not stating:
        return sums.UNKNOWN
    cases = [[one for one in stating if one.docket == docket] for docket in {one.docket for one in stating} if docket]
    loose = [one for one in stating if not one.docket]
    if not cases:
        return sums.Pair(min(_last(loose)), sum((one.amount for one in loose), Decimal(0)))
    least = sum((min(_last(case)) for case in cases), Decimal(0)) - _replaced(cases, loose)
    return sums.Pair(least, sum((max(_last(case)) for case in cases), sum((one.amount for one in loose), Decimal(0))))


@dataclass(frozen=True, slots=True)
class _Stage:
    """One decision of a case."""

    docket: str
    day: date | None
    amount: Decimal

    def may_follow(self, other: "_Stage") -> bool:
        """Whether it is not surely before the other."""
        return self.day is None or other.day is None or self.day >= other.day


def _last(case: Sequence[_Stage]) -> list[Decimal]:
    """The amounts of those that may be the last."""
    return [one.amount for one in case if all(one.may_follow(other) for other in case)]


def _replaced(cases: Iterable[Sequence[_Stage]], loose: Sequence[_Stage]) -> Decimal:
    """The most that decisions without a docket may take off, if they are later stages: the smallest for the largest."""
    later = [one for one in loose if any(all(map(one.may_follow, case)) for case in cases)]
    open_ = [min(_last(case)) for case in cases if any(all(map(one.may_follow, case)) for one in later)]
    pairs = zip(sorted(open_, reverse=True), sorted(one.amount for one in later), strict=False)
    return sum((max(was - now, Decimal(0)) for was, now in pairs), Decimal(0))
