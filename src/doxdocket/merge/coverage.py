"""What each capture says of a post: it shows it, lacks it where it would have to show it, or says nothing about it.

A capture speaks of a post that it does not hold only where it holds a stretch of ids without choice (``extent`` whole or
window) and the post's id lies inside. It does not speak where a sign says that it is a part that looks whole: Telegram
Desktop exports for a chat that was left, and for "only my messages", nothing but the exporter's own posts and does not
say so (``export_api_wrap.cpp``, ``onlyMyMessages``); nor where bytes of the file could not be read; nor of the other ids
of an album that a page shows as one post without saying which ids are in it. Leaves out: what follows from it (``recheck``, ``completeness``); a loss of access in the middle of an export, which leaves no sign.

>>> says = pa.table({"says": ["lacks"]})
>>> says.filter(pc.is_in(says["says"], pa.array(SPEAKS)))["says"].to_pylist()
['lacks']
"""

from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.engine import sql

COLUMNS = [
    "channel_id", "post_id", "post_no", "type", "from_id", "from_name", "also", "media", "state", "source", "capture",
]  # fmt: skip
"""Columns of posts that this module reads."""

ALBUMS = ["channel_id", "post_id", "album"]
"""Columns of the merged posts that tell which posts are one album."""

SPEAKS = ("shown", "lacks", "empty", "deleted")
"""What settles whether a post was there; the other answers say why a capture settles nothing."""

step = partial(sql.text_of, "merge")
"""The text of one step of this room."""


def ids(posts: pa.Table) -> pa.Table:
    """One row a post, capture and id under which the post is known there: its own, and those of its album.

    A table without ids names posts by their rows and file (``row5@…``), which no other capture can match: they are left out.
    """
    posts = posts.filter(pc.invert(pc.match_substring_regex(posts["post_id"], "^row[0-9]+@")))
    own = posts.select(["channel_id", "capture", "post_id", "post_no"]).append_column("id", posts["post_id"])
    own = own.append_column("standing", _standing(posts))
    also = posts["also"].combine_chunks()
    if isinstance(also, pa.ChunkedArray):  # combine_chunks of no chunk at all
        return own
    others = own.take(pc.list_parent_indices(also))
    flat = pc.list_flatten(also)
    return pa.concat_tables([own, others.set_column(others.column_names.index("id"), "id", flat)])


def _standing(posts: pa.Table) -> pa.Array:
    """0 shown, 1 unsupported (its content was not read), 2 unknown, 3 empty, 4 deleted: the least counts."""
    state = posts["state"]
    codes = pc.index_in(state, pa.array(["unknown", "empty", "deleted"]))
    unread = pc.cast(pc.equal(posts["type"], "unsupported"), pa.int32())
    return pc.if_else(pc.is_valid(codes), pc.add(codes, 2), unread)


def files(posts: pa.Table) -> pa.Table:
    """One row a post and capture: how many files it shows there, thumbnails left out, and whether it names other ids (``joint``)."""
    media = posts["media"].combine_chunks() if posts.num_rows else pa.array([], posts.schema.field("media").type)
    kinds = pc.fill_null(pc.struct_field(pc.list_flatten(media), "kind"), "")
    owners = pc.list_parent_indices(media).filter(pc.not_equal(kinds, "thumbnail"))
    counts = pc.value_counts(owners)
    held = np.zeros(posts.num_rows, np.int64)
    held[counts.field("values").to_numpy()] = counts.field("counts").to_numpy()
    rows = posts.select(["channel_id", "post_id", "capture"])
    joint = pc.fill_null(pc.greater(pc.list_value_length(posts["also"]), 0), fill_value=False)
    shown = rows.append_column("files", pa.array(held)).append_column("joint", pc.cast(joint, pa.int32()))
    keys = ["channel_id", "post_id", "capture"]
    return (
        shown.group_by(keys).aggregate([("files", "max"), ("joint", "max")]).rename_columns([*keys, "files", "joint"])
    )


def says(
    wanted: pa.Table, captures: pa.Table, posts: pa.Table, warnings: pa.Table, *, channels: pa.Table, albums: pa.Table
) -> pa.Table:
    """One row a wanted post (channel_id, post_id) and capture that holds it or whose stretch of ids it lies in.

    ``channels``: of these captures; ``albums``: channel_id, post_id and album of the merged posts. Columns: channel_id,
    post_id, capture, rank, at, extent, says: one of ``SPEAKS``, or why not: ``unknown``, ``unsupported``, ``album``,
    ``left_chat``, ``one_sender``, ``unread``.
    """
    given = {
        "wanted": wanted, "captures": captures, "posts": posts, "warnings": warnings, "channels": channels,
        "ids": ids(posts), "files": files(posts), "albums": albums.filter(pc.is_valid(albums["album"])),
    }  # fmt: skip
    with sql.session(given) as session:
        session.add({"signs": session.run(step("coverage_signs"))})
        session.add({"unread": session.run(step("coverage_unread"))})
        return session.run(step("coverage_says"))
