"""Every period that the entries start: from which entry, counted how, ended by which, explained by which.

A start with no end of its own takes the first that fits; where one entry would end several, that is told, and the entry may say with
``answers`` which it ends. A period of one receiver takes no entry of another; an appeal is against the judgment or a ruling, not both; what is
served counts from its receipt; what needs a judgment in effect waits for the appeal (``effect``). An extension or excluded time that fits no article is told and not counted. Left out: who was at fault.

>>> events = [Event(id="n", state="S5", at=date(2024, 6, 24)), Event(id="s", state="S7", at=date(2025, 4, 11))]
>>> [(p.rule.provision, p.weighed.answer, p.over) for p in periods(events, (), (), date(2025, 4, 11))][:2]
[('cn/procedure/notice', 'met', None), ('cn/procedure/review', 'unexplained overrun', (169, 169))]
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from doxdocket.assess.procedure import effect
from doxdocket.assess.procedure.course import in_order, in_time
from doxdocket.assess.procedure.effect import Doubts
from doxdocket.assess.procedure.forms import Event, Exclusion, Extension, Holiday
from doxdocket.law import deadlines, procedure
from doxdocket.law.days import Calendar, Period, Span, Table
from doxdocket.law.deadlines import Grant, Weighed
from doxdocket.law.periods import Deadline
from doxdocket.law.procedure import END_OF

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


@dataclass(frozen=True, slots=True)
class Found:
    """The periods, what the appeals leave in doubt, and the entries that may end a period of one rule or of another."""

    runs: tuple[Running, ...]
    doubts: Doubts
    unclear: tuple[tuple[str, str, str], ...]
    """Entry, the rule it was counted to, the other."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What bears on every rule."""

    events: Sequence[Event]
    extensions: Sequence[Extension]
    exclusions: Sequence[Exclusion]
    on: date
    known: Calendar


def periods(
    events: Sequence[Event], extensions: Sequence[Extension], exclusions: Sequence[Exclusion], on: date,
    holidays: Iterable[Holiday] = (),
) -> list[Running]:  # fmt: skip
    """All of them, in the order of their starts."""
    return list(weighed(events, extensions, exclusions, on, holidays).runs)


def weighed(
    events: Sequence[Event], extensions: Sequence[Extension], exclusions: Sequence[Exclusion], on: date,
    holidays: Iterable[Holiday] = (),
) -> Found:  # fmt: skip
    """All periods with what a person must decide; what hangs on the end of another period comes after it."""
    given = _Given(events, extensions, exclusions, on, calendar(holidays))
    found: dict[str, list[Running]] = {}
    rules = sorted(
        deadlines.all_of(), key=lambda r: (any(s.startswith(END_OF) for s in r.starts), _place(r), r.provision)
    )
    whose, unclear = _allotted(rules, given)
    for rule in rules:
        starts = _starts(rule, events, found, on)
        weigh = _Weigh(rule, given, frozenset(s.party for s in starts), whose)
        runs = [one for start in starts for one in weigh.ended(start)]
        if not runs and rule.expected and any(e.key == rule.expected and e.at <= on for e in events):
            runs = [weigh.of(Start(None, (), "", ("start",)), None)]
        found[rule.provision] = weigh.alone(_shared(runs))
    doubts = effect.doubts(events, _appeals(found[effect.APPEAL], whose, given), on)
    for rule in (r for r in rules if r.needs_effect):
        found[rule.provision] = [_doubted(one, doubts) for one in found[rule.provision]]
    runs = [one for those in found.values() for one in those]
    runs.sort(key=lambda o: (o.start.at or date.max, _place(o.rule), o.rule.provision))
    return Found(tuple(runs), doubts, tuple(unclear))


def _allotted(rules: Sequence[Deadline], given: _Given) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Of entries that may end a period of one rule or of another, the rule each is counted to; and those that fit both."""
    whose, unclear = {}, []
    for rule in (r for r in rules if r.either):
        other = next(r for r in rules if r.provision == rule.either)
        starts = [(r, s) for r in (other, rule) for s in _starts(r, given.events, {}, given.on)]
        parties = frozenset(s.party for _, s in starts)
        for end in (e for e in given.events if e.key in rule.ends and e.key in other.ends and e.at <= given.on):
            fitting = [(r, s) for r, s in starts if end.answers in s.entries] or [
                (r, s) for r, s in starts if _for(s, end, parties)
            ]
            timely = [r for r, s in fitting if _timely(r, s, end, given)]
            whose[end.id] = _counted_to(fitting, timely, end, other).provision
            if {r.provision for r in timely} == {rule.provision, other.provision}:
                unclear.append((end.id, other.provision, rule.provision))
    return whose, unclear


def _counted_to(
    fitting: Sequence[tuple[Deadline, Start]], timely: Sequence[Deadline], end: Event, other: Deadline
) -> Deadline:
    """The first rule whose period it is in time for, else that of the paper served last before it, else the first that fits."""
    before = [(s.at or date.min, n) for n, (_, s) in enumerate(fitting) if (s.at or date.min) <= in_time(end)]
    if timely:
        return timely[0]
    return fitting[max(before)[1]][0] if before else next((r for r, _ in fitting), other)


def _timely(rule: Deadline, start: Start, end: Event, given: _Given) -> bool:
    day, text = in_time(end), deadlines.by_id(rule.provision, start.at)
    if start.at is None or day < start.at:
        return False
    return deadlines.weigh(text, start.at, day, given.on, known=given.known).answer == "met"


def _appeals(runs: Iterable[Running], whose: dict[str, str], given: _Given) -> list[Event]:
    """The appeals against the judgment, without those that came after their period."""
    ended = {one.end.id: one.weighed.answer for one in runs if one.end is not None}
    return [
        e for e in in_order(given.events)
        if whose.get(e.id) == effect.APPEAL and e.at <= given.on and ended.get(e.id) != "unexplained overrun"
    ]  # fmt: skip


def _doubted(one: Running, doubts: Doubts) -> Running:
    """A period that needs a judgment in effect, while an appeal stands against that."""
    if one.start.at is None or not doubts.against(one.start.entries):
        return one
    said = _lacking(deadlines.weigh(one.rule, None, None, one.start.at), (effect.DOUBT,))
    return replace(one, end=None, weighed=said, bare=None)


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
    return Start(event.at, (event.id,), event.receiver, answers=event.answers, party=_party(event))


def _party(event: Event) -> str:
    """Whose an entry is: everything that the procuratorate receives is its own, named or not."""
    named = "检察" in event.receiver or "procurat" in event.receiver.lower()
    return PROCURATORATE if named or event.key in procedure.steps("procuratorate") else event.receiver


def _for(start: Start, end: Event, parties: frozenset[str]) -> bool:
    """Whether an entry may end the period of that start: not where another has a period of his own, and none of the procuratorate's."""
    whose = _party(end)
    return whose in {"", start.party} or (not start.party and whose not in parties and whose != PROCURATORATE)


