"""Every period that the entries start: from which entry, counted how, ended by which, explained by which.

A start with no end of its own takes the first that fits; where one entry would end several, that is told, and the entry may say with
``answers`` which it ends. An extension or excluded time that fits no article is told and not counted. Left out: who was at fault.

>>> events = [Event(id="n", state="S5", at=date(2024, 6, 24)), Event(id="s", state="S7", at=date(2025, 4, 11))]
>>> [(p.rule.provision, p.weighed.answer, p.over) for p in periods(events, (), (), date(2025, 4, 11))][:2]
[('cn/procedure/notice', 'met', None), ('cn/procedure/review', 'unexplained overrun', (169, 169))]
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from doxdocket.assess.procedure.course import in_order
from doxdocket.assess.procedure.forms import Event, Exclusion, Extension, Holiday
from doxdocket.law import deadlines
from doxdocket.law.days import Calendar, Period, Span, Table
from doxdocket.law.deadlines import Grant, Weighed
from doxdocket.law.periods import Deadline
from doxdocket.law.procedure import END_OF

OVER = ("unexplained overrun", "readings differ")
"""Answers that records may have to explain."""


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
    def over(self) -> tuple[int, int] | None:
        """By how many days, over all readings."""
        found = [r.over or 0 for r in self.weighed.readings if r.answer == "unexplained overrun"]
        return (min(found) if len(found) == len(self.weighed.readings) else 0, max(found)) if found else None

    @property
    def explained(self) -> bool:
        """In time only by the extensions and excluded time on record."""
        return self.bare is not None and self.weighed.answer == "met" and self.bare.answer != "met"


def periods(
    events: Sequence[Event], extensions: Sequence[Extension], exclusions: Sequence[Exclusion], on: date,
    holidays: Iterable[Holiday] = (),
) -> list[Running]:  # fmt: skip
    """All of them, in the order of the rules' starts; what hangs on the end of another period comes after it."""
    known = calendar(holidays)
    found: dict[str, list[Running]] = {}
    rules = sorted(
        deadlines.all_of(), key=lambda r: (any(s.startswith(END_OF) for s in r.starts), _place(r), r.provision)
    )
    for rule in rules:
        weigh = _Weigh(rule, events, extensions, exclusions, on, known)
        runs = [one for start in _starts(rule, events, found, on) for one in weigh.ended(start)]
        if not runs and rule.expected and any(e.key == rule.expected and e.at <= on for e in events):
            runs = [weigh.of(Start(None, (), "", ("start",)), None)]
        found[rule.provision] = _shared(runs)
    return sorted(
        (one for runs in found.values() for one in runs),
        key=lambda o: (o.start.at or date.max, _place(o.rule), o.rule.provision),
    )


def calendar(holidays: Iterable[Holiday]) -> Calendar:
    """The tables that ship, and those that a team gave."""
    return deadlines.calendar().given([Table(h.year, frozenset(h.holidays), frozenset(h.workdays)) for h in holidays])


def fits(rule: Deadline, name: str) -> bool:
    """Whether a register entry that names a deadline means this one: by its provision or the last part of that."""
    return name in {rule.provision, rule.provision.rpartition("/")[2]}


def _place(rule: Deadline) -> int:
    return int(rule.state[1:]) if rule.state[1:].isdigit() else 99


def _starts(rule: Deadline, events: Sequence[Event], found: dict[str, list[Running]], on: date) -> list[Start]:
    """What starts the period: the last of ``restarts``, else the last of ``rather``, else each of its starts."""
    done = in_order([e for e in events if e.at <= on])
    for key in filter(None, (rule.restarts, rule.rather)):
        again = [e for e in done if e.key == key]
        if again:
            return [_from(again[-1])]
    out = [_from(e) for e in done if e.key in rule.starts]
    for key in rule.starts:
        if key.startswith(END_OF):
            out += [_after(one) for one in found.get(key.removeprefix(END_OF), ()) if one.start.at is not None]
    return out


