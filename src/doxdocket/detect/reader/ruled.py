"""What rules find in a text, as evidence: candidates of their own, and a feature of every other candidate.

A feature says how the rules' finding at a place lies to a candidate: the same stretch and kind, the same kind with other ends, another kind, or nothing;
whether the finding is firm; and the first reason of it. Left out: what the rules are (`detect.rules`), and weights (`decide`).

>>> from doxdocket.text import read
>>> told = Ruled.of(
...     read("\u624b\u673a\uff1a13900001850"), [Hit(3, 14, "phone_number", Verdict.VALID, "13900001850", ("label",))]
... )
>>> list(told.features(told.state(3, 14, "phone_number")))
['rule=same firm', 'rule=same firm label', 'rules=1']
>>> told.state(5, 14, "landline_number")
('other firm', 'phone_number')
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doxdocket.bounds import spend
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader.candidate import Form, Generator, Offer
from doxdocket.detect.reader.shown import step
from doxdocket.records import Verdict
from doxdocket.text import Reading

_MANY = (0, 1, 2, 4, 8)
_BACK = 2
"""Findings of rules do not overlap; of those before a place so many may reach to it."""
_FORMS = {Verdict.MASKED: Form.MASKED, Verdict.PARTIAL: Form.PARTIAL}


@dataclass(frozen=True, slots=True)
class Ruled:
    """The findings of rules in one text, by place."""

    at: dict[tuple[int, int, str], Hit] = field(repr=False)
    places: list[tuple[int, int, str]]
    firm: int

    @classmethod
    def of(cls, reading: Reading, hits: Sequence[Hit]) -> "Ruled":
        """Those that cover something."""
        found: dict[tuple[int, int, str], Hit] = {}
        for hit in hits:
            start, end = reading.within(hit.start, hit.end)
            if start < end:
                found.setdefault((start, end, hit.kind), hit)
        return cls(found, sorted(found), sum(hit.verdict is not Verdict.DOUBTFUL for hit in hits))

    @property
    def offers(self) -> list[Offer]:
        """Each as a candidate."""
        return [
            (*place, hit.value, hit.verdict, _FORMS.get(hit.verdict, Form.VERBATIM), Generator.RULE)
            for place, hit in self.at.items()
        ]

    def is_firm(self, start: int, end: int, kind: str) -> bool:
        """Whether a rule says the very same, and not doubtfully."""
        hit = self.at.get((start, end, kind))
        return hit is not None and hit.verdict is not Verdict.DOUBTFUL

    def over(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The findings that share a character with a stretch."""
        n = max(0, bisect_left(self.places, (start,)) - _BACK)
        found = []
        for place in self.places[n:]:
            spend()
            if place[0] >= end:
                break
            if place[1] > start:
                found.append(place)
        return found

    def features(self, state: tuple[str, str]) -> Iterator[str]:
        """How the rules' findings lie to a candidate, from its state."""
        yield f"rule={state[0]}"
        if state[1]:
            yield f"rule={state[0]} {state[1]}"
        yield f"rules={step(self.firm, _MANY)}"

    def state(self, start: int, end: int, kind: str) -> tuple[str, str]:
        """How the finding that takes most of a stretch lies to it, and its reason or kind."""
        if hit := self.at.get((start, end, kind)):
            return f"same {_firm(hit)}", hit.reasons[0]
        places = self.over(start, end)
        if not places:
            return "none", ""
        best = max(places, key=lambda one: (one[2] == kind, min(end, one[1]) - max(start, one[0])))
        hit = self.at[best]
        if best[2] == kind:
            both = min(end, best[1]) - max(start, best[0])
            near = 2 * both >= max(end - start, best[1] - best[0])
            return f"{'near' if near else 'part'} {_firm(hit)}", hit.reasons[0]
        return f"other {_firm(hit)}", hit.kind


def _firm(hit: Hit) -> str:
    return "doubtful" if hit.verdict is Verdict.DOUBTFUL else "firm"
