"""Is what was published still there: later captures against earlier ones, and what that proves.

Only captures that are in the case are compared. Values are not shown, not even masked: persons by their codes, posts by their ids. Left out: any
advice on a claim; that is for whoever brings it.

>>> _minute(None, "UTC")
'—'
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, cast
from zoneinfo import ZoneInfo

import pyarrow as pa

from doxdocket import pipeline
from doxdocket.desk.accounts import OfRun
from doxdocket.merge import recheck as room
from doxdocket.merge.recheck import PROOFS, STATUSES
from doxdocket.pipeline import Rechecked
from doxdocket.report.document import Block, Column, Document, Paragraph, Table
from doxdocket.report.text import wrap
from doxdocket.store.case import Case
from doxdocket.words import coded, either, listed, say, zh_en

SHOWN = 40  # rows named one by one; export has them all
HOW = coded("recheck_how")
COUNTS = (
    "publications", "there", "changed_values_kept", "changed_values_gone", "changed_values_unclear", "gone", "not_covered",
    "removed", "shown", "unknown",
)  # fmt: skip
FIRST = ("gone", "changed_values_gone", "changed_values_unclear", "changed_values_kept", "there", "not_covered")
HEADS = coded("recheck_heads")


class Sitting(TypedDict):
    """A capture."""

    capture: str
    at: datetime | None
    at_how: str | None
    form: str


class Channel(TypedDict):
    """A channel: its captures, and what became of its publications."""

    channel_id: str
    earlier: list[Sitting]
    later: list[Sitting]
    untimed: list[str]
    publications: int
    there: int
    changed_values_kept: int
    changed_values_gone: int
    changed_values_unclear: int
    gone: int
    not_covered: int
    removed: int
    shown: int
    unknown: int
    new: int
    uncompared: int


class Persons(TypedDict):
    """Whether anything of a person is still seen."""

    persons: int
    removed: int
    shown: int
    unknown: int
    without: int
    edited_away: int
    of_nobody: int


class Proof(TypedDict):
    """What an answer proves, and of how many publications."""

    code: str
    count: int
    zh: str
    en: str


class Publication(TypedDict):
    """A publication, then and now; no value, not even masked."""

    channel_id: str
    post_id: str
    person: str | None
    status: str
    proves: str
    items: int
    items_gone: int
    items_unclear: int
    differs: object
    earlier_at: datetime | None
    later_at: datetime | None
    gone_after: datetime | None
    gone_before: datetime | None


class Compared(OfRun):
    """Later captures against earlier ones."""

    case: str
    since: datetime | None
    channels: list[Channel]
    persons: Persons
    proves: list[Proof]
    claim: str
    rows: list[Publication]
    more: int


def account(case: Case, name: str, since: datetime | None = None) -> Compared:
    """Captures made at ``since`` or after it (else the last sitting of each channel) against those before; ``name``: how the case is called."""
    found = pipeline.rechecked(case, since)
    totals = {row["channel_id"]: row for row in room.totals(found.rows)}
    channels = [
        cast("Channel", _captures(channel, rows) | dict.fromkeys(COUNTS, 0) | totals.get(channel, {}) | {"new": found.new.get(channel, 0), "uncompared": found.uncompared.get(channel, 0)})
        for channel, rows in _by_channel(found)
    ]  # fmt: skip
    persons = cast("Persons", dict(room.persons(found.rows, found.persons)))
    return {"case": name, "since": since, "channels": channels, "persons": persons, "proves": _proves(found),
            "claim": _claim(channels, persons, _by_earlier(found)), "rows": _foremost(found), "more": max(0, found.rows.num_rows - SHOWN)}  # fmt: skip


def document(case: Case, name: str, since: datetime | None = None) -> Document[Compared]:
    """The same in words."""
    data = account(case, name, since)
    return Document(data, _told(data, case.info.display_zone, name))


def _foremost(found: Rechecked) -> list[Publication]:
    """The rows named one by one: what is gone or changed first."""
    place = pa.array([FIRST.index(status) for status in found.rows["status"].to_pylist()], pa.int8())
    order = (
        found.rows.select(["status"])
        .append_column("place", place)
        .append_column("at", pa.array(range(found.rows.num_rows), pa.int64()))
    )
    first = order.sort_by([("place", "ascending"), ("at", "ascending")])["at"].slice(0, SHOWN)
    return list(found.rows.select(list(Publication.__annotations__)).take(first).to_pylist())


def _by_channel(found: Rechecked) -> list[tuple[str, list[dict[str, Any]]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    for row in found.captures.to_pylist():
        out.setdefault(row["channel_id"], []).append(row)
    return sorted(out.items())


def _captures(channel: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Which captures of a channel are earlier, which later, and which are in no order."""
    named = [{n: r[n] for n in ("capture", "at", "at_how", "form")} | {"later": r["later"]} for r in rows]
    late = [{k: v for k, v in r.items() if k != "later"} for r in named if r["later"]]
    early = [{k: v for k, v in r.items() if k != "later"} for r in named if not r["later"] and r["at"] is not None]
    untimed = [r["capture"] for r in named if r["at"] is None]
    return {"channel_id": channel, "earlier": early, "later": late, "untimed": untimed}


