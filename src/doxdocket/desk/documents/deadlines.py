"""程序和期限一览: each step of the procedure with its day and papers, what papers are missing, and each period with its last day and whether it was kept.

Source: the register of the procedure and the table of deadlines, as ``assess procedure`` answers them. Left out: what follows from a period that was not kept, and the
points of law that no entry touches.
"""

from collections.abc import Iterator

from doxdocket.assess.procedure.account import KnownState, Recorded
from doxdocket.desk.accounts.procedure import in_lines, late, passed
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, named, say, zh_en


def paper(of: Material) -> Paper:
    """The table."""
    found = of.procedure
    over = [*late(found), *passed(found)]
    body: list[Block | None] = [
        Paragraph(say("documents_deadlines.said", day=found.on)),
        Part([_steps(of)], say("documents_deadlines.part_steps")),
        Part([_lacks(of), Paragraph(say("documents_deadlines.lacks_said"))], say("documents_deadlines.part_lacks")),
        Part([in_lines(found.deadlines), Paragraph(say("documents_deadlines.periods_said"))], say("documents_deadlines.part_periods")),
        Part([Items(over) if over else Paragraph(say("documents_deadlines.nothing_lacks"))], say("documents_deadlines.part_over")),
    ]  # fmt: skip
    signatures = [zh_en("documents_closed.made_by"), zh_en("documents_statistics.checked_by")]
    return Draft(of, "deadlines", marked=False).paper(body, signatures=signatures)


def _steps(of: Material) -> Table:
    """What was entered, in the order of days: the step, who received it, the paper as it was entered, the article."""
    rows = sorted(_entered(of), key=lambda row: row[1].at)
    return Table(rows, [
        Column(zh_en("documents_conduct.day"), lambda row: str(row[1].at)), Column(zh_en("documents_damages.step"), lambda row: named(row[0]) if row[1] in row[0].entered else named(row[1])),
        Column(zh_en("documents_deadlines.receiver"), lambda row: of.team(row[1].receiver) or None), Column(zh_en("documents_narrative.document"), lambda row: of.team(row[1].document) or None),
        Column(zh_en("documents.basis"), lambda row: row[0].article), Column(zh_en("documents_parties.evidence"), lambda row: of.rests(row[1].evidence) or None),
    ], none=missing(Sentence("documents_narrative.course"), Sentence("documents.register_procedure")))  # fmt: skip


def _entered(of: Material) -> Iterator[tuple[KnownState, Recorded]]:
    for state in of.procedure.states:
        yield from ((state, one) for one in (*state.entered, *state.steps))


def _lacks(of: Material) -> Table:
    """The papers that a step which was entered must have, and no entry names."""
    rows = [(state, one) for state in of.procedure.states if state.entered for one in state.documents if one.missing]
    return Table(rows, [
        Column(zh_en("documents_damages.step"), lambda row: named(row[0])), Column(zh_en("documents_narrative.document"), lambda row: named(row[1])), Column(zh_en("documents.basis"), lambda row: row[1].article),
    ], none=say("documents_deadlines.nothing_lacks"))  # fmt: skip
