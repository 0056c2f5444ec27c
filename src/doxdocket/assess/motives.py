"""Motive and intent (主观故意): what defendants said of why, and what was posted of it by accounts put to them, per defendant.

Source: statements entered with a motive (``testimony``), and stretches of posts labelled ``motive``, ``paid_task`` and ``sale_offer`` by
conduct. What a witness or victim said stands apart, never as a defendant's own. Of posts only what a person confirmed is quoted, masked:
a label of the machine may be wrong, and what it calls a motive may tell of a victim's health. What it leaves out: what was intended, which a court finds.

>>> table(Entries(()), [], {}).rows
()
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Literal

from doxdocket.assess.form import masked
from doxdocket.assess.forms.parties import Defendant, Testimony
from doxdocket.assess.register import Entries

SPOKEN: Final = "statement"
OTHER: Final = "other"
POSTED: Final = "post"
CONFIRMED = "confirmed"
LABEL = "motive"


@dataclass(frozen=True, slots=True)
class Motive:
    """What was said of why, and by whom; ``quote`` is empty where nobody confirmed a post. ``about``, of a post put to nobody's account: those
    to whom its channel or acts together are put.
    """

    defendant: str
    about: Sequence[str]
    how: Literal["statement", "other", "post"]
    by: str
    day: str | None
    motive: str
    quote: str
    status: str
    source: str
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Motives:
    """Rows by defendant, statements first; ``silent``: defendants of whom nothing stands."""

    rows: Sequence[Motive]
    silent: Sequence[str]
    unplaced: int
    """Posts that the machine alone so labels, whose account is put to nobody; what a person confirmed is a row, of no defendant."""
    ran: Sequence["Ran"]
    """Of these, those in channels that are put to somebody."""


@dataclass(frozen=True, slots=True)
class Ran:
    """Posts put to nobody's account, in a channel that a defendant ran or that acts together name."""

    defendant: str
    channel: str
    posts: int


def table(
    entries: Entries, posted: Iterable[Mapping[str, Any]], whose: Mapping[tuple[str, str], Sequence[str]],
    ran: Mapping[tuple[str, str], Sequence[str]] = MappingProxyType({}),
) -> Motives:  # fmt: skip
    """``posted``: stretches labelled ``motive`` with ``channel_id``, ``post_id``, ``quote``, ``status`` and ``day``; ``whose``: the
    defendants whose own each post is; ``ran``: those to whom it is put by its channel.
    """
    placed = Counter[tuple[str, str]]()
    rows = [_spoken(one, entries) for one in entries.of(Testimony).values() if one.motive]
    unplaced = 0
    for one in posted:
        key = one["channel_id"], one["post_id"]
        owners, runners = whose.get(key, ()), ran.get(key, ())
        if not owners and one["status"] == CONFIRMED:
            rows.append(replace(_posted(one, ""), about=tuple(dict.fromkeys(runners))))
        elif not owners:
            unplaced += 1
            placed.update((name, one["channel_id"]) for name in runners)
        rows += [_posted(one, name) for name in owners]
    order = {name: n for n, name in enumerate(entries.of(Defendant))}
    rows.sort(key=lambda r: (order.get(r.defendant, len(order)), r.how != SPOKEN, r.day or "", r.source))
    told = {row.defendant for row in rows}
    return Motives(
        tuple(rows), tuple(name for name in order if name not in told), unplaced,
        tuple(Ran(*key, n) for key, n in sorted(placed.items())),
    )  # fmt: skip


def _spoken(one: Testimony, entries: Entries) -> Motive:
    return Motive(
        one.defendant, one.about, SPOKEN if one.defendant else OTHER, one.defendant or one.person or masked(one, "witness"),
        None if one.day is None else one.day.isoformat(), one.motive or "", one.quote, "", entries.meta("testimony", one.id).name, one.evidence,
    )  # fmt: skip


def _posted(one: Mapping[str, Any], defendant: str) -> Motive:
    return Motive(
        defendant, (), POSTED, defendant, one["day"], "", one["quote"] if one["status"] == CONFIRMED else "", one["status"],
        f"{one['channel_id']}/{one['post_id']}", (),
    )  # fmt: skip
