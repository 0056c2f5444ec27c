"""One file's entry in the case: a new source, another place of a known one, or a notice why it is none.

>>> Item("a.zip!/b/c.json", "ab").name
'c.json'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from doxdocket.intake.read import Read
from doxdocket.store.bag import payload_path
from doxdocket.store.canonical import moment
from doxdocket.store.case import Case
from doxdocket.store.sources import Source
from doxdocket.words import coded

CODES = coded("intake_codes")
"""What became of a file; a code of a container's inside stands at ``<path>!/``, the container itself is in the case in any case."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    path: str = field(repr=False)
    status: str  # taken, empty, known, refused
    code: str  # taken, empty, known, what is to be said of its name, or why it was refused
    sha256: str = ""
    sm3: str = ""
    size: int = 0
    stated: tuple[str, ...] = ()  # of a known file: which statements were recorded anew

    @property
    def zh(self) -> str:
        """In Chinese."""
        return CODES[self.code].zh

    @property
    def en(self) -> str:
        """In English."""
        return CODES[self.code].en


@dataclass(frozen=True, slots=True)
class Origin:
    """What the person who adds files states about them."""

    officers: tuple[str, ...] = ()
    origin: str = ""
    captured_at: datetime | None = None
    note: str = ""
    channel: str | None = None
    form: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    taking: Mapping[str, Any] = field(default_factory=dict)
    officer: str = ""
    """Whose act the taking in is: of those who took the evidence the first who is an officer of the case."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file as it was met."""

    path: str = field(repr=False)  # relative to what was added; of a member ``container!/member``
    parent: str = ""  # SHA-256 of the container
    mark: str = ""  # what is to be said of its name
    raw: str = field(default="", repr=False)  # the name's bytes, where it was guessed
    archive: bool = False  # read by nobody but for its members

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]


def refuse(case: Case, item: Item, code: str, stated: Origin, *, noted: bool = False) -> Taken:
    """Note why it was not taken, unless that is ``noted`` already."""
    if not noted:
        case.notice(item.path, code, stated.officer)
    return Taken(item.path, "refused", code)


def record(case: Case, item: Item, answer: Read, stated: Origin) -> Taken:
    """Take it in; or note the place and what is newly stated, when its bytes are known."""
    sealed = answer.sealed
    facts = (sealed.sha256, sealed.sm3, sealed.size)
    if known := case.source(sealed.sha256):
        case.add_place(known, item.path, stated.officer)
        return Taken(item.path, "known", "known", *facts, stated=_complete(case, known, stated, item))
    status = "taken" if sealed.size else "empty"
    source = Source(
        *facts,
        name=item.name,
        path_given=item.path,
        form=None if item.archive else stated.form,
        channel=stated.channel,
        origin=stated.origin,
        captured_at=stated.captured_at,
        modified_at=answer.modified,
        taken_at=moment(case.clock()),
        officers=stated.officers,
        note=stated.note,
        status=status,
        payload=payload_path(sealed.cipher_sha256),
        parent=item.parent,
        attributes={**answer.times, **({"name_bytes": item.raw} if item.raw else {})},
        settings=stated.settings,
        taking=stated.taking,
    )
    case.add_source(source, answer.copy, (sealed.cipher_sha256, sealed.cipher_size), stated.officer)
    return Taken(item.path, status, item.mark or status, *facts)


def _complete(case: Case, known: Source, stated: Origin, item: Item) -> tuple[str, ...]:
    """Fill in what was not stated when a known file was taken in. Which facts were new.

    What was stated stands, but for how the file is to be read: there the later word counts.
    """
    lacking: dict[str, Any] = {
        name: getattr(stated, name)
        for name in ("origin", "note", "captured_at", "channel")
        if getattr(stated, name) and not getattr(known, name)
    }
    if len(set(known.officers)) < len(set(stated.officers)):
        lacking["officers"] = stated.officers
    if stated.form and stated.form != known.form and not item.archive:  # the recogniser's word gives way to a person's
        lacking["form"] = stated.form
    for name in ("settings", "taking"):
        before = getattr(known, name)
        if new := {
            key: value
            for key, value in getattr(stated, name).items()
            if (before.get(key) != value if name == "settings" else not before.get(key))
        }:
            lacking[name] = new
    if lacking:
        case.describe_source(known.sha256, officer=stated.officer, **lacking)
    inside = [key for name in ("settings", "taking") for key in lacking.get(name, ())]
    return tuple(sorted([*(lacking.keys() - {"settings", "taking"}), *inside]))
