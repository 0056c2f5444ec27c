"""The order of the stages: parse, detect, read pictures, merge captures, resolve, count, publish. Only this module knows it.

A run's name is the digest of everything its figures depend on: evidence, decisions, rules and the code of each stage.
So the same inputs find the finished run again, and a part whose inputs did not change is linked from an earlier run
instead of being made anew. Parts carry the stamp of the code that wrote them; a run that was killed resumes at the
first part that is missing. Nothing is published before everything is written.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from doxdocket import bounds, merge
from doxdocket.count.conduct import claimed
from doxdocket.count.figures import canonical
from doxdocket.count.figures import figures as count_figures
from doxdocket.count.measure import relations as relations_of
from doxdocket.count.measure import with_views
from doxdocket.count.tables import AUTHORS
from doxdocket.count.tables import tables as count_tables
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.engine import pool as processes
from doxdocket.engine import sql
from doxdocket.engine.pool import Died, cores
from doxdocket.errors import WrongCall
from doxdocket.pipeline import (
    added_findings,
    channels,
    hints,
    inputs,
    known_names,
    pictures,
    published,
    register_figures,
    replies,
    sampled,
    scoped,
)
from doxdocket.pipeline.captures import merge_captures
from doxdocket.pipeline.gaps import lacking
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.sources import (
    parse_source,
    parts,
    recognised,
    refused,
    source_name,
    unknown,
    unread,
    unsearched,
)
from doxdocket.pipeline.where import Engine, Opens, Progress, opens
from doxdocket.resolve import resolve
from doxdocket.resolve.record import Channels
from doxdocket.store import retold
from doxdocket.store.backup import Part, part_of
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.store.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doxdocket.detect.stage import Searched
    from doxdocket.resolve import Asked as Asks

DETECTED = ("conduct", "warnings", "findings")
"""The tables that detection writes of a part of posts; only all of them say that the part is done."""
_SMALL = 4 << 20  # bytes of captures below which starting worker processes costs more than it saves


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: its name, whether it was there already, how many parts each way, and which files nobody read."""

    run_id: str
    unchanged: bool
    parsed: int
    detected: int
    seen: int  # pictures read now
    reused: int
    unknown: tuple[str, ...]  # names of files of no known form, attachments left out
    refused: tuple[tuple[str, str, str], ...]  # names of files that a parser would not read, and why (zh, en)
    unsearched: int  # texts and pictures that were stopped or failed: kept for a person
    waiting: int = 0  # pictures that a later run reads
    part: tuple[int, int] | None = (
        None  # of a fork of a part of the evidence its number, of so many: then there are no figures
    )


def run(
    case: Case, say: Progress, workers: int | None, engine: Engine | None = None, most: int | None = None
) -> RunResult:
    """See ``pipeline.run``."""
    case.custody.still("run")
    sources = recognised(case)
    part = part_of(case)
    if not sources and part is None:
        raise WrongCall("pipeline_running.case_holds_no_capture_that", case=case.folder)
    if part is not None:
        return _part(case, part, sources, say, workers, engine)
    run_id = inputs.run_id(case)
    before = case.current_run()
    few = most is not None and (before is None or before.run_id != run_id)  # else nothing waits
    if few:
        run_id = inputs.some_way(run_id, most or 0, before)
    damaged = case.shelf.damaged(f"derived/{before.run_id}/") if before else []
    if before is not None and before.run_id == run_id and not damaged:
        return RunResult(run_id, unchanged=True, parsed=0, detected=0, seen=0, reused=0, unknown=unknown(case),
                         refused=refused(before, case), unsearched=unsearched(before))  # fmt: skip
    new = case.begin_run(run_id)
    if begun := () if damaged else new.parts("posts"):
        say("resume", len(begun), 0)
        # Whatever ended the run before may end this one: it is done in other processes, however little it is.
        workers = workers or max(2, cores())
    if damaged:  # nothing is taken over from a run that is not as it was published; what it lost is made anew
        before = None
        for path in damaged:
            if path.is_relative_to(new.folder):
                path.unlink(missing_ok=True)
                new.discard("warnings", source_name(path.stem))  # which says that the source was read whole
    with sql.on(engine.tables if engine else None):
        done = make(case, new, before, sources, say, workers, engine, most if few else None)
    base = run_id if few else inputs.base_id(case)  # of what was read some way nothing is taken over but what was read
    case.publish(new, done.codes, hashlib.sha256(done.figures).hexdigest(), base=base)
    say("published", 1, 1)
    return RunResult(run_id, unchanged=False, parsed=done.parsed, detected=done.detected, seen=done.seen, reused=done.reused,
                     unknown=unknown(case), refused=refused(new, case), unsearched=unsearched(new), waiting=pictures.waiting(new))  # fmt: skip


