"""保密分级清单: which document is for whom, and what of the case who may see, from the sealed original to the public edition.

The sealed table of codes and names is made apart (``key``): the list says only that there is one.
"""

from collections.abc import Callable, Iterator, Mapping

from doxdocket.desk.documents.draft import TITLES, Draft
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import office
from doxdocket.report.document import Block, Paragraph, Table, cells
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en

WORDS = frozenset(("summary", "conduct", "exhibits", "investigation", "indictment"))
"""Those in which masked words of posts stand: they leave with a reason."""
PUBLIC = frozenset(("notice", "apology", "public"))
"""Those that are for everybody: rounded, and their data hold no figure."""
INTERNAL = frozenset(("preliminary", "opening_form", "examination", "plan", "grades", "investigation", "objections"))
"""Those that stay in the office: views, and whom to visit where."""
APART = frozenset(("experts",))
"""Those for others than the parties."""


def grades(of: Material, documents: Mapping[str, Callable[[Material], Paper]]) -> Paper:
    """The list; ``documents``: all of them, this one among them."""
    table = Table(list(_grades(of, documents)), cells(zh_en("documents_closed.what"), zh_en("documents_closed.grade"), zh_en("documents_closed.who"), zh_en("documents_closed.why")))  # fmt: skip
    body: list[Block | None] = [Paragraph(say("documents_closed.grades_said")), table, Paragraph(say("documents_closed.sealed_table")), Paragraph(say("documents_closed.kept_by", told=office(Sentence("documents_closed.keeper"))))]  # fmt: skip
    signatures = [zh_en("documents_closed.made_by"), zh_en("documents_statistics.checked_by")]
    return Draft(of, "grades").paper(body, signatures=signatures)


def _grades(of: Material, documents: Mapping[str, Callable[[Material], Paper]]) -> Iterator[tuple[str, str, str, str]]:
    """What, of which grade, for whom, and why: the sealed first, then every document."""
    sealed, working = say("paper.sealed"), say("paper.working")
    yield (
        say("documents_closed.original"),
        sealed,
        say("documents_closed.original_who"),
        say("documents_closed.original_why"),
    )
    yield say("documents_closed.key"), sealed, say("documents_closed.key_who"), say("documents_closed.key_why")
    yield either(*TITLES["list"]), working, say("documents_closed.list_who"), say("documents_closed.list_why")
    for name, build in documents.items():
        grade = build(of).grade if name in PUBLIC else "working"
        yield either(*TITLES[name]), say(f"paper.{grade}"), *reader(name, grade)


def reader(name: str, grade: str) -> tuple[str, str]:
    """For whom a document is, and why, by the grade that it bears: one for everybody that was made after its step is for nobody else than the others are."""
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
