"""``tdl chat export``: a chat's number and its messages, minimal, with contents (``--with-content``) or raw (``--raw``).

Source: iyear/tdl ``app/chat/export.go`` at 034d0a6d55e4 and ``core/tmedia``; gotd/td ``tg/tl_message_gen.go`` at 069998499fc3. tdl writes a list for downloading, so
service messages are never in it, without ``--all`` only posts with files are, and a filter leaves no trace. Without
``--raw`` the file does not say what kind of chat it is: it is taken for a channel. Leaves out: the files.

With ``--raw`` a message is as the server sent it, in the structures of gotd, which Go writes by their field names and without the names of their types. What an object is
shows in the fields it has; what is absent is a zero, and ``Flags`` tells. A quote is one only since gotd has ``Collapsed``
(2024). Left out: what Telethon's form leaves out.

>>> recognise(b'{"id":1234567890,"messages":[{"id":7,"type":"message","file":"a.pdf"}', "tdl-export.json").confidence
95
>>> desktop = b'{"id": 1, "messages": [{"id": 7, "type": "message", "date": "2024-01-01T00:00:00", "file": "a.pdf"'
>>> recognise(desktop, "result.json") is None
True
>>> message = decode(b'{"id": 7, "type": "message", "file": "a.pdf", "date": 1700000000, "text": "hi"}')
>>> message.file, message.raw
('a.pdf', None)
>>> raw = decode(
...     b'{"id": 7, "type": "message", "file": "", "raw": {"ID": 7, "PeerID": {"ChannelID": 5}, "Message": "a"}}'
... )
>>> telethon(raw.raw).peer_id.channel_id, telethon(raw.raw).kind
(5, 'Message')
"""

import types
from collections.abc import Iterator, Sequence
from functools import cache, reduce
from operator import or_
from typing import Any, BinaryIO, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from doxdocket.parse.attached_objects import file_name
from doxdocket.parse.elements import Lost, members
from doxdocket.parse.form import Bid, Form
from doxdocket.parse.heads import beginning
from doxdocket.parse.moments import moment
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.telethon import columns as raw_columns
from doxdocket.parse.telethon import message as tl
from doxdocket.parse.telethon import peers
from doxdocket.parse.walk import NOWHERE, Columns, Home, Walk, ahead
from doxdocket.parse.window import Damage
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_GO = {
    "url": "URL", "id": "ID", "user_id": "UserID", "chat_id": "ChatID", "channel_id": "ChannelID", "from_id": "FromID",
    "saved_from_peer": "SavedFromPeer", "reply_to_msg_id": "ReplyToMsgID", "reply_to_peer_id": "ReplyToPeerID",
    "document_id": "DocumentID", "peer_id": "PeerID", "grouped_id": "GroupedID", "w": "W", "points": "List",
}  # fmt: skip
#: Fields that Go has besides, and those where it writes a zero for what Telethon leaves out: type and default.
_BESIDES: dict[type[Struct], dict[str, tuple[Any, Any]]] = {
    tl.Message: {
        "flags": (tl.Count, 0), "date": (tl.Id, 0), "edit_date": (tl.Id, 0), "views": (tl.Count | None, 0),
        "forwards": (tl.Count | None, 0), "peer_id": (tl.Peer | None, None), "from_id": (tl.Peer | None, None), "replies": (tl.Replies | None, None), "out": (bool, False), "edit_hide": (bool, False), "noforwards": (bool, False),
    },
    tl.Forwarded: {"date": (tl.Id, 0), "from_id": (tl.Peer | None, None)},
    tl.Entity: {"collapsed": (bool | None, None)},
    tl.Attribute: {"stickerset": (msgspec.Raw | None, None), "w": (tl.Id | None, None)},
    tl.Reacted: {"reaction": (tl.Emoji | None, None), "count": (tl.Count, 0)},
    tl.Replies: {"replies": (tl.Count, 0)},
}  # fmt: skip
#: Fields that Go has not, or of which nothing is read: they stand under keys that Go does not write.
_NOT: dict[type[Struct], frozenset[str]] = {
    tl.Message: frozenset(tl.Chat.__struct_fields__) - {"id"} | {"to_id", "rich_message", "post", "reply_to_msg_id", "action", "chat", "sender", "origin"},
    tl.Forwarded: frozenset({"channel_id"}), tl.Peer: frozenset({"chats", "users", "user", "full_user"}),
    tl.Media: frozenset({"contact"}), tl.Reason: frozenset({"platform"}),
}  # fmt: skip


