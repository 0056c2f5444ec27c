"""Which decisions stand, and what they make of findings.

A decision is an act of a person and is never altered; an ``undo`` is another decision, and may itself be undone. Rejected
findings are left out everywhere; a confirmed finding counts as valid; so it is with conduct. Decisions come by the keys of the run at
hand (``decisions.placed`` finds them by content). What a person said is there, and the program does not find, is a row of the run
(``pipeline.said``): it stands while a decision names it, in place of what the program reads in the same stretch. What it leaves out: who may decide, and what contradicts what (``decisions.consistent``).

>>> d = [
...     {"id": "1", "act": "figure.value", "target": {"figure": "persons", "value": 7}, "undone_by": None},
...     {"id": "2", "act": "undo", "target": {"decision": "1"}, "undone_by": None},
... ]
>>> [x["id"] for x in standing(d)]
['2']
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions.placing import most

Decision = Mapping[str, Any]


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that are not undone, oldest first. The later of two undoings speaks first."""
    rows = list(decisions)
    present = {str(d["id"]) for d in rows}
    undone: set[str] = set()
    for d in reversed(rows):
        if d["act"] == "undo" and str(d["id"]) not in undone:
            undone.add(str(d["target"]["decision"]))
    elsewhere = [d for d in rows if d.get("undone_by") is not None and str(d["undone_by"]) not in present]
    return [d for d in rows if str(d["id"]) not in undone and d not in elsewhere]


COLUMNS = ("channel_id", "post_id", "where", "start", "end", "kind", "verdict", "person", "role", "relation", "reasons")
"""What ``apply`` needs of the findings."""


def finding_keys(findings: pa.Table) -> pa.ChunkedArray:
    """The key of each finding, as decisions name it: ``channel/post/where/start-end/kind``."""
    text = {c: findings[c].cast(pa.string()) for c in ("channel_id", "post_id", "where", "start", "end", "kind")}
    span = pc.binary_join_element_wise(text["start"], text["end"], "-")
    return pc.binary_join_element_wise(text["channel_id"], text["post_id"], text["where"], span, text["kind"], "/")


def _named(decisions: Sequence[Decision], *acts: str) -> list[str]:
    return [named(d["target"]) for d in standing(decisions) if d["act"] in acts]


def named(target: Mapping[str, Any]) -> str:
    """The key of the finding that a target names, or adds."""
    return str(target["finding"]) if "finding" in target else f"{target['span']}/{target['kind']}"


ADD = "finding.add"
SAYS = ("finding.confirm", "finding.person", "finding.lawfully_public", ADD)
"""Acts that say that a finding is there."""
PERSON = "person"
"""The reason of a finding that a person said is there."""


def apply(findings: pa.Table, decisions: Sequence[Decision], says: Collection[str] = ()) -> pa.Table:
    """The findings that stand: without the rejected ones, the confirmed ones valid, those of another person put to it.

    ``says``: keys that decisions beside these say are there.
    """
    findings = _yielded(findings, decisions, says)
    rejected, confirmed = _named(decisions, "finding.reject"), _named(decisions, "finding.confirm", ADD)
    moved = {
        named(d["target"]): str(d["target"]["publication"])
        for d in standing(decisions)
        if d["act"] in ("finding.person", ADD) and "publication" in d["target"]
    }
    if not (rejected or confirmed or moved):
        return findings
    keys = finding_keys(findings)
    sure = pc.is_in(keys, pa.array(confirmed, pa.string()))
    verdict = pc.if_else(pc.and_(sure, pc.equal(findings["verdict"], "doubtful")), "valid", findings["verdict"])
    out = _put(findings, "verdict", verdict)
    if moved:
        out = _moved(out, keys, moved)
    return out.filter(pc.invert(pc.is_in(keys, pa.array(rejected, pa.string()))))


def _yielded(findings: pa.Table, decisions: Sequence[Decision], more: Collection[str]) -> pa.Table:
    """The findings without those that a person said and no decision says any more, and without what is another reading of one that stands."""
    if "reasons" not in findings.column_names:
        return findings
    reasons = findings["reasons"].combine_chunks()
    here = pc.list_parent_indices(reasons).filter(pc.equal(pc.list_flatten(reasons), PERSON))
    if not len(here):
        return findings
    posts = pc.binary_join_element_wise(findings["channel_id"], findings["post_id"], "/")
    at = pc.indices_nonzero(pc.is_in(posts, posts.take(here).combine_chunks()))
    rows = findings.select([*COLUMNS[:6], "reasons"]).take(at)
    says = {*more, *_named(decisions, *SAYS)}
    known = {*says, *_named(decisions, "finding.reject")}
    told = list(zip(at.to_pylist(), finding_keys(rows).to_pylist(), rows.to_pylist(), strict=True))
    said = [row for _, key, row in told if key in says and PERSON in (row["reasons"] or ())]
    gone = [
        n
        for n, key, row in told
        if (PERSON in (row["reasons"] or ()) and key not in says)
        or (key not in known and any(_read(row, one) for one in said))
    ]
    return findings.filter(pc.invert(pc.is_in(pa.array(range(findings.num_rows)), pa.array(gone, pa.int64()))))


