"""专家论证材料 and 论证会纪要: what a panel of experts is asked and handed, without anybody's name or code and with rounded numbers, and the record of its meeting.

Source: the sheet for the panel (``assess.damages.panel``) and the views that were entered by letter. A pack holds no views: who reads it first is not led.
Left out: names of experts, which the sealed register has.
"""

from doxdocket.assess.plain_records import plain
from doxdocket.desk.accounts.panel import WEIGHTS, sheet
from doxdocket.desk.documents.damages import money
from doxdocket.desk.documents.draft import TITLES, Draft, issued, missing, sample_failed
from doxdocket.desk.documents.material import Material
from doxdocket.report.document import Block, Column, Document, Fields, Items, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, named, say, zh_en


def paper(of: Material) -> Paper:
    """The pack: questions, material, a form for one expert's views. Its data name no case, channel or person."""
    found = of.asked.sheet
    readings = [named(one) for one in of.worksheet.ladder.found.readings]
    questions = [
        *(f"{named(one)}{say('marks.colon')}{named(one.asks)}" for one in found.factors),
        say("documents_experts.ask_ladder", readings=say("marks.semicolon").join(readings)) if readings else "",
        say("documents_experts.ask_amount"),
    ]  # fmt: skip
    rows = [*(named(one) for one in found.factors), say("documents_experts.whole")]
    form = Table(rows, [
        Column(zh_en("documents_damages.factor"), str), Column(zh_en("documents_damages.weight"), lambda _: say("documents_experts.choice")), Column(zh_en("documents_experts.sum"), lambda _: "　" * 6),
        Column(zh_en("documents_core.because"), lambda _: "　" * 12),
    ])  # fmt: skip
    body: list[Block | None] = [
        Paragraph(say("documents_experts.said")),
        Paragraph(say("documents_experts.of_scope", scope=of.scope.short(of.lang))),
        sample_failed(of),
        Part([Items([one for one in questions if one])], say("documents_experts.part_questions")),
        Part(sheet(found), say("documents_closed.what")),
        Part([form, Paragraph(say("documents_experts.form_said"))], say("documents_experts.part_form")),
    ]  # fmt: skip
    data = {"document": "experts", "figures": [], "sheet": plain(found)}
    return issued(
        of, Paper("experts", TITLES["experts"], Document(data, body), signatures=[zh_en("documents_experts.signed_by")])
    )


def minutes(of: Material) -> Paper:
    """The record: what must be filled in of the meeting, the views by letter, how far they lie apart."""
    draft, found = Draft(of, "minutes"), of.worksheet.panel
    hand = Sentence("documents_minutes.by_hand")
    held = {
        say("documents_summary.time"): missing(Sentence("documents_summary.time"), hand), say("documents_minutes.where"): missing(Sentence("documents_minutes.where"), hand),
        say("documents_minutes.chair"): missing(Sentence("documents_minutes.chair"), hand), say("documents_minutes.clerk"): missing(Sentence("documents_minutes.clerk"), hand),
    }  # fmt: skip
    experts = Table(found.experts, [
        Column(zh_en("documents_damages.expert"), "expert"), Column(zh_en("documents_minutes.field"), lambda e: of.team(e.field)), Column(zh_en("documents_minutes.asked"), lambda e: e.asked and str(e.asked)),
    ], none=missing(Sentence("documents_damages.experts"), Sentence("documents.register_harm")))  # fmt: skip
    views = Table(found.views, [
        Column(zh_en("documents_damages.expert"), "expert"), Column(zh_en("documents_damages.factor"), named), Column(zh_en("documents_damages.weight"), lambda v: v.weight and either(WEIGHTS[v.weight], v.weight)),
        Column(zh_en("documents_damages.low"), lambda v: money(v.low), right=True), Column(zh_en("documents_damages.high"), lambda v: money(v.high), right=True), Column(zh_en("documents_core.because"), lambda v: of.team(v.reasons)),
    ], none=missing(Sentence("documents_damages.experts"), Sentence("documents.register_harm")))  # fmt: skip
    apart = Table([one for one in found.spread if one.views], [
        Column(zh_en("documents_damages.factor"), named), Column(zh_en("documents_minutes.views"), "views", right=True),
        *(_weighed(code) for code in WEIGHTS), Column(zh_en("documents_minutes.lowest"), lambda s: money(s.lowest), right=True),
        Column(zh_en("documents_minutes.highest"), lambda s: money(s.highest), right=True),
    ], none="")  # fmt: skip
    body: list[Block | None] = [
        Part([Fields(held), experts], say("documents_minutes.part_meeting")),
        Part([Items([f"{named(one)}{say('marks.colon')}{named(one.asks)}" for one in of.asked.sheet.factors])], say("documents_experts.part_questions")),
        Part([views], say("documents_minutes.part_views")),
        Part([apart, Paragraph(say("documents_minutes.apart_said"))], say("documents_minutes.part_apart")) if found.views else None,
        Part([Paragraph(missing(Sentence("documents_minutes.end"), hand))], say("documents_minutes.part_end")),
    ]  # fmt: skip
    signatures = [zh_en("documents_minutes.experts_sign"), zh_en("documents_minutes.chair_signs"), zh_en("documents_minutes.clerk_signs")]  # fmt: skip
    return draft.paper(body, signatures=signatures)


def _weighed(code: str) -> Column:
    """How many gave a factor this weight."""
    return Column((WEIGHTS[code], code), lambda spread: spread.weights[code], right=True)
