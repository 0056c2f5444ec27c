"""What an officer remembers and this chain has not: rows that a restoring lost, acts that were done in copies, removals that were undone.

A restoring takes the place of the chain that was there before; what that chain had beyond the backup is lost, and the restoring's row says up
to which row it knew of them. What was done in a backup, a fork, or the case that a fork was made from is told as done elsewhere, unless
a merge brought it. Each such chain is told once, as one or the other. A removed holder may keep an old copy and restore it: the chain of the restored
case knows no removal, an officer's own folder does (``returned``). Confirmed is who was added again behind the restoring, by
another than those it brought back and whom these let in since. Source: docs/explanation/sealing.md. Left out: chains that nobody remembers here.

>>> Apart("forked", "/travel", 5, 7).lost, Apart("", "/case", 5, 7, above=True, restored=5).lost
(False, True)
>>> Apart("", "/case", 23, 23).rows()[1], Apart("", "/case", 5, 7).rows()[1]
('row 23', 'rows 5 to 7')
>>> Returned("officer", "乙", 12, 20, themselves=True).said()[1]
'officer 乙 was removed at row 12 of the chain before, as remembered here; the restoring at row 20, done by themselves, made them one again'
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doxdocket.store.canonical import fields
from doxdocket.store.custody.memory import COPIED, FORK, RESTORED
from doxdocket.store.custody.officers import BOUND, COMINGS, NONE, ROTATION
from doxdocket.words import zh_en

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doxdocket.store.case import Case
    from doxdocket.store.custody.memory import Memory


@dataclass(frozen=True, slots=True)
class Apart:
    """A remembered chain whose end is not in this one."""

    began: str
    """The act with which it began; empty for the case itself."""
    path: str
    first: int
    """Its first row that is not in this chain, as far as is remembered."""
    last: int
    above: bool = False
    """Whether this chain was copied from it: then it is the case itself."""
    restored: int = 0
    """The row of this chain with which a restoring took its place; 0 when none did."""
    spoken: bool = False
    """Whether that restoring speaks of these rows."""
    removed: tuple[tuple[str, int], ...] = ()
    """Who was removed in these rows (``Memory.mark``), and in which."""

    def rows(self) -> tuple[str, str]:
        """Its rows that are not in this chain, in Chinese and English."""
        if self.first == self.last:
            return str(self.last), f"row {self.last}"
        return f"{self.first}–{self.last}", f"rows {self.first} to {self.last}"

    @property
    def lost(self) -> bool:
        """Whether its rows did not come back in a restoring; else they were done elsewhere."""
        return self.restored > 0


def apart(case: "Case") -> list[Apart]:
    """All of them; none when what is remembered cannot be read, which ``Memory.look`` tells."""
    memory = case.remembered
    try:
        told = memory.told() if memory else {}
    except (ValueError, KeyError):
        return []
    if memory is None:
        return []
    begun = {branch: seq for seq, branch, _ in memory.copies[1:]}
    restorings = [seq for seq, _, act in memory.copies if act == RESTORED]
    spoken, brought = _spoken(case), _brought(case)
    found = []
    for branch, end in told["branches"].items():
        if memory.holds(end):
            continue
        shared, began, last = memory.shared(end), str(end.get("began", "")), int(end["seq"])
        parted = max(shared, begun.get(branch, 0))
        restored = 0 if began in {COPIED, FORK} else next((seq for seq in restorings if seq > parted), 0)
        if not restored and (branch == memory.branch or end["head"] in brought or end["head"] == branch):
            continue  # told of the chain at hand, brought back by a merge, or nothing was done there
        path = next((path for path, one in told["places"].items() if one["branch"] == branch), "")
        above = not branch or branch in begun
        gone = tuple((str(mark), int(seq)) for mark, seq in end.get("gone", ()) if seq > shared)
        found.append(Apart(began, path, shared + 1, last, above, restored, last <= spoken.get(branch, 0), gone))
    return found


def replaced(memory: "Memory") -> dict[str, Any] | None:
    """The end of the chain in whose place a restoring puts this one: the longest that is remembered and is no backup and no fork."""
    try:
        branches: Mapping[str, Mapping[str, Any]] = memory.told()["branches"]
    except (ValueError, KeyError):
        return None
    lines = {branch: end for branch, end in branches.items() if end.get("began") not in {COPIED, FORK}}
    branch, end = max(lines.items(), key=lambda one: int(one[1]["seq"]), default=("", None))
    return None if end is None else {"branch": branch, "seq": end["seq"], "head": end["head"]}


def _spoken(case: "Case") -> dict[str, int]:
    """Of each branch the last row that a restoring speaks of; an altered row speaks of nothing, the chain names it."""
    found: dict[str, int] = {}
    for (detail,) in case.database.rows("SELECT detail FROM custody WHERE act = ? ORDER BY seq", (RESTORED,)):
        gone: Any = fields(detail).get("replaces")
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            branch = str(gone.get("branch", ""))
            found[branch] = max(int(gone["seq"]), found.get(branch, 0))
    return found


def _brought(case: "Case") -> set[str]:
    """The rows of forks that a merge brought: whoever remembers one of them remembers nothing that is missing."""
    asked = "SELECT json_extract(detail, '$.row.hash') FROM custody WHERE act = 'merged' AND json_valid(detail)"
    return {str(row[0]) for row in case.database.rows(asked)}


@dataclass(frozen=True, slots=True)
class Returned:
    """One of them."""

    what: str
    """``officer``, ``key``, or ``rotation``: the key of the case that was in use before."""
    who: str
    """The name, or the fingerprint of the key."""
    seq: int
    """The row of the chain before in which they were removed; 0 of who was let in by one of them since."""
    restored: int
    themselves: bool
    """Whether it was they who restored the case."""
    name: str = ""
    """Of a key the name of its holder."""

    def said(self) -> tuple[str, str]:
        """What is the matter, in Chinese and English."""
        if self.what == ROTATION:
            return zh_en("elsewhere.key_of_case_was_rotated", seq=self.seq, restored=self.restored)
        zh = f"经办人 {self.who}" if self.what == "officer" else f"持有人 {self.name or '—'}（{self.who}）"
        en = f"officer {self.who}" if self.what == "officer" else f"holder {self.name or '—'} ({self.who})"
        if not self.seq:
            return zh_en("elsewhere.was_let_in_after_restoring", restored=self.restored, said=(zh, en))
        by = zh_en("elsewhere.done_by_themselves") if self.themselves else ("", "")
        return zh_en(
            "elsewhere.was_removed_at_row_of",
            seq=self.seq,
            restored=self.restored,
            said=(zh, en),
            by=(by[0], by[1] or ""),
        )


def returned(case: "Case") -> Iterator[Returned]:
    """All of them, and whom they let in since."""
    memory = case.remembered
    lost = [one for one in apart(case) if one.lost and one.removed]
    if memory is None or not lost:
        return
    rows = [
        (int(seq), str(actor), str(act), fields(detail))
        for seq, actor, act, detail in case.database.rows("SELECT seq, actor, act, detail FROM custody ORDER BY seq")
    ]
    here = {("officer", name): "" for name in case.info.officers} | {(ROTATION, NONE): ""}
    here |= {("key", one.fingerprint): one.name for one in case.holders()}
    met = {(COMINGS[act][0], str(detail.get(COMINGS[act][0]))) for _, _, act, detail in rows if act in COMINGS}
    answered = case.custody.reading().standing.ever
    for one in lost:
        gone = dict(one.removed)
        back = {who: gone[mark] for who in here.keys() | met if (mark := memory.mark(*who)) in gone}
        doer: tuple[str, object] = ("", None)
        for seq, actor, act, detail in rows:
            if seq == one.restored:
                doer = actor, detail.get("identity")
            elif seq > one.restored:
                _go_on(back, actor, act, detail, answered)
        for (what, who), name in here.items():
            if (what, who) in back:
                themselves = doer[0] in {who, name} - {""} or doer[1] == who
                yield Returned(what, who, back[what, who], one.restored, themselves, name)


def _go_on(
    back: dict[tuple[str, str], int], actor: str, act: str, detail: dict[str, Any], answered: "Mapping[str, set[str]]"
) -> None:
    """What a row behind the restoring changes: another than they removes or confirms them; whom they let in is let in by them."""
    key = str(detail.get("identity"))
    names = answered.get(key, set())
    theirs = (
        ("officer", actor) in back or ("key", key) in back or (names and all(("officer", n) in back for n in names))
    )
    what, _goes = COMINGS.get(act, ("", False))
    who = (what, str(detail.get(what)))
    if not theirs:
        back.pop(who, None)
        if act == "key.remove":  # with a rotation
            back.pop((ROTATION, NONE), None)
        return
    bound = detail.get(BOUND)
    let_in = [("key", str(mark)) for keys in (bound.values() if isinstance(bound, dict) else ()) for mark in keys]
    for each in [*([who] if what and not _goes else []), *let_in]:
        back.setdefault(each, 0)


def waits(case: "Case", what: str, who: str) -> bool:
    """Whether this one is to be confirmed or removed again."""
    return any((one.what, one.who) == (what, who) for one in returned(case))