def _read(row: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
    """Whether a finding is another reading of this one: most of it lies in it, and if it is of another kind, it is most of it too."""
    same = all(row[name] == one[name] for name in ("channel_id", "post_id", "where"))
    other = row["kind"] != one["kind"]
    return same and most((row["start"], row["end"]), (one["start"], one["end"]), both=other)


def confirmed(findings: pa.Table, decisions: Sequence[Decision]) -> pa.Array | pa.ChunkedArray:
    """For each finding whether a person confirmed it."""
    keys = _named(decisions, "finding.confirm", ADD)
    if not keys:
        return pa.repeat(pa.scalar(False), findings.num_rows)
    return pc.is_in(finding_keys(findings), pa.array(keys, pa.string()))


def _put(table: pa.Table, name: str, column: Any) -> pa.Table:
    at = table.schema.get_field_index(name)
    return table.set_column(at, table.schema.field(at), column)


def _moved(findings: pa.Table, keys: pa.ChunkedArray, moved: Mapping[str, str]) -> pa.Table:
    """The findings that decisions put to another person of their post, with that person's role and kinship."""
    hits = pc.indices_nonzero(pc.is_in(keys, pa.array(sorted(moved), pa.string()))).to_pylist()
    here = pc.binary_join_element_wise(
        findings["channel_id"], findings["post_id"], findings["person"].cast(pa.string()), "/"
    )
    wanted = pc.indices_nonzero(pc.is_in(here, pa.array(sorted(set(moved.values())), pa.string())))
    roles = sorted(
        zip(here.take(wanted).to_pylist(), findings["role"].take(wanted).to_pylist(), findings["relation"].take(wanted).to_pylist(),
            strict=True), key=str,
    )  # fmt: skip
    known = {key: (role, relation) for key, role, relation in roles}
    columns = {name: findings[name].to_pylist() for name in ("person", "role", "relation")} if hits else {}
    for at in hits:
        key = moved[keys[at].as_py()]
        columns["person"][at] = int(key.rpartition("/")[2])
        if key in known:
            columns["role"][at], columns["relation"][at] = known[key]
    for name, column in columns.items():
        findings = _put(findings, name, pa.array(column, findings.schema.field(name).type))
    return findings


def lawful(findings: pa.Table, decisions: Sequence[Decision]) -> pa.Table:
    """The findings with those doubtful that were decided to be lawfully public: so none of them is in a low or estimate of items."""
    public = _public(findings, decisions)
    return (
        findings if public is None else _put(findings, "verdict", pc.if_else(public, "doubtful", findings["verdict"]))
    )


def lawfully_public(findings: pa.Table, decisions: Sequence[Decision]) -> pa.Table:
    """The findings that were decided to be lawfully public."""
    public = _public(findings, decisions)
    return findings.slice(0, 0) if public is None else findings.filter(public)


def _public(findings: pa.Table, decisions: Sequence[Decision]) -> pa.Array | None:
    """Which findings were decided to be lawfully public: those named, and the same value of the same person in the same post."""
    keys = _named(decisions, "finding.lawfully_public")
    if not keys:
        return None
    columns = ["channel_id", "post_id", "person", "kind", "digest"]
    meant = findings.filter(pc.is_in(finding_keys(findings), pa.array(keys, pa.string()))).select(columns).to_pylist()
    values = {tuple(row.values()) for row in meant}
    posts = pc.binary_join_element_wise(findings["channel_id"], findings["post_id"], "/")
    here = pc.is_in(posts, pa.array(sorted({f"{v[0]}/{v[1]}" for v in values}), pa.string()))
    at = pc.indices_nonzero(here)
    rows = findings.select(columns).take(at).to_pylist()
    hits = [n for n, row in zip(at.to_pylist(), rows, strict=True) if tuple(row.values()) in values]
    return pc.is_in(pa.array(range(findings.num_rows), pa.int64()), pa.array(hits, pa.int64()))


def conduct_keys(conduct: pa.Table) -> pa.ChunkedArray:
    """The key of each stretch of conduct, as decisions name it: ``channel/post/where/start-end/label``."""
    return finding_keys(conduct.rename_columns(["kind" if name == "label" else name for name in conduct.column_names]))


def conduct(rows: pa.Table, decisions: Sequence[Decision]) -> pa.Table:
    """The conduct that stands: without what was rejected, confirmed where a person said so, under the label a person gave.

    What a person confirmed or labelled and the machine no longer proposes stands on its words, as what a person added.
    """
    acts: dict[str, dict[str, Any]] = {act: {} for act in _CONDUCT}
    for d in standing(decisions):
        if d["act"] in acts:
            acts[d["act"]][str(d["target"]["conduct" if "conduct" in d["target"] else "span"])] = d["target"].get(
                "label"
            )
    if not any(acts.values()):
        return rows
    keys = conduct_keys(rows)
    renamed = acts["conduct.label"]
    sure = pc.is_in(keys, pa.array([*acts["conduct.confirm"], *renamed], pa.string()))
    out = _put(rows, "status", pc.if_else(sure, "confirmed", rows["status"]))
    if renamed:
        labels = pa.array(
            [renamed.get(k, old) for k, old in zip(keys.to_pylist(), rows["label"].to_pylist(), strict=True)],
            pa.string(),
        )
        out = _put(out, "label", labels)
    out = out.filter(pc.invert(pc.is_in(keys, pa.array(list(acts["conduct.reject"]), pa.string()))))
    proposed = set(keys.to_pylist())
    said = {key: key.rpartition("/")[2] for key in acts["conduct.confirm"]} | renamed
    alone = {(key.rpartition("/")[0], label) for key, label in said.items() if key not in proposed}
    there = set(conduct_keys(out).to_pylist()) if acts["conduct.add"] or alone else set()
    more = [
        _added(key, label, rows.schema)
        for key, label in sorted({*acts["conduct.add"].items(), *alone})
        if f"{key}/{label}" not in there
    ]
    return pa.concat_tables([out, pa.Table.from_pylist(more, schema=rows.schema)]) if more else out


_CONDUCT = ("conduct.confirm", "conduct.reject", "conduct.label", "conduct.add")


def _added(key: str, label: str, schema: pa.Schema) -> dict[str, Any]:
    """A stretch that a person labelled: of no person that the machine knows, and without a price."""
    place, where, span = key.rsplit("/", 2)
    channel, _, post = place.rpartition("/")
    start, _, end = span.partition("-")
    row: dict[str, Any] = {
        "channel_id": channel, "post_id": post, "post_no": int(post) if post.isdecimal() else None, "where": where, "start": int(start),
        "end": int(end), "label": label, "status": "confirmed", "person": -1, "reasons": [], "slots": [],
        "priced": False, "maybe_priced": False, "harms": [], "aggravators": [], "quoted": False,
    }  # fmt: skip
    return {name: row.get(name) for name in schema.names}


def joined(decisions: Sequence[Decision]) -> list[tuple[str, str, str]]:
    """The pairs of publications that decisions join, with the decision's id: the same, a split's own, one put to a person."""
    out = []
    for d in standing(decisions):
        target = d["target"]
        if d["act"] == "person.same":
            keys = [str(target["a"]), str(target["b"]), *map(str, target.get("more") or ())]
        elif d["act"] == "person.split":
            keys = list(map(str, target["publications"]))
        elif d["act"] == "publication.person":
            keys = [str(target["person"]), str(target["publication"])]
        else:
            continue
        out += [(keys[0], key, str(d["id"])) for key in keys[1:]]
    return out


def sides(decisions: Sequence[Decision]) -> list[tuple[str, list[str], list[str]]]:
    """Of each decision that takes publications out of a person: its id, those that leave, those that stay."""
    out = []
    for d in standing(decisions):
        if d["act"] in {"person.split", "publication.person"}:
            leave = [str(k) for k in d["target"].get("publications") or [d["target"]["publication"]]]
            stay = [
                str(k)
                for k in [
                    *([d["target"]["from"]] if d["target"].get("from") else []),
                    *(d["target"].get("stays") or ()),
                ]
            ]
            out.append((str(d["id"]), leave, [k for k in dict.fromkeys(stay) if k not in leave]))
    return out


def apart(decisions: Sequence[Decision]) -> list[tuple[str, str, str]]:
    """The pairs of publications that ``person.not_same`` names, with the decision's id."""
    return [
        (str(d["target"]["a"]), str(d["target"]["b"]), str(d["id"]))
        for d in standing(decisions)
        if d["act"] == "person.not_same"
    ]


def readings(decisions: Sequence[Decision]) -> dict[str, str]:
    """The level that a person chose for each reading of the link rules; the latest choice holds."""
    return {
        str(d["target"]["reading"]): str(d["target"]["level"])
        for d in standing(decisions)
        if d["act"] == "links.reading"
    }


def values(decisions: Sequence[Decision]) -> dict[str, tuple[Any, str]]:
    """The value a person picked for each figure, with the decision's id; the latest pick holds."""
    return {
        str(d["target"]["figure"]): (d["target"]["value"], str(d["id"]))
        for d in standing(decisions)
        if d["act"] == "figure.value"
    }
