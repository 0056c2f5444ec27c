"""Telethon messages to columns of ``POSTS`` and ``READINGS``: one list a column, no dictionary a message.

Telethon's times are UTC (``tgread_date``), so a time that some encoder wrote without its offset is read as UTC and kept
as written too. Readings have no moment: a dump does not say when it was made. Leaves out: which chat (``dump``).

>>> from doxdocket.parse.telethon.message import decode
>>> some = [decode(b'{"_": "Message", "id": 5, "date": "2022-12-01T00:00:00+00:00", "message": "hi", "views": 44}')]
>>> columns = posts(some)
>>> columns["post_id"], columns["date"], columns["text"], readings(["c"], some)
(['5'], [1669852800000000], ['hi'], [('c', '5', 'views', None, 44)])
"""

import re
from collections.abc import Sequence
from typing import Any

from doxdocket.parse.attached_objects import rich
from doxdocket.parse.moments import Written, moment
from doxdocket.parse.telethon.message import Emoji, Forwarded, Message, Reacted, Replies, Reply
from doxdocket.parse.telethon.peers import name, said
from doxdocket.parse.telethon.words import beside, media
from doxdocket.parse.walk import Columns

_TYPES = {"MessageService": "service", "MessageEmpty": "unsupported"}
#: Telegram Desktop's names for what service messages tell, where they are not Telegram's own.
_ACTIONS = {
    "MessageActionChannelCreate": "create_channel", "MessageActionChatCreate": "create_group",
    "MessageActionChatEditTitle": "edit_group_title", "MessageActionChatEditPhoto": "edit_group_photo",
    "MessageActionChatDeletePhoto": "delete_group_photo", "MessageActionChatAddUser": "invite_members",
    "MessageActionChatDeleteUser": "remove_members", "MessageActionChatJoinedByLink": "join_group_by_link",
    "MessageActionChatJoinedByRequest": "join_group_by_request", "MessageActionPinMessage": "pin_message",
    "MessageActionChatMigrateTo": "migrate_to_supergroup", "MessageActionChannelMigrateFrom": "migrate_from_group",
    "MessageActionHistoryClear": "clear_history", "MessageActionGameScore": "score_in_game",
    "MessageActionPaymentSent": "send_payment", "MessageActionScreenshotTaken": "take_screenshot",
    "MessageActionBotAllowed": "allow_sending_messages", "MessageActionSecureValuesSent": "send_passport_values",
    "MessageActionContactSignUp": "joined_telegram", "MessageActionGeoProximityReached": "proximity_reached",
    "MessageActionSetMessagesTTL": "set_messages_ttl", "MessageActionSetChatTheme": "edit_chat_theme",
    "MessageActionTopicCreate": "topic_created", "MessageActionSetChatWallPaper": "set_chat_wallpaper",
}  # fmt: skip
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def action(kind: str) -> str:
    """What a service message tells, as Telegram Desktop's exports name it.

    >>> action("MessageActionChannelCreate"), action("MessageActionGroupCallScheduled")
    ('create_channel', 'group_call_scheduled')
    """
    return _ACTIONS.get(kind) or _WORD.sub("_", kind.removeprefix("MessageAction")).lower()


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
