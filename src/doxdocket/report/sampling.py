"""What double review of a sample says, as the page shows it beside the figures.

Source: the part ``sampling`` of ``figures.json``. Leaves out who answered what, and strata of findings by verdict (kinds stand for
them; ``sample results`` has all).

>>> shown({"value": 0.95, "low": 0.9012, "high": 0.98}), shown({"value": None, "low": None, "high": None})
('90.1% – 95.0% – 98.0%', '·')
"""

from collections.abc import Mapping
from typing import Any

from doxdocket.report.gather import kind_label
from doxdocket.report.words import Words
from doxdocket.sample.results import named, reservations

Told = Mapping[str, Any]
_COUNTS = ("of", "drawn", "settled", "open", "waiting")


def sampling(published: Told, words: Words) -> dict[str, Any]:
    """Plans with their populations; where nothing was sampled, that sentence alone."""
    told = published.get("sampling") or {"plans": []}
    note = words.own(told, "note") if "note" in told else words("sampling_none")
    return {"note": note, "plans": [_plan(one, words) for one in told["plans"]]}


def _plan(plan: Told, words: Words) -> dict[str, Any]:
    groups = []
    for p in plan["populations"]:
        parts = [(kind_label(k["kind"], words), k) for k in p.get("kinds", ())]
        parts += [(words.own(named("conduct", one["label"]), "label"), one) for one in p.get("labels", ())]
        parts = parts or [(words.own(s, "label"), s) for s in p["strata"]]
        lines = [_line(words("sampling_all"), p, p["agreement"]), *(_line(label, one) for label, one in parts)]
        title = f"{words.own(p, 'label')}{words('semicolon')}{words('sampling_' + p['aim'])}"
        groups.append({"title": title, "current": p["current"], "rule": _rule(p["verdict"], words), "lines": lines})
    told = " ".join(words.own({"said": one["zh"], "said_en": one["en"]}, "said") for one in reservations(plan))
    return {"plan": plan["plan"], "run": plan["run"], "groups": groups, "under": told}


def _line(label: str, row: Told, agreement: Told | None = None) -> dict[str, Any]:
    counts = {**row, "open": row["disputed"] + row["unsure"]}
    total = row.get("total") or row["faults"]
    kappa = ""
    if agreement is not None:
        kappa = f"{'·' if agreement['kappa'] is None else format(agreement['kappa'], '.2f')} ({agreement['n']})"
    return {"label": label, "counts": [counts[name] for name in _COUNTS], "share": shown(row["share"]),
            "total": _ends([total[n] for n in ("low", "value", "high")]), "kappa": kappa}  # fmt: skip


def _rule(told: Told, words: Words) -> str:
    """What became of the rule of acceptance."""
    state = words(f"sampling_{told['state']}")
    if told["state"] == "no_rule":
        return state
    share, sure = (f"{100 * float(told[name]):g}" for name in ("tolerate", "confidence"))
    return words("sampling_rule", state=state, share=share, sure=sure, possible=f"{told['possible']:,}", tolerated=f"{told['tolerated']:,}")  # fmt: skip


def shown(share: Told) -> str:
    """Low end, share, high end in per cent."""
    return _ends([None if share[n] is None else f"{100 * share[n]:.1f}%" for n in ("low", "value", "high")])


def _ends(parts: list[Any]) -> str:
    if all(part is None for part in parts):
        return "·"
    return " – ".join("·" if part is None else f"{part:,}" if isinstance(part, int) else part for part in parts)
