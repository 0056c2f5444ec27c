"""Spark as it is asked for here: one session, errors without values, nothing in clear on disk, nothing left behind."""

from functools import partial
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from doxdocket.engine import spark as engine
from doxdocket.errors import DoxdocketError, WrongCall

SECRET = "王小二13800138000"


@pytest.mark.parametrize("word", ["x' OR '1'='1", "\\' OR 1=1 --", "a\\nb", '"', "", "王　\u200b", ":who", "$who"])
def test_values_are_bound_and_times_are_utc(spark, word):
    spark.add({"t": pa.table({"x": ["a", word], "at": pa.array([0, 1], pa.timestamp("us", tz="UTC"))})})
    found = spark.run(
        "SELECT count(*) AS n, substr(CAST(min(at) AS STRING), 1, 16) AS at FROM t WHERE x = $who",
        {"who": word},
    )
    assert found.to_pylist() == [{"n": 1, "at": "1970-01-01 00:00"}]


@pytest.mark.parametrize("sizes", [[3, 0, 1, 25], [0], [], [5000, 1, 5000], [4096], [1] * 50])
def test_no_row_of_a_table_in_several_chunks_is_lost(spark, sizes):
    chunks = [pa.array(range(n), pa.int64()) for n in sizes]
    spark.add({"t": pa.table({"x": pa.chunked_array(chunks, pa.int64())})})
    assert spark.run("SELECT count(*) AS n FROM t").to_pylist() == [{"n": sum(sizes)}]


def test_a_table_may_lie_in_parquet(spark, tmp_path):
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"x": [1, 2]}), tmp_path / "t.parquet")
    spark.add({"p": tmp_path / "t.parquet"})
    assert spark.run("SELECT CAST(sum(x) AS BIGINT) AS n FROM p").to_pylist() == [{"n": 3}]


def test_one_spark_at_a_time(spark):
    with pytest.raises(WrongCall, match="already"):
        engine.Session()


def doubled(batch, by):
    return pa.RecordBatch.from_arrays([pc.multiply(batch["x"], by)], ["x"])


def test_a_stage_is_a_function_of_batches(spark):
    made = spark.stage(partial(doubled, by=2), pa.table({"x": list(range(10_000))}), pa.schema([("x", pa.int64())]))
    assert sorted(made["x"].to_pylist()) == list(range(0, 20_000, 2))


def fails(batch):
    raise ValueError(batch["x"][0].as_py())


@pytest.mark.parametrize("ask", [
    lambda s: s.run("SELECT CAST(x AS INTEGER) AS n FROM t"), lambda s: s.run(f"SELECT {SECRET} FROM t"),
    lambda s: s.stage(fails, pa.table({"x": [SECRET]}), pa.schema([("x", pa.string())])),
], ids=["a row", "the text", "a stage"])  # fmt: skip
def test_an_error_says_its_kind_and_no_value(spark, capfd, ask):
    spark.add({"t": pa.table({"x": [SECRET]})})
    with pytest.raises(DoxdocketError) as caught:
        ask(spark)
    error = caught.value
    said = [error.said("zh"), error.said("en"), repr(error.__cause__), repr(error.__context__), *capfd.readouterr()]
    assert not [text for text in said if SECRET in text or "13800138000" in text]


def held(batch, words):
    return batch.filter(pc.is_in(batch["x"], pa.array(words)))


def test_what_spark_writes_to_disk_cannot_be_read(spark):
    """Rows that are shuffled, rows that go in, and what a stage is bound to: none stands in a file in clear."""
    words = [f"{SECRET}-{n:06}" for n in range(60_000)]
    spark.add({"t": pa.table({"x": words})})
    assert spark.run("SELECT x, count(*) AS n FROM t GROUP BY x").num_rows == len(words)
    kept = spark.stage(partial(held, words=words), pa.table({"x": words[:9]}), pa.schema([("x", pa.string())]))
    assert kept.num_rows == 9
    held_ = {p: data for p in spark.place.rglob("*") if p.is_file() and (data := _read(p))}
    assert sum(len(data) for p, data in held_.items() if p.suffix == ".data") > 10_000  # a shuffle was written
    clear = [SECRET.encode(), SECRET.encode("utf-16-le"), SECRET.encode("utf-16-be"), b"13800138000"]
    assert not [p.name for p, data in held_.items() if any(word in data for word in clear)]


def _read(path):
    """A file of Spark's; one that Spark removed meanwhile (shuffles of earlier tests) holds nothing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def test_nothing_but_loopback_is_open(spark):
    own = [psutil.Process(), *psutil.Process().children(recursive=True)]
    ends = [c.laddr.ip for p in own for c in p.net_connections("inet") if c.laddr]
    assert ends
    assert {ip.removeprefix("::ffff:") for ip in ends} <= {"127.0.0.1", "::1"}


def test_no_secret_stands_in_a_command_line(spark):
    here = [p for p in psutil.Process().children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]
    words = [w for p in here for w in p.cmdline()]
    assert any("spark" in w for w in words)
    assert not [w for w in words if "secret=" in w.lower()]


@pytest.mark.whole  # the fixture ``spark`` asks the same of its own
def test_nothing_is_left_of_a_session(tmp_path):
    """In a process of its own: the folder is gone and so is Java, while the program goes on."""
    import os
    import subprocess
    import sys

    code = (
        "import pyarrow as pa, psutil\nfrom doxdocket.engine.spark import Session\n"
        "with Session({'t': pa.table({'x': [1]})}) as s:\n    folder = s._folder\n    print(s.run('SELECT x FROM t').to_pylist())\n"
        "print(folder.exists(), [p.name() for p in psutil.Process().children(recursive=True) if 'java' in p.name()])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True, timeout=200,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout.splitlines() == ["[{'x': 1}]", "False []"]
    assert [p.name for p in Path(tmp_path).iterdir() if not p.name.startswith("hsperfdata")] == []
