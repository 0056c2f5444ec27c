"""The numbers behind the figures: one SQL statement over the rows of a run, and the tallies by tier.

Source: ``figures.yaml`` and ``sql/``. Findings and conduct come as they stand (``decisions.application``). What it leaves
out: labels, rules and what a person picked, which ``figures`` adds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import CHANNEL_RANKING, COMPLETENESS, DECIDED, HINTS, HUBS, MODIFIERS
from doxdocket.count import conduct as acted
from doxdocket.count import reach
from doxdocket.count.catalogue import Counted, catalogue, condition, step
from doxdocket.count.related_counts import beside
from doxdocket.count.tables import dated, profiled, shown_by
from doxdocket.count.tiers import Tally, readings, shown_alone
from doxdocket.count.waiting import by_kind as waiting
from doxdocket.decisions.application import CONFIRMED, FOUND, LAWFUL
from doxdocket.engine import sql
from doxdocket.law import classes
from doxdocket.records import CAPTURES, CHANNELS, CONDUCT, READINGS
from doxdocket.store.located import names_of

Tables = Mapping[str, pa.Table]
_ADMITTED = "admitted"
"""The column of findings that says which are admitted to low bounds (``law.classes``) or confirmed by a person."""
_SHOWN = pa.schema([("kind", pa.string()), ("shown", pa.string())])
_LEAN = ("channel_id", "post_id", "where", "person", "kind", "digest", "verdict")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted: figure id → (low, estimate, high); rows behind each; items by kind; tallies; what is missing."""

    numbers: dict[str, tuple[int, int, int]]
    rows: dict[str, int]
    by_kind: pa.Table
    readings: dict[str, Tally]
    missing: dict[str, int | None]
    last_post: datetime | None
    """Of a post that exposes somebody."""
    views: dict[str, dict[str, int]]
    """Sums of readings and posts covered, of all posts and of those with personal information; empty where there are none."""
    prices: dict[str, Any]
    """Prices asked in yuan, by figure and bound, and in how many rows; empty where none was asked."""
    beside: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    """Members, followers, views and forwards of one message (low, high), for neighbouring offences."""
    first_post: datetime | None = None
    """Of a post that exposes somebody."""
    hints: list[dict[str, Any]] = field(default_factory=list)
    """Open questions of posts, by kind (``waiting.by_kind``)."""


def measure(tables: Tables) -> Measured:
    """Every number that can be counted from these tables."""
    seen = relations(tables)
    with sql.session(seen) as session:
        by_kind = session.run(step("by_kind"))
        counts = _counts(session, seen)
        missing = session.run(step("missing")).to_pylist()[0]
        prices = session.run(step("prices")).to_pylist()[0]
    placed = with_views(seen).get("views_posts")
    views = {} if placed is None else reach.sums(reach.parts(placed))
    ends = pc.min_max(tables["dossiers"].filter(pc.is_valid(tables["dossiers"]["person"]))["date"])
    return Measured(
        {f.id: (counts[f.table, f.low], counts[f.table, f.estimate], counts[f.table, f.high]) for f in catalogue().figures},
        {f.id: counts[f.table, _all_rows(f.high)] for f in catalogue().figures} | {"completeness": seen["completeness"].num_rows},
        by_kind,
        readings(seen["dossiers"], by_kind),
        missing | {"doubtful": _doubtful(seen["findings"])},
        ends["max"].as_py(),
        views,
        prices if prices["rows"] else {},
        beside(seen, placed),
        ends["min"].as_py(),
        waiting(seen["hints"], {*names_of(tables["dossiers"], "person_no").to_pylist()}) if seen["hints"].num_rows else [],
    )  # fmt: skip


def between(least: Measured, most: Measured) -> Measured:
    """What is counted where it is open of some posts whether they are in it: low and estimate as without them, the high as with them.

    The lowest price is the other way round: it is lower with them. ``most``: counted with what stands in these posts in the high alone.
    """
    low, high = ({r["kind"]: r for r in one.by_kind.to_pylist()} for one in (least, most))
    kinds = [
        row | {end: low[kind][end] if kind in low else 0 for end in ("low", "estimate")} | {"high": max(row["high"], low.get(kind, row)["high"])}
        for kind, row in high.items()
    ]  # fmt: skip
    prices = {name: (most if name in OUTWARD else least).prices.get(name) for name in most.prices}
    return replace(
        most,
        numbers={id_: (*least.numbers[id_][:2], max(least.numbers[id_][2], ends[2])) for id_, ends in most.numbers.items()},
        by_kind=pa.Table.from_pylist(kinds, most.by_kind.schema),
        readings={name: Tally(least.readings[name].low, least.readings[name].estimate, of.high) for name, of in most.readings.items()},
        views={part: {n: v if n.endswith("high") else least.views.get(part, {}).get(n, 0) for n, v in of.items()} for part, of in most.views.items()},
        prices=prices,
        beside={name: (_least(least.beside.get(name, (None, None))[0], end), end) for name, (_, end) in most.beside.items()},
    )  # fmt: skip


OUTWARD = frozenset({"rows", "price_low.low", "price_high.high"})
"""Ends of prices that more posts move outwards."""


def _least(low: int | None, high: int | None) -> int | None:
    """The low of a part: none was read there, and some in the whole, is no less than zero."""
    return 0 if low is None and high is not None else low


def _doubtful(findings: pa.Table) -> int:
    return int(pc.sum(pc.equal(findings["verdict"], "doubtful")).as_py() or 0)


def admitted(findings: pa.Table) -> pa.Table:
    """Findings of a whole case with the column that says which are admitted to low bounds; scopes are cut out of it."""
    return findings.append_column(_ADMITTED, pc.or_(classes.supports(findings), findings[CONFIRMED]))


