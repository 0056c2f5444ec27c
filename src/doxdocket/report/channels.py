"""Why these channels, for the page: ranking with reasons, sensitivity, overlap, relations, and when they post.

Source: the tables of the weighing of one run. Titles are masked by whoever names channels; hours are those of posting in
Beijing time and say nothing of a person. Leaves out what ``export`` has in full: every pair, every relation.
"""

from collections import defaultdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count.channels import words as said
from doxdocket.report import channel_pictures, pictures
from doxdocket.report.gather import Names
from doxdocket.report.tables import Row, Tables
from doxdocket.report.words import Words
from doxdocket.store.run import Run

_SHOWN = 12
_LINES = 8
DRAWN = ("forward", "promotion", "backup", "signature")
_ZONE = "Asia/Shanghai"


def section(tables: Tables, names: Names, words: Words) -> Row | None:
    """Everything that the part names; none when no channel exposes anybody."""
    read = {
        t: tables.run.read(t).to_pylist() for t in ("channel_ranking", "channel_pairs", "channel_weights", "network")
    }
    placed = [r for r in read["channel_ranking"] if r["place"] is not None]
    if not placed:
        return None
    ids = [r["channel_id"] for r in placed[:_SHOWN]]

    def name(channel: str) -> str:
        return names.short(channel) if channel in names.order else names.clean(channel)

    posts = moments(tables.run)
    return {
        "reasons": [(names.long(r["channel_id"]), [b.of(words.lang) for b in said.reasons(r, read["channel_pairs"], read["network"], name)])
                    for r in placed if r["proposed"] or r["in_high"] or r["decided"]],
        "sensitivity": [b.of(words.lang) for b in said.sensitivity(read["channel_weights"], name, placed)],
        "matrix": _matrix(placed, read["channel_pairs"], ids, name, words),
        "network": _network(read["network"], ids, placed, name, words),
        "weeks": _times(posts, ids, names, words, "weeks"),
        "hours": _times(posts, ids, names, words, "hours"),
    }  # fmt: skip


def moments(run: Run) -> pa.Table:
    """How many posts each channel has in each quarter of an hour, which no zone of today parts; posts without a time in none."""
    parts = []
    for one in run.batches("merged", ["channel_id", "date"]):
        rows = pa.table({"channel_id": one["channel_id"], "date": pc.floor_temporal(one["date"], 15, unit="minute")})
        parts.append(rows.group_by(["channel_id", "date"]).aggregate([([], "count_all")]))
    empty = pa.table({"channel_id": pa.array([], pa.string()), "date": pa.array([], pa.timestamp("us", "UTC")), "count_all": pa.array([], pa.int64())})  # fmt: skip
    return pa.concat_tables([empty, *parts]).filter(pc.field("date").is_valid()) if parts else empty


def _matrix(placed: list[Row], pairs: list[Row], ids: list[str], name: Any, words: Words) -> Any:
    if len(ids) < 2:
        return None
    held = {r["channel_id"]: r["persons"] for r in placed}
    shared = {(p["a"], p["b"]): p["shared"] for p in pairs if p["what"] == "persons"}
    cells = [[held[a] if a == b else shared.get((min(a, b), max(a, b)), 0) for b in ids] for a in ids]
    return channel_pictures.matrix([name(c) for c in ids], cells, words("core_matrix"))


def _network(network: list[Row], ids: list[str], placed: list[Row], name: Any, words: Words) -> Any:
    """The strongest relations of the channels that are shown, with the strongest origins that nobody captured."""
    kept = sorted(
        (e for e in network if e["kind"] in DRAWN and {e["source"], e["target"]} & set(ids)),
        key=lambda e: (-e["weight"], e["source"], e["target"], e["kind"]),
    )
    outside = [e[end] for e in kept if not e["captured"] for end in ("source", "target") if e[end] not in ids]
    nodes = [*ids, *list(dict.fromkeys(outside))[: _LINES - 2]]
    edges = [
        (nodes.index(e["source"]), nodes.index(e["target"]), e["kind"], e["weight"])
        for e in kept
        if {e["source"], e["target"]} <= set(nodes)
    ]
    if not edges:
        return None
    proposed = {r["channel_id"] for r in placed if r["proposed"]}
    return channel_pictures.network([(name(n), n in ids, n in proposed) for n in nodes], edges, words("core_network"))


def _times(posts: pa.Table, ids: list[str], names: Names, words: Words, what: str) -> Any:
    """Posts a week or an hour of the day, a line of columns a channel, in Beijing time."""
    kept = posts.filter(pc.is_in(posts["channel_id"], pa.array(ids[:_LINES], pa.string())))
    if not kept.num_rows:
        return None
    local = kept["date"].cast(pa.timestamp("us", tz=_ZONE))
    if what == "hours":
        unit, ticks = pc.cast(pc.hour(local), pa.string()), [str(h) for h in range(24)]
    else:
        begin = pc.floor_temporal(local, unit="week")
        ends = pc.min_max(begin).as_py()
        unit, low, high = pc.strftime(begin, "%Y-%m-%d"), ends["min"], ends["max"]
        weeks = min((high - low).days // 7 + 1, 160)
        ticks = pc.strftime(
            pa.array([low.timestamp() * 1e6 + n * 7 * 86_400e6 for n in range(weeks)])
            .cast(pa.int64())
            .cast(pa.timestamp("us", tz=_ZONE)),
            "%Y-%m-%d",
        ).to_pylist()
    counted = (
        pa.table({"channel": kept["channel_id"], "unit": unit, "n": kept["count_all"]})
        .group_by(["channel", "unit"])
        .aggregate([("n", "sum")])
    )
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in counted.to_pylist():
        counts[row["channel"]][row["unit"]] = row["n_sum"]
    rows = [(names.short(c), [counts[c].get(t, 0) for t in ticks]) for c in ids[:_LINES]]
    return pictures.months([t[2:] if what == "weeks" else t for t in ticks], rows, words(f"core_{what}"))
