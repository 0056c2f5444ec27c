"""The custody of a case: who acts in it, which keys open it, and the chain of acts with its end.

Left out: checking the chain (``verify``), and what acts say at length: of each row its act, who did it, and the ids that it names.
"""

from collections.abc import Mapping
from operator import itemgetter

from doxdocket.report.document import Block, Column, Document, Fields, Part, Table
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.words import say

MOST = 100
"""Rows of the chain on a page."""
_NAMED = (
    "decision",
    "entry",
    "form",
    "id",
    "plan",
    "run",
    "table",
    "figure",
    "officer",
    "role",
    "key",
    "fingerprint",
    "sha256",
    "rows",
    "seq",
)
"""What of an act's detail is an id or a count, and no text that somebody wrote."""
_LONGEST = 16


def document(case: Case, before: int | None = None) -> Document[Mapping[str, object]]:
    """``before``: rows of the chain that are older than this one."""
    seq, head = case.custody.end()
    told = case.custody.reading()
    rows = [row for row in reversed(case.custody.rows()) if before is None or row.seq < before]
    keys = [(name, ", ".join(sorted(told.standing.keys.get(name, ())))) for name in case.info.officers]
    body: list[Block | None] = [
        Fields({say("review_custody.case"): case.info.id, say("review_custody.rows"): f"{seq:,}", say("review_custody.head"): head}),
        Table(keys, [
            Column(say("review_custody.officer"), itemgetter(0)), Column(say("review_custody.keys"), lambda row: row[1] or say("review_custody.has_not_acted")),
        ], title=say("review_custody.officers"), none=say("review_custody.no_officers")),
        Table(case.holders(), [
            Column(say("review_custody.key"), "fingerprint"), Column(say("review_custody.role"), "role"),
        ], title=say("review_custody.holders")),
        Part([Table(rows[:MOST], [
            Column(say("review_custody.row"), "seq", right=True), Column(say("review_custody.at"), lambda row: row.at[:19].replace("T", " ")),
            Column(say("review_custody.who"), "actor"), Column(say("review_custody.act"), "act"), Column(say("review_custody.about"), _about),
            Column(say("review_custody.hash"), lambda row: row.hash[:16]),
        ], title=say("review_custody.chain"))]),
    ]  # fmt: skip
    return Document({"rows": seq, "head": head, "oldest": rows[:MOST][-1].seq if rows else 0}, body)


def _about(row: CustodyRow) -> str:
    """The ids that an act names."""
    held = {name: str(row.detail[name]) for name in _NAMED if isinstance(row.detail.get(name), str | int)}
    return " ".join(f"{name}={value[:_LONGEST]}" for name, value in held.items())
