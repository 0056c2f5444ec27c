"""The account of the procedure: the records that ``assess procedure`` tells, made once by ``procedure`` and read by whoever prints them.

What it leaves out: making them. Where law may be read in two ways every reading stands, and a person decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from doxdocket.assess.marks import key
from doxdocket.law.days import Counted
from doxdocket.law.deadlines import Answer
from doxdocket.law.periods import Said

Decision = Literal["needs a human decision"]
DECIDE: Decision = "needs a human decision"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the record shows and a person should look at, and the entries that show it."""

    zh: str
    en: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The edition of the table of states."""

    provision: str
    effective_from: date
    effective_to: date | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the procedure: a state that was entered, a step, or what is planned."""

    id: str
    key: str
    zh: str
    en: str
    at: date
    posted: date | None
    document: str
    receiver: str
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that a state asks for or may have, and the entries that record it."""

    id: str
    zh: str
    en: str
    article: str
    needs: Literal["may", "must"]
    recorded: Sequence[str]
    missing: bool
    """The state was entered, must have it, and no entry names it."""
    named: Sequence[str]
    """The names by which the entries record it, in their order."""


@dataclass(frozen=True, slots=True)
class KnownState:
    """A state with its entries and documents."""

    state: str
    zh: str
    en: str
    article: str
    entered: Sequence[Recorded]
    steps: Sequence[Recorded]
    planned: Sequence[Recorded]
    documents: Sequence[Paper]


@dataclass(frozen=True, slots=True)
class Moved:
    """A move from a state to another; ``not_recorded``: the states between; ``recorded_later``: those of them dated after it."""

    before: str | None = field(metadata=key("from"))
    after: str = field(metadata=key("to"))
    at: date
    in_table: bool
    not_recorded: Sequence[str]
    recorded_later: Sequence[str]


@dataclass(frozen=True, slots=True)
class InDoubt:
    """An effect on record against which an appeal stands, or before which the judgment was annulled."""

    id: str
    case: Literal["civil", "criminal"]
    appeals: Sequence[str]
    annulled_by: Sequence[str]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """What the second instance decided on a judgment or a ruling; no outcome where an event alone says that it did."""

    id: str
    case: Literal["civil", "criminal"]
    appealed: Literal["judgment", "ruling"]
    outcome: str | None
    zh: str
    en: str
    at: date
    document: str
    appeals: Sequence[str]
    defendants: Sequence[str]
    text: str
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReadPeriod:
    """A period by one reading of the law; ``over`` is in days."""

    reading: str
    zh: str
    en: str
    last: date | None
    answer: Answer
    over: int | None
    stages: Sequence[Counted]


@dataclass(frozen=True, slots=True)
class Period:
    """A period with every reading, as it was counted; ``over``: by how many days, least and most."""

    deadline: str
    article: str
    state: str
    kind: str
    zh: str
    en: str
    start: date | None
    started_by: Sequence[str]
    receiver: str
    ends: Sequence[str]
    ended_by: str | None
    ended: date | None
    answer: Answer
    answer_zh: str
    answer_en: str
    over: tuple[int, int] | None
    explained: bool
    extensions: Sequence[str]
    excluded: Sequence[str]
    late_extensions: Sequence[str]
    extensions_beyond_power: Sequence[str]
    missing: Sequence[str]
    shared_end: bool
    readings: Sequence[ReadPeriod]


@dataclass(frozen=True, slots=True)
class Judged:
    """An item of the judgment that answers a claim."""

    item: str
    standing: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a claim; ``recheck``: what was counted again for it."""

    id: str
    how: str
    at: date
    grounds: str
    amount: Decimal | None
    recheck: Mapping[str, int]
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Performed:
    """What was done on an item, or on a claim."""

    id: str
    kind: str
    at: date
    amount: Decimal | None
    by: Sequence[str]
    where: str
    medium: str | None
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim as it stands, what became of it, and what was judged of it."""

    claim: str
    kind: str
    text: str
    amount: Decimal | None
    text_first: str
    amount_first: Decimal | None
    """As it was brought, before any change."""
    against: Sequence[str]
    stated: date
    standing: str | None
    evidence: Sequence[str]
    judged: Sequence[Judged]
    changes: Sequence[Change]
    performed: Sequence[Performed]
    """What was done on it and no single item of the judgment takes."""


@dataclass(frozen=True, slots=True)
class EachDone:
    """Of what each must do himself: a defendant, and what is recorded of him."""

    defendant: str
    state: str


@dataclass(frozen=True, slots=True)
class EachEffect:
    """When what an item orders took effect for one whom it binds, by the entries of it; no day where none is recorded, or nothing says which of the entries it is."""

    defendant: str
    entries: Sequence[str]
    day: date | None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the judgment as the second instance left it, with what was done of it."""

    item: str
    claim: str | None
    kind: str
    text: str
    amount: Decimal | None
    amount_first: Decimal | None
    against: Sequence[str]
    due: date | None
    last: date | None
    missing: Sequence[str]
    medium: str | None
    state: str
    paid: Decimal | None
    open: Decimal | None
    overdue: int | None
    each: Sequence[EachDone]
    standing: str
    decided_by: Sequence[str]
    changes: Sequence[str]
    unsettled: Sequence[str]
    late: Sequence[str]
    lower_medium: Sequence[str]
    performed: Sequence[Performed]
    ordered: date | None = None
    ruled_by: Sequence[str] = ()
    """The entries of the judgment or the mediation paper that orders it: those of its day, of several the one that names whom it binds."""
    effect_by: Sequence[str] = ()
    """The entries of its effect; several where nothing says which of them it is."""
    effect: date | None = None
    """The day of its effect."""
    effect_each: Sequence[EachEffect] = ()
    """Of each whom it binds, where they have not one effect together."""


@dataclass(frozen=True, slots=True)
class Competent:
    """Who is competent on the day of the suit."""

    id: str
    zh: str
    en: str
    article: str
    status: str


@dataclass(frozen=True, slots=True)
class ContestedPoint:
    """A contested point, and whether this record touches it."""

    id: str
    zh: str
    en: str
    touched: bool
    entries: Sequence[str]
    decision: Decision
    readings: Sequence[Said]


@dataclass(frozen=True, slots=True)
class ProcedureAccount:
    """The whole account, as of one day."""

    on: date
    table: Table
    current: str | None
    states: Sequence[KnownState]
    moves: Sequence[Moved]
    effect: Sequence[InDoubt]
    second_instance: Sequence[Decided]
    deadlines: Sequence[Period]
    claims: Sequence[StatedClaim]
    judgment: Sequence[Item]
    competence: Sequence[Competent]
    contested: Sequence[ContestedPoint]
    remarks: Sequence[Remark]
