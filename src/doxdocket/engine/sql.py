"""One SQL text over named Arrow tables, in an in-memory DuckDB that can reach no file, no network, no extension.

Spilling is off: temporary files would hold case data in clear. SQL files keep to the portable subset (CTEs, windows in
a subquery, explicit casts and NULL order), so that the same text runs on Spark.

>>> run("SELECT max(x) AS largest FROM t WHERE x < $limit", {"t": pa.table({"x": [1, 2, 3]})}, {"limit": 3}).to_pylist()
[{'largest': 2}]
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "temp_directory": "",
    "threads": "2",
}


def run(sql: str, tables: Mapping[str, pa.Table], parameters: Mapping[str, object] | None = None) -> pa.Table:
    """The result of ``sql`` over ``tables``; ``$name`` in the text takes its value from ``parameters``."""
    with duckdb.connect(":memory:", config=_CONFIG) as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(sql, params=dict(parameters or {})).to_arrow_table()
