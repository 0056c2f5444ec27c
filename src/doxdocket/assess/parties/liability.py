"""Joint and several liability as a graph: who is bound to whom, on which article, and the shares inside.

Source: 民法典 art. 178, 1168 to 1172, 法释〔2024〕12号 art. 11 and 12, as rules. Whether people acted together is what a person entered, with
the facts; the rule answers whether these suffice. Shares inside follow the part of each, as persons decided it; they are equal only where a person states that it cannot be determined.

>>> edges = [
...     Edge("D1", "D2", "joint", "J1", "joint and several", ()),
...     Edge("D2", "D3", "joint", "J2", "joint and several", ()),
... ]
>>> groups(edges)
{'J1': ('D1', 'D2'), 'J2': ('D2', 'D3')}
>>> shares(("D1", "D2", "D3"), {}, determinable=False)[0]
(('D1', Fraction(1, 3)), ('D2', Fraction(1, 3)), ('D3', Fraction(1, 3)))
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Literal

from doxdocket.assess.forms.parties import Basis, Defendant, InnerShare, Joint
from doxdocket.assess.marks import UNSAID, key
from doxdocket.assess.parties.days_of_acts import Acted
from doxdocket.assess.parties.deeds import Weight
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.rule_answers import ask
from doxdocket.assess.parties.standing import Capacity
from doxdocket.assess.parties.ward import NO_PARTY, Answering, lacking
from doxdocket.law.answer import Answered, Value
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Answerable
from doxdocket.law.words import asked

_RULES = {
    "1168": ("cn/minfadian/1168",),
    "1169-1": ("cn/minfadian/1169-1",),
    "1169-2": ("cn/minfadian/1169-2", "cn/minfadian/1169-2-guardian", "cn/fashi-2024-12/11", "cn/fashi-2024-12/12"),
    "1170": ("cn/minfadian/1170",),
    "1171": ("cn/minfadian/1171",),
    "1172": ("cn/minfadian/1172",),
}
_JOINTLY, _ABETTING, _ABETTING_MINORS = "1168", "1169-1", "1169-2"
_OF_ENTRY = frozenset({
    "two_or_more", "acted_together", "act_done", "instigated_or_helped", "actor_lacks_capacity", "endangering_acts", "wrongdoer_known",
    "separate_acts", "each_sufficient", "same_damage",
})  # fmt: skip
"""Facts of one entry of acts together, stated in it or with its id behind them (``acted_together@J1``), never of the whole case."""
_FAILED = "guardian_failed"
"""Of each ward; of an entry where it is the same of every member without capacity."""
_TOGETHER, _OPEN = "joint and several", "not determinable"
_WHOLE = frozenset({_TOGETHER, "instigator liable"})
_BY_SUIT = "cn/fashi-2024-12/"
EQUAL = "cn/minfadian/178-equal"
Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two who answer together, or a ward and a guardian; ``entry`` is what a person entered, ``asked`` what the rules answer to it."""

    source: str = field(metadata=key("from"))
    target: str = field(metadata=key("to"))
    kind: Literal["joint", "instigator", "guardian"]
    entry: str
    outcome: str
    asked: Sequence[Answered] = field(metadata=key("answers"))


@dataclass(frozen=True, slots=True)
class Hint:
    """What a reader must see beside the answer, and whom it is about."""

    hint: str
    who: Sequence[str]


@dataclass(frozen=True, slots=True)
class Together:
    """One entry of acts done together, with what its article answers, and hints."""

    entry: str
    basis: Basis
    members: Sequence[str]
    instigators: Sequence[str]
    actors: Sequence[str]
    channels: Sequence[str]
    since: date | None
    until: date | None
    reason: str
    evidence: Sequence[str]
    asked: Sequence[Answered] = field(metadata=key("answers"))
    hints: Sequence[Hint]
    outcome: str = field(metadata=UNSAID)
    """What its article leads to when it is met, else how it was answered."""
    doubted: bool = field(default=False, metadata=UNSAID)
    """Whether an entry that puts less to them says the opposite."""

    @property
    def binds(self) -> Literal["joint", "apart", "not met", "not determinable"]:
        """Whether it makes those named jointly and severally liable; ``apart``: its article is met and leads to something else."""
        if self.doubted:
            return "not determinable"
        if self.asked[0].answer == "met":
            return "joint" if self.outcome == _TOGETHER else "apart"
        return self.asked[0].answer


