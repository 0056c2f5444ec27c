"""Posts and readings made by hand, to sums of times seen."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from doxdocket.account import DOSSIERS, DOUBTED
from doxdocket.count import reach
from doxdocket.records import CAPTURES, CHANNELS, MERGED, READINGS, VERSIONS

DAY = datetime(2023, 7, 1, tzinfo=UTC)


def day(n):
    return DAY + timedelta(days=n)


@dataclass
class Seen:
    """A post of channel ``at``; ``of``, ``name``, ``number``, ``moment``: what its forward mark says; ``pi``: the bounds at which it exposes."""

    no: int
    at: str = "channel:1"
    of: str | None = None
    name: str | None = None
    number: str | None = None
    moment: datetime | None = None
    album: str | None = None
    pi: str | None = None
    undated: bool = False
    person: str = "V0001"
    best: str | None = None
    lowest: str | None = None
    stood: str | None = None
    """Of one that an edit emptied: the captures in which what counts stood."""

    @property
    def channel(self):
        return self.at if self.at.count(":") > 1 else f"telegram:{self.at}"


def read(no, low, high=None, *, value=None, at="channel:1", capture="s", what="views", moment=None, label=None):
    """One reading of post ``no``; without ``high`` exact."""
    channel = at if at.count(":") > 1 else f"telegram:{at}"
    return {"channel_id": channel, "post_id": None if no is None else str(no), "what": what, "label": label, "low": low,
            "value": low if value is None else value, "high": low if high is None else high, "capture": capture, "at": moment}  # fmt: skip


def tables(posts, readings, *, captures=("s",), titles=None, usernames=None, doubted=()):
    """The tables of a run. ``captures``: names in order, or name → moment (or none); titles and usernames by channel."""
    known = dict.fromkeys(captures, day(60)) if not isinstance(captures, dict) else captures
    moments = list(known.values()) if isinstance(captures, dict) else [day(60 + n) for n, _ in enumerate(known)]
    places = sorted({p.channel for p in posts} | {r["channel_id"] for r in readings})
    order = [
        {"channel_id": c, "capture": name, "rank": n, "at": moment, "source": name}
        for n, (name, moment) in enumerate(zip(known, moments, strict=True))
        for c in places
    ]
    merged = [
        {"channel_id": p.channel, "post_id": str(p.no), "post_no": p.no, "date": None if p.undated else day(p.no / 24), "type": "message",
         "forwarded_from_id": p.of, "forwarded_from": p.name, "forwarded_post": p.number, "forwarded_date": p.moment,
         "album": p.album, "captures": 1, "versions": 1}
        for p in posts
    ]  # fmt: skip
    sets = [
        {"channel_id": p.channel, "post_id": str(p.no), "post_no": p.no, "person_no": 0, "counts": p.pi, "person": p.person,
         "person_best": p.best or p.person, "person_low": p.lowest or p.best or p.person, "stood": p.stood and f" {p.stood} "}
        for p in posts if p.pi
    ]  # fmt: skip
    held = [
        {"channel_id": p.channel, "post_id": str(p.no), "capture": name, "version": 1 if name in p.stood else 2}
        for p in posts if p.stood for name in known
    ]  # fmt: skip
    about = [
        {"channel_id": c, "title": (titles or {}).get(c), "username": (usernames or {}).get(c), "capture": "s"}
        for c in places
    ]
    return {
        "posts": pa.Table.from_pylist(merged, MERGED), "readings": pa.Table.from_pylist(readings, READINGS),
        "captures": pa.Table.from_pylist(order, CAPTURES), "channels": pa.Table.from_pylist(about, CHANNELS),
        "dossiers": pa.Table.from_pylist(sets, DOSSIERS),
        "versions": pa.Table.from_pylist(held, VERSIONS),
        "doubted": pa.Table.from_pylist([dict(d) for d in doubted], DOUBTED),
    }  # fmt: skip


def sums(posts, readings, **more):
    """Times seen by part: (low, estimate, high)."""
    found = reach.sums(reach.parts(reach.posts(tables(posts, readings, **more))))
    return {part: (row["low"], row["estimate"], row["high"]) for part, row in found.items()}


def seen(posts, readings, **more):
    """Times seen of all posts."""
    return sums(posts, readings, **more).get("all")
