"""Where a case stands: the states it entered, the documents recorded and missing, the moves that the table does not know.

Entries dated after the day asked about are planned, and no state is entered by them. Left out: periods, see ``periods``.

>>> found = course(
...     procedure.table(date(2024, 6, 24)), [Event(id="1", state="S2", at=date(2024, 6, 24))], date(2025, 1, 1)
... )
>>> found.current, [p.id for p in found.states[2].papers if p.missing]
('S2', ['opening_form', 'opening_decision'])
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from doxdocket.assess.forms.procedure import Event
from doxdocket.law import procedure
from doxdocket.law.periods import Document, Procedure, State
from doxdocket.law.procedure import Move


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that a state asks for or may have, and the entries that record it."""

    id: str
    zh: str
    en: str
    article: str
    may: bool
    recorded: tuple[str, ...]
    missing: bool
    """The state was entered, must have it, and no entry names it."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One state of the table, as far as the case has come."""

    state: State
    entered: tuple[Event, ...]
    steps: tuple[Event, ...]
    papers: tuple[Paper, ...]
    planned: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course on a day."""

    current: str | None
    states: tuple[Stand, ...]
    moves: tuple[Move, ...]
    unknown: tuple[Event, ...]
    """Entries whose step the table does not know."""


def course(table: Procedure, events: Sequence[Event], on: date) -> Course:
    """What the entries make of the table."""
    known = procedure.keys(table)
    done = [e for e in events if e.at <= on]
    entered = [(e.state, e.at) for e in done if not e.step]
    stands = tuple(_stand(state, [e for e in events if e.state == state.id], on) for state in table.states)
    moves = tuple(procedure.walk(table, entered))
    return Course(procedure.current(table, entered), stands, moves, tuple(e for e in events if e.key not in known))


def in_order(events: Sequence[Event]) -> list[Event]:
    """By day; those of one day in the order of their ids."""
    return sorted(events, key=lambda e: (e.at, e.id))


def in_time(event: Event) -> date:
    """The day that counts for being in time: of papers handed in that of posting, of what is served that of receipt (民事诉讼法 art. 91)."""
    return event.at if event.key in procedure.steps("received") else event.done


def _stand(state: State, events: Sequence[Event], on: date) -> Stand:
    done = in_order([e for e in events if e.at <= on])
    entered = tuple(e for e in done if not e.step)
    steps = {e.step for e in done}
    papers = tuple(_paper(d, done, here=d.step in steps if d.step else bool(entered)) for d in state.documents)
    return Stand(
        state, entered, tuple(e for e in done if e.step), papers, tuple(in_order([e for e in events if e.at > on]))
    )


def _paper(paper: Document, done: Sequence[Event], *, here: bool) -> Paper:
    named = [e for e in done if paper.zh in e.document or paper.id in e.document]
    recorded = tuple(e.id for e in done if e in named or (paper.step and e.step == paper.step and e.document))
    may = paper.needs == "may"
    return Paper(paper.id, paper.zh, paper.en, paper.article, may, recorded, here and not may and not recorded)
