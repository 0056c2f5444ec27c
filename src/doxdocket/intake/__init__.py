"""Taking captured files in: one pass that hashes and encrypts, and the words for what could not be taken.

Each file is read once and recorded; what is a container is taken in as it is, and then its members. What is refused is noted in the
case and in the custody log. What is stated about a file holds for the members of a container too. Source:
docs/explanation/glossary.md; 法发〔2016〕22号, articles 5, 9 and 14. What form a file has is for ``parse`` to say later.

>>> import pathlib, tempfile
>>> from doxdocket.seal.keys import Identity
>>> with tempfile.TemporaryDirectory() as home:
...     _ = (pathlib.Path(home) / "result.json").write_bytes(b"{}")
...     with Case.create(pathlib.Path(home) / "CASE", title="演示", identity=Identity.generate()) as case:
...         [one] = take(case, [pathlib.Path(home) / "result.json"], officers=("甲", "乙"), origin="自行下载")
...         (one.status, one.zh, one.size, one.sha256[:8])
('taken', '已入卷', 2, '44136fa3')
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from doxdocket.errors import EvidenceFault
from doxdocket.intake import find
from doxdocket.intake.group import Group
from doxdocket.intake.member import Limits
from doxdocket.intake.record import CODES, Origin, Taken
from doxdocket.intake.unpack import Unpacking
from doxdocket.store.case import Case

_LIMITS = Limits()


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
    limits: Limits = _LIMITS,
    whole: bool = False,
) -> list[Taken]:
    """Take in files and folders; ``progress`` hears of each file and member once it is safe in the case.

    ``form``, ``settings`` and ``taking`` are statements of a person, as ``store.sources`` has them; ``limits`` say how much a
    container may bring out; ``whole`` takes containers in without opening them.

    Files that changed while they were read are an ``EvidenceFault`` at the end, after all others are in.
    """
    case.custody.still("add")
    acting = case.custody.one_of(officers)
    stated = Origin(tuple(officers), origin, captured_at, note, channel, form, settings or {}, taking or {}, acting)
    done: list[Taken] = []

    def heard(one: Taken) -> None:
        done.append(one)
        if progress is not None:
            progress(one)

    group: Group[Taken] = Group(case, heard)
    unpacking = Unpacking(case, group, stated, None if whole else limits)
    try:
        for found in find.find(paths, case.folder):
            unpacking.file(found)
        group.close()
    finally:
        group.abandon()
        case.update_bag()
    _complain([one.path for one in done if one.code == "changed"])
    return done


def _complain(changed: Sequence[str]) -> None:
    if changed:
        raise EvidenceFault("take.files_changed_while_they_were", count=len(changed), first=changed[0])


__all__ = ["CODES", "Limits", "Taken", "take"]