def _after(one: Running) -> Start:
    if not one.weighed.readings or not one.weighed.readings[0].counted:
        return Start(None, one.start.entries, one.start.receiver, one.weighed.missing)
    counted = one.weighed.readings[0].counted[-1]
    unmoved = counted.unmoved if counted.rest else None
    return Start(counted.last, one.start.entries, one.start.receiver, counted.missing, unmoved)


@dataclass(frozen=True, slots=True)
class _Weigh:
    """One rule with all that bears on it: who has a period by it, and which rule an entry is counted to."""

    rule: Deadline
    given: _Given
    parties: frozenset[str]
    whose: Mapping[str, str]

    def ended(self, start: Start) -> Iterator[Running]:
        """The period with its end, or with each of its ends."""
        fitting = list(self._ends(start))
        if self.rule.each_end and fitting:
            yield from (self.of(start, end) for end in fitting)
        else:
            yield self.of(start, fitting[0] if fitting else None)

    def _ends(self, start: Start) -> Iterator[Event]:
        """The entries that may end it, those that say so first, then those on or after the start, then earlier ones."""
        day, name = self.given.on, self.rule.provision
        ends = [e for e in self.given.events if e.key in self.rule.ends and (e.at <= day or self.rule.kind == "before")]
        ends = [e for e in ends if self.whose.get(e.id, name) == name]
        if named := [e for e in ends if e.answers in start.entries or e.id == start.answers]:
            yield from in_order(named)
            return
        free = [e for e in in_order(ends) if not self._answers_another(e)]
        if self.rule.per_receiver:
            free = [e for e in free if _for(start, e, self.parties)]
        after = [e for e in free if start.at is None or in_time(e) >= (start.unmoved or start.at)]
        yield from after or ([] if self.rule.each_end else reversed(free))

    def _answers_another(self, end: Event) -> bool:
        named = next((e for e in self.given.events if e.id == end.answers), None)
        return named is not None and named.key in self.rule.starts

    def alone(self, runs: list[Running]) -> list[Running]:
        """The periods of several, where an entry names nobody and is in time for one of them: it is late for none."""
        met = {one.end.id for one in runs if one.end is not None and one.weighed.answer == "met"}
        unnamed = self.rule.per_receiver and self.rule.kind == "within"
        return [
            self.of(one.start, None)
            if unnamed and one.end is not None and one.weighed.answer != "met" and one.end.id in met
            else one
            for one in runs
        ]

    def of(self, start: Start, end: Event | None) -> Running:
        """The period weighed by the text of its first day, with and without what was granted."""
        rule, on, known = deadlines.by_id(self.rule.provision, start.at), self.given.on, self.given.known
        grants = [
            Grant(x.id, Period(days=x.days, months=x.months), x.granted, x.by or "—") for x in self.given.extensions
            if fits(rule, x.deadline) and (not x.event or x.event in start.entries)
            and (x.granted is None or x.granted <= on)
        ]  # fmt: skip
        left = [x for x in self.given.exclusions if self._leaves(x) and x.since <= on]
        spans = [Span(x.since, x.until) for x in left]
        day = None if end is None else in_time(end) if rule.kind == "within" else end.at
        if start.missing and start.at is None:
            said = deadlines.weigh(rule, None, day, on)
            return Running(rule, start, end, _lacking(said, start.missing))
        said = deadlines.weigh(rule, start.at, day, on, grants, spans, known)
        for name, begin, until in self._other(start, end, day):
            first = deadlines.weigh(rule, begin, until, on, grants, spans, known).readings[0]
            said = deadlines.agreed([*said.readings, replace(first, id=name)], said.late, said.beyond)
        bare = deadlines.weigh(rule, start.at, day, on, (), (), known) if grants or spans else None
        return Running(rule, start, end, said, tuple(g.id for g in grants), tuple(x.id for x in left), bare)

    def _other(
        self, start: Start, end: Event | None, day: date | None
    ) -> Iterator[tuple[str, date | None, date | None]]:
        """From the end before moving; and of what is to be sent, not served, to the day of posting."""
        if start.unmoved is not None:
            yield "from_unmoved", start.unmoved, day
        if self.rule.sent and end is not None and end.done != day:
            yield "as_sent", start.at, end.done

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
