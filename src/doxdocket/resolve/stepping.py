"""The SQL steps from findings to pairs of publications that agree, each one relation in its own file.

Source: ``sql/*.sql``, whose heads name the provision; the rules come from ``law.links`` as tables of kinds, so no rule
stands in SQL. What it leaves out: conflicts and decisions, which ``forest`` weighs pair by pair.
"""

from dataclasses import dataclass
from functools import cache, partial

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions.application import CONFIRMED, LENT
from doxdocket.engine import sql
from doxdocket.law import classes
from doxdocket.law.kinds import kinds
from doxdocket.law.links import ALIKE, NEAR, PICTURE, SCRIPT, WEAK, LinkRule, bare, links
from doxdocket.resolve.forest import Roots

step = partial(sql.text_of, "resolve")
"""The text of one step."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What the steps give: publications, their claims and what these say or are near to, hubs, agreeing pairs (rule, a, b, owned).

    A pair is owned where it agrees without values that may be another person's of their post, which are ``unowned`` (pub, value).
    """

    publications: pa.Table
    claims: pa.Table
    means: pa.Table
    nearby: pa.Table
    hubs: pa.Table
    edges: pa.Table
    unowned: pa.Table


def steps(findings: pa.Table, posts: pa.Table) -> Steps:
    """All relations up to the agreeing pairs; ``findings`` without the rejected ones."""
    for column in ("reply_to", "forwarded_from"):
        if column not in posts.column_names:
            posts = posts.append_column(column, pa.nulls(posts.num_rows, pa.string()))
    share = links().file.hub.share
    most = {"names": links().file.hub.names, "share_of": share.denominator, "share_part": share.numerator}
    fixed = {
        "hub_kinds": _hub_kinds(),
        "alike_kinds": _alike_kinds(),
        "elements": _elements(),
        **{f"rules{n}": _rules(n) for n in (1, 2, 3)},
    }
    implied = _implied(findings)
    near = pa.concat_tables([_near(findings, implied), _files(findings, implied)])
    fixed |= {"one_thing": _one_thing(), "implied": implied, "near": near}
    marks = {"sure": _sure(findings), "unowned": _unowned(findings)}
    findings = findings.drop_columns(["implies", "near"])
    for name, mark in marks.items():
        findings = findings.append_column(name, mark)
    with sql.session({"findings": findings, "posts": posts, **fixed}) as session:
        publications = session.run(step("publications"))
        session.add({"publications": publications})
        claims = session.run(step("claims"))
        session.add({"claims": claims.select(["pub", "kind", "value", "digest", "standing", "unowned"])})
        means = session.run(step("means"))
        session.add({"means": means})
        held = session.run(step("held"))
        session.add({"held": held})
        nearby = session.run(step("nearby"))
        session.add({"nearby": nearby})
        session.add({"alike": _ALIKE.empty_table()})
        hubs = session.run(step("hubs"), most)
        session.add({"hubs": hubs})
        if (alike := _alike(session.run(step("spelled")))).num_rows:
            session.add({"alike": alike})
            hubs = session.run(step("hubs"), most)
            session.add({"hubs": hubs})
        shared = session.run(step("shared"), {"list_of": links().file.list_of})
        session.add({"shared": shared})
        edges = session.run(step("edges"), {"alike": links().alike})
        unowned = held.filter(pc.and_(pc.equal(held["unowned"], 1), pc.less(held["standing"], 4)))
        return Steps(publications, claims, means, nearby, hubs, edges, unowned.select(["pub", "value"]))


def _sure(findings: pa.Table) -> pa.Array | pa.ChunkedArray:
    """For each finding whether the low may take its word for an age: its class is admitted, or a person confirmed it."""
    if "reasons" not in findings.column_names:
        return pa.repeat(pa.scalar(True), findings.num_rows)
    return pc.and_not(pc.or_(classes.supports(findings), findings[CONFIRMED]), findings[LENT])


def _unowned(findings: pa.Table) -> pa.Array:
    """For each finding 1 where its value may be another person's of the post, else 0."""
    if "reasons" not in findings.column_names or not findings.num_rows:
        return pa.repeat(pa.scalar(0, pa.int32()), findings.num_rows)
    reasons = findings["reasons"].combine_chunks()
    rows = pc.list_parent_indices(reasons).filter(pc.equal(pc.list_flatten(reasons), classes.WHOSE))
    return pc.is_in(pa.array(range(findings.num_rows), rows.type), rows).cast(pa.int32())


def rule_numbers() -> dict[str, int]:
    """The rules by strength, 0 the strongest."""
    return {rule.id: n for n, rule in enumerate(links().rules)}


def rule_of(number: int) -> LinkRule:
    """The rule of that number."""
    return links().rules[number]


def _implied(findings: pa.Table) -> pa.Table:
    """Each value of a kind that says another, with that; once."""
    told = findings.filter(pc.greater(pc.fill_null(pc.list_value_length(findings["implies"]), 0), 0))
    told = told.select(["kind", "digest", "implies"]).combine_chunks()
    said = told["implies"].combine_chunks()
    rows = told.take(pc.list_parent_indices(said)).drop_columns(["implies"])
    flat = pc.list_flatten(said)
    for name, field in (("to_kind", "kind"), ("to_digest", "digest")):
        rows = rows.append_column(name, pc.struct_field(flat, field))
    return rows.group_by(["kind", "digest", "to_kind", "to_digest"]).aggregate([])


