"""Every period that the entries start: from which entry, counted how, ended by which, explained by which.

A start with no end of its own takes the first that fits; where one entry would end several, that is told, and the entry may say with
``answers`` which it ends. A period of one receiver takes no entry of another; an appeal is against the judgment or a ruling, not both; what is
served counts from its receipt; what needs a judgment in effect waits for the appeal (``effect``) and runs from the last day that each item in effect set for it, the items with one last day together. A case sent back begins another round: what
began before ends before, and a rule that says so runs once more. An extension or excluded time that fits no article is told and not counted. Left
out: who was at fault.

>>> events = [Event(id="n", state="S5", at=date(2024, 6, 24)), Event(id="s", state="S7", at=date(2025, 4, 11))]
>>> [(p.rule.provision, p.weighed.answer, p.over) for p in weighed(events, (), (), date(2025, 4, 11)).runs][:2]
[('cn/procedure/notice', 'met', None), ('cn/procedure/review', 'unexplained overrun', (169, 169))]
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from doxdocket.assess.forms.procedure import Event, Exclusion, Extension, Holiday
from doxdocket.assess.procedure import effect, second_instance
from doxdocket.assess.procedure.course import in_order, in_time
from doxdocket.assess.procedure.effect import Doubts, Judgments
from doxdocket.assess.procedure.running import PROCURATORATE, Found, Running, Start
from doxdocket.assess.procedure.second_instance import Case, Decision, Now
from doxdocket.law import deadlines, procedure
from doxdocket.law.days import Calendar, Period, Span, Table, move
from doxdocket.law.deadlines import Grant, Weighed
from doxdocket.law.periods import Deadline
from doxdocket.law.procedure import END_OF

_DUE = "S15:due"
"""The step that says from when enforcement runs; where it is not entered the items of the judgment say so."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What bears on every rule."""

    events: Sequence[Event]
    extensions: Sequence[Extension]
    exclusions: Sequence[Exclusion]
    on: date
    known: Calendar
    found: Sequence[Decision]
    items: Sequence[Now]
    whose: Judgments

    def round(self, key: str, at: date) -> int:
        """How often the case had been sent back before an event; its own steps come after it on its day."""
        case = second_instance.case_of(key)
        after = key.startswith("SR:") or key == "SC:retrial_received"
        return sum(day < at or (after and day == at) for day in self.sent_back(case))

    def sent_back(self, case: Case) -> list[date]:
        """The days on which it was, several for whom on one day being once."""
        return sorted({e.at for e in self.events if e.key == second_instance.SENT_BACK[case] and e.at <= self.on})

    def granted_in(self, one: Extension, case: Case) -> int | None:
        """The round in which an extension was granted."""
        return None if one.granted is None else self.round(second_instance.SENT_BACK[case], one.granted)


def weighed(
    events: Sequence[Event], extensions: Sequence[Extension], exclusions: Sequence[Exclusion], on: date,
    holidays: Iterable[Holiday] = (), found_second: Sequence[Decision] | None = None,
    items: Sequence[Now] = (), whose_items: Judgments | None = None,
) -> Found:  # fmt: skip
    """All periods, in the order of their starts, with what a person must decide; what hangs on the end of another period comes after it."""
    decided = second_instance.decisions([], events) if found_second is None else found_second
    of_items = whose_items or effect.judgments([one.item for one in items], events, on, decided)
    given = _Given(events, extensions, exclusions, on, calendar(holidays), decided, items, of_items)
    found: dict[str, list[Running]] = {}
    rules = sorted(
        deadlines.all_of(), key=lambda r: (any(s.startswith(END_OF) for s in r.starts), _place(r), r.provision)
    )
    whose, unclear = _allotted(rules, given)
    for rule in rules:
        starts = [*(own := _starts(rule, given, found)), *_anew(rule, own, given)]
        weigh = _Weigh(
            rule, given, frozenset(s.party for s in starts), whose, _partial(rule, found, whose, given), several(starts)
        )
        runs = [one for start in starts for one in weigh.ended(start)]
        if not runs and any(e.key in rule.expected.split() and e.at <= on for e in events):
            runs = [weigh.of(Start(None, (), "", ("start",)), None)]
        found[rule.provision] = weigh.alone(_shared(runs))
    civil, criminal = (
        effect.doubts(
            events, _appeals(case, found, whose, given), decided, on, case, of_items if case == "civil" else None
        )
        for case in effect.APPEAL
    )
    for rule in (r for r in rules if r.needs_effect):
        found[rule.provision] = [_doubted(one, civil, given) for one in found[rule.provision]]
    runs = [one for those in found.values() for one in those]
    runs.sort(key=lambda o: (o.start.at or date.max, _place(o.rule), o.rule.provision))
    return Found(tuple(runs), civil, criminal, tuple(unclear), _roundless(found, given))


