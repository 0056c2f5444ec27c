"""The words of a Telethon message beside its text, who is quoted in it, and the files it names.

Fields are put together as in every form (``outside``): contact, location, link[i] (addresses behind shown words, accounts
that a mention points to), button[i], poll (a to-do list is one too), file_name. A dump holds no files: each is
``not_included``. Leaves out: web previews, games, invoices.

>>> from doxdocket.parse.telethon.message import decode
>>> raw = '{"id": 1, "message": "😀看这里", "entities": [{"_": "MessageEntityTextUrl", "offset": 2, "length": 3, "url": "tel:100"}]}'
>>> beside(decode(raw.encode()))
([('link[0]', 'tel:100')], [])
"""

from doxdocket.parse import attached_objects, marks
from doxdocket.parse.attached_objects import Field, Medium
from doxdocket.parse.telethon.message import Attribute, Button, Document, Media, Message, Peer, Poll, Text

_MARKS = frozenset(
    {"MessageEntityTextUrl", "MessageEntityMentionName", "InputMessageEntityMentionName", "MessageEntityBlockquote"}
)


def beside(message: Message) -> tuple[list[Field], list[tuple[int, int]]]:
    """What the message publishes outside its text, in a fixed order, and the stretches that quote somebody."""
    found: list[Field] = []
    media = message.media
    if media and media.photo is None and media.document is None:
        found += [("contact", _contact(media)), ("location", _location(media))]
    quotes: list[tuple[int, int]] = []
    if message.entities:
        quotes, links = _marked(message)
        found.extend((f"link[{i}]", link) for i, link in enumerate(links))
    if message.reply_markup and message.reply_markup.rows:
        buttons = [button for line in message.reply_markup.rows for button in line.buttons or ()]
        hexadecimal = bool(message.fourcat)
        found.extend((f"button[{i}]", _button(button, hexadecimal)) for i, button in enumerate(buttons))
    if media and media.photo is None:
        found += [("poll", _poll(media.poll or media.todo)), ("file_name", _file_name(media.document))]
    return [one for one in found if one[1]], quotes


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


def _words(text: Text) -> str:
    return text if isinstance(text, str) else text.text if text else ""


def _poll(poll: Poll | None) -> str:
    if poll is None:
        return ""
    answers = [*(poll.answers or ()), *(poll.points or ())]
    return attached_objects.poll(
        _words(poll.question or poll.title), [_words(one.text or one.title) for one in answers]
    )


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
