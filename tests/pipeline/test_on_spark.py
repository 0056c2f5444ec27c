"""A run on Spark is the run of one machine: the same parts, the same figures; workers that are lost and runs that go on change nothing; no key is seen on the way."""

# ruff: noqa: SLF001 - detection alone has no public door, and Spark's settings none of ours

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pyarrow as pa
import pytest
from tests.cli.conftest import TEXTS, export

from doxdocket import intake, pipeline
from doxdocket.engine import spark as engine
from doxdocket.engine.pool import Died
from doxdocket.pipeline import running, where
from doxdocket.pipeline.remote_tasks import Away, there
from doxdocket.records import POSTS
from doxdocket.scan import running as scanning
from doxdocket.store import backup
from doxdocket.store.case import Case
from doxdocket.store.run import Run

QUIET = lambda *_: None  # noqa: E731
EVERY = (
    "findings",
    "conduct",
    "warnings",
    "images",
    "dossiers",
    "persons",
    "links",
    "items",
    "completeness",
    "merged",
    "exposures",
)


@pytest.fixture
def case(tmp_path):
    """A case of two exports that nobody has read, and a fork of it."""
    for n in range(2):
        export(tmp_path / "taken" / str(n), [*TEXTS[n:], *TEXTS[:n]], f"演练{n}", 1850001 + n)
    with Case.create(tmp_path / "case", title="演练", officers=["甲"]) as made:
        intake.take(made, [tmp_path / "taken"], officers=("甲",), origin="演练", captured_at=None)
        running.recognised(made)
        backup.fork(made, tmp_path / "fork")
    return tmp_path


def rows(run, table):
    return sorted(map(str, run.read(table).to_pylist()))


def test_detection_on_spark_writes_the_parts_of_this_machine(case, spark):
    """A part is written by whoever asked, whatever worker found it; a part that is there is not asked for again."""
    with Case.open(case / "case") as here, Case.open(case / "fork") as elsewhere:
        made = [one.begin_run("run") for one in (here, elsewhere)]
        pools = [where.opens(made[0], 1, None), where.opens(made[1], None, spark)]
        done = [
            running._parse_and_detect(run, (), one, running.recognised(one), QUIET, pool)
            for run, one, pool in zip(made, (here, elsewhere), pools, strict=True)
        ]
        assert done == [(2, 2, 0)] * 2
        assert all(rows(made[0], table) == rows(made[1], table) for table in ("findings", "conduct", "warnings"))
        assert made[0].read("findings").num_rows > 5
        assert running._parse_and_detect(made[1], (), elsewhere, running.recognised(elsewhere), QUIET, pools[1])[1] == 0


def test_no_key_stands_in_settings_command_lines_or_files_of_spark(case, spark):
    with Case.open(case / "fork") as one:
        run = one.begin_run("run")
        running._parse_and_detect(run, (), one, running.recognised(one), QUIET, where.opens(run, None, spark))
        keys = [one.key.subkey("digest"), *run.keys]
    forms = [form for key in keys for form in (key, key.hex().encode(), base64.b64encode(key))]
    told = repr(spark._spark.sparkContext.getConf().getAll()).encode()
    lines = " ".join(
        word
        for p in psutil.Process().children(recursive=True)
        if p.status() != psutil.STATUS_ZOMBIE
        for word in p.cmdline()
    ).encode()
    files = b"".join(path.read_bytes() for path in spark.place.rglob("*") if path.is_file())
    assert not [form for form in forms if form in told or form in lines or form in files]


def fails(number):
    raise RuntimeError(f"no {number}")


def ends(number):
    from doxdocket.engine import pool

    pool.at(number)
    if number == 2:
        os._exit(9)
    return number


@pytest.mark.whole
def test_what_ends_its_worker_is_tried_here_and_named(spark):
    answers = list(engine.Workers(spark).each(ends, [(1,), (2,), (3,)]))
    assert [one if isinstance(one, int) else (type(one), one.at) for one in answers] == [1, (Died, 2), 3]
    with pytest.raises(RuntimeError, match="no 4"):
        list(engine.Workers(spark).each(fails, [(4,)]))


