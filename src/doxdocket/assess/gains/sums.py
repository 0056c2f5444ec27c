"""Sums of the ledger by stage, with a low and a high; before and after refunds and costs, side by side.

- ``proven`` low: what rows or evidence show, at the lower rate. Joint receipts without shares are in the high of each who received
  them and in nobody's low; together they count once.
- ``between``: received from other defendants, and ``between_paid`` given back to them or laid out for them: in the sums of each alone, in none of all
  together and in no line of all, since it is no second time what came from outside.
- ``claimed``: said to be paid beyond that; low: what names evidence. ``undecided``: received by statements, not yet looked at by a person.
- ``before`` is proven (low) to proven and claimed (high); ``after`` takes refunds and costs off: all of them in the low, only those with
  evidence in the high, and of one alone, in the low, what rows show he passed on to other defendants. What one gave back beyond what he received brings nothing below zero and is not taken off what others received (the low takes one of nobody known off whom it may be of, the high off nobody); a cost beyond it is a loss, of one as of all together.
  A refund that is entered as giving back a receipt takes off the sums what that receipt stands there with, or the same share of it as goes back: nothing of what is proven where it is only said to be paid, and no difference of rates. Which of the two is meant by 违法所得 or 获利 is contested (rules § 8, 5), so both are given.

A sum with a coin that has no rate has no high: None is not zero. Agreed and offered sums are in none of these. Source: law/rules
R2.7. Left out: any choice among them.

>>> ends(Pair(Decimal("72.505"), Decimal("80.201")))
(Decimal('72.50'), Decimal('80.21'))
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Literal, TypeVar

from doxdocket.assess.gains.ledger import BETWEEN, Ledger, Part
from doxdocket.assess.gains.transactions import Told, holders
from doxdocket.assess.marks import SPREAD, key
from doxdocket.interval import Bounds

_CENT = Decimal("0.01")
_WIDE = Context(prec=100)
"""Digits enough that sums of large amounts are exact."""
_NAMES = {
    "proven": "proven",
    "paid": "claimed",
    "undecided": "undecided",
    "agreed": "agreed",
    "refunded": "refunded",
    "cost": "costs",
    "between": "between",
    "between_paid": "between_paid",
}
_STAGES = tuple(_NAMES)
Total = Literal["receipts_proven", "receipts_claimed"]
_MAYBE = frozenset({"maybe_same_entry", "maybe_between"})
"""What is told of a claim that may be another payment, which is proven."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Yuan between a low and a high; a bound that is not determinable is None."""

    low: Decimal | None
    high: Decimal | None

    def __post_init__(self) -> None:
        """Refuse a low above the high."""
        Bounds(self.low, None, self.high)

    def __add__(self, other: "Pair") -> "Pair":
        """Both together."""
        return Pair(_plus(self.low, other.low), _plus(self.high, other.high))

    def less(self, other: "Pair") -> "Pair":
        """What is left after that: the low less the most, the high less the least."""
        return Pair(_plus(self.low, other.high, -1), _plus(self.high, other.low, -1))


UNKNOWN, NOTHING = Pair(None, None), Pair(Decimal(0), Decimal(0))


def _plus(one: Decimal | None, other: Decimal | None, sign: int = 1) -> Decimal | None:
    return None if one is None or other is None else _WIDE.add(one, _WIDE.multiply(Decimal(sign), other))


@dataclass(frozen=True, slots=True)
class _Off:
    """What refunds take off the low, off the high, and off the high of what is proven; one that is not determinable is None."""

    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    proven: Decimal | None = Decimal(0)

    def __add__(self, other: "_Off") -> "_Off":
        return _Off(_plus(self.low, other.low), _plus(self.high, other.high), _plus(self.proven, other.proven))


