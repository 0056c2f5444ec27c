"""What a team sees first of a case: its run, what is missing, and the headline figures with their bounds. What waits for a person: ``queues``."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.count.scope import headline
from doxdocket.desk.accounts.figures import missing
from doxdocket.desk.answers_cache import as_of_now
from doxdocket.pipeline.published import current, figures, stale
from doxdocket.pipeline.registered import of_tables
from doxdocket.report.document import Block
from doxdocket.store.case import Case

Figure = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Overview:
    """``pairs``: a headline figure of the core beside that of all captures (None where no core is known); ``missing``: what the captures lack."""

    title: str
    run: str | None
    stale: bool = False
    core: Mapping[str, Any] | None = None
    pairs: Sequence[tuple[Figure | None, Figure]] = ()
    missing: Block | None = None
    closed: Hashable = None
    """The row with which the case was closed: then nothing is run anew."""


@as_of_now
def told(case: Case) -> Overview:
    """Of the current run; without one, that there is none."""
    if case.current_run() is None:
        return Overview(case.info.title, None)
    published, run = figures(case), current(case)
    found = headline(published)
    every = {one["id"]: one for one in published["figures"]}
    pairs = found[1] if found else [(None, every[one]) for one in HEADLINE if one in every]
    return Overview(case.info.title, run.run_id, stale(case), found[0] if found else None, pairs, missing(published["figures"], of_tables(case)), case.custody.reading().standing.closed)  # fmt: skip


HEADLINE = ("persons", "minors", "publications", "items_set", "kinds")
"""Where no core is known."""


@as_of_now
def figure_ids(case: Case) -> frozenset[str]:
    """The figures of the current run, by id."""
    return frozenset() if case.current_run() is None else frozenset(one["id"] for one in figures(case)["figures"])
