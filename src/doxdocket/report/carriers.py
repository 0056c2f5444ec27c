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

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from email import message_from_bytes
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from pathlib import PurePath
from typing import Any, Final

from doxdocket.intake import containers
from doxdocket.intake.member import Limits, Refused
from doxdocket.parse.documents.zips import office_kind
from doxdocket.report.carried import (
    DEPTH,
    END,
    FAR,
    MEMBER,
    MEMBERS,
    PICTURE,
    PICTURES,
    UNPACKED,
    Inside,
    Layer,
    Unread,
    Where,
    in_some_encoding,
    pieces,
    plain_text,
    raw,
)
from doxdocket.report.carried_markup import APART, Sink, xml
from doxdocket.report.carried_sheets import OF_SHEETS, sheets
from doxdocket.report.carried_texts import DIGEST, unwrapped, written

_DESCRIPTOR: Final = 24


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
"""Texts of a file of which ends are held beside each other."""


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
        yield from pieces(FAR.join(dict.fromkeys(f"{one}\n{two}" for one, two in pairs)), (("parts", ""),))


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
            self.ends.append((lines[0].strip()[-END:], lines[-1].strip()[-END:]))

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
        yield from in_some_encoding(opened.comment, (*where, ("comment", "")))
        yield from _between(data, infos, opened.start_dir, where)
        texts: dict[str, bytes] = {}
        for info in infos:
            here = (*where, ("part", info.filename))
            yield Layer((*here, ("name", "")), info.filename.replace("/", "\n"))
            yield from in_some_encoding(info.comment, (*here, ("comment", "")))
            if stat.S_ISLNK(info.external_attr >> 16):
                yield Unread(here, "link")
                continue
            inside = self._member(opened, info, here)
            if isinstance(inside, Unread):
                yield inside
                continue
            if OF_SHEETS.fullmatch(info.filename):
                texts[info.filename.lower()] = inside
            yield from self.file(inside, here, info.filename, depth + 1)
        yield from sheets(texts, where)

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
        sink = Sink()
        if _XML.match(text) and not _HTML.search(text[:2000]):
            if not xml(data, sink):
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

    def _held(self, sink: "Sink", where: Where, depth: int) -> Iterator[Layer | Unread]:
        if depth > DEPTH:
            raise _Enough(where, "too_deep")
        for part in sink.texts():
            yield from self.text(part, where, depth)
        for page in dict.fromkeys(one for one in sink.attributes if _TAGGED.search(one)):
            inside = Sink()
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
        if APART.search(text):
            yield from pieces(APART.sub("\n", text), where)
        yield from pieces(_columns(text), where)

    def text(self, text: str, where: Where, depth: int = 0, *, lines: bool = False) -> Iterator[Layer | Unread]:
        """A text as it stands and unwrapped, and files that are written in it."""
        yield from pieces(text, where, lines=lines)
        now = text
        for _ in range(3):
            plain = unwrapped(now)
            if plain == now:
                break
            now = plain
            yield from pieces(now, where)
        for inside in dict.fromkeys(written(now)):  # the same in each row of a table is one
            if depth >= DEPTH:
                raise _Enough(where, "too_deep")
            told, deeper = plain_text(inside), (*where, ("written", ""))
            marked = told is not None and told.lstrip().startswith("<")
            if told is not None and not marked:
                yield from self.text(told, deeper, depth + 1)
            elif marked or _reader(self, inside, "") != self.unknown:
                read = self.file(inside, deeper, "", depth + 1)
                if len(inside) > DIGEST:
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
                    yield from in_some_encoding(key + b"\n" + value, (*where, ("metadata", "")))
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
    if PICTURE.match(head):
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


def _may_hold(kind: Any) -> bool:
    import pyarrow as pa  # noqa: PLC0415

    numbers = (
        pa.types.is_floating(kind) or pa.types.is_boolean(kind) or pa.types.is_temporal(kind) or pa.types.is_null(kind)
    )
    return not numbers
