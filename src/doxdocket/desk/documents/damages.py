"""赔偿金确定说明: which step of the ladder applies under which reading, the six factors, comparable cases, the views of experts, the range that persons chose.

Source: the damages worksheet (``assess.damages``). No amount is computed here: sums are of the register, of rules or of published cases, each with its place.
Left out: any choice among readings; the sheet for the panel of experts.
"""

from collections.abc import Iterator, Sequence

from doxdocket.assess.damages.account import (
    FactorAsked,
    KindOfHarm,
    NearCase,
    Steps,
    WeighedRange,
    Worksheet,
)
from doxdocket.assess.damages.factors import CONDUCT
from doxdocket.assess.damages.worksheet_parts import Money
from doxdocket.desk.accounts import panel
from doxdocket.desk.accounts import parties as account
from doxdocket.desk.accounts.damages import ends_of, within
from doxdocket.desk.accounts.damages_words import (
    WHAT,
    about,
    answer,
    confirmed,
    determinable,
    ends,
    label,
    sanction,
    yuan,
)
from doxdocket.desk.accounts.ladder import applied
from doxdocket.desk.documents import stated
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.narrative import harm_open
from doxdocket.interval import amount
from doxdocket.report.document import Block, Column, Heading, Items, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, named, say, zh_en

_CASES = 5


def paper(of: Material) -> Paper:
    """The statement."""
    signatures = [
        zh_en("documents_damages.decided_by"),
        zh_en("documents_statistics.checked_by"),
        zh_en("documents_damages.approved_by"),
    ]
    draft = Draft(of, "damages")
    return draft.paper(body(draft), signatures=signatures)


def body(draft: Draft, *, alone: bool = True) -> list[Block | None]:
    """Its parts; ``alone``: whether no other part tells the kinds."""
    of, found = draft.of, draft.of.worksheet
    return [
        Part([Paragraph(named(row)) for row in found.says[:2]] + [Paragraph(_days(of, found))], say("documents_damages.part_said")),
        Part(list(_ladder(of, found)), say("documents_damages.part_ladder")),
        Part([*_factors(of, found, kinds=alone), draft.high()], say("documents_damages.part_factors")),
        Part(list(_views(of, found)), say("documents_damages.part_panel")),
        Part(list(_near(found)), say("documents_damages.part_near")),
        Part(list(ranges(of, found)), say("documents_damages.part_range")),
        Part(list(_contested(found)), say("documents_damages.part_contested")),
    ]  # fmt: skip


def _days(of: Material, found: Worksheet) -> str:
    first, last = found.acts
    told = say(
        "documents_damages.days",
        days=stated.days(of),
        first=first or say("documents.unknown"),
        last=last or say("documents.unknown"),
    )
    hearing = {
        "register": say("documents_damages.hearing_register", day=found.hearing), "asked": say("documents_damages.hearing_register", day=found.hearing),
        "today": say("documents_damages.hearing_today", day=found.hearing),
    }  # fmt: skip
    return told + hearing[found.hearing_from]


def money(one: Money | None) -> str:
    """An amount; a dash where there is none."""
    return "—" if one is None else say("documents_damages.yuan", amount=amount(one.yuan))


# The ladder


def _ladder(of: Material, found: Worksheet) -> Iterator[Block | None]:
    rows = found.ladder.determinable
    yield Table(rows, [
        Column(zh_en("documents_damages.what"), lambda r: WHAT[r.what]), Column(zh_en("documents_damages.of"), lambda r: r.defendant or say("documents_damages.together")),
        Column(zh_en("documents_damages.determinable"), lambda r: determinable(r.answer)), Column(zh_en("documents_gains.amount"), lambda r: money(r.amount), right=True),
        Column(zh_en("documents_core.because"), lambda r: of.team(r.reason)), Column(zh_en("documents_parties.evidence"), lambda r: of.rests(r.evidence) or None),
    ], none=missing(Sentence("documents_damages.determinable"), Sentence("documents.register_harm")))  # fmt: skip
    asked = [
        Column(zh_en("documents_damages.answer"), lambda s: answer(s.answer, s.rules[0].provision)),
        Column(zh_en("documents_damages.articles"), lambda s: say("marks.semicolon").join(_rule(r.article, r.status, r.acts_before_it) for r in s.rules)),
        Column(zh_en("documents_damages.lacks"), lambda s: say("marks.comma").join(either(m.zh or m.fact, m.en or m.fact) for m in s.missing) or None),
    ]  # fmt: skip
    for reading in found.ladder.found.readings:
        yield Heading(named(reading))
        yield Table(reading.steps, [Column(zh_en("documents_damages.step"), named), *asked], none=None)
        yield Paragraph(say("documents_damages.applies", steps=applied(reading, articles=True)))
    yield Items([named(one) + about(one) for one in found.ladder.found.told])
    yield Paragraph(say("documents_damages.choose"))
    yield Table(found.ladder.defendants, [
        Column(zh_en("documents_parties.defendant"), lambda d: f"{d.id} {d.name}"), Column(zh_en("documents_damages.held"), lambda d: _held(d.found), once=True),
        Column(zh_en("documents_damages.joint"), lambda d: say("marks.comma").join(d.joint) or None), Column(zh_en("documents_damages.gains_before"), lambda d: _between(d.gains and d.gains.before), right=True),
        Column(zh_en("documents_damages.gains_after"), lambda d: _between(d.gains and d.gains.after), right=True),
    ], title=zh_en("documents_damages.each"), none="")  # fmt: skip
    yield Table(found.ladder.beside, [Column(zh_en("documents_damages.beside"), named), *asked], title=zh_en("documents_damages.beside_title"), none="")  # fmt: skip


