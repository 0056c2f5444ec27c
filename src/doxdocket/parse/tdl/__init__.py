"""``tdl chat export``: a chat's number and its messages, minimal, with contents (``--with-content``) or raw (``--raw``).

Source: iyear/tdl ``app/chat/export.go`` at 034d0a6d55e4, gotd/td at 069998499fc3. tdl writes a list for downloading, so
service messages are never in it, without ``--all`` only posts with files are, and a filter leaves no trace. Without
``--raw`` the file does not say what kind of chat it is: it is taken for a channel. Leaves out: the files.

>>> recognise(b'{"id":1234567890,"messages":[{"id":7,"type":"message","file":"a.pdf"}', "tdl-export.json").confidence
95
>>> desktop = b'{"id": 1, "messages": [{"id": 7, "type": "message", "date": "2024-01-01T00:00:00", "file": "a.pdf"'
>>> recognise(desktop, "result.json") is None
True
"""

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from doxdocket.parse.attached_objects import file_name
from doxdocket.parse.elements import Lost, members
from doxdocket.parse.form import Bid, Form
from doxdocket.parse.heads import beginning
from doxdocket.parse.moments import moment
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.tdl.message import Message, Raw, telethon
from doxdocket.parse.telethon import columns as raw_columns
from doxdocket.parse.telethon import peers
from doxdocket.parse.walk import NOWHERE, Columns, Home, Walk, ahead
from doxdocket.parse.window import Damage
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "tdl"
_SHAPE = Shape(Message, ("id", "text"), rb'\{\s*+"id"\s*+:\s*+-?\d++\s*+,\s*+"type"\s*+:')
_ROOT = frozenset({"id", "messages"})
_RECORD = frozenset({"id", "type", "file", "date", "text", "raw"})
#: Bytes of messages that may wait for the chat's number; tdl writes it first.
_WAIT = 4 << 20


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the root's two keys and the few keys of a message, whose time is a number if it is there."""
    root = beginning(head)
    if root is None or root.layout == "array" or "messages" not in root.keys or not root.keys.keys() <= _ROOT:
        return None
    first = root.inner("messages")
    if not first:
        empty = root.keys["messages"].replace(b" ", b"").rstrip() == b"[]" and root.keys.get("id", b"").isdigit()
        return Bid(_ID, 50, *zh_en("parse_tdl.chats_number_and_empty_list")) if empty else None
    known = first.keys() <= _RECORD and first.get("type") == b'"message"' and first.get("file", b"").startswith(b'"')
    if known and first.get("date", b"1").isdigit():
        return Bid(_ID, 95, *zh_en("parse_tdl.root_and_messages_of_tdl"))
    return None


class Export(Walk[Message]):
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        super().__init__(stream, source, named)
        self._root: Home = NOWHERE
        self._sent: list[Any] = []  # of the records whose rows are being made

    def shape(self) -> Shape[Message]:
        """Every message begins with its id and type."""
        return _SHAPE

    def pages(self) -> Iterator[Run[Message]] | None:
        """The root: a chat's number and its messages."""
        return None if _SHAPE.opens.match(ahead(self.window, 256)) else self._chat()

    def _chat(self) -> Iterator[Run[Message]]:
        window, start = self.window, self.window.offset
        held: Run[Message] = Run()
        self._root = NOWHERE
        try:
            for key in members(window):
                if key == "id":
                    number = window.scalar()
                    if isinstance(number, int) and not isinstance(number, bool):
                        self._root = peers.chat(number) or NOWHERE
                        self._root = ("channel", number) if number > 0 else self._root
                elif key == "messages" and window.peek() == 0x5B:
                    for run in gathered(window, _SHAPE):
                        held.add(run)
                        if self._root is not NOWHERE or held.size > _WAIT:
                            yield held
                            held = Run()
                else:
                    window.skip()
        except Damage as damage:
            held.lost.append(Lost(damage.code, max(start, min(damage.at, window.offset)), window.offset))
            yield held
            return
        yield held

    def empty(self) -> Home | None:
        """The chat of an export in which there is nothing."""
        return None if self._root is NOWHERE else self._root

    def home(self, record: Message) -> Home | None:
        """The chat that the message names, or else the file."""
        if record.id is None or not record.type:
            return None
        return (record.raw and peers.chat(record.raw.peer_id)) or self._root

    def about(self, home: Home) -> dict[str, Any]:  # noqa: ARG002 - tdl says nothing of a chat
        """Nothing is said of a chat."""
        return {}

    def posts(self, records: Sequence[Message]) -> Columns:
        """Columns of posts: of raw messages as Telethon's form reads them."""
        if all(m.raw is None for m in records):
            self._sent = []
            return _plain(records)
        self._sent = [telethon(m.raw or Raw(date=m.date or 0, message=m.text or ""), m.id) for m in records]
        made, plain = raw_columns.posts(self._sent), _plain(records)
        bare = [m.raw is None for m in records]
        return made | {
            name: [theirs if b else ours for b, ours, theirs in zip(bare, made[name], plain[name], strict=True)]
            for name in ("media", "fields", "edit_shown")
        }

    def readings(self, channel_ids: Sequence[str], records: Sequence[Message], columns: Columns) -> None:  # noqa: ARG002 - some forms need them
        """Counters of raw messages as they stood at the time of the export."""
        if self._sent:
            self.rows.counted(raw_columns.readings(channel_ids, self._sent))

    def note(self, run: Run[Message], channel_ids: Sequence[str], columns: Columns) -> None:
        """Who exported, what may not be seen, posts without contents, kinds of chats that were not stated."""
        if len(set(channel_ids)) == 1 and not self._sent:
            met = self.met[channel_ids[0]]
            met["content_left_out"] += sum([date is None for date in columns["date"]])
            met["kind_assumed"] = 1
            return
        for i, m in enumerate(run.items):
            met = self.met[channel_ids[i]]
            if m.raw is None:
                met["content_left_out"] += columns["date"][i] is None
                met["kind_assumed"] = 1
            else:
                met["own_posts"] += m.raw.out
                met["protected_posts"] += m.raw.noforwards
                met["restricted_posts"] += bool(m.raw.restriction_reason)


def _plain(some: Sequence[Message]) -> Columns:
    """Columns of messages of which at most time and text were exported, and names of files."""
    files = ["" if m.file == "0" else m.file for m in some]  # versions before 0.6 wrote 0 for every one
    return {
        "post_id": [str(m.id) for m in some],
        "post_no": [m.id for m in some],
        "type": [
            "message" if m.text or m.date is not None else "unsupported" for m in some
        ],  # ids alone hold no content
        "date": [moment(m.date)[0] for m in some],
        "text": [m.text or "" for m in some],
        "fields": [[("file_name", said)] if file and (said := file_name(file)) else [] for file in files],
        "media": [_media(file) if file else None if m.file == "0" else [] for m, file in zip(some, files, strict=True)],
        "edit_shown": [None] * len(some),
    }


def _media(file: str) -> list[tuple[Any, ...]]:
    """The file that is named."""
    stem, _, ending = file.rpartition(".")
    kind = "photo" if ending == "jpg" and stem.isdigit() else "document"
    return [(None, file, None, kind, "not_included")]


parse = Export.parse
FORM = Form(_ID, *zh_en("parse_tdl.tdl_chat_export"), recognise, parse)
