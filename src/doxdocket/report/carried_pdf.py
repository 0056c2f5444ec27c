r"""What a PDF carries: the text of each page, what the page shows, its pictures also where another thing covers them, and every string and stream of the file.

Pages are opened by PDFium (``opened_pdf``) in a process of its own, with bounds of memory and time, for foreign code reads there what somebody made. Everything else is
read here from the bytes as they lie, not from the cross-references: so what an earlier version held, what no page names, XMP, forms, notes, bookmarks and
attachments are found alike. A page is rendered and read like a picture, since its letters may be mapped to others than they show; but for a file that this very
process set (``pdf.says_what_it_shows``). Source: ISO 32000-1, 7.3 and 7.4.
Left out: encrypted files (``Unread``), streams in filters that hardly anybody writes (the same).

>>> [one.text for one in strings(rb"/Title (a\(\101\)b) /V <FEFF7AF95F71> << /K 1 >>", ())]
['a(A)b\n竹影']
"""

import re
import zlib
from base64 import a85decode
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Final

from doxdocket.engine.pool import executor
from doxdocket.report import opened_pdf
from doxdocket.report.carried import MEMBER, PIECE, Inside, Layer, Unread, Where, raw
from doxdocket.report.carried_pictures import shown
from doxdocket.report.pdf import says_what_it_shows

PAGES: Final = 3_000
SECONDS: Final = 60.0
"""For one page; more is no honest page."""
_END = re.compile(rb"startxref\s{1,4}\d{1,12}\s{1,4}%%EOF")
_LINEAR: Final = b"/Linearized"
"""A file that is made for the web ends twice, the first time after its first page."""
_STREAM = re.compile(rb"stream\r?\n")
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_NESTED: Final = 3
"""Brackets within brackets of a string that is read whole."""
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_NAME = re.compile(rb"/((?:[^\s/<>\[\](){}%]|#[0-9A-Fa-f]{2})+)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_FILTER = re.compile(rb"/Filter\s{0,20}(\[[^\]]{0,400}\]|/\w{1,40})")
_READ: Final = frozenset({b"FlateDecode", b"Fl", b"ASCIIHexDecode", b"AHx", b"ASCII85Decode", b"A85"})
_PICTURES: Final = frozenset({b"DCTDecode", b"DCT", b"JPXDecode"})
_SHOWN: Final = frozenset({b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"})


def read(data: bytes, where: Where, look: Callable[[Where], None]) -> Iterator[Layer | Unread | Inside]:
    """Everything; ``look`` is asked before a picture is read."""
    if re.search(rb"/Encrypt[\s<\d]", data):
        yield Unread(where, "encrypted")
        return
    yield from strings(data, where)
    yield from _streams(data, where)
    yield from _pages(data, where, look)
    ends = [found.end() for found in _END.finditer(data)][_LINEAR in data[:1024] :]
    if len(ends) > 1:  # whoever cuts the file there has the version before the last
        yield Inside((*where, ("revision", len(ends) - 1)), data[: ends[-2]])


def _pages(data: bytes, where: Where, look: Callable[[Where], None]) -> Iterator[Layer | Unread]:
    seen: set[bytes] = set()
    plain = says_what_it_shows(data)
    try:
        with _process(here=plain) as ask:
            many = ask(opened_pdf.opened, data, bounded=not plain)
            if not isinstance(many, int):
                yield Unread(where, many)
                return
            if many > PAGES:
                yield Unread(where, "too_much")
            yield from (Layer((*where, ("metadata", "")), text) for text in ask(opened_pdf.told))
            for number in range(min(many, PAGES)):
                here: Where = (*where, ("page", number + 1))
                page = ask(opened_pdf.page, number, render=not plain, longest=PIECE)
                if page is None:
                    yield Unread(here, "damaged")
                    continue
                text, fields, rendered, pictures, left, lost = page
                if lost:
                    yield Unread(here, "no_font")
                for at in range(0, len(text), PIECE):
                    yield Layer(here, text[at : at + PIECE])
                if fields:
                    yield Layer((*here, ("fields", "")), fields)
                if rendered:
                    yield from shown(rendered, here, look)
                for picture in pictures:
                    if picture not in seen:
                        seen.add(picture)
                        yield from shown(picture, (*here, ("covered", "")), look)
                if left:
                    yield Unread(here, "picture")
    except TooLong:  # which ended the process
        yield Unread(where, "too_long")
    except (BrokenProcessPool, MemoryError, OSError):
        yield Unread(where, "damaged")


@contextmanager
def _process(*, here: bool) -> Iterator[Callable[..., Any]]:
    """What runs a function in another process, for as long as one page may take; a file that this process made is read ``here``."""
    if here:
        yield lambda do, *given, **how: do(*given, **how)
        return
    with executor(1) as process:
        yield lambda do, *given, **how: process.submit(do, *given, **how).result(SECONDS)


# From the bytes.
def strings(data: bytes, where: Where) -> Iterator[Layer]:
    """Every string of a stretch of a PDF, each on a line; names too, where they are not of this format."""
    held: list[str] = []
    size = 0
    for found in _every(data):
        held.append(found)
        size += len(found)
        if size > PIECE:
            yield Layer((*where, ("strings", "")), "\n".join(held))
            held, size = held[-20:], 0
    if held:
        yield Layer((*where, ("strings", "")), "\n".join(held))


def _every(data: bytes) -> Iterator[str]:
    for literal in _literals(data):
        yield from _text(_ESCAPE.sub(_unescaped, literal))
    for digits in _HEX.finditer(data):
        plain = re.sub(rb"\s", b"", digits[1])
        yield from _text(bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode()))
    for name in _NAME.finditer(data):
        if b"#" in name[1]:
            yield from _text(re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), name[1]))


