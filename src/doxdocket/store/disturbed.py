"""Errors about files of a case folder that are there and should not be, or should be and are not.

Source: docs/reference/case-folder.md. A check of the whole folder is ``verify``; these stop one act.

>>> missing("originals/data/ab.age").exit_code
1
"""

from pathlib import Path

from doxdocket.errors import EvidenceFault


def stray_journal(path: Path) -> EvidenceFault:
    """The database keeps a write-ahead log and never a journal: one would be played into it on opening."""
    return EvidenceFault(
        zh="{path} 不是本案写下的文件，打开案卷会使它改动数据库，所以没有打开。请查明来源后移走，然后运行：doxdocket verify",
        en="{path} was not written by this case and would alter the database on opening, so nothing was opened. "
        "Find out where it came from, move it away, then run: doxdocket verify",
        path=path,
    )


def missing(path: str) -> EvidenceFault:
    """A recorded file is not there."""
    return EvidenceFault(
        zh="{path} 不在了。请从备份恢复，然后运行：doxdocket verify",
        en="{path} is missing. Restore it from a backup, then run: doxdocket verify",
        path=path,
    )