def _part(
    case: Case, part: Part, sources: list[Source], say: Progress, workers: int | None, engine: Engine | None
) -> RunResult:
    """Of a fork of a part of the evidence: its captures and pictures are read and searched, and no figure is made."""
    name = f"{inputs.run_id(case)}-{part.number}-{part.of}"
    earlier = _earlier(case, case.current_run())
    if known := [one for one in earlier if one.run_id == name]:
        return RunResult(name, unchanged=True, parsed=0, detected=0, seen=0, reused=0, unknown=(), refused=refused(known[0], case),
                         unsearched=unsearched(known[0]), part=(part.number, part.of))  # fmt: skip
    new = case.begin_run(name)
    pool = opens(new, workers, engine)
    parsed, detected, reused = _parse_and_detect(new, earlier, case, sources, say, pool)
    seen = 0
    for done, total, now in pictures.read(new, earlier, case, pool, partial(say, "images")):
        seen, reused = seen + now, reused + (not now)
        say("images", done, total)
    case.record_searched(new)
    return RunResult(name, unchanged=False, parsed=parsed, detected=detected, seen=seen, reused=reused, unknown=(), refused=refused(new, case),
                     unsearched=unsearched(new), part=(part.number, part.of))  # fmt: skip


def _earlier(case: Case, before: Run | None) -> list[Run]:
    """What may be taken over: the published run, and what was found in parts of the evidence; nothing that is not as it was recorded."""
    searched = [run for run in case.searched() if not case.shelf.damaged(f"derived/{run.run_id}/")]
    return [*([] if before is None else [before]), *searched]


class Made(NamedTuple):
    """What a run comes to before it is published: its figures, the codes of its persons, and how many parts each way."""

    figures: bytes
    codes: "Mapping[str, str]"
    parsed: int = 0
    detected: int = 0
    seen: int = 0
    reused: int = 0


def make(
    case: Case,
    new: Run,
    before: Run | None,
    sources: list[Source],
    say: Progress,
    workers: int | None = None,
    engine: Engine | None = None,
    most: int | None = None,
) -> Made:
    """Every stage, into ``new``; what the published run ``before`` holds and did not change is taken over. Nothing of the case is written.

    ``most``: so many pictures are read at most.
    """
    if before is not None and register_figures.only_change(case, before):
        data = canonical(
            register_figures.add(case, new, register_figures.take_over(new, before), published.standing(case))
        )
        new.write_figures(data)
        return Made(data, {}, reused=len(new.parts("findings")))
    new.write("warnings", "unread", unread(case))
    for part in (
        pictures.PART,
        replies.PART,
        known_names.PART,
        added_findings.PART,
    ):  # of a run that was killed: captures are merged without them
        new.discard("findings", part)
    earlier, pool = _earlier(case, before), opens(new, workers, engine)
    parsed, detected, reused = _parse_and_detect(new, earlier, case, sources, say, pool)
    seen = 0
    for done, total, now in pictures.read(new, earlier, case, pool, partial(say, "images"), most):
        seen, reused = seen + now, reused + (not now)
        say("images", done, total)
    say("merge", 0, 0)
    latest = merge_captures(new, case, sources)
    told = merge.latest_findings(new.read("findings"), latest, new.read("versions"))
    findings = pa.concat_tables([told, pictures.findings(new, case, latest, told)])
    findings = pa.concat_tables([findings, replies.findings(new, case, latest, findings)])
    findings = merge.told_again(pa.concat_tables([findings, known_names.findings(new, case, latest, findings)]))
    missing = lacking(new, case)
    new.write("completeness", "all", missing)
    conduct = merge.latest_conduct(new.read("conduct"), latest)
    told, codes = decided(case, new, (latest, findings, conduct, missing), say)
    new.write("retold", inputs.retold_stamp(), retold.table(new))
    data = canonical(told)
    new.write_figures(data)
    return Made(data, codes, parsed, detected, seen, reused)


