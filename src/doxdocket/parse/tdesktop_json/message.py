"""One message of a Telegram Desktop export, as far as this program reads it.

Source: Telegram Desktop, ``export_output_json.cpp`` at 929032d598f7 (2025-09-06). Every key of the writer that can
hold words or tell who, when and where is here, and reactions; sizes, durations, stars and gifts are left out.

>>> decode(b'{"id": 7, "type": "message", "from": "x", "text": ["a", {"type": "bold", "text": "b"}]}').text[1].text
'b'
"""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType


class Run(Struct, gc=False):
    """A stretch of text with a meaning: bold, link, blockquote …"""

    type: str = ""
    text: str = ""
    href: str | None = None
    user_id: int | str | None = None


Text = str | list[str | Run]


class Contact(Struct, gc=False):
    """A shared address-book card: a telephone number outside the text."""

    first_name: str | None = None
    last_name: str | None = None
    phone_number: str | None = None


class Location(Struct, gc=False):
    """A shared place on the map."""

    latitude: float | None = None
    longitude: float | None = None


class Answer(Struct, gc=False):
    """One answer of a poll or point of a list."""

    text: Text = ""


class Poll(Struct, gc=False):
    """A poll's words."""

    question: Text = ""
    answers: list[Answer] = []


class Todo(Struct, gc=False):
    """A list of things to do."""

    title: Text = ""
    answers: list[Answer] = []


class Button(Struct, gc=False, rename={"data_base64": "dataBase64"}):
    """A button under a message; ``data`` is an address or what the bot is sent."""

    text: str | None = None
    data: str | None = None
    data_base64: str | None = None
    url: str | None = None


class Reaction(Struct, gc=False):
    """How often one sign was put under a message. Who put it (``recent``) is left out: they read, they did not post."""

    type: str = ""
    count: int = 0
    emoji: str | None = None
    document_id: str | int | None = None


class Message(Struct, gc=False, rename={"from_name": "from"}):
    """One element of ``messages``. Unset is told from null where the difference says something."""

    id: Annotated[int, Meta(ge=-(2**62), le=2**62)]
    type: str = ""
    date: str | None = None
    date_unixtime: str | int | None = None
    edited: str | None = None
    edited_unixtime: str | int | None = None
    from_name: str | None = None
    from_id: str | int | None = None
    actor: str | None = None
    actor_id: str | int | None = None
    author: str | None = None
    forwarded_from: str | UnsetType | None = UNSET  # null: the origin's account is deleted
    forwarded_from_id: str | int | None = None
    saved_from: str | None = None
    reply_to_message_id: int | None = None
    reply_to_peer_id: str | int | None = None
    action: str | None = None
    text: Text | UnsetType = UNSET
    photo: str | None = None
    file: str | None = None
    file_name: str | None = None
    thumbnail: str | None = None
    media_type: str | None = None
    mime_type: str | None = None
    performer: str | None = None
    title: str | None = None
    contact_information: Contact | None = None
    contact_vcard: str | None = None
    location_information: Location | None = None
    place_name: str | None = None
    address: str | None = None
    poll: Poll | None = None
    todo_list: Todo | None = None
    inline_bot_buttons: list[list[Button]] | None = None
    reactions: list[Reaction] | None = None


decode = msgspec.json.Decoder(Message).decode
"""One record's bytes to a ``Message``; raises what msgspec raises."""
