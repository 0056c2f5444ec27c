"""What posts say that bears on their channel: handles they name, texts to compare, and how they are signed.

Read a batch at a time; of most posts nothing is kept. Links and buttons are read like the text. Handles are names of channels or of
persons: which of them is a captured channel, ``count.channels`` tells; the rest is kept only where detection says that the post promotes it, since a handle may be
a victim's. Posts are read once (``heard``), whatever is decided; what decisions change of it is made from that (``told``). What it leaves out:
invite links (they name nobody), and texts of posts that neither expose anybody nor have a conduct label.

>>> names("备用 t.me/s/abcd_1 或 @Efgh，信箱 x@example.com；私有 https://t.me/c/1999000101/5 t.me/+abcdef")
['#1999000101', '@abcd_1', '@efgh']
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count.channels.near_duplicates import clusters, stretches
from doxdocket.law.channels import rules
from doxdocket.records import put
from doxdocket.store.located import gathered, names_of, placed

READ = ["channel_id", "post_id", "capture", "row_no", "text", "fields", "author", "from_id"]
_KEYS = [("channel_id", pa.string()), ("post_id", pa.string()), ("capture", pa.string()), ("row_no", pa.int64())]
MENTIONS = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("name", pa.string()), ("promoted", pa.int32()), ("backup", pa.int32()),
])  # fmt: skip
TEXTS = pa.schema(
    [("channel_id", pa.string()), ("post_id", pa.string()), ("cluster", pa.string()), ("notice", pa.int32())]
)
SIGNS = pa.schema([("what", pa.string()), ("mark", pa.string()), ("channel_id", pa.string()), ("posts", pa.int64())])
_HANDLE = re.compile(
    r"(?:(?<![\w.+-])@|\bt(?:elegram)?\.me/(?:s/)?|\btg://resolve\?domain=)([a-z][a-z0-9_]{3,31})(?![a-z0-9_])"
    r"|\bt(?:elegram)?\.me/c/(\d{5,15})",
    re.ASCII | re.IGNORECASE,
)
_ANY = r"(?i)@[a-z]|t(?:elegram)?\.me/|tg://resolve"
_NO_CHANNEL = frozenset(
    ["joinchat", "addstickers", "share", "proxy", "socks", "addlist", "boost", "login", "setlanguage"]
)
ROWS = 65_536


@dataclass(frozen=True, slots=True)
class Told:
    """``mentions``: a post and a handle; ``texts``: a post and its cluster; ``signs``: a signature or account and a channel."""

    mentions: pa.Table
    texts: pa.Table
    signs: pa.Table


def names(text: str) -> list[str]:
    """The handles in a text, as ``@name``, or ``#number`` where a link has a channel's number."""
    found = {f"#{m[2]}" if m[2] else f"@{m[1].lower()}" for m in _HANDLE.finditer(text)}
    return sorted(found - {f"@{word}" for word in _NO_CHANNEL})


def heard(batches: Iterable[pa.RecordBatch], latest: pa.Table, may: pa.Table) -> Told:
    """What hangs on no decision; ``latest``: the rows that stand for posts; ``may``: posts (channel_id, post_id) that may be compared, whose ``texts`` come with the stretches they are compared by."""
    handles, texts, signs = [], [], []
    wanted = names_of(may).combine_chunks()
    for rows in gathered(batches, ROWS):
        within = pc.match_substring_regex(pc.fill_null(rows["text"], ""), _ANY)
        names_one = pc.or_(within, pc.is_in(_place(rows), _outside(rows)))
        handles.append(rows.filter(names_one).select([k for k, _ in _KEYS] + ["text", "fields"]))
        texts.append(rows.filter(pc.is_in(names_of(rows), wanted)).select([k for k, _ in _KEYS] + ["text"]))
        signs.append(_signs(rows))
    empty = pa.schema([*_KEYS, ("text", pa.string())])
    return Told(
        _mentions(_standing(pa.concat_tables(handles), latest)) if handles else MENTIONS.empty_table(),
        _heard(_standing(pa.concat_tables(texts) if texts else empty.empty_table(), latest)),
        _most(signs),
    )


