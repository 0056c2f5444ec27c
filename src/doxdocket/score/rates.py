"""Counts of right, wrong and missed with precision, recall, F1 and their 95 % intervals.

Intervals: Wilson, Journal of the American Statistical Association 22 (1927) 209; errors come in clusters (one message, many
spans), so the number of spans is divided by the design effect over messages (Korn & Graubard, Survey Methodology 24 (1998) 193), which is taken
as at least 1. F1 is 2J/(1+J) of the share J = right / (right + wrong + missed), and so are the ends of its interval. No
interval needs chance, and none shrinks to a point where nothing was wrong. Sums only, so that parts can be added in any order.

>>> count = Count()
>>> for _ in range(10):
...     count.add(right=1)
>>> count.f1, [round(x, 3) for x in count.recall.interval]
(1.0, [0.722, 1.0])
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.sample.intervals import wilson
from doxdocket.score.measures import measures


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval; ``value`` is None when there was nothing to share out."""

    value: float | None
    low: float | None
    high: float | None

    @property
    def interval(self) -> list[float | None]:
        """Both ends."""
        return [self.low, self.high]


def share(part: float, whole: int, effect: float = 1.0) -> Share:
    """Wilson's interval of a share; ``effect`` is how many times fewer independent cases there are than cases."""
    if not whole:
        return Share(None, None, None)
    z, n, p = float(measures().z), whole / effect, part / whole
    return Share(p, *wilson(p, n, z))


@dataclass(slots=True)
class Count:
    """Right, wrong and missed over messages, with the sums of squares and products that clustering is known by."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    rr: int = 0
    ww: int = 0
    mm: int = 0
    rw: int = 0
    rm: int = 0
    wm: int = 0

    def add(self, right: int = 0, wrong: int = 0, missed: int = 0) -> None:
        """One message."""
        self.right, self.wrong, self.missed = self.right + right, self.wrong + wrong, self.missed + missed
        self.rr, self.ww, self.mm = self.rr + right * right, self.ww + wrong * wrong, self.mm + missed * missed
        self.rw, self.rm, self.wm = self.rw + right * wrong, self.rm + right * missed, self.wm + wrong * missed

    def join(self, other: "Count") -> None:
        """The counts of other messages."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def true(self) -> int:
        """How many there were to find."""
        return self.right + self.missed

    @property
    def precision(self) -> Share:
        """Right of what was claimed."""
        return _clustered(self.right, self.wrong, self.rr, self.rw, self.ww)

    @property
    def recall(self) -> Share:
        """Right of what was there."""
        return _clustered(self.right, self.missed, self.rr, self.rm, self.mm)

    @property
    def f(self) -> Share:
        """F1 with its interval."""
        j = _clustered(
            self.right, self.wrong + self.missed, self.rr, self.rw + self.rm, self.ww + self.mm + 2 * self.wm
        )
        return Share(*(None if x is None else 2 * x / (1 + x) for x in (j.value, j.low, j.high)))

    @property
    def f1(self) -> float | None:
        """F1; None when there was nothing to find and nothing was claimed."""
        return self.f.value

    def told(self) -> dict[str, object]:
        """As ``--json`` says it."""
        named = {"precision": self.precision, "recall": self.recall, "f1": self.f}
        out: dict[str, object] = {"n": self.true, "tp": self.right, "fp": self.wrong, "fn": self.missed}
        for name, s in named.items():
            out[name], out[f"{name}_95"] = rounded(s.value), [rounded(x) for x in s.interval]
        return out


def _clustered(good: int, bad: int, gg: int, gb: int, bb: int) -> Share:
    """The share of good with the design effect of its messages (sums of squares and products of both)."""
    whole = good + bad
    if not good or not bad:
        return share(good, whole)
    p = good / whole
    spread = (1 - p) ** 2 * gg - 2 * p * (1 - p) * gb + p * p * bb
    return share(good, whole, max(1.0, spread / (whole * p * (1 - p))))


def rounded(value: float | None) -> float | None:
    """Four places are more than any of these sets can tell apart."""
    return None if value is None else round(value, 4)


def per_100k(value: float | None) -> float | None:
    """A share as so many in 100,000."""
    return None if value is None else round(100_000 * value, 1)


def mean(values: Sequence[float | None]) -> float | None:
    """A macro-average; what was labelled and not scored at all counts nothing."""
    return rounded(sum(v or 0.0 for v in values) / len(values)) if values else None


Counts = defaultdict[str, Count]


def counts() -> Counts:
    """None yet, of whatever name."""
    return defaultdict(Count)


def join(mine: Counts, theirs: Counts) -> None:
    """The counts of other messages, name by name."""
    for name, count in theirs.items():
        mine[name].join(count)


def told(counts: Counts) -> dict[str, Any]:
    """Counts by name, as ``--json`` says them."""
    return {name: count.told() for name, count in sorted(counts.items())}
