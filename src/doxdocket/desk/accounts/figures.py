"""The figures of a case: what is missing, which comes before any number, the numbers with their bounds, and the lines of the law.

Left out: choosing a value, which is a decision (``decide figure.value``).

>>> bounds({"low": 3, "estimate": 5, "high": 9}), bounds({"low": 7, "estimate": 7, "high": 7})
('3 – 5 – 9', '7')
>>> bounds({"low": None, "estimate": None, "high": None})
'—'
"""

# ruff: noqa: PLC0415 - a function imports the rooms it needs when it is asked: commands take words from here as they start

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict

from doxdocket.desk.accounts import OfRun, reviewed
from doxdocket.desk.accounts.reviewed import Sampling
from doxdocket.interval import amount, determinable, told
from doxdocket.report.document import Block, Column, Document, Heading, Items, Paragraph, Part, Said, Table, cells
from doxdocket.words import Both, coded, either, lang, say, zh_en

if TYPE_CHECKING:
    from doxdocket.law.rules import Book
    from doxdocket.store.case import Case

Figure = Mapping[str, Any]
_YUAN = frozenset(("元", "yuan"))


def text_of(row: Figure, name: str) -> str:
    """A text of a figure in the language of this call."""
    return str(row.get(f"{name}_en" if lang() == "en" else name) or row.get(name) or "")


def shown(value: object) -> str:
    """A number as a person reads it; nothing known is a dash, never 0."""
    if value is None:
        return "—"
    return told(value) if isinstance(value, int | str) else str(value)


def said(figure: Figure, name: str) -> str:
    """A bound or the value of a figure; money with its cents."""
    value = figure[name]
    return amount(Decimal(value)) if value is not None and figure.get("unit") in _YUAN else shown(value)


def bounds(figure: Figure) -> str:
    """Low, estimate, high; one number when they agree."""
    parts = [said(figure, name) for name in ("low", "estimate", "high")]
    return parts[0] if len(set(parts)) == 1 else " – ".join(parts)


STATUS = {"machine": "按规则计", "reviewed": "已核", "outdated": "已核，但已不在界内"}
MISSING = coded("results_missing")
READINGS = {"U_set": "items_set", "U_person": "items_person", "U_field": "items_field"}


def figure_page(
    data: Mapping[str, Any], book: "Book", apart: Mapping[str, int] = MappingProxyType({})
) -> list[Block | None]:
    """Completeness, the figures, the lines of the law, what cannot be told, and notes; ``book``: the rules of the case."""
    every: list[Figure] = data["figures"]
    known = [f for f in every if determinable(f)]
    return [
        missing(every, apart), _waiting(data.get("hints", ())), beside_core(data), figure_table(known), beside_high(data.get("missed", ())), estimates(known), missed_told(data.get("missed", ())), law_lines(data["law"], book),
        unknown([f for f in every if not determinable(f) and f["id"] != "completeness"]), *sampled(data),
        _notes([f for f in known if text_of(f, "note")]), zh_en("results.why_doxdocket_explain_case_id"),
    ]  # fmt: skip


def short_page(
    data: Mapping[str, Any], book: "Book", case: str, apart: Mapping[str, int] = MappingProxyType({})
) -> "list[Block | None]":
    """What is missing, the headline figures, the lines of the law that answer something, and how to see the rest."""
    from doxdocket.count.scope import headline, unread_outside

    every: list[Figure] = data["figures"]
    blocks: list[Block | None] = [missing(every, apart), _waiting(data.get("hints", ()))]
    if (found := headline(data)) is None:
        blocks.append(_headline(every))
    else:
        core, pairs = found
        note = zh_en("results.one_person_one_set_is")
        columns = [
            Column(text_of(core, "label"), lambda pair: short(pair[0]), right=True),
            Column(zh_en("results.all_captures"), lambda pair: short(pair[1]), right=True),
        ]
        blocks += [
            Table(pairs, [*_named(itemgetter(1)), *columns, Column(zh_en("assess_gains.unit"), lambda pair: unit(pair[1]))]),
            Paragraph(zh_en("results.no_post_outside_core_channels", note=note) if unread_outside(data) else note),
        ]  # fmt: skip
    blocks += [
        beside_high(data.get("missed", ())), _answered(data["law"], book),
        *sampled(data), zh_en("results.rest_is_with_all", n=len(every), case=case),
    ]  # fmt: skip
    return blocks


_UNITS = {both[0]: both for both in coded("units").values()}


def unit(figure: Figure) -> tuple[str, str]:
    """What a figure counts; figures themselves carry the Chinese word."""
    return _UNITS.get(figure["unit"], (figure["unit"], figure["unit"]))


