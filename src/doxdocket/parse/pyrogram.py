"""Dumps that scripts write with Pyrogram or one of its forks: ``str(message)``, in an array or one after the other.

Source: pyrogram/pyrogram ``types/object.py`` at 028e6ed04a03 (1.x) and 57a489747062 (2.x), ``messages_and_media/message.py``
at 00e177234179; kurigram-org/kurigram at 584b0c380c71 and 1e2b97d9b381 (``forward_origin``, ``edit_hidden``). ``str(message)``
leaves out what is null. Enumerations are words in 1.x and ``ChatType.CHANNEL`` in 2.x; in 0.x objects are called
``pyrogram.Message`` and times are seconds. Telephone numbers are asterisks. Leaves out: media files, sizes, thumbnails, file ids, web
previews, members who joined, the messages of the reader's own account beyond their number.

``str(message)`` writes times with ``datetime.fromtimestamp``: the clock of the computer that dumped, without its zone
(``types/object.py``, ``utils.timestamp_to_datetime``). Such a time is kept as written and is no moment; seconds since 1970
and times with an offset, which other encoders write, are.

>>> recognise(b'[{"_": "Message", "id": 7, "chat": {"_": "Chat", "id": -1005}', "x.json").confidence
90
>>> recognise(
...     b'{"_": "Message", "id": 7, "peer_id": {"_": "PeerChannel", "channel_id": 5}}', "x.json"
... ) is None  # Telethon
True
>>> message = decode(b'{"_": "Message", "id": 7, "chat": {"_": "Chat", "id": -1005, "type": "ChatType.CHANNEL"}}')
>>> message.number, word(message.chat.type)
(7, 'channel')
>>> columns = posts([decode(b'{"_": "Message", "id": 5, "date": "2022-12-01 08:00:00", "caption": "hi"}')])
>>> columns["date"], columns["date_local"], columns["text"]
([None], ['2022-12-01 08:00:00'], ['hi'])
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from doxdocket.parse import attached_objects, marks
from doxdocket.parse.actions import ACTIONS
from doxdocket.parse.attached_objects import Data
from doxdocket.parse.elements import Lost, members
from doxdocket.parse.form import Bid, Form
from doxdocket.parse.heads import Beginning, beginning
from doxdocket.parse.moments import Written, moment
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.telethon.message import Card, Count, Id, Rich, Text, words
from doxdocket.parse.telethon.peers import numbered
from doxdocket.parse.walk import NOWHERE, Columns, Home, Walk, ahead
from doxdocket.parse.window import Damage
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]


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


_KINDS = {
    "channel": "channel", "supergroup": "supergroup", "forum": "supergroup", "group": "group", "private": "user",
    "bot": "user",
}  # fmt: skip
_FILES = ("photo", "animation", "sticker", "video_note", "voice", "video", "audio", "document")
_FILE_KINDS = {
    "video_note": "video_message", "voice": "voice_message", "video": "video_file", "audio": "audio_file"
}  # fmt: skip


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
    what = what or next((one for one in ACTIONS.pyrogram_members if getattr(message, one)), "service")
    return ACTIONS.pyrogram.get(what, what)


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
        attached_objects.poll(words(head), [words(one.text) for one in rows or ()])
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


_ID = "pyrogram"
_SHAPE = Shape(
    Message,
    ("id", "message_id", "text", "caption"),
    rb'\{\s*+"_"\s*+:\s*+"(?:pyrogram\.)?Message"',
    python=True,
)
_MESSAGE, _CHAT = (b'"Message"', b'"pyrogram.Message"'), (b'"Chat"', b'"pyrogram.Chat"')
_NEXT = re.compile(rb"\n[ \t\r]*+(?=[\[{])")
#: Chats that are remembered; bytes in which a root's keys are looked for.
_ABOUT, _HEAD = 10_000, 1 << 12
_TELETHON = frozenset({"peer_id", "to_id", "fwd_from", "reply_to", "restriction_reason"})


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the keys of the first record: a message with its chat, or one that is empty."""
    first = beginning(head)
    if first is None:
        return None
    record = Beginning("objects", first.inner("messages")) if _holds(first) else first
    if record.keys.get("_") not in _MESSAGE or _TELETHON & record.keys.keys():
        return None
    if record.inner("chat").get("_") in _CHAT or record.keys.get("empty") == b"true":
        return Bid(_ID, 90, *zh_en("parse_pyrogram.its_records_are_message_objects"))
    return None


