"""The elements of one ``messages`` array, each with its exact byte range, cut only where JSON says.

The exact way reads one record with the tokenizer and repairs it where it may; the fast way (``runs``) reads thousands
once two records have shown what parts them. What is damaged ends at the next thing that only a record or the end of
the array can begin with; its bytes are quarantined and its neighbours are kept. Leaves out: everything outside the array.

>>> import io
>>> window = Window(io.BytesIO(b'[{"id":1,"type":"message","text":"a"},{"id":oops},{"id":3,"type":"message"}]'))
>>> [(part.codes, [m.id for m in part.items], part.starts) for part in read_messages(window)]
[([], [1], [1]), (['not_json'], [], []), ([], [3], [50])]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from doxdocket.parse.elements import Element
from doxdocket.parse.runs import Parted, Run, Shape, exactly, learn
from doxdocket.parse.tdesktop_json.message import Message
from doxdocket.parse.window import Damage, Window

#: Values of a chat's ``type``.
TYPES = (
    rb"(?:saved_messages|replies|verification_codes|personal_chat|bot_chat|private_group|private_supergroup"
    rb"|public_supergroup|private_channel|public_channel)"
)
_BEGINS = rb'\{\s*+"id"\s*+:\s*+-?\d++\s*+,\s*+"type"\s*+:'
_CHAT_ENDS = rb'\](?=\s*+\}\s*+(?:,\s*+\{\s*+"(?:name|type)"\s*+:|\]\s*+\}\s*+(?:\}|,\s*+")))'
_INNER = rb'\s*+\}\s*+,\s*+\{\s*+"id"\s*+:'  # after a bracket that ends a list inside a record
_ID = re.compile(rb'\{\s*+"id"\s*+:\s*+(-?\d{1,18})\b')

#: A record begins as nothing else in an export: ``id`` and ``type`` come first. Without an id or a text it is no post that can be cited or read.
_SHAPE = Shape(Message, ("id", "text"), _BEGINS)
#: How a chat, or its messages, begin; no record holds this.
FRAME = re.compile(rb'"messages"\s*+:\s*+\[|\{\s*+"name"\s*+:\s*+(?:null|")|\{\s*+"type"\s*+:\s*+"' + TYPES + rb'"')
#: Where to go on after damage when the layout is not known: a record, the comma before it, a chat's end or begin.
_RESUMES = re.compile(rb",(?=\s*+" + _BEGINS + rb")|(?=" + _BEGINS + rb"|" + FRAME.pattern + rb")|" + _CHAT_ENDS)
#: What follows a bracket that only seems to end the array: a record, or one whose brace became that bracket.
_STRAY = re.compile(rb'(?:\{\s*+)?"id"\s*+:')


class Warned(NamedTuple):
    """A row of ``warnings`` before its chat is known."""

    what: str
    code: str
    post: int | None
    start: int
    end: int
    detail: str = ""


@dataclass(slots=True)
class Part(Run[Message]):
    """Some records in a row, and what was met in and between them.

    >>> part = Part()
    >>> part.quarantine("not_json", 10, 90, b'{"id": 7, "type": oops')
    >>> part.warned[0].post, part.codes
    (7, ['not_json'])
    """

    warned: list[Warned] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """Codes of the warnings, in order."""
        return [one.code for one in self.warned]

    def quarantine(self, code: str, start: int, end: int, head: bytes = b"") -> None:
        """Say that these bytes are in no post; ``head`` is how they begin, perhaps with a readable id."""
        match = _ID.match(head)
        self.warned.append(Warned("quarantine", code, int(match[1]) if match else None, start, end))


#: A message is some thousand characters with their entities; what is larger than this is not one.
LIMIT = 16 << 20
#: How far the exact way looks for a record's end before it asks whether another record began meanwhile.
_GLANCE, _LOOK = 1 << 9, 1 << 16


def read_messages(window: Window) -> Iterator[Part]:
    """Read the array at ``window.pos``, both brackets included; each part holds at most a block of records."""
    window.take(b"[")
    if window.peek() == 0x5D:
        first = Part()
        if _closes(window, first):
            return
        yield first
    parted: Parted | None = None
    more = True
    while more:
        run = parted.read(window, _SHAPE) if parted else None
        if run:
            yield Part(run.items, run.starts, run.ends)
            continue
        resumes = _resumes(parted.close) if parted else _RESUMES
        part, one = _exact(window, resumes)
        more = _comma(window, part, resumes)
        if one and more and not parted and window.peek() == 0x7B:
            parted = learn(window, one, _SHAPE, None)
        yield part


@lru_cache(maxsize=16)
def _resumes(close: bytes) -> re.Pattern[bytes]:
    """Where to go on after damage in records that end so: on one line of its own, a closing brace is one's end too."""
    if close == b"}":
        return _RESUMES
    return re.compile(re.escape(close) + rb"\s*+(?:\](?!" + _INNER + rb")|,(?=\s*+\{))|" + _RESUMES.pattern)


