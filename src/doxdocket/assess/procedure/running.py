"""A period as it runs: what it runs from, what ended it, how it was weighed. Left out: how these are found, see ``periods``.

>>> Start(date(2025, 9, 3), ("s1",), "D1").party
''
"""

from dataclasses import dataclass
from datetime import date

from doxdocket.assess.forms.procedure import Event
from doxdocket.assess.procedure.account import Period, ReadPeriod
from doxdocket.assess.procedure.course import in_time
from doxdocket.assess.procedure.effect import Doubts
from doxdocket.law.deadlines import ANSWERS, READINGS, Weighed
from doxdocket.law.periods import Deadline

PROCURATORATE = "检察院"
"""Who has the period of what the procuratorate received, by whatever name it is entered."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a period runs from: a day, and the entries that say so."""

    at: date | None
    entries: tuple[str, ...]
    receiver: str = ""
    missing: tuple[str, ...] = ()
    unmoved: date | None = None
    """Where it is the end of another period that moved over days of rest: that end before moving."""
    answers: str = ""
    """The entry that its own entry names: the hearing that a summons is for."""
    party: str = ""
    """Whose period it is: the receiver, or the procuratorate whatever it is called."""
    round: int | None = None
    """How often the case had been sent back before; None where it is the end of another period."""


@dataclass(frozen=True, slots=True)
class Running:
    """One period of one start, weighed."""

    rule: Deadline
    start: Start
    end: Event | None
    weighed: Weighed
    grants: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    bare: Weighed | None = None
    """The same without extensions and excluded time, where there are any."""
    shared: bool = False
    """The entry that ends it ends another of the same rule too."""

    @property
    def ended(self) -> date | None:
        """The day that counts for the entry that ends it."""
        if self.end is None:
            return None
        return in_time(self.end) if self.rule.kind == "within" else self.end.at

    @property
    def over(self) -> tuple[int, int] | None:
        """By how many days, over all readings."""
        found = [r.over or 0 for r in self.weighed.readings if r.answer == "unexplained overrun"]
        return (min(found) if len(found) == len(self.weighed.readings) else 0, max(found)) if found else None

    @property
    def explained(self) -> bool:
        """In time only by the extensions and excluded time on record."""
        return self.bare is not None and self.weighed.answer == "met" and self.bare.answer != "met"

    @property
    def missing(self) -> list[str]:
        """What is missing, the events by the names that the table has for them."""
        names = {"start": [self.rule.rather or self.rule.starts[0]], "end": self.rule.ends[:1]}
        return [name for lacking in self.weighed.missing for name in names.get(lacking, [lacking])]

    def told(self) -> Period:
        """The period with every reading, as the account has it."""
        rule, start, end, weighed = self.rule, self.start, self.end, self.weighed
        return Period(
            rule.provision, rule.article, rule.state, rule.kind, rule.says.zh, rule.says.en, start.at, start.entries,
            start.receiver or (end.receiver if end and rule.each_end else ""), rule.ends, end.id if end else None, self.ended,
            weighed.answer, *ANSWERS[weighed.answer], over=self.over or None, explained=self.explained, extensions=self.grants,
            excluded=self.spans, late_extensions=weighed.late, extensions_beyond_power=weighed.beyond, missing=self.missing,
            shared_end=self.shared, readings=[ReadPeriod(r.id, *READINGS[r.id], r.last, r.answer, r.over, r.counted) for r in weighed.readings],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The periods, what the appeals leave in doubt, and the entries that may end a period of one rule or of another."""

    runs: tuple[Running, ...]
    doubts: Doubts
    criminal: Doubts
    unclear: tuple[tuple[str, str, str], ...]
    """Entry, the rule it was counted to, the other."""
    roundless: tuple[str, ...] = ()
    """Extensions of a period that ran more than once, which do not say of which round they are."""