def together(
    entries: Iterable[Joint], defendants: Mapping[str, Defendant], first: date | None, heard: date | None, facts: Facts,
    spans: Mapping[str, Acted] | None = None,
) -> Sequence[Together]:  # fmt: skip
    """Each entry asked of its article. ``spans``: each defendant's days of acts, for entries without days."""
    found = [_asked(one, defendants, first, heard, facts, spans or {}) for one in entries]
    against, by = at_odds(found), {one.entry: one for one in found}
    return [
        replace(one, hints=(*one.hints, Hint("against", others)), doubted=any(by[other].outcome not in _WHOLE for other in others))
        if (others := against.get(one.entry, ())) else one
        for one in found
    ]  # fmt: skip


def at_odds(entries: Sequence[Together]) -> dict[str, tuple[str, ...]]:
    """Of each entry the others that say the opposite of the same people and of what may be the same posts: acts done together, apart, or by one unknown.

    So do two of one article of which one is met and one is not. One that is not met says nothing against another article.
    """
    found: dict[str, tuple[str, ...]] = {}
    for one, other in permutations(entries, 2):
        answers = {one.asked[0].answer, other.asked[0].answer}
        opposite = answers == {"met", "not met"} if _says(one) == _says(other) else "not met" not in answers
        if opposite and _may_meet(one, other):
            found[one.entry] = (*found.get(one.entry, ()), other.entry)
    return found


def _says(one: Together) -> str:
    """What an entry says of how they acted: who instigates or helps acts together with the one who acts."""
    return _JOINTLY if one.basis in {_ABETTING, _ABETTING_MINORS} else one.basis


def _may_meet(one: Together, other: Together) -> bool:
    """Whether two entries share two people, and may share a post of them."""
    people = {*one.members, *one.instigators} & {*other.members, *other.instigators}
    places = ((one.channels, other.channels), (one.actors, other.actors))
    return (
        len(people) > 1
        and all(not a or not b or set(a) & set(b) for a, b in places)
        and (one.since or date.min) <= (other.until or date.max)
        and (other.since or date.min) <= (one.until or date.max)
    )


def _asked(
    one: Joint, defendants: Mapping[str, Defendant], first: date | None, heard: date | None, facts: Facts, spans: Mapping[str, Acted]
) -> Together:  # fmt: skip
    day, known = one.since or first, {}
    for name in dict.fromkeys(one.members):
        if name in defendants:
            known[name] = _capacity(one, defendants[name], first, spans.get(name, Acted()), facts.book)
    minors = [name for name, of in known.items() if of in {"none", "limited"}]
    shared = {name: value for name, value in facts.case().items() if name not in _OF_ENTRY}
    given: dict[str, Value] = {**shared, **facts.own(one.id), **one.facts}
    given.setdefault("two_or_more", len({*one.members, *one.instigators}) > 1)
    if one.instigators:
        given.setdefault("actor_lacks_capacity", True if minors else None if "open" in known.values() else False)
        failed = {facts.of(_FAILED, name) for name in minors}
        given.setdefault(_FAILED, failed.pop() if len(failed) == 1 else None)
    answers = [
        ask(rule, given, heard if rule.startswith(_BY_SUIT) else day, book=facts.book) for rule in _RULES[one.basis]
    ]
    return Together(
        one.id, one.basis, tuple(dict.fromkeys(one.members)), tuple(dict.fromkeys(one.instigators)), one.actors, one.channels, one.since,
        one.until, one.reason, one.evidence, answers, tuple(_hints(one, known, minors)), _outcome(answers[0], facts.book),
    )  # fmt: skip


def _capacity(one: Joint, who: Defendant, first: date | None, known: Acted, book: Book | None) -> Capacity:
    """The capacity in the days of an entry, or in those of his acts; open where it turns on posts in doubt."""
    sure, wide = (
        lacking(who, one.since or days[0] or first, one.until or days[1], book) for days in (known.span, known.reach)
    )
    return sure if sure in {"none", "limited"} or sure == wide else "open"


def _hints(one: Joint, known: Mapping[str, Capacity], minors: Sequence[str]) -> Iterator[Hint]:
    """What a reader must see beside the answer: another paragraph, a role that is missing or doubled."""
    abetting = one.basis in {_ABETTING, _ABETTING_MINORS}
    marks = {
        "minors": minors if one.basis == _ABETTING else [],
        "perhaps_minors": [name for name, of in known.items() if abetting and of == "open"],
        "adults": [name for name, of in known.items() if one.basis == _ABETTING_MINORS and of == "full"],
        "both_roles": [name for name in dict.fromkeys(one.members) if name in one.instigators],
        "himself_only": [name for name in dict.fromkeys(one.instigators) if set(one.members) <= {name}],
    }  # fmt: skip
    yield from (Hint(name, tuple(who)) for name, who in marks.items() if who)
    if abetting and not one.instigators:
        yield Hint("no_instigator", ())


