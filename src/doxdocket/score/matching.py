"""Which found span answers which true span of one text: the one rule for findings, conduct, second markings and whole cases.

A found span answers a true one if each holds half of the other and their kinds are equal or near. Each answers one; both sides are
taken in the order of their starts, and a claim goes before a doubtful finding. A doubtful finding is no claim: what only it answers is
missed, and it is never wrong. A claim that answers nothing is wrong, unless it touches a true span of its kind or a near one, or an
``ignore`` (of its kind or a near one, or of none). Exact: both ends agree, and only ``ignore`` spares.

>>> true = [{"start": 0, "end": 10, "kind": "name"}]
>>> match(true, [{"start": 2, "end": 7, "kind": "former_name_alias"}]).best
{0: 0}
>>> match(true, [{"start": 2, "end": 6, "kind": "name"}, {"start": 0, "end": 9, "kind": "school"}])
Match(best={}, doubted={}, missed=(0,), wrong=(1,))
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.records import Verdict
from doxdocket.score.measures import covered, measures, near

Span = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """Places in the two lists: what answers each true span, for sure or in doubt; which are missed; which claims are wrong."""

    best: dict[int, int]
    doubted: dict[int, int]
    missed: tuple[int, ...]
    wrong: tuple[int, ...]


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, int(min(a["end"], b["end"]) - max(a["start"], b["start"])))


def doubtful(found: Span) -> bool:
    """Whether a finding claims nothing."""
    return bool(found.get("verdict") == Verdict.DOUBTFUL)


def touches(found: Span, spans: Iterable[Span]) -> bool:
    """Whether a found span shares a character with one of its kind, of a near kind, or of no kind (``*``)."""
    return any(overlap(found, s) and (s.get("kind") in (None, "*") or near(s["kind"], found["kind"])) for s in spans)


def claimed(found: Iterable[Span], ignore: Sequence[Span] = ()) -> bool:
    """Whether something of a kind that is not soft is claimed outside all ``ignore``: what no decoy should show."""
    hard = (f for f in found if not doubtful(f) and f["kind"] not in measures().soft)
    return any(not any(overlap(f, s) for s in ignore) for f in hard)


def match(true: Sequence[Span], found: Sequence[Span], ignore: Sequence[Span] = (), *, exact: bool = False) -> Match:
    """The answer for one text."""
    order = sorted(range(len(found)), key=lambda j: found[j]["start"])
    starts = [found[j]["start"] for j in order]
    longest = max((f["end"] - f["start"] for f in found), default=0)
    best: dict[int, int] = {}
    doubted: dict[int, int] = {}
    used: set[int] = set()
    for i in sorted(range(len(true)), key=lambda i: true[i]["start"]):
        t = true[i]
        there = order[bisect_left(starts, t["start"] - longest) : bisect_left(starts, t["end"])]
        fits = [j for j in there if j not in used and _answers(t, found[j], exact=exact)]
        if fits:
            j = min(fits, key=lambda j: doubtful(found[j]))
            used.add(j)
            (doubted if doubtful(found[j]) else best)[i] = j
    spare = ignore if exact else [*true, *ignore]
    return Match(
        best,
        doubted,
        tuple(i for i in range(len(true)) if i not in best),
        tuple(j for j, f in enumerate(found) if j not in used and not doubtful(f) and not touches(f, spare)),
    )


def _answers(true: Span, found: Span, *, exact: bool) -> bool:
    longer = max(true["end"] - true["start"], found["end"] - found["start"])
    return overlap(true, found) >= (1 if exact else covered()) * longer and near(true["kind"], found["kind"])
