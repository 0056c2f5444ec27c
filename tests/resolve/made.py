"""Findings made by hand: a post is a list of persons, a person a dict of kinds and values."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from doxdocket.account import CHANNEL_RANKING, COMPLETENESS, DECIDED, DOUBTED, HINTS
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.records import CAPTURES, CHANNELS, FINDINGS, MERGED, READINGS, VERSIONS, WARNINGS
from doxdocket.resolve import Channels, Resolved
from doxdocket.resolve import resolve as resolve_standing

STATED_NOTHING = Channels()
START = datetime(2023, 7, 1, tzinfo=UTC)


@dataclass
class Who:
    """One person of one post; a value may be (value, verdict)."""

    values: Mapping[str, Any]
    role: str = "target"
    relation: str | None = None
    age: tuple[int, int] | None = None
    age_of: str | None = None  # the kind whose values say the age; every one where none is named
    quoted: bool = False
    where: str = "text"
    reasons: Mapping[str, list[str]] = field(default_factory=dict)  # by kind
    says: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by kind: what the value says in other kinds
    near: Mapping[str, list[str]] = field(default_factory=dict)  # by kind


@dataclass
class Post:
    """One post of a channel."""

    no: int
    people: Sequence[Who] = ()
    channel: str = "telegram:channel:1"
    forwarded: str | None = None
    date: datetime | None = field(default=START)
    type: str = "message"
    reply_to: str | None = None


def digest(kind: str, value: object) -> bytes:
    return hashlib.sha256(f"{kind}\0{value}".encode()).digest()


def post(no: int, *people: Mapping[str, Any] | Who, **more: Any) -> Post:
    """A post whose date follows its number."""
    made = [p if isinstance(p, Who) else Who(p) for p in people]
    return Post(no, made, **{"date": START + timedelta(hours=no), **more})


def findings(posts: Iterable[Post]) -> pa.Table:
    rows = []
    for p in posts:
        at = 0
        for n, who in enumerate(p.people):
            for kind, told in who.values.items():
                for one in told if isinstance(told, list) else [told]:
                    value, verdict = one if isinstance(one, tuple) else (one, "valid")
                    d = digest(kind, value)
                    low, high = (who.age if who.age_of in (None, kind) else None) or (None, None)
                    rows.append({
                        "channel_id": p.channel, "post_id": str(p.no), "post_no": p.no, "source": "s", "capture": "s", "where": who.where,
                        "start": at, "end": at + 5, "kind": kind, "verdict": verdict, "digest": d,
                        "mask": f"{value.partition(':')[0]}:*" if ":" in str(value) else "*",
                        "tag": "#" + d[:2].hex(), "reasons": who.reasons.get(kind, []), "person": n, "role": who.role, "relation": who.relation,
                        "quoted": who.quoted, "age_low": low, "age_high": high,
                        "implies": [{"kind": k, "digest": digest(k, one)} for k, v in who.says.get(kind, {}).items()
                                    for one in (v if isinstance(v, list) else [v])] or None,
                        "near": [digest(f"near {kind}", n)[:6] for n in who.near.get(kind, ())] or None,
                    })  # fmt: skip
                    at += 10
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def meta(posts: Iterable[Post]) -> pa.Table:
    rows = [
        {"channel_id": p.channel, "post_id": str(p.no), "post_no": p.no, "date": p.date, "type": p.type,
         "forwarded_from": None, "forwarded_from_id": p.forwarded, "reply_to": p.reply_to, "source": "s", "capture": "s",
         "captures": 1, "versions": 1}
        for p in posts
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=MERGED)


def resolve(
    found: pa.Table, posts: pa.Table, decisions: Iterable[Mapping[str, Any]], codes: Mapping[str, str], channels: Channels = STATED_NOTHING,
    **more: Any,
) -> Resolved:  # fmt: skip
    """What is resolved of findings, with these decisions applied to them."""
    standing = Standing.of(decisions)
    return resolve_standing(application.findings(found, standing, posts), posts, standing, codes, channels, **more)


def tables(posts: Sequence[Post], resolved: Any, decisions: Iterable[Mapping[str, Any]] = ()) -> dict[str, pa.Table]:
    return {
        "posts": meta(posts), "findings": application.findings(findings(posts), Standing.of(decisions), meta(posts)), "channels": CHANNELS.empty_table(),
        "warnings": WARNINGS.empty_table(), "dossiers": resolved.dossiers, "links": resolved.links, "queue": resolved.queue,
        "persons": resolved.persons, "items": resolved.items, "hubs": resolved.hubs,
        "completeness": COMPLETENESS.empty_table(),
        "modifiers": resolved.modifiers, "decided": DECIDED.empty_table(),
        "readings": READINGS.empty_table(), "captures": CAPTURES.empty_table(), "versions": VERSIONS.empty_table(), "doubted": DOUBTED.empty_table(),
        "hints": HINTS.empty_table(), "channel_ranking": CHANNEL_RANKING.empty_table(), "merged": meta(posts),
    }  # fmt: skip


def decision(n: int, act: str, **target: Any) -> dict[str, Any]:
    return {"id": str(n), "at": "2024-06-01T00:00:00Z", "officer": "甲", "act": act, "target": target, "reason": "比对",
            "undone_by": None}  # fmt: skip
