"""What double review found: beside the figures, in ``explain``, and by itself with the questions on which two reviewers differ (``document``).

Left out: drawing and answering (``pipeline.sampled``), and who answered what.

>>> ends({"value": 0.95, "low": 0.9012, "high": 0.98}), ends({"value": None, "low": None, "high": None})
('90.1% – 95.0% – 98.0%', '—')
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypedDict, cast

from doxdocket.report.document import Block, Column, Document, Part, Table
from doxdocket.words import either, lang, listed, named, say, zh_en

if TYPE_CHECKING:
    from doxdocket.sample.answers import Weighed
    from doxdocket.store.case import Case

Told = Mapping[str, Any]


class Sampling(TypedDict):
    """The plans that stand and those that were undone, as among the figures."""

    plans: list[dict[str, object]]
    undone: list[dict[str, object]]
    note: str
    note_en: str


def percent(value: float | None) -> str:
    """A share as a person reads it."""
    return "—" if value is None else f"{100 * value:.1f}%"


def ends(share: Told) -> str:
    """Low end, share, high end."""
    if share["low"] is None:
        return "—"
    return " – ".join(percent(share[name]) for name in ("low", "value", "high"))


def _label(row: Told) -> str:
    return str(row["label"] if lang() == "zh" else row["label_en"])


def _what(aim: str) -> str:
    return say("reviewed.share_right") if aim == "precision" else say("reviewed.share_with_something_missed")


def page(block: Told, *, strata: bool = False) -> list[Block]:
    """Every plan with its populations, or one line when nothing was sampled."""
    return [*(_plan(one, strata=strata) for one in block["plans"]), str(block["note" if lang() == "zh" else "note_en"])]


def _plan(plan: Told, *, strata: bool) -> Part:
    from doxdocket.sample.results import reservations  # noqa: PLC0415 - help of others starts at once

    rows = []
    for p in plan["populations"]:
        rows.append((f"{_label(p)}{say('marks.colon')}{_what(p['aim'])}", p))
        rows += [(f"  {_label(s)}", s) for s in p["strata"] if strata]
    counts = {"of": say("reviewed.of"), "drawn": say("reviewed.drawn"), "settled": say("reviewed.settled"),
              "disputed": say("reviewed.differ"), "unsure": say("reviewed.unsure"), "waiting": say("reviewed.waiting")}  # fmt: skip
    table = Table(rows, [
        Column(say("reviewed.sampled_review", plan=plan["plan"]), itemgetter(0)),
        *(Column(head, partial(_count, name), right=True) for name, head in counts.items()),
        Column(say("reviewed.low_share_high_95"), lambda row: ends(row[1]["share"])), Column(say("reviewed.faults_in_all"), lambda row: _total(row[1])),
        Column("κ (n)", lambda row: _kappa(row[1].get("agreement"))), Column(say("results.rule"), lambda row: _verdict(row[1].get("verdict"))),
    ], none=None)  # fmt: skip
    old = [_label(p) for p in plan["populations"] if not p["current"]]
    note = say("reviewed.note_are_not_as_they", run=plan["run"], old=listed("marks.comma", old)) if old else None
    return Part([table, note, *(either(one["zh"], one["en"]) for one in reservations(plan))])


def _count(name: str, row: tuple[str, Told]) -> object:
    return row[1][name]


def _total(row: Told) -> str:
    """Pieces missed where they were counted, else units with a fault."""
    told = row.get("total") or row["faults"]
    if told["low"] is None:
        return ""
    return " – ".join("—" if told[name] is None else f"{told[name]:,}" for name in ("low", "value", "high"))


def _verdict(told: Told | None) -> str:
    """What became of the rule of acceptance: faulty units that are left possible, and how many are tolerated."""
    from doxdocket.sample.estimates import STATES  # noqa: PLC0415 - help of others starts at once

    if told is None:
        return ""
    state = STATES[told["state"]]
    if told["state"] == "no_rule":
        return named(state)
    return say("reviewed.may_be_tolerated", possible=told["possible"], tolerated=told["tolerated"], state=state)  # fmt: skip


def _kappa(agreement: Told | None) -> str:
    if agreement is None:
        return ""
    kappa = "—" if agreement["kappa"] is None else f"{agreement['kappa']:.2f}"
    return f"{kappa} ({agreement['n']})"


def differ(rows: Sequence[Told]) -> Table:
    """The questions on which the two reviewers differ, for a third person."""
    return Table(rows, [Column(zh_en("reviewed.for_third_person"), lambda r: f"{r['plan']} {r['question']}"), Column(zh_en("reviewed.unit"), "unit"),
                        Column(zh_en("reviewed.first"), "first"), Column(zh_en("reviewed.second"), "second")])  # fmt: skip


class Open(TypedDict):
    """A question on which the two reviewers differ."""

    plan: str
    question: str
    population: str
    unit: str
    first: object
    second: object


class Reviewed(TypedDict):
    """What the review says."""

    case: str
    sampling: Sampling
    open: list[Open]


def document(case: "Case", name: str, without: Collection[str] = ()) -> Document[Reviewed]:
    """Computed from what there is now; ``name``: how the case is called; ``without``: the plans that who reads is still answering."""
    from doxdocket.pipeline import sampled  # noqa: PLC0415 - figures take words from here as they start
    from doxdocket.sample.estimates import block  # noqa: PLC0415
    from doxdocket.store.samples import PLAN  # noqa: PLC0415

    told = block([one for one in sampled.said(case) if one["plan"] not in without], sampled.undone(case))
    open_ = [row for one in case.samples.standing(PLAN) if one.id not in without for row in _open(one.id, sampled.weighed(case, one))]  # fmt: skip
    data: Reviewed = {"case": name, "sampling": cast("Sampling", told), "open": open_}
    return Document(data, [*page(told, strata=True), differ(open_)])


def _open(plan: str, weighed: "Iterable[Weighed]") -> list[Open]:
    return [
        {"plan": plan, "question": w.question.number, "population": w.question.population, "unit": w.question.unit,
         "first": w.both[0], "second": w.both[1]}
        for w in weighed if w.open
    ]  # fmt: skip
