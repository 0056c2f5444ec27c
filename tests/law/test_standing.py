"""Decisions on findings: rejected ones go, confirmed ones are valid, everything else is untouched."""

import pyarrow as pa

from doxdocket.law import standing
from doxdocket.records import FINDINGS


def table():
    row = dict.fromkeys(FINDINGS.names) | {"channel_id": "c", "post_id": "1", "where": "text", "start": 0, "end": 5}
    return pa.Table.from_pylist([row | {"kind": k, "verdict": "doubtful"} for k in ("name", "school")], FINDINGS)


def act(n, what, finding):
    return {"id": str(n), "act": what, "target": {"finding": finding}, "undone_by": None}


def test_keys_name_a_finding_by_content():
    assert standing.finding_keys(table()).to_pylist() == ["c/1/text/0-5/name", "c/1/text/0-5/school"]


def test_nothing_decided_is_the_same_table():
    findings = table()
    assert standing.apply(findings, []) is findings


def test_confirmed_and_rejected():
    made = standing.apply(
        table(), [act(1, "finding.confirm", "c/1/text/0-5/name"), act(2, "finding.reject", "c/1/text/0-5/school")]
    )
    assert [(r["kind"], r["verdict"]) for r in made.to_pylist()] == [("name", "valid")]
    assert made.schema == FINDINGS
