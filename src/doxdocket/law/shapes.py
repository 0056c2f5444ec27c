"""What a rule file holds: the head that every rule has, and the forms of rules.

A rule quotes its article, says where and when that was read, from when to when it holds and by which date it is chosen,
and whether its text was verified. What it leaves out: answering, which ``answer``, ``counting`` and ``tiers`` do.

>>> Threshold.__struct_config__.tag
'threshold'
"""

from datetime import date
from fractions import Fraction
from typing import Any, Literal

from doxdocket.law.heads import Rule, Source, Strict
from doxdocket.law.kinds import Kind, TierName
from doxdocket.law.periods import DayCount, Deadline, Procedure
from doxdocket.words import Both

__all__ = ["Rule", "Source", "Strict"]  # said again here, where all forms are

Answer = Literal["alone", "combined", "decided", "unknown", "activity", "no"]
"""``activity``: a name with what its bearer did, where it is open whether that singles anybody out. ``decided``: no combination; a person looked and decided that it does."""
ANSWERS: tuple[Answer, ...] = ("alone", "combined", "decided", "unknown", "activity", "no")
Counts = Literal["low", "estimate", "high", "none"]
COUNTS: tuple[Counts, ...] = ("low", "estimate", "high", "none")
Met = Literal["met", "not met", "not determinable"]


class Asked(Rule, frozen=True, kw_only=True):
    """A rule that can be asked; the facts that only it knows, in words (the others stand in ``words.yaml``)."""

    outcome: str
    facts: dict[str, Both] = {}


class Threshold(Asked, frozen=True, kw_only=True, tag="threshold"):
    """Counts against lines: met when the counts, each over its line, add up to one or more."""

    shares: dict[date, dict[str, int]]

    def lines(self, on: date) -> dict[str, int]:
        """The lines as of that day, or the first there were."""
        return self.shares[max((d for d in self.shares if d <= on), default=min(self.shares))]


class Multiple(Asked, frozen=True, kw_only=True, tag="multiple"):
    """Other rules with every line multiplied; where ``if_fact`` is named, only if that fact is so."""

    times: str
    of: list[str]
    if_fact: str | None = None

    @property
    def factor(self) -> Fraction:
        """What each line is multiplied by, exactly."""
        return Fraction(self.times)


class Ceiling(Asked, frozen=True, kw_only=True, tag="ceiling"):
    """Amounts that may not be exceeded: met when each is at most its line, the line itself included."""

    at_most: dict[date, dict[str, int]]

    def lines(self, on: date) -> dict[str, int]:
        """The most there may be as of that day, or the first there was."""
        return self.at_most[max((d for d in self.at_most if d <= on), default=min(self.at_most))]


class Within(Asked, frozen=True, kw_only=True, tag="within"):
    """A day that is no later than a period after another: met on the last day of the period, not met on the next.

    The day the period begins with is not counted; months and years end on the same number, or on the month's last day.
    """

    since: str
    until: str
    years: int = 0
    months: int = 0
    days: int = 0


class Facts(Asked, frozen=True, kw_only=True, tag="facts"):
    """Facts that must hold, of which one must, and that must not; a name with a stroke is the answer of that rule."""

    all_of: list[str] = []
    any_of: list[str] = []
    none_of: list[str] = []

    @property
    def named(self) -> list[str]:
        """Every fact and rule it asks, in order."""
        return list(dict.fromkeys([*self.all_of, *self.any_of, *self.none_of]))


Column = Literal["sensitive", "gbt35273_sensitive", "gbt45574_class"]
"""A column of ``pi_kinds.yaml`` by which kinds are chosen."""


class Selected(Strict, frozen=True, kw_only=True):
    """Kinds chosen by columns of ``pi_kinds.yaml``: those that have one of the values in every column of one row."""

    surely: list[dict[Column, list[str]]]
    perhaps: list[dict[Column, list[str]]] = []


