"""Dossiers, links, persons and items as Arrow tables.

Source: ``record`` and ``forest``; shapes of ``records``. Rows stand in canonical order, so the same evidence and the same
decisions give the same bytes. What it leaves out: counting; these are the rows that figures are counted from.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import DOSSIERS, HUBS, ITEMS, LINKS, PERSONS
from doxdocket.decisions.application import CONFIRMED, LAWFUL
from doxdocket.engine import sql
from doxdocket.law.classes import supports
from doxdocket.law.identification import ANSWERS, Counts
from doxdocket.law.kinds import kinds
from doxdocket.law.links import WEAK, Level
from doxdocket.law.links import links as rules
from doxdocket.records import EARLIER, Verdict
from doxdocket.resolve.codes import Codes, number
from doxdocket.resolve.forest import Link
from doxdocket.resolve.record import Publication
from doxdocket.resolve.shared_values import Shown
from doxdocket.resolve.stepping import Steps, step
from doxdocket.store.located import names_of

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
    standings: tuple[Sequence[Counts], Sequence[Counts]],
    kinds_left: tuple[Sequence[list[str] | None], Sequence[list[str] | None]],
    untrue: Collection[int] = (),
    by_link: Mapping[int, int] | None = None,
    stood: Mapping[str, str] = MappingProxyType({}),
) -> pa.Table:
    """One row a publication, without those that are doubtful and could point to nobody.

    ``persons`` and ``again`` by reading: certain, likely, possible; ``standings``: criminal, civil. ``by_link``: of those that are in the high
    only because a doubtful link leads to a person of the high, a publication of that person.
    """
    led = by_link or {}
    columns: dict[str, Any] = {
        name: table[name] for name in ("channel_id", "post_id", "post_no", "person_no", "date", "role", "relation")
    }
    for level, person, repeat in _READINGS:
        columns[person] = [persons[level][led.get(n, n)] for n in range(len(pubs))]
        columns[repeat] = [r and pubs[r[0]].key for r in again[level]]
    columns |= {
        "identifies": ["unknown" if p.perhaps else p.identifies for p in pubs],
        "counts": ["high" if n in led else bound for n, bound in enumerate(standings[0])],
        "counts_civil": list(standings[1]),
        "kinds": [_kinds_of(p, bound) for p, bound in zip(pubs, standings[0], strict=True)],
        "items": [len(p.values) for p in pubs],
        "item_set": [p.item_set for p in pubs],
        "repeat_why": [r and r[1] for r in again["certain"]],
        "age_low": table["age_low"],
        "age_high": table["age_high"],
        "age_most": table["age_most"],
        "ages_differ": table["ages_differ"],
        "kinds_low": list(kinds_left[0]),
        "kinds_admitted": list(kinds_left[1]),
        "untrue": [n in untrue for n in range(len(pubs))],
        "by_link": [n in led for n in range(len(pubs))],
        "stood": [stood.get(p.key) for p in pubs],
    }
    made = pa.table([_column(columns[f.name], f.type) for f in DOSSIERS], schema=DOSSIERS)
    return made.filter(pa.array([n in led or not p.idle for n, p in enumerate(pubs)], pa.bool_()))


def stood(findings: pa.Table) -> dict[str, str]:
    """Of each publication of which an edit took away all that counts the captures in which that stood, as DOSSIERS has them."""
    gone = pc.starts_with(findings["where"], EARLIER)
    if not pc.any(gone).as_py():
        return {}
    findings = findings.append_column("gone", gone).append_column(
        "sure", pc.or_(supports(findings), findings[CONFIRMED])
    )
    counts = pc.invert(pc.or_(pc.equal(findings["verdict"], Verdict.DOUBTFUL.value), findings[LAWFUL]))
    edited = pc.is_in(names_of(findings), pc.unique(names_of(findings.filter(gone))))
    held = defaultdict[str, set[tuple[bool, bool, str]]](set)
    for row in (
        findings.filter(pc.and_(counts, edited))
        .select(["channel_id", "post_id", "person", "sure", "gone", "capture"])
        .to_pylist()
    ):
        held["{channel_id}/{post_id}/{person}".format(**row)].add((row["sure"], row["gone"], row["capture"]))
    best = {key: [one for one in told if one[0] == max(told)[0]] for key, told in held.items()}
    return {key: f" {' '.join(sorted(capture for *_, capture in told))} " for key, told in best.items() if all(one[1] for one in told)}  # fmt: skip


def _column(data: Any, type_: pa.DataType) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(data, type_)]) if isinstance(data, list) else data.cast(type_)


def _kinds_of(p: Publication, bound: Counts) -> list[str]:
    """What it claims; the doubtful ones too where these alone put it into the high."""
    unsure = p.unsure if p.perhaps and bound == "high" else frozenset()
    return sorted(p.doubtful or {k.removeprefix(WEAK) for k in p.values.values()} | unsure)


def links(made: Sequence[Link], shown: Shown, apart: Sequence[tuple[int, int, str]]) -> pa.Table:
    """One row a link made or blocked, then decisions that parted nothing, then hubs."""
    cut = {x.blocked_by for x in made}
    idle = [Link(min(a, b), max(a, b), "decided_apart", "possible", f"decision:{d}") for a, b, d in apart]
    told = [*made, *(x for x in idle if x.blocked_by not in cut)]
    told.sort(key=attrgetter("a", "b", "rule"))
    agree = [shown.agreeing(x.a, x.b) for x in told]
    for hub in shown.hubs():
        told.append(Link(hub["first_pub"], hub["last_pub"], "hub", "possible", f"hub:{hub['names']}"))
        agree.append([(hub["kind"], shown.tag(hub["value"]), "")])
    columns = {
        "a": [shown.pubs[x.a].key for x in told], "b": [shown.pubs[x.b].key for x in told],
        "rule": [x.rule for x in told], "level": [x.level for x in told], "certain": [x.level == "certain" for x in told],
        "kinds": [[kind for kind, _, _ in some] for some in agree], "tags": [[tag for _, tag, _ in some] for some in agree],
        "blocked_by": [x.blocked_by for x in told],
    }  # fmt: skip
    return pa.table(columns, schema=LINKS)


_WHY = ("different_names", "different_id_numbers", "different_addresses")


def stated_hubs(
    found: Steps, pubs: Sequence[Publication], persons: Mapping[Level, Codes], again: Mapping[Level, Repeats]
) -> pa.Table:
    """The rows of ``hubs_stated``: values that so many people share that they are nobody's."""
    owners = pa.table(
        {
            "pub": pa.array(range(len(pubs)), pa.int32()),
            "channel_id": pa.array([p.channel for p in pubs], pa.string()),
            "repeats": pa.array([r is not None for r in again["certain"]], pa.bool_()),
            **{name: pa.array(persons[level], pa.string()) for level, name, _ in _READINGS},
        }
    )
    nobodys = found.hubs.filter(pc.invert(pc.is_in(found.hubs["kind"], pa.array(rules().file.hub.of_each))))
    given = {"claims": found.claims, "means": found.means, "hubs": nobodys, "owners": owners}
    return sql.run(step("hubs_stated"), given)


