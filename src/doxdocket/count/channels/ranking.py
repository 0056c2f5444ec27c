"""The ranking of channels: parts of the whole, scores, the proposed set, what it hangs on, and who covers whom.

Source: ``rules/channels.yaml``, or the weights of a decision. A candidate is a channel that exposes somebody at the estimate; who exposes nobody
there is listed and not ranked. What it leaves out: the figure, which ``figures`` takes from these rows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import CHANNEL_COVERAGE, CHANNEL_RANKING, CHANNEL_WEIGHTS
from doxdocket.count import reach
from doxdocket.count.channels import score
from doxdocket.decisions.standing import Standing
from doxdocket.law.channels import changed, rules

Row = dict[str, Any]
COUNTED = {
    "first_persons": "first_persons", "first_items": "first_items", "source_of_overlap": "source_persons",
    "publications": "publications", "days": "days", "conduct": "conduct", "views": "views",
}  # fmt: skip
"""Which column each criterion takes parts of."""
BROADCAST = "broadcast"
"""What stands in place of a decision where the capture states the form of the chat."""
_UNSEEN = {"pi_seen_low": None, "pi_seen": None, "pi_seen_high": None, "pi_read": 0, "pi_posts": 0}
"""Of a channel with nothing but service posts, which reach leaves out."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The three tables of the weighing."""

    ranking: pa.Table
    weights: pa.Table
    coverage: pa.Table


@dataclass(frozen=True, slots=True)
class Seen:
    """How often channels were seen, by the rule of reach: the rows of ``reach_channels``, and the posts of which they are sums."""

    channels: Mapping[str, Row]
    posts: pa.Table

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table]) -> "Seen":
        """Over the tables of a run."""
        rows, placed = reach.weighed(tables)
        return cls({r["channel_id"]: r for r in rows}, placed)

    def together(self, order: Sequence[str]) -> list[int]:
        """Of each channel with those before it: a story of several of them once."""
        return reach.together(self.posts, order)


@dataclass(frozen=True, slots=True)
class Decided:
    """What persons decided on channels: which are core or not, by which decision; and other weights."""

    channels: Mapping[str, tuple[str, str]]
    weights: Mapping[str, int]
    weights_by: str | None
    posting: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Who may post in each channel, and by which decision."""


def decided(standing: Standing) -> Decided:
    """The latest standing decision on each channel, and on the weights."""
    channels: dict[str, tuple[str, str]] = {}
    posting: dict[str, tuple[str, str]] = {}
    weights, by = rules().weights, None
    for d in standing:
        if d["act"] in {"channel.core", "channel.not_core"}:
            channels[str(d["target"]["channel"])] = (str(d["act"]).partition(".")[2], str(d["id"]))
        if d["act"] == "channel.posting":
            posting[str(d["target"]["channel"])] = (str(d["target"]["who"]), str(d["id"]))
        if d["act"] == "channel.weights":
            weights, by = changed(str(d["target"]["weights"])), str(d["id"])
    return Decided(channels, weights, by, posting)


def rank(
    found: Mapping[str, pa.Table],
    given: Mapping[str, pa.Table],
    network: pa.Table,
    standing: Standing,
    seen: Seen,
) -> Ranked:
    """``found``: the steps' relations; ``given``: the tables they read."""
    rows, said = _rows(found, given, network, seen), decided(standing)
    candidates = [r for r in rows if r["persons"] > 0]
    whole = _wholes(candidates, seen)
    used = [c.id for c in rules().criteria if _told(c.id, candidates) and whole[c.id] > 0]
    weights = [said.weights[c] for c in used]
    if candidates and used and any(weights):
        parts = np.array([[Fraction(r[COUNTED[c]] or 0, whole[c]) for r in candidates] for c in used], dtype=float)
        _place(candidates, used, parts, weights)
    else:
        parts = np.zeros((0, len(candidates)))
    stated = _broadcasts(given["channels"])
    for row in rows:
        _bounds(row, said, alone=len(rows) < 2)
        row["posting"], row["posting_by"] = said.posting.get(
            row["channel_id"], ("managers", BROADCAST) if row["channel_id"] in stated else (None, None)
        )
    rows.sort(key=lambda r: (r["place"] is None, r["place"], -r["posts"], r["channel_id"]))
    return Ranked(
        pa.Table.from_pylist(rows, CHANNEL_RANKING),
        _weights(candidates, (used, parts), said, whole),
        _coverage(found["holdings"], candidates, seen),
    )


def under(ranking: Sequence[Row], weighed: Sequence[Row], weights: Mapping[str, int]) -> list[Row]:
    """The ranked channels of a run under other weights, best first: as the next run places and proposes them. ``weighed``: its weights."""
    candidates = [dict(r) for r in ranking if r["persons"] > 0]
    whole = {w["criterion"]: w["whole"] for w in weighed if w["used"]}
    if not candidates or not any(weights[c] for c in whole):
        return candidates
    parts = np.array([[Fraction(r[COUNTED[c]] or 0, n) for r in candidates] for c, n in whole.items()], dtype=float)
    _place(candidates, list(whole), parts, [weights[c] for c in whole])
    return sorted(candidates, key=lambda r: r["place"])


