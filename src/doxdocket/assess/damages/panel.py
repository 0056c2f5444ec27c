"""The panel of experts: what each holds of each factor, by letter and never by name, and how far they lie apart; no average.

``sheet`` is what the panel is handed: figures rounded down and small ones left out, factors, published cases, questions. Names of
defendants, guardians and experts, channels and codes of victims are taken out of what the team wrote; it must still be read.

>>> about(1234), about(918), about(4360000), about(35), about(7), about(800)
('1200余', '900余', '430万余', '30余', '不足10', '800')
>>> letter(0), letter(26)
('A', 'AA')
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from doxdocket.assess.damages.forms import FACTORS, Expert, View
from doxdocket.assess.damages.frame import frame, told, yuan

_CODES = re.compile(r"\bV[0-9]{4,}\b|post:\S+|telegram:\S+|\b[RD][0-9]{1,6}\b")
_LEAST, _TENS, _THOUSAND, _MYRIAD = 10, 100, 1000, 10_000
HIDDEN = "某"
_SANCTION = ("kind", "criminal", "stage", "imposed", "fine", "confiscated", "returned")


def letter(place: int) -> str:
    """A, B … Z, AA … for the experts in the order in which they were entered."""
    return ("" if place < 26 else letter(place // 26 - 1)) + chr(ord("A") + place % 26)


def about(n: int) -> str:
    """A count as a public document says it: rounded down to its leading digits, nothing told below ten."""
    if n < _LEAST:
        return f"不足{_LEAST}"
    digits = len(str(n))
    step = 10 ** (digits - (2 if n >= _THOUSAND else 1))
    down = n // step * step
    said = f"{down // _MYRIAD}万" if down >= _MYRIAD and down % _MYRIAD == 0 else str(down)
    return said + ("余" if n > down else "")


def panel(
    experts: Sequence[tuple[str, Expert]], views: Sequence[tuple[str, View]], hide: Iterable[str] = ()
) -> dict[str, Any]:
    """Every expert by letter with the views given, and the spread of each factor."""
    letters = {one.id: letter(i) for i, (_, one) in enumerate(experts)}
    hidden = sorted({*hide, *(one.name for _, one in experts)} - {""}, key=len, reverse=True)
    rows = [_view(number, one, letters, hidden) for number, one in views]
    rows.sort(key=lambda row: ([*FACTORS, "whole"].index(row["factor"]), row["expert"]))
    given = Counter((row["expert"], row["factor"]) for row in rows)
    silent = [f"专家{letters[one.id]}" for _, one in experts if not any(view.expert == one.id for _, view in views)]
    return {
        "experts": [{"expert": f"专家{letters[one.id]}", "entry": number, "field": one.field, "asked": one.asked and one.asked.isoformat()}
                    for number, one in experts],
        "views": rows, "spread": [_spread(name, rows, len(experts)) for name in (*FACTORS, "whole")] if rows else [],
        "told": [told("no_view", expert=one) for one in silent]
        + [told("several_same", expert=who, factor=factor) for (who, factor), n in given.items() if n > 1],
    }  # fmt: skip


def _view(number: str, one: View, letters: Mapping[str, str], hidden: Sequence[str]) -> dict[str, Any]:
    wrong = one.low is not None and one.high is not None and one.low > one.high
    return {
        "entry": number, "expert": f"专家{letters.get(one.expert, '?')}", "factor": one.factor, **_word(one.factor), "weight": one.weight,
        "low": yuan(one.low, number), "high": yuan(one.high, number), "reasons": redacted(one.reasons, hidden),
        "told": [told("low_above_high")] if wrong else [],
    }  # fmt: skip


def _word(factor: str) -> dict[str, str]:
    return next(
        ({"zh": one.zh, "en": one.en} for one in frame().factors if one.id == factor), {"zh": "整体", "en": "the whole"}
    )


def _spread(factor: str, rows: Sequence[Mapping[str, Any]], experts: int) -> dict[str, Any]:
    """How the views of one factor lie apart: weights counted, the lowest and highest amount given, how many experts gave none."""
    of = [row for row in rows if row["factor"] == factor]
    sums = [row[end] for row in of for end in ("low", "high") if row[end]]
    ends = sorted(sums, key=lambda one: Decimal(one["yuan"]))
    return {
        "factor": factor, **_word(factor), "views": len(of), "weights": {w: sum(row["weight"] == w for row in of) for w in frame().weights},
        "no_weight": sum(row["weight"] is None for row in of), "lowest": ends[0] if ends else None, "highest": ends[-1] if ends else None,
        "no_amount": experts - len({row["expert"] for row in of if row["low"] or row["high"]}),
    }  # fmt: skip


def redacted(text: str, hidden: Iterable[str]) -> str:
    """A text without the names and codes given; whatever else may point to somebody stays and must be read."""
    for name in hidden:
        text = text.replace(name, HIDDEN)
    return _CODES.sub(HIDDEN, text)


def sheet(
    factors: Sequence[Mapping[str, Any]],
    comparables: Sequence[Mapping[str, Any]],
    hide: Iterable[str],
    defendants: Iterable[str] = (),
) -> dict[str, Any]:
    """What the panel is handed; ``defendants``: their ids in the order of the register."""
    places = {key: place for place, key in enumerate(defendants, 1)}
    hidden = sorted({*hide} - {""}, key=len, reverse=True)
    asks = {one.id: one.asks for one in frame().factors}
    return {
        "factors": [{
            "id": one["id"], "zh": one["zh"], "en": one["en"], "asks": {"zh": asks[one["id"]].zh, "en": asks[one["id"]].en},
            "note": one["note"], "figures": [_rounded(row) for row in one["figures"]],
            "entries": [{"says": redacted(row["says"], hidden), "amount": row["amount"], "defendant": _place(row, places)} for row in one["entries"]],
            "incidents": [{"zh": row["zh"], "en": row["en"], "times": "–".join(dict.fromkeys((about(row["incidents_low"]), about(row["incidents_high"]))))} for row in one.get("incidents", ())],
            "sanctions": [{name: row[name] for name in _SANCTION} | {"defendant": _place(row, places)} for row in one.get("sanctions", ())],
        } for one in factors],
        "comparables": [{**case, "points": [{**p, "ours": "", "ratio": None} for p in case["points"]]} for case in comparables],
    }  # fmt: skip


def _place(row: Mapping[str, Any], places: Mapping[str, int]) -> int | None:
    """A defendant by place on the register; neither id nor name is told."""
    return None if row["defendant"] is None else places.get(row["defendant"]["id"])


def _rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    low, high = (None if row[end] is None else about(int(row[end])) for end in ("low", "high"))
    return {"label": row["label"], "label_en": row["label_en"], "unit": row["unit"], "low": low, "high": high}
