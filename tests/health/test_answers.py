"""What the suite keeps of answers (``tests/answers.py``): the same bytes are worked out once, others by themselves."""

import shutil

import pyarrow as pa
import pytest
from tests.answers import Answers, Kept, Opened, Seen
from tests.kit.conftest import SHOT

from doxdocket import bounds
from doxdocket.detect.images import one_picture, read_image
from doxdocket.engine import sql
from doxdocket.errors import EvidenceFault
from doxdocket.seal import parquet


def test_sql_is_asked_once_of_the_same_rows_and_again_of_others_or_with_other_parameters(monkeypatch):
    asked, first = [], sql.Session.run
    monkeypatch.setattr(sql.Session, "run", lambda *given: asked.append(given) or first(*given))
    Answers().put(monkeypatch)

    def most(rows, below):
        told = sql.run("SELECT max(x) AS y FROM t WHERE x < $n", {"t": pa.table({"x": rows})}, {"n": below})
        return told["y"].to_pylist()

    assert [most([1, 2], 3), most([1, 2], 3), most([1, 2], 2), most([1, 3], 4)] == [[2], [2], [1], [3]]
    assert len(asked) == 3
    with sql.Session({"t": pa.table({"x": [1]})}) as session:  # a table in place of another of its name
        session.run("SELECT x FROM t")
        session.add({"t": pa.table({"x": [5]})})
        assert session.run("SELECT x FROM t")["x"].to_pylist() == [5]


def test_a_part_is_opened_once_for_all_its_copies_and_never_with_another_key_or_byte(tmp_path, monkeypatch):
    opened, first = [], parquet.read
    monkeypatch.setattr(parquet, "read", lambda *given: opened.append(given) or first(*given))
    Opened().put(monkeypatch)
    part, keys = tmp_path / "part.parquet", (bytes(32),)
    parquet.write(part, pa.table({"x": [1]}), None, keys[0])
    copied = shutil.copy(part, tmp_path / "copy.parquet")
    assert parquet.read(part, keys) == parquet.read(copied, keys)
    assert [batch["x"].to_pylist() for _ in range(2) for batch in parquet.batches(copied, keys)] == [[1], [1]]
    assert len(opened) == 1
    with pytest.raises(EvidenceFault):
        parquet.read(copied, (bytes([1] * 32),))
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    with pytest.raises(EvidenceFault):
        parquet.read(part, keys)


def test_a_picture_is_looked_at_once_and_again_for_its_faces_or_with_another_byte(monkeypatch):
    looked, first = [], one_picture.unguarded
    monkeypatch.setattr(one_picture, "unguarded", lambda *given: looked.append(given) or first(*given))
    Seen().put(monkeypatch)
    seen = read_image(SHOT)
    assert read_image(SHOT) == seen
    assert len(looked) == 1
    assert "曝光台" in seen.text
    assert read_image(SHOT, with_faces=False).text == read_image(SHOT + b"\0").text == seen.text
    assert len(looked) == 3


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("tests.answers.ROOM", 2500)
    kept, made = Kept(), []
    for key in (1, 2, 1, 3, 1, 2):  # 2 was asked longest ago when 3 came
        kept.once(key, lambda: made.append(key))  # noqa: B023 - called at once
    assert len(made) == 4


def test_under_other_bounds_a_picture_is_looked_at_anew(monkeypatch):
    Seen().put(monkeypatch)
    seen = read_image(SHOT)
    assert seen.status != "unread"
    monkeypatch.setattr(bounds, "PICTURE", bounds.Allowance(20, 0))
    assert read_image(SHOT).status == "unread"
