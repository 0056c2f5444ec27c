"""What double review found, as text: beside the figures, in ``explain`` and in ``sample results``.

Left out: who answered what.

>>> ends({"value": 0.95, "low": 0.9012, "high": 0.98}), ends({"value": None, "low": None, "high": None})
('90.1% – 95.0% – 98.0%', '—')
"""

from collections.abc import Mapping, Sequence
from typing import Any

from doxdocket.cli.said import manner, say
from doxdocket.report.document import Column, Table
from doxdocket.report.text import table

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
    return (
        say("正确的占比", "share right") if aim == "precision" else say("有漏检的占比", "share with something missed")
    )


def page(block: Told, *, strata: bool = False) -> str:
    """Every plan with its populations, or one line when nothing was sampled."""
    note = str(block["note"] if manner().lang == "zh" else block["note_en"])
    if not block["plans"]:
        return note
    return "\n\n".join([*(_plan(one, strata=strata) for one in block["plans"]), note])


def _plan(plan: Told, *, strata: bool) -> str:
    from doxdocket.sample.results import reservations  # noqa: PLC0415 - help of others starts at once

    head = [say(f"抽样复核 {plan['plan']}", f"sampled review {plan['plan']}"), say("总数", "of"), say("抽取", "drawn"), say("已定", "settled"),
            say("分歧", "differ"), say("不确定", "unsure"), say("未答", "waiting"), say("下端–占比–上端（95%）", "low–share–high (95%)"),
            say("错漏总数", "faults in all"), "κ (n)", say("验收", "rule")]  # fmt: skip
    rows = []
    for p in plan["populations"]:
        label = f"{_label(p)}{say('：', ': ')}{_what(p['aim'])}"
        rows.append([label, *_counts(p), ends(p["share"]), _total(p), _kappa(p["agreement"]), _verdict(p["verdict"])])
        if strata:
            rows += [[f"  {_label(s)}", *_counts(s), ends(s["share"]), _total(s), "", ""] for s in p["strata"]]
    old = [_label(p) for p in plan["populations"] if not p["current"]]
    note = say(f"注意：{'、'.join(old)}与抽样时不同，结果只说明抽样时的那一次运行（{plan['run']}）。",
               f"Note: {', '.join(old)} are not as they were drawn from; the result speaks of that run ({plan['run']}) only.")  # fmt: skip
    told = "".join(f"\n{say(one['zh'], one['en'])}" for one in reservations(plan))
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
        return say(state.zh, state.en)
    return say(f"{state.zh}（可有 {told['possible']:,}，容许 {told['tolerated']:,}）",
               f"{state.en} (may be {told['possible']:,}, tolerated {told['tolerated']:,})")  # fmt: skip


def _kappa(agreement: Told) -> str:
    kappa = "—" if agreement["kappa"] is None else f"{agreement['kappa']:.2f}"
    return f"{kappa} ({agreement['n']})"


def differ(rows: Sequence[Told]) -> Table:
    """The questions on which the two reviewers differ, for a third person."""
    return Table(rows, [Column(("待第三人", "for a third person"), lambda r: f"{r['plan']} {r['question']}"), Column(("对象", "unit"), "unit"),
                        Column(("甲", "first"), "first"), Column(("乙", "second"), "second")])  # fmt: skip
