"""Evidence files to parts of posts: which parser takes a file, and what becomes of the files that none takes."""

import mimetypes
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import pyarrow as pa

from doxdocket import parse
from doxdocket.errors import DoxdocketError
from doxdocket.records import CHANNELS, WARNINGS
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.store.sources import Source

_POSTS_PER_PART = 65_536


def recognised(case: Case) -> list[Source]:
    """The sources that some parser takes; a source seen for the first time is recognised and its form recorded."""
    new = [s for s in case.sources() if s.form is None]
    if new:
        with case.together():
            for source in new:
                with case.original(source.sha256) as stream:
                    bids = parse.recognise(stream.read(parse.HEAD), source.name)
                case.set_form(source.sha256, bids[0].form if len(bids) == 1 else "file")
    return [s for s in case.sources() if s.form != "file"]


def source_name(part: str, stamp: str = "") -> str:
    """How the parts of one source begin: of a part's name, or of the digest's beginning and the parser's stamp.

    >>> source_name("0123456789abcdef", "11223344"), source_name("0123456789abcdef-11223344-0007-55667788")
    ('0123456789abcdef-11223344', '0123456789abcdef-11223344')
    """
    return f"{part}-{stamp}" if stamp else "-".join(part.split("-")[:2])


def parse_source(case: Case, new: Run, source: Source, name: str, at: Callable[[int], None]) -> Iterator[str]:
    """Write the parts of one source and name each when it is there.

    On a refusal none of its posts stay, and the reason becomes a warning: who works on the named parts meanwhile must
    expect them to go.
    """
    for part in parts(new, "posts", name):  # left by a run that was killed inside this source
        new.discard("posts", part)
    channels: list[pa.RecordBatch] = []
    warnings: list[pa.RecordBatch] = []

    def posts() -> Iterator[pa.RecordBatch]:
        with case.original(source.sha256) as stream:
            for parsed in parse.parse(stream, source.sha256, str(source.form)):
                if parsed.table == "posts":
                    at(parsed.batch["byte_end"][-1].as_py() or 0)
                    yield parsed.batch
                else:
                    (channels if parsed.table == "channels" else warnings).append(parsed.batch)

    try:
        batches = posts()
        for n, first in enumerate(batches):
            part = f"{name}-{n:04d}"
            new.write("posts", part, _until_full(first, batches))
            yield part
    except DoxdocketError as error:
        for part in parts(new, "posts", name):
            new.discard("posts", part)
        channels, warnings = [], [*warnings, _refusal(source, error)]
    new.write("channels", name, pa.Table.from_batches(channels, CHANNELS))
    new.write("warnings", name, pa.Table.from_batches(warnings, WARNINGS))


def _until_full(first: pa.RecordBatch, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    rows = 0
    for batch in chain([first], batches):
        yield batch
        rows += batch.num_rows
        if rows >= _POSTS_PER_PART:
            return


def _refusal(source: Source, error: DoxdocketError) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([_about_file(source, "quarantine", "source_refused", str(error))], WARNINGS)


def _about_file(source: Source, what: str, code: str, detail: str | None = None) -> dict[str, Any]:
    return {
        "source": source.sha256, "what": what, "code": code, "channel_id": None, "post_id": None,
        "byte_start": 0, "byte_end": source.size, "detail": detail,
    }  # fmt: skip


def unread(case: Case) -> pa.Table:
    """A row for each file that no parser takes: nothing that was taken in passes in silence."""
    rows = [
        _about_file(s, "notice", "attachment_unread" if _attachment(s) else "unknown_form")
        for s in case.sources()
        if s.form == "file"
    ]
    return pa.Table.from_pylist(rows, WARNINGS)


def unknown(case: Case) -> tuple[str, ...]:
    """Names of files of no known form; attachments are left out."""
    return tuple(s.name for s in case.sources() if s.form == "file" and not _attachment(s))


def _attachment(source: Source) -> bool:
    kind = mimetypes.guess_type(source.name)[0] or ""
    return kind.split("/")[0] in {"image", "video", "audio", "font"} or kind == "application/pdf"


def parts(run: Run, table: str, name: str) -> list[str]:
    """The parts of a table whose names begin so, in order."""
    return sorted(p.stem for p in run.parts(table) if p.stem.startswith(name))
