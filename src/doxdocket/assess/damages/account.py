"""The damages worksheet: the records that ``assess damages`` tells, made once by ``worksheet`` and read by whoever prints them.

Every amount says what it was taken from: an entry, a rule, a published case, the account of gains. What it leaves out: making them, an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from doxdocket.assess.damages.frame import Point
from doxdocket.assess.damages.worksheet_parts import Money, Pair, Told, yuan
from doxdocket.assess.forms.damages import Factor
from doxdocket.assess.marks import FLAT, TOLD, UNSAID
from doxdocket.assess.parties.days_of_acts import Ends
from doxdocket.law.comparables import Bands, Comparable, Damages, Like, Number, Profile, Sum
from doxdocket.law.shapes import Met
from doxdocket.words import Both

Value = int | str | None
"""A bound of a figure as it was published."""
Determined = Literal["whole", "partly", "not"]
Order = Literal["unknown", "before", "same_day", "after"]


# The ladder


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person entered on whether loss or gain can be determined."""

    entry: str
    id: str
    what: Literal["loss", "gain"]
    answer: Determined
    defendant: str
    amount: Money | None
    reason: str
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of loss or gain: the answer, none where it cannot be given, and the entries that it rests on."""

    answer: Determined | None
    says: Both = field(metadata=FLAT)
    entries: Sequence[str]
    from_all: bool
    """Whether an entry of no one defendant is among them."""
    each: Mapping[str, Determined]
    """Of several: the answer of each that has one."""
    without: Sequence[str]
    """Of several: those who have none."""
    unlike: bool = field(metadata=UNSAID)
    """Whether entries do not fit together."""


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that a rule lacks, with its words where the rule has some."""

    fact: str
    zh: str | None = field(default=None, metadata=TOLD)
    en: str | None = field(default=None, metadata=TOLD)


@dataclass(frozen=True, slots=True)
class RuleAsked:
    """A rule of a step with its answer on the day by which it is chosen."""

    provision: str
    article: str
    sentence: str
    status: str
    answer: Met
    inputs: Mapping[str, str]
    on: date | None
    acts_before_it: bool
    missing: Sequence[MissingFact]


@dataclass(frozen=True, slots=True)
class StepAsked:
    """A step of the ladder, or beside it."""

    id: str
    zh: str
    en: str
    answer: Met
    rules: Sequence[RuleAsked]
    missing: Sequence[MissingFact]


@dataclass(frozen=True, slots=True)
class Reading:
    """The steps under one reading of the law, and those that apply."""

    id: str
    zh: str
    en: str
    given: Mapping[str, bool | None]
    steps: Sequence[StepAsked]
    applies: Sequence[str]


HeldOf = Mapping[Literal["loss", "gain"], Held]


@dataclass(frozen=True, slots=True)
class Steps:
    """What is held of one defendant, or of several together, with what must be known beside it, and the steps under each reading."""

    held: HeldOf
    told: Sequence[Told]
    readings: Sequence[Reading]


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact with the entry that states it; no entry where it follows from the type of suit."""

    fact: str
    entry: str
    value: object
    reason: str


@dataclass(frozen=True, slots=True)
class DaysAsked:
    """The days by which rules are chosen for one defendant; ``own``: those of acts are his, and not those of the case."""

    first: date | None
    act: date | None
    filing: date | None
    own: bool


@dataclass(frozen=True, slots=True)
class OwnGains:
    """What the account of gains has of one defendant, before and after refunds and costs."""

    before: Pair
    after: Pair


@dataclass(frozen=True, slots=True)
class OfDefendant:
    """The ladder asked of one defendant."""

    id: str
    name: str
    joint: Sequence[str]
    days: DaysAsked
    acts: Sequence[Ends]
    found: Steps = field(metadata=FLAT)
    facts: Sequence[StatedFact]
    gains: OwnGains | None
    beside: Sequence[StepAsked]


@dataclass(frozen=True, slots=True)
class OfGroup:
    """The ladder asked of those jointly liable, of whom at least two are sued here."""

    entries: Sequence[str]
    articles: Sequence[str]
    members: Sequence[str]
    not_sued: Sequence[str]
    found: Steps = field(metadata=FLAT)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was published, with the command that explains it."""

    id: str
    label: str
    label_en: str | None
    unit: str
    low: Value
    estimate: Value
    high: Value
    value: Value
    status: str
    rule: str
    article: str | None
    note: str | None
    note_en: str | None
    command: str