@dataclass(frozen=True, slots=True)
class Sums:
    """What one defendant, or all together, received by each stage."""

    who: str  # a defendant's id; "" for all together
    proven: Pair
    claimed: Pair
    undecided: Pair
    agreed: Pair
    refunded: Pair
    costs: Pair
    between: Pair
    """From other defendants; of all together nothing."""
    between_paid: Pair
    joint: int
    lacking: tuple[str, ...]
    """Entries and rows whose worth is not determinable."""
    told: frozenset[str] = frozenset()
    """The sums of which something was entered, or a statement tells; of the others zero is no answer, nobody said anything."""
    least: Decimal = Decimal(0)
    """What the high before refunds and costs is no less than: what is proven or said to be paid and has a worth."""
    back: _Off = _Off()
    """What refunds take off."""
    groups: tuple[tuple[frozenset[str], "Sums"], ...] = field(default=(), compare=False)
    """Of all together those of each, and of those who received together: what one gave back is not taken off what others received. Who has money of others stands as nobody known: it may be that which he gave back."""

    @property
    def before(self) -> Pair:
        """Before refunds and costs: proven, to proven and claimed, with what came from other defendants; of what is neither proven nor bounded nothing is known."""
        high = _plus(_plus(self.proven.high, self.claimed.high), self.between.high)
        known = {"proven", "between"} & self.told or high is not None
        return Pair(_plus(self.proven.low, self.between.low) if known else None, high)

    @property
    def off(self) -> Pair:
        """Refunds and costs."""
        return self.refunded + self.costs + self.between_paid

    @property
    def at_least(self) -> Decimal | None:
        """What its high is no less than, where something of it has no worth and the high is not known; none where nothing has one."""
        return self.least if self.before.high is None and self.least else None

    @property
    def after(self) -> Pair:
        """After refunds and costs."""
        return self.left_of(lambda one: one.before)

    @property
    def proven_after(self) -> Pair:
        """What is proven, after refunds and costs; a refund of what is only said to be paid is taken off neither end."""
        return self.left_of(lambda one: one.proven, lambda one: one.back.proven)

    def left_of(
        self, had: "Callable[[Sums], Pair]", least: "Callable[[Sums], Decimal | None]" = lambda one: one.back.high
    ) -> Pair:
        """What refunds and costs leave of a sum; what one gave back beyond what he had is taken off nothing. ``least``: what refunds take off the high."""

        def given(names: frozenset[str], one: Sums) -> _Given:
            return _Given(names, had(one), one.back.low, least(one))

        whole = given(frozenset(), self)
        each = [given(*one) for one in self.groups] or [whole]
        (low, high), (short, over) = whole.left, zip(*(one.left for one in each), strict=True)
        found = Pair(_plus(low, _short([one.names for one in each], short)), _plus(high, _below(over)))
        return found.less(self.costs + self.between_paid)

    @property
    def widest(self) -> Decimal | None:
        """The high before costs, if every undecided transfer were one."""
        return _plus(self.before.high, self.undecided.high)


@dataclass(frozen=True, slots=True)
class _Given:
    """What some had, and what of it refunds take off the low and the high."""

    names: frozenset[str]
    had: Pair
    most: Decimal | None
    least: Decimal | None

    @property
    def left(self) -> tuple[Decimal | None, Decimal | None]:
        return _plus(self.had.low, self.most, -1), _plus(self.had.high, self.least, -1)


def _below(left: Sequence[Decimal | None]) -> Decimal:
    """What is below zero of these: it is taken off nobody's."""
    return sum((-size for size in left if size and size < 0), Decimal(0))


def _short(whose: Sequence[frozenset[str]], left: Sequence[Decimal | None]) -> Decimal:
    """What is below zero of these, but for what may be taken off others: those who received together, and nobody known, may be any of those they may be, and it is taken off by the most that it can be."""
    known = [(names, size) for names, size in zip(whose, left, strict=True) if size]

    def near(sign: int) -> Decimal:
        return sum((abs(size) for names, size in known if size * sign > 0 and any(
            other * sign < 0 and (not some or not names or some & names) for some, other in known
        )), Decimal(0))  # fmt: skip

    return _below(left) - min(near(1), near(-1))


def told(one: Sums, name: str) -> Pair:
    """A sum as pages tell it: what nobody entered is not known, and neither is the low of what was only said to be paid."""
    pair: Pair = getattr(one, name) if name in one.told else UNKNOWN
    return Pair(None, pair.high) if name in ("before", "after") and not one.told & {"proven", "between"} else pair


