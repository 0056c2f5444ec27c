"""The folder of a kit: the files as they came with their SHA-256 and the time, the diary, what the owner said; plain files that any program opens.

``kit.json`` is replaced whole, and a file is there before its entry: killed at any moment, the folder opens as it was before or after, and a file whose
entry is lacking gets one. Nothing of it is encrypted: the owner keeps it as they keep the screenshots themselves.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     with opened(Path(home) / "kit") as kit:
...         one = kit.take("a.png", b"1", "screenshot")
...         kit.take("b.png", b"1", "screenshot").no, one.stored, one.sha256[:8]
(1, '0001.png', '6b86b273')
"""

import hashlib
import hmac
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import msgspec

from doxdocket.errors import EvidenceFault, StorageFault, WrongCall
from doxdocket.seal import timestamps
from doxdocket.store.case_files import write_synced
from doxdocket.store.lock import Lock
from doxdocket.store.nearby_cases import around, within

FORMAT: Final = "doxdocket-kit/1"
FILE: Final = "kit.json"
FILES, READ, STAMPS, PAPERS, COVERED, POLICE, HAND_IN = (
    "files",
    "read",
    "stamps",
    "papers",
    "covered",
    "police",
    "hand-in",
)
OURS: Final = (FILES, READ, STAMPS, PAPERS, COVERED, POLICE, HAND_IN)
"""Its folders."""
AGAIN: Final = ".again"
"""What a second start leaves, so that the first one opens a page anew."""
OPEN: Final = "kit_folder.open_already"
"""The sentence of the error that another process has the kit open."""
_LOCK: Final = ".lock"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
What = Literal["screenshot", "page", "chat", "calls", "parcel", "recording", "other"]
Seen = Literal["", "public", "private"]
Kind = Literal[
    "published", "calls", "texts", "parcels", "moved", "home", "hotel", "threat", "relative", "work", "health", "other"
]
Answer = Literal["mine", "family", "caller", "others", "nobody"]
"""Of a value: the owner's; of somebody of the family; of whoever harasses the owner, which the police see; of another, covered all the same; of nobody, for the computer took for one what is none."""
Clock = Callable[[], datetime]


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file as it came. ``name``: what it was called; ``stored``: its name in ``files/``; ``taken``: when, UTC; ``about``: where the owner has it from; ``seen``: who could see what it shows, nothing while that is told by the source alone (``papers.published``)."""

    no: int
    name: str
    stored: str
    sha256: str
    size: int
    taken: datetime
    what: What = "other"
    about: str = ""
    seen: Seen = ""

    @property
    def day(self) -> str:
        """The day on which it was taken in, by the clock of this computer, YYYY-MM-DD."""
        return self.taken.astimezone().date().isoformat()


class Gone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that the owner took out again: its number is given to no other; the same one that comes again has it, and the source, back."""

    no: int
    sha256: str
    at: datetime
    about: str = ""


