"""The questions of a court's expert, answered from the case and the shipped measurements or left open.

Left out: any judgement whether the method is fit for this case.
"""

from dataclasses import dataclass, field
from datetime import date

from doxdocket.assess.marks import TOLD
from doxdocket.assess.plain_records import plain
from doxdocket.desk import validation as asked
from doxdocket.desk.accounts import Build
from doxdocket.desk.masking import Hidden
from doxdocket.desk.tables import TABLES
from doxdocket.report.document import Block, Document, Paragraph, Part
from doxdocket.store.case import Case
from doxdocket.words import named, say


@dataclass(frozen=True, slots=True)
class Measured:
    """The page of the measurements and their day."""

    page: str
    day: date


@dataclass(frozen=True, slots=True)
class OfValidation:
    """What ``assess validation`` prints; ``states``: how many questions are answered, answered in part, open."""

    case: str
    questions: list[asked.Said]
    states: dict[asked.State, int]
    measured: Measured
    build: Build | None = field(default=None, metadata=TOLD)


def document(case: Case, name: str) -> Document[OfValidation]:
    """The questions with what the case says to them; ``name``: how the case is called."""
    found = asked.answers(case, len(TABLES), Hidden(case).words)
    words, shipped = asked.questions(), asked.measured()
    counts = {state: sum(one.state == state for one in found) for state in words.states}
    body: list[Block | None] = [
        Paragraph(named(words.says)), say("marks.comma").join(f"{named(words.states[s])} {n}" for s, n in counts.items()),
        *(_question(no, one, named(words.states[one.state])) for no, one in enumerate(found, 1)),
        say("assess_validation.commands_and_days_of_measurements", page=shipped.page, day=shipped.day),
    ]  # fmt: skip
    return Document(plain(OfValidation(name, found, counts, Measured(shipped.page, shipped.day))), body)


def _question(no: int, one: asked.Said, state: str) -> Part:
    left = [Paragraph(say("assess_validation.still_open", left=(one.left_zh, one.left_en)), "   ")] if one.left_zh and one.left_en else []  # fmt: skip
    return Part(
        [
            Paragraph(f"{no}. {named(one)}  〔{one.clause}〕  {state}"),
            *(Paragraph(named(fact), "   ") for fact in one.facts),
            *left,
        ]
    )
