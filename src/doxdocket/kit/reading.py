"""What the computer reads in a file: its texts and what they expose; pictures by the program's own reader, other files by the walk of the release gate.

It is done in a process of its own, for foreign code reads there what somebody made. Left out: sound and film, and what is written around so that only the gate
unwraps it; a file of which a part was not read says so.

>>> read_file("聊天.txt", "姓名：韩知予 手机 17806401357".encode()).hits[1].kind
'phone_number'
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from doxdocket import bounds
from doxdocket.bounds import Lost, guard

if TYPE_CHECKING:
    from doxdocket.report.known import Known

MOST: Final = 2_000_000
"""Characters of a file that are looked through; behind them it says that it is longer."""
PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".heic", ".tif", ".tiff")
"""Names that promise a picture: bytes of another kind are one that is broken."""
Box = tuple[int, int, int, int]
"""Left, top, width, height, in pixels of the picture."""
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
    boxes: tuple[Box, ...] = ()
    """Where in a picture it stands."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read. ``why``: of what nothing or not all was read; ``picture``: the reading of a picture, packed."""

    texts: tuple[str, ...] = field(default=(), repr=False)
    hits: tuple[Seen, ...] = ()
    why: str = ""
    picture: bytes = field(default=b"", repr=False)
    lines: tuple[tuple[int, int, Box], ...] = ()
    """Of a picture the lines of its text: where each begins and ends in it, and where it stands."""
    size: tuple[int, int] = (0, 0)
    """Of a picture, in pixels."""

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
    if found is None and name.lower().endswith(PICTURES):
        return Read(why="picture_damaged")
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
             mask(one.hit.kind, one.hit.value, one.hit.verdict.value), one.origin, one.hit.person,
             tuple(map(_sides, one.boxes)))
        for one in found
    )  # fmt: skip
    lines = tuple((one.start, one.start + len(one.text), _sides(one.box)) for one in reading.lines)
    return Read((reading.text,), hits, "", packed, lines, (reading.width, reading.height))


def _sides(box: Any) -> Box:
    return box.left, box.top, box.width, box.height


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


_APART = re.compile(r"[\s\-－—·]+")
"""What may stand between the signs of a value that its owner wrote: blanks, dashes, the end of a line."""


def plain(text: str) -> str:
    """A value as it is compared: one width, small letters, nothing between its signs."""
    return _APART.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=512)
def standing(value: str, text: str) -> list[tuple[int, int]]:
    r"""Where a value stands in a text, over the ends of lines too.

    >>> standing("柳春生", "柳春\n生，柳 春 生")
    [(0, 4), (5, 10)]
    """
    wanted = plain(value)
    wide = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    kept = [(at, sign) for at, char in enumerate(wide) if not _APART.fullmatch(char) for sign in char.casefold()]
    row, found, at = "".join(sign for _, sign in kept), [], 0
    while len(wanted) > 1 and (at := row.find(wanted, at)) >= 0:
        found.append((kept[at][0], kept[at + len(wanted) - 1][0] + 1))
        at += len(wanted)
    return found


_DATE = r"(?<!\d)20\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\s?\d{1,2}月\s?\d{1,2}日)(?!\d)"
_TIME = r"(?<![\d:：])\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?![\d:：])"
_MOMENT = re.compile(rf"{_DATE}[\sT,，;、]*{_TIME}")
_WHEN = re.compile(rf"{_MOMENT.pattern}|{_DATE}|{_TIME}")
_TAIL = re.compile(r"(?<=尾号)[是为:：\s]{0,2}([\dXx]{3,6})(?![\d])")
_DIGITS = re.compile(r"[+＋]?\d(?:[ \t\-－—–.·()（）]{0,2}\d){6,}")


def rows(text: str) -> list[tuple[int, int]]:
    """Rows of seven digits and more that are no date and no time of the clock, and ends of numbers (尾号): whoever they are of, a covered text shows none.

    >>> text = "2026-11-29 20:21,19900007777"
    >>> [text[start:end] for start, end in rows(text)]
    ['19900007777']
    """
    rest = _WHEN.sub(lambda found: "\0" * len(found[0]), text)
    return [found.span() for found in _DIGITS.finditer(rest)] + [found.span(1) for found in _TAIL.finditer(text)]