def relations(tables: Tables, ages: pa.Table | None = None) -> dict[str, pa.Table]:
    """The tables that figures are counted from, ``exposures`` included, of findings and conduct as they stand; ``ages``: of a scope, told by all evidence."""
    if "profiled" in tables:  # made already
        return dict(tables)
    findings, conduct = tables["findings"], tables.get("conduct", CONDUCT.empty_table())
    sure = findings[CONFIRMED]
    if _ADMITTED not in findings.column_names:  # of a scope: told by all evidence, as links and ages are
        findings = admitted(findings)
        tables = {**tables, "findings": findings}
    lean = findings.select(list(_LEAN))
    # what was lawfully public is in no low or estimate of items
    lean = lean.set_column(
        _LEAN.index("verdict"), "verdict", pc.if_else(findings[LAWFUL], "doubtful", findings["verdict"])
    )
    lean = lean.append_column("firm", pc.or_(_proved(findings), sure)).append_column("confirmed", sure)
    lean = lean.append_column(_ADMITTED, findings[_ADMITTED]).append_column(FOUND, findings[FOUND])
    dossiers = tables["dossiers"]
    shown = catalogue().shown
    made: dict[str, pa.Table] = {}
    given = {"findings": lean, "dossiers": dated(dossiers), "hubs": tables.get("hubs", HUBS.empty_table()), "near": _near(findings),
             "modifiers": tables.get("modifiers", MODIFIERS.empty_table()), "shown_in_all": tables.get("shown_in_all", _SHOWN.empty_table()), "spelled": pa.table({"kind": pa.array(shown.spelled, pa.string())})}  # fmt: skip
    with sql.session(given) as session:
        if ages is not None:
            made["ages"] = ages
            session.add(made)
        for name, wanted, bound in (
            *([] if made else [("ages", "ages", {})]), ("exposures", "exposures", {}), ("shown", "shown", shown_by()), ("meant", "meant", {}),
            ("exposures", "weighed", {}), ("faces", "faces", {}), ("changes", "changes", {}),
            ("victims", "victims", {}),
        ):  # fmt: skip
            made[name] = session.run(step(wanted), bound)
            session.add({name: made[name]})
        made["profiled"] = profiled(session)
    none = {"channels": CHANNELS, "readings": READINGS, "captures": CAPTURES, "completeness": COMPLETENESS, "modifiers": MODIFIERS, "channel_ranking": CHANNEL_RANKING,
            "decided": DECIDED, "hints": HINTS}  # fmt: skip
    empty = {name: schema.empty_table() for name, schema in none.items()}
    least = shown_alone(dossiers, made["shown"])
    return {**empty, **tables, "conduct": acted.beside(conduct, dossiers), "dossiers": least, **made}


def with_views(seen: Tables) -> dict[str, pa.Table]:
    """These relations with ``views_posts``, one row a post with a reading of views, where there is any; as made before, of all evidence."""
    if not pc.any(pc.equal(seen["readings"]["what"], "views")).as_py():
        return {name: table for name, table in seen.items() if name != "views_posts"}
    return dict(seen) if "views_posts" in seen else {**seen, "views_posts": reach.posts(seen)}


def _near(findings: pa.Table) -> pa.Table:
    """Each spelling of each value that a slip or a mask leaves, once."""
    some = findings.select(["kind", "digest", "near"]).filter(
        pc.is_in(findings["kind"], pa.array(catalogue().shown.spelled))
    )
    told = some["near"].combine_chunks()
    rows = (
        some.select(["kind", "digest"]).take(pc.list_parent_indices(told)).append_column("near", pc.list_flatten(told))
    )
    return rows.group_by(rows.column_names).aggregate([])


def _proved(findings: pa.Table) -> pa.ChunkedArray:
    """Whether the value of the finding is proved by a check digit."""
    told = pc.binary_join_element_wise("", pc.fill_null(pc.binary_join(findings["reasons"], "\n"), ""), "", "\n")
    proved = pc.match_substring_regex(told, "|".join(f"\n{re.escape(code)}\n" for code in catalogue().shown.firm))
    return pc.and_(proved, pc.equal(findings["verdict"], "valid"))


def _counts(session: sql.Session, seen: Tables) -> dict[tuple[str, Counted], int]:
    """What the statement of each bound of each figure (``catalogue.statement``) gives, and the rows behind its widest reading; what tells apart alike is read together."""
    found: dict[tuple[str, Counted], int] = {}
    for (table, of), wanted in _alike().items():
        holds, rows = [condition(counted) for counted in wanted], table
        if of != "rows":
            each = ", ".join(f"bool_or({held}) AS held_{n}" for n, held in enumerate(holds))
            holds = [f"held_{n}" for n in range(len(wanted))]
            rows = f"(SELECT {each} FROM {table} GROUP BY {of})"
        told = ", ".join(f"count(*) FILTER (WHERE {held})" for held in holds)
        empty = not seen[table].num_rows
        counts = [0] * len(wanted) if empty else session.row(f"SELECT {told} FROM {rows}")
        found |= {(table, counted): count for counted, count in zip(wanted, counts, strict=True)}
    return found


def _alike() -> dict[tuple[str, str], list[Counted]]:
    """What is counted, by the table and by what is told apart in it."""
    found: dict[tuple[str, str], dict[Counted, None]] = {}
    for figure in catalogue().figures:
        for counted in (figure.low, figure.estimate, figure.high, _all_rows(figure.high)):
            found.setdefault((figure.table, counted.of), {})[counted] = None
    return {key: list(wanted) for key, wanted in found.items()}


def _all_rows(counted: Counted) -> Counted:
    return Counted("rows", counted.where)
