"""What persons said is there and the program does not find, as findings of a run: so that no decision is lost when detection changes.

A row has the place, kind and value that the decision knows, is of the person to whom the words belong, and its one reason is ``person``. It
stands while a decision names it (``decisions.applied``), and is made anew in each run whose program does not find it. An offer that a person found is
read for its prices (``offers``). Of pictures it knows the boxes that people drew; left out: the words that were read in them.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions import placed, placing
from doxdocket.decisions.applied import finding_keys
from doxdocket.decisions.standing import SAYS, Decision, Standing, named
from doxdocket.records import FINDINGS, Drawn
from doxdocket.store.door import stretch
from doxdocket.store.run import Run

PART = "said"
"""The part of ``findings`` that holds them."""
_POST = ["post_no", "date", "text", "fields", "quotes", "source"]


def findings(given: placed.Evidence, told: Standing) -> pa.Table:
    """The findings that placed decisions say are there, and that are not among those of the run."""
    says: dict[str, str] = {}
    for d in told.by(*SAYS):
        key = named(d["target"])
        says[key] = says.get(key) or _value(d)
    keys = pa.array(sorted(says), pa.string())
    there = set(keys.filter(pc.is_in(keys, finding_keys(given.findings).combine_chunks())).to_pylist())
    lost: dict[str, list[str]] = {}
    for key in sorted(says.keys() - there):
        lost.setdefault(placing.span_key(key)[0], []).append(key)
    if not lost:
        return FINDINGS.empty_table()
    from doxdocket.detect.said import drawn, holds, said  # noqa: PLC0415 - loads the detector

    found = given.among(set(lost)).findings.to_pylist()
    rows = []
    for post in given.rows(set(lost), _POST):
        here = [f for f in found if f"{f['channel_id']}/{f['post_id']}" == post["post"]]
        for key in lost[post["post"]]:
            _, (where, start, end, kind) = placing.span_key(key)
            if (box := Drawn.at(where)) is not None:
                one = drawn(post, box, kind, here, given.digester)
                here.append(one)
                rows.append(one)
                continue
            text = stretch(where, post["text"], post["fields"])
            if text is not None and end <= len(text) and holds(kind, text[start:end]):
                one = said(post, text, (where, start, end, kind), here, given.digester, known=says[key] or "")
                here.append(one)
                rows.append(one)
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def offers(run: Run, latest: pa.Table, found: pa.Table, proposed: pa.Table, conduct: pa.Table) -> pa.Table:
    """The conduct that stands, with the prices of offers that persons said are offers and of which the program read none.

    ``latest``, ``found``, ``proposed``: posts, findings and conduct of the latest captures; what has a label of its own there, or stands so, is no line
    of another offer, rejected or not.
    """
    rows = conduct.to_pylist()
    bare = defaultdict[tuple[str, str], list[dict[str, Any]]](list)
    for row in rows:
        if (row["label"], row["status"]) == ("sale_offer", "confirmed") and row["yuan_most"] is None:
            bare[row["channel_id"], row["post_id"]].append(row)
    if not bare:
        return conduct
    from doxdocket.detect.conduct.slots import PAID  # noqa: PLC0415 - loads the detector
    from doxdocket.detect.stage import offered  # noqa: PLC0415

    names = pa.array(sorted({post for _, post in bare}), pa.string())
    here = latest.filter(pc.is_in(latest["post_id"], names)).select(["channel_id", "post_id", "capture", "row_no"])
    wanted = {tuple(row.values()) for row in here.to_pylist()}
    hits = found.filter(pc.is_in(found["post_id"], names)).to_pylist()
    labelled = [*proposed.filter(pc.is_in(proposed["post_id"], names)).to_pylist(), *rows]
    for batch in run.batches("posts", ["channel_id", "post_id", "capture", "row_no", "text", "fields"]):
        for post in batch.filter(pc.is_in(batch["post_id"], names)).to_pylist():
            key = post["channel_id"], post["post_id"]
            for row in bare.get(key, ()) if (*key, post["capture"], post["row_no"]) in wanted else ():
                text = stretch(row["where"], post["text"], post["fields"])
                if text is not None and row["end"] <= len(text):
                    own, held = (
                        [
                            one
                            for one in some
                            if (one["channel_id"], one["post_id"], one["where"]) == (*key, row["where"])
                        ]
                        for some in (hits, labelled)
                    )
                    others = [
                        (one["start"], one["end"]) for one in held if one["label"] in PAID and one["end"] <= len(text)
                    ]
                    row.update(offered(text, own, (row["start"], row["end"]), others))
    return pa.Table.from_pylist(rows, schema=conduct.schema)


def _value(decision: Decision) -> str:
    """The digest of the value, where the decision knows it."""
    mark = (decision.get("marks") or {}).get("finding") or {}
    return str(mark.get("value", "")).removeprefix("#")


def with_said(given: placed.Evidence, standing: Standing) -> tuple[placed.Evidence, Standing, pa.Table]:
    """The evidence of a run with these findings, which are written to it, and what ``placed.place`` tells of it."""
    told, decided = placed.place(given, standing)
    more = findings(given, told)
    if not more.num_rows:
        return given, told, decided
    given.run.write("findings", PART, more)
    whole = replace(given, findings=pa.concat_tables([given.findings, more]))
    return whole, *placed.place(whole, standing)
