"""电子数据审查意见: on one page source, authenticity, integrity, relevance, completeness, what the procedure lacks, and the faults that a check of the case finds.

Source: the list of evidence, ``verify`` (every file is read again), the lists of digests that senders gave, the completeness of the run; 法发〔2016〕22号, articles
22 to 28. Whether a file is evidence is the view of who signs, and a blank until then.
"""

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from doxdocket.desk.accounts.evidence import read_by_people, spans
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import office, out_of_order
from doxdocket.desk.documents.summary import lacking
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.store.fault import Fault
from doxdocket.store.verify import gaps
from doxdocket.words import Sentence, named, say, zh_en

_MOST = 5
_WEIGHTS = {"fatal": zh_en("documents_examination.fatal"), "curable": zh_en("documents_examination.curable")}


def paper(of: Material) -> Paper:
    """The view."""
    faults = _faults(of)
    body: list[Block | None] = [
        Paragraph(say("documents_examination.said")),
        Table(list(_matters(of)), [Column(zh_en("documents_examination.matter"), itemgetter(0)), Column(zh_en("documents_examination.found"), itemgetter(1))]),
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
