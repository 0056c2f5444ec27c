r"""Every text that a file carries, wherever it stands: what a reader sees, and what nobody sees and everybody can get out.

A file is told by its bytes, never by its ending, and everything in it is walked: every member of a container and its name, every text, attribute and comment
of a markup, every string and stream of a PDF and what its pages show, every picture as the program's own reader reads it (frames, what is transparent,
thumbnails, metadata), and in each file that is no text also its bytes as they lie. What is written around (entities, percent signs, escapes, base64, data
addresses) is unwrapped. What cannot be read is never passed over: it is an ``Unread`` with its place. Places hold names of members as they are, so whoever shows
one masks it (``desk.releasing``).

Sources: PKWARE APPNOTE 6.3.10, ECMA-376, ISO 32000-1, as far as their containers go. docs/decisions/0022-the-release-gate.md. Left out: sound, moving pictures
and the older Office formats (all ``Unread``); what a script would make when it runs; steganography.

>>> found = layers("a.html", b"<p title='\xe7\xab\xb9\xe5\xbd\xb1'>1<b>3</b>8</p><!-- &#49;2 -->")
>>> [one.text.split() for one in found][:3]
[['a.html'], ['138'], ['1', '3', '8']]
>>> [
...     (one.why, one.where)
...     for one in layers("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))
...     if isinstance(one, Unread)
... ]
[('old_office', ())]
"""

import base64
import binascii
import codecs
import html
import io
import quopri
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from email import message_from_bytes
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from html.parser import HTMLParser
from pathlib import PurePath
from typing import Any, Final
from xml.parsers import expat

from doxdocket.intake import containers
from doxdocket.intake.member import Limits, Refused
from doxdocket.parse.documents.zips import office_kind

Step = tuple[str, object]
"""A step on the way to a place: what (``words``, ``carriers.at_…``), and which."""
Where = tuple[Step, ...]

#: Bounds of one file. A million rows of an exported table have some 400 MB.
BYTES: Final = 1 << 30
UNPACKED: Final = 2 << 30
MEMBER: Final = 512 << 20
MEMBERS: Final = 20_000
DEPTH: Final = 8
PICTURES: Final = 3_000
FRAMES: Final = 40
PIECE: Final = 1 << 18
"""Characters of a layer of a long text; pieces overlap."""
OVERLAP: Final = 400
_NEST: Final = 512
_DESCRIPTOR: Final = 24


@dataclass(frozen=True, slots=True)
class Layer:
    """One text of a file; ``least``: how many Han characters a value needs there, for bytes that are no text look like some."""

    where: Where
    text: str = field(repr=False)
    least: int = 2
    seen: bool = False
    """Whether it was read off a picture, where a sign may be misread."""
    line: int = 0
    """The line of the file at which it begins, of a text as it stands."""
    cells: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    """Of a row of a sheet where in it each cell begins, and which it is."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that was not read, and why: then nobody can say that nothing stands in it."""

    where: Where
    why: str


@dataclass(frozen=True, slots=True)
class Inside:
    """A file in a file."""

    where: Where
    data: bytes = field(repr=False)


class _Enough(Exception):
    def __init__(self, where: Where, why: str) -> None:
        super().__init__(why)
        self.found = Unread(where, why)


def layers(name: str, data: bytes) -> Iterator[Layer | Unread]:
    """The texts of a file of this name, and of everything in it."""
    yield Layer((("name", ""),), PurePath(name).name)
    try:
        walk = _Walk()
        yield from walk.file(data, (), PurePath(name).name, 0)
        yield from _beside(walk.ends)
    except _Enough as end:
        yield end.found


_PARTS: Final = 24
_END: Final = 40
"""Texts of a file of which ends are held beside each other, and signs of such an end."""
_FAR: Final = "\n" * 12


def _beside(ends: Sequence[tuple[str, str]]) -> Iterator[Layer]:
    """Each end of a text before each of another."""
    pairs = [
        (one, two)
        for a, some in enumerate(ends)
        for b, others in enumerate(ends)
        if a != b
        for one in some
        for two in others
    ]
    if pairs:
        yield from _pieces(_FAR.join(dict.fromkeys(f"{one}\n{two}" for one, two in pairs)), (("parts", ""),))


