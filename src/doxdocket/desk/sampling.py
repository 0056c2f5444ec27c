"""A sample from plan to result: what may be drawn and how much it would tell, the draw itself, and who has how much of it left.

The size and the rule of acceptance are said before anything is drawn. Source: ``sample``, ``pipeline.sampled``. Left out: what is asked (``desk.queues``),
what the answers say (``desk.accounts.reviewed``).

>>> named(["precision"])[:2], named([])[-1] in named(["missed"])
(['findings', 'doubtful'], True)
>>> rules(["findings"], ["findings=4"], 90)
{'findings': {'tolerate': '0.04', 'confidence': '0.9'}}
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.pipeline import sampled
from doxdocket.pipeline.sampled import outdated as outdated  # noqa: PLC0414 - pages ask it here
from doxdocket.pipeline.sampled import undo as undo  # noqa: PLC0414 - pages ask it here
from doxdocket.sample import plan as plans
from doxdocket.sample.answers import latest
from doxdocket.sample.draw import can_pass, half, without_fault
from doxdocket.sample.plan import Question, Units, questions, shuffled
from doxdocket.sample.settings import Rule, settings
from doxdocket.store.case import Case
from doxdocket.store.samples import PLAN, Sample
from doxdocket.words import either, say

AIMS = ("precision", "missed")
"""What a sample is for: whether what the machine says is right, and what it missed."""


class Stratum(TypedDict):
    """How many of one stratum."""

    stratum: str
    of: int
    draw: int
    half: float
    possible: int | None


class Population(TypedDict):
    """How many of one population, and what they would give."""

    population: str
    label: str
    unit: str
    frame: str
    asks: str
    accept: Rule | None
    tolerated: int | None
    possible: int | None
    can_pass: bool | None
    of: int
    draw: int
    expect: float
    half: float
    strata: list[Stratum]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: populations, their rules of acceptance, and how many: a size, or a precision in percent."""

    names: Sequence[str]
    accept: Mapping[str, Rule]
    size: int | None = None
    within: float | None = None
    expect: float | None = None
    each: bool = False

    def numbers(self, case: Case) -> tuple[Units, dict[str, dict[str, int]]]:
        """The units by stratum, and how many of each would be drawn."""
        if self.size is not None and self.within is not None:
            raise WrongCall("desk_sampling.give_size_or_within_not")
        within, expect = (None if one is None else one / 100 for one in (self.within, self.expect))
        return sampled.numbers(
            case, self.names, self.accept, size=self.size, within=within, expect=expect, each=self.each
        )


def wanted(aim: Sequence[str], tolerate: Sequence[str], confidence: float | None, **how: Any) -> Wanted:
    """What these words ask for; a ``WrongCall`` where one names nothing."""
    names = named(aim)
    return Wanted(names, rules(names, tolerate, confidence), **how)


def named(aims: Sequence[str]) -> list[str]:
    """The populations meant: every one unless told otherwise."""
    every = settings().populations
    unknown = [aim for aim in aims if aim not in {*every, "all", *AIMS}]
    if unknown:
        fault = WrongCall("desk_sampling.there_is_no_population_it", what=", ".join(unknown), names=", ".join(every))
        raise meant(fault, unknown[0], every)
    return [name for name, about in every.items() if not aims or {name, about.aim, "all"} & set(aims)]


def rules(names: Sequence[str], tolerate: Sequence[str], confidence: float | None) -> dict[str, Rule]:
    """The rule of acceptance of each population: as told, in percent (``conduct=5``, or one number for all), or as usual."""
    said: dict[str | None, str] = {}
    for one in tolerate:
        name, _, share = one.rpartition("=")
        try:
            fits = 0 <= float(share) < 100 and (not name or settings().populations[name].tolerate is not None)
        except (ValueError, KeyError):
            fits = False
        if not fits:
            raise WrongCall("desk_sampling.tolerate_cannot_be_taken_give", what=one)
        said[name or None] = f"{float(share) / 100:.6g}"
    return plans.rules(names, said, None if confidence is None else f"{confidence / 100:.6g}")