def _literals(data: bytes) -> Iterator[bytes]:
    """What stands between brackets that answer each other, in one pass; what holds deeper ones than are read with it is given without what is in them.

    >>> [*_literals(b"(a(b)c) ((x) (y)")], [*_literals(b"(a((((x))))b)")][-1]
    ([b'b', b'a(b)c', b'x', b'y'], b'a(b')
    """
    open_: list[
        tuple[int, int, bytearray, int]
    ] = []  # where it begins, how deep it is, its own text so far and to where
    for sign in _BRACKET.finditer(data):
        if sign[0] == b"(":
            open_.append((sign.end(), 0, bytearray(), sign.end()))
        elif sign[0] == b")" and open_:
            start, deep, own, upto = open_.pop()
            yield data[start : sign.start()] if deep < _NESTED else bytes(own + data[upto : sign.start()])
            if open_:
                outer, deepest, text, last = open_.pop()
                text += data[last:start]
                open_.append((outer, max(deepest, deep + 1), text, sign.end()))


def _unescaped(found: re.Match[bytes]) -> bytes:
    told = found[1]
    return bytes([int(told, 8) & 255]) if told[:1].isdigit() and told[0] < 56 else _PLAIN.get(told, told)


def _text(data: bytes) -> Iterator[str]:
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        yield data.decode("utf-16", "replace")
        return
    for codec in ("utf-8-sig", "gb18030", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(data) == 2 and codec == "utf-8-sig" and min(data) < 32 and min(data):  # one sign
            continue
        if len(text) > 1 or (codec == "utf-16-be" and "\u3400" <= text <= "\u9fff"):
            yield text.replace("\0", "")
            if codec == "utf-8-sig":
                return


def _streams(data: bytes, where: Where) -> Iterator[Layer | Unread | Inside]:
    """Every stream, unpacked; budgeted together as a member of a container is."""
    left = MEMBER
    number = 0
    for begin in _STREAM.finditer(data):
        if data[max(0, begin.start() - 3) : begin.start()] == b"end":
            continue
        number += 1
        here: Where = (*where, ("stream", number))
        head = data[max(data.rfind(b"obj", max(0, begin.start() - 8192), begin.start()), 0) : begin.start()]
        end = data.find(b"endstream", begin.end())
        plain = data[begin.end() : end if end > 0 else len(data)]
        told = _FILTER.search(head)
        filters = re.findall(rb"/(\w+)", told[1]) if told else []
        while filters and filters[0] in _READ:
            unpacked = _unpacked(plain, filters.pop(0), left)
            if unpacked is None:
                break
            plain = unpacked
        else:
            left -= len(plain)
            if left <= 0:
                yield Unread(here, "too_much")
                return
            yield from _stream(head, filters, plain, here)
            continue
        yield Unread(here, "damaged")


def _stream(head: bytes, filters: list[bytes], plain: bytes, here: Where) -> Iterator[Layer | Unread | Inside]:
    if filters and filters[0] in _PICTURES:
        yield Inside(here, plain)
    elif filters and filters[0] not in _SHOWN:
        yield Unread(here, "packed")
    elif filters:
        return  # shown by the pages
    elif re.search(rb"/EmbeddedFile\b|/Subtype\s*/XML\b", head):
        yield Inside((*here, ("attachment", "")), plain)
    elif re.search(rb"/Subtype\s*/Image\b", head):
        return  # bare pixels: the pages show them
    else:
        yield from raw(plain, here)
        yield from strings(plain, here)
        if plain.lstrip()[:1] == b"<":
            yield Inside(here, plain)


def _unpacked(data: bytes, by: bytes, most: int) -> bytes | None:
    """What was packed; none where it is damaged or grows beyond what is left."""
    try:
        if by in {b"ASCIIHexDecode", b"AHx"}:
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        if by in {b"ASCII85Decode", b"A85"}:
            return a85decode(data.strip().partition(b"~>")[0].removeprefix(b"<~"))
        unpack = zlib.decompressobj()
        plain = unpack.decompress(data, most)
    except (zlib.error, ValueError):
        return None
    return plain if not unpack.unconsumed_tail else None
