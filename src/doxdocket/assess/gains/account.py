"""The account of gains: the records that ``assess gains`` tells, made once by ``gained.told`` and read by whoever prints them.

Sums are yuan and cents; an end that is not determinable is None, and both are where nobody told anything. Amounts of offers, receipts and
transactions are in their coin. What it leaves out: making them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from doxdocket.assess.gains.answers import Asked, Compared
from doxdocket.assess.gains.fined import Beside
from doxdocket.assess.gains.meaning_of_sums import Task
from doxdocket.assess.gains.offers import MonthAsked, Price
from doxdocket.assess.gains.suggest import Posted, Suggestion
from doxdocket.assess.gains.sums import ByActor, ByChannel, ByMonth, Line, Pair, Total
from doxdocket.assess.marks import SPREAD

Whole = tuple[Decimal | None, Decimal | None, Decimal | None]
"""Low, estimate and high in yuan and cents; the estimate is the low."""


@dataclass(frozen=True, slots=True)
class Received:
    """What one defendant, or all together (no id), received by each stage, before and after refunds and costs."""

    defendant: str
    proven: Pair = field(metadata=SPREAD)
    claimed: Pair = field(metadata=SPREAD)
    before: Pair = field(metadata=SPREAD)
    after: Pair = field(metadata=SPREAD)
    undecided: Pair = field(metadata=SPREAD)
    agreed: Pair = field(metadata=SPREAD)
    refunded: Pair = field(metadata=SPREAD)
    costs: Pair = field(metadata=SPREAD)
    between: Pair = field(metadata=SPREAD)
    """From other defendants: in his own readings, in none of all together."""
    between_paid: Pair = field(metadata=SPREAD)
    """Given back to other defendants, or laid out for them."""
    widest: Decimal | None
    joint: int | None
    lacking: Sequence[str]
    """Entries and rows whose worth is not determinable."""


@dataclass(frozen=True, slots=True)
class ReceiptPart:
    """A part of an entry, or a transfer that nobody decided on."""

    entry: str
    stage: str
    defendants: Sequence[str]
    joint: bool
    shares: Mapping[str, Fraction]
    actor: str
    channel_id: str
    month: str
    day: date | None
    kind: str | None
    coin: str
    low: Decimal
    high: Decimal
    yuan: Pair = field(metadata=SPREAD)
    valued_by: str
    rates: Sequence[str]
    row: str
    backing: str
    evidence: Sequence[str]
    told: Sequence[str]
    paid_by: str
    """The defendant who is stated, with evidence, as the other side of money between defendants."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of a statement with its state and the entries that use it."""

    row: str
    defendant: str
    at: datetime | None
    direction: str
    amount: Decimal
    coin: str
    state: str
    same_as: str
    maybe_same_as: str
    of_payer: bool
    entries: Sequence[str]
    told: Sequence[str]


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A rate that a person entered."""

    id: str
    coin: str
    rate: Decimal
    source: str
    day: date | None
    first: date | None
    last: date | None
    source_day: date | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that was not as it should be, with its place, in words."""

    where: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class GainsAccount:
    """The whole account."""

    totals: Mapping[Total, Whole | None]
    sums: Sequence[Received]
    by_channel: Sequence[ByChannel]
    by_month: Sequence[ByMonth]
    by_actor: Sequence[ByActor]
    offers: Sequence[MonthAsked]
    asked: Sequence[Price]
    not_asked: Sequence[Price]
    tasks: Sequence[Task]
    receipts: Sequence[ReceiptPart]
    transactions: Sequence[StatementRow]
    suggestions: Sequence[Suggestion]
    posted: Sequence[Posted]
    line: Line | None
    answers: Sequence[Asked]
    beside: Sequence[Beside]
    compared: Sequence[Compared]
    rates: Sequence[StatedRate]
    told: Sequence[Reminder]
