"""赔礼道歉声明 and 履行登记: a text for the media without anything of a victim, and what each must do and has done.

Source: the items of the judgment and what was entered of their performance (``assess.procedure``); 民法典, article 1000(1). The wording needs the court's approval.
A text owns to no more than what surely stands against whoever signs it: there is one for each set of acts, and the register of performance says whose each is.
The statement is public: who signs it is written in by hand, and who is under age is not named.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from doxdocket.assess.parties.account import CivilGuardian
from doxdocket.assess.procedure.account import Item, Performed
from doxdocket.assess.procedure.claims import DONE, KINDS, MEDIA
from doxdocket.desk.accounts.procedure import each, standing
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.narrative import settled
from doxdocket.desk.documents.parties import EXPOSED, Acted, acted
from doxdocket.desk.documents.stated import apart, office, rule, rulings, second
from doxdocket.interval import amount
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, coded, either, named, say, zh_en


def paper(of: Material) -> Paper:
    """The statement."""
    texts = variants(of)
    judged = {acts: _judged(of, who) for acts, who in texts.items()}
    one_judged = len({*judged.values()}) == 1
    body: list[Block | None] = [
        *(Part([Paragraph(_text(*acts)), Paragraph(_never(*acts)), *([] if one_judged else map(Paragraph, judged[acts]))], say("documents_apology.variant", no=n) if len(texts) > 1 else "") for n, acts in enumerate(texts, 1)),
        *(map(Paragraph, next(iter(judged.values()))) if one_judged else ()),
        Paragraph(say("documents_apology.second", told=apart(f"{one.at}{told}" for one, told in later))) if (later := second(of)) else None,
        Paragraph(say("documents_apology.sorry")), Paragraph(say("documents_apology.one_text")) if len(texts) > 1 else None,
    ]  # fmt: skip
    return Draft(of, "apology").public(
        body, signatures=[zh_en("documents_apology.signed_by"), zh_en("documents_apology.guardian")]
    )


def _judged(of: Material, who: Sequence[str]) -> tuple[str, ...]:
    """By which judgments an apology was ordered of these, each with its day, where an item that surely stands says so; else a blank, since a defendant signs it."""
    asked = [one for one in of.procedure.judgment if one.kind == "apology" and _binds(of, one, who)]
    stands = [one for one in asked if one.standing not in {"annulled", "open"}]
    ordered = say("documents_apology.ordered") if stands else office(Sentence("documents_apology.items"))
    court, no = office(Sentence("documents_apology.court")), office(Sentence("documents_apology.number"))
    found = rulings(of, stands or asked or of.procedure.judgment)
    return tuple(say("documents_apology.judged", court=court, number=no, day=one.day, ordered=ordered) for one in found)


def _binds(of: Material, item: Item, who: Sequence[str]) -> bool:
    """Whether an item is against one of these or a guardian of theirs; one that names nobody is against all."""
    wards = {one.party: one.ward for one in of.parties.parties if isinstance(one, CivilGuardian)}
    return (
        not item.against
        or not who
        or bool({*who} & {name for one in item.against for name in (one, wards.get(one, one))})
    )


Acts = tuple[tuple[str, ...], tuple[str, ...], bool]
"""What somebody did by own accounts, what in channels run and acts together alone, and whether acts together are entered of him."""


def variants(of: Material) -> dict[Acts, list[str]]:
    """The texts of the statement, by the acts that they own to, each with the defendants whom it fits: nobody signs for what is not surely his. Where nothing is known of anybody, one with a blank."""
    found = defaultdict[Acts, list[str]](list)
    for one in _signing(of):
        if one.own or one.others:
            found[one.own, one.others, bool(one.others) and one.together].append(one.who)
    return found or {((), (), False): []}


def _signing(of: Material) -> list[Acted]:
    """The defendants of whom an apology is ordered, by the items of the judgment, or asked, by the claims, where no item is of one; where neither is entered, all. For a ward his guardian may be named."""
    judged = [one for one in of.procedure.judgment if one.kind == "apology"]
    asked = [one for one in of.procedure.claims if one.kind == "apologise"]
    stands = [one.against for one in judged if one.state != "annulled"] if judged else [one.against for one in asked if one.standing != "withdrawn"]  # fmt: skip
    wards = {one.party: one.ward for one in of.parties.parties if isinstance(one, CivilGuardian)}
    whose = {name for some in stands for who in some for name in (who, wards.get(who, who))}
    every = not all(stands) or not (judged or asked)
    return [one for one in acted(of) if every or one.who in whose]


_DID = coded("apology_acts")


def _text(own: tuple[str, ...], others: tuple[str, ...], together: bool) -> str:
    acts = say("marks.comma").join(either(*_DID[act]) for act in own) if own else ""
    told = [
        say("documents_apology.own", acts=acts) if own else "",
        say("documents_apology.others" if together else "documents_apology.channels", acts=say("marks.comma").join(either(*_DID[act]) for act in others)) if others else "",
    ]  # fmt: skip
    did = say("marks.semicolon").join(filter(None, told)) or office(Sentence("documents_apology.acts_label"))
    return say("documents_apology.acts_pi" if EXPOSED in (*own, *others) else "documents_apology.acts", did=did)


def _never(own: tuple[str, ...], others: tuple[str, ...], _: bool) -> str:
    return say("documents_apology.never" if EXPOSED in (*own, *others) else "documents_apology.never_again")


def register(of: Material) -> Paper:
    """What was ordered, and what was done of it."""
    items, procedure = of.procedure.judgment, Sentence("documents.register_procedure")
    no = {one.item: n for n, one in enumerate(items, 1)}
    done = [(str(no[item.item]), one, _days(_late(item, one))) for item in items for one in item.performed]
    done += [(say("documents_apology.of_claim", n=n), one, None) for n, claim in enumerate(of.procedure.claims, 1) for one in claim.performed]  # fmt: skip
    media = apart(either(*MEDIA[one.medium]) for one in items if one.kind == "apology" and one.medium)
    ordered = Table(items, [
        Column(zh_en("documents_apology.item"), lambda r: no[r.item], right=True), Column(zh_en("documents_apology.kind"), lambda r: KINDS[r.kind]), Column(zh_en("documents_apology.text"), lambda r: of.team(r.text) + standing(r)),
        Column(zh_en("documents_apology.against"), lambda r: apart(r.against) or say("documents_apology.all")), Column(zh_en("documents_apology.amount"), lambda r: _yuan(r.amount), right=True),
        Column(zh_en("documents_apology.medium_label"), lambda r: either(*MEDIA[r.medium]) if r.medium else None), Column(zh_en("documents_apology.due"), lambda r: str(r.last or r.due or "") or missing(Sentence("documents_apology.due"), procedure)),
    ], none=missing(Sentence("documents_apology.items"), procedure))  # fmt: skip
    state = Table(items, [
        Column(zh_en("documents_apology.item"), lambda r: no[r.item], right=True), Column(zh_en("documents_apology.state"), lambda r: performed(of, r) + each(r)), Column(zh_en("documents_apology.paid"), lambda r: _yuan(r.paid), right=True),
        Column(zh_en("documents_apology.open"), lambda r: _yuan(r.open), right=True), Column(zh_en("documents_apology.overdue"), _overdue, right=True),
    ])  # fmt: skip
    acts = Table(done, [
        Column(zh_en("documents_apology.item"), itemgetter(0), right=True), Column(zh_en("documents_conduct.day"), lambda r: str(r[1].at)), Column(zh_en("documents_apology.kind"), lambda r: KINDS[r[1].kind]),
        Column(zh_en("documents_apology.by"), lambda r: apart(r[1].by) or say("documents_apology.all")), Column(zh_en("documents_apology.amount"), lambda r: _yuan(r[1].amount), right=True),
        Column(zh_en("documents_apology.where"), lambda r: apart([of.team(r[1].where), either(*MEDIA[r[1].medium]) if r[1].medium else ""]) or None),
        Column(zh_en("documents_apology.overdue"), itemgetter(2), right=True),
        Column(zh_en("documents_apology.proof"), lambda r: of.rests(r[1].evidence) or missing(Sentence("documents_apology.proof"), procedure)),
    ], none=missing(Sentence("documents_apology.performance"), procedure))  # fmt: skip
    reasons = Table([(no[item.item], why) for item in items for why in _unsettled(of, item)], [
        Column(zh_en("documents_apology.item"), itemgetter(0), right=True), Column(zh_en("documents_apology.why"), itemgetter(1)),
    ])  # fmt: skip
    later = [
        say("documents_apology.second", told=f"{one.at}{told}" + (say("marks.in_brackets", text=of_whom) if (of_whom := apart([of.team(one.document), *one.defendants])) else ""))
        for one, told in second(of)
    ]  # fmt: skip
    texts = list(variants(of).values())
    whose = Table([(n, who) for n, who in enumerate(texts, 1) if who], [
        Column(zh_en("documents_apology.text_no"), lambda r: say("documents_apology.variant", no=r[0])), Column(zh_en("documents_apology.whose"), lambda r: apart(r[1])),
    ])  # fmt: skip
    none = [one.who for one in _signing(of) if not one.own and not one.others]
    found = rulings(of, items)
    of_items = [apart(str(no[each.item]) for each in one.items) if len(found) > 1 else "" for one in found]
    judged = [
        (say("documents_apology.of_items", items=own) if own else "") + say("documents_apology.of_judgment", paper=one.paper, day=one.day, effect=one.effect)
        for one, own in zip(found, of_items, strict=True)
    ]  # fmt: skip
    body: list[Block | None] = [
        Part([*map(Paragraph, judged), *map(Paragraph, later), ordered], say("documents_apology.part_items")),
        Part([acts], say("documents_apology.part_acts")),
        settled(of),
        Part([state, reasons if reasons.rows else None, Paragraph(say("documents_apology.state_said"))], say("documents_apology.part_state")) if items else None,
        Part([whose, Paragraph(say("documents_apology.no_text", who=apart(none))) if none else None, Paragraph(say("documents_apology.whose_said"))], say("documents_apology.part_whose")) if any(texts) or none else None,
        Part([
            Paragraph(say("documents_apology.rule", rule=rule(of, "cn/minfadian/1000-1"))), Paragraph(say("documents_apology.nothing_personal")),
            Paragraph(say("documents_apology.medium", medium=media or missing(Sentence("documents_apology.medium_label"), procedure))), Paragraph(say("documents_apology.approval", told=office(Sentence("documents_apology.approval_label")))),
        ], say("documents_apology.part_before")),
    ]  # fmt: skip
    signatures = [zh_en("documents_apology.entered_by"), zh_en("documents_statistics.checked_by")]
    return Draft(of, "performance").paper(body, signatures=signatures)


def _unsettled(of: Material, item: Item) -> Iterator[str]:
    """Why it cannot be determined what was done of an item, or whether it is overdue: what the account of the procedure says to look at of it, of what was done of it, and of what the second instance left open."""
    if item.state == "not determinable" or item.missing:
        about = {item.item, *(one.id for one in item.performed), *item.unsettled, *(item.decided_by if item.standing == "open" else ())}  # fmt: skip
        yield from (named(one) for one in of.procedure.remarks if about & {*one.entries})


def performed(of: Material, item: Item) -> str:
    """What was done of an item; where nothing proves it, that the register alone says so."""
    told, acts = either(*DONE[item.state]), item.performed
    proven = sum(bool(of.rests(one.evidence)) for one in acts)
    if item.state not in {"done", "partly", "more"} or proven == len(acts):
        return told
    return say("documents_apology.some_unproven" if proven else "documents_apology.unproven", told=told)


def _yuan(sum_: Decimal | None) -> str | None:
    return None if sum_ is None else amount(sum_)


def _overdue(item: Item) -> str | None:
    """How many days past its last day it is open, or was done."""
    return _days(item.overdue or max((_late(item, one) for one in item.performed), default=0))


def _late(item: Item, one: Performed) -> int:
    return (one.at - item.last).days if item.last and one.id in item.late else 0


def _days(n: int) -> str | None:
    return say("documents_apology.days", n=n) if n else None
