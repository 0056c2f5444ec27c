"""Deadlines: what a period with its extensions and excluded time comes to, and how an event lies to it.

A period that runs out without the event is *passed*; an event after the last day is an *unexplained overrun*, which records of
an extension or of excluded time may explain. Where law may be read in two ways each reading is counted, and where their answers
differ a person decides. What it leaves out: where the events come from, and any word on who was at fault.

>>> rule = by_id("cn/procedure/review")
>>> weighed = weigh(rule, date(2024, 7, 24), date(2025, 4, 11), date(2026, 1, 1), [Grant("x1", Period(months=1))])
>>> [(r.id, r.counted[-1].unmoved.isoformat(), r.last.isoformat(), r.answer, r.over) for r in weighed.readings]
[('own_period', '2024-11-24', '2024-11-25', 'unexplained overrun', 137), ('one_period', '2024-11-24', '2024-11-25', 'unexplained overrun', 137)]
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal

import msgspec

from doxdocket.law import days
from doxdocket.law.days import Calendar, Counted, Period, Span
from doxdocket.law.periods import DayCount, Deadline
from doxdocket.law.rules import by_provision, shipped
from doxdocket.law.shapes import Case
from doxdocket.words import coded, zh_en

Answer = Literal[
    "met", "running", "elapsed", "passed", "unexplained overrun", "too early", "out of order", "not determinable",
    "readings differ",
]  # fmt: skip
ANSWERS: Mapping[str, tuple[str, str]] = coded("deadlines_answers", " ")
"""What may be said of a deadline, in Chinese and English."""
READINGS: Mapping[str, tuple[str, str]] = coded("deadlines_readings")
"""How a period may be read, in Chinese and English."""
ORDER = "order_on_one_day"
"""What is missing where two events are of one day and the order decides."""
DEPUTY = (*zh_en("deadlines.deputy"), "vice ", "vice-")


@dataclass(frozen=True, slots=True)
class Grant:
    """An extension as it was granted."""

    id: str
    period: Period
    granted: date | None = None
    by: str = ""
    """Who granted it; without it, power is not asked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A period counted by one reading, stage by stage, and how the event lies to it."""

    id: str
    counted: tuple[Counted, ...]
    last: date | None
    """The last day; of ``before`` the latest day for the earlier event."""
    answer: Answer
    over: int | None = None
    """By how many days the event, or the day asked about, is past the last day, or before it where it may not be."""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """All readings of a deadline, the answer where they agree, and the extensions granted too late or beyond power."""

    readings: tuple[Reading, ...]
    answer: Answer
    late: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing to say more."""
        return tuple(dict.fromkeys(name for r in self.readings for name in r.missing))


@cache
def calendar() -> Calendar:
    """The tables of rest days that ship, with the end of the year as the rule of counting has it."""
    rule = by_provision("cn/procedure/days")
    return replace(days.shipped(), year_end_from=rule.year_end_from) if isinstance(rule, DayCount) else days.shipped()


def by_id(provision: str, on: date | None = None) -> Deadline:
    """The deadline of that provision, in the text of that day where there are several."""
    rule = shipped().find(provision, on)
    if isinstance(rule, Deadline):
        return rule
    raise TypeError(provision)


def all_of() -> list[Deadline]:
    """Every deadline of the shipped book, in its latest text."""
    return [rule for p in shipped().provisions() if isinstance(rule := by_provision(p), Deadline)]


