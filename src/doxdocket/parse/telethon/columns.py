"""Telethon messages to columns of ``POSTS`` and ``READINGS``: one list a column, no dictionary a message.

Telethon's times are UTC (``tgread_date``), so a time that some encoder wrote without its offset is read as UTC and kept
as written too. Readings have no moment: a dump does not say when it was made.

Fields are put together as in every form: contact, location, link[i] (addresses behind shown words, accounts
that a mention points to), button[i], poll (a to-do list is one too), file_name. A dump holds no files: each is
``not_included``. Leaves out: which chat; web previews, games, invoices.

>>> from doxdocket.parse.telethon.message import decode
>>> some = [decode(b'{"_": "Message", "id": 5, "date": "2022-12-01T00:00:00+00:00", "message": "hi", "views": 44}')]
>>> columns = posts(some)
>>> columns["post_id"], columns["date"], columns["text"], readings(["c"], some)
(['5'], [1669852800000000], ['hi'], [('c', '5', 'views', None, 44)])
>>> raw = '{"id": 1, "message": "😀看这里", "entities": [{"_": "MessageEntityTextUrl", "offset": 2, "length": 3, "url": "tel:100"}]}'
>>> beside(decode(raw.encode()))
([('link[0]', 'tel:100')], [])
"""

import re
from collections.abc import Sequence
from typing import Any

from doxdocket.parse import attached_objects, marks
from doxdocket.parse.actions import ACTIONS
from doxdocket.parse.attached_objects import Field, Medium, rich
from doxdocket.parse.moments import Written, moment
from doxdocket.parse.telethon.message import (
    Attribute,
    Button,
    Document,
    Emoji,
    Forwarded,
    Media,
    Message,
    Peer,
    Poll,
    Reacted,
    Replies,
    Reply,
    words,
)
from doxdocket.parse.telethon.peers import name, said
from doxdocket.parse.walk import Columns

_MARKS = frozenset(
    {"MessageEntityTextUrl", "MessageEntityMentionName", "InputMessageEntityMentionName", "MessageEntityBlockquote"}
)


def beside(message: Message) -> tuple[list[Field], list[tuple[int, int]]]:
    """What the message publishes outside its text, and the stretches that quote somebody."""
    media = message.media if message.media and message.media.photo is None else Media()
    bare = media if media.document is None else Media()
    quotes, links = _marked(message) if message.entities else ([], [])
    rows, hexadecimal = (message.reply_markup and message.reply_markup.rows) or (), bool(message.fourcat)
    return attached_objects.outside(
        contact=_contact(bare),
        location=_location(bare),
        links=links,
        buttons=[_button(button, hexadecimal) for line in rows for button in line.buttons or ()],
        poll=_poll(media.poll or media.todo),
        file_name=_file_name(media.document),
    ), quotes


def media(message: Message) -> list[Medium]:
    """The files that the message names."""
    attached = message.media
    if attached is None:
        return []
    if attached.photo is not None:
        return [(None, None, "image/jpeg", "photo", "not_included")]
    if attached.document is not None:
        document = attached.document
        return [(None, _named(document), document.mime_type, _kind(document), "not_included")]
    return []


def _marked(message: Message) -> tuple[list[tuple[int, int]], list[str]]:
    """Quotes and hidden addresses of the text."""
    some = [
        marks.Mark("quote", one.offset, one.length)
        if what == "MessageEntityBlockquote"
        else marks.Mark("link", one.offset, one.length, one.url or _account(one.user_id))
        for one in message.entities or ()
        if (what := one.telethon or one.fourcat) in _MARKS
    ]
    return marks.read(message.message or "", some) if some else ([], [])


def _account(peer: Peer | int | None) -> str:
    """The address by which a mention points to an account."""
    number = peer if isinstance(peer, int) else peer.user_id if peer else None
    return f"tg://user?id={number}" if number else ""


def _contact(media: Media) -> str:
    card = media.contact or media
    return attached_objects.contact(card.first_name, card.last_name, card.phone_number, card.vcard)


def _location(media: Media) -> str:
    if media.geo is None:
        return ""
    return attached_objects.location(media.title, media.address, media.geo.lat, media.geo.long)


def _button(button: Button, hexadecimal: bool) -> str:
    said = attached_objects.data(button.data, hexadecimal=hexadecimal)
    return attached_objects.lines(
        button.text, button.url, said, button.query, button.copy_text, _account(button.user_id)
    )


def _poll(poll: Poll | None) -> str:
    if poll is None:
        return ""
    answers = [*(poll.answers or ()), *(poll.points or ())]
    return attached_objects.poll(words(poll.question or poll.title), [words(one.text or one.title) for one in answers])


def _named(document: Document) -> str | None:
    return next((one.file_name for one in document.attributes or () if one.file_name), None)


def _file_name(document: Document | None) -> str:
    if document is None:
        return ""
    sound = next((one for one in document.attributes or () if one.performer or one.title), Attribute())
    return attached_objects.file_name(_named(document), sound.performer, sound.title)


def _kind(document: Document) -> str:
    """The kind of file as Telegram Desktop names it: what a file is for comes before how it is stored."""
    found = "document"
    for one in document.attributes or ():
        what = one.telethon or one.fourcat
        if what == "DocumentAttributeSticker":
            return "sticker"
        if what == "DocumentAttributeAnimated":
            found = "animation"
        elif what == "DocumentAttributeVideo" and found == "document":
            found = "video_message" if one.round_message else "video_file"
        elif what == "DocumentAttributeAudio" and found == "document":
            found = "voice_message" if one.voice else "audio_file"
    return found


