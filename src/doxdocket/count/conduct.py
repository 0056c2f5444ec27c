"""Conduct beside what its post exposes: from which bound on a post with a label exposes somebody, and by which way its data came.

Source: conduct as decisions leave it, its slots ``way`` (docs/explanation/conduct.md), the publications. A way is what the words say, so that it
stands in a low only where a person confirmed the label. What it leaves out: whether the words are true.

>>> ways([[{"slot": "way", "value": "swap"}, {"slot": "way", "value": "bot"}], [], None])
[',bot,swap,', ',', ',']
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.law.shapes import COUNTS

EXPOSES, WAYS = "exposes", "ways"


def claimed(conduct: pa.Table) -> pa.Table:
    """The conduct without what the machine doubts, which stands in highs alone."""
    return conduct.filter(pc.not_equal(conduct["status"], "doubtful"))


def beside(conduct: pa.Table, dossiers: pa.Table) -> pa.Table:
    """The conduct with the columns ``exposes`` (low, estimate, high; none where its post exposes nobody) and ``ways`` (``,bot,swap,``)."""
    first: dict[tuple[str, str], str] = {}
    for channel, post, bound in zip(
        *(dossiers[n].to_pylist() for n in ("channel_id", "post_id", "counts")), strict=True
    ):
        first[channel, post] = min(first.get((channel, post), bound), bound, key=COUNTS.index)
    posts = zip(conduct["channel_id"].to_pylist(), conduct["post_id"].to_pylist(), strict=True)
    told = conduct.append_column(EXPOSES, pa.array([first.get(post, "none") for post in posts], pa.string()))
    return told.append_column(WAYS, pa.array(ways(conduct["slots"].to_pylist()), pa.string()))


def ways(slots: Iterable[Sequence[Mapping[str, Any]] | None]) -> list[str]:
    """The ways that each stretch names, in one text with a comma on both sides of each; a comma alone where it names none."""
    return [
        "".join(["," + way for way in sorted({s["value"] for s in some or () if s["slot"] == "way"})]) + ","
        for some in slots
    ]
