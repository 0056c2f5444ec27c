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
    return EvidenceFault(
        zh="{path} 不是本案写下的文件，打开案卷会使它改动数据库，所以没有打开。请查明来源后移走，然后运行：doxdocket verify",
        en="{path} was not written by this case and would alter the database on opening, so nothing was opened. "
        "Find out where it came from, move it away, then run: doxdocket verify",
        path=path,
    )


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
    return EvidenceFault(
        zh="{path} 不是本案写下的数据库（{what}）。认定和保管链不在了；请从备份恢复，然后运行：doxdocket verify",
        en="{path} is not the database this case wrote ({what}). Decisions and custody are gone; restore a backup, then run: doxdocket verify",
        path=path,
        what=what,
    )


def foreign(path: str) -> EvidenceFault:
    """A file in the folder of a run that this run did not write."""
    return EvidenceFault(
        zh="{path} 不是这次运行写下的，没有发布：有人放入或改动了它。再运行一次 doxdocket run，它会被丢弃并重新计算",
        en="{path} was not written by this run, and nothing was published: somebody put or altered it there. Run doxdocket run again: it is thrown away and computed anew",
        path=path,
    )


def missing(path: str) -> EvidenceFault:
    """A recorded file is not there."""
    return EvidenceFault(
        zh="{path} 不在了。请从备份恢复，然后运行：doxdocket verify",
        en="{path} is missing. Restore it from a backup, then run: doxdocket verify",
        path=path,
    )