_TYPES = {"MessageService": "service", "MessageEmpty": "unsupported"}
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def action(kind: str) -> str:
    """What a service message tells, as Telegram Desktop's exports name it.

    >>> action("MessageActionChannelCreate"), action("MessageActionGroupCallScheduled")
    ('create_channel', 'group_call_scheduled')
    """
    return ACTIONS.telethon.get(kind) or _WORD.sub("_", kind.removeprefix("MessageAction")).lower()


def posts(some: Sequence[Message]) -> Columns:
    """Columns of posts, but for the chat and the place in the file."""
    nothing: list[Any] = []
    dates = [_utc(m.date) for m in some]
    edited = [_utc(m.edit_date)[0] if m.edit_date else None for m in some]
    forwards = [m.fwd_from for m in some]
    outside = [beside(m) if m.media or m.entities or m.reply_markup else (nothing, nothing) for m in some]
    types = [_TYPES.get(m.telethon or m.fourcat, "service" if m.action else "message") for m in some]
    return {
        "post_id": [str(m.id) for m in some],
        "post_no": [m.id for m in some],
        "type": types,
        "date": [micros for micros, _ in dates],
        "date_local": [clock for _, clock in dates],
        "edited": edited,
        "edit_shown": [
            None
            if what == "unsupported"
            else False
            if when is None
            else None
            if m.edit_hide is None
            else not m.edit_hide
            for m, when, what in zip(some, edited, types, strict=True)
        ],
        "author": [m.post_author or None for m in some],
        "from_id": [said(m.from_id) if m.from_id is not None else None for m in some],
        "from_name": [name(m.sender) if m.sender else None for m in some],
        "forwarded_from": [_origin_name(m, f) if (f := m.fwd_from) else None for m in some],
        "forwarded_from_id": [_origin(f) if f else None for f in forwards],
        "forwarded_post": [str(f.channel_post) if f and f.channel_post is not None else None for f in forwards],
        "forwarded_date": [_utc(f.date)[0] if f else None for f in forwards],
        "saved_from": [said(f.saved_from_peer) if f else None for f in forwards],
        "reply_to": [_reply(m) if m.reply_to or m.reply_to_msg_id is not None else None for m in some],
        "action": [action(m.action.kind) if m.action else None for m in some],
        "text": [m.message or (rich(m.rich_message.blocks) if m.rich_message else "") for m in some],
        "fields": [fields for fields, _ in outside],
        "quotes": [quotes for _, quotes in outside],
        "media": [media(m) if m.media else nothing for m in some],
        "album": [str(m.grouped_id) if m.grouped_id else None for m in some],
        "state": ["empty" if what == "unsupported" else None for what in types],
    }


def readings(channel_ids: Sequence[str], some: Sequence[Message]) -> list[tuple[str, str, str, str | None, int]]:
    """Exact counters: views, forwards, comments, and reactions by what people reacted with."""
    ids = [str(m.id) for m in some]
    rows: list[tuple[str, str, str, str | None, int]] = []
    for what, counts in (
        ("views", [m.views for m in some]),
        ("forwards", [m.forwards for m in some]),
        ("replies", [r.replies if isinstance(r := m.replies, Replies) else r for m in some]),
    ):
        rows += [
            (chat, number, what, None, count)
            for chat, number, count in zip(channel_ids, ids, counts, strict=True)
            if count is not None
        ]
    return rows + [
        (chat, number, "reactions", _label(one), one.count)
        for chat, number, m in zip(channel_ids, ids, some, strict=True)
        if m.reactions is not None
        for one in m.reactions.results or ()
        if one.count is not None
    ]


def _utc(written: Written) -> tuple[int | None, str | None]:
    return moment(written, utc=True)


def _origin(forward: Forwarded) -> str | None:
    """The chat or account that a forward comes from. Before layer 119 numbers stood beside each other."""
    if forward.channel_id is not None:
        return f"channel{forward.channel_id}"
    return said(forward.from_id)


def _origin_name(message: Message, forward: Forwarded) -> str:
    """Its name; empty where the dump knows none."""
    if forward.from_name:
        return forward.from_name
    known = message.origin
    if known and (found := name(known.chat) or name(known.sender)):
        return found
    peer = forward.from_id
    if peer is None or isinstance(peer, int):
        return ""
    found = next((one.title for one in peer.chats or () if one.id == peer.channel_id), None)
    return found or next((who for one in (*(peer.users or ()), peer.user) if (who := name(one))), "")


def _reply(message: Message) -> str | None:
    """The post replied to; ``peer/id`` where that post is in another chat."""
    to = message.reply_to or Reply(reply_to_msg_id=message.reply_to_msg_id)
    if to.reply_to_msg_id is None:
        return None
    peer = said(to.reply_to_peer_id)
    return f"{peer}/{to.reply_to_msg_id}" if peer else str(to.reply_to_msg_id)


def _label(one: Reacted) -> str | None:
    """What people reacted with: the emoji, or the number of one that somebody drew."""
    emoji = one.reaction
    if not isinstance(emoji, Emoji):
        return emoji
    if emoji.kind == "ReactionPaid":
        return "paid"
    return emoji.emoticon if emoji.document_id is None else f"custom:{emoji.document_id}"