def _rule(article: str, status: str, early: bool) -> str:
    told = [
        *([] if status == "verified" else [say("documents_damages.not_verified")]),
        *([say("documents_damages.acts_before")] if early else []),
    ]
    return article + (say("marks.in_brackets", text=say("marks.semicolon").join(told)) if told else "")


def _held(found: Steps) -> str:
    return say("marks.semicolon").join(
        f"{either(*WHAT[what])} {named(one.says)}{say('documents_damages.of_all') if one.from_all else ''}"
        for what, one in found.held.items()
    )


def _between(pair: tuple[Money | None, Money | None] | None) -> str:
    if not pair:
        return "—"
    return " – ".join(dict.fromkeys("—" if one is None else amount(one.yuan) for one in pair))


# The factors


def _factors(of: Material, found: Worksheet, *, kinds: bool) -> Iterator[Block | None]:
    yield Paragraph(say("documents_damages.factors_said", label=of.scope.label(of.lang)))
    yield Paragraph(
        say("documents_damages.put_said")
        if found.put.posts
        else missing(Sentence("documents_damages.put"), Sentence("documents.register_parties"))
    )
    for place, one in enumerate(found.factors, 1):
        yield Part(list(_factor(of, found, one, kinds=kinds)), f"{place}. {named(one)}")


def _factor(of: Material, found: Worksheet, one: FactorAsked, *, kinds: bool) -> Iterator[Block | None]:
    put = [
        Column(
            zh_en("documents_damages.put"),
            lambda f: None if f.put is None else ends_of(f.figure, f.put),
            right=True,
        )
    ]
    yield Table(one.figures, [
        Column(zh_en("documents.figure"), lambda f: confirmed(f.figure) if f.figure.id in CONDUCT else label(f.figure)), Column(of.scope.short(of.lang), lambda f: ends_of(f.figure, f.figure), right=True),
        *(put if found.put.posts else []), Column(zh_en("documents.unit"), lambda f: f.figure.unit),
    ], none="")  # fmt: skip
    if kinds and one.by_kind:
        rows = sorted(one.by_kind, key=lambda f: -int(f.high or 0))
        yield Table(
            rows,
            [
                Column(zh_en("documents.figure"), label),
                Column(of.scope.short(of.lang), lambda f: ends(f.low, f.high), right=True),
                Column(zh_en("documents.unit"), "unit"),
            ],
            none="",
        )
    if one.incidents:
        yield Table(one.incidents, [
            Column(zh_en("documents_damages.harm"), named), Column(zh_en("documents_damages.incidents"), lambda r: ends(r.incidents_low, r.incidents_high), right=True),
            Column(zh_en("documents_damages.persons"), "persons", right=True), Column(zh_en("documents_damages.times"), _times, right=True),
        ], none="")  # fmt: skip
        yield harm_open(of)
    yield Table(one.entries, [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_parties.defendant"), lambda e: f"{e.defendant.id} {e.defendant.name}" if e.defendant else None),
        Column(zh_en("documents_damages.fact"), lambda e: of.team(e.says)), Column(zh_en("documents_gains.amount"), lambda e: money(e.amount), right=True),
        Column(zh_en("documents_parties.evidence"), lambda e: of.rests(e.evidence) or None),
    ], none="")  # fmt: skip
    yield Table(one.sanctions or (), [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_parties.defendant"), lambda r: f"{r.defendant.id} {r.defendant.name}" if r.defendant else None),
        Column(zh_en("documents_damages.sanction"), sanction), Column(zh_en("documents_damages.fine"), lambda r: money(r.fine), right=True),
        Column(zh_en("documents_damages.confiscated"), lambda r: money(r.confiscated), right=True), Column(zh_en("documents_damages.returned"), lambda r: money(r.returned), right=True),
        Column(zh_en("documents_parties.evidence"), lambda r: of.rests(r.evidence) or None),
    ], none="")  # fmt: skip
    if one.without:
        who = say("marks.comma").join(account.called(of.parties)(d.id) for d in one.without)
        yield Paragraph(
            say(
                "documents_damages.without",
                who=who,
                blank=missing(Sentence("documents_damages.sanction"), Sentence("documents.register_parties")),
            )
        )
    if one.empty:
        yield Paragraph(missing(Sentence("documents_damages.behind"), Sentence("documents.register_harm")))
    yield Paragraph(say("documents_damages.to_be_weighed"))


