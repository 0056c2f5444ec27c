"""The same case gives the same rows in the same order however many threads answer its statements."""

import shutil

import pytest
from tests.pipeline.mixed import folder
from tests.pipeline.test_pipeline import WHO, take

from doxdocket import pipeline
from doxdocket.account import SCHEMAS
from doxdocket.engine import sql
from doxdocket.store.case import Case


@pytest.mark.whole
def test_rows_do_not_hang_on_threads(tmp_path, monkeypatch, request):
    first = tmp_path / "one"
    with Case.create(first, title="演练", officers=("甲", "乙"), identity=WHO) as opened:
        folder(tmp_path / "received")
        take(opened, tmp_path / "received")
    answers = []
    request.addfinalizer(sql.database.cache_clear)
    for threads in ("1", "4"):
        mine = shutil.copytree(first, tmp_path / f"threads-{threads}")
        monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / f"officer-{threads}"))  # who knows of no other copy
        monkeypatch.setitem(sql.CONFIG, "threads", threads)
        sql.database.cache_clear()  # the one before has as many threads as it was made with
        assert sql.run("SELECT current_setting('threads') AS threads", {}).to_pylist() == [{"threads": int(threads)}]
        with Case.open(mine, identity=WHO) as opened:
            pipeline.run(opened, workers=1)
            run = pipeline.current(opened)
            tables = {name: run.read(name).to_pylist() for name in SCHEMAS if name != "recheck"}
            answers.append(tables | {"recheck": pipeline.rechecked(opened).rows.to_pylist(), "figures": run.figures()})
            assert pipeline.latest_findings(opened).num_rows
    for name, rows in answers[0].items():
        assert answers[1][name] == rows, name
