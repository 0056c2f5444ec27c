"""Whether a judgment that is recorded as in effect was so (民事诉讼法 arts 158, 171, 177, 182; 刑事诉讼法 arts 236, 244, 259).

It is not while an appeal made in time waits: until the second instance decided, or until it was withdrawn by leave (民事诉讼法 art. 180). After the
case was sent back, or the suit withdrawn before the second instance (民诉法解释 art. 336), there is none until a new judgment. What the record leaves
open a person decides. Of the criminal case the same is asked.

A case may hold several judgments, each with its own effect: an item is of the judgment of its day, an effect of the judgment that it ``answers``,
of whoever it names, else of what was judged last before it; where several were judged and several took effect since, nothing says which, and that is told.
Of an item against several, an effect that names some is theirs alone.

>>> events = [
...     Event(id="a", state="S13", step="appeal", at=date(2025, 9, 17)),
...     Event(id="e", state="S14", at=date(2025, 9, 20)),
... ]
>>> doubts(events, events[:1], decisions([], events), date(2026, 1, 1)).at["e"].appeals
('a',)
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from doxdocket.assess.forms.procedure import Event, JudgmentItem
from doxdocket.assess.procedure.account import DECIDE, EachEffect, InDoubt
from doxdocket.assess.procedure.course import in_order
from doxdocket.assess.procedure.second_instance import Case, Decision, decisions, is_office  # noqa: F401 - for the example

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
_ORDERS = _JUDGED["civil"] | {"S13:second_judgment", "S13:second_mediation"}
"""The papers that may order an item."""
_NONE_LEFT = frozenset({"remanded", "suit_withdrawn"})

DOUBT = "effect_in_doubt"
"""What a period lacks that needs a judgment in effect."""
WHICH = "effect_of_which"
"""What it lacks where nothing says which of several effects on record is that of its judgment."""


@dataclass(frozen=True, slots=True)
class Part:
    """The effect of an item for some of those whom it binds; for all where nobody is named."""

    entries: Sequence[str]
    day: date | None
    whom: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class InEffect:
    """The entries of effect of what an item orders, and its day; none where nothing says which of the entries it is, or those whom it binds have several."""

    entries: tuple[str, ...]
    day: date | None
    each: tuple[EachEffect, ...] = ()
    """Of each whom the item binds, where they have not one effect together."""

    def parts(self) -> list[Part]:
        """The same by those for whom one day is that of effect; one part where it is one for all."""
        whom = dict[tuple[Sequence[str], date | None], list[str]]()
        for one in self.each:
            whom.setdefault((one.entries, one.day), []).append(one.defendant)
        return [Part(*key, names) for key, names in whom.items()] or [Part(self.entries, self.day)]

    @property
    def first(self) -> date | None:
        """The first day on which it is in effect for somebody."""
        return min((one.day for one in self.parts() if one.day), default=None)


@dataclass(frozen=True, slots=True)
class Judgments:
    """Which judgment each item is of, and which effect on record is of which item."""

    items: Sequence[JudgmentItem] = ()
    ruled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each item, the judgments or mediation papers that may be the one that orders it."""
    effects: Mapping[str, InEffect] = field(default_factory=dict)
    """Of each item of which an effect is on record."""

    def of(self, effect: str) -> list[JudgmentItem]:
        """The items that an effect is of, or may be."""
        return [one for one in self.items if one.id in self.effects and effect in self.effects[one.id].entries]

    def concerns(self, entry: Event, those: Sequence[JudgmentItem], events: Sequence[Event]) -> bool:
        """Whether an appeal is against, or a paper served is, what these items are of, or may be: not where it answers another judgment, or is by or for somebody whom others bind alone."""
        judgments = {one for found in self.ruled.values() for one in found}
        served = {e.id: e.answers for e in events}
        named = {entry.answers, served.get(entry.answers, "")} & judgments
        if named and any(self.ruled[one.id] for one in those):
            return bool(named & {id_ for one in those for id_ in self.ruled[one.id]})
        whose, bound = _named(entry), {who for one in those for who in one.against}
        if is_office(entry.receiver) or not all(one.against for one in those) or whose & bound:
            return True
        return not whose & {who for one in self.items for who in one.against}


def judgments(
    items: Sequence[JudgmentItem], events: Sequence[Event], on: date, found: Sequence[Decision] = ()
) -> Judgments:
    """The same, of what was entered by a day; what a second instance decided on (``found``) takes effect after that, where an effect is entered then."""
    held = [one for one in items if one.ordered <= on]
    papers = [e for e in in_order(events) if e.key in _ORDERS and e.at <= on]
    entered = [e for e in in_order(events) if e.key == EFFECT["civil"] and e.at <= on]
    bound = {who for one in held for who in one.against}
    ruled = {one.id: tuple(e.id for e in _ordering(one, papers, bound)) for one in held}
    answered = {e.id for e in papers}
    open_ = [e for e in entered if e.answers not in answered and not _named(e) & bound]
    told, rest = dict[str, dict[str, Event | None]](), list[tuple[date, str]]()
    for one in held:
        then = [d for d in found if d.case == "civil" and one.ordered < d.at <= on and d.reaches(one) is not False]
        since = max([one.ordered, *(d.at for d in then)])
        since = since if any(e.at >= since for e in entered) else one.ordered
        own = {*ruled[one.id], *(d.event.id for d in then)}
        after = [e for e in entered if e.at >= since and (e.answers in own or e.answers not in answered)]
        after.sort(key=lambda e: e.answers not in own)
        told[one.id] = {who: _of(who, after, own, bound) for who in one.against or ("",)}
        if None in told[one.id].values():
            rest.append((since, one.id))
    left = dict(_in_turn(rest, open_))
    effects = {one.id: _together(told[one.id], left.get(one.id)) for one in held}
    return Judgments(held, ruled, {id_: known for id_, known in effects.items() if known.entries})