class Day(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the diary: what happened, when (days as YYYY-MM-DD), where, who saw it, which files show it, when it was written."""

    no: int
    written: datetime
    kind: Kind
    says: str
    day: str = ""
    until: str = ""
    times: int | None = None
    place: str = ""
    seen_by: str = ""
    files: tuple[int, ...] = ()
    time: str = ""
    """Of the first day, HH:MM."""
    money: str = ""
    """What it cost, in yuan, as a decimal; empty where nothing was said."""
    rough: str = ""
    """About when, where the day is not known, in the owner's words as of the day on which it was written."""
    times_said: str = ""
    money_said: str = ""
    """How often and how much, where the owner wrote no single number."""

    @property
    def order(self) -> tuple[str, str, int]:
        """Where it stands in time: by its day, else by what its words tell of one; those that tell nothing are last."""
        return (
            self.day or told_day(self.rough or self.says, self.written.astimezone().date()) or "9999",
            self.time or "24",
            self.no,
        )


_WEEK: Final = "一二三四五六日"
_MONTH = re.compile(r"(?:(20\d\d)\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(?:(\d{1,2})|([初上中下底]))")
_OF_MONTH: Final = {"初": 5, "上": 5, "中": 15, "下": 25, "底": 28}
_NUMBER = re.compile(r"(?<![\d月])(\d{1,2})[日号](?![楼栋幢单线])")
_WEEKDAY = re.compile(r"(上上|上|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_BEFORE: Final = {"今天": 0, "今早": 0, "昨": 1, "大前天": 3, "前天": 2}
_AGO = re.compile(r"(\d{1,3}|[一二两三四五六七八九十])\s*(天|个?星期|周)(?:以?前)")


def told_day(text: str, written: date) -> str:
    """The day of which words speak, as of the day on which they were written, YYYY-MM-DD; nothing where they speak of none. It gives an entry its place and stands in no paper.

    >>> on = date(2026, 11, 30)  # a Monday
    >>> [told_day(text, on) for text in ("上周三晚上", "11月13日前后", "13号左右", "前天", "10月中旬", "记不清")]
    ['2026-11-25', '2026-11-13', '2026-11-13', '2026-11-28', '2026-10-15', '']
    """
    with suppress(ValueError):
        if found := _MONTH.search(text):
            day = int(found[3]) if found[3] else _OF_MONTH[found[4]]
            year = int(found[1] or written.year)
            told = date(year, int(found[2]), day)
            return (told if found[1] or told <= written else told.replace(year=year - 1)).isoformat()
        if found := _NUMBER.search(text):
            month = written if int(found[1]) <= written.day else written.replace(day=1) - timedelta(1)
            return month.replace(day=int(found[1])).isoformat()
        if found := _WEEKDAY.search(text):
            day = _WEEK.index(found[2].replace("天", "日")) - written.weekday()
            weeks = {"上上": 2, "上": 1}.get(found[1] or "", int(day > 0))
            return (written + timedelta(day - 7 * weeks)).isoformat()
        if found := _AGO.search(text):
            many = (
                int(found[1]) if found[1].isdecimal() else "零一二三四五六七八九十".index(found[1].replace("两", "二"))
            )
            return (written - timedelta(many * (1 if found[2] == "天" else 7))).isoformat()
    return next(((written - timedelta(n)).isoformat() for word, n in _BEFORE.items() if word in text), "")


class Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value that the owner wrote because the computer did not find it, and whose it is; ``who``: of the family, in the owner's words (母亲)."""

    kind: str
    value: str
    of: Answer = "mine"
    who: str = ""


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of somebody else that the report quotes: what they may be (``quotes.THREATS``), the files that show them, by whom and when, as far as the screen tells."""

    label: str
    words: str
    files: tuple[int, ...] = ()
    by: str = ""
    at: str = ""


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What papers need and no file tells; each may be empty, and is a blank then."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    contact: str = ""
    """By what platforms and search engines reach the owner, an e-mail best: it may be passed on to whoever published."""
    address: str = ""
    police: str = ""
    platform: str = ""
    where: str = ""
    """Names and addresses of groups, channels, pages, one a line."""
    platform_2: str = ""
    where_2: str = ""
    platform_3: str = ""
    where_3: str = ""
    platform_4: str = ""
    where_4: str = ""
    platform_5: str = ""
    where_5: str = ""
    platform_6: str = ""
    where_6: str = ""
    """Other platforms, each of which gets a notice of its own."""
    since: str = ""
    since_on: str = ""
    """The day on which that was written, YYYY-MM-DD."""
    worst: str = ""
    """The worst that was said, word for word."""
    who: str = ""
    """Who may have done it, and why."""
    engine: str = ""
    searched: str = ""
    procuratorate: str = ""
    others: str = ""
    """Who else is exposed there, how many, without names."""
    sex: str = ""
    born: str = ""
    work: str = ""
    guardian: str = ""
    """Of a minor: who acts for them, and by what they are reached."""


class Record(msgspec.Struct, forbid_unknown_fields=True):
    """All that ``kit.json`` holds. ``key``: of the digests by which answers name values, so that no value stands here."""

    format: str
    made: datetime
    key: str
    lang: str = ""
    next_file: int = 1
    next_day: int = 1
    files: list[Item] = []
    gone: list[Gone] = []
    diary: list[Day] = []
    answers: dict[str, Answer] = {}
    who: dict[str, str] = {}
    """Of values of the family: whose, in the owner's words."""
    reads: dict[str, str] = {}
    """Of values that were misread: what stands there, as the owner wrote it."""
    police: list[int] = []
    """Files of which the police get a copy that shows who called, wrote and sent, and nothing else."""
    no_police: list[int] = []
    """Files of which the owner took it back."""
    left_out: list[int] = []
    """Files of which the owner wants no covered copy."""
    threats: list[Said] = []
    """Those that the owner chose."""
    emptied: list[str] = msgspec.field(name="heard", default_factory=list)
    """Fields of papers that the owner emptied: nothing is proposed for them again. It is called as it was in an early form of the kit, which kept something else there, so that this form opens there."""
    shown: list[str] = []
    """Of the owner's values those that the report to the police shows in full."""
    show_all: bool = False
    """Whether that report shows all of the owner's, what becomes known as theirs later too."""
    photos: list[int] = []
    """Pictures in which the owner says their photograph is."""
    open: list[int] = []
    """Those of them in which no face was found, and of which the owner wants copies that show the photograph; of any other the writing alone is seen."""
    handed: dict[str, list[int]] = {}
    """Of a paper the files that the owner chose for it; of one that is not named here its own choice holds (``papers.files``)."""
    adds: list[str] = []
    """What of the owner a paper names beyond what it needs, each as ``paper/field``."""
    missed: list[Own] = []
    laid: str = ""
    """Digest of all that was said when the folders to hand in were made: anything else said since, and they go (``Kit.save``)."""
    copies: int = 0
    """The rule by which the covered copies were made (``work.RULE``); 0 while the owner says something by which they may cover otherwise."""
    about: About = About()
    drafts: dict[str, dict[str, list[str]]] = {}
    """Of forms what was typed and not kept yet, by the path of their page: a field, and what stands in it."""


class Kit:
    """A kit that is open, by this process alone."""

    def __init__(self, folder: Path, record: Record, clock: Clock) -> None:
        self.folder, self.record, self.clock = folder, record, clock
        self.changed: frozenset[int] = frozenset()
        """Files that are not any more what was taken in."""
        self.unlaid = False
        """Whether what was laid ready to hand in went, and the owner was not told yet."""

    def save(self) -> None:
        """Replace ``kit.json``, after folders to hand in that do not fit it (``unlay``)."""
        self.unlay()
        data = msgspec.json.format(msgspec.json.encode(self.record), indent=1)
        self.put(self.folder / FILE, data)

    def put(self, path: Path, data: bytes) -> None:
        """Write a file whole, for its owner alone; StorageFault where the disk does not take it."""
        part = path.with_name(f".part-{secrets.token_hex(6)}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_synced(part, data)
            part.replace(path)
        except OSError as fault:
            part.unlink(missing_ok=True)
            raise StorageFault("kit_folder.not_written", file=path) from fault

    def told(self) -> str:
        """Digest of all that papers and copies are made of."""
        told = {name: one for name, one in msgspec.structs.asdict(self.record).items() if name not in _NOT_TOLD}
        return hashlib.sha256(msgspec.json.encode(told)).hexdigest()

    def unlay(self) -> None:
        """Folders to hand in that were made of what was said before, or not whole, go: what they hold is not what the owner says."""
        if ((self.folder / HAND_IN).is_dir() or self.record.laid) and self.record.laid != self.told():
            self.clear_handed()

    def clear_handed(self) -> None:
        """What was laid ready to hand in goes: it is made anew, or covers no longer what it must. So does its digest, by which what was erased since could be guessed."""
        self.unlaid |= (self.folder / HAND_IN).is_dir()
        self.record.laid = ""
        _remove(self.folder / HAND_IN)

    # Files

    def take(self, name: str, data: bytes, what: What, about: str = "") -> Item:
        """Take a file in; one with the same bytes is there already and stays as it was."""
        sha256 = hashlib.sha256(data).hexdigest()
        there = next((one for one in self.record.files if one.sha256 == sha256), None)
        if there is not None:
            return there
        suffix = Path(name).suffix.lower()
        gone = next((one for one in self.record.gone if one.sha256 == sha256), None)
        no = gone.no if gone else self.record.next_file
        stored = f"{no:04d}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        self.put(self.folder / FILES / stored, data)
        with suppress(OSError):
            (self.folder / FILES / stored).chmod(0o400)
        one = Item(
            no,
            Path(name.replace("\\", "/")).name or stored,
            stored,
            sha256,
            len(data),
            self.clock(),
            what,
            about or (gone.about if gone else ""),
        )
        self.record.files = sorted([*self.record.files, one], key=lambda each: each.no)
        self.record.gone = [each for each in self.record.gone if each is not gone]
        self.record.next_file = max(self.record.next_file, no + 1)
        self.save()
        return one

    def tell(self, no: int, what: What, about: str, seen: Seen = "") -> None:
        """What a file is, where the owner has it from, and who could see it, told anew."""
        one = self.item(no)
        self.record.files[self.record.files.index(one)] = msgspec.structs.replace(
            one, what=what, about=about, seen=seen
        )
        self.save()

    def item(self, no: int) -> Item:
        """The file of this number; a WrongCall where there is none."""
        found = next((one for one in self.record.files if one.no == no), None)
        if found is None:
            raise WrongCall("kit_folder.no_such_file", no=no)
        return found

    def data(self, no: int) -> bytes:
        """Its bytes; EvidenceFault where they are not those that were taken in."""
        one = self.item(no)
        with suppress(OSError):
            data = (self.folder / FILES / one.stored).read_bytes()
            if hashlib.sha256(data).hexdigest() == one.sha256:
                return data
        raise EvidenceFault("kit_folder.changed", no=no)

    def take_out(self, no: int) -> None:
        """The owner does not want this file here. Its number, digest and the time stay on record."""
        one = self.item(no)
        self.record.gone.append(Gone(no, one.sha256, self.clock(), one.about))
        self.record.files.remove(one)
        for held in (
            self.record.police,
            self.record.no_police,
            self.record.left_out,
            self.record.open,
            *self.record.handed.values(),
        ):
            held[:] = [each for each in held if each != no]
        self.save()
        for path in (self.folder / FILES / one.stored, self.read_path(no), *self.copies(no)):
            _remove(path)

    def read_path(self, no: int) -> Path:
        """Where what was read off a picture lies."""
        return self.folder / READ / f"{no:04d}.bin"

    def covered(self, no: int) -> list[Path]:
        """The covered copies of a file, one at most."""
        return sorted((self.folder / COVERED).glob(f"{no:04d}.*"))

    def for_police(self, no: int) -> list[Path]:
        """The copies of a file that show who called, one at most."""
        return sorted((self.folder / POLICE).glob(f"{no:04d}.*"))

    def copies(self, no: int) -> list[Path]:
        """Both."""
        return [*self.covered(no), *self.for_police(no)]

    def listed(self) -> bytes:
        """Every file with its digest, a line each, as ``sha256sum -c`` reads it."""
        return "".join(f"{one.sha256}  {FILES}/{one.stored}\n" for one in self.record.files).encode()

    def ask_stamp(self) -> Path:
        """A list of the files as they are now, and beside it a request over the digest of the list (RFC 3161); the request's path."""
        if not self.record.files:
            raise WrongCall("kit_folder.nothing_to_stamp")
        data = self.listed()
        for there in sorted((self.folder / STAMPS).glob("*.txt")):
            if there.read_bytes() == data and there.with_suffix(".tsq").exists():
                return there.with_suffix(".tsq")
        name = f"{len(list((self.folder / STAMPS).glob('*.tsq'))) + 1:04d}"
        self.put(self.folder / STAMPS / f"{name}.txt", data)
        path = self.folder / STAMPS / f"{name}.tsq"
        self.put(path, timestamps.request(hashlib.sha256(data).digest()))
        return path

    # Diary, answers

    def write_day(self, day: Day) -> Day:
        """Enter what happened; ``no`` 0: a new entry, else that entry is replaced."""
        gone = {one.no for one in self.record.gone}
        for no in day.files:
            if no not in gone:
                self.item(no)
        made = msgspec.structs.replace(day, no=day.no or self.record.next_day, written=self.clock())
        self.record.next_day = max(self.record.next_day, made.no + 1)
        self.record.diary = sorted(
            [*(one for one in self.record.diary if one.no != made.no), made],
            key=lambda one: one.order,
        )
        self.save()
        return made

    def strike_day(self, no: int) -> None:
        """Take an entry of the diary out."""
        self.record.diary = [one for one in self.record.diary if one.no != no]
        self.save()

    def tag(self, kind: str, value: str) -> str:
        """What names a value in ``kit.json`` without saying it."""
        return _tag(self.record.key, kind, value)

    def answer(self, tag: str, said: Answer | None, who: str = "") -> None:
        """Whose it is, or nothing said any more; ``who``: of the family. Where that is another than before, the report shows its mask again."""
        before = self.record.answers.pop(tag, None)
        self.record.who.pop(tag, None)
        if said == "family" and who:
            self.record.who[tag] = who
        if said:
            self.record.answers[tag] = said
        if said != before:
            self.record.shown = [one for one in self.record.shown if one != tag]
        self.save()

    def show(self, tag: str, *, shown: bool) -> None:
        """Whether the report to the police shows a value of the owner."""
        self.record.shown = [one for one in self.record.shown if one != tag] + [tag] * shown
        self.save()

    def own(self) -> tuple[tuple[str, str], ...]:
        """Kinds and values that the owner wrote, which are covered wherever they stand."""
        return tuple(dict.fromkeys((one.kind, one.value) for one in self.written()))

    def written(self) -> tuple[Own, ...]:
        """What the owner wrote of themselves, of the family and of others."""
        about = self.record.about
        told: tuple[tuple[str, str], ...] = (
            ("name", about.name),
            ("id_number", about.id_number),
            ("phone_number", about.phone),
            ("home_address", about.address),
        )
        own = tuple(Own(kind, value.strip()) for kind, value in told if value.strip())
        # what was said of a value in so many words goes before the field in which it was typed too
        return tuple({(one.kind, one.value): one for one in (*self.record.missed, *own, *self.record.missed)}.values())

    def delete(self) -> list[str]:
        """Everything that is of the kit, its record last; the folder itself too, where nothing else lies in it. What could not be removed."""
        self.record = Record(FORMAT, self.record.made, self.record.key, self.record.lang)
        gone = [path for name in OURS for path in sorted((self.folder / name).glob("*"))]
        gone += [*self.folder.glob(".part-*"), *(self.folder / name for name in (*STARTED, AGAIN))]
        left = [path.name for path in gone if not _remove(path)]
        for name in OURS:
            with suppress(OSError):
                (self.folder / name).rmdir()
        left += [FILE] * (not _remove(self.folder / FILE))
        _remove(self.folder / _LOCK)
        with suppress(OSError):
            self.folder.rmdir()
        return left


@lru_cache(maxsize=1 << 14)
def _tag(key: str, kind: str, value: str) -> str:
    return hmac.new(bytes.fromhex(key), f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()[:24]


_NOT_TOLD: Final = frozenset({"lang", "drafts", "copies", "laid", "emptied"})
"""Of the record what no paper is made of."""
HELP: Final = "help.toml"
STARTED: Final = (HELP, "打开-open.cmd", "打开-open.sh", "打开-open.desktop")
"""What a start writes beside (``launch``, ``advice``)."""


def _remove(path: Path) -> bool:
    """Whether nothing of this name is there any more."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif os.path.lexists(path):
            if not path.is_symlink():
                path.chmod(0o600)  # Windows removes no file that is read-only
            path.unlink()
    except OSError:
        return False
    return True


def now() -> datetime:
    """The moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def is_kit(folder: Path) -> bool:
    """Whether this folder is a kit."""
    return (folder / FILE).is_file() and (folder / FILES).is_dir()


def read(folder: Path) -> Record:
    """What ``kit.json`` holds; EvidenceFault where it is none of ours."""
    try:
        found = msgspec.json.decode((folder / FILE).read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise EvidenceFault("kit_folder.no_record", file=folder / FILE) from fault
    if found.format != FORMAT or not re.fullmatch("[0-9a-f]{64}", found.key):
        raise EvidenceFault("kit_folder.no_record", file=folder / FILE)
    return found


@contextmanager
def opened(folder: Path, clock: Clock = now) -> Iterator[Kit]:
    """Open a kit, or make one in a folder that is empty or not there yet.

    Raises:
        WrongCall: the folder holds other things, is a case, or is open in another process (``OPEN``).
        EvidenceFault: its record cannot be read.

    """
    if case := around(folder / FILE):
        raise within(folder, case)
    if folder.exists() and not folder.is_dir():
        raise WrongCall("kit_folder.no_folder", folder=folder)
    there = folder.is_dir() and (folder / FILE).exists()
    if (
        not there
        and folder.is_dir()
        and any(one.name not in {_LOCK, FILES} and not one.name.startswith(".part-") for one in folder.iterdir())
    ):
        raise WrongCall("kit_folder.not_empty", folder=folder)
    try:
        (folder / FILES).mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = Lock(folder / _LOCK)
        held = lock.take()
    except OSError as fault:
        raise StorageFault("kit_folder.not_written", file=folder) from fault
    if not held:
        raise WrongCall("kit_folder.open_already", folder=folder)
    try:
        kit = Kit(folder, read(folder) if there else Record(FORMAT, clock(), secrets.token_hex(32)), clock)
        _mended(kit)
        if not there:
            kit.save()
        yield kit
    finally:
        with suppress(OSError):
            lock.release()


def _mended(kit: Kit) -> None:
    """What a kill left half-made, or of a file that was taken out, goes; a file without an entry gets one; what is not what it was is named."""
    for folder in (kit.folder, *(kit.folder / name for name in OURS)):
        for part in folder.glob(".part-*"):
            part.unlink(missing_ok=True)
    kit.unlay()
    for out in kit.record.gone:
        name = f"{out.no:04d}"
        here = [path for path in (kit.folder / FILES).glob(f"{name}*") if path.stem == name and path.is_file()]
        same = [path for path in here if hashlib.sha256(path.read_bytes()).hexdigest() == out.sha256]
        for path in (*same, kit.read_path(out.no), *kit.copies(out.no)):
            _remove(path)
    known = {one.stored for one in kit.record.files} | {f"{one.no:04d}" for one in kit.record.gone}
    for path in sorted((kit.folder / FILES).iterdir()):
        if path.name in known or path.stem in known or not re.fullmatch(r"\d{4,}", path.stem) or not path.is_file():
            continue
        data = path.read_bytes()
        kit.record.files.append(
            Item(int(path.stem), path.name, path.name, hashlib.sha256(data).hexdigest(), len(data), kit.clock())
        )
        kit.record.next_file = max(kit.record.next_file, int(path.stem) + 1)
        kit.save()
    changed = set()
    for one in kit.record.files:
        try:
            kit.data(one.no)
        except EvidenceFault:
            changed.add(one.no)
    kit.changed = frozenset(changed)