def _named(figure: Callable[[Any], Figure]) -> list[Column]:
    return [Column(zh_en("law_cases.id"), lambda row: figure(row)["id"]),
            Column(zh_en("results.headline_figures_low_estimate_high"), lambda row: text_of(figure(row), "label") + mark_of(figure(row)))]  # fmt: skip


def _headline(figures: Sequence[Figure]) -> Table:
    """The headline figures of one scope."""
    from doxdocket.count.catalogue import catalogue

    found = {f["id"]: f for f in figures if determinable(f)}
    rows = [found[id_] for id_ in catalogue().headline if id_ in found]
    return Table(
        rows,
        [
            *_named(lambda row: row),
            Column(zh_en("results.low_estimate_high"), short, right=True),
            Column(zh_en("assess_gains.unit"), unit),
        ],
    )


def short(figure: Figure) -> str:
    """The bounds and the value that a person picked, as ``decimals``."""
    return decimals(_with_value(figure))


def decimals(told: str) -> str:
    """Fractions in a text to three places, cut off so that none reaches a threshold which it is below.

    >>> decimals("89/200 – 13779/5000")
    '0.445 – 2.755'
    """
    from fractions import Fraction

    from doxdocket.report.words import decimal

    return re.sub(r"(?<![0-9])[0-9]++/[0-9]++", lambda found: decimal(Fraction(found[0])), told)


def _answered(law: Sequence[Mapping[str, Any]], book: "Book") -> Part:
    """The lines that answer something at a bound, by reading where the readings differ; of the others, how many."""
    from doxdocket.law import words

    found: dict[str, dict[str, str]] = {}
    for a in law:
        found.setdefault(str(a["rule"]), {})[a["reading"]] = _answer(a)
    told = {a["rule"] for a in law if {a["answer_low"], a["answer_high"]} != {"not determinable"}}
    named = words.apart({str(a["rule"]): str(a["article"]) for a in law if a["rule"] in told}, book, lang())

    def answers(rule: str) -> str:
        each = found[rule]
        if len(set(each.values())) == 1:
            return next(iter(each.values()))
        return say("marks.semicolon").join(
            f"{say('results.by')} {READINGS.get(one, one)}{say('marks.colon')}{said}" for one, said in each.items()
        )

    lines = Table(
        [one for one in found if one in told],
        [Column(zh_en("results.lines_low_high"), named.__getitem__), Column("", answers)],
    )
    rest = len(found) - len(told)
    return Part(
        [
            lines,
            zh_en("results.comparison_with_lines_not_legal") if told else None,
            zh_en("results.lines_not_determinable", n=rest) if rest else None,
        ]
    )


def short_scope(data: Mapping[str, Any], book: "Book", case: str) -> "list[Block | None]":
    """The same of one scope."""
    return [
        *scope_page(data, book)[:4], _headline(data["figures"]), beside_high(data.get("missed", ())), zh_en("results.lines_are_asked_with_figures"), _answered(data["law"], book),
        zh_en("results.rest_is_with_all", n=len(data["figures"]), case=case),
    ]  # fmt: skip


def _waiting(hints: Sequence[Mapping[str, Any]]) -> Paragraph | None:
    """How many hints wait for an answer, by kind, and what they keep out of the low."""
    from doxdocket.count import waiting

    told = zh_en("results.hints_open", n=sum(one["open"] for one in hints), told=waiting.said(hints))
    return Paragraph(told) if hints else None


def beside_core(data: Mapping[str, Any]) -> Part | None:
    """The headline figures of the core channels beside those of all captures; nothing where no core is known."""
    from doxdocket.count.scope import headline, unread_outside

    found = headline(data)
    if found is None:
        return None
    core, pairs = found
    columns = [
        Column(zh_en("results.headline_figures_low_estimate_high"), lambda pair: text_of(pair[1], "label") + mark_of(pair[1])),
        Column(text_of(core, "label"), lambda pair: _with_value(pair[0]), right=True),
        Column(zh_en("results.all_captures"), lambda pair: _with_value(pair[1]), right=True), Column(zh_en("assess_gains.unit"), lambda pair: unit(pair[1])),
    ]  # fmt: skip
    note = zh_en("results.one_person_one_set_is")  # fmt: skip
    if unread_outside(data):
        note = zh_en("results.no_post_outside_core_channels", note=note)  # fmt: skip
    return Part([Table(pairs, columns), Paragraph(note), Items(core["channels"], indent="  ")])


