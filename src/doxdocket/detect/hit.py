"""What a detector says about one stretch of text: kind, verdict, reasons, and the value until it is sealed.

>>> Hit(0, 11, "phone_number", Verdict.VALID, "13800001850", ("shape",))
Hit(start=0, end=11, kind='phone_number', verdict=<Verdict.VALID: 'valid'>, reasons=('shape',), person=-1, role='target', relation=None)
"""

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
    stage: str = field(default="", repr=False)  # a school year or the like: `ages` reads ages of it


def moved(hits: Iterable[Hit], by: int, people: int) -> list[Hit]:
    """Findings of a piece at their places in the whole text, their persons counted on behind so many."""
    return [replace(hit, start=hit.start + by, end=hit.end + by, person=hit.person + people) for hit in hits]
