"""The chain of custody: every act is a row, and every row holds the hash of the one before.

Source: 法发〔2016〕22号; docs/explanation/glossary.md. The chain shows a changed, added or missing row in its middle. Rows cut
off its end are invisible to it: each published run and each released document carries the head of its day, and
``verify`` compares.

>>> rows = link([("2026-01-01", "甲", "init", {}), ("2026-01-02", "乙", "add", {"sha256": "ab"})])
>>> broken(rows), broken([rows[0], replace(rows[1], actor="丙")])
([], [2])
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from doxdocket.seal.database import Database
from doxdocket.store.canonical import canonical, digest, fields, moment

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


class Custody:
    """The chain of one case."""

    def __init__(self, database: Database, clock: Callable[[], datetime], actor: str) -> None:
        self._database, self._clock, self._actor = database, clock, actor

    def append(self, act: str, detail: dict[str, object], officer: str = "") -> CustodyRow:
        """Log an act, in the transaction at hand or in one of its own. ``detail`` holds ids and digests, never values."""
        with self._database.transaction():
            seq, prev = self._last()
            (row,) = link([(self.moment(), self.who(officer), act, detail)], seq, prev)
            values = (row.seq, row.at, row.actor, row.act, canonical(row.detail).decode(), row.prev, row.hash)
            self._database.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        return row

    def moment(self) -> str:
        """The time of an act, as the chain writes it."""
        return moment(self._clock())

    def who(self, officer: str) -> str:
        """Whose act it is: the officer named, else the key that opened the case."""
        return officer or self._actor

    def _last(self) -> tuple[int, str]:
        found = self._database.rows("SELECT seq, hash FROM custody ORDER BY seq DESC LIMIT 1")
        return found[0] if found else (0, START)

    def head(self) -> str:
        """The hash of the last row."""
        return self._last()[1]

    def rows(self) -> list[CustodyRow]:
        """All acts, oldest first."""
        found = self._database.rows("SELECT seq, at, actor, act, detail, prev, hash FROM custody ORDER BY seq")
        return [CustodyRow(r[0], r[1], r[2], r[3], fields(r[4]), r[5], r[6]) for r in found]