def told(once: Told, compared: pa.Table, promoted: pa.Table) -> Told:
    """What was ``heard``, under decisions; ``compared`` (all of them such as may be) and ``promoted``: posts (channel_id, post_id)."""
    wanted, marks = names_of(compared).combine_chunks(), names_of(promoted).combine_chunks()
    ads = pc.is_in(names_of(once.mentions), marks).cast(pa.int32())
    return Told(
        put(once.mentions, "promoted", ads),
        _texts(once.texts.filter(pc.is_in(names_of(once.texts), wanted)), marks),
        once.signs,
    )


def _place(rows: pa.Table) -> pa.Array:
    return pa.array(range(rows.num_rows), pa.int64())


def _outside(rows: pa.Table) -> pa.Array:
    """The rows of which a link, a button or another field names a handle."""
    fields = rows["fields"].combine_chunks()
    said = pc.fill_null(pc.struct_field(pc.list_flatten(fields), "text"), "")
    hits = pc.match_substring_regex(said, _ANY)
    return pc.unique(pc.list_parent_indices(fields).filter(hits)).cast(pa.int64())


def _standing(rows: pa.Table, latest: pa.Table) -> pa.Table:
    """Those of the rows that stand for their posts, in order."""
    keys = [k for k, _ in _KEYS]
    own = placed(rows.select(keys)).append_column("at", _place(rows))
    there = own.join(placed(latest.select(keys)), keys=keys, join_type="left semi")["at"]
    return rows.take(there.combine_chunks().sort())


def _mentions(rows: pa.Table) -> pa.Table:
    backup = re.compile("|".join(map(re.escape, rules().backup)), re.IGNORECASE)
    out = []
    for row in rows.to_pylist():
        said = [row["text"] or "", *(f["text"] or "" for f in row["fields"] or ())]
        found = {name for text in said for name in names(text)}
        later = int(bool(backup.search(row["text"] or "")))
        out += [
            {
                "channel_id": row["channel_id"],
                "post_id": row["post_id"],
                "name": name,
                "promoted": 0,
                "backup": later,
            }
            for name in sorted(found)
        ]
    return pa.Table.from_pylist(out, MENTIONS)


def _heard(rows: pa.Table) -> pa.Table:
    rows = rows.sort_by([("channel_id", "ascending"), ("post_id", "ascending")])
    return rows.select(["channel_id", "post_id"]).append_column("stretches", stretches(rows["text"]))


def _texts(rows: pa.Table, promoted: pa.Array) -> pa.Table:
    if not rows.num_rows:
        return TEXTS.empty_table()
    first = clusters(rows["stretches"])
    there = first >= 0
    key = names_of(rows).combine_chunks()
    cluster = key.take(pa.array(first.clip(min=0)))
    notice = pc.is_in(key, promoted).cast(pa.int32())
    made = pa.table([rows["channel_id"], rows["post_id"], cluster, notice], schema=TEXTS)
    return made.filter(pa.array(there))


def _signs(rows: pa.Table) -> pa.Table:
    """Signatures and posting accounts by channel and capture; a channel that posts as itself is no account."""
    account = pc.if_else(
        pc.starts_with(pc.fill_null(rows["from_id"], ""), "channel"), pa.scalar(None, pa.string()), rows["from_id"]
    )
    parts = []
    for what, mark in (("signature", rows["author"]), ("account", account)):
        one = pa.table({"mark": mark, "channel_id": rows["channel_id"], "capture": rows["capture"]})
        held = one.filter(pc.greater(pc.utf8_length(pc.fill_null(pc.utf8_trim_whitespace(one["mark"]), "")), 0))
        counted = held.group_by(["mark", "channel_id", "capture"]).aggregate([([], "count_all")])
        parts.append(counted.append_column("what", pa.repeat(what, counted.num_rows)))
    return pa.concat_tables(parts, promote_options="default")


def _most(signs: list[pa.Table]) -> pa.Table:
    """Of each signature and channel the posts in the capture that has most: one post is in several captures."""
    if not signs:
        return SIGNS.empty_table()
    every = pa.concat_tables(signs, promote_options="default")
    summed = every.group_by(["what", "mark", "channel_id", "capture"]).aggregate([("count_all", "sum")])
    most = summed.group_by(["what", "mark", "channel_id"]).aggregate([("count_all_sum", "max")])
    named = most.rename_columns([{"count_all_sum_max": "posts"}.get(n, n) for n in most.column_names])
    return named.select(SIGNS.names).cast(SIGNS).sort_by([(n, "ascending") for n in SIGNS.names[:3]])
