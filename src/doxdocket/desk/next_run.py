"""What the next run would change, before it is made: figures, decisions and codes of persons, then and as they would be.

The stages of a run themselves make it, aside (``runs.aside``): nothing in the case is written, and what was made is gone when this ends. So it
takes as long as a run. Files whose form no parser has recorded yet are left out and counted; a run asks them. Left out: words of posts,
which ``cli`` shows masked.

>>> then = [{"id": "persons", "low": 3, "estimate": 3, "high": 4, "value": 3}, {"id": "kinds", "low": 1, "value": 1}]
>>> [one["id"] for one in changed(then, [{**then[0], "low": 2}, then[1]])]
['persons']
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from doxdocket import merge, parse
from doxdocket.decisions import placement
from doxdocket.errors import WrongCall
from doxdocket.pipeline import Progress, inputs, running, sources
from doxdocket.pipeline.published import current, figures, latest_findings
from doxdocket.store import runs
from doxdocket.store.case import Case
from doxdocket.store.run import Run

Row = dict[str, Any]
BOUNDS = ("low", "estimate", "high", "value")
STAYS, MOVES, SETTLED, BACK, ADRIFT = CLASSES = ("stays", "moves", "settled", "back", "adrift")
"""What becomes of a decision, the most that becomes of one of its parts last."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would change. ``versions``: of each thing that detects, of the current run and of this program; empty where none is told."""

    run: str
    would_be: str
    versions: Mapping[str, tuple[str, str]]
    figures: Sequence[Row] = ()
    same: int = 0
    decisions: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    waiting: int = 0
    findings: pa.Table | None = field(default=None, repr=False)

    @property
    def unchanged(self) -> bool:
        """Whether the current run is what a run would be."""
        return self.run == self.would_be


@contextmanager
def foreseen(case: Case, say: Progress) -> Iterator[Foreseen]:
    """What would change; ``findings`` of both runs, for masking, while this is open."""
    run, told = current(case), figures(case)
    versions = {name: (str(told.get(name) or ""), now) for name, now in inputs.versions().items()}
    run_id = inputs.run_id(case)
    if run_id == run.run_id:
        yield Foreseen(run.run_id, run_id, versions)
        return
    readable = {form.id for form in parse.forms() if form.posts}
    read = [source for source in case.sources() if source.form in readable]
    if not read:
        raise WrongCall("foreseen.no_capture_of_this_case", case=case.folder)
    whole = None if case.shelf.damaged(f"derived/{run.run_id}/") else run
    with runs.aside(case, run_id) as new:
        made = running.make(case, new, whole, read, say)
        would = json.loads(made.figures)["figures"]
        rows = changed(told["figures"], would)
        yield Foreseen(
            run.run_id, run_id, versions, rows, len(would) - len({one["figure"] for one in rows}), decided(run, new),
            _codes(run, new), sources.waiting(case), _findings(case, new),
        )  # fmt: skip


def changed(then: Iterable[Row], would: Iterable[Row]) -> list[Row]:
    """The figures that differ at a bound or in what documents print; of completeness each part by itself."""
    was, now = ({one["id"]: one for one in _parts(rows)} for rows in (then, would))
    out = []
    for id_ in dict.fromkeys([*was, *now]):
        one, other = ({name: rows.get(id_, {}).get(name) for name in BOUNDS} for rows in (was, now))
        if one != other:
            told = now.get(id_) or was[id_]
            names = {name: told.get(name, "") for name in ("label", "label_en", "unit")}
            out.append({"id": id_, "figure": told["figure"], **names, "then": one, "would_be": other})
    return out


def _parts(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row["value"], Mapping):
            yield from (
                {"id": f"{row['id']}.{name}", "figure": row["id"], "value": n} for name, n in row["value"].items()
            )
        else:
            yield {**row, "figure": row["id"]}


def decided(then: Run, would: Run) -> dict[str, list[Row]]:
    """Each standing decision under what becomes of it, with those of its parts of which the same becomes."""
    known = {(row["decision"], row["part"]): row for row in then.read("decided").to_pylist()}
    parts: dict[str, list[Row]] = {}
    for row in would.read("decided").to_pylist():
        if not row["part"].startswith(placement.STAYS):
            before = known.get((row["decision"], row["part"]))
            was = before["now"] if before else row["key"]
            parts.setdefault(row["decision"], []).append(
                {**{name: row[name] for name in ("decision", "act", "part", "status")}, "then": was, "would_be": row["now"],
                 "becomes": _becomes(before, was, row)}
            )  # fmt: skip
    found: dict[str, list[Row]] = {name: [] for name in CLASSES}
    for rows in parts.values():
        most = max((row["becomes"] for row in rows), key=CLASSES.index)
        found[most] += [row for row in rows if row["becomes"] == most]
    return found


def _becomes(before: Row | None, was: str | None, row: Row) -> str:
    if row["now"] is None:
        return ADRIFT if placement.lost(row) else SETTLED
    if was is None:
        return BACK
    words = row["status"] == "words" and (before is None or before["status"] != "words")
    return MOVES if words or was != row["now"] else STAYS


def _codes(then: Run, would: Run) -> dict[str, list[str]]:
    """Codes of persons that stay, that would be new, and that would name nobody."""
    was, now = ({one for one in run.read("dossiers", ["person"])["person"].to_pylist() if one} for run in (then, would))
    return {"stay": sorted(was & now), "new": sorted(now - was), "gone": sorted(was - now)}


_SEEN = ["channel_id", "post_id", "where", "start", "end", "kind", "mask", "person"]


def _findings(case: Case, new: Run) -> pa.Table:
    """The findings of both, so that whatever either saw is masked."""
    would = merge.latest_findings(new.read("findings"), new.read("merged"), new.read("versions"))
    return pa.concat_tables([latest_findings(case).select(_SEEN), would.select(_SEEN)])
