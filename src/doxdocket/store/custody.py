"""The chain of custody: every act is a row, and every row holds the hash of the one before.

Every act passes ``append``: there it is held that an officer of the case acts with a key of that officer (``ties``), the key that opened
the case is written beside the name (``identity``), and a clock that went back is told (``clock_back_from``).
Source: 法发〔2016〕22号; docs/explanation/glossary.md. The chain shows a changed, added or missing row in its middle. Rows cut
off its end are invisible to it: each published run and each released document carries the head of its day, and
``verify`` compares.

>>> rows = link([("2026-01-01", "甲", "init", {}), ("2026-01-02", "乙", "add", {"sha256": "ab"})])
>>> broken(rows), broken([rows[0], replace(rows[1], actor="丙")])
([], [2])
>>> went_back([*rows, replace(rows[1], seq=3, at="2025-12-31")])
[(3, '2025-12-31', '2026-01-02')]
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.seal.database import Database
from doxdocket.store import info as about
from doxdocket.store import names, ties
from doxdocket.store.canonical import canonical, digest, fields, moment
from doxdocket.store.ties import Lent, by_others

START = "0" * 64
"""What the first row names as the one before it."""


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One act."""

    seq: int
    at: str
    actor: str
    act: str
    detail: dict[str, object]
    prev: str
    hash: str

    def computed(self) -> str:
        """What the hash must be."""
        columns = ("seq", "at", "actor", "act", "detail", "prev")
        return digest({name: getattr(self, name) for name in columns})


@dataclass(frozen=True, slots=True)
class Brought:
    """Who brought a decision that was made elsewhere, when and in which row; ``said_at``: its time by the file, where that cannot be."""

    by: str
    at: str
    seq: int
    officer: str
    said_at: object = None


def link(acts: Iterable[tuple[str, str, str, dict[str, object]]], seq: int = 0, prev: str = START) -> list[CustodyRow]:
    """Acts (time, actor, act, detail) as rows chained after row ``seq`` whose hash is ``prev``."""
    rows = []
    for at, actor, act, detail in acts:
        seq += 1
        row = CustodyRow(seq, at, actor, act, detail, prev, "")
        row = replace(row, hash=row.computed())
        prev = row.hash
        rows.append(row)
    return rows


def broken(rows: Sequence[CustodyRow]) -> list[int]:
    """The numbers of rows that do not follow from the row before, or do not hash to what they say."""
    bad, prev = [], START
    for expected, row in enumerate(rows, 1):
        if row.seq != expected or row.prev != prev or row.hash != row.computed():
            bad.append(row.seq)
        prev = row.hash
    return bad


def _behind(rows: Sequence[CustodyRow], at: int, count: int) -> list[Any]:
    return [row for row in rows[at + 1 : at + 1 + count] if row.act == "merged"]


def unlike_fork(rows: Sequence[CustodyRow]) -> list[int]:
    """Rows ``merge`` behind which the rows of the fork do not lead from where it parted to its head."""
    bad = []
    for at, merge in enumerate(rows):
        if merge.act != "merge":
            continue
        detail: dict[str, Any] = merge.detail
        try:
            said = [CustodyRow(**row.detail["row"]) for row in _behind(rows, at, int(detail["rows"]))]
            chain = [detail["from"]["head"], *(row.hash for row in said)]
            whole = all(row.prev == prev and row.hash == row.computed() for prev, row in zip(chain, said, strict=False))
            if not whole or chain[-1] != detail["fork"]["head"]:
                bad.append(merge.seq)
        except (KeyError, TypeError, ValueError):
            bad.append(merge.seq)
    return bad


def went_back(rows: Sequence[CustodyRow]) -> list[tuple[int, str, str]]:
    """Rows whose time is before that of the row before them: number, time, and the time before."""
    return [(row.seq, row.at, before.at) for before, row in pairwise(rows) if row.at < before.at]


