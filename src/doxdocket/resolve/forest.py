"""Agreeing pairs to links: strongest first, a link that contradicts what is known of the two persons is not made.

The links that join two clusters form a forest; a pair already joined by stronger links needs no other. What two persons
are known by (valid identity numbers, full names, birth dates, sexes) is weighed between the whole clusters, so a
nameless post never chains two names together. Decisions act on the finished forest: "not the same" removes the weakest
link between the two, and nothing is joined in its stead. So such a decision can only raise the number of persons, in any
order, and undoing it restores it. Other figures may fall: a set may count only by that link, and an age is no longer
carried over. What it leaves out: how links become persons (``partition``).

>>> f = Forest(3, {0: {"name": frozenset({1})}, 2: {"name": frozenset({2})}})
>>> f.offer(0, 1, "mobile_alone", "likely"), f.offer(1, 2, "mobile_alone", "likely")
('joined', 'blocked')
>>> f.links[1].blocked_by
'name'
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, cast

from doxdocket.law.links import LEVELS, Level

Facts = Mapping[int, Mapping[str, frozenset[int]]]
SAME_POST = "same_post"
"""Two persons of one post are two persons, unless a certain link says otherwise, and for the fewest persons where the post tells neither by name nor kinship."""
TOLD_APART = "told_apart"
"""Of those the persons whom the post names or whose kinship it tells: two of them are never fewer."""
_BY_POST = frozenset({SAME_POST, TOLD_APART})
NAMESAKE = "namesake"
"""Of a publication whose text says that it is of another of the name, and of those of the name before it: a name alone makes them no one person."""
_IN = "@"


def written(kind: str, script: int) -> str:
    """The attribute as written in one script: it contradicts only what is in the same.

    >>> attribute(written("name", 7)), attribute("name")
    ('name', 'name')
    """
    return f"{kind}{_IN}{script}"


def attribute(fact: str) -> str:
    """The attribute that a fact is of, in whatever script it is written."""
    return fact.partition(_IN)[0]


@dataclass(frozen=True, slots=True)
class Link:
    """One link between two publications; ``hangs_on``: the two publications whose persons it supposes to be one."""

    a: int
    b: int
    rule: str
    level: Level
    blocked_by: str | None = None
    hangs_on: tuple[int, int] | None = None


class Forest:
    """Clusters of publications, grown link by link."""

    def __init__(self, size: int, facts: Facts, unowned: Mapping[int, frozenset[str]] = MappingProxyType({})) -> None:
        """``unowned``: of some publications the facts that values which may be another person's of the post alone tell."""
        self.parent = list(range(size))
        self.weight = [1] * size
        self.facts: dict[int, Mapping[str, frozenset[int] | set[int]]] = dict(facts)
        self.links: list[Link] = []
        self.unowned = dict(unowned)
        self.open: list[tuple[int, int, str, frozenset[str], tuple[int, int] | None]] = []
        """What contradicts by such facts alone."""
        self.fewest = False
        """Whether such facts contradict nothing any more."""

    def find(self, x: int) -> int:
        """The publication that stands for the cluster of ``x``."""
        parent = self.parent
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    def conflicts(self, a: int, b: int, *, owned: bool = False) -> frozenset[str]:
        """The attributes by which the clusters of ``a`` and ``b`` contradict one another; ``owned``: by what is surely theirs."""
        one, other = self.facts.get(self.find(a)), self.facts.get(self.find(b))
        if not one or not other:
            return frozenset()
        found = [c for c in one if c in other and (one[c].isdisjoint(other[c]) != (c in _BY_POST))]
        if found and (self.fewest or owned):
            found = [c for c in found if not any(c in self.unowned.get(self.find(n), ()) for n in (a, b))]
        return frozenset(map(attribute, found))

    def contradict(self, of: Iterable[int], kinds: Container[str]) -> bool:
        """Whether the clusters of these publications are more than one person by what they tell of these kinds."""
        known: dict[str, set[int]] = {}
        for n in of:
            for fact, values in self.facts.get(self.find(n), {}).items():
                if (
                    attribute(fact) not in kinds
                    or not values
                    or (self.fewest and fact in self.unowned.get(self.find(n), ()))
                ):
                    continue
                if fact in known and known[fact].isdisjoint(values):
                    return True
                known.setdefault(fact, set()).update(values)
        return False

    def offer(
        self,
        a: int,
        b: int,
        rule: str,
        level: Level,
        *,
        ignore: frozenset[str] = frozenset(),
        hangs_on: tuple[int, int] | None = None,
        lastly: frozenset[str] = frozenset(),
    ) -> Literal["joined", "one already", "blocked"]:
        """Make the link unless the two are one already or contradict one another.

        Where values that may be another's of the post alone contradict it, beside what is no bar to a possible link (``lastly``), it waits for ``rest``.
        """
        one, other = self.find(a), self.find(b)
        if one == other:
            return "one already"
        blocked = min(self.conflicts(one, other) - ignore, default=None)
        if blocked and not self.fewest and not self.conflicts(one, other, owned=True) - ignore - lastly:
            self.open.append((a, b, rule, ignore | lastly, hangs_on))
            return "blocked"
        blocked = SAME_POST if blocked == TOLD_APART else blocked  # one conflict to a reader
        self.links.append(Link(a, b, rule, level, blocked, hangs_on))
        if blocked:
            return "blocked"
        self._join(one, other)
        return "joined"

    def rest(self) -> None:
        """From here on only what is surely of a person contradicts: make what waited for it as possible links, for the fewest."""
        self.fewest = True
        for a, b, rule, ignore, hangs_on in self.open:
            self.offer(a, b, rule, LEVELS[-1], ignore=ignore, hangs_on=hangs_on)

    def _join(self, a: int, b: int) -> None:
        if (self.weight[a], -a) < (self.weight[b], -b):
            a, b = b, a
        if self.unowned:
            one, two = self.unowned.pop(a, frozenset()), self.unowned.pop(b, frozenset())
            if left := (one & two) | (one - self.facts.get(b, {}).keys()) | (two - self.facts.get(a, {}).keys()):
                self.unowned[a] = left
        self.parent[b] = a
        self.weight[a] += self.weight[b]
        other, mine = self.facts.pop(b, {}), self.facts.get(a, {})
        if other:
            self.facts[a] = {c: self._union(mine.get(c), other.get(c)) for c in {**mine, **other}}

    @staticmethod
    def _union(one: Iterable[int] | None, other: Iterable[int] | None) -> frozenset[int] | set[int]:
        """Both, in the larger set where that is ours to change: a person of ten thousand posts grows by one at a time."""
        if one is None or other is None or one == other:
            return cast("frozenset[int]", one if other is None else other)
        if not isinstance(one, set):
            return set(one).union(other)
        one.update(other)
        return one