def _with_value(figure: Figure) -> str:
    """The bounds, and the value that a person picked."""
    from doxdocket.count import decided_values

    told = ("", "") if figure["value"] is None else decided_values.said(said(figure, "value"), figure["status"])
    return bounds(figure) + either(*told)


def scope_page(data: Mapping[str, Any], book: "Book") -> list[Block | None]:
    """The figures and lines of one scope."""
    head = say("results.scope", label=(data["label"], data["label_en"])) + (
        "" if data["scope"] == "core" else say("marks.in_brackets", text=(BASIS[data["basis"]], data["basis"]))
    )
    return [
        Items(data["channels"], title=head, indent="  "), Paragraph((data["note"], data["note_en"])) if data["note"] else None, missing(data["figures"]), _waiting(data.get("hints", ())), figure_table([f for f in data["figures"] if determinable(f)]), beside_high(data.get("missed", ())),
        zh_en("results.lines_are_asked_with_figures"),
        law_lines(data["law"], book), missed_told(data.get("missed", ())),
    ]  # fmt: skip


BASIS = {"captured": "按采集", "decided": "经认定", "partly": "部分认定", "proposed": "机器建议", "register": "按登记"}
"""Who says what is in a scope."""


def figure_table(figures: list[Figure]) -> Table:
    """All figures with their bounds, rules and articles."""
    from doxdocket.count.cites import of

    return Table(figures, [
        Column(zh_en("law_cases.id"), "id"), Column(zh_en("damages_said.figure"), lambda f: text_of(f, "label")), Column(zh_en("results.low_estimate_high"), bounds, right=True),
        Column(zh_en("results.value_2"), "value", right=True), Column(zh_en("assess_gains.unit"), unit), Column(zh_en("results.status"), lambda f: either(STATUS.get(f["status"], f["status"]), f["status"]) + mark_of(f)),
        Column(zh_en("results.rule_and_article"), lambda f: "  ".join(one for one in (f["rule"], of(f, lang())) if one)),
    ], none=None)  # fmt: skip


def mark_of(figure: Figure) -> str:
    """That a sample of what the figure is built of failed or is unfinished."""
    from doxdocket.sample.estimates import STATES

    state = (figure.get("acceptance") or {}).get("state")
    return say("marks.with_semicolon", text=STATES[state]) if state else ""


def estimates(figures: Sequence[Figure]) -> Table:
    """What samples say, beside the bounds and apart from them: another interval, which is of how much was got wrong or missed."""
    from doxdocket.sample.estimates import FAULTS, ends, state_of
    from doxdocket.sample.settings import settings

    def what(part: Mapping[str, Any]) -> str:
        if "population" not in part:
            return say("results.estimated_in_all")
        about, fault = settings().populations[part["population"]], FAULTS[part["fault"]]
        old = "" if part["current"] else say("results.not_of_current_result")
        return say("results.about_fault", about=about, fault=fault) + old

    def state(part: Mapping[str, Any]) -> str:
        return either((said := state_of(part)).zh, said.en) if "verdict" in part else ""

    told = [(f, f.get("estimated") or {"total": None, "parts": ()}) for f in figures]
    rows = [(f, part) for f, both in told for part in (both["total"], *both["parts"]) if part]
    return Table(rows, [
        Column(zh_en("law_cases.id"), lambda row: row[0]["id"]), Column(zh_en("results.low_estimate_high"), lambda row: bounds(row[0]), right=True),
        Column(zh_en("results.sample"), lambda row: row[1]["plan"]), Column(zh_en("results.what_is_estimated"), lambda row: what(row[1])),
        Column(zh_en("results.of"), lambda row: row[1].get("of", "") if "verdict" in row[1] else "", right=True),
        Column(zh_en("results.interval_of_sample_no_bound"), lambda row: ends(row[1]), right=True), Column(zh_en("results.rule"), lambda row: state(row[1])),
    ])  # fmt: skip


def missed_told(rows: Sequence[Mapping[str, Any]]) -> Part | None:
    """The expected miss beside the bounds, which hold none of it: by family of kinds and by form."""
    from doxdocket.law import classes

    heads = zh_en("results.expected_miss_in_no_bound"), zh_en("results.missed"), zh_en("results.by_form_missed_there")
    told = [[*row] for row in classes.told_missed(rows)]
    return Part([Table(told, cells(*heads)), Paragraph(classes.words_of_missed().says)]) if told else None


