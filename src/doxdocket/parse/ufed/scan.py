r"""The part of a report that is in memory: a stream read in blocks, and the tags of it that matter.

Only tags are looked for; what stands in CDATA, comments and processing instructions is passed over. A document type or
entity declaration is refused wherever it stands, so nothing can be expanded or fetched. An element is cut out whole
(``element``) up to a limit, or passed over at any size (``skip``); both end at the border of the next data type when a
closing tag was lost. Leaves out: what an element holds (``model``).

>>> import io
>>> scan = Scan(io.BytesIO(b'<project><model type="A"><![CDATA[</model>]]></model><model type="B"/></project>'))
>>> tag = scan.next()
>>> tag.name, tag.start, scan.take(tag)
(b'project', 0, None)
>>> scan.element(scan.next(), 100)
(b'<model type="A"><![CDATA[</model>]]></model>', 9, 53)
>>> tag = scan.next()
>>> tag.attributes(), tag.kind
({'type': 'B'}, 'empty')
"""

import re
from typing import BinaryIO, NamedTuple

from doxdocket.errors import Unreadable
from doxdocket.parse.ufed.model import element_of
from doxdocket.parse.window import BLOCK, Damage, Reader

#: Bytes of one tag, and how deep models may stand in one another (real ones: seven).
_TAG, _DEEP = 1 << 16, 32
_NAMES = rb"project|modelType|model|multiModelField|modelField|field|file|item"
_SPECIAL = rb"|(?P<cdata>!\[CDATA\[)|(?P<comment>!--)|(?P<pi>\?)|(?P<declares>![A-Za-z])"
_STARTS = re.compile(rb"<(?:/?(?:" + _NAMES + rb")(?=[\s/>])" + _SPECIAL + rb")")
_WHOLE = re.compile(rb"<(/?)([A-Za-z]++)(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
_ATTRIBUTE = re.compile(rb"\s([\w:.-]++)\s*+=\s*+\"([^\"]*+)\"", re.ASCII)
_BORDERS = rb"|(?P<border>/?modelType(?=[\s>])|/decodedData(?=[\s>])|/project(?=[\s>]))"
_INSIDE = {
    name: re.compile(rb"<(?:(?P<close>/?)" + name + rb"(?=[\s/>])" + _SPECIAL + _BORDERS + rb")")
    for name in (b"model", b"field", b"file", b"item")
}
#: What in an element is of no matter to where it ends, CDATA that closes included.
_FLAT = {
    name: re.compile(
        rb"(?:[^<]++|<(?:/?(?!(?:" + name + rb"|modelType|decodedData|project)[\s/>])[\w:.-]++(?=[\s/>])"
        rb"|!\[CDATA\[(?:[^\]]++|\](?!\]>))*+\]\]>))*+"
    )
    for name in _INSIDE
}
#: The longest that any of the patterns above needs to see of a tag to know it.
_LOOK = 24
_ENDS = {"cdata": b"]]>", "comment": b"-->", "pi": b"?>"}
_ENCODING = re.compile(rb"<\?xml\s[^<>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")


class Tag(NamedTuple):
    """One tag that matters, whole, and where it begins in the file."""

    name: bytes
    kind: str  # open, close, empty
    raw: bytes
    start: int

    def attributes(self) -> dict[str, str]:
        """Its attributes; none where they cannot be read."""
        if b"&" not in self.raw and b"'" not in self.raw:
            return {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(self.raw)}
        raw = self.raw if self.kind == "empty" else self.raw[:-1] + b"/>"
        try:
            return {} if self.kind == "close" else dict(element_of(raw)[0].attrib)
        except Damage:
            return {}


def closed(data: bytes, at: int = 0) -> int:
    """Where the last CDATA that closes behind ``at`` ends; 0 when none does."""
    last = data.rfind(_ENDS["cdata"], max(at, 0))
    return last + len(_ENDS["cdata"]) if last >= 0 else 0


class Resumes(NamedTuple):
    """What is looked for after damage: CDATA as a whole, or a tag; and behind the last CDATA that closes a tag alone.

    Else each CDATA that does not close would be read to the end of what is in memory.
    """

    whole: re.Pattern[bytes]
    tags: re.Pattern[bytes]

    def search(self, data: bytes, at: int, closed: int) -> re.Match[bytes] | None:
        """The first match at or after ``at``; CDATA closes up to ``closed``. No tag reaches over its end, so none is cut."""
        within = self.whole.search(data, at, closed) if closed > at else None
        return within or self.tags.search(data, max(at, closed))


class Scan(Reader):
    """The same of XML."""

    def __init__(self, stream: BinaryIO, block: int = BLOCK) -> None:
        super().__init__(stream, block)
        self._closed = 0  # where the last CDATA in memory closes, in the file
        while len(self.data) < 256 and self.more():
            pass
        self._refuse_encoding()

    def _refuse_encoding(self) -> None:
        head = self.data[:256]
        declared = _ENCODING.search(head)
        named = declared.group(1).lower() if declared else b"utf-8"
        if head[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<") or named not in (b"utf-8", b"utf8", b"us-ascii"):
            raise Unreadable("scan.report_is_not_in_utf")

    def more(self) -> bool:
        """Read a block, and look whether CDATA closes in it."""
        before = len(self.data) - self.pos
        if not super().more():
            return False
        self._closed = max(self._closed, self.base + closed(self.data, before - 2))
        return True

    def next(self) -> Tag | None:
        """The next tag that matters, with the cursor at it; none at the end of the file."""
        while True:
            found = _STARTS.search(self.data, self.pos)
            if found is None:
                self.pos = max(self.pos, len(self.data) - _LOOK)
                if not self.more():
                    self.pos = len(self.data)
                    return None
                continue
            self.pos = found.start()
            if special := found.lastgroup:
                self._pass(special)
                continue
            whole = _WHOLE.match(self.data, self.pos)
            if whole:
                raw = whole.group()
                kind = "close" if whole.group(1) else "empty" if raw.endswith(b"/>") else "open"
                return Tag(whole.group(2), kind, raw, self.offset)
            if len(self.data) - self.pos >= _TAG or not self.more():
                raise Damage("not_xml", self.offset)

    def _pass(self, special: str) -> None:
        """Go behind a stretch that is no tag."""
        if special == "declares":
            self._refuse_declaration(self.offset)
        start, end = self.offset, _ENDS[special]
        self.pos += 2
        while (at := self.data.find(end, self.pos)) < 0:
            self.pos = max(self.pos, len(self.data) - 2)
            if not self.more():
                raise Damage("truncated", start)
        self.pos = at + len(end)

    def _refuse_declaration(self, at: int) -> None:
        raise Unreadable("scan.document_type_or_entity_declaration", at=at)

    def take(self, tag: Tag) -> None:
        """Go behind the tag at the cursor."""
        self.pos += len(tag.raw)

    def element(self, tag: Tag, limit: int) -> tuple[bytes, int, int]:
        """The element that ``tag`` (at the cursor) opens, and its byte range; the cursor goes behind it."""
        start = self.offset
        end = self.pos + len(tag.raw) if tag.kind == "empty" else self._close(tag, limit)
        raw = self.data[self.pos : end]
        self.pos = end
        return raw, start, self.offset

    def skip(self, tag: Tag) -> None:
        """Go behind the element that ``tag`` opens, whatever its size."""
        if tag.kind == "empty":
            self.take(tag)
        else:
            self.pos = self._close(tag, None)

    def _close(self, tag: Tag, limit: int | None) -> int:
        """Relative end of the element. With no limit what was seen is dropped on the way."""
        flat, pattern, depth, i = _FLAT[tag.name], _INSIDE[tag.name], 1, self.pos + len(tag.raw)
        while True:
            i = flat.match(self.data, i).end()  # type: ignore[union-attr]  # it matches the empty string
            found = pattern.search(self.data, i)
            if found is None:
                i = self._grow(max(i, len(self.data) - _LOOK), limit)
            elif found.lastgroup == "declares":
                self._refuse_declaration(self.base + found.start())
            elif found.lastgroup == "border":
                raise Damage("broken_structure", self.base + found.start())
            elif found.lastgroup in _ENDS:
                i = self._behind(found, limit)
            elif whole := _WHOLE.match(self.data, found.start()):
                i = whole.end()
                depth += -1 if whole.group(1) else not whole.group().endswith(b"/>")
                if not depth:
                    return i
                if depth > _DEEP:
                    raise Damage("too_deep", self.base + i)
            elif len(self.data) - found.start() >= _TAG:
                raise Damage("not_xml", self.base + found.start())
            else:
                i = self._grow(found.start(), limit)

    def _behind(self, found: re.Match[bytes], limit: int | None) -> int:
        """Relative end of CDATA, a comment or an instruction."""
        end, i = _ENDS[found.lastgroup or ""], found.end()
        while (at := self.data.find(end, i)) < 0:
            i = self._grow(max(i, len(self.data) - 2), limit)
        return at + len(end)

    def find(self, pattern: Resumes) -> re.Match[bytes] | None:
        """Move to the first match of ``pattern`` at or after ``pos``; at none, to the end of the file."""
        return self._move(lambda: pattern.search(self.data, self.pos, self._closed - self.base), 1024)