def decided(
    case: Case, new: Run, read: "tuple[pa.Table, pa.Table, pa.Table, pa.Table]", say: Progress,
    asks: "Asks | None" = None, *, whole: bool = True,
) -> "tuple[dict[str, Any], Mapping[str, str]]":  # fmt: skip
    """What follows from what was read under the decisions of the case: the figures, and the codes of persons.

    ``read``: posts, findings and conduct of the latest captures before decisions, and what is missing; ``asks``: the questions that posts put,
    where their texts were read already; ``whole``: with the tables that no figure is counted from.
    """
    latest, findings, conduct, missing = read
    say("resolve", 0, 0)
    there, standing, named = added_findings.with_said(
        published.in_which(case, new, latest, findings, conduct),
        Standing.of(inputs.decisions(case)),
    )
    proposed = {"findings": there.findings, "conduct": conduct}
    stands = {
        "findings": application.findings(there.findings, standing, latest),
        "conduct": application.conduct(conduct, standing),
    }
    if application.touch("conduct", standing):
        stands["conduct"] = added_findings.offers(there, stands["conduct"])
    new.write("decided", "all", named)
    new.write("standing", "all", standing.table())
    for table, rows in stands.items():
        if application.touch(table, standing):
            new.write(f"{table}_standing", "all", rows)
    resolved = hints.only_denied(
        new,
        resolve(
            stands["findings"],
            latest,
            standing,
            case.codes(),
            Channels.of(new.read("channels")),
            asks or hints.asks(new, latest),
        ),
    )
    for table in ("dossiers", "links", "persons", "items", "hubs", "queue", "modifiers", "hints"):
        new.write(table, "all", getattr(resolved, table))
    say("count", 0, 0)
    tables = {
        "posts": latest, **stands, "channels": new.read("channels"),
        "readings": new.read("readings"), "captures": new.read("captures"), "versions": new.read("versions"), "warnings": new.read("warnings"),
        "dossiers": resolved.dossiers, "links": resolved.links, "persons": resolved.persons, "items": resolved.items,
        "completeness": missing, "doubted": new.read("doubted"), "decided": named, "modifiers": resolved.modifiers,
        "hubs": resolved.hubs, "hints": resolved.hints,
    }  # fmt: skip
    counted = relations_of(tables)
    tables = with_views(counted | channels.weigh(new, case, tables | {"findings": there.findings}, standing, counted))
    for table, rows in count_tables(tables, new.read("posts", list(AUTHORS))).items() if whole else ():
        new.write(table, "all", rows)
    result = count_figures(
        tables, standing, case_info=inputs.about(case), digests=inputs.digests(case), book=rules(case),
        scopes=scoped.core(tables | {"conduct": stands["conduct"]}, resolved),
    )  # fmt: skip
    given = {**proposed, "conduct": claimed(conduct), "links": resolved.links, "posts": latest,
             "dossiers": resolved.dossiers, "ages": tables["ages"], "readings": tables["readings"]}  # fmt: skip
    return register_figures.add(case, new, sampled.beside(case, result, given), standing), resolved.codes