def _holds(first: Beginning) -> bool:
    """Whether a file is one object that holds its messages in a list, as scripts write it."""
    return first.layout != "array" and "messages" in first.keys and "_" not in first.keys


class Dump(Walk[Message]):
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        super().__init__(stream, source, named)
        self._about: dict[Home, Chat] = {}

    def shape(self) -> Shape[Message]:
        """Every record says that it is a message."""
        return _SHAPE

    def pages(self) -> Iterator[Run[Message]] | None:
        """An object around the messages is no message."""
        first = beginning(ahead(self.window, _HEAD))
        return self._held_in() if first and _holds(first) else None

    def _held_in(self) -> Iterator[Run[Message]]:
        """The messages of the object at the cursor."""
        window, start = self.window, self.window.offset
        try:
            for key in members(window):
                if key == "messages" and window.peek() == 0x5B:
                    yield from gathered(window, self.shape())
                else:
                    window.skip()
        except Damage as damage:
            window.find(_NEXT)
            yield Run(lost=[Lost(damage.code, max(start, min(damage.at, window.offset)), window.offset)])

    def home(self, record: Message) -> Home | None:
        """The chat of a message."""
        if record.kind != "Message" or record.number is None:
            return None
        found = home(record.chat)
        if found is None:
            return NOWHERE
        if record.chat and found not in self._about and len(self._about) < _ABOUT:
            self._about[found] = record.chat
        return found

    def known(self, record: Message) -> bool:
        """Other objects of Pyrogram's are left out."""
        self.other += record.kind not in ("", "Message")
        return record.kind not in ("", "Message")

    def about(self, home: Home) -> dict[str, Any]:
        """What the messages say of their chat."""
        about = self._about.get(home)
        if about is None:
            return {}
        return {
            "title": about.title, "username": about.username, "description": about.description,
            "subscribers": about.members_count,
        }  # fmt: skip

    def posts(self, records: Sequence[Message]) -> Columns:
        """Columns of posts."""
        return posts(records)

    def readings(self, channel_ids: Sequence[str], records: Sequence[Message], columns: Columns) -> None:  # noqa: ARG002 - some forms need them
        """Counters as they stood at the time of the dump."""
        self.rows.counted(readings(channel_ids, records))

    def note(self, run: Run[Message], channel_ids: Sequence[str], columns: Columns) -> None:
        """Who dumped, what may not be seen, times without a zone, numbers that the library hid."""
        clocks = columns["date_local"]
        for i, m in enumerate(run.items):
            met = self.met[channel_ids[i]]
            self._times(met, m, clocks[i], columns["edited"][i], columns["forwarded_date"][i])
            met["own_posts"] += m.outgoing is True
            met["protected_posts"] += m.has_protected_content is True
            met["unavailable"] += m.empty is True
            met["numbers_hidden"] += m.contact is not None and set(m.contact.phone_number or "") == {"*"}
            if m.outgoing:
                self.made_by_dumper(run, i, channel_ids[i], columns)

    def _times(
        self, met: Counter[str], m: Message, clock: str | None, edited: int | None, forwarded: int | None
    ) -> None:
        met["clock_without_zone"] += clock is not None
        met["edit_without_zone"] += m.edit_date is not None and edited is None
        origin = m.forward_date or (m.forward_origin and m.forward_origin.date)
        met["forward_without_zone"] += origin is not None and forwarded is None


parse = Dump.parse
FORM = Form(_ID, *zh_en("parse_pyrogram.pyrogram_dump_json"), recognise, parse)
