"""What merges brought: whether the rows of a fork are whole, and whether they fit the officers and keys of the case.

Behind a row ``merge`` the rows of the fork stand whole, each in a row ``merged``. For judging, the rows of both sides since they parted are
laid into one line by their times, each side in its own order, and read as any chain is (``officers``): a key that answers for a name on one side and not on
the other, or a name whose officer had left the case before, does not fit.
Source: docs/decisions/0013-officers-and-keys.md. Left out: a clock that was set back; it shows in the fork's own rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from doxdocket.store.custody.chain import CustodyRow
from doxdocket.store.custody.officers import MERGED, MIGRATED, Reading

MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge: its row, the hashes of the row where the two parted and of the fork's end, and the rows that came over."""

    seq: int
    parted: str
    end: str
    rows: tuple[CustodyRow, ...]
    """None where they are not as they were written."""
    count: object

    @property
    def whole(self) -> bool:
        """Whether its rows lead from where the two parted to the end of the fork."""
        chain = [self.parted, *(row.hash for row in self.rows)]
        linked = all(
            row.prev == prev and row.hash == row.computed() for prev, row in zip(chain, self.rows, strict=False)
        )
        return linked and chain[-1] == self.end and len(self.rows) == self.count


def merges(rows: Sequence[CustodyRow]) -> list[Merge]:
    """All of a chain, oldest first."""
    return [
        Merge(row.seq, _hash(row, "from"), _hash(row, "fork"), _inner(rows[at:]), row.detail.get("rows"))
        for at, row in enumerate(rows, 1)
        if row.act == MERGE
    ]


def away(rows: Sequence[CustodyRow]) -> list[CustodyRow]:
    """The rows with which copies to work on were made (``fork``, ``restore`` of a case that goes on) that no merge brought back."""
    back = {_hash(row, "of") for row in [*rows, *(row for one in merges(rows) for row in one.rows)]}  # or this is it
    return [row for row in rows if row.act in {"fork", "restore"} and row.hash not in back]


def _hash(row: CustodyRow, which: str) -> str:
    told = row.detail.get(which)
    return str(told.get("head")) if isinstance(told, Mapping) else ""


def _inner(rows: Sequence[CustodyRow]) -> tuple[CustodyRow, ...]:
    try:
        return tuple(CustodyRow(**row.detail["row"]) for row in takewhile(lambda row: row.act == MERGED, rows))  # type: ignore[arg-type]
    except (KeyError, TypeError):
        return ()


@dataclass(frozen=True, slots=True)
class Unfit:
    """A row of one of the two sides that does not fit."""

    fork: bool
    seq: int
    actor: str
    why: str


def unfit(rows: Sequence[CustodyRow]) -> dict[int, list[Unfit]]:
    """Of each merge the rows that did not fit."""
    return _told(rows)[1]


def weigh(ours: Sequence[CustodyRow], theirs: Sequence[CustodyRow], head: str) -> list[Unfit]:
    """Rows that would not fit if these of a fork were merged, which parted or was merged last at ``head``."""
    return _weigh(_told(ours)[0], theirs, head)[1]


def _told(rows: Sequence[CustodyRow]) -> tuple[list[CustodyRow], dict[int, list[Unfit]]]:
    line: list[CustodyRow] = []
    found: dict[int, list[Unfit]] = {}
    each = {one.seq: one for one in merges(rows)}
    for row in rows:
        if one := each.get(row.seq):
            line, odd = _weigh(line, one.rows, one.parted)
            if odd:
                found[row.seq] = odd
        line.append(row)
    return line, found


def _weigh(line: list[CustodyRow], theirs: Sequence[CustodyRow], head: str) -> tuple[list[CustodyRow], list[Unfit]]:
    before, fork = _against(line), {row.hash for row in theirs}
    woven = _woven(line, theirs, head)
    after = _against(woven)
    return woven, [
        Unfit(row.hash in fork, row.seq, row.actor, after[row.hash])
        for row in woven
        if row.hash in after and row.hash not in before
    ]


def _woven(line: list[CustodyRow], theirs: Sequence[CustodyRow], head: str) -> list[CustodyRow]:
    """One line, theirs behind the row of that hash, by time."""
    start = next((at for at, row in enumerate(line, 1) if row.hash == head), len(line))
    made = line[:start]
    waiting = [row for row in reversed(theirs) if row.act != MIGRATED]  # each side does it for itself
    for row in line[start:]:
        while waiting and waiting[-1].at < row.at:
            made.append(waiting.pop())
        made.append(row)
    return [*made, *reversed(waiting)]


def _against(line: Sequence[CustodyRow]) -> Mapping[object, str]:
    return Reading().on((row.hash, row.actor, row.act, row.detail) for row in line).against