def _proves(found: Rechecked) -> list[Proof]:
    """What the answers prove, most frequent first."""
    counts = Counter(found.rows["proves"].to_pylist())
    order = list(PROOFS)
    codes = sorted(counts, key=lambda code: (-counts[code], order.index(code)))
    return [{"code": code, "count": counts[code], "zh": PROOFS[code].zh, "en": PROOFS[code].en} for code in codes]


def _by_earlier(found: Rechecked) -> int:
    """Publications that only captures other than the later ones show to be gone."""
    late = {(c["channel_id"], c["capture"]) for c in found.captures.to_pylist() if c["later"]}
    rows = found.rows.select(["channel_id", "status", "later"]).to_pylist()
    return sum(bool(r["later"]) and (r["channel_id"], r["later"][-1]) not in late for r in rows)


_WITHOUT = {
    "edited_away": zh_en("rechecking.of_version_that_stands_no"),
    "of_nobody": zh_en("rechecking.point_to_nobody_see_sets"),
}  # fmt: skip
"""Why a publication has no person's code."""


def _claim(channels: Sequence[Mapping[str, Any]], persons: Mapping[str, Any], by_earlier: int) -> str:
    """Whether these captures are grounds to drop a claim to stop and delete; the choice is a person's."""
    total, removed, shown, unknown, new, uncompared = (
        sum(c[name] for c in channels) for name in ("publications", "removed", "shown", "unknown", "new", "uncompared")
    )
    parts = []
    if not total:
        parts.append(say("rechecking.captures_other_than_later_ones"))
    elif removed == total and not (new or uncompared or by_earlier):
        parts.append(say("rechecking.all_publications_of_earlier_captures", total=total))  # fmt: skip
    else:
        parts.append(say("rechecking.of_publications_known_from_captures", total=total, removed=removed, shown=shown, unknown=unknown))  # fmt: skip
        parts.append(say("rechecking.it_cannot_be_said_that"))  # fmt: skip
    if by_earlier:
        parts.append(say("rechecking.of_those_that_can_no", by_earlier=by_earlier))  # fmt: skip
    if new:
        parts.append(say("rechecking.more_publications_stand_in_later", new=new))  # fmt: skip
    if uncompared:
        parts.append(say("rechecking.more_publications_not_compared", n=uncompared))
    if persons["persons"]:
        parts.append(say("rechecking.persons_by_high_count_still", persons=persons["persons"], shown=persons["shown"], removed=persons["removed"], unknown=persons["unknown"]))  # fmt: skip
    if persons["without"]:
        why = [either(zh, en).format(n=persons[name]) for name, (zh, en) in _WITHOUT.items() if persons[name]]
        parts.append(say("rechecking.publications_have_no_persons_code", without=persons["without"], why=listed("marks.semicolon", why)))  # fmt: skip
    parts.append(say("rechecking.recheck_cannot_prove_who_deleted"))  # fmt: skip
    return say("marks.nothing").join(parts)


