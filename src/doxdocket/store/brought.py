"""Whether what was done in a fork fits the officers and keys of the case to which a merge brings it.

The rows of both sides since they parted are laid into one line by their times, each side in its own order, and judged by what the case says of
names and keys (``ties``): a key that answers for a name on one side and not on the other, or a name whose officer had left the case before.
Source: docs/decisions/0013-officers-and-keys.md. Left out: a clock that was set back; it shows in the fork's own rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from doxdocket.store import ties
from doxdocket.store.custody import CustodyRow

MERGE = "merge"


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
    for at, row in enumerate(rows):
        if row.act == MERGE:
            parted, inner = row.detail.get("from"), _inner(rows, at)
            line, odd = _weigh(line, inner, str(parted.get("head")) if isinstance(parted, Mapping) else "")
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
    made, waiting = (
        line[:start],
        [row for row in reversed(theirs) if row.act != ties.MIGRATED],
    )  # each side does it for itself
    for row in line[start:]:
        while waiting and waiting[-1].at < row.at:
            made.append(waiting.pop())
        made.append(row)
    return [*made, *reversed(waiting)]


def _against(line: Sequence[CustodyRow]) -> dict[object, str]:
    return dict(ties.read((row.hash, row.actor, row.act, row.detail) for row in line).against)


def _inner(rows: Sequence[CustodyRow], at: int) -> list[CustodyRow]:
    """The rows of the fork behind a merge; none where they are not as written, which the chain tells."""
    found = []
    for row in rows[at + 1 :]:
        if row.act != ties.MERGED:
            break
        try:
            found.append(CustodyRow(**row.detail["row"]))  # type: ignore[arg-type]
        except (KeyError, TypeError):
            return []
    return found