def beside_high(rows: Sequence[Mapping[str, Any]], *, families: bool = True) -> Paragraph | None:
    """That no high holds what was missed, and how much that is expected to be, by family of kinds or in all alone; ``rows``: ``missed`` of the run."""
    from doxdocket.law import classes

    said = classes.beside_high(rows, families=families)
    return None if said is None else Paragraph((said.zh, said.en))


def lacks(figure: Figure | None, apart: Mapping[str, int]) -> dict[str, int | None]:
    """What is missing, by item, without what is of files read as transactions or contacts (``apart``, ``pipeline.registered.of_tables``).

    >>> lacks({"value": {"quarantined": 3, "unread": None}}, {"quarantined": 2})
    {'quarantined': 1, 'unread': None}
    """
    parts: Mapping[str, int | None] = (figure or {}).get("value") or {}
    return {name: None if n is None else max(n - apart.get(name, 0), 0) for name, n in parts.items()}


def missing(figures: Sequence[Figure], apart: Mapping[str, int] = MappingProxyType({})) -> Part:
    """What is missing, which comes before any number; of what was looked for and not found, only how much. ``apart``: as `lacks` takes it."""
    figure = next(f for f in figures if f["id"] == "completeness")
    parts = lacks(figure, apart)
    names = [name for name in MISSING if name in parts] + [name for name in parts if name not in MISSING]
    found: list[tuple[Said, object]] = [
        (MISSING.get(name, (name, name)), parts[name]) for name in names if parts[name] != 0
    ]
    found.append((say("results.other", names=len(names) - len(found)), 0))
    if read := sum(n for name, n in apart.items() if name in parts):
        found.append((zh_en("results.files_read_as_tables"), read))
    columns = [Column("", itemgetter(0)), Column("", itemgetter(1), right=True)]
    return Part([Heading(text_of(figure, "label")), Part([Table(found, columns)], indent="  ")])


def law_lines(law: Sequence[Mapping[str, Any]], book: "Book") -> Part | None:
    """A row a rule, at both bounds, under each reading of what one 条 is; once for a rule that hangs on no reading."""
    from doxdocket.law import words

    found = {(a["rule"], a["reading"]): a for a in law}
    named = words.apart({str(a["rule"]): str(a["article"]) for a in law}, book, lang())
    heads: Mapping[str, Said] = {"": zh_en("results.by_no_reading")} | {
        key: f"{say('results.by')} {name}" for key, name in READINGS.items()
    }
    by_reading = [Column(head, partial(_under, found, key)) for key, head in heads.items()]
    columns = [Column(zh_en("results.lines_low_high"), named.__getitem__), *by_reading]
    return (
        Part(
            [
                Table(list(named), columns),
                zh_en("results.comparison_with_lines_not_legal"),
            ]
        )
        if named
        else None
    )


def _under(found: Mapping[tuple[str, str], Mapping[str, Any]], reading: str, rule: str) -> str:
    return _answer(found[rule, reading]) if (rule, reading) in found else ""


def _answer(answer: Mapping[str, Any]) -> str:
    from doxdocket.law.words import answer_of

    low, high = (answer_of(answer["rule"], answer[end], lang()) for end in ("answer_low", "answer_high"))
    return low if low == high else f"{low}/{high}"


def sampled(data: Mapping[str, Any]) -> Sequence[Block]:
    """What samples of the findings were drawn and what they say; nothing where none was."""
    return reviewed.page(data["sampling"]) if "sampling" in data else ()


def unknown(figures: Sequence[Figure]) -> Table:
    """Figures that these captures cannot tell, with the reason; never 0."""
    return Table(figures, [Column(zh_en("assess_points.not_determinable"), "id"), Column("", lambda f: text_of(f, "label")), Column("", lambda _: None),
                           Column(zh_en("results.why"), lambda f: text_of(f, "note"))])  # fmt: skip


def _notes(figures: list[Figure]) -> Part | None:
    """What is said of figures, each once, after the figures of which it is said."""
    said: dict[str, list[str]] = {}
    for f in figures:
        said.setdefault(text_of(f, "note"), []).append(f["id"])
    told = [Paragraph(f"{say('marks.comma').join(ids)}{say('marks.colon')}{note}") for note, ids in said.items()]
    return Part([zh_en("results.notes"), *told]) if told else None


class Cite(TypedDict):
    """A rule that a figure serves."""

    rule: str
    article: str
    subject: str
    marks: list[Both]
    """What is to be known of the rule, such as that its text is not checked."""


