"""案件公开版: the case for everybody, in a form that harms nobody again: counts rounded, small ones and places that could be found by difference left out.

Told are what ``rounding`` lets out, the days of the procedure and what was ordered and done. Never told: minors, channels, accounts, parties, kinds of information that
identify a person by themselves, exact figures (its data have none). What the case teaches is the office's to write.
"""

from decimal import Decimal
from operator import itemgetter

from doxdocket.assess.damages.panel import leading
from doxdocket.assess.procedure.claims import KINDS
from doxdocket.count.catalogue import KIND
from doxdocket.desk.accounts.procedure import standing
from doxdocket.desk.documents.apology import performed
from doxdocket.desk.documents.draft import Draft
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.notice import facts
from doxdocket.desk.documents.plan import LIKELY
from doxdocket.desk.documents.rounding import LEAST, Public
from doxdocket.desk.documents.stated import apart, entered, office, second
from doxdocket.desk.documents.summary import claimant
from doxdocket.interval import amount
from doxdocket.law.kinds import kinds
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, coded, either, named, say, zh_en

ACTS = coded("public_acts")
_STATES = ("S0", "S2", "S5", "S7", "S10", "S13", "S14", "S15")
IDENTIFY = frozenset({"primary", "secondary"})
"""Strengths of kinds that are not named: a value of them finds its person."""
YOUNG = frozenset({"school", "student_id"})
"""Kinds that are not named because they tell of minors."""


def paper(of: Material) -> Paper:
    """The public edition."""
    public = Public(of, "public")
    scale = facts(public)
    acts = apart(say("documents_public.act", act=ACTS[one], n=n) for one, n in public.figures(ACTS).items())
    of_kind, told = _kinds(of, public), _places(of, public)
    steps = [(one.at, named(state)) for state in of.procedure.states if state.state in _STATES for one in entered(of, state.state)]  # fmt: skip
    steps = sorted([*steps, *((one.at, told) for one, told in second(of))], key=itemgetter(0))
    body: list[Block | None] = [
        Part([Paragraph(scale), Paragraph(say("documents_public.kinds", told=of_kind)) if of_kind else None, Paragraph(say("documents_public.identify")) if _unnamed(of) else None, Paragraph(say("documents_public.acts", told=acts)) if acts else None], say("documents_public.part_facts")),
        Part([Table(told, [
            Column(zh_en("documents_plan.place"), "place"), Column(zh_en("documents_damages.persons"), lambda r: say("documents_public.at_least", n=f"{leading(r['persons_public']):,}"), right=True),
        ]), Paragraph(say("documents_public.places_said"))], say("documents_public.part_places")) if told else None,
        Part([Table(steps, [
            Column(zh_en("documents_conduct.day"), lambda r: str(r[0])), Column(zh_en("documents_public.step"), itemgetter(1)),
        ], none=say("documents_public.no_step")), Paragraph(say("documents_public.steps_left", told=say("marks.comma").join(named(one) for one in of.procedure.states if one.state not in {*_STATES, "SC"}))), Paragraph(say("documents_public.office", office=claimant(of)))], say("documents_public.part_done")),
        Part([Table(of.procedure.judgment, [
            Column(zh_en("documents_apology.kind"), lambda r: either(*KINDS[r.kind]) + standing(r)), Column(zh_en("documents_gains.amount"), lambda r: _yuan(r.amount), right=True), Column(zh_en("documents_apology.state"), lambda r: performed(of, r)), Column(zh_en("documents_conduct.day"), lambda r: say("marks.comma").join(dict.fromkeys(str(one.at) for one in r.performed))),
        ], none=say("documents_public.no_judgment"))], say("documents_public.part_judged")),
        Part([Paragraph(office(Sentence("documents_public.meaning")))], say("documents_public.part_meaning")),
        Paragraph(say("documents_public.said")),
    ]  # fmt: skip
    return Draft(of, "public").public(body, signatures=[zh_en("documents_public.released_by")])


def _kinds(of: Material, public: Public) -> str:
    """The kinds that may be named, the commonest first: those of enough items, of which no value finds its person."""
    known = kinds()
    found = [
        (one["value"], known[one["id"].removeprefix(KIND)]) for one in of.main["figures"]
        if one["id"].startswith(KIND) and isinstance(one["value"], int) and one["value"] >= LEAST
    ]  # fmt: skip
    order = [kind.id for _, kind in sorted(found, key=lambda row: (-row[0], row[1].id)) if kind.strength not in IDENTIFY and kind.id not in YOUNG]  # fmt: skip
    return apart(either(known[id_].zh, known[id_].en) for id_ in public.kinds(order))


def _unnamed(of: Material) -> bool:
    """Whether kinds of enough items are left out because a value of them finds its person."""
    found = {one["id"].removeprefix(KIND): one["value"] for one in of.main["figures"] if one["id"].startswith(KIND)}
    return any(isinstance(n, int) and n >= LEAST and kinds()[id_].strength in IDENTIFY for id_, n in found.items())


def _places(of: Material, public: Public) -> list[dict[str, object]]:
    """The places of all captures that may be told; none beside figures of a scope that was asked for, which they are not of."""
    if of.scopes:
        return []
    persons = of.figure("persons", whole=True)
    rows = [one for one in of.run.read("regions").to_pylist() if one["source"] == LIKELY]
    return (
        [dict(one) for one in public.places(rows, int(persons["low"]))]
        if persons and persons["low"] is not None
        else []
    )


def _yuan(sum_: Decimal | None) -> str | None:
    """An amount that a court ordered is public, and told as it is."""
    return None if sum_ is None else say("documents_damages.yuan", amount=amount(sum_))
