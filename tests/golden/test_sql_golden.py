"""Every SQL step answers its cases the same on DuckDB and on Spark: names, types, rows and their order."""

import os
import re

import pytest
from tests.golden import sql_cases as golden

from doxdocket.engine import sql

WRITE = os.environ.get("DOXDOCKET_GOLDEN") == "write"


def ids(step):
    return f"{step.parents[1].name}/{step.stem}"


def asked(session, step, cases=None):
    text = golden.text_of(step)
    for case in golden.cases(golden.place(step))[:cases]:
        session.add(case.tables)
        used = {name: v for name, v in case.values.items() if f"${name}" in text}
        yield case, golden.told(session.run(text, used), ordered=golden.ordered(text))


@pytest.mark.parametrize("tiny", [0, sql.TINY], ids=["planned", "as written"])
@pytest.mark.parametrize("step", golden.STEPS, ids=ids)
def test_golden_on_duckdb(step, tiny, monkeypatch):
    """Over many rows the engine looks for a better plan, over few it does not: the answer is the same."""
    monkeypatch.setattr(sql, "TINY", tiny)
    path = golden.place(step)
    assert path.is_file(), (
        f"{ids(step)} has no golden case: write {path} (docs/how-to/portable-sql.md), then ./docket golden"
    )
    with sql.Session() as session:
        answers = list(asked(session, step))
    if WRITE:
        golden.write(path, [answer for _, answer in answers])
        return
    for case, answer in answers:
        assert case.answer is not None, f"{ids(step)}, {case.name}: no answer yet; ./docket golden writes one, judge it"
        assert answer == case.answer, case.name


@pytest.mark.parametrize(
    "step",
    [pytest.param(step, marks=pytest.mark.whole if n % 5 else ()) for n, step in enumerate(golden.STEPS)],
    ids=ids,
)
@pytest.mark.skipif(WRITE, reason="answers are written by DuckDB and compared here")
def test_golden_on_spark(step, spark, whole):
    """In the ordinary suite every fifth step, with its first case."""
    for case, answer in asked(spark, step, None if whole else 1):
        assert answer == case.answer, case.name


@pytest.mark.parametrize("step", golden.STEPS, ids=ids)
def test_a_step_is_tried_with_rows_and_with_none(step):
    """One case at least gives rows, and one at least has every table empty: a step over nothing answers too."""
    path = golden.place(step)
    assert path.is_file()
    cases = golden.cases(path)
    assert any(len(case.answer.splitlines()) > 1 for case in cases)
    assert any(not sum(t.num_rows for t in case.tables.values()) for case in cases)


def test_no_case_is_left_of_a_step_that_is_gone():
    known = {golden.place(step) for step in golden.STEPS}
    assert set(golden.HERE.rglob("*.txt")) <= known


@pytest.mark.parametrize(("text", "has"), [
    ("SELECT a FROM (SELECT a FROM t ORDER BY a) AS b", False), ("SELECT a FROM t ORDER BY a", True),
    ("SELECT row_number() OVER (ORDER BY a) AS n FROM t", False), ("-- ORDER BY\nSELECT 'ORDER BY' FROM t", False),
])  # fmt: skip
def test_the_order_of_a_step_is_seen(text, has):
    assert golden.ordered(text) is has


def test_cells_come_back_as_they_were_written():
    shape = golden.schema("a string | b binary | c list<string> | d time | e bool | f decimal")
    row = ["'a | b '", "0x00ff", "[x, y]", "2024-02-29T23:59:59.000001", "true", "1.50"]
    line = " | ".join(row)
    held = {f.name: golden.value(c, f.type) for c, f in zip(golden.cells(line), shape, strict=True)}
    table = golden.pa.Table.from_pylist([held], shape)
    assert golden.told(table, ordered=True).splitlines()[1] == re.sub(r"\s+$", "", line)
