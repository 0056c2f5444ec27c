"""Officers and holders whose removal a restoring undid: told to who remembers the removal, until it is confirmed or done again.

A removed holder may keep an old copy and restore it: the chain of the restored case knows no removal. An officer's own folder does
(``heads``). Confirmed is who was added again, by another, behind the restoring; who was removed again is none any more.
Source: docs/explanation/sealing.md. Left out: removals that nobody remembers here.

>>> Returned("officer", "乙", 12, 20, themselves=True).said()[1]
'officer 乙 was removed at row 12 of the chain before, as remembered here; the restoring at row 20, done by themselves, made them one again'
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doxdocket.store.apart import apart
from doxdocket.store.canonical import fields
from doxdocket.store.heads import COMINGS

if TYPE_CHECKING:
    from doxdocket.store.case import Case


@dataclass(frozen=True, slots=True)
class Returned:
    """One of them."""

    what: str
    """``officer`` or ``key``."""
    who: str
    """The name, or the fingerprint of the key."""
    seq: int
    """The row of the chain before in which they were removed."""
    restored: int
    themselves: bool
    """Whether it was they who restored the case."""
    name: str = ""
    """Of a key the name of its holder."""

    def said(self) -> tuple[str, str]:
        """What is the matter, in Chinese and English."""
        zh = f"经办人 {self.who}" if self.what == "officer" else f"持有人 {self.name or '—'}（{self.who}）"
        en = f"officer {self.who}" if self.what == "officer" else f"holder {self.name or '—'} ({self.who})"
        by = ("，由其本人办理", ", done by themselves,") if self.themselves else ("", "")
        return (
            f"本机记得 {zh} 在原来的链第 {self.seq} 行已被移除，第 {self.restored} 行的恢复{by[0]}使其重新成为经办人或持有人",
            f"{en} was removed at row {self.seq} of the chain before, as remembered here; the restoring at row {self.restored}{by[1] or ''} made them one again",
        )


def returned(case: "Case") -> Iterator[Returned]:
    """All of them."""
    memory = case.remembered
    lost = [one for one in apart(case) if one.lost and one.removed]
    if memory is None or not lost:
        return
    here = [("officer", name, "") for name in case.info.officers]
    here += [("key", one.fingerprint, one.name) for one in case.holders()]
    for one in lost:
        gone = dict(one.removed)
        for what, who, name in here:
            seq = gone.get(memory.mark(what, who))
            if seq is not None and not _confirmed(case, what, who, name, one.restored):
                yield Returned(what, who, seq, one.restored, _theirs(case, one.restored, who, name), name)


def waits(case: "Case", what: str, who: str) -> bool:
    """Whether this one is to be confirmed or removed again."""
    return any((one.what, one.who) == (what, who) for one in returned(case))


def _confirmed(case: "Case", what: str, who: str, name: str, since: int) -> bool:
    """Whether another added them behind that row."""
    rows = case.database.rows("SELECT actor, act, detail FROM custody WHERE seq > ?", (since,))
    for actor, act, detail in rows:
        if COMINGS.get(act) == (what, False) and actor not in {who, name} - {""}:
            told = fields(detail)
            if str(told.get(what)) == who and told.get("identity") != who:
                return True
    return False


def _theirs(case: "Case", seq: int, who: str, name: str) -> bool:
    """Whether they did the act of that row."""
    ((actor, detail),) = case.database.rows("SELECT actor, detail FROM custody WHERE seq = ?", (seq,))
    return actor in {who, name} - {""} or fields(detail).get("identity") == who
