"""The papers of the electronic data: 电子数据清单, every file with category, form, size, source, days and digests; 电子数据提取笔录, each act of taking; 电子数据审查意见.

The view tells source, authenticity, integrity, relevance, completeness, what the procedure lacks, and the faults that a check of the case finds (``verify``, which reads every file again).
Of what nobody stated there is a blank. Source: 法发〔2016〕22号, articles 7 to 9, 14, 15 and 22 to 28, what was stated when a file was taken in (``desk.accounts.evidence``), the lists of
digests that senders gave, the completeness of the run. Left out: what a file proves (``evidence``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from doxdocket.desk.accounts.damages_words import ends
from doxdocket.desk.accounts.evidence import LABELS, read_by_people, spans
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import apart, office, out_of_order
from doxdocket.desk.documents.summary import lacking
from doxdocket.report.document import Block, Column, Paragraph, Part, Table, cells
from doxdocket.report.gather import minute
from doxdocket.report.paper import Paper
from doxdocket.store.acquisition import BY_OTHERS
from doxdocket.store.fault import Fault
from doxdocket.store.verify import gaps
from doxdocket.words import Sentence, either, named, say, zh_en

Row = dict[str, Any]


def _by(row: Row) -> str:
    """Who took a file; of one that others extracted, who received it."""
    names = apart(row["officers"] or ())
    return say("documents_inventory.received", names=names) if names and row["method"] in BY_OTHERS else names


def paper(of: Material) -> Paper:
    """The list."""
    side = int(of.lang != "zh")
    taking = Sentence("documents.by_taking")
    files = Table(of.sources, [
        Column(zh_en("documents_evidence.no"), "no", right=True), Column(LABELS["name"], "name"), Column(LABELS["category"], lambda r: read_by_people("category", r["category"], side)),
        Column(LABELS["format"], lambda r: r["format"] or None), Column(LABELS["size"], "size", right=True),
        Column(LABELS["origin"], lambda r: apart([of.clean(r["origin"] or ""), of.clean(r["account"] or "")]) or missing(Sentence("documents_inventory.source"), taking), once=True),
        Column(zh_en("documents_inventory.captured"), lambda r: of.captured(r["sha256"], r["captured_at"]) or missing(Sentence("documents_inventory.captured"), taking)),
        Column(LABELS["officers"], lambda r: _by(r) or missing(Sentence("documents_inventory.officers"), taking), once=True),
    ], none=missing(Sentence("documents_evidence.files"), taking))  # fmt: skip
    digests = Table(of.sources, [
        Column(zh_en("documents_evidence.no"), "no", right=True), Column("SHA-256", "sha256"), Column("SM3", lambda r: r["sm3"] or None),
    ])  # fmt: skip
    noted = groupby(of.sources, key=lambda r: of.team(r["note"]) if r["note"] else "")
    notes = [(ends(some[0]["no"], some[-1]["no"]), note) for note, rows in noted if note and (some := list(rows))]
    body: list[Block | None] = [
        Paragraph(say("documents_inventory.said")),
        Part([files], say("documents_inventory.part_files")),
        Part([digests, Paragraph(say("documents_inventory.digests_said"))], say("documents_inventory.part_digests")),
        Part([Table(notes, [Column(zh_en("documents_evidence.no"), lambda r: r[0]), Column(LABELS["note"], lambda r: r[1])])], say("documents_inventory.part_notes")) if notes else None,
    ]  # fmt: skip
    signatures = [zh_en("documents_inventory.taken_by"), zh_en("documents_inventory.held_by"), zh_en("documents_inventory.witnessed_by")]  # fmt: skip
    return Draft(of, "inventory").paper(body, signatures=signatures, data={"files": len(of.sources)})  # fmt: skip


_DAY = len("2024-01-01")
_ACT = ("method", "place", "holder", "witness", "video", "no_seizure", "overseas", "last_resort", "officers", "origin")
"""Files that agree in these, and in the day, were taken by one act."""


def extraction(of: Material) -> Paper:
    """电子数据提取笔录: files that were taken in one way, at one place and from one holder are one act of taking; a draft until those who took them sign it."""
    acts, zone = defaultdict[tuple[str, ...], list[Row]](list), of.case.info.display_zone
    for row in of.sources:
        day = (minute(row["captured_at"], zone) or "")[:_DAY]
        acts[day, *(str(row[name]) for name in _ACT)].append(row)
    own = [rows for rows in acts.values() if rows[0]["method"] not in BY_OTHERS]
    others = [rows for rows in acts.values() if rows[0]["method"] in BY_OTHERS]
    body: list[Block | None] = [
        Paragraph(say("documents_extraction.said")),
        *(Part([Table(list(_act(of, rows)), cells("", ""))], said(no)) for said, some in ((_extracted, own), (_received, others)) for no, rows in enumerate(some, 1)),
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


_MOST = 5
_WEIGHTS = {"fatal": zh_en("documents_examination.fatal"), "curable": zh_en("documents_examination.curable")}


def examination(of: Material) -> Paper:
    """电子数据审查意见, on one page; whether a file is evidence is the view of who signs, and a blank until then."""
    faults = _faults(of)
    body: list[Block | None] = [
        Paragraph(say("documents_examination.said")),
        Table(list(_matters(of)), cells(zh_en("documents_examination.matter"), zh_en("documents_examination.found"))),
        Part([Table([(one.severity, of.team(named(one))) for one in faults], [
            Column(zh_en("documents_examination.weight"), lambda r: _WEIGHTS[r[0]]), Column(zh_en("documents_examination.fault"), itemgetter(1)),
        ], most=_MOST, more=zh_en("documents_examination.more_faults"))], say("documents_examination.part_faults")) if faults else None,
    ]  # fmt: skip
    signatures = [zh_en("documents_examination.examined_by"), zh_en("documents_statistics.checked_by")]
    return Draft(of, "examination").paper(body, signatures=signatures, data={"files": len(of.sources), "faults": len(faults)})  # fmt: skip


def _faults(of: Material) -> list[Fault]:
    """What ``verify`` finds of the record; not that a computation is going on or was interrupted, on which nothing rests."""
    return [one for one in of.faults if one.code not in {"unpublished", "busy"}]


def _matters(of: Material) -> Iterator[tuple[str, str]]:
    comma, side, files = say("marks.semicolon"), int(of.lang != "zh"), len(of.sources)
    ways = Counter(row["method"] for row in of.sources if row["method"])
    stated = [
        say("documents_examination.way", way=read_by_people("method", way, side), n=n)
        for way, n in sorted(ways.items())
    ]
    unstated = [row["no"] for row in of.sources if not row["method"]]
    if unstated:
        label = say("documents_examination.way_unstated", numbers=spans(unstated))
        stated.append(label + missing(Sentence("documents_extraction.method"), Sentence("documents.by_taking")))
    yield say("documents.source"), say("documents_examination.source_said", n=files, ways=comma.join(stated)) if files else missing(Sentence("documents_evidence.files"), Sentence("documents.by_taking"))  # fmt: skip
    yield say("documents_examination.authentic"), say("documents_examination.authentic_said", lists=_lists(of))
    yield say("documents_examination.whole"), _sound(of) + say("documents_examination.digests_said", head=of.run.head or say("documents.unknown"))  # fmt: skip
    yield say("documents_examination.relevant"), say("documents_examination.relevant_said", label=of.scope.label(of.lang), channels=say("marks.comma").join(map(of.channel, of.scope.channels)))  # fmt: skip
    yield say("documents_examination.complete"), comma.join(lacking(of)) or say("documents_summary.nothing")
    yield (
        say("documents_examination.lawful"),
        comma.join([*_gaps(of), *out_of_order(of)]) or say("documents_evidence.nothing_lacks"),
    )
    yield say("documents_examination.view"), office(Sentence("documents_examination.view_label"))


def _lists(of: Material) -> str:
    """What the digests that senders gave say of the files."""
    every = list(of.case.hash_lists.all())
    if not every:
        return say("documents_examination.no_lists")
    found = {
        verdict: [row["no"] for row in of.sources if any(one.endswith(f":{verdict}") for one in row["hash_lists"])]
        for verdict in ("matched", "different", "unlisted")
    }
    said = {
        "matched": say("documents_examination.matched", numbers=spans(found["matched"])), "different": say("documents_examination.different", numbers=spans(found["different"])),
        "unlisted": say("documents_examination.unlisted", numbers=spans(found["unlisted"])),
    }  # fmt: skip
    told = [text for verdict, text in said.items() if found[verdict]]
    return say("marks.semicolon").join(told) or say("documents_examination.no_lists")


def _sound(of: Material) -> str:
    found = Counter(one.severity for one in _faults(of))
    return say("documents_examination.faults", fatal=found["fatal"], curable=found["curable"]) if found else say("documents_examination.sound")  # fmt: skip


def _gaps(of: Material) -> Iterator[str]:
    """What nobody stated of the taking, by article and file."""
    for gap in gaps(of.case):
        yield say("documents_examination.gap", lack=gap.lack, article=gap.lack.article, numbers=spans(gap.numbers))  # fmt: skip
