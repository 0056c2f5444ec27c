"""Whether a judgment that is recorded as in effect was so (民事诉讼法 arts 158, 171, 177, 182; 刑事诉讼法 arts 236, 244, 259).

It is not while an appeal made in time waits: until the second instance decided, or until it was withdrawn by leave (民事诉讼法 art. 180). After the
case was sent back, or the suit withdrawn before the second instance (民诉法解释 art. 336), there is none until a new judgment. What the record leaves
open a person decides. Of the criminal case the same is asked.

>>> events = [
...     Event(id="a", state="S13", step="appeal", at=date(2025, 9, 17)),
...     Event(id="e", state="S14", at=date(2025, 9, 20)),
... ]
>>> doubts(events, events[:1], decisions([], events), date(2026, 1, 1)).at["e"].appeals
('a',)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from doxdocket.assess.forms.procedure import Event
from doxdocket.assess.procedure.account import DECIDE, InDoubt
from doxdocket.assess.procedure.course import in_order
from doxdocket.assess.procedure.second_instance import Case, Decision, decisions  # noqa: F401 - for the example

APPEAL: Mapping[Case, str] = {
    "civil": "cn/procedure/appeal-judgment",
    "criminal": "cn/procedure/criminal-appeal-judgment",
}
"""The periods of appeal against a judgment."""
EFFECT: Mapping[Case, str] = {"civil": "S14", "criminal": "SC:effect"}
_JUDGED: Mapping[Case, frozenset[str]] = {
    "civil": frozenset({"S13", "S11:mediation_paper"}),
    "criminal": frozenset({"SC:judgment"}),
}
_NONE_LEFT = frozenset({"remanded", "suit_withdrawn"})

DOUBT = "effect_in_doubt"
"""What a period lacks that needs a judgment in effect."""


@dataclass(frozen=True, slots=True)
class Against:
    """What stands against an effect: appeals that wait, and decisions that left no judgment."""

    appeals: tuple[str, ...] = ()
    annulled: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.appeals or self.annulled)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What stands against an effect."""

    at: Mapping[str, Against]
    """Of each entry of effect, what stood against it on its day."""
    now: Against
    """What stands against the last effect recorded; where none is, what does on the day asked about."""

    def against(self, starts: Sequence[str]) -> Against:
        """What stands against a period started by these entries, of effect or of what follows it."""
        return next((self.at[one] for one in starts if one in self.at), self.now)

    def told(self, case: Case) -> list[InDoubt]:
        """The effects on record that are in doubt, as the account has them."""
        return [InDoubt(entry, case, one.appeals, one.annulled, DECIDE) for entry, one in self.at.items() if one]


def doubts(
    events: Sequence[Event], appeals: Sequence[Event], found: Sequence[Decision], on: date, case: Case = "civil"
) -> Doubts:
    """What the appeals against the judgment, made in time, and what the second instance decided leave in doubt."""
    own = [d for d in found if d.case == case]
    entered = [e for e in in_order(events) if e.key == EFFECT[case] and e.at <= on]
    at = {e.id: Against(waiting(own, appeals, e.at), _annulled(own, events, e.at, case)) for e in entered}
    now = Against(waiting(own, appeals, on), _annulled(own, events, on, case))
    if entered:  # what was sent back after an effect was recorded has none either
        last = at[entered[-1].id]
        now = Against(last.appeals, last.annulled or now.annulled)
    return Doubts(at, now)


def waiting(found: Sequence[Decision], appeals: Sequence[Event], on: date) -> tuple[str, ...]:
    """The appeals made by that day and neither decided nor withdrawn by it."""
    ends = [d for d in found if d.at <= on]
    return tuple(a.id for a in appeals if a.done <= on and not any(d.ends(a) for d in ends))


def _annulled(found: Sequence[Decision], events: Sequence[Event], on: date, case: Case) -> tuple[str, ...]:
    """The decisions by that day that left no judgment, where none was given after them."""
    judged = [e.at for e in events if e.key in _JUDGED[case] and e.at <= on]
    return tuple(
        d.id for d in found if d.outcome in _NONE_LEFT and d.at <= on and not any(d.at < day for day in judged)
    )
