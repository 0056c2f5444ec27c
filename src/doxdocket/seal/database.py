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

    def __init__(self, path: Path, key: bytes, *, alone: bool = False) -> None:
        """Open it; ``alone``: no other connection may be open, now or until this one is closed."""
        self.path = path
        self._afterwards: Callable[[], None] | None = None
        self.before_first: Callable[[], None] | None = None
        """What is to be done once, before the first transaction."""
        self.read_only = not all(os.access(one, os.W_OK) for one in (path.parent, path) if one.exists())
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
            self._set_up(key, alone=alone)
        except DoxdocketError:
            self._connection.close()
            raise

    def _set_up(self, key: bytes, *, alone: bool) -> None:
        # The first pragma must be the key; the second keeps the library from writing to stderr.
        for pragma in (
            f"key = \"x'{key.hex()}'\"",
            "cipher_log_level = NONE",
            f"busy_timeout = {WAIT_MS}",
            *(["locking_mode = EXCLUSIVE"] if alone else []),
            *([] if self.read_only else ["journal_mode = WAL", "synchronous = FULL"]),
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
            raise StorageFault(
                zh="{path} 正被另一个程序读取，日志不能并入。请等它结束，然后重试。",
                en="{path} is being read by another program, so its log cannot be folded in. Wait for it to end, then try again.",
                path=self.path,
            )

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
        raise StorageFault(
            zh="{folder} 只读：可以查看和核验，不能办理，没有记录任何东西。要办理，先复制到可写的文件夹：doxdocket restore {folder} 新文件夹",
            en="{folder} is read-only: the case can be read and verified there, not acted on; nothing was recorded. To act, first copy it to a folder that can be written: doxdocket restore {folder} NEW-FOLDER",
            folder=self.path.parent,
        )

    def _unfolded(self) -> StorageFault:
        return StorageFault(
            zh="{folder} 只读，而旁边的日志（{name}-wal）里还有没并入的内容：有人正在使用，或复制时没有关闭。没有打开；请先把整个文件夹复制到可写的地方。",
            en="{folder} is read-only, and the log beside the database ({name}-wal) holds what was not folded in: somebody is using it, or it was copied while open. Nothing was opened; first copy the whole folder to where it can be written.",
            folder=self.path.parent, name=self.path.name,
        )  # fmt: skip

    def _ours(self, e: dbapi2.Error) -> DoxdocketError:
        what = str(e)
        if any(word in what for word in _DAMAGED):
            return EvidenceFault(
                zh="{path} 不是本案写下的数据库，或已损坏（{what}）。请从备份恢复，然后运行：doxdocket verify",
                en="{path} is not the database this case wrote, or is damaged ({what}). Restore a backup, then run: doxdocket verify",
                path=self.path,
                what=what,
            )
        return StorageFault(
            zh="{path} 暂时不能读写（{what}）。没有改动任何数据；请检查磁盘和其他正在运行的 doxdocket，然后重试。",
            en="{path} cannot be read or written just now ({what}). Nothing was changed; check the disk and other running doxdocket processes, then try again.",
            path=self.path,
            what=what,
        )


def connect(path: Path, key: bytes) -> Database:
    """Open or create the database at ``path``."""
    return Database(path, key)
