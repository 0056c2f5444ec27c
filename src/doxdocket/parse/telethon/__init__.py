r"""Dumps that scripts write with Telethon, and 4CAT's NDJSON of the same objects.

Source: LonamiWebs/Telethon ``telethon/tl/tlobject.py`` at 03bd3aa8dcb7 (``to_dict``, ``to_json``), digitalmethods-
initiative/4cat ``search_telegram.py`` at 01bd7c21bc80 (``serialize_obj``), and dumps as captured. An array, one message a
line, or whole answers of the server (``messages``, ``chats``). Views, forwards, comments and reactions are those of the
moment of the dump, which it does not state. Leaves out: media files, names of senders (4CAT has them), edit history.

>>> recognise(b'[{"_": "Message", "id": 7, "peer_id": {"_": "PeerChannel", "channel_id": 5}', "x.json").confidence
90
>>> recognise_fourcat(
...     b'{"_chat_peer": {"channel_id": 5, "_type": "PeerChannel"}, "_type": "Message", "id": 7}', ""
... ).form
'fourcat_ndjson'
>>> recognise(b'{"_": "Message", "id": 7, "chat": {"_": "Chat", "id": -1005}}', "x.json") is None  # Pyrogram
True
>>> import io
>>> lines = (
...     b'{"_": "Message", "id": 2, "peer_id": {"_": "PeerChannel", "channel_id": 5}}\n{"_": "MessageEmpty", "id": 1}'
... )
>>> rows = [part.batch for part in Dump(io.BytesIO(lines), "00" * 32, ()).parts()]
>>> rows[0].select(["channel_id", "post_id", "type"]).to_pylist()[1]
{'channel_id': 'telegram:channel:5', 'post_id': '1', 'type': 'unsupported'}
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, BinaryIO

from doxdocket.parse.elements import Lost, members
from doxdocket.parse.form import Bid, Form
from doxdocket.parse.heads import Beginning, beginning
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.telethon import peers
from doxdocket.parse.telethon.columns import posts, readings
from doxdocket.parse.telethon.message import Chat, Message, Origin, Peer, User
from doxdocket.parse.walk import NOWHERE, Columns, Home, Walk, ahead
from doxdocket.parse.window import Damage
from doxdocket.words import zh_en

__all__ = ["FORM", "FOURCAT", "parse", "recognise", "recognise_fourcat"]

_POSTS = frozenset({"Message", "MessageService", "MessageEmpty"})
_CHATS = frozenset({"Channel", "Chat", "ChannelForbidden", "ChatForbidden"})
_FIRST = re.compile(rb'\{\s*+"([^"\\]{1,64})"\s*+:')
_TAG = rb'\s*+"Message(?:Service|Empty)?"'
_OBJECTS = re.compile(rb"\s*\[\s*\{")
_LINE = re.compile(rb"\n[ \t\r]*+(?=[\[{])")
_USERS = Shape(User, ("id",), rb"\{", python=True)
#: Bytes of an answer that may wait for its chats and accounts; how many of them are remembered; bytes in which a root's keys are looked for.
_PAGE, _ABOUT, _HEAD = 4 << 20, 10_000, 1 << 12


class Dump(Walk[Message]):
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        super().__init__(stream, source, named)
        self._about: dict[int | str, Chat] = {}

    def shape(self) -> Shape[Message]:
        """Records begin with the first key of the first one."""
        match = _FIRST.match(ahead(self.window, 256).lstrip(b"[ \t\r\n"))
        if match is None:
            return _made(rb"\{")
        key = match[1]
        return _made(rb'\{\s*+"' + re.escape(key) + rb'"\s*+:' + (_TAG if key == b"_" else b""))

    def runs(self) -> Iterator[Run[Message]]:
        """The records of all lists, lines and answers; answers may stand in a list."""
        window = self.window
        if window.peek() == 0x5B and self._at_answer():
            window.pos += 1
            while (byte := window.peek()) in (0x7B, 0x2C):
                if byte == 0x2C:
                    window.pos += 1
                else:
                    yield from self._answer()
            self.open_ended = byte == -1
            window.pos += byte == 0x5D
        yield from super().runs()

    def pages(self) -> Iterator[Run[Message]] | None:
        """The messages of the answer at the cursor, if it is one."""
        return self._answer() if self._at_answer() else None

    def _at_answer(self) -> bool:
        """An answer of the server holds a list of messages, and a message holds none."""
        head = beginning(ahead(self.window, _HEAD))
        return bool(head and "messages" in head.keys and not head.keys.keys() & {"message", "peer_id", "to_id"})

    def _answer(self) -> Iterator[Run[Message]]:
        """Messages, and after them the chats they stand in."""
        window, start = self.window, self.window.offset
        held: Run[Message] = Run()
        users: dict[int, User] = {}
        try:
            for key in members(window):
                if key in ("messages", "chats") and window.peek() == 0x5B:
                    for run in gathered(window, self.shape()):
                        self.learn(run.items)
                        held.add(run)
                        if held.size > _PAGE:
                            yield self._with_names(held, users)
                            held = Run()
                elif key == "users" and _OBJECTS.match(ahead(window, 64)):
                    users |= self._users(held)
                else:
                    window.skip()
        except Damage as damage:
            window.find(_LINE)
            held.lost.append(Lost(damage.code, max(start, min(damage.at, window.offset)), window.offset))
        yield self._with_names(held, users)

    def _users(self, held: Run[Message]) -> dict[int, User]:
        """The accounts of an answer, for their names."""
        found: dict[int, User] = {}
        for run in gathered(self.window, _USERS):
            found |= {one.id: one for one in run.items[: _ABOUT - len(found)] if one.id is not None}
            held.lost += run.lost
        return found

    def _with_names(self, run: Run[Message], users: dict[int, User]) -> Run[Message]:
        """Messages with what their answer says of who sent them and where they were forwarded from."""
        for one in run.items:
            if one.sender is None and isinstance(one.from_id, Peer):
                chat = self._about.get(one.from_id.channel_id or one.from_id.chat_id or 0)
                one.sender = users.get(one.from_id.user_id or 0) or (User(title=chat.title) if chat else None)
            origin = one.fwd_from.from_id if one.fwd_from else None
            if one.origin is None and isinstance(origin, Peer):
                one.origin = Origin(
                    self._about.get(origin.channel_id or origin.chat_id or 0), users.get(origin.user_id or 0)
                )
        return run

    def home(self, record: Message) -> Home | None:
        """The chat of a message."""
        what = record.telethon or record.fourcat
        if record.id is None or (what and what not in _POSTS):
            return None
        return peers.home(record) or (NOWHERE if what else None)

    def learn(self, records: Sequence[Message]) -> None:
        """Chats that stand beside messages or, in 4CAT's, in them."""
        for one in records if len(self._about) < _ABOUT else ():
            if one.chat is not None:
                if one.chat.id is not None and one.chat.id not in self._about:
                    self._about[one.chat.id] = one.chat
            elif one.id is not None and one.kind in _CHATS:
                self._about[one.id] = one

    def known(self, record: Message) -> bool:
        """Chats beside messages are of use, other objects of Telegram's are left out."""
        if record.kind in _POSTS or not record.kind:
            return False
        self.other += record.kind not in _CHATS
        return True

    def kind(self, home: Home) -> str:
        """A channel is a supergroup where a chat object says so."""
        about = self._about.get(home[1])
        return "supergroup" if about and home[0] == "channel" and peers.kind(about) == "supergroup" else home[0]

    def about(self, home: Home) -> dict[str, Any]:
        """Title, username and number of members, where a chat object says them."""
        about = self._about.get(home[1])
        if about is None:
            return {}
        return {"title": about.title, "username": peers.username(about), "subscribers": about.participants_count}

    def posts(self, records: Sequence[Message]) -> Columns:
        """Columns of posts."""
        return posts(records)

    def readings(self, channel_ids: Sequence[str], records: Sequence[Message], columns: Columns) -> None:  # noqa: ARG002 - some forms need them
        """Counters as they stood at the time of the dump."""
        self.rows.counted(readings(channel_ids, records))

    def note(self, run: Run[Message], channel_ids: Sequence[str], columns: Columns) -> None:
        """Who dumped, what may not be seen, times without a zone; a chat that the dumping account made is named."""
        clocks = columns["date_local"]
        for i, m in enumerate(run.items):
            if m.out or m.noforwards or m.restriction_reason or clocks[i] or m.kind == "MessageEmpty":
                met = self.met[channel_ids[i]]
                met["own_posts"] += m.out is True
                met["protected_posts"] += m.noforwards is True
                met["restricted_posts"] += bool(m.restriction_reason)
                met["utc_by_library"] += clocks[i] is not None
                met["unavailable"] += m.kind == "MessageEmpty"
                if m.out:
                    self.made_by_dumper(run, i, channel_ids[i], columns)


