"""How the display name in a forward leaves the program: as the origin of the forward stands in ``network`` and in the stories of ``reach``.

Source: ``sql/forward_names.sql``, the one place that says which origins may be persons and how they are shown. Titles of captured
channels and of channels with a number are no person's names and stay. Leaves out: who posts or signs, which ``actors`` counts.

>>> from doxdocket.records import CHANNELS, MERGED
>>> row = {"forwarded_from": "somebody", "forwarded_from_id": None}
>>> hidden(pa.Table.from_pylist([row], MERGED), CHANNELS.empty_table())(row)
'name:1 s***'
"""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa

from doxdocket.count.catalogue import step
from doxdocket.engine import sql


def hidden(posts: pa.Table, channels: pa.Table) -> Callable[[Mapping[str, Any]], str | None]:
    """What stands for the display name in the forward of a post; nothing where the name may be shown, or there is none."""
    given = {"posts": posts.select(["forwarded_from", "forwarded_from_id"]), "channels": channels.select(["title"])}
    rows = sql.run(step("forward_names"), given).to_pylist()
    accounts = {r["said"] for r in rows if r["what"] == "account"}
    names = {r["said"]: r["shown"] for r in rows if r["what"] == "name" and not r["title"]}

    def shown(post: Mapping[str, Any]) -> str | None:
        by = post["forwarded_from_id"]
        return names.get(post["forwarded_from"]) if by is None or by.lower() in accounts else None

    return shown
