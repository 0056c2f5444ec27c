"""立案审批表 and 立案决定书: from whom the clue came, against whom, what is suspected, on which ground, and the views that must be signed.

Source: the procedure and the parties as they were entered, the run's figures. Nobody is named whom the office did not enter; who is under age is masked as the parties are.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter

from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.parties import EXPOSED, Acted, acted
from doxdocket.desk.documents.preliminary import by_how_many
from doxdocket.desk.documents.stated import as_of, day, days, many, number, office, rule
from doxdocket.desk.documents.summary import claimant, whether_sued
from doxdocket.law.words import LABELS
from doxdocket.report.document import Column, Paragraph, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en

_VIEWS = (
    Sentence("documents_opening.view_officer"),
    Sentence("documents_opening.view_head"),
    Sentence("documents_opening.view_chief"),
)


def form(of: Material) -> Paper:
    """The form of approval."""
    draft = Draft(of, "opening_form")
    rows = [
        (say("documents_opening.clue"), say("documents_opening.clue_of", day=day(of, "S0", Sentence("documents_preliminary.clue_day")), paper=number(of, "S0", Sentence("documents_preliminary.clue_paper")))),
        (say("documents_opening.from"), office(Sentence("documents_preliminary.clue_from"))),
        (say("documents_opening.against"), _against(of)),
        (say("documents_opening.suspected"), _suspected(draft, draft.said)),
        (say("documents_opening.harmed"), say("documents_opening.harm", minors=draft.said("minors"), sensitive=draft.said("sensitive_persons"), views=draft.said("views_pi"))),
        (say("documents_opening.ground"), by_how_many(draft)),
        *((either(one[0], one[1]), say("documents_opening.signed", view=office(one))) for one in _VIEWS),
    ]  # fmt: skip
    return draft.paper([Table(rows, [Column("", itemgetter(0)), Column("", itemgetter(1))])], earlier=as_of(of, "S2"))


def paper(of: Material) -> Paper:
    """The decision."""
    draft = Draft(of, "opening", marked=False)
    body = [
        Paragraph(say("documents_opening.found", office=claimant(of), suspected=_suspected(draft, draft.least), against=_against(of))),
        Paragraph(say("documents_opening.decided", rule=rule(of, "cn/pipl/70"), many=many(of, rests=True))),
        Paragraph(say("documents_opening.handled", officers=say("marks.comma").join(of.case.info.officers) or missing(Sentence("documents_opening.officers"), Sentence("documents.case_info")))),
        Paragraph(say("documents_opening.entered", day=day(of, "S2", Sentence("documents_opening.day")))),
    ]  # fmt: skip
    return draft.paper(body, signatures=[zh_en("documents.seal")], earlier=as_of(of, "S2"))


def _against(of: Material) -> str:
    """Each defendant with what surely stands against that one; of whom nothing does, a blank: no sentence accuses of what nobody put to him."""
    told = say("marks.semicolon").join(
        say("documents_opening.acts_of", who=f"{one.who} {one.party.name}{whether_sued(one.party)}", acts=_acts(one))
        for one in acted(of)
    )
    return told or missing(Sentence("documents.defendants"), Sentence("documents.register_parties"))


def _acts(one: Acted) -> str:
    def named(acts: Sequence[str]) -> str:
        return say("marks.comma").join(
            say("documents_opening.exposed") if act == EXPOSED else either(*LABELS[act]) for act in acts
        )

    told = [
        say("documents_opening.own", acts=named(one.own)) if one.own else "",
        say("documents_opening.others", acts=named(one.others)) if one.others else "",
    ]
    return say("marks.semicolon").join(filter(None, told)) or missing(
        Sentence("documents_opening.acts"), Sentence("documents.register_parties")
    )


def _suspected(draft: Draft, told: Callable[[str], str]) -> str:
    """What was published, by the figures of the scope; where nothing was, that."""
    if (posts := draft.of.figure("posts_with_pi")) and not posts["high"]:
        return say("documents_opening.suspected_none", posts=draft.said("posts"))
    since = say("documents_summary.days", days=days(draft.of))
    return say(
        "documents_opening.suspected_of", since=since, persons=told("persons_civil"), publications=told("publications"), kinds=told("kinds"),
    )  # fmt: skip
