"""Whether the database holds the tables, indexes, triggers and views that this program makes, and no others.

A trigger that swallows rows lets an act go out that no row tells of; so nobody acts in a case that holds one, and ``verify`` names it.
Source: docs/reference/case-folder.md. ``sources`` of a case of edition 1 lacks columns, and has them at its end once it was brought up: there the order is left out.

>>> with Database(Path(":memory:"), bytes(32)) as database:
...     _ = database.execute("CREATE TABLE spare (n)")
...     unlike(database, whole=False)
['table spare']
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import cache
from importlib import resources
from pathlib import Path

from doxdocket.errors import EvidenceFault
from doxdocket.seal.database import Database

_OURS = "SELECT type, name, sql FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'"
_WORDS = re.compile(r"--[^\n]*|'[^']*'|\w+|[^\s\w]")
_FILES = ("schema.sql", "schema-2.sql", "schema-3.sql", "schema-4.sql")
Shape = dict[tuple[str, str], tuple[str, ...]]


def unlike(database: Database, *, whole: bool) -> list[str]:
    """What is there and should not be, or is another; and, in a case of this edition (``whole``), what should be there and is not."""
    found, made = _shape(database.rows(_OURS)), _made()
    odd = {one for one, words in found.items() if made.get(one) != words}
    if not whole and (early := ("table", "sources")) in odd and not Counter(found[early]) - Counter(made[early]):
        odd.remove(early)
    return [f"{kind} {name}" for kind, name in sorted(odd | ((made.keys() - found.keys()) if whole else set()))]


def refused(path: Path, what: list[str]) -> EvidenceFault:
    """The error: nobody acts in such a case."""
    return EvidenceFault("store_shape.holds_what_this_program_did", path=path, what=", ".join(what), folder=path.parent)  # fmt: skip


def guarded(guard: Callable[[], None], path: Path, odd: list[str]) -> Callable[[], None]:
    """A guard of acts that refuses them too where the database is not what this program makes."""

    def both() -> None:
        guard()
        if odd:
            raise refused(path, odd)

    return both


@cache
def _made() -> Shape:
    with closing(sqlite3.connect(":memory:")) as database:
        for name in _FILES:
            database.executescript(resources.files("doxdocket.store").joinpath(name).read_text("utf-8"))
        return _shape(database.execute(_OURS).fetchall())


def _shape(rows: list[tuple[str, str, str]]) -> Shape:
    return {(kind, name): _words(name, sql or "") for kind, name, sql in rows}


def _words(name: str, sql: str) -> tuple[str, ...]:
    words = [word for word in _WORDS.findall(sql) if not word.startswith("--")]
    return tuple(sorted(words) if name == "sources" else words)
