"""Counts as a public document says them: rounded down, small ones left out, and no place that a reader could find by taking others away.

One rule for all: a count below ten is not told; a place has ``persons_public`` of the run (``count/sql/regions.sql``: fives, nothing below ten). Where what is left
beside the places that are told would be below ten, the smallest of them are left out too, until nothing or at least ten persons are left.

>>> row = {"place": "甲市", "persons_low": 16, "persons_public": 15}
>>> [one["place"] for one in places([row], 40)], [one["place"] for one in places([row], 20)]
(['甲市'], [])
"""

from collections.abc import Mapping, Sequence
from typing import Any

from doxdocket.assess.damages.panel import about, leading
from doxdocket.desk.documents.material import Figure
from doxdocket.words import either, say

LEAST = 10
"""A count below this is not told (``regions.sql``)."""
Row = Mapping[str, Any]


def rounded(figure: Figure | None) -> str:
    """The value of a figure, rounded down, with its unit; nothing where it is unknown or small."""
    value = figure["value"] if figure else None
    if figure is None or not isinstance(value, int) or value < LEAST:
        return ""
    return say("documents.rounded", n=count(value), unit=figure["unit"])


def count(n: int) -> str:
    """A count of ten or more, rounded down."""
    down = leading(n)
    return either(about(n), f"over {down:,}" if n > down else f"{down:,}")


def places(rows: Sequence[Row], persons: int) -> list[Row]:
    """The places that may be told, of rows with ``persons_low`` and ``persons_public``; ``persons``: all that there are at the low."""
    told = sorted((one for one in rows if one["persons_public"] is not None), key=lambda one: -one["persons_low"])
    left = persons - sum(one["persons_low"] for one in told)
    while told and left < LEAST and left != 0:
        left += told.pop()["persons_low"]
    return told
