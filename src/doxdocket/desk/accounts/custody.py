"""The custody of a case: who acts in it, which keys open it, and the chain of acts with its end.

Of each row its act, who did it, the ids that it names, and of what was opened the place, its kind and the reason; times in the zone of the case.
Left out: checking the chain (``verify``), and what acts say at length.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from doxdocket.decisions.placing import post_key
from doxdocket.desk import masked_posts
from doxdocket.desk.masking import Hidden
from doxdocket.law.kinds import kinds
from doxdocket.report.document import Block, Column, Document, Fields, Part, Table
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.words import either, say

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
    zone, hidden, spans = case.zone, Hidden(case), _spans(case, rows[:MOST])
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
            Column(say("review_custody.row"), "seq", right=True), Column(say("review_custody.at", zone=case.info.display_zone), lambda row: f"{datetime.fromisoformat(row.at).astimezone(zone):%Y-%m-%d %H:%M:%S}"),
            Column(say("review_custody.who"), "actor"), Column(say("review_custody.act"), "act"), Column(say("review_custody.about"), lambda row: _about(row, spans, hidden)),
            Column(say("review_custody.hash"), lambda row: row.hash[:16]),
        ], title=say("review_custody.chain"))]),
    ]  # fmt: skip
    return Document({"rows": seq, "head": head, "oldest": rows[:MOST][-1].seq if rows else 0}, body)


def _about(row: CustodyRow, spans: Mapping[str, str], hidden: Hidden) -> str:
    """The ids that an act names; of what was opened the place, its kind and the reason."""
    held = {name: str(row.detail[name]) for name in _NAMED if isinstance(row.detail.get(name), str | int)}
    told = " ".join(f"{name}={value[:_LONGEST]}" for name, value in held.items())
    if row.act != "open":
        return told
    place, reason = _place(row.detail), str(hidden.desk(str(row.detail.get("reason", ""))))
    kind = spans.get(place, "")
    parts = [
        place and say("review_custody.place", place=place),
        kind and say("review_custody.kind", kind=either(kinds()[kind].zh, kinds()[kind].en)),
        reason and say("review_custody.reason", reason=reason),
    ]
    return say("marks.semicolon").join(part for part in (*parts, told) if part)


def _place(detail: Mapping[str, object]) -> str:
    """Where what was opened stands, as an id of a finding begins; of the name of a file the file."""
    if "post" not in detail:
        return " ".join(str(detail[name])[:_LONGEST] for name in ("where", "source") if name in detail)
    span = f"/{detail['start']}-{detail['end']}" if "start" in detail else ""
    return f"{detail['post']}/{detail.get('where', '')}{span}"


def _spans(case: Case, rows: Sequence[CustodyRow]) -> dict[str, str]:
    """The kinds of what was opened in these rows, by its place, as the current result has them."""
    keys = {post_key(str(row.detail["post"])) for row in rows if row.act == "open" and row.detail.get("post")}
    if not keys or case.current_run() is None:
        return {}
    return {
        one.finding.rpartition("/")[0]: one.kind
        for post in masked_posts.posts(case, keys).values()
        for one in post.findings
    }
