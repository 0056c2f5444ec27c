"""One message of a Pyrogram dump, of versions 1 and 2 and of the forks that go on, as far as this program reads it.

Source: pyrogram/pyrogram ``types/object.py`` at 028e6ed04a03 (1.x) and 57a489747062 (2.x), ``messages_and_media/message.py``
at 00e177234179; kurigram-org/kurigram at 584b0c380c71 and 1e2b97d9b381 (``forward_origin``, ``edit_hidden``). ``str(message)``
leaves out what is null. Enumerations are words in 1.x and ``ChatType.CHANNEL`` in 2.x; in 0.x objects are called
``pyrogram.Message`` and times are seconds. Left out: sizes, thumbnails, file
ids, web previews, members who joined.

>>> message = decode(b'{"_": "Message", "id": 7, "chat": {"_": "Chat", "id": -1005, "type": "ChatType.CHANNEL"}}')
>>> message.number, word(message.chat.type)
(7, 'channel')
"""

from typing import Any

import msgspec
from msgspec import Struct

from doxdocket.parse.attached_objects import Data
from doxdocket.parse.moments import Written
from doxdocket.parse.telethon.message import Card, Count, Id, Rich, Text


class Chat(Struct, gc=False):
    """A chat; an account too, where one sends."""

    id: Id | None = None
    type: str | None = None
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    description: str | None = None
    members_count: Count | None = None


class Origin(Struct, gc=False):
    """Where a message was forwarded from, in newer forks."""

    date: Written = None
    chat: Chat | None = None
    sender_chat: Chat | None = None
    sender_user: Chat | None = None
    sender_user_name: str | None = None
    message_id: Id | None = None


class Entity(Struct, gc=False):
    """A stretch of the text, in UTF-16 units."""

    type: str = ""
    offset: Id = 0
    length: Id = 0
    url: str | None = None
    user: Chat | None = None


class File(Struct, gc=False):
    """An attached file."""

    file_name: str | None = None
    mime_type: str | None = None
    performer: str | None = None
    title: str | None = None


class Location(Struct, gc=False):
    """A point on the map."""

    longitude: float | None = None
    latitude: float | None = None


class Venue(Struct, gc=False):
    """A place with a name."""

    location: Location | None = None
    title: str | None = None
    address: str | None = None


class Option(Struct, gc=False):
    """One answer of a poll, or thing to do."""

    text: Text = None


class Poll(Struct, gc=False):
    """A poll's words."""

    question: Text = None
    options: list[Option] | None = None


class Checklist(Struct, gc=False):
    """A list of things to do."""

    title: Text = None
    tasks: list[Option] | None = None


class Button(Struct, gc=False):
    """A button under a message."""

    text: str | None = None
    url: str | None = None
    callback_data: Data = None
    user_id: Id | None = None
    copy_text: str | None = None


class Markup(Struct, gc=False):
    """The buttons; keys of a keyboard may be bare words."""

    inline_keyboard: list[list[Button]] | None = None
    keyboard: list[list[Button | str]] | None = None


class Reaction(Struct, gc=False):
    """One reaction and its count."""

    emoji: str | None = None
    custom_emoji_id: str | Id | None = None
    is_paid: bool | None = None
    count: Count | None = None


class Reactions(Struct, gc=False):
    """All of them."""

    reactions: list[Reaction] | None = None


class Replied(Struct, gc=False, rename={"tag": "_"}):
    """The message replied to, of which only the place is of use."""

    tag: str = ""
    id: Id | None = None
    message_id: Id | None = None
    chat: Chat | None = None


class Message(Struct, gc=False, rename={"tag": "_"}):
    """A message, or another object of a dump: ``tag`` tells."""

    tag: str = ""
    id: Id | None = None
    message_id: Id | None = None
    chat: Chat | None = None
    from_user: Chat | None = None
    sender_chat: Chat | None = None
    date: Written = None
    edit_date: Written = None
    edit_hidden: bool | None = None
    text: str | None = None
    caption: str | None = None
    entities: list[Entity] | None = None
    caption_entities: list[Entity] | None = None
    views: Count | None = None
    forwards: Count | None = None
    reactions: Reactions | list[Reaction] | None = None
    media_group_id: Id | str | None = None
    author_signature: str | None = None
    forward_origin: Origin | None = None
    forward_from: Chat | None = None
    forward_sender_name: str | None = None
    forward_from_chat: Chat | None = None
    forward_from_message_id: Id | None = None
    forward_date: Written = None
    reply_to_message_id: Id | None = None
    reply_to_message: Replied | None = None
    service: str | bool | None = None
    empty: bool | None = None
    outgoing: bool | None = None
    has_protected_content: bool | None = None
    photo: File | None = None
    video: File | None = None
    animation: File | None = None
    audio: File | None = None
    document: File | None = None
    sticker: File | None = None
    voice: File | None = None
    video_note: File | None = None
    contact: Card | None = None  # ``str(message)`` writes asterisks for its number
    location: Location | None = None
    venue: Venue | None = None
    poll: Poll | None = None
    checklist: Checklist | None = None
    rich_message: Rich | None = None
    reply_markup: Markup | None = None
    channel_chat_created: bool | None = None
    group_chat_created: bool | None = None
    supergroup_chat_created: bool | None = None
    new_chat_title: Any = None
    new_chat_photo: Any = None
    delete_chat_photo: bool | None = None
    pinned_message: Any = None

    @property
    def kind(self) -> str:
        """What it is: ``pyrogram.Message`` before 1.0, then ``Message``."""
        return self.tag.removeprefix("pyrogram.")

    @property
    def number(self) -> int | None:
        """Its id, which was called ``message_id`` before 2.0."""
        return self.message_id if self.id is None else self.id


def word(enumerated: str | None) -> str:
    """A member of an enumeration as a word, whichever version wrote it."""
    return (enumerated or "").rpartition(".")[2].lower()


decode = msgspec.json.Decoder(Message).decode
"""One record's bytes to a ``Message``; raises what msgspec raises."""
