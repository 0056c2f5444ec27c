"""Replies weighed again as answers to posts that tell of somebody, as findings: they join its person as likely, and are in no low until a person says so.

A reply counts in which nothing was claimed, to a post of the same channel in which something is claimed. What its first reading left in doubt gives way
(``merge.told_again``). What it leaves out: how a reply is weighed (``detect.replies``).
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import batched
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import bounds
from doxdocket.bounds import Lost, guard
from doxdocket.records import FINDINGS, Verdict
from doxdocket.seal.digest import Digester
from doxdocket.store.case import Case
from doxdocket.store.run import Run

if TYPE_CHECKING:
    from doxdocket.detect.hit import Hit
    from doxdocket.detect.replies import Asked

PART = "replies"
"""The part of ``findings`` that holds them."""
_CLAIM = ["channel_id", "post_id", "kind", "verdict", "person"]
_TOGETHER = 32
"""Replies that are weighed at once: together they cost less than one of them may."""
Key = tuple[str, str]


def findings(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    """Write them; ``latest``: one row a post, ``told``: what else was found in posts."""
    found = _found(new, case, latest, told)
    if found.num_rows:
        new.write("findings", PART, found)
    return found


def _found(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    claims = told.filter(pc.not_equal(told["verdict"], Verdict.DOUBTFUL.value))
    replies = latest.filter(pc.is_valid(latest["reply_to"])).select(["channel_id", "post_id", "reply_to"])
    to = pc.binary_join_element_wise(replies["channel_id"], replies["reply_to"], "/")
    wanted = replies.filter(
        pc.and_(
            pc.is_in(to, pc.unique(_names(claims))), pc.invert(pc.is_in(_names(replies), pc.unique(_names(claims))))
        )
    )
    if not wanted.num_rows:
        return FINDINGS.empty_table()
    answers = {(row["channel_id"], row["post_id"]): (row["channel_id"], row["reply_to"]) for row in wanted.to_pylist()}
    there: dict[Key, list[tuple[str, str, int]]] = {key: [] for key in answers.values()}
    for row in _rows(claims.select(_CLAIM), there):
        there[row["channel_id"], row["post_id"]].append((row["kind"], row["verdict"], row["person"]))
    posts = dict(_posts(new, latest, set(answers)))
    from doxdocket.detect import replies as again  # noqa: PLC0415 - loads the detector
    from doxdocket.detect.stage import rows_of  # noqa: PLC0415

    digester = Digester(case.key.subkey("digest"))
    asked = again.asked({key: post["text"] or "" for key, post in posts.items()}, answers, there)
    rows: list[dict[str, Any]] = []
    for some in batched(sorted(asked.items(), key=itemgetter(0)), _TOGETHER, strict=False):
        for (key, _), hits in zip(some, weighed([one for _, one in some]), strict=True):
            rows += rows_of(posts[key], hits, digester)
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def weighed(some: "Sequence[Asked]") -> "list[list[Hit]]":
    """What is found in each reply; one that fails or costs too much takes no other with it, and what its first reading left unknown is told there."""
    from doxdocket.detect import replies as again  # noqa: PLC0415 - loads the detector

    found = guard(partial(again.look, some), bounds.TEXT.of(min(len(one.text) for one in some)))
    if not isinstance(found, Lost):
        return found
    return [[]] if len(some) == 1 else [hits for one in some for hits in weighed([one])]


def _names(table: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(table["channel_id"], table["post_id"], "/")


def _rows(table: pa.Table, keys: "set[Key] | dict[Key, Any]") -> list[dict[str, Any]]:
    """The rows of posts of these keys."""
    names = pa.array(sorted(f"{channel}/{post}" for channel, post in keys), pa.string())
    found: list[dict[str, Any]] = table.filter(pc.is_in(_names(table), names)).to_pylist()
    return found


def _posts(new: Run, latest: pa.Table, keys: set[Key]) -> Iterator[tuple[Key, dict[str, Any]]]:
    """These posts as the captures have them that stand for them."""
    from doxdocket.detect.stage import READ  # noqa: PLC0415

    stands = {(r["channel_id"], r["post_id"]): (r["capture"], r["row_no"])
              for r in _rows(latest.select(["channel_id", "post_id", "capture", "row_no"]), keys)}  # fmt: skip
    for batch in new.batches("posts", READ):
        for post in _rows(pa.Table.from_batches([batch]), keys):
            key = post["channel_id"], post["post_id"]
            if stands.get(key) == (post["capture"], post["row_no"]):
                yield key, post
