"""Dossiers, links, persons and items as Arrow tables.

Source: ``record`` and ``forest``; shapes of ``records``. Rows stand in canonical order, so the same evidence and the same
decisions give the same bytes. What it leaves out: counting; these are the rows that figures are counted from.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.engine import sql
from doxdocket.law.identification import ANSWERS, Counts
from doxdocket.law.kinds import kinds
from doxdocket.law.links import WEAK, Level
from doxdocket.records import DOSSIERS, ITEMS, LINKS, PERSONS
from doxdocket.resolve.codes import Codes, number
from doxdocket.resolve.forest import Link
from doxdocket.resolve.record import Publication
from doxdocket.resolve.shown import Shown
from doxdocket.resolve.steps import step

Repeats = Sequence[tuple[int, str] | None]
_READINGS: tuple[tuple[Level, str, str], ...] = (
    ("certain", "person", "repeat_of"),
    ("likely", "person_best", "repeat_best"),
    ("possible", "person_low", "repeat_low"),
)
_ROLES = ("target", "relative", "mentioned")


def dossiers(
    table: pa.Table,
    pubs: Sequence[Publication],
    persons: Mapping[Level, Codes],
    again: Mapping[Level, Repeats],
    standings: Sequence[Counts],
    kinds_low: Sequence[list[str] | None],
) -> pa.Table:
    """One row a publication; ``persons`` and ``again`` by reading: certain, likely, possible."""
    columns: dict[str, Any] = {
        name: table[name] for name in ("channel_id", "post_id", "post_no", "person_no", "date", "role", "relation")
    }
    for level, person, repeat in _READINGS:
        columns[person] = persons[level]
        columns[repeat] = [r and pubs[r[0]].key for r in again[level]]
    columns |= {
        "identifies": [p.identifies for p in pubs],
        "counts": list(standings),
        "kinds": [_kinds_of(p) for p in pubs],
        "items": [len(p.values) for p in pubs],
        "item_set": [p.item_set for p in pubs],
        "repeat_why": [r and r[1] for r in again["certain"]],
        "age_low": table["age_low"],
        "age_high": table["age_high"],
        "kinds_low": list(kinds_low),
    }
    return pa.table([_column(columns[f.name], f.type) for f in DOSSIERS], schema=DOSSIERS)


def _column(data: Any, type_: pa.DataType) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(data, type_)]) if isinstance(data, list) else data.cast(type_)


def _kinds_of(p: Publication) -> list[str]:
    return sorted({k.removeprefix(WEAK) for k in p.values.values()})


def links(made: Sequence[Link], shown: Shown, apart: Sequence[tuple[int, int, str]]) -> pa.Table:
    """One row a link made or blocked, then decisions that parted nothing, then hubs."""
    rows = [_row(x.a, x.b, x.rule, x.level, x.blocked_by, shown) for x in made]
    cut = {x.blocked_by for x in made}
    rows += [
        _row(min(a, b), max(a, b), "decided", "possible", f"decision:{d}", shown)
        for a, b, d in apart
        if f"decision:{d}" not in cut
    ]
    rows.sort(key=lambda r: (r[0], r[1], r[2]))
    rows += [_hub(h, shown) for h in shown.hubs()]
    return pa.Table.from_pylist([r[3] for r in rows], schema=LINKS)


def _row(
    a: int, b: int, rule: str, level: str, blocked: str | None, shown: Shown
) -> tuple[int, int, str, dict[str, Any]]:
    agreeing = shown.agreeing(a, b)
    row = {
        "a": shown.pubs[a].key, "b": shown.pubs[b].key, "rule": rule, "level": level, "certain": level == "certain",
        "kinds": [k for k, _ in agreeing], "tags": [t for _, t in agreeing], "blocked_by": blocked,
    }  # fmt: skip
    return a, b, rule, row


def _hub(hub: Mapping[str, Any], shown: Shown) -> tuple[int, int, str, dict[str, Any]]:
    a, b = hub["first_pub"], hub["last_pub"]
    row = {
        "a": shown.pubs[a].key, "b": shown.pubs[b].key, "rule": "hub", "level": "possible", "certain": False,
        "kinds": [hub["kind"]], "tags": [shown.tag(hub["value"])], "blocked_by": f"hub:{hub['names']}",
    }  # fmt: skip
    return a, b, "hub", row


def items(claims: pa.Table, pubs: Sequence[Publication], person: Codes) -> pa.Table:
    """One row a distinct (person, kind, value); what is nobody's has none."""
    tiers = pa.table(
        {
            "kind": [k.id for k in kinds().values()],
            **{t: [getattr(k, t) for k in kinds().values()] for t in ("tier_low", "tier_default", "tier_high")},
        }
    )
    posts: dict[tuple[str, str], int] = {}
    owners = pa.table(
        {
            "pub": pa.array(range(len(pubs)), pa.int32()),
            "person": pa.array(person, pa.string()),
            "person_no": pa.array([code and number(code) for code in person], pa.int32()),
            "post": pa.array([posts.setdefault(p.post, len(posts)) for p in pubs], pa.int32()),
        }
    )
    owners = owners.filter(pc.is_valid(owners["person"]))
    return sql.run(step("items"), {"claims": claims, "owners": owners, "kinds": tiers}).cast(ITEMS)


def persons(dossier_rows: pa.Table, item_rows: pa.Table) -> pa.Table:
    """One row a person under certain links."""
    held: dict[str, int] = defaultdict(int)
    for person, verdict in zip(item_rows["person"].to_pylist(), item_rows["verdict"].to_pylist(), strict=True):
        held[person] += verdict != "doubtful"
    wanted = ("person", "role", "identifies", "channel_id", "repeat_of", "kinds", "date", "age_low", "age_high")
    of: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in zip(*(dossier_rows[c].to_pylist() for c in wanted), strict=True):
        if row[0] is not None:
            of[row[0]].append(row)
    rows = [_person(code, of[code], held[code]) for code in sorted(of, key=number)]
    return pa.Table.from_pylist(rows, schema=PERSONS)


def _person(code: str, rows: list[tuple[Any, ...]], held: int) -> dict[str, Any]:
    _, roles, answers, channels, repeats, kinds_, dates, lows, highs = zip(*rows, strict=True)
    seen = [d for d in dates if d is not None]
    return {
        "person": code, "role": min(roles, key=_ROLES.index), "identifies": min(answers, key=ANSWERS.index),
        "publications": len(rows), "dossiers": repeats.count(None), "channels": len(set(channels)),
        "kinds": sorted({k for some in kinds_ for k in some}), "items": held,
        "first_date": min(seen, default=None), "last_date": max(seen, default=None),
        "age_low": min((a for a in lows if a is not None), default=None),
        "age_high": max((a for a in highs if a is not None), default=None),
    }  # fmt: skip
