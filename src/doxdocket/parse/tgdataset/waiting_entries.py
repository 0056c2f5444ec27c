"""Entries of one map that wait until their channel ends: texts and files of one post stand in different maps.

A channel of ordinary size waits as it is; of a large one what is over the limit is packed (Arrow, zstd), some eight times
smaller, so that only a channel of gigabytes has to be cut into pieces. Leaves out: joining (``dataset``).

>>> held = Held(pa.schema([("post_id", pa.string()), ("date", pa.int64())]), loose=10)
>>> held.add({"post_id": ["7", "6"], "date": [1, None]}, 100)
>>> held.add({"post_id": ["5"], "date": [3]}, 1)
>>> held.rows, held.bytes < 5000, list(held.parts())
(3, True, [{'post_id': ['7', '6'], 'date': [1, None]}, {'post_id': ['5'], 'date': [3]}])
"""

from collections.abc import Iterator

import pyarrow as pa

from doxdocket.parse.walk import Columns

#: Bytes of records that may wait unpacked.
LOOSE = 16 << 20
_PACKED = pa.ipc.IpcWriteOptions(compression="zstd")


class Held:
    """Some columns in the order they came."""

    def __init__(self, schema: pa.Schema, loose: int = LOOSE) -> None:
        self.schema, self.limit = schema, loose
        self.rows = self.bytes = self._loose = 0
        self._parts: list[Columns | pa.Buffer] = []

    def add(self, columns: Columns, size: int) -> None:
        """Keep some rows that took ``size`` bytes in the file."""
        rows = len(columns[self.schema.names[0]])
        self.rows += rows
        if self._loose < self.limit:
            self._parts.append(columns)
            self._loose += size
            self.bytes += size
            return
        packed = self._pack(columns)
        self._parts.append(packed)
        self.bytes += packed.size

    def _pack(self, columns: Columns) -> pa.Buffer:
        batch = pa.RecordBatch.from_arrays([pa.array(columns[f.name], f.type) for f in self.schema], schema=self.schema)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, self.schema, options=_PACKED) as writer:
            writer.write_batch(batch)
        return sink.getvalue()

    def parts(self) -> Iterator[Columns]:
        """What was added, part by part."""
        for part in self._parts:
            if isinstance(part, pa.Buffer):
                with pa.ipc.open_stream(part) as reader:
                    yield reader.read_all().to_pydict()
            else:
                yield part