def _told(data: Compared, zone: str, case: str) -> list[Block | None]:
    more = zh_en("rechecking.more_rows_what_is_gone", more=data["more"], case=case)  # fmt: skip
    return [_captured(data["channels"], zone), _counts(data["channels"]), _reasons(data["proves"]), _rows(data["rows"], zone, data["proves"]),
            more if data["more"] else None, Paragraph(data["claim"])]  # fmt: skip


def _captured(channels: Sequence[Mapping[str, Any]], zone: str) -> str:
    """Which captures were compared."""
    lines = []
    for c in channels:
        if not c["later"] and not c["untimed"]:
            continue
        lines.append(c["channel_id"])
        lines += [f"  {either(*words)}{say('marks.colon')}{_span(c[name], zone)}" for name, words in
                  (("earlier", zh_en("rechecking.earlier")), ("later", zh_en("rechecking.later")))]  # fmt: skip
        if c["untimed"]:
            names = say("marks.comma").join(c["untimed"])
            lines.append("  " + say("rechecking.without_time_in_no_order", names=names))  # fmt: skip
    alone = [c["channel_id"] for c in channels if not c["later"]]
    if alone:
        names = say("marks.comma").join(alone)
        lines += wrap(
            say("rechecking.channels_without_later_capture", alone=len(alone), names=names),
            100,
        )
    return "\n".join(lines)


def _span(captures: Sequence[Mapping[str, Any]], zone: str) -> str:
    """How many captures, and from when to when."""
    if not captures:
        return say("assess_thresholds.none")
    times = sorted(c["at"] for c in captures)
    first, last = _minute(times[0], zone), _minute(times[-1], zone)
    span = first if first == last else f"{first} – {last}"
    how = say("marks.comma").join(
        either(*HOW[h]) for h in sorted({c["at_how"] for c in captures if c["at_how"] in HOW})
    )
    return say("rechecking.time", captures=len(captures), span=span, how=how)


def _minute(at: datetime | None, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if at else "—"


def _counts(channels: Sequence[Mapping[str, Any]]) -> Table:
    """Publications by channel: what became of them, whether anything of them is still seen, and what is new."""
    names = (*COUNTS, "new", "uncompared")
    rows = [c for c in channels if c["publications"] or c["new"] or c["uncompared"]]
    if len(rows) > 1:
        rows.append({"channel_id": say("rechecking.all_2")} | {n: sum(c[n] for c in channels) for n in names})
    return Table(
        rows,
        [Column(zh_en("assess_gains.channel"), "channel_id"), *(Column(HEADS[n], n, right=True) for n in names)],
        none=None,
    )


def _reasons(proves: Sequence[Proof]) -> str:
    """What each answer proves and what it does not."""
    lines = [say("rechecking.what_each_answer_proves_and")]
    for n, p in enumerate(proves, 1):
        text = say("rechecking.count_p_n", count=p["count"], p=(p["zh"], p["code"]), n=(n, p["en"]))
        lines += wrap(text, 100, "  ")
    return "\n".join(lines) if proves else ""


def _rows(rows: Sequence[Publication], zone: str, proves: Sequence[Proof]) -> Table:
    """One line a publication: no values, not even masks; its ground by the number of the list above, in English by its code."""
    grounds = {p["code"]: (str(n), p["code"]) for n, p in enumerate(proves, 1)}
    return Table(rows, [
        Column(zh_en("assess_gains.channel_post"), lambda r: f"{r['channel_id']}/{r['post_id']}"), Column(zh_en("rechecking.person"), lambda r: r["person"] or "—"),
        Column(zh_en("rechecking.result"), lambda r: STATUSES[r["status"]]), Column(zh_en("rechecking.ground"), lambda r: grounds[r["proves"]]), Column(zh_en("rechecking.values"), _kept),
        Column(zh_en("rechecking.earlier_2"), lambda r: _minute(r["earlier_at"], zone)), Column(zh_en("rechecking.later"), lambda r: _minute(r["later_at"], zone)),
    ])  # fmt: skip


def _kept(row: Publication) -> str:
    """How many of the values are still seen; a dash where nothing says."""
    if row["status"] == "not_covered":
        return f"—/{row['items']}"
    left = 0 if row["status"] == "gone" else row["items"] - row["items_gone"] - row["items_unclear"]
    return f"{left}/{row['items']}"
