"""Decisions (认定): what a person decided about the machine's proposals. They are added, never changed.

Source: docs/explanation/sealing.md. To take one back is another decision (act ``undo``), which can itself be undone. Each is
written in one transaction with its custody row, which holds its digest: a decision altered later no longer fits.

>>> standing([(1, "person.same", {}), (2, "undo", {"decision": "D0001"})])
{1: 'D0002'}
>>> standing([(1, "x", {}), (2, "undo", {"decision": "D0001"}), (3, "undo", {"decision": "D0002"})])
{2: 'D0003'}
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from doxdocket.errors import WrongCall
from doxdocket.seal.database import Database
from doxdocket.store.canonical import canonical, digest, fields, moment
from doxdocket.store.custody import Custody
from doxdocket.store.reason import checked

UNDO = "undo"
_NAME = re.compile(r"D[0-9]{4,}")


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

    def sealed(self) -> str:
        """The digest its custody row holds."""
        return digest([self.id, self.at, self.officer, self.act, self.target, self.reason])


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
            Decision(code(r[0]), r[1], r[2], r[3], a[2], r[5], undone.get(r[0]))
            for r, a in zip(found, acts, strict=True)
        ]

    def add(self, act: str, target: Mapping[str, object], reason: str, officer: str) -> Decision:
        """Record one: kept for good when this returns."""
        said = checked(reason)
        if not officer.strip():
            raise WrongCall(
                zh="要写明由谁认定。没有记录任何东西；请加上认定人。",
                en="who decides must be said. Nothing was recorded; name the officer.",
            )
        with self._database.transaction():
            if act == UNDO:
                _check_undo(target, self.all())
            ((number,),) = self._database.rows("SELECT coalesce(max(id), 0) + 1 FROM decisions")
            decision = Decision(code(number), moment(self._clock()), officer, act, dict(target), said)
            values = (number, decision.at, officer, act, canonical(decision.target).decode(), said)
            self._database.execute("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?)", values)
            self._custody.append("decide", {"decision": decision.id, "act": act, "sha256": decision.sealed()}, officer)
        return decision


def _check_undo(target: Mapping[str, object], past: Sequence[Decision]) -> None:
    name = str(target.get("decision", ""))
    known = {d.id: d for d in past}
    if not _NAME.fullmatch(name) or name not in known:
        raise WrongCall(
            zh="没有这个认定：{name}。查看所有认定：doxdocket export CASE decisions",
            en="no such decision: {name}. To see them all: doxdocket export CASE decisions",
            name=name,
        )
    if known[name].undone_by:
        raise WrongCall(
            zh="{name} 已被 {by} 撤销，没有再记。",
            en="{name} was already undone by {by}; nothing was recorded.",
            name=name,
            by=known[name].undone_by,
        )
