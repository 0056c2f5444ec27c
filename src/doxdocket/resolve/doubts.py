"""What a person must decide, strongest identifiers first: same person, which number, whose value.

A row is a question about two publications: what agrees, what contradicts, how many persons fewer or more each answer makes
in the low and in the high, and the command that gives it. Doubtful links widen the bounds until somebody answers; links
that a conflict blocks stand here so that the conflict is seen. Source: rules 3.3, ``rules/links.yaml``. What a row says of the
figures is of that answer alone; two answers about one person may add up to less. Left out: what is decided already, and
what agrees weakly and contradicts, which is no open question.

>>> Effect(same_low=-1).same_low
-1
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa

from doxdocket.account import QUEUE
from doxdocket.law.identification import Counts
from doxdocket.law.links import links
from doxdocket.resolve.forest import SAME_POST, TOLD_APART, Facts, Link, attribute
from doxdocket.resolve.shared_values import Shown

NUMBER = "id_number"


@dataclass(frozen=True, slots=True)
class Effect:
    """How many persons more there are in the low and the high when two are said to be one, or two."""

    same_low: int = 0
    same_high: int = 0
    apart_low: int = 0
    apart_high: int = 0


@dataclass(frozen=True, slots=True)
class Persons:
    """Whose each publication is under certain links and under all, and from which bound it counts."""

    certain: Sequence[int]
    possible: Sequence[int]
    counts: Sequence[Counts]
    apart: frozenset[tuple[int, int]] = frozenset()
    """Persons under certain links of whom a decision says that they are two."""

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
    below = _Below(made, persons, facts)
    for at, link in enumerate(made):
        if persons.decided(link.a, link.b) or (
            link.blocked_by is not None and (link.rule in weak or link.blocked_by not in open_)
        ):
            continue
        row = {"question": "same_person", "rule": link.rule, "level": link.level, "blocked_by": link.blocked_by,
               **asdict(_effect(at, link, persons, below))}  # fmt: skip
        yield strength.get(link.rule, len(strength)), link.blocked_by is None, link.a, link.b, row


def _effect(at: int, link: Link, persons: Persons, below: "_Below") -> Effect:
    """Joined, two persons that count become one, but for what a post keeps apart from them then; parted, one that counts becomes two if both parts do."""
    high = all(persons.counts[n] != "none" for n in (link.a, link.b))
    apart = below.both_sides(at) if link.blocked_by is None else False
    if persons.possible[link.a] == persons.possible[link.b]:
        return Effect(0, -int(high), int(apart), 0)
    (rest, mine), (other_rest, others) = below.left(link.a, link.b), below.left(link.b, link.a)
    before = sum(persons.possible[n] in below.counted for n in (link.a, link.b))
    return Effect(rest + other_rest + (mine or others) - before, -int(high), int(apart), 0)


class _Below:
    """Of the forest of all links: on which side of each link a publication that counts in the low lies."""

    def __init__(self, made: Sequence[Link], persons: Persons, facts: Facts) -> None:
        self._persons = persons
        self._posts: dict[int, set[int]] = defaultdict(set)  # of persons under certain links
        self._told: dict[tuple[int, int], list[int]] = defaultdict(
            list
        )  # publications, by person under all links and post
        for n, known in facts.items():
            for post in known.get(TOLD_APART, ()):
                self._posts[persons.certain[n]].add(post)
                self._told[persons.possible[n], post].append(n)
        low = [counts == "low" for counts in persons.counts]
        self.counted = {persons.possible[n] for n, counts in enumerate(low) if counts}
        doubtful = {persons.possible[x.a] for x in made if x.blocked_by is None and x.level != "certain"}
        self._next: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, link in enumerate(made):
            if link.blocked_by is None and persons.possible[link.a] in doubtful:
                self._next[link.a].append((link.b, at))
                self._next[link.b].append((link.a, at))
        self._part: dict[int, int] = {}
        self._whole: dict[int, int] = {}
        self._up: dict[int, tuple[int, int]] = {}
        for root in doubtful:
            self._walk(root, low)

    def _walk(self, root: int, low: Sequence[bool]) -> None:
        order, came = [root], {root: -1}
        for here in order:
            for there, at in self._next[here]:
                if there not in came:
                    came[there] = at
                    order.append(there)
        held = {n: int(low[n]) for n in order}
        up = {
            there: here for here in order for there, at in self._next[here] if came.get(there) == at and there != root
        }
        self._up |= {n: (up[n], came[n]) for n in order[1:]}
        for n in reversed(order[1:]):
            self._part[came[n]] = held[n]
            held[up[n]] += held[n]
        self._whole |= dict.fromkeys((came[n] for n in order[1:]), held[root])

    def left(self, n: int, other: int) -> tuple[int, int]:
        """Once ``n`` is one person with ``other``: whether what a post of the other keeps apart from ``n``, and what stays with it, count in the low."""
        who = self._persons.possible[n]
        whole = int(who in self.counted)
        mates = (
            m for post in sorted(self._posts[self._persons.certain[other]]) for m in self._told.get((who, post), ())
        )
        mate = next((m for m in mates if self._persons.certain[m] != self._persons.certain[n]), None)
        if mate is None:
            return 0, whole
        mine, its = self._climb(n), self._climb(mate)
        at = max(set(mine) ^ set(its))
        below, above = self._part[at] > 0, self._whole[at] > self._part[at]
        return (int(above), int(below)) if at in mine else (int(below), int(above))

    def _climb(self, n: int) -> list[int]:
        """The links from a publication up to the first of its person."""
        out = []
        while n in self._up:
            n, at = self._up[n]
            out.append(at)
        return out

    def both_sides(self, at: int) -> bool:
        """Whether a publication that counts in the low lies on either side of the link."""
        return 0 < self._part[at] < self._whole[at]


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
            row = {"question": "which_number", "rule": "", "level": "certain", "blocked_by": NUMBER, **asdict(Effect())}
            yield -1, 0, known[0], n, row
        elif len(mine & known[1]) < len(known[1]):
            first[who] = (known[0], known[1] & mine)


def _hubs(shown: Shown) -> Iterator[_Row]:
    last = len(links().rules) + 1
    for hub in shown.hubs():
        row = {"question": "whose_value", "rule": "hub", "level": "possible", "blocked_by": f"hub:{hub['names']}",
               "agree": [hub["kind"]], "agree_tags": [shown.tag(hub["value"])], "agree_masks": [shown.mask(hub["value"])],
               **asdict(Effect())}  # fmt: skip
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
