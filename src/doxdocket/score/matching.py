"""Which found spans answer which true spans of one text: the one rule for kinds, conduct and whole cases.

Relaxed: a true span is found when found spans of its kind cover at least half of its characters. A found span that lies for more than
half outside true spans of its kind covers nothing, so that nobody wins by marking everything; one that covers no character which another
does not is wrong as a repeat. Exact: both ends agree, each span used once. A found span that answers nothing is wrong, unless it touches an
``ignore`` span of its kind (or one that names no kind). Left out: what may stand for what; see ``also``.

>>> true = [{"start": 0, "end": 10, "kind": "name"}]
>>> (
...     match(true, [{"start": 2, "end": 7, "kind": "name"}]).best,
...     match(true, [{"start": 2, "end": 6, "kind": "name"}]).wrong,
... )
({0: 0}, (0,))
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.score.measures import covered

Span = Mapping[str, Any]
Also = Mapping[str, set[str]]
NOTHING: Also = {}


@dataclass(frozen=True, slots=True)
class Match:
    """Places in the two lists: which found span answers a true one best, which true ones were missed, which found ones are wrong."""

    best: dict[int, int]
    missed: tuple[int, ...]
    wrong: tuple[int, ...]


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, int(min(a["end"], b["end"]) - max(a["start"], b["start"])))


def fits(true: Span, found: Span, also: Also = NOTHING) -> bool:
    """Whether the kind of a found span answers that of a true one."""
    return bool(true["kind"] == found["kind"] or found["kind"] in also.get(true["kind"], ()))


def spared(found: Span, ignore: Sequence[Span]) -> bool:
    """Whether a found span touches one that is neither right nor wrong to find."""
    return any(overlap(found, i) and i.get("kind") in (None, found["kind"]) for i in ignore)


def match(
    true: Sequence[Span], found: Sequence[Span], ignore: Sequence[Span] = (), *, exact: bool = False, also: Also = NOTHING
) -> Match:  # fmt: skip
    """The answer for one text."""
    best, right = (_exact if exact else _relaxed)(true, found, ignore, also)
    return Match(
        best,
        tuple(i for i in range(len(true)) if i not in best),
        tuple(j for j, f in enumerate(found) if j not in right and not spared(f, ignore)),
    )


def _pairs(true: Sequence[Span], found: Sequence[Span], also: Also) -> list[tuple[int, int, int]]:
    """(shared characters, true, found) of what fits and touches, most first, then the own kind, then by place."""
    order = sorted(range(len(found)), key=lambda j: found[j]["start"])
    starts = [found[j]["start"] for j in order]
    longest = max((f["end"] - f["start"] for f in found), default=0)
    pairs = [
        (n, i, j)
        for i, t in enumerate(true)
        for j in order[bisect_left(starts, t["start"] - longest) : bisect_left(starts, t["end"])]
        if fits(t, found[j], also) and (n := overlap(t, found[j]))
    ]
    return sorted(pairs, key=lambda p: (-p[0], true[p[1]]["kind"] != found[p[2]]["kind"], p[1], p[2]))


def _exact(
    true: Sequence[Span], found: Sequence[Span], _: Sequence[Span], also: Also
) -> tuple[dict[int, int], set[int]]:
    best: dict[int, int] = {}
    right: set[int] = set()
    for _n, i, j in _pairs(true, found, also):
        same = (true[i]["start"], true[i]["end"]) == (found[j]["start"], found[j]["end"])
        if same and i not in best and j not in right:
            best[i] = j
            right.add(j)
    return best, right


def _relaxed(
    true: Sequence[Span], found: Sequence[Span], ignore: Sequence[Span], also: Also
) -> tuple[dict[int, int], set[int]]:
    pairs = _pairs(true, found, also)
    anchored = _anchored(true, found, ignore, pairs)
    places: dict[int, set[int]] = {}
    first: dict[int, int] = {}
    adds: dict[int, set[int]] = {}
    for _, i, j in pairs:
        have = places.setdefault(i, set())
        if j in anchored and (own := _shared(true[i], found[j])) - have:
            adds.setdefault(i, set()).add(j)
            first.setdefault(i, j)
            have |= own
    half = covered()
    best = {i: first[i] for i, have in places.items() if len(have) >= half * (true[i]["end"] - true[i]["start"])}
    return best, {j for i in best for j in adds[i]}


def _anchored(
    true: Sequence[Span], found: Sequence[Span], ignore: Sequence[Span], pairs: Sequence[tuple[int, int, int]]
) -> set[int]:
    """The found spans that lie for at least half where their kind is true, or spared."""
    inside: dict[int, set[int]] = {}
    for _, i, j in pairs:
        inside.setdefault(j, set()).update(_shared(true[i], found[j]))
    for j, places in inside.items():
        for spare in ignore:
            if spare.get("kind") in (None, found[j]["kind"]):
                places.update(_shared(spare, found[j]))
    return {j for j, places in inside.items() if len(places) >= covered() * (found[j]["end"] - found[j]["start"])}


def _shared(a: Span, b: Span) -> set[int]:
    return set(range(max(a["start"], b["start"]), min(a["end"], b["end"])))
