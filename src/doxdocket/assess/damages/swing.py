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
>>> [(row["what"], row["low"], row["high"]) for row in swings(law, [], [], [])]
[('line', 'not met', 'met')]
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, Any]]


def swings(law: Rows, subjects: Iterable[tuple[str, Rows]], ranges: Rows, likeness: Rows) -> list[dict[str, Any]]:
    """Every answer that a bound, or an open reading, changes. ``subjects``: of whom the ladder was asked, with the readings."""
    out = [
        {"what": "line", "of": a["rule"], "article": a["article"], "reading": a["reading"], "low": a["answer_low"], "high": a["answer_high"]}
        for a in law if a["answer_low"] != a["answer_high"]
    ]  # fmt: skip
    for who, readings in subjects:
        applied = {reading["id"]: reading["applies"] for reading in readings}
        if len({tuple(steps) for steps in applied.values()}) > 1:
            out.append({"what": "step", "of": who or "ladder", "readings": applied})
    out += [
        {"what": "ceiling", "of": one["entry"], "reading": c["per"], "low": c["low"], "high": c["high"]}
        for one in ranges for c in one["ceiling"] if c["low"] != c["high"]
    ]  # fmt: skip
    return out + [{"what": "likeness", **row} for row in likeness]


def likeness(low: Sequence[tuple[str, str, str]], high: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Points of likeness (case, point, how) that are not the same at both bounds."""
    return [
        {"of": case, "reading": point, "low": before, "high": after}
        for (case, point, before), (_, _, after) in zip(low, high, strict=True) if before != after
    ]  # fmt: skip
