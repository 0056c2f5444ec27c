"""初步调查报告: where the clue came from, what was captured, the first scale, sensitive information and minors, and what is not known yet.

Source: the procedure as it was entered, the run's figures, the law's lines. Whether the case is to be opened is the view of who signs, and a blank until then.
"""

from operator import itemgetter

from doxdocket.desk.documents import lines
from doxdocket.desk.documents.draft import CONDUCT, Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import apart, as_of, day, entered, many, number, office, rule
from doxdocket.desk.documents.summary import FIGURES, undecided
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, say, zh_en

_SCALE = tuple(one for one in FIGURES if not one.startswith(("sensitive", "minors")))
_VULNERABLE = ("sensitive_persons", "sensitive_publications", "sensitive_items", "minors", "minors_under_14", "publications_under_14", "items_under_14")  # fmt: skip


def paper(of: Material) -> Paper:
    """The report."""
    draft = Draft(of, "preliminary")
    waits = list(undecided(of))
    body: list[Block | None] = [
        Part([Table(_clue(of), [Column("", itemgetter(0)), Column("", itemgetter(1))])], say("documents_preliminary.part_clue")),
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