def no_officer(name: str, officers: Sequence[str]) -> WrongCall:
    """That somebody would act who is no officer of the case; the name most like it is offered as a guess."""
    if not officers:
        return WrongCall(
            zh="本案还没有写明经办人，{name} 不能以经办人身份办理。没有记录任何东西。先运行：doxdocket officer add CASE {name}",
            en="this case names no officers yet, so {name} cannot act as one. Nothing was recorded. First run: doxdocket officer add CASE {name}",
            name=name,
        )
    guess = max(officers, key=lambda one: SequenceMatcher(None, one, name).ratio())
    return WrongCall(
        zh="{name} 不是本案的经办人（{officers}），没有记录任何东西。是 {guess} 吗？要由经办人加上此人：doxdocket officer add CASE {name}",
        en="{name} is no officer of this case ({officers}). Nothing was recorded. Did you mean {guess}? An officer of the case can add one: doxdocket officer add CASE {name}",
        name=name, officers=", ".join(officers), guess=guess,
    )  # fmt: skip


def not_in_charge(key: str, officers: Sequence[str]) -> WrongCall:
    """That an act on officers, keys or copies would be that of a key alone."""
    return WrongCall(
        zh="打开本案的钥匙（{key}）不归本案任何经办人名下：经办人、钥匙和副本由经办人（{officers}）办理，没有改动任何东西。你是经办人的，写 --officer 姓名；不是的，请经办人办理。经办人丢了钥匙而只剩备用钥匙的：doxdocket officer key CASE 姓名 --lost-key --reason …",
        en="the key that opened this case ({key}) answers for no officer of it: officers, keys and copies are for an officer ({officers}), and nothing was changed. An officer adds --officer NAME; else ask one to do it. Where an officer lost their key and only a spare is left: doxdocket officer key CASE NAME --lost-key --reason …",
        key=key, officers=", ".join(officers),
    )  # fmt: skip


def not_by_a_spare(name: str, key: str) -> WrongCall:
    """That a spare key would become an officer's by acting."""
    return WrongCall(
        zh="打开本案的是备用钥匙（{key}），不会因办理而归 {name} 名下。没有记录任何东西。由经办人记明：doxdocket officer key CASE {name} {key}；经办人丢了钥匙而没有别的经办人的：doxdocket officer key CASE {name} --lost-key --reason …",
        en="a spare key ({key}) opened this case; it does not become that of {name} by acting. Nothing was recorded. An officer says so: doxdocket officer key CASE {name} {key}; where they lost their key and there is no other officer: doxdocket officer key CASE {name} --lost-key --reason …",
        name=name, key=key,
    )  # fmt: skip


def _nothing() -> None:
    """Nothing is to be done."""


def _unheard(_zh: str, _en: str) -> None:
    """Nobody listens."""