def of(ledger: Ledger, who: str = "") -> Sums:
    """The sums of one defendant, or of all together."""
    if who:
        found, passed = _of(ledger, [part for part in ledger.parts if who in part.receivers], who), handed(ledger, who)
        more = _told({"between_paid"}, stated=False) if passed else frozenset()
        return replace(found, between_paid=found.between_paid + _at_most(passed), told=found.told | more)
    parts = outside(ledger)
    inside = {
        name
        for part in ledger.parts
        if part.stage == "between" or (part.maybe_inside and part.stage != "cost")
        for name in part.receivers
    }
    groups = ((frozenset() if names & inside else names, one) for names, one in _apart(ledger, parts))
    return replace(_of(ledger, parts, who), groups=tuple(groups))


def handed(ledger: Ledger, who: str) -> list[Part]:
    """What others received from one, by entries that name him as payer or whose rows show that he paid it, and no entry of his own takes it off: a share that he passed on,
    which may be no gain of his.
    """
    own = {part.row for part in ledger.of("between_paid") if who in part.receivers}
    paid = {row.ref: holders(row.paid_by) for row in ledger.transactions if row.state == "between"}
    return [
        part
        for part in ledger.of("between")
        if (not part.row or part.row not in own)
        and who in ((part.paid_by,) if part.paid_by else paid.get(part.row, ()))
        and who not in part.receivers
    ]


def _at_most(parts: Iterable[Part]) -> Pair:
    """From nothing to all of it."""
    return Pair(Decimal(0), _sum(parts, "").high)


def outside(ledger: Ledger) -> list[Part]:
    """The parts that count for all together: without money between defendants, and in no low what may be such money."""
    return [part for part in of_all(ledger).parts if part.stage not in BETWEEN.values()]


def of_all(ledger: Ledger) -> Ledger:
    """The ledger with each part as it counts for all together."""
    return replace(ledger, parts=tuple(map(_from_outside, ledger.parts)))


def _from_outside(part: Part) -> Part:
    """A part with what of it surely came from outside, or went there."""
    if not part.maybe_inside:
        return part
    return replace(part, low=Decimal(0), worth=replace(part.worth, low=None if part.worth.low is None else Decimal(0)))


def apart(ledger: Ledger) -> tuple[tuple[frozenset[str], Sums], ...]:
    """The sums of each to whom parts are put alone or in shares, and of those to whom others are put together; no part is in two of them."""
    return _apart(ledger, [part for part in ledger.parts if part.stage not in BETWEEN.values()])


def _apart(ledger: Ledger, whole: Sequence[Part]) -> tuple[tuple[frozenset[str], Sums], ...]:
    alone = {frozenset({name}) for part in whole if part.shares or len(part.receivers) == 1 for name in part.receivers}
    others = {frozenset(part.receivers) for part in whole if not part.shares and len(part.receivers) != 1}
    out = []
    for names in sorted(alone | others, key=sorted):
        one = next(iter(names)) if names in alone else ""
        parts = [
            part for part in whole
            if (one in part.receivers and not part.joint if one else set(part.receivers) == names and not part.shares)
        ]  # fmt: skip
        out.append((names, _of(ledger, parts, one)))
    return tuple(out)


def _of(ledger: Ledger, parts: Sequence[Part], who: str) -> Sums:
    money = [part for part in parts if part.stage not in ("offered", "agreed")]
    by_stage = {stage: _sum([part for part in parts if part.stage == stage], who) for stage in _STAGES}
    return Sums(
        who, proven=by_stage["proven"], claimed=by_stage["paid"], undecided=by_stage["undecided"], agreed=by_stage["agreed"],
        refunded=by_stage["refunded"], costs=by_stage["cost"], between=by_stage["between"], between_paid=by_stage["between_paid"], joint=sum(part.joint for part in money),
        lacking=tuple(part.row or part.entry for part in money if part.worth.lacking),
        back=_back(ledger, parts, who), least=_least_high(parts, who), told=_told({part.stage for part in parts}, any(not who or who in holders(one.defendant) for one in ledger.transactions)),
    )  # fmt: skip


