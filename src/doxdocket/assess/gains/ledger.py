"""The ledger: each entry of the team against the rows of the statements, split into parts that each have one stage and one day.

A receipt is proven as far as rows that it names received that much, once, or where it names no row but other evidence. Whatever
it states beyond is only said to be paid. What statements show as received and nobody decided on stays apart as ``undecided``:
a transfer is no gain until a person says so. A row proves once, whoever names it; a row that entries of several defendants name is
theirs together. Money between defendants is a stage of its own (``between``, and ``between_paid`` for what is given back or laid out): where an
entry names a row of such a transfer, or as its receipt a row that another defendant paid, or, with evidence beside it, another defendant as its payer. Nothing is added across stages, and no sum depends on numbers or order of entries.
Source: law/rules R2.7. Left out: which receipts are unlawful, which entries may be one payment (``same_payment``), and matching by itself (``suggest``).

>>> from doxdocket.assess.forms.gains import Receipt
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
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from doxdocket.assess.forms.gains import Cost, Receipt
from doxdocket.assess.gains import settings
from doxdocket.assess.gains.merged_transactions import may_be_halves, settled, unread
from doxdocket.assess.gains.payers import Payers
from doxdocket.assess.gains.same_payment import Index, Known, Stated, certain, owner
from doxdocket.assess.gains.transactions import Told, Transaction, apart, holders, shared
from doxdocket.assess.gains.valuing import Quoted, Worth, worth

_DOUBTS = (
    "told_twice",
    "maybe_internal",
    "maybe_between",
    "reversed",
    "alike_counterparty",
    "amounts_differ",
    "files_of_two",
)
"""What is told of a row and matters to the entry that names it."""
BETWEEN = {"in": "between", "out": "between_paid"}
"""The stages of money between defendants, by whether the entry's defendant received or paid it: of each alone, and nothing of all together."""
_SHOWN = frozenset({"counted", "between", "neutral", "unclear", "foreign", "duplicate"})
"""States of rows that do not say of themselves that nothing was received."""
_SETTLED = frozenset({"proven", "refunded"})
"""Stages of which a payer who is a defendant makes money between defendants."""
_RECEIVED = frozenset({"proven", "refunded", "paid"})
"""Stages of which a payer who may be a defendant takes the low of all together."""
_ORDER = ("proven", "paid", "refunded", "unrelated", "agreed", "offered", "cost")


@dataclass(frozen=True, slots=True)
class Part:
    """A sum of one stage and one day; ``low`` and ``high`` are amounts in its coin, ``worth`` is in yuan."""

    entry: str
    stage: str  # of settings.yaml, or cost, undecided, between, between_paid
    receivers: tuple[str, ...]
    shares: Mapping[str, Fraction]
    low: Decimal
    high: Decimal
    coin: str
    day: date | None
    worth: Worth
    actor: str = ""
    channel: str = ""
    kind: str | None = None
    row: str = ""
    backing: str = ""  # statement, evidence, or nothing
    evidence: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    maybe_row: str = ""
    """The row of another defendant that may show it."""
    paid_by: str = ""
    """Of money between defendants that no row shows as such: the other side of it, as entered."""
    maybe_inside: bool = False
    """It may be money between defendants: in the low of each, and in no low of all together; of a cost, taken off no high of all together."""
    gives_back: str = ""
    """Of a refund the receipt that it gives back, where that was entered."""

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
    unrelated: tuple[tuple[str, str], ...] = ()
    """Rows that an entry finds to have nothing to do with the case, each with that entry; they are no parts."""

    def of(self, *stages: str) -> tuple[Part, ...]:
        """The parts of these stages."""
        return tuple(part for part in self.parts if part.stage in stages)


