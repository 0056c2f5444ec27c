"""初步调查报告, 立案审批表 and 立案决定书: what was found first, the first scale, sensitive information and minors, what is not known yet; from whom the clue came, against whom, what is suspected, on which ground, and the views that must be signed.

Source: the procedure and the parties as they were entered, the run's figures, the law's lines. Whether the case is to be opened is the view of who signs, and a blank until then. Nobody is named whom the office did not enter; who is under age is masked as the parties are.
"""

from collections.abc import Callable, Sequence

from doxdocket.desk.documents import lines
from doxdocket.desk.documents.draft import CONDUCT, Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.parties import EXPOSED, Acted, acted
from doxdocket.desk.documents.stated import apart, as_of, day, days, entered, many, number, office, rule
from doxdocket.desk.documents.summary import FIGURES, claimant, undecided, whether_sued
from doxdocket.law.words import LABELS
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table, cells
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en

_SCALE = tuple(one for one in FIGURES if not one.startswith(("sensitive", "minors")))
_VULNERABLE = ("sensitive_persons", "sensitive_publications", "sensitive_items", "minors", "minors_under_14", "publications_under_14", "items_under_14")  # fmt: skip
_VIEWS = (
    Sentence("documents_opening.view_officer"),
    Sentence("documents_opening.view_head"),
    Sentence("documents_opening.view_chief"),
)


def preliminary(of: Material) -> Paper:
    """The report of the first investigation."""
    draft = Draft(of, "preliminary")
    waits = list(undecided(of))
    body: list[Block | None] = [
        Part([Table(_clue(of), cells("", ""))], say("documents_preliminary.part_clue")),
        Part([
            Paragraph(say("documents_preliminary.captured", told=draft.said("channels"), posts=draft.said("posts"), exposing=draft.said("posts_with_pi"))),
            Table(list(of.names.order), [Column(zh_en("documents_core.channel"), of.channel), Column(zh_en("documents_preliminary.in_scope"), lambda one: say("documents_core.yes") if of.holds(one) else say("documents_core.no"))]),
        ], say("documents_preliminary.part_channels")),
        Part([draft.pairs([*_SCALE, "views_pi"])], say("documents_preliminary.part_scale")),
        Part([draft.pairs(_VULNERABLE), Paragraph(say("documents_preliminary.vulnerable_said"))], say("documents_preliminary.part_vulnerable")),
        Part([draft.pairs(CONDUCT), Paragraph(say("documents_preliminary.acts_said"))], say("documents_preliminary.part_acts")),
        Part([Paragraph(by_how_many(draft)), Paragraph(say("documents_preliminary.lines", told=lines.in_words(one for one in lines.answered(of) if one.bound == "low") or say("documents_summary.none_met")))], say("documents_preliminary.part_public")),
        Part([Items([*waits])] if waits else [Paragraph(say("documents_summary.nothing"))], say("documents_preliminary.part_open")),
        Part([Paragraph(office(Sentence("documents_preliminary.view")))], say("documents_preliminary.part_view")),
    ]  # fmt: skip
    signatures = [zh_en("documents.prosecutor"), zh_en("documents_preliminary.checked_by")]
    return draft.paper(body, signatures=signatures, earlier=as_of(of, "S1", "S2"))


def _clue(of: Material) -> list[tuple[str, str]]:
    """Where it began."""
    told = of.rests(one for entry in entered(of, "S0") for one in entry.evidence)
    return [
        (say("documents_preliminary.clue_day"), day(of, "S0", Sentence("documents_preliminary.clue_day"))),
        (say("documents_preliminary.clue_paper"), number(of, "S0", Sentence("documents_preliminary.clue_paper"))),
        (say("documents_preliminary.clue_evidence"), told or missing(Sentence("documents_preliminary.clue_evidence"), Sentence("documents.register_procedure"))),
        (say("documents_preliminary.clue_from"), office(Sentence("documents_preliminary.clue_from"))),
        (say("documents_preliminary.files"), apart(dict.fromkeys(of.clean(row["origin"] or "") for row in of.sources)) or missing(Sentence("documents_inventory.source"), Sentence("documents.by_taking"))),
    ]  # fmt: skip


def by_how_many(draft: Draft) -> str:
    """Whether the rights of many are infringed has no number: the article, and the persons that it is to be weighed by."""
    return say(
        "documents_preliminary.many",
        rule=rule(draft.of, "cn/pipl/70"),
        persons=draft.said("persons_civil"),
        many=many(draft.of),
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
    return draft.paper([Table(rows, cells("", ""))], earlier=as_of(of, "S2"))


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
        say("documents_opening.others" if one.together else "documents_opening.channels", acts=named(one.others))
        if one.others
        else "",
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
