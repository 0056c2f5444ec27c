"""Decisions (认定): what a person decided about the machine's proposals. They are added, never changed.

Source: docs/explanation/sealing.md. To take one back is another decision (act ``undo``), which can itself be undone. Each is
written in one transaction with its custody row, which holds its digest: a decision altered later no longer fits. Beside its
target it keeps marks, by which the target is known again when keys move (docs/decisions/0006-decisions-by-content.md); they hold
keyed digests, so they stay in the database, and ``tags`` is what may leave it. Among the marks is how it was decided (``HOW``): by
somebody who saw the post, or together with others of which so many were seen; what is decided together is undone by one act.

>>> standing([(1, "person.same", {}), (2, "undo", {"decision": "D0001"})])
{1: 'D0002'}
>>> standing([(1, "x", {}), (2, "undo", {"decision": "D0001"}), (3, "undo", {"decision": "D0002"})])
{2: 'D0003'}
>>> standing([(1, "x", {}), (2, "x", {}), (3, "undo", {"decision": "D0001", "also": ["D0002"]})])
{1: 'D0003', 2: 'D0003'}
>>> tags({"a": {"values": {"name": ["7f3a9c5522aa01bd"]}}})
{'a': {'values': {'name': ['#7f3a']}}}
"""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.seal.database import Database
from doxdocket.store.canonical import canonical, digest, fields
from doxdocket.store.custody.log import Added
from doxdocket.store.reason import checked

UNDO = "undo"
LETTERS = {"decision": "D", "sample": "S"}
"""What the ids of each kind of act begin with: ``D0001``."""
_NUMBER = re.compile(r"[0-9]{4,}")
_MARKS = "marks"
_DIGEST = re.compile(r"[0-9a-f]{16}")
_SALT = "salt"
HOW = "how"
"""The mark that says how it was decided on the screen: ``way`` (seen, bulk), and of a bulk by what, how many were seen of how many, and which."""
SEEN, BULK = "seen", "bulk"
"""How a decision was made: by somebody to whom its post was shown, or with others alike of which only some were shown."""
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


def standing(acts: Sequence[tuple[int, str, Mapping[str, object]]], what: str = "decision") -> dict[int, str]:
    """Which acts are undone, and by which: read backwards, since a later undo may undo an undo.

    >>> standing([(1, "plan", {}), (2, "undo", {"sample": "S0001"}), (3, "undo", {"sample": "S0002"})], "sample")
    {2: 'S0003'}
    """
    undone: dict[int, str] = {}
    for number, act, target in reversed(acts):
        for name in undoes(target, what) if act == UNDO and number not in undone else ():
            if name[:1] == LETTERS[what] and _NUMBER.fullmatch(name, 1):
                undone.setdefault(int(name[1:]), f"{LETTERS[what]}{number:04d}")
    return undone


def undoes(target: Mapping[str, object], what: str = "decision") -> list[str]:
    """The decisions (or acts of review) that an undo takes back: one, or several decided together.

    >>> undoes({"decision": "D0001", "also": ["D0002"]})
    ['D0001', 'D0002']
    """
    more = target.get("also") if what == "decision" else ()
    return [str(target.get(what, "")), *(map(str, more) if isinstance(more, list | tuple) else ())]


def kept(database: Database, what: str, after: int = 0) -> list[Decision]:
    """What stands in the table of decisions, or in that of samples, oldest first, each with what undid it."""
    found = database.rows(
        f"SELECT id, at, officer, act, target, reason FROM {what}s WHERE id > ? ORDER BY id", (after,)
    )
    acts = [(r[0], r[3], fields(r[4])) for r in found]
    undone = standing(acts, what)
    return [
        Decision(f"{LETTERS[what]}{r[0]:04d}", r[1], r[2], r[3], target, r[5], undone.get(r[0]), _marks(target))
        for r, (_, _, target) in zip(found, acts, strict=True)
    ]


def check_undo(target: Mapping[str, object], past: Sequence[Decision], what: str = "decision") -> None:
    """Refuse to undo what is not there, or was undone already."""
    known, ours = {one.id: one for one in past}, what == "decision"
    for name in undoes(target, what):
        if name not in known:
            why = WrongCall(
                "store_decisions.no_such_decision_to_see" if ours else "samples.there_is_no_to_see", name=name
            )
            raise meant(why, name, known)
        if by := known[name].undone_by:
            raise WrongCall(
                "store_decisions.was_already_undone_by_nothing" if ours else "samples.was_already_undone_by_nothing",
                name=name,
                by=by,
            )


def ways(decisions: Iterable[Decision]) -> dict[str, int]:
    """How these decisions were made: how many were seen, made in bulk, or made elsewhere than at the desk, and of how many things of the bulks the post was shown.

    >>> one = Decision("D0001", "", "", "", {}, "", marks={HOW: {"way": BULK, "batch": "a", "seen": 2, "of": 9}})
    >>> ways([one, one])
    {'seen': 0, 'bulk': 2, 'elsewhere': 0, 'shown': 2}
    """
    out = {SEEN: 0, BULK: 0, "elsewhere": 0}
    shown: dict[str, int] = {}
    for one in decisions:
        how = how_made(one.marks)
        out[str(how.get("way", "elsewhere"))] += 1
        if how.get("way") == BULK:
            shown[str(how.get("batch"))] = int(str(how.get("seen", 0)))
    return out | {"shown": sum(shown.values())}


def how_made(marks: Mapping[str, object]) -> Mapping[str, object]:
    """How a decision was made, by its marks; nothing where it was not made at the desk."""
    how = marks.get(HOW)
    return how if isinstance(how, Mapping) and how.get("way") in {SEEN, BULK} else {}


class Decisions(Added):
    """The decisions of one case."""

    TABLE = "decisions"

    def all(self, after: int = 0) -> list[Decision]:
        """Oldest first. ``after``: only those with a higher number; what these undo of earlier ones is then told by them alone."""
        return kept(self._database, "decision", after)

    def count(self) -> int:
        """How many there are."""
        ((number,),) = self._database.rows("SELECT count(*) FROM decisions")
        return int(number)

    def after(self, number: int) -> list[Decision]:
        """Those recorded after so many, oldest first; what undoes them is not told."""
        return [replace(one, undone_by=None) for one in self.all(number)]

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
            check_undo(entry.target, self.all())
        number = self.last() + 1
        marks = {**entry.marks, _SALT: secrets.token_hex(16)} if entry.marks else {}
        decision = Decision(
            f"D{number:04d}", entry.at or self._custody.moment(), officer, entry.act, dict(entry.target), said,
            marks=marks,
        )  # fmt: skip
        both = canonical(_kept(decision.target, marks)).decode()
        self.put(number, decision.at, decision.officer, decision.act, both, said)
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
