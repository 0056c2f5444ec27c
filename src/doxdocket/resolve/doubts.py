"""What a person must decide, strongest identifiers first: same person, which number, whose value.

A row is a question about two publications: what agrees, what contradicts, how many persons fewer or more each answer makes
in each bound, and the command that gives it. Doubtful links widen the bounds until somebody answers; links
that a conflict blocks stand here so that the conflict is seen. Source: rules 3.3, ``rules/links.yaml``. What a row says of the
figures is of that answer alone; two answers about one person may add up to less. Left out: what is decided already, and
what agrees weakly and contradicts, which is no open question.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from doxdocket.account import QUEUE
from doxdocket.law.identification import Counts
from doxdocket.law.links import LEVELS, Level, links
from doxdocket.resolve.forest import SAME_POST, TOLD_APART, Facts, Link, attribute
from doxdocket.resolve.shared_values import Shown

NUMBER = "id_number"


_BOUNDS: dict[str, tuple[Level, frozenset[Counts]]] = {
    "low": ("possible", frozenset({"low"})),
    "best": ("likely", frozenset({"low", "estimate"})),
    "high": ("certain", frozenset({"low", "estimate", "high"})),
}
"""Of each bound the links under which it counts persons, and whom it counts."""
_UNMOVED = {f"{answer}_{bound}": 0 for answer in ("same", "apart") for bound in _BOUNDS}


@dataclass(frozen=True, slots=True)
class Persons:
    """Whose each publication is under links of each level, from which bound it counts, and from which if no likely link leads to its person."""

    under: Mapping[Level, Sequence[int]]
    counts: Sequence[Counts]
    unlinked: Sequence[Counts]
    apart: frozenset[tuple[int, int]] = frozenset()
    """Persons under certain links of whom a decision says that they are two."""

    @property
    def certain(self) -> Sequence[int]:
        """Whose each is under certain links."""
        return self.under["certain"]

    def decided(self, a: int, b: int) -> bool:
        """Whether the two are one under certain links, or said to be two."""
        one, other = sorted((self.certain[a], self.certain[b]))
        return one == other or (one, other) in self.apart


def queue(made: Sequence[Link], shown: Shown, persons: Persons, codes: Sequence[str | None], facts: Facts) -> pa.Table:
    """Every open question as a row of ``account.QUEUE``."""
    rows = [*_links(made, persons, facts), *_numbers(persons, facts), *_hubs(shown)]
    rows.sort(key=lambda r: r[:-1])
    out = []
    for rank, (_, _, a, b, row) in enumerate(rows, 1):
        one, other = shown.pubs[a].key, shown.pubs[b].key
        agree = shown.agreeing(a, b)
        told = {
            "rank": rank, "a": one, "b": other, "person_a": codes[a], "person_b": codes[b],
            "agree": [kind for kind, _, _ in agree], "agree_tags": [tag for _, tag, _ in agree],
            "agree_masks": [mask for _, _, mask in agree],
            "command_same": f'doxdocket decide CASE person.same {one} {other} --reason "…"',
            "command_apart": f'doxdocket decide CASE person.not_same {one} {other} --reason "…"',
        }  # fmt: skip
        out.append(told | _against(shown, facts, a, b) | row)
    return pa.Table.from_pylist(out, schema=QUEUE)


_Row = tuple[int, int, int, int, dict[str, Any]]
"""Strength of the rule, 0 where a conflict blocks it else 1, both publications, and the row's own columns."""