def hubs(stated: pa.Table, pubs: Sequence[Publication]) -> pa.Table:
    """One row a shared value, with the reason."""
    named = {"different": stated["names"]}
    named["why"] = pa.array([_WHY[n] for n in stated["way"].to_pylist()], pa.string())
    for name in ("first", "last"):
        named[name] = pa.array([pubs[n].key for n in stated[f"{name}_pub"].to_pylist()], pa.string())
    columns = [named[f.name] if f.name in named else stated[f.name] for f in HUBS]
    return pa.table(columns, names=HUBS.names).cast(HUBS)


def items(claims: pa.Table, pubs: Sequence[Publication], person: Codes, stated: pa.Table) -> pa.Table:
    """One row a distinct (person, kind, value); what is nobody's has none. ``stated``: of ``stated_hubs``."""
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
    return sql.run(
        step("items"), {"claims": claims, "owners": owners, "kinds": tiers, "stated": stated.select(["value"])}
    ).cast(ITEMS)


def persons(dossier_rows: pa.Table, item_rows: pa.Table) -> pa.Table:
    """One row a person under certain links."""
    rows = dossier_rows.filter(pc.and_not(pc.is_valid(dossier_rows["person"]), dossier_rows["by_link"]))
    for name, order in (("role", _ROLES), ("identifies", ANSWERS)):
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(at, name, pc.index_in(rows[name], pa.array(order)))
    told = rows.group_by("person").aggregate([
        ("role", "min"), ("identifies", "min"), ("person", "count"), ("repeat_of", "count", pc.CountOptions("only_null")),
        ("channel_id", "count_distinct"), ("date", "min"), ("date", "max"), ("age_low", "min"), ("age_high", "max"),
    ]).rename_columns([
        "person", "role", "identifies", "publications", "dossiers", "channels", "first_date", "last_date", "age_low", "age_high",
    ])  # fmt: skip
    sure = item_rows.filter(pc.not_equal(item_rows["verdict"], "doubtful"))
    held = sure.group_by("person").aggregate([([], "count_all")])
    kinds_ = _kinds_of_persons(rows)
    told = told.take(pc.sort_indices(pc.cast(pc.utf8_slice_codeunits(told["person"], 1), pa.int64()))).combine_chunks()
    made = {name: told[name] for name in told.column_names} | {
        "role": pa.array(_ROLES).take(told["role"]),
        "identifies": pa.array(ANSWERS).take(told["identifies"]),
        "kinds": kinds_["kind_list"].take(pc.index_in(told["person"], kinds_["person"])),
        "items": pc.fill_null(held["count_all"].take(pc.index_in(told["person"], held["person"])), 0),
    }
    return pa.table({name: made[name] for name in PERSONS.names}).cast(PERSONS)


def _kinds_of_persons(rows: pa.Table) -> pa.Table:
    """Each person with the kinds of all its publications, in alphabetical order."""
    held = rows["kinds"].combine_chunks()
    each = rows.select(["person"]).take(pc.list_parent_indices(held)).append_column("kind", pc.list_flatten(held))
    distinct = each.group_by(["person", "kind"]).aggregate([]).sort_by("kind")
    return distinct.group_by("person", use_threads=False).aggregate([("kind", "list")])
