"""Counts as a public document says them: rounded down, small ones left out, and nothing that a reader could find by taking others away, in other releases too.

One rule for all: a count below ten is not told, and no number says more than its leading digits, a whole one neither ("20人以上" is 20 to 29), so that no two numbers
lie surely less than ten apart but by being told alike; a place has ``persons_public`` of the run (``count/sql/regions.sql``: fives, nothing below ten). Where what is left
beside the places that are told would be below ten, the smallest of them are left out too, until nothing or at least ten persons are left.

What a release told stands in its custody row (``said``), rounded as it was told. A later one is held against all of them (`Public`):

- a count, a place or a kind that was told and would now be left out shows by its absence that it is below ten: then none of its list is told;
- a count told alike of two scopes shows that less than ten lie between them: it is not told a second time, unless they are known to be equal;
- places are held against every whole that was ever told, and a whole against every table of places.

Left out: what releases of versions before this one told, of which no row says it; what others know from elsewhere.

>>> row = {"place": "甲市", "persons_low": 16, "persons_public": 15}
>>> [one["place"] for one in places([row], 40)], [one["place"] for one in places([row], 20)]
(['甲市'], [])
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from doxdocket.assess.damages.panel import about, leading
from doxdocket.desk.documents.material import ALL, Figure, Material
from doxdocket.words import either, say

LEAST = 10
"""A count below this is not told (``regions.sql``)."""
WHOLE = "persons_civil"
"""The figure of which places are parts, as a reader takes it."""
Row = Mapping[str, Any]


def rounded(figure: Figure | None) -> str:
    """The value of a figure, rounded down, with its unit; nothing where it is unknown or small."""
    value = figure["value"] if figure else None
    if figure is None or not isinstance(value, int) or value < LEAST:
        return ""
    down = leading(value)
    return say("documents.rounded", n=either(about(down), f"{down:,}"), unit=figure["unit"])


def top(down: int) -> int:
    """The most that a number which is told so may be.

    >>> top(20), top(800), top(1200)
    (29, 899, 1299)
    """
    return down + int(10 ** (len(str(down)) - (2 if down >= 1000 else 1))) - 1


def places(rows: Sequence[Row], persons: int, tops: Iterable[int] = ()) -> list[Row]:
    """The places that may be told, of rows with ``persons_low`` and ``persons_public``; ``persons``: all that there are at the low; ``tops``: how many a reader knows there to be at most, by each release."""
    tops = list(tops)
    told = sorted((one for one in rows if one["persons_public"] is not None), key=lambda one: -one["persons_low"])
    left = persons - sum(one["persons_low"] for one in told)
    while told and left != 0 and (left < LEAST or _near([leading(one["persons_public"]) for one in told], tops)):
        left += told.pop()["persons_low"]
    return told


def _near(told: Iterable[int], tops: Iterable[int]) -> bool:
    """Whether a reader could tell that less than ten are left beside places that are told so."""
    known = sum(told)
    return any(0 <= one - known < LEAST for one in tops)


class Public:
    """What a public document may tell, held against every release before; ``said``: what it tells, for the row of its own release."""

    def __init__(self, of: Material, document: str) -> None:
        self.of = of
        self.said: dict[str, Any] = {"scope": of.scope.id, "figures": {}, "places": {}, "kinds": []}
        of.public[document] = self.said
        told = (row.detail.get("said") for row in of.case.custody.rows("export"))
        self._before: list[dict[str, Any]] = [one for one in told if isinstance(one, dict)]

    def figures(self, ids: Iterable[str]) -> dict[str, str]:
        """Those of these figures that may be told, each as it is told."""
        ids = list(ids)
        words = {id_: told for id_ in ids if (told := rounded(self.of.figure(id_)))}
        downs = {id_: leading(self._value(id_)) for id_ in words}
        kept = {
            id_: down for id_, down in downs.items() if not any(self._beside(id_, down, one) for one in self._before)
        }
        if any(id_ in ids and id_ not in kept for before in self._before for id_ in before["figures"]):
            return {}
        self.said["figures"].update(kept)
        return {id_: words[id_] for id_ in kept}

    def _value(self, id_: str) -> int:
        return int((self.of.figure(id_) or {})["value"])

    def _beside(self, id_: str, down: int, before: Mapping[str, Any]) -> bool:
        """Whether a release told this figure of another scope alike, and so narrowly that less than ten lie between them, or places beside which less than ten would be left."""
        scope = str(self.said["scope"])
        if id_ == WHOLE and scope == ALL and before["places"] and _near(before["places"].values(), [top(down)]):
            return True
        if before["scope"] == scope or before["figures"].get(id_) != down or top(down) - down >= LEAST:
            return False
        if any(one["scope"] == scope and one["figures"].get(id_) == down for one in self._before):
            return False  # it was told so already
        whole = self.of.figure(id_, whole=True) if ALL in {before["scope"], scope} else None
        core = next((one for one in self.of.whole.get("scopes", ()) if one["scope"] in {before["scope"], scope}), None)
        other = next((one["value"] for one in (core or {}).get("figures", ()) if one["id"] == id_), None)
        return whole is None or other is None or whole["value"] != other

    def places(self, rows: Sequence[Row], persons: int) -> list[Row]:
        """The places that may be told."""
        tops = [
            top(n) for one in (*self._before, self.said) if one["scope"] == ALL and (n := one["figures"].get(WHOLE))
        ]
        told = places(rows, persons, tops)
        named = {one["place"]: leading(one["persons_public"]) for one in told}
        if any(place not in named for before in self._before for place in before["places"]):
            return []
        self.said["places"].update(named)
        return told

    def kinds(self, ids: Sequence[str]) -> list[str]:
        """These kinds, or none where one that was named before is not among them."""
        if any(id_ not in ids for before in self._before for id_ in before["kinds"]):
            return []
        self.said["kinds"] = list(ids)
        return list(ids)
