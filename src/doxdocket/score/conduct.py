"""Conduct of messages scored: by message (has it this label?), and by span, matched as findings are.

A message without conduct in which some is found is a decoy claimed. The person aimed at (``person``, or ``target``) is asked of spans
that were found, through the persons that the message's findings share. Left out: slots, harms.

>>> conduct = Conduct()
>>> conduct.add([{"start": 0, "end": 4, "label": "insult"}], [{"start": 1, "end": 4, "label": "insult"}])
[]
>>> conduct.told()["spans"]["insult"]["f1"]
1.0
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from doxdocket.score.matching import Match, Span, match
from doxdocket.score.measures import measures
from doxdocket.score.persons import NOBODY, person
from doxdocket.score.rates import Counts, counts, join, mean, per_100k, rounded, share, told

_NOT_PLACED = Match({}, {}, (), ())


@dataclass(slots=True)
class Conduct:
    """Sums over messages whose conduct was labelled."""

    posts: Counts = field(default_factory=counts)
    spans: Counts = field(default_factory=counts)
    sums: Counter[str] = field(default_factory=Counter)

    def add(
        self, true: Sequence[Span], found: Sequence[Span], mates: Mapping[Hashable, Hashable] | None = None
    ) -> list[dict[str, Any]]:
        """One message; ``mates`` says which found person stands for which true one. Gives the labels that differ."""
        there, seen = {s["label"] for s in true}, {s["label"] for s in found}
        for label in there | seen:
            both = label in there and label in seen
            self.posts[label].add(both, label not in there, label not in seen)
        placed = all(s.get("start") is not None for s in true)
        result = match([_kind(s) for s in true], [_kind(s) for s in found]) if placed else _NOT_PLACED
        for label in there | seen if placed else ():
            self.spans[label].add(
                sum(true[i]["label"] == label for i in result.best),
                sum(found[j]["label"] == label for j in result.wrong),
                sum(true[i]["label"] == label for i in result.missed),
            )
        for i, j in result.best.items():
            if "person" in true[i] or "target" in true[i]:
                aimed, hit = person(true[i].get("person", true[i].get("target"))), person(found[j].get("person"))
                right = hit is NOBODY if aimed is NOBODY else hit is not NOBODY and (mates or {}).get(aimed) == hit
                self.sums.update(aimed=1, aimed_right=right)
        self.sums.update(messages=1, decoys=not true, decoys_claimed=bool(found) and not true)
        return [{"label": x, "what": "missed" if x in there else "wrong"} for x in sorted(there ^ seen)]

    def join(self, other: "Conduct") -> None:
        """The sums of other messages."""
        join(self.posts, other.posts)
        join(self.spans, other.spans)
        self.sums.update(other.sums)

    def told(self) -> dict[str, Any]:
        """As ``--json`` says it."""
        rate = share(self.sums["decoys_claimed"], self.sums["decoys"])
        aimed = share(self.sums["aimed_right"], self.sums["aimed"])
        return {
            "messages": self.sums["messages"], "posts": told(self.posts), "spans": told(self.spans),
            "macro_f1": _macro(self.posts), "macro_f1_spans": _macro(self.spans),
            "persons": {"spans": self.sums["aimed"], "right": self.sums["aimed_right"], "rate": rounded(aimed.value),
                        "rate_95": [rounded(x) for x in aimed.interval]},
            "decoys": {
                "messages": self.sums["decoys"], "claimed": self.sums["decoys_claimed"], "rate": rounded(rate.value),
                "per_100k": per_100k(rate.value), "per_100k_95": [per_100k(x) for x in rate.interval],
            },
        }  # fmt: skip


def _macro(by_label: Counts) -> float | None:
    return mean([c.f1 for c in by_label.values() if c.true >= measures().labels_least])


def _kind(span: Span) -> Span:
    return {"start": span["start"], "end": span["end"], "kind": span["label"]}
