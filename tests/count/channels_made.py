"""Constellations of channels made by hand: who shows whom, when, in which words, and who passes it on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from tests.resolve import made
from tests.resolve.made import resolve

from doxdocket.count import channels
from doxdocket.count.channels import signals
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.records import CAPTURES, CHANNELS, CONDUCT, MERGED, POSTS, READINGS

START = datetime(2023, 7, 1, tzinfo=UTC)
KEY = ["channel_id", "post_id"]


def person(n: int) -> dict[str, str]:
    """Somebody whom one number identifies."""
    return {"id_number": f"id{n}", "name": f"name{n}", "phone_number": f"phone{n}", "home_address": f"home{n}"}


@dataclass
class Case:
    """Posts of several channels in the making."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    usernames: dict[str, str] = field(default_factory=dict)
    readings: list[dict[str, Any]] = field(default_factory=list)

    def post(self, channel: str, hours: float, *who: int, text: str | None = None, forward: str | None = None, label: str = "",
             views: int | None = None, author: str | None = None, keys: Sequence[str] | None = None) -> None:  # fmt: skip
        """One post; ``who``: the persons it exposes; ``keys``: which of their values."""
        channel_id = f"telegram:channel:{channel}"
        no = sum(p["channel"] == channel_id for p in self.posts) + 1
        people = [{k: v for k, v in person(n).items() if keys is None or k in keys} for n in who]
        words = (
            text
            if text is not None
            else " ".join(
                f"{k}{v}档案{Random(n).randrange(10**9)}"
                for n, one in zip(who, people, strict=True)
                for k, v in one.items()
            )
        )
        self.posts.append({"channel": channel_id, "no": no, "date": START + timedelta(hours=hours), "people": people, "text": words,
                           "forward": forward and f"channel{forward}", "label": label, "author": author})  # fmt: skip
        if views is not None:
            self.readings.append({"channel_id": channel_id, "post_id": str(no), "what": "views", "low": views, "value": views, "high": views,
                                  "granularity": 1, "capture": "s"})  # fmt: skip

    def weigh(self, decisions: Sequence[dict[str, Any]] = ()) -> channels.Weighed:
        """The weighing of these posts."""
        return channels.weigh(*self.tables(decisions), Standing.of(decisions))

    def tables(self, decisions: Sequence[dict[str, Any]] = ()) -> tuple[dict[str, pa.Table], signals.Told]:
        rows = [
            made.Post(p["no"], [made.Who(w) for w in p["people"]], p["channel"], p["forward"], p["date"])
            for p in self.posts
        ]
        findings = made.findings(rows)
        meta = pa.Table.from_pylist([r | {"row_no": n} for n, r in enumerate(made.meta(rows).to_pylist())], MERGED)
        found = resolve(findings, meta, decisions, {})
        names = [
            {"channel_id": c, "title": c, "username": self.usernames.get(c.rpartition(":")[2]), "capture": "s"}
            for c in sorted({p["channel"] for p in self.posts})
        ]
        acts = [
            {"channel_id": p["channel"], "post_id": str(p["no"]), "label": p["label"], "status": "proposed", "where": "text", "start": 0, "end": 1,
             "slots": [{"slot": "channel", "value": h, "start": 0, "end": 1} for h in signals.names(p["text"])]}
            for p in self.posts if p["label"]
        ]  # fmt: skip
        tables = {
            "posts": meta, "findings": application.findings(findings, Standing.of(decisions)), "conduct": pa.Table.from_pylist(acts, CONDUCT), "dossiers": found.dossiers,
            "channels": pa.Table.from_pylist(names, CHANNELS), "readings": pa.Table.from_pylist(self.readings, READINGS),
            "captures": CAPTURES.empty_table(),
        }  # fmt: skip
        compared = (
            pa.concat_tables([found.dossiers.select(KEY), tables["conduct"].select(KEY)]).group_by(KEY).aggregate([])
        )
        ads = tables["conduct"].filter(pc.equal(tables["conduct"]["label"], "promotion")).select(KEY)
        return tables, signals.told(
            signals.heard(self._batches(), meta, meta.select(compared.column_names)), compared, ads
        )

    def _batches(self) -> Iterator[pa.RecordBatch]:
        rows = [
            {"channel_id": p["channel"], "post_id": str(p["no"]), "capture": "s", "row_no": n, "text": p["text"], "author": p["author"], "fields": []}
            for n, p in enumerate(self.posts)
        ]  # fmt: skip
        for at in range(0, len(rows), 50):
            yield pa.RecordBatch.from_pylist(rows[at : at + 50], POSTS).select(signals.READ)


def proposed(weighed: channels.Weighed) -> set[str]:
    """The bare ids of the channels that are proposed."""
    return {r["channel_id"].rpartition(":")[2] for r in weighed.channel_ranking.to_pylist() if r["proposed"]}


def bounds(weighed: channels.Weighed) -> tuple[int, int, int]:
    """How many channels each bound holds."""
    rows = weighed.channel_ranking.to_pylist()
    low, best, high = (sum(bool(r[k]) for r in rows) for k in ("in_low", "in_best", "in_high"))
    return low, best, high
