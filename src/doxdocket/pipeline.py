"""The order of the stages: parse, merge captures, detect, resolve, count, publish. Only this module knows it.

A run's name is the digest of everything its figures depend on: evidence, decisions, rules and the code of each stage.
So the same inputs find the finished run again, and a part whose inputs did not change is linked from an earlier run
instead of being made anew. Parts carry the stamp of the code that wrote them; a run that was killed resumes at the
first part that is missing. Nothing is published before everything is written.
"""

import hashlib
import json
import mimetypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa

from doxdocket import __version__, parse
from doxdocket.count.figures import canonical
from doxdocket.count.figures import figures as count_figures
from doxdocket.engine.pool import Pool, cores
from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.records import CHANNELS, UTC, WARNINGS
from doxdocket.resolve import captures, resolve
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.store.sources import Source

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); total 0 means not known yet."""

_POSTS_PER_PART = 65_536
_SMALL = 4 << 20  # bytes of captures below which starting worker processes costs more than it saves
_META = [
    "channel_id", "post_id", "post_no", "date", "type", "forwarded_from", "forwarded_from_id", "reply_to", "source",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: its name, whether it was there already, how many parts each way, and which files nobody read."""

    run_id: str
    unchanged: bool
    parsed: int
    detected: int
    reused: int
    unknown: tuple[str, ...]  # names of files of no known form, attachments left out


def room_stamp(*rooms: str) -> str:
    """Eight hex digits over the code and data of ``rooms``: parts written by other code are not reused."""
    digest = hashlib.sha256(__version__.encode())
    base = Path(__file__).parent
    for room in rooms:
        top = base / room
        files = (
            [top]
            if top.is_file()
            else sorted(f for f in top.rglob("*") if f.suffix in {".py", ".yaml", ".txt", ".sql"})
        )
        for file in files:
            digest.update(file.relative_to(base).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]


def evidence_digest(sources: Iterable[Source]) -> str:
    """SHA-256 over the digests of all files and the capture times stated for them, in order of digest."""
    rows = sorted((s.sha256, str(s.captured_at or "")) for s in sources)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def decisions_digest(case: Case) -> str:
    """SHA-256 over every decision in order; the empty list has a digest too."""
    rows = [[d.id, d.act, d.target, d.reason, d.undone_by] for d in case.decisions()]
    return hashlib.sha256(canonical(rows)).hexdigest()


def run(case: Case, *, progress: Progress | None = None, workers: int | None = None) -> RunResult:
    """Run every stage that has something to do, publish the result as the current run, and say what was done."""
    say = progress or (lambda _stage, _done, _total: None)
    sources = _recognised(case)
    if not sources:
        raise WrongCall(
            zh="案卷里还没有可读的采集文件，无从计算。先运行：doxdocket add {case} 文件…",
            en="the case holds no capture that can be read yet. First run: doxdocket add {case} FILE…",
            case=case.folder,
        )
    run_id = _run_id(case)
    before = case.current_run()
    if before is not None and before.run_id == run_id:
        return RunResult(run_id, unchanged=True, parsed=0, detected=0, reused=0, unknown=_unknown(case))
    new = case.begin_run(run_id)
    new.write("warnings", "unread", _unread(case))
    parsed, detected, reused = _parse_and_detect(new, before, case, sources, say, workers)
    say("resolve", 0, 0)
    latest = _latest_posts(new, sources)
    findings = captures.latest_findings(new.read("findings"), latest)
    decisions = [_plain(d) for d in case.decisions()]
    resolved = resolve(findings, latest, decisions, case.codes())
    for table in ("dossiers", "links", "persons", "items"):
        new.write(table, "all", getattr(resolved, table))
    say("count", 0, 0)
    tables = {
        "posts": latest, "findings": findings, "channels": new.read("channels"), "warnings": new.read("warnings"),
        "dossiers": resolved.dossiers, "links": resolved.links, "persons": resolved.persons, "items": resolved.items,
    }  # fmt: skip
    result = count_figures(tables, decisions, case_info=_about(case), digests=_digests(case))
    data = canonical(result)
    new.write_figures(data)
    case.publish(new, resolved.codes, hashlib.sha256(data).hexdigest())
    say("published", 1, 1)
    return RunResult(run_id, unchanged=False, parsed=parsed, detected=detected, reused=reused, unknown=_unknown(case))


def figures(case: Case) -> dict[str, Any]:
    """The figures of the current run, as published."""
    return dict(json.loads(current(case).figures()))


def current(case: Case) -> Run:
    """The published run; a clear error when there is none yet."""
    published = case.current_run()
    if published is None:
        raise WrongCall(
            zh="案卷还没有计算过。先运行：doxdocket run {case}",
            en="this case was not run yet. First run: doxdocket run {case}",
            case=case.folder,
        )
    return published


def latest_posts(case: Case) -> pa.Table:
    """One row a post of the current run, the latest capture's, with the columns that later stages use."""
    return _latest_posts(current(case), _recognised(case))


def latest_findings(case: Case) -> pa.Table:
    """The findings of the latest capture of each post."""
    return captures.latest_findings(current(case).read("findings"), latest_posts(case))


def _plain(decision: Any) -> dict[str, Any]:
    return {k: getattr(decision, k) for k in ("id", "at", "officer", "act", "target", "reason", "undone_by")}


