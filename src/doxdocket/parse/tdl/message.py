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

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from doxdocket.parse.attached_objects import Data
from doxdocket.parse.telethon import message as tl

Id = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Count = Annotated[int, Meta(ge=0, le=2**62)]
_GO = {
    "url": "URL", "id": "ID", "user_id": "UserID", "chat_id": "ChatID", "channel_id": "ChannelID", "from_id": "FromID",
    "saved_from_peer": "SavedFromPeer", "reply_to_msg_id": "ReplyToMsgID", "reply_to_peer_id": "ReplyToPeerID",
    "document_id": "DocumentID", "peer_id": "PeerID", "grouped_id": "GroupedID", "w": "W", "points": "List",
}  # fmt: skip


def _go(name: str) -> str:
    """A field's name in Go."""
    return _GO.get(name) or "".join([part.capitalize() for part in name.split("_")])


class Peer(Struct, gc=False, rename=_go):
    """A chat or an account."""

    user_id: Id | None = None
    chat_id: Id | None = None
    channel_id: Id | None = None


class Forwarded(Struct, gc=False, rename=_go):
    """Where a message was forwarded from."""

    from_id: Peer | None = None
    from_name: str = ""
    date: Id = 0
    channel_post: Id = 0
    saved_from_peer: Peer | None = None


class Reply(Struct, gc=False, rename=_go):
    """What a message replies to."""

    reply_to_msg_id: Id = 0
    reply_to_peer_id: Peer | None = None


class Entity(Struct, gc=False, rename=_go):
    """A stretch of the text."""

    offset: Id = 0
    length: Id = 0
    url: str | None = None
    user_id: Peer | Id | None = None
    collapsed: bool | None = None


class Words(Struct, gc=False, rename=_go):
    """A text with marks of its own."""

    text: str = ""


class Geo(Struct, gc=False, rename=_go):
    """A point on the map."""

    long: float | None = None
    lat: float | None = None


class Answer(Struct, gc=False, rename=_go):
    """One answer of a poll or point of a list."""

    text: str | Words | None = None
    title: str | Words | None = None


class Poll(Struct, gc=False, rename=_go):
    """A poll's or a list's words."""

    question: str | Words | None = None
    title: str | Words | None = None
    answers: list[Answer] | None = None
    points: list[Answer] | None = None


class Attribute(Struct, gc=False, rename=_go):
    """What a file says of itself: the fields tell which."""

    file_name: str | None = None
    round_message: bool | None = None
    voice: bool | None = None
    title: str | None = None
    performer: str | None = None
    stickerset: msgspec.Raw | None = None
    w: Id | None = None


class Document(Struct, gc=False, rename=_go):
    """A file on the server."""

    mime_type: str | None = None
    attributes: list[Attribute] | None = None


class Nothing(Struct, gc=False):
    """That there is something."""


class Media(Struct, gc=False, rename=_go):
    """What is attached."""

    photo: Nothing | None = None
    document: Document | None = None
    phone_number: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    vcard: str | None = None
    geo: Geo | None = None
    title: str | None = None
    address: str | None = None
    poll: Poll | None = None
    todo: Poll | None = None


class Button(Struct, gc=False, rename=_go):
    """A button under a message."""

    text: str | None = None
    url: str | None = None
    data: Data = None
    query: str | None = None
    copy_text: str | None = None
    user_id: Peer | Id | None = None


class Line(Struct, gc=False, rename=_go):
    """A line of buttons."""

    buttons: list[Button] | None = None


class Markup(Struct, gc=False, rename=_go):
    """The buttons."""

    rows: list[Line] | None = None


class Emoji(Struct, gc=False, rename=_go):
    """What people react with; nothing at all is a paid star."""

    emoticon: str | None = None
    document_id: Id | None = None


class Reacted(Struct, gc=False, rename=_go):
    """One reaction and its count."""

    reaction: Emoji | None = None
    count: Count = 0


class Reactions(Struct, gc=False, rename=_go):
    """All of them."""

    results: list[Reacted] | None = None


class Replies(Struct, gc=False, rename=_go):
    """How many comments a post has."""

    replies: Count = 0


class Raw(Struct, gc=False, rename=_go):
    """A message as the server sent it."""

    flags: Count = 0
    id: Id | None = None
    out: bool = False
    edit_hide: bool = False
    noforwards: bool = False
    from_id: Peer | None = None
    peer_id: Peer | None = None
    fwd_from: Forwarded | None = None
    reply_to: Reply | None = None
    date: Id = 0
    message: str = ""
    media: Media | None = None
    reply_markup: Markup | None = None
    entities: list[Entity] | None = None
    views: Count = 0
    forwards: Count = 0
    replies: Replies | None = None
    edit_date: Id = 0
    post_author: str = ""
    grouped_id: Id = 0
    reactions: Reactions | None = None
    restriction_reason: list[Nothing] | None = None


class Message(Struct, gc=False):
    """An element of ``messages``."""

    id: Id | None = None
    type: str = ""
    file: str = ""
    date: Id | None = None
    text: str | None = None
    raw: Raw | None = None


