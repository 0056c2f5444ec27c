"""Claims with what became of them, and the items of the judgment with what was performed of each.

A claim that is withdrawn because it was achieved is a change of claims, not a withdrawal of the suit (法释〔2020〕20号 arts 18, 19). What
is open is what was ordered less what is recorded as paid; nothing is added over items. Left out: interest for late payment.

>>> one = JudgmentItem(
...     id="J1", kind="payment", text="赔偿", amount=Decimal(100000), ordered=date(2025, 8, 28), due=date(2025, 9, 30)
... )
>>> paid = Performance(id="P1", item="J1", kind="payment", at=date(2025, 10, 2), amount=Decimal(40000))
>>> (found,) = items([one], [paid], date(2026, 1, 1))
>>> found.paid, found.open, found.late
(Decimal('40000'), Decimal('60000'), ('P1',))
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from doxdocket.assess.procedure.forms import Claim, ClaimChange, JudgmentItem, Performance
from doxdocket.law import deadlines
from doxdocket.law.days import Calendar, move

Standing = Literal["stands", "changed", "withdrawn", "achieved"]
STANDING: dict[str, tuple[str, str]] = {
    "stands": ("维持", "stands"), "changed": ("已变更", "changed"), "withdrawn": ("已撤回", "withdrawn"),
    "achieved": ("已实现", "achieved"),
}  # fmt: skip
DONE: dict[str, tuple[str, str]] = {
    "done": ("已履行", "done"), "partly": ("部分履行", "done in part"), "open": ("未见履行", "nothing recorded"),
    "more": ("超过判项", "more than was ordered"), "not determinable": ("不能确定", "not determinable"),
}  # fmt: skip
KINDS: dict[str, tuple[str, str]] = {
    "stop": ("停止侵害", "stop"), "delete": ("删除信息", "delete"), "apologise": ("赔礼道歉", "apologise"),
    "damages": ("赔偿", "damages"), "account": ("注销账号、解散群组", "close accounts"), "costs": ("费用", "costs"),
    "payment": ("付款", "payment"), "apology": ("赔礼道歉", "apology"), "deletion": ("删除", "deletion"), "other": ("其他", "other"),
}  # fmt: skip
MEDIA: dict[str, tuple[str, str]] = {
    "": ("未写明", "not stated"), "national": ("全国性媒体", "national"), "provincial": ("省级媒体", "provincial"),
    "city": ("市级媒体", "of a city"), "other": ("其他", "other"),
}  # fmt: skip
_LEVELS = ("national", "provincial", "city")


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim on a day: how it reads now, what it asks, and each change."""

    claim: Claim
    standing: Standing
    text: str
    amount: Decimal | None
    changes: tuple[ClaimChange, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """An item of the judgment on a day: what was done of it."""

    item: JudgmentItem
    done: tuple[Performance, ...]
    paid: Decimal
    open: Decimal | None
    """None where nothing is to be paid, or the amount is not recorded."""
    state: str
    late: tuple[str, ...]
    """What was done after the last day set."""
    lower: tuple[str, ...]
    """What was published in a medium of less reach than ordered, or of a reach not stated."""
    overdue: int | None
    """Days since the last day set, where something is open."""
    last: date | None
    """The last day set, moved over days of rest; None where none was set or its table is missing."""
    missing: tuple[str, ...]


def asked(claims: Iterable[Claim], changes: Sequence[ClaimChange], on: date) -> list[Asked]:
    """Each claim stated by that day, as it stands then."""
    return [_asked(c, [x for x in changes if x.claim == c.id and x.at <= on]) for c in claims if c.stated <= on]


def _asked(claim: Claim, changes: Sequence[ClaimChange]) -> Asked:
    text, amount, standing = claim.text, claim.amount, "stands"
    order = sorted(changes, key=lambda x: (x.at, x.id))
    for one in order:
        if one.how in {"added", "changed"}:
            text, amount = one.text or text, amount if one.amount is None else one.amount
            standing = "changed" if one.how == "changed" else "stands"
        else:
            standing = one.how
    return Asked(claim, standing, text, amount, tuple(order))  # type: ignore[arg-type]


def items(
    ordered: Iterable[JudgmentItem], done: Sequence[Performance], on: date, known: Calendar | None = None
) -> list[Ordered]:
    """Each item ordered by that day, and what was done of it by then."""
    table = known or deadlines.calendar()
    return [
        _item(
            one,
            sorted((p for p in done if p.item in (one.id, one.claim) and p.at <= on), key=lambda p: (p.at, p.id)),
            on,
            table,
        )
        for one in ordered
        if one.ordered <= on
    ]


def _item(item: JudgmentItem, done: Sequence[Performance], on: date, known: Calendar) -> Ordered:
    same = [p for p in done if p.kind == item.kind]
    paid = sum((p.amount or Decimal(0) for p in same), Decimal(0))
    left = item.amount - paid if item.kind == "payment" and item.amount is not None else None
    state = _state(item, same, left)
    last, _, missing = move(item.due, known) if item.due is not None else (None, (), ())
    late = tuple(p.id for p in same if last is not None and p.at > last)
    lower = tuple(p.id for p in same if item.kind == "apology" and item.medium and _less(p.medium, item.medium))
    over = (on - last).days if last is not None and state not in {"done", "more"} and on > last else None
    return Ordered(item, tuple(done), paid, left, state, late, lower, over, last, missing)


def _state(item: JudgmentItem, done: Sequence[Performance], left: Decimal | None) -> str:
    if item.kind != "payment":
        return "done" if done else "open"
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