def writes(folder, keys, part, more):
    run = Run(folder, keys)
    assert next(run.part_batches("posts", part)).num_rows == 2
    run.write("made", part, pa.table({"n": [more]}))
    return part


class Here:
    """Workers that do each task twice, as a cluster does that lost one and found it again."""

    def each(self, function, tasks):
        for task in tasks:
            function(*task)
            yield function(*task)


def test_what_a_task_reads_travels_and_what_it_writes_comes_back(tmp_path):
    run = Run(tmp_path / "run", [bytes(32)])
    run.write("posts", "a", pa.Table.from_pylist([{"post_id": "1"}, {"post_id": "2"}], POSTS))
    assert list(Away(run, Here()).each(writes, [(run.folder, run.keys, "a", 5)])) == ["a"]
    assert [batch["n"].to_pylist() for batch in run.part_batches("made", "a")] == [[5]]
    assert there(writes, run.path_of("posts", "a").read_bytes(), run.keys, "a", 6)[0] == "a"


@pytest.mark.whole
def test_a_run_on_spark_is_the_run_of_one_machine(case, spark):
    """Figures to the byte; tables row by row."""
    with Case.open(case / "case") as here, Case.open(case / "fork") as elsewhere:
        one, other = pipeline.run(here, workers=1), pipeline.run(elsewhere, engine=spark)
        assert one == other
        first, second = here.current_run(), elsewhere.current_run()
        assert first.figures() == second.figures()
        assert all(rows(first, table) == rows(second, table) for table in EVERY)


KILLED = """
import sys, threading, time
from pathlib import Path
import psutil
from doxdocket.engine.spark import Session
from doxdocket.pipeline import inputs, running, where
from doxdocket.store.case import Case
from tests.pipeline.test_on_spark import slowly

ended = []
def kill():
    while not ended:
        for one in psutil.Process().children(recursive=True):
            try:
                if "CoarseGrainedExecutorBackend" in " ".join(one.cmdline()) and any("pyspark" in " ".join(c.cmdline()) for c in one.children(recursive=True)):
                    time.sleep(1)
                    ended.append(one.pid)
                    one.kill()
                    return
            except psutil.Error:
                pass
        time.sleep(0.1)

running._detect_part = slowly
with Case.open(Path(sys.argv[1])) as case, Session(master="local-cluster[2,1,1024]") as spark:
    threading.Thread(target=kill, daemon=True).start()
    run = case.begin_run(inputs.run_id(case))
    sources = running.recognised(case)
    print(running._parse_and_detect(run, (), case, sources, lambda *_: None, where.opens(run, None, spark)), len(ended))
"""


def slowly(*arguments):
    """Detection that takes a while, so that its worker can be ended in it."""
    import time

    time.sleep(4)
    return _detect_part(*arguments)


_detect_part = running._detect_part


@pytest.mark.whole
def test_an_executor_that_is_killed_changes_nothing(case):
    with Case.open(case / "case") as here:
        pipeline.run(here, workers=1)
        wanted = here.current_run().figures()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(case / "fork")], cwd=root, capture_output=True, encoding="utf-8", check=False, timeout=1500,
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1:] == ["(2, 2, 0) 1"], done.stderr[-3000:]
    with Case.open(case / "fork") as elsewhere:
        assert pipeline.run(elsewhere, workers=1).detected == 0  # it goes on with what the executors found
        assert elsewhere.current_run().figures() == wanted


def test_a_scan_on_spark_counts_as_one_machine(tmp_path, spark):
    for n in range(2):
        export(tmp_path / "in" / str(n), [*TEXTS[n:], *TEXTS[:n]], f"演练{n}", 1850001 + n)
    scans, states = [], []
    for name, workers in (("here", None), ("spark", spark.workers(QUIET))):
        (tmp_path / name).mkdir()
        scans.append(scanning.run([str(tmp_path / "in")], tmp_path / name, QUIET, None, workers))
        states.append(json.loads((tmp_path / name / scanning.STATE).read_text("utf-8")))
    assert states[0] == states[1]
    assert sum(one.counts["dossiers"] for one in scans[0].channels.values()) == 6
