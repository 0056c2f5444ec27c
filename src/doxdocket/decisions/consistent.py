"""Which decisions contradict one another: refused when they are recorded, so that no result depends on their order.

Two publications that decisions join, through however many, and that a decision tells apart; two answers about one finding, stretch
or figure; ages or days of death that cannot both be. What stands is told with the ids, and a later decision may say
which of them it overrules. Decisions come by the keys of one run. Leaves out: what the machine thinks, which never contradicts.

>>> held = Held()
>>> same = {"id": "D0001", "act": "person.same", "target": {"a": "c/1/0", "b": "c/2/0"}}
>>> held.add(same), held.add({**same, "id": "D0002", "target": {"a": "c/2/0", "b": "c/3/0"}})
(None, None)
>>> held.contradicts({"id": "", "act": "person.not_same", "target": {"a": "c/1/0", "b": "c/3/0"}})
['D0001', 'D0002']
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from doxdocket.decisions import acts, age_facts, standing

Decision = Mapping[str, Any]
_OPPOSITE = {
    "person.adult": {"person.minor", "person.under_14"},
    "person.minor": {"person.adult"},
    "person.under_14": {"person.adult"},
}


def _same(key: str) -> str:
    return key


class Held:
    """The decisions that stand, as far as others may contradict them. ``person``: the code of the person of a publication."""

    def __init__(self, decisions: Iterable[Decision] = (), person: Callable[[str], str] = _same) -> None:
        self._person = person
        self._next: dict[str, list[tuple[str, str]]] = {}
        self._parent: dict[str, str] = {}
        self._apart: list[tuple[str, str, str]] = []
        self._answers: dict[tuple[str, str], tuple[object, str]] = {}
        self._ages: dict[str, list[tuple[age_facts.Fact, str]]] = {}
        for decision in decisions:
            self.add(decision)

    def add(self, decision: Decision) -> None:
        """Take a decision in."""
        for a, b, id_ in standing.joined(decision):
            self._join(a, b, id_)
        self._apart += _told_apart(decision)
        for about, answer in _answers(decision, self._person):
            self._answers.setdefault(about, (answer, str(decision["id"])))
        if decision["act"] in acts.AGES:
            who = self._person(str(decision["target"]["person"]))
            self._ages.setdefault(who, []).append((age_facts.of(decision), str(decision["id"])))

    def contradicts(self, decision: Decision) -> list[str]:
        """The ids of the decisions that it contradicts, with those by which it does; none when it may stand beside them."""
        found = dict.fromkeys(self._links(decision))
        for about, answer in _answers(decision, self._person):
            known, id_ = self._answers.get(about, (answer, ""))
            if known != answer:
                found[id_] = None
        if decision["act"] in acts.AGES:
            mine, who = age_facts.of(decision), self._person(str(decision["target"]["person"]))
            found.update((id_, None) for fact, id_ in self._ages.get(who, ()) if _cannot_both(mine, fact))
        return [id_ for id_ in found if id_ not in {"", str(decision["id"])}]

    def _links(self, decision: Decision) -> Iterable[str]:
        joins, parts = standing.joined(decision), _told_apart(decision)
        before = {key: list(there) for key, there in self._next.items() if any(key in pair[:2] for pair in joins)}
        keys = {k for a, b, _ in joins for k in (a, b)}
        for a, b, id_ in joins:
            self._next.setdefault(a, []).append((b, id_))
            self._next.setdefault(b, []).append((a, id_))
        try:
            roots = self._roots(joins)
            for a, b, id_ in [*(self._apart if joins else ()), *parts]:
                if a == b or roots(a) == roots(b):
                    yield from dict.fromkeys([*self._way(a, b), id_])
        finally:
            for key in keys:
                if key in before:
                    self._next[key] = before[key]
                else:
                    del self._next[key]

    def _roots(self, joins: Iterable[tuple[str, str, str]]) -> Callable[[str], str]:
        """The clusters with some more joins, without taking these in."""
        more: dict[str, str] = {}

        def root(key: str) -> str:
            at = self._find(key)
            while at in more:
                at = more[at]
            return at

        for a, b, _ in joins:
            one, other = root(a), root(b)
            if one != other:
                more[one] = other
        return root

    def _join(self, a: str, b: str, id_: str) -> None:
        self._next.setdefault(a, []).append((b, id_))
        self._next.setdefault(b, []).append((a, id_))
        one, other = self._find(a), self._find(b)
        if one != other:
            self._parent[one] = other

    def _find(self, key: str) -> str:
        while (up := self._parent.get(key, key)) != key:
            self._parent[key] = self._parent.get(up, up)
            key = up
        return key

    def _way(self, a: str, b: str) -> list[str]:
        """The decisions that join the two, by the shortest way."""
        came: dict[str, tuple[str, str]] = {a: (a, "")}
        todo = deque([a])
        while todo and b not in came:
            here = todo.popleft()
            for there, id_ in self._next.get(here, ()):
                if there not in came:
                    came[there] = (here, id_)
                    todo.append(there)
        way, at = [], b
        while at in came and at != a:
            at, id_ = came[at]
            way.append(id_)
        return list(reversed(way))


def _told_apart(decision: Decision) -> list[tuple[str, str, str]]:
    if decision["act"] == "person.not_same":
        return [standing.apart(decision)]
    taken = standing.sides(decision)
    return [] if taken is None else [(taken[1][0], key, taken[0]) for key in taken[2]]


def _answers(decision: Decision, person: Callable[[str], str]) -> Iterable[tuple[tuple[str, str], object]]:
    """What a decision answers of what: two answers to one question contradict one another."""
    act, target = str(decision["act"]), decision["target"]
    if act in {"finding.confirm", "finding.reject", standing.ADD}:
        yield ("finding", standing.named(target)), act == "finding.reject"
    if act in {"finding.person", standing.ADD} and "publication" in target:
        yield ("whose", standing.named(target)), target["publication"]
    elif act in {"conduct.confirm", "conduct.reject", "conduct.label"}:
        key = str(target["conduct"])
        label = {"conduct.confirm": key.rpartition("/")[2], "conduct.reject": None}.get(act, target.get("label"))
        yield ("conduct", key), label
    elif act == "publication.person":
        yield ("publication", str(target["publication"])), person(str(target["person"]))
    elif act in acts.OF_SETS:
        yield ("identifies", str(target["publication"])), act
    elif act == "figure.value":
        yield ("figure", str(target["figure"])), target["value"]
    elif act in {"channel.core", "channel.not_core"}:
        yield ("channel", str(target["channel"])), act
    elif act == "channel.posting":
        yield (act, str(target["channel"])), target["who"]
    elif act == "channel.weights":
        yield ("weights", ""), target["weights"]
    elif act == "links.reading":
        yield ("reading", str(target["reading"])), target["level"]
    elif act == acts.SENSITIVE:
        yield (act, str(target["kind"])), target["sensitive"]
    elif act in {"person.group", "person.relation"}:
        yield (act, person(str(target["person"]))), target[act.partition(".")[2]]
    elif act == "person.deceased":
        yield ("death", person(str(target["person"]))), target.get("date")


def _cannot_both(one: age_facts.Fact, other: age_facts.Fact) -> bool:
    """Whether no birth fits both."""
    if other[0] in _OPPOSITE.get(one[0], ()):
        return True
    a, b = age_facts.births(one), age_facts.births(other)
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])
