"""What a scan answers: channels in the order of their scores, what binds them to one another, and what was passed over.

Promotion and forwards bind only channels that were scanned: another name may be anybody's.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from doxdocket.law.kinds import kinds
from doxdocket.report.document import Column, Document, Paragraph, Part, Table
from doxdocket.resolve import record
from doxdocket.scan.channel_counts import AIMED, mark
from doxdocket.scan.overlap import FLOOR, Compared
from doxdocket.scan.running import Scan
from doxdocket.scan.score import OTHERS, WEIGHTS, score
from doxdocket.scan.shapes import Edge, Points, Row, Scanned
from doxdocket.words import either, named, say, zh_en

_KINDS = 6
"""Kinds of data that a row names."""
_AGAIN = 3
"""From so many posts on it is told that they show one name."""


def edges(scan: Scan) -> list[Edge]:
    """Forwards and promotion between channels that were scanned."""
    handles = {mark(one.username.lower()): id_ for id_, one in scan.channels.items() if one.username}
    chats = handles | {mark(record.chat(id_)): id_ for id_ in scan.channels}
    found = [
        Edge(source=chats[origin], target=id_, kind="forward", weight=n)
        for id_, one in scan.channels.items() for origin, n in one.origins.items() if chats.get(origin, id_) != id_
    ] + [
        Edge(source=id_, target=handles[name], kind="promotion", weight=n)
        for id_, one in scan.channels.items() for name, n in one.named.items() if handles.get(name, id_) != id_
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one["source"], one["target"], one["kind"]))


def answer(scan: Scan, compared: Compared | None = None) -> Scanned:
    """The whole answer; ``compared``: with the persons of a case."""
    bound = edges(scan)
    promotion = [one for one in bound if one["kind"] == "promotion"]
    promotes, promoted = (Counter(one[end] for one in promotion) for end in ("source", "target"))
    linked = {id_: one.linked() for id_, one in scan.channels.items()}
    scored = {id_: score(one.counts | linked[id_]) for id_, one in scan.channels.items()}
    order = sorted((id_ for id_ in scan.channels if scan.channels[id_].counts["posts"]), key=lambda id_: (-scored[id_].exact, -scan.channels[id_].counts["dossiers"], id_))  # fmt: skip
    rows = [
        Row(
            place=n, channel=id_, title=one.title, username=one.username, file=one.file, files=one.files, posts=one.counts["posts"], unread=one.counts["unread"],
            dossiers=one.counts["dossiers"], profiles=one.counts["profiles"], exposing=scored[id_].parts["exposed"][1],
            again=linked[id_]["again"], capped=one.capped, kinds=dict(sorted(one.kinds.items(), key=lambda kind: (-kind[1], kind[0]))),
            conduct={label: one.counts[label] for label in AIMED}, sale_offers=one.counts["sale_offer"], paid_tasks=one.counts["paid_task"], promotions=one.counts["promotion"],
            promotes=promotes[id_], promoted_by=promoted[id_], score=scored[id_].points,
            parts={name: Points(points=points, posts=posts) for name, (points, posts) in scored[id_].parts.items()},
            of_case=None if compared is None else compared.told(id_),
        )
        for n, id_ in enumerate(order, 1) for one in (scan.channels[id_],)
    ]  # fmt: skip
    return {
        "files": len(scan.done), "posts": sum(row["posts"] for row in rows), "channels": rows, "edges": bound,
        "documents": sum(documents for _, documents in scan.done.values()),
        "passed": [{"file": name, "why": either(zh, en)} for name, zh, en in sorted(one for some in scan.passed.values() for one in some)],
    }  # fmt: skip


def document(told: Scanned, most: int | None = None) -> Document[Scanned]:
    """The answer as a page; ``most``: rows of its table."""
    columns = [
        Column(zh_en("scanning.place"), "place", right=True), Column(zh_en("scanning.channel"), _channel), Column(zh_en("scanning.score"), "score", right=True),
        Column(zh_en("scanning.posts"), "posts", right=True), Column(zh_en("scanning.dossiers"), "dossiers", right=True), Column(zh_en("scanning.exposing"), "exposing", right=True),
        Column(zh_en("scanning.why"), _why), Column(zh_en("scanning.kinds"), _kinds),
    ]  # fmt: skip
    if any(row["of_case"] is not None for row in told["channels"]):
        columns.append(Column(zh_en("scanning.of_case"), "of_case", right=True))
    return Document(told, [*_body(told, columns, most)])


def _body(told: Scanned, columns: list[Column], most: int | None) -> Iterator[Any]:
    listed, left = list[Row](), list[Row]()
    for row in told["channels"]:
        (
            listed
            if any(part["posts"] for part in row["parts"].values()) or (row["of_case"] or "<")[0] != "<"
            else left
        ).append(row)
    if not told["files"]:
        yield Paragraph(say("scanning.no_files"))
    yield Paragraph(
        say(
            "scanning.read",
            files=told["files"],
            posts=told["posts"],
            n=len(told["channels"]),
            none=len(left),
            known=sum(bool(row["dossiers"]) for row in left),
        )
    )
    yield Table(listed, columns, none=say("scanning.none"), most=most, more=zh_en("scanning.more"))
    yield Paragraph(
        say(
            "scanning.said",
            exposed=WEIGHTS["exposed"],
            conduct=WEIGHTS["conduct"],
            offers=WEIGHTS["offers"],
            others=OTHERS,
        )
    )
    if any(row["of_case"] is not None for row in told["channels"]):
        yield Paragraph(say("scanning.of_case_said", floor=FLOOR))
    if told["documents"]:
        yield Paragraph(say("scanning.documents", n=told["documents"]))
    if told["passed"]:
        yield Part([Table(told["passed"], [Column(zh_en("scanning.file"), "file"), Column(zh_en("scanning.reason"), "why")], most=most, more=zh_en("scanning.more_files"))], say("scanning.passed", n=len(told["passed"])))  # fmt: skip


def _channel(row: Row) -> str:
    return " ".join(filter(None, (row["title"], row["username"] and f"@{row['username']}", row["channel"], say("scanning.in_file", file=row["file"]))))  # fmt: skip


def _why(row: Row) -> str:
    """The parts of the score that have points, with the posts they count, and what binds the channel to others."""
    parts = row["parts"]
    exposed, others, conduct, offers = (parts[name] for name in ("exposed", "others", "conduct", "offers"))
    told = [
        said
        for there, said in (
            (exposed["posts"], say("scanning.why_exposed", **exposed)),
            (row["again"] >= _AGAIN, say("scanning.why_again", n=row["again"])),
            (others["posts"], say("scanning.why_others", **others)),
            (conduct["posts"], say("scanning.why_conduct", **conduct)),
            (offers["posts"], say("scanning.why_offers", **offers)),
        )
        if there
    ]
    if row["capped"]:
        told.append(say("scanning.why_capped"))
    if row["promoted_by"]:
        told.append(say("scanning.why_promoted", n=row["promoted_by"]))
    return say("marks.semicolon").join(told) or "—"


def _kinds(row: Row) -> str:
    known = kinds()
    return say("marks.comma").join(f"{named(known[kind])} {n}" for kind, n in list(row["kinds"].items())[:_KINDS])