def _back(ledger: Ledger, parts: Sequence[Part], who: str) -> _Off:
    """What the refunds among these take off: where their entries name a receipt, the share of it that goes back, at what it stands with here; beyond that, and where that receipt is somebody else's or may be the same payment as another, what they are worth themselves."""
    off, rest, back = _Off(), NOTHING, [part for part in parts if part.stage == "refunded"]
    alone = []
    for entry in dict.fromkeys(part.gives_back for part in back):
        given = [part for part in back if part.gives_back == entry]
        came = [part for part in ledger.parts if entry and part.entry == entry]
        if not _pair(came, given):
            alone += given
            continue
        worth = len({part.coin for part in (*came, *given)}) > 1
        coins, sure = _size(came, worth)[1], _size([part for part in came if part.stage == "proven"], worth)[1]
        least, most = _size(given, worth)
        here = [part for part in parts if part.entry == entry]
        had, proven = _sum(here, who), _sum([part for part in here if part.stage == "proven"], who)
        off += _Off(
            _part_of(proven.low, min(most, sure), sure, ROUND_CEILING),
            _part_of(had.high, min(least, coins), coins, ROUND_FLOOR),
            _part_of(proven.high, min(least, coins) - min(coins - sure, least), sure, ROUND_FLOOR),
        )
        gave = _sum(given, who)
        rest += Pair(
            _part_of(gave.low, max(least - coins, Decimal(0)), least, ROUND_FLOOR),
            None if most > coins and gave.high is None else _part_of(gave.high, max(most - coins, Decimal(0)), most, ROUND_CEILING),
        )  # fmt: skip
    rest += _sum(alone, who)
    return off + _Off(rest.high, rest.low, rest.low)


def _pair(came: Sequence[Part], given: Sequence[Part]) -> bool:
    """Whether refunds surely give back one receipt: of the same receivers, and no payment that may be told twice."""
    whose = {(part.receivers, tuple(sorted(part.shares.items()))) for part in (*came, *given)}
    sure = all(
        not {*part.told} & _MAYBE and (part.stage == "paid" or (part.stage == "proven" and part.low == part.high))
        for part in came
    )
    one = len({part.coin for part in (*came, *given)}) == 1
    return (
        bool(came) and len(whose) == 1 and sure and (one or None not in {part.worth.high for part in (*came, *given)})
    )


def _size(parts: Sequence[Part], worth: bool) -> tuple[Decimal, Decimal]:
    """How much these are, in their coin or by what they are worth."""
    ends = [(part.worth.low or Decimal(0), part.worth.high or Decimal(0)) if worth else (part.low, part.high) for part in parts]  # fmt: skip
    return sum((low for low, _ in ends), Decimal(0)), sum((high for _, high in ends), Decimal(0))


def _part_of(amount: Decimal | None, some: Decimal, whole: Decimal, way: str) -> Decimal:
    """The share of an amount that some has of a whole."""
    return _shared(amount, Fraction(some) / Fraction(whole), way) if amount and some else Decimal(0)


def unnamed(ledger: Ledger) -> list[Told]:
    """Refunds of somebody of whom something is only said to be paid, that do not say which receipt they give back: the low takes them off what is proven."""
    out = []
    for part in ledger.of("refunded"):
        claims = [one for one in ledger.of("paid") if one.receivers == part.receivers]
        if claims and not part.gives_back:
            alike = ", ".join(
                dict.fromkeys(one.entry for one in claims if (one.high, one.coin) == (part.high, part.coin))
            )
            out.append(Told(part.entry, "refund_unnamed", (alike, alike)))
    return out


def _told(stages: set[str], stated: bool) -> frozenset[str]:
    """The sums that are told: by stage; undecided wherever there is a statement; before and after where anything was received."""
    own = {_NAMES[stage] for stage in stages & set(_STAGES)} | ({"undecided"} if stated else set())
    return frozenset(own | ({"before", "after"} if own & {"proven", "claimed", "between"} else set()))


