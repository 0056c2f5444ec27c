"""The SQL steps from findings to pairs of publications that agree, each one relation in its own file.

Source: ``sql/*.sql``, whose heads name the provision; the rules come from ``law.links`` as tables of kinds, so no rule
stands in SQL. What it leaves out: conflicts and decisions, which ``forest`` weighs pair by pair.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.engine import sql
from doxdocket.law.kinds import kinds
from doxdocket.law.links import WEAK, LinkRule, links

_SQL = files("doxdocket.resolve") / "sql"


@dataclass(frozen=True, slots=True)
class Steps:
    """What the steps give: publications, their claims, hubs, and agreeing pairs (rule number, a, b)."""

    publications: pa.Table
    claims: pa.Table
    hubs: pa.Table
    edges: pa.Table


@cache
def step(name: str) -> str:
    """The text of one step."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def steps(findings: pa.Table, posts: pa.Table) -> Steps:
    """All relations up to the agreeing pairs; ``findings`` without the rejected ones."""
    for column in ("reply_to", "forwarded_from"):
        if column not in posts.column_names:
            posts = posts.append_column(column, pa.nulls(posts.num_rows, pa.string()))
    share = links().file.hub.share
    most = {"names": links().file.hub.names, "share_of": share.denominator, "share_part": share.numerator}
    fixed = {"hub_kinds": _hub_kinds(), "elements": _elements(), **{f"rules{n}": _rules(n) for n in (1, 2, 3)}}
    with sql.Session({"findings": findings, "posts": posts, **fixed}) as session:
        publications = session.run(step("publications"))
        session.add({"publications": publications})
        claims = session.run(step("claims"))
        session.add({"claims": claims.select(["pub", "kind", "value", "standing"])})
        hubs = session.run(step("hubs"), most)
        session.add({"hubs": hubs})
        session.add({"shared": session.run(step("shared"), {"list_of": links().file.list_of})})
        return Steps(publications, claims, hubs, session.run(step("edges")))


def rule_numbers() -> dict[str, int]:
    """The rules by strength, 0 the strongest."""
    return {rule.id: n for n, rule in enumerate(links().rules)}


def rule_of(number: int) -> LinkRule:
    """The rule of that number."""
    return links().rules[number]


def other_form(findings: pa.Table, claims: pa.Table) -> frozenset[int]:
    """The numbers of values that are another form of a number, so that they contradict only their own form."""
    watched = findings.filter(pc.is_in(findings["kind"], pa.array(links().file.conflicts)))
    reasons = pc.fill_null(pc.binary_join(watched["reasons"], " "), "")
    told = [pc.match_substring(reasons, reason) for reason in links().file.other_form]
    digests = pa.concat_arrays(
        [c for hit in told for c in watched.filter(hit)["digest"].chunks] or [pa.array([], pa.binary())]
    )
    return frozenset(claims.filter(pc.is_in(claims["digest"], digests))["value"].to_pylist())


@cache
def _codes() -> dict[str, int]:
    """Each element (kind, perhaps weak) that occurs in a combination, numbered in alphabetical order."""
    used = {element for n in (1, 2, 3) for combination in links().combinations(n) for element in combination}
    return {element: n for n, element in enumerate(sorted(used), 1)}


def _elements() -> pa.Table:
    named = sorted(_codes())
    return pa.table(
        {
            "kind": [e.removeprefix(WEAK) for e in named],
            "weak": pa.array([int(e.startswith(WEAK)) for e in named], pa.int32()),
            "element": pa.array([_codes()[e] for e in named], pa.int32()),
        }
    )


def _rules(size: int) -> pa.Table:
    rows = sorted(links().combinations(size).items())
    number = rule_numbers()
    columns = {f"e{i + 1}": pa.array([_codes()[c[i]] for c, _ in rows], pa.int32()) for i in range(size)}
    return pa.table({"rule": pa.array([number[r.id] for _, r in rows], pa.int32()), **columns})


def _hub_kinds() -> pa.Table:
    return pa.table({"kind": [k.id for k in kinds().values() if k.strength in {"primary", "secondary"}]})
