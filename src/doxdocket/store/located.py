"""Where the rows of each post lie, so that those of a few posts are read without all the others.

A table at hand, or the parts of a table of a run: its posts are looked through once, and kept are sixty-four bits of each row and no text. Of
a part only the row groups are opened that hold what is asked for. Left out: what the rows say.

>>> rows = pa.table({"channel_id": ["c", "c", "d"], "post_id": ["1", "2", "1"], "n": [1, 2, 3]})
>>> AtHand(rows).only({"c/2", "d/1", "d/7"})["n"].to_pylist()
[2, 3]
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import SCHEMAS
from doxdocket.records import put
from doxdocket.store.run import Run

POST = ["channel_id", "post_id"]
_BATCH = 1 << 16


def names_of(rows: pa.Table | pa.RecordBatch, number: str = "") -> Any:
    """The post of each row: ``channel/post``; with the column of the ``number`` of a person in it, the publication."""
    more = [rows[number].cast(pa.string())] if number else []
    return pc.binary_join_element_wise(rows["channel_id"], rows["post_id"], *more, "/")


def gathered(batches: Iterable[pa.RecordBatch], least: int) -> Iterator[pa.Table]:
    """The rows in tables of at least so many: a folder of saved pages comes in batches of twenty."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= least:
            yield pa.Table.from_batches(held)
            held, rows = [], 0
    if held:
        yield pa.Table.from_batches(held)


def placed(rows: pa.Table) -> pa.Table:
    """Rows without a place as place -1: a join would pass over what is null."""
    return put(rows, "row_no", pc.fill_null(rows["row_no"], -1))


def _marks(batches: Iterable[pa.RecordBatch]) -> Any:
    """Of each row; a batch at a time, so that no more texts than its own lie in memory."""
    found = [np.fromiter(map(hash, names_of(one).to_pylist()), np.int64, one.num_rows) for one in batches]
    return np.concatenate([np.empty(0, np.int64), *found])


def _at(marks: Any, wanted: Any) -> Any:
    """The places of these marks, in order; ``wanted`` in order."""
    few = 24
    if len(wanted) <= few:  # comparing beats searching
        hit = np.zeros(len(marks), np.bool_)
        for one in wanted:
            hit |= marks == one
        return np.flatnonzero(hit)
    near = np.minimum(np.searchsorted(wanted, marks), len(wanted) - 1)
    return np.flatnonzero(wanted[near] == marks)


def _wanted(names: Collection[str]) -> Any:
    return np.sort(np.fromiter(map(hash, names), np.int64, len(names)))


def _sure(rows: pa.Table, names: Collection[str]) -> pa.Table:
    """The rows of these posts, of rows whose marks are theirs."""
    return rows.filter(pa.array([one in names for one in names_of(rows).to_pylist()], pa.bool_()))


def only(rows: pa.Table, names: Collection[str]) -> pa.Table:
    """The rows of these posts."""
    return rows.filter(pc.is_in(names_of(rows), pa.array(sorted(names), pa.string())))


class AtHand:
    """A table in memory by its posts."""

    def __init__(self, rows: pa.Table) -> None:
        self.rows = rows.combine_chunks()
        self._marked = _marks(self.rows.to_batches(max_chunksize=_BATCH))

    def only(self, names: Collection[str]) -> pa.Table:
        """The rows of these posts, in their order."""
        return _sure(self.rows.take(pa.array(_at(self._marked, _wanted(names)))), set(names))


class InRun:
    """A table of a run by its posts."""

    def __init__(self, run: Run, table: str) -> None:
        self.run, self.table = run, table

    @cached_property
    def _marked(self) -> tuple[list[str], Any, Any]:
        """The parts, where each begins among all rows, and the mark of each row."""
        parts = [path.stem for path in self.run.parts(self.table)]
        found = [_marks(self.run.keyed(self.run.part_batches(self.table, part, POST))) for part in parts]
        return parts, np.cumsum([0, *map(len, found)]), np.concatenate([np.empty(0, np.int64), *found])

    def batches(self, names: Collection[str], columns: list[str]) -> Iterator[pa.RecordBatch]:
        """The rows of these posts, in the order of the parts."""
        parts, begins, marks = self._marked
        asked = set(names)
        every = _at(marks, _wanted(asked)) if asked else np.empty(0, np.int64)
        for part, first, end in zip(parts, begins, begins[1:], strict=False):
            at = every[np.searchsorted(every, first) : np.searchsorted(every, end)] - first
            if len(at):
                rows = self.run.rows(self.table, part, at, list(dict.fromkeys([*POST, *columns])))
                for batch in _sure(rows, asked).to_batches():
                    yield batch.select(columns)

    def only(self, names: Collection[str], columns: list[str]) -> pa.Table:
        """The rows of these posts, as ``batches`` gives them."""
        found = list(self.batches(names, columns))
        return pa.Table.from_batches(found) if found else SCHEMAS[self.table].empty_table().select(columns)
