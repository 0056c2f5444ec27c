"""The account of the parties: the records that ``assess parties`` tells, made once by ``table`` and read by whoever prints them.

What it leaves out: making them. Entries of the register are held as they are; ``plain`` masks what they seal, and so does ``name`` here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from doxdocket.assess.form import masked
from doxdocket.assess.forms.damages import Circumstance
from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Role, Sanction
from doxdocket.assess.marks import FLAT, SPREAD, key
from doxdocket.assess.parties.age_conflicts import Why
from doxdocket.assess.parties.ages import Acts, Years
from doxdocket.assess.parties.days_of_acts import Both, By, Ends
from doxdocket.assess.parties.deeds import HandedOn, How
from doxdocket.assess.parties.deeds import Why as WhyAbsent
from doxdocket.assess.parties.liability import Edge, Together
from doxdocket.assess.parties.liability import How as ShareHow
from doxdocket.assess.parties.standing import Capacity, Standing
from doxdocket.assess.parties.ward import Constellation, Former
from doxdocket.law.answer import Answered
from doxdocket.law.shapes import Met


@dataclass(frozen=True, slots=True)
class OnDay:
    """What a rule answered of one day; ``day_in_doubt``: a day of acts only if posts in doubt are acts."""

    day: date
    said: Answered = field(metadata=FLAT)
    day_in_doubt: bool = False
    acts: By = "own"


@dataclass(frozen=True, slots=True)
class OldEnough:
    """Whether of the age of criminal responsibility at acts of one kind; ``answer`` is none where no day of a sure act is known, ``with_doubt``
    is the answer with posts in doubt, none where there is no day at all.
    """

    acts: By
    answer: Met | Literal["partly"] | None
    with_doubt: Met | Literal["partly"] | None


@dataclass(frozen=True, slots=True)
class InDoubt:
    """A post that exposes somebody in the high alone, before the first or after the last act that is sure."""

    day: date
    post: str


@dataclass(frozen=True, slots=True)
class KnownDefendant:
    """A defendant with the days of acts, the standing on each day that counts, and the age of criminal responsibility."""

    who: Defendant = field(metadata=FLAT)
    entry: str
    first_act: date | None
    last_act: date | None
    may_first: date | None
    """The first day with posts in doubt, where that is another; ``may_last`` the last."""
    may_last: date | None
    in_doubt: Sequence[InDoubt]
    sued: date | None
    civil: bool | None
    """Whether sued here; none where nobody told."""
    acts: Sequence[Ends]
    acts_by: By | None
    standing: Mapping[str, Standing]
    acts_by_age: Sequence[Acts]
    criminal_age: Sequence[OnDay]
    old_enough: Sequence[OldEnough]
    motives: Sequence[str]

    @property
    def name(self) -> str:
        """The name, masked."""
        return masked(self.who, "name")


@dataclass(frozen=True, slots=True)
class Link:
    """What a person entered of an account and a defendant, and what is weak about it."""

    link: Attribution = field(metadata=FLAT)
    entry: str
    weak: Sequence[str]


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account or signature with its roles, devices and links; ``absent``: what of it stands in no post."""

    actor: Actor = field(metadata=FLAT)
    entry: str
    roles: Sequence[Role]
    devices: Sequence[str]
    absent: Sequence[str]
    beside: Sequence[str]
    """The statements about it on which no link rests."""
    links: Sequence[Link]
    handed: Sequence[HandedOn] = ()
    """Posts under it that say that it goes to another or that its holder leaves, where others followed."""


@dataclass(frozen=True, slots=True)
class CivilDefendant:
    """A defendant who is sued here, or of whom nobody told it."""

    party: str
    as_: Literal["defendant"] = field(metadata=key("as"))
    ward: Literal[""] = field(metadata=key("for"))
    name: str
    constellation: Literal[""]
    relation: str
    missing: Sequence[str]
    marks: Sequence[str]


@dataclass(frozen=True, slots=True)
class CivilGuardian:
    """Who answers for a defendant, or must be asked for (``party`` is empty then)."""

    party: str
    as_: Literal["guardian"] = field(metadata=key("as"))
    ward: str = field(metadata=key("for"))
    constellation: Constellation
    relation: str
    name: str
    former: Former
    until: date | None
    """The last day of the care, where one was entered."""
    missing: Sequence[str]
    marks: Sequence[str]
    acts_first: date | None
    acts_last: date | None
    in_doubt: Sequence[str]
    """The posts in doubt of these days on which alone it turns that he answers."""
    acts_by: Both | None
    """Of which acts these days are."""
    answers: Sequence[Answered]


@dataclass(frozen=True, slots=True)
class Care:
    """A guardian beside the criminal and civil side of a defendant; the fields are those of ``CivilGuardian``."""

    guardian: str
    relation: str
    constellation: Constellation
    former: Former
    until: date | None
    marks: Sequence[str]
    acts_first: date | None
    acts_last: date | None
    acts_by: Both | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A criminal or administrative case, with the number of its entry, and what in it does not fit the age."""

    case: Sanction = field(metadata=FLAT)
    entry: str
    at_odds: Why | None


@dataclass(frozen=True, slots=True)
class Fine:
    """A sum entered as a criminal fine, with the number of its entry."""

    fine: Circumstance = field(metadata=FLAT)
    entry: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Criminal and civil side by side; ``differs`` where both are known."""

    defendant: str
    civil: bool | None
    criminal: bool | None
    differs: bool | None
    criminal_age: Sequence[OldEnough]
    capacity: Capacity
    guardians: Sequence[Care]
    cases: Sequence[Sentence]
    fines: Sequence[Fine]


