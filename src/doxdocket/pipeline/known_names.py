"""Names that the posts of a case tell something of, found in its other posts where reading left them, as findings that are in no low until a person says so.

What the first reading left in doubt in their places gives way (``merge.told_again``). What it leaves out: which names are looked for, and whose they are
(``detect.known_names``).
"""

from collections import defaultdict
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import bounds
from doxdocket.bounds import Lost, guard
from doxdocket.pipeline.replies import posts_of
from doxdocket.records import FINDINGS, Verdict
from doxdocket.seal.digest import Digester
from doxdocket.store.case import Case
from doxdocket.store.located import names_of, only
from doxdocket.store.run import Run

PART = "names"
"""The part of ``findings`` that holds them."""
_TOLD = ["start", "end", "kind", "verdict", "person"]
_POST = ["channel_id", "post_id", "capture", "row_no", "text"]


def findings(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    """Write them; ``latest``: one row a post, ``told``: what else was found in posts."""
    found = _found(new, case, latest, told.filter(pc.equal(told["where"], "text")))
    if found.num_rows:
        new.write("findings", PART, found)
    return found


def _found(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    from doxdocket.detect import known_names  # noqa: PLC0415 - loads the detector
    from doxdocket.detect.stage import rows_of  # noqa: PLC0415

    names = _names(new, latest, told)
    if not names:
        return FINDINGS.empty_table()
    known = known_names.Known(names)
    places = [
        name
        for batch in new.batches("posts", _POST)
        for name, text in zip(names_of(batch).to_pylist(), batch["text"].to_pylist(), strict=True)
        if text and known.places(text)
    ]
    posts = posts_of(new, latest, set(places))
    there = _by_post(only(told, set(posts)))
    digester = Digester(case.key.subkey("digest"))
    rows: list[dict[str, Any]] = []
    for name, post in sorted(posts.items()):
        text = post["text"] or ""
        hits = guard(partial(known.hits, text, there[name]), bounds.TEXT.of(len(text)))
        rows += rows_of(post, hits, digester) if hits and not isinstance(hits, Lost) else ()
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def _names(new: Run, latest: pa.Table, told: pa.Table) -> set[str]:
    """The names as they were written, each read where it stands first."""
    from doxdocket.detect import known_names  # noqa: PLC0415 - loads the detector

    named = told.filter(
        pc.and_(pc.equal(told["kind"], known_names.NAME), pc.equal(told["verdict"], Verdict.VALID.value))
    )
    posts_with = _by_post(only(told, set(names_of(named).to_pylist())))
    tell = [(name, span) for name, own in posts_with.items() for span in known_names.tells(own)]
    posts = posts_of(new, latest, {name for name, _ in tell})
    words = {posts[name]["text"][slice(*span)] for name, span in tell if name in posts and posts[name]["text"]}
    return {one for one in words if known_names.whole(one)}


def _by_post(told: pa.Table) -> "defaultdict[str, list[Any]]":
    from doxdocket.detect.known_names import Told  # noqa: PLC0415 - loads the detector

    found = defaultdict[str, list[Any]](list)
    for name, row in zip(names_of(told).to_pylist(), told.select(_TOLD).to_pylist(), strict=True):
        found[name].append(Told(**row))
    return found
