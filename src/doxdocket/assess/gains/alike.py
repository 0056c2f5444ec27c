"""Sums of one amount that may be one payment: the least number of payments they can be, and which of them count for it in the low.

Two stated sums may be one where nothing that both tell differs: receivers, day, payer, account, channel, what it was for. A set of which
no two may be one is so many payments at least. The most that one defendant's own entries are counts for that defendant first, so that
an entry naming nobody never takes away a receipt that is proven to be somebody's; then of all entries together. Rows of statements are
different transfers and go before statements of people. Numbers and order of entries change no sum. Source: own rules. Left out:
how much each is worth (``ledger``).

>>> first = Stated(Known(frozenset({"D2"}), None, payer="甲"), "G9", own=("D2",))
>>> other = Stated(Known(frozenset(), None, payer="乙"), "G10")
>>> third = Stated(Known(frozenset({"D2"}), None), "G8", own=("D2",))
>>> sorted(certain([third, first, other]))
['G10', 'G9']
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

_EXACT = 30
"""Above so many entangled sums the set is grown greedily: it is a valid low, perhaps not the most."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is told of a sum."""

    receivers: frozenset[str]
    day: date | None
    payer: str = ""
    actor: str = ""
    channel: str = ""
    what: str = ""

    def may_be(self, other: "Known") -> bool:
        """Whether nothing that both tell differs."""
        apart = self.receivers and other.receivers and not self.receivers & other.receivers
        return not apart and all(
            one == two or not one or not two for one, two in zip(self.told, other.told, strict=True)
        )

    @property
    def told(self) -> tuple[str, ...]:
        """What else than the receivers, as texts."""
        return (self.day.isoformat() if self.day else "", self.payer, self.actor, self.channel, self.what)


@dataclass(frozen=True, slots=True)
class Stated:
    """One entry that may count in the low; ``rows``: the other days on which rows show it."""

    known: Known
    entry: str
    own: tuple[str, ...] = ()
    """Whose alone it is, or by whose shares; joint and nobody's have none."""
    first: bool = True
    """Of the stage that goes first, such as proven."""
    row: bool = False
    rows: tuple[Known, ...] = ()

    def may_be(self, other: "Stated") -> bool:
        """Whether both may be one payment."""
        if self.row and other.row:
            return False
        return any(one.may_be(two) for one in (self.known, *self.rows) for two in (other.known, *other.rows))

    @property
    def order(self) -> tuple[object, ...]:
        """What is surest and tells most first; by the number of the entry only where nothing else differs."""
        known, told = self.known, self.known.told
        return (
            not self.first,
            not self.row,
            not self.own,
            -len([one for one in told if one]),
            told,
            sorted(known.receivers),
            self.entry,
        )


def certain(stated: Iterable[Stated]) -> frozenset[str]:
    """The entries that count in the low."""
    some = sorted(stated, key=lambda one: one.order)
    near = [sum(1 << at for at, two in enumerate(some) if two is not one and one.may_be(two)) for one in some]
    taken = 0
    for scope in _scopes(some):
        best = _largest(scope, near)
        lacking = best.bit_count() - (taken & scope).bit_count()
        for at in sorted(_bits(scope & ~taken), key=_choice(taken, best, near, some))[: max(lacking, 0)]:
            taken |= 1 << at
    return frozenset(some[at].entry for at in _bits(taken))


def _choice(taken: int, best: int, near: Sequence[int], some: Sequence[Stated]) -> Callable[[int], tuple[bool, ...]]:
    """Rows first, then what is another payment than those taken, then what is of the largest set."""
    return lambda at: (not some[at].row, bool(near[at] & taken), not best >> at & 1)


def _scopes(some: Sequence[Stated]) -> Iterable[int]:
    """Each defendant's own entries of the first stage, all of that stage, and all."""
    names = sorted({name for one in some for name in one.own})
    for who in [*names, ""]:
        yield sum(1 << at for at, one in enumerate(some) if one.first and (not who or who in one.own))
    yield (1 << len(some)) - 1


def _bits(mask: int) -> list[int]:
    return [at for at in range(mask.bit_length()) if mask >> at & 1]


def _largest(left: int, near: Sequence[int]) -> int:
    """The largest set of which no two may be one."""
    taken = 0
    while left:
        places = _bits(left)
        at = next((at for at in places if _alike(near[at] & left, near)), None)
        if at is None and len(places) <= _EXACT:
            return taken | _branched(max(places, key=lambda at: (near[at] & left).bit_count()), left, near)
        if at is None:
            at = min(places, key=lambda at: (near[at] & left).bit_count())
        taken |= 1 << at
        left &= ~(near[at] | 1 << at)
    return taken


def _alike(others: int, near: Sequence[int]) -> bool:
    """Whether any two of them may be one: then of them and their neighbour one counts, and it may as well be the neighbour."""
    return all(not others & ~(near[at] | 1 << at) for at in _bits(others))


def _branched(at: int, left: int, near: Sequence[int]) -> int:
    """With one of them or without."""
    kept = 1 << at
    ways = (kept | _largest(left & ~(near[at] | kept), near), _largest(left & ~kept, near))
    return max(ways, key=int.bit_count)
