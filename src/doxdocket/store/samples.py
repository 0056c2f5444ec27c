"""Acts of double review (抽样双人复核): plans, answers, and undoings of them. They are added, never changed, as decisions are.

Source: docs/explanation/sampling.md. They are no decisions: they say how good the machine is and change no figure, so they have a
table of their own. Each is written in one transaction with its custody row, which holds its digest. What it leaves out: what
a plan or an answer means, which ``sample`` knows.

>>> undone([(1, "plan", {}), (2, "undo", {"sample": "S0001"}), (3, "undo", {"sample": "S0002"})])
{2: 'S0003'}
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.seal.database import Database
from doxdocket.store.canonical import canonical, digest, fields
from doxdocket.store.custody.log import Custody
from doxdocket.store.reason import checked

PLAN, ANSWERS, UNDO = "plan", "answers", "undo"
_NAME = re.compile(r"S[0-9]{4,}")


@dataclass(frozen=True, slots=True)
class Sample:
    """One act; ``undone_by`` is the id of the act that took it back, if one stands."""

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
    """``S0001`` for 1."""
    return f"S{number:04d}"


def undone(acts: Sequence[tuple[int, str, Mapping[str, object]]]) -> dict[int, str]:
    """Which acts are undone, and by which: read backwards, since a later undo may undo an undo."""
    found: dict[int, str] = {}
    for number, act, target in reversed(acts):
        named = str(target.get("sample", ""))
        if act == UNDO and number not in found and _NAME.fullmatch(named):
            found.setdefault(int(named[1:]), code(number))
    return found


class Samples:
    """Those of one case."""

    def __init__(self, database: Database, custody: Custody) -> None:
        self._database, self._custody = database, custody

    def all(self) -> list[Sample]:
        """Oldest first, undone ones included."""
        rows = self._database.rows("SELECT id, at, officer, act, target, reason FROM samples ORDER BY id")
        acts = [(r[0], r[3], fields(r[4])) for r in rows]
        gone = undone(acts)
        return [
            Sample(code(r[0]), r[1], r[2], r[3], a[2], r[5], gone.get(r[0])) for r, a in zip(rows, acts, strict=True)
        ]

    def standing(self, act: str) -> list[Sample]:
        """The acts of one sort that are not undone, oldest first."""
        return [one for one in self.all() if one.act == act and one.undone_by is None]

    def keys(self) -> dict[str, str]:
        """With which key each act was done, as its custody row has it; of an act of before keys were written down nothing."""
        found = self._database.rows("SELECT detail FROM custody WHERE act = 'sample' ORDER BY seq")
        told = [fields(row[0]) for row in found]
        return {str(one["sample"]): str(one["identity"]) for one in told if {"sample", "identity"} <= one.keys()}

    def lent(self) -> set[tuple[str, str]]:
        """The officers and keys that somebody else tied to one another."""
        return {(one.officer, key) for one in self._custody.reading().lent for key in one.keys}

    def one_key(self) -> list[tuple[str, str, list[str]]]:
        """Where answers of different people to one standing plan came under one key: the plan, the key, the people.

        It is told of the answers that count: of one person the latest to each question.
        """
        keys, plans = self.keys(), [one.id for one in self.standing(PLAN)]
        under: dict[tuple[str, str], list[str]] = {}
        acts = self.standing(ANSWERS)
        last = {(one.target.get("plan"), one.officer, number): one.id for one in acts for number in _numbers(one)}
        counts = set(last.values())
        for one in acts:
            if one.id not in counts and _numbers(one):
                continue  # every answer of it was given again
            if one.id in keys and (plan := str(one.target.get("plan"))) in plans:
                under.setdefault((plan, keys[one.id]), []).append(one.officer)
        return [(*at, people) for at, every in under.items() if len(people := list(dict.fromkeys(every))) > 1]

    def add(self, act: str, target: Mapping[str, object], reason: str, officer: str) -> Sample:
        """Record one, whole or not at all."""
        said = checked(reason)
        if not officer.strip():
            raise WrongCall("samples.who_does_this_must_be")
        with self._database.transaction():
            if act == UNDO:
                _check_undo(str(target.get("sample", "")), self.all())
            ((number,),) = self._database.rows("SELECT coalesce(max(id), 0) + 1 FROM samples")
            made = Sample(code(number), self._custody.moment(), officer, act, dict(target), said)
            values = (number, made.at, officer, act, canonical(made.target).decode(), said)
            self._database.execute("INSERT INTO samples VALUES (?, ?, ?, ?, ?, ?)", values)
            self._custody.append("sample", {"sample": made.id, "act": act, "sha256": made.sealed()}, officer)
        return made


def _numbers(one: Sample) -> list[str]:
    """The questions that an act answers."""
    answers = one.target.get("answers")
    return list(answers) if isinstance(answers, dict) else []


def _check_undo(name: str, past: Sequence[Sample]) -> None:
    known = {one.id: one for one in past}
    if name not in known:
        raise meant(WrongCall("samples.there_is_no_to_see", name=name), name, known)
    if known[name].undone_by:
        raise WrongCall("samples.was_already_undone_by_nothing", name=name, by=known[name].undone_by)  # fmt: skip
