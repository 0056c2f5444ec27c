"""The annexes of the report: the list of figures, the method, each file, each person, links in doubt, the rules, the choices of this edition, how to compute it again.

Source: the run and the list of evidence. A statute stands by its article, what this program takes from it and where it was read; its text is with ``law show``.
Left out: ids of single posts that are missing (``export completeness``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.count.choices import choices
from doxdocket.desk.documents import elements, statistics
from doxdocket.desk.documents.draft import Draft
from doxdocket.desk.documents.material import Material
from doxdocket.law import rule_pages as told
from doxdocket.law import words as of_law
from doxdocket.law.kinds import kinds
from doxdocket.law.shapes import Answerable, AnyRule
from doxdocket.report import law, waterfall
from doxdocket.report.document import Block, Both, Column, Document, Drawing, Items, Paragraph, Table
from doxdocket.report.foreign import apart
from doxdocket.report.gather import minute
from doxdocket.report.paper import Paper
from doxdocket.report.words import Words
from doxdocket.words import either, say, zh_en

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
    t, zone = Words(of.lang), ZoneInfo(of.case.info.display_zone)
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
    served |= {*elements.relied(of)}
    used = [
        rule
        for rule in sorted((one.rule for one in of.book.rules), key=lambda rule: of_law.in_order(rule.provision))
        if rule.provision in asked | served or not isinstance(rule, Answerable)
    ]

    def source(rule: AnyRule) -> str:
        told_ = (told.place(rule, of.lang), told.official(rule, of.lang), told.in_force(rule, of.lang))  # fmt: skip
        return say("marks.semicolon").join(filter(None, told_))

    return Table(used, [
        Column(zh_en("documents_report.article"), "article"), Column(zh_en("documents_report.says"), lambda r: either(r.says.zh, r.says.en)),
        Column(zh_en("documents_report.read_at"), source), Column(zh_en("documents_report.rule"), "provision"),
    ])  # fmt: skip


def _choices() -> Iterator[Block | None]:
    """What the edition chose itself where no law says it, by matter, with the values in use."""
    yield Paragraph(say("documents_report.choices_said"))
    for title, rows in groupby(choices(), key=lambda c: either(c.group.zh, c.group.en)):
        yield Table(list(rows), [
            Column(zh_en("documents_report.choice"), lambda c: either(c.says.zh, c.says.en)), Column(zh_en("documents_report.choice_value"), "value"),
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
