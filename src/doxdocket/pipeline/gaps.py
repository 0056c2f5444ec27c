"""What a run lacks, and what later captures say of earlier evidence: the tables of a run handed to ``merge``."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions import application
from doxdocket.decisions.standing import PERSON
from doxdocket.merge import completeness
from doxdocket.merge import recheck as merge_recheck
from doxdocket.pipeline import inputs
from doxdocket.pipeline.published import current, places, standing
from doxdocket.records import OF_REPLY, TOLD_ELSEWHERE, Verdict
from doxdocket.store.case import Case
from doxdocket.store.located import names_of
from doxdocket.store.run import Run


def lacking(run: Run, case: Case) -> pa.Table:
    """The table ``completeness`` of a run; ``doubted`` is written on the way."""
    tables = {name: run.read(name) for name in ("captures", "channels", "merged", "readings", "versions", "warnings")}
    tables["posts"] = run.read("posts", completeness.POSTS)
    tables["doubted"] = completeness.doubted(tables)
    run.write("doubted", "all", tables["doubted"])
    return completeness.table(tables, places=places(case), refused=inputs.refused(case))


@dataclass(frozen=True, slots=True)
class Rechecked:
    """Every publication of the earlier evidence against the later captures, and which captures were which."""

    rows: pa.Table  # shape of account.RECHECK
    captures: pa.Table  # of records.CAPTURES, with a column later
    new: Mapping[str, int]  # publications by channel that only later captures show
    uncompared: Mapping[
        str, int
    ]  # those by channel that earlier ones hold as nothing that can be compared: doubtful, in a picture, or made for one capture
    persons: Mapping[
        str, frozenset[str]
    ]  # of whom these are, with what each says of its person: shown (new), else unknown; of one that an edit emptied, what its row says


def rechecked(case: Case, since: datetime | None = None) -> Rechecked:
    """Compare captures made at ``since`` or after it (else the last sitting of each channel) with those before. Left out: what a person decided to be untrue, which is in no figure."""
    run = current(case)
    captures = run.read("captures")
    chosen = merge_recheck.last_sitting(captures) if since is None else merge_recheck.since(captures, since)
    every_set = run.read("dossiers", ["channel_id", "post_id", "person_no", "person", "untrue"])
    dossiers = every_set.filter(pc.invert(every_set["untrue"])).drop_columns("untrue")
    untrue = names_of(every_set.filter(every_set["untrue"]), "person_no")
    found = run.read("findings", sorted({*merge_recheck.FINDINGS, *application.COLUMNS}))
    every, able = found, _without(every_set, found)
    found = found.filter(pc.invert(pc.starts_with(found["where"], "image:")))  # captures are compared by their words
    merged = run.read("merged", ["channel_id", "post_id", "capture", "album"])
    rows = merge_recheck.recheck(
        captures, run.read("posts", merge_recheck.POSTS), run.read("versions"),
        _of_every_capture(application.stands(found, standing(case))), able,
        merged=merged, channels=run.read("channels"),
        warnings=run.read("warnings"), later=chosen,
    )  # fmt: skip
    rows = rows.filter(pc.invert(pc.is_in(names_of(rows, "person_no"), untrue)))
    return Rechecked(
        rows, merge_recheck.marked(captures, chosen), *_beside(rows, dossiers, able, every, merged, chosen)
    )


def _of_every_capture(findings: pa.Table) -> pa.Table:
    """The findings without those that are made for one capture of a post, for captures are compared here: what only a person said is there, and what rests on another post."""
    return findings.filter(
        pa.array(
            [{PERSON, OF_REPLY, TOLD_ELSEWHERE}.isdisjoint(one or ()) for one in findings["reasons"].to_pylist()],
            pa.bool_(),
        )
    )


def _without(dossiers: pa.Table, found: pa.Table) -> pa.Table:
    """The publications without those of which everything is made for one capture; what a reply's first reading left in doubt is nothing beside."""
    keys = ["channel_id", "post_id", "person"]

    def of(rows: pa.Table) -> set[tuple[Any, ...]]:
        return {tuple(row.values()) for row in rows.select(keys).to_pylist()}

    every = _of_every_capture(found)
    replied = pa.array([OF_REPLY in (one or ()) for one in found["reasons"].to_pylist()], pa.bool_())
    again = {key[:2] for key in of(found.filter(replied))}
    claimed = of(every.filter(pc.not_equal(every["verdict"], Verdict.DOUBTFUL.value)))
    said = of(found) - (claimed | {key for key in of(every) if key[:2] not in again})
    told = dossiers.select(["channel_id", "post_id", "person_no"]).to_pylist()
    return dossiers.filter(pa.array([tuple(row.values()) not in said for row in told], pa.bool_()))


def _beside(rows: pa.Table, dossiers: pa.Table, able: pa.Table, found: pa.Table, merged: pa.Table, later: Collection[merge_recheck.Pair]) -> tuple[Counter[str], Counter[str], dict[str, frozenset[str]]]:  # fmt: skip
    """Publications by channel that no row compares: those of which no capture but the later ones holds any value of the post, and the others; of whom they are. ``able``: those that can be compared at all.

    One whose values an edit took away is compared in a row that bears no number of the version that stands, so it is neither.
    """
    of = ["channel_id", "post_id", "person_no"]
    compared, may = ({tuple(row.values()) for row in some.select(of).to_pylist()} for some in (rows, able))
    emptied = defaultdict[tuple[str, str], list[str]](list)
    for row in rows.filter(pc.is_null(rows["person_no"])).to_pylist():
        emptied[row["channel_id"], row["post_id"]].append(merge_recheck.answer(row["status"], row["proves"]))
    stands = {(row["channel_id"], row["post_id"]): row["capture"] for row in merged.to_pylist()}
    values, before, late = (defaultdict[tuple[Any, ...], set[tuple[str, str]]](set) for _ in range(3))
    for row in found.select(["channel_id", "post_id", "capture", "person", "kind", "digest"]).to_pylist():
        post, value = (row["channel_id"], row["post_id"]), (row["kind"], row["digest"])
        (late if (row["channel_id"], row["capture"]) in later else before)[post].add(value)
        if row["capture"] == stands.get(post):
            values[*post, row["person"]].add(value)
    new, uncompared, of_whom = Counter[str](), Counter[str](), defaultdict[str, set[str]](set)
    for row in dossiers.select([*of, "person"]).to_pylist():
        *place, person = row.values()
        key, post = tuple(place), (place[0], place[1])
        own = values[key] or late[post]
        if key not in compared and person is not None:  # a set of nobody is no publication of the figures
            if emptied[post] and not values[key]:
                of_whom[person].add(emptied[post].pop())
                continue
            held = own & before[post] if own else before[post]
            alone = key in may and (place[0], stands.get(post)) in later and not held
            (new if alone else uncompared)[place[0]] += 1
            of_whom[person].add("shown" if alone else "unknown")
    return new, uncompared, {person: frozenset(says) for person, says in of_whom.items()}
