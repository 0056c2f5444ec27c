"""Sums of one amount that may be one payment: the least number of payments they can be, and which of them count for it in the low.

Two stated sums may be one where nothing that both tell differs: receivers, day, payer, account, channel, what it was for. A set of which
no two may be one is so many payments at least. The most that one defendant's own entries are counts for that defendant, whatever others
are stated: an entry that is not a defendant's never adds to the low of that defendant and takes nothing proven from it. What entries of nobody,
or of several together, add to the whole counts as theirs. Entries with shares count only where they can be none of anybody else's. Rows of
statements are different transfers and go before statements of people. Numbers and order of entries change no sum. Source: own rules.
Left out: how much each is worth (``ledger``).

>>> first = Stated(Known(frozenset({"D2"}), None, payer="甲"), "G9", own="D2")
>>> other = Stated(Known(frozenset(), None, payer="乙"), "G10")
>>> third = Stated(Known(frozenset({"D2"}), None), "G8", own="D2")
>>> sorted(certain([third, first, other]))
['G10', 'G9']
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Near = Sequence[set[int]]
"""Of each entry the others that may be the same payment."""

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
        if self.receivers and other.receivers and self.receivers.isdisjoint(other.receivers):
            return False
        return all(one == two or not one or not two for one, two in zip(self.facts, other.facts, strict=True))

    @property
    def facts(self) -> tuple[date | str | None, ...]:
        """What else than the receivers."""
        return (self.day, self.payer, self.actor, self.channel, self.what)

    @property
    def told(self) -> tuple[str, ...]:
        """The same as texts, which have an order."""
        return tuple(str(one or "") for one in self.facts)


@dataclass(frozen=True, slots=True)
class Stated:
    """One entry that may count in the low; ``rows``: the other days on which rows show it."""

    known: Known
    entry: str
    own: str = ""
    """Whose alone it is, or the shares; joint and nobody's have none."""
    first: bool = True
    """Of the stage that goes first, such as proven."""
    row: bool = False
    rows: tuple[Known, ...] = ()

    @property
    def split(self) -> bool:
        """Whether it is of several by shares."""
        return bool(self.own) and len(self.known.receivers) > 1

    def may_be(self, other: "Stated") -> bool:
        """Whether both may be one payment; two rows are never asked."""
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
            sorted(one.told for one in self.rows),
            self.entry,
        )


def owner(names: Sequence[str], shares: Mapping[str, Fraction]) -> str:
    """Whose alone it is, or by which shares."""
    return names[0] if len(names) == 1 else " ".join(f"{name}={shares[name]}" for name in sorted(shares))


def certain(stated: Iterable[Stated]) -> frozenset[str]:
    """The entries that count in the low."""
    some = sorted(stated, key=lambda one: one.order)
    near = _near(some)
    first = {at for at, one in enumerate(some) if one.first}
    taken = {at for at in first if some[at].row and some[at].own}
    _own(some, near, first, taken)
    _others(some, near, first, first - taken, taken)
    later = {at for at in range(len(some)) if at not in first and not near[at] & first}
    _own(some, near, later, taken)
    every = set(range(len(some)))
    _others(some, near, every, every - first - taken, taken)
    return frozenset(some[at].entry for at in taken)


class Index:
    """Entries by the days that they may have."""

    def __init__(self, some: Iterable[Stated]) -> None:
        self.all = list(some)
        self.days: dict[date | None, list[Stated]] = defaultdict(list)
        for one in self.all:
            for day in {known.day for known in (one.known, *one.rows)}:
                self.days[day].append(one)

    def like(self, one: Stated) -> Iterator[Stated]:
        """Which of them may be the same payment; one may come twice."""
        days = {known.day for known in (one.known, *one.rows)}
        some = [self.all] if None in days else [self.days.get(day, []) for day in (None, *days)]
        return (other for part in some for other in part if other is not one and one.may_be(other))


def _near(some: Sequence[Stated]) -> Near:
    """Each statement of people beside all others: no two rows are one."""
    near: list[set[int]] = [set() for _ in some]
    place = {id(one): at for at, one in enumerate(some)}
    stated = [one for one in some if not one.row]
    index = Index(some if stated else ())
    for one in stated:
        for other in index.like(one):
            near[place[id(one)]].add(place[id(other)])
            near[place[id(other)]].add(place[id(one)])
    return near


def _own(some: Sequence[Stated], near: Near, among: set[int], taken: set[int]) -> None:
    """Of each defendant's own entries, and of those by the same shares, the most that can be beside the rows that are somebody's."""
    by_whom: dict[str, set[int]] = defaultdict(set)
    for at in among:
        clear = not some[at].split or all(some[other].own in ("", some[at].own) for other in near[at])
        if some[at].own and at not in taken and clear:
            by_whom[some[at].own].add(at)
    rows = {at for at in taken if some[at].row}
    for free in by_whom.values():
        _take(free, free | {other for at in free for other in near[at] & rows}, near, some, taken)


def _others(some: Sequence[Stated], near: Near, among: set[int], free: set[int], taken: set[int]) -> None:
    """What the whole lacks, of free entries that are nobody's own: what is only claimed adds nothing that is proven."""
    for part in _parts(among, near):
        _take({at for at in part & free if not some[at].own}, part, near, some, taken)


def _take(free: set[int], among: set[int], near: Near, some: Sequence[Stated], taken: set[int]) -> None:
    """So many as those among which it chooses lack: rows first, then what is another payment than those taken, then what is of the largest set."""
    best = _largest(among, near)
    lacking = max(len(best) - len(among & taken), 0)
    chosen = sorted(free, key=lambda at: (not some[at].row, bool(near[at] & taken), at not in best, at))[:lacking]
    taken.update(chosen)


def _parts(among: set[int], near: Near) -> Iterator[set[int]]:
    """Entries that hang together."""
    left = set(among)
    for start in sorted(among):
        if start in left:
            left.discard(start)
            part, edge = {start}, [start]
            while edge:
                more = near[edge.pop()] & left
                left -= more
                part |= more
                edge += more
            yield part


def _largest(among: set[int], near: Near) -> set[int]:
    """The largest set of which no two may be one."""
    return {at for part in _parts(among, near) for at in _largest_of(part, near)}


def _largest_of(part: set[int], near: Near) -> set[int]:
    taken = _plain(part, near)
    left = part - taken - {other for at in taken for other in near[at]}
    while left:
        if len(left) <= _EXACT:
            return taken | _branched(max(sorted(left), key=lambda at: len(near[at] & left)), left, near)
        at = min(sorted(left), key=lambda at: len(near[at] & left))
        left -= near[at] | {at}
        more = _plain(left, near)
        left -= more | {other for one in more for other in near[one]}
        taken |= more | {at}
    return taken


def _plain(part: set[int], near: Near) -> set[int]:
    """Those whose neighbours are all alike: of them and their neighbours one counts, and it may as well be they."""
    left, taken, more = set(part), set[int](), True
    while more:
        more = False
        for at in sorted(left):
            if at in left and _alike(others := near[at] & left, near):
                taken.add(at)
                left -= others | {at}
                more = True
    return taken


def _alike(others: set[int], near: Near) -> bool:
    """Whether any two of them may be one."""
    return all(len(others - near[at]) == 1 for at in others)


def _branched(at: int, left: set[int], near: Near) -> set[int]:
    """With one of them or without."""
    ways = ({at} | _largest(left - near[at] - {at}, near), _largest(left - {at}, near))
    return max(ways, key=len)
