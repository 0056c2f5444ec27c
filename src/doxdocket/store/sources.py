"""Sources (证据文件): the captured files of a case, each with its digests, origin, times and officers.

Source: 法发〔2016〕22号 (articles 7, 9, 14: who, from where, when, how, with which digest). What the system said of a file never
changes; what people state of it can be stated later or corrected, and what was stated before stays in ``statements``.

>>> Source(
...     "ab", "cd", 3, "a.json", "x/a.json", None, None, "", None, "", "", (), "", "taken", "originals/data/ef.age"
... ).form
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from doxdocket.errors import WrongCall
from doxdocket.seal.database import Database
from doxdocket.store.acquisition import FACTS, METHODS, Lack, lacking
from doxdocket.store.canonical import canonical, digest, fields, moment
from doxdocket.store.custody.log import Custody
from doxdocket.store.statements import Statements

_NAMES = (
    "sha256", "sm3", "size", "name", "path_given", "form", "channel", "origin", "captured_at", "modified_at", "taken_at",
    "officers", "note", "status", "payload", "parent", "attributes", "settings", "taking",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)
_CHANGEABLE = ("form", "channel", "origin", "captured_at", "officers", "note", "status", "settings", "taking")
_READ = ("address", "saved")
_OBJECTS = ("attributes", "settings", "taking")


@dataclass(frozen=True, slots=True)
class Source:
    """One captured file."""

    sha256: str
    sm3: str
    size: int
    name: str = field(repr=False)  # names may hold values
    path_given: str = field(repr=False)  # relative to the folder that was added
    form: str | None  # of parse; null until recognised
    channel: str | None  # stated for forms that hold no chat id
    origin: str
    captured_at: datetime | None  # stated by the person who captured it
    modified_at: str  # of the file as found
    taken_at: str
    officers: tuple[str, ...]
    note: str
    status: str  # taken, empty
    payload: str  # the encrypted file, within the case folder
    parent: str = ""  # SHA-256 of the container it came out of
    attributes: Mapping[str, Any] = field(
        default_factory=dict, hash=False
    )  # other times of the file: accessed, created
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)  # for reading it: mapping, chats
    taking: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)  # how it was taken: TAKING

    @property
    def reading(self) -> dict[str, Any]:
        """What bears on reading it: settings, and of a page out of a saved file where it was and when it was saved."""
        return dict(self.settings) | {name: self.attributes[name] for name in _READ if self.attributes.get(name)}

    def sealed(self) -> str:
        """The digest its custody row holds: all that can never change."""
        first = [self.sha256, self.sm3, self.size, self.name, self.path_given, self.modified_at, self.taken_at]
        return digest([*first, self.payload, *_later(self.parent, self.attributes)])

    def stated(self) -> str:
        """The digest of what people state about it, as the last custody row about it holds it."""
        at = moment(self.captured_at) if self.captured_at else None
        first = [self.form, self.channel, self.origin, at, list(self.officers), self.note, self.status]
        return digest([*first, *_later(self.settings, self.taking)])

    def lacks(self) -> list[Lack]:
        """What the law wants stated of it and nobody has stated."""
        return lacking(
            officers=self.officers,
            origin=self.origin,
            captured=self.captured_at is not None,
            note=self.note,
            taking=self.taking,
        )


def _later(*values: object) -> list[object]:
    """Facts that the first edition of the database did not hold: where there are none, its digests stand."""
    return [dict(v) if isinstance(v, Mapping) else v for v in values] if any(values) else []


class Sources:
    """The sources of one case."""

    def __init__(self, database: Database, custody: Custody) -> None:
        self._database, self._custody = database, custody
        self._statements = Statements(database, custody)

    def all(self) -> list[Source]:
        """In the order they were taken in."""
        return [_source(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM sources ORDER BY rowid")]

    def get(self, sha256: str) -> Source | None:
        """The source with this digest, if it was taken in."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM sources WHERE sha256 = ?", (sha256,))
        return _source(rows[0]) if rows else None

    def _row(self, sha256: str) -> tuple[object, ...]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM sources WHERE sha256 = ?", (sha256,))
        if not rows:
            raise unknown_source(sha256)
        return rows[0]

    def add(self, source: Source, officer: str) -> None:
        """Record a new one with its custody row; inside a transaction."""
        values = [_kept(getattr(source, name)) for name in _NAMES]
        marks = ", ".join("?" * len(values))
        self._database.execute(f"INSERT INTO sources ({_COLUMNS}) VALUES ({marks})", values)
        self.seen(source, source.path_given)
        detail: dict[str, object] = {
            "source": source.sha256,
            "sm3": source.sm3,
            "size": source.size,
            "sha256": source.sealed(),
            "stated": source.stated(),
        }
        self._custody.append("add", detail, officer)

    def seen(self, source: Source, path: str) -> bool:
        """Note where its bytes were found; false when that was known."""
        done = self._database.execute(
            "INSERT OR IGNORE INTO places VALUES (?, ?, ?)", (source.sha256, path, source.taken_at)
        )
        return bool(done.rowcount)  # an archive may hold the same bytes a hundred thousand times

    def places(self, sha256: str) -> list[str]:
        """Every path at which these bytes were found."""
        rows = self._database.rows("SELECT path FROM places WHERE sha256 = ? ORDER BY path", (sha256,))
        return [row[0] for row in rows]

    def recognise(self, sha256: str, form: str) -> None:
        """What the program found a source to be: logged, and no statement of anybody."""
        with self._database.transaction():
            self._row(sha256)
            self._database.execute("UPDATE sources SET form = ? WHERE sha256 = ?", (form, sha256))
            detail: dict[str, object] = {"source": sha256, "changed": ["form"]}
            self._custody.append("describe", detail | {"stated": _source(self._row(sha256)).stated()})

    def describe(self, sha256: str, changes: Mapping[str, object], officer: str) -> None:
        """State or correct what is known about a source: form, origin, officers and the like. Logged.

        ``settings`` and ``taking`` are merged key by key; a key given as ``None`` or empty is withdrawn.
        """
        if unknown := sorted(set(changes) - set(_CHANGEABLE)):
            raise WrongCall("store_sources.these_facts_of_source_cannot", names=", ".join(unknown))
        with self._database.transaction():
            before = _source(self._row(sha256))
            _check(changes)
            values = {name: _merged(before, name, value) for name, value in changes.items()}
            for name, value in values.items():
                self._database.execute(f"UPDATE sources SET {name} = ? WHERE sha256 = ?", (_kept(value), sha256))
            now = _source(self._row(sha256))
            was = {name: _plain(getattr(before, name)) for name in sorted(values)}
            told = {name: _plain(getattr(now, name)) for name in sorted(values)}
            logged = self._statements.add(sha256, was, told, officer) if was != told else {}
            detail: dict[str, object] = {"source": sha256, "changed": sorted(values), "stated": now.stated()}
            self._custody.append("describe", detail | logged, officer)


