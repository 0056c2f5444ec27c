"""Captures made by hand: a capture is a list of posts, a post a list of persons, a person a dict of kinds and values."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from doxdocket.account import DOSSIERS
from doxdocket.records import CAPTURES, CHANNELS, FINDINGS, MERGED, POSTS, READINGS, VERSIONS, WARNINGS

CHANNEL = "telegram:channel:1"
DAY = datetime(2024, 3, 1, tzinfo=UTC)


def day(n: float) -> datetime:
    return DAY + timedelta(days=n)


@dataclass
class Shown:
    """One post as one capture shows it."""

    no: int | None
    people: Sequence[Mapping[str, Any]] = ()
    where: str = "text"
    columns: Mapping[str, Any] = field(default_factory=dict)


def post(no: int | None, *people: Mapping[str, Any], where: str = "text", **columns: Any) -> Shown:
    return Shown(no, people, where, columns)


@dataclass
class Capture:
    """One showing of a channel; its range is that of its posts unless it is said."""

    name: str
    at: datetime | None
    posts: Sequence[Shown]
    extent: str | None = "whole"
    channel: str = CHANNEL
    form: str = "tdesktop_json"
    reach: tuple[int, int] | None = None
    asked: tuple[int | None, int | None] = (None, None)  # ids of which it speaks beyond its range
    at_how: str | None = "stated"
    title: str | None = None
    kind: str | None = None  # as the form says it; a JSON export always does
    placed: datetime | None = None  # where its last post puts it when it has no time


def digest(kind: str, value: object) -> bytes:
    return hashlib.sha256(f"{kind}\0{value}".encode()).digest()


def _table(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | row for row in rows], schema)


def _ids(one: Shown) -> str:
    return str(one.columns.get("post_id", one.no))


def tables(*captures: Capture, warnings: Sequence[Mapping[str, Any]] = (),
           readings: Sequence[Mapping[str, Any]] = ()) -> dict[str, pa.Table]:  # fmt: skip
    """The tables of a run over these captures, in order of time; a post's version changes with its persons."""
    order = sorted(captures, key=lambda c: ((c.at or c.placed) is not None, c.at or c.placed))
    of_captures, of_posts, of_findings, of_versions, of_channels = [], [], [], [], []
    last: dict[tuple[str, str], tuple[Capture, Shown, int]] = {}
    for rank, c in enumerate(order):
        numbers = [n for p in c.posts for n in (p.no, *map(int, p.columns.get("also", ()))) if n is not None]
        first, end = c.reach or ((min(numbers), max(numbers)) if numbers else (None, None))
        of_captures.append({
            "channel_id": c.channel, "capture": c.name, "source": c.name.partition("@")[0], "form": c.form, "at": c.at,
            "at_how": c.at_how if c.at else None, "extent": c.extent, "first_post": first, "last_post": end,
            "id_gaps": end - first + 1 - len(set(numbers)) if numbers else None, "posts": len(c.posts), "rank": rank,
            "reach_first": first if c.asked[0] is None else c.asked[0], "reach_last": end if c.asked[1] is None else c.asked[1],
        })  # fmt: skip
        of_channels.append({
            **{n: of_captures[-1][n] for n in ("channel_id", "capture", "source", "posts")}, "title": c.title,
            "chat_type": c.kind or ("public_channel" if c.form == "tdesktop_json" else None),
        })  # fmt: skip
        for p in c.posts:
            place = {"channel_id": c.channel, "row_no": p.columns.get("row_no"), "post_id": _ids(p), "post_no": p.no, "capture": c.name,
                     "source": c.name.partition("@")[0]}  # fmt: skip
            of_posts.append({"type": "message", "from_id": "channel1", "also": [], "fields": [], "quotes": [], "media": [],
                             "date": day(0), "repairs": 0, "byte_start": 0, "byte_end": 1, **place, **p.columns})  # fmt: skip
            of_findings += _findings(p, place)
            key = (c.channel, _ids(p))
            before = last.get(key)
            same = before is None or before[1].people == p.people
            version = 1 if before is None else before[2] + (not same)
            differs = p.columns.get("differs", "" if same else "text")
            of_versions.append({**{n: place[n] for n in ("channel_id", "post_id", "capture")}, "version": version,
                                "differs": differs})  # fmt: skip
            last[key] = (c, p, version)
    merged = [
        {"channel_id": channel, "post_id": id_, "post_no": p.no, "type": p.columns.get("type", "message"), "capture": c.name,
         "date": p.columns.get("date", day(0)), "versions": 1,
         "album": next((r["album"] for r in of_posts if (r["channel_id"], r["post_id"]) == (channel, id_) and r.get("album")), None),
         "captures": len({r["capture"] for r in of_posts if (r["channel_id"], r["post_id"]) == (channel, id_)})}
        for (channel, id_), (c, p, _) in last.items()
    ]  # fmt: skip
    for row in of_posts:
        row.pop("differs", None)
    return {
        "captures": _table(of_captures, CAPTURES), "posts": _table(of_posts, POSTS), "versions": _table(of_versions, VERSIONS),
        "findings": _table(of_findings, FINDINGS), "dossiers": _dossiers(last), "merged": _table(merged, MERGED),
        "warnings": _table([dict(w) for w in warnings], WARNINGS), "readings": _table([dict(r) for r in readings], READINGS),
        "channels": _table(of_channels, CHANNELS),
    }  # fmt: skip


def _findings(p: Shown, place: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for n, values in enumerate(p.people):
        for kind, told in values.items():
            if kind == "who":
                continue
            value, verdict = told if isinstance(told, tuple) else (told, "valid")
            rows.append({**place, "where": p.where, "start": 10 * len(rows), "end": 10 * len(rows) + 5, "kind": kind,
                         "verdict": verdict, "digest": digest(kind, value), "mask": "*", "tag": "#0000", "reasons": [],
                         "person": n, "role": "target", "quoted": False})  # fmt: skip
    return rows


def _dossiers(last: Mapping[tuple[str, str], tuple[Capture, Shown, int]]) -> pa.Table:
    rows = []
    for (channel, id_), (_, p, _) in last.items():
        for n, values in enumerate(p.people):
            rows.append({"channel_id": channel, "post_id": id_, "post_no": p.no, "person_no": n, "person": values.get("who"),
                         "kinds": [], "items": len(values)})  # fmt: skip
    return _table(rows, DOSSIERS)
