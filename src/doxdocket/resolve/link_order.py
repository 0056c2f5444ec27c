"""The order in which links are offered: decided, certain, of relatives, likely, possible.

Source: ``rules/links.yaml``. A certain link that meets a conflict which its rule names becomes a doubtful one of the
level the rule gives; any other conflict blocks it. Two persons of one post are kept apart except by a certain link; one of whom the post tells
neither name nor kinship may be the other, since the machine gave the post's values to its persons: such a link is possible, for the fewest.

What it leaves out: publications that share no value; each of them is a person of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal, NamedTuple

from doxdocket.law.kinds import kinds
from doxdocket.law.links import LEVELS, WEAK, Level, LinkRule, Special, links
from doxdocket.resolve.forest import NAMESAKE, SAME_POST, TOLD_APART, Facts, Forest, Link, attribute, partition
from doxdocket.resolve.stepping import rule_of


@dataclass(frozen=True, slots=True)
class Pairs:
    """What may be linked: value pairs by rule number, copies, replies, decided pairs, and relatives of targets."""

    by_value: Iterable[tuple[int, int, int, bool]]
    """Rule, both publications, and whether they agree without values that may be another person's of their post."""
    copies: Sequence[tuple[int, int]]
    own_replies: Sequence[tuple[int, int]]
    """Of the replies those in a channel that its owners alone write."""
    replies: Sequence[tuple[int, int]]
    decided: Sequence[tuple[int, int]]
    relatives: Mapping[int, tuple[int, str, frozenset[int]]]
    """Of a relative's publication: the target's publication, the kinship, names and numbers."""
    beside: Sequence[tuple[int, int, int]] = ()
    """Publications with a full name (its number) and, each, another publication of the same post."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Of a reading: the level that a person chose."""
    differ: Callable[[str, int, int], bool] = lambda _kind, _a, _b: False
    """Whether whole values of a kind stand on both sides and none in common."""
    bearers: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """Of each whole name that nobody else in a case of this size is expected to bear: the publications that hold it."""
    stated: Facts = field(default_factory=dict)
    """Of a bearer: what it tells that two persons seldom share though one may have two, and the years of birth that its ages leave."""

    told: Sequence["Told"] = ()
    """What each publication tells of whom it is about."""
    unowned: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Of some publications the facts that rest on values which may be another person's of their post."""
    own: "Pairs | None" = None
    """The same as told without such values, where there are any."""

    def without(self, gone: Collection[int], by_value: Iterable[tuple[int, int, int, bool]]) -> "Pairs":
        """The same of all other publications, with their own value pairs; what a person decided of these stays out too."""

        def kept(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
            return [(a, b) for a, b in pairs if a not in gone and b not in gone]

        return replace(
            self, by_value=by_value, copies=kept(self.copies), own_replies=kept(self.own_replies), replies=kept(self.replies),
            decided=kept(self.decided),
            relatives={n: told for n, told in self.relatives.items() if n not in gone and told[0] not in gone},
            beside=[one for one in self.beside if one[0] not in gone and one[-1] not in gone],
            bearers={name: [n for n in of if n not in gone] for name, of in self.bearers.items()},
            told=[one._replace(found=one.found and n not in gone) for n, one in enumerate(self.told)],
            own=self.own and self.own.without(gone, by_value),
        )  # fmt: skip


class Told(NamedTuple):
    """Of one publication: its chat, whether it identifies somebody, and its values by kind; a name that is hidden or cut is of a kind of its own."""

    chat: str
    found: bool
    values: frozenset[tuple[str, int]]


def grow(size: int, facts: Facts, pairs: Pairs) -> list[Link]:
    """All links of ``size`` publications, made and blocked, strongest first.

    A bare contact of a relative that one post tells and another gives to somebody else goes to neither before the links of persons told by more: else
    it would keep the named one of its own post from being the one who bears it later, and the fewest would be one too many.
    """
    made = _grown(size, facts, pairs, {})
    late = _in_the_way(size, made, facts, pairs)
    return _grown(size, facts, pairs, late) if late else made


def _in_the_way(size: int, made: Sequence[Link], facts: Facts, pairs: Pairs) -> dict[int, frozenset[int]]:
    """Of each nameless relative by whom alone a link to the person of the relative's own post is barred, those with whom doubtful links made it one."""
    barred = {(link.a, link.b) for link in made if link.blocked_by == SAME_POST}
    bare = [n for n in pairs.relatives if not any(attribute(kind) == "name" for kind in facts.get(n, {}))]
    if not barred or not bare:
        return {}
    all_, sure = partition(size, made, LEVELS[-1]), partition(size, made, LEVELS[0])
    between = {pair for a, b in barred for pair in ((all_[a], all_[b]), (all_[b], all_[a]))}
    held: dict[int, set[int]] = defaultdict(set)
    for n in range(size):
        held[all_[n]].add(n)
    return {
        n: frozenset(other for other in held[all_[n]] if sure[other] != sure[n])
        for n in bare
        if (all_[pairs.relatives[n][0]], all_[n]) in between
    }


def _grown(size: int, facts: Facts, pairs: Pairs, late: Mapping[int, frozenset[int]]) -> list[Link]:
    """All links; those of ``late`` after all others, as possible ones."""
    forest = Forest(size, facts, pairs.unowned)
    own, rest = pairs.own or pairs, list[tuple[int, int, str]]()
    special = links().file.special
    for a, b in pairs.decided:
        forest.offer(a, b, "decided", special["decided"].level, ignore=_ALL)
    for a, b in pairs.copies:
        forest.offer(a, b, "forwarded_record", special["forwarded_record"].level, ignore=_ALL)
    waiting: dict[Level, list[_Offer]] = defaultdict(list)
    last: list[tuple[int, int, LinkRule]] = []
    first = {number: _chosen(rule, pairs) for number, rule in enumerate(links().rules)}
    alike = {(a, b) for number, a, b, _ in pairs.by_value if number == links().alike}
    for number, a, b, owned in pairs.by_value:
        rule = rule_of(number)
        level = _differing(rule, first[number], pairs.differ, a, b) if rule.if_differ else first[number]
        if level == "never" and pairs.own and _differing(rule, first[number], own.differ, a, b) != "never":
            rest.append((a, b, rule.id))
        if level == LEVELS[0] and not owned:  # whoever is told twice by such a value may be two
            waiting[LEVELS[1]].append((a, b, rule, _APART))
            continue
        if level not in {"never", LEVELS[0]} and (b in late.get(a, ()) or a in late.get(b, ())):
            last.append((a, b, rule))
        elif level != "never":
            waiting[level].append((a, b, rule, frozenset()))
    for level in LEVELS:
        for a, b in pairs.replies if special["reply_adds"].level == level else ():
            forest.offer(a, b, "reply_adds", level)
        for a, b, rule, ignore in waiting[level]:
            if forest.find(a) == forest.find(b):
                continue
            always = _APART if level == "certain" else _NONE
            said = _NONE if rule.id in links().file.by_name else _SAID
            left = forest.conflicts(a, b) - ignore - always - said
            perhaps = SAME_POST in left and TOLD_APART not in left and not _one_post(facts, a, b)
            by = _less(rule, perhaps=perhaps, alike=(a, b) in alike)
            less = max((by[c] for c in left), key=LEVELS.index) if left and left <= by.keys() else None
            spared = ignore | ({SAME_POST} if perhaps else _NONE)
            if less and LEVELS.index(less) > LEVELS.index(level):
                waiting[less].append((a, b, rule, spared | left | frozenset(rule.on_conflict)))
            else:  # a conflict that leaves the rule its level is no bar
                spared = spared | always | said | (left if less else _NONE)
                forest.offer(a, b, rule.id, level, ignore=spared, lastly=frozenset(by))
        for a, b in pairs.own_replies if special["channel_adds"].level == level else ():
            forest.offer(a, b, "channel_adds", level)
        kin = special["kin_of_linked"].level
        for a, b, one, other in _kin(forest, own.relatives) if level == kin else ():
            forest.offer(a, b, "kin_of_linked", level, hangs_on=(one, other))
        for a, b, one, other in _kin(forest, pairs.relatives) if pairs.own and level == LEVELS[1] else ():
            forest.offer(a, b, "kin_of_linked", level, ignore=_APART, hangs_on=(one, other))
        for a, b, one, other in _beside(forest, pairs.beside) if level == special["beside_linked"].level else ():
            forest.offer(a, b, "beside_linked", level, hangs_on=(one, other))
        for a, b in _same_name(forest, pairs) if level == _chosen(special["same_name"], pairs) else ():
            forest.offer(a, b, "same_name", level)
    for a, b in _same_name(forest, pairs, only=_AGE):  # two numbers of one name may be one person's, for the fewest
        forest.offer(a, b, "same_name", LEVELS[-1])
    for a, b, rule in last:
        forest.offer(a, b, rule.id, LEVELS[-1])
    placed = _unnamed(forest, facts, pairs.told, special["unnamed"].level)
    if pairs.own:
        # what may be another's keeps nobody apart for the fewest; after all else, so that it makes nobody more
        forest.rest()
        for a, b, name in rest:
            forest.offer(a, b, name, LEVELS[-1])
        for a, b in _same_name(forest, own, only=_AGE):
            forest.offer(a, b, "same_name", LEVELS[-1])
        again = [n for n, (one, two) in enumerate(zip(pairs.told, own.told, strict=True)) if one != two]
        _unnamed(forest, facts, own.told, special["unnamed"].level, {*again}, placed)
    return forest.links


_NEAREST = 8
"""Persons on each side of a set without a name who are looked at."""


def _unnamed(
    forest: Forest,
    facts: Facts,
    told: Sequence[Told],
    level: Level,
    again: Collection[int] | None = None,
    without: Container[int] = (),
) -> set[int]:
    """Whom no text names may be a person told before (else after) in the same chat who differs in nothing: for the fewest.

    Who is named goes first. A person told by other values of a sort of which one person seldom has two is another; one post may part one person's values.
    Gives whom it joined. ``again``: one of the two must be of these, and nobody of ``without`` is looked at.
    """
    made = set[int]()
    known: dict[int, dict[str, set[int]]] = defaultdict(dict)
    named, chats = set[int](), defaultdict[str, list[int]](list)
    for n, one in enumerate(told):
        root = forest.find(n)
        for kind, value in one.values:
            if kind == _NAME:
                named.add(root)
            if (sort := kind.removeprefix(WEAK)) in _tell_apart():
                known[root].setdefault(sort, set()).add(value)
        if one.found:
            chats[one.chat].append(n)
    for chat in chats.values():
        for at, n in enumerate(chat):
            mine = forest.find(n)
            if mine in named or n in without:
                continue
            near = (*reversed(chat[max(0, at - _NEAREST) : at]), *chat[at + 1 : at + 1 + _NEAREST])
            for m in sorted(near, key=lambda m: forest.find(m) not in named):
                other = forest.find(m)
                if again is not None and n not in again and m not in again:
                    continue
                if mine == other or _differ(known[mine], known[other]) or _parted(forest, facts, n, m, named):
                    continue
                forest.offer(min(n, m), max(n, m), "unnamed", level, ignore=frozenset({SAME_POST}))
                made.add(n)
                root = forest.find(n)
                less = known[mine + other - root]
                for sort, values in less.items():
                    known[root].setdefault(sort, set()).update(values)
                if other in named:
                    named.add(root)
                break
    return made


def _differ(one: Mapping[str, set[int]], other: Mapping[str, set[int]]) -> bool:
    """Whether both are told by values of one sort that tell persons apart, none in common."""
    return any(sort in other and values.isdisjoint(other[sort]) for sort, values in one.items())


def _parted(forest: Forest, facts: Facts, n: int, m: int, named: Container[int]) -> bool:
    """Whether what is told of both contradicts, or one post tells a relative whom it does not name beside the other."""
    left = forest.conflicts(n, m)
    kin = (TOLD_APART in facts[k] for k in (n, m) if forest.find(k) not in named)
    return bool(left if TOLD_APART in left else left - {SAME_POST}) or (_one_post(facts, n, m) and any(kin))


_NAME = "name"


@cache
def _tell_apart() -> frozenset[str]:
    """Of these one person seldom has two: who is told by two may be two."""
    strong = (kind.id for kind in kinds().values() if kind.strength in {"primary", "secondary"})
    return frozenset({*links().file.namesakes.if_differ, *strong, _NAME})


_Offer = tuple[int, int, LinkRule, frozenset[str]]
"""Two publications, the rule by which they agree, and the conflicts that make it no weaker any more."""
_NONE: frozenset[Any] = frozenset()
_APART = frozenset({SAME_POST, TOLD_APART})
"""What keeps two persons of one post apart; a certain link does not mind it."""
_SAID = frozenset({NAMESAKE})
"""What a text says, that its person is another of the name: it keeps apart whom a name joins, not whom numbers or a home do."""
_ALL = frozenset(links().file.conflicts) | _APART | _SAID


_ORDER = (*LEVELS, "never")


def _chosen(rule: LinkRule | Special, pairs: Pairs) -> Level:
    """The level of links by this rule, as a person chose it or as it stands."""
    return next((level for level in LEVELS if level == pairs.chosen.get(rule.reading)), rule.level)


def _differing(
    rule: LinkRule, level: Level, differ: Callable[[str, int, int], bool], a: int, b: int
) -> Level | Literal["never"]:
    """The level of a link by this rule, given the values of both that differ."""
    found = (less for kind, less in rule.if_differ.items() if differ(kind, a, b))
    return max((level, *found), key=_ORDER.index)


def _one_post(facts: Facts, a: int, b: int) -> bool:
    """Whether one post gives the value to both, so that it tells two persons."""
    one, other = (facts.get(n, {}).get(SAME_POST, _NONE) for n in (a, b))
    return not one.isdisjoint(other)


def _less(rule: LinkRule, *, perhaps: bool, alike: bool) -> dict[str, Level]:
    """The level that each conflict leaves to a link by the rule; any other blocks it.

    ``perhaps``: two persons of one post may be one; ``alike``: so may two names.
    """
    less = {**(links().rules[links().alike].on_conflict if alike else {}), **rule.on_conflict}
    return less | {NAMESAKE: LEVELS[-1], **({SAME_POST: LEVELS[-1]} if perhaps else {})}


def _kin(
    forest: Forest, relatives: Mapping[int, tuple[int, str, frozenset[int]]]
) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of relatives of one kinship to one person that share a name or number, each with the one before it."""
    last: dict[tuple[int, str, int], int] = {}
    for pub in sorted(relatives):
        target, relation, values = relatives[pub]
        for value in sorted(values):
            key = (forest.find(target), relation, value)
            if key in last:
                yield last[key], pub, relatives[last[key]][0], target
            last[key] = pub


def _beside(forest: Forest, named: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of one full name beside one person, each with the one before it."""
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for pub, name, other in named:
        key = (forest.find(other), name)
        if key in last and last[key][0] != pub:
            yield last[key][0], pub, last[key][1], other
        last[key] = (pub, other)


_AGE = frozenset({"age"})


def _same_name(forest: Forest, pairs: Pairs, only: Container[str] | None = None) -> Iterator[tuple[int, int]]:
    """Pairs of bearers of one whole name whose persons contradict in nothing, each with the first that it may go with.

    A name that numbers, births or sexes show to be of two persons of the case joins nobody. Of persons that differ, the first few alone
    (``list_of``) are held against those that follow. ``only``: the kinds of what is stated by which they differ, if not all.
    """
    for _, of in sorted(pairs.bearers.items()):
        firsts = list({forest.find(n): n for n in reversed(of)}.values())[::-1]
        if forest.contradict(firsts, {*links().file.conflicts, NAMESAKE}):
            continue
        told: dict[int, dict[str, frozenset[int]]] = defaultdict(dict)
        for n in of:
            stated = pairs.stated.get(n, {})
            _add(
                told[forest.find(n)], {kind: values for kind, values in stated.items() if only is None or kind in only}
            )
        made: list[tuple[int, dict[str, frozenset[int]]]] = []
        for b in firsts:
            mine = told[forest.find(b)]
            fitting = (
                (a, other)
                for a, other in made
                if not forest.conflicts(a, b)
                and not any(kind in other and values.isdisjoint(other[kind]) for kind, values in mine.items())
            )
            if found := next(fitting, None):
                yield found[0], b
                _add(found[1], mine)
            elif len(made) < links().file.list_of:
                made.append((b, mine))


def _add(known: dict[str, frozenset[int]], more: Mapping[str, frozenset[int]]) -> None:
    """What one more tells, to what is known."""
    for kind, values in more.items():
        known[kind] = known.get(kind, _NONE) | values
