"""Prices asked, by channel, month and currency, with the posts behind each: what was offered, never what was received.

Source: the conduct of a run (``sale_offer``, as decisions leave it) and the dates of its posts. Quotes and forwards are adverts of
others and are counted apart; a price is never carried from one channel to another. Left out: what a price is worth in yuan.

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
>>> [(one.price, one.coin) for one in found], months(found, "Asia/Shanghai")[0]["month"]
([(Decimal('80'), 'USDT')], '2023-08')
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

_COINS = {"cny": "CNY", "usdt": "USDT"}
"""Currencies of the conduct room that are one coin; the others stay as they are told (coin, points, red_packet)."""


@dataclass(frozen=True, slots=True)
class Post:
    """When a post was made, and whether it only passes on somebody else's."""

    at: datetime | None
    forwarded: bool = False


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
    confirmed: bool
    others: bool
    """In a quote or forward: somebody else's advert."""


def offers(conduct: Iterable[Mapping[str, Any]], posts: Mapping[tuple[str, str], Post]) -> list[Offer]:
    """Every price of every offer, in the order of the conduct."""
    return [one for row in conduct if row["label"] == "sale_offer" for one in _prices(row, posts)]


def _prices(row: Mapping[str, Any], posts: Mapping[tuple[str, str], Post]) -> Iterable[Offer]:
    key = (row["channel_id"], row["post_id"])
    post = posts.get(key, Post(None))
    slots = row["slots"] or ()
    said = {slot["slot"]: slot["value"] for slot in slots if slot["slot"] in ("what", "unit")}
    currency = {(slot["start"], slot["end"]): slot["value"] for slot in slots if slot["slot"] == "currency"}
    for slot in slots:
        if slot["slot"] == "price":
            code = currency.get((slot["start"], slot["end"]), "cny")
            yield Offer(*key, post.at, Decimal(slot["value"]), _COINS.get(code, code), said.get("what", ""), said.get("unit", ""),
                        row["status"] == "confirmed", bool(row["quoted"]) or post.forwarded)  # fmt: skip


def months(found: Iterable[Offer], zone: str) -> list[dict[str, Any]]:
    """One row a channel, month, currency and unit: how many posts ask, from how much to how much."""
    place = ZoneInfo(zone)
    groups: dict[tuple[str, str, str, str, bool], list[Offer]] = {}
    for one in found:
        month = one.at.astimezone(place).strftime("%Y-%m") if one.at else ""
        groups.setdefault((one.channel, month, one.coin, one.unit, one.others), []).append(one)
    return [
        {
            "channel_id": channel, "month": month, "coin": coin, "unit": unit, "of_others": others,
            "low": format(min(o.price for o in some), "f"), "high": format(max(o.price for o in some), "f"),
            "posts": len({o.post for o in some}), "confirmed": len({o.post for o in some if o.confirmed}),
            "post_ids": sorted({o.post for o in some}, key=lambda post: (len(post), post)),
        }
        for (channel, month, coin, unit, others), some in sorted(groups.items())
    ]  # fmt: skip
