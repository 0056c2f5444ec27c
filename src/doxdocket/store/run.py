"""One run of the stages: a folder of encrypted tables in parts, each part whole or not there.

Source: docs/reference/case-folder.md. A part is written under a temporary name, synced, then renamed. Worker processes may hold a
``Run``: it has no connection to the database; publishing is ``Case.publish``. Whoever can write in the folder could leave parts in a run that was
killed, for the next one to publish: so what this officer writes is noted outside the case (``noted``), and of a run that goes on only that counts.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     run = Run(Path(home), [bytes(32)])
...     _ = run.write("counts", "0001", pa.table({"n": [1, 2]}))
...     run.has("counts", "0001"), run.read("counts").num_rows
(True, 2)
"""

import hashlib
import itertools
import os
import re
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import pyarrow as pa

from doxdocket.account import SCHEMAS
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.seal import parquet
from doxdocket.seal.fixity import file_sha256
from doxdocket.store import keyring
from doxdocket.store.case_files import disk_fault, sync, sync_file

_Made = TypeVar("_Made")
FIGURES = "figures.json"
KEYS_TABLE = "keys"
_TEMPORARY = ".writing-"
_SMALL = 1 << 15
"""Bytes of a part up to which it is kept when it was opened."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Run:
    """A run folder and the keys of its tables: the first one seals, all of them open."""

    folder: Path
    keys: Sequence[bytes] = field(repr=False)
    head: str | None = None  # of the custody chain, when it was published
    published_at: str | None = None
    figures_sha256: str | None = None

    @property
    def run_id(self) -> str:
        """Its name, which is its folder's."""
        return self.folder.name

    def begin(self, kept: Container[str]) -> None:
        """Begin it, or go on with it: only what this officer wrote stays, and what is ``kept`` (as ``line`` tells it)."""
        log, known = noted(self.folder), self.written()
        for path in sorted(self.folder.rglob("*")):
            if path.is_symlink() or (
                path.is_file() and (one := line(self.folder, path)) not in known and one not in kept
            ):
                path.unlink()
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        log.touch(mode=0o600)

    def written(self) -> frozenset[str]:
        """What this officer wrote of it."""
        log = noted(self.folder)
        return frozenset(log.read_text("utf-8").splitlines()) if log.is_file() else frozenset()

    def end(self) -> None:
        """It is published: nothing of it has to be known again."""
        noted(self.folder).unlink(missing_ok=True)

    def parts(self, table: str) -> list[Path]:
        """The parts of a table, in the order of their names."""
        return sorted(self.folder.glob(f"{checked_name(table)}/[!.]*.parquet"))

    def has(self, table: str, part: str) -> bool:
        """Whether this part is there, whole."""
        return self.path_of(table, part).exists()

    def write(self, table: str, part: str, data: pa.Table | Iterable[pa.RecordBatch]) -> Path:
        """Write one part; it is on the disk when this returns."""
        path = self.path_of(table, part)
        with self._arriving(path) as temporary:
            parquet.write(temporary, *_shaped(table, data), self.keys[0])
        return path

    def put(self, table: str, part: str, data: bytes) -> Path:
        """Write one part that was sealed elsewhere with the keys of this run, as it is."""
        path = self.path_of(table, part)
        with self._arriving(path) as temporary:
            temporary.write_bytes(data)
        return path

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """All parts as one table; an empty one when there is no part."""
        tables = []
        for path in self.parts(table):
            small = self._small(path, columns)
            tables.append(parquet.read(path, self.keys, columns) if small is None else small)
        for one in tables:
            _of_today(table, one.schema.names, columns)
        if tables:
            return self._keyed(table, pa.concat_tables(tables))
        empty = SCHEMAS[table].empty_table()
        return empty if columns is None else empty.select(columns)

    def _small(self, path: Path, columns: list[str] | None) -> pa.Table | None:
        """A part that is kept when it was opened; nothing where it is large."""
        if (mark := _mark(path)) is None or mark.size > _SMALL:
            return None
        return opened_part(path, mark, tuple(self.keys), None if columns is None else tuple(columns))

    def once(self, _what: str, _given: Mapping[str, pa.Table], make: Callable[[], _Made]) -> _Made:
        """What ``make`` makes of these tables; a run makes everything once."""
        return make()

    def batches(self, table: str, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """All parts, a batch at a time."""
        keys = self._keys(table)
        for path in self.parts(table):
            small = self._small(path, columns)
            for batch in parquet.batches(path, self.keys, columns) if small is None else small.to_batches():
                _of_today(table, batch.schema.names, columns)
                yield _rekeyed(batch, keys)

    def _keyed(self, table: str, data: pa.Table) -> pa.Table:
        keys = self._keys(table)
        return pa.Table.from_batches([_rekeyed(b, keys) for b in data.to_batches()], data.schema) if keys else data

    def _keys(self, table: str) -> Mapping[str, str]:
        """Channel ids that stand for others in this run; parts hold them as their files gave them."""
        if table == KEYS_TABLE:
            return {}
        return _stand_for(tuple((path, _mark(path)) for path in self.parts(KEYS_TABLE)), tuple(self.keys))

    def part_batches(self, table: str, part: str, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """One part as it was written, a batch at a time."""
        return parquet.batches(self.path_of(table, part), self.keys, columns)

    def keyed(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Batches with the channel ids of this run."""
        keys = self._keys("posts")
        return (_rekeyed(batch, keys) for batch in batches)

    def rows(self, table: str, part: str, at: Sequence[int], columns: list[str]) -> pa.Table:
        """Some rows of a part by their numbers, in ascending order; only the row groups that hold them are opened."""
        found = parquet.rows(self.path_of(table, part), self.keys, at, columns)
        return pa.Table.from_batches(self.keyed(found.to_batches()), found.schema)

    def link_from(self, other: "Run", table: str, part: str) -> Path:
        """Take over an unchanged part of an earlier run without copying, where the disk can."""
        path, source = self.path_of(table, part), other.path_of(table, part)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, path)
        except FileExistsError:
            return path
        except OSError:
            with self._arriving(path) as temporary:
                shutil.copyfile(source, temporary)
        sync(path.parent)
        return path

    def discard(self, table: str, part: str) -> None:
        """Remove a part of a run that is not published yet."""
        self.path_of(table, part).unlink(missing_ok=True)

    def write_figures(self, data: bytes) -> Path:
        """``figures.json``: counts and rules, no values, so it is not encrypted."""
        path = self.folder / FIGURES
        with self._arriving(path) as temporary:
            temporary.write_bytes(data)
        return path

    def figures(self) -> bytes:
        """``figures.json`` as it was published; an ``EvidenceFault`` when it is another."""
        path = self.folder / FIGURES
        data = path.read_bytes() if path.is_file() else b""
        if self.figures_sha256 not in (None, hashlib.sha256(data).hexdigest()):
            raise EvidenceFault("run.is_not_what_was_published", path=path)
        return data

    def sweep(self) -> None:
        """Remove what a killed writer left half-done."""
        for leftover in self.folder.rglob(f"{_TEMPORARY}*"):
            leftover.unlink()

    def path_of(self, table: str, part: str) -> Path:
        """Where a part lies, whether or not it is there."""
        return self.folder / checked_name(table) / f"{checked_name(part)}.parquet"

    @contextmanager
    def _arriving(self, path: Path) -> Iterator[Path]:
        temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{path.name}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield temporary
            sync_file(temporary)
            if (log := noted(self.folder)).exists():
                with log.open("a", encoding="utf-8") as stream:  # whole lines, also of several processes
                    stream.write(line(self.folder, path, temporary) + "\n")
            temporary.replace(path)
            sync(path.parent)
        except OSError as e:
            raise disk_fault(path, e) from None
        finally:
            temporary.unlink(missing_ok=True)


@lru_cache(maxsize=8)
def _stand_for(parts: tuple[tuple[Path, "_Mark | None"], ...], keys: tuple[bytes, ...]) -> Mapping[str, str]:
    """The ids in these parts of the table of keys, opened once for as long as the files are the same: every table of a run is read with them."""
    rows = [row for path, _ in parts for row in parquet.read(path, keys).to_pylist()]
    return MappingProxyType({row["channel_id"]: row["key"] for row in rows})


@lru_cache(maxsize=512)
def opened_part(path: Path, _as_marked: "_Mark", keys: tuple[bytes, ...], columns: tuple[str, ...] | None) -> pa.Table:
    """A small part, opened once for as long as its file is the same: accounts of one page read the same tables."""
    return parquet.read(path, keys, None if columns is None else list(columns))


def forget() -> None:
    """Drop what is kept of opened parts, and the keys that it was opened with: a case was closed."""
    _stand_for.cache_clear()
    opened_part.cache_clear()


class _Mark(NamedTuple):
    """What is another when a file is another: its place on the disk, its size, when it was written and last changed."""

    device: int
    number: int
    size: int
    written: int
    changed: int


def _mark(path: Path) -> _Mark | None:
    try:
        now = path.stat()
    except OSError:  # which whoever opens it tells
        return None
    return _Mark(now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


def noted(folder: Path) -> Path:
    """Where it is noted what this officer wrote into a run that is not published."""
    return keyring.home() / "runs" / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]


def line(folder: Path, path: Path, data: Path | None = None) -> str:
    """What is noted of a file: its digest, and its path in the run."""
    return f"{file_sha256(data or path)} {path.relative_to(folder).as_posix()}"


def _of_today(table: str, there: Sequence[str], columns: Sequence[str] | None) -> None:
    """Refuse a table that an earlier version of the program wrote in another shape."""
    shape = SCHEMAS.get(table)
    wanted = columns if columns is not None else shape.names if shape is not None else ()
    if lacking := [name for name in wanted if name not in there]:
        raise WrongCall("run.this_run_is_of_earlier", table=table, lacking=", ".join(lacking))  # fmt: skip


def _rekeyed(batch: pa.RecordBatch, keys: Mapping[str, str]) -> pa.RecordBatch:
    """The batch with the channel ids of this run."""
    if not keys or "channel_id" not in batch.schema.names or not batch.num_rows:
        return batch
    coded = batch["channel_id"].dictionary_encode()
    names = pa.array([keys.get(one, one) for one in coded.dictionary.to_pylist()], pa.string())
    at = batch.schema.get_field_index("channel_id")
    return batch.set_column(at, batch.schema.field(at), names.take(coded.indices))


def checked_name(name: str) -> str:
    """A table or part name that stays inside the folder."""
    if not _NAME.fullmatch(name):
        raise WrongCall("run.names_in_run_are_letters", name=name)
    return name


def _shaped(table: str, data: pa.Table | Iterable[pa.RecordBatch]) -> tuple[Iterable[pa.RecordBatch], pa.Schema]:
    """The batches and the schema to write them with: that of ``records`` where the table is one of its."""
    if isinstance(data, pa.Table):
        schema = SCHEMAS.get(table, data.schema)
        return data.cast(schema).to_batches(), schema
    batches = iter(data)
    first = next(batches, None)
    schema = SCHEMAS.get(table) or (first.schema if first is not None else pa.schema([]))
    return itertools.chain([] if first is None else [first], batches), schema
