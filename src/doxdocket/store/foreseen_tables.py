"""What a run would hold under other decisions: the tables of a run, with those that are made anew in memory alone.

The stages write into it as into a run, and nothing of the case changes. Tables that are read once are kept, since whoever decides asks again
after each batch. Left out: figures and publishing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import pyarrow as pa

from doxdocket.store.run import Run

_T = TypeVar("_T")
Once = Callable[[str, Mapping[str, pa.Table], Callable[[], Any]], Any]
"""Makes a thing of tables, or knows it (``engine.sql.Memory.once``)."""


class Beside:
    """Reads as the run ``of`` does, but for what was written here; ``without``: parts that are made anew, so not those of the run; ``once``: who keeps what was made."""

    def __init__(self, of: Run, without: Collection[tuple[str, str]] = (), once: Once | None = None) -> None:
        self.of, self._without = of, set(without)
        self._read: dict[tuple[str, tuple[str, ...] | None], pa.Table] = {}
        self._made: dict[str, dict[str, pa.Table]] = {}
        self._once = once or of.once

    @property
    def run_id(self) -> str:
        """That of the run."""
        return self.of.run_id

    def begin(self) -> None:
        """Forget what was written, and keep what was read."""
        self._made.clear()

    def once(self, what: str, given: Mapping[str, pa.Table], make: Callable[[], _T]) -> _T:
        """What was made of the same tables before, where that is kept, else what ``make`` makes."""
        return cast("_T", self._once(what, given, make))

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """All rows, of what was written here if anything was."""
        made = self._made.get(table, {})
        if made and not self._parts(table):
            return _some(pa.concat_tables(made.values()), columns)
        known = table, tuple(columns) if columns is not None else None
        if known not in self._read:
            self._read[known] = self._of_run(table, columns)
        return (
            pa.concat_tables([self._read[known], *(_some(one, columns) for one in made.values())])
            if made
            else self._read[known]
        )

    def _parts(self, table: str) -> bool:
        """Whether only some parts of a table are made here."""
        return any(name == table for name, _ in self._without)

    def _of_run(self, table: str, columns: list[str] | None) -> pa.Table:
        if not self._parts(table):
            return self.of.read(table, columns)
        some = [part for part in (path.stem for path in self.of.parts(table)) if (table, part) not in self._without]
        batches = [batch for part in some for batch in self.of.keyed(self.of.part_batches(table, part, columns))]
        return pa.Table.from_batches(batches) if batches else self.of.read(table, columns).slice(0, 0)

    def batches(self, table: str, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows, a batch at a time."""
        return iter(self.read(table, columns).to_batches()) if table in self._made else self.of.batches(table, columns)

    def parts(self, table: str) -> list[Path]:
        """The parts of the run that stand, by their paths, and those made here, by name alone."""
        made, of_run = self._made.get(table, {}), self.of.parts(table)
        if made and not self._parts(table):
            of_run = []
        kept = [one for one in of_run if one.stem not in made and (table, one.stem) not in self._without]
        return [*kept, *map(Path, made)]

    def part_batches(self, table: str, part: str, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """One part, a batch at a time."""
        made = self._made.get(table, {}).get(part)
        return self.of.part_batches(table, part, columns) if made is None else iter(_some(made, columns).to_batches())

    def keyed(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Batches with the channel ids of the run."""
        return self.of.keyed(batches)

    def rows(self, table: str, part: str, at: Sequence[int], columns: list[str]) -> pa.Table:
        """Some rows of a part by their numbers."""
        made = self._made.get(table, {}).get(part)
        return self.of.rows(table, part, at, columns) if made is None else _some(made, columns).take(pa.array(at))

    def write(self, table: str, part: str, data: pa.Table) -> None:
        """Keep a part."""
        self._made.setdefault(table, {})[part] = data

    def discard(self, table: str, part: str) -> None:
        """Forget a part."""
        self._made.get(table, {}).pop(part, None)


def _some(rows: pa.Table, columns: list[str] | None) -> pa.Table:
    return rows if columns is None else rows.select(columns)
