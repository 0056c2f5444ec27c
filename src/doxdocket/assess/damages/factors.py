"""The six factors, each with the figures of the run, their bounds and the command that lists their rows, and what was entered.

A figure stands under one factor only. Nothing is added up or weighed. Fines and confiscation stand under fines and nowhere else.
What it leaves out: how grave any of it is, which persons say.

>>> rows = factors({}, Entered(), "case")
>>> [(row["id"], row["empty"]) for row in rows][:2]
[('number', True), ('kinds', True)]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from doxdocket.assess.damages.forms import Circumstance
from doxdocket.assess.damages.frame import Weighed, both, frame, yuan
from doxdocket.assess.form import shown
from doxdocket.assess.parties.forms import Defendant, Sanction

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
    harm: Sequence[Mapping[str, Any]] = ()
    """Incidents by kind."""


def factors(figures: Figures, entered: Entered, case: str, put: Figures | None = None) -> list[dict[str, Any]]:
    """Every factor in the order of the frame. ``put``: the figures of the posts put to the civil defendants together."""
    return [_factor(one, figures, entered, case, put) for one in frame().factors]


def _factor(one: Weighed, figures: Figures, entered: Entered, case: str, put: Figures | None) -> dict[str, Any]:
    rows = [figure(figures[name], case) | {"put": _put(name, put)} for name in one.figures if name in figures]
    entries = [_circumstance(number, c, entered) for number, c in entered.circumstances if c.factor == one.id]
    more: dict[str, Any] = {}
    if one.id == "kinds":
        more["by_kind"] = [
            figure(f, case) for name, f in figures.items() if name.startswith(_BY_KIND) and f.get("high")
        ]
    if one.id == "harm":
        more["incidents"] = list(entered.harm)
    if one.id == "fines":
        more |= _fines(entered)
    stands = (
        entries or any(row["low"] is not None for row in rows) or any(more.get(k) for k in ("incidents", "sanctions"))
    )
    return {
        "id": one.id, "zh": one.zh, "en": one.en, "note": both(one.note), "figures": rows, "entries": entries, "empty": not stands, **more,
    }  # fmt: skip


def _put(name: str, put: Figures | None) -> dict[str, int | str | None] | None:
    """The bounds of a figure within what is put to the defendants; none where those posts do not tell it."""
    row = put.get(name) if put else None
    return {end: row[end] for end in ("low", "high")} if row and row["high"] is not None else None


def figure(row: Mapping[str, Any], case: str) -> dict[str, Any]:
    """A figure as it was published, with the command that explains it."""
    kept = (
        "id",
        "label",
        "label_en",
        "unit",
        "low",
        "estimate",
        "high",
        "value",
        "status",
        "rule",
        "article",
        "note",
        "note_en",
    )
    return {name: row.get(name) for name in kept} | {"command": f"doxdocket explain {case} {row['id']}"}


def _circumstance(number: str, one: Circumstance, entered: Entered) -> dict[str, Any]:
    return {
        "entry": number, "id": one.id, "says": one.says, "amount": yuan(one.amount, number),
        "defendant": _who(one.defendant, entered), "evidence": list(one.evidence),
    }  # fmt: skip


def _who(key: str, entered: Entered) -> dict[str, str] | None:
    """A defendant by id and masked name."""
    if not key:
        return None
    known = entered.defendants.get(key)
    return {"id": key, "name": shown(known)["name"] if known else ""}


def _fines(entered: Entered) -> dict[str, Any]:
    rows = [{
        "entry": number, "id": one.id, "defendant": _who(one.defendant, entered), "kind": one.kind, "criminal": one.kind == "criminal",
        "stage": one.stage, "imposed": one.imposed, "fine": yuan(one.fine, number), "confiscated": yuan(one.confiscated, number),
        "returned": yuan(one.returned, number), "docket": one.docket, "day": one.day and one.day.isoformat(), "evidence": list(one.evidence),
    } for number, one in entered.sanctions]  # fmt: skip
    told = {one.defendant for _, one in entered.sanctions}
    fined = {
        key: [number for number, one in entered.circumstances if one.factor == "fines" and one.defendant == key]
        for key in entered.defendants
    }
    return {
        "sanctions": rows,
        "without": [
            {**(_who(key, entered) or {}), "fines": fined[key]} for key in entered.defendants if key not in told
        ],
    }
