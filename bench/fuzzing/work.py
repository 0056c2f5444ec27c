"""What ``bench/fuzz.py`` does with one text or file in a worker process: through the public doors, every outcome named.

ok, stopped and failed (a stored warning says so), refused (one of our errors), raised (anything else), steep (the cost of
the whole is more than allowed of the cost of its halves).
"""

import contextlib
import hashlib
import io
import os
import re
import resource
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from doxdocket.account import SCHEMAS
from doxdocket.detect.images import find, read_image
from doxdocket.detect.stage import DetectConfig, search
from doxdocket.errors import DoxdocketError
from doxdocket.intake import Limits, take
from doxdocket.intake.containers import HEAD as CONTAINER_HEAD
from doxdocket.intake.containers import kind_of, opened
from doxdocket.intake.member import Account, Refused
from doxdocket.parse import CODES, HEAD, Stated, parse, recognise
from doxdocket.parse.table.mapping import load
from doxdocket.records import POSTS
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case
from fuzzing.files import File
from fuzzing.texts import Text

CONFIG = DetectConfig(bytes(32))
LONG = 2000
"""Characters from which a text is compared with its halves."""
NOTICEABLE = 0.03
"""CPU seconds below which nothing is compared: start-up and rounding would decide."""
STEEPEST = 2.0
STEEPEST_TWICE = 1.5
MEMORY = 8 << 30
_LIMITS = Limits(floor=1 << 20, total=4 << 20)
_OURS = re.compile(r"/doxdocket/(.*\.py)$")


_listening: list[Callable[[], None]] = []


class Outcome(NamedTuple):
    """What became of one text or file."""

    status: str = "ok"
    place: str = ""
    seconds: float = 0.0
    steepness: float = 0.0  # cost of the whole by the cost of its two halves; 0 when not compared


def begin(listener: Callable[[], None]) -> None:
    """Limits of a worker process, and whom it tells that one step of a job is done."""
    _listening.append(listener)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def step() -> None:
    """One step of a job is done: what follows has its own time."""
    for tell in _listening:
        tell()


def each(job: list[Text] | list[File]) -> list[Outcome]:
    """The outcomes of some texts or files; texts that are not long go in one batch, singly when it fails."""
    if isinstance(job[0], File):
        return [_guarded(file, one) for one in job]
    together = _guarded(_batch, job)
    if together.status == "ok" and all(len(one.text) < LONG for one in job):
        return [together._replace(seconds=together.seconds / len(job))] * len(job)
    return [_guarded(text, one) for one in job]


def _guarded(what, given) -> Outcome:
    start = time.process_time()
    try:
        done = what(given) or Outcome()
    except DoxdocketError:
        done = Outcome("refused")
    except Exception as fault:  # noqa: BLE001 - what comes out of the program is what is looked for
        done = Outcome("raised", f"{type(fault).__name__} at {_place(fault)}")
    step()
    return done._replace(seconds=time.process_time() - start)


def _place(fault: BaseException) -> str:
    """The last of our own lines."""
    ours = [
        (found[1], frame)
        for frame in traceback.extract_tb(fault.__traceback__)
        if (found := _OURS.search(frame.filename))
    ]
    return f"{ours[-1][0]}:{ours[-1][1].lineno} {ours[-1][1].name}" if ours else "outside"


def batch(texts: list[Text]) -> pa.RecordBatch:
    """Posts of these texts, of some beside an empty post."""
    rows = [
        {"channel_id": "c", "post_id": str(at), "text": one.text if one.where == "text" else "",
         "fields": [{"where": one.where, "text": one.text}] if one.where != "text" else []}
        for at, one in enumerate(texts)
    ]  # fmt: skip
    return pa.RecordBatch.from_pylist(rows, POSTS)


def _batch(texts: list[Text]) -> Outcome:
    findings, acts, warnings = search(batch(texts), CONFIG)
    findings.validate(full=True)
    acts.validate(full=True)
    warnings.validate(full=True)
    lost = [row for row in warnings.to_pylist() if row["code"] in {"detect_stopped", "detect_failed"}]
    return Outcome(lost[0]["code"].removeprefix("detect_"), lost[0]["detail"] or "") if lost else Outcome()


