"""The transactions of all files together: one transfer told twice counts once, poisoning counts nothing.

The same number and coin with parties that agree is the same transfer; received in one file and paid in another, it stayed with
the defendants; received in the files of two of them, it is theirs together, undetermined. A row of an unread status is joined too: to
one that moved, it says nothing more. Without a common number, equal amounts of one coin and one defendant in two files within the window of
``settings.yaml`` *may* be one transfer, and so may what one defendant's file pays and another's receives: that is told and makes a low and a high. Source: own rules. Left out: transfers that
were split or joined on the way.

>>> look_alike("TAbcDEFGHIJKLMNOPQRSTUVWXYZ1234567", "TAbcZZZZZZZZZZZZZZZZZZZZZZZZZ4567")
True
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from doxdocket.assess.gains import settings
from doxdocket.assess.gains.transactions import STATUS_UNREAD, Told, Transaction, apart, holders, shared

_Queue = tuple[str, str, bool]
"""Rows of one file and defendant, received or not."""
_MOVED = frozenset({"counted", "internal", "between"})


def gather(
    transactions: Iterable[Transaction], own: Iterable[str] = ()
) -> tuple[tuple[Transaction, ...], tuple[Told, ...]]:
    """All of them in their order, with what they are to one another, and what is told of that."""
    found = list(_poisoned(list(transactions), frozenset(own)))
    doubtful = _joined(found)
    _reversed(found)
    _doubted(found, doubtful)
    told = (Told(one.ref, code) for one in found for code in one.told if code in _OURS)
    return tuple(found), tuple(told)


_OURS = frozenset(
    {
        "alike_counterparty",
        "amounts_differ",
        "told_twice",
        "maybe_internal",
        "maybe_between",
        "reversed",
        "files_of_two",
    }
)


def unread(row: Transaction) -> bool:
    """Whether a row may have moved something: its status is a word that nobody stated, and nothing else about it is open."""
    return row.state == "unclear" and STATUS_UNREAD in row.told and bool(row.direction)


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
        if alike and tiny and one.state in {"counted", "unclear", "zero", "foreign"}:
            yield replace(one, state="poisoning")
        elif alike and one.state == "counted":
            yield replace(one, told=(*one.told, "alike_counterparty"))
        else:
            yield one


def _joined(found: list[Transaction]) -> list[tuple[int, int]]:
    """Rows that tell the same transfer by its number: the first stands for all, and before one of an unread status one that moved. Returned are pairs whose amounts forbid saying so."""
    seen: dict[tuple[str, str], list[int]] = {}
    doubtful = []
    told = [at for at, one in enumerate(found) if one.hash and (one.state in _MOVED or unread(one))]
    for at in sorted(told, key=lambda at: unread(found[at])):
        one = found[at]
        firsts = seen.setdefault((one.coin, one.hash), [])
        same = next((first for first in firsts if _same(found[first], one)), None)
        if same is None:
            doubtful += [
                (first, at)
                for first in firsts
                if found[first].statement != one.statement and _parties(found[first], one)
            ]
            firsts.append(at)
            continue
        first = found[same]
        if first.direction != one.direction and not {first.state, one.state} & {"internal", "between"}:
            found[same] = _inside(first, one)
        elif first.amount != one.amount:
            found[same] = replace(first, amount=min(first.amount, one.amount), told=(*first.told, "amounts_differ"))
        if first.direction == one.direction:
            found[same] = _whose(found[same], one)
        if first.payers and not one.payers:
            found[same] = replace(found[same], payers=False)
        found[at] = replace(one, state="duplicate", same_as=first.ref)
    return doubtful


def _inside(first: Transaction, one: Transaction) -> Transaction:
    """The row that stands for both, where one file pays what the other receives: it stayed with one defendant, or between two; where neither status is read, it may have."""
    if first.defendant == one.defendant:
        return replace(first, state="internal")
    out, came = (first, one) if first.direction == "out" else (one, first)
    state = "unclear" if unread(first) else "between"
    return replace(first, state=state, paid_by=out.defendant, paid_to=came.defendant)


def _whose(first: Transaction, one: Transaction) -> Transaction:
    """The row that stands for both, with the defendants of both."""
    both = shared(first.defendant, one.defendant)
    more = len(holders(both)) > 1 and first.statement != one.statement
    return replace(first, defendant=both, told=tuple(dict.fromkeys((*first.told, *(["files_of_two"] if more else [])))))


def _same(first: Transaction, one: Transaction) -> bool:
    """Whether two rows of one number and coin are one transfer and not two of a batch."""
    parties = _parties(first, one)
    if first.statement == one.statement:
        return parties and (first.amount, first.at, first.direction, first.counterparty) == (
            one.amount, one.at, one.direction, one.counterparty,
        )  # fmt: skip
    fees = max(first.fee or 0, one.fee or 0)
    return parties and abs(first.amount - one.amount) <= fees


def _parties(first: Transaction, one: Transaction) -> bool:
    return _agree(first.sender, one.sender) and _agree(first.receiver, one.receiver)


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _reversed(found: list[Transaction]) -> None:
    """The last receipt before a reversal of just its amount, in the same file: it may have gone back."""
    received: dict[tuple[object, ...], list[int]] = {}
    for at, one in enumerate(found):
        key = (one.statement, one.defendant, one.coin, one.amount, one.counterparty)
        if one.state != "counted":
            continue
        if one.direction == "in":
            received.setdefault(key, []).append(at)
        elif "reversal" in one.told and received.get(key):
            back = received[key].pop()
            found[back] = replace(found[back], maybe_same_as=one.ref, told=(*found[back].told, "reversed"))


def _doubted(found: list[Transaction], doubtful: Iterable[tuple[int, int]]) -> None:
    """Rows received that another file may tell too, as received or as paid by the same defendant; each row doubts one other."""
    taken: set[int] = set()
    for first, second in doubtful:
        _doubt(found, taken, first, second)
    queues: dict[tuple[str, object], dict[_Queue, list[int]]] = {}
    for at, row in enumerate(found):
        paid = row.direction == "out" and unread(row)
        if (row.state in {"counted", "neutral"} or paid) and row.at is not None:
            key = (row.statement, row.defendant, row.direction == "in")
            queues.setdefault((row.coin, row.amount), {}).setdefault(key, []).append(at)
    for queue in queues.values():
        for places in queue.values():
            places.sort(key=lambda at: (str(found[at].at), at))
        pairs = [pair for pair in combinations(queue, 2) if _may_meet(*pair)]
        for one, other in sorted(pairs, key=lambda pair: _apart(pair[0][1], pair[1][1])):
            _match(found, taken, queue[one], queue[other])


def _may_meet(first: _Queue, second: _Queue) -> bool:
    """Of two files, at least one received, by one defendant as far as is known, or by one of what another paid."""
    (one, whose, came), (other, whoses, comes) = first, second
    return one != other and (came != comes or (came and not _apart(whose, whoses)))


def may_be_halves(one: Transaction, other: Transaction) -> bool:
    """Whether one of two rows was found to be perhaps what one defendant paid and the other what another received, and no entry said what it is (``settled``)."""
    return any(
        "maybe_between" in row.told and row.maybe_same_as == half.ref for row, half in ((one, other), (other, one))
    )


def settled(row: Transaction) -> Transaction:
    """A row of which an entry says what its other half is: that it may be another's is no longer open."""
    left = tuple(code for code in row.told if code != "maybe_between")
    return row if left == row.told else replace(row, told=left, maybe_same_as="")


