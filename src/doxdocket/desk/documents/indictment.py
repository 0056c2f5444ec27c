"""民事公益诉讼起诉书, a draft: parties and guardians, claims, facts, the law of each claim with who must prove what, evidence by reference.

Source: the register and the figures at the scope. Persons are masked: who signs fills in what the sealed papers hold. Left out: a choice among readings, and
any sum that nobody claimed.
"""

from collections.abc import Iterator

from doxdocket.assess.parties.account import CivilDefendant
from doxdocket.assess.procedure.account import StatedClaim
from doxdocket.desk.accounts import parties as account
from doxdocket.desk.accounts.parties_words import for_days, guardian_as, how, relation
from doxdocket.desk.documents import elements, narrative
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import as_of, day, entered, many
from doxdocket.desk.documents.summary import claimant, whether_sued
from doxdocket.interval import amount
from doxdocket.report.document import Block, Items, Paragraph, Part
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en


def paper(of: Material) -> Paper:
    """The draft."""
    draft = Draft(of, "indictment")
    facts: list[Block | None] = [
        Part([narrative.course(of, "S6"), Paragraph(_notice_over(of))], say("documents_indictment.part_course")),
        Part([narrative.accounts(of), Paragraph(say("documents_indictment.accounts_said"))], say("documents_indictment.part_accounts")),
        Part(list(narrative.exposed(draft)), say("documents_indictment.part_exposed")),
        Part(list(narrative.acts(draft)), say("documents_indictment.part_acts")),
        Part([narrative.each(of)], say("documents_indictment.part_each")),
        Part([narrative.gained(draft)], say("documents_report.gains")),
        Part([narrative.harm_of_all(of), narrative.harm_by_kind(of), narrative.harm_open(of), Paragraph(say("documents_indictment.harm_said"))], say("documents_damages.harm")),
        Part([narrative.motives(of)], say("documents_indictment.part_motives")),
        Part([narrative.subjects(of)], say("documents_indictment.part_subjects")),
    ]  # fmt: skip
    reasons: list[Block | None] = [
        Paragraph(say("documents_indictment.standing", article=elements.article(of, "cn/pipl/70"), persons=draft.said("persons_civil"), many=many(of))),
        Paragraph(say("documents_indictment.rights_said")), elements.rights(of, pleaded=True), Paragraph(say("documents_indictment.claims_said")), elements.claims(of),
        Part([*narrative.joint(of), Paragraph(say("documents_indictment.joint_said"))], say("documents_indictment.part_joint")),
        Part([elements.quotes(of, elements.relied(of, [one for _, one in elements.brought(of)])), Paragraph(say("documents_elements.quotes_said"))], say("documents_indictment.part_quotes")),
    ]  # fmt: skip
    body: list[Block | None] = [
        Paragraph(say("documents_indictment.figures_of", label=of.scope.label(of.lang))),
        Part([Paragraph(one) for one in parties(of)], say("documents_indictment.part_parties")),
        Part(claims(of), say("documents_summary.claims")),
        Part(facts, say("documents_indictment.part_facts")),
        Part([*reasons, Paragraph(_brought_by(of))], say("documents_indictment.part_reasons")),
        Part([narrative.evidence(of)], say("documents_parties.evidence")),
        Part([Items([say("documents_indictment.annex_copies"), say("documents_indictment.annex_evidence"), say("documents_indictment.annex_notice")])], say("documents_indictment.part_annexes")),
    ]  # fmt: skip
    return draft.paper(body, signatures=[zh_en("documents.prosecutor"), zh_en("documents.chief"), zh_en("documents.seal")], unsigned=say("documents_indictment.draft"), last=[to_court()], earlier=as_of(of, "S7") + _heard_later(of))  # fmt: skip


def _heard_later(of: Material) -> str:
    """That the law was chosen by a hearing entered of a later day than the suit; else nothing."""
    sued, hearing = entered(of, "S7"), of.worksheet.hearing
    later = sued and of.worksheet.hearing_from == "register" and hearing > sued[0].at
    return say("documents_indictment.heard_later", step=sued[0].at, day=hearing) if later else ""