class Custody:
    """The chain of one case, written with one identity: the fingerprint of the key that opened it."""

    def __init__(self, database: Database, clock: Callable[[], datetime], identity: str) -> None:
        self._database, self._clock, self.identity = database, clock, identity
        self._asked: tuple[tuple[str, ...], str] | None = None
        self._answer = ""
        self.guard: Callable[[], None] = _nothing  # refuses an act
        self.committed: Callable[[], None] = _nothing  # before an act is acknowledged
        self.warn: Callable[[str, str], None] = (
            _unheard  # what an act wants told beside its answer, in Chinese and English
        )

    def append(self, act: str, detail: dict[str, object], officer: str = "") -> CustodyRow:
        """Log an act, in the transaction at hand or in one of its own. ``detail`` holds ids and digests, never values."""
        self.guard()
        with self._database.transaction():
            self._database.afterwards(self.committed)
            seq, prev, before = self._last()
            at, told = self.moment(), {**detail, "identity": self.identity}
            if at < before:
                told["clock_back_from"] = before
                self.warn(
                    f"注意：本机时钟（{at[:19]}）早于上一行（{before[:19]}），已记入保管链。请校准时钟。",
                    f"Note: this computer's clock ({at[:19]}) is earlier than the row before ({before[:19]}); the custody log says so. Set the clock.",
                )
            (row,) = link([(at, self.who(officer), act, told)], seq, prev)
            values = (row.seq, row.at, row.actor, row.act, canonical(row.detail).decode(), row.prev, row.hash)
            self._database.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            if self._database.rows("SELECT * FROM custody WHERE seq >= ?", (seq + 1,)) != [values]:
                raise self._swallowed()  # before anything is shown
            if ties.BOUND in detail:
                self._asked = None
        return row

    def _swallowed(self) -> EvidenceFault:
        return EvidenceFault(
            zh="{path} 没有留下刚写入保管链的行：数据库被人加了东西。没有办理。先运行：doxdocket verify {folder}",
            en="{path} did not keep the custody row just written: somebody put something into the database. Nothing was done. First run: doxdocket verify {folder}",
            path=self._database.path, what="custody", folder=self._database.path.parent,
        )  # fmt: skip

    def moment(self) -> str:
        """The time of an act, as the chain writes it."""
        return moment(self._clock())

    def who(self, officer: str) -> str:
        """Whose act it is: an officer of the case, else the key that opened the case."""
        key = f"key:{self.identity}"
        return key if officer == key else self.officer(officer) or key

    def in_charge(self, officer: str, *, spare: bool = False) -> str:
        """Whose act on officers, keys and copies it is: wherever the case names officers, that of one of them, named or known by a key
        that answers for them. ``spare``: a spare key will do.
        """
        officers = self.officers()
        if not officers or (spare and self._is_spare()):
            return self.who(officer)
        name = "" if officer == f"{names.KEY}{self.identity}" else self.officer(officer)
        told = self.ties()
        own = told.edition < ties.TIED or self.identity in told.keys.get(name, ())
        if not name or not (officer.strip() or own):
            raise not_in_charge(self.identity, officers)
        return name

    def whose(self, officer: str, by: str | None) -> tuple[str, str]:
        """Who decided, and whose act its recording is: ``by`` brings what an officer of the case did elsewhere."""
        if by in {None, officer}:
            return (who := self.who(officer)), who
        name = officer.strip()
        return (name if self.knows(name) else self.named(name)), self.who(by)

    def knows(self, name: str) -> bool:
        """Whether this is an officer, was one, or is ``key:`` and the fingerprint of a key that acted or was given or taken away."""
        if name in self.officers() or self._left(name):
            return True
        mark = name.removeprefix(names.KEY)
        seen = "json_valid(detail) AND (json_extract(detail, '$.identity') = ? OR (act LIKE 'key.%' AND json_extract(detail, '$.key') = ?))"
        return mark != name and bool(
            self._database.rows("SELECT 1 FROM keyholders WHERE fingerprint = ?", (mark,))
            or self._database.rows(f"SELECT 1 FROM custody WHERE {seen} ORDER BY seq LIMIT 1", (mark, mark))
        )

    def officer(self, named: str) -> str:
        """The officer named, who must be one of the case and act with a key of theirs. Without a name: whoever holds the key that
        opened it, else the only officer whom it answers for, or could.
        """
        if name := named.strip():
            self.named(name)
            if not self._tied(name):
                told = self.ties()
                if why := told.refusal(name, self.identity):
                    raise ties.refused(why, name, self.identity, told)
                if self._is_spare() and self.identity not in told.keys.get(name, ()):
                    raise not_by_a_spare(name, self.identity)
            return name
        officers = self.officers()
        found = self._database.rows("SELECT name FROM keyholders WHERE fingerprint = ?", (self.identity,))
        asked = (officers, str(found[0][0]) if found else "")
        if asked == self._asked and (not self._answer or self._tied(self._answer)):
            return self._answer  # many acts of one sitting: the chain is not read for each
        self._asked, self._answer = asked, self._own(*asked)
        return self._answer

    def _own(self, officers: tuple[str, ...], holder: str) -> str:
        """The officer for whom the key that opened the case speaks without a name; empty when it is none, or not one."""
        if holder or len(officers) == 1:
            name = holder or officers[0]
            return name if name in officers and self.may(name) else ""
        own = [name for name, keys in self.ties().keys.items() if self.identity in keys and name in officers]
        return own[0] if len(own) == 1 else ""

    def named(self, name: str) -> str:
        """A name that must be an officer's."""
        if name not in (officers := self.officers()):
            raise no_officer(name, officers)
        return name

    def may(self, name: str) -> bool:
        """Whether the key that opened the case answers for this officer, or could from now on."""
        if self._tied(name):
            return True
        told = self.ties()
        own = self.identity in told.keys.get(name, ())
        return own or (not self._is_spare() and told.refusal(name, self.identity) is None)

    def _is_spare(self) -> bool:
        """Whether the key that opened the case was left for safe keeping: by acting it becomes nobody's."""
        found = self._database.rows("SELECT role FROM keyholders WHERE fingerprint = ?", (self.identity,))
        return bool(found) and found[0][0] == "escrow"

    def names(self) -> list[str]:
        """Everybody who is an officer of the case or was one."""
        gone = "SELECT json_extract(detail, '$.officer') FROM custody WHERE act = ? AND json_valid(detail)"
        return [*self.officers(), *(str(row[0]) for row in self._database.rows(gone, (ties.REMOVED,)))]

    def ties(self) -> ties.Ties:
        """Which key answers for which officer, by all rows there are."""
        return ties.read(self._acts())

    def by_others(self) -> list[Lent]:
        """The ties of officers and keys that somebody else made."""
        return by_others(self._acts())

    def _acts(self) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        for seq, actor, act, detail in self._database.rows("SELECT seq, actor, act, detail FROM custody ORDER BY seq"):
            yield seq, actor, act, fields(detail)

    def brought(self) -> dict[str, Brought]:
        """Of each decision that somebody brought (in a file, a fork): who, when, in which row, and the time that the file said."""
        found = self._database.rows("SELECT seq, at, actor, detail FROM custody WHERE act = 'decide' ORDER BY seq")
        told = [(seq, at, actor, fields(detail)) for seq, at, actor, detail in found if "officer" in detail]
        return {
            str(one["decision"]): Brought(actor, at, seq, str(one["officer"]), one.get("said_at"))
            for seq, at, actor, one in told
            if {"decision", "officer"} <= one.keys()
        }

    def _left(self, name: str) -> bool:
        """Whether this was an officer of the case."""
        gone = "SELECT 1 FROM custody WHERE act = ? AND json_valid(detail) AND json_extract(detail, '$.officer') = ?"
        return bool(self._database.rows(gone, (ties.REMOVED, name)))

    def _tied(self, name: str) -> bool:
        """Whether this key acted under this name since the name last came: looked up from the end of the chain, where it mostly did."""
        found = self._database.rows(
            "SELECT seq FROM custody WHERE actor = ? AND json_valid(detail) AND json_extract(detail, '$.identity') = ? ORDER BY seq DESC LIMIT 1",
            (name, self.identity),
        )
        gone = "SELECT 1 FROM custody WHERE seq >= ? AND act = ? AND json_valid(detail) AND json_extract(detail, '$.officer') = ?"
        return bool(found) and not self._database.rows(gone, (found[0][0], ties.REMOVED, name))

    def officers(self) -> tuple[str, ...]:
        """Who may act."""
        found = self._database.rows("SELECT value FROM meta WHERE key = 'info'")
        return about.loads(found[0][0]).officers if found else ()

    def _last(self) -> tuple[int, str, str]:
        found = self._database.rows("SELECT seq, hash, at FROM custody ORDER BY seq DESC LIMIT 1")
        return found[0] if found else (0, START, "")

    def end(self) -> tuple[int, str]:
        """Number and hash of the last row."""
        return self._last()[:2]

    def head(self) -> str:
        """The hash of the last row."""
        return self._last()[1]

    def rows(self) -> list[CustodyRow]:
        """All acts, oldest first."""
        found = self._database.rows("SELECT seq, at, actor, act, detail, prev, hash FROM custody ORDER BY seq")
        return [CustodyRow(r[0], r[1], r[2], r[3], fields(r[4]), r[5], r[6]) for r in found]