class _Walk:
    """One file with all that is in it, and what that may still cost."""

    def __init__(self) -> None:
        self.unpacked, self.members, self.pictures = UNPACKED, MEMBERS, PICTURES
        self.ends: list[tuple[str, str]] = []
        """The first and the last line of each text in it, for a value may begin in one and end in another."""

    def part(self, text: str) -> None:
        """A text of the file that is read by itself."""
        lines = text.strip().splitlines() if len(self.ends) < _PARTS else []
        if lines:
            self.ends.append((lines[0].strip()[-_END:], lines[-1].strip()[-_END:]))

    def spend(self, size: int, where: Where) -> None:
        self.unpacked -= size
        self.members -= 1
        if self.unpacked < 0 or self.members < 0:
            raise _Enough(where, "too_much")

    def file(self, data: bytes, where: Where, name: str, depth: int) -> Iterator[Layer | Unread]:
        """What a file holds, told by its bytes."""
        self.spend(len(data), where)
        if not data.strip(b"\0"):
            if _FORMATTED.search(name):
                yield Unread(where, "empty")
            return
        if depth > DEPTH:
            yield Unread(where, "too_deep")
            return
        yield from _reader(self, data, name)(data, where, name, depth)

    # Containers

    def zip(self, data: bytes, where: Where, _name: str, depth: int) -> Iterator[Layer | Unread]:
        """Every member, the comments, and what lies between the members."""
        yield from raw(data, where)
        try:
            opened = zipfile.ZipFile(io.BytesIO(data))
            infos = opened.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error, UnicodeDecodeError):
            yield Unread(where, "damaged")
            return
        if len(infos) > self.members:
            raise _Enough(where, "too_much")
        yield from _decoded(opened.comment, (*where, ("comment", "")))
        yield from _between(data, infos, opened.start_dir, where)
        texts: dict[str, bytes] = {}
        for info in infos:
            here = (*where, ("part", info.filename))
            yield Layer((*here, ("name", "")), info.filename.replace("/", "\n"))
            yield from _decoded(info.comment, (*here, ("comment", "")))
            if stat.S_ISLNK(info.external_attr >> 16):
                yield Unread(here, "link")
                continue
            inside = self._member(opened, info, here)
            if isinstance(inside, Unread):
                yield inside
                continue
            if _OF_SHEETS.fullmatch(info.filename):
                texts[info.filename.lower()] = inside
            yield from self.file(inside, here, info.filename, depth + 1)
        yield from _sheets(texts, where)

    def _member(self, opened: zipfile.ZipFile, info: zipfile.ZipInfo, where: Where) -> bytes | Unread:
        if info.flag_bits & 0x2041:
            return Unread(where, "encrypted")
        if info.file_size > min(MEMBER, self.unpacked) or _bomb(info.file_size, info.compress_size):
            raise _Enough(where, "too_much")
        try:
            with opened.open(info) as stream:
                inside = stream.read(info.file_size + 1)
        except NotImplementedError:
            return Unread(where, "packed")
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError, MemoryError):
            return Unread(where, "damaged")
        return inside if len(inside) <= info.file_size else Unread(where, "damaged")

    def container(self, data: bytes, where: Where, name: str, depth: int) -> Iterator[Layer | Unread]:
        """What intake opens too: tar, 7z, what is packed alone, mails."""
        kind = containers.kind_of(data[: containers.HEAD], name)
        yield from raw(data, where)
        limits = Limits(total=self.unpacked, members=self.members, window=64 << 20)
        try:
            for member in containers.opened(kind, io.BytesIO(data), len(data), name, limits).members:
                here = (*where, ("part", member.name.text))
                yield Layer((*here, ("name", "")), member.name.text.replace("/", "\n"))
                if member.stream is None:
                    yield Unread(here, "encrypted" if member.refusal == "password" else "packed")
                    continue
                yield from self.file(self._stream(member.stream(), here, len(data)), here, member.name.text, depth + 1)
        except Refused as fault:
            yield Unread(where, "encrypted" if fault.code == "password" else "packed")
        except _Enough:
            raise
        except Exception:  # noqa: BLE001 - whatever a decoder raises, the file was not read to its end
            yield Unread(where, "damaged")

    def _stream(self, stream: Any, where: Where, packed: int) -> bytes:
        pieces, size = [], 0
        while piece := stream.read(1 << 20):
            pieces.append(piece)
            size += len(piece)
            if size > min(MEMBER, self.unpacked) or _bomb(size, packed):
                raise _Enough(where, "too_much")
        return b"".join(pieces)

    # Texts

    def markup(self, data: bytes, where: Where, name: str, depth: int) -> Iterator[Layer | Unread]:
        """HTML and XML."""
        text = plain_text(data)
        if text is None:
            yield Unread(where, "damaged")
            return
        if _ENTITY.search(text):
            yield Unread(where, "entities")
        sink = _Sink()
        if _XML.match(text) and not _HTML.search(text[:2000]):
            if not _xml(data, sink):
                yield Unread(where, "damaged")
                yield from self.plain(data, where, name, depth)
                return
        else:
            sink.html(text)
        self.part("".join(sink.flow))
        yield from self._held(sink, where, depth)
        if sink.root == "svg":
            from doxdocket.report import carried_pictures  # noqa: PLC0415 - loads the reader of pictures

            yield from carried_pictures.svg(data, where, self.look)

    def _held(self, sink: "_Sink", where: Where, depth: int) -> Iterator[Layer | Unread]:
        if depth > DEPTH:
            raise _Enough(where, "too_deep")
        for part in sink.texts():
            yield from self.text(part, where, depth)
        for page in dict.fromkeys(one for one in sink.attributes if _TAGGED.search(one)):
            inside = _Sink()
            inside.html(page)
            yield from self._held(inside, (*where, ("written", "")), depth + 1)

    def mail(self, data: bytes, where: Where, name: str, depth: int) -> Iterator[Layer | Unread]:
        """A mail as it stands, and each part of it decoded."""
        yield from self.plain(data, where, name, depth)
        lines = data.count(b"\n") + data.count(b"\r")
        if lines * (1 + data.lower().count(b"boundary")) > _MAIL_WORK:
            yield Unread(where, "too_much")
            return
        try:
            parts = [part for part in message_from_bytes(data).walk() if not part.is_multipart()]
            read = [(part, part.get_payload(decode=True), part.get_filename()) for part in parts]
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
            yield Unread(where, "damaged")
            return
        for number, (part, inside, called) in enumerate(read, 1):
            named = unwrapped(str(called)) if called else f"part-{number}"
            here = (*where, ("part", named))
            yield Layer((*here, ("name", "")), named)
            if not isinstance(inside, bytes) or any(isinstance(one, _MAIL_BAD) for one in part.defects):
                yield Unread(here, "damaged")
            if isinstance(inside, bytes):
                text = part.get_content_maintype() == "text"
                plain = _in_utf8(inside, part.get_content_charset()) if text else inside
                yield from self.file(plain, here, named, depth + 1)

    def plain(self, data: bytes, where: Where, _name: str, depth: int) -> Iterator[Layer | Unread]:
        """A text by itself."""
        text = plain_text(data)
        if text is None:
            yield Unread(where, "unknown")
            return
        yield from self.text(text, where, depth, lines=True)
        self.part(text)
        if not _in_order(data):
            yield from raw(data, where)
            if sum(unicodedata.category(c) in _NO_SIGN for c in text[: 1 << 14]) * 50 > len(text[: 1 << 14]):
                yield Unread(where, "unknown")
        if text.startswith("BEGIN:V") or "\nBEGIN:V" in text:
            yield from self.text(re.sub(r"\r?\n[ \t]", "", text), where, depth)
        if _APART.search(text):
            yield from _pieces(_APART.sub("\n", text), where)
        yield from _pieces(_columns(text), where)

    def text(self, text: str, where: Where, depth: int = 0, *, lines: bool = False) -> Iterator[Layer | Unread]:
        """A text as it stands and unwrapped, and files that are written in it."""
        yield from _pieces(text, where, lines=lines)
        now = text
        for _ in range(3):
            plain = unwrapped(now)
            if plain == now:
                break
            now = plain
            yield from _pieces(now, where)
        for inside in dict.fromkeys(_written(now)):  # the same in each row of a table is one
            if depth >= DEPTH:
                raise _Enough(where, "too_deep")
            told, deeper = plain_text(inside), (*where, ("written", ""))
            marked = told is not None and told.lstrip().startswith("<")
            if told is not None and not marked:
                yield from self.text(told, deeper, depth + 1)
            elif marked or _reader(self, inside, "") != self.unknown:
                read = self.file(inside, deeper, "", depth + 1)
                if len(inside) > _DIGEST:
                    yield from read
                else:  # a digest or an id that begins so by chance is no damaged file
                    yield from (one for one in read if not isinstance(one, Unread))
                    yield from raw(inside, deeper)
            else:
                yield from raw(inside, deeper)

    # The rest

    def picture(self, data: bytes, where: Where, _name: str, depth: int) -> Iterator[Layer | Unread]:
        """Its writing, its codes, what it says of itself, and pictures inside."""
        from doxdocket.report import carried_pictures  # noqa: PLC0415 - loads the reader of pictures

        yield from raw(data, where)
        yield from self._taken(carried_pictures.read(data, where, self.look), depth)

    def _taken(self, found: Iterable[Layer | Unread | Inside], depth: int) -> Iterator[Layer | Unread]:
        """What a reader of pictures or of pages found, with the files in it and with what is written around its texts."""
        for one in found:
            if isinstance(one, Inside):
                yield from self.file(one.data, one.where, "", depth + 1)
            elif isinstance(one, Layer):
                yield from self.text(one.text, one.where, depth) if not one.seen else [one]
            else:
                yield one

    def look(self, where: Where) -> None:
        """One more picture is read."""
        self.pictures -= 1
        if self.pictures < 0:
            raise _Enough(where, "too_many_pictures")

    def pdf(self, data: bytes, where: Where, _name: str, depth: int) -> Iterator[Layer | Unread]:
        """Its pages, and every string and stream in it."""
        from doxdocket.report import carried_pdf  # noqa: PLC0415 - starts the reader of PDFs

        yield from raw(data, where)
        yield from self._taken(carried_pdf.read(data, where, self.look), depth)

    def parquet(self, data: bytes, where: Where, _name: str, depth: int) -> Iterator[Layer | Unread]:
        """Each distinct text of its columns, their names and its metadata."""
        import pyarrow as pa  # noqa: PLC0415 - Arrow is loaded when such a file is met
        from pyarrow import parquet  # noqa: PLC0415

        try:
            file = parquet.ParquetFile(io.BytesIO(data))
            size = sum(file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups))
            if size > self.unpacked:
                raise _Enough(where, "too_much")
            schema = file.schema_arrow
            told = {**(file.metadata.metadata or {}), **(schema.metadata or {})}
            for key, value in told.items():
                if not key.startswith(b"ARROW"):
                    yield from _decoded(key + b"\n" + value, (*where, ("metadata", "")))
            seen: set[int] = set()
            for batch in file.iter_batches(16_384):
                for column in batch.schema.names:
                    here = (*where, ("column", column))
                    texts = (
                        {str(one) for one in batch[column].to_pylist() if one is not None}
                        if _may_hold(batch.schema.field(column).type)
                        else set()
                    )
                    fresh = [one for one in sorted(texts) if hash((column, one)) not in seen]
                    seen.update(hash((column, one)) for one in fresh)
                    if fresh:
                        yield from self.text("\n\n".join(fresh), here, depth)
            yield Layer((*where, ("name", "")), "\n".join(schema.names))
        except (pa.ArrowException, OSError, ValueError, MemoryError):
            yield Unread(where, "damaged")

    def old_office(self, data: bytes, where: Where, _name: str, _depth: int) -> Iterator[Layer | Unread]:
        """Formats in which text lies in pieces, or under a password."""
        yield from raw(data, where)
        yield Unread(where, "old_office")

    def encrypted(self, _data: bytes, where: Where, _name: str, _depth: int) -> Iterator[Layer | Unread]:
        """What nobody can read without a key."""
        yield Unread(where, "encrypted")

    def unknown(self, data: bytes, where: Where, name: str, _depth: int) -> Iterator[Layer | Unread]:
        """Bytes of no format that is read. What Office keeps of a printer is a name in UTF-16, which lies open."""
        yield from raw(data, where)
        if not re.fullmatch(r"(?:xl|ppt|word)/printerSettings/printerSettings\d+\.bin", name) or len(data) > 1 << 16:
            yield Unread(where, "unknown")


