"""Several captures of one channel to one post each: what stands for it, its versions, its album, its channel's key.

The key of a post is (channel, post id); of its captures the last version counts, in the row that exposes most, then in the fullest form. What
an earlier capture alone holds stays: it was published, and later deletion does not undo that. Leaves out: what a figure
counts; whether a post that is gone was deleted (``recheck`` says what can be said).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.engine import sql
from doxdocket.merge.coverage import step
from doxdocket.merge.keyed import keys
from doxdocket.records import (
    CAPTURES,
    CONDUCT,
    EARLIER,
    FINDINGS,
    MERGED,
    OF_REPLY,
    TOLD_ELSEWHERE,
    VERSIONS,
    Verdict,
)  # fmt: skip
from doxdocket.store.located import gathered, names_of

__all__ = ["META", "Merged", "keys", "latest_conduct", "latest_findings", "merge", "told_again"]

META = [
    "channel_id", "post_id", "post_no", "date", "type", "forwarded_from", "forwarded_from_id", "forwarded_post",
    "forwarded_date", "reply_to", "album", "also", "source", "capture", "row_no", "edited",
]  # fmt: skip
"""Columns of posts that merging reads of every post; contents are read of those only that stand more than once."""
_CONTENT = [
    "channel_id", "post_id", "capture", "type", "row_no", "text", "fields", "media", "forwarded_from",
    "forwarded_from_id", "forwarded_post", "author", "edited",
]  # fmt: skip
_LOOKS = [
    "channel_id", "post_id", "capture", "row_no", "media", "text", "from_id", "forwarded_from", "forwarded_from_id",
]  # fmt: skip

CLAIMS = ["channel_id", "post_id", "capture", "row_no", "kind", "digest", "verdict", "person"]
"""Columns of findings that merging reads, where a post stands more than once."""

Batches = Callable[[list[str]], Iterable[pa.RecordBatch]]


@dataclass(frozen=True, slots=True)
class Merged:
    """The tables of this step, as ``records`` shapes them."""

    captures: pa.Table
    versions: pa.Table
    merged: pa.Table


def merge(
    posts: pa.Table, contents: Batches, channels: pa.Table, sources: pa.Table, findings: Callable[[list[str]], pa.Table]
) -> Merged:
    """Merge all captures. ``posts``: the columns META; ``contents``: any columns of the same posts, in batches.

    ``sources``: source, form, captured_at (stated by a person), taken_at (into the case), fullness (of its form).
    ``findings``: columns of all findings. Of rows that show one version the one stands that exposes most, so that white space
    (by which versions do not differ) hides nothing.
    """
    given = {"posts": posts, "channels": channels, "sources": sources}
    with sql.session(given) as session:
        captures = session.run(step("captures")).cast(CAPTURES)
        several = session.run(step("several"))
        session.add({"captures": captures})
        versions = VERSIONS.empty_table()
        if several.num_rows:
            session.add({"prints": _gathered("prints", contents(_CONTENT), {"several": several})})
            session.add({"several": several, "findings": findings(CLAIMS)})
            session.add({"claims": session.run(step("claims"))})
            told = session.run(step("versions"))
            session.add({"versions": told})
            versions = told.select(VERSIONS.names).cast(VERSIONS)
        session.add({"merged": session.run(step("merged" if several.num_rows else "once"))})
        neighbours = session.run(step("neighbours"))
        looks = _gathered("looks", contents(_LOOKS) if neighbours.num_rows else (), {"neighbours": neighbours})
        session.add({"looks": looks})
        session.add({"shown": _shown(posts)})
        session.add({"albums": session.run(step("albums"))})
        merged = session.run(step("ordered")).select(MERGED.names).cast(MERGED)
    return Merged(captures, versions, _numbered(merged, channels))


def _numbered(merged: pa.Table, channels: pa.Table) -> pa.Table:
    """Origins of forwards that a form names by username, by the number of the one captured channel that bears it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in channels.select(["username", "chat_kind", "bare_id"]).to_pylist():
        if row["username"] and row["chat_kind"] not in ("unkeyed", "name"):
            bearers[f"@{row['username'].lower()}"].add(f"channel{row['bare_id']}")
    coded = merged["forwarded_from_id"].combine_chunks().dictionary_encode()
    found = [bearers.get(str(one).lower(), set()) for one in coded.dictionary.to_pylist()]
    if not any(len(one) == 1 for one in found):
        return merged
    names = [
        next(iter(new)) if len(new) == 1 else old for old, new in zip(coded.dictionary.to_pylist(), found, strict=True)
    ]
    at = merged.schema.get_field_index("forwarded_from_id")
    return merged.set_column(at, merged.schema.field(at), pa.array(names, pa.string()).take(coded.indices))


