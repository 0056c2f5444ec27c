"""What double review found, as text: beside the figures, in ``explain`` and in ``sample results``.

Left out: who answered what.

>>> ends({"value": 0.95, "low": 0.9012, "high": 0.98}), ends({"value": None, "low": None, "high": None})
('90.1% – 95.0% – 98.0%', '—')
"""

from collections.abc import Mapping, Sequence
from typing import Any

from doxdocket.cli.said import manner
from doxdocket.report.document import Column, Table
from doxdocket.report.text import table
from doxdocket.words import either, listed, say, zh_en

Told = Mapping[str, Any]


def percent(value: float | None) -> str:
    """A share as a person reads it."""
    return "—" if value is None else f"{100 * value:.1f}%"


def ends(share: Told) -> str:
    """Low end, share, high end."""
    if share["low"] is None:
        return "—"
    return " – ".join(percent(share[name]) for name in ("low", "value", "high"))


def _label(row: Told) -> str:
    return str(row["label"] if manner().lang == "zh" else row["label_en"])


def _what(aim: str) -> str:
    return say("reviewed.share_right") if aim == "precision" else say("reviewed.share_with_something_missed")


def page(block: Told, *, strata: bool = False) -> str:
    """Every plan with its populations, or one line when nothing was sampled."""
    note = str(block["note"] if manner().lang == "zh" else block["note_en"])
    if not block["plans"]:
        return note
    return "\n\n".join([*(_plan(one, strata=strata) for one in block["plans"]), note])


def _plan(plan: Told, *, strata: bool) -> str:
    from doxdocket.sample.results import reservations  # noqa: PLC0415 - help of others starts at once

    head = [say("reviewed.sampled_review", plan=plan["plan"]), say("reviewed.of"), say("reviewed.drawn"), say("reviewed.settled"),
            say("reviewed.differ"), say("reviewed.unsure"), say("reviewed.waiting"), say("reviewed.low_share_high_95"),
            say("reviewed.faults_in_all"), "κ (n)", say("reviewed.rule")]  # fmt: skip
    rows = []
    for p in plan["populations"]:
        label = f"{_label(p)}{say('marks.colon')}{_what(p['aim'])}"
        rows.append([label, *_counts(p), ends(p["share"]), _total(p), _kappa(p["agreement"]), _verdict(p["verdict"])])
        if strata:
            rows += [[f"  {_label(s)}", *_counts(s), ends(s["share"]), _total(s), "", ""] for s in p["strata"]]
    old = [_label(p) for p in plan["populations"] if not p["current"]]
    note = say("reviewed.note_are_not_as_they", run=plan["run"], old=listed("marks.comma", old))  # fmt: skip
    told = "".join(f"\n{either(one['zh'], one['en'])}" for one in reservations(plan))
    return table(head, rows, right={1, 2, 3, 4, 5, 6}) + (f"\n{note}" if old else "") + told


def _counts(row: Told) -> list[str]:
    return [f"{row[name]:,}" for name in ("of", "drawn", "settled", "disputed", "unsure", "waiting")]


def _total(row: Told) -> str:
    """Pieces missed where they were counted, else units with a fault."""
    told = row.get("total") or row["faults"]
    if told["low"] is None:
        return ""
    return " – ".join("—" if told[name] is None else f"{told[name]:,}" for name in ("low", "value", "high"))


def _verdict(told: Told) -> str:
    """What became of the rule of acceptance: faulty units that are left possible, and how many are tolerated."""
    from doxdocket.sample.beside import STATES  # noqa: PLC0415 - help of others starts at once

    state = STATES[told["state"]]
    if told["state"] == "no_rule":
        return either(state.zh, state.en)
    return say("reviewed.may_be_tolerated", possible=told["possible"], tolerated=told["tolerated"], state=(state.zh, state.en))  # fmt: skip


def _kappa(agreement: Told) -> str:
    kappa = "—" if agreement["kappa"] is None else f"{agreement['kappa']:.2f}"
    return f"{kappa} ({agreement['n']})"


def differ(rows: Sequence[Told]) -> Table:
    """The questions on which the two reviewers differ, for a third person."""
    return Table(rows, [Column(zh_en("reviewed.for_third_person"), lambda r: f"{r['plan']} {r['question']}"), Column(zh_en("reviewed.unit"), "unit"),
                        Column(zh_en("reviewed.first"), "first"), Column(zh_en("reviewed.second"), "second")])  # fmt: skip