def _from(event: Event) -> Start:
    return Start(event.at, (event.id,), event.receiver, answers=event.answers)


def _after(one: Running) -> Start:
    counted = one.weighed.readings[0].counted[-1]
    unmoved = counted.unmoved if counted.rest else None
    return Start(counted.last, one.start.entries, one.start.receiver, counted.missing, unmoved)


@dataclass(frozen=True, slots=True)
class _Weigh:
    """One rule with all that bears on it."""

    rule: Deadline
    events: Sequence[Event]
    extensions: Sequence[Extension]
    exclusions: Sequence[Exclusion]
    on: date
    known: Calendar

    def ended(self, start: Start) -> Iterator[Running]:
        """The period with its end, or with each of its ends."""
        fitting = list(self._ends(start))
        if self.rule.each_end and fitting:
            yield from (self.of(start, end) for end in fitting)
        else:
            yield self.of(start, fitting[0] if fitting else None)

    def _ends(self, start: Start) -> Iterator[Event]:
        """The entries that may end it, those that say so first, then those on or after the start, then earlier ones."""
        ends = [e for e in self.events if e.key in self.rule.ends and (e.at <= self.on or self.rule.kind == "before")]
        if named := [e for e in ends if e.answers in start.entries or e.id == start.answers]:
            yield from in_order(named)
            return
        free = [e for e in in_order(ends) if not self._answers_another(e)]
        if self.rule.per_receiver and start.receiver:
            free = [e for e in free if e.receiver in {"", start.receiver}]
        after = [e for e in free if start.at is None or e.done >= (start.unmoved or start.at)]
        yield from after or ([] if self.rule.each_end else reversed(free))

    def _answers_another(self, end: Event) -> bool:
        named = next((e for e in self.events if e.id == end.answers), None)
        return named is not None and named.key in self.rule.starts

    def of(self, start: Start, end: Event | None) -> Running:
        """The period weighed by the text of its first day, with and without what was granted."""
        rule = deadlines.by_id(self.rule.provision, start.at)
        grants = [
            Grant(x.id, Period(days=x.days, months=x.months), x.granted) for x in self.extensions
            if fits(rule, x.deadline) and (not x.event or x.event in start.entries)
            and (x.granted is None or x.granted <= self.on)
        ]  # fmt: skip
        left = [x for x in self.exclusions if self._leaves(x) and x.since <= self.on]
        spans = [Span(x.since, x.until) for x in left]
        day = None if end is None else end.done if rule.kind == "within" else end.at
        if start.missing and start.at is None:
            said = deadlines.weigh(rule, None, day, self.on)
            return Running(rule, start, end, _lacking(said, start.missing))
        said = deadlines.weigh(rule, start.at, day, self.on, grants, spans, self.known)
        if start.unmoved is not None:
            earlier = deadlines.weigh(rule, start.unmoved, day, self.on, grants, spans, self.known).readings[0]
            said = deadlines.agreed([*said.readings, replace(earlier, id="from_unmoved")], said.late)
        bare = deadlines.weigh(rule, start.at, day, self.on, (), (), self.known) if grants or spans else None
        return Running(rule, start, end, said, tuple(g.id for g in grants), tuple(x.id for x in left), bare)

    def _leaves(self, one: Exclusion) -> bool:
        return one.ground in {o.ground for o in self.rule.left_out} and (
            not one.deadlines or any(fits(self.rule, name) for name in one.deadlines)
        )


def _lacking(said: Weighed, missing: tuple[str, ...]) -> Weighed:
    return replace(said, readings=tuple(replace(r, missing=missing) for r in said.readings))


def _shared(runs: list[Running]) -> list[Running]:
    times = Counter(one.end.id for one in runs if one.end is not None)
    once = {one.end.id for one in runs if one.end is not None and one.rule.kind == "before"}
    return [
        replace(one, shared=one.end is not None and times[one.end.id] > 1 and one.end.id not in once) for one in runs
    ]