_EMPTY = {
    "looks": pa.schema([
        ("channel_id", pa.string()), ("post_id", pa.string()), ("capture", pa.string()), ("row_no", pa.int64()),
        ("has_media", pa.bool_()), ("has_text", pa.bool_()), ("sender", pa.string()),
    ]),
}  # fmt: skip


def latest_findings(findings: pa.Table, merged: pa.Table, versions: pa.Table | None = None) -> pa.Table:
    """The findings that lie in the rows which stand for their posts, and, where ``versions`` are given, what an edit removed from them.

    What an earlier version alone holds was published too. It is put to the person of the post that shares a value with its person there, else
    is of a person of its own; its place bears ``EARLIER``, so that it masks nothing in the words that count and is in no low (``law.classes``)
    until a person confirms it. Left out: what is doubtful, pictures, and a post that stands twice in one file.
    """
    keep = merged.select(["channel_id", "post_id", "capture", "row_no"])
    latest = sql.run(step("latest_findings"), {"findings": findings, "latest": keep}).cast(FINDINGS)
    removed = _removed(findings, latest, keep, versions) if versions is not None and versions.num_rows else []
    if removed:
        latest = pa.concat_tables([latest, pa.Table.from_pylist(removed, FINDINGS)])
        latest = latest.sort_by([(name, "ascending") for name in _ORDER])
    return told_again(latest)


_Key = tuple[str, str]
_ORDER = ("channel_id", "post_no", "post_id", "where", "start", "end", "kind", "verdict", "person", "digest")
"""As ``latest_findings.sql`` has it."""


def _removed(findings: pa.Table, latest: pa.Table, keep: pa.Table, versions: pa.Table) -> list[dict[str, Any]]:
    """The findings of earlier versions that the version which counts lacks, with the persons of that version."""
    told = versions.group_by(["channel_id", "post_id"]).aggregate([("version", "count_distinct")])
    several = pc.unique(names_of(told.filter(pc.greater(told["version_count_distinct"], 1))))
    if not len(several):
        return []
    versions, keep, latest, findings = (
        table.filter(pc.is_in(names_of(table), several)) for table in (versions, keep, latest, findings)
    )
    number = {(r["channel_id"], r["post_id"], r["capture"]): r["version"] for r in versions.to_pylist()}
    stands = {(r["channel_id"], r["post_id"]): r["capture"] for r in keep.to_pylist()}
    own, others = _by_post(latest), _by_post(findings)
    removed = []
    for key, capture in sorted(stands.items()):
        by_capture = defaultdict[str, list[dict[str, Any]]](list)
        for row in others.get(key, ()):
            if number.get((*key, row["capture"])) != number.get((*key, capture)):
                by_capture[row["capture"]].append(row)
        known = list(own.get(key, ()))
        for _, rows in sorted(by_capture.items(), key=lambda one: (number[*key, one[0]], one[0])):
            if len({row["row_no"] for row in rows}) == 1:
                more = _lacked(rows, known)
                known += more
                removed += more
    return removed


def _by_post(findings: pa.Table) -> dict[_Key, list[dict[str, Any]]]:
    found = defaultdict[_Key, list[dict[str, Any]]](list)
    for row in findings.to_pylist():
        if row["person"] >= 0 and not row["where"].startswith("image:"):
            found[row["channel_id"], row["post_id"]].append(row)
    return found


