"""Pyrogram messages to columns of ``POSTS`` and ``READINGS``.

``str(message)`` writes times with ``datetime.fromtimestamp``: the clock of the computer that dumped, without its zone
(``types/object.py``, ``utils.timestamp_to_datetime``). Such a time is kept as written and is no moment; seconds since 1970
and times with an offset, which other encoders write, are. Leaves out: which chat (``dump``).

>>> from doxdocket.parse.pyrogram.message import decode
>>> columns = posts([decode(b'{"_": "Message", "id": 5, "date": "2022-12-01 08:00:00", "caption": "hi"}')])
>>> columns["date"], columns["date_local"], columns["text"]
([None], ['2022-12-01 08:00:00'], ['hi'])
"""

from collections.abc import Sequence
from typing import Any

from doxdocket.parse import attached_objects, marks
from doxdocket.parse.moments import moment
from doxdocket.parse.pyrogram.message import (
    Chat,
    Checklist,
    File,
    Location,
    Message,
    Origin,
    Poll,
    Reaction,
    Reactions,
    Venue,
    word,
)
from doxdocket.parse.telethon.message import Card, Text
from doxdocket.parse.telethon.peers import numbered
from doxdocket.parse.walk import Columns, Home

_KINDS = {
    "channel": "channel", "supergroup": "supergroup", "forum": "supergroup", "group": "group", "private": "user",
    "bot": "user",
}  # fmt: skip
_FILES = ("photo", "animation", "sticker", "video_note", "voice", "video", "audio", "document")
_FILE_KINDS = {
    "video_note": "video_message", "voice": "voice_message", "video": "video_file", "audio": "audio_file"
}  # fmt: skip
#: Pyrogram's names of what service messages tell, where Telegram Desktop's differ.
_ACTIONS = {
    "channel_chat_created": "create_channel", "group_chat_created": "create_group",
    "supergroup_chat_created": "create_channel", "new_chat_title": "edit_group_title",
    "new_chat_photo": "edit_group_photo", "delete_chat_photo": "delete_group_photo",
    "pinned_message": "pin_message", "new_chat_members": "invite_members", "left_chat_members": "remove_members",
    "left_chat_member": "remove_members", "migrate_to_chat_id": "migrate_to_supergroup",
    "migrate_from_chat_id": "migrate_from_group",
}  # fmt: skip
_SAID = (
    "channel_chat_created", "group_chat_created", "supergroup_chat_created", "new_chat_title", "new_chat_photo",
    "delete_chat_photo", "pinned_message",
)  # fmt: skip


def home(chat: Chat | None) -> Home | None:
    """Kind and bare number of a chat.

    >>> home(Chat(id=-1001234567890, type="ChatType.SUPERGROUP")), home(Chat(id=-77)), home(Chat(id=5, type="bot"))
    (('supergroup', 1234567890), ('group', 77), ('user', 5))
    """
    if chat is None or chat.id is None:
        return None
    kind, number = numbered(chat.id)
    return _KINDS.get(word(chat.type), "user" if kind == "unknown" else kind), number


def said(chat: Chat | None) -> str | None:
    """A chat or account as exports write it; a username where there is no number."""
    found = home(chat)
    if found is None:
        return f"@{chat.username}" if chat and chat.username else None
    prefix = {"user": "user", "group": "chat"}.get(found[0], "channel")
    return f"{prefix}{found[1]}"


def name(chat: Chat | None) -> str | None:
    """The name of a chat or account."""
    if chat is None:
        return None
    return chat.title or attached_objects.full_name(chat.first_name, chat.last_name) or None


def action(message: Message) -> str | None:
    """What a service message tells, as Telegram Desktop's exports name it."""
    if not message.service:
        return None
    what = word(message.service) if isinstance(message.service, str) else ""
    what = what or next((one for one in _SAID if getattr(message, one)), "service")
    return _ACTIONS.get(what, what)


def posts(some: Sequence[Message]) -> Columns:
    """Columns of posts, but for the chat and the place in the file."""
    dates = [moment(m.date) for m in some]
    beside = [_beside(m) for m in some]
    origins = [_origin(m) for m in some]
    types = ["unsupported" if m.empty else "service" if m.service else "message" for m in some]
    senders = [m.from_user or m.sender_chat for m in some]
    return {
        "post_id": [str(m.number) for m in some],
        "post_no": [m.number for m in some],
        "type": types,
        "date": [micros for micros, _ in dates],
        "date_local": [clock for _, clock in dates],
        "edited": [moment(m.edit_date)[0] for m in some],
        "edit_shown": [
            None if m.empty else False if m.edit_date is None else None if m.edit_hidden is None else not m.edit_hidden
            for m in some
        ],
        "author": [m.author_signature for m in some],
        "from_id": [said(one) for one in senders],
        "from_name": [name(one) for one in senders],
        "forwarded_from": [(name(_who(o)) or o.sender_user_name or "") if o else None for o in origins],
        "forwarded_from_id": [said(_who(o)) if o else None for o in origins],
        "forwarded_post": [str(o.message_id) if o and o.message_id is not None else None for o in origins],
        "forwarded_date": [moment(o.date)[0] if o else None for o in origins],
        "reply_to": [_reply(m) for m in some],
        "action": [action(m) for m in some],
        "text": [
            m.text or m.caption or (attached_objects.rich(m.rich_message.blocks) if m.rich_message else "")
            for m in some
        ],
        "fields": [fields for fields, _ in beside],
        "quotes": [quotes for _, quotes in beside],
        "media": [_media(m) for m in some],
        "album": [str(m.media_group_id) if m.media_group_id else None for m in some],
        "state": ["empty" if m.empty else None for m in some],
    }


