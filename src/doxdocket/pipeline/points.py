"""What the register says to the contested points: gains gross and net, beside and less what was confiscated, the range and its ceiling.

The points stand in ``report/points.yaml``. Left out: choosing a reading, which a person does with a reason.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from doxdocket.assess.damages.worksheet import worksheet
from doxdocket.pipeline.damages import given
from doxdocket.pipeline.gains import gains
from doxdocket.store.case import Case

Answer = Callable[[str], str]
"""The words of an answer of the law."""


def live(case: Case, name: str, answer: Answer) -> dict[str, str]:
    """Each reading by its name in ``report/points.yaml``; those for which nothing is registered are left out."""
    found = gains(case).plain()
    out = _money(found) if found["totals"]["receipts_proven"] is not None else {}
    ranges = worksheet(given(case, name))["ranges"]
    for row in ranges[-1]["ceiling"] if ranges else ():
        ends = dict.fromkeys(answer(row[end]) for end in ("low", "high"))
        out[f"per_{row['per']}"] = " – ".join(ends)
    return out


def _money(found: Mapping[str, Any]) -> dict[str, str]:
    whole = found["sums"][0]
    taken = sum((Decimal(row["confiscated_high"] or 0) for row in found["beside"]), Decimal(0))
    proven = [whole["proven_low"], whole["proven_high"]]
    less = [None if one is None else str(max(Decimal(one) - taken, Decimal(0))) for one in proven]
    return {
        "gross": _span(whole["before_low"], whole["before_high"]), "net": _span(whole["after_low"], whole["after_high"]),
        "beside": _span(*proven), "set_off": _span(*less),
    }  # fmt: skip


def _span(low: str | None, high: str | None) -> str:
    return " – ".join(dict.fromkeys(f"¥{one}" if one is not None else "?" for one in (low, high)))
