"""What persons said is there and the program does not find, as findings of a run: so that no decision is lost when detection changes.

A row has the place, kind and value that the decision knows, is of the person to whom the words belong, and its one reason is ``person``. It
stands while a decision names it (``decisions.application``), and is made anew in each run whose program does not find it. An offer that a person found is
read for its prices (``offers``). Of pictures it knows the boxes that people drew; left out: the words that were read in them.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions import application, placement, placing
from doxdocket.decisions.application import finding_keys
from doxdocket.decisions.standing import SAYS, Decision, Standing, named
from doxdocket.records import FINDINGS, Drawn
from doxdocket.store.clear_values import stretch
from doxdocket.store.located import names_of, only

PART = "said"
"""The part of ``findings`` that holds them."""
_POST = ["post_no", "date", "text", "fields", "quotes", "source"]


def findings(given: placement.Evidence, told: Standing) -> pa.Table:
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
    from doxdocket.detect.added_finding import drawn, holds, said  # noqa: PLC0415 - loads the detector

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


def offers(given: placement.Evidence, conduct: pa.Table) -> pa.Table:
    """The conduct that stands, with the prices of offers that persons said are offers and of which the program read none.

    What has a label of its own, as proposed or as it stands, is no line of another offer, rejected or not.
    """
    bare = pc.and_(pc.equal(conduct["label"], "sale_offer"), pc.equal(conduct["status"], "confirmed"))
    bare = pc.and_(bare, pc.is_null(conduct["yuan_most"]))
    if not pc.any(bare).as_py():
        return conduct
    from doxdocket.detect.conduct.slots import PAID  # noqa: PLC0415 - loads the detector
    from doxdocket.detect.stage import offered  # noqa: PLC0415

    names = set(names_of(conduct.filter(bare)).to_pylist())
    hits, labelled = _by_place(only(given.findings, names)), _by_place(only(given.conduct, names), only(conduct, names))
    texts = {post["post"]: post for post in given.rows(names, ["text", "fields"])}
    rows = conduct.to_pylist()
    for n in pc.indices_nonzero(bare).to_pylist():
        row, name = rows[n], f"{rows[n]['channel_id']}/{rows[n]['post_id']}"
        post, at = texts.get(name), (name, row["where"])
        text = stretch(row["where"], post["text"], post["fields"]) if post else None
        if text is not None and row["end"] <= len(text):
            others = [(o["start"], o["end"]) for o in labelled[at] if o["label"] in PAID and o["end"] <= len(text)]
            row.update(offered(text, hits[at], (row["start"], row["end"]), others))
    return application.priced(pa.Table.from_pylist(rows, schema=conduct.schema))


def _by_place(*tables: pa.Table) -> Mapping[tuple[str, str], list[dict[str, Any]]]:
    """Rows by their post and the place of their text."""
    found = defaultdict[tuple[str, str], list[dict[str, Any]]](list)
    for table in tables:
        for name, row in zip(names_of(table).to_pylist(), table.to_pylist(), strict=True):
            found[name, row["where"]].append(row)
    return found


def _value(decision: Decision) -> str:
    """The digest of the value, where the decision knows it."""
    mark = (decision.get("marks") or {}).get("finding") or {}
    return str(mark.get("value", "")).removeprefix("#")


def with_said(given: placement.Evidence, standing: Standing) -> tuple[placement.Evidence, Standing, pa.Table]:
    """The evidence of a run with these findings, which are written to it, and what ``placed.place`` tells of it."""
    told, decided = placement.place(given, standing)
    more = findings(given, told)
    if not more.num_rows:
        return given, told, decided
    given.run.write("findings", PART, more)
    whole = replace(given, findings=pa.concat_tables([given.findings, more]))
    return whole, *placement.place(whole, standing)