def _wholes(candidates: Sequence[Row], seen: Seen) -> dict[str, int]:
    """All there is of each criterion; of views every story once, though each channel that shows it has it in its part."""
    sums = {c.id: sum(r[COUNTED[c.id]] or 0 for r in candidates) for c in rules().criteria}
    return sums | {"views": seen.together([r["channel_id"] for r in candidates])[-1] if candidates else 0}


def _told(criterion: str, candidates: Sequence[Row]) -> bool:
    """Whether a criterion can be told of every candidate."""
    known = Fraction(rules().views_known)
    return criterion != "views" or all(
        r["views_of"] and Fraction(r["views_read"], r["views_of"]) >= known for r in candidates
    )


def _information(used: Sequence[str]) -> Any:
    """Which of the criteria used are of the side of information."""
    sides = {c.id: c.side for c in rules().criteria}
    return np.array([sides[c] == "information" for c in used], dtype=bool)


def _place(candidates: list[Row], used: Sequence[str], parts: Any, weights: Sequence[int]) -> None:
    """Score and place of each candidate, whether it is proposed, and in how many drawn weightings it would be."""
    how, draws = rules().cut, rules().draws
    points = score.scores(parts, np.array(weights, dtype=float), _information(used))
    chosen = score.cut(points, how)
    times = score.shares(parts, _information(used), how, draws.count, draws.seed)
    order = sorted(range(len(candidates)), key=lambda n: (-points[n], candidates[n]["channel_id"]))
    for place, n in enumerate(order, 1):
        candidates[n] |= {
            "place": place, "score": round(float(points[n]), 6), "proposed": bool(chosen[n]), "drawn": int(times[n]), "draws": 2 * draws.count,
            **{f"part_{c}": round(float(parts[at][n]), 6) for at, c in enumerate(used)},
        }  # fmt: skip


def _bounds(row: Row, said: Decided, *, alone: bool) -> None:
    """Which bounds of the figure hold the channel: a decision stands above the machine's proposal."""
    which, by = said.channels.get(row["channel_id"], (None, None))
    row |= {"decided": which, "decision": by}
    sure = row["draws"] and row["drawn"] >= Fraction(rules().draws.sure) * row["draws"]
    machine = (bool(row["proposed"] and sure), bool(row["proposed"]), bool(row["proposed"] or row["drawn"]))
    bounds = (False,) * 3 if alone else machine
    if which:
        bounds = (which == "core",) * 3
    row |= dict(zip(("in_low", "in_best", "in_high"), bounds, strict=True))


def _rows(found: Mapping[str, pa.Table], given: Mapping[str, pa.Table], network: pa.Table, views: Seen) -> list[Row]:
    """One row a captured channel with everything that is counted of it."""
    held: dict[tuple[str, str], Row] = {(r["channel_id"], r["what"]): r for r in found["held"].to_pylist()}
    names, members = _names(given["channels"]), _members(given["readings"], given["captures"])
    out, taken = dict[str, int](), dict[str, int]()
    for edge in network.filter(pc.equal(network["kind"], "forward")).to_pylist():
        taken[edge["source"]] = taken.get(edge["source"], 0) + edge["weight"]
        out[edge["target"]] = out.get(edge["target"], 0) + edge["weight"]
    rows = []
    for r in found["activity"].to_pylist():
        channel = r["channel_id"]
        persons, items = (held.get((channel, what), defaultdict(int)) for what in ("persons", "items"))
        seen = views.channels.get(channel, _UNSEEN)
        rows.append({
            **dict.fromkeys(CHANNEL_RANKING.names), **r, "proposed": False, "drawn": 0, "draws": 0,
            "title": names.get(channel, (None, None))[0], "username": names.get(channel, (None, None))[1],
            "first_persons": persons["firsts"], "shared_persons": persons["shared"],
            "source_persons": persons["sources"], "hub_persons": persons["hubs"],
            "items": items["held"], "first_items": items["firsts"], "only_items": items["only_here"],
            "first_at": _at(r["first_at"]), "last_at": _at(r["last_at"]),
            "views_low": seen["pi_seen_low"], "views": seen["pi_seen"], "views_high": seen["pi_seen_high"],
            "views_read": seen["pi_read"], "views_of": seen["pi_posts"],
            "members": members.get(channel, (None, None))[0], "members_at": members.get(channel, (None, None))[1],
            "passed_on": taken.get(channel, 0), "passes_on": out.get(channel, 0),
        })  # fmt: skip
    return rows