@lru_cache(maxsize=16)
def _made(opens: bytes) -> Shape[Message]:
    return Shape(Message, ("id", "message"), opens, python=True)


_ID, _FOURCAT = "telethon", "fourcat_ndjson"
_PAGES = re.compile(rb'"(?:messages\.)?(?:Channel)?Messages(?:Slice)?"')
_MESSAGES = (b'"Message"', b'"MessageService"', b'"MessageEmpty"')
_PEERS = frozenset({"peer_id", "to_id"})
_FOURCAT_KEYS = frozenset({"_chat", "_chat_peer", "_sender", "_sender_id", "_forward", "message_markdown"})


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the keys of the first record: Telegram's own names, with the peer that a message belongs to."""
    first = beginning(head)
    if first is None:
        return None
    if _telethon(first.keys):
        return Bid(_ID, 90, *zh_en("parse_telethon.its_records_are_message_objects"))
    inner = first.inner("messages")
    kind = first.keys.get("_", b"")
    if _telethon(inner) or (_PAGES.fullmatch(kind) and "messages" in first.keys):
        return Bid(_ID, 90, *zh_en("parse_telethon.answers_of_server_with_message"))
    if kind == b'"Channel"' and {"id", "title", "megagroup"} <= first.keys.keys():
        return Bid(_ID, 40, *zh_en("parse_telethon.its_first_object_is_channel"))
    return None


def _telethon(keys: dict[str, bytes]) -> bool:
    kind = keys.get("_")
    if kind == b'"MessageEmpty"':
        return "id" in keys
    return kind in _MESSAGES and bool(_PEERS & keys.keys())


def recognise_fourcat(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the keys of the first record: Telethon's, with 4CAT's mark of types and what its client knew of the chat."""
    first: Beginning | None = beginning(head)
    if first is None or first.layout == "array" or "_" in first.keys or not _FOURCAT_KEYS & first.keys.keys():
        return None
    peers = [first.inner(key).get("_type", b"") for key in ("peer_id", "to_id", "_chat_peer", "_chat")]
    if first.keys.get("_type") in _MESSAGES or any(peers):
        return Bid(_FOURCAT, 90, *zh_en("parse_telethon.each_line_is_telegram_message"))
    return None


parse = Dump.parse
FORM = Form(_ID, *zh_en("parse_telethon.telethon_dump_json"), recognise, parse)
FOURCAT = Form(_FOURCAT, *zh_en("parse_telethon.of_4cat_ndjson_of_telegram"), recognise_fourcat, parse)
