"""SQL over Arrow: values are bound, and nothing outside the tables can be reached."""

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


def test_a_text_that_was_read_before_is_of_the_tables_and_values_of_now():
    text = "SELECT * FROM t WHERE x > $least"
    for column in ([1, 2], ["1", "2"], [1.5, 2.5]):
        table = pa.table({"x": column, f"of {column[0]}": [0, 0]})
        for least, rows in ((column[0], 1), (column[1], 0)):
            found = sql.run(text, {"t": table}, {"least": least})
            assert (found.schema.names, found.num_rows) == (table.schema.names, rows)