@dataclass(frozen=True, slots=True)
class LadderGains:
    """Gains as the run or the account has them; which of them is meant is open."""

    figures: Sequence[Figure]
    totals: Mapping[str, Sequence[Money | None] | None]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder asked of all together, and beside it of each defendant and of those jointly liable."""

    determinable: Sequence[Entered]
    found: Steps = field(metadata=FLAT)
    beside: Sequence[StepAsked]
    defendants: Sequence[OfDefendant] = ()
    together: Sequence[OfGroup] = ()
    gains: LadderGains = field(default_factory=lambda: LadderGains((), {}))


# Factors


@dataclass(frozen=True, slots=True)
class PutBounds:
    """The bounds of a figure within what is put to the civil defendants together."""

    low: Value
    high: Value
    estimate: Value = field(default=None, metadata=UNSAID)


@dataclass(frozen=True, slots=True)
class FactorFigure:
    """A figure behind a factor; ``put``: within the posts put to the defendants."""

    figure: Figure = field(metadata=FLAT)
    put: PutBounds | None


@dataclass(frozen=True, slots=True)
class Who:
    """A defendant by id and masked name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FactorEntry:
    """What was entered behind a factor."""

    entry: str
    id: str
    says: str
    amount: Money | None
    defendant: Who | None
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sanctioned:
    """A sanction with its sums."""

    entry: str
    id: str
    defendant: Who | None
    kind: Literal["criminal", "administrative"]
    criminal: bool
    stage: str
    imposed: bool
    fine: Money | None
    confiscated: Money | None
    returned: Money | None
    docket: str
    day: date | None
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Unsanctioned:
    """A defendant without a sanction on the register, and the entries that tell of a fine."""

    id: str
    name: str
    fines: Sequence[str]


@dataclass(frozen=True, slots=True)
class KindOfHarm:
    """Incidents, persons and stated times of one kind; the low takes entries that may be one incident as one."""

    kind: str
    zh: str
    en: str
    incidents_low: int
    incidents_high: int
    persons: int
    times_low: int
    times_high: int
    times_unstated: int
    perhaps_same: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class FactorAsked:
    """One of the six factors: the figures, what was entered, and what only this factor has."""

    id: Factor
    zh: str
    en: str
    note: Both
    figures: Sequence[FactorFigure]
    entries: Sequence[FactorEntry]
    empty: bool
    by_kind: Sequence[Figure] | None = field(default=None, metadata=TOLD)
    incidents: Sequence[KindOfHarm] | None = field(default=None, metadata=TOLD)
    sanctions: Sequence[Sanctioned] | None = field(default=None, metadata=TOLD)
    without: Sequence[Unsanctioned] | None = field(default=None, metadata=TOLD)


@dataclass(frozen=True, slots=True)
class PutPosts:
    """How many posts are put to the civil defendants together (the high), how many surely (low and estimate); none where there are none.

    ``joint_sure``, ``joint_perhaps``, ``joint_none``: the entries of acts together by weight: in every bound, in the high alone, in no bound.
    """

    posts: int | None
    posts_sure: int | None
    joint_sure: Sequence[str] = ()
    joint_perhaps: Sequence[str] = ()
    joint_none: Sequence[str] = ()


# Harm and contacts


@dataclass(frozen=True, slots=True)
class NamedPost:
    """A post that an entry of harm names: when it was, against the incident."""

    post: str
    day: date | None
    order: Order
    zh: str
    en: str


When = Literal["before", "during", "after", "unknown"]
"""A day against the time of a defendant's roles; unknown where none is entered."""


