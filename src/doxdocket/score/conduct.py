"""Conduct of messages scored: by message (has it this label?), by span, and whose conduct it is aimed at.

A message without conduct in which some is found is a decoy claimed. The person aimed at (``person``, or ``target``) is asked of spans
that were found, through the pairs of persons of the message's findings. Left out: slots, harms.

>>> conduct = Conduct()
>>> conduct.add([{"start": 0, "end": 4, "label": "insult"}], [{"start": 1, "end": 4, "label": "insult"}], frozenset())
[]
>>> conduct.told()["macro_f1_spans"]
1.0
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from doxdocket.score.matching import Match, Span, match
from doxdocket.score.persons import NOBODY, Pair, person
from doxdocket.score.rates import Count, Counts, mean, per_100k, rounded, share, told


def _counts() -> Counts:
    return defaultdict(Count)


@dataclass(slots=True)
class Conduct:
    """Sums over messages whose conduct was labelled."""

    posts: Counts = field(default_factory=_counts)
    spans: Counts = field(default_factory=_counts)
    sums: Counter[str] = field(default_factory=Counter)

    def add(self, true: Sequence[Span], found: Sequence[Span], paired: Collection[Pair]) -> list[dict[str, Any]]:
        """One message; ``paired`` says which persons of truth and answer are the same. Gives the labels that differ."""
        there, seen = {s["label"] for s in true}, {s["label"] for s in found}
        for label in there | seen:
            both = label in there and label in seen
            self.posts[label].add(both, label not in there, label not in seen)
        placed = all(s.get("start") is not None for s in true)
        result = match([_kind(s) for s in true], [_kind(s) for s in found]) if placed else Match({}, (), ())
        for label in there | seen if placed else ():
            self.spans[label].add(
                sum(true[i]["label"] == label for i in result.best),
                sum(found[j]["label"] == label for j in result.wrong),
                sum(true[i]["label"] == label for i in result.missed),
            )
        for i, j in result.best.items():
            if "person" in true[i] or "target" in true[i]:
                pair = person(true[i].get("person", true[i].get("target"))), person(found[j].get("person"))
                self.sums.update(aimed=1, aimed_right=pair in paired or pair == (NOBODY, NOBODY))
        self.sums.update(messages=1, decoys=not true, decoys_claimed=bool(found) and not true)
        return [{"label": x, "what": "missed" if x in there else "wrong"} for x in sorted(there ^ seen)]

    def join(self, other: "Conduct") -> None:
        """The sums of other messages."""
        for mine, theirs in ((self.posts, other.posts), (self.spans, other.spans)):
            for label, count in theirs.items():
                mine[label].join(count)
        self.sums.update(other.sums)

    def told(self) -> dict[str, Any]:
        """As ``--json`` says it."""
        rate = share(self.sums["decoys_claimed"], self.sums["decoys"])
        aimed = share(self.sums["aimed_right"], self.sums["aimed"])
        return {
            "messages": self.sums["messages"], "posts": told(self.posts), "spans": told(self.spans),
            "macro_f1": mean([c.f1 for c in self.posts.values() if c.true]),
            "macro_f1_spans": mean([c.f1 for c in self.spans.values() if c.true]),
            "persons": {"spans": self.sums["aimed"], "right": self.sums["aimed_right"], "rate": rounded(aimed.value),
                        "rate_95": [rounded(x) for x in aimed.interval]},
            "decoys": {
                "messages": self.sums["decoys"], "claimed": self.sums["decoys_claimed"], "rate": rounded(rate.value),
                "per_100k": per_100k(rate.value), "per_100k_95": [per_100k(x) for x in rate.interval],
            },
        }  # fmt: skip


def _kind(span: Span) -> Span:
    return {"start": span["start"], "end": span["end"], "kind": span["label"]}