_PLACE = ["channel_id", "post_id", "person"]


def _near(findings: pa.Table, implied: pa.Table) -> pa.Table:
    """Each spelling of each finding. ``whole``: two findings that are both whole are not near by it, only equal or not.

    A name in letters is not whole beside one in characters.
    """
    in_letters = implied.filter(pc.equal(implied["to_kind"], SCRIPT))["digest"].combine_chunks()
    some = pc.greater(pc.fill_null(pc.list_value_length(findings["near"]), 0), 0)
    told = findings.filter(pc.and_(some, pc.not_equal(findings["verdict"], "doubtful")))
    kinds_ = pc.if_else(pc.equal(told["kind"], "delivery_address"), "home_address", told["kind"])
    whole = pc.and_(pc.is_in(kinds_, pa.array(links().file.whole_differ)), pc.equal(told["verdict"], "valid"))
    whole = pc.and_not(whole, pc.is_in(told["digest"], in_letters))
    lean = told.select(_PLACE).append_column("kind", kinds_).append_column("whole", whole.cast(pa.int32()))
    near = told["near"].combine_chunks()
    return lean.take(pc.list_parent_indices(near)).append_column("near", pc.list_flatten(near))


def _files(findings: pa.Table, implied: pa.Table) -> pa.Table:
    """The files of pictures of papers, as spellings: one file is one paper, while near-duplicates of it may be two."""
    prints = implied.filter(pc.equal(implied["to_kind"], PICTURE))["digest"]
    told = findings.filter(pc.is_in(findings["digest"], prints.combine_chunks()))
    lean = told.select(_PLACE).append_column("kind", pa.array([PICTURE] * told.num_rows, pa.string()))
    lean = lean.append_column("whole", pa.array([0] * told.num_rows, pa.int32()))
    return lean.append_column("near", told["where"].cast(pa.binary()))


@cache
def _codes() -> dict[str, int]:
    """Each element (kind, perhaps weak) that occurs in a combination, numbered in alphabetical order."""
    used = {element for n in (1, 2, 3) for combination in links().combinations(n) for element in combination}
    return {element: n for n, element in enumerate(sorted(used), 1)}


def _elements() -> pa.Table:
    named = sorted(_codes())
    return pa.table(
        {
            "kind": [bare(e) for e in named],
            "form": pa.array([2 if e.startswith(NEAR) else int(e.startswith(WEAK)) for e in named], pa.int32()),
            "element": pa.array([_codes()[e] for e in named], pa.int32()),
        }
    )


def _rules(size: int) -> pa.Table:
    """The combinations of so many kinds; ``sure``: whether the rule may make certain links alone."""
    rows = sorted(links().combinations(size).items())
    number = rule_numbers()
    columns = {f"e{i + 1}": pa.array([_codes()[c[i]] for c, _ in rows], pa.int32()) for i in range(size)}
    sure = pa.array([int(r.level == "certain" or bool(r.reading)) for _, r in rows], pa.int32())
    return pa.table({"rule": pa.array([number[r.id] for _, r in rows], pa.int32()), **columns, "sure": sure})


def _hub_kinds() -> pa.Table:
    return pa.table({"kind": [k.id for k in kinds().values() if k.strength in {"primary", "secondary"}] + [PICTURE]})


_ALIKE = pa.schema([("value", pa.int32()), ("name", pa.int32()), ("who", pa.int32())])


def _alike(spelled: pa.Table) -> pa.Table:
    """Of each value and name that stands with it the first name there that may be the same, misspelled.

    So many alike names as make a hub are one person's only where one of them is alike to each of the others: common names are alike by chains.
    """
    rows: list[dict[str, int]] = []
    of: dict[int, dict[int, set[int]]] = {}  # names by value and spelling
    for value, name, spelling in zip(*(spelled[c].to_pylist() for c in ("value", "name", "spelling")), strict=True):
        of.setdefault(value, {}).setdefault(spelling, set()).add(name)
    for value, spellings in of.items():
        roots, beside = Roots(), dict[int, list[set[int]]]()
        for spelling, names in spellings.items():  # a spelling is below 0, a name above
            for name in names:
                roots.join(name, spelling)
                beside.setdefault(name, []).append(names)
        joined: dict[int, list[int]] = {}
        for name in sorted(beside):
            joined.setdefault(roots.find(name), []).append(name)
        for some in joined.values():
            if len(some) < links().file.hub.names or any(_to_each(beside[name], len(some)) for name in some):
                rows += [{"value": value, "name": name, "who": some[0]} for name in some]
    return pa.Table.from_pylist(rows, _ALIKE)


def _to_each(beside: list[set[int]], of: int) -> bool:
    """Whether a name with these names at its spellings is alike to all ``of`` them."""
    return sum(map(len, beside)) >= of and len(set().union(*beside)) == of


def _alike_kinds() -> pa.Table:
    """The kinds, and whether it is spellings of them (form 2), beside which two names may be one misspelled."""
    told = links().rules[links().alike].agree
    beside = {e for one in told if one != NEAR + ALIKE for e in links().members(one)}
    return _elements().filter(
        pc.is_in(_elements()["element"], pa.array([_codes()[e] for e in sorted(beside)], pa.int32()))
    )


def _one_thing() -> pa.Table:
    named = links().file.one_thing
    return pa.table({"kind": named, "rank": pa.array(range(1, len(named) + 1), pa.int32())})