def _lacked(rows: list[dict[str, Any]], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What these findings of one version say that those known of the post do not, once each, with the persons of these."""
    sure = [row for row in rows if row["verdict"] != Verdict.DOUBTFUL.value]
    held = {(row["kind"], row["digest"]) for row in known}
    who, more = _same_persons(sure, known), {}
    for row in sure:
        value = row["kind"], row["digest"]
        if value not in held and value not in more:
            more[value] = row | {"where": EARLIER + row["where"], "person": who[row["person"]]}
    return list(more.values())


def _same_persons(rows: list[dict[str, Any]], known: list[dict[str, Any]]) -> dict[int, int]:
    """Of each person of one version the person known of the post: who shares most values; else the one alone on both sides where one of them
    has no name; else one of its own.
    """
    values, names = defaultdict[int, set[tuple[str, bytes]]](set), dict[bool, set[int]]()
    for row in known:
        values[row["person"]].add((row["kind"], row["digest"]))
    mine = defaultdict[int, set[tuple[str, bytes]]](set)
    for row in rows:
        mine[row["person"]].add((row["kind"], row["digest"]))
    names = {
        later: {row["person"] for row in of if row["kind"] == "name"} for later, of in ((True, known), (False, rows))
    }
    found: dict[int, int] = {}
    for person in sorted(mine):
        shared = max(values, key=lambda one: (len(values[one] & mine[person]), -one), default=None)
        alone = len(mine) == len(values) == 1 and not (names[True] and names[False])
        if shared is not None and (alone or values[shared] & mine[person]):
            found[person] = shared
        else:
            taken = {*values, *found.values()}
            found[person] = person if person not in taken else max(taken) + 1
    return found


def told_again(findings: pa.Table) -> pa.Table:
    """Without what the first reading left in doubt in the texts of replies that were read again (``pipeline.replies``), and where a name stands that another post tells of (``pipeline.known_names``)."""
    reasons = pc.fill_null(pc.binary_join(findings["reasons"], "\n"), "")
    again, named = (pc.match_substring(reasons, one) for one in (OF_REPLY, TOLD_ELSEWHERE))
    if not pc.any(pc.or_(again, named)).as_py():
        return findings
    row = pc.fill_null(findings["row_no"].cast(pa.string()), "")
    texts = pc.binary_join_element_wise(findings["channel_id"], findings["post_id"], findings["capture"], row, "/")
    doubted = pc.and_(pc.equal(findings["verdict"], Verdict.DOUBTFUL.value), pc.equal(findings["where"], "text"))
    goes = pc.and_(doubted, pc.is_in(texts, pc.unique(texts.filter(again))))
    spans = pa.table({"text": texts, "start": findings["start"], "end": findings["end"]})
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for text, *span in zip(*(column.to_pylist() for column in spans.filter(named).columns), strict=True):
        held[text].append((span[0], span[1]))
    if held:
        near = pc.indices_nonzero(pc.and_(doubted, pc.is_in(texts, pa.array(sorted(held), pa.string()))))
        rows = zip(*(column.to_pylist() for column in spans.take(near).columns), strict=True)
        under = [any(start < last and first < end for first, last in held[text]) for text, start, end in rows]
        goes = pc.or_(
            goes, pc.is_in(pa.array(range(len(findings))), near.cast(pa.int64()).filter(pa.array(under, pa.bool_())))
        )
    return findings.filter(pc.invert(goes))


def latest_conduct(conduct: pa.Table, merged: pa.Table) -> pa.Table:
    """The conduct that lies in the rows which stand for their posts."""
    keep = merged.select(["channel_id", "post_id", "capture", "row_no"])
    return sql.run(step("latest_conduct"), {"conduct": conduct, "latest": keep}).cast(CONDUCT)


def _gathered(name: str, batches: Iterable[pa.RecordBatch], beside: dict[str, pa.Table]) -> pa.Table:
    """The rows of one statement over posts that are read a batch at a time."""

    def answers() -> Iterator[pa.Table]:
        with sql.session(beside) as session:
            for posts in gathered(batches, _ROWS):
                session.add({"posts": _plain(posts)})
                yield session.run(step(name), {"blanks": _BLANKS} if name == "prints" else {})

    found = [one for one in answers() if one.num_rows]
    return pa.concat_tables(found) if found else _EMPTY[name].empty_table()


_BLANKS = "\t\n\f\r \x85\xa0\u200b\u2028\u2029\u3000\ufeff"
"""White space that forms write differently, and what looks like none."""


def _plain(posts: pa.Table) -> pa.Table:
    """The posts with what stands beside their text as one text, and of their files only how many: SQL knows no lists."""
    posts = posts.combine_chunks()
    if "fields" in posts.column_names:
        at = posts.schema.get_field_index("fields")
        posts = posts.set_column(
            at, "fields", pa.chunked_array([_beside(c) for c in posts["fields"].chunks], pa.string())
        )
    at = posts.schema.get_field_index("media")
    return posts.set_column(at, "media", pc.list_value_length(posts["media"]))


def _beside(fields: pa.ListArray) -> pa.Array:
    """Each list of places and texts as one text; marks that no text holds keep them apart."""
    flat = fields.flatten()
    words = [pc.coalesce(pc.struct_field(flat, name), "\x02") for name in ("where", "text")]
    lengths = pc.fill_null(pc.list_value_length(fields), 0)
    ends = pc.cumulative_sum(pa.concat_arrays([pa.array([0], pa.int32()), lengths]))
    told = pa.ListArray.from_arrays(ends, pc.binary_join_element_wise(*words, "\x01"))
    return pc.if_else(fields.is_valid(), pc.binary_join(told, "\x00"), None)


def _shown(posts: pa.Table) -> pa.Table:
    """One row an id of an album that a form shows as one post, with the number of the post under which it is shown."""
    kept = posts.select(["channel_id", "post_id", "post_no", "also"])
    kept = kept.filter(pc.greater(pc.list_value_length(kept["also"]), 0)).combine_chunks()
    own = kept.select(["channel_id", "post_id", "post_no"]).rename_columns(["channel_id", "post_id", "first_no"])
    if not kept.num_rows:
        return own
    also = kept["also"].chunk(0)
    others = own.take(pc.list_parent_indices(also))
    return pa.concat_tables([own, others.set_column(1, "post_id", pc.list_flatten(also))])


_ROWS = 8192
"""So many posts are asked about at once."""
