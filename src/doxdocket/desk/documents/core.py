"""核心频道认定说明: why these channels, by overlap of information and activity, what a person decided, and the figures of the set.

Source: the weighing of the run (``count.channels``) as ``desk.accounts.channels`` tells it. The weights are this edition's own unless a person decided on others.
Left out: drawings, and every pair and relation (``export``).
"""

from collections.abc import Sequence
from typing import Any

from doxdocket.count.channels import words as said
from doxdocket.desk.accounts.channels import Channels, channels_of
from doxdocket.desk.accounts.figures import text_of
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.summary import ranked
from doxdocket.interval import determinable
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.gather import local_day
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, say, zh_en

FIGURES = (
    "channels_managed",
    "persons_civil",
    "persons",
    "minors",
    "dossiers",
    "items_set",
    "items_person",
    "items_field",
    "publications",
    "kinds",
    "views",
    "views_pi",
)
Row = dict[str, Any]


def paper(of: Material) -> Paper:
    """The statement."""
    draft = Draft(of, "core")
    if (found := channels_of(of.case)) is None:
        return draft.paper([Paragraph(say("documents_core.none"))])
    signatures = [zh_en("documents_core.decided_by"), zh_en("documents_statistics.checked_by")]
    core = [r["channel_id"] for r in ranked(of) if r["in_best"]]
    return draft.paper(body(draft, found), signatures=signatures, data={"core": core})


def body(draft: Draft, found: Channels, *, alone: bool = True) -> list[Block | None]:
    """Its parts; ``alone``: whether no other part tells the figures."""
    of = draft.of
    rows = ranked(of)
    pairs, edges = (of.run.read(name).to_pylist() for name in ("channel_pairs", "network"))
    core = [r for r in rows if r["in_best"]]
    return [
        Part([Paragraph(say("documents_core.ground")), _weights(found)], say("documents_core.part_how")),
        Part([Paragraph(say("documents_core.number", told=draft.said("core_channels"))), _why_open(of), _decided(of, rows), _departs(of, rows)], say("documents_core.part_decided")),
        Part([draft.pairs(FIGURES), Paragraph(say("documents_core.figures_said"))], say("documents_core.part_figures")) if alone else None,
        Part([_ranking(of, rows), _not_ranked(of, rows), Paragraph(say("documents_core.views_said"))], say("documents_core.part_ranking")),
        *(Part([Table([b.of(of.lang) for b in said.reasons(r, pairs, edges, of.short)], [Column("", str)])], say("documents_core.reasons_of", channel=of.channel(r["channel_id"]))) for r in core),
        Part([found.overlap], say("documents_core.part_overlap")) if found.overlap else None,
        Part([Items([b.of(of.lang) for b in said.sensitivity(of.run.read("channel_weights").to_pylist(), of.short, rows)])], say("documents_core.part_sensitive")),
        Part([found.activity, Paragraph(say("documents_core.activity_said"))], say("documents_core.part_activity")) if found.activity else None,
    ]  # fmt: skip


def _weights(found: Channels) -> Table:
    return Table(found.weights, [
        Column(zh_en("documents_core.criterion"), "name"), Column(zh_en("documents_core.weight"), "weight", right=True), Column(zh_en("documents_core.of_used"), lambda w: w.of_used or None, right=True),
        Column(zh_en("documents_core.used"), lambda w: say("documents_core.yes") if w.used else say("documents_core.not_used")), Column(zh_en("documents_core.because"), "because"),
    ])  # fmt: skip


def _why_open(of: Material) -> Paragraph | None:
    """Why the rule proposes no core channels, where it cannot."""
    found = of.figure("core_channels", whole=True)
    return Paragraph(text_of(found, "note")) if found and not determinable(found) else None


def _decided(of: Material, rows: Sequence[Row]) -> Table:
    """What a person decided of each channel that may be core, or was decided not to be, and why; a blank where nobody did."""
    core = [r for r in rows if r["in_best"] or r["in_high"] or r["decided"] or r["proposed"]]
    made = {one.id: one for one in of.case.decisions()}

    def how(row: Row) -> str:
        if (one := made.get(row["decision"] or "")) is None:
            return missing(Sentence("documents_core.decision"), Sentence("documents_core.page"))
        return say(
            "documents_core.decided_as",
            officer=one.officer,
            day=local_day(one.at, of.case.info.display_zone),
            reason=of.team(one.reason),
            id=one.id,
        )

    return Table(core, [
        Column(zh_en("documents_core.channel"), lambda r: of.channel(r["channel_id"])), Column(zh_en("documents_core.id"), "channel_id"),
        Column(zh_en("documents_core.proposed"), lambda r: say("documents_core.yes") if r["proposed"] else say("documents_core.no")),
        Column(zh_en("documents_core.is_core"), _standing), Column(zh_en("documents_core.decision"), how),
    ], none=say("documents_core.none"))  # fmt: skip


def _standing(row: Row) -> str:
    """Whether a channel is core: as decided, else by the rule; open where neither says so."""
    if row["in_best"]:
        return say("documents_core.yes")
    if row["decided"]:
        return say("documents_core.no")
    return say("documents_core.open") if row["in_high"] else say("documents_core.undecided")


def _departs(of: Material, rows: Sequence[Row]) -> Paragraph | None:
    """The channels that are not core and stand before one that is: those decided not to be, for the reasons beside them, and those on which nobody decided."""
    last = max((r["place"] for r in rows if r["in_best"]), default=0)
    before = [r for r in rows if not r["in_best"] and r["place"] < last]

    def told(those: Sequence[Row]) -> str:
        each = [say("documents_core.departs_one", channel=of.channel(r["channel_id"]), place=r["place"]) for r in those]
        return say("marks.comma").join(each)

    decided, open_ = ([r for r in before if bool(r["decided"]) == one] for one in (True, False))
    said_ = [
        say("documents_core.departs", told=told(decided)) if decided else "",
        say("documents_core.departs_open", told=told(open_)) if open_ else "",
    ]
    return Paragraph("".join(said_)) if before else None


def _not_ranked(of: Material, rows: Sequence[Row]) -> Paragraph | None:
    """The channels that have no place."""
    placed = {r["channel_id"] for r in rows}
    left = [of.channel(one) for one in of.names.order if one not in placed]
    return Paragraph(say("documents_core.not_ranked", told=say("marks.comma").join(left))) if left else None


def _ranking(of: Material, rows: Sequence[Row]) -> Table:
    heads = {"persons": zh_en("documents_core.persons"), "first_persons": zh_en("documents_core.first_persons"), "shared_persons": zh_en("documents_core.shared_persons"),
             "only_persons": zh_en("documents_core.only_persons"), "publications": zh_en("documents_core.publications"), "days": zh_en("documents_core.days")}  # fmt: skip
    return Table(rows, [
        Column(zh_en("documents_core.place"), "place", right=True), Column(zh_en("documents_core.channel"), lambda r: of.channel(r["channel_id"])),
        Column(zh_en("documents_core.score"), lambda r: None if r["score"] is None else f"{r['score']:.3f}", right=True),
        Column(zh_en("documents_core.kept"), lambda r: said.percent(r["drawn"], r["draws"]) if r["draws"] else None, right=True),
        *(Column(head, key, right=True) for key, head in heads.items()),
    ])  # fmt: skip
