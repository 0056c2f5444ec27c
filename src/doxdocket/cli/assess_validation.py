"""``assess validation``: the questions of a court's expert, answered from the case and the shipped measurements or left open.

Left out: any judgement whether the method is fit for this case.

>>> validation.name
'validation'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from doxdocket.assess.marks import TOLD
from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import Build, open_case, warn_if_stale
from doxdocket.desk.masking import Hidden
from doxdocket.report.text import wrap
from doxdocket.words import Sentence, either, say

State = Literal["answered", "part", "open"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What can be said to a question, and whether it is known."""

    zh: str
    en: str
    known: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a court's expert; ``left_zh``, ``left_en``: what stays open."""

    id: str
    clause: str
    zh: str
    en: str
    state: State
    facts: list[Fact]
    left_zh: str | None
    left_en: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """The page of the measurements and their day."""

    page: str
    day: date


@dataclass(frozen=True, slots=True)
class OfValidation:
    """What ``assess validation`` prints; ``states``: how many questions are answered, answered in part, open."""

    case: str
    questions: list[Question]
    states: dict[State, int]
    measured: Measured
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "validation",
    short=Sentence("assess_validation.validation_short"),
    about=Sentence("assess_validation.validation_about"),
    examples=("doxdocket assess validation case",),
)  # fmt: skip
@case_argument()
def validation(case: str) -> Answer[OfValidation]:
    """Ask the case, and say what it leaves open."""
    from doxdocket.assess.plain import plain
    from doxdocket.cli.tables import TABLES
    from doxdocket.desk import validation as asked

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        found = asked.answers(opened, len(TABLES), Hidden(opened).words)
    words, shipped = asked.questions(), asked.measured()
    counts = {state: sum(one.state == state for one in found) for state in words.states}
    lines = [*wrap(either(words.says.zh, words.says.en), 100), "", say("marks.comma").join(f"{either(words.states[s].zh, words.states[s].en)} {n}" for s, n in counts.items())]  # fmt: skip
    for no, one in enumerate(found, 1):
        q, state = one.question, words.states[one.state]
        lines += ["", *wrap(f"{no}. {either(q.zh, q.en)}  〔{q.clause}〕  {either(state.zh, state.en)}", 100)]
        lines += [line for fact, _ in one.facts for line in wrap(either(fact.zh, fact.en), 100, "   ")]
        if q.left is not None:
            lines += wrap(say("assess_validation.still_open", left=(q.left.zh, q.left.en)), 100, "   ")
    lines += [
        "",
        say("assess_validation.commands_and_days_of_measurements", page=shipped.page, day=shipped.day),
    ]
    data = [
        Question(
            one.question.id, one.question.clause, one.question.zh, one.question.en, one.state,
            [Fact(f.zh, f.en, known) for f, known in one.facts],
            one.question.left.zh if one.question.left else None, one.question.left.en if one.question.left else None,
        )
        for one in found
    ]  # fmt: skip
    told = OfValidation(case, data, counts, Measured(shipped.page, shipped.day))
    return Answer(plain(told), "\n".join(lines))
