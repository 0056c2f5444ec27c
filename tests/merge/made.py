"""Posts of several captures made by hand: a capture is a name, a form, a moment and its posts."""

from datetime import UTC, datetime

import pyarrow as pa

from doxdocket.merge import META, merge
from doxdocket.records import CHANNELS, FINDINGS, POSTS
from doxdocket.records import UTC as MOMENT

CHANNEL = "telegram:channel:1"
TAKEN = datetime(2025, 1, 1, tzinfo=UTC)
FULLNESS = {"tdesktop_json": 9, "tdesktop_html": 6, "tme_page": 4}


def day(n, hour=0):
    return datetime(2024, 1, n, hour, tzinfo=UTC)


def post(no, text="甲", *, at=None, **more):
    row = {
        "channel_id": CHANNEL, "post_id": str(no), "post_no": no, "type": "message", "text": text, "fields": [],
        "quotes": [], "media": [], "also": [], "date": at or day(1, no % 24), "byte_start": no * 10, "repairs": 0,
    }  # fmt: skip
    return row | more


def capture(name, posts, *, form="tdesktop_json", at=None, stated=None, **more):
    return {"name": name, "form": form, "at": at, "stated": stated, "posts": posts, "more": more}


def tables(*captures):
    """Posts, channels and sources of captures; each is a file of its own, taken in as they are given."""
    posts, channels, sources = [], [], []
    for one in captures:
        where = {"source": one["name"], "capture": one["name"]}
        posts += [{"row_no": n} | p | where for n, p in enumerate(one["posts"])]
        numbers = [p["post_no"] for p in one["posts"]]
        about = {
            "captured_at": one["at"], "captured_how": one["at"] and "server", "extent": "whole",
            "first_post": min(numbers), "last_post": max(numbers), "posts": len(numbers),
            "last_date": max((p["date"] for p in one["posts"] if p["date"]), default=None),
        }  # fmt: skip
        channels += [
            {"channel_id": c, **about, **where, **one["more"]} for c in {p["channel_id"] for p in one["posts"]}
        ]
        sources.append((one["name"], one["form"], one["stated"], FULLNESS[one["form"]]))
    columns = [pa.array(c) for c in zip(*sources, strict=True)]
    names = ("source", "form", "captured_at", "fullness")
    about = pa.table(dict(zip(names, columns, strict=True)))
    at = about.schema.get_field_index("captured_at")
    about = about.set_column(at, "captured_at", about["captured_at"].cast(MOMENT))
    about = about.append_column("taken_at", pa.array([TAKEN] * len(about), MOMENT))
    return pa.Table.from_pylist(posts, POSTS), pa.Table.from_pylist(channels, CHANNELS), about


def merged(*captures, findings=()):
    """The merged posts by id, the versions by (id, capture), and the captures."""
    posts, channels, sources = tables(*captures)
    found = pa.Table.from_pylist(
        [{"channel_id": CHANNEL, "verdict": "valid", "person": 0} | f for f in findings], FINDINGS
    )
    made = merge(
        posts.select(META), lambda columns: posts.select(columns).to_batches(2), channels, sources, found.select
    )
    one = {r["post_id"]: r for r in made.merged.to_pylist()}
    several = {(r["post_id"], r["capture"]): (r["version"], r["differs"]) for r in made.versions.to_pylist()}
    return one, several, made.captures.to_pylist()
