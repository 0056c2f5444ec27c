"""``sample``: a stratified sample for double review: how many, and drawing it. Sheets and answers: ``answering``.

Left out: changing a figure, which only decisions do.

>>> sorted(sample.commands)
['answer', 'draw', 'plan', 'results', 'sheet', 'status', 'undo']
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, cast

import click

from doxdocket.cli.answering import OFFICER, answer, results, sheet, status, undo
from doxdocket.cli.command import Answer, Group, OfCase, case_argument, command, option, together
from doxdocket.cli.deciding import officer_of, reason_of
from doxdocket.cli.opening import open_case
from doxdocket.report.text import table
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, listed, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.sampling import Population
    from doxdocket.sample.settings import Rule

sample = Group("sampling.sample")
ASKED = together(
    option("--for", "aim", multiple=True, metavar="WHAT"), option("--size", type=click.IntRange(1)),
    option("--within", type=click.FloatRange(0.1, 50), metavar="PERCENT"), option("--expect", type=click.FloatRange(0, 100), metavar="PERCENT"),
    option("--each", is_flag=True), option("--tolerate", multiple=True, metavar="[WHAT=]PERCENT"),
    option("--confidence", type=click.FloatRange(50, 99.9), metavar="PERCENT"),
)  # fmt: skip
"""What is to be drawn, and how it passes; ``desk.sampling.wanted`` takes it."""


class Planned(OfCase):
    """How many to draw."""

    populations: "list[Population]"


Name = Annotated[str, zh_en("sampling.population")]


class Drawn(OfCase):
    """A sample, drawn."""

    plan: str
    new: bool
    seed: int
    reviewers: list[str]
    questions: int
    populations: dict[Name, int]
    accept: "dict[Name, Rule]"
    too_few: list[str]


@command(
    "sampling.plan",
    examples=(
        Sentence("sampling.sample_example"),
        Sentence("sampling.plan_example"),
    ),
)
@case_argument()
@ASKED
def plan(case: str, **asked: Any) -> Answer[Planned]:
    """Ask how many, and say what they would give."""
    from doxdocket.desk import sampling as desk

    wanted = desk.wanted(**asked)
    with open_case(case) as opened:
        told = desk.planned(opened, wanted)
    cells, frames = [], []
    for row in told:
        cells += [
            _line(f"{row['label']} ({row['population']})", row),
            *(_line(f"  {s['stratum']}", s) for s in row["strata"]),
        ]
        frames.append(
            f"{row['population']}{say('marks.colon')}{row['unit']}{say('marks.semicolon')}{row['frame']}{say('marks.stop')}{row['asks']}"
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


@command("sampling.draw", examples=(Sentence("sampling.sample_example_2"),))
@case_argument()
@ASKED
@option("--seed", type=click.IntRange(0))
@option("--reviewer", "reviewers", multiple=True, metavar="NAME")
@option("--reason", required=True)
@OFFICER
def draw(
    case: str, seed: int | None, reviewers: tuple[str, ...], reason: str, officer: str | None, **asked: Any
) -> Answer[Drawn]:
    """Draw, record, and say what comes next."""
    from doxdocket.desk import sampling as desk
    from doxdocket.sample.plan import questions

    wanted = desk.wanted(**asked)
    with open_case(case) as opened:
        two = desk.pair(reviewers or opened.info.officers)
        who, why = officer_of(opened, officer), reason_of(reason, opened)
        done = desk.draw(opened, wanted, two, reason=why, officer=who, seed=seed)
    made, new, ruled, few = done.plan, done.new, dict(done.accept), list(done.too_few)
    told: Drawn = {"case": case, "plan": made.id, "new": new, "seed": cast("int", made.target["seed"]), "reviewers": list(two),
            "questions": len(questions(made.target)), "populations": dict(done.counts), "accept": ruled, "too_few": few}  # fmt: skip
    who_first = one_line(two[0])
    first = say("sampling.recorded", id=made.id) if new else say("sampling.same_as_not_recorded_again", id=made.id)
    notes = [line for line in (_said_rules(ruled), _too_few(few)) if line]
    return Answer(told, "\n".join([*notes, say("sampling.questions_seed_next_each_alone", first=first, questions=told["questions"], seed=told["seed"], case=case, who_first=who_first)]))  # fmt: skip


def _said_rules(ruled: "Mapping[str, Rule]") -> str:
    """The rules that the plan holds, in a line."""
    told = [f"{name} {100 * float(rule['tolerate']):g}% @ {100 * float(rule['confidence']):g}%" for name, rule in ruled.items()]  # fmt: skip
    return say("sampling.rules_of_acceptance_fixed_from", told=listed("marks.semicolon", told)) if told else ""


for _command in (plan, draw, sheet, answer, results, status, undo):
    sample.add_command(_command)
