"""What is missing or doubtful, as one table: one row a channel, capture and item (docs/explanation/completeness.md).

A row without a capture is of all captures of its channel together; one without a channel is of a file. Rows that would say
"none" are left out, but that each channel has a row of id gaps: null where no gap can be told, with the reason as its code.
No cause is claimed: a missing id may have been deleted, skipped or never captured. Leaves out: findings; the words, which the page has.

>>> item_of("notice", "image_unread"), item_of("repair", "missing_comma"), item_of("notice", "clock_offsets")
('unread', 'repairs', None)
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import COMPLETENESS, DOUBTED
from doxdocket.engine import sql
from doxdocket.merge import attached, coverage
from doxdocket.merge.coverage import step

POSTS = [*coverage.COLUMNS, "date", "date_local"]
"""Columns of posts that are read."""

ITEMS = (
    "id_gaps", "ids_before", "later_lacks", "versions", "single_source", "unsupported", "empty", "state", "undated",
    "local_clock", "times_disagree", "no_reading", "readings_doubted", "files", "restricted", "cut_short", "stated_posts",
    "stated_range", "no_time", "matched", "unkeyed", "quarantined", "unsearched", "repairs", "unread", "unshown", "unknown_form",
    "undecided", "not_taken", "notice",
)  # fmt: skip
"""Every item, in the order of the table."""

_SHOWN = 20  # ranges of ids that are spelled out
_CONTRADICTED = MappingProxyType({"times": 10, "least": 1_000, "enough": 10})
"""A count of views is far beyond another at so many times as much, from so many views on; so many counts tell of a channel."""
_NOTICES = {
    "left_chat": "restricted", "array_left_open": "cut_short", "file_left_open": "cut_short",
    "container_unfinished": "cut_short",
    "times_disagree": "times_disagree", "unknown_form": "unknown_form",
    "form_undecided": "undecided", "image_alone": "unshown", "channel_stated": "matched", "channel_by_username": "matched",
    "channel_by_posts": "matched", "channel_by_title": "matched", "channel_unkeyed": "unkeyed",
}  # fmt: skip
_PLAIN = frozenset({"clock_offsets", "epoch_clock", "unavailable"})  # how a file was made; what posts say themselves
_GAPLESS = ("whole", "window")  # extents in which an id that is not there says something
_OWN = "^telegram:(channel|supergroup):"  # posts are numbered 1, 2, 3 … in the chat itself, whatever a form could know of it
_KINDLESS = "^telegram:(name|unkeyed):"  # its kind is not known


def item_of(what: str, code: str) -> str | None:
    """The item under which a warning stands; none where it says of nothing missing."""
    if what != "notice":
        return {"quarantine": "quarantined", "repair": "repairs", "unsearched": "unsearched"}[what]
    if code.endswith("_unread"):
        return "unread"
    return None if code in _PLAIN else _NOTICES.get(code, "notice")


def table(tables: Mapping[str, pa.Table], *, places: pa.Table, refused: Iterable[str] = ()) -> pa.Table:
    """The whole table. ``tables``: captures, channels, posts (``POSTS``), merged, versions, readings, warnings of a run, perhaps doubted.

    ``places``: source, parent and path of every place at which a source was found; ``refused``: the codes of files
    that were met and not taken in.
    """
    posts = tables["posts"].select(POSTS)
    ids = coverage.ids(posts)
    given = {name: tables[name] for name in ("channels", "merged", "readings", "versions", "warnings")}
    given["captures"] = captures = _told_gaps(tables["captures"])
    given["doubted"] = tables["doubted"] if "doubted" in tables else doubted(tables)
    with sql.session({**given, "posts": posts, "ids": ids, "media": attached.media(posts, places)}) as session:
        asked = [session.run(step(f"completeness_{name}")) for name in ("posts", "merged", "readings", "captures")]
        asked.append(_files(session.run(step("completeness_files"))))
        each, together = (_capped(session, "gaps", numbers=n) for n in _numbers(captures, ids))
        asked += [each, together, _gapless(captures, together["channel_id"])]
        asked += [_capped(session, "versions"), _capped(session, "single"), _capped(session, "doubted")]
        asked.append(_later(session, tables, posts))
        asked.append(_warned(session.run(step("completeness_warnings")), tables["warnings"]))
        session.add({"signs": session.run(step("coverage_signs"))})
        asked.append(_signs(session))
    return _joined([*asked, _refused(refused)], tables["captures"])


def doubted(tables: Mapping[str, pa.Table]) -> pa.Table:
    """The posts whose view count another file contradicts; ``tables``: captures, merged, readings."""
    given = {name: tables[name] for name in ("captures", "merged", "readings")}
    return sql.run(step("doubted"), given, _CONTRADICTED).cast(DOUBTED)


def _told_gaps(captures: pa.Table) -> pa.Table:
    """The captures with why gaps cannot be told of their channel (``why``; null: they can) and of each (``gapless``).

    A form that could not know the kind of a chat states no gaps of it; the channel to which the capture was put has its
    kind in its id. Of chats that share their ids with others none are told, whatever is stated.
    """
    channel, stated = captures["channel_id"], pc.is_valid(captures["id_gaps"])
    own, kindless = (pc.match_substring_regex(channel, kind) for kind in (_OWN, _KINDLESS))
    stretch = pc.is_in(captures["extent"], pa.array(_GAPLESS))
    alone = pc.or_(own, pc.and_(kindless, stated))
    speaks = pc.and_(alone, pc.or_(stated, stretch))
    known = pc.is_in(channel, channel.filter(pc.fill_null(speaks, fill_value=False)).unique())
    posts = pc.is_in(channel, channel.filter(pc.fill_null(pc.greater(captures["posts"], 0), fill_value=False)).unique())
    reason = pc.if_else(own, "only_selections", pc.if_else(kindless, "kind_unknown", "ids_shared"))
    why = pc.if_else(pc.or_(known, pc.invert(posts)), None, reason)
    return captures.append_column("why", why).append_column("gapless", pc.and_(alone, stretch))


def _numbers(captures: pa.Table, ids: pa.Table) -> list[pa.Table]:
    """Positive ids by channel and capture where gaps say something, and by channel where they can be told."""
    number = pc.cast(pc.if_else(pc.match_substring_regex(ids["id"], "^[0-9]{1,18}$"), ids["id"], None), pa.int64())
    all_ = pa.table({"channel_id": ids["channel_id"], "capture": ids["capture"], "no": number})
    all_ = all_.filter(pc.fill_null(pc.greater(number, 0), fill_value=False))
    kept = captures.filter(captures["gapless"]).select(["channel_id", "capture"])
    each = all_.join(kept, keys=["channel_id", "capture"], join_type="left semi")
    loose = captures.filter(pc.is_valid(captures["why"]))["channel_id"]
    whole = all_.filter(pc.invert(pc.is_in(all_["channel_id"], loose.unique())))
    together = whole.set_column(1, "capture", pa.nulls(whole.num_rows, pa.string()))
    return [each, together]


def _capped(session: sql.Session, name: str, **tables: pa.Table) -> pa.Table:
    """Rows with their ranges, and how many stretches more there are than are spelled out."""
    session.add(tables)
    found = session.run(step(f"completeness_{name}"), {"shown": _SHOWN})
    rows = found.filter(pc.equal(found["place"], 1)).drop(["place", "stretch"])
    spelled: list[list[str]] = []
    for place, stretch in zip(found["place"].to_pylist(), found["stretch"].to_pylist(), strict=True):
        if place == 1:
            spelled.append([])
        spelled[-1] += [stretch] if stretch is not None else []
    more = [n - _SHOWN for n in rows["stretches"].to_pylist()]
    told = [", ".join(texts) if texts else None for texts in spelled]
    detail = [f"{text} … (+{n})" if n > 0 else text for text, n in zip(told, more, strict=True)]
    return rows.drop(["stretches"]).append_column("detail", pa.array(detail, pa.string()))


def _gapless(captures: pa.Table, known: pa.ChunkedArray) -> pa.Table:
    """A row of id gaps for each other channel: 0, or null where they cannot be told, and why."""
    rows = captures.group_by("channel_id").aggregate([("why", "max")]).rename_columns(["channel_id", "code"])
    rows = rows.filter(pc.invert(pc.is_in(rows["channel_id"], known.unique())))
    none = pc.if_else(pc.is_valid(rows["code"]), None, pa.scalar(0, pa.int64()))
    item = pa.repeat("id_gaps", rows.num_rows)
    return rows.append_column("count", none).append_column("item", item)


def _later(session: sql.Session, tables: Mapping[str, pa.Table], posts: pa.Table) -> pa.Table:
    """What later captures lack, of channels that were captured more than once with a time."""
    captures = tables["captures"]
    timed = captures.filter(pc.is_valid(captures["at"]))
    wanted = session.run(step("completeness_wanted"))
    here = posts.filter(pc.is_in(posts["channel_id"], wanted["channel_id"].unique()))
    albums = tables["merged"].select(coverage.ALBUMS)
    says = coverage.says(wanted, timed, here, tables["warnings"], channels=tables["channels"], albums=albums)
    return _capped(session, "later", says=says)


def _files(found: pa.Table) -> pa.Table:
    return found.append_column("item", pa.repeat("files", found.num_rows))


def _warned(found: pa.Table, warnings: pa.Table) -> pa.Table:
    items = [item_of(*pair) for pair in zip(found["what"].to_pylist(), found["code"].to_pylist(), strict=True)]
    told = found.drop(["what"]).append_column("item", pa.array(items, pa.string()))
    posts: dict[tuple[str | None, ...], list[str]] = {}
    for row in warnings.filter(pc.equal(warnings["what"], "unsearched")).to_pylist():
        if row["post_id"] is not None:
            posts.setdefault((row["channel_id"], row["source"], row["code"]), []).append(row["post_id"])
    keys = zip(*(found[name].to_pylist() for name in ("channel_id", "source", "code")), strict=True)
    named = [_ids(posts.get(key, ())) for key in keys]
    told = told.append_column("detail", pa.array(named, pa.string()))
    weighed = pc.is_in(
        told["item"], pa.array(["quarantined", "repairs", "unread", "unshown", "unknown_form", "undecided"])
    )
    size = pc.if_else(weighed, told["bytes"], None)
    return told.set_column(told.column_names.index("bytes"), "bytes", size).filter(pc.is_valid(told["item"]))


def _ids(posts: Iterable[str]) -> str | None:
    """The ids of some posts, as other rows name theirs."""
    every = sorted(set(posts), key=lambda one: (len(one), one))
    more = f" … (+{len(every) - _SHOWN})" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more if every else None


def _signs(session: sql.Session) -> pa.Table:
    """Exports of groups that look like one person's own messages; left chats stand among the warnings."""
    return session.run(
        "SELECT s.channel_id, s.capture, c.source, 'restricted' AS item, s.sign AS code, CAST(1 AS BIGINT) AS count "
        "FROM signs AS s JOIN captures AS c ON c.channel_id = s.channel_id AND c.capture = s.capture "
        "WHERE s.sign <> 'left_chat'"
    )


