"""The figures that moved by what was decided since the run: each as printed, and as the next run would print it.

The stages of a run that follow decisions make them, in memory (``running.decided`` on ``store.beside``), so that nothing else is computed here than a
run computes. Where more than decisions changed since (evidence, program, the time zone), only a run tells, and this says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from doxdocket import merge
from doxdocket.desk.foreseen import changed
from doxdocket.pipeline import hints, inputs, running, said
from doxdocket.pipeline.published import current, figures
from doxdocket.store.beside import Beside
from doxdocket.store.case import Case

if TYPE_CHECKING:
    from doxdocket.store.run import Run

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved; ``decisions``: how many were made since the run, undoings included. ``known``: whether it can be said without a run."""

    figures: Sequence[Row] = ()
    scopes: Mapping[str, Sequence[Row]] | None = None
    decisions: int = 0
    known: bool = True


class Anew:
    """The current run, to be counted again as often as is asked for: what it was counted from is read once."""

    def __init__(self, case: Case) -> None:
        self.case, self.run = case, current(case)
        self._beside = Beside(self.run, [("findings", said.PART)])
        latest = self.run.read("merged")
        self._read = (
            latest,
            merge.latest_findings(self._beside.read("findings"), latest),
            merge.latest_conduct(self.run.read("conduct"), latest),
            self.run.read("completeness"),
        )
        self._asks = hints.asks(self.run, latest)

    def figures(self) -> Row:
        """``figures.json`` as the next run would publish it."""
        self._beside.begin()
        beside = cast("Run", self._beside)  # it reads and writes as a run does
        return running.decided(self.case, beside, self._read, _quiet, self._asks, whole=False)[0]

    def moved(self) -> Moved:
        """What differs from the figures as published."""
        then, now = figures(self.case), inputs.digests(self.case)
        if any(then[f"{name}_digest"] != now[name] for name in ("evidence",)) or then["software"] != now["software"]:
            return Moved(known=False)
        would = self.figures()
        inside = {one["scope"]: one["figures"] for one in then.get("scopes", ())}
        return Moved(
            changed(then["figures"], would["figures"]),
            {one["scope"]: changed(inside.get(one["scope"], ()), one["figures"]) for one in would.get("scopes", ())},
            since(self.case),
        )


def since(case: Case) -> int:
    """How many decisions were made since the current run."""
    rows = case.database.rows(
        "SELECT act FROM custody WHERE seq > (SELECT coalesce(max(seq), 0) FROM custody WHERE act = 'run')"
    )
    return sum(act == "decide" for (act,) in rows)


def _quiet(*_: object) -> None:
    """Nobody waits to be told of stages."""