def _parse_and_detect(
    new: Run, earlier: "Sequence[Run]", case: Case, sources: list[Source], say: Progress, pool: Opens
) -> tuple[int, int, int]:
    detect_stamp = inputs.detect_stamp()
    total = sum(s.size for s in sources)
    parsed = detected = reused = done = there = searched = read = 0
    digest_key = case.key.subkey("digest")

    def reading(at: int) -> None:
        nonlocal read
        read = done + at
        say("parse", read, total)

    def unsearched_parts() -> Iterator[tuple[Any, ...]]:
        nonlocal parsed, detected, reused, done, there
        for source in sources:
            reading(0)
            name = source_name(source.sha256[:16], inputs.source_stamp(source))
            if new.has("warnings", name):
                here: Iterable[str] = parts(new, name)
            elif before := next((one for one in earlier if one.has("warnings", name)), None):
                reused += _link(new, before, name)
                here = parts(new, name)
            else:
                here = parse_source(case, new, source, name, reading)
                parsed += 1
            for part in here:  # a part is searched while the next one is parsed
                finding_part = f"{part}-{detect_stamp}"
                if _detected(new, finding_part):
                    there += 1
                elif before := next((one for one in earlier if _detected(one, finding_part)), None):
                    for table in DETECTED:
                        new.link_from(before, table, finding_part)
                    reused += 1
                else:
                    detected += 1
                    yield new.folder, new.keys, part, finding_part, digest_key
            done += source.size
        reading(0)

    def heard() -> None:
        say(*("detect", there + searched, there + detected) if done == total else ("parse", read, total))

    with pool(1 if total < _SMALL else cores(), heard) as tasks:
        for answer in tasks.each(_detect_part, unsearched_parts()):
            if isinstance(answer, Died):
                _detect_apart(*answer.arguments)
            searched += 1
            heard()
        if detected:
            heard()
    for path in new.parts("findings"):  # of a source that was refused after its first parts
        if path.stem != pictures.PART and not new.has("posts", path.stem.rpartition("-")[0]):
            for table in DETECTED:
                new.discard(table, path.stem)
    return parsed, detected, reused


def _detected(run: Run, finding_part: str) -> bool:
    return all(run.has(table, finding_part) for table in DETECTED)


def _link(new: Run, before: Run, name: str) -> int:
    known = [("posts", part) for part in parts(before, name)]
    known += [(table, name) for table in ("readings", "channels", "warnings") if before.has(table, name)]
    for table, part in known:  # the warnings part comes last: it says the source is complete
        new.link_from(before, table, part)
    return len(known)


def _detect_part(folder: Path, keys: "Sequence[bytes]", part: str, finding_part: str, digest_key: bytes) -> str:
    """One posts part to one part of each table of ``DETECTED``; runs in a worker process."""
    # Here, so that a command that only reads a published run does not load the detector and its model.
    from doxdocket.detect.stage import DetectConfig, search  # noqa: PLC0415

    run_, config = Run(folder, keys), DetectConfig(digest_key=digest_key, allowed=bounds.TEXT)
    processes.at(0)
    if run_.has("posts", part):  # else its source was refused since
        _write(run_, finding_part, [search(batch, config) for batch in run_.part_batches("posts", part)])
    return finding_part


def _write(run_: Run, finding_part: str, found: "list[Searched]") -> None:
    for table in DETECTED:
        run_.write(table, finding_part, [getattr(one, table) for one in found])


def _detect_apart(folder: Path, keys: "Sequence[bytes]", part: str, finding_part: str, digest_key: bytes) -> None:
    """A part at which two processes died: a post that ends its process again is kept for a person, the others are searched."""
    from doxdocket.detect.stage import unsearched as lost  # noqa: PLC0415

    run_ = Run(folder, keys)
    posts = pa.Table.from_batches(run_.part_batches("posts", part))
    waiting, found = [(0, posts.num_rows)], dict[int, list["Searched"]]()
    while waiting:
        first, end = waiting.pop()
        done = processes.alone(_search_rows, (folder, keys, part, first, end, digest_key))
        if not isinstance(done, Died):
            found[first] = done
            continue
        at = max(first, done.at)
        [row] = posts.slice(at, 1).combine_chunks().to_batches()
        found[at] = [lost(row, bounds.ENDED)]
        waiting += [(a, b) for a, b in ((at + 1, end), (first, at)) if a < b]
    _write(run_, finding_part, [one for first in sorted(found) for one in found[first]])


def _search_rows(
    folder: Path, keys: "Sequence[bytes]", part: str, first: int, end: int, digest_key: bytes
) -> "list[Searched]":
    """Some posts of a part, one by one; runs in a process of its own, and tells it at which it is."""
    from doxdocket.detect.stage import DetectConfig, search  # noqa: PLC0415

    config = DetectConfig(digest_key=digest_key, allowed=bounds.TEXT)
    posts = pa.Table.from_batches(Run(folder, keys).part_batches("posts", part))
    found = []
    for at in range(first, end):
        processes.at(at)
        found += [search(batch, config) for batch in posts.slice(at, 1).combine_chunks().to_batches()]
    return found
