"""Dumps that scripts write with Pyrogram or one of its forks: ``str(message)``, in an array or one after the other.

Source: pyrogram/pyrogram ``types/object.py`` at 028e6ed04a03 and 57a489747062, kurigram-org/kurigram at 584b0c380c71. Times
in ``str(message)`` are the dumping computer's clock without a zone; its telephone numbers are asterisks. Leaves out: media
files, members who joined, the messages of the reader's own account beyond their number.

>>> recognise(b'[{"_": "Message", "id": 7, "chat": {"_": "Chat", "id": -1005}', "x.json").confidence
90
>>> recognise(
...     b'{"_": "Message", "id": 7, "peer_id": {"_": "PeerChannel", "channel_id": 5}}', "x.json"
... ) is None  # Telethon
True
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from doxdocket.parse.elements import Lost, members
from doxdocket.parse.form import Bid, Form
from doxdocket.parse.heads import Beginning, beginning
from doxdocket.parse.pyrogram.columns import home, posts, readings
from doxdocket.parse.pyrogram.message import Chat, Message
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.walk import NOWHERE, Columns, Home, Walk, ahead
from doxdocket.parse.window import Damage
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "pyrogram"
_SHAPE = Shape(
    Message,
    ("id", "message_id", "text", "caption"),
    rb'\{\s*+"_"\s*+:\s*+"(?:pyrogram\.)?Message"',
    python=True,
)
_MESSAGE, _CHAT = (b'"Message"', b'"pyrogram.Message"'), (b'"Chat"', b'"pyrogram.Chat"')
_NEXT = re.compile(rb"\n[ \t\r]*+(?=[\[{])")
#: Chats that are remembered; bytes in which a root's keys are looked for.
_ABOUT, _HEAD = 10_000, 1 << 12
_TELETHON = frozenset({"peer_id", "to_id", "fwd_from", "reply_to", "restriction_reason"})


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the keys of the first record: a message with its chat, or one that is empty."""
    first = beginning(head)
    if first is None:
        return None
    record = Beginning("objects", first.inner("messages")) if _holds(first) else first
    if record.keys.get("_") not in _MESSAGE or _TELETHON & record.keys.keys():
        return None
    if record.inner("chat").get("_") in _CHAT or record.keys.get("empty") == b"true":
        return Bid(_ID, 90, *zh_en("parse_pyrogram.its_records_are_message_objects"))
    return None


def _holds(first: Beginning) -> bool:
    """Whether a file is one object that holds its messages in a list, as scripts write it."""
    return first.layout != "array" and "messages" in first.keys and "_" not in first.keys


class Dump(Walk[Message]):
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        super().__init__(stream, source, named)
        self._about: dict[Home, Chat] = {}

    def shape(self) -> Shape[Message]:
        """Every record says that it is a message."""
        return _SHAPE

    def pages(self) -> Iterator[Run[Message]] | None:
        """An object around the messages is no message."""
        first = beginning(ahead(self.window, _HEAD))
        return self._held_in() if first and _holds(first) else None

    def _held_in(self) -> Iterator[Run[Message]]:
        """The messages of the object at the cursor."""
        window, start = self.window, self.window.offset
        try:
            for key in members(window):
                if key == "messages" and window.peek() == 0x5B:
                    yield from gathered(window, self.shape())
                else:
                    window.skip()
        except Damage as damage:
            window.find(_NEXT)
            yield Run(lost=[Lost(damage.code, max(start, min(damage.at, window.offset)), window.offset)])

    def home(self, record: Message) -> Home | None:
        """The chat of a message."""
        if record.kind != "Message" or record.number is None:
            return None
        found = home(record.chat)
        if found is None:
            return NOWHERE
        if record.chat and found not in self._about and len(self._about) < _ABOUT:
            self._about[found] = record.chat
        return found

    def known(self, record: Message) -> bool:
        """Other objects of Pyrogram's are left out."""
        self.other += record.kind not in ("", "Message")
        return record.kind not in ("", "Message")

    def about(self, home: Home) -> dict[str, Any]:
        """What the messages say of their chat."""
        about = self._about.get(home)
        if about is None:
            return {}
        return {
            "title": about.title, "username": about.username, "description": about.description,
            "subscribers": about.members_count,
        }  # fmt: skip

    def posts(self, records: Sequence[Message]) -> Columns:
        """Columns of posts."""
        return posts(records)

    def readings(self, channel_ids: Sequence[str], records: Sequence[Message], columns: Columns) -> None:  # noqa: ARG002 - some forms need them
        """Counters as they stood at the time of the dump."""
        self.rows.counted(readings(channel_ids, records))

    def note(self, run: Run[Message], channel_ids: Sequence[str], columns: Columns) -> None:
        """Who dumped, what may not be seen, times without a zone, numbers that the library hid."""
        clocks = columns["date_local"]
        for i, m in enumerate(run.items):
            met = self.met[channel_ids[i]]
            self._times(met, m, clocks[i], columns["edited"][i], columns["forwarded_date"][i])
            met["own_posts"] += m.outgoing is True
            met["protected_posts"] += m.has_protected_content is True
            met["unavailable"] += m.empty is True
            met["numbers_hidden"] += m.contact is not None and set(m.contact.phone_number or "") == {"*"}
            if m.outgoing:
                self.made_by_dumper(run, i, channel_ids[i], columns)

    def _times(
        self, met: Counter[str], m: Message, clock: str | None, edited: int | None, forwarded: int | None
    ) -> None:
        met["clock_without_zone"] += clock is not None
        met["edit_without_zone"] += m.edit_date is not None and edited is None
        origin = m.forward_date or (m.forward_origin and m.forward_origin.date)
        met["forward_without_zone"] += origin is not None and forwarded is None


parse = Dump.parse
FORM = Form(_ID, *zh_en("parse_pyrogram.pyrogram_dump_json"), recognise, parse)
