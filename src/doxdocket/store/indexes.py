"""The index of the current run: one SQLCipher file in ``index/`` of the case, from which a desk finds and shows posts.

It is made of one run and can be made again from it, so no row of custody speaks of it; its SHA-256 is recorded as that of every file of the
case, and whoever alters it is named by ``verify``. It is drafted beside the officer's key, never half in the case; when it is whole it is copied in
and takes the place of that of an earlier run. A new key of the case drops it. Where the case can only be read (a disc, a backup) it is drafted and gone
with who asked. Source: docs/reference/case-folder.md. What stands in it: ``desk.index``.

>>> place_of("4f0c" * 4)
'index/4f0c4f0c4f0c4f0c.sqlite'
"""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from doxdocket.seal.database import Database
from doxdocket.seal.fixity import file_sha256
from doxdocket.store.case_files import Change, sync_file
from doxdocket.store.run import checked_name
from doxdocket.store.runs import beside_key

if TYPE_CHECKING:
    from doxdocket.store.case import Case

WHAT = "index"
"""What the row of the file says that it is."""
_PURPOSE = "index"


def place_of(run_id: str) -> str:
    """Where the index of a run lies in the case."""
    return f"{WHAT}/{checked_name(run_id)}.sqlite"


def kept(case: "Case", run_id: str) -> Path | None:
    """The index of that run, where the case holds one."""
    place = place_of(run_id)
    known = case.shelf.recorded().get(place)
    path = case.folder / place
    return path if known and path.is_file() and path.stat().st_size == known[1] else None


def opened(case: "Case", path: Path) -> Database:
    """An index that is whole, to be read."""
    return Database(path, case.key.subkeys(_PURPOSE)[0], still=True)


@contextmanager
def drafting(case: "Case") -> Iterator[Path]:
    """A place for a draft."""
    with beside_key(case, f"-{WHAT}") as place:
        yield place / "draft.sqlite"


def draft(case: "Case", path: Path) -> Database:
    """The draft, to be written: nothing of it counts before ``keep``."""
    return Database(path, case.key.subkeys(_PURPOSE)[0], draft=True)


def keep(case: "Case", draft: Path, run_id: str) -> Path:
    """Copy a draft that is whole into the case, in place of every other index."""
    place = place_of(run_id)
    temporary = case.shelf.incoming / f"taking-{uuid.uuid4().hex}"
    with case.shelf.change() as change:
        try:
            shutil.copyfile(draft, temporary)
            sync_file(temporary)
            drop(case, change, but=place)
            change.adopt(temporary, place, file_sha256(temporary), temporary.stat().st_size, WHAT)
        finally:
            temporary.unlink(missing_ok=True)
    return case.folder / place


def drop(case: "Case", change: Change, but: str = "") -> None:
    """Take every index out of the case, within a change."""
    for path, (_, _, what) in case.shelf.recorded().items():
        if what == WHAT and path != but:
            change.drop(path)


def can_keep(case: "Case") -> bool:
    """Whether anything may be written into the case."""
    return not (
        case.database.read_only
        or (case.remembered is not None and (case.remembered.copied or case.remembered.relation.bad))
        or case.unlike()
    )