_Reader = Callable[[bytes, Where, str, int], Iterator[Layer | Unread]]
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|hevc|mif1|msf1|avif|avis)|\0\0\0\x0cjP  |\0\0\x01\0[\x01-\x20]\0",
    re.DOTALL,
)
_SEALED = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE", b"-----BEGIN PGP MESSAGE", b"Salted__")
_HONEST: Final = 16 << 20
_TIMES: Final = 300


_NO_SIGN = frozenset(("Cn", "Co", "Cs"))


def _in_order(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _bomb(size: int, packed: int) -> bool:
    """Whether something large unpacks to so many times its size that no table and no text does."""
    return size > _HONEST and size > _TIMES * packed


_FORMATTED = re.compile(
    r"\.(?:docx|xlsx|pptx|odt|ods|wps|et|pdf|png|jpe?g|tiff?|webp|gif|bmp|heic|zip|7z|gz|tar|parquet|html?|xml|svg|eml|json)$",
    re.IGNORECASE,
)
"""Endings of files that are never empty."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _reader(walk: _Walk, data: bytes, name: str) -> _Reader:
    head = data[:2048]
    if head.startswith(_SEALED):
        return walk.encrypted
    if b"%PDF-" in head[:1024]:
        return walk.pdf
    if _PICTURE.match(head):
        return walk.picture
    if head.startswith((_OLE, b"{\\rtf")):
        return walk.old_office
    if head.startswith(b"PAR1") and data.endswith(b"PAR1"):
        return walk.parquet
    if head.startswith((b"PK\3\4", b"PK\5\6")) or office_kind(data[: 1 << 16]):
        return walk.zip
    text = plain_text(data)
    if text is not None and _is_mail(text):
        return walk.mail
    if containers.kind_of(data[: containers.HEAD], name) and (text is None or head[:1] != b"<"):
        return walk.container
    if text is None:
        return walk.zip if zipfile.is_zipfile(io.BytesIO(data)) else walk.unknown
    return walk.markup if _MARKUP.match(text[:4096]) or _HTML.search(text[:4096]) else walk.plain


_FIELDS = re.compile(r"\ufeff?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_OF_MAIL = re.compile(
    r"^(?:from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding|received):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_WORK: Final = 5_000_000
_MAIL_BAD = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)


def _is_mail(text: str) -> bool:
    """Whether a text begins with the fields of a mail or of a part of one."""
    head = _FIELDS.match(text[: 1 << 16])
    return head is not None and len({one.lower() for one in _OF_MAIL.findall(head[0])}) > 1


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    try:
        return data.decode(charset or "utf-8").encode()
    except (LookupError, UnicodeError):
        return data


_MARKUP = re.compile(r"\ufeff?\s*<(?:[?!]|[A-Za-z_][\w:.\-]*[\s/>])")
_TAGGED = re.compile(r"<[A-Za-z/][^<>]*>")
_XML = re.compile(r"\ufeff?\s*<")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_APART = re.compile(r"[\s\"'&,;|\[\]{}<>:=+()/\\]+")


def plain_text(data: bytes) -> str | None:
    """The text that these bytes are, none where they are no text.

    >>> plain_text("编号,1".encode("utf-16")), plain_text("编号,1".encode("gb18030")), plain_text(bytes(range(40)))
    ('编号,1', '编号,1', None)
    """
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                return None
    head = data[: 1 << 16]
    if head.translate(None, _CONTROL) != head:
        return _wide(data)
    for codec in ("utf-8", "gb18030", "big5"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of what is Latin in it is nothing."""
    head = data[:512]
    even, odd = head[::2].count(0), head[1::2].count(0)
    for codec, many, few in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if many * 5 > len(head) and not few:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            if not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text[:4096]):
                return text
    return None


