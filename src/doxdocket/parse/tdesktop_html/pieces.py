r"""A page cut where messages begin, in bounded memory and with byte places.

A message begins at a ``<div`` tag whose class or id begins with ``message``, whatever the order of its attributes; text
that people wrote cannot look like one, since its angle brackets are escaped. What lies before the first is the head. A
stretch longer than any message is passed over as far as the next beginning. Leaves out: where a message ends (``page``).

>>> import io
>>> made = b'<title>x</title><div class="message service" id="message1">a</div>\n<div id=\'message2\'>b</div></body>'
>>> [(piece.start, piece.raw[:20], piece.last) for piece in pieces(io.BytesIO(made))]
[(0, b'<title>x</title>', False), (16, b'<div class="message ', False), (67, b"<div id='message2'>b", True)]
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

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
