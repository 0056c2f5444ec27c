"""The tables beside the list of evidence (``desk.accounts.evidence``): statements, attachments, hash lists, time stamps, texts not searched.

Columns have stable English keys. Names of files are masked as the report masks them: number and digests find the file. Left out: names of
private chats that were asked for.

>>> STATEMENTS[:2]
('id', 'at')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from doxdocket.desk.masking import file_names

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.stamps import Answer, Request

Row = dict[str, Any]
State = Literal["pending", "unanchored", "anchored"]

STATEMENTS = ("id", "at", "officer", "source", "was", "now")
ATTACHMENTS = ("id", "at", "officer", "source", "attached", "name", "kind", "translator", "language", "note")
HASH_LISTS = ("list", "at", "officer", "file", "no", "line", "name", "algorithm", "value", "verdict", "source")
UNSEARCHED = ("channel_id", "post_id", "source", "code", "byte_start", "byte_end", "detail")


class Stamped(TypedDict):
    """A request, and what its best answer says."""

    id: str
    subject: str
    imprint: str
    requested_at: str
    requested_by: str
    status: State
    stamped_at: str | None
    authority: str | None
    serial: str | None
    policy: str | None
    certificate: str | None


def stamp_row(asked: "Request", answers: "list[Answer]") -> Stamped:
    """A request for a time stamp with what its best answer says."""
    best = max((a for a in answers if a.stamp == asked.id), key=lambda a: bool(a.detail.get("anchored")), default=None)
    said: Mapping[str, Any] = best.detail if best else {}
    return {
        "id": asked.id, "subject": asked.subject, "imprint": asked.imprint, "requested_at": asked.at,
        "requested_by": asked.officer, "status": asked.status(answers), "stamped_at": said.get("at"),
        "authority": said.get("authority"), "serial": said.get("serial"), "policy": said.get("policy"),
        "certificate": said.get("certificate"),
    }  # fmt: skip


STAMPS = tuple(Stamped.__annotations__)


def statements(case: "Case") -> Iterator[Row]:
    """Every change of what was stated, with what was stated before."""
    for one in case.statements():
        yield {"id": one.name, "at": one.at, "officer": one.officer, "source": one.source, "was": _quiet(one.was),
               "now": _quiet(one.now)}  # fmt: skip


def _quiet(facts: Mapping[str, Any]) -> Row:
    """The same facts, of private chats their number only."""
    reading = facts.get("settings")
    if not isinstance(reading, dict) or "chats" not in reading:
        return dict(facts)
    return dict(facts) | {"settings": reading | {"chats": len(reading["chats"])}}


def attachments(case: "Case") -> Iterator[Row]:
    """Every attachment with the name of its file."""
    shown = file_names(case)
    names = {one.sha256: shown(one.name) for one in case.sources()}
    for one in case.attachments.all():
        row = {"id": one.id, "at": one.at, "officer": one.officer, "source": one.source, "attached": one.attached,
               "name": names.get(one.attached), "kind": one.kind} | dict(one.detail)  # fmt: skip
        yield {name: row.get(name) for name in ATTACHMENTS}


def hash_lists(case: "Case") -> Iterator[Row]:
    """Every line of every comparison, and the files that a list did not have."""
    shown = file_names(case)
    for one in case.hash_lists.all():
        for entry in one.entries:
            yield {"list": one.id, "at": one.at, "officer": one.officer, "file": one.list, "no": entry.no, "line": entry.line,
                   "name": shown(entry.name), "algorithm": entry.algorithm, "value": entry.value, "verdict": entry.verdict,
                   "source": entry.source}  # fmt: skip


def time_stamps(case: "Case") -> "list[Stamped]":
    """Every request with what its best answer says; the same in ``timestamp list`` and ``export time_stamps``."""
    answers = case.stamps.answers()
    return [stamp_row(asked, answers) for asked in case.stamps.requests()]


def unsearched(case: "Case") -> Iterator[Row]:
    """Every text and picture that was not searched to its end; a person opens them through the door."""
    from doxdocket import pipeline

    for batch in pipeline.current(case).batches("warnings", [*UNSEARCHED, "what"]):
        yield from (
            {name: row[name] for name in UNSEARCHED} for row in batch.to_pylist() if row["what"] == "unsearched"
        )


def unchecked(case: "Case", posts: set[tuple[str, str]] | None = None) -> int:
    """How many posts (of these, else of all) no reviewer has looked through for what the machine missed."""
    from doxdocket import pipeline
    from doxdocket.pipeline import sampled

    if posts is None:
        rows = pipeline.latest_posts(case).select(["channel_id", "post_id"]).to_pylist()
        posts = {(row["channel_id"], row["post_id"]) for row in rows}
    return len(posts - sampled.looked(case).keys())