@dataclass(frozen=True, slots=True)
class EarlierPost:
    """A post that exposed the person of an incident before it: of whose accounts it is, who ran the channel or did it with others, to whom statements alone put
    its account, to whom acts together alone put it of which it is open whether they do (``possible``), and how its day stands to the time of the roles of each who is sued. ``perhaps``: it counts for the person at the high alone.
    """

    post: str
    day: date
    by: Sequence[str]
    ran: Sequence[str]
    claimed: Sequence[str]
    possible: Sequence[str]
    terms: Mapping[str, When]
    perhaps: bool


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that happened, against the posts that expose its person."""

    entry: str
    id: str
    kind: str
    zh: str
    en: str
    person: str
    day: date | None
    until: date | None
    times: int | None
    place: str
    says: str
    evidence: Sequence[str]
    posts: Sequence[NamedPost]
    posts_of_person: int | None
    first_post: date | None
    posts_before: int | None
    posts_same_day: int | None
    last_before: date | None
    earlier: Sequence[EarlierPost]
    first_moment: datetime | None
    """The first and the last moment of its day, where lists of its kind and person tell all of that day; a post of that day is before or after by them."""
    last_moment: datetime | None
    told: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Place:
    """A place that entries name."""

    place: str
    incidents: int


@dataclass(frozen=True, slots=True)
class Regions:
    """In how many prefectures persons are, with the command for the rows."""

    low: int
    high: int
    command: str


@dataclass(frozen=True, slots=True)
class HarmRegister:
    """What happened to whom."""

    rows: Sequence[Incident]
    by_kind: Sequence[KindOfHarm]
    places: Sequence[Place]
    persons: int | None
    told: Sequence[Told]
    regions: Regions


@dataclass(frozen=True, slots=True)
class AroundPost:
    """Contacts in the days before and after a post; ``days``: of each day from the post its count. None where the list is silent. ``perhaps``: the post counts for the person at the high alone."""

    post: str
    at: str
    before: int | None
    after: int | None
    days: Sequence[tuple[int, int | None]]
    covered_before: bool | None
    covered_after: bool | None
    others_near: int
    perhaps: bool


@dataclass(frozen=True, slots=True)
class ContactList:
    """One list against every post that exposed its person; moments are of the case's time, to the minute."""

    entry: str
    id: str
    person: str
    what: Literal["calls", "texts", "parcels"]
    evidence: Sequence[str]
    moments: int | None
    at_night: int | None
    first: str | None
    last: str | None
    since: date | None
    until: date | None
    before_first: int | None
    known_before: bool | None
    window_days: int
    posts: Sequence[AroundPost]
    by_day: Sequence[tuple[date, int]]
    told: Sequence[Told]


@dataclass(frozen=True, slots=True)
class ContactLists:
    """Every list."""

    rows: Sequence[ContactList]
    told: Sequence[Told]
    zone: str


# The panel


@dataclass(frozen=True, slots=True)
class ExpertAsked:
    """An expert by letter."""

    expert: str
    entry: str
    field: str
    asked: date | None


