"""Replies read again with the threads that they answer, as findings: they join the person of the post as likely, and are in no low until a person says so.

A reply counts in which nothing was claimed, where it or its thread in the same channel may tell of somebody. What its first reading left in doubt gives way
(``merge.told_again``). What it leaves out: how a reply is read (``detect.replies``).
"""

from functools import partial
from itertools import batched
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import bounds
from doxdocket.bounds import Lost, guard
from doxdocket.records import FINDINGS
from doxdocket.seal.digest import Digester
from doxdocket.store.case import Case
from doxdocket.store.located import InRun, names_of, only
from doxdocket.store.run import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doxdocket.detect.hit import Hit
    from doxdocket.detect.replies import Asked

PART = "replies"
"""The part of ``findings`` that holds them."""
_CLAIM = ["kind", "verdict", "where", "start", "end"]
_TOGETHER = 32
"""Replies that are read at once."""


def findings(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    """Write them; ``latest``: one row a post, ``told``: what else was found in posts."""
    found = _found(new, case, latest, told)
    if found.num_rows:
        new.write("findings", PART, found)
    return found


def _found(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    found = names_of(told)
    replies = latest.filter(pc.is_valid(latest["reply_to"]))
    own, to = names_of(replies), pc.binary_join_element_wise(replies["channel_id"], replies["reply_to"], "/")
    from doxdocket.detect import replies as again  # noqa: PLC0415 - loads the detector
    from doxdocket.detect.stage import rows_of  # noqa: PLC0415

    wanted = pc.unique(found)  # posts that may tell of somebody, and what answers them
    for _ in range(again.DEPTH):
        wanted = pc.unique(pa.concat_arrays([wanted, own.filter(pc.is_in(to, wanted)).combine_chunks()]))
    for _ in range(again.DEPTH - 1):  # and what those answer
        wanted = pc.unique(pa.concat_arrays([wanted, to.filter(pc.is_in(own, wanted)).combine_chunks()]))
    some = pc.is_in(own, wanted)
    answers: dict[str, str] = dict(zip(own.filter(some).to_pylist(), to.filter(some).to_pylist(), strict=True))
    if not answers:
        return FINDINGS.empty_table()
    posts = posts_of(new, latest, {*answers, *answers.values()})
    texts = {name: post["text"] or "" for name, post in posts.items()}
    there: dict[str, list[tuple[str, str, str]]] = {name: [] for name in texts}
    held = only(told, set(there))
    for name, row in zip(names_of(held).to_pylist(), held.select(_CLAIM).to_pylist(), strict=True):
        words = texts[name][row["start"] : row["end"]] if row["where"] == "text" else ""
        there[name].append((row["kind"], row["verdict"], words))
    digester = Digester(case.key.subkey("digest"))
    rows: list[dict[str, Any]] = []
    asked = again.asked(texts, answers, there)
    for some in batched(sorted(asked.items(), key=itemgetter(0)), _TOGETHER, strict=False):
        for (name, _), hits in zip(some, weighed([one for _, one in some]), strict=True):
            rows += rows_of(posts[name], hits, digester)
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def weighed(some: "Sequence[Asked]") -> "list[list[Hit]]":
    """What is found in each reply; one that fails or costs too much takes no other with it, and what its first reading left unknown is told there."""
    from doxdocket.detect import replies as again  # noqa: PLC0415 - loads the detector

    found = guard(partial(again.look, some), bounds.TEXT.of(sum(len(one.thread) + len(one.text) for one in some)))
    if not isinstance(found, Lost):
        return found
    return [[]] if len(some) == 1 else [hits for one in some for hits in weighed([one])]


def posts_of(new: Run, latest: pa.Table, names: set[str]) -> dict[str, dict[str, Any]]:
    """These posts as the captures have them that stand for them."""
    from doxdocket.detect.stage import READ  # noqa: PLC0415

    chosen = only(latest, names)
    stand = set(
        zip(*(column.to_pylist() for column in (names_of(chosen), chosen["capture"], chosen["row_no"])), strict=True)
    )
    return {
        name: post
        for batch in InRun(new, "posts").batches(names, READ)
        for name, post in zip(names_of(batch).to_pylist(), batch.to_pylist(), strict=True)
        if (name, post["capture"], post["row_no"]) in stand
    }
