"""公告: the notice before suit in its five contents, for everybody: counts rounded, no channel, no party and no victim told.

Source: 办案规则, article 91, and 法释〔2020〕20号, article 13 (the rule of the period). The text stands on the public grade: nothing in it is more than ``rounding`` lets out.
"""

from doxdocket.assess.parties.account import CivilDefendant
from doxdocket.assess.parties.links import FIRM
from doxdocket.desk.documents.draft import Draft
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.rounding import Public
from doxdocket.desk.documents.stated import as_of, day, many, office, rule
from doxdocket.desk.documents.summary import claimant
from doxdocket.report.document import Block, Paragraph, Part
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en

FIGURES = {
    "persons_civil": Sentence("documents_notice.persons_civil"), "publications": Sentence("documents_notice.publications"), "kinds": Sentence("documents_notice.kinds"), "views_pi": Sentence("documents_notice.views_pi"),
}  # fmt: skip
"""What of the scale is told, in this order; of one that is small nothing."""


def paper(of: Material) -> Paper:
    """The notice."""
    body: list[Block | None] = [
        Paragraph(say("documents_notice.opens", office=claimant(of))),
        Part([Paragraph(facts(Public(of, "notice"))), Paragraph(say("documents_notice.harm", many=many(of, rests=True), rule=rule(of, "cn/pipl/70")))], say("documents_notice.part_facts")),
        Part([Paragraph(say("documents_notice.others"))], say("documents_notice.part_others")),
        Part([Paragraph(say("documents_notice.period"))], say("documents_notice.part_period")),
        Part([
            Paragraph(say("documents_notice.contact", told=office(Sentence("documents_notice.contact_label")))), Paragraph(say("documents_notice.phone", told=office(Sentence("documents_notice.phone_label")))),
            Paragraph(say("documents_notice.address", told=office(Sentence("documents_notice.address_label")))),
        ], say("documents_notice.part_contact")),
        Part([Paragraph(say("documents_notice.office", office=claimant(of))), Paragraph(say("documents_notice.day", day=day(of, "S5", Sentence("documents_notice.day_label"))))], say("documents_notice.part_office")),
    ]  # fmt: skip
    return Draft(of, "notice").public(body, signatures=[zh_en("documents.seal")], earlier=as_of(of, "S5"))


def facts(public: Public) -> str:
    """What happened, that channels were founded only where the register says so, with the scale as far as it may be told; a blank where no post of the scope exposes anybody."""
    if (posts := public.of.figure("posts_with_pi")) and not posts["high"]:
        return office(Sentence("documents_notice.facts_label"))
    told = public.figures(FIGURES)
    scale = say("marks.comma_2").join(f"{either(*FIGURES[name])}{n}" for name, n in told.items())
    founded = say("documents_notice.founded" if _founded(public.of) else "documents_notice.posted")
    return say("documents_notice.facts", did=founded) + (say("documents_notice.scale", told=scale) if scale else "")


def _founded(of: Material) -> bool:
    """Whether the register says of a channel of the scope that somebody sued here founded it, by an account that is firmly put to that one: to the defendant of the scope where it is of one."""
    civil = {one.party for one in of.parties.parties if isinstance(one, CivilDefendant) and of.who in {"", one.party}}
    return any(
        role.role == "creator" and role.channel in of.scope.channels
        for account in of.parties.accounts
        if any(one.link.grade in FIRM and one.link.defendant in civil for one in account.links)
        for role in account.roles
    )
