"""The states of a procedure: which move the table knows, where a case stands, what each state asks for.

Entries of one day stand in the order of the states, since filing and notice may be one day's work. A move that the table
does not know is told, not refused: the table may lack it. What it leaves out: periods, which ``deadlines`` counts.

>>> one = table(date(2024, 6, 24))
>>> [f"{m.before}>{m.after}" for m in walk(one, [("S5", date(2024, 6, 24)), ("S2", date(2024, 6, 24))])]
['>S2', 'S2>S5']
>>> told(one, "S7:reported")[1]
'indictment reported to the procuratorate above'
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import heappop, heappush
from itertools import takewhile

import msgspec

from doxdocket.law.periods import Deadline, Procedure, State, Venue
from doxdocket.law.rules import shipped
from doxdocket.law.shapes import Case

AGAIN = "SR"
"""The state that begins a new round: what is dated after it belongs to that round."""
END_OF = "end:"
"""A start that is the last day of another period."""


@dataclass(frozen=True, slots=True)
class Move:
    """One state after another, and whether the table knows the move."""

    before: str
    """Empty for the first."""
    after: str
    at: date
    known: bool
    between: tuple[str, ...] = ()
    """Where the table leads there by other states only, the shortest way: those are not recorded."""
    later: tuple[tuple[str, date], ...] = ()
    """States that come before it and are recorded, but dated after it and in no new round: the order of the days is off."""
    stray: bool = False
    """A move to one of those: it follows from that order alone."""


def tables() -> list[Procedure]:
    """Every table and every text of it, the earliest first."""
    found = [one.rule for one in shipped().rules if isinstance(one.rule, Procedure)]
    return sorted(found, key=lambda rule: rule.effective_from)


def table(on: date) -> Procedure:
    """The table in force on a day; before the first there is only the first."""
    found = tables()
    return next((rule for rule in reversed(found) if rule.in_force(on)), found[0])


def states(one: Procedure) -> Mapping[str, State]:
    """The states by id, in their order."""
    return {state.id: state for state in one.states}


def keys(one: Procedure) -> dict[str, tuple[str, str]]:
    """Every event the table knows, ``S7`` or ``S7:reported``, in words."""
    out: dict[str, tuple[str, str]] = {}
    for state in one.states:
        out[state.id] = (state.zh, state.en)
        out |= {f"{state.id}:{step.id}": (step.zh, step.en) for step in state.steps}
    return out


@cache
def steps(mark: str) -> frozenset[str]:
    """The events of all tables whose step bears a mark: ``received``, ``procuratorate``."""
    return frozenset(f"{s.id}:{x.id}" for one in tables() for s in one.states for x in s.steps if getattr(x, mark))


def told(one: Procedure, key: str) -> tuple[str, str]:
    """An event in words; one that the table does not know, as it is written."""
    return keys(one).get(key, (key, key))


def ordered(one: Procedure, entries: Iterable[tuple[str, date]]) -> list[tuple[str, date]]:
    """States as entered, by day and then in the order of the table."""
    place = {state.id: i for i, state in enumerate(one.states)}
    return sorted(entries, key=lambda e: (e[1], place[e[0]]))


def walk(one: Procedure, entries: Iterable[tuple[str, date]]) -> list[Move]:
    """The moves that the entries make.

    >>> days = [date(2024, 1, n) for n in (1, 2, 3)]
    >>> move = walk(table(days[0]), zip(("S8", "S13", "S10"), days, strict=True))[1]
    >>> move.between, move.later
    ((), (('S10', datetime.date(2024, 1, 3)),))
    """
    told, place = ordered(one, entries), {state.id: i for i, state in enumerate(one.states)}
    before, out = "", list[Move]()
    while len(out) < len(told):
        state, at = told[len(out)]
        near = list(takewhile(lambda entry: entry[0] != AGAIN, told[len(out) + 1 :]))
        there = {other for other, _ in near} | set(takewhile(lambda x: x != AGAIN, (m.after for m in reversed(out))))
        way = _way(one, before, state, there) if before else ()
        dated = [n for n, (other, _) in enumerate(near, 1) if way and other in way]
        later = near[: max(dated, default=0)]
        lower = tuple(e for e in later if place[e[0]] < place[state])
        out.append(Move(before, state, at, way == (), tuple(x for x in way or () if x not in there), lower))
        last = state
        for other, day in later:
            known = _way(one, last, other) == ()
            out.append(Move(last, other, day, known, stray=not known))
            last = other
        before = max([state, *dict(later)], key=place.__getitem__)  # by the order of the table it comes after those
    return out


def _way(one: Procedure, before: str, after: str, there: Collection[str] = ()) -> tuple[str, ...] | None:
    """The states between two, by the way on which the fewest are not ``there``, of these the shortest; None where there is no way.

    >>> found = table(date(2024, 6, 24))
    >>> _way(found, "S10", "S14"), _way(found, "S10", "S14", {"S13"}), _way(found, "S15", "S7")
    (('S11',), ('S13',), None)
    """
    known, count, seen = states(one), 0, set[str]()
    ways: list[tuple[int, int, int, tuple[str, ...]]] = [(0, 0, 0, (before,))]
    while ways:
        lacking, length, _, way = heappop(ways)
        if len(way) > 1 and way[-1] == after:
            return way[1:-1]
        if way[-1] in seen and len(way) > 1:
            continue
        seen.add(way[-1])
        for to in known[way[-1]].moves:
            count += 1
            heappush(ways, (lacking + (to != after and to not in there), length + 1, count, (*way, to)))
    return None


def current(one: Procedure, entries: Sequence[tuple[str, date]]) -> str | None:
    """The state a case stands in."""
    return ordered(one, entries)[-1][0] if entries else None


def venues(one: Procedure, on: date) -> list[Venue]:
    """The rules of competence on a day."""
    return [v for v in one.venues if v.effective_from <= on and (v.effective_to is None or on <= v.effective_to)]


def unknown(rules: Mapping[str, object], rule: Deadline | Procedure) -> list[str]:
    """States, steps and provisions that a rule names and no table or rule has."""
    if isinstance(rule, Procedure):
        steps_of = {state.id: {step.id for step in state.steps} for state in rule.states}
        papers = [
            f"{s.id}:{d.step}" for s in rule.states for d in s.documents if d.step and d.step not in steps_of[s.id]
        ]
        return [to for state in rule.states for to in state.moves if to not in states(rule)] + papers
    named = [
        *rule.starts,
        *rule.ends,
        rule.state,
        *filter(None, (rule.rather, rule.restarts, rule.anew, *rule.expected.split())),
    ]
    events = {key for one in rules.values() if isinstance(one, Procedure) for key in keys(one)}
    periods = {END_OF + provision for provision, one in rules.items() if isinstance(one, Deadline)}
    odd = [name for name in named if name not in events | periods - {END_OF + rule.provision}]
    return odd + [rule.either] * bool(rule.either and END_OF + rule.either not in periods)


class _Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entered: list[tuple[str, date]]


def run_case(rule: Procedure, case: Case) -> object:
    """Where a case stands, and the moves the table does not know."""
    given = msgspec.convert(case.given, _Given)
    odd = [m for m in walk(rule, given.entered) if not m.known]
    full = {
        "current": current(rule, given.entered),
        "not_recorded": [state for m in odd for state in m.between],
        "not_in_table": [f"{m.before}>{m.after}" for m in odd if not m.between],
    }
    return {name: full[name] for name in case.expect}
