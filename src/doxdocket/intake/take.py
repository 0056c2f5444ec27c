"""Take files in: read each once, then record them, a group at a time, in one transaction.

Source: docs/explanation/glossary.md; 法发〔2016〕22号, articles 5, 9 and 14. What is refused is noted in the case and in the custody
log. A folder of ten thousand photographs is taken in groups, since a disk that must sync for each takes minutes.

>>> said("link", "zh")
'是链接，没有跟随；请直接加入它所指的文件'
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from doxdocket.errors import EvidenceFault
from doxdocket.intake.find import Found, find
from doxdocket.intake.read import Read, Refused, read
from doxdocket.store.bag import payload_path
from doxdocket.store.canonical import moment
from doxdocket.store.case import Case
from doxdocket.store.shelf import disk_fault, sync_files
from doxdocket.store.sources import Source

_GROUP, _BYTES = 64, 32 << 20  # files and bytes that are recorded together
_WORDS = {
    "taken": ("已入卷", "taken in"),
    "empty": ("已入卷；文件是空的", "taken in; the file is empty"),
    "known": ("卷内已有相同内容，没有重复入卷", "the same bytes are in the case already; not taken twice"),
    "link": ("是链接，没有跟随；请直接加入它所指的文件", "a link, not followed; add what it points to"),
    "special": (
        "不是普通文件（管道、设备或套接字），没有读取",
        "not a regular file (a pipe, device or socket); not read",
    ),
    "inside_case": ("是案卷自己的文件，跳过", "belongs to the case folder itself; skipped"),
    "unreadable": (
        "读不出来（权限或磁盘）；请检查后重新加入",
        "cannot be read (permission or disk); check and add it again",
    ),
    "changed": (
        "读取时被改动，没有入卷；请停止写入后重新加入",
        "changed while it was read and was not taken in; stop what writes to it and add it again",
    ),
}


def said(code: str, lang: str) -> str:
    """What happened to a file, in ``"zh"`` or ``"en"``."""
    return _WORDS[code][0 if lang == "zh" else 1]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    path: str = field(repr=False)
    status: str  # taken, empty, known, refused
    code: str  # taken, empty, known, or why it was refused
    sha256: str = ""
    sm3: str = ""
    size: int = 0
    stated: tuple[str, ...] = ()  # of a known file: which statements were recorded anew

    @property
    def zh(self) -> str:
        """In Chinese."""
        return said(self.code, "zh")

    @property
    def en(self) -> str:
        """In English."""
        return said(self.code, "en")


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

    @property
    def officer(self) -> str:
        """Whose act it is."""
        return self.officers[0] if self.officers else ""


def take(
    case: Case,
    paths: Sequence[Path | str],
    *,
    officers: Sequence[str] = (),
    origin: str = "",
    captured_at: datetime | None = None,
    note: str = "",
    channel: str | None = None,
    form: str | None = None,
    settings: Mapping[str, Any] | None = None,
    taking: Mapping[str, Any] | None = None,
    progress: Callable[[Taken], None] | None = None,
) -> list[Taken]:
    """Take in files and folders; ``progress`` hears of each file once it is safe in the case.

    ``form``, ``settings`` and ``taking`` are statements of a person, as ``store.sources`` has them.

    Files that changed while they were read are an ``EvidenceFault`` at the end, after all others are in.
    """
    stated = Origin(tuple(officers), origin, captured_at, note, channel, form, settings or {}, taking or {})
    done: list[Taken] = []
    try:
        for group in _groups(find(paths, case.folder)):
            for one in _take_group(case, group, stated):
                done.append(one)
                if progress is not None:
                    progress(one)
    finally:
        case.update_bag()
    _complain([one.path for one in done if one.code == "changed"])
    return done


def _complain(changed: Sequence[str]) -> None:
    if changed:
        raise EvidenceFault(
            zh="{count} 个文件读取时被改动，没有入卷（其余已入卷）：{first}。请停止写入后重新加入。",
            en="{count} file(s) changed while they were read and were not taken in (the others were): {first}. Stop what writes to them and add them again.",
            count=len(changed),
            first=changed[0],
        )


def _groups(found: Iterable[Found]) -> Iterator[list[Found]]:
    group: list[Found] = []
    for one in found:
        group.append(one)
        if len(group) == _GROUP or sum(each.size for each in group) >= _BYTES:
            yield group
            group = []
    yield group


def _take_group(case: Case, group: Sequence[Found], stated: Origin) -> list[Taken]:
    """All of a group, safe on the disk when this returns; or, interrupted, none of it."""
    copies: list[Path] = []
    with case.shelf.lock.held():
        try:
            answers = [_read(case, found, copies) for found in group]
            try:
                sync_files(copies)
            except OSError as e:
                raise disk_fault(case.folder, e) from None
            with case.together():
                return [_record(case, found, answer, stated) for found, answer in zip(group, answers, strict=True)]
        finally:
            for copy in copies:
                copy.unlink(missing_ok=True)


def _read(case: Case, found: Found, copies: list[Path]) -> Read | str:
    """The file, read; or why it was not."""
    if found.refusal:
        return found.refusal
    copy = case.shelf.incoming / f"taking-{uuid.uuid4().hex}"
    try:
        answer = read(found.path, copy, case.key.recipient)
    except Refused as e:
        return e.code
    copies.append(copy)
    return answer


def _complete(case: Case, known: Source, stated: Origin) -> tuple[str, ...]:
    """Fill in what was not stated when a known file was taken in; what was stated stands. Which facts were new."""
    lacking: dict[str, Any] = {
        name: getattr(stated, name)
        for name in ("origin", "note", "captured_at", "channel")
        if getattr(stated, name) and not getattr(known, name)
    }
    if len(set(known.officers)) < len(set(stated.officers)):
        lacking["officers"] = stated.officers
    if stated.form and stated.form != known.form:  # the recogniser's word gives way to a person's
        lacking["form"] = stated.form
    for name in ("settings", "taking"):
        before = getattr(known, name)
        if new := {key: value for key, value in getattr(stated, name).items() if not before.get(key)}:
            lacking[name] = new
    if lacking:
        case.describe_source(known.sha256, officer=stated.officer, **lacking)
    inside = [key for name in ("settings", "taking") for key in lacking.get(name, ())]
    return tuple(sorted([*(lacking.keys() - {"settings", "taking"}), *inside]))


def _record(case: Case, found: Found, answer: Read | str, stated: Origin) -> Taken:
    if isinstance(answer, str):
        case.notice(found.relative, answer, stated.officer)
        return Taken(found.relative, "refused", answer)
    sealed = answer.sealed
    facts = (sealed.sha256, sealed.sm3, sealed.size)
    if known := case.source(sealed.sha256):
        case.add_place(known, found.relative, stated.officer)
        anew = _complete(case, known, stated)
        return Taken(found.relative, "known", "known", *facts, stated=anew)
    status = "taken" if sealed.size else "empty"
    source = Source(
        *facts,
        name=found.relative.rpartition("/")[2],
        path_given=found.relative,
        form=stated.form,
        channel=stated.channel,
        origin=stated.origin,
        captured_at=stated.captured_at,
        modified_at=moment(answer.modified),
        taken_at=moment(case.clock()),
        officers=stated.officers or case.info.officers,
        note=stated.note,
        status=status,
        payload=payload_path(sealed.cipher_sha256),
        attributes=answer.times,
        settings=stated.settings,
        taking=stated.taking,
    )
    case.add_source(source, answer.copy, (sealed.cipher_sha256, sealed.cipher_size), stated.officer)
    return Taken(found.relative, status, status, *facts)