def _go(name: str) -> str:
    """A field's name in Go."""
    return _GO.get(name) or "".join([part.capitalize() for part in name.split("_")])


@cache
def _struct(kind: type[Struct]) -> type[Struct]:
    """A structure of Telethon's form whose fields bear their names in Go."""
    fields = {one.name: (one.type, one.default) for one in msgspec.structs.fields(kind)} | _BESIDES.get(kind, {})
    made = [(name, _in_go(given), default) for name, (given, default) in fields.items()]
    left = _NOT.get(kind, frozenset()) | set(tl.Tagged.__struct_fields__)
    return msgspec.defstruct(
        kind.__name__, made, bases=(kind,), gc=False, rename=lambda name: f"-{name}" if name in left else _go(name)
    )


def _in_go(given: Any) -> Any:
    """A type with the structures in it as Go writes them."""
    if isinstance(given, type) and issubclass(given, Struct):
        return _struct(given)
    if get_origin(given) is list:
        return list[_in_go(*get_args(given))]  # type: ignore[misc]  # made while it runs
    if get_origin(given) in (Union, types.UnionType):
        return reduce(or_, map(_in_go, get_args(given)))
    return given


Raw: Any = _struct(tl.Message)
"""A message as the server sent it: a ``Message`` of Telethon's form with ``flags``."""


class Message(Struct, gc=False):
    """An element of ``messages``."""

    id: tl.Id | None = None
    type: str = ""
    file: str = ""
    date: tl.Id | None = None
    text: str | None = None
    raw: Raw | None = None


decode = msgspec.json.Decoder(Message).decode
"""One record's bytes to a ``Message``; raises what msgspec raises."""

#: Bits of ``Flags`` that say whether a field which is zero is there.
_FORWARDED, _COUNTED, _COMMENTED = 1 << 2, 1 << 10, 1 << 23


def telethon(raw: Any, id_: int | None = None) -> tl.Message:
    """The message as the Telethon form reads it: what is absent is none, and objects say what they are; ``id_``: of the element around it, where it has none."""
    raw.telethon, raw.id = "Message", id_ if raw.id is None else raw.id
    if not raw.flags & _COUNTED:
        raw.views, raw.forwards = raw.views or None, raw.forwards or None
    if isinstance(raw.replies, tl.Replies):
        raw.replies = raw.replies.replies or (0 if raw.flags & _COMMENTED else None)
    if raw.fwd_from:
        raw.fwd_from.channel_post = raw.fwd_from.channel_post or None
        if not (raw.flags & _FORWARDED or raw.fwd_from.date):
            raw.fwd_from = None
    if raw.reply_to:
        raw.reply_to.reply_to_msg_id = raw.reply_to.reply_to_msg_id or None
    for entity in raw.entities or ():
        entity.telethon = _entity(entity)
    if raw.media and raw.media.document:
        for attribute in raw.media.document.attributes or ():
            attribute.telethon = _attribute(attribute)
    for one in raw.reactions.results or () if raw.reactions else ():
        one.reaction = one.reaction or tl.Emoji()
        if one.reaction.emoticon is None and one.reaction.document_id is None:
            one.reaction.telethon = "ReactionPaid"
    return raw  # type: ignore[no-any-return]  # it is one


def _entity(one: Any) -> str:
    """What a stretch is, by the fields it has."""
    if one.url is not None:
        return "MessageEntityTextUrl"
    if one.user_id is not None:
        return "MessageEntityMentionName"
    return "" if one.collapsed is None else "MessageEntityBlockquote"


def _attribute(one: Any) -> str:
    """What an attribute of a file is, by the fields it has."""
    if one.stickerset is not None:
        return "DocumentAttributeSticker"
    if one.round_message is not None:
        return "DocumentAttributeVideo"
    if one.voice is not None:
        return "DocumentAttributeAudio"
    return "DocumentAttributeAnimated" if one.file_name is None and one.w is None else ""


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
