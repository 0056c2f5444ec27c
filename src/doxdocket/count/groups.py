"""What groups of posts expose, each counted by itself: for what a defendant posted, alone or with others.

Source: ``sql/group_posts.sql``, ``sql/groups.sql``. A post may be in several groups, so groups do not add up to the case. What it
leaves out: which post is whose, which a person says (``assess.parties``).
"""

from collections.abc import Mapping

import pyarrow as pa

from doxdocket.count.catalogue import step
from doxdocket.count.tables import dated, signed
from doxdocket.engine import sql

MARKS = pa.schema(
    [(n, pa.string()) for n in ("name", "channel_id", "account", "author")]
    + [(n, pa.int32()) for n in ("first_day", "last_day")]
)
"""What a group takes: an account, a signature in a channel, or all of a channel, each within days (yyyymmdd)."""


def posts_of(posts: pa.Table, authors: pa.Table, marks: pa.Table) -> pa.Table:
    """A row a post of a group. ``authors``: the columns ``tables.AUTHORS`` of all posts."""
    given = {"authors": dated(signed(posts, authors)), "marks": marks.cast(MARKS)}
    return sql.run(step("group_posts"), given)


def over(seen: Mapping[str, pa.Table], groups: pa.Table) -> pa.Table:
    """A row a group; ``seen`` are the relations of ``measure``."""
    given = {
        "groups": groups,
        "posts": seen["posts"].select(["channel_id", "post_id", "date"]),
        "dossiers": dated(seen["dossiers"]),
        **{name: seen[name] for name in ("exposures", "conduct")},
    }
    return sql.run(step("groups"), given)