class Touches(Asked, frozen=True, kw_only=True, tag="touches"):
    """A right or a class that kinds of items, labels of conduct or facts touch, surely or perhaps."""

    what: Both
    every_kind: bool = False
    kinds: list[str] = []
    perhaps_kinds: list[str] = []
    select: Selected | None = None
    conduct: list[str] = []
    perhaps_conduct: list[str] = []
    if_fact: list[str] = []
    """Facts any one of which is enough."""

    @property
    def by(self) -> list[str]:
        """What it is touched by, beside facts: kinds, labels of conduct, or both."""
        of_kinds = self.every_kind or self.kinds or self.perhaps_kinds or self.select
        return [*(["kinds"] if of_kinds else []), *(["conduct"] if self.conduct or self.perhaps_conduct else [])]

    def how(self, kind: Kind) -> Literal["surely", "perhaps", "no"]:
        """Whether it is touched by a kind: what the rule names goes before what columns choose."""
        if self.every_kind or kind.id in self.kinds:
            return "surely"
        return "perhaps" if kind.id in self.perhaps_kinds else self.selects(kind)

    def selects(self, kind: Kind) -> Literal["surely", "perhaps", "no"]:
        """Whether the columns of a kind choose it."""
        if self.select is None:
            return "no"
        for how in ("surely", "perhaps"):
            rows: list[dict[Column, list[str]]] = getattr(self.select, how)
            if any(all(getattr(kind, column) in values for column, values in row.items()) for row in rows):
                return how
        return "no"


class Combinations(Strict, frozen=True, kw_only=True):
    """One answer and the combinations of elements that give it."""

    answer: Literal["alone", "combined", "unknown", "activity"]
    any_of: list[list[str]]
    because: str


class Standing(Strict, frozen=True, kw_only=True):
    """From which bound on a set counts: where its answer is one of these and it is what ``if_also`` says."""

    answers: list[Answer]
    if_also: Literal["", "certain link, name repeated", "certain link", "likely link", "named", "kin"] = ""
    counts: Counts
    because: str


class Identification(Rule, frozen=True, kw_only=True, tag="identification"):
    """Which sets of kinds identify one natural person."""

    answers: list[Combinations]
    otherwise: Literal["no"]
    counted: list[Standing]


class Paragraph(Strict, frozen=True, kw_only=True):
    """One paragraph of art. 11 as a policy."""

    id: Literal["once", "per_recipient", "bulk"]
    paragraph: int
    sentence: str
    zh: str
    en: str
    tiers: tuple[TierName, ...] = ("A", "B", "C")
    """The tiers whose number it settles; of others items are usually found one by one, which is the drafters' view and no text."""


class Reading(Strict, frozen=True, kw_only=True):
    """One reading of what one 条 is."""

    id: Literal["U_set", "U_person", "U_field"]
    figure: str
    default: bool
    zh: str
    en: str
    because: str


class Channels(Strict, frozen=True, kw_only=True):
    """That one set in several channels counts once, at either bound."""

    low: Literal["union"]
    high: Literal["union"]
    zh: str
    en: str


class Counting(Rule, frozen=True, kw_only=True, tag="counting"):
    """How 条 are counted."""

    paragraphs: list[Paragraph]
    readings: list[Reading]
    channels: Channels


class Settled(Strict, frozen=True, kw_only=True):
    """Kinds whose tier is settled, and by what."""

    tier: TierName
    kinds: list[str]
    by: str


class Tiers(Rule, frozen=True, kw_only=True, tag="tiers"):
    """Which tier a set has: that of its highest kind."""

    order: list[TierName]
    settled: list[Settled]


Answerable = Threshold | Multiple | Ceiling | Within | Facts | Touches
"""Forms that answer met, not met or not determinable."""
AnyRule = Answerable | Identification | Counting | Tiers | DayCount | Deadline | Procedure


class Case(Strict, frozen=True, kw_only=True):
    """One case beside a rule: its sentence is the name of a test."""

    name: str
    given: dict[str, Any]
    expect: str | dict[str, Any]
    act_date: date | None = None
    filing_date: date | None = None
    hearing_date: date | None = None
    missing: list[str] = []

    def day(self, applies_to: str) -> date | None:
        """The day by which the rule is chosen."""
        days = {"act_date": self.act_date, "filing_date": self.filing_date, "hearing_date": self.hearing_date}
        return days.get(applies_to)
