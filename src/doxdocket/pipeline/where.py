"""Where a run is made, and who hears how far it has come: on this computer by processes, or by an engine elsewhere."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from doxdocket.engine.pool import Pool
from doxdocket.pipeline.remote_tasks import Away, Workers
from doxdocket.store.run import Run

if TYPE_CHECKING:
    import pyarrow as pa

    from doxdocket.engine.sql import Session

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); total 0 means not known yet."""
Opens = Callable[[int, Callable[[], None]], Pool | Away]
"""Who does tasks: by how many workers, unless that is said, and who hears that they are at work."""


class Engine(Protocol):
    """Where a run is made, when it is not this machine alone (``engine.spark.Session``)."""

    def workers(self, beat: Callable[[], None]) -> Workers:
        """Who detects and reads pictures."""

    def tables(self, given: "Mapping[str, pa.Table]") -> "Session":
        """Who answers SQL over these tables."""


def opens(new: Run, workers: int | None, engine: Engine | None) -> Opens:
    """Who does the tasks of this run."""
    if engine is not None:
        return lambda _, beat: Away(new, engine.workers(beat))
    return lambda wanted, beat: Pool(workers or wanted, beat=beat)