@dataclass(frozen=True, slots=True)
class Group:
    """Who is jointly and severally liable by one entry, and the shares inside, where they are known."""

    entry: str
    members: Sequence[str]
    how: ShareHow
    shares: Mapping[str, str]
    articles: Sequence[str]
    rule: str
    decided: Sequence[str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A count in its bounds; no estimate of a part of somebody's time where low and high are of different posts."""

    low: int
    estimate: int | None
    high: int


@dataclass(frozen=True, slots=True)
class Span:
    """A count in two bounds."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Exposed:
    """What a group of posts exposes."""

    posts_with_pi: Bounds = field(metadata=SPREAD)
    publications: Bounds = field(metadata=SPREAD)
    persons: Bounds = field(metadata=SPREAD)
    items: Bounds = field(metadata=SPREAD)
    kinds: Bounds = field(metadata=SPREAD)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Posts of conduct, those that a person confirmed and those (``proposed``) that only the machine labels; low of posts that are surely in it."""

    insult: Span = field(metadata=SPREAD)
    threat: Span = field(metadata=SPREAD)
    incitement: Span = field(metadata=SPREAD)
    paid_task: Span = field(metadata=SPREAD)
    sale_offer: Span = field(metadata=SPREAD)
    promotion: Span = field(metadata=SPREAD)
    insult_proposed: Span = field(metadata=SPREAD)
    threat_proposed: Span = field(metadata=SPREAD)
    incitement_proposed: Span = field(metadata=SPREAD)
    paid_task_proposed: Span = field(metadata=SPREAD)
    sale_offer_proposed: Span = field(metadata=SPREAD)
    promotion_proposed: Span = field(metadata=SPREAD)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a defendant did alone (``how`` own), with accounts only claimed, or with others.

    ``joint_sure``: the entries of acts together that are in every bound of it; ``joint_perhaps``: those in its high alone (``deeds.Weight``).
    """

    defendant: str
    how: How
    posts: Span = field(metadata=SPREAD)
    exposed: Exposed = field(metadata=FLAT)
    conduct: Labelled = field(metadata=FLAT)
    joint_sure: Sequence[str]
    joint_perhaps: Sequence[str]


@dataclass(frozen=True, slots=True)
class AgeDeeds:
    """The same at ages from ``age_low`` to ``age_high``, or older where there is none."""

    defendant: str
    how: How
    age_low: int
    age_high: int | None
    posts: Span = field(metadata=SPREAD)
    conduct: Labelled = field(metadata=FLAT)
    exposed: Exposed = field(metadata=FLAT)
    joint_sure: Sequence[str]
    joint_perhaps: Sequence[str]


@dataclass(frozen=True, slots=True)
class CareDeeds:
    """The same in the time of a guardian; of nobody's where ``guardian`` is empty."""

    defendant: str
    how: How
    guardian: str
    posts: Span = field(metadata=SPREAD)
    conduct: Labelled = field(metadata=FLAT)
    exposed: Exposed = field(metadata=FLAT)
    joint_sure: Sequence[str]
    joint_perhaps: Sequence[str]


@dataclass(frozen=True, slots=True)
class Open:
    """What is not known of a defendant: birth, the day of the suit, a day of an act."""

    defendant: str
    open: Literal["born", "sued", "acts"]


@dataclass(frozen=True, slots=True)
class OpenGuardian:
    """What is not known of who answers for a defendant, the articles that turn on it, and the days of acts."""

    defendant: str
    open: str
    guardian: str
    relation: str
    articles: Sequence[str]
    first: date | None
    last: date | None
    in_doubt: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """An account that is put to nobody."""

    actor: str
    open: Literal["attribution"] = "attribution"


@dataclass(frozen=True, slots=True)
class SharedAccount:
    """An account that is put to several, or to one as his and as not his (``contradicted``)."""

    actor: str
    defendants: Sequence[str]
    open: Literal["shared_account", "contradicted"] = "shared_account"


@dataclass(frozen=True, slots=True)
class AbsentAccount:
    """An account or signature that no post is of."""

    actor: str
    account: str
    why: WhyAbsent
    open: WhyAbsent


@dataclass(frozen=True, slots=True)
class OpenDays:
    """A role without the day since when or until when, or acts together without a day, which then count in the high alone; a link without one of an account of several (``link_days``), or outside whose days the account was another's (``other_days``); acts together that name no accounts or channels (``joint_bare``), or those in which no post of their days was captured (``joint_posts``), which carry no post; ``defendant``: of whom, where it is of one."""

    defendant: str
    entry: str
    channels: Sequence[str]
    open: Literal["role_days", "joint_days", "joint_bare", "joint_posts", "link_days", "other_days"]


@dataclass(frozen=True, slots=True)
class OddCase:
    """A case that does not fit the age of its defendant on that day, and the article."""

    defendant: str
    sanction: str
    entry: str
    open: Why
    article: str
    day: date
    age: Years = field(metadata=SPREAD)


AnyOpen = Open | OpenDays | OddCase | OpenGuardian | OpenAccount | SharedAccount | AbsentAccount


@dataclass(frozen=True, slots=True)
class Parties:
    """The whole account."""

    defendants: Sequence[KnownDefendant]
    accounts: Sequence[KnownAccount]
    parties: Sequence[CivilDefendant | CivilGuardian]
    subjects: Sequence[Subject]
    joint: Sequence[Together]
    edges: Sequence[Edge]
    groups: Sequence[Group]
    deeds: Sequence[Deeds]
    by_age: Sequence[AgeDeeds]
    by_care: Sequence[CareDeeds]
    open: Sequence[AnyOpen]
