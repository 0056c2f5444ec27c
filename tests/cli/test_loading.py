"""What a command that reads a published run does not load: what is loaded for nothing is waited for at every call."""

import os
import subprocess
import sys

import pytest

NEVER = {"doxdocket.detect", "doxdocket.parse.known", "doxdocket.pipeline.running", "onnxruntime", "py7zr", "jinja2"}
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
