"""What a detector says about one stretch of text: kind, verdict, reasons, and the value until it is sealed.

>>> Hit(0, 11, "phone_number", Verdict.VALID, "13800001850", ("phone.shape",))
Hit(start=0, end=11, kind='phone_number', verdict=<Verdict.VALID: 'valid'>, reasons=('phone.shape',), person=-1, role='target', relation=None)
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from doxdocket.records import Verdict


@dataclass(frozen=True, slots=True)
class Hit:
    """One stretch of one text that looks like personal information of one kind; it cannot print its value."""

    start: int  # code points of the text as captured
    end: int
    kind: str  # id of rules/pi_kinds.yaml
    verdict: Verdict
    value: str = field(repr=False)  # normalised clear value; lives only until sealed
    reasons: tuple[str, ...]  # codes, each explained in detect/reasons.yaml
    person: int = -1
    role: str = "target"
    relation: str | None = None
    stage: str = field(default="", repr=False)  # a school year or the like: `stages` reads ages of it


def real(hits: Iterable[Hit]) -> list[Hit]:
    """Those that cover something and have a value: 地址市辖区 or a mark alone behind a label tells nothing.

    A set or a picture that the words only name has none.

    >>> real([Hit(2, 2, "age", Verdict.VALID, "9", ()), Hit(2, 3, "age", Verdict.VALID, "", ("label",))])
    []
    """
    return [hit for hit in hits if hit.start < hit.end and (hit.value or hit.reasons[0] in _NAMED_ONLY)]


_NAMED_ONLY = frozenset({"composite.set", "intimate.said"})


def apart(ranked: Iterable[Hit]) -> list[Hit]:
    """Of hits in the order of their rank, those that overlap none of a better rank, by place."""
    starts: list[int] = []
    kept: list[Hit] = []
    for hit in real(ranked):
        at = bisect_left(starts, hit.end)  # the one before is the only kept hit that can reach into this one
        if not at or kept[at - 1].end <= hit.start:
            starts.insert(at, hit.start)
            kept.insert(at, hit)
    return kept


def moved(hits: Iterable[Hit], by: int, people: int) -> list[Hit]:
    """Findings of a piece at their places in the whole text, their persons counted on behind so many."""
    return [replace(hit, start=hit.start + by, end=hit.end + by, person=hit.person + people) for hit in hits]
