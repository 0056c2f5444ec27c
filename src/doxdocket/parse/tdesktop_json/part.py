"""A run of records as the readers hand them on, with what was met in and between them.

>>> part = Part()
>>> part.quarantine("not_json", 10, 90, b'{"id": 7, "type": oops')
>>> part.warned[0].post, part.codes
(7, ['not_json'])
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from doxdocket.parse.tdesktop_json.message import Message

_ID = re.compile(rb'\{\s*+"id"\s*+:\s*+(-?\d{1,18})\b')


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
