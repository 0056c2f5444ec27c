"""Which edition of the database a case has: cases of earlier editions are read as they lie there, and brought up before the first act.

Source: docs/reference/case-folder.md. It happens in one transaction with its custody row; digests that earlier custody rows hold stay
true, since facts that an earlier edition did not know count in them only where there are any. Edition 5 has no table of its own: from there
on names are tied to keys (``custody.officers``), which an earlier program would not hold to; the officers of the day stay tied to every key there is.
Until then the case is read as if it were brought up, and stays as it lies there: who only looks at a copy changes nothing in it. The copy that
``restore`` makes is brought up.

>>> len(pieces("CREATE TABLE a (b); CREATE TRIGGER c BEFORE DELETE ON a BEGIN SELECT 1; END;"))
2
"""

import re
import sqlite3
from importlib import resources

from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.seal.database import Database
from doxdocket.store.custody.log import Custody
from doxdocket.store.custody.officers import BOUND
from doxdocket.store.custody.witness import facts
from doxdocket.store.disturbed import lost

EDITION = 5
_LATER = {2: "schema-2.sql", 3: "schema-3.sql", 4: "schema-4.sql"}
"""What each edition added."""
_COLUMNS = (
    "parent TEXT NOT NULL DEFAULT ''",
    *(f"{n} TEXT NOT NULL DEFAULT '{{}}'" for n in ("attributes", "settings", "taking")),
)

_TABLE = "CREATE TABLE"
_BARE = re.compile(r"\bREFERENCES \w+")  # a table of the connection refers to none of the file


def pieces(script: str) -> list[str]:
    """The statements of a script one by one, triggers whole."""
    found, piece = [], ""
    for part in script.split(";")[:-1]:
        piece += part + ";"
        if sqlite3.complete_statement(piece):
            found.append(piece.strip())
            piece = ""
    return found


def create(database: Database) -> None:
    """Everything that a new case holds."""
    with database.transaction():
        for name in ("schema.sql", *_LATER.values()):
            _run(database, name)
        write_down(database)


def bring_up(database: Database, custody: Custody) -> None:
    """Give a case of an earlier edition what this one has; nothing when it has it."""
    with database.transaction():
        for kind, name in database.rows("SELECT type, name FROM sqlite_temp_master WHERE type IN ('table', 'view')"):
            database.execute(f"DROP {kind} temp.{name}")  # of ``read_as_now``
        was = edition(database)  # another process may have done it meanwhile
        if was == EDITION:
            return
        if was > EDITION:
            raise _later(database, custody, was)
        _unless_set_back(database, custody, was)
        if was == 1:
            for column in _COLUMNS:
                database.execute(f"ALTER TABLE sources ADD COLUMN {column}")
        for later, name in _LATER.items():
            if later > was:
                _run(database, name)
        write_down(database)
        keys = [
            row[0]
            for row in database.rows("SELECT fingerprint FROM keyholders WHERE role = 'officer' ORDER BY added_at")
        ]
        bound = dict.fromkeys(custody.officers(), keys)
        custody.append("migrate", {"from": was, "to": EDITION, BOUND: bound, **facts(database)})


def read_as_now(database: Database, custody: Custody) -> bool:
    """Give the connection, and not the file, what this edition has more than the case: tables without a row, columns without a word; whether it has more."""
    was = edition(database)
    if was > EDITION:
        raise _later(database, custody, was)
    if was == EDITION:
        return False
    _unless_set_back(database, custody, was)
    if was == 1:
        beside = ", ".join(f"{default} AS {name}" for name, default in map(_named, _COLUMNS))
        database.execute(f"CREATE TEMP VIEW sources AS SELECT rowid, *, {beside} FROM main.sources")
    for later, name in _LATER.items():
        for piece in _pieces_of(name) if later > was else ():
            if _TABLE in piece:
                database.execute(_BARE.sub("", piece.replace(_TABLE, "CREATE TEMP TABLE")))
    return True


def _named(column: str) -> tuple[str, str]:
    """Name and default of a column."""
    return column.split(maxsplit=1)[0], column.rsplit(maxsplit=1)[-1]


def edition(database: Database) -> int:
    """Which one it has."""
    rows = database.rows("SELECT value FROM meta WHERE key = 'edition'")
    if rows and not str(rows[0][0]).isdecimal():
        raise lost(database.path, "edition")
    return int(rows[0][0]) if rows else 1


def _later(database: Database, custody: Custody, found: int) -> WrongCall | EvidenceFault:
    """A later edition is that of a later program where the rows say so, or are too old to say any."""
    told = custody.reading().standing.said
    return newer(found) if told in {0, found} else set_back(database, found, told)


def _unless_set_back(database: Database, custody: Custody, was: int) -> None:
    if was < (told := custody.reading().standing.edition):
        raise set_back(database, was, told)


def newer(found: int) -> WrongCall:
    """A case of a later version of this program."""
    return WrongCall("edition.newer_doxdocket_wrote_this_case", found=found, known=EDITION)


def set_back(database: Database, found: int, told: int) -> EvidenceFault:
    """The database says another edition than the rows of its chain."""
    return EvidenceFault("edition.says_that_it_is_of", path=database.path, found=found, told=told, what=f"edition {found}, {told}", folder=database.path.parent)  # fmt: skip


def _run(database: Database, name: str) -> None:
    for piece in _pieces_of(name):
        database.execute(piece)


def _pieces_of(name: str) -> list[str]:
    return pieces(resources.files("doxdocket.store").joinpath(name).read_text("utf-8"))


def write_down(database: Database) -> None:
    """Say in the database which edition its tables have now."""
    database.execute("INSERT OR REPLACE INTO meta VALUES ('edition', ?)", (str(EDITION),))
