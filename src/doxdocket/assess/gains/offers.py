"""Prices asked, by channel, month and currency, with the posts behind each: what was offered, never what was received.

Source: the conduct of a run (``sale_offer``, as decisions leave it) and the dates of its posts. Quotes and forwards are adverts of
others and are counted apart; a price is never carried from one channel to another. A price that an edit brought is of the day of the edit. A number that may be a price and may be none
is kept and marked, and so is one that no unit of money stands beside (户籍30, 300一次). Left out: what a price is worth in yuan.

>>> conduct = [
...     {
...         "channel_id": "c",
...         "post_id": "7",
...         "label": "sale_offer",
...         "status": "proposed",
...         "quoted": False,
...         "slots": [
...             {"slot": "price", "value": "80", "start": 2, "end": 4},
...             {"slot": "currency", "value": "usdt", "start": 2, "end": 4},
...         ],
...     }
... ]
>>> from datetime import UTC, datetime
>>> found = offers(conduct, {("c", "7"): Post(datetime(2023, 8, 1, tzinfo=UTC))})
>>> [(one.price, one.coin) for one in found], months(found, "Asia/Shanghai")[0].month
([(Decimal('80'), 'USDT')], '2023-08')
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.records import holds, told_as_money
from doxdocket.words import coded

_COINS = {"points": "points"}
"""Currencies of the conduct room that are no coin and stay as they are told; a coin is written as ``settings.yaml`` writes it: CNY, USDT."""
SIGNS: Mapping[str, tuple[str, str]] = coded("offers_signs")
"""What a number was taken for a price by (``detect/conduct/money.py``)."""
UNITS: Mapping[str, tuple[str, str]] = coded("offers_units")
"""What a price is asked for (``detect/conduct/slots.yaml``); prices for different things are not compared."""


@dataclass(frozen=True, slots=True)
class Post:
    """When a post was made, and whether it only passes on somebody else's."""

    at: datetime | None
    forwarded: bool = False
    reply_to: str | None = None
    changed: datetime | None = None
    """Since when the words that count may stand there, where an earlier version was captured: that of the edit, else of the last capture before."""
    before: frozenset[str] = frozenset()
    """The prices that earlier versions held, as their slots say them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One price in one post."""

    channel: str
    post: str
    at: datetime | None
    price: Decimal
    coin: str
    what: str
    unit: str
    labelled: bool
    """Whether a person confirmed that its stretch offers look-ups: that makes no number without a unit a price."""
    others: bool
    """In a quote or forward: somebody else's advert."""
    doubtful: bool = False
    """Not told with a unit of money, or with one that means something else as often: no price for sure."""
    sign: str = ""
    where: str = "text"
    span: tuple[int, int] = (0, 0)
    maybe: bool = False
    """A number that the machine itself reads as a price only perhaps; no payment is put beside it."""
    means: str = "price"
    """What its sentence says the sum is (``meaning_of_sums``): only a price is asked."""

    @property
    def confirmed(self) -> bool:
        """Whether the price is: it is no doubtful one of a stretch that a person confirmed."""
        return self.labelled and not self.doubtful


def offers(conduct: Iterable[Mapping[str, Any]], posts: Mapping[tuple[str, str], Post]) -> list[Offer]:
    """Every price of every offer, in the order of the conduct."""
    return [one for row in conduct if row["label"] == "sale_offer" for one in _prices(row, posts)]


