"""The ledger: each entry of the team against the rows of the statements, split into parts that each have one stage and one day.

A receipt is proven as far as rows that it names received that much, once, or where it names no row but other evidence. Whatever
it states beyond is only said to be paid. What statements show as received and nobody decided on stays apart as ``undecided``:
a transfer is no gain until a person says so. Nothing is added across stages. Source: law/rules R2.7. Left out: which receipts are
unlawful, and matching by itself (``suggest``).

>>> from doxdocket.assess.gains.forms import Receipt
>>> made = ledger(
...     [Receipt(id="G1", defendant="D1", stage="proven", amount=Decimal("80"), day=date(2023, 8, 1))],
...     [],
...     (),
...     (),
...     "Asia/Shanghai",
... )
>>> [(part.stage, part.high, part.told) for part in made.parts]
[('paid', Decimal('80'), ('not_backed',))]
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from doxdocket.assess.gains import settings
from doxdocket.assess.gains.forms import Cost, Receipt
from doxdocket.assess.gains.transactions import Told, Transaction
from doxdocket.assess.gains.valuing import Quoted, Worth, worth

_DOUBTS = ("told_twice", "maybe_internal", "reversed", "alike_counterparty", "amounts_differ")
"""What is told of a row and matters to the entry that names it."""
_ORDER = ("proven", "paid", "refunded", "unrelated", "agreed", "offered")


@dataclass(frozen=True, slots=True)
class Part:
    """A sum of one stage and one day; ``low`` and ``high`` are amounts in its coin, ``worth`` is in yuan."""

    entry: str
    stage: str  # of settings.yaml, or cost, or undecided
    receivers: tuple[str, ...]
    shares: Mapping[str, Fraction]
    low: Decimal
    high: Decimal
    coin: str
    day: date | None
    worth: Worth
    actor: str = ""
    channel: str = ""
    kind: str = ""
    row: str = ""
    backing: str = ""  # statement, evidence, or nothing
    evidence: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def month(self) -> str:
        """The month in the case's time zone, or nothing."""
        return self.day.strftime("%Y-%m") if self.day else ""

    @property
    def joint(self) -> bool:
        """Received together, with no shares decided."""
        return len(self.receivers) > 1 and not self.shares


@dataclass(frozen=True, slots=True)
class Ledger:
    """All parts, the transactions behind them, and what was told on the way."""

    parts: tuple[Part, ...]
    transactions: tuple[Transaction, ...]
    told: tuple[Told, ...]

    def of(self, *stages: str) -> tuple[Part, ...]:
        """The parts of these stages."""
        return tuple(part for part in self.parts if part.stage in stages)


def ledger(
    receipts: Iterable[Receipt],
    costs: Iterable[Cost],
    transactions: Sequence[Transaction],
    rates: Iterable[Quoted],
    zone: str,
) -> Ledger:
    """Everything that was stated and shown, in parts."""
    ordered = sorted(receipts, key=lambda one: (_ORDER.index(one.stage), not one.transactions, one.id))
    books = _Books(transactions, tuple(rates), ZoneInfo(zone))
    parts: list[Part] = []
    for receipt in ordered:
        parts += books.entered(receipt)
    for cost in sorted(costs, key=lambda one: one.id):
        parts += books.spent(cost)
    parts += books.left()
    told = [Told(part.entry, code) for part in parts for code in part.told] + books.told
    return Ledger(tuple(parts), tuple(transactions), tuple(dict.fromkeys(told)))


