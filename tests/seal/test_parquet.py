"""Encrypted tables: nothing clear on the disk, any byte flipped is told, and errors are ours."""

import random
from pathlib import Path

import pyarrow as pa
import pytest

from doxdocket.errors import EvidenceFault
from doxdocket.records import POSTS
from doxdocket.seal import parquet

KEY, OTHER = bytes(range(32)), bytes(32)
CLEAR = "13800000000"


def table(rows: int = 2000) -> pa.Table:
    return pa.table({"n": list(range(rows)), "text": [f"{CLEAR} {n}" for n in range(rows)]})


def test_no_value_no_column_name_and_no_footer_lies_clear(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write(path, table(), None, KEY)
    data = path.read_bytes()
    assert CLEAR.encode() not in data
    assert b"text" not in data
    assert data[:4] == data[-4:] == b"PARE"


def test_what_was_written_is_read_whole_by_column_and_by_batch(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write(path, iter(table().to_batches(max_chunksize=300)), table().schema, KEY)
    assert parquet.read(path, [KEY]).equals(table())
    assert parquet.read(path, [KEY], ["n"]).column_names == ["n"]
    assert sum(batch.num_rows for batch in parquet.batches(path, [KEY], ["text"], rows=700)) == 2000


def test_an_empty_table_of_posts_keeps_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write(path, iter([]), POSTS, KEY)
    assert parquet.read(path, [KEY]).schema.equals(POSTS)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write(path, table(), None, KEY)
    with pytest.raises(EvidenceFault):
        parquet.read(path, [OTHER])
    assert parquet.read(path, [KEY]).num_rows == 2000


def test_no_flipped_byte_changes_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write(path, table(300), None, KEY)
    whole, draw = path.read_bytes(), random.Random(1)
    for at in [0, 5, len(whole) - 1, len(whole) - 6, *(draw.randrange(len(whole)) for _ in range(60))]:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << draw.randrange(8)]) + whole[at + 1 :])
        try:
            read = parquet.read(path, [KEY])
        except EvidenceFault:
            continue
        # The leading magic and the label of the wrapped key are not authenticated and change nothing that is read; the
        # store's digest of the whole part names them.
        assert read.equals(table(300)), at


@pytest.mark.parametrize("keep", [0, 3, 100, 2000])
def test_a_cut_file_is_told(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "a.parquet"
    parquet.write(path, table(), None, KEY)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(EvidenceFault):
        list(parquet.batches(path, [KEY]))


def test_damage_in_a_late_row_group_is_told_by_batches_too(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write(path, table(50_000), None, KEY)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(EvidenceFault):
        list(parquet.batches(path, [KEY]))
    with pytest.raises(EvidenceFault):
        parquet.read(path, [KEY])


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvidenceFault):
        parquet.read(tmp_path / "none.parquet", [KEY])


def test_rows_are_read_by_their_numbers_across_batches_and_row_groups(tmp_path: Path) -> None:
    """More rows than lie in memory at a time, in two groups: the first and last of each, and none between."""
    first = pa.table({"n": range(40_000), "text": [f"{n}号" for n in range(40_000)]})
    path = tmp_path / "part.parquet"
    batches = [*first.to_batches(), *pa.table({"n": range(40_000, 40_010), "text": ["后"] * 10}).to_batches()]
    parquet.write(path, batches, first.schema, KEY)
    wanted = [0, 16_383, 16_384, 39_999, 40_000, 40_009]
    assert parquet.rows(path, (KEY,), wanted, ["n"])["n"].to_pylist() == wanted
    assert parquet.rows(path, (KEY,), [40_009], ["text"]).to_pylist() == [{"text": "后"}]
    assert parquet.rows(path, (KEY,), []).num_rows == 0
