"""A case: one folder, one key, one matter. Everything else reaches the folder through this.

Source: docs/reference/case-folder.md.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     who = Identity.generate()
...     Case.create(Path(home) / "CASE", title="演示", officers=["甲"], identity=who).close()
...     with Case.open(Path(home) / "CASE", identity=who) as case:
...         case.decide("figure.value", {"figure": "persons", "value": 3}, "逐人核对", "甲").id
'D0001'
"""

import hashlib
import io
import re
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Self
from zoneinfo import ZoneInfo

from doxdocket.errors import WrongCall
from doxdocket.seal.database import Database
from doxdocket.seal.digest import Digester
from doxdocket.seal.keys import CaseKey, Identity, fingerprint
from doxdocket.seal.seeking import Clear
from doxdocket.store import bag, edition, holders, keyring, runs, shape
from doxdocket.store import info as about
from doxdocket.store.attachments import Attachments
from doxdocket.store.canonical import canonical, moment, now
from doxdocket.store.case_files import INCOMING, KINDS, Change, Shelf, disk_fault
from doxdocket.store.custody import people, witness
from doxdocket.store.custody.log import Custody
from doxdocket.store.custody.memory import Memory
from doxdocket.store.decisions import Decision, Decisions, Entry
from doxdocket.store.disturbed import lost, missing, no_database, stray, stray_log, traces
from doxdocket.store.hash_lists import HashLists
from doxdocket.store.holders import Holder, Role
from doxdocket.store.info import DATABASE, CaseInfo
from doxdocket.store.nearby_cases import around, is_case, no_case, occupied, within
from doxdocket.store.run import Run, forget
from doxdocket.store.samples import Samples
from doxdocket.store.sources import Source, Sources, unknown_source
from doxdocket.store.stamps import Stamps
from doxdocket.store.statements import Statement, Statements

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DOCUMENT = re.compile(r"\w[\w.\-（）() ]*")
ZONE, EDITION = "Asia/Shanghai", "cn"  # until somebody states another
FOLDERS = (bag.FOLDER + "/data", holders.FOLDER, "derived", "out", INCOMING)