def _exact(window: Window, resumes: re.Pattern[bytes]) -> tuple[Part, Element | None]:
    """One record by the tokenizer, and its bytes where it was read; what is damaged is passed over and quarantined."""
    part, raw, one = Part(), b"", None
    byte, start = window.peek(), window.offset
    try:
        if byte != 0x7B:
            window.skip()
            part.quarantine("not_an_object", start, window.offset)
            return part, one
        end = _end(window)
        raw = window.data[window.pos : end]
        _read(raw, start, part)
        window.pos = end
        one = Element(raw, start, window.offset)
    except Damage as damage:
        head = window.data[max(0, start - window.base) :][:64]
        if damage.code in ("not_json", "too_deep") or not raw:
            _resume(window, start, start + len(raw), resumes)
        else:
            window.pos += len(raw)
        at_end = window.ended and window.pos >= len(window.data)
        code = "not_json" if damage.code == "truncated" and not at_end else damage.code
        part.quarantine(code, start, window.offset, head)
    return part, one


def _resume(window: Window, start: int, end: int, resumes: re.Pattern[bytes]) -> None:
    """Pass over damage that began at ``start``. Brackets that seem to close at ``end`` (if they do) are believed only
    where nothing that begins a record is near: a lost quote turns text into brackets.
    """
    window.pos = max(window.pos, start - window.base + 1)
    if end > start and not resumes.search(window.data, window.pos, end - window.base + _LOOK):
        window.pos = end - window.base
        return
    window.find(resumes)
    if window.data[window.pos : window.pos + 1] in (b"\r", b"\n"):
        # The match began with the line of a closing brace: what is wanted is the mark after that.
        window.pos = window.data.index(b"}", window.pos) + 1
        window.peek()


def _end(window: Window) -> int:
    """Where the object at ``pos`` ends; ``Damage`` when it runs on into the next record or chat."""
    for look in (_GLANCE, _LOOK):
        try:
            return window.value_end(look)
        except Damage as damage:
            if damage.code != "too_big":
                raise
            for begins in (_SHAPE.opens, FRAME):
                if begins.search(window.data, window.pos + 1, window.pos + look):
                    raise Damage("not_json", damage.at) from None
    return window.value_end(LIMIT)


def _read(raw: bytes, start: int, part: Part) -> None:
    """Decode one record's bytes into ``part``, with what had to be repaired."""
    message, notes = exactly(raw, _SHAPE)
    if notes:
        part.notes[len(part.items)] = notes
    for note in notes:
        part.warned.append(Warned("repair", note.code, message.id, start + note.start, start + note.end, note.detail))
    part.items.append(message)
    part.starts.append(start)
    part.ends.append(start + len(raw))


def _comma(window: Window, part: Part, resumes: re.Pattern[bytes]) -> bool:
    """Read what stands after a record: whether another follows."""
    while True:
        byte, at = window.peek(), window.offset
        if byte == 0x5D:
            return not _closes(window, part)
        if byte in (0x7B, 0x22) and FRAME.match(window.data, window.pos):
            part.warned.append(Warned("repair", "array_not_closed", None, at, at))
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
                closes = _closes(window, part)
                if closes:
                    part.warned.append(Warned("repair", "trailing_comma", None, at, at + 1))
                return not closes
            if window.peek() == -1:
                continue
            return True
        _resume(window, at, at, resumes)
        part.quarantine("not_json", at, window.offset)


def _closes(window: Window, part: Part) -> bool:
    """Read a closing bracket: whether the array ends with it. One wrong byte must not cost the rest of the chat."""
    at = window.offset
    window.pos += 1
    window.peek()
    if not _STRAY.match(window.data, window.pos):
        return True
    part.quarantine("not_json", at, at + 1)
    return False
