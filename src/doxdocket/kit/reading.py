"""What the computer reads in a file: its texts and what they expose; pictures by the program's own reader, other files by the walk of the release gate.

It is done in a process of its own, for foreign code reads there what somebody made. Left out: sound and film, and what is written around so that only the gate
unwraps it; a file of which a part was not read says so.

>>> read_file("聊天.txt", "姓名：韩知予 手机 17806401357".encode()).hits[1].kind
'phone_number'
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from doxdocket import bounds
from doxdocket.bounds import Lost, guard

if TYPE_CHECKING:
    from doxdocket.report.known import Known

MOST: Final = 2_000_000
"""Characters of a file that are looked through; behind them it says that it is longer."""
PICTURE: Final = "picture"
_BESIDE = frozenset({"name", "bytes", "written", "strings", "metadata", "comment", "covered", "thumbnail"})
"""Last steps to texts that nobody sees, or that are a text over again."""
_OFFICE = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|comments|footnotes)|xl/(?:sharedStrings|worksheets/[^/]+)|ppt/slides/[^/]+)\.xml"
)
_NO_OFFICE = re.compile(r"(?:_rels/|docProps/|\[Content_Types\]|word/|xl/|ppt/|customXml/)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of a text that is personal information. ``text``: the how-manieth text; ``where``: what of a picture it is (text, code, face, document, exif)."""

    text: int
    start: int
    end: int
    kind: str
    verdict: str
    value: str = field(repr=False)
    mask: str
    where: str = "text"
    person: int = -1
    """Which person of its text it is of, as far as the computer can tell."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read. ``why``: of what nothing or not all was read; ``picture``: the reading of a picture, packed."""

    texts: tuple[str, ...] = field(default=(), repr=False)
    hits: tuple[Seen, ...] = ()
    why: str = ""
    picture: bytes = field(default=b"", repr=False)

    @property
    def values(self) -> Iterator[tuple[str, str]]:
        """Kind and value of each."""
        return ((one.kind, one.value) for one in self.hits if one.value)


def read_file(name: str, data: bytes, kept: bytes = b"") -> Read:
    """Read a file; ``kept``: the reading of a picture, where it was read before."""
    done = guard(partial(_read, name, data, kept), bounds.FILE.base, cpu_seconds=bounds.FILE_SECONDS)
    return Read(why="failed") if isinstance(done, Lost) else done


def _read(name: str, data: bytes, kept: bytes) -> Read:
    from doxdocket.parse.documents.magic import kind as kind_of  # noqa: PLC0415 - in the process that reads

    found = kind_of(data[: 1 << 16], name)
    if found is not None and found.form == "image":
        return _picture(data, kept)
    if found is not None and found.form in ("audio", "video"):
        return Read(why="sound")
    return _document(name, data)


def _picture(data: bytes, kept: bytes) -> Read:
    import msgspec  # noqa: PLC0415 - with the reader of pictures, in the process that reads

    from doxdocket.detect.images import find, read_image  # noqa: PLC0415
    from doxdocket.detect.images.rows import reading_of  # noqa: PLC0415
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    reading = reading_of(kept) if kept else read_image(data)
    packed = kept or msgspec.msgpack.encode(reading)
    found = guard(partial(find, reading), bounds.TEXT.of(len(reading.text)))
    if reading.status != "read" or isinstance(found, Lost):
        return Read(why=f"picture_{reading.why or 'failed'}", picture=packed)
    hits = tuple(
        Seen(0, one.hit.start, one.hit.end, one.hit.kind, one.hit.verdict.value, one.hit.value,
             mask(one.hit.kind, one.hit.value, one.hit.verdict.value), one.origin, one.hit.person)
        for one in found
    )  # fmt: skip
    return Read((reading.text,), hits, "", packed)


def _document(name: str, data: bytes) -> Read:
    from doxdocket.detect.stage import look  # noqa: PLC0415 - loads the detector, in the process that reads
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    texts, why = _texts(name, data)
    hits = list[Seen]()
    for number, found in enumerate(look([("text", text) for text in texts])):
        if isinstance(found, Lost):
            why = why or "part"
            continue
        hits += [
            Seen(number, one.start, one.end, one.kind, one.verdict.value, one.value, mask(one.kind, one.value, one.verdict.value), person=one.person)
            for one in found[0]
        ]  # fmt: skip
    return Read(tuple(texts), tuple(hits), why)


