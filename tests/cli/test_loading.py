"""What a command that reads a published run does not load: what is loaded for nothing is waited for at every call."""

import os
import subprocess
import sys

import pytest

from doxdocket import pipeline
from doxdocket.count import measure
from doxdocket.engine import sql
from doxdocket.pipeline import published
from doxdocket.store import keyring
from doxdocket.store.case import Case

NEVER = {
    "doxdocket.detect",
    "doxdocket.parse.all_forms",
    "doxdocket.pipeline.running",
    "onnxruntime",
    "py7zr",
    "jinja2",
}
ASKS = {"duckdb"}
"""What a command needs that asks the tables of the run again."""
WORDS = {
    ("figures", "CASE"): NEVER | ASKS,
    ("export", "CASE", "figures"): NEVER | ASKS,
    ("assess", "parties", "CASE"): NEVER | ASKS,
    ("verify", "CASE"): NEVER | ASKS,
    ("explain", "CASE", "persons"): NEVER,
}


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
@pytest.mark.whole(but=5)
def test_a_command_that_reads_a_run_loads_no_stage(words, done, home):
    given = [str(done) if word == "CASE" else word for word in words]
    code = f"""
import atexit, sys
atexit.register(lambda: print(sorted({WORDS[words]} & set(sys.modules)), file=sys.stderr))
from doxdocket.cli import main
sys.argv = ["doxdocket", *{given}]
main()
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"DOXDOCKET_HOME": str(home)}, check=True, capture_output=True,
        encoding="utf-8",
    )  # fmt: skip
    assert ran.stderr.splitlines()[-1] == "[]"


def test_a_name_that_may_be_somebodys_is_looked_at():
    """The detector is left out where nothing in a name can be personal, and only there."""
    code = """
import sys
from doxdocket.report.file_names import FileNames
shown = FileNames("[x]")
print(shown("ChatExport_2024-01-02/result.json"), "doxdocket.detect" in sys.modules)
print(shown("张三13800001111.jpg"), "doxdocket.detect" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    assert ran.stdout.split() == ["ChatExport_2024-01-02/result.json", "False", "[x][x].jpg", "True"]


def test_what_figures_are_counted_from_is_made_once_for_a_run_and_is_what_that_run_counted(mine, home, monkeypatch):
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    made, first = [], measure.relations
    monkeypatch.setattr(measure, "relations", lambda *given: made.append(1) or first(*given))
    with Case.open(mine, identity=keyring.ensure()) as case:
        before = published.relations(case)
        assert published.relations(case) == before
        assert len(made) == 1
        finding = published.latest_findings(case).to_pylist()[0]
        key = "{channel_id}/{post_id}/{where}/{start}-{end}/{kind}".format(**finding)
        case.decide("finding.reject", {"finding": key}, "-", "张三")
        assert published.relations(case) == before, "a decision counts after the next run"
        pipeline.run(case, workers=1)
        after = published.relations(case)
        assert after["findings"].num_rows == before["findings"].num_rows - 1


def test_a_run_makes_what_figures_are_counted_from_once(call, mine, monkeypatch):
    asked, first = [], sql.Session.run
    monkeypatch.setattr(sql.Session, "run", lambda *given: asked.append(given[1]) or first(*given))
    assert call("decide", mine, "figure.value", "persons", "2", "--reason", "经核对", "--officer", "张三").code == 0
    asked.clear()
    assert call("run", mine).code == 0
    assert sum(text.startswith("-- changes:") for text in asked) == 1
