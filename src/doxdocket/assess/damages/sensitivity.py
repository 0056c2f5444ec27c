"""What the bounds of figures change: lines of the law, the ceiling in its readings, likeness to published cases; never an amount.

Only what differs between the low and the high is a row. What it leaves out: how likely either end is.

>>> law = [
...     {
...         "rule": "r",
...         "article": "第五条",
...         "reading": "U_set",
...         "outcome": "serious",
...         "answer_low": "not met",
...         "answer_high": "met",
...     }
... ]
>>> [(row.what, row.low, row.high) for row in swings(law, [], [], [])]
[('line', 'not met', 'met')]
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from doxdocket.assess.damages.account import Reading, Swing, WeighedRange

Law = Sequence[Mapping[str, Any]]
"""The answers of the run, as ``figures.json`` has them."""
Likeness = Sequence[tuple[str, str, str]]


def swings(
    law: Law, subjects: Iterable[tuple[str, Sequence[Reading]]], ranges: Iterable[WeighedRange], likeness: Iterable[Swing]
) -> list[Swing]:  # fmt: skip
    """Every answer that a bound, or an open reading, changes. ``subjects``: of whom the ladder was asked, with the readings."""
    out = [
        Swing("line", a["rule"], a["article"], a["reading"], a["answer_low"], a["answer_high"])
        for a in law if a["answer_low"] != a["answer_high"]
    ]  # fmt: skip
    for who, readings in subjects:
        applied = {reading.id: reading.applies for reading in readings}
        if len({tuple(steps) for steps in applied.values()}) > 1:
            out.append(Swing("step", who or "ladder", readings=applied))
    out += [
        Swing("ceiling", one.entry, reading=c.per, low=c.low, high=c.high)
        for one in ranges for c in one.ceiling if c.low != c.high
    ]  # fmt: skip
    return [*out, *likeness]


def likeness(low: Likeness, high: Likeness) -> list[Swing]:
    """Points of likeness (case, point, how) that are not the same at both bounds."""
    return [
        Swing("likeness", case, reading=point, low=before, high=after)
        for (case, point, before), (_, _, after) in zip(low, high, strict=True) if before != after
    ]  # fmt: skip
