"""How often posts were seen, as the page shows it: by channel and month, and the posts that were seen most.

Source: ``count.reach`` over the tables of the run. Every number is in times seen (人次), never persons. Leaves out the text
of posts, and anything reckoned for posts without a reading.

>>> span(None, None, str), span(3, 3, str), span(3, None, str), span(3, 5, str)
('', '3', '3–', '3–5')
"""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa

from doxdocket.count.catalogue import catalogue
from doxdocket.report import pictures
from doxdocket.report.gather import Names, day
from doxdocket.report.words import Words

Row = dict[str, Any]
TOP = 10
"""So many posts are listed; ``export`` has all."""


def seen(tables: Mapping[str, pa.Table], names: Names, zone: str, words: Words) -> Row | None:
    """What the section says; nothing where no post has a reading."""
    channels = [r for r in tables["reach_channels"].to_pylist() if r["pi_posts"]]
    if not any(r["pi_read"] for r in channels):
        return None
    lines, shown = catalogue().views_lines, _top(tables["reach"])
    numbers = {"article": lines.article, "views": words.number(lines.views), "forwards": words.number(lines.forwards)}
    return {
        "channels": [_channel(r, names, zone, words) for r in sorted(channels, key=lambda r: (-(r["pi_seen_high"] or 0), r["channel_id"]))],
        "unread": sum(r["pi_posts"] - r["pi_read"] for r in channels),
        "top": [_post(r, names, zone, words) for r in shown],
        "top_caption": words("r_top_caption", n=len(shown)), "lines": words("r_lines_note", **numbers),
        "months": _months(tables["reach_months"].to_pylist(), words),
    }  # fmt: skip


def span(low: int | None, high: int | None, number: Callable[[int], str]) -> str:
    """Two bounds in one cell; open where the upper is not known."""
    if low is None:
        return ""
    return number(low) if low == high else f"{number(low)}–{number(high) if high is not None else ''}"


def _channel(row: Row, names: Names, zone: str, words: Words) -> Row:
    grown = row["growth"] if row["read_twice"] else None
    period = words(
        "r_growth_of",
        n=words.number(row["read_twice"]),
        first=day(row["first_at"], zone),
        last=day(row["last_at"], zone),
    )
    return {
        "label": names.long(row["channel_id"]),
        "counts": [row[n] for n in ("pi_posts", "pi_read", "pi_seen_low", "pi_seen", "pi_seen_high")],
        "growth": "" if grown is None else words.number(grown), "span": "" if grown is None else period,
        "members": span(row["members_low"], row["members_high"], words.number), "members_at": day(row["members_at"], zone),
    }  # fmt: skip


def _top(reach: pa.Table) -> list[Row]:
    rows = [r for r in reach.to_pylist() if r["exposes"] and r["in_low"] == "counts"]
    return sorted(rows, key=lambda r: (-r["seen_low"], -r["seen_high"], r["channel_id"], r["post_id"]))[:TOP]


def _post(row: Row, names: Names, zone: str, words: Words) -> Row:
    over = {row["over_views"], row["over_forwards"]}
    return {
        "post": f"{names.short(row['channel_id'])}/{row['post_id']}", "date": day(row["date"], zone) or words("no_date"),
        "low": row["seen_low"], "high": row["seen_high"], "forwards": span(row["forwards_low"], row["forwards_high"], words.number),
        "over": words("r_surely") if "low" in over else words("r_perhaps") if "high" in over else "",
    }  # fmt: skip


def _months(rows: list[Row], words: Words) -> list[Row]:
    held = [r for r in rows if r["pi_posts"]]
    top = max((r["pi_seen_high"] or 0 for r in held), default=0)
    out = []
    for r in held:
        low, high, month = r["pi_seen_low"] or 0, r["pi_seen_high"] or 0, r["month"] or words("no_date")
        said = words("r_bar", month=month, low=words.number(low), high=words.number(high))
        counts = [r[n] for n in ("pi_posts", "pi_read", "pi_seen_low", "pi_seen_high")]
        out.append({"month": month, "counts": counts, "picture": pictures.bar(low, top, said, high)})
    return out
