"""电子数据提取笔录: files that were taken in one way, at one place and from one holder are one act of taking; of each what was stated, a blank for the rest.

Source: 法发〔2016〕22号, articles 7 to 9, 14 and 15, and what was stated when the files were taken in. The paper is a draft until those who took them sign it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from doxdocket.desk.accounts.evidence import LABELS, read_by_people, spans
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import apart, office
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.gather import minute
from doxdocket.report.paper import Paper
from doxdocket.store.acquisition import BY_OTHERS
from doxdocket.words import Sentence, either, say, zh_en

Row = dict[str, Any]
_DAY = len("2024-01-01")
_ACT = ("method", "place", "holder", "witness", "video", "no_seizure", "overseas", "last_resort", "officers", "origin")
"""Files that agree in these, and in the day, were taken by one act."""


def paper(of: Material) -> Paper:
    """The record."""
    acts, zone = defaultdict[tuple[str, ...], list[Row]](list), of.case.info.display_zone
    for row in of.sources:
        day = (minute(row["captured_at"], zone) or "")[:_DAY]
        acts[day, *(str(row[name]) for name in _ACT)].append(row)
    own = [rows for rows in acts.values() if rows[0]["method"] not in BY_OTHERS]
    others = [rows for rows in acts.values() if rows[0]["method"] in BY_OTHERS]
    body: list[Block | None] = [
        Paragraph(say("documents_extraction.said")),
        *(Part([Table(list(_act(of, rows)), [Column("", itemgetter(0)), Column("", itemgetter(1))])], said(no)) for said, some in ((_extracted, own), (_received, others)) for no, rows in enumerate(some, 1)),
        Part([Paragraph(say("documents_extraction.process")), Paragraph(office(Sentence("documents_extraction.course_label")))], say("documents_extraction.part_process")),
        None if acts else Paragraph(missing(Sentence("documents_evidence.files"), Sentence("documents.by_taking"))),
    ]  # fmt: skip
    signatures = [zh_en("documents_inventory.taken_by"), zh_en("documents_inventory.held_by"), zh_en("documents_inventory.witnessed_by")]  # fmt: skip
    return Draft(of, "extraction").paper(body, signatures=signatures, data={"acts": len(acts)})


def _extracted(no: int) -> str:
    return say("documents_extraction.part_act", no=no)


def _received(no: int) -> str:
    return say("documents_extraction.part_received", no=no)


def _act(of: Material, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """One act, line by line; what its own way of taking does not ask for is left out."""
    one, side, zone, taking = rows[0], int(of.lang != "zh"), of.case.info.display_zone, Sentence("documents.by_taking")
    lacks = {code for row in rows for code in row["lacking"]}

    def stated(label: Sentence, told: str, wanted: str = "") -> Iterator[tuple[str, str]]:
        if told or not wanted or wanted in lacks:
            yield either(label[0], label[1]), told or missing(label, taking)

    times = sorted(filter(None, (minute(row["captured_at"], zone) for row in rows)))
    told = [" – ".join(dict.fromkeys([times[0], times[-1]]))] if times else []
    if len(times) < len(rows):
        unstated = spans([row["no"] for row in rows if not row["captured_at"]])
        told.append(say("documents_extraction.files_of", numbers=unstated) + say("marks.colon") + missing(Sentence("documents_extraction.time"), taking))  # fmt: skip
    told += [say("documents_extraction.files_of", numbers=row["no"]) + say("marks.colon") + at for row in rows if (at := of.captured(row["sha256"], row["captured_at"])) != minute(row["captured_at"], zone)]  # fmt: skip
    theirs = one["method"] in BY_OTHERS
    yield from stated(
        Sentence("documents_extraction.received_time" if theirs else "documents_extraction.time"),
        say("marks.semicolon").join(told),
    )
    yield from stated(Sentence("documents_extraction.place"), of.team(one["place"] or ""))
    yield from stated(
        Sentence("documents_extraction.received_by" if theirs else "documents_extraction.officers"),
        apart(one["officers"] or ()),
    )
    if theirs:
        yield from stated(Sentence("documents_extraction.their_record"), "")
    yield from stated(Sentence("documents_extraction.holder"), of.team(one["holder"] or ""))
    yield from stated(
        Sentence("documents_extraction.witness"), apart(of.team(name) for name in one["witness"] or ()), "witness"
    )
    yield from stated(Sentence("documents_extraction.video"), of.team(one["video"] or ""), "witness")
    yield from stated(
        Sentence("documents_extraction.source"),
        apart([of.clean(one["origin"] or ""), *(of.clean(row["account"] or "") for row in rows)]),
    )
    yield from stated(
        Sentence("documents_extraction.method"),
        str(read_by_people("method", one["method"], side)) if one["method"] else "",
    )
    yield from stated(Sentence("documents_extraction.no_seizure"), of.team(one["no_seizure"] or ""), "reason")
    for name in ("overseas", "last_resort"):
        if one[name]:
            yield str(LABELS[name][side]), of.team(one[name])
    yield say("documents_extraction.files"), say("documents_extraction.files_of", numbers=spans([row["no"] for row in rows]))  # fmt: skip
