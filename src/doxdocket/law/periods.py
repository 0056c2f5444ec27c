"""The forms of rules about time and procedure: counting days, periods between events, states with documents and competence.

What it leaves out: counting, which ``days`` and ``deadlines`` do, and moves, which ``procedure`` knows.

>>> Deadline.__struct_config__.tag
'deadline'
"""

from datetime import date
from typing import Literal

from doxdocket.law.days import Period
from doxdocket.law.heads import Rule, Strict
from doxdocket.words import Both

Ground = Literal["expert", "transfer", "announcement", "settlement", "jurisdiction", "suspension", "file", "other"]
"""Why time is left out of a period."""


class DayCount(Rule, frozen=True, kw_only=True, tag="days"):
    """How days are counted: from this day of December on, whether a day is one of rest hangs on the next year's table too."""

    year_end_from: int


class Lengthening(Strict, frozen=True, kw_only=True):
    """By how much somebody may lengthen a period, all times together; without a period, by as much as they grant.

    ``who``: the words that say so in an entry; of several that an entry has, the later listed grantor is the higher.
    """

    by: Both
    who: list[str]
    period: Period | None = None
    article: str


class LeftOut(Strict, frozen=True, kw_only=True):
    """Time that a period does not count."""

    ground: Ground
    says: Both
    article: str


class Deadline(Rule, frozen=True, kw_only=True, tag="deadline"):
    """A period between two events, each written as a state of the procedure, or state and step: ``S7``, ``S7:reported``.

    ``within``: the end must come by the last day; ``waiting``: only after it; ``at least``: on it or later; ``before``: the
    start must come so many days before the end. A start ``end:PROVISION`` is the last day of that other period; ``rather``
    is counted from where it is recorded, and ``restarts`` starts the period anew. It runs for each receiver where it says so,
    or to each end. What ``lapses`` is a right that need not be used. Once one of ``expected`` (events, blanks between) is recorded, a start that is not is told as missing.
    An entry ends a period of this rule or of ``either``, not of both. Where the article asks that a paper is sent, not served, it is ``sent``.
    What ``needs_effect`` runs from a judgment that has taken effect. After ``anew``, the sending back of the case, it runs once more from a
    start recorded after that; until there is one, it is told as missing.
    """

    state: str
    kind: Literal["within", "waiting", "at least", "before"]
    starts: list[str]
    rather: str = ""
    ends: list[str]
    period: Period
    lengthened: list[Lengthening] = []
    left_out: list[LeftOut] = []
    restarts: str = ""
    per_receiver: bool = False
    each_end: bool = False
    lapses: bool = False
    expected: str = ""
    either: str = ""
    sent: bool = False
    needs_effect: bool = False
    anew: str = ""


class Document(Strict, frozen=True, kw_only=True):
    """A document that a state asks for, or may have; one of a ``step`` is asked for once that is recorded."""

    id: str
    zh: str
    en: str
    article: str
    needs: Literal["must", "may"] = "must"
    step: str = ""


class Step(Strict, frozen=True, kw_only=True):
    """Something that happens within a state and from or to which a period may run.

    What is ``received`` happens on the day of receipt, whenever it was posted (民事诉讼法 arts 87, 91); ``procuratorate``: by that office;
    ``papers``: names of papers that tell of it.
    """

    id: str
    zh: str
    en: str
    received: bool = False
    procuratorate: bool = False
    papers: list[str] = []


class State(Strict, frozen=True, kw_only=True):
    """A state of the procedure, where it may lead, what it asks for; ``beside``: of another case, whose steps alone are recorded."""

    id: str
    zh: str
    en: str
    article: str
    moves: list[str]
    beside: bool = False
    documents: list[Document] = []
    steps: list[Step] = []


class Venue(Strict, frozen=True, kw_only=True):
    """Who is competent, by which article, between which days."""

    id: str
    says: Both
    article: str
    status: Literal["verified", "unverified"]
    effective_from: date
    effective_to: date | None = None


class Said(Strict, frozen=True, kw_only=True):
    """One reading of a contested point."""

    zh: str
    en: str
    basis: str


class Contested(Strict, frozen=True, kw_only=True):
    """A point on which law or scholars differ, to be decided by a person, with its readings."""

    id: str
    zh: str
    en: str
    readings: list[Said]


class Procedure(Rule, frozen=True, kw_only=True, tag="procedure"):
    """The states of a procedure, who is competent, what is contested."""

    states: list[State]
    venues: list[Venue]
    contested: list[Contested]
