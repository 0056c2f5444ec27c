"""The one PDF that is open in a process of its own (``carried_pdf``): its pages as PDFium reads and draws them.

It loads nothing else of ours, so that the process starts at once. Source: pypdfium2. Left out: what a page means, and what stands in the file
outside of its pages.

>>> opened(b"no PDF", bounded=False)
'damaged'
"""

import re
from contextlib import suppress
from typing import Any, Final

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

_document: Any = None


def opened(data: bytes, *, bounded: bool) -> int | str:
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


def told() -> list[str]:
    """What the document says of itself, its bookmarks and the names of its pages."""
    found = ["\n".join(_document.get_metadata_dict().values())]
    marks = []
    for mark in _document.get_toc(max_depth=40):
        marks.append(str(mark.get_title()))
        if len(marks) > 50_000:
            break
    return [text for text in (*found, "\n".join(marks)) if text.strip()]


def page(number: int, *, render: bool, longest: int) -> tuple[str, str, bytes, list[bytes], int, bool] | None:
    """Its text, what stands in fields as they lie, itself as a picture, the pictures on it, how many of them could not be had, and whether text has no signs and no font."""
    import pypdfium2  # noqa: PLC0415 - in this process alone
    from pypdfium2 import raw as pdfium  # noqa: PLC0415

    try:
        here = _document[number]
        lines = here.get_textpage()
        text = lines.get_text_range()
        scale = min(_DOTS, _SIDE / max(*here.get_size(), 1.0))
        rendered = _png(here.render(scale=scale, may_draw_forms=True)) if render else b""
    except (pypdfium2.PdfiumError, ValueError, MemoryError, OSError):
        return None
    lost = any(
        pdfium.FPDFTextObj_GetText(one, lines, None, 0) <= _NOTHING and _foreign(pdfium.FPDFTextObj_GetFont(one))
        for one in here.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=15)
    )
    pictures, left = list[bytes](), 0
    small: list[tuple[float, float, Any]] = []
    for one in here.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=15):
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
    return text, _fields(here, longest), rendered, pictures, left, lost


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


def _fields(page: Any, longest: int) -> str:
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
        if _NOTHING < size <= longest and pdfium.FPDFAnnot_GetRect(one, box):
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