def covered(data: bytes, read: Read, own: Sequence[str], cover: str, *, calls: bool = False) -> tuple[str, bytes]:
    """A copy in which everything that was found is covered, and its suffix; nothing where that cannot be made sure.

    ``own``: values that the owner wrote, covered wherever they stand. A picture becomes a PNG without the data of the file, of an identity card nothing but its printed
    words, and is read again: where it still shows a value it is not given. Anything else becomes its text, with ``cover`` in place of each value and each row of seven
    digits; of a list of ``calls`` the moments stay.
    """
    done = guard(partial(_covered, data, read, own, cover, calls), bounds.FILE.base, cpu_seconds=bounds.FILE_SECONDS)
    return ("", b"") if isinstance(done, Lost) else done


def _covered(data: bytes, read: Read, own: Sequence[str], cover: str, calls: bool) -> tuple[str, bytes]:
    from doxdocket.report.known import Known  # noqa: PLC0415 - loads the words of the program

    known = Known(list(dict.fromkeys(read.values)))
    if read.picture:
        return _picture_covered(data, read, own, known)
    told = [_text_covered(read, number, own, known, cover, calls) for number in range(len(read.texts))]
    return (".txt", "\n\n".join(told).encode()) if told and read.why in ("", "part", "long") else ("", b"")


def _text_covered(read: Read, number: int, own: Sequence[str], known: "Known", cover: str, calls: bool) -> str:
    text = read.texts[number]
    spans = [(one.start, one.end) for one in read.hits if one.text == number]
    spans += [(start, end) for start, end, _ in known.found(text)]
    spans += [span for value in own for span in standing(value, text)] + rows(text)
    if calls:
        kept = [found.span() for found in _MOMENT.finditer(text)]
        spans = [piece for span in spans for piece in _without(span, kept)]
    held, at = list[str](), 0
    for start, end in sorted(spans):
        if end > at:
            held.append(text[at : max(at, start)] + (cover if start >= at else ""))
            at = end
    return "".join(held) + text[at:]


def _without(span: tuple[int, int], kept: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What of a stretch lies in none of those that are kept."""
    at, end = span
    for first, last in kept:
        if first < end and last > at:
            if first > at:
                yield at, first
            at = max(at, last)
    if at < end:
        yield at, end


def _picture_covered(data: bytes, read: Read, own: Sequence[str], known: "Known") -> tuple[str, bytes]:
    from doxdocket.detect.images import blurred, read_image  # noqa: PLC0415
    from doxdocket.detect.images.rows import reading_of  # noqa: PLC0415

    reading = reading_of(read.picture)
    drawn = [
        line.part(max(start - line.start, 0), min(end - line.start, len(line.text)))
        for value in own
        for start, end in standing(value, reading.text)
        for line in reading.lines
        if start < line.start + len(line.text) and end > line.start
    ]
    made = blurred(data, reading, drawn, cards=True)
    if not made:
        return "", b""
    again = read_image(made)
    texts = (again.text, *(code.text for code in again.codes))
    left = any(known.kinds(text, seen=True) or any(standing(value, text) for value in own) for text in texts)
    return ("", b"") if left else (".png", made)


def place(copy: bytes, size: tuple[int, int], where: Sequence[Box]) -> bytes:
    """Of a covered copy the part around the first of these boxes, as PNG; ``size``: of the picture in whose pixels they are."""
    from io import BytesIO  # noqa: PLC0415 - for a page with pictures alone

    from PIL import Image, ImageDraw  # noqa: PLC0415

    with Image.open(BytesIO(copy)) as image:
        shown = image.convert("RGB")
    by = shown.width / max(size[0], 1)
    left, top, width, height = (round(side * by) for side in where[0])
    high = max(3 * height, shown.width // 6)
    middle = top + height // 2
    ImageDraw.Draw(shown).rectangle(
        (left - 3, top - 3, left + width + 3, top + height + 3), outline=(176, 0, 32), width=4
    )
    part = shown.crop((0, max(0, middle - high), shown.width, min(shown.height, middle + high)))
    part.thumbnail((640, 640))
    out = BytesIO()
    part.save(out, "PNG")
    return out.getvalue()
