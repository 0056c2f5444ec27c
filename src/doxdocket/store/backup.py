"""A consistent copy of a case, also while it is in use: the database by ``VACUUM INTO``, the files as they are recorded.

Source: measured before the choice (copying a WAL database file by itself lost the table). The copy is encrypted alike and opens
with the same keys. It appears under its name only when it is whole.

>>> import tempfile
>>> from doxdocket.seal.keys import Identity
>>> with tempfile.TemporaryDirectory() as home:
...     who = Identity.generate()
...     with Case.create(Path(home) / "CASE", title="演示", identity=who) as case:
...         copy = backup(case, Path(home) / "COPY")
...     with Case.open(copy, identity=who) as again:
...         [row.act for row in again.custody.rows()]
['init', 'backup']
"""

import shutil
import tempfile
from pathlib import Path

from doxdocket.errors import WrongCall
from doxdocket.store.case import FOLDERS, Case
from doxdocket.store.disturbed import missing
from doxdocket.store.info import DATABASE
from doxdocket.store.shelf import disk_fault, sync, sync_file


def backup(case: Case, to: Path | str, officer: str = "") -> Path:
    """Copy the case to a new folder; refuses one that is there, or that lies inside the case."""
    target = Path(to)
    if target.exists() or case.folder.resolve() in target.resolve().parents:
        raise WrongCall(
            zh="{to} 已经存在，或在案卷里面。没有备份；请另选一个新的文件夹。",
            en="{to} exists already, or lies inside the case. Nothing was copied; choose a new folder.",
            to=target,
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as temporary:
            made = Path(temporary) / "case"
            _copy(case, made, officer)
            made.rename(target)
        sync(target.parent)
    except OSError as e:
        raise disk_fault(target, e) from None
    return target


def _copy(case: Case, made: Path, officer: str) -> None:
    for name in FOLDERS:
        (made / name).mkdir(parents=True)
    with case.shelf.lock.held():  # nothing comes in between the database and the files it speaks of
        case.custody.append("backup", {"case": case.info.id}, officer)
        case.database.copy_to(made / DATABASE)
        for path in case.shelf.recorded():
            if not (case.folder / path).is_file():
                raise missing(path)
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(case.folder / path, made / path)
    for copied in made.rglob("*"):
        if copied.is_file():
            sync_file(copied)
