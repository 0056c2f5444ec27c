"""Rows of the chain of custody: every act is one, and each holds the hash of the one before.

Source: 法发〔2016〕22号; docs/explanation/glossary.md. The chain shows a changed, added or missing row in its middle. Rows cut off its end are
invisible to it: officers remember the end (``memory``), and each published run holds the head of its day.

>>> rows = link([("2026-01-01", "甲", "init", {}), ("2026-01-02", "乙", "add", {"sha256": "ab"})])
>>> broken(rows), broken([rows[0], replace(rows[1], actor="丙")])
([], [2])
>>> went_back([*rows, replace(rows[1], seq=3, at="2025-12-31")])
[(3, '2025-12-31', '2026-01-02')]
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from doxdocket.store.canonical import digest

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


def went_back(rows: Sequence[CustodyRow]) -> list[tuple[int, str, str]]:
    """Rows whose time is before that of the row before them: number, time, and the time before."""
    return [(row.seq, row.at, before.at) for before, row in pairwise(rows) if row.at < before.at]
