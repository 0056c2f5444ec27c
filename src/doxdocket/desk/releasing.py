"""The release gate: whether a file holds a value of the case, before it leaves.

Whatever is meant to leave goes through `require`, just before its first byte goes out: every text of it (``report.carriers``) is compared with every value that the current run has sealed
and every value that people added (``report.known``), pieces of addresses too, and with what the case knows by digest alone (``report.release``). A hit refuses the file and says of what kind and
where, never what; what cannot be read refuses it as well. Names of members that hold a value are not shown. Source: docs/decisions/0022-the-release-gate.md. Left out: what nobody found, and
sealed files of the grade that shows values, which go to named persons only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from doxdocket.desk.masking import file_names
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.report import carriers
from doxdocket.report.carriers import Layer, Unread, Where
from doxdocket.report.known import NAMES, Known
from doxdocket.store import pieces, spoken
from doxdocket.words import say, zh_en

if TYPE_CHECKING:
    from doxdocket.report.file_names import FileNames
    from doxdocket.store.case import Case

File = Path | tuple[str, bytes]
"""A file on the disk, or the bytes of one with the name that it is to bear."""
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


class Gate:
    """What knows the values of a case, in memory and while it is asked."""

    def __init__(self, case: "Case") -> None:
        self._case = case

    @cached_property
    def known(self) -> Known:
        """Every value in clear, and the pieces of its addresses."""
        run = self._case.current_run()
        if run is None:
            return Known(())
        sure = [*spoken.values(run), *spoken.added(self._case, run)]
        doubted = {*spoken.values(run, NAMES, doubted=True)} - set(sure)
        cut = [(pieces.ADDRESS, piece) for kind, value in sure if kind in pieces.KINDS for piece in pieces.cut(value)]
        return Known([*cut, *sure], doubted)

    def kinds(self, layer: Layer) -> list[str]:
        """The kinds of the values that a layer holds."""
        return self.known.kinds(layer.text, layer.least)

    def hits(self, file: File, number: int = 1) -> Iterator[Hit]:
        """Of one file, each place once for each kind."""
        name, data = (str(file), read(file)) if isinstance(file, Path) else file
        told: set[tuple[str, tuple[str, str]]] = set()
        shown = self.shown(Path(name).name)
        for layer in carriers.layers(name, data):
            where = self.place(layer.where)
            if isinstance(layer, Unread):
                found = [("unread", zh_en(f"carriers.{layer.why}"))]
            else:
                found = [(kind, ("", "")) for kind in self.kinds(layer)]
            for kind, why in found:
                if (kind, where) not in told:
                    told.add((kind, where))
                    yield Hit(number, shown, kind, where, why)

    def shown(self, name: str) -> str:
        """The name of a file or a member as it may be shown."""
        return say("masking.masked") if self.known.kinds(name) else self._names(name)

    @cached_property
    def _names(self) -> "FileNames":
        return file_names(self._case)

    def place(self, where: Where) -> tuple[str, str]:
        """A place in words of both languages."""
        steps = [zh_en(f"carriers.at_{what}", which=self.shown(which) if isinstance(which, str) else which) for what, which in where]
        zh, en = zip(*steps, strict=True) if steps else (zh_en("carriers.at_itself")[:1], zh_en("carriers.at_itself")[1:])
        return " › ".join(zh), " › ".join(en)


def read(path: Path) -> bytes:
    """The bytes of a file that is to be looked through; a ``WrongCall`` where it is none or larger than is read."""
    if not path.is_file():
        raise WrongCall("releasing.there_is_no_file", file=path)
    if path.stat().st_size > carriers.BYTES:
        raise WrongCall("releasing.is_too_large", file=path, most=carriers.BYTES >> 20)
    return path.read_bytes()


def check(case: "Case", files: Iterable[File]) -> list[Hit]:
    """Every reason why these files must not leave; none where nothing was found and all was read.

    Raises:
        WrongCall: a file is not there.

    """
    gate = Gate(case)
    return [hit for number, file in enumerate(files, 1) for hit in gate.hits(file, number)]


def require(case: "Case", files: Iterable[File]) -> None:
    """Nothing, or an ``EvidenceFault`` that says of what kind and where; it holds no value."""
    if hits := check(case, files):
        raise fault(hits)


def said(kind: str) -> tuple[str, str]:
    """What a kind is called, in both languages."""
    known = kinds().get(kind)
    return (known.zh, known.en) if known else (kind, kind)


def fault(hits: Sequence[Hit]) -> EvidenceFault:
    """The refusal."""
    sides = ([], [])
    for hit in hits[:_SHOWN]:
        of_kind = said(hit.kind)
        for side in (0, 1):
            what = hit.why[side] if hit.kind == "unread" else of_kind[side]
            sides[side].append(f"{hit.name}：{hit.where[side]}：{what}" if side == 0 else f"{hit.name}: {hit.where[side]}: {what}")
    if len(hits) > _SHOWN:
        for side, more in enumerate(zh_en("releasing.and_more", n=len(hits) - _SHOWN)):
            sides[side].append(more)
    return EvidenceFault("releasing.file_holds_values_of_case", n=len(hits), where=("\n".join(sides[0]), "\n".join(sides[1])))
