"""案件报告: the whole case on one page in one file, the summary first, then what was found, who answers, harm, gains, damages, procedure and what is open.

Every part is that of the document of its matter, with one numbering of figures; rows, hashes, rules and the method stand in annexes behind. Left out: words of
posts, which leave with a reason (``summary``, ``conduct``), and rows of receipts (``gains``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from doxdocket.desk.accounts import figures as account
from doxdocket.desk.accounts import harm as of_harm
from doxdocket.desk.accounts import procedure as of_procedure
from doxdocket.desk.accounts.channels import channels_of
from doxdocket.desk.documents import core, damages, gains, harm, lines, objections, parties, report_annexes, summary
from doxdocket.desk.documents.draft import Draft
from doxdocket.desk.documents.material import Figure, Material
from doxdocket.desk.documents.statistics import kinds_of
from doxdocket.interval import determinable
from doxdocket.report.document import Block, Drawing, Fields, Items, Paragraph, Part
from doxdocket.report.foreign import apart
from doxdocket.report.html import page
from doxdocket.report.method import BUILD
from doxdocket.report.paper import Paper
from doxdocket.report.words import Words
from doxdocket.store.decisions import BULK, SEEN, ways
from doxdocket.words import say, zh_en

TITLE = zh_en("documents_report.title")
_FOOT = 8
"""Hex digits of each digest on the foot of every printed page; the annex has them whole."""


def write(of: Material, gate: Callable[[str, bytes], None]) -> Any:
    """Make the page of the current run and release it in the folder ``out`` of the case, which logs its digest; its path.

    ``gate``: refuses what must not leave, by name and bytes (``desk.releasing``).
    """
    name = f"report-{of.run.run_id}.{'zh-CN' if of.lang == 'zh' else of.lang}.html"
    data = page(paper(of), "zh" if of.lang == "zh" else "en", foot(of)).encode()
    gate(name, data)
    return of.case.release(name, data)


def foot(of: Material) -> str:
    """The build in one line: version and rules whole, of the rest the first digits."""
    build, t = of.tables.build, Words(of.lang)
    short = {name: str(build[name])[:_FOOT] if build[name] else t("unsaid") for name in BUILD}
    return t("build_foot", software=build["software"], rules=build["rules"], **short)


def paper(of: Material) -> Paper:
    """The report."""
    draft = Draft(of, "report")
    body: list[Block | None] = [
        Part([_case(of), *summary.body(draft, words=False)], summary.TITLE),
        Part(list(_found(draft)), say("documents_report.found")),
        Part([lines.standards(of)], say("documents_report.law")),
        Part(list(_channels(draft)), say("documents_report.channels")),
        Part(parties.body(draft), say("documents_report.parties")),
        Part([*harm.body(draft, alone=False), *_contacts(of)], say("documents_report.harm")),
        Part([*gains.body(draft, alone=False), Paragraph(say("documents_report.rows_in_gains"))], say("documents_report.gains")),
        Part(damages.body(draft, alone=False), say("documents_report.damages")),
        Part(list(_procedure(of)), say("documents_report.procedure")),
        Part(list(objections.points_of(of)), say("documents_report.points")),
    ]  # fmt: skip
    return draft.paper(TITLE, body, annexes=list(report_annexes.annexes(draft)))


def _case(of: Material) -> Fields:
    """Which case, whose, and on how many decisions it rests; how those that stand were made, where any was made at the desk."""
    t, info, made = Words(of.lang), of.case.info, of.case.decisions()
    told = t("decisions_count", n=len(made), undone=sum(one.undone_by is not None for one in made)) if made else t("none")  # fmt: skip
    how = ways(one for one in made if one.undone_by is None)
    return Fields({
        t("case_id"): info.id, t("case_title"): of.clean(info.title) or t("none_stated"), t("officers"): t("list_comma").join(map(apart, info.officers)) or t("none_stated"),
        t("decisions_n"): told + (t("decisions_how", **how) if how[SEEN] or how[BULK] else ""), t("zone"): info.display_zone,
    })  # fmt: skip


def _found(draft: Draft) -> Iterator[Block | None]:
    """What is missing, before any number; the figures; kinds; what nobody can tell; the expected miss; what samples say."""
    of, every = draft.of, draft.of.whole["figures"]
    listed = [one for one in every if "." not in one["id"] and one["id"] not in {"completeness", "ratio"}]
    yield Part([account.missing(every, of.of_tables)], say("documents_report.missing"))
    yield Part([draft.pairs([one["id"] for one in listed]), Paragraph(say("documents_summary.figures_said"))], say("documents_report.figures"))  # fmt: skip
    yield Part([kinds_of(draft)], say("documents_report.kinds"))
    unknown = [one for one in listed if not determinable(one)]
    yield Part([account.unknown(unknown)], say("documents_report.unknown")) if unknown else None
    yield Part([account.missed_told(of.whole.get("missed", ())), account.estimates(listed), *account.sampled(of.whole), _unaccepted(of, listed)], say("documents_report.errors"))  # fmt: skip


def _unaccepted(of: Material, figures: Sequence[Figure]) -> Items:
    """The figures that rest on what a sample did not accept."""
    said: dict[str, list[str]] = {}
    for one in figures:
        if told := one.get("acceptance"):
            said.setdefault(told["says_en" if of.lang == "en" else "says"], []).append(account.text_of(one, "label"))
    return Items([f"{says}{say('marks.colon')}{say('marks.comma').join(labels)}" for says, labels in said.items()])


def _channels(draft: Draft) -> Iterator[Block | None]:
    found = channels_of(draft.of.case)
    if found is None:
        yield Paragraph(say("documents_core.none"))
        return
    yield from core.body(draft, found, alone=False)
    if "network" in found.pictures:
        yield Drawing(found.pictures["network"], Words(draft.of.lang)("core_network_note"))


def _contacts(of: Material) -> Iterator[Block]:
    if of.worksheet.contacts.rows:
        yield Drawing(Markup(of_harm.picture(of.worksheet)), say("documents_report.contacts"))  # noqa: S704 - drawn by report


def _procedure(of: Material) -> Iterator[Block | None]:
    claims = [replace(one, text=of.team(one.text)) for one in of.procedure.claims]
    yield from map(gains.whole, of_procedure.on_paper(replace(of.procedure, claims=claims)))
    if drawn := of_procedure.picture(of.procedure):
        yield Drawing(drawn, say("documents_report.timeline"))