def _times(row: KindOfHarm) -> str:
    """How often, of entries that state it."""
    if row.times_unstated and not row.times_high:
        return say("documents_damages.not_stated")
    told = ends(row.times_low, row.times_high)
    return say("documents_damages.some_unstated", times=told) if row.times_unstated else told


# Experts, comparable cases, the range


def _views(of: Material, found: Worksheet) -> Iterator[Block | None]:
    where = missing(Sentence("documents_damages.experts"), Sentence("documents.register_harm"))
    yield Table(found.panel.views, [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_damages.expert"), "expert"), Column(zh_en("documents_damages.factor"), named), Column(zh_en("documents_damages.weight"), lambda v: panel.WEIGHTS.get(v.weight or "") and either(panel.WEIGHTS[v.weight], v.weight)),
        Column(zh_en("documents_damages.low"), lambda v: money(v.low), right=True), Column(zh_en("documents_damages.high"), lambda v: money(v.high), right=True), Column(zh_en("documents_core.because"), lambda v: of.team(v.reasons)),
    ], none=where)  # fmt: skip
    yield Paragraph(say("documents_damages.views_said")) if found.panel.views else None


def _near(found: Worksheet) -> Iterator[Block | None]:
    """The published cases that share most points: their own numbers and sum, and on which points they are alike and differ."""
    near = found.comparables
    yield Paragraph(say("documents_damages.near_said"))
    yield Table(near.cases[:_CASES], [
        Column(zh_en("documents_damages.case"), lambda n: n.case.name), Column(zh_en("documents_damages.court"), lambda n: n.case.court or None), Column(zh_en("documents_damages.year"), lambda n: str(n.case.year) if n.case.year else None),
        Column(zh_en("documents_damages.damages"), lambda n: panel.awarded(n.case, yuan) or say("documents_damages.not_seen")),
        Column(zh_en("documents_damages.same"), lambda n: _points(n, {"same"})), Column(zh_en("documents_damages.unlike"), lambda n: _points(n, {"different", "larger", "smaller", "partly"})),
    ], none=say("documents_damages.no_case"))  # fmt: skip
    yield Paragraph(f"{named(near.bands)}")


def _points(near: NearCase, how: set[str]) -> str | None:
    told = [
        named(p)
        + (
            ""
            if p.how in {"same", "different"}
            else say(
                "marks.in_brackets", text=say("marks.comma").join(filter(None, (answer(p.how), panel.ratio_of(p))))
            )
        )
        for p in near.points
        if p.how in how
    ]
    return say("marks.comma").join(told) or None


def ranges(of: Material, found: Worksheet) -> Iterator[Block | None]:
    """The ceiling, and the ranges that persons chose against it."""
    cap = found.ceiling
    yield Paragraph(say("documents_damages.ceiling", article=cap.article, amount=money(cap.amount)))
    yield Table(found.ranges, [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_damages.low"), lambda r: money(r.low), right=True), Column(zh_en("documents_damages.high"), lambda r: money(r.high), right=True),
        Column(zh_en("documents_damages.claimed"), lambda r: money(r.claimed) if r.claimed else missing(Sentence("documents_damages.claimed"), Sentence("documents.register_harm")), right=True),
        Column(zh_en("documents_damages.per"), lambda r: next((named(c) for c in r.ceiling if c.chosen), missing(Sentence("documents_damages.per"), Sentence("documents.register_harm")))),
        Column(zh_en("documents_core.because"), lambda r: of.team(r.reasons)), Column(zh_en("documents_parties.evidence"), lambda r: of.rests(r.evidence) or None),
    ], none=missing(Sentence("documents_damages.range"), Sentence("documents.register_harm")))  # fmt: skip
    for one in found.ranges:
        yield _against(one)
    if found.ranges:
        yield Paragraph(say("documents_damages.against_said", label=of.scope.label(of.lang)))
    yield Items([*(named(t) for one in found.ranges for t in one.warnings), *map(named, found.warnings)])


def _against(one: WeighedRange) -> Table:
    return Table(one.ceiling, [
        Column(zh_en("documents_damages.per"), named), Column(zh_en("documents_damages.counts"), lambda c: ends(*c.counts) if c.counts else None, right=True),
        Column(zh_en("documents.at_low"), lambda c: within(c.low)), Column(zh_en("documents.at_high"), lambda c: within(c.high)),
    ], title=say("documents_damages.against_ceiling", entry=one.entry), none="")  # fmt: skip


def _contested(found: Worksheet) -> Sequence[Block]:
    rows = found.contested
    return [Table(rows, [
        Column(zh_en("documents_damages.point"), named), Column(zh_en("documents_damages.readings"), lambda r: say("marks.slash").join(named(one) for one in r.readings)),
        Column(zh_en("documents_damages.chosen"), lambda _: missing(Sentence("documents_damages.chosen"), Sentence("documents_damages.by_hand"))),
    ], none=say("documents_damages.none_open"))]  # fmt: skip
