"""不公开审理申请 and 保密分级清单: why the hearing should be closed, and what of the case who may see, from the sealed original to the public edition.

Source: the run's figures of minors and sensitive information; 民法典 art. 1032, 未成年人保护法 art. 103 as the rules have them. The sealed table of codes and names is
made apart (``key``): the list says only that there is one. The article on closed hearings is none of the rules, and a blank.
"""

from collections.abc import Iterator

from doxdocket.desk.documents.draft import TITLES, Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import office, rule
from doxdocket.desk.documents.summary import claimant, defendants
from doxdocket.report.document import Block, Items, Paragraph, Part, Table, cells
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en


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


def grades(of: Material) -> Paper:
    """The list."""
    table = Table(list(_grades(of)), cells(zh_en("documents_closed.what"), zh_en("documents_closed.grade"), zh_en("documents_closed.who"), zh_en("documents_closed.why")))  # fmt: skip
    body: list[Block | None] = [Paragraph(say("documents_closed.grades_said")), table, Paragraph(say("documents_closed.sealed_table")), Paragraph(say("documents_closed.kept_by", told=office(Sentence("documents_closed.keeper"))))]  # fmt: skip
    signatures = [zh_en("documents_closed.made_by"), zh_en("documents_statistics.checked_by")]
    return Draft(of, "grades").paper(body, signatures=signatures)


def _grades(of: Material) -> Iterator[tuple[str, str, str, str]]:
    """What, of which grade, for whom, and why: the sealed first, then every document."""
    from doxdocket.desk.documents import DOCUMENTS, PUBLIC  # noqa: PLC0415 - the list of all documents, which has this one

    sealed, working = say("paper.sealed"), say("paper.working")
    yield (
        say("documents_closed.original"),
        sealed,
        say("documents_closed.original_who"),
        say("documents_closed.original_why"),
    )
    yield say("documents_closed.key"), sealed, say("documents_closed.key_who"), say("documents_closed.key_why")
    yield either(*TITLES["list"]), working, say("documents_closed.list_who"), say("documents_closed.list_why")
    for name, build in DOCUMENTS.items():
        grade = build(of).grade if name in PUBLIC else "working"
        yield either(*TITLES[name]), say(f"paper.{grade}"), *reader(name, grade)


def reader(name: str, grade: str) -> tuple[str, str]:
    """For whom a document is, and why, by the grade that it bears: one for everybody that was made after its step is for nobody else than the others are."""
    from doxdocket.desk.documents import APART, INTERNAL, PUBLIC  # noqa: PLC0415 - as above

    if name in PUBLIC and grade != "public":
        return say("documents_closed.working_who"), say("documents_closed.earlier_why")
    if name in PUBLIC:
        return say("documents_closed.public_who"), say(
            "documents_closed.apology_why" if name == "apology" else "documents_closed.public_why"
        )
    if name in APART:
        return say("documents_closed.experts_who"), say("documents_closed.experts_why")
    if name in INTERNAL:
        return say("documents_closed.internal_who"), say("documents_closed.internal_why")
    return say("documents_closed.working_who"), say("documents_closed.working_why")
