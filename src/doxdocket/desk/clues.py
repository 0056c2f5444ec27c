"""The register of clues, before there is a case: what was heard from whom, and what became of it; lines of JSON in one file, added and never changed.

Each line holds the digest of the one before, so that a line that was taken out or changed is told. A clue that becomes a case goes into it as a file, and as the event with
which the procedure begins. Left out: evidence, which is taken into a case.

>>> import tempfile
>>> from datetime import date
>>> with tempfile.TemporaryDirectory() as home:
...     book = Path(home) / "clues.jsonl"
...     one = add(book, "12309", "一个频道公开学生的住址", date(2024, 4, 2), "张三")
...     fate(book, "L0001", "watched", "等待公安", "张三")
...     [(one.id, one.source, one.fate) for one in clues(book)]
[('L0001', '12309', 'watched')]
"""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import msgspec

from doxdocket import intake
from doxdocket.assess.forms.procedure import Event
from doxdocket.desk import register
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.store.canonical import now
from doxdocket.store.case import Case
from doxdocket.store.lock import Lock
from doxdocket.store.nearby_cases import around, within
from doxdocket.words import say

Fate = Literal["open", "watched", "passed_on", "dropped", "merged", "case"]
FATES: tuple[str, ...] = get_args(Fate)
"""What becomes of a clue; ``case``: it became one."""


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of the file: a clue (with its source), or what became of one."""

    id: str
    at: str
    by: str
    before: str
    fate: Fate = "open"
    source: str = ""
    says: str = ""
    day: str = ""
    """On which it was received."""
    why: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Clue:
    """A clue as it stands."""

    id: str
    day: str
    source: str
    says: str
    by: str
    fate: Fate
    why: str
    case: str


def _lines(book: Path) -> list[tuple[bytes, Line]]:
    """Every line, each held against the one before it; EvidenceFault names the first that does not fit."""
    try:
        data = book.read_bytes() if book.exists() else b""
    except OSError:
        raise WrongCall("clues.no_book", file=book) from None
    found: list[tuple[bytes, Line]] = []
    before, known = "", set[str]()
    for number, raw in enumerate(data.splitlines(), 1):
        try:
            line = msgspec.json.decode(raw, type=Line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            line = None
        if line is None or line.before != before or not (line.source or line.id in known):
            raise EvidenceFault("clues.broken", file=book, line=number)
        found.append((raw, line))
        known.add(line.id)
        before = hashlib.sha256(raw).hexdigest()
    return found


def clues(book: Path) -> list[Clue]:
    """Every clue, in the order in which they were entered, with what became of it last."""
    told: dict[str, Clue] = {}
    for _, one in _lines(book):
        if one.source:
            told[one.id] = Clue(one.id, one.day, one.source, one.says, one.by, one.fate, "", "")
        else:
            first = told[one.id]
            told[one.id] = Clue(one.id, first.day, first.source, first.says, first.by, one.fate, one.why, one.case)
    return list(told.values())


def add(book: Path, source: str, says: str, day: date, by: str) -> Clue:
    """Enter a clue; its id is the next number."""
    if not source.strip() or not says.strip():
        raise WrongCall("clues.source_and_words")
    with _alone(book):
        lines = _lines(book)
        id_ = f"L{sum(bool(line.source) for _, line in lines) + 1:04d}"
        _write(
            book, Line(id_, _moment(), by, _last(lines), source=source.strip(), says=says.strip(), day=day.isoformat())
        )
    return of(book, id_)


def fate(book: Path, name: str, became: str, why: str, by: str, case: str = "") -> None:
    """Enter what became of a clue."""
    if became not in FATES or not why.strip():
        raise WrongCall("clues.fate_and_why", known=", ".join(FATES))
    with _alone(book):
        of(book, name)
        last = _last(_lines(book))
        _write(book, Line(name, _moment(), by, last, fate=msgspec.convert(became, Fate), why=why.strip(), case=case))


def of(book: Path, name: str) -> Clue:
    """One clue; a WrongCall where there is none of this id."""
    found = next((one for one in clues(book) if one.id == name), None)
    if found is None:
        raise WrongCall("clues.no_such_clue", id=name[:20], file=book)
    return found


def into(case: Case, book: Path, clue: Clue, officer: str) -> None:
    """Put a clue into a new case: its lines as a file, and the event with which the procedure begins; then the book says so."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / f"clue-{clue.id}.jsonl"
        path.write_bytes(b"".join(raw + b"\n" for raw, line in _lines(book) if line.id == clue.id))
        [taken] = intake.take(case, [path], officers=[officer], note=say("clues.note", id=clue.id), whole=True)
    number = next(no for no, one in enumerate(case.sources(), 1) if one.sha256 == taken.sha256)
    register.keep(
        case, [Event(id="E1", state="S0", at=date.fromisoformat(clue.day), evidence=(f"file:{number}",))], officer
    )
    fate(book, clue.id, "case", say("clues.became"), officer, case.info.id)


def _last(lines: Sequence[tuple[bytes, Line]]) -> str:
    return hashlib.sha256(lines[-1][0]).hexdigest() if lines else ""


def _moment() -> str:
    return now().isoformat(timespec="seconds")


def _alone(book: Path) -> AbstractContextManager[None]:
    if case := around(book):
        raise within(book, case)
    if not book.parent.is_dir():
        raise WrongCall("clues.no_book", file=book)
    return Lock(book.with_name(f".{book.name}.lock")).held()


def _write(book: Path, line: Line) -> None:
    data = msgspec.json.encode(line) + b"\n"
    with os.fdopen(os.open(book, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
