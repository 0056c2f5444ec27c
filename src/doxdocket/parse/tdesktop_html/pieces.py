r"""A page cut where messages begin, in bounded memory and with byte places.

A message begins at a ``<div`` tag whose class or id begins with ``message``, whatever the order of its attributes; text
that people wrote cannot look like one, since its angle brackets are escaped. What lies before the first is the head. A
stretch longer than any message is passed over as far as the next beginning.

Desktop closes every element, so a message ends where as many ``div`` are closed as were opened; a message that does not
is cut or damaged. Between messages stand line ends, at most a link to another page, and at the end of the page the
closing tags of its frame: anything else was not put there by Desktop or belonged to a message whose first tag is broken.
Bytes that are no UTF-8, and zero bytes, are read as U+FFFD. Leaves out: what a message means.

>>> import io
>>> made = b'<title>x</title><div class="message service" id="message1">a</div>\n<div id=\'message2\'>b</div></body>'
>>> [(piece.start, piece.raw[:20], piece.last) for piece in pieces(io.BytesIO(made))]
[(0, b'<title>x</title>', False), (16, b'<div class="message ', False), (67, b"<div id='message2'>b", True)]
>>> made = b'<div class="message"><div>a\xff</div></div>\n  <!-- x --></div></body>'
>>> cut(Piece(made, 100, 100 + len(made), last=True))
Cut(raw=b'<div class="message"><div>a\xef\xbf\xbd</div></div>', start=100, end=140, closed=True, replaced=True, after=Between(lost=False, closes=False, pages=[]))
>>> cut(Piece(made[:29], 100, 129, last=True))
Lost(code='truncated', start=100, end=129)
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from doxdocket.parse.elements import Lost
from doxdocket.parse.tdesktop_html import times

#: Bytes read at a time.
BLOCK = 1 << 20
#: Bytes one message may have with all its markup: texts have 4,096 characters, escaped and linked thirty times that.
LIMIT = 1 << 18
_LONGEST = 1024  # bytes of a message's opening tag
_NAME = re.compile(rb'"message(?=[ \d"-])')
_NAME_ODD = re.compile(rb"""["']message(?=[\s\d"'-])""")
_TAG = re.compile(rb"""<div\s[^<>]*?(?:class|id)\s*=\s*["']message""", re.IGNORECASE)


class Piece(NamedTuple):
    """Bytes from one beginning to the next (none where they were too many to keep), and whether the file ends there."""

    raw: bytes
    start: int
    end: int
    last: bool


def pieces(stream: BinaryIO, size: int = BLOCK) -> Iterator[Piece]:
    """The head, which may be empty, and then each message with what follows it."""
    data, base, search = b"", 0, 0  # what is in memory and where; beginnings before ``search`` are known
    begin, started = 0, 0  # of the piece that is open, in memory (-1: not kept) and in the file
    head = True
    while block := _block(stream, size):
        data += block
        for at in _beginnings(data, search):
            if at > begin or head:
                yield Piece(data[begin:at] if begin >= 0 else b"", started, base + at, last=False)
                begin, started, head = at, base + at, False
        search = max(data.rfind(b"<"), len(data) - _LONGEST, 0)
        if len(data) - begin > LIMIT:
            begin = -1
        drop = search if begin < 0 else begin
        data, base, search = data[drop:], base + drop, search - drop
        begin = min(begin, 0)
    yield Piece(data if begin >= 0 else b"", started, base + len(data), last=True)


def _block(stream: BinaryIO, size: int) -> bytes:
    """As many bytes, however few the stream gives at a time; fewer at its end."""
    parts, wanted = [], size
    while wanted and (some := stream.read(wanted)):
        parts.append(some)
        wanted -= len(some)
    return b"".join(parts)


def _beginnings(data: bytes, search: int) -> Iterator[int]:
    """Where messages begin."""
    shut = 0  # where the tag of the last one is shut
    for found in (_NAME_ODD if b"'message" in data else _NAME).finditer(data, search):
        name, stop = found.span()
        if name < shut:
            continue
        at = data.rfind(b"<", max(0, name - _LONGEST), name)
        if at >= 0 and _TAG.fullmatch(data, at, stop):
            shut = data.find(b">", stop)
            yield at


_DIV = re.compile(rb"<!--.*?(?:-->|\Z)|<(?P<shut>/?)div\b", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_SHUTS = re.compile(rb"</[A-Za-z][A-Za-z0-9]*\s*>")
_PAGE = re.compile(rb'<a\b[^<>]*class="pagination[^<>]*>[^<>]*</a>')
_HREF = re.compile(rb'href="(messages\d{0,6}\.html)"')
_REPLACEMENT = "\ufffd".encode()

_SEPARATES = b'<div class="message service" id="message-'
_DAY = re.compile(
    rb'<div class="message service" id="message-\d+">\s*<div class="body details">\s*(\d{1,2} [A-Z][a-z]+ \d{4})\s*'
    rb"</div>\s*</div>\s*"
)

#: Tags one message may have besides line ends, and how many of them ``div``: texts have a hundred runs, buttons and
#: reactions as many again. More would cost the HTML parser time that grows with the square, as do forty attributes.
_TAGS, _DIVS = 4000, 2000
_CROWDED = re.compile(rb"""<[A-Za-z][^\s<>]*+(?:\s++[^\s<>=]++(?:=(?:"[^"]*+"|'[^']*+'|[^\s<>"']*+))?+){40}""")


class Between(NamedTuple):
    """What lies after a message: whether it holds words, whether it closes what was not opened, pages it leads to."""

    lost: bool
    closes: bool
    pages: list[str]


class Cut(NamedTuple):
    """A message's element; ``closed`` is false where only the next message's beginning ended it."""

    raw: bytes
    start: int
    end: int
    closed: bool
    replaced: bool
    after: Between | None


class Day(NamedTuple):
    """The day of what follows, which Desktop writes as a message of its own."""

    date: str


def cut(piece: Piece, *, count: bool = False) -> Cut | Day | Lost:
    """The message at the beginning of a piece; a day as Desktop writes it needs no parser to be told.

    As a rule what closes as often as it opens is one element. It may be several where the first tag of another message is
    broken; who sees that asks to ``count``.
    """
    raw, start = piece.raw, piece.start
    if raw.startswith(_SEPARATES) and (found := _DAY.fullmatch(raw)) and (date := times.day(found[1].decode())):
        return Day(date)
    if not raw:
        return Lost("too_big", start, piece.end)
    if crowded(raw):
        return Lost("too_deep", start, piece.end)
    own = raw.rstrip()
    closed, after = True, None
    if count or not (own.endswith(b"</div>") and own.count(b"<div") == own.count(b"</div")):
        end = _end(raw)
        if end is None and piece.last:
            return Lost("truncated", start, piece.end)
        closed = end is not None
        own = raw[:end] if closed else own
        after = _between(raw[len(own) :], last=piece.last)
    clean = utf8(own)
    return Cut(clean, start, start + len(own), closed, clean is not own, after)


def crowded(raw: bytes) -> bool:
    """Whether this is more markup than any message has."""
    if raw.count(b"<") > _DIVS and (raw.count(b"<div") > _DIVS or raw.count(b"<") - raw.count(b"<br>") > _TAGS):
        return True
    return len(raw) > 4096 and _CROWDED.search(raw) is not None


def utf8(raw: bytes) -> bytes:
    """The same bytes when they are UTF-8 without a zero, else with U+FFFD for what is not."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        raw = raw.decode("utf-8", "replace").encode()
    return raw.replace(b"\x00", _REPLACEMENT) if b"\x00" in raw else raw


def pages(raw: bytes) -> list[str]:
    """The pages of the export that some markup leads to."""
    return [page[1].decode() for link in _PAGE.findall(raw) if (page := _HREF.search(link))]


def _end(raw: bytes) -> int | None:
    """How many bytes the element at the beginning has; none where it does not close."""
    depth = 0
    for match in _DIV.finditer(raw):
        shut = match["shut"]
        if shut is None:
            continue
        depth += -1 if shut else 1
        if not depth:
            return raw.find(b">", match.end()) + 1 or None
    return None


def _between(raw: bytes, *, last: bool) -> Between:
    """What lies between a message and the next, or the end of the file."""
    rest, shut = _SHUTS.subn(b"", _PAGE.sub(b"", _COMMENT.sub(b"", raw)))
    return Between(bool(rest.strip()), not last and shut > 0, pages(raw))
