"""Motive and intent (主观故意): what defendants said of why, and what was posted of it by accounts put to them, per defendant.

Source: statements entered with a motive (``testimony``), and stretches of posts labelled ``motive``, ``paid_task`` and ``sale_offer`` by
conduct. What a witness or victim said stands apart, never as a defendant's own. Of posts only what a person confirmed is quoted, masked:
a label of the machine may be wrong, and what it calls a motive may tell of a victim's health. What it leaves out: what was intended, which a court finds.

>>> table(Entries(()), [], {}).rows
()
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.assess.form import shown
from doxdocket.assess.parties.forms import Defendant, Testimony
from doxdocket.assess.register import Entries

SPOKEN, OTHER, POSTED = "statement", "other", "post"
CONFIRMED = "confirmed"
LABEL = "motive"


@dataclass(frozen=True, slots=True)
class Motives:
    """Rows by defendant, statements first; ``silent``: defendants of whom nothing stands."""

    rows: Sequence[Mapping[str, Any]]
    silent: Sequence[str]
    unplaced: int
    """Posts so labelled whose account is put to nobody."""

    def plain(self) -> dict[str, Any]:
        """As ``--json`` has it."""
        return {"rows": list(self.rows), "silent": list(self.silent), "unplaced": self.unplaced}


def table(
    entries: Entries, posted: Iterable[Mapping[str, Any]], whose: Mapping[tuple[str, str], Sequence[str]]
) -> Motives:
    """``posted``: stretches labelled ``motive`` with ``channel_id``, ``post_id``, ``quote``, ``status`` and ``day``; ``whose``: the
    defendants whose own each post is.
    """
    rows = [_spoken(one, entries) for one in entries.of(Testimony).values() if one.motive]
    unplaced = 0
    for one in posted:
        owners = whose.get((one["channel_id"], one["post_id"]), ())
        unplaced += not owners
        rows += [_posted(one, name) for name in owners]
    order = {name: n for n, name in enumerate(entries.of(Defendant))}
    rows.sort(key=lambda r: (order.get(r["defendant"], len(order)), r["how"] != SPOKEN, r["day"] or "", r["source"]))
    told = {row["defendant"] for row in rows}
    return Motives(tuple(rows), tuple(name for name in order if name not in told), unplaced)


def _spoken(one: Testimony, entries: Entries) -> dict[str, Any]:
    said = shown(one)
    return {
        "defendant": one.defendant, "about": list(one.about), "how": SPOKEN if one.defendant else OTHER, "by": one.defendant or one.person or said.get("witness", ""),
        "day": said.get("day"), "motive": one.motive, "quote": one.quote, "status": "",
        "source": entries.meta("testimony", one.id).name, "evidence": list(one.evidence),
    }  # fmt: skip


def _posted(one: Mapping[str, Any], defendant: str) -> dict[str, Any]:
    return {
        "defendant": defendant, "about": [], "how": POSTED, "by": defendant, "day": one["day"], "motive": "",
        "quote": one["quote"] if one["status"] == CONFIRMED else "",
        "status": one["status"], "source": f"{one['channel_id']}/{one['post_id']}", "evidence": [],
    }  # fmt: skip
