"""调查方案及走访计划: what must be found out, where the victims live by prefecture, whom to visit, and an outline of the interview.

Source: the relation ``regions`` of the run (all captures: a place is likely, by address, landline or registration), the register of harm, the open points of the
parties. Working grade: small numbers stand in it. Left out: addresses, which are opened one by one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from doxdocket.assess.damages.worksheet import of_both_sides
from doxdocket.desk.accounts.parties_words import WORDS
from doxdocket.desk.documents.draft import Draft, clauses, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import as_of, office
from doxdocket.desk.documents.summary import undecided
from doxdocket.pipeline.registered import entries
from doxdocket.report.document import Block, Column, Paragraph, Part, Table, cells
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, named, say, zh_en

_PLACES = 40
_WHO = (
    Sentence("documents_plan.team"),
    Sentence("documents_plan.days"),
    Sentence("documents_plan.means"),
    Sentence("documents_plan.budget"),
)
LIKELY = "likely"
"""The source of ``regions`` in which each person stands once."""


def paper(of: Material) -> Paper:
    """The plan."""
    draft, harm = Draft(of, "plan"), of.worksheet.harm
    both = of_both_sides(entries(of.case))
    visits = sorted((one for one in harm.rows if one.person not in both), key=lambda one: (one.place, one.entry))
    regions = [one for one in of.run.read("regions").to_pylist() if one["source"] == LIKELY]
    likely = {one["person"]: one["place"] for one in of.run.read("places").to_pylist()}
    known, harmed = {one["place"] for one in regions}, Counter(one.place for one in visits)
    places = [
        *({"place": one} for one in sorted(harmed) if one and one not in known),
        *sorted(regions, key=lambda one: -harmed[one["place"]]),
        *_elsewhere(of, regions),
    ]
    waits = list(
        dict.fromkeys(
            [
                *undecided(of),
                *(WORDS[one.open][of.lang != "zh"] for one in of.parties.open if one.open in WORDS),
            ]
        )
    )
    body: list[Block | None] = [
        Part([Paragraph(say("documents_plan.purpose", persons=draft.said("persons_civil"), minors=draft.said("minors")))], say("documents_plan.part_purpose")),
        Part([*_list(say("documents_plan.matters")), Paragraph(say("documents_plan.open", told=say("marks.semicolon").join(waits))) if waits else None], say("documents_plan.part_matters")),
        Part([Table(places, [
            Column(zh_en("documents_plan.place"), "place"), Column(zh_en("documents_plan.persons"), lambda r: f"{r['persons_low']}–{r['persons_estimate']}–{r['persons_high']}" if "persons_low" in r else None, right=True),
            Column(zh_en("documents_plan.conflicting"), lambda r: r.get("conflicting"), right=True), Column(zh_en("documents_plan.harmed"), lambda r: harmed[r["place"]], right=True),
        ], none=say("documents_plan.no_place"), most=_PLACES, more=zh_en("documents.more_rows")), Paragraph(say("documents_plan.harmed_said", n=len(visits), placed=len(visits) - harmed[""], open=harmed[""])), Paragraph(say("documents_plan.places_said"))], say("documents_plan.part_places")),
        Part([Table(visits, [
            Column(zh_en("documents_plan.place"), lambda r: r.place or (say("documents_plan.likely", place=likely[r.person]) if r.person in likely else missing(Sentence("documents_plan.place"), Sentence("documents.register_harm")))), Column(zh_en("documents_plan.person"), lambda r: r.person or missing(Sentence("documents_plan.person"), Sentence("documents.register_harm"))),
            Column(zh_en("documents_plan.harm"), named), Column(zh_en("documents_conduct.day"), lambda r: str(r.day) if r.day else missing(Sentence("documents_conduct.day"), Sentence("documents.register_harm"))),
            Column(zh_en("documents_plan.why"), lambda r: clauses(map(named, r.told)) if r.told else say("documents_plan.verify")),
        ], none=missing(Sentence("documents_plan.visits"), Sentence("documents.register_harm"))), *(Paragraph(say("documents_plan.sued", person=who, who=say("marks.comma").join(sued))) for who, sued in both.items()), Paragraph(say("documents_plan.choose"))], say("documents_plan.part_visits")),
        Part([Paragraph(say("documents_plan.before")), *_list(say("documents_plan.questions"))], say("documents_plan.part_outline")),
        Part([Table([(either(one[0], one[1]), office(one)) for one in _WHO], cells("", ""))], say("documents_plan.part_team")),
        Part([*_list(say("documents_plan.care"))], say("documents_plan.part_care")),
    ]  # fmt: skip
    signatures = [zh_en("documents.prosecutor"), zh_en("documents_plan.approved_by")]
    return draft.paper(
        body,
        signatures=signatures,
        data={"places": len(places) - len(_elsewhere(of, regions)), "visits": len(visits)},
        earlier=as_of(of, "S3", "S4"),
    )


def _elsewhere(of: Material, regions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Those of all captures whom nothing leads to a region, as a row of the table; nothing where that is nobody."""
    every = of.figure("persons", whole=True) or {}
    left = {
        end: max((every.get(end) or 0) - sum(one[f"persons_{other}"] for one in regions), 0)
        for end, other in (("low", "high"), ("estimate", "estimate"), ("high", "low"))
    }
    row = {"place": say("documents_plan.nowhere")} | {f"persons_{end}": n for end, n in left.items()}
    return [row] if left["high"] else []


def _list(lines: str) -> list[Paragraph]:
    """The lines of a sentence, each with its number."""
    return [Paragraph(say("documents_plan.item", no=no, said=one)) for no, one in enumerate(lines.splitlines(), 1)]
