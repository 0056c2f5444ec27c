"""Every row behind a figure at one of its bounds, and what each adds: the sum of the column ``adds`` is the figure.

A figure that counts distinct things lists every row in which one of them stands: ``unit`` is the number of the first row of
the same thing, which adds 1; the others add 0. A sum of readings or a price lists what each row adds (``sql/*_each.sql``); a
tier and the ratio, the sets of that tier and the part of the line that each is. Completeness has no bounds: ``part`` says which
of its numbers a row belongs to. The recount is compared with the published figure before a row goes out, so a list that does not
add up is never shown. What it leaves out: values and digests; equal and different are told by ``unit`` and tags.

>>> recount({"id": "ratio"}, pa.table({"adds": ["1/50", "1/500"]})), recount({"id": "n"}, pa.table({"adds": [1, 0]}))
(Fraction(11, 500), 1)
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import DOSSIERS
from doxdocket.count import thresholds, tiers
from doxdocket.count.catalogue import BOUNDS, ROOM, Bound, Counted, catalogue, condition, counts_of, step
from doxdocket.count.explain import COLUMNS, ORDER, tagged
from doxdocket.count.measure import with_views
from doxdocket.count.scope import Scoped
from doxdocket.engine import sql
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.law.kinds import TierName
from doxdocket.law.rules import Book
from doxdocket.law.shapes import COUNTS

Tables = Mapping[str, pa.Table]
_WIDEST = 2
_NUMBERED = ("n", "unit", "adds")
_TIES = {"posts": "post_id", "exposures": "person, digest", "faces": "person, digest", "findings": "person",
         "conduct": "person", "dossiers": "post_id"}  # fmt: skip
"""What orders rows that are equal under ``ORDER``."""


def behind(figure: Mapping[str, Any], bound: Bound, seen: Tables, book: Book | None = None) -> pa.Table:
    """The rows of a published figure at a bound; ``seen``: the relations of ``measure`` that the figure was counted from."""
    asked = figure["id"]
    if asked == "completeness":
        return _numbered(sql.run(step("missing_each"), {n: seen[n] for n in ("completeness", "findings")}))
    if figure[bound] is None:
        return pa.table({name: pa.array([], pa.int64()) for name in _NUMBERED})
    spec = counts_of(asked)
    if spec is not None:
        table, counted = spec[0], spec[1][BOUNDS.index(bound)]
        return distinct(table, counted, seen)
    for made in sorted((ROOM / "sql").glob("*_each.sql")):
        if f'"{asked}.{bound}"' in made.read_text(encoding="utf-8"):
            return _each(made.stem, f"{asked}.{bound}", seen)
    tiered = next((t.tier for t in catalogue().tiers if t.id == asked), None)
    if tiered is not None or asked == catalogue().ratio.id:
        return _by_tier(tiered, BOUNDS.index(bound), seen["dossiers"], book)
    told = figure.get("rows")
    if told and told["table"] == "receipts":
        return _receipts(told["where"], bound, seen["receipts"])
    return _as_told(figure, seen)


def recount(figure: Mapping[str, Any], rows: pa.Table) -> Any:
    """The figure as its rows give it; of completeness, every part that has rows."""
    adds = rows["adds"]
    if figure["id"] == "completeness":
        parts = rows.group_by("part").aggregate([("adds", "sum")])
        return dict(zip(parts["part"].to_pylist(), parts["adds_sum"].to_pylist(), strict=True))
    if pa.types.is_string(adds.type):
        return sum(map(Fraction, adds.to_pylist()), Fraction(0))
    return pc.sum(adds).as_py() or 0


def agrees(figure: Mapping[str, Any], bound: Bound, rows: pa.Table) -> bool:
    """Whether the rows add up to the figure as it was published."""
    found = recount(figure, rows)
    if figure["id"] == "completeness":
        told = {part: n for part, n in figure["value"].items() if n or found.get(part)}
        return told == {part: n for part, n in found.items() if n or figure["value"].get(part)}
    return bool(figure[bound] is None or Fraction(figure[bound]) == found)


def checked(figure: Mapping[str, Any], bound: Bound, seen: Tables, book: Book | None = None) -> pa.Table:
    """The rows, once they add up to the figure."""
    rows = behind(figure, bound, seen, book)
    if not agrees(figure, bound, rows):
        raise EvidenceFault("count_rows.rows_of_do_not_add", figure=figure["id"], bound=bound, told=figure[bound])  # fmt: skip
    return rows


def within(figure: Mapping[str, Any], bound: Bound, scoped: Scoped, book: Book | None = None) -> pa.Table:
    """The rows of a figure of a scope, of those of its tables that hold the bound, once they add up to it."""
    if scoped.least is None or figure["id"] == "completeness":
        return checked(figure, bound, scoped.tables, book)
    wide = bound == BOUNDS[_WIDEST] if figure["id"] != "price_low" else bound == BOUNDS[0]
    if not wide:
        return checked(figure, bound, scoped.least, book)
    rows = behind(figure, bound, scoped.tables, book)
    return rows if agrees(figure, bound, rows) else checked(figure, bound, scoped.least, book)


def distinct(table: str, counted: Counted, seen: Tables) -> pa.Table:
    """Every row where the condition holds; the first of each distinct thing adds 1."""
    keys = "n" if counted.of == "rows" else counted.of
    order = ", ".join(x for x in (ORDER[table], _TIES.get(table, "")) if x)
    statement = (
        f"WITH found AS (SELECT *, row_number() OVER (ORDER BY {order}) AS n FROM {table} WHERE {condition(counted)}), "
        f"units AS (SELECT *, min(n) OVER (PARTITION BY {keys}) AS unit FROM found) "
        f"SELECT n, unit, CASE WHEN unit = n THEN 1 ELSE 0 END AS adds, {COLUMNS[table]} FROM units ORDER BY n"
    )
    return sql.run(statement, {table: tagged(seen[table])})


def _each(name: str, column: str, seen: Tables) -> pa.Table:
    """The rows that such a statement puts into the figure at that bound."""
    found = sql.run(step(name), with_views(seen) if name == "views_each" else seen)
    inside = found.filter(pc.is_valid(found[column]))
    plain = [c for c in inside.column_names if "." not in c]
    of_money = pa.types.is_decimal(inside[column].type)
    return _numbered(
        inside.select(plain).append_column("adds", inside[column].cast(pa.string() if of_money else pa.int64()))
    )


def _numbered(rows: pa.Table) -> pa.Table:
    """Rows that each are a unit of their own."""
    n = pa.array(range(1, rows.num_rows + 1), pa.int64())
    rest = [c for c in rows.column_names if c != "adds"]
    named = {"n": n, "unit": n, "adds": rows["adds"], **{c: rows[c] for c in rest}}
    return pa.table(named)


def _by_tier(tier: TierName | None, end: int, dossiers: pa.Table, book: Book | None) -> pa.Table:
    """Publications by the tier of their set (reading U_set); without a tier, all of them with their part of the line."""
    chosen = sql.run(f"SELECT * FROM dossiers ORDER BY {ORDER['dossiers']}, post_id", {"dossiers": dossiers})
    last = pc.max(dossiers.filter(pc.is_valid(dossiers["person"]))["date"]).as_py()
    lines = thresholds.lines(last, book)
    person = ("person_low", "person_best", "person")[end]
    first: dict[Any, int] = {}
    out: list[dict[str, Any]] = []
    rows = chosen.to_pylist()
    sets = [(row["item_set"], row["kinds"] or ()) for row in rows]
    lows = [row["kinds_low"] for row in rows]
    admitted = [low if (one := row.get("kinds_admitted")) is None else one for row, low in zip(rows, lows, strict=True)]
    some, sure = (tiers.left_of([(*of, low) for of, low in zip(sets, told, strict=True)]) for told in (lows, admitted))
    starts = (sure, some, tiers.weakest(sure, some))[end]
    for row, left, least, start in zip(rows, some, sure, starts, strict=True):
        held = row["kinds"] if end == _WIDEST else left
        if row["counts"] not in COUNTS[: end + 1] or not held or not (end or least):
            continue
        span = tiers.between(start, held)
        if tier is not None and not tiers.holds(span, tier, end):
            continue
        if end == 0 and row["repeat_low"] is not None:
            continue
        n = len(out) + 1
        unit = first.setdefault((row[person], row["item_set"]), n)
        part = 1 if tier else f"1/{lines[span[end]]}"
        adds = part if unit == n else 0 if tier else "0"
        named = dict(zip(("tier_low", "tier_default", "tier_high"), span, strict=True))
        out.append({"n": n, "unit": unit, "adds": adds, **named, **row})
    plain = [c.strip() for c in COLUMNS["dossiers"].split(",")]
    types = {"n": pa.int64(), "unit": pa.int64(), "adds": pa.int64() if tier else pa.string()}
    types |= {f"tier_{x}": pa.string() for x in ("low", "default", "high")} | {c: DOSSIERS.field(c).type for c in plain}
    return pa.Table.from_pylist([{c: row[c] for c in types} for row in out], pa.schema(list(types.items())))


def _receipts(where: str, bound: Bound, receipts: pa.Table) -> pa.Table:
    """Parts of receipts with what each is worth in yuan and cents."""
    rows = sql.run(
        f"SELECT {COLUMNS['receipts']} FROM receipts WHERE {where} ORDER BY {ORDER['receipts']}", {"receipts": receipts}
    )
    column = "yuan_high" if bound == BOUNDS[_WIDEST] else "yuan_low"
    return _numbered(rows.append_column("adds", pc.fill_null(rows[column].cast(pa.string()), "0")))


def _as_told(figure: Mapping[str, Any], seen: Tables) -> pa.Table:
    """A figure that is a number of rows and says which: ``rows`` of figures.json."""
    told = figure.get("rows")
    if not told or told["table"] not in seen:
        raise WrongCall("count_rows.there_are_no_rows_behind", figure=figure["id"])
    order, columns = ORDER.get(told["table"], "ALL"), COLUMNS.get(told["table"], "*")
    statement = f"SELECT {columns}, 1 AS adds FROM {told['table']} WHERE {told['where']} ORDER BY {order}"
    return _numbered(sql.run(statement, {told["table"]: tagged(seen[told["table"]])}))
