"""Encrypted tables: Parquet modular encryption (AES-GCM over footer and columns), zstd inside.

Each file has its own random data key, wrapped with AES key wrap (RFC 3394) under a key of the case; a reader tries each key
that the case has had. What fails to
authenticate is an ``EvidenceFault`` that names the file. Two valid files swapped for one another authenticate: the store
keeps the SHA-256 of every published part for that.

Source: https://arrow.apache.org/docs/python/parquet.html (read 2026-11-24).

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     path = Path(folder) / "part.parquet"
...     write(path, pa.table({"n": [1, 2, 3]}), None, bytes(32))
...     read(path, (b"a newer key" * 2 + b" 32 bytes.", bytes(32))).column("n").to_pylist()
[1, 2, 3]
"""

import base64
import functools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from doxdocket.errors import EvidenceFault

_FEW = 1 << 14
"""Rows that lie in memory at a time where some of a row group are wanted."""
_KEY = "case"  # the name of the one master key there is
_UNIFORM = pe.EncryptionConfiguration(
    footer_key=_KEY, uniform_encryption=True, double_wrapping=False, data_key_length_bits=256
)


class _CaseKms(pe.KmsClient):  # type: ignore[misc]
    """Wraps data keys under the newest key of the case and unwraps them with any; there is no server."""

    def __init__(self, config: pe.KmsConnectionConfig) -> None:
        pe.KmsClient.__init__(self)
        self._keys = [base64.b64decode(text) for text in config.custom_kms_conf[_KEY].split()]

    def wrap_key(self, key_bytes: bytes, master_key_identifier: str) -> bytes:
        """The data key, wrapped."""
        del master_key_identifier  # there is one
        return base64.b64encode(aes_key_wrap(self._keys[0], key_bytes))

    def unwrap_key(self, wrapped_key: bytes, master_key_identifier: str) -> bytes:
        """The data key out of its wrapping."""
        del master_key_identifier
        for key in self._keys[:-1]:
            with suppress(InvalidUnwrap):  # sealed before that key was made
                return aes_key_unwrap(key, base64.b64decode(wrapped_key))
        return aes_key_unwrap(self._keys[-1], base64.b64decode(wrapped_key))


@functools.lru_cache(8)
def _crypto(keys: tuple[bytes, ...]) -> tuple[pe.CryptoFactory, pe.KmsConnectionConfig]:
    # One factory a case: a factory remembers the clients and keys it made, and would open one case with another's.
    text = " ".join(base64.b64encode(key).decode() for key in keys)
    return pe.CryptoFactory(_CaseKms), pe.KmsConnectionConfig(custom_kms_conf={_KEY: text})


def write(path: Path, data: pa.Table | Iterable[pa.RecordBatch], schema: pa.Schema | None, key: bytes) -> None:
    """Write a table or a stream of batches to ``path``; ``schema`` may be left out for a table."""
    factory, connection = _crypto((key,))
    properties = factory.file_encryption_properties(connection, _UNIFORM)
    batches = data.to_batches() if isinstance(data, pa.Table) else data
    shape = data.schema if schema is None and isinstance(data, pa.Table) else schema
    with pq.ParquetWriter(path, shape, encryption_properties=properties, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def open_file(path: Path, keys: Sequence[bytes]) -> pq.ParquetFile:
    """The file, opened; its row groups decrypt as they are read."""
    try:
        factory, connection = _crypto(tuple(keys))
        return pq.ParquetFile(path, decryption_properties=factory.file_decryption_properties(connection))
    except (OSError, InvalidUnwrap, ValueError, pa.ArrowException) as e:
        raise _fault(path, e) from None


def batches(
    path: Path, keys: Sequence[bytes], columns: list[str] | None = None, rows: int = 65_536
) -> Iterator[pa.RecordBatch]:
    """The rows, a batch at a time."""
    with open_file(path, keys) as file:
        try:
            yield from file.iter_batches(batch_size=rows, columns=columns)
        except (OSError, pa.ArrowException) as e:
            raise _fault(path, e) from None


def read(path: Path, keys: Sequence[bytes], columns: list[str] | None = None) -> pa.Table:
    """All rows."""
    with open_file(path, keys) as file:
        try:
            return file.read(columns=columns)
        except (OSError, pa.ArrowException) as e:
            raise _fault(path, e) from None


def rows(path: Path, keys: Sequence[bytes], at: Sequence[int], columns: list[str] | None = None) -> pa.Table:
    """Some rows by their numbers, in ascending order; no other row group is decrypted, and of one only so much lies in memory at a time."""
    with open_file(path, keys) as file:
        found, first, asked = [], 0, np.asarray(at, np.int64)
        try:
            for group in range(file.num_row_groups):
                end = first + file.metadata.row_group(group).num_rows
                if not len(_between(asked, first, end)):
                    first = end
                    continue
                for batch in file.iter_batches(_FEW, row_groups=[group], columns=columns):
                    here = _between(asked, first, first + batch.num_rows)
                    found += [pa.table(batch).take(pa.array(here - first))] if len(here) else []
                    first += batch.num_rows
            return (
                pa.concat_tables(found)
                if found
                else file.schema_arrow.empty_table().select(columns or file.schema_arrow.names)
            )
        except (OSError, pa.ArrowException) as e:
            raise _fault(path, e) from None


def _between(asked: Any, first: int, end: int) -> Any:
    """Those of ascending numbers from ``first`` on and before ``end``."""
    return asked[np.searchsorted(asked, first) : np.searchsorted(asked, end)]


def _fault(path: Path, e: BaseException) -> EvidenceFault:
    return EvidenceFault("parquet.does_not_open_it_was", path=path, what=type(e).__name__)
