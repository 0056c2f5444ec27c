"""The release gate: whether a file holds a value of the case, before it leaves.

Whatever is meant to leave goes through `require` or `leaving`, just before its first byte goes out: every text of it (``report.carriers``) is compared with every value that the current run has sealed
and every value that people added (``report.known_values``), pieces of addresses too. A hit refuses the file and says of what kind and
where, never what; what cannot be read refuses it as well. Names of members that hold a value are not shown. Source: docs/decisions/0022-the-release-gate.md. Left out: what nobody found, and
what is named there as not asked: copies of a case, time stamps, values that somebody opens.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from doxdocket import bounds
from doxdocket.desk.answers import called
from doxdocket.desk.masking import file_names, known
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.report import carriers
from doxdocket.report.carried import BYTES, Layer, Step, Unread, Where
from doxdocket.report.known_values import Known
from doxdocket.store import values_in_text
from doxdocket.words import say, zh_en

if TYPE_CHECKING:
    from doxdocket.report.file_names import FileNames
    from doxdocket.store.case import Case

File = Path | tuple[str, bytes]
"""A file on the disk, or the bytes of one with the name that it is to bear."""
SEALED = "sealed"
"""The grade, in the detail of its custody row, of a file that this program encrypted for named recipients."""
_WHOLE = 16 << 20
_LINES = (".jsonl", ".csv")
ACT = "export"
"""The act of a custody row of what leaves."""
UNREAD = "unread"
"""The kind of a hit that is a part which cannot be read."""
_SECONDS = 3600.0
"""Of CPU time, for one file: pages and pictures have their own bounds."""
_SHOWN = 20
"""Places that a refusal names."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Why a file does not leave: the kind of a value, or that a part of it cannot be read (``unread``, with ``why``), and where, in both languages."""

    file: int
    """Which of the files that were asked about, from 1."""
    name: str
    kind: str
    where: tuple[str, str]
    why: tuple[str, str] = ("", "")
    finding: str = ""
    """The first finding of the value, by its key: what a decision names. Empty where nobody found it as it stands here."""
    findings: int = 0
    """How many findings there are of it: only when all are rejected is it nobody's."""
    entry: str = ""
    """The first entry of the register whose words hold it, with the field: what to reword. Empty where none does."""


