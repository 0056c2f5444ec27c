"""A kit into a case: its files as evidence, each held against the digest that the owner's computer noted, and its diary as incidents of harm on the register.

The record itself (``kit.json``) is evidence too: each incident names it as its source, beside the files that the owner named. What of the diary may not stand on the register (a
value, a place closer than a district) is masked or left out there, and stands in the record. A kit that comes again brings what is new: files by their digests, entries
by their numbers, changed ones as corrections. Where a value that the owner said something of cannot be told here (a file does not read, or reads otherwise), no word of the owner's
stands outside the record, and the office is told. Left out: who the victim is, which an officer decides.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

import msgspec

from doxdocket import intake
from doxdocket.assess.forms.damages import Harm
from doxdocket.bounds import Lost
from doxdocket.desk import register
from doxdocket.desk.masking import sealed_in
from doxdocket.engine.pool import Died, Pool
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.intake import Taken
from doxdocket.kit.calls import TEXTS, called
from doxdocket.kit.exposure import Exposed, Hiding, exposed
from doxdocket.kit.folder import FILE, FILES, STAMPS, Day, Kit, Record, now, read
from doxdocket.kit.reading import reread
from doxdocket.kit.screen import DONE, Read, number
from doxdocket.pipeline import registered
from doxdocket.store.case import Case
from doxdocket.words import say


@dataclass(slots=True)
class Entered:
    """What came of a diary: incidents entered, that stood so already, and numbers of entries of which part, or all, stands in the record alone."""

    entered: list[str] = field(default_factory=list)
    same: int = 0
    shortened: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the owner said, as it can be told here. ``unknown``: how many values of which they said something that no file shows here; ``unread``: the files that were not, or not wholly, read."""

    hide: Hiding
    unknown: int = 0
    unread: tuple[int, ...] = ()
    moments: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Of each list of calls and texts the moments, as it writes them, of whom the owner named as harassing, and of withheld numbers of a list in which some were."""
    unsaid: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Those of numbers of whom the owner said nothing: in no entry."""

    def __call__(self, text: str) -> str:
        """The words with every value that the owner wrote, or covered, or the machine finds as its mask; what tells what was done (an amount, a moment) is none. Nothing of them where a value is unknown."""
        return "" if self.unknown else _masked(text, self.hide)


def whole(folder: Path) -> Record:
    """The record of a kit, every file of which is what it was; EvidenceFault names those that are not."""
    record, changed = read(folder), []
    for one in record.files:
        path = folder / FILES / one.stored
        try:
            same = not path.is_symlink() and sha256(path.read_bytes()).hexdigest() == one.sha256
        except OSError:
            same = False
        if not same or Path(one.stored).name != one.stored:
            changed.append(one.no)
    if changed:
        raise EvidenceFault("kit_into.changed", folder=folder, files=", ".join(map(str, changed)))
    return record


def files(
    case: Case,
    folder: Path,
    record: Record,
    officers: Sequence[str],
    stated: dict[str, Any],
    progress: Callable[[Taken], None],
    heard: Heard,
) -> list[Taken]:
    """Take its files in, each with its number, time, kind and name in the kit as its note, and where the owner has it from as its origin, then requests for time stamps, then the record."""
    done = list[Taken]()
    for one in record.files:
        plain = one.name if one.name.isascii() else one.stored  # a name in Chinese may be somebody's; the record has it
        name, origin = heard(plain) or one.stored, heard(one.about)
        note = say("kit_into.note", no=one.no, at=one.taken.isoformat(), what=say(f"kit.what_{one.what}"), name=name)
        told = {"note": note, "origin": origin, **stated}
        done += intake.take(case, [folder / FILES / one.stored], officers=officers, progress=progress, **told)
    beside = sorted(path for path in (folder / STAMPS).glob("*") if path.is_file() and not path.is_symlink())
    rest = [*beside, folder / FILE]
    return done + intake.take(
        case, rest, officers=officers, progress=progress, **{"note": say("kit_into.note_record"), **stated}, whole=True
    )


