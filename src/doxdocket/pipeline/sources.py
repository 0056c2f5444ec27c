"""Evidence files to parts of posts: which parser takes a file, and what becomes of the files that none takes."""

import heapq
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, count, takewhile
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import bounds, parse
from doxdocket.bounds import Lost, guard
from doxdocket.errors import DoxdocketError, Unreadable
from doxdocket.pipeline import wacz
from doxdocket.pipeline.ids import Ids
from doxdocket.pipeline.inputs import parse_stamp, unpacked
from doxdocket.records import CHANNELS, READINGS, WARNINGS
from doxdocket.store.backup import Part, part_of
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.store.sources import Source
from doxdocket.words import coded, zh_en

UNKNOWN, UNDECIDED, CONTAINER = "file", "undecided", "container"
"""Forms of sources that no parser reads: none takes it; several claim it alike; its members are sources themselves."""
_NAMES = coded("pipeline_sources_names")
_CODES = {UNKNOWN: "unknown_form", UNDECIDED: "form_undecided"}
_INSIDE = "!/"  # between the path of a container and that of its member
POSTS_PER_PART = 65_536
CHARACTERS_PER_PART = 100_000
"""An interruption costs at most the parts under way: so many characters are two or three seconds of computing (23 µs each; measured
2026-11-28), which a machine that is busy with other things ends within a minute as well."""
_PARTS = 2_000
"""Of a large file parts are larger, so that there are no more than some thousands of them."""


def recognise(case: Case) -> None:
    """Ask every parser for the sources that none has taken yet, and record their forms.

    Files that no parser took are asked again once the parsers have changed. What a person stated stands.
    """
    stamp = parse_stamp()
    answers, again = _answers(case), case.memo("recognised") != stamp
    if not answers and not again:
        return
    with case.together():
        for source, form in answers:
            if form != source.form:
                case.set_form(source.sha256, form)
        case.set_memo("recognised", stamp)


def _answers(case: Case) -> list[tuple[Source, str]]:
    """The sources to be asked, each with its form."""
    again = case.memo("recognised") != parse_stamp()
    new = here(case, [s for s in case.sources() if s.form is None or (again and s.form in (UNKNOWN, UNDECIDED))])
    opened = _opened(case) if new else set()
    return [(source, _form(bids(case, source), source, opened)) for source in new]


def waiting(case: Case) -> int:
    """How many sources a run would read that none was asked of yet."""
    readable = {form.id for form in parse.forms() if form.posts}
    return sum(form in readable for _, form in _answers(case))


def bids(case: Case, source: Source) -> list[parse.Bid]:
    """The surest claims to a source: one, several alike, or none."""
    with case.original(source.sha256) as stream:
        return parse.recognise(stream.read(parse.HEAD), source.name)


def _opened(case: Case) -> set[str]:
    """Containers whose members are in the case, by digest and by path: known bytes have their first container as parent."""
    sources = case.sources()
    paths = [path for s in sources for path in case.places(s.sha256) if _INSIDE in path]
    return {s.parent for s in sources if s.parent} | {path.rpartition(_INSIDE)[0] for path in paths}


def _form(found: Sequence[parse.Bid], source: Source, opened: Collection[str]) -> str:
    if (source.sha256 in opened or source.path_given in opened) and [bid.form for bid in found] != ["email"]:
        return CONTAINER  # a mail with attachments stays a mail that nobody read
    return UNKNOWN if not found else found[0].form if len(found) == 1 else UNDECIDED


def recognised(case: Case) -> list[Source]:
    """The sources that hold posts some parser reads."""
    recognise(case)
    readable = {form.id for form in parse.forms() if form.posts}
    return here(case, [s for s in case.sources() if s.form in readable])


def here(case: Case, sources: list[Source]) -> list[Source]:
    """Of these sources those whose files a case holds: all, but in a fork of a part of the evidence."""
    if part_of(case) is None:
        return sources
    recorded = case.shelf.recorded()
    return [s for s in sources if s.payload in recorded]


def part(case: Case, number: int, of: int) -> Part:
    """One of so many parts of what a run reads: captures and pictures, the largest first, each to the part that has least."""
    read = {s.sha256: s for s in [*recognised(case), *(s for s in case.sources() if s.form == "image")]}
    loads, mine = [(0, n) for n in range(1, of + 1)], set[str]()
    for one in sorted(read.values(), key=lambda s: (-s.size, s.sha256)):
        size, least = loads[0]
        heapq.heapreplace(loads, (size + one.size, least))
        if least == number:
            mine.add(one.payload)
    return Part(number, of, frozenset(mine))


