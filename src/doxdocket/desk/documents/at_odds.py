"""Told births and sexes that an identity number of the same post contradicts, each with the decisions that settle it.

A birth counts as such where it stands for itself: a set with a name or a number of its own is another person's. Left out: what posts of one person tell
otherwise than one another (``resolve``).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions.acts import publications
from doxdocket.decisions.application import finding_keys
from doxdocket.decisions.standing import Decision
from doxdocket.desk.answers import called
from doxdocket.desk.documents.draft import few
from doxdocket.desk.documents.material import Key, Material
from doxdocket.law.classes import AGAINST
from doxdocket.pipeline import published
from doxdocket.report.gather import local_day
from doxdocket.store.case import Case
from doxdocket.words import either, say


@dataclass(frozen=True, slots=True)
class AtOdds:
    """What a post tells (``kind``) beside a number that says otherwise; ``settled``: the ids of the decisions that are about either, none where it is open."""

    key: Key
    kind: str
    settled: tuple[str, ...]


def at_odds(case: Case) -> list[AtOdds]:
    """All of the current run, by post; the findings are read once for all papers."""
    return published.once(case, "at odds", (published.current(case).run_id, case.decided()), lambda: _found(case))


def places(of: Material) -> tuple[list[str], list[str]]:
    """Those of a scope in words: which somebody decided on, who and when, and which are open."""
    zone, made, comma = of.case.info.display_zone, {one.id: one for one in of.case.decisions()}, say("marks.comma")
    settled, open_ = list[str](), list[str]()
    for one in at_odds(of.case):
        if of.within(one.key):
            told = say("documents_objections.odds_one", post=of.exhibit(one.key), kind=either(*called(one.kind)))
            by = comma.join(f"{d.id} {d.officer} {local_day(d.at, zone)}" for d in (made[id_] for id_ in one.settled))
            (settled if by else open_).append(told + (say("documents_objections.odds_decided", told=by) if by else ""))
    return settled, open_


def sentence(of: Material) -> str | None:
    """The same as one sentence; none where nothing is at odds."""
    settled, open_ = (few(some, say("marks.semicolon")) or say("documents_summary.none_met") for some in places(of))
    some = any(of.within(one.key) for one in at_odds(of.case))
    return say("documents_objections.odds_both", settled=settled, open=open_) if some else None


def _found(case: Case) -> list[AtOdds]:
    table = published.latest_findings(case)
    table = table.append_column("key", finding_keys(table))
    table = table.filter(pc.and_(pc.is_in(table["kind"], pa.array(_KINDS)), pc.not_equal(table["verdict"], "rejected")))
    posts = defaultdict[Key, list[Mapping[str, Any]]](list)
    for row in table.select(
        ["channel_id", "post_id", "kind", "digest", "implies", "person", "relation", "reasons", "key"]
    ).to_pylist():
        posts[row["channel_id"], row["post_id"]].append(row)
    stands, found = published.standing(case), list[AtOdds]()
    for key, rows in sorted(posts.items()):
        numbers = [row for row in rows if row["kind"] == "id_number" and row["implies"]]
        said = {one["digest"] for row in numbers for one in row["implies"] if one["kind"] == "birth_date"}
        own = {row["person"] for row in rows if row["kind"] in _OWN}
        for row in rows:
            alone = row["kind"] == "birth_date" and row["person"] not in own and not row["relation"]
            if AGAINST in (row["reasons"] or ()) or (alone and said and row["digest"] not in said):
                about = {row["key"], *(one["key"] for one in numbers)}
                sets = {f"{key[0]}/{key[1]}/{one['person']}" for one in (row, *numbers)}
                settled = (str(d["id"]) for d in stands if _of(d, about, sets))
                found.append(AtOdds(key, row["kind"], tuple(settled)))
    return found


_OWN = ("name", "id_number")
_KINDS = (*_OWN, "birth_date", "gender")


def _of(decision: Decision, findings: set[str], sets: set[str]) -> bool:
    """Whether a decision is about one of these findings, or about two of these sets."""
    target = decision["target"]
    return str(target.get("finding")) in findings or len(sets.intersection(publications(target))) > 1
