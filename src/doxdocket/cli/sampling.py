"""``sample``: a stratified sample for double review: how many, and drawing it. Sheets and answers: ``answering``.

Left out: changing a figure, which only decisions do.

>>> sorted(sample.commands)
['answer', 'draw', 'plan', 'results', 'sheet', 'status', 'undo']
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, cast

import click

from doxdocket.cli.answering import OFFICER, answer, results, sheet, status, undo
from doxdocket.cli.command import Answer, Group, case_argument, command, option
from doxdocket.cli.deciding import officer_of, reason_of
from doxdocket.cli.opening import open_case
from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.report.text import table
from doxdocket.signs import one_line
from doxdocket.words import Sentence, either, listed, say, zh_en

if TYPE_CHECKING:
    from doxdocket.sample.settings import Rule
    from doxdocket.store.case import Case

sample = Group(
    "sample",
    short=Sentence("sampling.sample_short"),
    about=Sentence("sampling.sample_about"),
    examples=(
        Sentence("sampling.sample_example"),
        Sentence("sampling.sample_example_2"),
        Sentence("sampling.sample_example_3"),
        Sentence("sampling.sample_example_4"),
        Sentence("sampling.sample_example_5"),
    ),
)
AIM = option("--for", "aim", multiple=True, metavar="WHAT",
             about=Sentence("sampling.for_option"))  # fmt: skip
TOLERATE = option("--tolerate", multiple=True, metavar="[WHAT=]PERCENT",
                  about=Sentence("sampling.tolerate_option"))  # fmt: skip
CONFIDENCE = option("--confidence", type=click.FloatRange(50, 99.9), metavar="PERCENT",
                    about=Sentence("sampling.confidence_option"))  # fmt: skip
SIZE = option("--size", type=click.IntRange(1), about=Sentence("sampling.size_option"))
WITHIN = option("--within", type=click.FloatRange(0.1, 50), metavar="PERCENT",
                about=Sentence("sampling.within_option"))  # fmt: skip
EXPECT = option("--expect", type=click.FloatRange(0, 100), metavar="PERCENT",
                about=Sentence("sampling.expect_option"))  # fmt: skip
EACH = option(
    "--each",
    is_flag=True,
    about=Sentence("sampling.each_option"),
)


def _wanted(aims: Sequence[str]) -> list[str]:
    """The populations meant: every one unless told otherwise."""
    from doxdocket.sample.settings import settings

    every = settings().populations
    unknown = [aim for aim in aims if aim not in {*every, "all", "precision", "missed"}]
    if unknown:
        fault = WrongCall("sampling.there_is_no_population_it", what=", ".join(unknown), names=", ".join(every))
        raise meant(fault, unknown[0], every)
    return [name for name, about in every.items() if not aims or {name, about.aim, "all"} & set(aims)]


def _rules(wanted: Sequence[str], tolerate: Sequence[str], confidence: float | None) -> "dict[str, Rule]":
    """The rule of acceptance of each population, as told or as usual."""
    from doxdocket.sample.plan import rules
    from doxdocket.sample.settings import settings

    said: dict[str | None, str] = {}
    for one in tolerate:
        name, _, share = one.rpartition("=")
        try:
            fits = 0 <= float(share) < 100 and (not name or settings().populations[name].tolerate is not None)
        except (ValueError, KeyError):
            fits = False
        if not fits:
            raise WrongCall("sampling.tolerate_cannot_be_taken_give", what=one)  # fmt: skip
        said[name or None] = f"{float(share) / 100:.6g}"
    return rules(wanted, said, None if confidence is None else f"{confidence / 100:.6g}")


def _numbers(case: "Case", wanted: Sequence[str], accept: "Mapping[str, Rule]", size: int | None, within: float | None, expect: float | None, *, each: bool) -> Any:  # fmt: skip
    from doxdocket.pipeline import sampled

    if size is not None and within is not None:
        raise WrongCall("sampling.give_size_or_within_not")
    return sampled.numbers(case, wanted, accept, size=size, within=None if within is None else within / 100,
                           expect=None if expect is None else expect / 100, each=each)  # fmt: skip


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
    accept: "Rule | None"
    tolerated: int | None
    possible: int | None
    can_pass: bool | None
    of: int
    draw: int
    expect: float
    half: float
    strata: list[Stratum]


class Planned(TypedDict):
    """How many to draw."""

    case: str
    populations: list[Population]


Name = Annotated[str, zh_en("sampling.population")]


class Drawn(TypedDict):
    """A sample, drawn."""

    case: str
    plan: str
    new: bool
    seed: int
    reviewers: list[str]
    questions: int
    populations: dict[Name, int]
    accept: "dict[Name, Rule]"
    too_few: list[str]


@command(
    "plan",
    short=Sentence("sampling.plan_short"),
    about=Sentence("sampling.plan_about"),
    examples=(
        Sentence("sampling.sample_example"),
        Sentence("sampling.plan_example"),
    ),
)
@case_argument()
@AIM
@SIZE
@WITHIN
@EXPECT
@EACH
@TOLERATE
@CONFIDENCE
def plan(case: str, aim: tuple[str, ...], size: int | None, within: float | None, expect: float | None, each: bool,
         tolerate: tuple[str, ...], confidence: float | None) -> Answer[Planned]:  # fmt: skip
    """Ask how many, and say what they would give."""
    from doxdocket.sample.draw import can_pass, half, without_fault
    from doxdocket.sample.settings import settings

    wanted = _wanted(aim)
    accept = _rules(wanted, tolerate, confidence)
    with open_case(case) as opened:
        held, numbers = _numbers(opened, wanted, accept, size, within, expect, each=each)
    told: list[Population] = []
    cells, frames = [], []
    for name, given in numbers.items():
        about, of, rule = settings().populations[name], {s: len(held[name][s]) for s in given}, accept.get(name)
        p, whole = float(about.expect) if expect is None else expect / 100, sum(of.values())
        strata: list[Stratum] = [
            {"stratum": s, "of": of[s], "draw": n, "half": round(half({s: of[s]}, {s: n}, p), 4), "possible": None if rule is None else without_fault({s: of[s]}, {s: n}, rule)}
            for s, n in given.items()
        ]  # fmt: skip
        row: Population = {"population": name, "label": either(about.zh, about.en), "unit": either(about.unit.zh, about.unit.en),
               "frame": either(about.frame.zh, about.frame.en), "asks": either(about.asks_zh, about.asks_en), "accept": rule,
               "tolerated": None if rule is None else int(float(rule["tolerate"]) * whole + 1e-9), "possible": None if rule is None else without_fault(of, given, rule),
               "can_pass": None if rule is None else can_pass(of, given, rule), "of": whole, "draw": sum(given.values()),
               "expect": p, "half": round(half(of, given, p), 4), "strata": strata}  # fmt: skip
        told.append(row)
        cells += [_line(f"{row['label']} ({name})", row), *(_line(f"  {s['stratum']}", s) for s in strata)]
        frames.append(
            f"{name}{say('marks.colon')}{row['unit']}{say('marks.semicolon')}{row['frame']}{say('marks.stop')}{row['asks']}"
        )
    head = [say("sampling.population_and_stratum"), say("sampling.of"), say("sampling.draw"), "±",
            say("sampling.none_seen_may_be"), say("sampling.tolerated")]  # fmt: skip
    note = say("sampling.is_half_95_interval_at")  # fmt: skip
    parts = [table(head, cells, right={1, 2, 3, 4, 5}), "\n".join(frames), note, _too_few([str(r["population"]) for r in told if r["can_pass"] is False])]  # fmt: skip
    return Answer({"case": case, "populations": told}, "\n\n".join(part for part in parts if part))


def _line(label: str, row: Mapping[str, Any]) -> list[str]:
    many = [f"{row[name]:,}" if row.get(name) is not None else "" for name in ("possible", "tolerated")]
    return [label, f"{row['of']:,}", f"{row['draw']:,}", f"{100 * row['half']:.1f}%", *many]


def _too_few(names: Sequence[str]) -> str:
    """Which samples fail whatever is answered."""
    if not names:
        return ""
    told = ", ".join(names)
    return say("sampling.too_few_to_pass_even", told=told)  # fmt: skip


@command(
    "draw",
    short=Sentence("sampling.draw_short"),
    about=Sentence("sampling.draw_about"),
    examples=(Sentence("sampling.sample_example_2"),),
)
@case_argument()
@AIM
@SIZE
@WITHIN
@EXPECT
@EACH
@TOLERATE
@CONFIDENCE
@option(
    "--seed",
    type=click.IntRange(0),
    about=Sentence("sampling.seed_option"),
)
@option(
    "--reviewer",
    "reviewers",
    multiple=True,
    metavar="NAME",
    about=Sentence("sampling.reviewer_option"),
)
@option("--reason", required=True, about=Sentence("sampling.reason_option"))
@OFFICER
def draw(case: str, aim: tuple[str, ...], size: int | None, within: float | None, expect: float | None, each: bool, tolerate: tuple[str, ...],
         confidence: float | None, seed: int | None, reviewers: tuple[str, ...], reason: str, officer: str | None) -> Answer[Drawn]:  # fmt: skip
    """Draw, record, and say what comes next."""
    from doxdocket.pipeline import sampled
    from doxdocket.sample.draw import can_pass
    from doxdocket.sample.plan import questions

    wanted = _wanted(aim)
    accept = _rules(wanted, tolerate, confidence)
    with open_case(case) as opened:
        two = _two(reviewers or opened.info.officers)
        who, why = officer_of(opened, officer), reason_of(reason, opened)
        held, numbers = _numbers(opened, wanted, accept, size, within, expect, each=each)
        made, new = sampled.draw(opened, held, numbers, accept, seed=seed, reviewers=two, reason=why, officer=who)
    counts = {name: sum(given.values()) for name, given in numbers.items()}
    ruled = {name: accept[name] for name in numbers if name in accept}
    few = [
        name
        for name, rule in ruled.items()
        if not can_pass({s: len(held[name][s]) for s in numbers[name]}, numbers[name], rule)
    ]
    told: Drawn = {"case": case, "plan": made.id, "new": new, "seed": cast("int", made.target["seed"]), "reviewers": list(two),
            "questions": len(questions(made.target)), "populations": counts, "accept": ruled, "too_few": few}  # fmt: skip
    who_first = one_line(two[0])
    first = say("sampling.recorded", id=made.id) if new else say("sampling.same_as_not_recorded_again", id=made.id)
    notes = [line for line in (_said_rules(ruled), _too_few(few)) if line]
    return Answer(told, "\n".join([*notes, say("sampling.questions_seed_next_each_alone", first=first, questions=told["questions"], seed=told["seed"], case=case, who_first=who_first)]))  # fmt: skip


def _said_rules(ruled: "Mapping[str, Rule]") -> str:
    """The rules that the plan holds, in a line."""
    told = [f"{name} {100 * float(rule['tolerate']):g}% @ {100 * float(rule['confidence']):g}%" for name, rule in ruled.items()]  # fmt: skip
    return say("sampling.rules_of_acceptance_fixed_from", told=listed("marks.semicolon", told)) if told else ""


def _two(names: Sequence[str]) -> tuple[str, str]:
    found = [name.strip() for name in names if name.strip()]
    if len(found) != 2 or found[0] == found[1]:
        raise WrongCall("sampling.two_different_reviewers_are_needed")
    return found[0], found[1]


for _command in (plan, draw, sheet, answer, results, status, undo):
    sample.add_command(_command)