def text(one: Text) -> Outcome:
    """One text, a long one beside its halves."""
    start = time.process_time()
    done = _batch([one])
    if len(one.text) < LONG or done.status != "ok":
        return done
    if time.process_time() - start < NOTICEABLE:
        return done
    step()
    ratio = steepness(one)
    return Outcome("steep" if ratio > STEEPEST else "ok", "", 0.0, ratio)


def steepness(one: Text) -> float:
    """CPU time of the whole by that of its two halves; 0 when the halves cost nothing.

    A half may cost little because the gate stops it alone: what is steep so must cost steeply when it stands twice, too.
    """
    half = len(one.text) // 2
    ratio = _ratio(one, [one._replace(text=one.text[:half]), one._replace(text=one.text[half:])], STEEPEST)
    if ratio <= STEEPEST:
        return ratio
    grown = _ratio(one._replace(text=one.text * 2), [one, one], STEEPEST_TWICE)
    return ratio if grown > STEEPEST_TWICE else grown


def _ratio(whole: Text, parts: list[Text], allowed: float) -> float:
    """CPU time of a text by that of its parts, the least of some tries of each."""
    every = [whole, *parts]
    best = [float("inf")] * len(every)
    for turn in range(4):
        for at, part in enumerate(every):
            start = time.process_time()
            with contextlib.suppress(Exception):
                _batch([part])
            best[at] = min(best[at], time.process_time() - start)
            step()
        ratio = best[0] / max(sum(best[1:]), NOTICEABLE / 4)
        if turn and ratio <= allowed:
            break
    return ratio


def file(one: File) -> Outcome:
    """One file through its door."""
    {"parse": _parsed, "container": _taken, "picture": _seen}[one.door](one)
    return Outcome()


def _parsed(one: File) -> None:
    recognise(one.data[:HEAD], one.name)
    mapping = load(one.mapping.read_text(encoding="utf-8")) if one.mapping else None
    for part in parse(
        io.BytesIO(one.data), hashlib.sha256(one.data).hexdigest(), one.form, Stated(one.name, (), mapping)
    ):
        part.batch.validate(full=True)
        if part.batch.schema != SCHEMAS[part.table]:
            raise AssertionError(f"rows of {part.table} are of another shape")
        if part.table == "warnings" and not set(part.batch["code"].to_pylist()) <= set(CODES):
            raise AssertionError("a warning without a word")


def _taken(one: File) -> None:
    """Members read as intake reads them; every twentieth file is really taken into a case."""
    for _ in _walked(one.data, one.name, 0):
        pass
    if hashlib.sha256(one.data).digest()[0] < 13:
        with tempfile.TemporaryDirectory() as home:
            (Path(home) / one.name).write_bytes(one.data)
            with Case.create(Path(home) / "CASE", title="演示", identity=Identity.generate()) as case:
                take(case, [Path(home) / one.name], officers=("甲", "乙"), origin="自行下载")


def _walked(data: bytes, name: str, depth: int) -> Iterator[str]:
    kind = kind_of(data[:CONTAINER_HEAD], name)
    if not kind or depth > 3:
        return
    account = Account(len(data), _LIMITS)
    try:
        for member in opened(kind, io.BytesIO(data), len(data), name, _LIMITS).members:
            account.member()
            if member.stream is None:
                yield member.refusal
                continue
            try:
                stream, inside = account.counted(member.stream()), b""
                while piece := stream.read(1 << 16):
                    inside += piece
            except Refused as fault:
                yield fault.code
            else:
                yield from _walked(inside[: 1 << 20], member.name.text, depth + 1)
    except Refused as fault:
        yield fault.code


def _seen(one: File) -> None:
    find(read_image(one.data))


def where(trace: Path) -> str:
    """The innermost of our own lines in what faulthandler wrote."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    ours = [re.search(r'/doxdocket/(.*\.py)", line (\d+) in (\w+|<\w+>)', line) for line in lines]
    found = next((one for one in ours if one), None)
    return f"{found[1]}:{found[2]} {found[3]}" if found else f"outside (pid {os.getpid()})"
