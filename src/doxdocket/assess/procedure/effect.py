"""Whether a judgment that is recorded as in effect was so: not while an appeal made in time waits (民事诉讼法 arts 158, 171, 182).

An appeal waits until the second instance decided, or until it was withdrawn by leave (art. 180). What the record leaves open a person
decides. Left out: what the second instance decided; after a remand no judgment is in effect, and that the record has to say.

>>> events = [
...     Event(id="a", state="S13", step="appeal", at=date(2025, 9, 17)),
...     Event(id="e", state="S14", at=date(2025, 9, 20)),
... ]
>>> doubts(events, events[:1], date(2026, 1, 1)).at
{'e': ('a',)}
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from doxdocket.assess.procedure.course import in_order
from doxdocket.assess.procedure.forms import Event

APPEAL = "cn/procedure/appeal-judgment"
EFFECT, DECIDED, WITHDRAWN = "S14", "S13:second_judgment", "S13:appeal_withdrawn"

DOUBT = "effect_in_doubt"
"""What a period lacks that needs a judgment in effect."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """The appeals that stand against an effect."""

    at: Mapping[str, tuple[str, ...]]
    """Of each entry of effect, the appeals that waited on its day."""
    now: tuple[str, ...]
    """Those that stand against the last effect recorded; where none is, those that wait on the day asked about."""

    def against(self, starts: Sequence[str]) -> tuple[str, ...]:
        """The appeals that stand against a period started by these entries, of effect or of what follows it."""
        return next((self.at[one] for one in starts if one in self.at), self.now)


def doubts(events: Sequence[Event], appeals: Sequence[Event], on: date) -> Doubts:
    """What the appeals against the judgment, made in time, leave in doubt."""
    entered = [e for e in in_order(events) if e.key == EFFECT and e.at <= on]
    at = {e.id: waiting(events, appeals, e.at) for e in entered}
    return Doubts(at, at[entered[-1].id] if entered else waiting(events, appeals, on))


def waiting(events: Sequence[Event], appeals: Sequence[Event], on: date) -> tuple[str, ...]:
    """The appeals made by that day and neither decided nor withdrawn by it."""
    ends = [e for e in events if e.key in {DECIDED, WITHDRAWN} and e.at <= on]
    named = {a.id for a in appeals}
    return tuple(a.id for a in appeals if a.done <= on and not any(_ends(e, a, named) for e in ends))


def _ends(end: Event, appeal: Event, appeals: Collection[str]) -> bool:
    if end.answers in appeals:
        return end.answers == appeal.id
    whose = end.key == DECIDED or end.receiver in {"", appeal.receiver}
    return whose and end.at >= appeal.done
