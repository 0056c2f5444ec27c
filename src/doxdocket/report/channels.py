"""Why these channels, for the page: ranking with reasons, sensitivity, overlap, relations, and when they post.

Source: the tables of the weighing of one run. Titles are masked by whoever names channels; hours are those of posting in
Beijing time and say nothing of a person. Leaves out what ``export`` has in full: every pair, every relation.

Drawn are how many persons any two channels share, and who passes on or promotes whom. The drawings are readable without colour: every cell has its number, kinds of
lines differ in their strokes, and channels that nobody captured are squares. What is drawn stands in tables beside it. Leaves out scripts and any layout that would
differ from one run to the next: channels stand on a circle in order of place.

>>> matrix(["C01", "C02"], [[5, 2], [2, 3]], "shared").count("<rect")
4
>>> "stroke-dasharray" in network([("C01", True, True), ("x", False, False)], [(0, 1, "promotion", 2)], "relations")
True
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from markupsafe import Markup

from doxdocket.count.channels import words as said
from doxdocket.report import pictures
from doxdocket.report.gather import Names
from doxdocket.report.pictures import INK, _line, _rect, _svg, _text
from doxdocket.report.tables import Row, Tables
from doxdocket.report.words import Words
from doxdocket.store.run import Run

_SHOWN = 12
_LINES = 8
_ZONE = "Asia/Shanghai"
SHADES = ("#ffffff", "#eaf1f7", "#cbdcea", "#9dbdd8", "#3f74a3", "#1f4e79")
STROKES = {"forward": "", "promotion": "7 3", "backup": "2 3", "signature": "1 4"}
_CELL, _LEFT, _TOP = 46, 52, 22
_WIDE, _TALL, _ROUND = 640, 420, 150


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
    return matrix([name(c) for c in ids], cells, words("core_matrix"))


def _network(related: list[Row], ids: list[str], placed: list[Row], name: Any, words: Words) -> Any:
    """The strongest relations of the channels that are shown, with the strongest origins that nobody captured."""
    kept = sorted(
        (e for e in related if e["kind"] in STROKES and {e["source"], e["target"]} & set(ids)),
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
    return network([(name(n), n in ids, n in proposed) for n in nodes], edges, words("core_network"))


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


def matrix(names: Sequence[str], shared: Sequence[Sequence[int]], label: str) -> Markup:
    """Rows and columns are channels; a cell is dark by its part of the row's persons, which the diagonal gives."""
    body: list[Markup] = []
    for i, name in enumerate(names):
        body += [
            _text(_LEFT - 6, _TOP + (i + 0.6) * _CELL, name, "end"),
            _text(_LEFT + (i + 0.5) * _CELL, _TOP - 6, name, "middle"),
        ]
        for j, n in enumerate(shared[i]):
            x, y = _LEFT + j * _CELL, _TOP + i * _CELL
            part = n / shared[i][i] if shared[i][i] else 0
            shade = 0 if i == j or not n else max(1, min(5, math.ceil(5 * math.sqrt(part))))
            body.append(_rect(x, y, _CELL - 1, _CELL - 1, SHADES[shade], "#8c8c8c" if i != j else INK))
            body.append(
                _text(
                    x + _CELL / 2 - 0.5,
                    y + _CELL * 0.58,
                    f"{n:,}" if n else "·",
                    "middle",
                    11,
                    "#ffffff" if shade > 3 else "#1a1a1a",
                )
            )
    size = len(names) * _CELL
    return _svg(_LEFT + size + 8, _TOP + size + 8, label, body, "chart")


def network(nodes: Sequence[tuple[str, bool, bool]], edges: Sequence[tuple[int, int, str, int]], label: str) -> Markup:
    """``nodes``: name, captured, proposed; ``edges``: from, to, kind, weight. Wider lines are more posts."""
    places = [_place(at, len(nodes)) for at in range(len(nodes))]
    body: list[Markup] = []
    for a, b, kind, weight in edges:
        body += _arrow(
            places[a], places[b], STROKES[kind], 0.8 + math.log2(1 + weight) / 2, headless=kind == "signature"
        )
    for (name, captured, proposed), (x, y) in zip(nodes, places, strict=True):
        side = "end" if x < _WIDE / 2 - 5 else "start" if x > _WIDE / 2 + 5 else "middle"
        away = 12 if side == "start" else -12 if side == "end" else 0
        if captured:
            body.append(_ring(x, y, 7, INK if proposed else "#ffffff"))
            body += [_ring(x, y, 9.5, "none")] if proposed else []
        else:
            body.append(_rect(x - 5, y - 5, 10, 10, "#ffffff", INK))
        body.append(_text(x + away, y + (4 if away else -14 if y < _TALL / 2 else 22), name, side))
    return _svg(_WIDE, _TALL, label, body, "chart")


def _place(at: int, of: int) -> tuple[float, float]:
    turn = 2 * math.pi * at / max(of, 1) - math.pi / 2
    return round(_WIDE / 2 + 1.25 * _ROUND * math.cos(turn), 2), round(_TALL / 2 + _ROUND * math.sin(turn), 2)


def _ring(x: float, y: float, radius: float, fill: str) -> Markup:
    return Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="1.5"/>').format(
        x, y, radius, fill, INK
    )


def _arrow(
    a: tuple[float, float], b: tuple[float, float], stroke: str, width: float, *, headless: bool
) -> list[Markup]:
    """A line that stops short of both ends, a little to the right so that both ways stay apart; a head of two strokes."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    far = math.hypot(dx, dy) or 1
    ux, uy = dx / far, dy / far
    off = 0 if headless else 2.5
    x1, y1 = a[0] + 12 * ux - off * uy, a[1] + 12 * uy + off * ux
    x2, y2 = b[0] - 13 * ux - off * uy, b[1] - 13 * uy + off * ux
    out = [_line(x1, y1, x2, y2, "#4a4a4a", width, stroke)]
    sides = () if headless else (1, -1)
    out += [
        _line(x2, y2, x2 - 7 * ux + side * 3.5 * uy, y2 - 7 * uy - side * 3.5 * ux, "#4a4a4a", max(width, 1.2))
        for side in sides
    ]
    return out