decode = msgspec.json.Decoder(Message).decode
"""One record's bytes to a ``Message``; raises what msgspec raises."""

#: Bits of ``Flags`` that say whether a field which is zero is there.
_FORWARDED, _COUNTED, _COMMENTED = 1 << 2, 1 << 10, 1 << 23


def telethon(raw: Raw) -> tl.Message:
    """The same message under Telegram's own names, as the Telethon form reads it."""
    counted = bool(raw.flags & _COUNTED)
    return tl.Message(
        "Message",
        id=raw.id,
        peer_id=peer(raw.peer_id),
        date=raw.date or None,
        message=raw.message,
        out=raw.out,
        noforwards=raw.noforwards,
        from_id=peer(raw.from_id),
        fwd_from=_forwarded(raw),
        reply_to=tl.Reply(raw.reply_to.reply_to_msg_id or None, peer(raw.reply_to.reply_to_peer_id)) if raw.reply_to else None,
        media=_media(raw.media) if raw.media else None,
        reply_markup=_markup(raw.reply_markup) if raw.reply_markup else None,
        entities=[_entity(one) for one in raw.entities] if raw.entities else None,
        views=raw.views if counted or raw.views else None,
        forwards=raw.forwards if counted or raw.forwards else None,
        replies=raw.replies.replies if raw.replies and (raw.replies.replies or raw.flags & _COMMENTED) else None,
        edit_date=raw.edit_date or None,
        edit_hide=raw.edit_hide,
        post_author=raw.post_author or None,
        grouped_id=raw.grouped_id or None,
        reactions=_reactions(raw.reactions),
        restriction_reason=[tl.Reason() for _ in raw.restriction_reason or ()] or None,
    )  # fmt: skip


def peer(given: Peer | None) -> tl.Peer | None:
    """A chat or account under Telegram's own names."""
    return tl.Peer(given.channel_id, given.chat_id, given.user_id) if given else None


def _account(given: Peer | int | None) -> tl.Peer | int | None:
    return peer(given) if isinstance(given, Peer) else given


def _forwarded(raw: Raw) -> tl.Forwarded | None:
    f = raw.fwd_from
    if f is None or not (raw.flags & _FORWARDED or f.date):
        return None
    return tl.Forwarded(
        peer(f.from_id), None, f.from_name or None, f.date or None, f.channel_post or None, peer(f.saved_from_peer)
    )


def _entity(one: Entity) -> tl.Entity:
    kind = ""
    if one.url is not None:
        kind = "MessageEntityTextUrl"
    elif one.user_id is not None:
        kind = "MessageEntityMentionName"
    elif one.collapsed is not None:
        kind = "MessageEntityBlockquote"
    return tl.Entity(kind, "", one.offset, one.length, one.url, _account(one.user_id))


def _media(media: Media) -> tl.Media:
    document = media.document
    return tl.Media(
        photo=tl.Tagged("Photo") if media.photo is not None else None,
        document=tl.Document("", "", document.mime_type, [_attribute(a) for a in document.attributes or ()]) if document else None,
        phone_number=media.phone_number, first_name=media.first_name, last_name=media.last_name, vcard=media.vcard,
        geo=tl.Geo(media.geo.long, media.geo.lat) if media.geo else None,
        title=media.title, address=media.address, poll=_poll(media.poll), todo=_poll(media.todo),
    )  # fmt: skip


def _attribute(one: Attribute) -> tl.Attribute:
    kind = ""
    if one.stickerset is not None:
        kind = "DocumentAttributeSticker"
    elif one.round_message is not None:
        kind = "DocumentAttributeVideo"
    elif one.voice is not None:
        kind = "DocumentAttributeAudio"
    elif one.file_name is None and one.w is None:
        kind = "DocumentAttributeAnimated"
    return tl.Attribute(kind, "", one.file_name, one.round_message, one.voice, one.title or None, one.performer or None)


def _words(text: str | Words | None) -> str | None:
    return text.text if isinstance(text, Words) else text


def _poll(poll: Poll | None) -> tl.Poll | None:
    if poll is None:
        return None
    answers = [tl.Answer(_words(one.text), _words(one.title)) for one in (*(poll.answers or ()), *(poll.points or ()))]
    return tl.Poll(_words(poll.question), _words(poll.title), answers)


def _markup(markup: Markup) -> tl.Markup:
    return tl.Markup([
        tl.Line([tl.Button(b.text, b.url, b.data, b.query, b.copy_text, _account(b.user_id)) for b in line.buttons or ()])
        for line in markup.rows or ()
    ])  # fmt: skip


def _reactions(reactions: Reactions | None) -> tl.Reactions | None:
    if reactions is None or not reactions.results:
        return None
    return tl.Reactions([tl.Reacted(_emoji(one.reaction), one.count) for one in reactions.results])


def _emoji(emoji: Emoji | None) -> tl.Emoji:
    if emoji is None or (emoji.emoticon is None and emoji.document_id is None):
        return tl.Emoji("ReactionPaid")
    return tl.Emoji("", "", emoji.emoticon, emoji.document_id)
