"""The fast way through a ``messages`` array: guess where records part, decode every piece, believe only what decodes.

Whoever wrote the file laid out its records alike: one key a line at a fixed indent (Telegram Desktop), or all on one
line. The bytes between two records are therefore a good guess for the next boundary. A piece that decodes by
itself began at a proven boundary and is one complete value, so its end is proven too, and so on by induction; what
does not decode is left to the exact way (``records``). Leaves out: repair, and the first record of an array.

>>> import io
>>> data = b'[{"id":1,"text":"a"},{"id":2,"text":"},{"},{"id":3,"text":"c"},{"id":4,"text":"d"}]'
>>> window = Window(io.BytesIO(data))
>>> window.pos = 21
>>> part = learn(data[1:20], b",", data[21:30]).read(window, 1000)
>>> [(message.id, data[a:b]) for message, a, b in zip(part.items, part.starts, part.ends)]
[(2, b'{"id":2,"text":"},{"}'), (3, b'{"id":3,"text":"c"}')]
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from doxdocket.parse.careful import FAULTS, repeats
from doxdocket.parse.runs import Run
from doxdocket.parse.tdesktop_json.message import Message, decode
from doxdocket.parse.window import Window

#: Values of a chat's ``type``.
TYPES = (
    rb"(?:saved_messages|replies|verification_codes|personal_chat|bot_chat|private_group|private_supergroup"
    rb"|public_supergroup|private_channel|public_channel)"
)
_BEGINS = rb'\{\s*+"id"\s*+:\s*+-?\d++\s*+,\s*+"type"\s*+:'
_CHAT_ENDS = rb'\](?=\s*+\}\s*+(?:,\s*+\{\s*+"(?:name|type)"\s*+:|\]\s*+\}\s*+(?:\}|,\s*+")))'
_INNER = rb'\s*+\}\s*+,\s*+\{\s*+"id"\s*+:'  # after a bracket that ends a list inside a record
_ID = re.compile(rb'\{\s*+"id"\s*+:\s*+(-?\d{1,18})\b')
_OPENER = re.compile(rb'\{\s*+"id"\s*+:[ \t]*+')
_CLOSE = re.compile(rb"\r?\n[ \t]*+\}$|\}$")

#: How a record begins, and nothing else in an export: ``id`` and ``type`` come first.
OPENS = re.compile(_BEGINS)
#: How a chat, or its messages, begin; no record holds this.
FRAME = re.compile(rb'"messages"\s*+:\s*+\[|\{\s*+"name"\s*+:\s*+(?:null|")|\{\s*+"type"\s*+:\s*+"' + TYPES + rb'"')
#: Where to go on after damage when the layout is not known: a record, the comma before it, a chat's end or begin.
RESUMES = re.compile(rb",(?=\s*+" + _BEGINS + rb")|(?=" + _BEGINS + rb"|" + FRAME.pattern + rb")|" + _CHAT_ENDS)
#: What follows a bracket that only seems to end the array: a record, or one whose brace became that bracket.
STRAY = re.compile(rb'(?:\{\s*+)?"id"\s*+:')


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


@dataclass(frozen=True, slots=True)
class Layout:
    """How an array's records are laid out."""

    opener: bytes  # an opening brace up to the first value
    close: bytes  # the closing brace with the white space before it
    gap: bytes  # comma and white space
    resumes: re.Pattern[bytes]  # where to go on after damage

    def read(self, window: Window, step: int) -> Part | None:
        """Up to ``step`` bytes of records at ``pos``; none when the next one is for the exact way."""
        between = self.close + self.gap + self.opener
        cut = window.data.rfind(between, window.pos, window.pos + step)
        if cut < 0:
            if len(window.data) - window.pos > step or not window.more():
                return None
            cut = window.data.rfind(between, window.pos, window.pos + step)
        if cut < 0 or not window.data.startswith(self.opener, window.pos):
            return None
        pieces = window.data[window.pos + len(self.opener) : cut].split(between)
        part, pieces = self._decoded(pieces)
        size = len(self.opener) + len(self.close)
        spans = accumulate([len(piece) + size + len(self.gap) for piece in pieces], initial=window.offset)
        part.starts = list(spans)
        after = part.starts.pop()
        part.ends = [start + len(piece) + size for start, piece in zip(part.starts, pieces, strict=True)]
        if not pieces or repeats(window.data[window.pos : after - window.base - len(self.gap)]):
            return None
        window.pos = after - window.base
        return part

    def _decoded(self, pieces: list[bytes]) -> tuple[Part, list[bytes]]:
        """Messages of the pieces up to the first that does not decode, and those pieces."""
        part, opener = Part(), self.opener
        try:
            part.items = [decode(b"%b%b}" % (opener, piece)) for piece in pieces]
        except FAULTS:
            for i, piece in enumerate(pieces):
                try:
                    part.items.append(decode(b"%b%b}" % (opener, piece)))
                except FAULTS:
                    return part, pieces[:i]
        return part, pieces


def learn(record: bytes, gap: bytes, following: bytes) -> Layout | None:
    """The layout that one record, what parts it from the next and the next one's first bytes show."""
    opener, close = _OPENER.match(following), _CLOSE.search(record, max(0, len(record) - 64))
    if not opener or not close:
        return None
    here = re.escape(close.group())
    resumes = (
        RESUMES
        if close.group() == b"}"
        else re.compile(here + rb"\s*+(?:\](?!" + _INNER + rb")|,(?=\s*+\{))|" + RESUMES.pattern)
    )
    return Layout(opener.group(), close.group(), gap, resumes)
