"""What a case asks of all rooms together: a run of every stage (``running``), and what the published run holds (``published``).

Loading it loads no stage: most commands read a run and make none.
"""

from typing import TYPE_CHECKING

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
from doxdocket.pipeline.where import Engine, Progress
from doxdocket.store.case import Case

if TYPE_CHECKING:
    from doxdocket.pipeline.running import RunResult

__all__ = [
    "Engine", "Progress", "Rechecked", "adrift", "current", "figures", "forward_names", "latest_conduct", "latest_findings", "latest_posts", "made_by", "other_detection",
    "reach", "rechecked", "relations", "rules", "run", "stale",
]  # fmt: skip


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
