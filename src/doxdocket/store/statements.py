"""Statements (说明): every change of what is stated about a source, with what was stated before. Added, never changed.

Source: 法发〔2016〕22号, articles 14 and 27: what the record lacks may be stated later. Each row is sealed by the custody row of the
act, which holds its number and its digest but none of what was stated.

>>> Statement(1, "2026-01-01", "甲", "ab", {"note": ""}, {"note": "补正"}).name
'S0001'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from doxdocket.store.canonical import canonical, digest, fields
from doxdocket.store.custody.log import Added


@dataclass(frozen=True, slots=True)
class Statement:
    """One change; ``was`` and ``now`` hold the changed facts only."""

    id: int
    at: str
    officer: str
    source: str
    was: Mapping[str, object] = field(repr=False)
    now: Mapping[str, object] = field(repr=False)

    @property
    def name(self) -> str:
        """How people refer to it."""
        return f"S{self.id:04d}"

    def sealed(self) -> str:
        """The digest its custody row holds."""
        return digest([self.id, self.at, self.officer, self.source, dict(self.was), dict(self.now)])


class Statements(Added):
    """Those of one case."""

    TABLE = "statements"

    def all(self) -> list[Statement]:
        """Oldest first."""
        rows = self._database.rows("SELECT id, at, officer, source, was, now FROM statements ORDER BY id")
        return [Statement(r[0], r[1], r[2], r[3], fields(r[4]), fields(r[5])) for r in rows]

    def add(self, source: str, was: Mapping[str, object], now: Mapping[str, object], officer: str) -> dict[str, object]:
        """Record one, inside a transaction; what its custody row must hold."""
        made = Statement(self.last() + 1, self._custody.moment(), self._custody.who(officer), source, was, now)
        self.put(made.id, made.at, made.officer, source, canonical(dict(was)).decode(), canonical(dict(now)).decode())
        return {"statement": made.name, "sha256": made.sealed()}
