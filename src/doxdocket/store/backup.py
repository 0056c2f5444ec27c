"""A consistent copy of a case, also while it is in use: the database by ``VACUUM INTO``, the files as they are recorded.

Source: measured before the choice (copying a WAL database file by itself lost the table). The copy is encrypted alike and opens
with the same keys. It appears under its name only when it is whole. Its chain goes on from the one it was copied from with a row that
says what it is (``memory.BRANCHES``): a backup (``copied``), a copy to work on (``forked``), or what takes the place of a case that was
lost (``restored``), so that nobody takes an honest copy for a case whose end was cut off. A fork of a part holds the files of some sources alone, and its
first row says so.

>>> import tempfile
>>> from doxdocket.seal.keys import Identity
>>> with tempfile.TemporaryDirectory() as home:
...     who = Identity.generate()
...     with Case.create(Path(home) / "CASE", title="演示", identity=who) as case:
...         copy = backup(case, Path(home) / "COPY")
...     with Case.open(copy, identity=who) as again:
...         [row.act for row in again.custody.rows()]
['init', 'backup', 'copied']
"""

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from doxdocket.errors import WrongCall
from doxdocket.seal.database import Database
from doxdocket.store import bag, edition, shape
from doxdocket.store.canonical import digest
from doxdocket.store.case import FOLDERS, Case
from doxdocket.store.case_files import disk_fault, sync, sync_file
from doxdocket.store.custody.elsewhere import replaced
from doxdocket.store.custody.log import Custody
from doxdocket.store.custody.memory import COPIED, FORK, RESTORED
from doxdocket.store.disturbed import missing
from doxdocket.store.info import DATABASE
from doxdocket.store.lock import Lock

MAKING = ".doxdocket-copy"
"""A locked file in the hidden folder in which a copy is made, so that one that a kill left can be told from one that is being made."""


def backup(case: Case, to: Path | str, officer: str = "") -> Path:
    """Copy the case to a new folder; refuses one that is there, or that lies inside the case."""
    return _made(case, Path(to), "backup", COPIED, {}, officer)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a case's evidence: its number of so many, and the encrypted files of its sources by their paths in the folder."""

    number: int
    of: int
    payloads: frozenset[str] = field(default=frozenset(), repr=False)

    def told(self) -> dict[str, object]:
        """As the rows that begin it have it."""
        return {"part": {"number": self.number, "of": self.of, "files": digest(sorted(self.payloads))}}

    def left_out(self, recorded: Iterable[str]) -> list[str]:
        """Of the recorded files those that stay where they are: what other parts read, and what is read in none."""
        return [path for path in recorded if path.startswith(f"{bag.FOLDER}/data/") and path not in self.payloads]


def fork(case: Case, to: Path | str, officer: str = "", part: Part | None = None) -> Path:
    """A copy to work on, which ``merge`` brings back; both chains hold where they parted. ``part``: with the evidence of that part alone."""
    return _made(case, Path(to), "fork", FORK, {} if part is None else part.told(), officer, part)


def part_of(case: Case) -> Part | None:
    """Which part of its evidence a fork holds; None where it holds all."""
    for row in reversed(case.custody.rows(FORK)):
        told = row.detail.get("part")
        if isinstance(told, Mapping):
            return Part(int(str(told.get("number"))), int(str(told.get("of"))))
    return None


def restore(case: Case, to: Path | str, officer: str = "") -> Path:
    """A copy of a backup that takes the place of a case that was lost; it names the remembered row that it replaces."""
    gone = replaced(case.remembered) if case.remembered else None
    sound = case.remembered is not None and not case.remembered.relation.bad and not case.remembered.copied
    act = (
        "restore" if sound and not case.database.read_only else ""
    )  # of a case that goes on, it is an act like a backup
    return _made(case, Path(to), act, RESTORED, {"replaces": gone}, officer)


def _made(
    case: Case, target: Path, act: str, begins: str, detail: dict[str, object], officer: str, part: Part | None = None
) -> Path:
    """A copy, logged as ``act`` in the case unless that is empty, whose own chain goes on with ``begins``."""
    if target.exists() or case.folder.resolve() in target.resolve().parents:
        raise WrongCall("backup.exists_already_or_lies_inside", to=target)
    if odd := case.unlike():
        raise shape.refused(case.database.path, odd)
    who = case.custody.who(officer, begins)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        with (
            tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as temporary,
            Lock(Path(temporary) / MAKING).held(),
        ):
            made = Path(temporary) / "case"
            gone = _copy(case, made, act, detail if part else {}, who, part)
            _begin(case, made, begins, detail, who, gone)
            for copied in made.rglob("*"):
                if copied.is_file():
                    sync_file(copied)
            made.rename(target)
        sync(target.parent)
    except OSError as e:
        raise disk_fault(target, e) from None
    return target


def _sweep(folder: Path) -> None:
    """Delete what a killed process left beside its target: a copy that nobody is making any more, and that never bore its name."""
    for mark in folder.glob(f".*/{MAKING}"):
        if Lock(mark).free():
            shutil.rmtree(mark.parent, ignore_errors=True)


def _copy(case: Case, made: Path, act: str, detail: dict[str, object], who: str, part: Part | None) -> list[str]:
    """Database and files; those that a part leaves out are named."""
    for name in FOLDERS:
        (made / name).mkdir(parents=True)
    still = case.database.read_only or (case.remembered is not None and case.remembered.copied)
    with nullcontext() if still else case.shelf.lock.held():  # nothing comes in between the database and its files
        if act:
            case.custody.append(act, {"case": case.info.id, **detail}, who)
        case.database.copy_to(made / DATABASE)
        recorded = case.shelf.recorded()
        gone = part.left_out(recorded) if part else []
        for path in recorded.keys() - set(gone):
            if not (case.folder / path).is_file():
                raise missing(path)
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(case.folder / path, made / path)
    return gone


def _begin(case: Case, made: Path, act: str, detail: dict[str, object], who: str, gone: Sequence[str]) -> None:
    """The row with which the chain of the copy becomes one of its own: of which row of the other it is a copy. ``gone``: files that it does not hold."""
    with Database(made / DATABASE, case.key.subkeys("database")[0]) as database:
        custody = Custody(database, case.clock, case.custody.identity)
        custody.warn = case.custody.warn
        seq, head = custody.end()
        with database.transaction():
            database.many("DELETE FROM files WHERE path = ?", [(path,) for path in gone])
            custody.append(act, {"case": case.info.id, "of": {"seq": seq, "head": head}, **detail}, who)
        edition.bring_up(database, custody)  # what was read of an earlier edition is acted in from here on