def _texts(name: str, data: bytes) -> tuple[list[str], str]:
    """The texts that a reader of the file sees, each once, and why not all of it is among them."""
    from doxdocket.report import carriers  # noqa: PLC0415 - loads readers of many forms

    rows, others, why, size = dict[str, list[str]](), dict[object, list[str]](), "", 0
    for one in carriers.layers(name, data):
        if isinstance(one, carriers.Unread):
            why = why or ("unread" if not one.where or one.why in ("encrypted", "old_office", "unknown") else "part")
            continue
        last = one.where[-1] if one.where else ("", "")
        part = next((str(which) for what, which in reversed(one.where) if what == "part"), "")
        if last[0] in _BESIDE or (_NO_OFFICE.match(part) and not _OFFICE.fullmatch(part)):
            continue
        size += len(one.text)
        if size > MOST:
            why = why or "long"
            break
        if one.cells:
            rows.setdefault(part, []).append("\t".join(one.text.split("\n")))
        elif not part.startswith("xl/") or part not in rows:
            held = others.setdefault((one.where, one.seen), [])
            if not held or len(held[-1]) >= carriers.PIECE:  # what follows is the same text in other order
                held.append(one.text)
    sheets = ["\n".join(lines) for lines in rows.values()]
    if sheets:
        others = {key: held for key, held in others.items() if "xl/" not in str(key)}
    found = [text for text in (*sheets, *("".join(held) for held in others.values())) if text.strip()]
    return list(dict.fromkeys(found)), why


def covered(data: bytes, read: Read, shown: Collection[tuple[str, str]], cover: str) -> tuple[str, bytes]:
    """A copy in which everything that was found is covered but what is ``shown``, and its suffix; nothing where that cannot be made sure.

    ``shown``: kinds and values that the owner wants to be seen. A picture becomes a PNG without the data of the file, and is read again: where it still shows a value it is
    not given. Anything else becomes its text, with ``cover`` in place of each value.
    """
    done = guard(partial(_covered, data, read, shown, cover), bounds.FILE.base, cpu_seconds=bounds.FILE_SECONDS)
    return ("", b"") if isinstance(done, Lost) else done


def _covered(data: bytes, read: Read, shown: Collection[tuple[str, str]], cover: str) -> tuple[str, bytes]:
    from doxdocket.report.known import Known  # noqa: PLC0415 - loads the words of the program

    known = Known([one for one in dict.fromkeys(read.values) if one not in shown])
    if read.picture:
        return _picture_covered(data, read, shown, known)
    told = [_text_covered(read, number, shown, known, cover) for number in range(len(read.texts))]
    return (".txt", "\n\n".join(told).encode()) if told and read.why in ("", "part", "long") else ("", b"")


def _text_covered(read: Read, number: int, shown: Collection[tuple[str, str]], known: "Known", cover: str) -> str:
    text = read.texts[number]
    spans = [(one.start, one.end) for one in read.hits if one.text == number and (one.kind, one.value) not in shown]
    spans += [(start, end) for start, end, _ in known.found(text)]
    held, at = list[str](), 0
    for start, end in sorted(spans):
        if end > at:
            held.append(text[at : max(at, start)] + (cover if start >= at else ""))
            at = end
    return "".join(held) + text[at:]


def _picture_covered(data: bytes, read: Read, shown: Collection[tuple[str, str]], known: "Known") -> tuple[str, bytes]:
    from doxdocket.detect.images import blurred, read_image  # noqa: PLC0415
    from doxdocket.detect.images.rows import reading_of  # noqa: PLC0415

    made = blurred(data, reading_of(read.picture), shown=shown)
    if not made:
        return "", b""
    again = read_image(made)
    texts = (again.text, *(code.text for code in again.codes))
    return ("", b"") if any(known.kinds(text, seen=True) for text in texts) else (".png", made)
