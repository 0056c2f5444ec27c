"""Which decisions stand, and what they make of findings.

A decision is an act of a person and is never altered; an ``undo`` is another decision, and may itself be undone. Rejected
findings are left out everywhere; a confirmed finding counts as valid; so it is with conduct. Decisions name what they are about by content
(channel, post, span, kind), so they hold across reruns. What it leaves out: who may decide.

>>> d = [
...     {"id": "1", "act": "figure.value", "target": {"figure": "persons", "value": 7}, "undone_by": None},
...     {"id": "2", "act": "undo", "target": {"decision": "1"}, "undone_by": None},
... ]
>>> [x["id"] for x in standing(d)]
['2']
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

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


def finding_keys(findings: pa.Table) -> pa.ChunkedArray:
    """The key of each finding, as decisions name it: ``channel/post/where/start-end/kind``."""
    text = {c: findings[c].cast(pa.string()) for c in ("channel_id", "post_id", "where", "start", "end", "kind")}
    span = pc.binary_join_element_wise(text["start"], text["end"], "-")
    return pc.binary_join_element_wise(text["channel_id"], text["post_id"], text["where"], span, text["kind"], "/")


def _named(decisions: Sequence[Decision], act: str) -> list[str]:
    return [str(d["target"]["finding"]) for d in standing(decisions) if d["act"] == act]


def apply(findings: pa.Table, decisions: Sequence[Decision]) -> pa.Table:
    """The findings that stand: without the rejected ones, the confirmed ones valid."""
    rejected, confirmed = _named(decisions, "finding.reject"), _named(decisions, "finding.confirm")
    if not rejected and not confirmed:
        return findings
    keys = finding_keys(findings)
    sure = pc.is_in(keys, pa.array(confirmed, pa.string()))
    verdict = pc.if_else(pc.and_(sure, pc.equal(findings["verdict"], "doubtful")), "valid", findings["verdict"])
    out = findings.set_column(findings.schema.get_field_index("verdict"), findings.schema.field("verdict"), verdict)
    return out.filter(pc.invert(pc.is_in(keys, pa.array(rejected, pa.string()))))


def confirmed(findings: pa.Table, decisions: Sequence[Decision]) -> pa.Array | pa.ChunkedArray:
    """For each finding whether a person confirmed it."""
    named = _named(decisions, "finding.confirm")
    if not named:
        return pa.repeat(pa.scalar(False), findings.num_rows)
    return pc.is_in(finding_keys(findings), pa.array(named, pa.string()))


def conduct_keys(conduct: pa.Table) -> pa.ChunkedArray:
    """The key of each stretch of conduct, as decisions name it: ``channel/post/where/start-end/label``."""
    return finding_keys(conduct.rename_columns(["kind" if name == "label" else name for name in conduct.column_names]))


def conduct(rows: pa.Table, decisions: Sequence[Decision]) -> pa.Table:
    """The conduct that stands: without what was rejected, and what was confirmed with that status."""
    acts = {act: [str(d["target"]["conduct"]) for d in standing(decisions) if d["act"] == act]
            for act in ("conduct.confirm", "conduct.reject")}  # fmt: skip
    if not any(acts.values()):
        return rows
    keys = conduct_keys(rows)
    sure = pc.is_in(keys, pa.array(acts["conduct.confirm"], pa.string()))
    status = pc.if_else(sure, "confirmed", rows["status"])
    out = rows.set_column(rows.schema.get_field_index("status"), rows.schema.field("status"), status)
    return out.filter(pc.invert(pc.is_in(keys, pa.array(acts["conduct.reject"], pa.string()))))


def pairs(decisions: Sequence[Decision], act: str) -> list[tuple[str, str, str]]:
    """The pairs of dossier keys that ``person.same`` or ``person.not_same`` names, with the decision's id."""
    return [
        (str(d["target"]["a"]), str(d["target"]["b"]), str(d["id"])) for d in standing(decisions) if d["act"] == act
    ]


def values(decisions: Sequence[Decision]) -> dict[str, tuple[Any, str]]:
    """The value a person picked for each figure, with the decision's id; the latest pick holds."""
    return {
        str(d["target"]["figure"]): (d["target"]["value"], str(d["id"]))
        for d in standing(decisions)
        if d["act"] == "figure.value"
    }