class _Books:
    """The rows of the statements and how much of each is used up."""

    def __init__(self, transactions: Sequence[Transaction], rates: tuple[Quoted, ...], zone: ZoneInfo) -> None:
        self.rates, self.zone, self.told = rates, zone, list[Told]()
        self.known: dict[tuple[str | None, Decimal, bool], list[_Known]] = {}
        self.rows = {one.ref: one for one in transactions}
        self.open = {one.ref: one.amount for one in transactions}
        self.used: set[str] = set()
        self.twin: dict[str, str] = {}
        for one in transactions:
            if "told_twice" in one.told:
                self.twin |= {one.ref: one.maybe_same_as, one.maybe_same_as: one.ref}

    def part(
        self, entry: Receipt | Cost, stage: str, low: Decimal, high: Decimal, row: Transaction | None = None,
        backing: str = "", told: Sequence[str] = (),
    ) -> Part:  # fmt: skip
        """One part with its worth; of a row it has the row's day."""
        code = settings.coin(entry.coin)
        day = self.day(row) if row is not None else _day(entry, self.zone)
        names, shares, faults = _whose(entry)
        names = names or ((row.defendant,) if row is not None and row.defendant else ())
        value = self.valued(low, high, code, day)
        doubts = [code for code in _DOUBTS if row is not None and code in row.told]
        said = (*faults, *doubts, *([value.lacking] if value.lacking else []), *([] if names else ["nobody"]), *told)
        return Part(
            entry.id, stage, names, shares, low, high, code or entry.coin, day, value,
            actor=getattr(entry, "actor", ""), channel=_channel(entry), kind=getattr(entry, "kind", ""),
            row=row.ref if row is not None else "", backing=backing, evidence=tuple(entry.evidence), told=said,
        )  # fmt: skip

    def valued(self, low: Decimal, high: Decimal, code: str | None, day: date | None) -> Worth:
        least, most = worth(low, code, day, self.rates), worth(high, code, day, self.rates)
        return replace(most, low=least.low)

    def day(self, row: Transaction) -> date | None:
        return row.at.astimezone(self.zone).date() if row.at else None

    def entered(self, receipt: Receipt) -> Iterator[Part]:
        """The parts of one receipt."""
        if receipt.amount <= 0:
            self.told.append(Told(receipt.id, "negative"))
            return
        if receipt.stage in ("agreed", "offered"):
            yield self.part(receipt, receipt.stage, receipt.amount, receipt.amount)
            return
        left, faults = receipt.amount, list[str]()
        for row, low, high in self.taken(receipt, "out" if receipt.stage == "refunded" else "in", faults):
            left -= high
            if receipt.stage != "unrelated":
                part = self.part(receipt, receipt.stage, low, high, row, "statement")
                self.again(receipt, replace(_known(receipt, part.day), receivers=frozenset(part.receivers), row=True))
                yield part
        named = bool(receipt.transactions)
        if receipt.stage == "unrelated" or not left or "row_used_twice" in faults:
            self.told += [Told(receipt.id, code) for code in faults]
            return
        yield self.rest(receipt, left, faults, named=named)

    def rest(self, receipt: Receipt, left: Decimal, faults: list[str], *, named: bool) -> Part:
        """What no row shows: proven by other evidence only where no row was named, and posts prove nothing."""
        if named and not faults and left < receipt.amount:
            faults.append("more_than_row")
        stage = receipt.stage
        if stage == "proven" and (named or not _evidenced(receipt)):
            stage = "paid"
            faults += [] if faults else ["only_posts" if receipt.evidence else "not_backed"]
        elif not receipt.evidence:
            faults.append("no_evidence")
        again = not named and self.again(receipt, _known(receipt, _day(receipt, self.zone)))
        faults += ["maybe_same_entry"] if again else []
        low = left if receipt.evidence and not again else Decimal(0)
        return self.part(receipt, stage, low, left, None, "evidence" if receipt.evidence else "", faults)

    def again(self, receipt: Receipt, known: "_Known") -> bool:
        """Whether a sum may be one that is accounted for already; it is from now on."""
        others = self.known.setdefault((settings.coin(receipt.coin), receipt.amount, receipt.stage == "refunded"), [])
        found = any(known.may_be(other) for other in others)
        others.append(known)
        return found

    def spent(self, cost: Cost) -> Iterator[Part]:
        """The parts of one cost; without a row or evidence it is in the high only."""
        if cost.amount <= 0:
            self.told.append(Told(cost.id, "negative"))
            return
        left, faults = cost.amount, list[str]()
        for row, low, high in self.taken(cost, "out", faults):
            left -= high
            yield self.part(cost, "cost", low, high, row, "statement")
        if left and "row_used_twice" not in faults:
            backed = _evidenced(cost) and not cost.transactions
            told = (*faults, *(() if backed else ("no_evidence",)))
            yield self.part(
                cost, "cost", left if backed else Decimal(0), left, None, "evidence" if backed else "", told
            )
        else:
            self.told += [Told(cost.id, code) for code in faults]

    def taken(
        self, entry: Receipt | Cost, way: str, faults: list[str]
    ) -> Iterator[tuple[Transaction, Decimal, Decimal]]:
        """How much of the rows that an entry names it uses up: row, low, high."""
        wanted, names = entry.amount, _whose(entry)[0]
        for ref in entry.transactions:
            row = self.rows.get(ref)
            row = self.rows.get(row.same_as) if row is not None and row.same_as else row
            fault = _fault(row, entry, names, way)
            if row is None or fault:
                faults.append(fault)
                continue
            high = min(wanted, self.open[row.ref])
            if not high:
                faults += ["row_used_twice"] if wanted else []
                continue
            wanted -= high
            self.open[row.ref] -= high
            self.used.add(row.ref)
            doubtful = self.twin.get(row.ref) in self.used or "reversed" in row.told
            yield row, Decimal(0) if doubtful else high, high

    def left(self) -> Iterator[Part]:
        """What statements show as received and no entry names."""
        for row in self.rows.values():
            high = self.open[row.ref]
            if row.state != "counted" or row.direction != "in" or row.payers or not high:
                continue
            day, names = self.day(row), frozenset({row.defendant} - {""})
            others = self.known.get((row.coin, high, False), ())
            stated = any(_Known(names, day).may_be(one) for one in others if not one.row)
            doubtful = bool(row.maybe_same_as) or self.twin.get(row.ref) in self.used or stated
            low = Decimal(0) if doubtful else high
            value = self.valued(low, high, row.coin, day)
            told = (*([value.lacking] if value.lacking else []), *(["maybe_same_entry"] if stated else []))
            yield Part(row.ref, "undecided", (row.defendant,) if row.defendant else (), {}, low, high, row.coin, self.day(row), value,
                       row=row.ref, backing="statement", told=told if row.defendant else (*told, "nobody"))  # fmt: skip