def weigh(
    rule: Deadline, start: date | None, end: date | None, on: date, grants: Sequence[Grant] = (),
    spans: Sequence[Span] = (), known: Calendar | None = None,
) -> Weighed:  # fmt: skip
    """How the event at the end of a period lies to it on a day; where there is none, how the day itself does."""
    if start is None:
        return _open("start")
    if not rule.in_force(start):
        return _open("rule_in_force")
    if rule.kind == "before":
        return _before(rule, start, end)
    known = known or calendar()
    stages, late = own_period(rule.period, start, grants, known, spans)
    beyond = beyond_power(rule, grants, stages[0].unmoved)
    counted = {"own_period" if grants else "whole": stages}
    if grants:
        whole = sum((g.period for g in grants), rule.period)
        counted["one_period"] = (days.count(start, whole, known, spans),)
    if spans:
        wider = [replace(span, begin=span.begin - days.DAY) for span in spans]
        counted["first_day_too"] = own_period(rule.period, start, grants, known, wider)[0]
    if late:
        counted["without_late"] = own_period(rule.period, start, [g for g in grants if g.id not in late], known, spans)[
            0
        ]
    if beyond:
        in_time = [g for g in grants if g.id not in late]
        without = own_period(rule.period, start, [g for g in in_time if g.id not in beyond], known, spans)[0]
        within = own_period(rule.period, start, within_power(rule, in_time, stages[0].unmoved), known, spans)[0]
        if (
            within[-1].unmoved != without[-1].unmoved
        ):  # no article says whether what goes beyond falls alone or takes all with it
            counted["within_power"] = within
        counted["without_power"] = without
    readings = [_reading(rule, name, c, end, on) for name, c in counted.items()]
    if rule.kind != "within" and stages[-1].rest:  # whoever must wait need not wait over days of rest, by one reading
        stays = replace(stages[-1], last=stages[-1].unmoved, rest=(), missing=())
        readings.append(_reading(rule, "unmoved", (*stages[:-1], stays), end, on))
    return agreed(readings, late, beyond)


def beyond_power(rule: Deadline, grants: Iterable[Grant], end: date) -> tuple[str, ...]:
    """The extensions by somebody whom the article does not name, or by more than it lets them grant, counted from an end."""
    so_far: dict[int, Period] = {}
    found = []
    for grant in sorted((g for g in grants if g.by), key=_turn):
        place = grantor(rule, grant.by)
        if place is None:
            found.append(grant.id)
            continue
        most, total = rule.lengthened[place].period, so_far.get(place, Period()) + grant.period
        if most is not None and _end(end, total) > _end(end, most):
            found.append(grant.id)
        else:
            so_far[place] = total
    return tuple(found)


def within_power(rule: Deadline, grants: Iterable[Grant], end: date) -> list[Grant]:
    """The extensions in turn, each as far as its grantor may still grant; none by somebody whom the article does not name."""
    so_far: dict[int, Period] = {}
    found = []
    for grant in sorted(grants, key=_turn):
        place = grantor(rule, grant.by)
        if place is None:
            found += [] if grant.by else [grant]
            continue
        most, before = rule.lengthened[place].period, so_far.get(place, Period())
        period, so_far[place] = grant.period, before + grant.period
        if most is not None and _end(end, so_far[place]) > _end(end, most):
            left = (_end(end, most) - _end(end, before)).days
            period, so_far[place] = most if before == Period() else Period(days=left), most
        found += [replace(grant, period=period)] if period != Period() else []
    return found


def grantor(rule: Deadline, by: str) -> int | None:
    """Which of those who may lengthen the period an entry means: the last whose words it has; no deputy is meant."""
    for place, one in reversed(list(enumerate(rule.lengthened))):
        if any(word in by and not any(f"{mark}{word}" in by for mark in DEPUTY) for word in one.who):
            return place
    return None


def _turn(grant: Grant) -> tuple[date, str]:
    return grant.granted or date.min, grant.id


def _end(start: date, period: Period) -> date:
    return days.count(start, period, calendar()).unmoved


def own_period(
    period: Period, start: date, grants: Iterable[Grant], known: Calendar, spans: Sequence[Span]
) -> tuple[tuple[Counted, ...], tuple[str, ...]]:
    """The period and each extension from the end of the one before; and the extensions granted after that end."""
    stages, late = [days.count(start, period, known, spans)], []
    for grant in sorted(grants, key=_turn):
        before = stages[-1].last
        if before is None:
            break
        if grant.granted is not None and grant.granted > before:
            late.append(grant.id)
        stages.append(days.count(before, grant.period, known, spans))
    return tuple(stages), tuple(late)


def _reading(rule: Deadline, name: str, stages: tuple[Counted, ...], end: date | None, on: date) -> Reading:
    counted = stages[-1]
    answer, over = _lies(rule, counted.unmoved, counted.last, end, on)
    missing = counted.missing if answer == "not determinable" or counted.last is None else ()
    if end is not None and end < stages[0].start and not rule.lapses:  # a right may be used before its period begins
        answer, over = "out of order", None
    return Reading(name, stages, counted.last, answer, over, missing)