class Case:
    """An open case. Use it in a ``with``: the last one out folds the write-ahead log into the database."""

    def __init__(
        self, folder: Path, key: CaseKey, identity: str, clock: Callable[[], datetime], *, alone: bool = False
    ) -> None:
        self.folder, self.key, self.clock = folder, key, clock
        self.database = Database(folder / DATABASE, key.subkeys("database")[0], alone=alone)
        self.custody = Custody(self.database, clock, identity)
        self.shelf = Shelf(folder, self.database)
        self.remembered: Memory | None = None
        """What the officer remembers of it; None while it is being made."""
        self._decisions = Decisions(self.database, self.custody)
        self._sources = Sources(self.database, self.custody)
        self.attachments = Attachments(self.database, self.custody)
        self.hash_lists = HashLists(self.database, self.custody)
        self.stamps = Stamps(self.database, self.custody)
        self.samples = Samples(self.database, self.custody)

    # Coming and going.
    @classmethod
    def create(
        cls,
        folder: Path | str,
        *,
        title: str,
        authority: str = "",
        officers: Sequence[str] = (),
        one_key: bool = False,
        identity: Identity | None = None,
        clock: Callable[[], datetime] = now,
    ) -> Self:
        """Make a new case folder, whole or not at all; asks nothing. ``one_key``: all these officers act with this identity."""
        target = Path(folder)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise occupied(target)
        if above := around(target):
            raise within(target, above)
        who = identity or keyring.ensure()
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as temporary:
            made = Path(temporary) / "case"
            _make(made, who, (title, authority, tuple(officers)), clock, tied=len(officers) if one_key else 1)
            if target.exists():
                target.rmdir()
            made.rename(target)
        case = cls.open(target, identity=who, clock=clock)
        if case.remembered is not None:
            case.remembered.remember()  # also where another case lay before
        return case

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        identity: Identity | None = None,
        clock: Callable[[], datetime] = now,
        ask: Callable[[], str] | None = None,
        alone: bool = False,
    ) -> Self:
        """Open a case with this person's identity; finishes what a killed process left half-done. ``alone``: no other process may."""
        place = Path(folder)
        database = place / DATABASE
        if traces(place) and (what := no_database(database)):
            raise lost(database, what)
        if not is_case(place):
            raise no_case(place)
        if odd := stray(database):
            raise stray_log(odd)
        identities = [identity] if identity else keyring.load(ask=ask)
        case, mine = holders.opened(
            place, identities, lambda key, who: cls(place, key, fingerprint(who.recipient), clock, alone=alone)
        )
        try:
            case.awake(place, mine)
        except BaseException:
            case.close()
            raise
        return case

    def awake(self, place: Path, mine: Identity) -> None:
        """Compare the chain with what is remembered; a case of an earlier edition is brought up before the first act in it."""
        if not self.database.rows("SELECT 1 FROM sqlite_master WHERE name = 'custody'"):
            raise lost(self.database.path, "no tables")
        holders.let_in(mine, self.holders(), place)
        try:
            known = bool(_ID.fullmatch(self.info.id))  # it names a file of the officer's
        except (ValueError, KeyError, TypeError):
            known = False
        if not known:
            raise lost(self.database.path, "info")
        self.remembered = Memory(self, place)
        odd, self.custody.committed = self.unlike(), self.remembered.remember
        self.shelf.guard = self.custody.guard = shape.guarded(self.remembered.guard, self.database.path, odd)
        if edition.read_as_now(self.database, self.custody):
            self.database.before_first = partial(edition.bring_up, self.database, self.custody)
        if not (odd or self.remembered.relation.bad or self.remembered.copied or self.database.read_only):
            self.settle()  # else nobody acts in it: it is to be read, and left as it is

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database, and drop what was kept of its runs."""
        self.database.close()
        forget()

    def settle(self) -> None:
        """Finish or undo what a killed process left: files on their way in, and a bag not yet brought up to date."""
        try:
            for name in FOLDERS:
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            self.shelf.settle()
        except OSError as e:
            raise disk_fault(self.folder, e) from None
        self.update_bag()

    # What it is.
    def unlike(self) -> list[str]:
        """Tables, indexes, triggers and views that are not those this program makes, and files that are not of this folder."""
        odd = shape.unlike(self.database, whole=edition.edition(self.database) == edition.EDITION)
        return [*odd, *(f"file {one}" for one in self.shelf.strange())]

    @property
    def info(self) -> CaseInfo:
        """What the case says of itself."""
        return about.loads(self._meta("info"))

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the office: of the days that it is told, and of clock times that are entered without one."""
        return ZoneInfo(self.info.display_zone)

    def today(self) -> date:
        """The day it is in the office."""
        return self.clock().astimezone(self.zone).date()

    def describe(self, officer: str = "", reason: str = "", **changes: str) -> CaseInfo:
        """Change title, authority, display_zone or rules_edition. Logged, with keyed digests of what was said and is said now."""
        return people.describe(self, officer, reason, changes)

    def add_officer(self, name: str, officer: str = "", *, keys: Sequence[str] = (), one_key: bool = False) -> CaseInfo:
        """Let one more person act in this case, with these keys (fingerprints) if any are said. Logged, with the officer who did it."""
        return people.add_officer(self, name, officer, keys, one_key=one_key)

    def _meta(self, key: str, default: str = "") -> str:
        rows = self.database.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else default

    def memo(self, key: str) -> str:
        """What the program noted for itself under ``key``; empty when it did not. No fact of the case."""
        return self._meta(f"memo.{key}")

    def set_memo(self, key: str, value: str) -> None:
        """Note something for a later run."""
        self.database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"memo.{key}", value))

    # Sources.
    def sources(self) -> list[Source]:
        """The captured files, in the order they were taken in."""
        return self._sources.all()

    def source(self, sha256: str) -> Source | None:
        """One captured file by the digest of its clear bytes."""
        return self._sources.get(sha256)

    def places(self, sha256: str) -> list[str]:
        """Every path at which these bytes were found."""
        return self._sources.places(sha256)

    def describe_source(self, sha256: str, *, officer: str = "", **changes: object) -> None:
        """State form, channel, origin, captured_at, officers, note, status, settings or taking of a source. Logged."""
        self._sources.describe(sha256, changes, officer)

    def statements(self) -> list[Statement]:
        """Every change of what is stated about a source, oldest first."""
        return Statements(self.database, self.custody).all()

    def together(self) -> AbstractContextManager[Change]:
        """Several acts in one transaction: ``with case.together(): …``. All of them or none; one sync of the disk."""
        return self.shelf.change()

    def set_form(self, sha256: str, form: str) -> None:
        """What ``parse`` recognised a source to be. Logged."""
        self._sources.recognise(sha256, form)

    def add_source(self, source: Source, temporary: Path, cipher: tuple[str, int], officer: str = "") -> None:
        """Take an encrypted file that waits in ``incoming/`` into the bag, with its row and its custody row."""
        with self.shelf.change() as change:
            self._sources.add(source, officer)
            change.adopt(temporary, source.payload, *cipher, "original")

    def add_place(self, source: Source, path: str, officer: str = "") -> None:
        """Note that the bytes of a known source were found again."""
        with self.database.transaction():
            if self._sources.seen(source, path):
                mark = witness.place_mark(self, path, source.taken_at)
                self.custody.append("add.again", {"source": source.sha256, "place": mark}, officer)

    def notice(self, path: str, code: str, officer: str = "") -> None:
        """Note a file that was met and not taken in, with the reason's code."""
        with self.database.transaction():
            met = (moment(self.clock()), path, code)
            self.database.execute("INSERT INTO notices (at, path, code) VALUES (?, ?, ?)", met)
            self.custody.append("add.refused", {"code": code, "notice": witness.notice_mark(self, *met)}, officer)

    def notices(self) -> list[tuple[str, str, str]]:
        """Files met and not taken in: time, path, code."""
        return self.database.rows("SELECT at, path, code FROM notices ORDER BY id")

    def update_bag(self) -> None:
        """Bring the bag's manifests up to the sources taken in since."""
        rows = self.database.rows("SELECT f.sha256, f.size FROM files f WHERE f.what = 'original' ORDER BY f.path")
        if self._meta("bagged") == str(len(rows)):
            return
        with self.shelf.change() as change:
            day = moment(self.clock())[:10]
            for name, data in bag.tag_files(self.info.id, rows, day).items():
                change.put(f"{bag.FOLDER}/{name}", data, "bag")
            self.database.execute("INSERT OR REPLACE INTO meta VALUES ('bagged', ?)", (str(len(rows)),))

    @contextmanager
    def original(self, sha256: str) -> Iterator[BinaryIO]:
        """A captured file in clear, as a stream with bounded memory; no clear byte touches the disk."""
        source = self.source(sha256)
        if source is None:
            raise unknown_source(sha256)
        path = self.folder / source.payload
        if not KINDS["original"].fullmatch(source.payload):
            raise missing(source.payload)
        try:
            sealed = path.open("rb", buffering=1 << 20)
        except OSError:
            raise missing(source.payload) from None
        with sealed, io.BufferedReader(Clear(sealed, self.key, sha256, source.payload), 1 << 20) as stream:
            yield stream

    # Decisions.
    def decisions(self, after: int = 0) -> list[Decision]:
        """Oldest first, undone ones included; ``after``: only those with a higher number (``last_decision``)."""
        return self._decisions.all(after)

    def last_decision(self) -> int:
        """The number of the decision that was recorded last; 0 before the first."""
        return self._decisions.last()

    def decided(self) -> int:
        """How many decisions there are, undone ones included."""
        return self._decisions.count()

    def decisions_after(self, number: int) -> list[Decision]:
        """Those recorded after so many, oldest first; what undoes them is not told."""
        return self._decisions.after(number)

    def decided_since(self, moment: str) -> dict[tuple[str, str], int]:
        """How many were recorded from a moment on, by officer and act."""
        return self._decisions.tally(moment)

    def decide(self, act: str, target: Mapping[str, object], reason: str, officer: str) -> Decision:
        """Record a decision; kept for good when this returns."""
        return self._decisions.add(act, target, reason, officer)

    def decide_all(self, entries: Iterable[Entry]) -> list[Decision]:
        """Record several decisions in one transaction: all of them or none."""
        return self._decisions.add_all(entries)

    # Runs.
    def codes(self) -> dict[str, str]:
        """Dossier keys and the code of the person of each."""
        return dict(self.database.rows("SELECT dossier, code FROM codes ORDER BY dossier"))

    def runs(self) -> list[Run]:
        """Published runs, oldest first."""
        return runs.published(self)

    def current_run(self) -> Run | None:
        """The run that was published last."""
        every = self.runs()
        return every[-1] if every else None

    def searched(self) -> list[Run]:
        """What was found in parts of the evidence elsewhere, or here, and is no published run."""
        return runs.searched(self)

    def record_searched(self, run: Run, files: Mapping[str, Path] | None = None, officer: str = "") -> str:
        """Record it, for the next run to take over. Logged. ``files``: brought from a fork."""
        return runs.record(self, run, files, officer)

    def begin_run(self, run_id: str) -> Run:
        """A run folder to write into; one that a killed process left half-done goes on where it stood."""
        return runs.begin(self, run_id)

    def publish(
        self, run: Run, codes: Mapping[str, str], figures_sha256: str, officer: str = "", *, base: str = ""
    ) -> Run:
        """Make a run the current one: its files, its codes and the custody row in one transaction. ``base``: what it was made from."""
        return runs.publish(self, run, codes, (figures_sha256, base), officer)

    def mac(self, value: object) -> str:
        """A keyed digest of a small record, so that nobody without the key can write another."""
        return Digester(self.key.subkey("heads")).digest("head", canonical(value).decode()).hex()

    # Documents and keys.
    def release(self, name: str, data: bytes, officer: str = "") -> Path:
        """Write a document to ``out/``; its digest and the act are recorded with it."""
        if not _DOCUMENT.fullmatch(name):
            raise WrongCall("case.name_of_document_has_no", name=name)
        path = f"out/{name}"
        self.custody.who(officer)  # before anything is written
        with self.shelf.change() as change:
            change.put(path, data, "document")
            self.custody.append("report", {"document": path, "sha256": hashlib.sha256(data).hexdigest()}, officer)
        return self.folder / path

    def holders(self) -> list[Holder]:
        """Who can open this case."""
        rows = self.database.rows(
            "SELECT fingerprint, recipient, role, name, added_at FROM keyholders ORDER BY added_at"
        )
        return [Holder(*row) for row in rows]

    def add_holder(self, recipient: str, *, role: Role = "officer", name: str = "", officer: str = "") -> Holder:
        """Wrap the case key for one more person (or, as ``escrow``, for safe keeping). Logged."""
        return people.add(self, recipient, role, name, officer)

    def rotate(self, *, without: str = "", reason: str = "", officer: str = "") -> None:
        """Give the case a new key, for all holders or all but one (a fingerprint). Logged; asks a case opened ``alone``."""
        people.rotate(self, without, reason, officer)


def _make(
    folder: Path, who: Identity, stated: tuple[str, str, tuple[str, ...]], clock: Callable[[], datetime], *, tied: int
) -> None:
    """A case in a folder that nobody sees yet; so many of its officers act with this identity."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    key = CaseKey.generate()
    at, (title, authority, officers) = moment(clock()), stated
    mark = fingerprint(who.recipient)
    info = CaseInfo(str(uuid.uuid4()), title, authority, officers, ZONE, EDITION, at, key.mark)
    with Case(folder, key, mark, clock) as case:
        edition.create(case.database)
        people.begin(case, who, info, tied)
        case.update_bag()