def _about(case: Case) -> dict[str, Any]:
    info = case.info
    return {"id": info.id, "title": info.title, "display_zone": info.display_zone, "rules_edition": info.rules_edition}


def _digests(case: Case) -> dict[str, str]:
    return {
        "software": f"doxdocket {__version__}",
        "evidence": evidence_digest(case.sources()),
        "decisions": decisions_digest(case),
    }


def _run_id(case: Case) -> str:
    parts = [
        evidence_digest(case.sources()),
        decisions_digest(case),
        json.dumps(_about(case), sort_keys=True),
        room_stamp("parse", "detect", "resolve", "count", "law", "rules", "text.py", "seal", "pipeline.py"),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _recognised(case: Case) -> list[Source]:
    """The sources that some parser takes; a source seen for the first time is recognised and its form recorded."""
    new = [s for s in case.sources() if s.form is None]
    if new:
        with case.together():
            for source in new:
                with case.original(source.sha256) as stream:
                    bid = parse.recognise(stream.read(parse.HEAD), source.name)
                case.set_form(source.sha256, bid.form if bid else "file")
    return [s for s in case.sources() if s.form != "file"]


def _parse_and_detect(
    new: Run, before: Run | None, case: Case, sources: list[Source], say: Progress, workers: int | None
) -> tuple[int, int, int]:
    parse_stamp = room_stamp("parse")
    detect_stamp = room_stamp("detect", "text.py", "seal", "rules/pi_kinds.yaml")
    total = sum(s.size for s in sources)
    if workers is None:
        workers = 1 if total < _SMALL else cores()
    parsed = detected = reused = done = 0
    digest_key = case.key.subkey("digest")
    with Pool(workers) as pool:
        for source in sources:
            say("parse", done, total)
            name = f"{source.sha256[:16]}-{parse_stamp}"
            if not new.has("warnings", name):
                if before is not None and before.has("warnings", name):
                    reused += _link(new, before, name)
                else:
                    _parse_source(case, new, source, name, partial(_tell, say, done, total))
                    parsed += 1
            done += source.size
            for part in _parts(new, "posts", name):
                finding_part = f"{part}-{detect_stamp}"
                if new.has("findings", finding_part):
                    continue
                if before is not None and before.has("findings", finding_part):
                    new.link_from(before, "findings", finding_part)
                    reused += 1
                else:
                    pool.submit(_detect_part, new.folder, new.key, part, finding_part, digest_key)
                    detected += 1
        say("parse", total, total)
        for at, _ in enumerate(pool.answers(), 1):
            say("detect", at, detected)
    return parsed, detected, reused


def _tell(say: Progress, done: int, total: int, at: int) -> None:
    say("parse", done + at, total)


def _link(new: Run, before: Run, name: str) -> int:
    parts = [(table, part) for table in ("posts", "channels") for part in _parts(before, table, name)]
    for table, part in [*parts, ("warnings", name)]:  # the warnings part comes last: it says the source is complete
        new.link_from(before, table, part)
    return len(parts) + 1


def _parts(run_: Run, table: str, name: str) -> list[str]:
    return sorted(p.stem for p in run_.parts(table) if p.stem.startswith(name))


def _parse_source(case: Case, new: Run, source: Source, name: str, at: Callable[[int], None]) -> None:
    """Write the parts of one source; on a refusal none of its posts stay, and the reason becomes a warning."""
    for part in _parts(new, "posts", name):  # left by a run that was killed inside this source
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
            new.write("posts", f"{name}-{n:04d}", _until_full(first, batches))
    except DoxdocketError as error:
        for part in _parts(new, "posts", name):
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


def _unread(case: Case) -> pa.Table:
    """A row for each file that no parser takes: nothing that was taken in passes in silence."""
    rows = [
        _about_file(s, "notice", "attachment_unread" if _attachment(s) else "unknown_form")
        for s in case.sources()
        if s.form == "file"
    ]
    return pa.Table.from_pylist(rows, WARNINGS)


def _unknown(case: Case) -> tuple[str, ...]:
    return tuple(s.name for s in case.sources() if s.form == "file" and not _attachment(s))


def _attachment(source: Source) -> bool:
    kind = mimetypes.guess_type(source.name)[0] or ""
    return kind.split("/")[0] in {"image", "video", "audio", "font"} or kind == "application/pdf"


def _detect_part(folder: Path, key: bytes, part: str, finding_part: str, digest_key: bytes) -> str:
    """One posts part to one findings part; runs in a worker process."""
    # Here, so that a command that only reads a published run does not load the detector and its model.
    from doxdocket.detect.stage import DetectConfig  # noqa: PLC0415
    from doxdocket.detect.stage import stage as detect_stage  # noqa: PLC0415

    run_, config = Run(folder, key), DetectConfig(digest_key=digest_key)
    batches = run_.part_batches("posts", part)
    run_.write("findings", finding_part, (detect_stage(batch, config) for batch in batches))
    return finding_part


def _latest_posts(run_: Run, sources: list[Source]) -> pa.Table:
    order = pa.table(
        {
            "source": pa.array([s.sha256 for s in sources], pa.string()),
            "captured_at": pa.array([s.captured_at for s in sources], UTC),
            "taken": list(range(len(sources))),
        }
    )
    return captures.latest_posts(run_.read("posts", _META), order)
