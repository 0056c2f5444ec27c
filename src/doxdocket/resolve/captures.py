"""Which capture of a post counts, when a channel was captured more than once.

The latest capture that holds the post: by the time stated for it, else by how far its posts of that channel go, else by
the order of taking in. Posts that only an earlier capture holds stay: they were published, and later deletion does not
undo that. What changed between captures is not judged here.
"""

from importlib.resources import files

import pyarrow as pa

from doxdocket.engine import sql
from doxdocket.records import FINDINGS

_SQL = files("doxdocket.resolve") / "sql"


def latest_posts(posts: pa.Table, sources: pa.Table) -> pa.Table:
    """One row a post in canonical order (date, channel, post); ``sources``: source, captured_at, taken (order)."""
    text = (_SQL / "latest_posts.sql").read_text(encoding="utf-8")
    return sql.run(text, {"posts": posts, "sources": sources}).select(posts.column_names).cast(posts.schema)


def latest_findings(findings: pa.Table, latest: pa.Table) -> pa.Table:
    """The findings that lie in the rows of ``latest``."""
    text = (_SQL / "latest_findings.sql").read_text(encoding="utf-8")
    keep = latest.select(["channel_id", "post_id", "source"])
    return sql.run(text, {"findings": findings, "latest": keep}).cast(FINDINGS)
