"""The scores of many messages, added one by one or part by part: the same sums whatever the order.

A claim is a finding that is not doubtful. Each kind is counted three ways: relaxed, exact, and lenient (relaxed, doubtful
findings too). Macro-F1 is the mean over kinds of which the truth has any. Left out: reading, printing.

>>> tally = Tally()
>>> tally.join(Tally()), tally.told()["decoys"]["messages"]
(None, 0)
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Any

from doxdocket.records import Verdict
from doxdocket.score import persons
from doxdocket.score.conduct import Conduct
from doxdocket.score.matching import Match, Span, match, overlap, spared
from doxdocket.score.measures import family, measures
from doxdocket.score.rates import Count, Counts, mean, per_100k, rounded, share, told
from doxdocket.score.read import Labelled

WAYS = ("strict", "exact", "lenient")


@dataclass(slots=True)
class Ways:
    """One kind or family counted in each way."""

    strict: Count = field(default_factory=Count)
    exact: Count = field(default_factory=Count)
    lenient: Count = field(default_factory=Count)


def _counts() -> Counts:
    return defaultdict(Count)


def _ways() -> defaultdict[str, Ways]:
    return defaultdict(Ways)


@dataclass(slots=True)
class Tally:
    """Everything that is counted; ``scope`` leaves only these kinds, ``worst`` keeps so many messages with errors."""

    scope: Collection[str] = ()
    worst: int = 0
    messages: int = 0
    kinds: defaultdict[str, Ways] = field(default_factory=_ways)
    families: defaultdict[str, Ways] = field(default_factory=_ways)
    every: Ways = field(default_factory=Ways)
    layout: Counts = field(default_factory=_counts)
    obfuscation: Counts = field(default_factory=_counts)
    writing: Counts = field(default_factory=_counts)
    conduct: Conduct = field(default_factory=Conduct)
    sums: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    placed: Count = field(default_factory=Count)
    same_person: Count = field(default_factory=Count)
    errors: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)

    def add(self, truth: Labelled, answer: Mapping[str, Any]) -> None:
        """One message and what was found in it (``findings`` and ``conduct`` as ``detect`` prints them)."""
        self.messages += 1
        places: list[dict[str, Any]] = []
        paired: frozenset[persons.Pair] = frozenset()
        if truth.spans is not None:
            more, paired = self._findings(truth, [f for f in answer["findings"] if self._asked(f)])
            places += more
        if truth.conduct is not None and not self.scope:
            places += self.conduct.add(truth.conduct, answer.get("conduct") or (), paired)
        if places and self.worst:
            row = {"id": truth.id, "line": truth.line, "errors": len(places), "places": places}
            self.errors = nlargest(self.worst, [*self.errors, (len(places), -truth.line, row)], key=_rank)

    def join(self, other: "Tally") -> None:
        """The sums of other messages."""
        self.messages += other.messages
        for name in ("kinds", "families"):
            for kind, ways in getattr(other, name).items():
                for way in WAYS:
                    getattr(getattr(self, name)[kind], way).join(getattr(ways, way))
        for way in WAYS:
            getattr(self.every, way).join(getattr(other.every, way))
        for name in ("layout", "obfuscation", "writing"):
            for group, count in getattr(other, name).items():
                getattr(self, name)[group].join(count)
        self.placed.join(other.placed)
        self.same_person.join(other.same_person)
        self.conduct.join(other.conduct)
        for name in ("sums", "confusions", "verdicts"):
            getattr(self, name).update(getattr(other, name))
        self.errors = nlargest(self.worst, [*self.errors, *other.errors], key=_rank)

    def _asked(self, span: Span) -> bool:
        return not self.scope or span["kind"] in self.scope

    def _findings(self, truth: Labelled, found: Sequence[Span]) -> tuple[list[dict[str, Any]], frozenset[persons.Pair]]:
        true = [s for s in truth.spans or () if self._asked(s)]
        claims = [f for f in found if f.get("verdict") != Verdict.DOUBTFUL]
        strict = match(true, claims, truth.ignore)
        self._count("strict", true, claims, strict)
        self._count("exact", true, claims, match(true, claims, truth.ignore, exact=True))
        lenient = match(true, found, truth.ignore)
        self._count("lenient", true, found, lenient)
        self._groups(truth, true, strict)
        for i, j in lenient.best.items():
            if true[i].get("verdict"):
                self.verdicts[str(true[i]["verdict"]), str(found[j].get("verdict"))] += 1
        for i in strict.missed:
            other = next(
                (
                    c["kind"]
                    for c in claims
                    if c["kind"] != true[i]["kind"] and 2 * overlap(true[i], c) >= true[i]["end"] - true[i]["start"]
                ),
                "",
            )
            self.confusions[true[i]["kind"], other] += 1
        if not truth.spans:
            self._decoy(claims, found, truth.ignore, strict)
        misplaced, paired = self._persons(true, claims, strict)
        return [
            *({**_place(true[i]), "what": "missed"} for i in strict.missed),
            *({**_place(claims[j]), "what": "wrong"} for j in strict.wrong),
            *({**_place(span), "what": "person"} for span in misplaced),
        ], paired

    def _count(self, way: str, true: Sequence[Span], found: Sequence[Span], result: Match) -> None:
        right = Counter(true[i]["kind"] for i in result.best)
        missed = Counter(true[i]["kind"] for i in result.missed)
        wrong = Counter(found[j]["kind"] for j in result.wrong)
        by_family: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for kind in right | missed | wrong:
            three = right[kind], wrong[kind], missed[kind]
            getattr(self.kinds[kind], way).add(*three)
            for at, n in enumerate(three):
                by_family[family(kind)][at] += n
                if family(kind) in _structured():
                    by_family["structured"][at] += n
        for name, sums in by_family.items():
            getattr(self.families[name], way).add(*sums)
        if by_family:
            getattr(self.every, way).add(right.total(), wrong.total(), missed.total())

    def _groups(self, truth: Labelled, true: Sequence[Span], result: Match) -> None:
        sums = (len(result.best), len(result.wrong), len(result.missed))
        for groups, names in ((self.layout, truth.layout), (self.obfuscation, truth.obfuscation)):
            for name in names:
                groups[name].add(*sums)
        by_writing: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for i, span in enumerate(true):
            for name in _writing(truth.text, span):
                by_writing[name][i not in result.best] += 1
        for name, (right, missed) in by_writing.items():
            self.writing[name].add(right, 0, missed)

    def _decoy(self, claims: Sequence[Span], found: Sequence[Span], ignore: Sequence[Span], result: Match) -> None:
        self.sums["decoys"] += 1
        self.sums["decoys_claimed"] += bool(result.wrong)
        self.sums["decoys_spared"] += bool(claims) and not result.wrong
        doubted = [f for f in found if f.get("verdict") == Verdict.DOUBTFUL and not spared(f, ignore)]
        self.sums["decoys_doubted"] += bool(doubted) and not claims

    def _persons(
        self, true: Sequence[Span], claims: Sequence[Span], result: Match
    ) -> tuple[list[Span], frozenset[persons.Pair]]:
        """Counts persons; gives the found spans that lie with a wrong one, and which persons are the same."""
        asked = [(i, j) for i, j in result.best.items() if "person" in true[i]]
        pairs = [(_person(true[i]), _person(claims[j])) for i, j in asked]
        right = persons.right(pairs)
        self.placed.add(sum(right), 0, len(right) - sum(right))
        self.same_person.add(*persons.same_person(pairs))
        there = {_person(s) for s in true if "person" in s} - {persons.NOBODY}
        if there:
            seen = {_person(c) for c in claims} - {persons.NOBODY}
            self.sums.update(person_messages=1, person_numbers_right=len(there) == len(seen))
        wrong = [true[i] for (i, _), well in zip(asked, right, strict=True) if not well]
        return wrong, persons.pairing(pairs)

    def told(self) -> dict[str, Any]:
        """Everything, as ``--json`` says it."""
        sums, decoys = self.sums, self.sums["decoys"]
        rate = share(sums["decoys_claimed"], decoys)
        f1 = [w.strict.f1 for w in self.kinds.values() if w.strict.true]
        structured = [w.strict.f1 for k, w in self.kinds.items() if w.strict.true and family(k) in _structured()]
        return {
            "messages": self.messages,
            "kinds": {kind: _told(ways) for kind, ways in sorted(self.kinds.items())},
            "families": {k: _told(self.families[k]) for k in _order() if k in self.families},
            "micro": _told(self.every),
            "macro_f1": mean(f1), "macro_f1_structured": mean(structured), "macro_kinds": len(f1),
            "layout": told(self.layout), "obfuscation": told(self.obfuscation),
            "writing": {k: _recall(c) for k, c in sorted(self.writing.items())},
            "found_as": [{"kind": k, "as": a or None, "n": n} for (k, a), n in sorted(self.confusions.items(), key=_by_count)],
            "decoys": {
                "messages": decoys, "claimed": sums["decoys_claimed"], "rate": rounded(rate.value),
                "per_100k": per_100k(rate.value), "per_100k_95": [per_100k(rate.low), per_100k(rate.high)],
                "claimed_on_ignored_only": sums["decoys_spared"], "doubtful_only": sums["decoys_doubted"],
            },
            "persons": self._persons_told(),
            "verdicts": [{"true": t, "found": f, "n": n} for (t, f), n in sorted(self.verdicts.items())],
            "conduct": self.conduct.told(),
            "worst": [row for *_, row in self.errors],
        }  # fmt: skip

    def _persons_told(self) -> dict[str, Any]:
        sums = self.sums
        right = self.placed.recall
        number = share(sums["person_numbers_right"], sums["person_messages"])
        return {
            "spans": self.placed.true, "right": self.placed.right, "rate": rounded(right.value),
            "rate_95": [rounded(x) for x in right.interval], "pairs": self.same_person.told(),
            "messages": sums["person_messages"], "number_right": sums["person_numbers_right"],
            "number_rate": rounded(number.value), "number_rate_95": [rounded(x) for x in number.interval],
        }  # fmt: skip


def _rank(entry: tuple[int, int, dict[str, Any]]) -> tuple[int, int]:
    return entry[:2]


def _place(span: Span) -> dict[str, Any]:
    return {"start": span["start"], "end": span["end"], "kind": span["kind"]}


def _person(span: Span) -> str | None:
    return persons.person(span.get("person"))


def _writing(text: str, span: Span) -> Sequence[str]:
    """How a span is written: as it says itself, else whether its value stands there as it is."""
    own = span.get("obfuscation")
    if own is not None:
        return [own] if isinstance(own, str) else [str(word) for word in own]
    if not isinstance(span.get("value"), str):
        return ()
    return ("plain" if text[span["start"] : span["end"]] == span["value"] else "altered",)


def _structured() -> frozenset[str]:
    return frozenset(name for name, one in measures().families.items() if one.structured)


def _order() -> list[str]:
    return ["structured", *measures().families, "others"]


def _told(ways: Ways) -> dict[str, Any]:
    lenient, exact = ways.lenient, ways.exact
    return {**ways.strict.told(), "exact": exact.told(), "lenient": lenient.told()}


def _recall(count: Count) -> dict[str, Any]:
    said = count.told()
    return {name: said[name] for name in ("n", "tp", "fn", "recall", "recall_95")}


def _by_count(entry: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -entry[1], entry[0]