def _fault(row: Transaction | None, entry: Receipt | Cost, names: Sequence[str], way: str) -> str:
    """Why a row shows nothing of an entry; empty where it does."""
    if row is None:
        return "row_missing"
    if row.state != "counted" or row.direction != way:
        return "row_not_received"
    if names and row.defendant and row.defendant not in names:
        return "row_of_other"
    return "" if settings.coin(entry.coin) == row.coin else "coin_differs"


def _whose(entry: Receipt | Cost) -> tuple[tuple[str, ...], Mapping[str, Fraction], tuple[str, ...]]:
    """Who received it, in which shares if these are decided, and whether the shares are wrong."""
    together = list(dict.fromkeys([*getattr(entry, "joint", ()), *([entry.defendant] if entry.defendant else [])]))
    stated: Mapping[str, str] = getattr(entry, "shares", {})
    if not stated:
        return tuple(together), {}, ()
    try:
        shares = {name: Fraction(text) for name, text in stated.items()}
    except (ValueError, ZeroDivisionError):
        return tuple(together), {}, ("shares_wrong",)
    right = shares.keys() == set(together) and sum(shares.values()) == 1 and min(shares.values()) >= 0
    return (tuple(together), shares, ()) if right else (tuple(together), {}, ("shares_wrong",))


def _evidenced(entry: Receipt | Cost) -> bool:
    """Whether evidence other than posts is named: a post is what somebody wrote."""
    return any(not one.startswith("post:") for one in entry.evidence)


def _known(receipt: Receipt, day: date | None) -> "_Known":
    return _Known(frozenset(_whose(receipt)[0]), day, receipt.payer, receipt.actor, _channel(receipt))


def _day(entry: Receipt | Cost, zone: ZoneInfo) -> date | None:
    at = getattr(entry, "at", None)
    return entry.day or (at.astimezone(zone).date() if at else None)


def _channel(entry: Receipt | Cost) -> str:
    """The channel stated, or the one of the offer."""
    offer = str(getattr(entry, "offer", "")).removeprefix("post:")
    return str(getattr(entry, "channel", "")) or offer.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class _Known:
    """A sum that was accounted for, as far as it can be told from another of the same amount."""

    receivers: frozenset[str]
    day: date | None
    payer: str = ""
    actor: str = ""
    channel: str = ""
    row: bool = False
    """A row of a statement shows it."""

    def may_be(self, other: "_Known") -> bool:
        """Whether nothing that both tell differs."""
        pairs = (
            (self.day, other.day),
            (self.payer, other.payer),
            (self.actor, other.actor),
            (self.channel, other.channel),
        )
        apart = self.receivers and other.receivers and not self.receivers & other.receivers
        return not apart and all(one == two or not one or not two for one, two in pairs)
