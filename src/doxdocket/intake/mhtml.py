r"""Pages that a browser saved as one file (MHTML: .mhtml, .mht): the page, its frames and what it shows, as members.

Source: RFC 2557 and 2046; what Chromium writes (``<Saved by Blink>``, ``Snapshot-Content-Location``), as captured from it, and
what Internet Explorer, Opera and add-ons of Firefox wrote. A part is named by its ``Content-Location`` without the scheme;
of files of a disk only what lies beside the page, since the rest names a computer's user. The address of each page and the
file's date come with it (``address``, ``saved``), for the parser to use. Read line by line, never whole; what of it is quoted or
base64 is decoded. A page that the file's end cuts is taken as far as it goes, anything else that is cut is refused.

Left out: what a ``cid:`` in the page leads to; encodings nobody writes (uuencode), which are refused by name.

>>> import io
>>> page = b'''From: <Saved by Blink>
... Snapshot-Content-Location: https://t.me/s/x
... Date: Tue, 24 Nov 2026 21:02:08 +0000
... MIME-Version: 1.0
... Content-Type: multipart/related; type="text/html"; boundary="--b"
...
... ----b
... Content-Type: text/html
... Content-Transfer-Encoding: quoted-printable
... Content-Location: https://t.me/s/x
...
... <p class=3D"a=
... b">
... ----b--
... '''
>>> is_page(page)
True
>>> [(m.name.text, m.stream().read(99), dict(m.times)) for m in opened(io.BytesIO(page), Limits()).members]
[('t.me/s/x', b'<p class="ab">', {'address': 'https://t.me/s/x', 'saved': '2026-11-24T21:02:08.000000+00:00'})]
"""

import binascii
import re
from collections.abc import Iterator
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from doxdocket.intake.lines import Line, lines
from doxdocket.intake.member import Limits, Member, Opened, Refused, remark
from doxdocket.intake.names import Name, of_text
from doxdocket.store.canonical import moment

_FIELD = re.compile(rb"([!-9;-~]{1,76}):[ \t]*(.*)", re.DOTALL)
_SAVED_BY = re.compile(rb"\s*\"?<?Saved by ", re.IGNORECASE)
_OF_MAILS = frozenset({"to", "cc", "bcc", "received", "return-path", "delivered-to", "message-id", "reply-to"})
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_DISK = re.compile(r"file:/{2,3}(.*)", re.IGNORECASE | re.DOTALL)
_ESCAPED = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_LONGEST = 1 << 13  # bytes of one field that is read; longer ones say nothing here
_FIELDS = 1000  # of one part
_BATCH = 48 << 10
_QUOTE_BEGUN = re.compile(rb"=[0-9A-Fa-f]?\Z")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]*={0,2}")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})

Fields = dict[str, bytes]


def is_page(head: bytes) -> bool:
    """Whether a file begins as a page that a browser saved in one file, and not as a mail."""
    fields = _begun(head)
    kind = fields.get("content-type", b"").lower()
    if "snapshot-content-location" in fields or _SAVED_BY.match(fields.get("from", b"")):
        return kind.startswith((b"multipart/related", b"text/html"))
    nobody = fields.keys().isdisjoint({*_OF_MAILS, "from"})
    return nobody and "mime-version" in fields and kind.startswith(b"multipart/related") and b"text/html" in kind