def beyond(ledger: Ledger) -> list[Told]:
    """Refunds of somebody that are surely more than he is proven to have received."""
    out = []
    for names, one in apart(ledger):
        back = [size for size in (one.back.low, one.back.proven) if size is not None]
        least, had = min(back) if len(back) > 1 else None, one.proven.low
        if least is not None and least > (had or Decimal(0)):
            entries = sorted(
                {
                    p.entry
                    for p in ledger.of("refunded")
                    if set(p.receivers) == names or (p.shares and names <= set(p.receivers))
                }
            )
            sums = f"{', '.join(sorted(names))} {cents(least):f} > {cents(had or Decimal(0)):f}".strip()
            out.append(Told(", ".join(entries), "refunds_beyond", (sums, sums)))
    return out


def receivers(ledger: Ledger) -> list[str]:
    """Every defendant of the ledger, in order."""
    return sorted({name for part in ledger.parts for name in part.receivers})


@dataclass(frozen=True, slots=True)
class Each:
    """What the parts of one stage come to that have one channel, month or actor in common; none where nothing says which."""

    value: str
    stage: str
    entries: int
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class ByChannel(Each):
    """Of one channel."""

    value: str = field(metadata=key("channel"))


@dataclass(frozen=True, slots=True)
class ByMonth(Each):
    """Of one month."""

    value: str = field(metadata=key("month"))


@dataclass(frozen=True, slots=True)
class ByActor(Each):
    """Of one account."""

    value: str = field(metadata=key("actor"))


E = TypeVar("E", bound=Each)


def each(ledger: Ledger, by: str, of: type[E]) -> list[E]:
    """Sums by channel, month, actor, coin or kind: one row a value and stage."""
    parts = of_all(ledger).parts
    keys = sorted({(str(getattr(part, by) or ""), part.stage) for part in parts})
    rows = []
    for value, stage in keys:
        some = [part for part in parts if (str(getattr(part, by) or ""), part.stage) == (value, stage)]
        rows.append(of(value, stage, len(some), *ends(_sum(some, ""))))
    return rows


def _sum(parts: Iterable[Part], who: str) -> Pair:
    """Of parts of which none has a worth nothing is known."""
    total, some = Pair(Decimal(0), Decimal(0)), list(parts)
    for part in some:
        total += _share(part, who)
    return UNKNOWN if some and all(part.worth.low is None and part.high for part in some) else total


def _least_high(parts: Iterable[Part], who: str) -> Decimal:
    """The highs of what was received, of those that have a worth, and the lows of those of which the high is not known."""
    shares = [_share(part, who) for part in parts if part.stage in ("proven", "paid", "between")]
    return sum((pair.low or Decimal(0) if pair.high is None else pair.high for pair in shares), Decimal(0))


def _share(part: Part, who: str) -> Pair:
    """What a part is worth to one defendant, or whole, in yuan and cents: the low down, the high up."""
    low = _cents(part.worth.low or Decimal(0), ROUND_FLOOR)
    high = cents(part.worth.high, ROUND_CEILING) if part.high else Decimal(0)
    if not who or len(part.receivers) < 2:
        return Pair(low, high)
    if part.joint:
        return Pair(Decimal(0), high)
    share = part.shares[who]
    return Pair(_shared(low, share, ROUND_FLOOR), None if high is None else _shared(high, share, ROUND_CEILING))


def _shared(amount: Decimal, share: Fraction, way: str) -> Decimal:
    return _cents(_WIDE.divide(_WIDE.multiply(amount, Decimal(share.numerator)), Decimal(share.denominator)), way)


def _cents(amount: Decimal, way: str) -> Decimal:
    """Rounded to cents, however large it is."""
    return amount.quantize(_CENT, way, Context(prec=max(_WIDE.prec, amount.adjusted() + 4)))


def cents(amount: Decimal | None, way: str = ROUND_FLOOR) -> Decimal | None:
    """Yuan and cents; a low is rounded down, a high up.

    >>> (
    ...     [str(cents(Decimal(text))) for text in ("80", "1E+3", "0.009")],
    ...     cents(Decimal("0.001"), ROUND_CEILING),
    ...     cents(None),
    ... )
    (['80.00', '1000.00', '0.00'], Decimal('0.01'), None)
    """
    return None if amount is None else _cents(amount, way)


