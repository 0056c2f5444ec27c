"""One SQL text over named Arrow tables, in an in-memory DuckDB that can reach no file, no network, no extension.

Spilling is off: temporary files would hold case data in clear. SQL files keep to the portable subset
(docs/how-to/portable-sql.md), so that the same text runs on Spark (``engine.spark``).

>>> run("SELECT max(x) AS largest FROM t WHERE x < $limit", {"t": pa.table({"x": [1, 2, 3]})}, {"limit": 3}).to_pylist()
[{'largest': 2}]
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, cast

import pyarrow as pa

if TYPE_CHECKING:
    import duckdb

CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "temp_directory": "",
    "threads": "2",
    "default_null_order": "nulls_first_on_asc_last_on_desc",  # as Spark has it, where a text does not say
}


@cache
def text_of(room: str, name: str) -> str:
    """The text of one step of a room: ``sql/NAME.sql`` in it."""
    return (files(f"doxdocket.{room}") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


SMALL = 1 << 16
"""Rows of the tables of a session below which a statement is read and planned once, at the price of a copy of its result."""

TINY = 1 << 11
"""Rows below which a statement is carried out as it is written: to find it a better plan takes longer than to answer it. Its answer is the
same (``tests/golden/test_sql_golden.py`` asks every statement both ways).
"""


@cache
def database() -> "duckdb.DuckDBPyConnection":
    """The one database of this process: starting one takes longer than most statements. It stays empty."""
    import duckdb  # noqa: PLC0415 - what only reads a run asks nothing of it

    warnings.filterwarnings("ignore", "Arrow output on a DB-API result makes an extra copy", UserWarning)  # see SMALL
    made = duckdb.connect(":memory:", config=CONFIG)
    made.execute("SET GLOBAL TimeZone = 'UTC'")  # else texts of times hang on the machine
    return made


@lru_cache(maxsize=512)
def _parsed(sql: str) -> tuple["duckdb.Statement", frozenset[str]]:
    """One statement and the words in it, read once for however often it is asked."""
    (statement,) = database().extract_statements(sql)
    return statement, frozenset(re.findall(r"\w+", sql.lower()))


@contextmanager
def _interrupted() -> Iterator[None]:
    """What the engine says when it is interrupted, as everybody says it."""
    try:
        yield
    except RuntimeError as error:  # the engine says this alone, whatever a signal raised: so no statement runs inside ``bounds``, whose signal is another
        if str(error) != "Query interrupted":
            raise
        raise KeyboardInterrupt from error


class Session:
    """Tables for several statements, seen by no other session; leaving it forgets them."""

    def __init__(self, tables: Mapping[str, pa.Table] = MappingProxyType({})) -> None:
        self._connection = database().cursor()  # what is registered in a cursor is its own
        self._waiting: dict[str, pa.Table] = {}
        self._rows, self._as_written = 0, False
        self.add(tables)

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Make tables known by their names, in place of others of that name; the engine is told of each when a statement names it."""
        self._waiting |= tables
        self._rows += sum(table.num_rows for table in tables.values())

    def _asked(self, sql: str) -> "duckdb.Statement":
        """The statement, when the engine knows the tables that it may name, and whether it looks for a better plan."""
        statement, words = _parsed(sql)
        if self._as_written != (tiny := self._rows < TINY):
            self._connection.execute(f"PRAGMA {'disable' if tiny else 'enable'}_optimizer")
            self._as_written = tiny
        for name in [name for name in self._waiting if name.lower() in words or not name.isidentifier()]:
            self._connection.register(name, self._waiting.pop(name))
        return statement

    def run(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The result of ``sql``; ``$name`` in the text takes its value from ``parameters``."""
        given = dict(parameters or {})
        with _interrupted():
            if self._rows < SMALL:
                return self._connection.execute(self._asked(sql), given).to_arrow_table()
            return self._connection.sql(self._asked(sql), params=given).to_arrow_table()

    def row(self, sql: str) -> tuple[Any, ...]:
        """The one row of ``sql``, without Arrow: half the work for a few numbers."""
        with _interrupted():
            (row,) = self._connection.execute(self._asked(sql)).fetchall()
            return cast("tuple[Any, ...]", row)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


class Memory:
    """What statements answered, for whoever asks them again: where every table that a statement names is what it was, the answer is too.

    A table that came out as it was is the one of before, so that what follows from it is not asked either. Kept is what the last round asked.
    """

    def __init__(self) -> None:
        self._now: dict[object, Any] = {}
        self._before: dict[object, Any] = {}
        self._tables: dict[str, list[pa.Table]] = {}
        self._known: dict[str, list[pa.Table]] = {}

    def begin(self) -> None:
        """A new round."""
        self._before, self._now, self._known, self._tables = self._now, {}, self._tables, {}

    def same(self, name: str, table: pa.Table) -> pa.Table:
        """The table of that name that holds the same, of this round or the one before; else this one."""
        here = self._tables.setdefault(name, [])
        for one in here:
            if one is table:
                return one
        for one in (*here, *self._known.get(name, ())):
            if one is table or (one.num_rows == table.num_rows and one.schema == table.schema and one.equals(table)):
                table = one
                break
        if not any(one is table for one in here):
            here.append(table)
        return table

    def once(self, what: str, given: Mapping[str, pa.Table], make: Callable[[], Any]) -> Any:
        """What ``make`` makes of the tables ``given``, unless it was made of the same before; ``what`` tells one maker from another."""
        key = what, *((name, id(self.same(name, table))) for name, table in sorted(given.items()))
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else make()
        return self._now[key]

    def session(self, tables: Mapping[str, pa.Table] = MappingProxyType({})) -> Session:
        """Tables for several statements, as ``session``."""
        return _Remembering(self, tables)


class _Remembering(Session):
    """A session whose answers are kept."""

    def __init__(self, memory: Memory, tables: Mapping[str, pa.Table]) -> None:
        self._memory, self._there = memory, dict[str, pa.Table]()
        super().__init__(tables)

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """As everywhere; a table that holds what it held is the one of before."""
        told = {name: self._memory.same(name, table) for name, table in tables.items()}
        self._there |= told
        super().add(told)

    def _given(self, sql: str) -> dict[str, pa.Table]:
        _, words = _parsed(sql)
        return {name: table for name, table in self._there.items() if name.lower() in words or not name.isidentifier()}

    def run(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """As everywhere."""
        asked = f"{sql} {sorted((parameters or {}).items())!r}"
        answer = super().run
        return self._memory.once(asked, self._given(sql), lambda: self._memory.same(asked, answer(sql, parameters)))

    def row(self, sql: str) -> tuple[Any, ...]:
        """As everywhere."""
        answer = super().row
        return cast("tuple[Any, ...]", self._memory.once(f"row {sql}", self._given(sql), lambda: answer(sql)))


Opens = Callable[[Mapping[str, pa.Table]], Session]
_elsewhere: ContextVar[Opens | None] = ContextVar("elsewhere", default=None)


@contextmanager
def on(engine: Opens | None) -> Iterator[None]:
    """Inside this, statements are answered by that engine; none says: here."""
    before = _elsewhere.set(engine)
    try:
        yield
    finally:
        _elsewhere.reset(before)


def session(tables: Mapping[str, pa.Table] = MappingProxyType({})) -> Session:
    """Tables for several statements, on the engine of the work at hand."""
    return (_elsewhere.get() or Session)(tables)


def run(sql: str, tables: Mapping[str, pa.Table], parameters: Mapping[str, object] | None = None) -> pa.Table:
    """The result of one statement over ``tables``."""
    with session(tables) as opened:
        return opened.run(sql, parameters)