def forms_of(case: Case) -> list[tuple[Source, str, str, str]]:
    """Each source, its form, and what that is and why, in Chinese and English."""
    recognise(case)
    forms = {form.id: form for form in parse.forms()}
    return [(s, str(s.form), *_why(case, s, forms.get(str(s.form)))) for s in case.sources()]


def _why(case: Case, source: Source, form: parse.Form | None) -> tuple[str, str]:
    if form is None and source.form != UNDECIDED:
        return _NAMES.get(str(source.form), ("", ""))
    if form is not None and not form.posts:
        return form.zh, form.en
    found = bids(case, source)
    if form is None:
        names = [(f.zh, f.en) for f in parse.forms() if f.id in {bid.form for bid in found}]
        zh, en = _NAMES[UNDECIDED]
        return zh_en(
            "pipeline_sources.said_names",
            said=(zh, en),
            names=("、".join(n[0] for n in names), ", ".join(n[1] for n in names)),
        )
    bid = next((bid for bid in found if bid.form == form.id), None)
    if bid is None or bid.zh == form.zh:
        return form.zh, form.en
    return zh_en("pipeline_sources.form_bid", form=form, bid=bid)


def source_name(part: str, stamp: str = "") -> str:
    """How the parts of one source begin: of a part's name, or of the digest's beginning and a stamp.

    >>> source_name("0123456789abcdef", "11223344"), source_name("0123456789abcdef-11223344-0007-55667788")
    ('0123456789abcdef-11223344', '0123456789abcdef-11223344')
    """
    return f"{part}-{stamp}" if stamp else "-".join(part.split("-")[:2])


def stated_of(source: Source, ids: Ids) -> parse.Stated:
    """What was stated of a source, as parsers take it, and what of its ids may be shown."""
    told = source.reading
    return parse.Stated(source.name, tuple(told.get("chats", ())), told.get("mapping"), told.get("address", ""),
                        datetime.fromisoformat(told["saved"]) if told.get("saved") else None, ids)  # fmt: skip


