r"""What a PDF carries: the text of each page, what the page shows, its pictures also where another thing covers them, and every string and stream of the file.

Pages are opened by PDFium (pypdfium2) in a process of its own, with bounds of memory and time, for foreign code reads there what somebody made. Everything else is
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
from contextlib import contextmanager, suppress
from typing import Any, Final

from doxdocket.engine.pool import executor
from doxdocket.report.carried_pictures import shown
from doxdocket.report.carriers import MEMBER, PIECE, Inside, Layer, Unread, Where, raw
from doxdocket.report.pdf import says_what_it_shows

PAGES: Final = 3_000
SECONDS: Final = 60.0
"""For one page; more is no honest page."""
MEMORY: Final = 6 << 30
"""Of address space of the process that reads it."""
_DOTS = 200 / 72
_EVERYWHERE = re.compile(rb"Helvetica|Arial|Courier|Times|Symbol|ZapfDingbats")
_NOTHING = 2
"""Bytes of a text without a sign: its end."""
_SIDE: Final = 6_000
_ANNOTATIONS: Final = 5_000
_SIGN: Final = 240
"""Pixels of a picture that may show a sign alone, and of how many a page has before they are read in a row."""
_FEW: Final = 3
_LINE: Final = 4.0
"""Points within which fields stand on one line."""
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
            many = ask(_open, data, bounded=not plain)
            if not isinstance(many, int):
                yield Unread(where, many)
                return
            if many > PAGES:
                yield Unread(where, "too_much")
            yield from (Layer((*where, ("metadata", "")), text) for text in ask(_told))
            for number in range(min(many, PAGES)):
                here: Where = (*where, ("page", number + 1))
                page = ask(_page, number, render=not plain)
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


# In the process of its own.
_document: Any = None


def _open(data: bytes, *, bounded: bool) -> int | str:
    """How many pages, or why there are none."""
    global _document  # noqa: PLW0603 - the one document of this process
    if bounded:
        with suppress(ImportError, ValueError, OSError):
            import resource  # noqa: PLC0415 - where there is none, the clock alone bounds

            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import pypdfium2  # noqa: PLC0415 - in this process alone

    try:
        _document = pypdfium2.PdfDocument(data)
        _document.init_forms()  # so that pages show what was filled in
        return len(_document)
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as fault:
        return "encrypted" if "assword" in str(fault) else "damaged"


def _told() -> list[str]:
    """What the document says of itself, its bookmarks and the names of its pages."""
    found = ["\n".join(_document.get_metadata_dict().values())]
    marks = []
    for mark in _document.get_toc(max_depth=40):
        marks.append(str(mark.get_title()))
        if len(marks) > 50_000:
            break
    return [text for text in (*found, "\n".join(marks)) if text.strip()]


def _page(number: int, *, render: bool) -> tuple[str, str, bytes, list[bytes], int, bool] | None:
    """Its text, what stands in fields as they lie, itself as a picture, the pictures on it, how many of them could not be had, and whether text has no signs and no font."""
    import pypdfium2  # noqa: PLC0415 - in this process alone
    from pypdfium2 import raw as pdfium  # noqa: PLC0415

    try:
        page = _document[number]
        lines = page.get_textpage()
        text = lines.get_text_range()
        scale = min(_DOTS, _SIDE / max(*page.get_size(), 1.0))
        rendered = _png(page.render(scale=scale, may_draw_forms=True)) if render else b""
    except (pypdfium2.PdfiumError, ValueError, MemoryError, OSError):
        return None
    lost = any(
        pdfium.FPDFTextObj_GetText(one, lines, None, 0) <= _NOTHING and _foreign(pdfium.FPDFTextObj_GetFont(one))
        for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=15)
    )
    pictures, left = list[bytes](), 0
    small: list[tuple[float, float, Any]] = []
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=15):
        if len(pictures) + left > 500:
            left += 1
            break
        try:
            width, height = one.get_px_size()
            if min(width, height) < 8:
                continue
            if width * height > 120_000_000:
                left += 1
                continue
            bitmap = one.get_bitmap(render=False)
            pictures.append(_png(bitmap))
            if max(width, height) <= _SIGN:
                at, _, _, high = one.get_bounds()
                small.append((round(-high / _LINE), at, bitmap.to_pil().convert("RGB")))
        except (pypdfium2.PdfiumError, ValueError, MemoryError, OSError):
            left += 1
    if len(small) > _FEW:
        pictures.append(_strip([one for *_, one in sorted(small, key=lambda one: one[:2])]))
    return text, _fields(page), rendered, pictures, left, lost


def _strip(pictures: list[Any]) -> bytes:
    """Small pictures, of which each may show one sign, as one line; they are far apart on the page, or cover each other."""
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    high = 48
    scaled = [one.resize((max(1, one.width * high // one.height), high)) for one in pictures]
    strip = Image.new("RGB", (sum(one.width for one in scaled) + 2 * high, 3 * high), "white")
    at = high
    for one in scaled:
        strip.paste(one, (at, high))
        at += one.width
    out = io.BytesIO()
    strip.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _fields(page: Any) -> str:
    """What was filled into the fields of a form and written into notes, from left to right and line by line."""
    import ctypes  # noqa: PLC0415

    from pypdfium2 import raw as pdfium  # noqa: PLC0415 - in this process alone

    form, found = page.pdf.formenv, list[tuple[float, float, str]]()
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _ANNOTATIONS)):
        one = pdfium.FPDFPage_GetAnnot(page, number)
        size = pdfium.FPDFAnnot_GetFormFieldValue(form, one, None, 0) if form else 0
        asked = pdfium.FPDFAnnot_GetFormFieldValue if size > _NOTHING else None
        if asked is None:
            size = pdfium.FPDFAnnot_GetStringValue(one, b"Contents", None, 0)
        box = pdfium.FS_RECTF()
        if _NOTHING < size <= PIECE and pdfium.FPDFAnnot_GetRect(one, box):
            held = (ctypes.c_ushort * (size // 2))()
            if asked:
                asked(form, one, held, size)
            else:
                pdfium.FPDFAnnot_GetStringValue(one, b"Contents", held, size)
            found.append((box.top, box.left, bytes(held).decode("utf-16-le", "replace").rstrip("\0")))
        pdfium.FPDFPage_CloseAnnot(one)
    lines: list[list[tuple[float, float, str]]] = []
    for each in sorted(found, key=lambda field: -field[0]):
        if lines and lines[-1][0][0] - each[0] < _LINE:
            lines[-1].append(each)
        else:
            lines.append([each])
    return "\n".join(" ".join(text for _, _, text in sorted(line, key=lambda field: field[1])) for line in lines)


def _foreign(font: Any) -> bool:
    """Whether the signs of a font are neither in the file nor in every reader of PDFs."""
    import ctypes  # noqa: PLC0415

    from pypdfium2 import raw as pdfium  # noqa: PLC0415 - in this process alone

    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, 256)
    return not pdfium.FPDFFont_GetIsEmbedded(font) and not _EVERYWHERE.match(name.value)


def _png(bitmap: Any) -> bytes:
    import io  # noqa: PLC0415

    out = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


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