def _links(made: Sequence[Link], persons: Persons, facts: Facts) -> Iterator[_Row]:
    strength = {rule.id: n for n, rule in enumerate(links().rules)}
    open_ = {*links().file.conflicts, SAME_POST}
    weak = {rule.id for rule in links().rules if rule.level == "possible"}
    under = {bound: _Under(made, persons, facts, *of) for bound, of in _BOUNDS.items()}
    for at, link in enumerate(made):
        if persons.decided(link.a, link.b) or (
            link.blocked_by is not None and (link.rule in weak or link.blocked_by not in open_)
        ):
            continue
        effect = {f"same_{bound}": of.joined(link.a, link.b) for bound, of in under.items()}
        effect |= {f"apart_{bound}": int(link.blocked_by is None and of.both_sides(at)) for bound, of in under.items()}
        row = {"question": "same_person", "rule": link.rule, "level": link.level, "blocked_by": link.blocked_by, **effect}  # fmt: skip
        yield strength.get(link.rule, len(strength)), link.blocked_by is None, link.a, link.b, row


class _Under:
    """Of the forest of links of a level and firmer: what counts in its bound on either side of each link, and what a link more would set apart."""

    def __init__(
        self, made: Sequence[Link], persons: Persons, facts: Facts, level: Level, within: frozenset[Counts]
    ) -> None:
        self._made, self._persons, self._facts, self._who = made, persons, facts, persons.under[level]
        levels = LEVELS[: LEVELS.index(level) + 1]
        self._bears = {rule.id: {c for c, less in rule.on_conflict.items() if less in levels} for rule in links().rules}
        asked = {self._who[n] for x in made if not persons.decided(x.a, x.b) for n in (x.a, x.b)}
        self._posts: dict[int, set[int]] = defaultdict(set)  # of persons under certain links
        # by person under these links, publications by post, and the first of each value
        self._told: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._held: dict[int, dict[str, dict[int, int]]] = {who: {} for who in asked}
        for n, known in facts.items():
            held = self._held.get(self._who[n])
            if held is None:
                continue
            for post in known.get(TOLD_APART, ()):
                self._posts[persons.certain[n]].add(post)
                self._told[self._who[n], post].append(n)
            for fact, values in known.items():
                if attribute(fact) in links().file.conflicts:
                    for value in values:
                        held.setdefault(fact, {}).setdefault(value, n)
        counted = [one in within for one in persons.counts]
        self._counted = {who for who, counts in zip(self._who, counted, strict=True) if counts}
        if level == "likely":  # an answer that takes a link away takes with it who counts by that alone
            counted = [counts and one in within for counts, one in zip(counted, persons.unlinked, strict=True)]
        self._next: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, link in enumerate(made):
            if link.blocked_by is None and link.level in levels and self._who[link.a] in asked:
                self._next[link.a].append((link.b, at))
                self._next[link.b].append((link.a, at))
        self._part: dict[int, int] = {}
        self._whole: dict[int, int] = {}
        self._up: dict[int, tuple[int, int]] = {}
        for root in asked:
            self._walk(root, counted)

    def _walk(self, root: int, counted: Sequence[bool]) -> None:
        order, came = [root], {root: -1}
        for here in order:
            for there, at in self._next[here]:
                if there not in came:
                    came[there] = at
                    order.append(there)
                    self._up[there] = here, at
        held = {n: int(counted[n]) for n in order}
        for n in reversed(order[1:]):
            self._part[came[n]] = held[n]
            held[self._up[n][0]] += held[n]
        self._whole |= dict.fromkeys((came[n] for n in order[1:]), held[root])

    def joined(self, a: int, b: int) -> int:
        """How many persons more the bound has once the two are one."""
        if self._who[a] == self._who[b]:
            return 0
        cuts = dict(self._contradicting(a, b)) | {
            n: at for n, m in ((a, b), (b, a)) if (at := self._told_apart(n, m)) is not None
        }
        (rest, mine), (other_rest, others) = self._left(a, cuts.get(a)), self._left(b, cuts.get(b))
        return rest + other_rest + (mine or others) - sum(self._who[n] in self._counted for n in (a, b))

    def _told_apart(self, n: int, other: int) -> int | None:
        """The link that gives way where a post of the other's tells it apart from somebody of the person of ``n``."""
        certain, who = self._persons.certain, self._who[n]
        mates = (m for post in sorted(self._posts[certain[other]]) for m in self._told.get((who, post), ()))
        return next((self._last(n, m) for m in mates if certain[m] != certain[n]), None)

    def _contradicting(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        """On whose side what the two persons contradict one another in, and one of the two does not tell itself, leaves: the last link to it."""
        one, other = self._held[self._who[a]], self._held[self._who[b]]
        for fact, values in one.items():
            if fact not in other or not values.keys().isdisjoint(other[fact]):
                continue
            sides = ((a, values), (b, other[fact]))
            ways = [
                (self._last(n, next(iter(of.values()))), n) for n, of in sides if fact not in self._facts.get(n, {})
            ]
            if ways:
                at, n = max(ways)
                rule = self._made[at].rule
                if rule not in _FIRM and attribute(fact) not in self._bears.get(rule, ()):
                    yield n, at

    def _left(self, n: int, at: int | None) -> tuple[int, int]:
        """Whether what leaves the person of ``n`` by that link, and what stays with it, count."""
        if at is None:
            return 0, int(self._who[n] in self._counted)
        below, above = int(self._part[at] > 0), int(self._whole[at] > self._part[at])
        return (above, below) if at in self._climb(n) else (below, above)

    def _last(self, n: int, mate: int) -> int:
        """The link made last on the way between two of one person."""
        return max({*self._climb(n)} ^ {*self._climb(mate)})

    def _climb(self, n: int) -> list[int]:
        """The links from a publication up to the first of its person."""
        out = []
        while n in self._up:
            n, at = self._up[n]
            out.append(at)
        return out

    def both_sides(self, at: int) -> bool:
        """Whether a publication that counts lies on either side of the link."""
        return 0 < self._part.get(at, 0) < self._whole[at]


_FIRM = frozenset({"decided", "forwarded_record"})
"""Links that nothing contradicts."""


def _numbers(persons: Persons, facts: Facts) -> Iterator[_Row]:
    """Persons that certain links give two identity numbers: one of them errs, or a link does."""
    first: dict[int, tuple[int, set[int]]] = {}
    for n in sorted(facts):
        mine = facts[n].get(NUMBER)
        if not mine:
            continue
        who = persons.certain[n]
        known = first.setdefault(who, (n, set(mine)))
        if known[1].isdisjoint(mine):
            row = {"question": "which_number", "rule": "", "level": "certain", "blocked_by": NUMBER, **_UNMOVED}
            yield -1, 0, known[0], n, row
        elif len(mine & known[1]) < len(known[1]):
            first[who] = (known[0], known[1] & mine)


def _hubs(shown: Shown) -> Iterator[_Row]:
    last = len(links().rules) + 1
    for hub in shown.hubs():
        row = {"question": "whose_value", "rule": "hub", "level": "possible", "blocked_by": f"hub:{hub['names']}",
               "agree": [hub["kind"]], "agree_tags": [shown.tag(hub["value"])], "agree_masks": [shown.mask(hub["value"])],
               **_UNMOVED}  # fmt: skip
        yield last, 0, hub["first_pub"], hub["last_pub"], row


def _against(shown: Shown, facts: Facts, a: int, b: int) -> dict[str, list[str]]:
    """The kinds by which the two publications contradict one another themselves, with what each has."""
    one, other = facts.get(a, {}), facts.get(b, {})
    weighed = links().file.conflicts
    kinds = sorted(k for k in one if attribute(k) in weighed and k in other and one[k].isdisjoint(other[k]))
    return {
        "against": [attribute(k) for k in kinds],
        "against_a": [_told(shown, one[k]) for k in kinds],
        "against_b": [_told(shown, other[k]) for k in kinds],
    }


def _told(shown: Shown, values: Iterable[int]) -> str:
    return " ".join(f"{shown.mask(v)} {shown.tag(v)}".strip() for v in sorted(values))