def parse_source(case: Case, new: Run, source: Source, name: str, at: Callable[[int], None]) -> Iterator[str]:
    """Write the parts of one source and name each when it is there.

    On a refusal none of its posts stay, and the reason becomes a warning: who works on the named parts meanwhile must
    expect them to go.
    """
    for part in reversed(parts(new, name)):  # left by a run that was killed inside this source
        new.discard("posts", part)
    beside: dict[str, list[pa.RecordBatch]] = {"channels": [], "readings": [], "warnings": []}
    ids = Ids(case.key.subkey("digest"))
    stated, most = stated_of(source, ids), max(CHARACTERS_PER_PART, source.size // _PARTS)

    def posts() -> Iterator[pa.RecordBatch]:
        rows = 0
        with case.original(source.sha256) as stream:
            for parsed in each(parse.parse(stream, source.sha256, str(source.form), stated)):
                batch = ids.batch(parsed.batch)
                if parsed.table == "posts":
                    at(batch["byte_end"][-1].as_py() or 0)
                    yield from _pieces(_numbered(batch, rows), most)
                    rows += batch.num_rows
                else:
                    beside[parsed.table].append(batch)

    try:
        batches = posts()
        for n, first in enumerate(batches):
            part = _part(name, n)
            new.write("posts", part, _until_full(first, batches, most))
            yield part
    except DoxdocketError as error:
        for part in reversed(parts(new, name)):
            new.discard("posts", part)
        beside = {"channels": [], "readings": [], "warnings": [*beside["warnings"], _refusal(source, error)]}
    if ids.count:
        told = _about_file(source, "notice", "ids_replaced", str(ids.count))
        beside["warnings"].append(pa.RecordBatch.from_pylist([told], WARNINGS))
    if beside["readings"]:
        new.write("readings", name, pa.Table.from_batches(beside["readings"], READINGS))
    new.write("channels", name, pa.Table.from_batches(beside["channels"], CHANNELS))
    new.write("warnings", name, pa.Table.from_batches(beside["warnings"], WARNINGS))


def each(parts: Iterator[parse.Parsed], let: tuple[type[BaseException], ...] = (OSError,)) -> Iterator[parse.Parsed]:
    """What the parser gives. What is neither an error of ours nor of where the bytes come from (``let``) is a fault of the parser: the file is refused."""
    while True:
        part = guard(partial(next, parts, None), bounds.FILE.base, cpu_seconds=bounds.FILE_SECONDS, let=let)
        if isinstance(part, Lost):
            raise Unreadable("pipeline_sources.program_failed_as_it_read", why=part.why)
        if part is None:
            return
        yield part


def _numbered(batch: pa.RecordBatch, rows: int) -> pa.RecordBatch:
    """The batch with the place of each post in its file, after ``rows`` others."""
    at, places = batch.schema.get_field_index("row_no"), pa.array(range(rows, rows + batch.num_rows), pa.int64())
    return batch.set_column(at, batch.schema.field(at), places)


def _characters(batch: pa.RecordBatch) -> pa.Array:
    """Of each post, of all its texts."""
    beside = [sum(len(part["text"] or "") for part in parts or ()) for parts in batch["fields"].to_pylist()]
    return pc.add(pc.fill_null(pc.utf8_length(batch["text"]), 0), pa.array(beside, pa.int32()))


def _pieces(batch: pa.RecordBatch, most: int) -> Iterator[pa.RecordBatch]:
    """The batch cut where so many characters are full: no piece has more, but for one post alone."""
    begun = characters = 0
    for at, size in enumerate(_characters(batch).to_pylist()):
        if at > begun and characters + size > most:
            yield batch.slice(begun, at - begun)
            begun, characters = at, 0
        characters += size
    yield batch.slice(begun)


def _until_full(first: pa.RecordBatch, batches: Iterator[pa.RecordBatch], most: int) -> Iterator[pa.RecordBatch]:
    rows = characters = 0
    for batch in chain([first], batches):
        yield batch
        rows += batch.num_rows
        characters += pc.sum(_characters(batch)).as_py() or 0
        if rows >= POSTS_PER_PART or characters >= most:
            return


def _refusal(source: Source, error: DoxdocketError) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(
        [_about_file(source, "quarantine", "source_refused", f"{error.said('zh')}\n{error.said('en')}")], WARNINGS
    )


def _about_file(source: Source, what: str, code: str, detail: str | None = None) -> dict[str, Any]:
    return {
        "source": source.sha256, "what": what, "code": code, "channel_id": None, "post_id": None,
        "byte_start": 0, "byte_end": source.size, "detail": detail,
    }  # fmt: skip


def unread(case: Case) -> pa.Table:
    """A row for each file that no parser reads, and for each doubt about members of a WACZ: nothing passes in silence."""
    documents = {form.id for form in parse.forms() if not form.posts} - {
        "image"
    }  # which pictures were not read, they say
    rows = [
        _about_file(s, "notice", f"{s.form}_unread" if s.form in documents else _CODES[str(s.form)])
        for s in case.sources()
        if s.form in documents or s.form in _CODES
    ]
    by_digest = {s.sha256: s for s in case.sources()}
    told = sorted({(d.source, d.code) for d in wacz.doubts(case)})
    rows += [_about_file(by_digest[source], "notice", code) for source, code in told]
    ended = unpacked(case)
    rows += [
        _about_file(s, "notice", "container_unfinished")
        for s in case.sources()
        if s.form == CONTAINER and s.sha256 not in ended
    ]
    return pa.Table.from_pylist(rows, WARNINGS)


def refused(run: Run, case: Case) -> tuple[tuple[str, str, str], ...]:
    """Files that a parser would not read: name, and why in Chinese and English."""
    names = {s.sha256: s.name for s in case.sources()}
    rows = run.read("warnings", ["source", "code", "detail"])
    found = rows.filter(pc.equal(rows["code"], "source_refused")).to_pylist()
    return tuple((names.get(r["source"], ""), *(r["detail"] or "\n").split("\n", 1)) for r in found)


def unsearched(run: Run) -> int:
    """How many texts and pictures were stopped or failed as they were searched; their rows in ``warnings`` say which."""
    return int(pc.sum(pc.equal(run.read("warnings", ["what"])["what"], "unsearched")).as_py() or 0)


def unknown(case: Case) -> tuple[str, ...]:
    """Names of files of no known form, or of several that fit alike."""
    return tuple(s.name for s in case.sources() if s.form in _CODES)


def parts(run: Run, name: str) -> list[str]:
    """The parts of a source's posts, in order; they are written in order and removed from the last, so none is left out."""
    return list(takewhile(partial(run.has, "posts"), map(partial(_part, name), count())))


def _part(name: str, number: int) -> str:
    return f"{name}-{number:04d}"
