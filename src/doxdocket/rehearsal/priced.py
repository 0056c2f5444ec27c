"""How well the prices of a run match those that the invented offers ask, post by post.

Truth: ``amounts`` of the case's ``sale_offer`` stretches, without discounts. All posts of the case count, ordinary ones too, so a
price in a post that only seems to offer something is wrong. Leaves out currencies, rewards, and prices in pictures.

>>> post = {"channel_id": "c", "post_id": "1", "conduct": [{"label": "sale_offer", "amounts": [30, 50]}]}
>>> row = {
...     "channel_id": "c",
...     "post_id": "1",
...     "where": "text",
...     "label": "sale_offer",
...     "slots": [{"slot": "price", "value": "30"}],
... }
>>> prices({"posts": [post]}, [row])["sure"]
(1, 0, 1)
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
_SLOTS = {"sure": ("price",), "with_doubtful": ("price", "maybe_price")}


def prices(truth: Row, rows: Iterable[Row]) -> dict[str, tuple[int, int, int]]:
    """Right, wrong and missed ones of those found for sure, and with the doubtful ones."""
    asked = Counter(
        ((post["channel_id"], post["post_id"]), Decimal(amount))
        for post in truth["posts"]
        for said in post["conduct"]
        if said["label"] == "sale_offer"
        for amount in said.get("amounts", ())
    )
    offers = [row for row in rows if row["label"] == "sale_offer" and row["where"] == "text"]
    return {name: _score(asked, offers, slots) for name, slots in _SLOTS.items()}


def _score(asked: Counter[Any], offers: Iterable[Row], names: tuple[str, ...]) -> tuple[int, int, int]:
    found = Counter(
        ((row["channel_id"], row["post_id"]), Decimal(slot["value"]))
        for row in offers
        for slot in row.get("slots") or ()
        if slot["slot"] in names
    )
    right = (asked & found).total()
    return right, found.total() - right, asked.total() - right