def _pieces(text: str, where: Where, *, lines: bool = False) -> Iterator[Layer]:
    """A text in pieces that overlap, so that a long one costs no more memory than a short one."""
    if text and not text.isspace():
        line = 1
        for at in range(0, len(text), PIECE):
            yield Layer(where, text[at : at + PIECE + OVERLAP], line=line if lines else 0)
            line += text.count("\n", at, at + PIECE) if lines else 0


def _decoded(data: bytes, where: Where) -> Iterator[Layer]:
    """A short field in whatever encoding it may be."""
    for codec in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "latin-1"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        yield from _pieces(text, where)


def decoded(value: Any, where: Where, depth: int = 0) -> Iterator[Layer]:
    """Whatever a library gave as metadata: texts, bytes, and what holds them."""
    if depth > 6 or value is None or isinstance(value, bool | float):
        return
    if isinstance(value, str):
        yield from _pieces(value, where)
    elif isinstance(value, int):
        if value > 9_999_999:
            yield Layer(where, str(value))
    elif isinstance(value, bytes | bytearray | memoryview):
        data = bytes(value)
        yield from (
            _decoded(data.removeprefix(b"UNICODE\0").removeprefix(b"ASCII\0\0\0"), where)
            if len(data) < 1 << 16
            else raw(data, where)
        )
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from decoded(key, where, depth + 1)
            yield from decoded(one, where, depth + 1)
    elif isinstance(value, Iterable):
        every = list(value)
        for one in every[:10_000]:
            yield from decoded(one, where, depth + 1)
        if every and all(isinstance(one, int) and 0 <= one < 256 for one in every):
            yield from _decoded(bytes(every), where)
    else:
        yield from _pieces(str(value), where)