def _lies(rule: Deadline, unmoved: date, last: date | None, end: date | None, on: date) -> tuple[Answer, int | None]:
    """How the end, or the day asked about, lies to the last day; the day before moving is enough where that settles it."""
    day = on if end is None else end
    if last is None and day > unmoved:
        return "not determinable", None
    edge = unmoved if last is None else last
    past = (day - edge).days
    if end is None:
        asks = rule.kind == "within" and not rule.lapses
        return ("running", None) if past <= 0 else ("passed", past) if asks else ("elapsed", None)
    if rule.kind == "within":
        return ("met", None) if past <= 0 else ("unexplained overrun", past)
    enough = past > 0 or (past == 0 and rule.kind == "at least")
    return ("met", None) if enough else ("too early", -past)


def _before(rule: Deadline, act: date, end: date | None) -> Weighed:
    """The earlier event against the latest day there was for it; the day moves over no rest.

    Where the period is nothing at all, the earlier event must come first: no days lie between, and what came first on one
    day the record does not show.
    """
    if end is None:
        return _open("end")
    if rule.period == Period():
        late = (act - end).days
        if late == 0:
            return _open(ORDER)
        answer: Answer = "met" if late < 0 else "unexplained overrun"
        return agreed([Reading("whole", (), end, answer, late if late > 0 else None)])
    readings = []
    for name, more in (("days_back", 0), ("clear_days", 1)):
        latest = end - (rule.period.days + more) * days.DAY
        over = (act - latest).days
        answer = "out of order" if act > end else "met" if over <= 0 else "unexplained overrun"
        readings.append(Reading(name, (), latest, answer, over if answer == "unexplained overrun" else None))
    return agreed(readings)


def _open(lacking: str) -> Weighed:
    return Weighed((Reading("whole", (), None, "not determinable", None, (lacking,)),), "not determinable")


def agreed(readings: Sequence[Reading], late: tuple[str, ...] = (), beyond: tuple[str, ...] = ()) -> Weighed:
    """The readings, and their answer where it is one."""
    answers = {r.answer for r in readings}
    return Weighed(tuple(readings), answers.pop() if len(answers) == 1 else "readings differ", late, beyond)


class _Grant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    months: int = 0
    days: int = 0
    granted: date | None = None
    by: str = ""


class _Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: date | None = None
    end: date | None = None
    asked: date | None = None
    extensions: list[_Grant] = []
    excluded: list[Span] = []


def run_case(rule: Deadline, case: Case) -> object:
    """What the rule answers to a case: the last day of each reading and the answer."""
    given = msgspec.convert(case.given, _Given)
    grants = [
        Grant(f"e{i}", Period(days=g.days, months=g.months), g.granted, g.by) for i, g in enumerate(given.extensions)
    ]
    said = weigh(rule, given.start, given.end, given.asked or given.end or date.max, grants, given.excluded)
    if case.missing:
        return said.answer, list(said.missing)
    if isinstance(case.expect, str):
        return said.answer
    lasts = list(dict.fromkeys(r.last for r in said.readings))
    overs = list(dict.fromkeys(r.over for r in said.readings))
    full: dict[str, Any] = {"answer": said.answer, "last": lasts[0] if len(lasts) == 1 else lasts}
    full |= {
        "over": overs[0] if len(overs) == 1 else overs,
        "unmoved": [r.counted[-1].unmoved for r in said.readings if r.counted],
    }
    return {name: full[name] for name in case.expect}


def run_days(case: Case) -> object:
    """What counting says to a case of the rule of counting."""
    given = msgspec.convert(case.given, _Days)
    counted = days.count(given.start, given.period, calendar(), given.excluded)
    if case.missing:
        return "not determinable", list(counted.missing)
    full = {"first": counted.first, "last": counted.last, "unmoved": counted.unmoved, "excluded": counted.excluded}
    return {name: full[name] for name in case.expect}


class _Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: date
    period: Period
    excluded: list[Span] = []
