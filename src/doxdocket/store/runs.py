"""The runs of a case: one is begun, or goes on where it was killed, and is published with its custody row.

Nothing rests on a run before it is published; then every file of it was written by the officer who publishes it, as noted outside the case
(``run.noted``), or is one of an earlier run, taken over unchanged. What a fork of a part of the evidence found (``searched``) is recorded
with its custody row and is no run: the next one takes its parts over. Source: docs/reference/case-folder.md.

>>> files_digest(
...     "r1", {"derived/r1/posts/1.parquet": ("ab", 1, "run"), "derived/r2/posts/1.parquet": ("cd", 1, "run")}
... )[:8]
'dff72e24'
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from doxdocket.store import keyring
from doxdocket.store.canonical import canonical, digest, moment
from doxdocket.store.case_files import disk_fault
from doxdocket.store.disturbed import foreign
from doxdocket.store.lock import Lock
from doxdocket.store.run import Run, checked_name
from doxdocket.store.tree import hashes

if TYPE_CHECKING:
    from doxdocket.store.case import Case

HEAD = "head.json"


def published(case: "Case") -> list[Run]:
    """All of them, oldest first."""
    found = case.database.rows(
        "SELECT run_id, head, published_at, figures_sha256 FROM runs WHERE head IS NOT NULL ORDER BY head_seq"
    )
    return [_run(case, *row) for row in found]


def begin(case: "Case", run_id: str) -> Run:
    """A run folder to write into."""
    case.custody.guard()  # before hours of work
    case.custody.still("run")
    known = {run.run_id: run for run in published(case)}
    run = known.get(run_id) or _run(case, run_id)
    try:
        run.begin({f"{sha256} {path}" for own, sha256, path in _recorded(case) if own == run_id})
    except OSError as e:
        raise disk_fault(run.folder, e) from None
    if run_id not in known:
        with case.database.transaction():
            at = moment(case.clock())
            case.database.execute("INSERT OR IGNORE INTO runs (run_id, begun_at) VALUES (?, ?)", (run_id, at))
        run.folder.mkdir(parents=True, exist_ok=True)
    return run


@contextmanager
def beside_key(case: "Case", what: str = "") -> Iterator[Path]:
    """A folder beside the officer's key, one at a time for a case: what a killed process left is gone before, and all of it when this ends."""
    place = keyring.home() / "aside" / (hashlib.sha256(os.fsencode(case.folder.resolve())).hexdigest()[:32] + what)
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with Lock(place.with_suffix(".lock")).held():
            try:
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir(mode=0o700)
                yield place
            finally:
                shutil.rmtree(place, ignore_errors=True)
    except OSError as e:
        raise disk_fault(place, e) from None


@contextmanager
def aside(case: "Case", run_id: str) -> Iterator[Run]:
    """A run that is never published, sealed with the keys of the case, and gone when this ends."""
    with beside_key(case) as place:
        yield Run(place / checked_name(run_id), case.key.subkeys("derived"))


def publish(case: "Case", run: Run, codes: Mapping[str, str], made: tuple[str, str], officer: str) -> Run:
    """Make it the current one. ``made``: the SHA-256 of its figures, and what they were made from."""
    run.sweep()
    figures, base = made
    paths = [path for path in sorted(run.folder.rglob("*")) if path.is_file() and path.name != HEAD]
    with case.shelf.change() as change:
        _take(case, run, paths)
        case.database.many("INSERT OR REPLACE INTO codes VALUES (?, ?)", sorted(codes.items()))
        told = {"files": files_digest(run.run_id, case.shelf.recorded()), "codes": digest(case.codes())}
        told |= {"base": base} if base else {}
        row = case.custody.append("run", {"run": run.run_id, "figures": figures, **told}, officer)
        case.database.execute(
            "UPDATE runs SET published_at = ?, head_seq = ?, head = ?, figures_sha256 = ? WHERE run_id = ?",
            (row.at, row.seq, row.hash, figures, run.run_id),
        )
        head = {"run": run.run_id, "seq": row.seq, "head": row.hash}
        change.put(f"derived/{run.run_id}/{HEAD}", canonical(head | {"mac": case.mac(head)}) + b"\n", "head")
    run.end()
    return _run(case, run.run_id, row.hash, row.at, figures)


def _take(case: "Case", run: Run, paths: Sequence[Path]) -> None:
    """Record these files of a run, each of which was written in it or is one of an earlier run."""
    ours = run.written() | {f"{sha256} {path}" for _, sha256, path in _recorded(case)}
    for path, sha256 in hashes(case.folder, [p.relative_to(case.folder).as_posix() for p in paths]):
        if f"{sha256} {path.split('/', 2)[2]}" not in ours:
            raise foreign(path)
        case.shelf.record(path, sha256, (case.folder / path).stat().st_size, "run")


SEARCHED = "searched"
"""The act of recording what was found in a part of the evidence, by who found it, and again by who brought it back."""


def searched(case: "Case") -> list[Run]:
    """Recorded parts of tables that belong to no published run, by name."""
    known = {run.run_id for run in published(case)}
    return [_run(case, name) for name in sorted({own for own, _, path in _recorded(case) if path != HEAD} - known)]


def record(case: "Case", run: Run, files: Mapping[str, Path] | None = None, officer: str = "") -> str:
    """Record what was found in a part of the evidence, with its digest, which is returned. ``files``: where they lie, by their paths, when a fork brings them."""
    run.sweep()
    with case.shelf.change() as change:
        if files is None:
            _take(case, run, sorted(run.folder.rglob("*.parquet")))
        for path, place in (files or {}).items():
            change.put(path, place.read_bytes(), "run")
        told = files_digest(run.run_id, case.shelf.recorded())
        case.custody.append(SEARCHED, {"run": run.run_id, "files": told}, officer)
    run.end()
    return told


def files_digest(run_id: str, recorded: Mapping[str, tuple[str, int, str]]) -> str:
    """One digest for all recorded files of a run."""
    top = f"derived/{run_id}/"
    return digest({p: sha256 for p, (sha256, _, what) in recorded.items() if what == "run" and p.startswith(top)})


def _recorded(case: "Case") -> list[tuple[str, str, str]]:
    """Of each recorded file of a run: the run, the SHA-256, and the path in the run."""
    found = [
        (path.split("/", 2), sha256)
        for path, (sha256, _, what) in case.shelf.recorded().items()
        if what in {"run", "head"}
    ]
    return [(run_id, sha256, path) for (_, run_id, path), sha256 in found]


def _run(case: "Case", run_id: str, head: str | None = None, at: str | None = None, figures: str | None = None) -> Run:
    folder = case.folder / "derived" / checked_name(run_id)
    return Run(folder, case.key.subkeys("derived"), head, at, figures)
