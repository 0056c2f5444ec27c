"""The custody log of one open case: the one door through which acts are written.

Every row is asked of ``permission`` before it is written: whose act it is, and whether they may. The key that opened the case stands beside the
name (``identity``), and a clock that went back is told (``clock_back_from``). Source: 法发〔2016〕22号.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.seal.database import Database
from doxdocket.store import info as about
from doxdocket.store.canonical import canonical, fields, moment
from doxdocket.store.custody import permission
from doxdocket.store.custody.chain import START, CustodyRow, link
from doxdocket.store.custody.officers import KEY, LOST, Reading
from doxdocket.words import zh_en


@dataclass(frozen=True, slots=True)
class Brought:
    """Who brought a decision that was made elsewhere, when and in which row; ``said_at``: its time by the file, where that cannot be."""

    by: str
    at: str
    seq: int
    officer: str
    said_at: object = None


def _nothing() -> None:
    """Nothing is to be done."""


def _unheard(_zh: str, _en: str) -> None:
    """Nobody listens."""


class Custody:
    """The chain of one case, written with one identity: the fingerprint of the key that opened it."""

    def __init__(self, database: Database, clock: Callable[[], datetime], identity: str) -> None:
        self._database, self._clock, self.identity = database, clock, identity
        self._read, self._upto = Reading(), (0, START)
        self.guard: Callable[[], None] = _nothing  # refuses an act
        self.committed: Callable[[], None] = _nothing  # before an act is acknowledged
        self.warn: Callable[[str, str], None] = (
            _unheard  # of what an act wants told beside its answer, in both languages
        )

    def ready(self) -> None:
        """Refuse an act that could not be logged: before anything is compared or shown."""
        self._database.check_writable()
        self.guard()

    def append(self, act: str, detail: dict[str, object], officer: str = "") -> CustodyRow:
        """Log an act, in the transaction at hand or in one of its own. ``detail`` holds ids and digests, never values."""
        self.guard()
        with self._database.transaction():
            self._database.afterwards(self.committed)
            actor = self.who(officer, LOST if LOST in detail else act)
            seq, prev, before = self._last()
            at, told = self.moment(), {**detail, "identity": self.identity}
            if at < before:
                told["clock_back_from"] = before
                self.warn(
                    *zh_en("log.note_this_computers_clock_is", at=at[:19], before=before[:19]),
                )
            (row,) = link([(at, actor, act, told)], seq, prev)
            values = (row.seq, row.at, row.actor, row.act, canonical(row.detail).decode(), row.prev, row.hash)
            self._database.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            if self._database.rows("SELECT * FROM custody WHERE seq >= ?", (seq + 1,)) != [values]:
                raise self._swallowed()  # before anything is shown
        return row

    def _swallowed(self) -> EvidenceFault:
        return EvidenceFault("log.did_not_keep_custody_row", path=self._database.path, what="custody", folder=self._database.path.parent)  # fmt: skip

    def moment(self) -> str:
        """The time of an act, as the chain writes it."""
        return moment(self._clock())

    # Whose acts.
    def who(self, officer: str = "", act: str = "") -> str:
        """Whose act it is (``permission.whose``); a ``WrongCall`` when it may not be done."""
        found = self._database.rows("SELECT role, name FROM keyholders WHERE fingerprint = ?", (self.identity,))
        key = permission.Key(self.identity, *found[0] if found else ())
        return permission.whose(act, officer, key, self.officers(), self.reading().standing)

    def still(self, act: str) -> None:
        """Refuse an act that adds to a closed case (``permission.still``), before work for it begins."""
        permission.still(act, self.reading().standing)

    def officer(self, named: str = "") -> str:
        """The officer who acts; empty when it is the key alone."""
        who = self.who(named)
        return "" if who.startswith(KEY) else who

    def able(self) -> list[str]:
        """The officers who may sit at this key: as whom it may act, and those who have none of their own."""
        keys = self.reading().standing.keys
        return [name for name in self.officers() if self.one_of([name]) or not keys.get(name)]

    def one_of(self, names: Iterable[str]) -> str:
        """The first of these who is an officer as whom the key at hand may act; empty when none is."""
        for name in names:
            with suppress(WrongCall):
                if name in self.officers() and self.who(name):
                    return name
        return ""

    def brings(self, officer: str, by: str | None) -> tuple[str, str]:
        """Who decided, and whose act its recording is: ``by`` brings what an officer of the case did elsewhere."""
        if by in {None, officer}:
            return (who := self.who(officer)), who
        name = officer.strip()
        return (name if self.knows(name) else self.named(name)), self.who(by or "")

    def named(self, name: str) -> str:
        """A name that must be an officer's."""
        if name not in (officers := self.officers()):
            raise permission.no_officer(name, officers)
        return name

    def knows(self, name: str) -> bool:
        """Whether this is an officer, was one, or is ``key:`` and the fingerprint of a key that acted or was given or taken away."""
        mark = name.removeprefix(KEY)
        held = "SELECT 1 FROM keyholders WHERE fingerprint = ?"
        if mark == name:
            return name in self.names()
        return mark in self.reading().marks or bool(self._database.rows(held, (mark,)))

    def names(self) -> list[str]:
        """Everybody who is an officer of the case or was one."""
        return [*self.officers(), *(who for what, who in self.reading().went if what == "officer")]

    def officers(self) -> tuple[str, ...]:
        """Who may act."""
        found = self._database.rows("SELECT value FROM meta WHERE key = 'info'")
        return about.loads(found[0][0]).officers if found else ()

    # What the rows tell.
    def reading(self) -> Reading:
        """What the rows tell of officers and keys: those that came since the last look are read on."""
        seq, head = self._upto
        if seq and self._database.rows("SELECT hash FROM custody WHERE seq = ?", (seq,)) != [(head,)]:
            self._read, seq = Reading(), 0  # an act that was read did not come to be
        rows = self._database.rows(
            "SELECT seq, actor, act, detail, hash FROM custody WHERE seq > ? ORDER BY seq", (seq,)
        )
        if rows:
            self._upto = rows[-1][0], rows[-1][4]
        return self._read.on((seq, actor, act, fields(detail)) for seq, actor, act, detail, _ in rows)

    def brought(self) -> dict[str, Brought]:
        """Of each decision that somebody brought (in a file, a fork): who, when, in which row, and the time that the file said."""
        found = self._database.rows("SELECT seq, at, actor, detail FROM custody WHERE act = 'decide' ORDER BY seq")
        told = [(seq, at, actor, fields(detail)) for seq, at, actor, detail in found if "officer" in detail]
        return {
            str(one["decision"]): Brought(actor, at, seq, str(one["officer"]), one.get("said_at"))
            for seq, at, actor, one in told
            if {"decision", "officer"} <= one.keys()
        }

    def rows(self, act: str = "") -> list[CustodyRow]:
        """All acts, or those of one name, oldest first."""
        found = self._database.rows(
            "SELECT seq, at, actor, act, detail, prev, hash FROM custody WHERE ?1 IN ('', act) ORDER BY seq", (act,)
        )
        return [CustodyRow(r[0], r[1], r[2], r[3], fields(r[4]), r[5], r[6]) for r in found]

    def end(self) -> tuple[int, str]:
        """Number and hash of the last row."""
        return self._last()[:2]

    def head(self) -> str:
        """The hash of the last row."""
        return self._last()[1]

    def _last(self) -> tuple[int, str, str]:
        found = self._database.rows("SELECT seq, hash, at FROM custody ORDER BY seq DESC LIMIT 1")
        return found[0] if found else (0, START, "")


class Added:
    """Rows of one case that are added and never changed; each is written in one transaction with its custody row."""

    TABLE = ""

    def __init__(self, database: Database, custody: Custody) -> None:
        self._database, self._custody = database, custody

    def last(self, table: str = "") -> int:
        """The number of the last row; 0 where there is none."""
        return int(self._database.rows(f"SELECT coalesce(max(id), 0) FROM {table or self.TABLE}")[0][0])

    def put(self, *values: object, table: str = "") -> None:
        """Write a row."""
        places = ", ".join("?" * len(values))
        self._database.execute(f"INSERT INTO {table or self.TABLE} VALUES ({places})", values)
