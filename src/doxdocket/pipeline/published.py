"""What the current run holds, for whoever reads it: figures, and the posts and findings that they were counted on."""

import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from doxdocket.errors import WrongCall
from doxdocket.pipeline.sources import recognised
from doxdocket.records import UTC
from doxdocket.resolve import captures
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.store.sources import Source

_META = [
    "channel_id", "post_id", "post_no", "date", "type", "forwarded_from", "forwarded_from_id", "reply_to", "source",
]  # fmt: skip


def figures(case: Case) -> dict[str, Any]:
    """The figures of the current run, as published."""
    return dict(json.loads(current(case).figures()))


def current(case: Case) -> Run:
    """The published run; a clear error when there is none yet."""
    published = case.current_run()
    if published is None:
        raise WrongCall(
            zh="案卷还没有计算过。先运行：doxdocket run {case}",
            en="this case was not run yet. First run: doxdocket run {case}",
            case=case.folder,
        )
    return published


def latest_posts(case: Case) -> pa.Table:
    """One row a post of the current run, the latest capture's, with the columns that later stages use."""
    return latest_of(current(case), recognised(case))


def latest_findings(case: Case) -> pa.Table:
    """The findings of the latest capture of each post."""
    return captures.latest_findings(current(case).read("findings"), latest_posts(case))


def latest_of(run: Run, sources: Sequence[Source]) -> pa.Table:
    """The same of a run that is not published yet."""
    order = pa.table(
        {
            "source": pa.array([s.sha256 for s in sources], pa.string()),
            "captured_at": pa.array([s.captured_at for s in sources], UTC),
            "taken": list(range(len(sources))),
        }
    )
    return captures.latest_posts(run.read("posts", _META), order)
