"""The case database: SQLite under SQLCipher, in WAL with full syncs, so that what was acknowledged survives a kill.

Source: measured before the choice (200 kills, none lost; NORMAL may lose acknowledged rows at a power cut). The key is raw: it
comes out of the case key and needs no stretching. Errors of the library leave as ours: damage is an ``EvidenceFault``,
a full disk or a busy file a ``StorageFault``; neither repeats the statement's values.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "x.sqlite", bytes(32)) as db:
...     with db.transaction():
...         _ = db.execute("create table t (n integer)")
...         _ = db.execute("insert into t values (?)", (7,))
...     db.execute("select n from t").fetchone()
(7,)
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlcipher3 import dbapi2

from doxdocket.errors import DoxdocketError, EvidenceFault, StorageFault

_DAMAGED = ("malformed", "not a database", "file is encrypted")
WAIT_MS = 20_000  # another process may hold the write lock while it commits


class Database:
    """One connection; reads see the last commit, writes happen only inside ``transaction()``."""

    def __init__(
        self, path: Path, key: bytes, *, alone: bool = False, still: bool = False, draft: bool = False
    ) -> None:
        """Open it; ``alone``: no other connection may be open, now or until this one is closed.

        ``still``: a file that nobody changes any more, to be read as it lies there. ``draft``: one that counts only when it is whole: without a log, without syncs.
        """
        self.path = path
        self._afterwards: Callable[[], None] | None = None
        self.before_first: Callable[[], None] | None = None
        """What is to be done once, before the first transaction."""
        self.read_only = still or not all(os.access(one, os.W_OK) for one in (path.parent, path) if one.exists())
        """On a disc, a read-only mount, or for somebody without the right to write: to be read as it lies there."""
        if self.read_only and (log := path.with_name(f"{path.name}-wal")).exists() and log.stat().st_size:
            raise self._unfolded()
        try:
            if self.read_only:
                self._connection = dbapi2.connect(
                    f"{path.absolute().as_uri()}?immutable=1", isolation_level=None, uri=True
                )
            else:
                self._connection = dbapi2.connect(str(path), isolation_level=None)
        except dbapi2.Error as e:
            raise self._ours(e) from None
        try:
            self._set_up(key, alone=alone, draft=draft)
        except DoxdocketError:
            self._connection.close()
            raise

    def _set_up(self, key: bytes, *, alone: bool, draft: bool) -> None:
        # The first pragma must be the key; the second keeps the library from writing to stderr.
        for pragma in (
            f"key = \"x'{key.hex()}'\"",
            "cipher_log_level = NONE",
            f"busy_timeout = {WAIT_MS}",
            *(["locking_mode = EXCLUSIVE"] if alone else []),
            *([] if self.read_only or draft else ["journal_mode = WAL", "synchronous = FULL"]),
            *(["journal_mode = OFF", "synchronous = OFF"] if draft else []),
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "secure_delete = ON",
        ):
            self.execute(f"PRAGMA {pragma}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close; the last one out folds the write-ahead log into the file."""
        self._connection.close()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement and return its cursor."""
        try:
            return self._connection.execute(sql, values)
        except dbapi2.Error as e:
            raise self._ours(e) from None

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query (damage may show only while stepping)."""
        try:
            return list(self._connection.execute(sql, values))
        except dbapi2.Error as e:
            raise self._ours(e) from None

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row."""
        try:
            self._connection.executemany(sql, rows)
        except dbapi2.Error as e:
            raise self._ours(e) from None

    def script(self, sql: str) -> None:
        """Run a file of statements."""
        self._connection.executescript(sql)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none of it; takes the write lock at once, so that it cannot fail half-way for want of it.

        Inside another transaction it is part of that one.
        """
        if self._connection.in_transaction:
            yield
            return
        self.check_writable()
        self._prepare()
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self._afterwards = None
            if self._connection.in_transaction:
                self._connection.rollback()
            raise
        after, self._afterwards = self._afterwards, None
        if after is not None:
            after()

    def _prepare(self) -> None:
        first, self.before_first = self.before_first, None  # it has a transaction of its own
        try:
            if first is not None:
                first()
        except BaseException:
            self.before_first = first
            raise

    def afterwards(self, done: Callable[[], None]) -> None:
        """Call this once when the transaction at hand is committed, and never when it is not."""
        self._afterwards = done

    def fold(self) -> None:
        """Write what the log beside the file holds into the file, so that nothing hangs on the log; waits for readers."""
        busy = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
        if busy:
            raise StorageFault("database.is_being_read_by_another", path=self.path)

    def copy_to(self, path: Path) -> None:
        """A consistent, compact copy under the same key."""
        self.execute("VACUUM INTO ?", (str(path),))

    def rekey(self, key: bytes) -> None:
        """Encrypt every page anew; inside a transaction, with which it comes or goes (measured: tests/store/test_rotation.py)."""
        self.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")

    def damage(self) -> list[str]:
        """What the file's own checks say: every page's HMAC, then the structure. Empty when all is well."""
        try:
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            pages = [str(row[0]) for row in self.rows("PRAGMA cipher_integrity_check")]
            return pages or [row[0] for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        except EvidenceFault as e:
            return [str(e.facts["what"])]

    def check_writable(self) -> None:
        """Refuse an act on a medium that can only be read."""
        if not self.read_only:
            return
        raise StorageFault("database.is_read_only_case_can", folder=self.path.parent)

    def _unfolded(self) -> StorageFault:
        return StorageFault("database.is_read_only_and_log", folder=self.path.parent, name=self.path.name)  # fmt: skip

    def _ours(self, e: dbapi2.Error) -> DoxdocketError:
        what = str(e)
        if any(word in what for word in _DAMAGED):
            return EvidenceFault("database.is_not_database_this_case", path=self.path, what=what)
        return StorageFault("database.cannot_be_read_or_written", path=self.path, what=what)
