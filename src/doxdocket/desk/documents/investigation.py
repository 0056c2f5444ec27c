"""调查终结报告: what was found of each fact that 办案规则 art. 86 asks for, with evidence, counts, who is liable on which elements, and damages.

Source: the accounts; order and headings follow the article. The opinion how to go on (art. 89) is a blank for the prosecutor. Left out: rows and grounds, which
the documents it names hold.
"""

from doxdocket.count.catalogue import catalogue
from doxdocket.desk.accounts import gains as of_gains
from doxdocket.desk.accounts import parties as account
from doxdocket.desk.accounts.figures import missing as lacking_told
from doxdocket.desk.accounts.ladder import applied
from doxdocket.desk.documents import damages, elements, narrative
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.gains import whole
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.parties import untitled
from doxdocket.desk.documents.stated import as_of, out_of_order
from doxdocket.desk.documents.summary import contested, undecided
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, named, say, zh_en

EXCUSES = (
    "cn/pipl/13",
    "cn/pipl/27",
    "cn/minfadian/1036",
    "cn/minfadian/1036-2",
    "cn/minfadian/1025",
    "cn/pipl/72",
    "cn/minfadian/1188-1-less",
)
"""What may free somebody of liability or lessen it: a lawful basis, information made public, consent, family affairs, care taken."""


def paper(of: Material) -> Paper:
    """The report."""
    draft = Draft(of, "investigation")
    no_defendant = Paragraph(missing(Sentence("documents.defendants"), Sentence("documents.register_parties")))
    facts: list[Block | None] = [
        Part([untitled(account.of_defendants(of.parties.defendants)) if of.parties.defendants else no_defendant, narrative.accounts(of), narrative.subjects(of)], say("documents_investigation.part_1")),
        Part([*narrative.exposed(draft), *narrative.acts(draft), narrative.gained(draft)], say("documents_investigation.part_2")),
        Part([Paragraph(say("documents_investigation.kinds_of_harm")), narrative.harm_of_all(of), narrative.harm_by_kind(of), narrative.harm_open(of), _repair(of)], say("documents_investigation.part_3")),
        Part([narrative.order_in_time(of), narrative.earlier(of), Paragraph(say("documents_investigation.cause"))], say("documents_investigation.part_4")),
        Part([narrative.motives(of), Paragraph(say("documents_investigation.fault", pi=elements.article(of, "cn/pipl/69-1"), other=elements.article(of, "cn/minfadian/1165-1")))], say("documents_investigation.part_5")),
        Part([_excuses(of)], say("documents_investigation.part_6")),
        Part([_open(of)], say("documents_investigation.part_7")),
    ]  # fmt: skip
    body: list[Block | None] = [
        Part([narrative.course(of, "S4"), Paragraph(say("documents_investigation.course_said"))], say("documents_investigation.part_course")),
        Part(facts, say("documents_investigation.part_facts")),
        Part([narrative.evidence(of), Paragraph(say("documents_investigation.evidence_said")), lacking_told(of.whole["figures"], of.of_tables)], say("documents_investigation.part_evidence")),
        Part([draft.pairs([one for one in catalogue().headline if one != "ratio"]), Paragraph(say("documents_investigation.counts_said"))], say("documents_investigation.part_counts")),
        Part([elements.rights(of), *narrative.joint(of), _named(of), Paragraph(say("documents_investigation.liable_said"))], say("documents_investigation.part_liable")),
        Part([whole(of_gains.sums_told(of.gains.sums, ("before", "after"))), of_gains.none_told(of.case, of.gains.sums), *_damages(of)], say("documents_investigation.part_damages")),
        Part([elements.claims(of)], say("documents_investigation.part_claims")) if of.procedure.claims else None,
        Part([Paragraph(say("documents_investigation.opinion_said")), Paragraph(missing(Sentence("documents_investigation.opinion"), Sentence("documents.by_hand")))], say("documents_investigation.part_opinion")),
    ]  # fmt: skip
    signatures = [
        zh_en("documents.prosecutor"),
        zh_en("documents_preliminary.checked_by"),
        zh_en("documents_investigation.approved"),
    ]
    return draft.paper(body, signatures=signatures, earlier=as_of(of, "S4", "S5"))


def _repair(of: Material) -> Block:
    """What repair costs, as it was entered."""
    rows = next(one.entries for one in of.worksheet.factors if one.id == "repair")
    return Table(rows, [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_investigation.repair"), lambda e: of.team(e.says)),
        Column(zh_en("documents_gains.amount"), lambda e: damages.money(e.amount), right=True), Column(zh_en("documents_parties.evidence"), lambda e: of.rests(e.evidence) or None),
    ], none=missing(Sentence("documents_investigation.repair"), Sentence("documents.register_harm")))  # fmt: skip


def _excuses(of: Material) -> Table:
    """What may free of liability or lessen it: what the rule says, what it answers, which facts nobody has stated."""
    return Table(EXCUSES, [
        Column(zh_en("documents_report.article"), lambda one: elements.article(of, one)), Column(zh_en("documents_investigation.says"), lambda one: named(elements.rule(of, one).says)),
        Column(zh_en("documents_damages.answer"), lambda one: elements.answer(of, one)), Column(zh_en("documents_investigation.to_find"), lambda one: say("marks.semicolon").join(either(*fact) for fact in elements.unknown(of, [one])) or None),
    ])  # fmt: skip


def _open(of: Material) -> Block:
    """What else was to be found out, and what waits for a person."""
    told = [
        *out_of_order(of),
        *undecided(of),
        *(
            [say("documents_summary.contested_open", told=say("marks.comma").join(points))]
            if (points := contested(of))
            else []
        ),
        *dict.fromkeys(
            f"{getattr(row, 'defendant', '') or getattr(row, 'actor', '')} {account.open_point(row)}".strip()
            for row in of.parties.open
        ),
    ]
    return Items(told) if told else Paragraph(say("documents_parties.nothing_open"))


def _named(of: Material) -> Block | None:
    """Who is to be named as a party."""
    return untitled(account.of_parties(of.parties.parties)) if of.parties.parties else None


def _damages(of: Material) -> list[Block | None]:
    """Which step applies under which reading, the ceiling, and the ranges that persons chose."""
    found = of.worksheet
    steps = [
        f"{named(one)}{say('marks.colon')}{applied(one, articles=True)}" for one in found.ladder.found.readings
    ] or [missing(Sentence("documents_damages.determinable"), Sentence("documents.register_harm"))]
    return [Items(steps), Paragraph(say("documents_damages.choose")), *damages.ranges(of, found)]
