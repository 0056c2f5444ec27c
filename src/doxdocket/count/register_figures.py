"""What the register adds to figures that were counted from captures: receipts, and facts that the lines of the law ask for.

Nothing is counted anew: the published counts are asked again (``thresholds.ask``), and the two figures of receipts take the place
of what no capture tells. The same function ends every run, so that a run whose register alone changed is the same to the byte.
What it leaves out: reckoning receipts (``assess.gains``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from doxdocket.count import thresholds
from doxdocket.count.catalogue import catalogue
from doxdocket.count.figures import Figure, decided, figure, refer, unknown
from doxdocket.decisions.standing import Standing
from doxdocket.law.answer import Given
from doxdocket.law.rules import Book

_GAINS = "gains"
_STAGES = {"receipts_proven": "proven", "receipts_claimed": "paid"}
TABLE = "receipts"
Yuan = int | str | None
Bounds = tuple[Yuan, Yuan, Yuan]


@dataclass(frozen=True, slots=True)
class Stated:
    """``receipts``: bounds of the two figures, in yuan, of those of which something was entered; ``adopted``: their values; ``rows``: how many of each stage; ``digest``: of the entries.

    ``gains``: what the line of gains is asked with: low, what one defendant alone is proven to have; high, all together, which law
    allows for what was done together only. ``gains_at_least``: what an unknown high is no less than.
    """

    receipts: Mapping[str, Bounds] = field(default_factory=dict)
    adopted: Mapping[str, Yuan] = field(default_factory=dict)
    gains: tuple[Yuan, Yuan] = (None, None)
    gains_at_least: Yuan = None
    rows: Mapping[str, int] = field(default_factory=dict)
    facts: Given = field(default_factory=dict)
    digest: str = ""


def stated(published: Mapping[str, Any], added: Stated, standing: Standing, book: Book) -> dict[str, Any]:
    """``figures.json`` with what the register says."""
    counted = published["law_counts"]
    own = {row["id"]: row for row in decided(_rows(added), standing, book, counted)}
    return {
        **published, "register_digest": added.digest, **asked(published, added, book),
        "figures": [own.get(row["id"], row) for row in published["figures"]],
        "scopes": [{**scope, **asked(scope, added, book)} for scope in published.get("scopes", ())],
    }  # fmt: skip


def asked(published: Mapping[str, Any], added: Stated, book: Book) -> dict[str, Any]:
    """The law, of all or of a scope, asked with what the register knows."""
    counted = published["law_counts"]
    beside = {end: {k: v for k, v in of.items() if k != _GAINS} for end, of in counted["beside"].items()}
    for end, value in zip(("low", "high"), added.gains, strict=True):
        if value is not None:
            beside[end][_GAINS] = value
    counted = {**counted, "beside": beside}
    counted.pop("at_least", None)
    if added.gains[1] is None and added.gains_at_least is not None:
        counted["at_least"] = {_GAINS: added.gains_at_least}
    return {"law": thresholds.ask(counted, added.facts, book), "law_counts": counted}


def _rows(added: Stated) -> list[Figure]:
    open_ = {row["id"]: row for row in unknown()}  # nothing of it is entered
    return [
        open_[u.id] if u.id not in added.receipts else figure(
            u.id, (u.zh, u.en), u.unit, added.receipts[u.id], u.rule,
            rows=refer(TABLE, f"stage = '{_STAGES[u.id]}'", added.rows.get(_STAGES[u.id], 0)), note=u.note,
        ) | ({"value": added.adopted.get(u.id), "adopts": "backed"} if u.id == "receipts_claimed" else {})
        for u in catalogue().unknown
    ]  # fmt: skip
