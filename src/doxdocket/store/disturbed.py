"""Errors about files of a case folder that are there and should not be, or should be and are not.

Source: docs/reference/case-folder.md. A check of the whole folder is ``verify``; these stop one act.

>>> missing("originals/data/ab.age").exit_code
1
"""

import os
from pathlib import Path

from doxdocket.errors import EvidenceFault
from doxdocket.store.info import DATABASE, FILE


def stray(database: Path) -> Path | None:
    """What beside the database would alter it on opening, or lead elsewhere: a journal, which it never keeps, and a log that is no file."""
    journal, *logs = (database.with_name(database.name + end) for end in ("-journal", "-wal", "-shm"))
    odd = (log for log in logs if log.is_symlink() or (log.exists() and not log.is_file()))
    return journal if os.path.lexists(journal) else next(odd, None)


def stray_log(path: Path) -> EvidenceFault:
    """The error: nothing was opened."""
    return EvidenceFault("disturbed.was_not_written_by_this", path=path)


def traces(folder: Path) -> bool:
    """Whether anything in a folder tells that a case lies there, or lay there."""
    named = (DATABASE, FILE, "originals/bagit.txt")
    return any(os.path.lexists(folder / name) for name in named) or any(
        True for pattern in ("keys/*.age", "derived/*/head.json") for _ in folder.glob(pattern)
    )


def no_database(path: Path) -> str:
    """Why there is no database of a case at this path, in a word; empty when there may be one. Nothing is opened."""
    if path.is_symlink():
        return "a link"
    if not path.exists():
        return "missing"
    if not path.is_file():
        return "no file"
    return "" if path.stat().st_size else "empty"


def lost(path: Path, what: str) -> EvidenceFault:
    """The database of a case is not there any more, though the rest of the case is."""
    return EvidenceFault("disturbed.is_not_database_this_case", path=path, what=what)


def foreign(path: str) -> EvidenceFault:
    """A file in the folder of a run that this run did not write."""
    return EvidenceFault("disturbed.was_not_written_by_this_run", path=path)


def missing(path: str) -> EvidenceFault:
    """A recorded file is not there."""
    return EvidenceFault("disturbed.is_missing_restore_it_from", path=path)
