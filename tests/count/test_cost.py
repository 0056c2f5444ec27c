"""What a step costs by the rows that it makes on the way, as DuckDB tells them: twice the persons make twice the rows."""

import json

import pyarrow as pa
import pytest

from doxdocket.count.catalogue import step
from doxdocket.count.tables import combined
from doxdocket.engine import sql

SHOWN = {"counts": "low", "sure": 1, "admitted": 1, "shown": "low", "hub": False, "whole": 1}
KINDS = ("name", "id_number", "phone_number", "home_address")


def exposures(persons):
    rows = [
        dict.fromkeys(("person", "person_best", "person_low"), f"V{n:04}") | {"kind": kind} | SHOWN
        for n in range(persons)
        for kind in KINDS[: 4 if n % 3 else 2]
    ]
    return pa.Table.from_pylist(rows)


def rows_made(text, persons):
    """The rows of all operators together, and of the one that makes most."""
    with sql.Session({"exposures": exposures(persons), "combined": combined()}) as session:
        plan = json.loads(session.run(f"EXPLAIN (ANALYZE, FORMAT json) {text}")[1][0].as_py())
    made = [*rows(plan)]
    assert max(made) >= persons
    return sum(made), max(made)


def rows(node):
    """Of each operator of a plan; the name of the figure hangs on the edition of DuckDB."""
    yield node.get("intermediate_rows", node.get("operator_cardinality", 0)) or 0
    for inner in node.get("children") or node.get("operator") or ():
        yield from rows(inner)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (step("profiled"), 2.2),
        pytest.param("SELECT count(*) FROM exposures AS a JOIN exposures AS b ON b.kind = a.kind", 4.2, id="a square"),
    ],
)
def test_persons_are_not_paired_with_persons(text, most):
    once, twice = rows_made(text, 200), rows_made(text, 400)
    grown = max(b / a for a, b in zip(once, twice, strict=True))
    assert most - 0.5 < grown < most