def _allotted(rules: Sequence[Deadline], given: _Given) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Of entries that may end a period of one rule or of another, the rule each is counted to; and those that fit both."""
    whose, unclear = {}, []
    for rule in (r for r in rules if r.either):
        other = next(r for r in rules if r.provision == rule.either)
        starts = [(r, s) for r in (other, rule) for s in _starts(r, given, {})]
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


def _appeals(case: Case, found: Mapping[str, list[Running]], whose: dict[str, str], given: _Given) -> list[Event]:
    """The appeals against the judgment, without those that came after their period."""
    name = effect.APPEAL[case]
    ended = {one.end.id: one.weighed.answer for one in found[name] if one.end is not None}
    ends = deadlines.by_id(name).ends
    return [
        e for e in in_order(given.events)
        if e.key in ends and whose.get(e.id, name) == name and e.at <= given.on and ended.get(e.id) != "unexplained overrun"
    ]  # fmt: skip


def _partial(
    rule: Deadline, found: Mapping[str, list[Running]], whose: dict[str, str], given: _Given
) -> frozenset[str]:
    """Of what ends a second instance, the withdrawals after which another appeal still waits."""
    case = second_instance.case_of(rule.state)
    if effect.APPEAL[case] not in found or rule.provision == effect.APPEAL[case]:
        return frozenset()
    own, appeals = [d for d in given.found if d.case == case], _appeals(case, found, whose, given)
    return frozenset(d.event.id for d in own if d.outcome == "withdrawn" and effect.waiting(own, appeals, d.at))


def _doubted(one: Running, doubts: Doubts, given: _Given) -> Running:
    """A period that needs a judgment in effect, while something stands against that, or the day it runs from is not later than a decision on the judgment."""
    if one.start.at is None:
        return one
    stale = [d for d in given.found if d.case == "civil" and one.start.at <= d.at <= given.on]
    due = stale and not any(e.key == effect.EFFECT["civil"] and e.id in one.start.entries for e in given.events)
    lacks = effect.DOUBT if doubts.against(one.start.entries) else second_instance.DUE if due else ""
    if not lacks:
        return one
    said = _lacking(deadlines.weigh(one.rule, None, None, one.start.at), (lacks,))
    return replace(one, end=None, weighed=said, bare=None)


def several(starts: Iterable[Start]) -> bool:
    """Whether a period ran in more than one round."""
    return len({s.round for s in starts}) > 1


def _roundless(found: Mapping[str, list[Running]], given: _Given) -> tuple[str, ...]:
    again = [runs[0].rule for runs in found.values() if several(one.start for one in runs)]
    named = [x for x in given.extensions if not x.event and x.granted is None]
    return tuple(x.id for x in named if any(fits(rule, x.deadline) for rule in again))


def calendar(holidays: Iterable[Holiday]) -> Calendar:
    """The tables that ship, and those that a team gave."""
    return deadlines.calendar().given([Table(h.year, frozenset(h.holidays), frozenset(h.workdays)) for h in holidays])


def fits(rule: Deadline, name: str) -> bool:
    """Whether a register entry that names a deadline means this one: by its provision or the last part of that."""
    return name in {rule.provision, rule.provision.rpartition("/")[2]}


def _place(rule: Deadline) -> int:
    return int(rule.state[1:]) if rule.state[1:].isdigit() else 99


def _starts(rule: Deadline, given: _Given, found: dict[str, list[Running]]) -> list[Start]:
    """What starts the period: the last of ``restarts``, else the last of ``rather``, else each of its starts."""
    done = in_order([e for e in given.events if e.at <= given.on])
    for key in filter(None, (rule.restarts, rule.rather)):
        again = [e for e in done if e.key == key]
        if again:
            return [_from(again[-1], given)]
    out = [_from(e, given) for e in done if e.key in rule.starts]
    for key in rule.starts:
        if key.startswith(END_OF):
            out += [_after(one) for one in found.get(key.removeprefix(END_OF), ()) if one.start.at is not None]
    return list(_by_item(out, given)) if rule.rather == _DUE else out


def _by_item(starts: Sequence[Start], given: _Given) -> Iterator[Start]:
    """What runs from the effect of a judgment, by its items: from the last day that is set for each, and from the effect for those without one; what the effect or a decision left open has no day."""
    left = [
        one for one in given.items if one.standing not in {"annulled", "open"} and one.item.id in given.whose.effects
    ]
    parts = [(one, part) for one in left for part in given.whose.effects[one.item.id].parts() if part.entries]
    judged = len({part.entries for _, part in parts})
    for start in starts:
        own = [(one, part) for one, part in parts if part.entries[-1] in start.entries]
        whom = dict.fromkeys(who for _, part in own for who in part.whom)
        by_day: dict[date | str, list[str]] = {}
        for one, part in own:
            stale = one.due_open or (one.item.due and part.day and one.item.due <= part.day)
            from_ = second_instance.DUE if stale else one.item.due or part.day or effect.WHICH
            by_day.setdefault(from_, []).append(one.item.id)
        for due, items in by_day.items():
            of = replace(start, at=None, entries=(*start.entries, *items), receiver=", ".join([*(items if len(by_day) > 1 or judged > 1 else ()), *whom]))  # fmt: skip
            if isinstance(due, str) or due == start.at:
                yield replace(of, missing=(due,)) if isinstance(due, str) else replace(of, at=due)
            else:
                last, rest, missing = move(due, given.known)
                yield replace(of, at=last, missing=missing, unmoved=due if rest else None)
        if not any({*start.entries} & {*known.entries} for known in given.whose.effects.values()):
            yield start


def _anew(rule: Deadline, starts: Sequence[Start], given: _Given) -> Iterator[Start]:
    """The start that is missing where the case was sent back and nothing after that starts the period once more."""
    back = [e for e in in_order(given.events) if rule.anew and e.key == rule.anew and e.at <= given.on]
    rounds = len({e.at for e in back})
    if back and not any(s.round == rounds for s in starts):
        yield Start(None, (back[-1].id,), missing=(rule.starts[-1],), round=rounds)


def _from(event: Event, given: _Given) -> Start:
    return Start(
        event.at,
        (event.id,),
        event.receiver,
        answers=event.answers,
        party=_party(event),
        round=given.round(event.key, event.at),
    )


def _party(event: Event) -> str:
    """Whose an entry is: everything that the procuratorate receives is its own, named or not."""
    return (
        PROCURATORATE
        if second_instance.is_office(event.receiver) or event.key in procedure.steps("procuratorate")
        else event.receiver
    )


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
    partial: frozenset[str]
    again: bool

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
        ends = [e for e in ends if self.whose.get(e.id, name) == name and e.id not in self.partial]
        ends = [e for e in ends if start.round in {None, self.given.round(e.key, e.at)}]
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
            if fits(rule, x.deadline) and self._of(x, start) and (x.granted is None or x.granted <= on)
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

    def _of(self, one: Extension, start: Start) -> bool:
        """Whether an extension is of the period from that start: it says so, or was granted in the same round."""
        if one.event:
            return one.event in start.entries
        return not self.again or start.round == self.given.granted_in(one, second_instance.case_of(self.rule.state))

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