def weights(entries: Iterable[Together]) -> dict[str, Weight]:
    """In which bounds the posts of each entry are put to those named: in every one where its article is met and makes each answer for the
    whole, in none where it is not met, else in the high alone; so are acts that were each done apart (art. 1172), and those of which another
    entry that puts less to them says the opposite.
    """
    return {
        one.entry: "none" if one.asked[0].answer == "not met" else "sure" if one.outcome in _WHOLE and not one.doubted else "perhaps"
        for one in entries
    }  # fmt: skip


def edges(entries: Iterable[Together], guardians: Iterable[Answering]) -> list[Edge]:
    """The graph: members of one entry in a chain, instigators to each member, guardians to their wards."""
    found = []
    for one in entries:
        outcome = _OPEN if one.doubted else one.outcome
        found += [Edge(a, b, "joint", one.entry, outcome, one.asked) for a, b in pairwise(one.members)]
        found += [
            Edge(a, b, "instigator", one.entry, outcome, one.asked)
            for a in one.instigators for b in one.members if a != b
        ]  # fmt: skip
    found += [
        Edge(one.ward, one.who, "guardian", one.who, one.constellation, one.asked)
        for one in guardians if one.who and one.constellation not in NO_PARTY
    ]  # fmt: skip
    return found


def _outcome(said: Answered, book: Book | None) -> str:
    rule = (book or shipped()).find(said.provision, said.on)
    return str(getattr(rule, "outcome", "")) if said.answer == "met" else said.answer


def groups(found: Iterable[Edge]) -> dict[str, tuple[str, ...]]:
    """Who is jointly and severally liable by each entry. Entries are not joined: who acted with one of two others is not bound to both."""
    out: dict[str, set[str]] = {}
    for edge in found:
        if edge.kind != "guardian" and edge.outcome == _TOGETHER:
            out.setdefault(edge.entry, set()).update((edge.source, edge.target))
    return {entry: tuple(sorted(names)) for entry, names in out.items()}


def asked_of(basis: Basis, book: Book | None = None) -> frozenset[str]:
    """The facts that the article of an entry asks, and those of the articles that go with it.

    >>> sorted(asked_of("1168"))
    ['acted_together', 'damage', 'two_or_more']
    """
    rules = map((book or shipped()).find, _RULES[basis])
    return frozenset(name for rule in rules if isinstance(rule, Answerable) for name in asked(rule))


def unsettled(entries: Iterable[Together], book: Book | None) -> list[str]:
    """The entries of which it is open whether they make anybody jointly liable."""
    return [
        one.entry for one in entries
        if (one.doubted or one.outcome == _OPEN) and getattr((book or shipped()).find(one.asked[0].provision), "outcome", "") == _TOGETHER
    ]  # fmt: skip


How = Literal["open", "equal", "partly", "decided", "do not fit"]
"""How the shares inside a group stand: nobody decided any; equal, since the part of each cannot be determined; decided of some, whom the rest is equal beside;
decided of all; entered so that they make no whole.
"""


def shares(
    group: Sequence[str], decided: Mapping[str, InnerShare], determinable: Value = None
) -> tuple[tuple[tuple[str, Fraction], ...], How]:
    """The share of each inside a group, where it is known; ``determinable``: whether the part of each can be determined, which a person states.

    >>> shares(("D1", "D2"), {})
    ((), 'open')
    >>> one = InnerShare(id="S1", defendant="D1", share="1/10", reason="听从")
    >>> [(name, str(share)) for name, share in shares(("D1", "D2", "D3"), {"S1": one})[0]]
    [('D1', '1/10'), ('D2', '9/20'), ('D3', '9/20')]
    """
    own = {one.defendant: Fraction(one.share) for one in decided.values() if one.defendant in group}
    rest, left = [name for name in group if name not in own], 1 - sum(own.values(), Fraction())
    if not own:
        equal = tuple((name, Fraction(1, len(group))) for name in group)
        return (equal, "equal") if determinable is False else ((), "open")
    if left < 0 or bool(rest) != bool(left):
        return (), "do not fit"
    found = tuple((name, own[name] if name in own else left / len(rest)) for name in group)
    return found, "partly" if rest else "decided"
