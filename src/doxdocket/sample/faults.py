"""How many units have a fault in all, and whether a sample meets the rule of acceptance that was recorded before it was drawn.

A fault of a population that asks whether the machine is right is a no; of one that asks what it missed, anything missed. The rule: the
largest number of faulty units that the sample leaves possible, at the confidence of the rule, is no larger than the share tolerated.
A question that is open counts as a fault; one that nobody answered leaves the sample unfinished, unless no answer could mend it.
What it leaves out: whose answer it was, and which figure it concerns (``estimates``).

>>> verdict({"s": ([], 50)}, "missed", None)["state"]
'no_rule'
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from doxdocket.sample.answers import Weighed
from doxdocket.sample.intervals import Faults, faulty, usual_tail
from doxdocket.sample.settings import Aim, Rule

State = Literal["passed", "failed", "unfinished", "no_rule"]
Strata = Mapping[str, tuple[Sequence[Weighed], int]]
"""The questions of each stratum, and how many units it has."""


def fault(one: Weighed, aim: Aim) -> tuple[int, int]:
    """The least and the most that is at fault in one unit: 0 or 1."""
    low, high = min(1, one.low), min(1, one.high)
    return (1 - high, 1 - low) if aim == "precision" else (low, high)


def faults(strata: Strata, aim: Aim, tail: float | None = None) -> dict[str, Any]:
    """How many units have a fault: ``low`` with every open question as right, ``high`` with every one as a fault."""
    side = usual_tail() if tail is None else tail
    settled, least, most = (list(_rows(strata, aim, end)) for end in ("settled", "least", "most"))
    if not any(n for _, n, _ in least):
        return {"value": None, "low": None, "high": None, "interval": "none"}
    low, high = faulty(least, side)[1], faulty(most, side)[2]
    value = faulty(settled, side)[0]
    asked = [(n, of) for _, n, of in least if n]
    how = "all" if all(n >= of for _, n, of in least) else "hypergeometric" if len(asked) == 1 else "gamma"
    return {"value": None if value is None else min(high, max(low, value)), "low": low, "high": high, "interval": how}


def _rows(strata: Strata, aim: Aim, end: Literal["settled", "least", "most"]) -> Iterable[Faults]:
    for some, of in strata.values():
        told = [fault(one, aim) for one in some if one.state == "settled" or (end != "settled" and one.open)]
        yield sum(most if end == "most" else least for least, most in told), len(told), of


def verdict(strata: Strata, aim: Aim, rule: Rule | None) -> dict[str, Any]:
    """Passed, failed or unfinished, the most faulty units that are left possible, and how many are tolerated. Nothing fails before a question is answered."""
    if rule is None:
        return {"state": "no_rule", "tolerate": None, "confidence": None, "tolerated": None, "possible": None}
    whole, side = sum(of for _, of in strata.values()), 1 - float(rule["confidence"])
    allowed = int(float(rule["tolerate"]) * whole + 1e-9)
    best = faulty(((sum(fault(one, aim)[0] for one in some if one.state != "waiting"), len(some), of) for some, of in strata.values()), side)[2]  # fmt: skip
    possible = faulty(_rows(strata, aim, "most"), side)[2]
    states = {one.state for some, _ in strata.values() for one in some}
    waiting = "waiting" in states
    state: State = (
        "failed"
        if best > allowed and states != {"waiting"}
        else "passed"
        if not waiting and possible <= allowed
        else "unfinished"
    )
    return {"state": state, **rule, "tolerated": allowed, "possible": possible}