def _refused(codes: Iterable[str]) -> pa.Table:
    counts = Counter(codes)
    rows: list[dict[str, Any]] = [{"item": "not_taken", "code": code, "count": n} for code, n in counts.items()]
    return pa.Table.from_pylist(rows, pa.schema([("item", pa.string()), ("code", pa.string()), ("count", pa.int64())]))


def _joined(parts: Iterable[pa.Table], captures: pa.Table) -> pa.Table:
    """All rows in the shape and order of the table, without those that say none."""
    shaped = [
        pa.Table.from_arrays(
            [
                part[f.name].cast(f.type) if f.name in part.column_names else pa.nulls(part.num_rows, f.type)
                for f in COMPLETENESS
            ],
            schema=COMPLETENESS,
        )
        for part in parts
    ]
    rows = pa.concat_tables(shaped)
    told = pc.or_kleene(pc.is_null(rows["count"]), pc.not_equal(rows["count"], 0))
    always = pc.or_(
        pc.equal(rows["item"], "stated_range"), pc.and_(pc.equal(rows["item"], "id_gaps"), pc.is_null(rows["capture"]))
    )
    order = pa.table({"item": list(ITEMS), "place": list(range(len(ITEMS)))})
    return sql.run(
        step("completeness"),
        {"given": rows.filter(pc.or_(told, always)), "places": order, "captures": captures},
    ).cast(COMPLETENESS)
