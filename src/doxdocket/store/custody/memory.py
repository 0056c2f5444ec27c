"""What an officer remembers of a case outside its folder: how long its chain was, and what its last row was.

A chain cannot see that its own end was cut off. So ``heads/CASE.json`` in the officer's own folder (``keyring.home``) holds, under a
MAC of the case key, the last row of each branch of the case and what lay at each path, with a trail of earlier rows. It is written
after each committed act and before the act is acknowledged, and compared at every open. Nothing bad is ever written over: a chain
that ends before what is remembered, or that has other rows, can be read and is told; nobody can act on it.
A branch begins where a recorded act says so (``BRANCHES``): copies made by the program are told apart from copies made by hand.
Source: docs/explanation/sealing.md. Left out: what other remembered chains have that this one has not (``apart``); whoever holds the
officer's own folder too.

>>> kept = thinned([[n, "ab"] for n in range(1, 400)])
>>> len(kept) <= TRAIL, kept[-1], kept[0]
(True, [399, 'ab'], [1, 'ab'])
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doxdocket.errors import EvidenceFault, StorageFault, WrongCall
from doxdocket.seal.database import Database
from doxdocket.store import keyring
from doxdocket.store.canonical import canonical
from doxdocket.store.case_files import sync, write_synced
from doxdocket.store.info import DATABASE
from doxdocket.store.lock import Lock
from doxdocket.store.nearby_cases import is_case
from doxdocket.words import zh_en

if TYPE_CHECKING:
    from doxdocket.store.case import Case

FOLDER = "heads"
NEW, SAME, AHEAD, MERGED = "new", "same", "ahead", "merged"
BEHIND, FORKED, FOREIGN, UNREADABLE, RENAMED = "behind", "forked", "foreign", "unreadable", "renamed"
BAD = (BEHIND, FORKED, UNREADABLE, RENAMED)
"""Relations in which nobody acts: rows that were there are not, or it cannot be told."""
COPIED, FORK, RESTORED = "copied", "forked", "restored"
BRANCHES = (COPIED, FORK, RESTORED)
"""Acts with which a copy of a case begins: from there on it has a chain of its own."""
_MARKS = ", ".join("?" * len(BRANCHES))
TRAIL, MARK = 128, 16  # rows remembered of a branch; hex digits of each


@dataclass(frozen=True, slots=True)
class Relation:
    """How a chain stands to what is remembered of it."""

    kind: str
    seq: int
    head: str
    remembered: int = 0
    """The row that is remembered; 0 when none is."""
    remembered_head: str = ""
    other: str = ""
    """Another folder, or another case, that this is about; of a recorded copy the act with which it begins."""
    recorded: bool = False
    """Forked by an act on record: a copy made by the program, seen for the first time."""

    @property
    def bad(self) -> bool:
        """Whether nobody may act on it."""
        return self.kind in BAD and not self.recorded

    def said(self) -> tuple[str, str]:
        """What it means, in Chinese and English."""
        if self.recorded:
            return zh_en("memory.it_begins_with_copy_on", remembered=self.remembered, other=self.other)
        s, at = self.remembered, f"{self.head[:12]}…"
        was = f"{self.remembered_head[:12]}…"
        return {
            NEW: zh_en("memory.this_case_was_not_remembered"),
            SAME: zh_en("memory.same_as_remembered_row", seq=self.seq),
            AHEAD: zh_en("memory.longer_than_remembered_row_and", s=s),
            MERGED: zh_en("memory.longer_than_remembered_row_with", s=s),
            BEHIND: zh_en("memory.it_is_older_copy_of", seq=self.seq, at=at, other=self.other, s=s) if self.other else zh_en("memory.it_ends_at_row_but", seq=self.seq, at=at, s=s, was=was),
            FORKED: zh_en("memory.row_and_remembered_row_are", seq=self.seq, at=at, s=s, was=was, what=zh_en("memory.other_one", other=self.other) if self.other else ""),
            FOREIGN: zh_en("memory.another_case_lay_at_this", other=self.other),
            RENAMED: zh_en("memory.case_of_this_key_is", other=self.other),
            UNREADABLE: zh_en("memory.what_was_remembered_was_altered", other=self.other),
        }[self.kind]  # fmt: skip


def thinned(trail: list[list[Any]]) -> list[list[Any]]:
    """A trail of at most ``TRAIL`` rows: of the older half every second one goes."""
    while len(trail) > TRAIL:
        half = len(trail) // 2
        trail = [*trail[:half:2], *trail[half:]]
    return trail


class Memory:
    """What is remembered of one open case."""

    def __init__(self, case: "Case", place: Path) -> None:
        self._case = case
        self.id = case.info.id
        self.path = str(place.resolve())
        self.folder = keyring.home() / FOLDER
        self.file = self.folder / f"{self.id}.json"
        self._settled = False
        begun = case.database.rows(f"SELECT seq, hash, act FROM custody WHERE act IN ({_MARKS}) ORDER BY seq", BRANCHES)
        self.copies: list[tuple[int, str, str]] = [(0, "", ""), *begun]
        """The branches of this chain, oldest first: row, hash and act with which each began. They stay while the case is open."""
        _, self.branch, self.began = self.copies[-1]
        self.relation, told = self._seen()
        self.relation_at_open = self.relation
        if (
            self.relation.kind in {NEW, AHEAD, MERGED}
            or self.relation.recorded
            or (
                self.relation.kind == SAME
                and not (self.path in told["places"] and "gone" in told["branches"].get(self.branch, {}))
            )
            or (self.relation.kind == FOREIGN and self.path in told["places"])
        ):
            with suppress(StorageFault):  # who only reads need not be able to write there
                self.remember()

    # The chain in hand.
    def _at(self, seq: int) -> str:
        found = self._case.database.rows("SELECT hash FROM custody WHERE seq = ?", (seq,))
        return str(found[0][0]) if found else ""

    def holds(self, one: Mapping[str, Any]) -> bool:
        """Whether this chain has that row."""
        return self._at(int(one["seq"])) == str(one["head"])

    def shared(self, end: Mapping[str, Any]) -> int:
        """The last remembered row of a branch that is in this chain too."""
        return max(
            (int(seq) for seq, mark in end.get("trail", ()) if seq and self._at(seq).startswith(mark)), default=0
        )

    # What is remembered.
    def told(self) -> dict[str, Any]:
        """All that is remembered; a ``ValueError`` when the file is not as it was written."""
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return {"case": self.id, "branches": {}, "places": {}}
        except OSError as e:
            raise ValueError(str(e)) from None
        told = json.loads(data)
        if not isinstance(told, dict) or told.pop("mac", None) != self._case.mac(told) or told["case"] != self.id:
            raise ValueError(self.file.name)
        return told

    def look(self) -> Relation:
        """How the chain stands to it now."""
        return self._seen()[0]

    def _seen(self) -> tuple[Relation, dict[str, Any]]:
        """How the chain stands to it now, and what it was compared with: read once."""
        seq, head = self._case.custody.end()
        try:
            told = self.told()
            return self._stands(told, seq, head), told
        except (ValueError, KeyError):
            return Relation(UNREADABLE, seq, head, other=str(self.file)), {}

    def _stands(self, told: Mapping[str, Any], seq: int, head: str) -> Relation:
        if not told["branches"] and (other := self._other_id()):
            return Relation(RENAMED, seq, head, other=other)
        here, tip = told["places"].get(self.path), told["branches"].get(self.branch)
        if here is not None and not self.holds(here) and not self._restored(here, told["branches"]):
            return self._broken(here, told["branches"].get(here["branch"], here), seq, head)
        if tip is not None and not self.holds(tip):
            broken = self._broken(tip, tip, seq, head)
            elsewhere = [path for path, one in told["places"].items() if one["branch"] == self.branch and path != self.path
                         and one["head"] == tip["head"]]  # fmt: skip
            if here is not None or any(is_case(Path(path)) for path in elsewhere):
                kind = BEHIND if broken.kind == BEHIND and self._was(told, tip, elsewhere, seq, head) else FORKED
                return Relation(kind, seq, head, broken.remembered, broken.remembered_head, ", ".join(elsewhere[:1]))
            return broken
        if lost := self._rewritten(told["branches"]):
            return Relation(FORKED, seq, head, *lost)
        known = max((int(one["seq"]) for one in (here, tip) if one is not None and self.holds(one)), default=0)
        if not known and told["branches"] and self.branch:
            return Relation(FORKED, seq, head, *self.copies[-1], recorded=True)
        if other := self._other_case() if here is None and seq > 1 else str((here or {}).get("other", "")):
            return Relation(
                FOREIGN, seq, head, known, self._at(known), other
            )  # of a chain that is as remembered, or new: never instead
        if not known:
            return Relation(NEW, seq, head)
        kind = SAME if known == seq else MERGED if self._merged_since(known) else AHEAD
        return Relation(kind, seq, head, known, self._at(known))

    def _broken(self, lost: Mapping[str, Any], branch: Mapping[str, Any], seq: int, head: str) -> Relation:
        """Behind when all that is remembered up to the end of this chain is in it, else forked."""
        earlier = [point for point in branch.get("trail", ()) if point[0] <= seq]
        whole = seq < lost["seq"] and all(self._at(point[0]).startswith(point[1]) for point in earlier)
        return Relation(BEHIND if whole else FORKED, seq, head, int(lost["seq"]), str(lost["head"]))

    def _was(
        self, told: Mapping[str, Any], branch: Mapping[str, Any], elsewhere: list[str], seq: int, head: str
    ) -> bool:
        """Whether the end of this chain is a row of the remembered one: as remembered, or as the case says where that one lies."""
        points = [*branch.get("trail", ()), *([one["seq"], one["head"][:MARK]] for one in told["places"].values()
                                              if one["branch"] == self.branch)]  # fmt: skip
        return [seq, head[:MARK]] in points or any(self._row_of(Path(path), seq) == head for path in elsewhere)

    def _row_of(self, place: Path, seq: int) -> str:
        """The hash of a row of the case that lies elsewhere; empty when it has none, or cannot be read just now."""
        with suppress(EvidenceFault, StorageFault):
            if is_case(place):
                with Database(place / DATABASE, self._case.key.subkeys("database")[0]) as other:
                    return "".join(row[0] for row in other.rows("SELECT hash FROM custody WHERE seq = ?", (seq,)))
        return ""

    def _restored(self, lost: Mapping[str, Any], branches: Mapping[str, Any]) -> bool:
        """Whether the rows that are gone were replaced by a recorded restoring that is new to this officer."""
        new = any(act == RESTORED and branch not in branches for _, branch, act in self.copies)
        return lost["branch"] != self.branch and new

    def _rewritten(self, branches: Mapping[str, Any]) -> tuple[int, str] | None:
        """A remembered row of a branch of this chain that is another one now, before the next branch began: no copy changes such a row."""
        for (_, branch, _), (end, _, _) in pairwise(self.copies):
            points = [point for point in branches.get(branch, {}).get("trail", ()) if 0 < point[0] < end]
            if points and not self._at(points[-1][0]).startswith(points[-1][1]):
                return int(points[-1][0]), str(points[-1][1])
        return None

    def _merged_since(self, seq: int) -> bool:
        return bool(self._case.database.rows("SELECT 1 FROM custody WHERE act = 'merge' AND seq > ?", (seq,)))

    def _other_case(self) -> str:
        """Another case that is remembered at this path."""
        for file in sorted(self.folder.glob("*.json")):
            with suppress(OSError, ValueError, AttributeError, TypeError):
                if file != self.file and self.path in json.loads(file.read_bytes()).get("places", {}):
                    return file.stem
        return ""

    def _other_id(self) -> str:
        """Another id under which a case of this key is remembered."""
        for file in sorted(self.folder.glob("*.json")):
            with suppress(OSError, ValueError, AttributeError, TypeError):
                told = json.loads(file.read_bytes())
                if told.pop("mac", None) == self._case.mac(told) and told["case"] != self.id:
                    return str(told["case"])
        return ""

    @property
    def copied(self) -> bool:
        """Whether this is a backup."""
        return self.began == COPIED

    # Remembering.
    def guard(self) -> None:
        """Refuse an act on a chain that is not what it was."""
        if self.relation.bad:
            zh, en = self.relation.said()
            raise EvidenceFault("memory.nothing_was_done_of_custody", what_zh=zh, what_en=en, folder=self.path)  # fmt: skip
        if self.copied:
            raise WrongCall("memory.nothing_was_done_is_backup", folder=self.path)

    def remember(self) -> None:
        """Keep the end of the chain as it is now; it is on the disk when this returns."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with Lock(self.folder / ".lock").held():
                self._keep()
        except OSError as e:
            seq, head = self._case.custody.end()
            raise StorageFault("memory.it_is_row_of_custody", seq=seq, file=self.file, what=e.strerror or type(e).__name__, head=head) from None  # fmt: skip

    def settle(self) -> None:
        """Somebody held a row of this chain against paper: it is the case that they mean, whatever lay at its path before."""
        if self.relation.kind == FOREIGN:
            self._settled = True
            self.remember()

    def _keep(self) -> None:
        now, told = self._seen()
        if now.bad:
            self.relation = now
            self.guard()
        seq, head = self._case.custody.end()
        end: dict[str, Any] = {"seq": seq, "head": head}
        trail = told["branches"].get(self.branch, {}).get("trail") or self._sampled()
        if trail[-1][0] < seq:
            trail = [*trail, [seq, head[:MARK]]]
        told["branches"][self.branch] = end | {"began": self.began, "trail": thinned(trail), "gone": self._gone()}
        other = {"other": now.other} if now.kind == FOREIGN and not self._settled else {}
        told["places"][self.path] = end | {"branch": self.branch} | other
        temporary = self.file.with_name(f".{self.file.name}")
        write_synced(temporary, canonical(told | {"mac": self._case.mac(told)}) + b"\n")
        temporary.replace(self.file)
        sync(self.folder)
        self.relation = (
            Relation(FOREIGN, seq, head, seq, head, now.other) if other else Relation(SAME, seq, head, seq, head)
        )

    def _gone(self) -> list[list[Any]]:
        """Who was removed in this chain and did not come back, as keyed digests with the row: a restoring may undo it (``returned``)."""
        return [[self.mark(*who), seq] for who, seq in self._case.custody.reading().went.items()]

    def mark(self, what: str, who: str) -> str:
        """A keyed digest of an officer or of a holder's key."""
        return self._case.mac([what, who])[:MARK]

    def _sampled(self) -> list[list[Any]]:
        rows = self._case.database.rows(
            "SELECT seq, substr(hash, 1, ?) FROM custody WHERE seq % (1 + (SELECT max(seq) FROM custody) / ?) = 0 ORDER BY seq",
            (MARK, TRAIL // 2),
        )
        return [list(row) for row in rows] or [[0, ""]]