@dataclass(frozen=True, slots=True)
class ViewGiven:
    """What one expert holds of one factor, or of the whole."""

    entry: str
    expert: str
    factor: str
    zh: str
    en: str
    weight: str | None
    low: Money | None
    high: Money | None
    reasons: str
    told: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the views of one factor lie apart."""

    factor: str
    zh: str
    en: str
    views: int
    weights: Mapping[str, int]
    no_weight: int
    lowest: Money | None
    highest: Money | None
    no_amount: int


@dataclass(frozen=True, slots=True)
class PanelViews:
    """The panel of experts, by letter and never by name."""

    experts: Sequence[ExpertAsked]
    views: Sequence[ViewGiven]
    spread: Sequence[Spread]
    told: Sequence[Told]


# Published cases


@dataclass(frozen=True, slots=True)
class PublishedNumber:
    """A number as published: exact, the least, or about."""

    how: str
    value: int


@dataclass(frozen=True, slots=True)
class PublishedSum:
    """A sum as published, of whom where that was said."""

    who: str
    how: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PublishedDamages:
    """What was awarded."""

    how: str
    amount: Money
    liability: Literal["joint", "several", ""]
    split: Sequence[PublishedSum]


PUBLISHED: Mapping[type, type] = {Number: PublishedNumber, Sum: PublishedSum, Damages: PublishedDamages}
"""As what a published case of the list is told (``published``)."""


def published(value: object, source: str) -> object:
    """What the list says of one case (``source``), each number by how it was published, each amount with its case."""
    if isinstance(value, Sum):
        return PublishedSum(value.who, value.how, yuan(value.value, source))
    if isinstance(value, Number):
        return PublishedNumber(value.how, value.value)
    if isinstance(value, Damages):
        split = [PublishedSum(one.who, one.how, yuan(one.value, source)) for one in value.split]
        return PublishedDamages(value.total.how, yuan(value.total.value, source), value.liability, split)
    return (
        [published(one, source) for one in value] if isinstance(value, tuple) and not isinstance(value, Both) else value
    )


@dataclass(frozen=True, slots=True)
class LikePoint:
    """A point on which the case at hand and a published one are compared."""

    id: str
    zh: str
    en: str
    how: Like
    ours: str
    theirs: str
    ratio: tuple[str | None, str | None] | None


@dataclass(frozen=True, slots=True)
class NearCase:
    """A published case with each point of likeness."""

    case: Comparable = field(metadata=FLAT)
    points: Sequence[LikePoint]


@dataclass(frozen=True, slots=True)
class PublishedAmount:
    """The damages of one published case."""

    case: str
    name: str
    how: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Amounts:
    """The published amounts: how many are known, the lowest above zero, the highest."""

    known: int
    lowest: PublishedAmount | None
    highest: PublishedAmount | None


@dataclass(frozen=True, slots=True)
class Comparables:
    """The list of published cases, what of the case at hand was compared, and every case that shares a point."""

    compiled: date
    read: Both
    bands: Bands
    listed: int
    profile: Profile
    cases: Sequence[NearCase]
    amounts: Amounts


# The range


@dataclass(frozen=True, slots=True)
class Times:
    """At each bound of the counts how often a sum counts, and over how many it is spread."""

    low: tuple[int, int]
    high: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CeilingRead:
    """The most of a range against the ceiling read per suit, defendant or victim."""

    per: str
    zh: str
    en: str
    chosen: bool
    counts: tuple[int, int] | None
    put: Money
    low: Met
    high: Met
    missing: Sequence[str]
    times: Times | None


@dataclass(frozen=True, slots=True)
class WeighedRange:
    """The range that persons chose, with its answers and what there is to warn of."""

    entry: str
    id: str
    low: Money
    high: Money
    claimed: Money | None
    per: str | None
    reasons: str
    evidence: Sequence[str]
    ceiling: Sequence[CeilingRead]
    warnings: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Cap:
    """The ceiling with its article, as of the day of the hearing."""

    provision: str
    article: str
    sentence: str
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Swing:
    """An answer that a bound, or an open reading, changes."""

    what: Literal["line", "step", "ceiling", "likeness"]
    of: str
    article: str | None = field(default=None, metadata=TOLD)
    reading: str | None = field(default=None, metadata=TOLD)
    low: str | None = field(default=None, metadata=TOLD)
    high: str | None = field(default=None, metadata=TOLD)
    readings: Mapping[str, Sequence[str]] | None = field(default=None, metadata=TOLD)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The whole worksheet."""

    case: str
    rules: str
    hearing: date
    hearing_from: Literal["asked", "register", "today"]
    facts: Sequence[StatedFact]
    acts: tuple[date | None, date | None]
    says: Sequence[Both]
    ladder: Ladder
    factors: Sequence[FactorAsked]
    put: PutPosts
    harm: HarmRegister
    contacts: ContactLists
    panel: PanelViews
    comparables: Comparables
    ceiling: Cap
    ranges: Sequence[WeighedRange]
    warnings: Sequence[Told]
    swings: Sequence[Swing]
    contested: Sequence[Point]


# What the panel is handed


@dataclass(frozen=True, slots=True)
class RoundedFigure:
    """A figure as a public document says it."""

    label: str
    label_en: str | None
    unit: str
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """An entry without names; a defendant by place on the register."""

    says: str
    amount: Money | None
    defendant: int | None


@dataclass(frozen=True, slots=True)
class SheetIncidents:
    """How often something of one kind happened, rounded."""

    zh: str
    en: str
    times: str


@dataclass(frozen=True, slots=True)
class SheetSanction:
    """A sanction without names and numbers."""

    kind: Literal["criminal", "administrative"]
    criminal: bool
    stage: str
    imposed: bool
    fine: Money | None
    confiscated: Money | None
    returned: Money | None
    defendant: int | None


@dataclass(frozen=True, slots=True)
class SheetFactor:
    """A factor with what the panel is asked."""

    id: Factor
    zh: str
    en: str
    asks: Both
    note: Both
    figures: Sequence[RoundedFigure]
    entries: Sequence[SheetEntry]
    incidents: Sequence[SheetIncidents]
    sanctions: Sequence[SheetSanction]


@dataclass(frozen=True, slots=True)
class PanelSheet:
    """What the panel is handed."""

    factors: Sequence[SheetFactor]
    comparables: Sequence[NearCase]