def incidents(case: Case, folder: Path, record: Record, officer: str, heard: Heard) -> Entered:
    """Enter its diary."""
    numbers = {source.sha256: no for no, source in enumerate(case.sources(), 1)}
    source = numbers[sha256((folder / FILE).read_bytes()).hexdigest()]
    digests, told = {one.no: one.sha256 for one in record.files}, Entered()
    mark = sha256(record.key.encode()).hexdigest()[:6]
    for day in record.diary:
        named = [numbers[digests[no]] for no in day.files if no in digests]
        entry = _entry(day, mark, (source, *named), heard, say("kit_into.see_record", no=source))
        kept, stands = _fitting(case, entry, source), register.stands(case, "harm", entry.id)
        if kept is None:
            told.refused.append(day.no)
            continue
        if kept.says != _said(day) or kept.place != day.place:
            told.shortened.append(day.no)
        if stands is not None and _same(stands.fields, kept):
            told.same += 1
            continue
        told.entered += [one.name for one in register.keep(case, [kept], officer)]
    return told


def _entry(day: Day, mark: str, named: Sequence[int], heard: Heard, gone: str) -> Harm:
    return Harm(
        id=f"K{mark}-{day.no}", kind="other" if day.kind == "published" else day.kind, day=_date(day.day), until=_date(day.until), times=day.times, place=day.place if not heard.unknown and heard.hide(day.place) == day.place else "", says=heard(_said(day)) or gone,
        evidence=tuple(f"file:{no}" for no in dict.fromkeys(named)), note=say("kit_into.diary", no=day.no, year=day.written.year, month=day.written.month, day=day.written.day),
    )  # fmt: skip


def _said(day: Day) -> str:
    """What the owner wrote, with the time of the clock and what it cost."""
    money = say("kit_into.money", sum=day.money) if day.money else ""
    rest = "；".join(filter(None, (day.rough, day.times_said, day.money_said)))
    return " ".join(filter(None, (day.time, day.says, money, f"（{rest}）" if rest else "")))


def _same(fields: Any, entry: Harm) -> bool:
    """Whether an entry that stands tells the same; the record that it names is another file each time the owner has written in it."""
    plain = register.of_form(entry)[2]
    apart = {"evidence", "note"}
    return {k: v for k, v in fields.items() if k not in apart} == {
        k: v for k, v in plain.items() if k not in apart
    } and set(plain.get("evidence", ())[1:]) <= set(fields.get("evidence", ()))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def hear(folder: Path, record: Record) -> Heard:
    """What the owner covered. The record names values by digests alone, so that the files are read again, pictures as the owner's computer read them."""
    kit, reads = Kit(folder, record, now), dict[int, Read]()

    def tasks() -> Iterator[tuple[int, str, bytes, bytes, str]]:
        for one in record.files:
            if not record.answers and one.what != "calls":
                continue
            kept = kit.read_path(one.no)
            packed = kept.read_bytes() if kept.is_file() and not kept.is_symlink() else b""
            yield one.no, one.name, kit.data(one.no), packed, one.day

    with Pool(2) as pool:  # in processes of their own: a file may end one, and is then as one that cannot be read
        for answer in pool.each(reread, tasks()):
            no, found = (answer.arguments[0], Read(why="failed")) if isinstance(answer, Died) else answer
            reads[no] = found
    found = exposed(kit, reads)
    told = {one.tag for one in found}
    unknown = sum(of in ("mine", "family", "others") and tag not in told for tag, of in record.answers.items())
    unread = tuple(sorted(no for no, one in reads.items() if one.why not in ("", "sound")))
    return Heard(Hiding(kit, found, shows="bare"), unknown, unread, *_moments(record, reads, found))


