"""案件报告: the whole case on one page in one file, the summary first, then what was found, who answers, harm, gains, damages, procedure and what is open.

Every part is that of the document of its matter, with one numbering of figures. Behind stand the annexes: the list of figures, the method, each file, each person, links in
doubt, the rules, the choices of this edition, how to compute it again. A statute stands by its article, what this program takes from it and where it was read; its text
is with ``law show``. Left out: words of posts, which leave with a reason (``summary``, ``conduct``), rows of receipts (``gains``), ids of single posts that are missing
(``export completeness``).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from doxdocket.count.choices import choices
from doxdocket.desk.accounts import figures as account
from doxdocket.desk.accounts import harm as of_harm
from doxdocket.desk.accounts import procedure as of_procedure
from doxdocket.desk.accounts.channels import channels_of
from doxdocket.desk.documents import (
    core,
    damages,
    elements,
    gains,
    harm,
    lines,
    objections,
    parties,
    statistics,
    summary,
)
from doxdocket.desk.documents.draft import TITLES, Draft
from doxdocket.desk.documents.material import Figure, Material
from doxdocket.desk.documents.statistics import kinds_of
from doxdocket.interval import determinable
from doxdocket.law import rule_pages as told
from doxdocket.law import words as of_law
from doxdocket.law.kinds import kinds
from doxdocket.law.shapes import Answerable, AnyRule
from doxdocket.pipeline.registered import entries
from doxdocket.report import law, waterfall
from doxdocket.report.document import Block, Both, Column, Document, Drawing, Fields, Items, Paragraph, Part, Table
from doxdocket.report.foreign import apart
from doxdocket.report.gather import minute
from doxdocket.report.html import page
from doxdocket.report.method import BUILD
from doxdocket.report.paper import Paper
from doxdocket.report.words import Words
from doxdocket.store.decisions import BULK, SEEN, ways
from doxdocket.words import either, named, say, zh_en

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
        Part([_case(of), *summary.body(draft, words=False)], TITLES["summary"]),
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
    return draft.paper(body, annexes=list(annexes(draft)))


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
    by_id: dict[str, list[str]] = defaultdict(list)  # an id is of one entry within its form alone
    for one, row in entries(of.case).all():
        by_id[one.id].append(row.name)
    names = {id_: found[0] for id_, found in by_id.items() if len(found) == 1}
    yield from map(gains.whole, of_procedure.on_paper(replace(of.procedure, claims=claims), lambda id_: names.get(id_, id_)))  # fmt: skip
    if drawn := of_procedure.picture(of.procedure):
        yield Drawing(drawn, say("documents_report.timeline"))


Row = Mapping[str, Any]
_LACKS = (
    "posts",
    "id_gaps",
    "unsupported",
    "undated",
    "local_clock",
    "files_missing",
    "repairs",
    "quarantined",
    "no_reading",
)
COMMANDS = ("doxdocket verify CASE", "doxdocket run CASE", "doxdocket figures CASE --json", "doxdocket report CASE")


def annexes(draft: Draft) -> Iterator[Paper]:
    """Each with its title, in their order; the list of figures last made, for it holds what the others name."""
    of = draft.of
    made: list[tuple[str, Both, Sequence[Block | None]]] = [
        ("method", zh_en("documents_report.annex_method"), statistics.body(draft, alone=False)), ("files", zh_en("documents_report.annex_files"), list(_files(of))),
        ("persons", zh_en("documents_report.annex_persons"), list(_persons(of))), ("doubts", zh_en("documents_report.annex_doubts"), list(_doubts(of))),
        ("rules", zh_en("documents_report.annex_rules"), [_rules(of)]), ("choices", zh_en("documents_report.annex_choices"), list(_choices())),
        ("again", zh_en("documents_report.annex_again"), list(_again())),
    ]  # fmt: skip
    for name, title, blocks in [("figures", zh_en("documents_report.annex_figures"), draft.figures().blocks), *made]:
        yield Paper(name, title, Document({}, blocks))


def _files(of: Material) -> Iterator[Block | None]:
    """What each file lacks of each channel, and every file with its digests."""
    t, zone = Words(of.lang), of.case.info.display_zone

    def reach(row: Row) -> str:
        first, last = (minute(row[name], zone) for name in ("first_at", "last_at"))
        at = first if first == last else f"{first}–{last}"
        return say("marks.semicolon").join(filter(None, (at or t("no_time_stated"), t(f"extent_{row['extent'] or 'mixed'}"))))  # fmt: skip

    yield Table(of.tables.missing(), [
        Column(t("serial"), lambda r: of.names.serial[r["source"]], right=True), Column(t("channel"), lambda r: of.short(r["channel_id"])), Column(t("captured_at"), reach),
        *(Column(t(name), name, right=True) for name in _LACKS),
    ], title=zh_en("documents_report.lacks"))  # fmt: skip
    yield Paragraph(say("documents_report.lacks_said"))
    sources = list(enumerate(of.case.sources(), 1))
    none, comma = t("none_stated"), t("list_comma")
    yield Table(sources, [
        Column(t("serial"), itemgetter(0), right=True), Column(t("name"), lambda r: of.set(of.names.plain[r[1].sha256])), Column(t("form"), lambda r: r[1].form or None),
        Column(t("size"), lambda r: r[1].size, right=True), Column(t("taken_at"), lambda r: minute(r[1].taken_at, zone)), Column(t("officers"), lambda r: comma.join(map(apart, r[1].officers)) or none),
        Column(t("origin"), lambda r: of.clean(r[1].origin or "") or none), Column("SHA-256 · SM3", lambda r: f"{r[1].sha256} {r[1].sm3}"),
    ], title=t("files_h"))  # fmt: skip
    few = [str(no) for no, one in sources if len(one.officers) < 2]
    yield Paragraph(t("two_officers", files=comma.join(few))) if few else None


def age_classes(person_rows: Sequence[Row], age_rows: Iterable[Row]) -> dict[str, str]:
    """The age class of each person of ``person_rows``: under age by the bounds of the figures (``age_rows``: the table ``ages``), else by its own posts.

    So that the first two classes have as many persons as minors_under_14 at its high, and the first four as many as minors.

    >>> a = dict.fromkeys(["under_14_low", "under_14_high", "under_18_low", "under_18_high"], False) | {
    ...     "counts": "high",
    ...     "person": "V1",
    ... }
    >>> age_classes([{"person": "V1", "age_low": None}], [a, a | {"under_18_high": True}])
    {'V1': 'maybe18'}
    """
    out = {p["person"]: "unknown" if p["age_low"] is None else "adult" for p in person_rows}
    classes = ("under14", "maybe14", "under18", "maybe18")
    for row in age_rows:
        if row["counts"] == "none":
            continue
        held = (row["under_14_low"], row["under_14_high"], row["under_18_low"], row["under_18_high"])
        told = next((name for name, so in zip(classes, held, strict=True) if so), None)
        known = out[row["person"]]
        if told and (known not in classes or classes.index(told) < classes.index(known)):
            out[row["person"]] = told
    return out


def _persons(of: Material) -> Iterator[Block | None]:
    """Everybody of the high, each by a code: kinds, counts, days, age."""
    t, zone = Words(of.lang), of.case.zone
    rows = of.tables.persons.to_pylist()
    ages = age_classes(rows, of.run.read("ages").to_pylist())

    def which(row: Row) -> str:
        codes = sorted(row["kinds"] or (), key=list(kinds()).index)
        return say("marks.comma").join(re.split(r"[(/（]", either(kinds()[one].zh, kinds()[one].en))[0].strip() for one in codes)  # fmt: skip

    def day(at: datetime | None) -> str:
        return t("no_date") if at is None else f"{at.astimezone(zone):%Y-%m-%d}"

    columns = [
        Column(t("code"), "person"), Column(t("role"), lambda p: t(f"role_{p['role']}")), Column(t("identifies"), lambda p: t(f"identifies_{p['identifies']}")), Column(t("kinds"), which),
        *(Column(t(name), name, right=True) for name in ("dossiers", "publications", "items", "channels")),
        Column(t("first_last"), lambda p: " ".join(dict.fromkeys((day(p["first_date"]), day(p["last_date"]))))), Column(t("age_class"), lambda p: t(f"age_{ages[p['person']]}")),
    ]  # fmt: skip
    low = (of.figure("persons", whole=True) or {}).get("low")
    yield Paragraph(say("documents_report.persons_said", n=t.number(len(rows)), low=t.number(low)))
    yield Table(rows, columns)


def _doubts(of: Material) -> Iterator[Block | None]:
    """Links between persons that wait for somebody, those that weigh most drawn."""
    t = Words(of.lang)
    found = waterfall.doubts(of.tables, t)
    yield Table(law.links_used(of.tables.links(), t), [
        Column(t("link_agree"), itemgetter(0)), Column(t("link_level"), itemgetter(1)), Column(t("link_count"), itemgetter(2), right=True),
    ], title=t("links_h"))  # fmt: skip
    yield Paragraph(t("links_caption"))
    if not found["rows"]:
        return
    yield Paragraph(found["says"] + t("doubts_note", n=t.number(found["total"]), shown=t.number(len(found["rows"]))))
    for row in found["rows"]:
        blocked = say("marks.semicolon") + t("doubts_blocked") + say("marks.colon") + row["blocked"] if row["blocked"] else ""  # fmt: skip
        yield Drawing(row["picture"], f"{row['persons']}{say('marks.colon')}{row['rule']}{say('marks.in_brackets', text=row['level'])}{blocked}{t('doubts_elsewhere') if row['elsewhere'] else ''}")  # fmt: skip


def _rules(of: Material) -> Table:
    """Every rule that a figure serves, that was asked, or on which claims and parties rest, once, with the days in which it is in force."""
    asked = {str(one["rule"]) for one in of.whole["law"]}
    served = {rule for f in of.whole["figures"] for rule in (f["rule"], *(c["rule"] for c in f.get("cites", ())))}
    served |= {*elements.relied(of, of.procedure.claims)}
    used = [
        rule
        for rule in sorted((one.rule for one in of.book.rules), key=lambda rule: of_law.in_order(rule.provision))
        if rule.provision in asked | served or not isinstance(rule, Answerable)
    ]

    def source(rule: AnyRule) -> str:
        told_ = (told.place(rule, of.lang), told.official(rule, of.lang), told.in_force(rule, of.lang))  # fmt: skip
        return say("marks.semicolon").join(filter(None, told_))

    return Table(used, [
        Column(zh_en("documents_report.article"), "article"), Column(zh_en("documents_report.says"), lambda r: named(r.says)),
        Column(zh_en("documents_report.read_at"), source), Column(zh_en("documents_report.rule"), "provision"),
    ])  # fmt: skip


def _choices() -> Iterator[Block | None]:
    """What the edition chose itself where no law says it, by matter, with the values in use."""
    yield Paragraph(say("documents_report.choices_said"))
    for title, rows in groupby(choices(), key=lambda c: named(c.group)):
        yield Table(list(rows), [
            Column(zh_en("documents_report.choice"), lambda c: named(c.says)), Column(zh_en("documents_report.choice_value"), "value"),
            Column(zh_en("documents_report.choice_place"), "place"), Column(zh_en("documents_report.choice_moves"), lambda c: say("marks.comma").join(c.moves)),
        ], title=title)  # fmt: skip


def _again() -> Iterator[Block | None]:
    """How somebody else computes it again, and checks the chain of custody."""
    yield Paragraph(say("documents_report.again"))
    yield Items(COMMANDS)
    yield Paragraph(say("documents_report.again_1"))
    yield Paragraph(say("documents_report.again_2"))
    yield Paragraph(say("documents_report.again_3"))
    yield Paragraph(say("documents_report.again_4"))
