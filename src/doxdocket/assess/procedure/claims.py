"""Claims with what became of them, and the items of the judgment with what was performed of each.

A claim that is withdrawn because it was achieved is a change of claims, not a withdrawal of the suit (法释〔2020〕20号 arts 18, 19). What
is open is what was ordered less what is recorded as paid, by whoever of those owes it; nothing is added over items, and a payment counts once:
what was done on a claim goes to the one item that it fits, and where it fits several a person decides. An apology each makes himself. What is
recorded without an amount, or was done by somebody whom the item does not bind, settles nothing. After a second instance the item is read as that left
it: of what it annulled nothing is owed, and nothing done on it goes elsewhere by itself. Left out: interest for late payment.

>>> one = JudgmentItem(
...     id="J1", kind="payment", text="赔偿", amount=Decimal(100000), ordered=date(2025, 8, 28), due=date(2025, 9, 30)
... )
>>> paid = Performance(id="P1", item="J1", kind="payment", at=date(2025, 10, 2), amount=Decimal(40000))
>>> (found,) = items([one], [paid], date(2026, 1, 1))
>>> found.paid, found.open, found.late
(Decimal('40000'), Decimal('60000'), ('P1',))
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from doxdocket.assess.forms.procedure import Claim, ClaimChange, JudgmentItem, Performance
from doxdocket.assess.procedure.account import Change, EachDone, Item, Performed, StatedClaim
from doxdocket.assess.procedure.second_instance import DUE, Now
from doxdocket.law import deadlines
from doxdocket.law.days import Calendar, move
from doxdocket.words import coded, zh_en

STANDING = coded("claims_standing")
DONE = coded("claims_done", " ")
KINDS = coded("claims_kinds")
MEDIA = {"": zh_en("claims.not_stated"), **coded("claims_media")}
_RECHECKED = ("publications", "removed", "shown", "unknown")
_LEVELS = ("national", "provincial", "city")


@dataclass(frozen=True, slots=True)
class Loose:
    """Something done on a claim that no single item takes: why, and the items that might."""

    done: Performance
    items: tuple[str, ...]
    """Several that it fits; or, where it fits none, those ordered on that claim."""
    fits: bool


def asked(claims: Iterable[Claim], changes: Sequence[ClaimChange], on: date) -> list[StatedClaim]:
    """Each claim stated by that day, as it stands then; what was judged of it and done on it is left out."""
    return [_asked(c, [x for x in changes if x.claim == c.id and x.at <= on]) for c in claims if c.stated <= on]


def _asked(claim: Claim, changes: Sequence[ClaimChange]) -> StatedClaim:
    text, amount, standing = claim.text, claim.amount, None
    order = sorted(changes, key=lambda x: (x.at, x.id))
    for one in order:
        if one.how in {"added", "changed"}:
            text, amount = one.text or text, amount if one.amount is None else one.amount
            standing = "changed" if one.how == "changed" else "stands"
        else:
            standing = one.how
    told = [
        Change(x.id, x.how, x.at, x.grounds, x.amount, {n: getattr(x, n) for n in _RECHECKED if getattr(x, n) is not None}, x.evidence)
        for x in order
    ]  # fmt: skip
    return StatedClaim(
        claim.id, claim.kind, text, amount, claim.text, claim.amount, claim.against, claim.stated, standing, claim.evidence, judged=(), changes=told, performed=()
    )  # fmt: skip


def performed(p: Performance) -> Performed:
    """What was done, as the account has it."""
    return Performed(p.id, p.kind, p.at, p.amount, p.by, p.where, p.medium or None, p.evidence)


def items(
    ordered: Iterable[JudgmentItem], done: Sequence[Performance], on: date, known: Calendar | None = None,
    read: Mapping[str, Now] | None = None,
) -> list[Item]:  # fmt: skip
    """Each item ordered by that day as it reads then, and what was done of it by then."""
    table, nows = known or deadlines.calendar(), read or {}
    now = {one.id: nows.get(one.id, Now(one, one)) for one in ordered if one.ordered <= on}
    held, gone = [one.item for one in now.values()], annulled(now.values())
    then = sorted((p for p in done if p.at <= on), key=lambda p: (p.at, p.id))
    return [
        _item(
            now[one.id],
            [p for p in then if [x.id for x in taking(p, held, gone)] == [one.id]],
            tuple(p.id for p in then if len(found := taking(p, held, gone)) > 1 and one in found),
            on,
            table,
        )
        for one in held
    ]


def annulled(now: Iterable[Now]) -> frozenset[str]:
    """The items that the second instance left nothing of."""
    return frozenset(one.item.id for one in now if one.standing == "annulled")


def loose(ordered: Iterable[JudgmentItem], done: Sequence[Performance], on: date) -> list[Loose]:
    """What was done on a claim by that day and no single item takes."""
    held, out = [one for one in ordered if one.ordered <= on], []
    for p in (p for p in done if p.at <= on):
        found = taking(p, held)
        if len(found) != 1:
            of = found or [one for one in held if one.claim == p.item]
            out.append(Loose(p, tuple(one.id for one in of), bool(found)))
    return out


def taking(p: Performance, ordered: Sequence[JudgmentItem], gone: frozenset[str] = frozenset()) -> list[JudgmentItem]:
    """The items that a performance may be of: the one it names; of a claim those of its kind that stand against whoever performed."""
    named = [one for one in ordered if one.id == p.item]
    standing = (one for one in ordered if one.id not in gone)
    return named or [one for one in standing if one.claim == p.item and one.kind == p.kind and _owed_by(one, p)]


def _owed_by(item: JudgmentItem, p: Performance) -> bool:
    """Whether it is owed by one of those who performed; where either is not recorded, it may be."""
    return not item.against or not p.by or bool({*p.by} & {*item.against})


def _item(now: Now, done: Sequence[Performance], maybe: tuple[str, ...], on: date, known: Calendar) -> Item:
    item = now.item
    same = [p for p in done if p.kind == item.kind and _owed_by(item, p)]
    lower = tuple(p.id for p in same if item.kind == "apology" and item.medium and _less(p.medium, item.medium))
    bare = [p for p in same if p.id in lower or (item.kind == "payment" and p.amount is None)]
    unsettled = (*(p.id for p in done if p.kind == item.kind and p not in same), *(p.id for p in bare), *maybe)
    paid = sum((p.amount or Decimal(0) for p in same), Decimal(0))
    left = item.amount - paid if item.kind == "payment" and item.amount is not None else None
    counted = [p for p in same if p not in bare]
    each = _each(item, counted, bare)
    state = _state(item, counted, left, each)
    if unsettled and state not in {"done", "more"}:
        state, left = "not determinable", None
    if now.standing in {"annulled", "open"}:
        state, left, each = "annulled" if now.standing == "annulled" else "not determinable", None, ()
    last, _, missing = move(item.due, known) if item.due is not None and state != "annulled" else (None, (), ())
    if now.due_open and state != "annulled":
        last, missing = None, (DUE,)
    late = tuple(p.id for p in same if last is not None and p.at > last)
    over = (on - last).days if last is not None and state in {"open", "partly"} and on > last else None
    return Item(
        item.id, item.claim or None, item.kind, item.text, item.amount, now.first.amount, item.against, item.due, last, missing,
        item.medium or None, state, paid if item.kind == "payment" and done else None, left, over, each, now.standing, now.by,
        [c.id for c in now.changes], unsettled, late, lower, [performed(p) for p in done],
    )  # fmt: skip


def _each(item: JudgmentItem, done: Sequence[Performance], short: Sequence[Performance]) -> tuple[EachDone, ...]:
    """Of an apology owed by several, each with what is recorded of him: it is each one's own (民法典 arts 179, 1000); ``short``: not as ordered."""
    if item.kind != "apology" or len(item.against) < 2:
        return ()
    known = {who for p in done for who in p.by}
    doubted = {who for p in (*done, *short) for who in p.by or item.against} - known
    return tuple(
        EachDone(who, "done" if who in known else "not determinable" if who in doubted else "open")
        for who in item.against
    )


def _state(item: JudgmentItem, done: Sequence[Performance], left: Decimal | None, each: tuple[EachDone, ...]) -> str:
    if each:
        found = {one.state for one in each}
        return "not determinable" if "not determinable" in found else found.pop() if len(found) == 1 else "partly"
    if item.kind != "payment":
        alone = any(not p.by for p in done) or {*item.against} <= {who for p in done for who in p.by}
        return "open" if not done else "done" if alone else "not determinable"
    if left is None:
        return "not determinable"
    if left <= 0:
        return "done" if left == 0 else "more"
    return "partly" if done else "open"


def _less(medium: str, ordered: str) -> bool:
    """Whether a medium reaches less far than the one ordered, or that cannot be said."""
    if medium == ordered:
        return False
    return medium not in _LEVELS or ordered not in _LEVELS or _LEVELS.index(medium) > _LEVELS.index(ordered)