def _moments(
    record: Record, reads: Mapping[int, Read], found: Sequence[Exposed]
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Of each list of calls and texts the moments of those whom the owner named, as the kit's own report, and of those of whom nothing was said; what an earlier list tells of the same number is left out."""
    theirs, unsaid, seen = dict[int, list[str]](), dict[int, list[str]](), set[tuple[str, str]]()
    for no in (one.no for one in record.files if one.what == "calls" and one.no in reads):
        who = {answer: [one.value for one in found if no in one.sends and one.answer == answer] for answer in ("caller", None)}  # fmt: skip
        for into, values in ((theirs, [*who["caller"], *[""] * bool(who["caller"])]), (unsaid, who[None])):
            here = [(number(value) or value, moment) for value in values for moment in _told(reads[no], value)]
            into[no] = [moment for value, moment in here if (value, _minute(moment)) not in seen]
            seen |= {(value, _minute(moment)) for value, moment in here}
    return theirs, unsaid


def _told(read: Read, value: str) -> list[str]:
    """The moments of calls and messages of a number."""
    _, moments, rows = called(read, value)
    return [*moments, *(moment for moment, state, _ in rows if state in TEXTS and moment)]


def _minute(text: str) -> str:
    """A moment to its minute, however it is written; one without a date of a year as it is."""
    there = _MOMENT.fullmatch(normalize("NFKC", text).strip())
    return "-".join(str(int(part)) for part in there.groups()[:5]) if there else text


_MOMENT = re.compile(r"(20\d\d)\D(\d{1,2})\D(\d{1,2})\D*(\d{1,2}):(\d\d)(?::(\d\d))?")


def lists(case: Case, record: Record, heard: Heard) -> Iterator[dict[str, Any]]:
    """Each list of calls and texts as an entry for the register of contacts that lacks only the victim, whom an officer decides: the moments that have a date of a year and a time, in the case's zone; ``undated``: the others; ``unsaid``: those of numbers of whom the owner said nothing, which stand in no entry."""
    numbers = {source.sha256: no for no, source in enumerate(case.sources(), 1)}
    zone = case.zone
    for one in record.files:
        said = heard.moments.get(one.no) or ()
        found = [_MOMENT.fullmatch(normalize("NFKC", text).strip()) for text in said]
        told = list[datetime]()
        for each in filter(None, found):
            with suppress(ValueError):
                told.append(datetime(*(int(part or 0) for part in each.groups()), tzinfo=zone))  # type: ignore[misc, arg-type]
        unsaid = len(heard.unsaid.get(one.no) or ())
        if told or unsaid:
            at_ = ", ".join(f'"{moment.isoformat()}"' for moment in sorted(told))
            no = numbers[one.sha256]
            entry = (
                f'- {{form: contacts, id: k-{no}, person: V____, what: calls, at: [{at_}], evidence: ["file:{no}"]}}'
            )
            yield {
                "file": no,
                "moments": len(told),
                "undated": len(said) - len(told),
                "unsaid": unsaid,
                "entry": entry if told else "",
            }


def _masked(text: str, hide: Hiding) -> str:
    if not text:
        return ""
    from doxdocket.detect.stage import look  # noqa: PLC0415 - loads the detector, which nothing else that is taken in needs
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    text = hide(text)
    [found] = look([("text", text)])
    if isinstance(found, Lost):
        return ""
    for one in sorted((one for one in found[0] if one.kind not in DONE), key=lambda hit: -hit.start):
        text = text[: one.start] + mask(one.kind, one.value, one.verdict.value) + text[one.end :]
    return text


def _fitting(case: Case, entry: Harm, source: int) -> Harm | None:
    """The entry as the register takes it: without its words, or its place, where it does not take those; None where it takes nothing of it."""
    tried = [entry, msgspec.structs.replace(entry, place="")]
    gone = say("kit_into.see_record", no=source)
    tried += [msgspec.structs.replace(one, says=gone) for one in tuple(tried)]
    for one in tried:
        try:
            if not registered.check(case, [one], "", sealed_in(case)):
                return one
        except WrongCall:
            continue
    return None
