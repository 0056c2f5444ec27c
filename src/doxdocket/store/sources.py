"""Sources (证据文件): the captured files of a case, each with its digests, origin, times and officers.

Source: 法发〔2016〕22号 (articles 7, 9, 14: who, from where, when, how, with which digest).

>>> Source(
...     "ab", "cd", 3, "a.json", "x/a.json", None, None, "", None, "", "", (), "", "taken", "originals/data/ef.age"
... ).form
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from doxdocket.errors import WrongCall
from doxdocket.seal.database import Database
from doxdocket.store.canonical import canonical, digest, moment
from doxdocket.store.custody import Custody

_COLUMNS = (
    "sha256, sm3, size, name, path_given, form, channel, origin, captured_at, modified_at, taken_at, officers, note, "
    "status, payload"
)
_CHANGEABLE = frozenset({"form", "channel", "origin", "captured_at", "officers", "note", "status"})


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

    def sealed(self) -> str:
        """The digest its custody row holds: all that can never change."""
        return digest(
            [
                self.sha256,
                self.sm3,
                self.size,
                self.name,
                self.path_given,
                self.modified_at,
                self.taken_at,
                self.payload,
            ]
        )

    def stated(self) -> str:
        """The digest of what people state about it, as the last custody row about it holds it."""
        at = moment(self.captured_at) if self.captured_at else None
        return digest([self.form, self.channel, self.origin, at, list(self.officers), self.note, self.status])


class Sources:
    """The sources of one case."""

    def __init__(self, database: Database, custody: Custody) -> None:
        self._database, self._custody = database, custody

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
        values = [getattr(source, name) for name in _COLUMNS.split(", ")]
        values[8] = moment(source.captured_at) if source.captured_at else None
        values[11] = canonical(list(source.officers)).decode()
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
        before = self.places(source.sha256)
        self._database.execute("INSERT OR IGNORE INTO places VALUES (?, ?, ?)", (source.sha256, path, source.taken_at))
        return path not in before

    def places(self, sha256: str) -> list[str]:
        """Every path at which these bytes were found."""
        rows = self._database.rows("SELECT path FROM places WHERE sha256 = ? ORDER BY path", (sha256,))
        return [row[0] for row in rows]

    def describe(self, sha256: str, changes: Mapping[str, object], officer: str) -> None:
        """State or correct what is known about a source: form, origin, officers and the like. Logged."""
        if unknown := sorted(set(changes) - _CHANGEABLE):
            raise WrongCall(
                zh="证据文件的这些内容不能改：{names}",
                en="these facts of a source cannot be changed: {names}",
                names=", ".join(unknown),
            )
        self._row(sha256)
        values = {
            k: canonical(list(v)).decode() if isinstance(v, Sequence) and not isinstance(v, str) else v
            for k, v in changes.items()
        }
        with self._database.transaction():
            for name, value in values.items():
                self._database.execute(f"UPDATE sources SET {name} = ? WHERE sha256 = ?", (value, sha256))
            now = _source(self._row(sha256))
            detail: dict[str, object] = {"source": sha256, "changed": sorted(values), "stated": now.stated()}
            self._custody.append("describe", detail, officer)


def _source(row: tuple[object, ...]) -> Source:
    fields = dict(zip(_COLUMNS.split(", "), row, strict=True))
    fields["officers"] = _names(str(fields["officers"]))
    fields["captured_at"] = _time(fields["captured_at"])
    return Source(**fields)  # type: ignore[arg-type]


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
    return WrongCall(
        zh="卷内没有这份证据：{sha256}。查看：doxdocket export CASE sources",
        en="no source of this case has the digest {sha256}. To see them: doxdocket export CASE sources",
        sha256=sha256[:64],
    )