def _brought_by(of: Material) -> str:
    """The articles of the notice, the suit and the court, as the table of the procedure has them; that of the code, whose text the rules do not hold, is a blank."""
    articles = {one.state: one.article for one in of.procedure.states}
    code = missing(Sentence("documents_indictment.code"), Sentence("documents.by_text"))
    venues = [one.article for one in of.procedure.competence if one.id == "court" and one.status == "verified"]
    venue = say("documents_indictment.venue", articles=say("marks.semicolon").join(venues)) if venues else ""
    return say("documents_indictment.brought_by", notice=articles["S5"], suit=articles["S7"], venue=venue, code=code)


def to_court() -> Paragraph:
    """To which court it goes: the signatures follow."""
    court = missing(Sentence("documents_apology.court"), Sentence("documents.by_hand"))
    return Paragraph(say("documents_indictment.to_court", court=court))


def parties(of: Material) -> Iterator[str]:
    """The office, and each party with what must be filled in of it; guardians after their wards."""
    yield say("documents_indictment.claimant", office=claimant(of))
    personal = missing(Sentence("documents_indictment.personal"), Sentence("documents.sealed_papers"))
    found = [one for one in of.parties.parties if isinstance(one, CivilDefendant)]
    if not found:
        yield missing(Sentence("documents.defendants"), Sentence("documents.register_parties"))
    for one in found:
        yield say("documents_indictment.defendant", who=f"{one.party} {one.name}{whether_sued(one)}", personal=personal)
        for guardian in of.parties.parties:
            if isinstance(guardian, CivilDefendant) or guardian.ward != one.party:
                continue
            label = guardian_as(guardian)
            if guardian.party:
                asked = say("documents_indictment.where_asked") if guardian.former == "of_age" else ""
                yield say("documents_indictment.guardian", as_=either(*label), who=f"{guardian.party} {guardian.name}", ward=one.party, relation=say("parties_words.is_the", relation=relation(guardian.relation)) + for_days(guardian), how=how(guardian).removeprefix(either(*label) + say("marks.comma_2")) + asked, personal=personal)  # fmt: skip
            else:
                whose = say("marks.in_brackets", text=relation(guardian.relation)) if guardian.relation else ""
                yield say("documents_indictment.no_guardian", as_=either(*label), ward=one.party, days=whose + for_days(guardian), guardian=missing(label, Sentence("documents.register_parties")))  # fmt: skip
        if alone := account.unguarded(of.parties, one.party):
            yield alone


def _notice_over(of: Material) -> str:
    """That the notice ran out and nobody else sued, which the office must write: a suit without it is not brought rightly."""
    ends = {str(read.last) for one in of.procedure.deadlines if one.deadline == "cn/procedure/notice" for read in one.readings if read.last}  # fmt: skip
    return say(
        "documents_indictment.notice_over",
        day=day(of, "S5", Sentence("documents_notice.day_label")),
        last=say("documents_indictment.notice_last", last=ends.pop()) if len(ends) == 1 else "",
        blank=missing(Sentence("documents_indictment.nobody_sued"), Sentence("documents.by_hand")),
    )


def claims(of: Material) -> list[Block | None]:
    """What the suit asks, as it was first stated; under a claim of damages against several, that no joint liability takes in all of them, where none does."""
    none = missing(Sentence("documents.claims"), Sentence("documents.register_procedure"))
    found: list[Block | None] = []
    for n, one in elements.brought(of):
        apart = narrative.not_all_joint(of, one.against) if one.kind == "damages" else ""
        found += [Paragraph(stated(of, n, one)), Paragraph(apart) if apart else None]
    if found and (unasked := narrative.guardians_unasked(of)):
        found.append(Paragraph(unasked))
    return found or [Paragraph(none)]


def stated(of: Material, no: int, claim: StatedClaim) -> str:
    """A claim with its number, its sum and against whom."""
    against = say("documents_indictment.against", who=say("marks.comma").join(claim.against)) if claim.against else ""
    told = say("documents_summary.yuan", amount=amount(claim.amount)) if claim.amount is not None else ""
    lacks = (
        missing(Sentence("documents_indictment.amount"), Sentence("documents.register_procedure"))
        if claim.kind in {"damages", "costs"} and claim.amount is None
        else ""
    )
    return f"{no}. {of.team(claim.text)}{told}{lacks}{against}"
