r"""Web archives (WARC, plain or packed) with pages of t.me, and the other files of a WACZ.

Source: WARC 1.1 (ISO 28500:2017); WACZ 1.1.1 (specs.webrecorder.net). A WACZ is a zip: its ``archive/*.warc.gz`` are
archives, its indexes, page lists and ``datapackage.json`` hold no posts and are recognised as such. Leaves out: ARC, zstd.

>>> recognise(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "x.warc").confidence
95
>>> recognise_part(b'{"format": "json-pages-1.0", "id": "pages"}\n', "pages.jsonl").form
'wacz_part'
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.warc.archive import Archive
from doxdocket.words import zh_en

__all__ = ["FORM", "PART", "parse", "parse_part", "recognise", "recognise_part"]

_ID, _PART = "warc", "wacz_part"
_BEGINS = re.compile(rb"(?:\r?\n)*WARC/\d\.\d{1,2}\r?\n")
_PARTS = (
    re.compile(rb'\s*\{[^\0]{0,4096}?"wacz_version"\s*:'),  # datapackage.json
    re.compile(rb'\s*\{\s*"path"\s*:\s*"datapackage\.json"\s*,\s*"hash"\s*:'),  # datapackage-digest.json
    re.compile(rb'\s*\{[^{}\n]{0,512}?"format"\s*:\s*"json-pages-1\.0"'),  # pages.jsonl
    re.compile(rb" CDX (?:[a-zA-Z] )+[a-zA-Z]\s"),  # .cdx
    re.compile(rb'(?:![^\n]*\n)*[^\s{)]{1,2048}\)[^\s{]{0,2048} \d{14} \{"'),  # .cdxj
    re.compile(rb"(?:![^\n]*\n)*[^\s{)]{1,2048}\)[^\s{]{0,2048} \d{14}[^\n\t]{0,64}\t[^\n\t]{1,512}\t\d+\t\d+"),  # .idx
)


def _unpacked(head: bytes) -> bytes:
    """The beginning of a file, unpacked if it is packed; as much of it as is not damaged."""
    if not head.startswith(b"\x1f\x8b"):
        return head
    for most in (1 << 14, 1 << 6):
        try:
            return zlib.decompressobj(wbits=31).decompress(head, most)
        except zlib.error:
            continue
    return b""


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - the first bytes say it all
    """Bid by the first line, in a packed file after unpacking."""
    if _BEGINS.match(_unpacked(head)):
        return Bid(_ID, 95, *zh_en("parse_warc.web_archive_warc"))
    return None


def parse(stream: BinaryIO, source_sha256: str, _: Stated, /) -> Iterator[Parsed]:
    """Read one archive."""
    return Archive(stream, source_sha256).parts()


def recognise_part(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - names of members are changed by unpacking
    """Bid for what lies in a WACZ beside its archives."""
    plain = _unpacked(head)
    if any(shape.match(plain) for shape in _PARTS):
        return Bid(_PART, 85, *zh_en("parse_warc.index_or_list_of_web"))
    return None


def parse_part(stream: BinaryIO, source_sha256: str, _: Stated, /) -> Iterator[Parsed]:
    """Nothing of it is a post; say so."""
    size = 0
    while block := stream.read(1 << 20):
        size += len(block)
    rows = Rows(source_sha256)
    rows.warn("notice", "archive_part", 0, size)
    yield from rows.rest()


FORM = Form(_ID, *zh_en("parse_warc.web_archive_warc_2"), recognise, parse)
PART = Form(_PART, *zh_en("parse_warc.index_or_list_of_web_archive"), recognise_part, parse_part)
