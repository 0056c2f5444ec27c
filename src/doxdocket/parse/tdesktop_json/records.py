"""The elements of one ``messages`` array, each with its exact byte range, cut only where JSON says.

Telegram Desktop writes one key a line, so a line that closes an object at the records' indent and one that opens
the next are, in a whole file, a boundary. The fast way cuts there and decodes every piece by itself: a piece that
decodes begins at a proven boundary and is one complete value, so its end is proven too, and so on by induction;
indent is only a guess that decoding checks. A piece that does not decode, and any other layout, goes the exact way
(``Window.value_end`` and ``careful``). What is damaged ends at the next thing only a record can begin with. Leaves
out: everything outside the array.

>>> import io
>>> window = Window(io.BytesIO(b'[{"id":1,"type":"message","text":"a"},{"id":oops},{"id":3,"type":"message"}]'))
>>> [(part.codes, [m.id for m in part.messages], part.starts) for part in records(window)]
[([], [1], [1]), (['not_json'], [], []), ([], [3], [50])]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from doxdocket.parse.tdesktop_json.careful import read, repeats
from doxdocket.parse.tdesktop_json.message import Message, decode
from doxdocket.parse.window import BLOCK, Damage, Window

#: A message is some thousand characters with their entities; what is larger than this is not one.
LIMIT = 16 << 20
#: How far the exact way looks for a record's end before it asks whether another record began meanwhile.
_LOOK = 1 << 16
_BEGINS = rb'\{\s*+"id"\s*+:\s*+-?\d++\s*+,\s*+"type"\s*+:'
_NEXT = rb",(?=\s*+" + _BEGINS + rb")"
_CHAT_ENDS = rb'\](?=\s*+\}\s*+(?:,\s*+\{\s*+"(?:name|type)"\s*+:|\]\s*+\}))'
_ID = re.compile(rb'\{\s*+"id"\s*+:\s*+(-?\d{1,18})\b')
_OPENS = re.compile(_BEGINS)
_RESUMES = re.compile(_NEXT + rb"|" + _CHAT_ENDS)
_FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Warned(NamedTuple):
    """A row of ``warnings`` before its chat is known."""

    what: str
    code: str
    post: int | None
    start: int
    end: int
    detail: str = ""


@dataclass(slots=True)
class Part:
    """Some records in a row: messages with their byte ranges, and what was met in and between them."""

    messages: list[Message] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    warned: list[Warned] = field(default_factory=list)
    repairs: dict[int, int] = field(default_factory=dict)  # index in messages -> how many repairs

    @property
    def codes(self) -> list[str]:
        """Codes of the warnings, in order."""
        return [one.code for one in self.warned]

    def quarantine(self, code: str, start: int, end: int, head: bytes = b"") -> None:
        """Say that these bytes are in no post; ``head`` is how they begin, perhaps with a readable id."""
        match = _ID.match(head)
        self.warned.append(Warned("quarantine", code, int(match[1]) if match else None, start, end))


class _Layout(NamedTuple):
    """How this array's records are laid out, one key a line."""

    close: bytes  # line end, indent, closing brace
    between: bytes  # close, comma, line end, indent, opening brace
    resumes: re.Pattern[bytes]


