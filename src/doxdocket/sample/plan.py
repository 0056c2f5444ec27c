"""A plan: what was drawn from which result, and the numbered questions that follow from it.

It is recorded once and never altered. Each stratum keeps its size, so that its weight is known; each population keeps the
digest of its units, so that a later result shows whether it is still the one that was drawn from. Source: docs/explanation/sampling.md.
What it leaves out: answers.

>>> plan = make(
...     {"posts": {"far": ["c/1", "c/2", "c/3"]}}, {"posts": {"far": 2}}, seed=1, reviewers=("a", "b"), drawn_from={}
... )
>>> [q.number for q in questions(plan)], plan["populations"]["posts"]["far"]["of"]
(['Q0001', 'Q0002'], 3)
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.sample.draw import allocate, drawn, enough, enough_each
from doxdocket.sample.settings import Aim, settings

Units = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that both reviewers are asked about."""

    number: str
    population: str
    stratum: str
    unit: str


def sizes(units: Units, aim: Aim | None, size: int | None, within: float | None, expect: float | None, *, each: bool) -> dict[str, dict[str, int]]:  # fmt: skip
    """How many to draw of each stratum: the usual number, a number given, or what a precision asks for."""
    out: dict[str, dict[str, int]] = {}
    for name, about in settings().populations.items():
        of = {s: len(keys) for s, keys in sorted(units.get(name, {}).items())}
        if not of or aim not in {None, about.aim}:
            continue
        p, floor = float(about.expect) if expect is None else expect, settings().floor
        if within is None:
            out[name] = allocate(of, size or about.size, floor)
        else:
            out[name] = enough_each(of, p, within) if each else enough(of, p, within, floor)
    return out


def make(units: Units, numbers: Mapping[str, Mapping[str, int]], *, seed: int, reviewers: Sequence[str],
         drawn_from: Mapping[str, object]) -> dict[str, Any]:  # fmt: skip
    """The plan as it is recorded."""
    populations = {
        name: {
            stratum: {
                "of": len(units[name][stratum]),
                "drawn": drawn(seed, f"{name}/{stratum}", units[name][stratum], n),
            }
            for stratum, n in strata.items()
        }
        for name, strata in numbers.items()
    }
    return {"seed": seed, "reviewers": list(reviewers), "drawn_from": dict(drawn_from), "populations": populations}


def questions(plan: Mapping[str, Any]) -> list[Question]:
    """Every question, numbered in an order that hangs on the plan alone."""
    told = [
        (population, stratum, unit)
        for population, strata in sorted(plan["populations"].items())
        for stratum, one in sorted(strata.items())
        for unit in one["drawn"]
    ]
    return [Question(f"Q{n:04d}", *one) for n, one in enumerate(told, 1)]


def shuffled(asked: Iterable[Question], plan: Mapping[str, Any], officer: str) -> list[Question]:
    """The questions in the order of one reviewer: chance, not stratum, says which come first, so that a part of the
    answers is a random part, and no two sheets tire on the same questions.
    """
    return sorted(asked, key=lambda q: hashlib.sha256(f"{plan['seed']}\0{officer}\0{q.number}".encode()).digest())
