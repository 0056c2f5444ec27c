"""One message of a Telethon dump, of every layer since 2019, as far as this program reads it.

Source: Telegram's schema as Telethon's ``to_dict`` writes it (LonamiWebs/Telethon ``telethon/tl/tlobject.py`` at
03bd3aa8dcb7), 4CAT's ``serialize_obj`` (digitalmethodsinitiative/4cat ``search_telegram.py`` at 01bd7c21bc80), and dumps
as captured. Telethon says what an object is under ``_``, 4CAT under ``_type``; the rest of their keys is the same. Layers
before 119 have ``to_id``, bare sender numbers and ``reply_to_msg_id`` on the message itself. Every key that can hold
words or tell who, when and where is here; sizes, thumbnails, flags of the reader's client and web previews are left out.

>>> message = decode(b'{"_": "Message", "id": 7, "peer_id": {"_": "PeerChannel", "channel_id": 5}, "message": "a"}')
>>> message.kind, message.peer_id.channel_id, message.message
('Message', 5, 'a')
"""

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from doxdocket.parse.attached_objects import Data
from doxdocket.parse.moments import Written

Id = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Count = Annotated[int, Meta(ge=0, le=2**62)]


class Tagged(Struct, gc=False, rename={"telethon": "_", "fourcat": "_type"}):
    """An object that says what it is."""

    telethon: str = ""
    fourcat: str = ""

    @property
    def kind(self) -> str:
        """Its name in Telegram's schema."""
        return self.telethon or self.fourcat


class Username(Struct, gc=False):
    """One of several names of a chat."""

    username: str | None = None
    active: bool | None = None


class Chat(Tagged, gc=False):
    """What a dump says of a chat."""

    id: Id | None = None
    title: str | None = None
    username: str | None = None
    usernames: list[Username] | None = None
    megagroup: bool | None = None
    broadcast: bool | None = None
    participants_count: Count | None = None


class User(Tagged, gc=False):
    """What a dump says of an account, or of a chat that sends."""

    id: Id | None = None
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None
    title: str | None = None


class Peer(Struct, gc=False):
    """Whom a message belongs to or comes from; what it is shows in which number it has. 4CAT may have looked it up."""

    channel_id: Id | None = None
    chat_id: Id | None = None
    user_id: Id | None = None
    chats: list[Chat] | None = None
    users: list[User] | None = None
    user: User | None = None
    full_user: User | None = None


class Forwarded(Struct, gc=False):
    """Where a message was forwarded from; before layer 119 with bare numbers."""

    from_id: Peer | Id | None = None
    channel_id: Id | None = None
    from_name: str | None = None
    date: Written = None
    channel_post: Id | None = None
    saved_from_peer: Peer | None = None


class Rich(Struct, gc=False):
    """A message laid out in blocks."""

    blocks: Any = None


class Reply(Struct, gc=False):
    """What a message replies to."""

    reply_to_msg_id: Id | None = None
    reply_to_peer_id: Peer | None = None


class Entity(Tagged, gc=False):
    """A stretch of the text, in UTF-16 units."""

    offset: Id = 0
    length: Id = 0
    url: str | None = None
    user_id: Peer | Id | None = None  # a peer in marks that the dumping account sent


class Words(Struct, gc=False):
    """A text with marks of its own, since layer 180."""

    text: str = ""


Text = str | Words | None


def words(text: Text) -> str:
    """A text, however it is written."""
    return text if isinstance(text, str) else text.text if text else ""


class Geo(Struct, gc=False):
    """A point on the map."""

    long: float | None = None
    lat: float | None = None


class Answer(Struct, gc=False):
    """One answer of a poll or point of a list."""

    text: Text = None
    title: Text = None


class Poll(Struct, gc=False, rename={"points": "list"}):
    """A poll's or a list's words."""

    question: Text = None
    title: Text = None
    answers: list[Answer] | None = None
    points: list[Answer] | None = None


class Attribute(Tagged, gc=False):
    """What a file says of itself."""

    file_name: str | None = None
    round_message: bool | None = None
    voice: bool | None = None
    title: str | None = None
    performer: str | None = None


class Document(Tagged, gc=False):
    """A file on the server."""

    mime_type: str | None = None
    attributes: list[Attribute] | None = None


class Card(Struct, gc=False):
    """An address-book card."""

    phone_number: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    vcard: str | None = None


class Media(Tagged, gc=False):
    """What is attached. Cards and places stand in it directly."""

    photo: Tagged | None = None
    document: Document | None = None
    phone_number: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    vcard: str | None = None
    contact: Card | None = None  # 4CAT before 2022
    geo: Geo | None = None
    title: str | None = None
    address: str | None = None
    poll: Poll | None = None
    todo: Poll | None = None


class Button(Struct, gc=False):
    """A button under a message."""

    text: str | None = None
    url: str | None = None
    data: Data = None
    query: str | None = None
    copy_text: str | None = None
    user_id: Peer | Id | None = None


class Line(Struct, gc=False):
    """A line of buttons."""

    buttons: list[Button] | None = None


class Markup(Struct, gc=False):
    """The buttons."""

    rows: list[Line] | None = None


class Emoji(Tagged, gc=False):
    """What people react with."""

    emoticon: str | None = None
    document_id: Id | None = None


class Reacted(Struct, gc=False):
    """One reaction and its count."""

    reaction: Emoji | str | None = None
    count: Count | None = None


class Reactions(Struct, gc=False):
    """All of them; who reacted is left out."""

    results: list[Reacted] | None = None


class Replies(Struct, gc=False):
    """How many comments a post has."""

    replies: Count | None = None


class Reason(Struct, gc=False):
    """That the platform restricts a post."""

    platform: str | None = None


class Action(Tagged, gc=False):
    """What a service message tells."""


class Origin(Struct, gc=False, rename={"chat": "_chat", "sender": "_sender"}):
    """What 4CAT's client knew of a forward's origin."""

    chat: Chat | None = None
    sender: User | None = None


class Message(
    Chat,
    gc=False,
    rename={"chat": "_chat", "sender": "_sender", "origin": "_forward", "telethon": "_", "fourcat": "_type"},
):
    """A message, or another object of a dump, a chat among them: ``kind`` tells."""

    peer_id: Peer | Id | None = None
    to_id: Peer | Id | None = None
    date: Written = None
    message: str | None = None
    rich_message: Rich | None = None
    out: bool | None = None
    post: bool | None = None
    noforwards: bool | None = None
    from_id: Peer | Id | None = None
    fwd_from: Forwarded | None = None
    reply_to: Reply | None = None
    reply_to_msg_id: Id | None = None
    media: Media | None = None
    reply_markup: Markup | None = None
    entities: list[Entity] | None = None
    views: Count | None = None
    forwards: Count | None = None
    replies: Replies | Count | None = None
    edit_date: Written = None
    edit_hide: bool | None = None
    post_author: str | None = None
    grouped_id: Id | str | None = None
    reactions: Reactions | None = None
    restriction_reason: list[Reason] | None = None
    action: Action | None = None
    chat: Chat | None = None
    sender: User | None = None
    origin: Origin | None = None


decode = msgspec.json.Decoder(Message).decode
"""One record's bytes to a ``Message``; raises what msgspec raises."""
