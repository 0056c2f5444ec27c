"""摘要: the case on two pages: who asks against whom, which channels and time, the figures, acts, thresholds, what is missing and undecided, three exhibits.

Every statement is made from an account of the case; nothing here says more than one. Left out: reasons, rows and grounds, which the other documents hold.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from doxdocket.assess.parties.account import CivilDefendant, CivilGuardian
from doxdocket.assess.parties.days_of_acts import Span
from doxdocket.assess.parties.ward import FORMER, OPEN_TO_ANSWER
from doxdocket.assess.procedure.account import StatedClaim
from doxdocket.assess.procedure.claims import STANDING
from doxdocket.desk.accounts.figures import MISSING, lacks, text_of
from doxdocket.desk.accounts.figures import said as worded
from doxdocket.desk.accounts.parties import unguarded
from doxdocket.desk.accounts.parties_words import cared, for_days, guardian_as, relation, word, years
from doxdocket.desk.accounts.procedure import done_on, late, rechecked
from doxdocket.desk.documents.draft import CONDUCT, Draft, held, missing, reference
from doxdocket.desk.documents.exhibits import cut
from doxdocket.desk.documents.lines import answered, in_words
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import days
from doxdocket.interval import amount, determinable
from doxdocket.report.document import Block, Column, Paragraph, Part, Table, cells
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, named, say, zh_en

FIGURES = (
    "persons_civil", "persons", "minors", "minors_under_14", "sensitive_persons", "sensitive_items", "items_set", "items_field", "publications", "kinds",
)  # fmt: skip
_WORDS, _CLAIM = 28, 60
_MOST = 4
"""Things of one sort that are told one by one; of more, how many there are, and where they stand."""
_STAGES = ("S7", "S13", "S14", "S15")
"""Suit, judgment, effect, performance."""


def paper(of: Material) -> Paper:
    """The summary."""
    draft = Draft(of, "summary", marked=False)
    shown = [one.post.key for one in of.exhibits.examples]
    return draft.paper(body(draft, words=True), data={"exhibits": ["/".join(key) for key in shown]})


def body(draft: Draft, *, words: bool) -> list[Block | None]:
    """Its parts; ``words``: whether the exhibits show the masked words of their posts, which leave with a reason alone."""
    of = draft.of
    return [
        Part([_who(of)], say("documents_summary.case")),
        Part([draft.pairs(FIGURES), Paragraph(say("documents_summary.figures_said"))], say("documents_summary.figures")),
        Part([Table([*_seen(draft), *_outcome(of), *_law(of), *_open(of)], cells("", ""))], say("documents_summary.law")),
        Part([_examples(of, words=words)], say("documents_summary.exhibits")),
    ]  # fmt: skip


def _who(of: Material) -> Table:
    posts = of.figure("posts_with_pi")
    exposed = "" if posts and posts["high"] == 0 else say("documents_summary.days", days=days(of))
    rows = [
        (say("documents_summary.claimant"), claimant(of)),
        (say("documents_summary.against"), say("marks.semicolon").join(defendants(of, brief=True)) or missing(Sentence("documents.defendants"), Sentence("documents.register_parties"))),
        *([(say("documents_summary.ages"), say("documents_summary.ages_said", told=aged))] if (aged := _ages(of)) else []),
        (say("documents_summary.claims"), _claims(of)),
        (say("documents_summary.channels"), of.scope.label(of.lang) + say("marks.colon") + say("marks.comma").join(map(of.channel, of.scope.channels))),
        (say("documents_summary.time"), say("marks.semicolon").join(filter(None, (exposed, _stage(of)))) or None),
    ]  # fmt: skip
    return Table(rows, cells("", ""))


def claimant(of: Material) -> str:
    """The office that asks."""
    return of.authority or missing(Sentence("documents.authority"), Sentence("documents.case_info"))


def defendants(of: Material, *, brief: bool = False) -> Iterator[str]:
    """Each civil defendant, masked, with those who answer for one who is no adult; ``brief``: these by their codes."""
    guards: dict[str, list[CivilGuardian]] = {}
    spans = {one.who.id: (one.first_act, one.last_act) for one in of.parties.defendants}
    for one in of.parties.parties:
        if isinstance(one, CivilGuardian):
            guards.setdefault(one.ward, []).append(one)
    for one in of.parties.parties:
        if isinstance(one, CivilDefendant):
            yield f"{one.party} {one.name}{whether_sued(one)}{_cares(guards.get(one.party, ()), spans.get(one.party, _NEVER) if brief else None)}{say('marks.in_brackets', text=alone) if (alone := unguarded(of.parties, one.party)) else ''}"


def _ages(of: Material) -> str:
    """The ages of the civil defendants on the days of acts, own and charged; those alike together."""
    alike, comma = dict[str, list[str]](), say("marks.comma")
    known = {one.who.id: one.standing for one in of.parties.defendants}
    for one in of.parties.parties:
        if isinstance(one, CivilDefendant):
            acts = [at.age for point, at in known.get(one.party, {}).items() if point in _ACTS]
            sure = [age for age in acts if age is not None]
            whole = sure and len(sure) == len(acts)
            span = (min(low for low, _ in sure), max(high for _, high in sure)) if whole else None
            alike.setdefault(years(span), []).append(one.party)
    return say("marks.semicolon").join(f"{comma.join(who)} {age}" for age, who in alike.items())


_ACTS = {"first_act", "last_act", "first_charged", "last_charged"}
_NEVER: Span = (None, None)


def _cares(guards: Sequence[CivilGuardian], brief: Span | None) -> str:
    """Those who answer for a defendant, or of whom that is open: guardians now, and former ones of who came of age; what is said alike of several once."""
    alike: dict[Sentence, dict[str, dict[str, None]]] = {}
    for one in sorted(guards, key=lambda one: FORMER.index(one.former)):
        named, said = _guardian(one, brief)
        alike.setdefault(guardian_as(one), {}).setdefault(said, {})[named] = None
    comma = say("marks.comma")
    return "".join(
        say(
            "documents_summary.guardians",
            as_=either(*label),
            guardians=comma.join(comma.join(names) + said for said, names in some.items()),
        )
        for label, some in alike.items()
    )


def _guardian(one: CivilGuardian, brief: Span | None) -> tuple[str, str]:
    """Who he is, and what is said of him in brackets; ``brief``: the days of all acts of the ward: then the code alone, and the days where they are fewer."""
    if not one.party:
        return missing(guardian_as(one), Sentence("documents.register_parties")), ""
    told = [] if brief else [relation(one.relation)]
    if one.constellation == OPEN_TO_ANSWER:
        told.append(word(OPEN_TO_ANSWER))
    told += [ended.lstrip("，, ")] if (ended := cared(one)) else []
    if ((one.acts_first, one.acts_last) != brief or one.acts_by == "register") and (days := for_days(one)):
        told.append(days.lstrip("，, "))
    return (
        one.party if brief else f"{one.party} {one.name}",
        say("marks.in_brackets", text=say("marks.comma").join(told)) if told else "",
    )


def whether_sued(one: CivilDefendant) -> str:
    """A blank behind somebody who is listed as a defendant though nobody told whether he is sued."""
    return (
        missing(Sentence("documents.called"), Sentence("documents.register_parties")) if "called" in one.missing else ""
    )


def _claims(of: Material) -> str:
    rows = of.procedure.claims
    if not rows:
        return missing(Sentence("documents.claims"), Sentence("documents.register_procedure"))
    told = [
        f"{n}. {cut(of.team(one.text), _CLAIM)}" + (say("documents_summary.yuan", amount=amount(one.amount)) if one.amount is not None else "") + _stands(of, one) + done_on(one)
        for n, one in enumerate(rows, 1)
    ]  # fmt: skip
    return say("marks.semicolon").join(told)


def _stands(of: Material, claim: StatedClaim) -> str:
    """What became of a claim, where something did."""
    if not claim.standing or claim.standing == "stands":
        return ""
    last = claim.changes[-1].at if claim.changes else say("documents.unknown")
    was = claim.amount_first
    first = say("documents_summary.first", amount=amount(was)) if was is not None and was != claim.amount else ""
    return say("documents_summary.stands", standing=STANDING[claim.standing], day=last) + first + still_seen(of, claim)


def still_seen(of: Material, claim: StatedClaim) -> str:
    """Beside a claim to stop or delete that is entered as achieved: what rechecks that were entered counted, and that the last captures show publications still, the newest first; or that nobody looked."""
    if claim.standing != "achieved" or claim.kind not in {"stop", "delete"}:
        return ""
    looked = [
        (max(days).astimezone(of.case.zone).date(), one["shown"])
        for one in of.rechecked["channels"]
        if (days := [at for it in one["later"] if (at := it["at"])])
    ]
    told = [
        (one.at, say("documents_summary.recheck_entered", told=rechecked(one), day=one.at))
        for one in reversed(claim.changes)
        if one.recheck
    ]
    if not looked and not told:
        return say("documents_summary.not_rechecked")
    shown = Counter[date]()  # each channel was looked at on a day of its own
    for day, publications in looked:
        shown[day] += publications
    told += [(day, say("documents_summary.still_seen", n=f"{n:,}", day=day)) for day, n in shown.items() if n]
    told.sort(key=lambda one: one[0], reverse=True)
    said = [say("documents_summary.before", told=one) if day < told[0][0] else one for day, one in told]
    return say("marks.in_brackets", text=say("marks.semicolon").join(said)) if said else ""


def _stage(of: Material) -> str:
    """Where the case stands: the days of suit, hearing, judgment, effect and performance that were entered."""
    told = [f"{named(one)} {event.at}" for one in of.procedure.states if one.state in _STAGES for event in one.entered]
    return say("marks.comma").join(told)


def _seen(draft: Draft) -> Iterator[tuple[str, str]]:
    """How often posts that expose somebody were seen, and the acts at their bounds."""
    yield say("documents_summary.views"), say("documents_summary.views_said", told=draft.said("views_pi"))
    acts = [
        f"{text_of(one.figure, 'label').replace(say('panel.labelled'), '')} {held(one.figure)}" + (reference(one) if draft.marked else "")
        for id_ in CONDUCT if (f := draft.of.figure(id_)) and determinable(f) and (one := draft.cite(id_))
    ]  # fmt: skip
    if acts:
        yield say("documents_summary.acts"), say("documents_summary.acts_said", told=say("marks.comma").join(acts))


def _outcome(of: Material) -> Iterator[tuple[str, str]]:
    """What the register has of the whole case: what was received, whom it harmed, and the damages that are asked beside the ranges that persons chose."""
    comma, receipts = say("marks.comma"), of.figure("receipts_proven", whole=True)
    blank = missing(Sentence("documents_gains.receipts"), Sentence("documents.register_money"))
    low, high = (worded(receipts, end) if receipts and receipts[end] is not None else say("documents.unknown") for end in ("low", "high"))  # fmt: skip
    yield say("documents_summary.gains"), say("documents_summary.gains_said", low=low, high=high) if receipts else blank
    harms = of.worksheet.harm.rows
    persons = len({one.person for one in harms if one.person})
    blank = missing(Sentence("documents_narrative.harm"), Sentence("documents.register_harm"))
    yield (
        say("documents_summary.harm"),
        say(
            "documents_summary.harm_said",
            n=len(harms),
            persons=persons,
            open=sum(not one.person for one in harms),
            apart=sum(bool(one.told) for one in harms),
        )
        if harms
        else blank,
    )
    if asked := [one for one in of.procedure.claims if one.kind == "damages"]:
        blank = missing(Sentence("documents_indictment.amount"), Sentence("documents.register_procedure"))
        told = comma.join(blank if one.amount is None else amount(one.amount) for one in asked)
        between = comma.join(f"{amount(one.low.yuan)}–{amount(one.high.yuan)}" for one in of.worksheet.ranges)
        between = between or missing(Sentence("documents_damages.range"), Sentence("documents.register_harm"))
        yield say("documents_summary.damages"), say("documents_summary.damages_said", told=told, between=between)


def _law(of: Material) -> Iterator[tuple[str, str]]:
    """The lines of the law that the figures of the scope reach at the low; of those at the high alone how many, of the rest that they answer otherwise."""
    reached = answered(of)
    low = in_words(one for one in reached if one.bound == "low") or say("documents_summary.none_met")
    high = sum(one.bound == "high" for one in reached)
    yield say("documents_summary.criminal"), say("documents_summary.criminal_said", low=low, high=high)


def _open(of: Material) -> Iterator[tuple[str, str]]:
    """What the captures lack, and what waits for a person."""
    yield (
        say("documents_summary.lacking"),
        _few(list(lacking(of)), lambda n: say("documents_summary.more_lacking", n=n)),
    )
    waits = [
        *undecided(of),
        *([say("documents_summary.contested_open", told=len(many))] if (many := contested(of)) else []),
    ]
    yield say("documents_summary.undecided"), say("marks.semicolon").join(waits) or say("documents_summary.nothing")
    if told := late(
        of.procedure
    ):  # of the whole procedure: papers of its earlier steps do not tell what came after them
        yield say("documents_summary.late"), _few(told, lambda n: say("documents_summary.more_late", n=n))


def _few(told: Sequence[str], more: Callable[[int], str]) -> str:
    """The first of these, and how many more there are."""
    rest = more(len(told) - _MOST) if len(told) > _MOST else ""
    return say("marks.semicolon").join(told[:_MOST]) + rest or say("documents_summary.nothing")


def lacking(of: Material) -> Iterator[str]:
    """What the captures lack, each with its number."""
    parts = lacks(of.figure("completeness", whole=True), of.of_tables)
    for name in MISSING:
        if (n := parts.get(name, 0)) != 0:
            yield f"{either(*MISSING[name])} " + (say("documents.unknown") if n is None else f"{n:,}")


def undecided(of: Material) -> Iterator[str]:
    """What a person has not decided yet: which channels are core, acts, hints, and who answers for what."""
    if of.scope.basis in {"proposed", "partly"}:
        asked = [of.short(row["channel_id"]) for row in ranked(of) if row["in_high"] and not row["decided"]]
        few = say("marks.comma").join(asked[:_MOST])
        yield say("documents_summary.core_open_more", channels=few, n=len(asked)) if len(asked) > _MOST else say("documents_summary.core_open", channels=few)  # fmt: skip
    if unreviewed(of):
        yield say("documents_summary.acts_open")
    for one in of.main.get("hints", ()):
        yield say("documents_summary.hint_open", what=(one["label"], one["label_en"]), n=one["open"])
    if of.parties.open:
        yield say("documents_summary.parties_open")


def ranked(of: Material) -> list[dict[str, Any]]:
    """The channels that have a place among those that may be core, in its order."""
    rows = of.run.read("channel_ranking").to_pylist()
    return sorted((row for row in rows if row["place"] is not None), key=lambda row: row["place"])


def unreviewed(of: Material) -> list[str]:
    """The labels of conduct of which something is labelled that nobody decided on; what a person confirmed and the high alone holds is decided, and only whose it is is open."""
    figures = ((one, of.figure(one)) for one in CONDUCT)
    return [one for one, f in figures if f and determinable(f) and f["high"] > f["low"] + of.exhibits.theirs(one)]


def contested(of: Material) -> list[str]:
    """The readings of deadlines that touch this case and nobody chose; papers of the first steps do not tell them."""
    return [named(one) for one in of.procedure.contested if one.touched]


def _examples(of: Material, *, words: bool) -> Table:
    source = Column(zh_en("documents.source"), lambda one: say("documents.source_of", file=one.file, digest=one.source[:16]))  # fmt: skip
    text = Column(zh_en("documents.masked_text"), lambda one: cut(one.text, _WORDS))
    return Table(of.exhibits.examples, [
        Column(zh_en("documents.exhibit_no"), "name"), Column(zh_en("documents_evidence.posted"), "posted"),
        text if words else source, Column(zh_en("documents_summary.kinds_found"), lambda one: len(of.exhibits.found[one.post.key]), right=True), Column(zh_en("documents.views"), of.exhibits.views, right=True),
    ], none=say("documents_summary.no_exhibit"))  # fmt: skip
