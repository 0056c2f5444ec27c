"""What rules find in a text, as evidence: candidates of their own, and a feature of every other candidate.

A feature says how the rules' finding at a place lies to a candidate: the same stretch and kind, the same kind with other ends, another kind, or nothing;
whether the finding is firm; and the first reason of it. Left out: what the rules are (`detect.rules`), and weights (`decide`).

>>> from doxdocket.text import read
>>> told = Ruled.of(
...     read("\u624b\u673a\uff1a13900001850"), [Hit(3, 14, "phone_number", Verdict.VALID, "13900001850", ("label",))]
... )
>>> [one for one in told.tails((3, 14, "phone_number"))][::3]
['rule=same firm label', 'rule=other firm phone_number']
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doxdocket.detect.hit import Hit
from doxdocket.detect.reader.candidate import Form, Generator, Offer
from doxdocket.records import Verdict
from doxdocket.text import Reading

MANY = (0, 1, 2, 4, 8)
BACK = 2
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

    def tails(self, place: tuple[int, int, str]) -> Iterator[str]:
        """What a finding says more, for each way in which it may lie to a candidate: its reason; its kind, where it is another."""
        hit = self.at[place]
        for way in WAYS:
            tail = hit.kind if way == "other" else hit.reasons[0]
            yield f"rule={way} {_SURE[self.is_firm(*place)]} {tail}" if tail else ""


WAYS = ("same", "near", "part", "other")
_SURE = ("doubtful", "firm")
STATES = ("rule=none", *(f"rule={way} {sure}" for way in WAYS for sure in _SURE))