class Gate:
    """What knows the values of a case, in memory and while it is asked."""

    def __init__(self, case: "Case") -> None:
        self._case = case
        self._within: dict[tuple[Where, str], set[Step]] = {}
        self._spelled: dict[str, dict[str, list[str]]] = {}

    @cached_property
    def known(self) -> Known:
        """Every value in clear, and the pieces of its addresses."""
        return known(self._case)

    def named(self, kind: str, stretch: str) -> tuple[str, int]:
        """The first finding of the value that stands in this stretch, and how many there are; of a piece, of the first value that it is a piece of."""
        if kind not in self._spelled:
            import pyarrow.compute as pc  # noqa: PLC0415 - Arrow is loaded when a run is read

            values = self._spelled.setdefault(kind, {})
            rows = run.read("findings") if (run := self._case.current_run()) else None
            of = [] if rows is None else rows.filter(pc.equal(rows["kind"], kind)).to_pylist()
            for row, value in values_in_text.cut(run, of) if run else ():
                key = f"{row['channel_id']}/{row['post_id']}/{row['where']}/{row['start']}-{row['end']}/{kind}"
                values.setdefault(values_in_text.folded(value), []).append(key)
        said, values = values_in_text.folded(stretch), self._spelled[kind]
        keys = sorted(
            {*(values.get(said) or next((keys for value, keys in values.items() if said and said in value), ()))}
        )
        return (keys[0], len(keys)) if keys else ("", 0)

    @cached_property
    def _entered(self) -> dict[str, str]:
        """The values that words of the register hold, each with the entry and the field; sealed fields are masked in what leaves."""
        from doxdocket.assess.form import shown  # noqa: PLC0415 - loads the forms
        from doxdocket.pipeline import registered  # noqa: PLC0415

        places = dict[str, str]()
        for entry, row in registered.entries(self._case).all():
            name = f"{row.name} {self.shown(f'{row.form} {row.key}')}"
            for field, told in shown(entry).items():
                for text in _texts(told):
                    for start, end, _ in self.known.found(text):
                        places.setdefault(values_in_text.folded(text[start:end]), f"{name}, {field}")
        return places

    def hits(self, file: File, number: int = 1) -> list[Hit]:
        """Of one file, each place once for each kind."""
        name, data = (str(file), read(file)) if isinstance(file, Path) else file
        if sealed_row(self._case, data) is not None:
            return []  # sealed by this program for recipients that its row names; nobody else reads it
        shown, told = self.shown(Path(name).name), dict[Hit, None]()
        self._within = {}
        try:
            with bounds.bounded(bounds.FILE.base, cpu_seconds=_SECONDS):
                for layer in carriers.layers(name, data):
                    if isinstance(layer, Unread):
                        told[Hit(number, shown, UNREAD, self.place(layer.where), zh_en(f"carriers.{layer.why}"))] = None
                    else:
                        for at, kind, stretch in self.places(layer):
                            named = self.named(kind, stretch) if len(told) < _SHOWN else ("", 0)
                            entry = self._entered.get(values_in_text.folded(stretch), "")
                            told[Hit(number, shown, kind, self.place(at), ("", ""), *named, entry)] = None
        except bounds.Exceeded:
            told[Hit(number, shown, UNREAD, zh_en("carriers.at_itself"), zh_en("carriers.too_long"))] = None
        return list(told)

    def places(self, layer: Layer) -> Iterator[tuple[Where, str, str]]:
        """Where the values of a layer stand, by line or cell where it has them, with their kinds and the stretch; of one kind at one place ``_SHOWN`` of them."""
        if not layer.line and not layer.cells:
            found = self.known.found(layer.text, layer.least, seen=layer.seen)
            first = {kind: layer.text[start:end] for start, end, kind in reversed(found)}
            yield from ((layer.where, kind, first[kind]) for kind in sorted(first) if (layer.where, kind) not in self._within)  # fmt: skip
            return
        for start, end, kind in self.known.found(layer.text, layer.least):
            step = _step(layer, start)
            told = self._within.setdefault((layer.where, kind), set())
            if len(told) < _SHOWN:
                told.add(step)
                yield (*layer.where, step), kind, layer.text[start:end]

    def shown(self, name: str) -> str:
        """The name of a file or a member as it may be shown."""
        return say("masking.masked") if self.known.kinds(name) else self._names(name)

    @cached_property
    def _names(self) -> "FileNames":
        return file_names(self._case)

    def place(self, where: Where) -> tuple[str, str]:
        """A place in words of both languages."""
        steps = [
            zh_en(f"carriers.at_{what}", which=self.shown(which) if isinstance(which, str) else which)
            for what, which in where
        ]
        zh, en = (
            zip(*steps, strict=True) if steps else (zh_en("carriers.at_itself")[:1], zh_en("carriers.at_itself")[1:])
        )
        return " › ".join(zh), " › ".join(en)


