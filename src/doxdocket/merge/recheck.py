"""A later capture against an earlier one: each publication of the earlier evidence still there, changed, gone, or not covered.

A publication is gone only where a later capture must have shown its post (``coverage``) or states that it is gone. Whatever
else is missing is not covered, with the reason (``PROOFS``). Captures without a time are not put in order: they settle
nothing; what they show and a later capture shows too was there at that time. Where the later captures do not reach a post, an
earlier one a sitting after the last that shows it may say that it went. Leaves out: who removed a post; copies elsewhere; what follows for a claim.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import RECHECK
from doxdocket.engine import sql
from doxdocket.errors import WrongCall
from doxdocket.merge import coverage
from doxdocket.merge.coverage import step
from doxdocket.words import coded

Pair = tuple[str, str]
"""A channel id and a capture: one file may show several channels, each with its own later captures."""

SITTING = timedelta(hours=24)
"""Captures of one channel that lie no further apart from the last one are of one sitting; the SQL takes it from here."""

STATUSES = coded("recheck_statuses")
"""What may have become of a publication, in Chinese and English."""

PROOFS = coded("proof_codes")
"""What an answer proves and what not, for whoever must say in court whether something was deleted; nothing here says who took it away, or
advises on a claim."""
_GONE = frozenset({"values_all_gone", "gone_whole", "gone_window"})
"""They show that the value was no longer there at that time."""

ANSWERS = ("removed", "shown", "unknown")
"""Whether anything of a publication can be seen there: not any more, still, or not known."""

POSTS = coverage.COLUMNS
"""Columns of posts that are read."""
FINDINGS = ["channel_id", "post_id", "capture", "row_no", "where", "kind", "digest", "verdict", "person"]
"""Columns of findings that are read."""


def last_sitting(captures: pa.Table) -> set[Pair]:
    """Of each channel the captures within a day of its last one; none where that is all there is."""
    out: set[Pair] = set()
    for channel, held in _timed(captures).items():
        end = max(at for _, at in held)
        late = {(channel, name) for name, at in held if end - at <= SITTING}
        out |= late if len(late) < len(held) else set()
    return out


def since(captures: pa.Table, moment: datetime) -> set[Pair]:
    """The captures made at ``moment`` or after it."""
    return {(channel, name) for channel, held in _timed(captures).items() for name, at in held if at >= moment}


def _timed(captures: pa.Table) -> dict[str, list[tuple[str, datetime]]]:
    out: dict[str, list[tuple[str, datetime]]] = {}
    for row in captures.select(["channel_id", "capture", "at"]).to_pylist():
        if row["at"] is not None:
            out.setdefault(row["channel_id"], []).append((row["capture"], row["at"]))
    return out


def recheck(
    captures: pa.Table, posts: pa.Table, versions: pa.Table, findings: pa.Table, dossiers: pa.Table, *,
    merged: pa.Table, channels: pa.Table, warnings: pa.Table, later: AbstractSet[Pair],
) -> pa.Table:  # fmt: skip
    """One row a publication of the earlier evidence; all tables of all captures, shapes of ``records``.

    ``merged``: the row that stands for each post, by whose persons ``dossiers`` are numbered, and its album. ``channels``:
    of all captures. ``later``: the captures to compare with; the others that have a time are earlier.
    """
    captures, albums = marked(captures, later), merged.select(coverage.ALBUMS)
    posts, findings = posts.select(POSTS), findings.select(FINDINGS)
    given = {
        "captures": captures, "posts": posts, "versions": versions, "findings": findings, "ids": coverage.ids(posts),
        "dossiers": dossiers.select(["channel_id", "post_id", "person_no", "person"]),
        "merged": merged.select(["channel_id", "post_id", "capture"]), "albums": albums.filter(pc.is_valid(albums["album"])),
        "files": coverage.files(posts),
        "numbers": posts.group_by(["channel_id", "post_id"]).aggregate([("post_no", "min")]).rename_columns(
            ["channel_id", "post_id", "post_no"]
        ),
    }  # fmt: skip
    sitting = {"sitting": SITTING}
    with sql.session(given) as session:
        session.add({"several": session.run("SELECT DISTINCT channel_id, post_id FROM findings")})
        session.add({"claims": session.run(step("claims"))})
        session.add({"standing": session.run(step("recheck_rows"))})
        session.add({"told": session.run(step("recheck_told"))})
        wanted = session.run("SELECT DISTINCT channel_id, post_id FROM told")
        says = coverage.says(wanted, captures, posts, warnings, channels=channels, albums=albums)
        session.add({"wanted": wanted, "says": says})
        session.add({"spoken": session.run(step("recheck_spoken"))})
        session.add({"settling": session.run(step("recheck_settling"), sitting)})
        session.add({"settled": session.run(step("recheck_settled")), "silent": session.run(step("recheck_silent"))})
        session.add({"left_there": session.run(step("recheck_left"))})
        rows = session.run(step("recheck"), sitting)
        return _named(rows, session.run(step("recheck_earlier")), session.run(step("recheck_later")))


def _named(rows: pa.Table, earlier: pa.Table, later: pa.Table) -> pa.Table:
    """The rows with the captures that expose each, and those that settle it, in the order of time."""
    key = ["channel_id", "post_id", "as_no"]
    exposing, speaking = _lists(earlier, key), _lists(later, key[:2])
    asked = list(zip(*(rows[c].to_pylist() for c in key), strict=True))
    silent = pc.equal(rows["status"], "not_covered").to_pylist()
    before = [exposing[one] for one in asked]
    after = [[] if quiet else speaking.get(one[:2]) for one, quiet in zip(asked, silent, strict=True)]
    named = rows.append_column("earlier", pa.array(before, pa.list_(pa.string())))
    named = named.append_column("later", pa.array(after, pa.list_(pa.string())))
    return named.select(RECHECK.names).cast(RECHECK)


def _lists(rows: pa.Table, key: list[str]) -> dict[tuple[Any, ...], list[str]]:
    """The captures of each key, in the order of the rows."""
    out: dict[tuple[Any, ...], list[str]] = {}
    for *one, capture in zip(*(rows[c].to_pylist() for c in (*key, "capture")), strict=True):
        out.setdefault(tuple(one), []).append(capture)
    return out


def marked(captures: pa.Table, later: AbstractSet[Pair]) -> pa.Table:
    """The captures with a column that says which are the later ones; those cannot lack a time."""
    pairs = list(zip(captures["channel_id"].to_pylist(), captures["capture"].to_pylist(), strict=True))
    mark = pa.array([pair in later for pair in pairs], pa.bool_())
    untimed = captures.filter(pc.and_(mark, pc.is_null(captures["at"])))["capture"].to_pylist()
    if untimed:
        raise WrongCall("recheck.these_captures_have_no_time", names=", ".join(sorted(set(untimed))))
    return captures.append_column("later", mark)


def totals(rows: pa.Table) -> list[dict[str, Any]]:
    """One row a channel: publications by status, and by whether anything of them can still be seen there."""
    out: dict[str, dict[str, Any]] = {}
    columns = ["channel_id", "status", "proves"]
    for row in rows.select(columns).group_by(columns).aggregate([([], "count_all")]).to_pylist():
        held = out.setdefault(row["channel_id"], {"channel_id": row["channel_id"], "publications": 0}
                              | dict.fromkeys((*STATUSES, *ANSWERS), 0))  # fmt: skip
        for name in ("publications", row["status"], answer(row["status"], row["proves"])):
            held[name] += row["count_all"]
    return [out[channel] for channel in sorted(out)]


def answer(status: str, proves: str) -> str:
    """Whether anything of a publication can be seen there: ``removed``, ``shown``, or ``unknown``."""
    if proves in _GONE:
        return "removed"
    return "unknown" if status in ("gone", "changed_values_unclear", "not_covered") else "shown"


def persons(rows: pa.Table, beside: Mapping[str, AbstractSet[str]] = MappingProxyType({})) -> Mapping[str, int]:
    """How many persons of the evidence that is not later: in all, still shown somewhere, nowhere any more, and not known; ``beside``: what publications that are not compared say of whom.

    Persons are those of the high count. ``without``: publications without one; of them ``edited_away``, whose values only an earlier version
    holds, and ``of_nobody``, which stand and point to nobody.
    """
    seen: dict[str, set[str]] = {}
    for person, status, proves in zip(*(rows[c].to_pylist() for c in ("person", "status", "proves")), strict=True):
        if person is not None:
            seen.setdefault(person, set()).add(answer(status, proves))
    for person in seen.keys() & beside.keys():
        seen[person] |= beside[person]
    shown = sum("shown" in answers for answers in seen.values())
    removed = sum(answers == {"removed"} for answers in seen.values())
    without, edited = rows["person"].null_count, rows["person_no"].null_count
    return {"persons": len(seen), "removed": removed, "shown": shown, "unknown": len(seen) - shown - removed,
            "without": without, "edited_away": edited, "of_nobody": without - edited}  # fmt: skip