# Bytes as they lie: runs that are text in an encoding in which somebody may have written.
_LIE: Final = (
    ("utf-8", 2, re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}|[\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]){4,}")),
    ("utf-8", 2, re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2,3}")),
    ("utf-16-le", 3, re.compile(rb"(?:[\x20-\x7e]\0|.[\x4e-\x9f\xff\x30]){3,}", re.DOTALL)),
    ("utf-16-be", 3, re.compile(rb"(?:\0[\x20-\x7e]|[\x4e-\x9f\xff\x30].){3,}", re.DOTALL)),
    ("gb18030", 3, re.compile(rb"(?:[\x20-\x7e]|[\xa1-\xf7][\xa1-\xfe]){6,}")),
)


def raw(data: bytes, where: Where) -> Iterator[Layer]:
    """The texts that lie open in bytes."""
    for codec, least, runs in _LIE:
        held: list[str] = []
        size = 0
        for run in runs.finditer(data):
            held.append(run[0].decode(codec, "replace"))
            size += len(held[-1])
            if size > PIECE:
                yield Layer((*where, ("bytes", "")), "\n\n".join(held), least)
                held, size = [], 0
        if held:
            yield Layer((*where, ("bytes", "")), "\n\n".join(held), least)


def _between(data: bytes, infos: list[zipfile.ZipInfo], end: int, where: Where) -> Iterator[Unread]:
    """Bytes of a zip that belong to no member."""
    at = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        start = info.header_offset
        if data[start : start + 4] != b"PK\3\4" or start < at - _DESCRIPTOR:
            yield Unread(where, "unclaimed")
            return
        if data[at:start].strip(b"\0") and start - at > _DESCRIPTOR:
            yield Unread(where, "unclaimed")
        at = (
            start
            + 30
            + int.from_bytes(data[start + 26 : start + 28], "little")
            + int.from_bytes(data[start + 28 : start + 30], "little")
            + info.compress_size
        )
    if end - at > _DESCRIPTOR and data[at:end].strip(b"\0"):
        yield Unread(where, "unclaimed")


def _columns(text: str) -> str:
    r"""The columns of a table in lines, one below the other; nothing of what is none.

    >>> _columns("序号,内容\n1,程\n2,岚")
    '序号\n1\n2\n\n内容\n程\n岚'
    """
    mark = next((one for one in ("\t", ",", ";", "|") if one in text.partition("\n")[0]), "")
    rows = [line.split(mark) for line in text.splitlines() if mark in line] if mark else []
    if len(rows) < _ROWS or len({len(row) for row in rows}) > 1:
        return ""
    return "\n\n".join("\n".join(cell.strip('" ') for cell in column) for column in zip(*rows, strict=True))


_ROWS = 3

# Texts that are written in texts.
_ESCAPED = re.compile(
    r"(?<!\\)\\++(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([0-9A-Fa-f]{2,6})[ ]?)"
)
"""However often escaped."""
_BYTES = re.compile(r"(?<!\\)(?:\\++x[0-9A-Fa-f]{2}){2,}")
_OCTAL = re.compile(r"(?<!\\)(?:\\++[0-3][0-7]{2}){3,}")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}){2,}")
_WORD = re.compile(r"=\?([\w\-]+)(?:\*[\w\-]*)?\?([BbQq])\?([^?\s]*)\?=(?:\s+(?==\?))?")
"""A word of a header of a mail, in another encoding."""
_RUN64 = re.compile(r"(?:[A-Za-z0-9+/_\-]{4}[\r\n]{0,2}){2,}[A-Za-z0-9+/_\-]{0,4}={0,2}")
_RUN16 = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}\s?){6,}(?![0-9A-Fa-f])")