def ledger(
    receipts: Iterable[Receipt],
    costs: Iterable[Cost],
    transactions: Sequence[Transaction],
    rates: Iterable[Quoted],
    zone: str,
    payers: Payers | None = None,
) -> Ledger:
    """Everything that was stated and shown, in parts; ``payers``: by what a payer is known as a defendant."""
    books = _Books(transactions, tuple(rates), ZoneInfo(zone), payers or Payers({}))
    receipts, costs = list(receipts), list(costs)
    books.cross([*receipts, *costs])
    drafts = [*books.drafted(receipts), *books.drafted(costs)]
    books.weigh(drafts)
    drafts.sort(key=lambda one: (_place(one.entry), not one.entry.transactions, one.entry.id))
    parts = [part for draft in drafts for part in books.parts(draft)]
    parts = [*_passed_on(parts), *books.left()]
    told = [
        Told(part.entry, code, (part.maybe_row,) * 2 if code == "maybe_between" else ("", ""))
        for part in parts for code in part.told
    ] + books.told  # fmt: skip
    unrelated = [(row.ref, one.entry.id) for one in drafts if one.stage == "unrelated" for row, *_ in one.rows]
    return Ledger(tuple(parts), tuple(books.rows.values()), tuple(dict.fromkeys(told)), tuple(unrelated))


