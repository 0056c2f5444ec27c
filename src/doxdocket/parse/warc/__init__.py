r"""Web archives (WARC, plain or packed) with pages of t.me, and the other files of a WACZ.

Source: WARC 1.1 (ISO 28500:2017); WACZ 1.1.1 (specs.webrecorder.net). A WACZ is a zip: its ``archive/*.warc.gz`` are
archives, its indexes, page lists and ``datapackage.json`` hold no posts and are recognised as such. Leaves out: ARC, zstd.

Every answer with a page is a capture of its own, at the server's time (``data-view``) or else the crawler's: the same
address fetched again is another capture, and that is how edits and deletions show. A page is read only when the digests
that its record states agree. Pages of t.me that another site served (an archive's replay, a mirror) are taken and said.
What t.me sends a browser that scrolls (a JSON string of posts) is a page without the rest around it. Leaves out: files
that were fetched with a page, and records of other sites, which are counted.

>>> recognise(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "x.warc").confidence
95
>>> recognise_part(b'{"format": "json-pages-1.0", "id": "pages"}\n', "pages.jsonl").form
'wacz_part'
>>> import io
>>> page = b'<div class="tgme_widget_message" data-post="ab/5"></div>'
>>> head = (
...     b"WARC/1.1\nWARC-Type: resource\nWARC-Target-URI: https://t.me/ab/5?embed=1\nWARC-Date: 2023-11-15T06:13:20Z\n"
... )
>>> record = head + b"Content-Type: text/html\nContent-Length: %d\n\n%s\n\n" % (len(page), page)
>>> rows = [part for part in Archive(io.BytesIO(record * 2), "ab" * 32).parts()]
>>> [(part.table, part.batch["capture"].to_pylist()) for part in rows if part.table != "warnings"]
[('posts', ['abababababababab@0', 'abababababababab@206']), ('channels', ['abababababababab@0', 'abababababababab@206'])]
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

import msgspec

from doxdocket.errors import Unreadable
from doxdocket.parse import tme_page
from doxdocket.parse.elements import Lost
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.tme_page import Fetch, Page
from doxdocket.parse.warc.payload import Http, Unpackable, body
from doxdocket.parse.warc.records import HEAD, KEEP, Record, Records
from doxdocket.words import zh_en

__all__ = ["FORM", "PART", "parse", "parse_part", "recognise", "recognise_part"]

_OURS = re.compile(
    r"<?https?://(?:[\w-]+\.)?(?:t\.me|telegram\.me|telegram\.dog)(?::\d+)?(?:[/?#].*)?>?", re.IGNORECASE | re.DOTALL
)
_ANSWERS = frozenset({"response", "resource", "revisit"})
_MAYBE = ("html", "json", "text/plain", "octet-stream")
_TYPES = frozenset({"warcinfo", "request", "metadata", "conversion", "continuation"})
_KINDS = ("html", "json", "image", "video", "audio", "javascript", "css", "font", "text")
#: Captures whose rows wait together before they are handed on.
_PAGES = 512


def ours(address: str) -> bool:
    """Whether an address is one of t.me, under any of its names."""
    return _OURS.fullmatch(address.strip()) is not None


def wanted(head: dict[str, str], answer: Http | None) -> bool:
    """Whether a record may hold a page: by its type, its status and what its content calls itself."""
    if head.get("warc-type", "").lower() not in _ANSWERS or (answer and answer.status != 200):
        return False
    kind = answer.fields.get("content-type", "") if answer else head.get("content-type", "")
    return not kind or any(name in kind.lower() for name in _MAYBE) or (answer is None and "http" in kind.lower())


class Archive:
    """One walk over one archive."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self.source, self.rows = source, Rows(source)
        self.records = Records(stream, wanted)
        self.met = self.pages = 0
        self.said: Counter[str] = Counter()
        self.rest: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()

    def parts(self) -> Iterator[Parsed]:
        """Posts, readings and channels of every page, and what was met besides."""
        for record in self.records:
            if isinstance(record, Lost):
                self.rows.warn("quarantine", record.code, record.start, record.end)
            else:
                self.met += 1
                yield from self._record(record)
            yield from self.rows.full()
            if self.pages >= _PAGES:
                self.pages = 0
                yield from self.rows.rest()
                self.rows = Rows(self.source)
        if not self.met:
            raise Unreadable("archive.no_readable_warc_record_in", at=self.records.flow.place)
        self._end()
        yield from self.rows.rest()

    def _record(self, record: Record) -> Iterator[Parsed]:
        """One record: read when it is a page, else counted."""
        address = record.head.get("warc-target-uri", "").strip("<> ")
        mine = record.type in _ANSWERS and ours(address)
        if record.agrees is False:
            if mine:
                self.rows.warn("quarantine", "digest_mismatch", record.start, record.end)
            else:
                self.said["digest_mismatch_elsewhere"] += 1
            return
        if mine and record.type == "revisit" and not _full(record):
            self.said["revisit"] += 1
        elif mine and record.answer and record.answer.status != 200:
            self.statuses[record.answer.status] += 1
        elif record.block is None:
            if mine and record.size > KEEP:
                self.rows.warn("quarantine", "too_big", record.start, record.end)
            else:
                self.rest[_category(record)] += 1
        elif record.type in _ANSWERS:
            yield from self._answer(record, address, mine=mine)

    def _answer(self, record: Record, address: str, *, mine: bool) -> Iterator[Parsed]:
        """An answer that may hold a page."""
        try:
            data, repairs, part = _page(record, mine=mine)
        except Unpackable as fault:
            if mine:
                self.rows.warn("quarantine", fault.code, record.start, record.end)
            else:
                self.rest[_category(record)] += 1
            return
        if not (part or tme_page.recognise(data[:HEAD], "")):
            self.rest["page of t.me" if mine else _category(record)] += 1
            return
        for code in repairs:
            self.rows.warn("repair", code, record.start, record.end)
        if "warc-truncated" in record.head:
            self.rows.warn("quarantine", "record_truncated", record.start, record.end)
        if not mine:
            self.rows.warn("notice", "other_host", record.start, record.end)
        moment = _moment(record.head.get("warc-date", ""))
        met = {"no_digest": record.agrees is None, "digest_unknown": record.unknown, "no_fetch_time": moment is None}
        self.said.update([code for code, is_so in met.items() if is_so])
        page = Page(data, self.rows, Fetch(record.at, record.start, record.end, moment, address=address, part=part))
        yield from page.parts()
        self.pages += 1
        self.said["pages"] += 1

    def _end(self) -> None:
        """What is to be said of the whole archive."""
        span = (0, self.records.flow.place)
        pages = self.said.pop("pages", 0)
        details = {code: str(count) for code, count in self.said.items()}
        if self.statuses:
            details["not_answered"] = ", ".join(f"{status} × {n}" for status, n in sorted(self.statuses.items()))
        if self.rest:
            details["archive_rest"] = ", ".join(f"{what} × {n}" for what, n in sorted(self.rest.items()))
        if self.records.unpacked_places:
            details["unpacked_places"] = ""
        if not pages:
            details["no_page"] = ""
        for code, detail in details.items():
            self.rows.warn("notice", code, *span, detail or None)


def _full(record: Record) -> bool:
    """Whether a record that refers to another holds the body all the same."""
    return bool(record.block and record.answer and record.block[record.answer.start :].strip())


def _page(record: Record, *, mine: bool) -> tuple[bytes, list[str], bool]:
    """The page of an answer, what its header says and it is not, and whether it is only a part of one."""
    block = record.block or b""
    over_http = "http" in record.head.get("content-type", "").lower()
    if over_http and record.answer is None:
        raise Unpackable("broken_structure")
    data, repairs = body(block, record.answer) if record.answer else (block, [])
    if not mine or data[:1] != b'"':
        return data, repairs, False
    try:
        data = msgspec.json.decode(data, type=str).encode()
    except (msgspec.DecodeError, UnicodeError):
        raise Unpackable("not_json") from None
    return data, repairs, b"tgme_widget_message" in data


def _category(record: Record) -> str:
    """What kind of thing a record is, in a word of ours."""
    if record.type not in _ANSWERS:
        return record.type if record.type in _TYPES else "other"
    kind = (record.answer.fields if record.answer else record.head).get("content-type", "").lower()
    return next((name for name in _KINDS if name in kind), "other")


def _moment(date: str) -> datetime | None:
    """The crawler's moment, which is UTC and says so."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


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