def ends(pair: Pair) -> tuple[Decimal | None, Decimal | None]:
    """Both ends in yuan and cents."""
    return cents(pair.low), cents(pair.high, ROUND_CEILING)


def totals(ledger: Ledger) -> dict[Total, Pair]:
    """The figures ``receipts_proven`` and ``receipts_claimed``, in yuan and cents; what nobody entered is not among them.

    Claimed is what is said to be paid beyond what is proven: in the low what names evidence, in the high all; no sum of both.
    """
    found = of(ledger)
    pairs: dict[Total, Pair] = {"receipts_proven": found.proven, "receipts_claimed": found.claimed}
    return {name: Pair(*ends(pair)) for name, pair in pairs.items() if name.removeprefix("receipts_") in found.told}


def adopted(ledger: Ledger) -> dict[Total, Decimal | None]:
    """What of them may be taken over: their lows; of claims none where none names evidence."""
    found = of(ledger)
    backed = any(part.backing for part in ledger.of("paid"))
    return {
        "receipts_proven": cents(found.proven.low),
        "receipts_claimed": cents(found.claimed.low) if backed else None,
    }


@dataclass(frozen=True, slots=True)
class Line:
    """What the line of gains is asked with, and the sums of all together that stand beside it in the account.

    ``low``: the most that one defendant (``who``) is proven to have received from outside, or what refunds and costs leave of his own sums where that is less; none where of nobody anything is proven; ``high``: what all together may
    have received, said to be paid included and nothing taken off; where something has no worth the high is not known, and no less than
    ``at_least``. Whether costs come off, and whose gains count together, is not settled.
    """

    low: Decimal | None
    who: str
    high: Decimal | None
    before: Pair = field(metadata=SPREAD)
    after: Pair = field(metadata=SPREAD)
    beyond: Decimal | None
    """By how much the least of all together before costs is more than the low."""
    at_least: Decimal | None = None

    def in_cents(self) -> "Line":
        """The same in yuan and cents, as pages have it."""
        before, after = Pair(*ends(self.before)), Pair(*ends(self.after))
        return Line(
            cents(self.low),
            self.who,
            cents(self.high, ROUND_CEILING),
            before,
            after,
            cents(self.beyond),
            cents(self.at_least),
        )


def line(ledger: Ledger, of_one: str = "") -> Line | None:
    """What the rules that ask for gains are asked with, the same for every page; none where nothing tells of any money. ``of_one``: of one defendant alone."""
    if not known(ledger, of_one):
        return None
    own = [
        (least, who)
        for who in ([of_one] if of_one else receivers(ledger))
        if (least := _least(ledger, who, alone=bool(of_one))) is not None
    ]
    low, who = max(own, key=lambda one: one[0], default=(None, ""))
    every = of(ledger, of_one)
    before, after = told(every, "before"), told(every, "after")
    return Line(low, who, before.high, before, after, _plus(before.low, low, -1), every.at_least)


def _least(ledger: Ledger, who: str, *, alone: bool) -> Decimal | None:
    """What is proven of one, from outside unless he is asked of alone, or what refunds and costs leave of it, or of all that he received, where that is less; none where nothing is.

    What was given back to outsiders is taken off what came from there, and not off what came from other defendants first.
    """
    one = of(ledger, who)
    beyond = _of(ledger, [part for part in outside(ledger) if who in part.receivers], who)
    received = [one.before.low] if alone else [beyond.proven.low, told(beyond, "after").low]
    ends = [*received, told(one, "after").low]
    return None if None in ends else min(end for end in ends if end is not None)


def any_money(parts: Sequence[Part]) -> bool:
    """Whether there is anything to count at all."""
    return any(part.stage not in ("offered", "agreed") for part in parts)


def known(ledger: Ledger, who: str = "") -> bool:
    """Whether anything tells what one defendant, or all together, received.

    >>> known(Ledger((), (), ()))
    False
    """
    return any_money([part for part in ledger.parts if who in part.receivers] if who else outside(ledger))
