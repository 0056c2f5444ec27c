"""The damages worksheet in words: factors, range, what bounds change, what is open; the ladder is in ``ladder``.

Left out: an amount. The sheet for the panel of experts holds rounded figures and no names or codes.

>>> within("met"), within("?")
('不超过', '不能确定')
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from doxdocket.assess.damages.account import (
    FactorAsked,
    FactorFigure,
    Figure,
    KindOfHarm,
    PanelSheet,
    PutBounds,
    PutPosts,
    Reading,
    Swing,
    Worksheet,
)
from doxdocket.assess.damages.factors import CONDUCT
from doxdocket.assess.damages.frame import Point
from doxdocket.assess.damages.ladder import subjects
from doxdocket.assess.damages.worksheet import Given, panel_sheet, worksheet
from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.assess.parties import deeds
from doxdocket.assess.plain_records import plain
from doxdocket.count import decided_values
from doxdocket.count.scope import CORE
from doxdocket.desk.accounts import Build, unaccepted
from doxdocket.desk.accounts.damages_words import (
    COLUMNS,
    answer,
    conduct,
    ends,
    evidence,
    label,
    money,
    number,
    remarks,
    sanction,
    sums_of,
)
from doxdocket.desk.accounts.figures import beside_high
from doxdocket.desk.accounts.harm import contacts, harm
from doxdocket.desk.accounts.harm import picture as draw
from doxdocket.desk.accounts.ladder import applied, ladder
from doxdocket.desk.accounts.panel import near, panel, sheet
from doxdocket.law import words
from doxdocket.pipeline import sampled
from doxdocket.report.document import Block, Column, Document, Heading, Paragraph, Part, Table
from doxdocket.words import either, lang, named, say, zh_en

MOST_KINDS = 8


@dataclass(frozen=True, slots=True)
class OfDamages:
    """The worksheet; ``picture``: the file that was written of it."""

    sheet: Worksheet = field(metadata=FLAT)
    picture: str | None
    acceptance: dict[str, str] | None = None
    build: Build | None = field(default=None, metadata=TOLD)


@dataclass(frozen=True, slots=True)
class OfPanel:
    """The sheet for the panel of experts."""

    case: str
    sheet: PanelSheet = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


def document(given: Given, *, picture: str | None = None) -> Document[OfDamages]:
    """The worksheet; ``given``: what it is made from (``desk.damages``), ``picture``: the file that the contacts are drawn in."""
    found, warning = worksheet(given), sampled.warning(given.published)
    body = [
        unaccepted(warning), _head(found), ladder(found), _factors(found.factors, found.put, core=_core(given.published)), beside_high(given.published.get("missed", ())), harm(found.harm), contacts(found.contacts),
        panel(found.panel), near(found.comparables), _range(found), _swings(found), _contested(found.contested),
        say("assess_damages.written", picture=picture) if picture else None,
    ]  # fmt: skip
    return Document(plain(OfDamages(found, picture, warning)), body, columns=COLUMNS)


def drawn(given: Given) -> str:
    """The contacts before and after the posts of each person (SVG)."""
    return draw(worksheet(given))


def panel_document(given: Given, name: str) -> Document[OfPanel]:
    """The sheet that the panel of experts is handed: figures rounded, no names or codes; ``name``: how the case is called."""
    found = panel_sheet(given, worksheet(given))
    return Document(plain(OfPanel(name, found)), sheet(found), columns=COLUMNS)


def _head(found: Worksheet) -> Part:
    first, last = found.acts
    days = say(
        "damages_said.posts_that_expose_somebody_to", first=first or "?", last=last or "?", hearing=found.hearing
    )
    lines = [Paragraph(named(row)) for row in found.says] + [Paragraph(days)]
    if found.hearing_from == "today":
        lines.append(Paragraph(say("damages_said.no_hearing_is_on_register")))
    return Part(lines, say("damages_said.damages_worksheet"))


def _core(published: Mapping[str, Any]) -> str:
    """What the core is called, of which the documents tell the same figures unless asked for others; empty where there is none."""
    return next((either(one["label"], one["label_en"]) for one in published.get("scopes", ()) if one["scope"] == CORE), "")  # fmt: skip


def _factors(rows: Sequence[FactorAsked], put: PutPosts, *, core: str) -> Part:
    columns = [
        Column(say("damages_said.figure"), lambda f: label(f.figure)),
        Column(say("damages_said.whole_case_low_high"), lambda f: ends_of(f.figure, f.figure) + _picked(f.figure)),
        *([Column(say("damages_said.put_to_defendants"), _put)] if put.posts else []),
        Column("", lambda f: f.figure.unit), Column("", lambda f: f.figure.command),
    ]  # fmt: skip
    said = say("damages_said.put_to_defendants_no_account")
    if put.posts and put.posts_sure is not None:
        entries: dict[deeds.Weight, Sequence[str]] = {
            "sure": put.joint_sure,
            "perhaps": put.joint_perhaps,
            "none": put.joint_none,
        }
        said = say("damages_said.put_to_defendants_posts_of", said=deeds.said(put.posts_sure, put.posts, entries))
    lines: list[Block] = [Paragraph(said)]
    if core:
        lines.append(Paragraph(say("damages_said.papers_are_of_core", core=core)))
    for place, one in enumerate(rows, 1):
        lines.append(Heading(f"{place}. {named(one)}"))
        lines.append(Part([Table(one.figures, columns)], indent="   "))
        lines += _kinds(one.by_kind or ()) + _incidents(one.incidents or ()) + _sanctions(one)
        for e in one.entries:
            who = f" {e.defendant.id} {e.defendant.name}" if e.defendant else ""
            lines.append(
                Paragraph(f"{e.entry}{who} {e.says} {money(e.amount) if e.amount else ''} {evidence(e)}", "   ")
            )
        if one.empty:
            lines.append(say("damages_said.nothing_stands_behind_this_factor"))
        lines.append(Paragraph(named(one.note), "   "))
    return Part(lines, say("damages_said.six_factors_no_score_no"))


def _put(of: FactorFigure) -> str:
    """What of it is put to the defendants together."""
    return "" if of.put is None else ends_of(of.figure, of.put)


def ends_of(figure: Figure, found: Figure | PutBounds) -> str:
    """The bounds of a figure; of conduct what is confirmed, and what is only labelled apart from it."""
    if figure.id in CONDUCT and isinstance(found.low, int) and isinstance(found.estimate, int):
        return conduct(found.low, found.estimate)  # the high holds what the machine doubts, too, which it labels no act
    return ends(found.low, found.high)


def _picked(figure: Figure) -> str:
    """The value that a person decided on, where one did."""
    return either(*decided_values.said(number(figure.value), figure.status)) if figure.value is not None else ""


def _kinds(rows: Sequence[Figure]) -> list[Block]:
    if not rows:
        return []
    most = sorted(rows, key=lambda f: -int(f.high or 0))[:MOST_KINDS]
    said = say("marks.semicolon").join(f"{label(f)} {ends(f.low, f.high)}" for f in most)
    more = len(rows) - len(most)
    return [Paragraph(said + (say("damages_said.more_kinds", more=more) if more else ""), "   ")]


def _incidents(rows: Sequence[KindOfHarm]) -> list[Block]:
    lines: list[str] = []
    for r in rows:
        n = ends(r.incidents_low, r.incidents_high)
        same = say("marks.semicolon").join(say("marks.comma").join(one) for one in r.perhaps_same)
        one = say("damages_said.may_be_one_counted_once", same=same) if same else ""
        lines.append(say("damages_said.persons", r=named(r), n=n, persons=r.persons, one=one))
    return [Paragraph(say("marks.semicolon").join(lines), "   ")] if lines else []


def _sanctions(one: FactorAsked) -> list[Block]:
    lines: list[Block] = []
    for row in one.sanctions or ():
        who = f"{row.defendant.id} {row.defendant.name} " if row.defendant else ""
        lines.append(Paragraph(f"{row.entry} {who}{sanction(row)} {sums_of(row)} {evidence(row)}", "   "))
    if one.without:
        who = say("marks.comma").join(d.id + _fined(d.fines) for d in one.without)
        lines.append(Paragraph(say("damages_said.defendants_without_sanction_on_register", who=who), "   "))
    return lines


def _fined(entries: Sequence[str]) -> str:
    """The entries above that tell of a fine of one without a sanction."""
    told = say("marks.comma").join(entries)
    return say("damages_said.fines_entry", told=told) if entries else ""


def _range(found: Worksheet) -> Part:
    cap = found.ceiling
    lines: list[Block] = [
        Paragraph(say("damages_said.ceiling_number_itself_included", article=cap.article, amount=money(cap.amount)))
    ]
    for one in found.ranges:
        claimed = say("damages_said.claimed", claimed=money(one.claimed)) if one.claimed else ""
        per = next((named(c) for c in one.ceiling if c.chosen), say("damages_said.per_what_not_known"))
        lines.append(
            Paragraph(
                f"{one.entry} {money(one.low)} – {money(one.high)}（{per}）{claimed} {one.reasons} {evidence(one)}",
                "  ",
            )
        )
        for c in one.ceiling:
            counts = say("damages_said.times_ceiling", ends=ends(*c.counts)) if c.counts else _lacking(c.missing)
            lines.append(
                "    "
                f"{named(c)}{counts}{say('marks.colon')}{within(c.low)}"
                + ("" if c.low == c.high else f" – {within(c.high)}")
            )
        lines += remarks(one.warnings)
    return Part([*lines, *remarks(found.warnings)], say("damages_said.range_chosen_by_persons"))


def _lacking(names: Sequence[str]) -> str:
    told = say("marks.comma").join(words.of(None, one, lang()) for one in names)
    return say("damages_said.lacking", told=told)


def within(code: str) -> str:
    """An answer of the ceiling in words."""
    zh, en = {"met": zh_en("damages_said.within"), "not met": zh_en("damages_said.over")}.get(
        code, zh_en("assess_points.not_determinable")
    )
    return either(zh, en)


def _swings(found: Worksheet) -> Part:
    lines: list[Block] = []
    for who, readings in _steps(found):
        said = say("marks.comma").join(one or say("damages_said.whole_case_together") for one in who)
        lines.append(Paragraph(say("damages_said.which_step_applies_depends_on", said=said), "  "))
        lines += [Paragraph(f"{named(one)} → {applied(one, articles=False)}", "    ") for one in readings]
    cases = {c.case.id: c.case.name for c in found.comparables.cases}
    for row in _grouped([one for one in found.swings if one.what != "step"], _readings(found)):
        of = " ".join(filter(None, [row.article or cases.get(row.of, row.of), row.reading]))
        rule = row.of if row.what == "line" else ""
        lines.append(
            Paragraph(
                f"{of}{say('damages_said.low')}{answer(row.low or '', rule)}{say('damages_said.high')}{answer(row.high or '', rule)}",
                "  ",
            )
        )
    return Part(lines or [say("damages_said.nothing")], say("damages_said.what_bounds_and_readings_change"))


def _steps(found: Worksheet) -> list[tuple[list[str], Sequence[Reading]]]:
    """Of whom the step that applies depends on the reading; those of whom the same is so together."""
    swinging = {row.of for row in found.swings if row.what == "step"}
    out: dict[str, tuple[list[str], Sequence[Reading]]] = {}
    for who, readings in subjects(found.ladder):
        if (who or "ladder") in swinging:
            out.setdefault(repr([(one.id, one.applies) for one in readings]), ([], readings))[0].append(who)
    return list(out.values())


def _readings(found: Worksheet) -> dict[str, str]:
    """What readings, ceilings and points of likeness are called."""
    items = {row.reading: words.said("readings", row.reading, lang()) for row in found.swings if row.what == "line" and row.reading}  # fmt: skip
    per = {c.per: named(c) for one in found.ranges for c in one.ceiling}
    return items | per | {p.id: named(p) for case in found.comparables.cases for p in case.points}


def _grouped(rows: Sequence[Swing], readings: Mapping[str, str]) -> list[Swing]:
    """Rows that differ in the reading alone as one."""
    out: dict[tuple[str | None, ...], list[Swing]] = {}
    for row in rows:
        out.setdefault((row.what, row.of, row.low, row.high), []).append(row)
    comma = say("marks.comma")
    return [
        replace(some[0], reading=comma.join(filter(None, (readings.get(row.reading or "", "") for row in some))))
        for some in out.values()
    ]


def _contested(rows: Sequence[Point]) -> Part:
    lines: list[Block] = []
    for row in rows:
        both = say("marks.slash").join(named(r) for r in row.readings)
        lines.append(Paragraph(f"{named(row)}{say('marks.colon')}{both}", "  "))
    return Part(lines, say("damages_said.open_needs_human_decision"))