def _check(changes: Mapping[str, object]) -> None:
    taking = changes.get("taking")
    if not isinstance(taking, Mapping):
        return
    unknown = sorted(set(taking) - set(FACTS))
    if unknown or taking.get("method") not in {None, "", *METHODS}:
        raise WrongCall(
            "store_sources.there_is_no_such_statement",
            names=", ".join(unknown) or "method",
            known=", ".join(FACTS if unknown else METHODS),
        )


def _merged(source: Source, name: str, value: object) -> object:
    if name not in _OBJECTS or not isinstance(value, Mapping):
        return value
    return {
        key: one for key, one in (dict(getattr(source, name)) | dict(value)).items() if one not in (None, "", [], ())
    }


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _kept(value: object) -> object:
    """A value as its column holds it."""
    plain = _plain(value)
    return canonical(plain).decode() if isinstance(plain, (dict, list)) else plain


def _source(row: tuple[object, ...]) -> Source:
    found: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    found["officers"] = _names(str(found["officers"]))
    found["captured_at"] = _time(found["captured_at"])
    found |= {name: fields(str(found[name])) for name in _OBJECTS}
    return Source(**found)


def _names(text: str) -> tuple[str, ...]:
    try:
        return tuple(map(str, json.loads(text)))
    except (ValueError, TypeError):  # altered: what is stated no longer fits its custody row, and verify says so
        return (text,)


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError:  # the same
        return datetime.min.replace(tzinfo=UTC)


def unknown_source(sha256: str) -> WrongCall:
    """No source has this digest."""
    return WrongCall("store_sources.no_source_of_this_case", sha256=sha256[:64])
