"""The transactions of all files together: one transfer told twice counts once, poisoning counts nothing.

The same number and coin with parties that agree is the same transfer; received in one file and paid in another, it stayed with
the defendants. Without a common number, equal amounts of one coin and one defendant in two files within the window of
``settings.yaml`` *may* be one transfer: that is told and makes a low and a high. Source: own rules. Left out: transfers that
were split or joined on the way.

>>> look_alike("TAbcDEFGHIJKLMNOPQRSTUVWXYZ1234567", "TAbcZZZZZZZZZZZZZZZZZZZZZZZZZ4567")
True
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from doxdocket.assess.gains import settings
from doxdocket.assess.gains.transactions import Told, Transaction

_MOVED = frozenset({"counted", "internal", "between"})


def gather(
    transactions: Iterable[Transaction], own: Iterable[str] = ()
) -> tuple[tuple[Transaction, ...], tuple[Told, ...]]:
    """All of them in their order, with what they are to one another, and what is told of that."""
    found = list(_poisoned(list(transactions), frozenset(own)))
    _joined(found)
    _doubted(found)
    told = (Told(one.ref, code) for one in found for code in one.told if code in _OURS)
    return tuple(found), tuple(told)


_OURS = frozenset({"alike_counterparty", "amounts_differ", "told_twice", "maybe_internal"})


def look_alike(one: str, other: str) -> bool:
    """Whether two addresses have the same beginning and end."""
    first, second = _ends(one), _ends(other)
    return one != other and first == second and bool(first[0])


def _ends(address: str) -> tuple[str, str]:
    body = address[2:] if address.startswith("0x") else address[1:]
    sizes = settings.settings()["poisoning"]
    return body[: sizes["head"]], body[-sizes["tail"] :]


def other_side(one: Transaction) -> str:
    """The address or account that is not the defendant's."""
    return (one.sender if one.direction == "in" else one.receiver) or one.counterparty


def _poisoned(found: Sequence[Transaction], own: frozenset[str]) -> Iterator[Transaction]:
    solid = {other_side(one) for one in found if one.state in _MOVED and one.amount > settings.dust(one.coin)} | own
    by_ends: dict[tuple[str, str], set[str]] = {}
    for address in solid - {""}:
        by_ends.setdefault(_ends(address), set()).add(address)
    for one in found:
        side = other_side(one)
        alike = bool(one.chain and side) and any(look_alike(side, a) for a in by_ends.get(_ends(side), ()))
        tiny = one.amount <= settings.dust(one.coin)
        if alike and tiny and one.state in {"counted", "zero", "foreign"}:
            yield replace(one, state="poisoning")
        elif alike and one.state == "counted":
            yield replace(one, told=(*one.told, "alike_counterparty"))
        else:
            yield one


def _joined(found: list[Transaction]) -> None:
    """Rows that tell the same transfer by its number: the first stands for all."""
    seen: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(found):
        if not one.hash or one.state not in _MOVED:
            continue
        firsts = seen.setdefault((one.coin, one.hash), [])
        same = next((first for first in firsts if _same(found[first], one)), None)
        if same is None:
            firsts.append(at)
            continue
        first = found[same]
        if first.direction != one.direction and first.state == one.state == "counted":
            state = "internal" if first.defendant == one.defendant else "between"
            found[same] = replace(first, state=state)
        elif first.amount != one.amount:
            found[same] = replace(first, amount=min(first.amount, one.amount), told=(*first.told, "amounts_differ"))
        if first.payers and not one.payers:
            found[same] = replace(found[same], payers=False)
        found[at] = replace(one, state="duplicate", same_as=first.ref)


def _same(first: Transaction, one: Transaction) -> bool:
    """Whether two rows of one number and coin are one transfer and not two of a batch."""
    parties = _agree(first.sender, one.sender) and _agree(first.receiver, one.receiver)
    if first.statement == one.statement:
        return parties and (first.amount, first.at, first.direction, first.counterparty) == (
            one.amount, one.at, one.direction, one.counterparty,
        )  # fmt: skip
    fees = max(first.fee or 0, one.fee or 0)
    return parties and abs(first.amount - one.amount) <= fees


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _doubted(found: list[Transaction]) -> None:
    """Rows received that another file may tell too, as received or as paid by the same defendant; each row doubts one other."""
    window = timedelta(minutes=settings.settings()["told_twice"]["minutes"])
    alike: dict[tuple[str, str, object], list[int]] = {}
    for at, one in enumerate(found):
        if one.state in {"counted", "neutral"} and one.at is not None:
            alike.setdefault((one.defendant, one.coin, one.amount), []).append(at)
    for places in alike.values():
        taken: set[int] = set()
        for at in places:
            one = found[at]
            if one.direction != "in" or one.state != "counted" or at in taken:
                continue
            other = next(
                (p for p in places if p not in taken | {at} and _may_be(found[p], one, window, earlier=p < at)), None
            )
            if other is None:
                continue
            taken |= {at, other}
            code = "told_twice" if found[other].direction == "in" else "maybe_internal"
            found[at] = replace(one, maybe_same_as=found[other].ref, told=(*one.told, code))


def _may_be(other: Transaction, one: Transaction, window: timedelta, *, earlier: bool) -> bool:
    if other.statement == one.statement or other.at is None or one.at is None or abs(other.at - one.at) > window:
        return False
    if other.chain and one.chain and other.chain == one.chain and other.hash and one.hash:
        return False  # two numbers of one chain are two transfers
    if other.direction == "in":
        return earlier and other.state == "counted"
    return not other.payers
