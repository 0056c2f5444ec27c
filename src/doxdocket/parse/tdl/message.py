"""One message of a ``tdl chat export``: what tdl writes of it, and with ``--raw`` the message as the server sent it.

Source: iyear/tdl ``app/chat/export.go`` at 034d0a6d55e4 and ``core/tmedia``; gotd/td ``tg/tl_message_gen.go`` at
069998499fc3, whose structures Go writes by their field names and without the names of their types. What an object is
shows in the fields it has; what is absent is a zero, and ``Flags`` tells. A quote is one only since gotd has ``Collapsed``
(2024). Left out: what Telethon's form leaves out.

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
from functools import cache, reduce
from operator import or_
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from doxdocket.parse.telethon import message as tl

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
