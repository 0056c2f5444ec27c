"""Rows of one table that wait to be a batch, one list a column: no dictionary a row is kept.

Nested columns hold tuples in the order of their fields. Leaves out: what the columns mean (``records``).

>>> from doxdocket.records import QUOTE
>>> sheet = Sheet(pa.schema([("id", pa.string()), ("no", pa.int64()), ("quotes", pa.list_(QUOTE))]))
>>> sheet.add({"id": "a", "quotes": [(0, 2)]})
>>> sheet.extend(2, {"id": ["b", "c"], "no": [2, 3]})
>>> sheet.cut(2).to_pylist()
[{'id': 'a', 'no': None, 'quotes': [{'start': 0, 'end': 2}]}, {'id': 'b', 'no': 2, 'quotes': []}]
>>> sheet.rows
1
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, repeat
from operator import itemgetter
from typing import Any

import pyarrow as pa

from doxdocket.records import MEDIA

#: Rows that may wait to be put into columns.
_SINGLE = 1024


class Sheet:
    """Columns that grow together."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema, self.rows, self.counted = schema, 0, 0
        self._columns: dict[str, list[Any]] = {name: [] for name in schema.names}
        self._empty: dict[str, Any] = dict.fromkeys(schema.names)
        self._values = itemgetter(*schema.names)
        self._single: list[tuple[Any, ...]] = []  # rows that came one by one and are in no column yet

    def add(self, row: Mapping[str, Any]) -> None:
        """Append one row; what it does not say is null."""
        self._single.append(self._values({**self._empty, **row}))
        self.rows += 1
        if len(self._single) >= _SINGLE:
            self._settle()

    def _settle(self) -> None:
        """Put rows that came one by one into their columns."""
        for column, values in zip(self._columns.values(), zip(*self._single, strict=True), strict=True):
            column.extend(values)
        self._single.clear()

    @property
    def columns(self) -> Mapping[str, list[Any]]:
        """What waits, by name."""
        if self._single:
            self._settle()
        return self._columns

    def extend(self, rows: int, columns: Mapping[str, Sequence[Any]]) -> None:
        """Append many rows, column by column; what is not given is null."""
        for name, column in self.columns.items():
            column.extend(columns[name] if name in columns else repeat(None, rows))
        self.rows += rows

    def batch(self, first: int, end: int) -> pa.RecordBatch:
        """Some rows, which wait still."""
        whole, columns = (first, end) == (0, self.rows), self.columns
        arrays = [
            _array(column if whole else column[first:end], one.type)
            for one in self.schema
            for column in [columns[one.name]]
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)

    def drop(self, first: int, end: int) -> None:
        """Some rows wait no longer."""
        for column in self.columns.values():
            del column[first:end]
        self.rows -= end - first
        self.counted -= max(0, min(end, self.counted) - first)

    def cut(self, rows: int) -> pa.RecordBatch:
        """The first ``rows`` rows, which wait no longer."""
        batch = self.batch(0, rows)
        self.drop(0, rows)
        return batch


def _array(column: list[Any], kind: pa.DataType) -> pa.Array:
    """One column; of lists of records, from flat columns. Of one value throughout it is made at once."""
    if column and not isinstance(column[0], tuple | list) and column.count(column[0]) == len(column):
        return pa.nulls(len(column), kind) if column[0] is None else pa.repeat(pa.scalar(column[0], kind), len(column))
    if not (pa.types.is_list(kind) and pa.types.is_struct(kind.value_type)):
        return pa.array([one or [] for one in column] if pa.types.is_list(kind) else column, kind)
    inner = kind.value_type
    lists = [one or () for one in column]
    flat = list(zip(*chain.from_iterable(lists), strict=True)) or [()] * inner.num_fields
    values = pa.StructArray.from_arrays(
        [pa.array(values, inner.field(i).type) for i, values in enumerate(flat)], fields=list(inner)
    )
    offsets = pa.array(accumulate(map(len, lists), initial=0), pa.int32())
    # Only of files does null say something else than an empty list: that the record does not tell of them.
    unsaid = pa.array([one is None for one in column], pa.bool_()) if inner == MEDIA else None
    return pa.ListArray.from_arrays(offsets, values, mask=unsaid)