def planned(case: Case, asked: Wanted) -> list[Population]:
    """What would be drawn, and what it would give. Nothing is recorded."""
    held, numbers = asked.numbers(case)
    told: list[Population] = []
    for name, given in numbers.items():
        about, of, rule = settings().populations[name], {s: len(held[name][s]) for s in given}, asked.accept.get(name)
        p, whole = float(about.expect) if asked.expect is None else asked.expect / 100, sum(of.values())
        strata: list[Stratum] = [
            {"stratum": s, "of": of[s], "draw": n, "half": round(half({s: of[s]}, {s: n}, p), 4), "possible": None if rule is None else without_fault({s: of[s]}, {s: n}, rule)}
            for s, n in given.items()
        ]  # fmt: skip
        told.append({
            "population": name, "label": either(about.zh, about.en), "unit": either(about.unit.zh, about.unit.en),
            "frame": either(about.frame.zh, about.frame.en), "asks": either(about.asks_zh, about.asks_en), "accept": rule,
            "tolerated": None if rule is None else int(float(rule["tolerate"]) * whole + 1e-9), "possible": None if rule is None else without_fault(of, given, rule),
            "can_pass": None if rule is None else can_pass(of, given, rule), "of": whole, "draw": sum(given.values()),
            "expect": p, "half": round(half(of, given, p), 4), "strata": strata,
        })  # fmt: skip
    return told


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample, drawn: its act, whether it was drawn now, how many of each population, and those that fail whatever is answered."""

    plan: Sample
    new: bool
    counts: Mapping[str, int]
    accept: Mapping[str, Rule]
    too_few: Sequence[str]


def populations_said(names: Sequence[str]) -> str:
    """Populations in words."""
    every = settings().populations
    return say("marks.comma").join(either(every[one].zh, every[one].en) for one in names)


def draw(
    case: Case, asked: Wanted, reviewers: Sequence[str], *, reason: str, officer: str, seed: int | None = None
) -> Drawn:
    """Draw, and record the plan with its rule."""
    two = pair(reviewers)
    held, numbers = asked.numbers(case)
    made, new = sampled.draw(
        case, held, numbers, asked.accept, seed=seed, reviewers=two, reason=reason, officer=officer
    )
    ruled = {name: asked.accept[name] for name in numbers if name in asked.accept}
    few = [
        name
        for name, rule in ruled.items()
        if not can_pass({s: len(held[name][s]) for s in numbers[name]}, numbers[name], rule)
    ]
    return Drawn(made, new, {name: sum(given.values()) for name, given in numbers.items()}, ruled, few)


def pair(names: Sequence[str]) -> tuple[str, str]:
    """The two reviewers; a ``WrongCall`` unless they are two."""
    found = [name.strip() for name in names if name.strip()]
    if len(found) != 2 or found[0] == found[1]:
        raise WrongCall("desk_sampling.two_different_reviewers_are_needed")
    return found[0], found[1]


def own(case: Case, made: Sample, who: str, *, every: bool) -> list[Question]:
    """The questions of this person: a reviewer's all, a third person's those that are open."""
    weighed, target = sampled.weighed(case, made), made.target
    said = latest(sampled.answers_of(case, made.id))
    mine = who in reviewers(made)
    asked = [w.question for w in weighed if mine or w.open]
    return [q for q in shuffled(asked, target, who) if every or who not in said.get(q.number, {})]


def reviewers(made: Sample) -> list[str]:
    """Who answers a plan."""
    names = made.target["reviewers"]
    return [str(name) for name in names] if isinstance(names, list) else []


@dataclass(frozen=True, slots=True)
class Left:
    """How much of a plan one reviewer has not answered; ``open``: on how many questions the two differ and nobody third has spoken."""

    plan: str
    at: str
    officer: str
    questions: int
    left: int
    open: int


def left(case: Case) -> Iterator[Left]:
    """The standing plans by reviewer."""
    for one in case.samples.standing(PLAN):
        asked, differ = len(questions(one.target)), sum(w.open for w in sampled.weighed(case, one))
        for who in reviewers(one):
            yield Left(one.id, one.at, who, asked, len(own(case, one, who, every=False)), differ)


def populations() -> Collection[tuple[str, str, str]]:
    """Every population: its name, what it is for, and what it is called."""
    return [(name, one.aim, either(one.zh, one.en)) for name, one in settings().populations.items()]