def _prices(row: Mapping[str, Any], posts: Mapping[tuple[str, str], Post]) -> Iterable[Offer]:
    key = (row["channel_id"], row["post_id"])
    post = posts.get(key, Post(None))
    slots = row["slots"] or ()
    said = {slot["slot"]: slot["value"] for slot in slots if slot["slot"] in ("what", "unit")}
    beside = {(slot["slot"], slot["start"], slot["end"]): slot["value"] for slot in slots}
    for slot in slots:
        if slot["slot"] in ("price", "maybe_price"):
            span = slot["start"], slot["end"]
            code, sign = beside.get(("currency", *span), "cny"), beside.get(("sign", *span), "")
            sure = told_as_money(slot["slot"], sign, confirmed=row["status"] == "confirmed" and holds(row, slot))
            at = post.changed if post.changed and slot["value"] not in post.before else post.at
            yield Offer(*key, at, Decimal(slot["value"]), _COINS.get(code, code.upper()), said.get("what", ""), said.get("unit", ""),
                        row["status"] == "confirmed", bool(row["quoted"]) or post.forwarded, not sure,
                        sign, row.get("where") or "text", span, slot["slot"] != "price")  # fmt: skip


def priced(found: Iterable[Offer]) -> list[Offer]:
    """Those that ask a price: no budget of a buyer, no takings, no payment of a task."""
    return [one for one in found if one.means == "price"]


def sure(found: Iterable[Offer]) -> list[Offer]:
    """Those that are no doubtful ones."""
    return [one for one in found if not one.doubtful]


def read(found: Iterable[Offer]) -> list[Offer]:
    """Those that the machine reads as prices, with a unit or without: payments of the same sum may answer them."""
    return [one for one in found if not one.maybe]


@dataclass(frozen=True, slots=True)
class Price:
    """A price with its post, in the case's time, and the masked stretch that it was read from, where texts were opened."""

    channel_id: str
    post_id: str
    at: datetime | None
    price: Decimal
    coin: str
    doubtful: bool
    sign: str
    what: str
    unit: str
    confirmed: bool
    of_others: bool
    means: str
    where: str
    start: int
    end: int
    stretch: str | None


def asked(found: Iterable[Offer], zone: str, stretches: Mapping[tuple[str, str, str, int, int], str]) -> list[Price]:
    """One a price, in the order of the conduct."""
    place = ZoneInfo(zone)
    return [
        Price(
            o.channel, o.post, o.at.astimezone(place) if o.at else None, o.price, o.coin, o.doubtful, o.sign, o.what, o.unit,
            o.confirmed, o.others, o.means, o.where, *o.span, stretches.get((o.channel, o.post, o.where, *o.span)),
        )
        for o in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthAsked:
    """What a channel asked in a month in one coin and unit: from how much to how much, by how many posts.

    Doubtful prices bound the others from outside: ``low`` and ``high`` hold them, ``low_sure`` and ``high_sure`` do not and are unknown
    where there is no other; ``low_confirmed`` and ``high_confirmed`` are of posts that a person confirmed, without the doubtful.
    """

    channel_id: str
    month: str
    coin: str
    unit: str
    of_others: bool
    low: Decimal
    low_sure: Decimal | None
    high_sure: Decimal | None
    high: Decimal
    doubtful: int
    posts: int
    confirmed: int
    low_confirmed: Decimal | None
    high_confirmed: Decimal | None
    post_ids: Sequence[str]


def months(found: Iterable[Offer], zone: str) -> list[MonthAsked]:
    """One a channel, month, currency and unit."""
    place = ZoneInfo(zone)
    groups: dict[tuple[str, str, str, str, bool], list[Offer]] = {}
    for one in found:
        month = one.at.astimezone(place).strftime("%Y-%m") if one.at else ""
        groups.setdefault((one.channel, month, one.coin, one.unit, one.others), []).append(one)
    return [_month(key, some) for key, some in sorted(groups.items())]


def _month(key: tuple[str, str, str, str, bool], some: Sequence[Offer]) -> MonthAsked:
    prices, known, own = [o.price for o in some], [o.price for o in sure(some)], [o for o in some if o.labelled]
    confirmed = [o.price for o in own if o.confirmed]
    return MonthAsked(
        *key, min(prices), min(known, default=None), max(known, default=None), max(prices), sum(o.doubtful for o in some),
        len({o.post for o in some}), len({o.post for o in own}), min(confirmed, default=None), max(confirmed, default=None),
        sorted({o.post for o in some}, key=lambda post: (len(post), post)),
    )  # fmt: skip