class FigureTold(TypedDict):
    """A figure; low, estimate and high are null where it has no bounds, all of them and ``value`` where it cannot be told."""

    id: str
    label: str
    label_en: str
    unit: str
    low: int | str | None
    estimate: int | str | None
    high: int | str | None
    value: object
    adopts: NotRequired[str]
    status: str
    rule: str
    article: str
    cites: list[Cite]
    rows: dict[str, object] | None
    note: str
    note_en: str
    scope: str
    sampled: NotRequired[dict[str, object] | None]
    estimated: NotRequired[dict[str, object] | None]
    acceptance: NotRequired[dict[str, object] | None]


Met = Literal["met", "not met", "not determinable"]


class Line(TypedDict):
    """What a rule answers at both bounds."""

    rule: str
    article: str
    reading: str
    outcome: str
    answer_low: Met
    answer_high: Met
    inputs: dict[str, dict[str, str]]
    missing: list[str]
    share_low: str | None
    share_high: str | None
    on: str | None


class LawCounts(TypedDict):
    """What the rules were asked with."""

    since: str | None
    on: str | None
    readings: dict[str, object]
    beside: dict[str, object]
    at_least: NotRequired[dict[str, int | str]]


class Hinted(TypedDict):
    """Open questions of posts of one kind, with the publications that they keep out of the low and that a yes would take out of every bound."""

    hint: str
    label: str
    label_en: str
    open: int
    kept_from_low: int
    yes_takes: int


class Scope(TypedDict):
    """The figures and lines of one scope."""

    scope: str
    label: str
    label_en: str
    basis: Literal["captured", "decided", "partly", "proposed", "register"]
    channels: list[str]
    note: str
    note_en: str
    figures: list[FigureTold]
    law: list[Line]
    law_counts: LawCounts
    hints: list[Hinted]


class Missed(TypedDict):
    """The expected miss of a family of kinds in a form."""

    family: str
    form: str
    missed: int
    of: int


class Asked(Scope, OfRun):
    """One scope, asked for."""

    sampling: NotRequired[Sampling]
    missed: NotRequired[list[Missed]]


class Figures(OfRun):
    """The figures of the current result."""

    case: str
    software: str
    code: str
    detector: str
    weights: str
    lists: str
    rules: str
    rules_digest: NotRequired[str]
    evidence_digest: str
    decisions_digest: str
    register_digest: NotRequired[str]
    figures: list[FigureTold]
    law: list[Line]
    law_counts: LawCounts
    hints: list[Hinted]
    scopes: NotRequired[list[Scope]]
    missed: NotRequired[list[Missed]]
    sampling: NotRequired[Sampling]


def document(case: "Case", scopes: Sequence[str] = (), *, name: str = "") -> "Document[Any]":
    """Those of the current run (``Figures``), or of these scopes (``Asked``); ``name``: how the case is called, for the headline figures alone."""
    from doxdocket.pipeline import scoped
    from doxdocket.pipeline.lawbook import rules
    from doxdocket.pipeline.published import figures
    from doxdocket.pipeline.registered import of_tables

    book = rules(case)
    if scopes:
        asked = scoped.asked(case, scopes).told
        return Document(asked, short_scope(asked, book, name) if name else scope_page(asked, book))
    found = figures(case)
    apart = of_tables(case)
    return Document(found, short_page(found, book, name, apart) if name else figure_page(found, book, apart))


PERSONS = 100
"""Persons on a page of those by code."""


def persons_by_code(case: "Case", page: int) -> "Document[Any]":
    """The persons of the run by code, those with most dossiers first, some at a time: how each is identified and how much was made public; no name, channel, post."""
    from doxdocket.count.explanation import cell
    from doxdocket.law.kinds import kinds
    from doxdocket.pipeline.published import current

    columns = ["person", "identifies", "publications", "dossiers", "items", "channels", "kinds"]
    every = current(case).read("persons", columns)
    order = [("dossiers", "descending"), ("items", "descending"), ("person", "ascending")]
    rows = every.sort_by(order).slice((page - 1) * PERSONS, PERSONS).to_pylist()
    table = Table(rows, [
        Column(say("review_accounts.person"), "person"), Column(say("review_accounts.person_identified"), lambda row: cell("identifies", row["identifies"], lang())),
        Column(say("review_accounts.person_publications"), "publications", right=True), Column(say("review_accounts.person_dossiers"), "dossiers", right=True),
        Column(say("review_accounts.person_items"), "items", right=True), Column(say("review_accounts.person_channels"), "channels", right=True),
        Column(say("review_accounts.person_kinds"), lambda row: say("marks.comma").join(either(kinds()[one].zh, kinds()[one].en) for one in row["kinds"])),
    ])  # fmt: skip
    return Document(None, [Paragraph(say("review_accounts.persons_about", n=every.num_rows)), table])