def unwrapped(text: str) -> str:
    """A text with its entities, percent signs and escapes undone.

    >>> unwrapped(r"&#24352; %E4%B8%89 \u7af9 =E5=BD=B1")
    '张 三 竹 影'
    """
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = _PERCENT.sub(lambda found: _octets(found[0].replace("%", "")), text)
    if "\\" in text:
        text = _BYTES.sub(lambda found: _octets(re.sub(r"[\\x]", "", found[0])), text)
        text = _OCTAL.sub(lambda found: _in_octal(found[0]), text)
        text = _ESCAPED.sub(lambda found: _sign(next(filter(None, found.groups()))), text)
    if "_x" in text:
        text = _IN_EXCEL.sub(lambda found: chr(int(found[1], 16)), text)
    if "u" in text or "U" in text:
        text = _POINT.sub(lambda found: _sign(found[1] or found[2]), text)
    text = _CHAR.sub(lambda found: _sign(f"{int(found[1]):x}"), text)
    text = _POINTS.sub(_pointed, text)
    if "[^" in text:
        text = _NOTE.sub("", text)
    if "姓" in text or "name" in text.lower():
        text = _OF_NAME.sub("", text)
    if "\u202e" in text:
        text = _BACKWARDS.sub(lambda found: found[1][::-1], text)
    text = _MISREAD.sub(_reread, text)
    if "=?" in text:
        text = _WORD.sub(_worded, text)
    if "=" in text and _QUOTED.search(text):
        text = _QUOTED.sub(lambda found: _octets(found[0].replace("=", "")), text.replace("=\n", ""))
    return text


_IN_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")
_POINT = re.compile(r"%u([0-9A-Fa-f]{4})|\bU\+([0-9A-Fa-f]{4,5})\b[ ,]?", re.IGNORECASE)
_CHAR = re.compile(r"\b(?:_xlfn\.)?(?:UNICHAR|CHAR|CHRW?)\(\s*([0-9]{1,7})\s*\)", re.IGNORECASE)
"""A sign by its number, as formulas write it."""
_HAN_POINT, _DIGIT_POINT = "(?:1[39][0-9]{3}|2[0-9]{4}|3[0-9]{4}|40[0-9]{3})", "(?:4[89]|5[0-7])"
_POINTS = re.compile(
    rf"(?<![0-9.]){_HAN_POINT}(?:[\s,]{{1,4}}(?:{_HAN_POINT}|{_DIGIT_POINT}))+(?![0-9.])|(?<![0-9.]){_DIGIT_POINT}(?:[\s,]{{1,4}}{_DIGIT_POINT}){{6,}}(?![0-9.])"
)
"""Signs by their numbers, in a row."""
_NOTE = re.compile(r"\[\^\w{1,12}\](?!:)")
"""What points at a footnote in Markdown."""
_OF_NAME = re.compile(
    r"(?<![\u3400-\u9fffA-Za-z])(?:姓氏?|名字?|surname|(?:sur|last|family|first|given)[_ ]?name|given)[\"']?\s*[:：]\s*|(?<![\u3400-\u9fff])姓(?=[\u3400-\u9fff]{1,2}[，, ]{1,2}名)|(?<=[，, ])名(?=[\u3400-\u9fff]{1,3}(?![\u3400-\u9fff]))",
    re.IGNORECASE,
)
"""What names the parts of a name."""
_BACKWARDS = re.compile("\u202e([^\u202c\n]*)\u202c?")
_MISREAD = re.compile(r"[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{3,}")


def _pointed(found: re.Match[str]) -> str:
    return "".join(chr(int(one)) for one in re.findall("[0-9]+", found[0]))


def _reread(found: re.Match[str]) -> str:
    """UTF-8 that somebody read as Latin."""
    data = b"".join(
        one.encode("cp1252", "ignore") or (one.encode("latin-1") if ord(one) < 256 else b"") for one in found[0]
    )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _octets(digits: str) -> str:
    data = bytes.fromhex(digits)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _in_octal(found: str) -> str:
    try:
        return bytes(int(one, 8) for one in re.findall("[0-7]{3}", found)).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return found  # of a style sheet, in hex


def _worded(found: re.Match[str]) -> str:
    charset, how, said = found.groups()
    try:
        if how in "Bb":
            data = base64.b64decode(said.rstrip("=") + "=" * (-len(said.rstrip("=")) % 4))
        else:
            data = quopri.decodestring(said.replace("_", " ").encode())
        return data.decode(charset)
    except (ValueError, LookupError):
        return found[0]


def _sign(code: str) -> str:
    point = int(code, 16)
    return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"


def _written(text: str) -> Iterator[bytes]:
    """Bytes that are written in a text in base64 or as hex digits, where they are a text or a file."""
    for run in _runs(_RUN64, text):
        body = run.replace("-", "+").replace("_", "/").rstrip("=")
        if body.isdigit() or (body.isalpha() and len(body) < 24):
            continue
        with_end = body[: len(body) // 4 * 4 + (len(body) % 4 if len(body) % 4 != 1 else 0)]
        try:
            inside = base64.b64decode(with_end + "=" * (-len(with_end) % 4))
        except (binascii.Error, ValueError):
            continue
        yield from _told(inside)
    for run in _runs(_RUN16, text):
        yield from _told(bytes.fromhex(run))


_SHORT = 256


def _runs(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """What the pattern finds, without white space; a short one that stands in each row of a table once."""
    seen = set[str]()
    for found in pattern.finditer(text):
        if (run := found[0]) not in seen:
            if len(run) < _SHORT:
                seen.add(run)
            yield "".join(run.split())


_DIGEST = 64
"""Bytes that a digest, an id or a signature may hold: so few are no damaged file, whatever they begin with by chance."""


def _told(inside: bytes) -> Iterator[bytes]:
    """Bytes that are a text, in UTF-8, or begin as a file does: a digest is neither."""
    if len(inside) > _DIGEST and (_PICTURE.match(inside[:64]) or _FILE.match(inside)):
        yield inside
        return
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        try:
            text = inside.decode(codec).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if len(text) > 1 and (
            all(c.isprintable() or c in "\t\r\n" for c in text) if codec == "utf-8" else _COMMON.fullmatch(text)
        ):
            yield text.encode()
            if codec == "utf-8":
                return


_FILE = re.compile(rb"PK\x03\x04|%PDF-|\x1f\x8b\x08[\0-\x1f]|BZh[1-9]1AY&SY|\xfd7zXZ\0|7z\xbc\xaf\x27|PAR1")
"""How a file begins that is no picture: so much of it that none of a million digests does by chance (``1f8b`` alone is one of 65,536)."""
_COMMON = re.compile(r"[\u4e00-\u9fff\x20-\x7e\r\n\u3000-\u303f\uff01-\uff5e·…—“”]+")
"""Signs of which bytes in another encoding than UTF-8 must consist to be a text."""


# Markup.
_FLOWS = (
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q r rb rp rt ruby s samp small span strong sub sup t text tspan tt u var wbr "
    "hyperlink smarttag fld run lang rpr ppr noproof instrtext deltext fldchar sym nobreakhyphen softhyphen rubybase rubypr"
)
_INLINE = frozenset(_FLOWS.split())
_ASIDE = frozenset(("rt", "rp", "deltext", "instrtext"))
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_NO = frozenset(("0", "false", "off"))
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,2}|[A-Z])')
"""What a header of a sheet says of its letters."""


