"""How much of what was received is taken off again by refunds and costs, where what one gave back or laid out takes nothing from another.

Sums stand by whose they are: of one alone, of several together with no shares decided, or of nobody that is named. What is put to
several may be of any of them, what is put to nobody of anybody, so each end is that of the division that takes off most, or least.
Both are exact; only where more than ``_SEVERAL`` persons share sums does the least leave out what is shared, which makes it smaller.
Source: law/rules R2.7; 民法典 1168 puts acts to several, never their gains. Left out: which division is true.

>>> one = frozenset({"D1"})
>>> both = [Own(one, Decimal(10), Decimal(0)), Own(one | {"D2"}, Decimal(5), Decimal(12))]
>>> most(both), least(both)
(Decimal('12'), Decimal('0'))
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

_NONE = Decimal(0)
_SEVERAL = 12
"""Of so many persons every part is tried: 4,096 of them."""


@dataclass(frozen=True, slots=True)
class Own:
    """What was received and what is taken off, in yuan, of those to whom it is put."""

    whose: frozenset[str]  # empty: nobody is named
    received: Decimal
    off: Decimal

    def may_be_of(self, other: "Own") -> bool:
        """Whether one and the same person may be meant."""
        return bool(self.whose & other.whose) or not self.whose or not other.whose


def most(owns: Sequence[Own]) -> Decimal:
    """The most that may be taken off: a maximum flow from what was received to what is taken off of the same person."""
    held = [one.received for one in owns]
    flow: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for at, one in enumerate(owns):
        open_ = one.off
        while open_ and (path := _path(owns, held, flow, at)):
            some = min([open_, held[path[-1]], *(flow[back] for back in zip(path[1::2], path[2::2], strict=False))])
            for off, received in zip(path[::2], path[1::2], strict=True):
                flow[received, off] += some
            for back in zip(path[1::2], path[2::2], strict=False):
                flow[back] -= some
            held[path[-1]] -= some
            open_ -= some
    return sum((one.received for one in owns), _NONE) - sum(held, _NONE)


def _path(
    owns: Sequence[Own], held: Sequence[Decimal], flow: dict[tuple[int, int], Decimal], start: int
) -> list[int] | None:
    """The shortest way from a sum taken off to one received of which something is left, over others that can give way."""
    ways, seen = [[start]], set[int]()
    for way in ways:  # grows while it is read
        for at in range(len(owns)):
            if at in seen or not owns[way[-1]].may_be_of(owns[at]):
                continue
            seen.add(at)
            if held[at]:
                return [*way, at]
            ways += [[*way, at, off] for off in range(len(owns)) if flow.get((at, off))]
    return None


def least(owns: Sequence[Own]) -> Decimal:
    """The least that is surely taken off: for the worst choice of those of whom as much as can be is taken off and nobody else's received."""
    alone = [one for one in owns if len(one.whose) == 1]
    shared = [one for one in owns if len(one.whose) > 1]
    if len(frozenset().union(*(one.whose for one in shared))) > _SEVERAL:
        shared = []
    among = sorted(frozenset().union(*(one.whose for one in shared)))
    sure = [one for one in alone if not one.whose <= set(among)]
    tried = [*shared, *(one for one in alone if one.whose <= set(among))]
    return sum((min(one.received, one.off) for one in sure), _NONE) + min(
        sum((one.received for one in tried if one.whose <= them), _NONE)
        + sum((one.off for one in tried if not one.whose & them), _NONE)
        for them in _parts(among)
    )


def _parts(names: Sequence[str]) -> Iterator[frozenset[str]]:
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))
