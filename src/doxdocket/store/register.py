"""The register (登记): what a team states that no capture tells, such as defendants, receipts, harm and dates of the procedure.

Source: docs/how-to/name-the-parties.md, docs/reference/case-folder.md. Rows are added, never changed: an entry with the form and key of an earlier one takes its
place, a withdrawal ends it, and all stay on record. Each is written in one transaction with its custody row, which holds a salted
digest and none of what was stated. What it leaves out: what a form holds, which ``assess`` knows.

>>> old, new = (
...     Entry(1, "", "甲", ENTER, "defendant", "D1", {}, ""),
...     Entry(2, "", "甲", WITHDRAW, "defendant", "D1", {}, "误记"),
... )
>>> standing([old]) == [old], standing([old, new])
(True, [])
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doxdocket.errors import WrongCall
from doxdocket.store.canonical import canonical, digest, fields
from doxdocket.store.custody.log import Added
from doxdocket.store.reason import checked

if TYPE_CHECKING:
    from doxdocket.store.case import Case

ENTER, WITHDRAW = "enter", "withdraw"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on the register; ``body`` are the fields of the form without its name."""

    id: int
    at: str
    officer: str
    act: str
    form: str
    key: str
    body: Mapping[str, Any] = field(repr=False)
    reason: str
    salt: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """How people refer to it: ``R0001``."""
        return f"R{self.id:04d}"

    def sealed(self) -> str:
        """The digest its custody row holds."""
        return digest(
            [self.id, self.at, self.officer, self.act, self.form, self.key, dict(self.body), self.reason, self.salt]
        )


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The last entry of each form and key that was not withdrawn, in the order in which keys were first entered."""
    last: dict[tuple[str, str], Entry] = {}
    for one in entries:
        last[one.form, one.key] = one
    return [one for one in last.values() if one.act == ENTER]


class Register(Added):
    """That of one case."""

    TABLE = "register"

    @classmethod
    def of(cls, case: "Case") -> "Register":
        """That of an open case."""
        return cls(case.database, case.custody)

    def all(self) -> list[Entry]:
        """Every row, oldest first."""
        rows = self._database.rows(
            "SELECT id, at, officer, act, form, key, body, reason, salt FROM register ORDER BY id"
        )
        return [Entry(r[0], r[1], r[2], r[3], r[4], r[5], fields(r[6]), r[7], r[8]) for r in rows]

    def enter(
        self, entries: Sequence[tuple[str, str, Mapping[str, Any]]], reason: str, officer: str, by: str | None = None
    ) -> list[Entry]:
        """Record entries of (form, key, body), all of them or none; one that stands already word for word is left out. ``by``: who brings them."""
        said = reason.strip() and checked(reason)
        with self._database.transaction():
            there = {(one.form, one.key): one for one in standing(self.all())}
            new = [
                row
                for row in entries
                if (old := there.get(row[:2])) is None or canonical(old.body) != canonical(row[2])
            ]
            return [self._add(ENTER, form, key, body, said, officer, by) for form, key, body in new]

    def withdraw(self, form: str, keys: Sequence[str], reason: str, officer: str, by: str | None = None) -> list[Entry]:
        """End entries, all of them or none; they stay on record."""
        said = checked(reason)
        with self._database.transaction():
            there = {(one.form, one.key) for one in standing(self.all())}
            for key in keys:
                if (form, key) not in there:
                    raise absent(form, key)
            return [self._add(WITHDRAW, form, key, {}, said, officer, by) for key in dict.fromkeys(keys)]

    def _add(
        self, act: str, form: str, key: str, body: Mapping[str, Any], reason: str, officer: str, by: str | None
    ) -> Entry:
        if not officer.strip():
            raise WrongCall("store_register.who_enters_this_must_be")
        officer, by = self._custody.brings(officer, by)
        number, kept = self.last() + 1, json.loads(canonical(dict(body)))
        made = Entry(number, self._custody.moment(), officer, act, form, key, kept, reason, secrets.token_hex(16))
        self.put(number, made.at, officer, act, form, key, canonical(kept).decode(), reason, made.salt)
        told: dict[str, object] = {"entry": made.name, "act": act, "form": form, "sha256": made.sealed()}
        self._custody.append("register", told | ({"officer": officer} if by != officer else {}), by)
        return made


def absent(form: str, key: str) -> WrongCall:
    """No entry of that form and key stands."""
    return WrongCall("store_register.no_entry_to_see_them", form=form, key=key)
