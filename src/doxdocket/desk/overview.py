"""What a team sees first of a case: its run, the headline figures with their bounds, and how much waits for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from doxdocket.count.scope import headline
from doxdocket.desk.kept import as_of_now
from doxdocket.pipeline.published import current, figures, latest_conduct, stale
from doxdocket.store.case import Case

Figure = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Overview:
    """``pairs``: a headline figure of the core beside that of all captures (None where no core is known); ``waits``: what for, and how many."""

    title: str
    run: str | None
    stale: bool = False
    core: Mapping[str, Any] | None = None
    pairs: Sequence[tuple[Figure | None, Figure]] = ()
    waits: Sequence[tuple[str, int]] = ()


@as_of_now
def told(case: Case) -> Overview:
    """Of the current run; without one, that there is none."""
    if case.current_run() is None:
        return Overview(case.info.title, None)
    published, run = figures(case), current(case)
    found = headline(published)
    every = {one["id"]: one for one in published["figures"]}
    pairs = found[1] if found else [(None, every[one]) for one in HEADLINE if one in every]
    return Overview(case.info.title, run.run_id, stale(case), found[0] if found else None, pairs, _waits(case, published))  # fmt: skip


HEADLINE = ("persons", "minors", "publications", "items_set", "kinds")
"""Where no core is known."""


def _waits(case: Case, published: Mapping[str, Any]) -> list[tuple[str, int]]:
    parts = next(one["value"] for one in published["figures"] if one["id"] == "completeness")
    conduct = latest_conduct(case)
    found = {
        "doubtful": parts.get("doubtful") or 0,
        "links": current(case).read("queue").num_rows,
        "conduct": pc.sum(pc.equal(conduct["status"], "proposed")).as_py() or 0,
        "hints": sum(one["open"] for one in published.get("hints", ())),
        "unread": parts.get("unread") or 0,
        "undecided": parts.get("undecided") or 0,
    }
    return [(name, n) for name, n in found.items() if n]