def readings(channel_ids: Sequence[str], some: Sequence[Message]) -> list[tuple[str, str, str, str | None, int]]:
    """Exact counters: views, forwards, and reactions by what people reacted with."""
    rows: list[tuple[str, str, str, str | None, int]] = []
    for chat, m in zip(channel_ids, some, strict=True):
        number = str(m.number)
        if m.views is not None:
            rows.append((chat, number, "views", None, m.views))
        if m.forwards is not None:
            rows.append((chat, number, "forwards", None, m.forwards))
        if m.reactions:
            each = m.reactions.reactions if isinstance(m.reactions, Reactions) else m.reactions
            rows += [(chat, number, "reactions", _label(one), one.count) for one in each or () if one.count is not None]
    return rows


def _label(one: Reaction) -> str | None:
    if one.is_paid:
        return "paid"
    return one.emoji or (f"custom:{one.custom_emoji_id}" if one.custom_emoji_id else None)


def _origin(message: Message) -> Origin | None:
    """Where it was forwarded from, as any version says it."""
    if message.forward_origin is not None:
        return message.forward_origin
    m = message
    if not (m.forward_date or m.forward_from or m.forward_from_chat or m.forward_sender_name):
        return None
    return Origin(
        m.forward_date, m.forward_from_chat, None, m.forward_from, m.forward_sender_name, m.forward_from_message_id
    )


def _who(origin: Origin) -> Chat | None:
    return origin.chat or origin.sender_chat or origin.sender_user


def _reply(message: Message) -> str | None:
    """The post replied to; ``peer/id`` where that post is in another chat."""
    to = message.reply_to_message
    number = message.reply_to_message_id
    if number is None and to is not None:
        number = to.message_id if to.id is None else to.id
    if number is None:
        return None
    elsewhere = to and to.chat and message.chat and to.chat.id != message.chat.id
    return f"{said(to.chat)}/{number}" if to and elsewhere else str(number)


def _beside(m: Message) -> tuple[list[tuple[str, str]], list[tuple[int, int]]]:
    """What the message publishes outside its text, and the stretches that quote somebody."""
    file = next((one for kind in _FILES if (one := getattr(m, kind))), None)
    if not (
        file
        or m.contact
        or m.venue
        or m.location
        or m.entities
        or m.caption_entities
        or m.reply_markup
        or m.poll
        or m.checklist
    ):
        return [], []  # as most do
    file = file or File()
    card, place = m.contact or Card(), m.venue or Venue(m.location)
    at = place.location or Location()
    quotes, links = _marked(m) if m.entities or m.caption_entities else ([], [])
    asked, to_do = m.poll or Poll(), m.checklist or Checklist()
    polls = [
        attached_objects.poll(_words(head), [_words(one.text) for one in rows or ()])
        for head, rows in ((asked.question, asked.options), (to_do.title, to_do.tasks))
    ]
    return attached_objects.outside(
        contact=attached_objects.contact(card.first_name, card.last_name, card.phone_number, card.vcard),
        location=attached_objects.location(place.title, place.address, at.latitude, at.longitude),
        links=links,
        buttons=_buttons(m),
        poll=attached_objects.lines(*polls),
        file_name=attached_objects.file_name(file.file_name, file.performer, file.title),
    ), quotes


def _words(text: Text) -> str:
    return text if isinstance(text, str) else text.text if text else ""


def _marked(m: Message) -> tuple[list[tuple[int, int]], list[str]]:
    some = []
    for one in (m.entities if m.text else m.caption_entities or m.entities) or ():
        what = word(one.type)
        if what in ("blockquote", "expandable_blockquote"):
            some.append(marks.Mark("quote", one.offset, one.length))
        elif what == "text_link" and one.url:
            some.append(marks.Mark("link", one.offset, one.length, one.url))
        elif what == "text_mention" and one.user and one.user.id:
            some.append(marks.Mark("link", one.offset, one.length, f"tg://user?id={one.user.id}"))
    return marks.read(m.text or m.caption or "", some) if some else ([], [])


def _buttons(m: Message) -> list[str]:
    """Words of the buttons."""
    markup = m.reply_markup
    made: list[str] = []
    for line in (*(markup.inline_keyboard or ()), *(markup.keyboard or ())) if markup else ():
        for one in line:
            if isinstance(one, str):
                made.append(one)
                continue
            said = one.callback_data if isinstance(one.callback_data, str) else None
            if said is None or said[:2] in ("b'", 'b"'):
                said = attached_objects.data(one.callback_data)
            account = f"tg://user?id={one.user_id}" if one.user_id else None
            made.append(attached_objects.lines(one.text, one.url, said, one.copy_text, account))
    return made


def _media(m: Message) -> list[tuple[Any, ...]]:
    """The files that the message names; a dump holds none."""
    kind = next((one for one in _FILES if getattr(m, one)), None)
    if kind is None:
        return []
    file: File = getattr(m, kind)
    mime = "image/jpeg" if kind == "photo" else file.mime_type
    return [(None, file.file_name, mime, _FILE_KINDS.get(kind, kind), "not_included")]
