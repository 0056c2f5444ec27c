"""How scores spread between hands: what one more writer may look like, which a sum over all spans does not say.

Of each family: F1 of the worst hand, the quartiles and the best, over hands with at least five spans of it; and F1 of all spans together with
its 95 % interval, from 2,000 draws of whole hands with replacement (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapters 8
and 13), since spans of one hand resemble each other. The draws are seeded: the same counts give the same interval.

>>> one = spread({"a": {"names": (8, 2, 2)}, "b": {"names": (3, 3, 3)}, "c": {"names": (1, 0, 0)}}, ["names"])["names"]
>>> one["hands"], one["min"], one["median"], one["max"]
(2, 0.5, 0.65, 0.8)
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from statistics import quantiles
from typing import Any

Counts = tuple[int, int, int]  # found, missed, wrong
LEAST = 5  # spans of a family in a hand that is one of the spread
DRAWS = 2000
SEED = 15


def spread(hands: Mapping[str, Mapping[str, Counts]], families: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By family, from the counts of each hand by family."""
    return {family: _of([counts.get(family, (0, 0, 0)) for counts in hands.values()]) for family in families}


def _of(counts: Sequence[Counts]) -> dict[str, Any]:
    alone = sorted(_f1([c]) for c in counts if c[0] + c[1] >= LEAST)
    rng = random.Random(SEED)  # noqa: S311 - a draw, no secret
    drawn = sorted(_f1(rng.choices(counts, k=len(counts))) for _ in range(DRAWS))
    low, high = drawn[DRAWS * 25 // 1000], drawn[DRAWS * 975 // 1000 - 1]
    told: dict[str, Any] = {"hands": len(alone)}
    if alone:
        q1, median, q3 = quantiles(alone, n=4, method="inclusive") if len(alone) > 1 else alone * 3
        told |= {"min": alone[0], "q1": q1, "median": median, "q3": q3, "max": alone[-1]}
    return told | {"f1": _f1(counts), "low": low, "high": high}


def _f1(counts: Iterable[Counts]) -> float:
    """Of all together; of nothing at all it is 1, since nothing was missed or wrong."""
    found, missed, wrong = (sum(column) for column in zip(*counts, strict=True))
    total = 2 * found + missed + wrong
    return 2 * found / total if total else 1.0
