"""The figures that moved by what was decided since the run: each as printed, and as the next run would print it.

The stages of a run that follow decisions make them, in memory (``running.decided`` on ``store.foreseen_tables``), so that nothing else is computed here than a
run computes. Where more than decisions changed since (evidence, program, the time zone), only a run tells, and this says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from doxdocket import collection, merge
from doxdocket.desk.beside import OtherProcess, opened
from doxdocket.desk.next_run import changed
from doxdocket.engine import sql
from doxdocket.pipeline import added_findings, hints, inputs, running
from doxdocket.pipeline.published import current, figures
from doxdocket.store import foreseen_tables
from doxdocket.store.case import Case

if TYPE_CHECKING:
    from concurrent.futures import Future

    from doxdocket.store.run import Run

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved; ``decisions``: how many were made since the run, undoings included. ``known``: whether it can be said without a run."""

    figures: Sequence[Row] = ()
    scopes: Mapping[str, Sequence[Row]] | None = None
    decisions: int = 0
    known: bool = True
    queue: Mapping[str, Row] = field(default_factory=dict)
    """Of each open pair of publications what either answer moves, as these decisions leave it."""


_EFFECT = ["a", "b", *(f"{to}_{end}" for to in ("same", "apart") for end in ("low", "best", "high"))]


class Anew:
    """The current run, to be counted again as often as is asked for: what it was counted from is read once."""

    def __init__(self, case: Case) -> None:
        self.case, self.run = case, current(case)
        self._memory = sql.Memory()
        self._beside = foreseen_tables.Beside(self.run, [("findings", added_findings.PART)], self._memory.once)
        latest = self.run.read("merged")
        self._read = (
            latest,
            merge.latest_findings(self._beside.read("findings"), latest, self.run.read("versions")),
            merge.latest_conduct(self.run.read("conduct"), latest),
            self.run.read("completeness"),
        )
        self._asks = hints.asks(self.run, latest)

    @collection.paused()  # else a fifth of the time
    def figures(self) -> Row:
        """``figures.json`` as the next run would publish it; of statements those alone are asked whose tables the decisions changed."""
        self._beside.begin()
        self._memory.begin()
        beside = cast("Run", self._beside)  # it reads and writes as a run does
        with sql.on(self._memory.session):
            return running.decided(self.case, beside, self._read, _quiet, self._asks, whole=False)[0]

    def moved(self) -> Moved:
        """What differs from the figures as published."""
        then, digests = figures(self.case), inputs.digests(self.case)
        if then["evidence_digest"] != digests["evidence"] or then["code"] != inputs.build()["code"]:
            return Moved(known=False)
        would = self.figures()
        inside = {one["scope"]: one["figures"] for one in then.get("scopes", ())}
        return Moved(
            changed(then["figures"], would["figures"]),
            {one["scope"]: changed(inside.get(one["scope"], ()), one["figures"]) for one in would.get("scopes", ())},
            since(self.case),
            queue={f"{row['a']}|{row['b']}": row for row in self._beside.read("queue", _EFFECT).to_pylist()},
        )


def since(case: Case) -> int:
    """How many decisions were made since the current run."""
    rows = case.database.rows(
        "SELECT act FROM custody WHERE seq > (SELECT coalesce(max(seq), 0) FROM custody WHERE act = 'run')"
    )
    return sum(act == "decide" for (act,) in rows)


def _quiet(*_: object) -> None:
    """Nobody waits to be told of stages."""


class Behind(OtherProcess):
    """Tells what moved without making anybody wait: another process counts, and is asked again when there are other decisions."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._asked: tuple[str, int] | None = None
        self._future: Future[Moved] | None = None
        self._last: Moved | None = None

    def told(self) -> tuple[Moved | None, bool]:
        """What moved by the decisions when it was last counted, and whether it is being counted anew."""
        stands = current(self._case).run_id, self._case.decided()
        if self._future is not None and self._future.done():
            done, self._future = self._future, None
            if done.exception() is None:
                self._last = done.result()
            else:  # the process was ended, by want of memory or by hand: a run tells, and the next decision begins another
                self._last = Moved(known=False)
                self.close()
        if self._future is None and self._asked != stands:
            self._asked = stands
            self._future = self.ask(_counted, stands[0])
        return self._last, self._future is not None


_open: tuple[tuple[Path, str], Anew] | None = None
"""In the other process: the case as it reads it, for the run at hand."""


def _counted(folder: Path, secret: str, identity: str, run: str) -> Moved:
    """In another process: what moved. The case is read and nothing is written."""
    global _open  # noqa: PLW0603 - one for the process, so that what was read is read once
    if _open is None or _open[0] != (folder, run):
        if _open is not None:
            _open[1].case.close()
        _open = (folder, run), Anew(opened(folder, secret, identity))
    return _open[1].moved()
