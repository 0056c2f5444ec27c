"""Of what the figures speak: all captures, or a scope: the core channels, a channel, a defendant, those who acted together, a period.

Links are made on all evidence; an age that any post tells and the post that a forward is of hold in every scope. Then the rows of other posts are left out and
everything is counted anew: a repeat whose first is outside the scope is a first in it, a kind is shown by the persons of the scope.
Source: DESIGN §6; the law asks for what somebody did, not for what was captured. Leaves out: which posts a scope has (``pipeline.scoped``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import HINTS
from doxdocket.count.catalogue import catalogue
from doxdocket.interval import determinable
from doxdocket.law.shapes import COUNTS
from doxdocket.records import put
from doxdocket.store.located import names_of
from doxdocket.words import zh_en

ALL, CORE = "all", "core"
Basis = Literal["captured", "decided", "partly", "proposed", "register"]
"""Who says what is in it: the captures, a person on every channel, a person on some, the machine, the register of the case."""
_OF_POST = ("posts", "findings", "conduct", "ages", "views_posts")
_OF_CHANNEL = ("channels", "captures", "completeness", "readings", "channel_ranking")
_CODES = ("person", "person_best", "person_low")


@dataclass(frozen=True, slots=True)
class Scope:
    """``id`` as in ``--scope``; ``posts``: channel_id and post_id of what is in it; ``sure``: of what surely is, all of it where there is none;
    ``note``: what that turns on, in both languages.
    """

    id: str
    zh: str
    en: str
    basis: Basis
    posts: pa.Table
    channels: tuple[str, ...]
    sure: pa.Table | None = None
    note: tuple[str, str] = ("", "")
    whole: bool = False
    """Whether it is all posts of its channels."""
    denials: frozenset[str] = frozenset()
    """Of posts that are put to somebody and whose words deny the sets that are in no low (``channel_id/post_id/person_no``): no person said that they expose somebody."""

    def plain(self) -> dict[str, Any]:
        """As ``figures.json`` has it."""
        return {
            "scope": self.id,
            "label": self.zh,
            "label_en": self.en,
            "basis": self.basis,
            "channels": list(self.channels),
            "note": self.note[0],
            "note_en": self.note[1],
        }


@dataclass(frozen=True, slots=True)
class Scoped:
    """A scope with the tables that its figures are counted from; ``least``: those of what is surely in it, where that is not all.

    Then low and estimate are those of ``least``, and the high is that of all.
    """

    scope: Scope
    tables: Mapping[str, pa.Table]
    least: Mapping[str, pa.Table] | None = None


def core(ranking: pa.Table | None, posts: pa.Table) -> Scope | None:
    """The core channels: as decided where a person decided on each that may be one, else as proposed; None where there are none."""
    rows = [] if ranking is None else ranking.select(["channel_id", "in_best", "in_high", "decided"]).to_pylist()
    channels = tuple(sorted(row["channel_id"] for row in rows if row["in_best"]))
    if not channels:
        return None
    left = [row for row in rows if row["in_high"] and not row["decided"]]
    some, yes = sum(bool(row["decided"]) for row in rows), sum(row["decided"] == "core" for row in rows)
    beside = sum(not row["in_best"] for row in left)
    basis: Basis = "partly" if left and some else "proposed" if left else "decided"
    said = {
        "decided": zh_en("scope.decided"),
        "proposed": zh_en("scope.proposed_to_be_decided"),
        "partly": zh_en("scope.some_decided", yes=yes, proposed=len(left) - beside, left=beside),
        "each": zh_en("scope.each_decided", left=beside),
    }["each" if basis == "partly" and yes == len(channels) else basis]  # fmt: skip
    return Scope(
        CORE, *zh_en("scope.core_channels", channels=len(channels), said=said),
        basis, of_channels(posts, channels), channels, whole=True,
    )  # fmt: skip


def of_channels(posts: pa.Table, channels: Sequence[str]) -> pa.Table:
    """The keys of the posts of these channels."""
    keys = posts.select(["channel_id", "post_id"])
    return keys.filter(pc.is_in(keys["channel_id"], pa.array(channels, pa.string())))


def narrowed(
    tables: Mapping[str, pa.Table], scope: Scope, dossiers: Callable[[pa.Table], pa.Table]
) -> dict[str, pa.Table]:
    """The tables of ``measure`` for a scope. ``tables``: those of all captures with ``ages``, and ``views_posts`` where there are views; ``shown``: the bound that each kind is shown at in all;
    ``dossiers``: ``Resolved.within``.
    """
    keys, channels = names_of(scope.posts), pa.array(scope.channels, pa.string())
    told = dossiers(keys)
    out = {"dossiers": told}
    for name in tables.keys() & _OF_POST:
        rows = tables[name]
        inside = pc.is_in(rows["channel_id"], channels) if scope.whole else pc.is_in(names_of(rows), keys)
        out[name] = rows.filter(inside)
    for name in tables.keys() & _OF_CHANNEL:
        rows = tables[name].filter(pc.is_in(tables[name]["channel_id"], channels))
        if "post_id" in rows.column_names:
            rows = rows.filter(pc.or_(pc.is_null(rows["post_id"]), pc.is_in(names_of(rows), keys)))
        out[name] = rows
    people = pc.unique(pa.chunked_array([chunk for code in _CODES for chunk in told[code].chunks], pa.string()))
    modifiers = tables["modifiers"]
    return out | {
        "modifiers": modifiers.filter(pc.is_in(modifiers["person"], people)),
        "hubs": tables["hubs"],
        "doubted": tables["doubted"],
        "shown_in_all": tables["shown"].select(["kind", "shown"]),
        "hints": _asked(tables.get("hints", HINTS.empty_table()), keys),
    }


def in_high_alone(tables: Mapping[str, pa.Table], sure: pa.Array) -> dict[str, pa.Table]:
    """The tables of a scope with what stands in none of these posts in the high alone."""
    return _moved(tables, lambda rows: pc.invert(pc.is_in(names_of(rows), sure)), "high")


def in_no_low(tables: Mapping[str, pa.Table], sets: pa.Array) -> dict[str, pa.Table]:
    """The same tables, and made relations, with these sets (``channel/post/number``) in no low."""
    if not len(sets):
        return dict(tables)
    return _moved(tables, lambda rows: pc.is_in(names_of(rows, "person_no"), sets), "estimate")


def sets_in_high_alone(tables: Mapping[str, pa.Table], sets: pa.Array) -> dict[str, pa.Table]:
    """The same tables with these sets (``channel/post/number``) in neither low nor estimate."""
    return _moved(tables, lambda rows: pc.is_in(names_of(rows, "person_no"), sets), "high")


def _moved(
    tables: Mapping[str, pa.Table], which: Callable[[pa.Table], pa.ChunkedArray], bound: Literal["estimate", "high"]
) -> dict[str, pa.Table]:
    """The tables with these rows counting from that bound on, where they count sooner."""
    sooner = pa.array(COUNTS[: COUNTS.index(bound)])
    out = dict(tables)
    for name in {"dossiers", "ages", "exposures"} & tables.keys():
        rows = tables[name]
        some = which(rows)
        for column in {"counts", "counts_civil"} & {*rows.column_names}:
            rows = put(rows, column, pc.if_else(pc.and_(some, pc.is_in(rows[column], sooner)), bound, rows[column]))
        out[name] = rows
    return out


def _asked(hints: pa.Table, posts: pa.Array) -> pa.Table:
    """The open questions about publications of these posts."""
    about = pa.array([one.rpartition("/")[0] for one in hints["publication"].to_pylist()], pa.string())
    return hints.filter(pc.is_in(about, posts))


def headline(
    published: Mapping[str, Any],
) -> tuple[Mapping[str, Any], list[tuple[Mapping[str, Any], Mapping[str, Any]]]] | None:
    """The core of ``figures.json`` with its headline figures, each beside that of all captures; None where no core is known."""
    core = next((one for one in published.get("scopes", ()) if one["scope"] == CORE), None)
    if core is None:
        return None
    inside, every = ({f["id"]: f for f in some} for some in (core["figures"], published["figures"]))
    pairs = [(inside[id_], every[id_]) for id_ in catalogue().headline if id_ in inside]
    return core, [pair for pair in pairs if any(map(determinable, pair))]


def unread_outside(published: Mapping[str, Any]) -> bool:
    """Whether views were read in core channels alone: then views of all captures are those of the core, and not of all.

    >>> def of(n, read):
    ...     return [{"id": "posts", "high": n}, {"id": "views_coverage", "high": read}]
    >>> core = {"scope": CORE, "figures": of(3, 2)}
    >>> [unread_outside({"figures": of(9, n), "scopes": [core]}) for n in (2, 4)]
    [True, False]
    """
    core = next((one for one in published.get("scopes", ()) if one["scope"] == CORE), None)
    if core is None:
        return False
    inside, every = ({f["id"]: f["high"] for f in some} for some in (core["figures"], published["figures"]))
    read = every.get("views_coverage")
    return bool(read) and inside.get("views_coverage") == read and inside.get("posts") != every.get("posts")
