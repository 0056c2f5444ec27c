"""A plan: what was drawn from which result, and the numbered questions that follow from it.

It is recorded once and never altered. Each stratum keeps its size, so that its weight is known; each population keeps the
digest of its units, so that a later result shows whether it is still the one that was drawn from. The rule of acceptance of each
population stands in it, so that nobody sets it by the answers. Source: docs/explanation/sampling.md.
What it leaves out: answers.

>>> plan = make(
...     {"posts": {"far": ["c/1", "c/2", "c/3"]}},
...     {"posts": {"far": 2}},
...     seed=1,
...     reviewers=("a", "b"),
...     drawn_from={},
...     accept={},
... )
>>> [q.number for q in questions(plan)], plan["populations"]["posts"]["far"]["of"]
(['Q0001', 'Q0002'], 3)
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.sample.draw import allocate, drawn, enough, enough_each, fitting, passing
from doxdocket.sample.settings import Rule, rule_of, settings

Units = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that both reviewers are asked about."""

    number: str
    population: str
    stratum: str
    unit: str


Accept = Mapping[str, Rule]
"""The rule of acceptance of each population that has one."""


def rules(names: Iterable[str], said: Mapping[str | None, str], confidence: str | None) -> dict[str, Rule]:
    """The rules of these populations: what was said of one, of all (None), or else the usual; a doubtful finding claims nothing and has none.

    >>> rules(["links", "doubtful"], {None: "0.02"}, None)
    {'links': {'tolerate': '0.02', 'confidence': '0.95'}}
    """
    usual = {name: rule for name in names if (rule := rule_of(name))}
    return {
        name: {
            "tolerate": said.get(name, said.get(None, rule["tolerate"])),
            "confidence": confidence or rule["confidence"],
        }
        for name, rule in usual.items()
    }


def sizes(units: Units, wanted: Collection[str], size: int | None, within: float | None, expect: float | None, accept: Accept, *, each: bool) -> dict[str, dict[str, int]]:  # fmt: skip
    """How many to draw of each stratum: a number given, what a precision asks for, or the usual number, and then at least so many that a sample
    without a fault meets the rule. A number given that is too small for the usual floor lowers it, to one of each stratum at least.
    """
    out: dict[str, dict[str, int]] = {}
    for name, about in settings().populations.items():
        of = {s: len(keys) for s, keys in sorted(units.get(name, {}).items())}
        if not of or name not in wanted:
            continue
        p, floor = float(about.expect) if expect is None else expect, settings().floor
        if within is not None:
            out[name] = enough_each(of, p, within) if each else enough(of, p, within, floor)
        elif size is None and name in accept:
            out[name] = passing(of, about.size, floor, accept[name])
        else:
            out[name] = allocate(of, size or about.size, floor if size is None else fitting(of, size, floor))
    return out


def make(units: Units, numbers: Mapping[str, Mapping[str, int]], *, seed: int, reviewers: Sequence[str],
         drawn_from: Mapping[str, object], accept: Accept) -> dict[str, Any]:  # fmt: skip
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
    held = {name: dict(accept[name]) for name in populations if name in accept}
    return {"seed": seed, "reviewers": list(reviewers), "drawn_from": dict(drawn_from), "accept": held, "populations": populations}  # fmt: skip


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
