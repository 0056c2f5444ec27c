"""SQL over Arrow: values are bound, and nothing outside the tables can be reached."""

import datetime as dt
import signal
import sys
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from doxdocket.engine import sql


def test_parameters_are_values_not_text():
    table = pa.table({"name": ["a", "x' OR '1'='1"]})
    found = sql.run("SELECT count(*) AS n FROM t WHERE name = $who", {"t": table}, {"who": "x' OR '1'='1"})
    assert found.to_pylist() == [{"n": 1}]


@pytest.mark.parametrize(
    "text",
    ["SELECT * FROM read_csv('/etc/passwd')", "COPY t TO '/tmp/out.csv'", "INSTALL httpfs", "ATTACH '/tmp/x.db'"],
)
def test_no_file_and_no_extension_can_be_reached(text):
    with pytest.raises(duckdb.Error):
        sql.run(text, {"t": pa.table({"x": [1]})})


def test_a_session_sees_its_own_tables_alone():
    with sql.Session({"t": pa.table({"x": [1]})}) as one, sql.Session({"t": pa.table({"x": [2]})}) as other:
        assert [s.run("SELECT x FROM t").to_pylist() for s in (one, other)] == [[{"x": 1}], [{"x": 2}]]
        one.add({"mine": pa.table({"x": [3]})})
        with pytest.raises(duckdb.Error):
            other.run("SELECT x FROM mine")
    with sql.Session() as later, pytest.raises(duckdb.Error):
        later.run("SELECT x FROM t")


def test_few_rows_and_many_are_answered_alike(monkeypatch):
    """Over few rows a statement is planned once, and its result is copied."""
    at = dt.datetime(1890, 5, 4, 3, 2, 1, tzinfo=dt.UTC)
    rows = [
        {"n": 1, "x": 0.5, "text": "甲", "at": at, "day": at.date(), "sum": Decimal("4.20"), "list": ["a"], "of": {"k": [1]}, "raw": b"0", "yes": True},
        dict.fromkeys(("n", "x", "text", "at", "day", "sum", "list", "of", "raw", "yes")),
    ]  # fmt: skip
    given = {"t": pa.Table.from_pylist(rows)}
    text = "SELECT *, count(*) OVER () AS many, $who AS who, n IN (SELECT n FROM t) AS found FROM t ORDER BY n"
    few = sql.run(text, given, {"who": "乙"})
    monkeypatch.setattr(sql, "SMALL", 0)
    many = sql.run(text, given, {"who": "乙"})
    assert few.schema == many.schema
    assert few.equals(many)
    assert few.num_rows == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("ask", [sql.Session.run, sql.Session.row])
@pytest.mark.parametrize("small", [0, 1])
@pytest.mark.whole(but=5)
def test_an_interrupt_in_the_midst_of_a_statement_is_one(ask, small, monkeypatch):
    """The engine says that it was interrupted and drops what was raised: it is no error of ours."""
    monkeypatch.setattr(sql, "SMALL", small)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(
        signal.ITIMER_REAL, 0.3, 5
    )  # again, should one come while Python lets no exception out (a finalizer)
    try:
        with pytest.raises(KeyboardInterrupt), sql.Session() as session:
            # it ends by itself: now and then the engine waits for a task that does not see that it is cancelled
            ask(session, "SELECT sum(hash(range) % 7) AS n FROM range(300000000)")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_statement_is_asked_again_only_when_a_table_that_it_names_is_another(monkeypatch):
    memory, asked, run = sql.Memory(), [], sql.Session.run
    monkeypatch.setattr(sql.Session, "run", lambda self, text, given=None: asked.append(text) or run(self, text, given))

    def answers(t, u):
        memory.begin()
        asked.clear()
        with memory.session({"t": pa.table({"x": t}), "u": pa.table({"x": u})}) as one:
            one.add({"s": one.run("SELECT sum(x) AS x FROM t")})
            return [one.run(text)["x"][0].as_py() for text in ("SELECT x FROM s", "SELECT max(x) AS x FROM u")]

    assert (answers([1, 2], [7]), len(asked)) == ([3, 7], 3)
    assert (answers([1, 2], [8]), asked) == ([3, 8], ["SELECT max(x) AS x FROM u"])
    assert (answers([2, 1], [8]), asked) == (
        [3, 8],
        ["SELECT sum(x) AS x FROM t"],
    )  # what came out as it was is not asked on
    assert (answers([2, 2], [8]), asked) == ([4, 8], ["SELECT sum(x) AS x FROM t", "SELECT x FROM s"])
    assert (answers([1, 2], [8]), len(asked)) == ([3, 8], 2)  # of the round before the last nothing is kept