def _apart(whose: str, whoses: str) -> bool:
    """Whether two rows are of different defendants."""
    return apart(holders(whose), holders(whoses))


def _match(found: list[Transaction], taken: set[int], first: Sequence[int], second: Sequence[int]) -> None:
    """Pair rows of two files in the order of time."""
    widest = timedelta(minutes=settings.settings()["told_twice"]["of_a_day"])
    start = 0
    for at in second:
        one = found[at]
        while start < len(first) and (first[start] in taken or _before(found[first[start]], one, widest)):
            start += 1
        for place in map(first.__getitem__, range(start, len(first))):
            if _before(one, found[place], widest):
                break
            if place not in taken and _may_be(found[place], one):
                _doubt(found, taken, place, at)
                break


def _before(one: Transaction, other: Transaction, by: timedelta) -> bool:
    return one.at is not None and other.at is not None and other.at - one.at > by


def _doubt(found: list[Transaction], taken: set[int], first: int, second: int) -> None:
    """Of two rows that may be one, the later that was received is told so."""
    if (
        {first, second} & taken
        or "reversed" in (*found[first].told, *found[second].told)
        or not any(found[at].direction == "in" and found[at].state == "counted" for at in (first, second))
    ):
        return
    both = found[first].direction == found[second].direction
    doubted, other = (second, first) if found[second].direction == "in" else (first, second)
    taken |= {first, second}
    one = found[doubted]
    code = (
        "told_twice" if both else "maybe_between" if _apart(one.defendant, found[other].defendant) else "maybe_internal"
    )
    found[doubted] = replace(one, maybe_same_as=found[other].ref, told=(*one.told, code))


def _may_be(other: Transaction, one: Transaction) -> bool:
    """Whether nothing forbids that two rows of equal amount are one transfer."""
    sizes = settings.settings()["told_twice"]
    window = timedelta(minutes=sizes["of_a_day" if one.dated or other.dated else "minutes"])
    if one.at is None or other.at is None or abs(other.at - one.at) > window:
        return False
    if other.chain and other.chain == one.chain and other.hash and one.hash:
        return False  # two numbers of one chain are two transfers
    if _apart(other.defendant, one.defendant) and not (
        {other.direction, one.direction} == {"in", "out"} and _parties(other, one)
    ):
        return False
    return other.direction == one.direction or not (other.payers or one.payers)
