"""变更诉讼请求决定书, a draft: the claims as they were stated, what becomes of each and why, and what later captures show of what was published.

Source: claims and their changes on the register, and the recheck of the captures (``desk.accounts.recheck``). A claim that is achieved is dropped as a change, which
is no withdrawal of the suit. Left out: who deleted a post, and copies elsewhere, of which a recheck says nothing.
"""

from collections.abc import Collection, Iterator
from datetime import date

from doxdocket.assess.procedure.account import StatedClaim
from doxdocket.assess.procedure.claims import STANDING
from doxdocket.desk.accounts.procedure import CHANGED, RECHECKED, done_on, rechecked
from doxdocket.desk.accounts.procedure import day as dated
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.elements import brought
from doxdocket.desk.documents.indictment import stated, to_court
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.narrative import settled
from doxdocket.desk.documents.stated import day
from doxdocket.desk.documents.summary import claimant, defendants, still_seen
from doxdocket.interval import amount
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en


def paper(of: Material) -> Paper:
    """The draft."""
    draft = Draft(of, "change")
    claims, none = of.procedure.claims, missing(Sentence("documents.claims"), Sentence("documents.register_procedure"))
    against = say("marks.semicolon").join(defendants(of)) or missing(Sentence("documents.defendants"), Sentence("documents.register_parties"))  # fmt: skip
    debate = next((dated(event.at) for one in of.procedure.states for event in one.steps if event.key == "S10:debate_closed"), "")  # fmt: skip
    changed = [(n, claim) for n, claim in enumerate(claims, 1) if claim.changes]
    body: list[Block | None] = [
        Paragraph(say("documents_change.recheck_of")),
        Paragraph(say("documents_change.opening", office=claimant(of), who=against, suit=day(of, "S7", Sentence("documents_change.suit")))),
        Part([Paragraph(stated(of, *one)) for one in brought(of)] or [Paragraph(none)], say("documents_change.part_before")),
        Part([_changes(of, changed)], say("documents_change.part_changes")),
        settled(of),
        Part([Paragraph(one) for one in _left(of)] or [Paragraph(none)], say("documents_change.part_after")),
        Part(list(_rechecked(of)), say("documents_change.part_recheck")),
        Part([Paragraph(say("documents_change.law")), Paragraph(missing(Sentence("documents_change.ground"), Sentence("documents.by_hand"))), Paragraph(say("documents_change.latest", day=debate)) if debate else None], say("documents_change.part_law")),
    ]  # fmt: skip
    signatures = [zh_en("documents.prosecutor"), zh_en("documents.chief"), zh_en("documents.seal")]
    return draft.paper(body, signatures=signatures, unsigned=say("documents_change.draft"), last=[to_court()])


def _changes(of: Material, changed: list[tuple[int, StatedClaim]]) -> Table:
    """Each change with its ground, and what was counted again for it."""
    rows = [(n, one) for n, claim in changed for one in claim.changes]
    blank = missing(Sentence("documents_change.counted"), Sentence("documents.register_procedure"))

    return Table(rows, [
        Column(zh_en("documents_elements.claim"), lambda row: str(row[0])), Column(zh_en("documents_conduct.day"), lambda row: str(row[1].at)), Column(zh_en("documents_change.how"), lambda row: either(*CHANGED[row[1].how]) + (say("documents_summary.yuan", amount=amount(row[1].amount)) if row[1].amount is not None else "")),
        Column(zh_en("documents_change.grounds"), lambda row: of.team(row[1].grounds)), Column(zh_en("documents_change.counted"), lambda row: rechecked(row[1]) or blank),
        Column(zh_en("documents_parties.evidence"), lambda row: of.rests(row[1].evidence) or missing(Sentence("documents_parties.evidence"), Sentence("documents.register_procedure"))),
    ], none=missing(Sentence("documents_change.change"), Sentence("documents.register_procedure")))  # fmt: skip


def _left(of: Material) -> Iterator[str]:
    """The claims as they stand, with the numbers that they had; behind them those that fell away, and that they did."""
    order = sorted(enumerate(of.procedure.claims, 1), key=lambda one: one[1].standing in {"withdrawn", "achieved"})
    for n, one in order:
        gone = one.standing in {"withdrawn", "achieved"}
        day = one.changes[-1].at if one.changes else say("documents.unknown")
        told = say("documents_change.gone", how=STANDING[one.standing or ""], day=day) if gone else ""
        yield (
            (say("documents_change.no_more") if gone else "")
            + stated(of, n, one)
            + told
            + still_seen(of, one)
            + done_on(one)
        )


def _rechecked(of: Material) -> Iterator[Block]:
    """What the captures of the case show: of each channel, how many publications are still seen, and what that proves."""
    found, zone = of.rechecked, of.case.zone
    rows = [one for one in found["channels"] if one["publications"] or one["new"] or one["uncompared"]]
    if not any(one["later"] for one in found["channels"]):
        yield Paragraph(missing(Sentence("documents_change.later"), Sentence("documents_change.by_capture")))
        return
    yield Table(rows, [
        Column(zh_en("documents_core.channel"), lambda r: of.channel(r["channel_id"])), *(Column(head, name, right=True) for name, head in RECHECKED.items()), Column(zh_en("documents_change.new"), "new", right=True), Column(zh_en("documents_change.uncompared"), "uncompared", right=True),
    ])  # fmt: skip
    all_ = of.figure("publications", whole=True)
    yield Paragraph(say("documents_change.measure", high=f"{all_['high']:,}" if all_ else say("documents.unknown")))
    yield Items(
        [
            say("documents_change.proves", told=(one["zh"].rstrip("。"), one["en"].rstrip(".")), n=one["count"])
            for one in found["proves"]
        ]
    )
    yield Paragraph(found["claim"])
    yield from map(
        Paragraph,
        _days(of, {at.astimezone(zone).date() for one in found["channels"] for it in one["later"] if (at := it["at"])}),
    )


def _days(of: Material, later: Collection[date]) -> Iterator[str]:
    """Of which days the later captures are, and each change of a claim of another day, of which they say nothing."""
    if not later:
        return
    first, last = min(later), max(later)
    yield (
        say("documents_change.days", first=first, last=last)
        if first < last
        else say("documents_change.one_day", last=last)
    )
    for n, claim in enumerate(of.procedure.claims, 1):
        for one in claim.changes:
            if one.how in {"achieved", "withdrawn"} and one.at > last:
                yield say("documents_change.not_of_that_day", n=n, day=one.at, how=STANDING[one.how], last=last)
