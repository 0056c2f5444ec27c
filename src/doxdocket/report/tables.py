"""The tables of one run as documents and pages read them, and what each file lacks and no low holds: one SQL text each.

Leaves out clear text: only columns without any are read.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import pipeline
from doxdocket.count.catalogue import step_of
from doxdocket.count.tables import shown_by
from doxdocket.engine import sql
from doxdocket.merge import told_again
from doxdocket.report.words import ROOM
from doxdocket.store.case import Case
from doxdocket.store.located import placed
from doxdocket.store.run import Run

Row = dict[str, Any]
_SQL = ROOM / "sql"
_FOUND = ["channel_id", "post_id", "capture", "row_no", "where", "start", "end", "kind", "verdict", "digest", "person"]
_DOSSIER = [
    "channel_id",
    "post_id",
    "person_no",
    "person",
    "person_low",
    "counts",
    "repeat_of",
    "repeat_low",
    "repeat_why",
    "untrue",
]


@dataclass(frozen=True)
class Tables:
    """The tables of one run, read when first asked for."""

    case: Case
    run: Run

    @property
    def zone(self) -> str:
        """The time zone of display."""
        return self.case.info.display_zone

    @cached_property
    def build(self) -> dict[str, str | None]:
        """The build that made the figures of the run."""
        return pipeline.made_by(json.loads(self.run.figures()))

    @cached_property
    def posts(self) -> pa.Table:
        """One row a post, the latest capture's, with its day in the zone of display."""
        latest = self.run.read("merged")
        local = latest["date"].cast(pa.timestamp("us", tz=self.zone))
        day = pc.strftime(local, "%Y-%m-%d")
        return latest.append_column("day", day)

    @cached_property
    def findings(self) -> pa.Table:
        """Findings of the latest capture of each post."""
        found = told_again(self.run.read("findings", [*_FOUND, "reasons"])).select(_FOUND)
        keys = ["channel_id", "post_id", "capture", "row_no"]
        latest = placed(self.posts.select(keys))
        return placed(found).join(latest, keys=keys, join_type="left semi")

    @cached_property
    def sealed(self) -> pa.Table:
        """Every finding of every capture, for the release check: older captures hold values too."""
        return self.run.read("findings", ["kind", "verdict", "digest"])

    @cached_property
    def dossiers(self) -> pa.Table:
        """Publications with what the tables need of them."""
        return self.run.read("dossiers", _DOSSIER)

    @cached_property
    def counted(self) -> dict[str, pa.Table]:
        """The relations that the figures were counted from."""
        return pipeline.relations(self.case)

    @cached_property
    def persons(self) -> pa.Table:
        """Most dossiers first, then most items, then by code."""
        keys = [("dossiers", "descending"), ("items", "descending"), ("person", "ascending")]
        return self.run.read("persons").sort_by(keys)

    @cached_property
    def channels(self) -> pa.Table:
        """One row a channel and capture."""
        return self.run.read("channels")

    def ask(self, name: str, **tables: pa.Table) -> list[Row]:
        """The rows of one relation; ``tables`` are what it reads, by the names its text uses."""
        text = step_of((_SQL / f"{name}.sql").read_text("utf-8"))
        least = {key: value for key, value in shown_by().items() if f"${key}" in text}
        return list(sql.run(text, tables, least).to_pylist())

    @cached_property
    def completeness(self) -> pa.Table:
        """What is missing or doubtful: one row a channel, capture and item."""
        return self.run.read("completeness")

    def missing(self) -> list[Row]:
        """What each channel lacks in each file."""
        return self.ask("missing", captures=self.run.read("captures"), completeness=self.completeness)

    def left_out(self) -> Row:
        """What no low figure holds, and why."""
        return self.ask(
            "left_out",
            dossiers=self.dossiers,
            findings=self.counted["findings"],
            modifiers=self.run.read("modifiers"),
            kept=_kept(self.run.read("hints", ["kept_from_low"])),
        )[0]

    def links(self) -> Counter[str]:
        """How many links each rule made; those a conflict or decision keeps apart are not counted."""
        made = self.run.read("links", ["rule", "blocked_by"])
        return Counter(made.filter(pc.is_null(made["blocked_by"]))["rule"].to_pylist())

    def pictures(self) -> list[str]:
        """The status of each picture of the run: read or unread."""
        return [str(one) for one in self.run.read("images", ["status"])["status"].to_pylist()]

    def period(self) -> tuple[str | None, str | None]:
        """First and last day of any post."""
        days = pc.min_max(self.posts["day"]).as_py()
        return days["min"], days["max"]


def _kept(hints: pa.Table) -> pa.Table:
    """The publications that an open hint keeps out of the low, each once, by ``key``."""
    every = pc.list_flatten(hints["kept_from_low"].combine_chunks())
    return pa.table({"key": pc.unique(every.cast(pa.string()))})