def _texts(told: object) -> Iterator[str]:
    """The texts of a field, those of its lists too."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list | tuple | dict):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _texts(one)


def _step(layer: Layer, at: int) -> Step:
    """The line or the cell of a layer in which this sign stands."""
    if layer.line:
        return "line", layer.line + layer.text.count("\n", 0, at)
    return "cell", max((one for one in layer.cells if one[0] <= at), default=(0, ""))[1]


def read(path: Path) -> bytes:
    """The bytes of a file that is to be looked through; a ``WrongCall`` where it is none or larger than is read."""
    if not path.is_file():
        raise WrongCall("releasing.there_is_no_file", file=path)
    if path.stat().st_size > BYTES:
        raise WrongCall("releasing.is_too_large", file=path, most=BYTES >> 20)
    return path.read_bytes()


def sealed_row(case: "Case", data: bytes) -> int | None:
    """The custody row with which this very file left under seal; none where it did not. Such a file is excepted: only its recipients read it."""
    rows = [row for row in case.custody.rows("export") if row.detail.get("grade") == SEALED]
    sha256 = hashlib.sha256(data).hexdigest() if rows else ""
    return next((row.seq for row in rows if row.detail.get("sha256") == sha256), None)


def check(case: "Case", files: Iterable[File]) -> list[Hit]:
    """Every reason why these files must not leave; none where nothing was found and all was read.

    Raises:
        WrongCall: a file is not there.

    """
    gate = Gate(case)
    return [hit for number, file in enumerate(files, 1) for hit in gate.hits(file, number)]


def require(case: "Case", files: Iterable[File], *, covered: bool = False) -> None:
    """Nothing, or an ``EvidenceFault`` that says of what kind and where; it holds no value.

    ``covered``: pictures of this program's own in which findings were made illegible, so that what cannot be read in them is as it should be.
    """
    hits = check(case, files)  # before the first run nothing is known
    if hits := [hit for hit in hits if hit.kind != UNREAD] if covered else hits:
        raise fault(hits)


def leaving(case: "Case", name: str, size: int, lines: Callable[[], Iterable[bytes]], gate: Gate | None = None) -> None:
    """`require` of what this program is about to write: the bytes come in pieces of whole lines, so that a table of a million rows is held nowhere whole.

    Of a long table in lines each text is looked at once, as it stands, its name too: this program wraps nothing, packs nothing and spreads no value over cells there.
    ``gate``: what looks, where several files leave at once.
    """
    gate = gate or Gate(case)
    if size <= _WHOLE or not name.endswith(_LINES):
        hits = gate.hits((name, b"".join(lines())))
    else:
        texts = chain([name], (piece.decode("utf-8", "replace") for piece in lines()))
        found = dict.fromkeys(kind for text in texts for kind in gate.known.kinds(text))
        hits = [Hit(1, gate.shown(name), kind, zh_en("carriers.at_itself")) for kind in found]
    if hits:
        raise fault(hits)


def record(case: "Case", detail: Mapping[str, object], sha256: str, reason: str, officer: str) -> None:
    """The custody row of what leaves, before its first byte goes out. Names of files stay out: they may hold values."""
    record_all(case, [(detail, sha256)], reason, officer)


def record_all(case: "Case", files: Iterable[tuple[Mapping[str, object], str]], reason: str, officer: str) -> None:
    """The rows of what leaves together, each with its sha256: all of them, or none where the case is read meanwhile."""
    case.database.fold()
    with case.together():
        for detail, sha256 in files:
            case.custody.append(ACT, {**detail, "sha256": sha256} | ({"reason": reason} if reason else {}), officer)
    case.database.fold()  # as before a value is shown: a log that is deleted later takes no row with it


def line(hit: Hit) -> tuple[str, str]:
    """A hit in a line, in both languages."""
    name = zh_en("releasing.numbered", n=hit.file) if hit.name == say("masking.masked") else hit.name
    told = zh_en("releasing.line", name=name, where=hit.where, what=hit.why if hit.kind == UNREAD else called(hit.kind))
    of = zh_en("releasing.of_finding", key=hit.finding, n=hit.findings) if hit.finding else ("", "")
    entry = zh_en("releasing.of_entry", entry=hit.entry) if hit.entry else ("", "")
    return told[0] + of[0] + entry[0], told[1] + of[1] + entry[1]


def fault(hits: Sequence[Hit]) -> EvidenceFault:
    """The refusal."""
    lines = [*map(line, hits[:_SHOWN])]
    if len(hits) > _SHOWN:
        lines.append(zh_en("releasing.and_more", n=len(hits) - _SHOWN))
    zh, en = zip(*lines, strict=True)
    return EvidenceFault("releasing.file_holds_values_of_case", n=len(hits), where=("\n".join(zh), "\n".join(en)))