def _passed_on(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, each cost that may be what another defendant received from its defendant, one payment entered on both sides: of the same sum and no other day. That money never left them."""
    received = [part for part in parts if part.stage == BETWEEN["in"] and part.paid_by]
    for part in parts:
        twin = part.stage == "cost" and next(
            (
                one
                for one in received
                if one.paid_by in part.receivers
                and (one.low, one.high, one.coin) == (part.low, part.high, part.coin)
                and (part.day is None or one.day in {None, part.day})
            ),
            None,
        )
        if twin:
            received.remove(twin)
        yield replace(part, maybe_inside=True, told=(*part.told, "cost_passed_on")) if twin else part


@dataclass(slots=True, eq=False)
class _Draft:
    """An entry with the rows that it uses up and what is left of it."""

    entry: Receipt | Cost
    names: tuple[str, ...]
    """Whose, where the entry says so or several claim its row."""
    shares: Mapping[str, Fraction]
    faults: list[str]
    rows: list[tuple[Transaction, Decimal, Decimal]] = field(default_factory=list)
    held: list[Transaction] = field(default_factory=list)
    """Rows that it names and that are another's, or of another coin."""
    left: Decimal = Decimal(0)
    stage: str = ""
    """Of what is left."""
    backed: bool = False
    denied: bool = False
    """It may be another one, which counts in the low."""
    inside: bool = False
    """Its rows show money between defendants."""
    maybe_row: str = ""
    """The row of another defendant that may show it."""
    paid_by: str = ""
    """The defendant who surely is the other side of it, though its rows do not show that."""
    maybe_inside: bool = False
    """Another defendant may be the other side of it."""
    said_inside: bool = False
    """Of what is only said to be paid: another defendant is, or may be, the other side of it."""
    maybe_told: bool = False
    """It may be the same payment as an entry of which another defendant is, or may be, the other side."""

    @property
    def doubtful(self) -> bool:
        """Its rows may be no receipt of their own."""
        return any(low < high for _, low, high in self.rows)


class _Books:
    """The rows of the statements and how much of each is used up."""

    def __init__(
        self,
        transactions: Sequence[Transaction],
        rates: tuple[Quoted, ...],
        zone: ZoneInfo,
        defendants: Payers,
    ) -> None:
        self.rates, self.zone, self.told = rates, zone, list[Told]()
        self.defendants = defendants
        self.payers: dict[tuple[str, str], set[str]] = {}
        """Of each row and side whom the entries that name it state as its payer."""
        self.stated: dict[tuple[str, Decimal, str], list[tuple[_Draft, Stated]]] = {}
        self.contested: dict[tuple[str, str], tuple[str, ...]] = {}
        self.rows = {one.ref: one for one in transactions}
        self.open = {(one.ref, side): one.amount for one in transactions for side in ("in", "out")}
        """What is left of each row, for those who received it and for those who paid it."""
        self.crossed = set[str]()
        """Rows of one defendant that an entry of another names from its own side."""
        self.named = set[str]()
        """Rows that an entry names from the side of the row."""
        self.used: set[str] = set()
        self.maybe: dict[tuple[str, str], list[str]] = {}
        """The rows that may be one with a row, by what was told of it: the other half between defendants, the same told twice."""
        for one in transactions:
            for code in {"maybe_between", "told_twice"} & {*one.told} if one.maybe_same_as in self.rows else ():
                self.maybe.setdefault((code, one.ref), []).append(one.maybe_same_as)
                self.maybe.setdefault((code, one.maybe_same_as), []).append(one.ref)

    def part(
        self,
        draft: _Draft,
        stage: str,
        low: Decimal,
        high: Decimal,
        row: Transaction | None = None,
        told: Sequence[str] = (),
    ) -> Part:
        """One part with its worth; of a row it has the row's day."""
        entry = draft.entry
        code = settings.entered(entry.coin)
        day = self.day(row) if row is not None else _day(entry, self.zone)
        names, several = self.receivers(draft, row)
        if self.crosses(draft, row, stage):
            stage = BETWEEN[_side(entry)]
        value = self.valued(low, high, code, day)
        doubts = [code for code in _DOUBTS if row is not None and code in row.told]
        said = (
            *_whose(entry)[2],
            *doubts,
            *([value.lacking] if value.lacking else []),
            *([] if names else ["nobody"]),
            *told,
            *(["row_of_several"] if several else []),
            *(["maybe_same_entry"] if draft.denied else []),
            *(["maybe_between"] if draft.maybe_row else []),
            *(["payer_unsure"] if draft.maybe_inside and stage in _SETTLED else []),
            *(["payer_said"] if draft.said_inside and stage == "paid" else []),
            *(["maybe_paid_by_defendant"] if draft.maybe_told and stage in _RECEIVED else []),
        )
        return Part(
            entry.id, stage, names, {} if several else draft.shares, low, high, code or entry.coin, day, value,
            actor=getattr(entry, "actor", ""), channel=_channel(entry), kind=getattr(entry, "kind", None), row=row.ref if row is not None else "",
            backing="statement" if row is not None else "evidence" if draft.backed else "", evidence=tuple(entry.evidence), told=said, maybe_row=draft.maybe_row,
            paid_by="" if stage not in BETWEEN.values() or (row is not None and self.inside(row, entry)) else draft.paid_by,
            maybe_inside=(stage in _SETTLED and draft.maybe_inside) or (stage == "paid" and draft.said_inside) or (stage in _RECEIVED and draft.maybe_told),
            gives_back=getattr(entry, "gives_back", "") if stage == "refunded" else "",
        )  # fmt: skip

    def crosses(self, draft: _Draft, row: Transaction | None, stage: str) -> bool:
        """Whether a part is money between defendants: by its row, by the other rows of its entry, or by the payer who is stated with evidence."""
        if row is not None and self.inside(row, draft.entry):
            return True
        return (draft.inside and row is None) or (bool(draft.paid_by) and stage in _SETTLED)

    def receivers(self, draft: _Draft, row: Transaction | None) -> tuple[tuple[str, ...], bool]:
        """Who received it, and whether entries of several defendants claim the same row for themselves."""
        refs = self.refs(draft.entry) if row is None else [row.ref]
        claimed = {name for ref in refs for name in self.contested.get((ref, _stage(draft.entry)), ())}
        if claimed:
            return tuple(sorted(claimed)), True
        return draft.names or (_holders(row, draft.entry) if row is not None else ()), False

    def valued(self, low: Decimal, high: Decimal, code: str | None, day: date | None) -> Worth:
        least, most = worth(low, code, day, self.rates), worth(high, code, day, self.rates)
        return replace(most, low=least.low)

    def day(self, row: Transaction) -> date | None:
        return row.at.astimezone(self.zone).date() if row.at else None

    def refs(self, entry: Receipt | Cost) -> list[str]:
        """The rows that an entry names, each by the row that stands for it."""
        return [self.rows[ref].same_as or ref if ref in self.rows else ref for ref in entry.transactions]

    def cross(self, entries: Iterable[Receipt | Cost]) -> None:
        """Find the rows that an entry names from another defendant's side: what one paid is what the other received, so it moved between them; the row that shows the other half is the same transfer."""
        others: dict[str, set[str]] = {}
        entries = list(entries)
        for entry in entries:
            self.halves(entry)
        for entry in entries:
            names, side = set(_whose(entry)[0]), _side(entry)
            for row in (self.rows[ref] for ref in self.refs(entry) if ref in self.rows):
                if entry.amount > 0 and side and row.state == "counted" and not row.payers and row.direction:
                    if row.direction == side:
                        self.named.add(row.ref)
                    elif apart(names, holders(row.defendant)):
                        others.setdefault(row.ref, set()).update(names)
        for ref, names in others.items():
            row, other = self.rows[ref], shared(*names)
            by, to = (row.defendant, other) if row.direction == "out" else (other, row.defendant)
            self.rows[ref] = replace(row, state="between", paid_by=by, paid_to=to)
            self.crossed.add(ref)
            for half in self.maybe.get(("maybe_between", ref), ()):
                other_half = self.rows[half]
                if (
                    half not in self.named
                    and may_be_halves(row, other_half)
                    and names & {*holders(other_half.defendant)}
                ):
                    self.joined(ref, half)
        for ref, row in self.rows.items():
            if "maybe_between" in row.told and row.maybe_same_as in self.named:
                self.rows[ref] = settled(row)

    def halves(self, entry: Receipt | Cost) -> None:
        """Where an entry names both halves of a transfer between defendants and states no more than one of them, they are one: what the other's file pays and the own one receives, or the reverse."""
        side, rows = _side(entry), [self.rows[ref] for ref in dict.fromkeys(self.refs(entry)) if ref in self.rows]
        over = sum(row.amount for row in rows) - entry.amount
        if not side or over <= 0:
            return
        owns: dict[tuple[Decimal, str], dict[str, Transaction]] = {}
        others = []
        for row in rows:
            if row.state != "counted" or row.payers or not row.direction or row.amount <= 0:
                continue
            if row.direction == side:
                owns.setdefault((row.amount, row.coin), {})[row.ref] = row
            elif holders(row.defendant):
                others.append(row)
        for sure, other in [(sure, other) for sure in (True, False) for other in others]:
            free = owns.get((other.amount, other.coin), {})
            some = [ref for ref in self.maybe.get(("maybe_between", other.ref), ()) if ref in free] if sure else free
            own = next((free[ref] for ref in some if self.across_from(entry, free[ref], other)), None)
            if own and over >= own.amount and self.rows[other.ref].state == "counted":
                over -= own.amount
                del free[own.ref]
                by, to = (other, own) if side == "in" else (own, other)
                self.rows[other.ref] = replace(other, state="between", paid_by=by.defendant, paid_to=to.defendant)
                self.joined(other.ref, own.ref)

    def across_from(self, entry: Receipt | Cost, own: Transaction, other: Transaction) -> bool:
        """Whether of two rows one is of those whose entry it is and the other of somebody else."""
        names = {*(_whose(entry)[0] or holders(own.defendant))}
        return bool(names & {*holders(own.defendant)}) and not names & {*holders(other.defendant)}

    def joined(self, kept: str, half: str) -> None:
        """Two rows are the halves of one transfer: the first stands for both, and neither is in doubt for the other."""
        self.rows[kept] = settled(self.rows[kept])
        self.rows[half] = replace(settled(self.rows[half]), state="duplicate", same_as=kept)

    def inside(self, row: Transaction, entry: Receipt | Cost) -> bool:
        """Whether a row that an entry names moved money between defendants."""
        return bool(_side(entry)) and row.state == "between"

    def fault(self, row: Transaction | None, entry: Receipt | Cost) -> str:
        """Why a row shows nothing of an entry; empty where it does."""
        if row is None:
            return "row_missing"
        if not self.inside(row, entry):
            if row.state != "counted" or row.direction != ("out" if _stage(entry) in ("refunded", "cost") else "in"):
                return "row_not_received"
            if apart(_whose(entry)[0], holders(row.defendant)):
                return "row_of_other"
        return "" if settings.entered(entry.coin) == row.coin else "coin_differs"

    def told_already(self, ref: str) -> bool:
        """Whether an entry uses up a row that may tell the same."""
        return any(one in self.used for one in self.maybe.get(("told_twice", ref), ()))

    def rest(self, row: Transaction) -> Decimal:
        """What nobody used up of a row."""
        return min(self.open[row.ref, "in"], self.open[row.ref, "out"])

    def drafted(self, entries: Sequence[Receipt] | Sequence[Cost]) -> list[_Draft]:
        """Every entry with the rows that it uses up: what is surest and tells most takes first."""
        made = []
        self.claimed(entries)
        for entry in sorted(entries, key=self.order):
            if entry.amount <= 0:
                self.told.append(Told(entry.id, "negative"))
                continue
            names, shares, _ = _whose(entry)
            draft = _Draft(entry, names, shares, [], left=entry.amount, stage=_stage(entry))
            if draft.stage not in ("agreed", "offered"):
                self.take(draft)
            made.append(draft)
        for draft in made:
            self.settle(draft)
        for draft in made:
            self.from_defendant(draft)
        return made

    def from_defendant(self, draft: _Draft) -> None:
        """Whether another defendant is the other side, by the payer that the entry states: surely, with evidence beside it and a receiver who is known and is somebody else; else perhaps.

        What is only said to be paid stays what it is: a word takes nothing from what is proven. Of what is said itself the payer leaves nothing in the low of all together.
        """
        entry, by = draft.entry, self.payer(draft.entry)
        stated = {by}.union(*(self.payers.get((row.ref, _side(entry)), ()) for row, *_ in draft.rows))
        if not any(map(self.defendants.meant, stated)):
            return
        draft.said_inside = _side(entry) == "in"
        if _stage(entry) not in _SETTLED or draft.inside or not (draft.rows or draft.stage in _SETTLED):
            return
        places: Sequence[Transaction | None] = [row for row, *_ in draft.rows] or [None]
        whose = [self.receivers(draft, row)[0] for row in places]
        proven = _evidenced(entry) and not self.contradicted(entry) and draft.stage in _SETTLED
        if proven and stated == {by} and self.defendants.code(by) and all(names and by not in names for names in whose):
            draft.paid_by = by
        else:
            draft.maybe_inside = True

    def payer(self, entry: Receipt | Cost) -> str:
        """Who is stated to have paid it, or to whom it was given back: by the code where that is certain."""
        text = str(getattr(entry, "payer", "")).strip()
        return self.defendants.code(text) or text

    def known(self, entry: Receipt | Cost, names: Iterable[str], day: date | None) -> Known:
        """What is told of an entry. Payers who may mean the same defendant tell no two apart."""
        payer, actor, what = self.payer(entry), str(getattr(entry, "actor", "")), str(getattr(entry, "what", ""))
        meant = self.defendants.meant(payer) - {""}
        return Known(
            frozenset(names), day, next(iter(meant)) if len(meant) == 1 else payer, actor, _channel(entry), what
        )

    def order(self, entry: Receipt | Cost) -> tuple[object, ...]:
        """By what an entry says; its number comes last."""
        names, shares, _ = _whose(entry)
        rows = [self.rows[ref] for ref in self.refs(entry) if ref in self.rows]
        own = owner(names or tuple(name for row in rows[:1] for name in _holders(row, entry)), shares)
        stated = Stated(self.known(entry, names, _day(entry, self.zone)), entry.id, own)
        return (
            _place(entry),
            *stated.order[:-1],
            entry.amount,
            getattr(entry, "kind", None) or "",
            self.refs(entry),
            not _evidenced(entry),
            entry.id,
        )

    def claimed(self, entries: Iterable[Receipt | Cost]) -> None:
        """The rows that entries of several defendants claim beyond what they hold."""
        claims: dict[tuple[str, str], list[Receipt | Cost]] = {}
        for entry in entries:
            for ref in dict.fromkeys(self.refs(entry)):
                if entry.amount > 0 and _whose(entry)[0] and not self.fault(self.rows.get(ref), entry):
                    claims.setdefault((ref, _stage(entry)), []).append(entry)
        for key, some in claims.items():
            names = {frozenset(_whose(one)[0]) for one in some}
            if len(names) > 1 and sum(one.amount for one in some) > self.rows[key[0]].amount:
                self.contested[key] = tuple(sorted(frozenset[str]().union(*names)))

    def take(self, draft: _Draft) -> None:
        """Use up the rows that an entry names."""
        entry, side = draft.entry, _side(draft.entry) or "in"
        for ref in self.refs(entry):
            row = self.rows.get(ref)
            fault = self.fault(row, entry)
            if row is None or fault:
                draft.faults.append(fault)
                draft.held += [row] if row is not None and fault in ("row_of_other", "coin_differs") else []
                continue
            if _stage(entry) in _SETTLED:
                self.payers.setdefault((ref, side), set()).add(self.payer(entry))
            high = min(draft.left, self.open[ref, side])
            if not high:
                draft.faults += ["row_used_twice"] if draft.left else []
                continue
            draft.left -= high
            self.open[ref, side] -= high
            self.used.add(ref)
            doubtful = self.told_already(ref) or "reversed" in row.told or "maybe_between" in row.told
            if row.state == "between" and draft.names and not {*draft.names} & {*_holders(row, entry)}:
                draft.faults.append("row_of_other")
                doubtful = True
            draft.rows.append((row, Decimal(0) if doubtful else high, high))
        self.take_unread(draft)
        draft.inside = bool(draft.rows) and all(self.inside(row, entry) for row, *_ in draft.rows)

    def take_unread(self, draft: _Draft) -> None:
        """What an entry says beyond the rows that it uses up is of the named rows whose status is unread: it proves nothing, and is no second time in the high."""
        told, side = draft.left, _side(draft.entry) or "in"
        for row in (self.rows[ref] for ref in dict.fromkeys(self.refs(draft.entry)) if ref in self.rows):
            if unread(row):
                most = told if settings.entered(draft.entry.coin) == row.coin else row.amount
                used = min(most, self.open[row.ref, side])
                told -= used
                self.open[row.ref, side] -= used

    def settle(self, draft: _Draft) -> None:
        """What no row shows: proven by other evidence, unless a row that is named says otherwise; posts prove nothing."""
        entry = draft.entry
        self.cut(draft)
        if "row_used_twice" in draft.faults:
            shown = [self.rows[ref].amount for ref in {*self.refs(entry)} if not self.fault(self.rows.get(ref), entry)]
            draft.left = min(draft.left, max(Decimal(0), entry.amount - sum(shown)))
        if draft.stage == "unrelated":
            draft.left = Decimal(0)
        if not draft.left or draft.stage in ("agreed", "offered"):
            return
        proven = _evidenced(entry) and not self.contradicted(entry)
        if draft.stage == "cost":
            draft.backed = proven
            draft.faults += [] if draft.backed else ["no_evidence"]
            return
        draft.backed = bool(entry.evidence)
        if draft.rows and not draft.faults and not proven:
            draft.faults.append("more_than_row")
        if draft.stage == "proven" and not proven:
            draft.stage = "paid"
            draft.faults += [] if draft.faults else ["only_posts" if entry.evidence else "not_backed"]
        elif not entry.evidence:
            draft.faults.append("no_evidence")

    def contradicted(self, entry: Receipt | Cost) -> bool:
        """Whether a row that an entry names shows something else than it says: that nothing moved, that it is another's or another coin, or that its own defendant is the other side."""
        for row in (self.rows[ref] for ref in self.refs(entry) if ref in self.rows):
            fault = self.fault(row, entry)
            if fault and (fault != "row_not_received" or row.state == "counted" or row.state not in _SHOWN):
                return True
        return False

    def cut(self, draft: _Draft) -> None:
        """A row that is another's, or of another coin, and that another entry uses up already, counts no second time."""
        for row in draft.held:
            same = settings.entered(draft.entry.coin) == row.coin
            used = row.amount - self.rest(row) if same else Decimal(0) if self.rest(row) else draft.left
            if used:
                draft.left -= min(used, draft.left)
                draft.faults = [code for code in draft.faults if code not in ("row_of_other", "coin_differs")]
                draft.faults.append("row_counted")

    def weigh(self, drafts: Iterable[_Draft]) -> None:
        """Which entries may be one payment, and which of them count in the low."""
        for draft in drafts:
            stage = _stage(draft.entry)
            if stage not in ("agreed", "offered", "unrelated") and (draft.rows or draft.left):
                kind = stage if stage in ("refunded", "cost") else "received"
                key = (settings.entered(draft.entry.coin) or draft.entry.coin, draft.entry.amount, kind)
                self.stated.setdefault(key, []).append((draft, self.state(draft)))
                draft.maybe_row = "" if draft.rows else self.across(draft)
        for some in self.stated.values():
            doubted = Index(one for draft, one in some if draft.doubtful)
            counted = certain(
                one for draft, one in some
                if not draft.doubtful and (draft.rows or (draft.backed and not any(doubted.like(one))))
            )  # fmt: skip
            self.maybe_inside(some, counted)
            every, plain = Index(one for _, one in some), Index(one for _, one in some if not one.row)
            for draft, one in some:
                sure = draft.doubtful or one.entry in counted
                draft.denied = not sure and any((plain if one.row else every).like(one))

    def maybe_inside(self, some: Sequence[tuple[_Draft, Stated]], counted: frozenset[str]) -> None:
        """Of those that count, which may be the entries that another defendant paid, or may have paid, and that do not count themselves.

        So many payments, less so many from defendants, came from outside at least. Of those that may be meant the one of the most worth goes.
        """
        of, index, left = {one.entry: draft for draft, one in some}, Index(one for _, one in some), set(counted)
        left -= {
            one.entry
            for draft, one in some
            if draft.paid_by or draft.inside or draft.maybe_inside or (draft.said_inside and draft.stage == "paid")
        }
        between = [
            one
            for draft, one in some
            if (draft.paid_by or draft.maybe_inside or draft.said_inside) and one.entry not in counted
        ]
        for one in sorted(between, key=lambda one: one.order) if left else ():
            word = not (of[one.entry].paid_by or of[one.entry].maybe_inside)
            may = [
                two for two in _linked(one, index) if two.entry in left and (not word or of[two.entry].stage == "paid")
            ]
            if may:
                gone = min(may, key=lambda two: (-self.least(of[two.entry]), two.order))
                left.discard(gone.entry)
                of[gone.entry].maybe_told = True

    def least(self, draft: _Draft) -> Decimal:
        """What an entry is worth at the low."""
        code = settings.entered(draft.entry.coin)
        dated = [(low, self.day(row)) for row, low, _ in draft.rows] + [(draft.left, _day(draft.entry, self.zone))]
        return sum((self.valued(low, low, code, day).low or Decimal(0) for low, day in dated), Decimal(0))

    def across(self, draft: _Draft) -> str:
        """The row of another defendant, which no entry explains, that shows just what an entry without a row states: the sum, the coin and the day, as far as both tell it."""
        entry, side = draft.entry, _side(draft.entry)
        names, day, coin = set(draft.names), _day(entry, self.zone), settings.entered(entry.coin)
        for row in self.rows.values() if names else ():
            if (
                (row.amount, row.coin) != (entry.amount, coin)
                or self.rest(row) < row.amount
                or (day and self.day(row) not in (day, None))
            ):
                continue
            between = row.state == "between" and names & {*holders(row.paid_to if side == "in" else row.paid_by)}
            across = row.state == "counted" and not row.payers and row.direction and row.direction != side
            if between or (across and holders(row.defendant) and not names & {*holders(row.defendant)}):
                return row.ref
        return ""

    def state(self, draft: _Draft) -> Stated:
        """What may be told of an entry from the others of its amount."""
        days = [self.day(row) for row, *_ in draft.rows] or [_day(draft.entry, self.zone)]
        names, several = self.receivers(draft, draft.rows[0][0] if draft.rows else None)
        known = [self.known(draft.entry, names, day) for day in days]
        own = owner(names, {} if several else draft.shares)
        first = _stage(draft.entry) != "paid" and (bool(draft.rows) or draft.stage != "paid")
        return Stated(known[0], draft.entry.id, own, first, bool(draft.rows), tuple(known[1:]))

    def parts(self, draft: _Draft) -> Iterator[Part]:
        """The parts of one entry."""
        stage = _stage(draft.entry)
        if stage in ("agreed", "offered"):
            yield self.part(draft, stage, draft.left, draft.left)
            return
        for row, low, high in draft.rows if stage != "unrelated" else ():
            yield self.part(draft, stage, Decimal(0) if draft.denied else low, high, row)
        if draft.left:
            sure = draft.backed and not draft.denied and not draft.maybe_row
            low = draft.left if sure else Decimal(0)  # without evidence it is a word alone
            yield self.part(draft, draft.stage, low, draft.left, None, draft.faults)
        else:
            self.told += [Told(draft.entry.id, code) for code in draft.faults]

    def left(self) -> Iterator[Part]:
        """What statements show as received and no entry names."""
        plain = {key: Index(one for _, one in some if not one.row) for key, some in self.stated.items()}
        for row in self.rows.values():
            high = self.rest(row)
            open_state = unread(row) and not row.paid_to
            if (
                (row.state != "counted" and row.ref not in self.crossed and not open_state)
                or row.direction != "in"
                or row.payers
                or not high
            ):
                continue
            day, names = self.day(row), holders(row.defendant)
            others = plain.get((row.coin, high, "received"), Index(()))
            stated = any(others.like(Stated(Known(frozenset(names), day), row.ref)))
            given = (one for kind in ("refunded", "cost") for one in self.stated.get((row.coin, high, kind), ()))
            inside = bool(names) and any(
                draft.names and not draft.rows and not {*draft.names} & {*names} and one.known.day in (day, None)
                for draft, one in given
            )
            doubtful = open_state or bool(row.maybe_same_as) or self.told_already(row.ref) or stated or inside
            low = Decimal(0) if doubtful else high
            value = self.valued(low, high, row.coin, day)
            told = (
                *([value.lacking] if value.lacking else []),
                *(["maybe_same_entry"] if stated else []),
                *(["maybe_between"] if inside else []),
            )
            yield Part(row.ref, "undecided", names, {}, low, high, row.coin, day, value,
                       row=row.ref, backing="statement", told=told if names else (*told, "nobody"))  # fmt: skip


def _side(entry: Receipt | Cost) -> str:
    """Whether an entry tells of money received or paid; neither where it tells of none."""
    stage = _stage(entry)
    return "out" if stage in ("refunded", "cost") else "in" if stage in ("paid", "proven") else ""


def _holders(row: Transaction, entry: Receipt | Cost) -> tuple[str, ...]:
    """The defendants to whom a row puts what an entry says."""
    return holders((row.paid_by if _side(entry) == "out" else row.paid_to) or row.defendant)


def _linked(start: Stated, some: Index) -> list[Stated]:
    """The entries that may be the same payment as one, or as one that may be; two rows are never asked."""
    found, edge = {start.entry: start}, [start]
    while edge:
        one = edge.pop()
        more = {two.entry: two for two in some.like(one) if two.entry not in found and not (one.row and two.row)}
        found |= more
        edge += more.values()
    return [one for one in found.values() if one is not start]


def _stage(entry: Receipt | Cost) -> str:
    return getattr(entry, "stage", "cost")


def _place(entry: Receipt | Cost) -> int:
    return _ORDER.index(_stage(entry))


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


def _day(entry: Receipt | Cost, zone: ZoneInfo) -> date | None:
    at = getattr(entry, "at", None)
    return entry.day or (at.astimezone(zone).date() if at else None)


def _channel(entry: Receipt | Cost) -> str:
    """The channel stated, or the one of the offer."""
    offer = str(getattr(entry, "offer", "")).removeprefix("post:")
    return str(getattr(entry, "channel", "")) or offer.rpartition("/")[0]