def records(window: Window) -> Iterator[Part]:
    """Read the array at ``window.pos``, both brackets included; each part holds at most a block of records."""
    window.take(b"[")
    if window.peek() == 0x5D:
        window.pos += 1
        return
    layout, step = None, BLOCK
    more = True
    while more:
        part = _fast(window, layout, step) if layout else None
        if part:
            step = min(step * 2, BLOCK)
        else:
            part, raw = _exact(window, layout.resumes if layout else _RESUMES)
            layout, step = layout or _layout(raw), max(step // 8, _LOOK)
            more = _comma(window, part, layout.resumes if layout else _RESUMES)
        yield part


def _layout(raw: bytes) -> _Layout | None:
    """The layout that one record shows, if it is laid out in lines."""
    match = re.search(rb"(\r?\n[ \t]*+)\}$", raw)
    if not match:
        return None
    close, line = match.group(), match[1]
    here = re.escape(close)
    return _Layout(
        close,
        close + b"," + line + b"{",
        re.compile(here + rb"\s*+(?:\]|,(?=\s*+\{))|" + _RESUMES.pattern),
    )


def _fast(window: Window, layout: _Layout, step: int) -> Part | None:
    """Many records at once; none when the exact way must read the next one. Stops at the start of a record."""
    start, between = window.pos, layout.between
    cut = window.data.rfind(between, start, start + step)
    if cut < 0:
        if len(window.data) - start > step or not window.more():
            return None
        start = 0
        cut = window.data.rfind(between, start, start + step)
    if cut < 0 or window.data[start] != 0x7B:
        return None
    pieces = window.data[start + 1 : cut].split(between)
    part = Part()
    try:
        part.messages = [decode(b"{%b}" % piece) for piece in pieces]
    except _FAULTS:
        pieces = _whole(pieces, part)
    if repeats(pieces):
        pieces = []
    if not pieces:
        return None
    at, skip, tail = window.base + start, len(between), len(layout.close) + 1
    for piece in pieces:
        part.starts.append(at)
        part.ends.append(at + len(piece) + tail)
        at += len(piece) + skip
    window.pos = at - window.base
    return part


def _whole(pieces: list[bytes], part: Part) -> list[bytes]:
    """The pieces before the first that does not decode; their messages go into ``part``."""
    for i, piece in enumerate(pieces):
        try:
            part.messages.append(decode(b"{%b}" % piece))
        except _FAULTS:
            return pieces[:i]
    return pieces


def _exact(window: Window, resumes: re.Pattern[bytes]) -> tuple[Part, bytes]:
    """One record by the tokenizer, and its bytes; what is damaged is passed over and quarantined."""
    part, raw = Part(), b""
    byte, start = window.peek(), window.offset
    try:
        if byte != 0x7B:
            window.skip()
            part.quarantine("not_an_object", start, window.offset)
            return part, raw
        end = _end(window)
        raw = window.data[window.pos : end]
        _read(raw, start, part)
        window.pos = end
    except Damage as damage:
        head = window.data[max(0, start - window.base) :][:64]
        if raw:
            window.pos += len(raw)
        else:
            window.pos = max(window.pos, start - window.base + 1)
            window.find(resumes)
            _to_mark(window)
        at_end = window.ended and window.pos >= len(window.data)
        code = "not_json" if damage.code == "truncated" and not at_end else damage.code
        part.quarantine(code, start, window.offset, head)
    return part, raw


def _to_mark(window: Window) -> None:
    """From the start of a match of ``resumes`` to its comma or bracket."""
    if window.data[window.pos : window.pos + 1] in (b"\r", b"\n"):
        window.pos = window.data.index(b"}", window.pos) + 1
        window.peek()


def _end(window: Window) -> int:
    """Where the object at ``pos`` ends; ``Damage`` when it runs on into the next record."""
    try:
        return window.value_end(_LOOK)
    except Damage as damage:
        if damage.code != "too_big":
            raise
        if _OPENS.search(window.data, window.pos + 1, window.pos + _LOOK):
            raise Damage("not_json", damage.at) from None
    return window.value_end(LIMIT)


def _read(raw: bytes, start: int, part: Part) -> None:
    """Decode one record's bytes into ``part``, with what had to be repaired."""
    try:
        message, notes = decode(raw), []
        if repeats([raw[1:-1]]):
            message, notes = read(raw)
    except _FAULTS:
        message, notes = read(raw)
    if notes:
        part.repairs[len(part.messages)] = len(notes)
    for note in notes:
        part.warned.append(Warned("repair", note.code, message.id, start + note.start, start + note.end, note.detail))
    part.messages.append(message)
    part.starts.append(start)
    part.ends.append(start + len(raw))


def _comma(window: Window, part: Part, resumes: re.Pattern[bytes]) -> bool:
    """Read what stands after a record: whether another follows."""
    while True:
        byte, at = window.peek(), window.offset
        if byte == 0x5D:
            window.pos += 1
            return False
        if byte == -1:
            if not (part.warned and part.warned[-1].code == "truncated"):
                part.warned.append(Warned("notice", "array_left_open", None, at, at))
            return False
        if byte == 0x7B:
            part.warned.append(Warned("repair", "missing_comma", None, at, at))
            return True
        if byte == 0x2C:
            window.pos += 1
            if window.peek() == 0x5D:
                part.warned.append(Warned("repair", "trailing_comma", None, at, at + 1))
                continue
            if window.peek() == -1:
                continue
            return True
        window.find(resumes)
        _to_mark(window)
        part.quarantine("not_json", at, window.offset)