def cut(links: list[Link], apart: Iterable[tuple[int, int, str]]) -> list[Link]:
    """The links after each "not the same" (a, b, decision) has taken the weakest link between its two away."""
    pairs = list(apart)
    if not pairs:
        return links
    paths = _Paths(links)
    gone: dict[int, str] = {}
    for a, b, decision in pairs:
        between = paths.between(a, b)
        if between:
            gone.setdefault(max(between), f"decision:{decision}")
    fallen = [replace(link, blocked_by=gone[i]) if i in gone else link for i, link in enumerate(links)]
    return list(_let_fall(fallen, paths, gone))


def _let_fall(links: list[Link], paths: "_Paths", gone: Mapping[int, str]) -> Iterator[Link]:
    """Links that hang on two publications being of one person fall when a link between those was taken away.

    What a link hangs on was joined by earlier links only, so one pass in their order is enough.
    """
    lost, kept = dict(gone), Roots()
    for i, link in enumerate(links):
        if link.blocked_by is None and link.hangs_on and kept.find(link.hangs_on[0]) != kept.find(link.hangs_on[1]):
            lost[i] = next(lost[j] for j in sorted(paths.between(*link.hangs_on)) if j in lost)
            yield replace(link, blocked_by=lost[i])
            continue
        if link.blocked_by is None:
            kept.join(link.a, link.b)
        yield link


class Roots:
    """Clusters of whatever numbers come; the smallest stands for each."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def find(self, x: int) -> int:
        """The smallest of the cluster of ``x``."""
        while (up := self.parent.get(x, x)) != x:
            self.parent[x] = self.parent.get(up, up)
            x = up
        return x

    def join(self, a: int, b: int) -> None:
        """Make the clusters of both one."""
        a, b = self.find(a), self.find(b)
        self.parent[max(a, b)] = min(a, b)


class _Paths:
    """The one way through the forest from a publication to another, as positions of links."""

    def __init__(self, links: list[Link]) -> None:
        self.next: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for i, link in enumerate(links):
            if link.blocked_by is None:
                self.next[link.a].append((link.b, i))
                self.next[link.b].append((link.a, i))

    def between(self, a: int, b: int) -> list[int]:
        """Positions of the links on the way from ``a`` to ``b``; empty when there is none."""
        came: dict[int, tuple[int, int]] = {a: (a, -1)}
        todo = [a]
        while todo and b not in came:
            here = todo.pop()
            for there, i in self.next[here]:
                if there not in came:
                    came[there] = (here, i)
                    todo.append(there)
        out, at = [], b
        while at in came and at != a:
            at, i = came[at]
            out.append(i)
        return out


def partition(size: int, links: Iterable[Link], level: Level) -> list[int]:
    """For each publication the smallest publication of its person, under links at least as firm as ``level``."""
    roots = Roots()
    for link in links:
        if link.blocked_by is None and LEVELS.index(link.level) <= LEVELS.index(level):
            roots.join(link.a, link.b)
    return [roots.find(x) for x in range(size)]
