"""The six factors, each with the figures of the run, their bounds and the command that lists their rows, and what was entered.

A figure stands under one factor only. Nothing is added up or weighed. Fines and confiscation stand under fines and nowhere else.
What it leaves out: how grave any of it is, which persons say.

>>> rows = factors({}, Entered(), "case")
>>> [(row.id, row.empty) for row in rows][:2]
[('number', True), ('kinds', True)]
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from doxdocket.assess.damages.account import (
    FactorAsked,
    FactorEntry,
    FactorFigure,
    Figure,
    KindOfHarm,
    PutBounds,
    Sanctioned,
    Unsanctioned,
    Who,
)
from doxdocket.assess.damages.frame import Weighed, frame
from doxdocket.assess.damages.worksheet_parts import yuan
from doxdocket.assess.form import masked
from doxdocket.assess.forms.damages import Circumstance
from doxdocket.assess.forms.parties import Defendant, Sanction

Figures = Mapping[str, Mapping[str, Any]]
_BY_KIND = "kind."
CONDUCT = frozenset({"insult", "threat", "incitement", "paid_task"})
"""Figures of what somebody did: only the posts that a person confirmed are acts, what the machine labels stands apart (``proposed``)."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered about factors; pairs of number and entry."""

    circumstances: Sequence[tuple[str, Circumstance]] = ()
    sanctions: Sequence[tuple[str, Sanction]] = ()
    defendants: Mapping[str, Defendant] = field(default_factory=dict)
    harm: Sequence[KindOfHarm] = ()
    """Incidents by kind."""


def factors(figures: Figures, entered: Entered, case: str, put: Figures | None = None) -> list[FactorAsked]:
    """Every factor in the order of the frame. ``put``: the figures of the posts put to the civil defendants together."""
    return [_factor(one, figures, entered, case, put) for one in frame().factors]


def _factor(one: Weighed, figures: Figures, entered: Entered, case: str, put: Figures | None) -> FactorAsked:
    rows = [FactorFigure(figure(figures[name], case), _put(name, put)) for name in one.figures if name in figures]
    entries = [_circumstance(number, c, entered) for number, c in entered.circumstances if c.factor == one.id]
    kinds = [figure(f, case) for name, f in figures.items() if name.startswith(_BY_KIND) and f.get("high") != 0]
    found = FactorAsked(
        one.id, one.zh, one.en, one.note, rows, entries, empty=True, by_kind=kinds if one.id == "kinds" else None,
        incidents=entered.harm if one.id == "harm" else None,
        sanctions=[_sanction(number, s, entered) for number, s in entered.sanctions] if one.id == "fines" else None,
        without=list(_unsanctioned(entered)) if one.id == "fines" else None,
    )  # fmt: skip
    told = entries or found.incidents or found.sanctions or any(row.figure.low is not None for row in rows)
    return replace(found, empty=not told)


def _put(name: str, put: Figures | None) -> PutBounds | None:
    """The bounds of a figure within what is put to the defendants; none where those posts do not tell it."""
    row = put.get(name) if put else None
    return PutBounds(row["low"], row["high"], row["estimate"]) if row and row["high"] is not None else None


def figure(row: Mapping[str, Any], case: str) -> Figure:
    """A figure as it was published, with the command that explains it."""
    published = {one.name: row.get(one.name) for one in fields(Figure) if one.name != "command"}
    return Figure(**published, command=f"doxdocket explain {case} {row['id']}")  # type: ignore[arg-type] # as published


def _circumstance(number: str, one: Circumstance, entered: Entered) -> FactorEntry:
    return FactorEntry(number, one.id, one.says, yuan(one.amount, number), _who(one.defendant, entered), one.evidence)


def _who(key: str, entered: Entered) -> Who | None:
    """A defendant by id and masked name."""
    if not key:
        return None
    known = entered.defendants.get(key)
    return Who(key, masked(known, "name") if known else "")


def _sanction(number: str, one: Sanction, entered: Entered) -> Sanctioned:
    return Sanctioned(
        number, one.id, _who(one.defendant, entered), one.kind, one.kind == "criminal", one.stage, one.imposed,
        yuan(one.fine, number), yuan(one.confiscated, number), yuan(one.returned, number), one.docket, one.day, one.evidence,
    )  # fmt: skip


def _unsanctioned(entered: Entered) -> Iterator[Unsanctioned]:
    told = {one.defendant for _, one in entered.sanctions}
    for key, known in entered.defendants.items():
        if key not in told:
            fines = [n for n, one in entered.circumstances if one.factor == "fines" and one.defendant == key]
            yield Unsanctioned(key, masked(known, "name"), fines)
