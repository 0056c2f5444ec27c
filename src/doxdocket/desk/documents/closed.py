"""不公开审理申请: why the hearing should be closed.

Source: the run's figures of minors and sensitive information; 民法典 art. 1032, 未成年人保护法 art. 103 as the rules have them. The article on closed hearings is none of the rules, and a blank.
"""

from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import office, rule
from doxdocket.desk.documents.summary import claimant, defendants
from doxdocket.report.document import Block, Items, Paragraph, Part
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, say, zh_en


def paper(of: Material) -> Paper:
    """The application."""
    draft = Draft(of, "closed", marked=False)
    body: list[Block | None] = [
        Paragraph(say("documents_closed.to", court=office(Sentence("documents_apology.court")))),
        Paragraph(say("documents_closed.applicant", office=claimant(of), against=say("marks.semicolon").join(defendants(of)) or missing(Sentence("documents.defendants"), Sentence("documents.register_parties")))),
        Part([Paragraph(say("documents_closed.ask"))], say("documents_closed.part_ask")),
        Part([
            Paragraph(office(Sentence("documents_closed.private_label"))) if not _sure(of, "sensitive_persons") else Paragraph(say("documents_closed.private", sensitive=draft.least("sensitive_persons"), rule=rule(of, "cn/minfadian/1032"))),
            Paragraph(say("documents_closed.minors", minors=draft.least("minors"), rule=rule(of, "cn/weibao/103"))) if _sure(of, "minors") else None,
            Paragraph(say("documents_closed.again")), Paragraph(say("documents_closed.law", told=missing(Sentence("documents_closed.law_label"), Sentence("documents.by_text")))),
        ], say("documents_closed.part_reasons")),
        Part([Items(say("documents_closed.measures").splitlines())], say("documents_closed.part_measures")),
    ]  # fmt: skip
    return draft.paper(body, signatures=[zh_en("documents.seal")])


def _sure(of: Material, id_: str) -> bool:
    """Whether somebody surely is counted: of nobody nothing is asked on that ground."""
    return bool((of.figure(id_) or {}).get("low"))