def _begun(head: bytes) -> Fields:
    """The fields that a file begins with; none when its first lines are no header."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    found: Fields = {}
    last = ""
    for raw in head.split(b"\n", 200)[:200]:
        line = raw.removesuffix(b"\r")
        if not line:
            return found
        if line[:1] in b" \t" and last:
            found[last] += line
        elif field := _FIELD.fullmatch(line):
            last = field[1].decode("ascii").lower()
            found.setdefault(last, field[2])
        else:
            return {}
    return found


def opened(stream: BinaryIO, limits: Limits) -> Opened:
    """The members, in the order of the file."""
    walk = _Walk(stream, limits)
    fields = walk.header()
    if not fields:
        raise Refused("damaged")
    return Opened(walk.members(fields))


class _Walk:
    """One pass over the file: header, part, header, part."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._lines, self._limits = lines(stream), limits
        self._bounds: list[bytes] = []  # of the parts that are open, outermost first
        self.ended = False  # by the file's end
        self.saved, self.folder = "", ""
        self._count = 0
        self._at_part = False  # behind a border that a part follows

    def members(self, fields: Fields) -> Iterator[Member]:
        """Every part that is no group of parts."""
        self.saved = _moment(_text(fields.get("date", b"")))
        top = _address(fields.get("snapshot-content-location") or fields.get("content-location", b""))
        self.folder = top.rpartition("/")[0] + "/"
        if not self._group(fields):
            if _kind(fields).startswith("multipart/"):
                raise Refused("damaged")  # parts, and nothing says what parts them
            yield from self._part(fields, top)
            return
        while self._to_part():
            inner = self.header()
            if not self._group(inner):
                yield from self._part(inner, _address(inner.get("content-location", b"")))
        if self.ended:
            yield remark("truncated")

    def header(self) -> Fields:
        """The fields up to the empty line; those too long to say anything are left out."""
        found: Fields = {}
        last, size, count = "", 0, 0
        for line in self._lines:
            size += len(line.text) + 2
            count += 1
            if size > self._limits.header or count > _FIELDS:
                raise Refused("damaged")
            if not line.text:
                if not found and not self._bounds:
                    continue  # empty lines before the first field
                return found
            text = line.text.removeprefix(b"\xef\xbb\xbf")
            if text[:1] in b" \t":
                if last:
                    found[last] += text
            elif field := _FIELD.fullmatch(text):
                last = field[1].decode("ascii").lower()
                found.setdefault(last, field[2])
        self.ended = True
        return found

    def _group(self, fields: Fields) -> bool:
        """Whether these are the fields of several parts, whose border is known from now on."""
        bound = _border(fields)
        if not bound or b"--" + bound in self._bounds:
            return False
        if len(self._bounds) >= self._limits.depth:
            raise Refused("nested")
        self._bounds.append(b"--" + bound)
        return True

    def _border(self, line: Line) -> bool:
        """Whether a line parts members; the groups inside of what it ends are ended too."""
        if not line.begins or not line.text.startswith(b"--"):
            return False
        text = line.text.rstrip(b" \t")
        for level, bound in enumerate(self._bounds):
            if text in (bound, bound + b"--"):
                self._at_part = text == bound
                del self._bounds[level + self._at_part :]
                return True
        return False

    def _to_part(self) -> bool:
        """Go on to where a part begins; false at the end of the outermost group or of the file."""
        while self._bounds and not self._at_part:
            line = next(self._lines, None)
            if line is None:
                self.ended = True
                return False
            self._border(line)
        found, self._at_part = self._at_part, False
        return found

    def _part(self, fields: Fields, address: str) -> Iterator[Member]:
        self._count += 1
        kind, coding = _kind(fields), _text(fields.get("content-transfer-encoding", b"")).lower()
        name = self._name(address or _text(fields.get("content-id", b"")).strip("<>"))
        page = kind in _PAGES
        facts = {key: value for key, value in (("address", address), ("saved", self.saved)) if value and page}
        body = _Body(self, coding, cut_is_told=page)
        if coding not in _CODINGS:
            yield Member(name, "method")
        else:
            yield Member(name, "", lambda: body, times=facts)
        body.skip()

    def _name(self, address: str) -> Name:
        if disk := _DISK.fullmatch(address):
            beside = address.startswith(self.folder) and len(address) > len(self.folder)
            address = _plain(address[len(self.folder) :] if beside else disk[1].rpartition("/")[2])
        return of_text(_SCHEME.sub("", address, count=1).rstrip("/") or f"part-{self._count}")

    def body(self) -> Iterator[bytes]:
        """The raw bytes of the part at hand; the line end before a border belongs to the border."""
        end = b""
        for line in self._lines:
            if self._bounds and self._border(line):
                return
            yield end + line.text
            end = line.end
        if end:
            yield end
        self.ended = bool(self._bounds)


_CODINGS = frozenset({"", "7bit", "8bit", "binary", "quoted-printable", "base64"})


class _Body:
    """The decoded bytes of one part."""

    def __init__(self, walk: _Walk, coding: str, *, cut_is_told: bool) -> None:
        self._walk, self._coding, self._cut_is_told = walk, coding, cut_is_told
        self._raw = walk.body()
        self._rest = b""  # raw bytes that are decoded with what follows them
        self._padded = self._done = False

    def read(self, _: int) -> bytes:
        """The next bytes, a piece at a time."""
        while not self._done:
            batch, size = [self._rest], 0
            for raw in self._raw:
                batch.append(raw)
                size += len(raw)
                if size >= _BATCH:
                    break
            else:
                self._done = True
            if self._done and self._walk.ended and not self._cut_is_told:
                raise Refused("truncated")
            if plain := self._decoded(b"".join(batch)):
                return plain
        return b""

    def _decoded(self, raw: bytes) -> bytes:
        if self._coding == "base64":
            return self._unpacked(raw)
        if self._coding != "quoted-printable":
            self._rest = b""
            return raw
        open_ = None if self._done else _QUOTE_BEGUN.search(raw)
        cut = open_.start() if open_ else len(raw)
        self._rest = raw[cut:]
        return binascii.a2b_qp(raw[:cut])

    def _unpacked(self, raw: bytes) -> bytes:
        plain = raw.translate(None, b" \t\r\n")
        cut = len(plain) if self._done else len(plain) // 4 * 4
        data, self._rest = plain[:cut], plain[cut:]
        if (data and self._padded) or not _BASE64.fullmatch(data):
            raise Refused("damaged")
        self._padded = data.endswith(b"=")
        try:
            return binascii.a2b_base64(data)
        except binascii.Error:
            if self._walk.ended:
                return binascii.a2b_base64(data[: len(data) // 4 * 4])
            raise Refused("damaged") from None

    def skip(self) -> None:
        """Go to the end of the part."""
        for _ in self._raw:
            pass


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip() if len(raw) <= _LONGEST else ""


def _address(raw: bytes) -> str:
    """An address; white space in it comes of folding."""
    return "".join(_text(raw).split())


def _kind(fields: Fields) -> str:
    return _text(fields.get("content-type", b"")).partition(";")[0].strip().lower()


def _border(fields: Fields) -> bytes:
    """What parts the parts, where these are fields of several."""
    if not _kind(fields).startswith("multipart/"):
        return b""
    told = Message()
    told["content-type"] = " ".join(_text(fields.get("content-type", b"")).split())
    try:
        return (told.get_boundary() or "").encode()[:200]
    except (ValueError, LookupError, TypeError, UnicodeError):
        return b""


def _plain(path: str) -> str:
    """A path of a disk whose odd characters an address has escaped."""
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), path)


def _moment(date: str) -> str:
    """A date of a header in UTC; ``-0000`` is UTC too."""
    try:
        at = parsedate_to_datetime(date)
        return moment(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
