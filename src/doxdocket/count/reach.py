"""Reach: how often posts were seen (人次, never persons), by SQL steps that can be read and asked one by one.

Source: the readings of a run, docs/explanation/reach.md for what counts and why. The steps go from readings to the one
that counts of each post (``views_last``), from forwards to the post that was first (``views_told`` … ``views_posts``), and to
sums of any part (``views_sums``). Leaves out: persons who saw a post, which no counter tells; posts without a reading.

>>> rounds(1), rounds(2), rounds(1000)
(1, 2, 11)
"""

from collections.abc import Mapping

import pyarrow as pa

from doxdocket.count.catalogue import step
from doxdocket.engine import sql
from doxdocket.records import CHANNELS, DOUBTED

Tables = Mapping[str, pa.Table]
_NEEDED = ("posts", "channels", "captures", "readings", "dossiers")
_CHAINED = "SELECT count(*) AS n FROM views_hops AS h JOIN views_hops AS n ON n.node = h.next"


def posts(tables: Tables) -> pa.Table:
    """One row a post with a reading: ``views_posts``. ``tables``: posts (merged), channels, captures, readings, dossiers, doubted."""
    empty = {"channels": CHANNELS.empty_table(), "doubted": DOUBTED.empty_table()}
    given = {name: tables[name] for name in _NEEDED if name in tables} | {
        "doubted": tables.get("doubted", empty["doubted"])
    }
    with sql.Session({**empty, **given}) as session:
        for name in (
            "views_read",
            "views_last",
            "views_homes",
            "views_origins",
            "views_told",
            "views_keys",
            "views_hops",
        ):
            session.add({name: session.run(step(name))})
        _shortened(session)
        return session.run(step("views_posts"))


def _shortened(session: sql.Session) -> None:
    """Follow forwards of forwards to the first post."""
    hops = session.run("SELECT count(*) AS n FROM views_hops").to_pylist()[0]["n"]
    if not session.run(_CHAINED).to_pylist()[0]["n"]:
        return
    for _ in range(rounds(hops)):
        session.add({"views_hops": session.run(step("views_round"))})


def rounds(hops: int) -> int:
    """How often hops must be doubled until the longest chain of so many is one hop."""
    return hops.bit_length() + (hops > 2)


def sums(counted: pa.Table) -> dict[str, dict[str, int]]:
    """Times seen and posts covered, by part, of rows in the shape of ``views_counted``."""
    return {row.pop("part"): row for row in sql.run(step("views_sums"), {"views_counted": counted}).to_pylist()}


def parts(placed: pa.Table) -> pa.Table:
    """``views_counted`` of all posts, and of those with personal information."""
    return sql.run(step("views_counted"), {"views_posts": placed})