_NAMES_IT = frozenset(("name", "title", "descr", "alt", "label"))


class _Sink:
    """Takes what a markup holds: its texts as they flow, each by itself, by element, and what is no text to a reader."""

    def __init__(self) -> None:
        self.flow: list[str] = []
        self.seen: list[str] = []
        """Of the flow what shows: no hidden runs, no readings beside the signs."""
        self._hides: list[int] = []
        self.nodes: list[str] = []
        self.by_tag: dict[str, list[str]] = {}
        self.attributes: list[str] = []
        self.named: dict[tuple[str, str], list[str]] = {}
        """Names of things of one sort (sheets, fields, shapes), which a reader sees in a row."""
        self.tags: list[str] = []
        self.root = ""

    def start(self, tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
        self.root = self.root or tag
        self.tags.append(tag)
        if tag not in _INLINE and "rpr" not in self.tags:
            self._part()
        attributes = list(attributes)
        self._hide(tag, {name: value or "" for name, value in attributes})
        for name, value in attributes:
            if value:
                self.attributes.append(value)
                if name in _NAMES_IT:
                    self.named.setdefault((tag, name), []).append(value)
            if not name.isascii() or any(map(str.isdecimal, name)):
                self.attributes.append(name)

    def end(self, tag: str) -> None:
        if tag in self.tags:
            while self.tags.pop() != tag:
                pass
            self._shows()
        if tag not in _INLINE and "rpr" not in self.tags:
            self._part()

    def leave(self) -> None:
        """Of an element that holds nothing."""
        self.tags.pop()
        self._shows()

    def _hide(self, tag: str, given: dict[str, str]) -> None:
        """What hides, and signs that are written as elements."""
        self._shows()
        if tag == "vanish" and given.get("val", "") not in _NO and "r" in self.tags:
            self._hides.append(len(self.tags) - self.tags[::-1].index("r"))
        elif (
            tag in _ASIDE
            or "hidden" in given
            or given.get("display") == "none"
            or _UNSEEN.search(given.get("style", ""))
        ):
            self._hides.append(len(self.tags))
        if tag == "sym" and re.fullmatch("[0-9A-Fa-f]{1,4}", given.get("char", "")):
            point = int(given["char"], 16)
            self.text(chr(point & 0xFF if point >> 8 == 0xF0 else point))
        elif tag == "nobreakhyphen":
            self.text("-")

    def _shows(self) -> bool:
        while self._hides and self._hides[-1] > len(self.tags):
            self._hides.pop()
        return not self._hides

    def _part(self) -> None:
        if self.flow and self.flow[-1] != "\n":
            self.flow.append("\n")
            self.seen.append("\n")
            for texts in self.by_tag.values():
                if texts[-1] != "\n":
                    texts.append("\n")

    def text(self, text: str) -> None:
        if not text.strip():
            if text and self.flow and self.flow[-1] != "\n" and "\n" not in text:
                self.flow.append(text)
                self.seen.append(text)
            return
        self.flow.append(text)
        if self._shows():
            header = self.tags and self.tags[-1].endswith(("header", "footer"))
            self.seen.append(_CODE.sub("", text) if header else text)
        self.nodes.append(text.strip())
        self.by_tag.setdefault(self.tags[-1] if self.tags else "", []).append(text)

    def aside(self, text: str) -> None:
        self.attributes.append(text)

    def texts(self) -> Iterator[str]:
        flow, nodes = "".join(self.flow), "\n".join(self.nodes)
        yield flow
        if self.seen != self.flow:
            yield "".join(self.seen)
        if nodes.strip() != flow.strip():
            yield nodes
        if len(self.by_tag) > 1:
            yield "\n\n".join("".join(texts) for texts in self.by_tag.values())
        yield "\n\n".join(self.attributes)
        yield "\n\n".join("\n".join(one) for one in self.named.values() if len(one) > 1)
        apart = _APART.sub("\n", flow)
        if apart != flow:
            yield apart
        odd = "\n".join(sorted({tag for tag in self.tags if not tag.isascii()}))
        yield odd

    def html(self, text: str) -> None:
        reader = _Html(self)
        reader.feed(text)
        reader.close()


class _Html(HTMLParser):
    def __init__(self, sink: _Sink) -> None:
        super().__init__(convert_charrefs=True)
        self._sink = sink

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._sink.start(tag, attrs)
        if tag in _EMPTY:
            self._sink.leave()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._sink.start(tag, attrs)
        self._sink.leave()

    def handle_endtag(self, tag: str) -> None:
        self._sink.end(tag)

    def handle_data(self, data: str) -> None:
        self._sink.text(data)

    def handle_comment(self, data: str) -> None:
        self._sink.aside(data)

    def handle_decl(self, decl: str) -> None:
        self._sink.aside(decl)

    handle_pi = unknown_decl = handle_comment


_ALONE = "area base br col embed hr img input link meta param source track wbr"
_EMPTY = frozenset(_ALONE.split())


def _xml(data: bytes, sink: "_Sink | _Rows") -> bool:
    """Whether these bytes are whole XML without entities of its own; what it holds up to its first fault goes to the sink."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    ok = [True]

    def start(name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if len(sink.tags) > _NEST:
            ok[0] = False
            raise _TooDeep
        if not tag.isascii() or any(map(str.isdecimal, tag)):
            sink.aside(tag)
        sink.start(tag.lower(), [(key.rpartition(":")[2], value) for key, value in given.items()])

    def declared(*_: Any) -> None:
        ok[0] = False
        raise _TooDeep

    parser.StartElementHandler, parser.EndElementHandler = start, lambda name: sink.end(name.rpartition(":")[2].lower())
    parser.CharacterDataHandler, parser.CommentHandler = sink.text, sink.aside
    parser.ProcessingInstructionHandler = lambda target, said: sink.aside(f"{target} {said}")
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _TooDeep, ValueError, LookupError):
        return False
    return ok[0]


class _TooDeep(Exception):
    pass


# Workbooks: cells name their texts by number, so rows are read once more with the texts in place.
_OF_SHEETS = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", re.IGNORECASE)
_NAMED_ROWS: Final = 20_000
"""Rows of a sheet whose cells are named; of longer ones the sheet is."""


def _sheets(parts: Mapping[str, bytes], where: Where) -> Iterator[Layer]:
    shared = _Rows([])
    _xml(parts.get("xl/sharedstrings.xml", b""), shared)
    every: dict[str, list[str]] = {}
    for name, data in parts.items():
        if not name.startswith("xl/worksheets/"):
            continue
        here: Where = (*where, ("part", name))
        columns: dict[str, list[str]] = {}
        rows: list[str] = []
        placed: list[Layer] = []
        sheet = _Rows(shared.texts)
        _xml(data, sheet)
        for row in sheet.rows:
            cells: list[str] = []
            names: list[tuple[int, str]] = []
            for column, line, text in row:
                names.append((sum(map(len, cells)) + len(cells), column + line))
                cells.append(text)
                columns.setdefault(column, []).append(text)
                if len(every) < _NAMED_ROWS and len(text) <= _END:
                    every.setdefault(column + line, []).append(text)
            rows.append("\n".join(cells))
            if cells and len(placed) < _NAMED_ROWS:
                placed.append(Layer(here, rows[-1], cells=tuple(names)))
        yield from _pieces("\n\n".join(rows), here)
        yield from placed
        yield from _pieces("\n\n".join("\n".join(one) for one in columns.values()), here)
    yield from _pieces(_FAR.join("\n".join(one) for one in every.values() if len(one) > 1), (*where, ("parts", "")))


class _Rows:
    """Takes of a sheet the cells of each row that say something (column, row and text), and of the shared part its texts."""

    def __init__(self, shared: Sequence[str]) -> None:
        self.rows: list[list[tuple[str, str, str]]] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self._shared, self._given = shared, dict[str, str | None]()
        self._held: dict[str, list[str]] = {"v": [], "t": []}

    def start(self, tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "row":
            self.rows.append([])
        elif tag in {"c", "si"}:
            self._given, self._held = dict(attributes), {"v": [], "t": []}

    def text(self, text: str) -> None:
        if self.tags[-1] in self._held:
            self._held[self.tags[-1]].append(text)

    def aside(self, _text: str) -> None:
        """What is in no cell."""

    def end(self, tag: str) -> None:
        self.tags.pop()
        if tag == "si":
            self.texts.append("".join(self._held["t"]))
        elif tag == "c" and self.rows and (text := self._cell("".join(self._held["v"]))):
            place = _PLACE.match(self._given.get("r") or "")
            self.rows[-1].append((place[1], place[2], text) if place else ("", "", text))

    def _cell(self, value: str) -> str:
        if self._given.get("t") == "s" and re.fullmatch(r"[0-9]{1,9}", value.strip()):
            at = int(value)
            return self._shared[at] if at < len(self._shared) else ""
        if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]{1,3}", value.strip()):
            return f"{Decimal(value.strip()):.0f}"
        return value or "".join(self._held["t"])


_PLACE = re.compile(r"([A-Z]{1,3})(\d{0,7})")


def _may_hold(kind: Any) -> bool:
    import pyarrow as pa  # noqa: PLC0415

    numbers = (
        pa.types.is_floating(kind) or pa.types.is_boolean(kind) or pa.types.is_temporal(kind) or pa.types.is_null(kind)
    )
    return not numbers
