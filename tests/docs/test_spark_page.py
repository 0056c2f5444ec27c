"""The page about Spark: its code runs as it is written, in both languages the same."""

import ast
import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "how-to"


def code(name):
    return re.findall(r"```python\n(.*?)```", (PAGES / name).read_text(encoding="utf-8"), re.DOTALL)


def test_the_code_of_the_page_runs(rehearsal_case, spark, monkeypatch, capsys):
    (text,) = code("run-on-spark.md")
    assert [text] == code("run-on-spark.zh-CN.md")

    class Running:
        def __enter__(self):
            return spark

        def __exit__(self, *_):
            """The session of all tests goes on."""

    monkeypatch.setattr("doxdocket.engine.spark.Session", Running)
    monkeypatch.setenv("DOXDOCKET_HOME", str(rehearsal_case.home))
    monkeypatch.chdir(rehearsal_case.folder)
    exec(compile(text, "run-on-spark.md", "exec"), {})
    found = ast.literal_eval(capsys.readouterr().out)
    assert {"name", "phone_number"} <= {row["kind"] for row in found}


@pytest.mark.parametrize("page", ["portable-sql", "run-on-spark"])
def test_both_languages_show_the_same(page):
    english, chinese = ((PAGES / f"{page}{end}").read_text(encoding="utf-8") for end in (".md", ".zh-CN.md"))
    assert re.findall(r"```\w*\n.*?```", english, re.DOTALL) == re.findall(r"```\w*\n.*?```", chinese, re.DOTALL)
    assert re.findall(r"^\|", english, re.MULTILINE) == re.findall(r"^\|", chinese, re.MULTILINE)
