r"""What a zip holds, as far as its beginning tells: the names of its first members, and what its first parts declare.

Source: PKWARE APPNOTE 4.3.7 (local headers), ECMA-376 part 2 (``[Content_Types].xml``), OpenDocument 1.3 part 2, 3.3
(``mimetype`` first, uncompressed). Only the first 64 KiB are seen, so the parts of a large document may lie behind
them; then what ``[Content_Types].xml`` declares is asked, and what is left is a zip. Leaves out: unpacking.

>>> import io, zipfile
>>> made = io.BytesIO()
>>> with zipfile.ZipFile(made, "w") as out:
...     out.writestr("[Content_Types].xml", "<Types/>")
...     out.writestr("xl/workbook.xml", "<workbook/>")
>>> office_kind(made.getvalue()), zip_names(made.getvalue())
('xlsx', ['[Content_Types].xml', 'xl/workbook.xml'])
>>> office_kind(b"PK\x03\x04" + bytes(30)), office_kind(b"%PDF-1.7") is None
('zip', True)
"""

import re
import zlib
from typing import Final

_LOCAL: Final = b"PK\x03\x04"
_EMPTY: Final = b"PK\x05\x06"
_HEADER = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)
_FOLDERS: Final = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx", "visio/": "vsdx"}
_DECLARED: Final = {
    b"spreadsheetml.sheet.main+xml": "xlsx", b"spreadsheetml.template.main+xml": "xlsx",
    b"ms-excel.sheet.macroEnabled.main+xml": "xlsx", b"ms-excel.sheet.binary.macroEnabled.main": "xlsb",
    b"wordprocessingml.": "docx", b"presentationml.": "pptx",
}  # fmt: skip
_MOST = 1 << 20


def zip_names(head: bytes) -> list[str]:
    """Names of the members whose headers stand in the beginning."""
    names = []
    for found in _HEADER.finditer(head):
        size = int.from_bytes(found[1], "little")
        name = head[found.end() : found.end() + size]
        if 0 < len(name) == size:
            names.append(name.decode("utf-8", "replace"))
    return names


_FIRST = (["_rels/.rels"], ["docProps/app.xml"])
"""What writers begin with that put the content types last, far behind the first bytes of a large file."""


def office_kind(head: bytes) -> str | None:
    """xlsx, xlsb, docx, pptx, vsdx, an OpenDocument's or EPUB's media type, or zip; none for what is no zip."""
    if not head.startswith((_LOCAL, _EMPTY)):
        return None
    if head[30:38] == b"mimetype":
        declared = re.match(rb"[a-z.+/-]+", head[38 + int.from_bytes(head[28:30], "little") :])
        if declared and declared[0].startswith((b"application/vnd.oasis.opendocument.", b"application/epub+zip")):
            return declared[0].partition(_LOCAL)[0].decode()
    names = zip_names(head)
    if "[Content_Types].xml" not in names and names[:1] not in _FIRST:
        return "zip"
    if any(name.endswith("xl/workbook.bin") for name in names):
        return "xlsb"
    kinds = {kind for folder, kind in _FOLDERS.items() if any(name.startswith(folder) for name in names)}
    if len(kinds) == 1:
        return kinds.pop()
    types = _first_part(head, b"[Content_Types].xml")
    return next((kind for words, kind in _DECLARED.items() if words in types), "zip")


def _first_part(head: bytes, name: bytes) -> bytes:
    """What can be unpacked of a member that begins in the head, up to a megabyte."""
    at = head.find(name)
    if at < 30:
        return b""
    packed = head[at + len(name) + int.from_bytes(head[at - 2 : at], "little") :]
    if head[at - 22 : at - 20] == b"\0\0":
        return packed
    try:
        return zlib.decompressobj(-15).decompress(packed, _MOST)
    except zlib.error:
        return b""
