"""The scores of many messages, added one by one or part by part: the same sums whatever the order of parts.

What answers what, and what is wrong: ``matching``. A decoy is a message without personal information; it is claimed by a kind that is not
soft outside ``ignore``. Macro-F1 is the mean over kinds of which the truth has any. Left out: reading, printing.

>>> tally = Tally()
>>> tally.join(Tally()), tally.told()["decoys"]["messages"]
(None, 0)
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import fsum
from typing import Any

from doxdocket.score import persons
from doxdocket.score.conduct import Conduct
from doxdocket.score.matching import Match, Span, claimed, doubtful, match, overlap
from doxdocket.score.measures import by_length, family, measures, near
from doxdocket.score.rates import Count, Counts, counts, join, mean, per_100k, rounded, share, told
from doxdocket.score.read import Labelled


@dataclass(slots=True)
class Ways:
    """One kind or family: found by the rule, found with the very ends, and misses that a doubtful finding answers."""

    found: Count = field(default_factory=Count)
    exact: Count = field(default_factory=Count)
    doubted: int = 0

    def __bool__(self) -> bool:
        """Whether there was anything to find, or anything wrong."""
        return self.found.true + self.found.wrong > 0

    def join(self, other: "Ways") -> None:
        """The counts of other messages."""
        self.found.join(other.found)
        self.exact.join(other.exact)
        self.doubted += other.doubted

    def told(self) -> dict[str, Any]:
        """As ``--json`` says it."""
        return {**self.found.told(), "exact": self.exact.told(), "doubted": self.doubted}


def _ways() -> defaultdict[str, Ways]:
    return defaultdict(Ways)


def _groups() -> defaultdict[str, Counts]:
    return defaultdict(counts)


@dataclass(slots=True)
class Tally:
    """Everything that is counted; ``only`` leaves only these kinds, ``worst`` keeps so many messages with errors."""

    only: Collection[str] = ()
    worst: int = 0
    messages: int = 0
    kinds: defaultdict[str, Ways] = field(default_factory=_ways)
    families: defaultdict[str, Ways] = field(default_factory=_ways)
    every: Ways = field(default_factory=Ways)
    groups: defaultdict[str, Counts] = field(default_factory=_groups)
    conduct: Conduct = field(default_factory=Conduct)
    sums: Counter[str] = field(default_factory=Counter)
    differences: Counter[tuple[str, str]] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    pairs: Counter[tuple[int, int]] = field(default_factory=Counter)  # messages by (right, all) pairs of found spans
    linked: list[persons.Pair] = field(default_factory=list)
    errors: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)

    def add(self, truth: Labelled, answer: Mapping[str, Any]) -> None:
        """One message and what was found in it, as ``detect`` prints it or ``hands.answer`` tells a second marking."""
        self.messages += 1
        places: list[dict[str, Any]] = []
        mates: dict[Hashable, Hashable] = {}
        if truth.spans is not None:
            places, mates = self._findings(truth, truth.spans, answer)
        if truth.conduct is not None and not self.only:
            places += self.conduct.add(truth.conduct, answer.get("conduct") or (), mates)
        if places and self.worst:
            row = {"id": truth.id, "line": truth.line, "errors": len(places), "places": places}
            self.errors = nlargest(self.worst, [*self.errors, (len(places), -truth.line, row)], key=_rank)

    def join(self, other: "Tally") -> None:
        """The sums of other messages."""
        self.messages += other.messages
        for kind, ways in other.kinds.items():
            self.kinds[kind].join(ways)
        for name, ways in other.families.items():
            self.families[name].join(ways)
        self.every.join(other.every)
        for name, by_word in other.groups.items():
            join(self.groups[name], by_word)
        self.conduct.join(other.conduct)
        for name in ("sums", "differences", "verdicts", "pairs"):
            getattr(self, name).update(getattr(other, name))
        self.linked += other.linked
        self.errors = nlargest(self.worst, [*self.errors, *other.errors], key=_rank)

    def _asked(self, span: Span) -> bool:
        return not self.only or span["kind"] in self.only

    def _findings(
        self, truth: Labelled, true: Sequence[Span], answer: Mapping[str, Any]
    ) -> tuple[list[dict[str, Any]], dict[Hashable, Hashable]]:
        """Counts the findings of one message; gives the places of errors, and who stands for whom."""
        found = answer["findings"]
        result = self._only_asked(true, found, match(true, found, truth.ignore))
        exact = self._only_asked(true, found, match(true, found, truth.ignore, exact=True))
        self._count("found", true, found, result)
        self._count("exact", true, found, exact)
        for i in result.doubted:
            for ways in (self.kinds[true[i]["kind"]], self.families[family(true[i]["kind"])], self.every):
                ways.doubted += 1
        self._grouped(truth, true, result)
        for i, j in (result.best | result.doubted).items():
            if true[i].get("verdict"):
                self.verdicts[str(true[i]["verdict"]), str(found[j].get("verdict"))] += 1
        claims = [f for f in found if not doubtful(f) and self._asked(f)]
        self._differ(truth, true, found, result, answer.get("ignore") or ())
        if not true:
            self.sums.update(decoys=1, decoys_claimed=claimed(claims, truth.ignore))
        misplaced, mates = self._persons(true, found, claims, result, truth.groups.get("hand", ()))
        return [
            *({**_place(true[i]), "what": "missed"} for i in result.missed),
            *({**_place(found[j]), "what": "wrong"} for j in result.wrong),
            *({**_place(span), "what": "person"} for span in misplaced),
        ], mates

    def _only_asked(self, true: Sequence[Span], found: Sequence[Span], result: Match) -> Match:
        """What is counted of an answer: true spans and wrong claims of the kinds that are asked for."""
        return Match(
            {i: j for i, j in result.best.items() if self._asked(true[i])},
            {i: j for i, j in result.doubted.items() if self._asked(true[i])},
            tuple(i for i in result.missed if self._asked(true[i])),
            tuple(j for j in result.wrong if self._asked(found[j])),
        )

    def _count(self, way: str, true: Sequence[Span], found: Sequence[Span], result: Match) -> None:
        right = Counter(true[i]["kind"] for i in result.best)
        wrong = Counter(found[j]["kind"] for j in result.wrong)
        missed = Counter(true[i]["kind"] for i in result.missed)
        by_family: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for kind in right | missed | wrong:
            three = right[kind], wrong[kind], missed[kind]
            getattr(self.kinds[kind], way).add(*three)
            by_family[family(kind)] = [a + b for a, b in zip(by_family[family(kind)], three, strict=True)]
        for name, sums in by_family.items():
            getattr(self.families[name], way).add(*sums)
        if by_family:
            getattr(self.every, way).add(right.total(), wrong.total(), missed.total())

    def _grouped(self, truth: Labelled, true: Sequence[Span], result: Match) -> None:
        """The message by what is said of it and by its length, its spans by how each is given."""
        for name, words in {**truth.groups, "length": (by_length(truth.text),)}.items():
            for word in words:
                self.groups[name][word].add(len(result.best), len(result.wrong), len(result.missed))
        by_form: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for i in (*result.best, *result.missed):
            for form in _forms(truth.text, true[i]):
                by_form[form][i not in result.best] += 1
        for form, (right, missed) in by_form.items():
            self.groups["form"][form].add(right, 0, missed)

    def _differ(
        self, truth: Labelled, true: Sequence[Span], found: Sequence[Span], result: Match, ignored: Sequence[Span]
    ) -> None:
        """In which kinds the answer differs from the truth, also where it is right by a near kind."""
        claims = [f for f in found if not doubtful(f)]
        for i in (*result.best, *result.missed):
            t = true[i]
            answer = found[result.best[i]]["kind"] if i in result.best else _instead(t, claims, ignored)
            self.differences[t["kind"], answer] += answer != t["kind"]
        used = set(result.best.values())
        for j, f in enumerate(found):
            if j not in used and not doubtful(f) and self._asked(f) and not any(overlap(f, t) for t in true):
                spared = any(overlap(f, s) for s in truth.ignore)
                self.differences["ignore" if spared else "unmarked", f["kind"]] += 1

    def _persons(
        self, true: Sequence[Span], found: Sequence[Span], claims: Sequence[Span], result: Match, hand: Sequence[str]
    ) -> tuple[list[Span], dict[Hashable, Hashable]]:
        """Counts persons; gives the found spans that lie with a wrong one, and who stands for whom."""
        asked = [(true[i], found[j]) for i, j in result.best.items() if "person" in true[i]]
        pairs = [(_person(t), _person(f)) for t, f in asked]
        right, every = persons.right_pairs(pairs)
        self.pairs[right, every] += every > 0
        self.linked += [
            ((*hand, t["person"]), f["over_posts"] and (*hand, f["over_posts"]))
            for t, f in asked
            if persons.named_for_all(t["person"]) and "over_posts" in f
        ]
        there = {_person(s) for s in true if "person" in s and self._asked(s)} - {persons.NOBODY}
        if there:
            seen = {_person(c) for c in claims} - {persons.NOBODY}
            self.sums.update(person_messages=1, person_numbers_right=len(there) == len(seen))
        mates = persons.mates(pairs)
        return [t for (t, _), (a, b) in zip(asked, pairs, strict=True) if mates.get(a) != b], mates

    def told(self) -> dict[str, Any]:
        """Everything, as ``--json`` says it."""
        sums, decoys = self.sums, self.sums["decoys"]
        rate = share(sums["decoys_claimed"], decoys)
        f1 = [w.found.f1 for w in self.kinds.values() if w.found.true]
        return {
            "messages": self.messages,
            "kinds": {kind: ways.told() for kind, ways in sorted(self.kinds.items()) if ways},
            "families": {name: self.families[name].told() for name in measures().families if self.families.get(name)},
            "micro": self.every.told(),
            "macro_f1": mean(f1), "macro_kinds": len(f1),
            "groups": {name: told(by_word) for name, by_word in sorted(self.groups.items())},
            "differences": [{"true": t, "found": f, "n": n} for (t, f), n in sorted(self.differences.items(), key=_by_count) if n],
            "decoys": {
                "messages": decoys, "claimed": sums["decoys_claimed"], "rate": rounded(rate.value),
                "per_100k": per_100k(rate.value), "per_100k_95": [per_100k(x) for x in rate.interval],
            },
            "persons": self._persons_told(),
            "verdicts": [{"true": t, "found": f, "n": n} for (t, f), n in sorted(self.verdicts.items())],
            "conduct": self.conduct.told(),
            "worst": [row for *_, row in self.errors],
        }  # fmt: skip

    def _persons_told(self) -> dict[str, Any]:
        messages, numbered = self.pairs.total(), self.sums["person_messages"]
        pairs = share(fsum(n * right / every for (right, every), n in self.pairs.items() if n), messages)
        number = share(self.sums["person_numbers_right"], numbered)
        return {
            "pairs": rounded(pairs.value), "pairs_95": [rounded(x) for x in pairs.interval], "pairs_messages": messages,
            "over_posts": persons.over_posts(self.linked) if self.linked else None,
            "messages": numbered, "number_right": self.sums["person_numbers_right"],
            "number_rate": rounded(number.value), "number_rate_95": [rounded(x) for x in number.interval],
        }  # fmt: skip


def _rank(entry: tuple[int, int, dict[str, Any]]) -> tuple[int, int]:
    return entry[:2]


def _place(span: Span) -> dict[str, Any]:
    return {"start": span["start"], "end": span["end"], "kind": span["kind"]}


def _person(span: Span) -> str | None:
    return persons.person(span.get("person"))


def _instead(true: Span, claims: Sequence[Span], ignored: Sequence[Span]) -> str:
    """What stands where a true span was missed: a kind, other ends of its own or a near kind, an ``ignore``, or nothing."""
    touched = max(claims, key=lambda f: overlap(true, f), default=None)
    if touched is not None and overlap(true, touched):
        return "other ends" if near(touched["kind"], true["kind"]) else str(touched["kind"])
    return "ignore" if any(overlap(true, s) for s in ignored) else "unmarked"


def _forms(text: str, span: Span) -> Sequence[str]:
    """How a value is given: as the span says itself, else whether its value stands there as it is."""
    own = span.get("form", span.get("obfuscation"))
    if own is not None:
        return [own] if isinstance(own, str) else [str(word) for word in own]
    if not isinstance(span.get("value"), str):
        return ()
    return ("verbatim" if text[span["start"] : span["end"]] == span["value"] else "altered",)


def _by_count(entry: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -entry[1], entry[0]
