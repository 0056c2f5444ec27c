"""Scores, the cut, and how far the proposed set hangs on the weights.

Of each side (information, activity) a channel has the weighted mean of its parts of the whole; the two are multiplied, each to the power
of its part of the weights, so that neither makes up for the other. Added instead of multiplied they are drawn as well, since how to
join them is a choice. The set is cut where the score falls most in proportion, looked for from where it holds the part of all weight that
``rules/channels.yaml`` states; what is small beside the highest score counts as nothing. What it leaves out: where the parts come from.

>>> parts = np.array([[0.5, 0.4, 0.1, 0.0], [0.5, 0.3, 0.05, 0.2]])
>>> cut(scores(parts, np.array([0.5, 0.5]), np.array([True, False])), Cut("1/2", "1/10")).tolist()
[True, True, False, False]
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from doxdocket.law.channels import Cut

Numbers = npt.NDArray[Any]
_STEPS = 200
_HALVINGS = 20
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the set changes as one weight moves: the weight's part of all, and who enters and leaves there."""

    criterion: int
    at: float
    enters: tuple[int, ...]
    leaves: tuple[int, ...]


def scores(parts: Numbers, weights: Numbers, information: Numbers, *, added: bool = False) -> Numbers:
    """``parts``: criteria by channels; ``weights``: one a criterion, or many rows of them; ``information``: which criteria are of that side."""
    whole = weights.sum(axis=-1)[..., None]
    sides = [
        (_sum(parts, weights, side), weights[..., side].sum(axis=-1)[..., None]) for side in (information, ~information)
    ]
    if added:
        return np.asarray(np.round(sum(total for total, _ in sides) / whole, 12))
    powers = [
        np.where(weight > 0, total / np.where(weight > 0, weight, 1), 1.0) ** (weight / whole)
        for total, weight in sides
    ]
    return np.asarray(np.round(powers[0] * powers[1], 12))


def _sum(parts: Numbers, weights: Numbers, side: Numbers) -> Numbers:
    """The weighted parts of one side, added in a fixed order."""
    total = np.zeros((*weights.shape[:-1], parts.shape[1]))
    for at in np.flatnonzero(side):
        total = total + weights[..., at, None] * parts[at]
    return total


def cut(found: Numbers, how: Cut) -> Numbers:
    """Which channels are in the set, for scores in the last axis; equal scores go together."""
    order = np.argsort(-found, axis=-1, kind="stable")
    ranked = np.take_along_axis(found, order, axis=-1)
    floor = np.maximum(float(how.part_nothing) * ranked[..., :1], 1e-12)
    drops = (ranked + floor) / (np.concatenate([ranked[..., 1:], np.zeros_like(ranked[..., :1])], axis=-1) + floor)
    sums = np.cumsum(ranked, axis=-1)
    enough = np.round(sums, 9) >= np.round(float(how.part_holds) * sums[..., -1:], 9)
    last = np.argmax(np.where(enough, np.round(drops, 9), -1.0), axis=-1)
    chosen = np.zeros(found.shape, dtype=bool)
    inside = np.arange(found.shape[-1]) <= last[..., None]
    np.put_along_axis(chosen, order, inside, axis=-1)
    return chosen & (found > 0)


def weightings(criteria: int, count: int, seed: int) -> Numbers:
    """Weightings drawn evenly from all there can be: the gaps between sorted even draws (the simplex)."""
    rng = Random(seed)  # noqa: S311 - a stated seed is the point: the same draws for whoever checks
    rows = []
    for _ in range(count):
        marks = [0.0, *sorted(rng.random() for _ in range(criteria - 1)), 1.0]
        rows.append([b - a for a, b in pairwise(marks)])
    return np.array(rows)


def shares(parts: Numbers, information: Numbers, how: Cut, count: int, seed: int) -> Numbers:
    """In how many of the drawn weightings each channel is in the set, the sides multiplied and the sides added."""
    drawn = weightings(len(parts), count, seed)
    times = np.zeros(parts.shape[1], dtype=np.int64)
    for begin in range(0, count, _CHUNK):
        for added in (False, True):
            found = scores(parts, drawn[begin : begin + _CHUNK], information, added=added)
            times += cut(found, how).sum(axis=0)
    return times


def turns(parts: Numbers, weights: Sequence[int], information: Numbers, how: Cut) -> list[Turn]:
    """Each criterion's weight moved from nothing to all, the others in their proportions: where the set changes.

    Looked for in steps of a half per cent and then halved down to a millionth; a set that holds for less than a step may be missed.
    """
    out = []
    for criterion in range(len(weights)):
        rest = [0 if at == criterion else w for at, w in enumerate(weights)]
        if not any(rest):
            continue
        ends = [t / _STEPS for t in range(_STEPS + 1)]
        seen = _Moved(parts, rest, criterion, information, how)
        sets = seen.at_each(ends)
        for a, b, before, after in zip(ends, ends[1:], sets, sets[1:], strict=False):
            if before != after:
                out.append(_turn(seen, (a, b), (before, after)))
    return out


@dataclass(frozen=True, slots=True)
class _Moved:
    """The set as one criterion's weight is moved, the rest in their proportions."""

    parts: Numbers
    rest: Sequence[int]
    criterion: int
    information: Numbers
    how: Cut

    def at_each(self, places: Sequence[float]) -> list[frozenset[int]]:
        """The sets at these parts of the whole."""
        total = sum(self.rest)
        mixed = np.array(
            [[at if n == self.criterion else (1 - at) * w / total for n, w in enumerate(self.rest)] for at in places]
        )
        chosen = cut(scores(self.parts, mixed, self.information), self.how)
        return [frozenset(np.flatnonzero(row).tolist()) for row in chosen]


def _turn(seen: _Moved, ends: tuple[float, float], sets: tuple[frozenset[int], frozenset[int]]) -> Turn:
    low, high = ends
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if seen.at_each([middle])[0] == sets[0]:
            low = middle
        else:
            high = middle
    return Turn(seen.criterion, round(high, 6), tuple(sorted(sets[1] - sets[0])), tuple(sorted(sets[0] - sets[1])))


def coverage(held: Sequence[frozenset[int]], among: Sequence[int]) -> list[tuple[int, int]]:
    """Channels in the order in which each adds most of what those before do not show, with how much is then covered.

    What a channel adds only shrinks, so one that still adds as much as was thought of the next is the best.
    """
    left, seen, out = [(-len(held[c]), c) for c in among], set[int](), list[tuple[int, int]]()
    heapq.heapify(left)
    while left:
        best = left[0][1]
        now = (-len(held[best] - seen), best)
        if heapq.heapreplace(left, now) == now or left[0] == now:
            heapq.heappop(left)
            seen |= held[best]
            out.append((best, len(seen)))
    return out
