"""Decisions (认定): what a person decided about the machine's proposals. They are added, never changed.

Source: docs/explanation/sealing.md. To take one back is another decision (act ``undo``), which can itself be undone. Each is
written in one transaction with its custody row, which holds its digest: a decision altered later no longer fits. Beside its
target it keeps marks, by which the target is known again when keys move (docs/decisions/0006-decisions-by-content.md); they hold
keyed digests, so they stay in the database, and ``tags`` is what may leave it.

>>> standing([(1, "person.same", {}), (2, "undo", {"decision": "D0001"})])
{1: 'D0002'}
>>> standing([(1, "x", {}), (2, "undo", {"decision": "D0001"}), (3, "undo", {"decision": "D0002"})])
{2: 'D0003'}
>>> tags({"a": {"values": {"name": ["7f3a9c5522aa01bd"]}}})
{'a': {'values': {'name': ['#7f3a']}}}
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from doxdocket.errors import WrongCall
from doxdocket.seal.database import Database
from doxdocket.store.canonical import canonical, digest, fields, moment
from doxdocket.store.custody.log import Custody
from doxdocket.store.reason import checked

UNDO = "undo"
_NAME = re.compile(r"D[0-9]{4,}")
_MARKS = "marks"
_DIGEST = re.compile(r"[0-9a-f]{16}")
_SALT = "salt"
_KEPT_IN = (_SALT, "sealed")


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision to be recorded. ``at``: when it was made, and ``by``: who brings it, of one made elsewhere; else now, its officer.
    ``said_at``: the time that a file said and that is not taken.
    """

    act: str
    target: Mapping[str, object]
    reason: str
    officer: str
    marks: Mapping[str, object] = field(default_factory=dict, repr=False)
    at: str | None = None
    by: str | None = None
    said_at: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; ``undone_by`` is the id of the decision that took it back, if one stands."""

    id: str
    at: str
    officer: str
    act: str
    target: dict[str, object]
    reason: str
    undone_by: str | None = None
    marks: dict[str, object] = field(default_factory=dict, repr=False)

    def sealed(self) -> str:
        """The digest its custody row holds. Marks are salted, so that nobody can try values against it."""
        return digest([self.id, self.at, self.officer, self.act, _kept(self.target, self.marks), self.reason])

    @property
    def tags(self) -> dict[str, object]:
        """The marks as they may leave the case: four digits of each digest, what is sealed left out."""
        return dict(tags({name: mark for name, mark in self.marks.items() if name not in _KEPT_IN}))


def tags(mark: Any) -> Any:
    """A mark with tags in place of digests."""
    if isinstance(mark, Mapping):
        return {name: tags(one) for name, one in mark.items()}
    if isinstance(mark, list):
        return [tags(one) for one in mark]
    return f"#{mark[:4]}" if isinstance(mark, str) and _DIGEST.fullmatch(mark) else mark


def _kept(target: Mapping[str, object], marks: Mapping[str, object]) -> dict[str, object]:
    """The two as one object, as the database and the digest have it; of a decision without marks the target alone."""
    return {**target, **({_MARKS: dict(marks)} if marks else {})}


def code(number: int) -> str:
    """``D0001`` for 1."""
    return f"D{number:04d}"


def standing(acts: Sequence[tuple[int, str, Mapping[str, object]]]) -> dict[int, str]:
    """Which decisions are undone, and by which: read backwards, since a later undo may undo an undo."""
    undone: dict[int, str] = {}
    for number, act, target in reversed(acts):
        named = str(target.get("decision", ""))
        if act == UNDO and number not in undone and _NAME.fullmatch(named):
            undone.setdefault(int(named[1:]), code(number))
    return undone


class Decisions:
    """The decisions of one case."""

    def __init__(self, database: Database, clock: Callable[[], datetime], custody: Custody) -> None:
        self._database, self._clock, self._custody = database, clock, custody

    def all(self) -> list[Decision]:
        """Oldest first."""
        found = self._database.rows("SELECT id, at, officer, act, target, reason FROM decisions ORDER BY id")
        acts = [(r[0], r[3], fields(r[4])) for r in found]
        undone = standing(acts)
        return [
            Decision(code(r[0]), r[1], r[2], r[3], target, r[5], undone.get(r[0]), _marks(target))
            for r, (_, _, target) in zip(found, acts, strict=True)
        ]

    def after(self, number: int) -> list[Decision]:
        """Those recorded after so many, oldest first; what undoes them is not told."""
        sql = "SELECT id, at, officer, act, target, reason FROM decisions WHERE id > ? ORDER BY id"
        found = [(r, fields(r[4])) for r in self._database.rows(sql, (number,))]
        return [Decision(code(r[0]), r[1], r[2], r[3], told, r[5], marks=_marks(told)) for r, told in found]

    def tally(self, since: str) -> dict[tuple[str, str], int]:
        """How many were recorded from a moment on, by officer and act."""
        sql = "SELECT officer, act, count(*) FROM decisions WHERE at >= ? GROUP BY officer, act ORDER BY officer, act"
        return {(officer, act): n for officer, act, n in self._database.rows(sql, (since,))}

    def add(self, act: str, target: Mapping[str, object], reason: str, officer: str) -> Decision:
        """Record one: kept for good when this returns."""
        return self.add_all([Entry(act, target, reason, officer)])[0]

    def add_all(self, entries: Iterable[Entry]) -> list[Decision]:
        """Record several in one transaction: all of them or none; each with its custody row."""
        with self._database.transaction():
            return [self._add(entry) for entry in entries]

    def _add(self, entry: Entry) -> Decision:
        said = checked(entry.reason)
        if not entry.officer.strip():
            raise WrongCall("store_decisions.who_decides_must_be_said")
        officer, by = self._custody.brings(entry.officer, entry.by)
        if entry.act == UNDO:
            _check_undo(entry.target, self.all())
        ((number,),) = self._database.rows("SELECT coalesce(max(id), 0) + 1 FROM decisions")
        marks = {**entry.marks, _SALT: secrets.token_hex(16)} if entry.marks else {}
        decision = Decision(
            code(number), entry.at or moment(self._clock()), officer, entry.act, dict(entry.target), said,
            marks=marks,
        )  # fmt: skip
        kept = canonical(_kept(decision.target, marks)).decode()
        values = (number, decision.at, decision.officer, decision.act, kept, said)
        self._database.execute("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?)", values)
        told: dict[str, object] = {"decision": decision.id, "act": decision.act, "sha256": decision.sealed()}
        brought = entry.by is not None and (officer != by or entry.at or entry.said_at)
        told |= {"officer": officer} if brought else {}  # who brings it is the actor
        told |= {"said_at": entry.said_at} if entry.said_at else {}
        self._custody.append("decide", told, by)
        return decision


def _marks(target: dict[str, object]) -> dict[str, object]:
    """Take the marks out of what was kept."""
    found = target.pop(_MARKS, {})
    return found if isinstance(found, dict) else {}


def _check_undo(target: Mapping[str, object], past: Sequence[Decision]) -> None:
    name = str(target.get("decision", ""))
    known = {d.id: d for d in past}
    if not _NAME.fullmatch(name) or name not in known:
        raise WrongCall("store_decisions.no_such_decision_to_see", name=name)
    if known[name].undone_by:
        raise WrongCall("store_decisions.was_already_undone_by_nothing", name=name, by=known[name].undone_by)