def _of(who: str, after: Sequence[Event], own: set[str], bound: set[str]) -> Event | None:
    """The first effect that is one defendant's: it answers what orders the item and names him or no defendant, or it names him."""
    for one in after:
        named = _named(one) & bound
        if who in named or (one.answers in own and not (named and who)):
            return one
    return None


def _together(told: Mapping[str, Event | None], left: InEffect | None) -> InEffect:
    """The effect of an item by those whom it binds; ``left``: that of those of whom no effect says that it is theirs."""
    none = left or InEffect((), None)
    each = [
        EachEffect(who, (one.id,), one.at) if one else EachEffect(who, none.entries, none.day)
        for who, one in told.items()
    ]
    entries = dict.fromkeys(
        id_ for one in sorted(each, key=lambda x: (x.day or date.min, x.entries)) for id_ in one.entries
    )
    days = {(one.entries, one.day) for one in each}
    return InEffect(tuple(entries), each[0].day) if len(days) == 1 else InEffect(tuple(entries), None, tuple(each))


def _ordering(item: JudgmentItem, papers: Sequence[Event], bound: set[str]) -> list[Event]:
    """The judgments of an item's day; of several, those that name somebody whom it binds, else those that name no defendant."""
    own = [e for e in papers if e.at == item.ordered]
    return [e for e in own if _named(e) & {*item.against}] or [e for e in own if not _named(e) & bound]


def _in_turn(given: Sequence[tuple[date, str]], effects: Sequence[Event]) -> Iterator[tuple[str, InEffect]]:
    """Of items of which no effect says that it is theirs, by the days from which it may be entered: the next one; where several days were judged before it and several effects entered before anything else was judged, nothing says which."""
    turns = [(at, 0) for at, _ in given] + [(e.at, 1) for e in effects]
    waiting = sorted(given)
    for is_effect, run in groupby(sorted(turns), key=lambda turn: turn[1]):
        if is_effect:
            days = [at for at, _ in run]
            entered = [e for e in effects if days[0] <= e.at <= days[-1]]
            mine = [one for one in waiting if one[0] <= days[0]]
            waiting = [one for one in waiting if one not in mine]
            sure = len(entered) == 1 or len({at for at, _ in mine}) == 1
            told = InEffect((entered[0].id,), entered[0].at) if sure else InEffect(tuple(e.id for e in entered), None)
            yield from ((id_, told) for _, id_ in mine)


def _named(event: Event) -> set[str]:
    """Those whom an entry names."""
    return {one for one in re.split(r"[、，,;；\s]+", event.receiver) if one}


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
    of: Mapping[str, Against] = field(default_factory=dict)
    """Of each item, what stands against the effect of the judgment that it is of; where none is recorded, what does on the day asked about."""

    def against(self, starts: Sequence[str]) -> Against:
        """What stands against a period started by these entries, of effect or of what follows it."""
        return next((self.at[one] for one in starts if one in self.at), self.now)

    def told(self, case: Case) -> list[InDoubt]:
        """The effects on record that are in doubt, as the account has them."""
        return [InDoubt(entry, case, one.appeals, one.annulled, DECIDE) for entry, one in self.at.items() if one]


def doubts(
    events: Sequence[Event], appeals: Sequence[Event], found: Sequence[Decision], on: date, case: Case = "civil", whose: Judgments | None = None,
) -> Doubts:  # fmt: skip
    """What the appeals against the judgments, made in time, and what the second instance decided leave in doubt; ``whose``: which judgment each item is of."""
    of = whose or Judgments()
    own = [d for d in found if d.case == case]
    entered = [e for e in in_order(events) if e.key == EFFECT[case] and e.at <= on]

    def against(those: Sequence[JudgmentItem], at: date) -> Against:
        made = [e for e in appeals if not those or of.concerns(e, those, events)]
        reaching = [d for d in own if not those or any(d.reaches(one) is not False for one in those)]
        return Against(waiting(own, made, at), _annulled(reaching, events, at, case))

    at = {e.id: against(of.of(e.id), e.at) for e in entered}
    now = against([], on)
    if entered:  # what was sent back after an effect was recorded has none either
        last = at[entered[-1].id]
        now = Against(last.appeals, last.annulled or now.annulled)
    items = {}
    for one in of.items:
        known = of.effects.get(one.id)
        then, left = at[known.entries[-1]] if known else Against(), against([one], on)
        items[one.id] = Against(then.appeals if known else left.appeals, then.annulled or left.annulled)
    return Doubts(at, now, items)


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
