r"""The parts of a spreadsheet file (XLSX), opened only when none of them can grow out of bounds.

An XLSX is a zip of XML parts. Before anything is unpacked the directory is looked at: how long it is, what sizes it
states, how far parts shrink, whether a name stands twice (two readers would see two sheets). A part is then read as
a stream, never beyond the size stated, without external or internal entities. Source: ECMA-376 (OPC, SpreadsheetML),
PKWARE APPNOTE 4.3.16. Leaves out: XLSB, macros, drawings; workbooks under a password.

openpyxl gives the formats of dates and is the tests' second reader; the XML is read here, because 92 KB of empty rows
take it past 1 GB (measured, openpyxl 3.1.5).

>>> book = Book(io.BytesIO(b"PK\5\6" + bytes(18)))  # the shortest zip: no member at all
>>> book.has("xl/workbook.xml"), book.size
(False, 22)
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Final
from xml.parsers import expat

from doxdocket.errors import Unreadable
from doxdocket.words import zh_en

#: A file as it is stored; one of a million rows has some 50 MB.
PACKED: Final = 256 << 20
#: One part unpacked, and how far it may shrink once it is large.
PART: Final = 2 << 30
_RATIO, _LARGE = 250, 64 << 20
_DIRECTORY = 4 << 20
_MEMBERS = 10_000
_TOKEN = 8 << 20  # bytes of one XML token
_DEPTH = 64
_FEED = 1 << 14


def refused(said: tuple[str, str]) -> Unreadable:
    """A workbook that is not taken."""
    return Unreadable("workbook.spreadsheet_was_not_taken_save", said=said)


class Book:
    """An opened workbook: its parts by name."""

    def __init__(self, stream: BinaryIO) -> None:
        data = _whole(stream)
        self.size = len(data)
        _look_at_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, UnicodeDecodeError) as fault:
            raise refused(zh_en("workbook.its_zip_structure_is_damaged")) from fault
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename.lower().lstrip("/")
            if name in self._parts:
                raise refused(
                    zh_en("workbook.part_stands_twice_programs_would"),
                )
            self._parts[name] = info
        if sum(info.file_size for info in infos) > 2 * PART:
            raise _bomb()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self._parts

    def place(self, name: str) -> int:
        """Where a part begins in the file."""
        return self._parts[name.lower()].header_offset

    def read(self, name: str, xml: "Xml") -> Iterator[None]:
        """Feed a part to ``xml``, and come back after each piece of it."""
        info = self._parts.get(name.lower())
        if info is None:
            raise refused(zh_en("workbook.part_is_missing", part=_said(name)))
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refused(zh_en("workbook.part_is_encrypted_or_packed"))
        if info.file_size > PART or (info.file_size > _LARGE and info.file_size > _RATIO * max(1, info.compress_size)):
            raise _bomb()
        try:
            with self._zip.open(info) as part:
                while piece := part.read(_FEED):
                    xml.feed(piece)
                    yield
                xml.feed(b"", last=True)
                yield
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as fault:
            raise refused(zh_en("workbook.part_is_damaged", part=_said(name))) from fault


def _whole(stream: BinaryIO) -> bytes:
    """The file in memory: its directory stands at its end, and what is decrypted here must not touch the disk."""
    parts, size = [], 0
    while part := stream.read(1 << 20):
        parts.append(part)
        size += len(part)
        if size > PACKED:
            raise refused(zh_en("workbook.it_is_larger_than_mb", most=PACKED >> 20))
    return b"".join(parts)


def _look_at_directory(data: bytes) -> None:
    """Refuse what is no zip, and a directory too long to be read."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - (1 << 16) - 22))
    if end < 0 or len(data) < end + 22:
        raise refused(zh_en("workbook.it_is_no_whole_xlsx"))
    members, size = (
        int.from_bytes(data[end + 10 : end + 12], "little"),
        int.from_bytes(data[end + 12 : end + 16], "little"),
    )
    if members > _MEMBERS or size > _DIRECTORY:
        raise _bomb()


def _bomb() -> Unreadable:
    return refused(zh_en("workbook.too_many_parts_or_they"))


def _said(name: str) -> str:
    """A part's name for an error: ours or the standard's, shortened."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "./_-") else "?" for c in name)[:80]


class Xml:
    """One XML part read as it arrives: elements by their local names, nothing declared, nothing without end."""

    def __init__(
        self,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] = lambda _: None,
        text: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._start, self._end, self._text = start, end, text
        self._depth, self._unseen = 0, 0
        self._parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler = self._opened, self._closed
        parser.CharacterDataHandler = self._words
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._passed
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._declared

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Read on."""
        self._unseen += len(piece)
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as fault:
            raise refused(zh_en("workbook.its_xml_is_damaged_at", line=fault.lineno)) from fault
        if self._unseen > _TOKEN:
            raise _bomb()

    def _opened(self, name: str, given: Mapping[str, str]) -> None:
        self._unseen = 0
        self._depth += 1
        if self._depth > _DEPTH:
            raise refused(zh_en("workbook.its_xml_is_nested_too"))
        self._start(name.rpartition("}")[2], given)

    def _closed(self, name: str) -> None:
        self._unseen = 0
        self._depth -= 1
        self._end(name.rpartition("}")[2])

    def _words(self, words: str) -> None:
        self._unseen = 0
        self._text(words)

    def _passed(self, *_: object) -> None:
        self._unseen = 0

    def _declared(self, *_: object) -> None:
        raise refused(
            zh_en("workbook.it_declares_document_type_or"),
        )


def attribute(given: Mapping[str, str], name: str) -> str | None:
    """An attribute by its local name."""
    return next((value for key, value in given.items() if key.rpartition("}")[2] == name), None)


def scan(book: Book, name: str, start: Callable[[str, Mapping[str, str]], None]) -> None:
    """Read one part for its elements and their attributes alone."""
    for _ in book.read(name, Xml(start)):
        pass