def _at(second: int | None) -> datetime | None:
    return None if second is None else datetime.fromtimestamp(second, UTC)


def _names(channels: pa.Table) -> dict[str, tuple[str | None, str | None]]:
    """Title and username of each channel, as its last source has them."""
    out: dict[str, tuple[str | None, str | None]] = {}
    for row in channels.select(["channel_id", "title", "username"]).to_pylist():
        title, username = out.get(row["channel_id"], (None, None))
        out[row["channel_id"]] = (row["title"] or title, row["username"] or username)
    return out


def _broadcasts(channels: pa.Table) -> set[str]:
    """The channels of which the captures state that they are Telegram channels, in which none but their managers can post."""
    rows = channels.select(["channel_id", "platform", "chat_kind"]).to_pylist()
    return {r["channel_id"] for r in rows if (r["platform"], r["chat_kind"]) == ("telegram", "channel")}


def _members(readings: pa.Table, captures: pa.Table) -> dict[str, tuple[int, datetime | None]]:
    """Subscribers of each channel in its last capture that shows them."""
    ranks = {
        (r["channel_id"], r["capture"]): r["rank"]
        for r in captures.select(["channel_id", "capture", "rank"]).to_pylist()
    }
    out: dict[str, tuple[int, datetime | None]] = {}
    rows = readings.filter(pc.equal(readings["what"], "subscribers")).to_pylist()
    for row in sorted(rows, key=lambda r: (ranks.get((r["channel_id"], r["capture"])) or -1, str(r["at"]), r["value"])):
        out[row["channel_id"]] = (row["value"], row["at"])
    return out


def _weights(
    candidates: Sequence[Row], told: tuple[Sequence[str], Any], said: Decided, whole: Mapping[str, int]
) -> pa.Table:
    """Each criterion with the nearest weights at which the set becomes another; ``told``: those used, with their parts."""
    used, parts = told
    total = sum(said.weights[c] for c in used)
    turns = score.turns(parts, [said.weights[c] for c in used], _information(used), rules().cut) if total else []
    now = {r["channel_id"] for r in candidates if r["proposed"]}
    out = []
    for c in rules().criteria:
        own = said.weights[c.id] / total if total and c.id in used else None
        mine = [t for t in turns if used[t.criterion] == c.id]
        row: Row = {"criterion": c.id, "side": c.side, "weight": said.weights[c.id], "used": c.id in used, "decision": said.weights_by,
                    "of_all": None if own is None else round(own, 6), "whole": whole[c.id]}  # fmt: skip
        below = [t for t in mine if own is not None and t.at <= own]
        above = [t for t in mine if own is not None and t.at > own]
        if below:
            turn = below[-1]  # going down it is passed the other way round: who entered there is lost
            row |= {
                "lower_at": turn.at,
                "lower_set": sorted((now - _ids(turn.enters, candidates)) | _ids(turn.leaves, candidates)),
            }
        if above:
            turn = above[0]
            row |= {
                "upper_at": turn.at,
                "upper_set": sorted((now - _ids(turn.leaves, candidates)) | _ids(turn.enters, candidates)),
            }
        out.append(row)
    return pa.Table.from_pylist(out, CHANNEL_WEIGHTS)


def _ids(places: Sequence[int], candidates: Sequence[Row]) -> set[str]:
    return {candidates[n]["channel_id"] for n in places}


def _coverage(holdings: pa.Table, candidates: Sequence[Row], seen: Seen) -> pa.Table:
    """Which channels together show how much: each next one is that which adds most persons. What several show counts once."""
    held: dict[str, dict[str, set[int]]] = {what: defaultdict(set) for what in ("persons", "items")}
    numbered = holdings.filter(pc.is_in(holdings["what"], pa.array(sorted(held))))
    codes = numbered["thing"].combine_chunks().dictionary_encode().indices.to_pylist()
    for what, channel, code in zip(
        numbered["what"].to_pylist(), numbered["channel_id"].to_pylist(), codes, strict=True
    ):
        held[what][channel].add(code)
    ids = [r["channel_id"] for r in candidates]
    every = {what: len(set().union(*those.values())) for what, those in held.items()}
    curve = score.coverage([frozenset(held["persons"][c]) for c in ids], range(len(ids)))
    views, known = seen.together([ids[n] for n, _ in curve]), True
    rows, items = list[Row](), set[int]()
    for place, (n, persons) in enumerate(curve, 1):
        items |= held["items"][ids[n]]
        known = known and candidates[n]["views"] is not None
        rows.append({
            "place": place, "channel_id": ids[n], "persons": persons, "of_persons": round(persons / max(every["persons"], 1), 6),
            "items": len(items), "of_items": round(len(items) / max(every["items"], 1), 6), "views": views[place - 1] if known else None,
        })  # fmt: skip
    return pa.Table.from_pylist(rows, CHANNEL_COVERAGE)
