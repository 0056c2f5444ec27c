"""What a case asks of all rooms together: a run of every stage (``running``), and what the published run holds (``published``).

Loading it loads no stage: most commands read a run and make none.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from doxdocket import error_context
from doxdocket.pipeline.gaps import Rechecked, rechecked
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.published import (
    adrift,
    current,
    figures,
    forward_names,
    latest_conduct,
    latest_findings,
    latest_posts,
    made_by,
    other_detection,
    reach,
    relations,
    stale,
)
from doxdocket.store.case import Case

if TYPE_CHECKING:
    import pyarrow as pa

    from doxdocket.engine.sql import Session
    from doxdocket.pipeline.remote_tasks import Workers
    from doxdocket.pipeline.running import RunResult

__all__ = [
    "Engine", "Progress", "Rechecked", "adrift", "current", "figures", "forward_names", "latest_conduct", "latest_findings", "latest_posts", "made_by", "other_detection",
    "reach", "rechecked", "relations", "rules", "run", "stale",
]  # fmt: skip

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); total 0 means not known yet."""


class Engine(Protocol):
    """Where a run is made, when it is not this machine alone (``engine.spark.Session``)."""

    def workers(self, beat: Callable[[], None]) -> "Workers":
        """Who detects and reads pictures."""

    def tables(self, given: "Mapping[str, pa.Table]") -> "Session":
        """Who answers SQL over these tables."""


def run(
    case: Case,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    engine: Engine | None = None,
    most: int | None = None,
) -> "RunResult":
    """Run every stage that has something to do, publish the result as the current run, and say what was done. ``engine``: elsewhere than here; ``most``: so many pictures are read, the others wait."""
    from doxdocket.pipeline import running  # noqa: PLC0415 - see above

    begun = ""

    def say(stage: str, done: int, total: int) -> None:
        nonlocal begun
        begun = stage
        if progress:
            progress(stage, done, total)

    try:
        return running.run(case, say, workers, engine, most)
    except Exception as error:
        error_context.during(error, begun)
        raise
