"""Messages to columns of ``POSTS`` and ``READINGS``: one list a column, no dictionary a row.

Leaves out: counting (``tally``) and reading (``records``).

>>> from doxdocket.parse.tdesktop_json.message import decode
>>> columns = posts([decode(b'{"id": 5, "type": "message", "date_unixtime": "1669852800", "text": "hi"}')])
>>> columns["post_id"], columns["date"], columns["text"]
(['5'], [1669852800000000], ['hi'])
"""

from collections.abc import Sequence

from msgspec import UNSET

from doxdocket.parse.attached_objects import Field
from doxdocket.parse.tdesktop_json.media import media
from doxdocket.parse.tdesktop_json.message import Message, Reaction
from doxdocket.parse.tdesktop_json.times import epoch, micros
from doxdocket.parse.tdesktop_json.words import fields, joined, quotes
from doxdocket.parse.walk import Columns

_TYPES = {"message": "message", "service": "service", "unsupported": "unsupported"}


def _id(value: str | int | None) -> str | None:
    return value if value is None or type(value) is str else str(value)


def posts(some: Sequence[Message]) -> Columns:
    """Columns of posts, but for the chat and the place in the file."""
    dates = [micros(m.date_unixtime) for m in some]
    texts = [t if type(t := m.text) is str else "" if t is UNSET else joined(t) for m in some]
    files = [media(m) if m.photo or m.file or m.contact_vcard else [] for m in some]
    # Messages that the server no longer had are written as empty posts of 1970 (export_data_types.cpp, ParseMessage).
    gone = [
        date is None and epoch(m.date) and not text and not named
        for m, date, text, named in zip(some, dates, texts, files, strict=True)
    ]
    return {
        "post_id": [str(m.id) for m in some],
        "post_no": [m.id for m in some],
        "type": [
            "unsupported" if empty else _TYPES.get(m.type, "message") for m, empty in zip(some, gone, strict=True)
        ],
        "date": dates,
        "date_local": [m.date for m in some],
        "edited": [None if m.edited_unixtime is None else micros(m.edited_unixtime) for m in some],
        "author": [m.author for m in some],
        "from_id": [_id(m.from_id if m.from_id is not None else m.actor_id) for m in some],
        "from_name": [m.from_name if m.from_name is not None else m.actor for m in some],
        # The origin's name is empty where it was forwarded from an account that is deleted.
        "forwarded_from": [None if (f := m.forwarded_from) is UNSET else f or "" for m in some],
        "forwarded_from_id": [_id(m.forwarded_from_id) for m in some],
        "saved_from": [m.saved_from for m in some],
        # ``peer/id`` where the post replied to is in another chat.
        "reply_to": [
            None if (r := m.reply_to_message_id) is None else f"{p}/{r}" if (p := m.reply_to_peer_id) else str(r)
            for m in some
        ],
        "action": [m.action for m in some],
        "text": texts,
        "fields": [_fields(m) for m in some],
        "quotes": [quotes(m.text) if type(m.text) is list else [] for m in some],
        "media": files,
        "state": ["empty" if empty else None for empty in gone],
    }


def _fields(m: Message) -> list[Field]:
    if (
        m.file or type(m.text) is list or m.contact_information or m.inline_bot_buttons or m.poll or m.todo_list
        or m.location_information or m.place_name or m.address or m.file_name
    ):  # fmt: skip
        return fields(m)
    return []


def readings(channel_id: str, some: Sequence[Message]) -> list[tuple[str, str, str, str | None, int]]:
    """Reactions as counted at the export, one row a sign and message."""
    return [
        (channel_id, str(m.id), "reactions", _sign(one), one.count)
        for m in some if m.reactions for one in m.reactions if 0 <= one.count < 2**62
    ]  # fmt: skip


def _sign(one: Reaction) -> str:
    """A sign: itself, ``paid``, or a custom one by the file of its picture."""
    return one.emoji or (f"custom:{one.document_id}" if one.document_id else one.type)
