"""Replies that give a part of what the post they answer tells whole, as findings: they join its person as likely, and are in no low until a person says so.

A reply counts in which nothing was found, to a post of the same channel that tells of one person. What it leaves out: what the words are (``detect.fragments``).
"""

from collections import defaultdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.records import FINDINGS, Verdict
from doxdocket.seal.digest import Digester
from doxdocket.store.case import Case
from doxdocket.store.run import Run

PART = "fragments"
"""The part of ``findings`` that holds them."""
_TEXT = ["channel_id", "post_id", "post_no", "date", "source", "capture", "row_no", "text", "quotes"]
_TOLD = ["channel_id", "post_id", "person", "role", "kind", "verdict"]
_LONG = 64
Key = tuple[str, str]


def findings(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    """Write them; ``latest``: one row a post, ``told``: what else was found in posts."""
    found = _found(new, case, latest, told)
    if found.num_rows:
        new.write("findings", PART, found)
    return found


def _found(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    replies = latest.filter(pc.is_valid(latest["reply_to"])).select(["channel_id", "post_id", "reply_to"])
    held = pc.binary_join_element_wise(told["channel_id"], told["post_id"], "/")
    own = pc.binary_join_element_wise(replies["channel_id"], replies["post_id"], "/")
    answered = pc.binary_join_element_wise(replies["channel_id"], replies["reply_to"], "/")
    wanted = replies.filter(pc.and_(pc.is_in(answered, pc.unique(held)), pc.invert(pc.is_in(own, pc.unique(held)))))
    if not wanted.num_rows:
        return FINDINGS.empty_table()
    to = {(r["channel_id"], r["post_id"]): (r["channel_id"], r["reply_to"]) for r in wanted.to_pylist()}
    persons = _of_one(told, set(to.values()))
    names = pa.array(sorted({f"{channel}/{post}" for (channel, post), at in to.items() if at in persons}), pa.string())
    stands = {(r["channel_id"], r["post_id"]): (r["capture"], r["row_no"]) for r in _rows(latest, names)}
    from doxdocket.detect import fragments  # noqa: PLC0415 - loads the detector
    from doxdocket.detect.hit import Hit  # noqa: PLC0415
    from doxdocket.detect.stage import Secrets, sealed  # noqa: PLC0415

    digester = Digester(case.key.subkey("digest"))
    rows = []
    for batch in new.batches("posts", _TEXT) if len(names) else ():
        short = pc.less_equal(pc.fill_null(pc.utf8_length(batch["text"]), _LONG + 1), _LONG)
        for post in _rows(pa.Table.from_batches([batch.filter(short)]), names):
            key = post["channel_id"], post["post_id"]
            if stands.get(key) != (post["capture"], post["row_no"]):
                continue
            part = fragments.of(post["text"], persons[to[key]])
            if part is not None:
                hit = Hit(part.start, part.end, part.kind, Verdict.PARTIAL, part.words, (fragments.REASON,), 0)
                rows.append(sealed(post, "text", hit, 0, digester, Secrets(post, [])))
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def _rows(table: pa.Table, names: pa.Array) -> list[dict[str, Any]]:
    """The rows of posts of these names."""
    own = pc.binary_join_element_wise(table["channel_id"], table["post_id"], "/")
    found: list[dict[str, Any]] = table.filter(pc.is_in(own, names)).to_pylist()
    return found


def _of_one(told: pa.Table, of: set[Key]) -> dict[Key, dict[str, str]]:
    """Of these posts those that tell of one person alone, and what of: each kind with the verdict of its last value."""
    names = pa.array(sorted({f"{channel}/{post}" for channel, post in of}), pa.string())
    kinds: dict[Key, dict[str, str]] = defaultdict(dict)
    persons: dict[Key, set[int]] = defaultdict(set)
    for row in _rows(told.select(_TOLD), names):
        key = row["channel_id"], row["post_id"]
        if row["verdict"] == Verdict.DOUBTFUL.value or row["person"] < 0:
            continue
        persons[key].add(row["person"])
        kinds[key][row["kind"]] = row["verdict"]
    return {key: some for key, some in kinds.items() if len(persons[key]) == 1}
