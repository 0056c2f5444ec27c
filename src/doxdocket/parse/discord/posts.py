r"""Messages of Discord to columns of ``POSTS`` and ``READINGS``.

A forward names no author: its origin is the channel and id that the reference holds. A reference into another channel
that is no answer is how a followed channel's post arrives, so that is a forward too. Leaves out: the file's frame.

The text is the message's own and, where it forwards one, that one's below it. Cards below a message (``embeds``) are
published words: each is one ``link[i]``, title to last line. Behind these stand the accounts that mentions in the text
point to. Quotes are the lines that Discord shows as such.

>>> import msgspec
>>> one = msgspec.json.decode(b'{"id": "5", "type": "Default", "timestamp": "2024-01-01T00:00:00+08:00"}', type=Message)
>>> row(one, "2", "ab", 0, 9)[:5]
('5', 5, 'message', 1704038400000000, None)
>>> quotes("> he said\n> more\nno\n>>> all\nthe rest")
[(0, 16), (20, 36)]
>>> from doxdocket.parse.discord.message import Cell, Embed
>>> card(Embed(title="名单", description="见下", fields=[Cell("甲", "乙")], url="https://example.org"), "")
'名单\n见下\n甲\n乙\nhttps://example.org'
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from doxdocket.parse.attached_objects import Field, Medium, file_name, lines, outside
from doxdocket.parse.discord.message import Component, Embed, File, Message, Reference, Sticker, User
from doxdocket.parse.moments import moment
from doxdocket.parse.tallies import number

#: Buttons may stand in rows; deeper than this nobody nests them.
_DEEP = 4
_LINES = re.compile(r"^(?:> [^\n]*+\n?+)++|^>>> .*+", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
#: Names that phones and Discord itself give to pictures: they say nothing.
_GIVEN = re.compile(
    r"(?:image|unknown|IMG|PXL|Screenshot|Screen_Shot|voice-message|message|SPOILER)[\w.()-]*", re.IGNORECASE
)
_KINDS = {
    "photo": "png jpg jpeg webp bmp heic heif avif tif tiff",
    "animation": "gif apng",
    "video_file": "mp4 mov webm mkv avi m4v 3gp",
    "audio_file": "mp3 ogg wav flac m4a opus aac amr",
    "vcard": "vcf",
}
_BY_END = {end: kind for kind, ends in _KINDS.items() for end in ends.split()}


def text(message: Message) -> str:
    """The words of the message and of what it forwards."""
    return lines(message.content, message.forwarded.content) if message.forwarded else message.content or ""


def quotes(words: str) -> list[tuple[int, int]]:
    """Code-point ranges of the lines that Discord shows as a quote."""
    if not words.startswith(">") and "\n>" not in words:
        return []
    return [(at.start(), at.end() - at.group().endswith("\n")) for at in _LINES.finditer(words)]


def fields(message: Message, words: str) -> list[Field]:
    """What is published outside the text."""
    if not (message.embeds or message.mentions or message.components or message.attachments or message.forwarded):
        return []
    embeds = [*(message.embeds or ()), *(message.forwarded.embeds or () if message.forwarded else ())]
    links = [card(embed, words) for embed in embeds]
    links += [link for user in message.mentions or () if (link := _mentioned(user, words))]
    buttons = [lines(one.label, one.url, one.custom) for one in _buttons(message.components or (), 0)]
    names = lines(*(file_name(_own_name(file.name)) for file in _files(message)))
    return outside(links=filter(None, links), buttons=filter(None, buttons), file_name=names)


def card(embed: Embed, words: str) -> str:
    """All words of a card; its address only where the text does not show it."""
    who, cells = embed.author, [word for cell in embed.fields or () for word in (cell.name, cell.value)]
    address = embed.url if embed.url and embed.url not in words else None
    footer = embed.footer.text if embed.footer else None
    return lines(
        who.name if who else None, embed.title, embed.description, *cells, footer, address, who.url if who else None
    )


def _mentioned(user: User, words: str) -> str | None:
    """The account behind a name that the text shows; Discord lists also who was only answered."""
    shown = [name for name in (user.name, user.nickname) if name and f"@{name}" in words]
    return f"https://discord.com/users/{user.id}" if shown and user.id is not None else None


def _buttons(components: Iterable[Component], depth: int) -> Iterator[Component]:
    for one in components:
        yield one
        if one.components and depth < _DEEP:
            yield from _buttons(one.components, depth + 1)


def _files(message: Message) -> list[File]:
    return [*(message.attachments or ()), *(message.forwarded.attachments or () if message.forwarded else ())]


def _stickers(message: Message) -> list[Sticker]:
    return [*(message.stickers or ()), *(message.forwarded.stickers or () if message.forwarded else ())]


def _own_name(name: str | None) -> str | None:
    return None if name is None or _GIVEN.fullmatch(name) else name


def media(message: Message) -> list[Medium]:
    """Files and stickers; an address where no path is means that the file itself was not exported."""
    if not (message.attachments or message.stickers or message.forwarded):
        return []
    return [
        *(_medium(file.url, file.name, _kind(file.name or file.url)) for file in _files(message)),
        *(_medium(sticker.url, sticker.name, "sticker") for sticker in _stickers(message)),
    ]


def _medium(url: str | None, name: str | None, kind: str) -> Medium:
    if not url:
        return None, name, None, kind, "missing"
    if _ADDRESS.match(url):
        return None, name, None, kind, "not_included"
    return url.replace("\\", "/"), name, None, kind, "included"


def _kind(name: str | None) -> str:
    if name and name.startswith("voice-message"):
        return "voice_message"
    return _BY_END.get(posixpath.splitext(name or "")[1][1:].lower(), "document")


#: Kinds of message that people write; 20 and 23 are answers of a bot to a command.
_WRITTEN = frozenset({"Default", "Reply", "0", "19", "20", "23", "ChatInputCommand", "ContextMenuCommand"})
COLUMNS = (
    "post_id", "post_no", "type", "date", "date_local", "edited", "edit_shown", "author", "from_id", "from_name",
    "forwarded_from", "forwarded_from_id", "forwarded_post", "forwarded_date", "reply_to", "action", "text", "fields",
    "quotes", "media", "byte_start", "byte_end", "repairs",
)  # fmt: skip


def row(one: Message, channel: str | None, start: int, end: int, repairs: int) -> tuple[Any, ...]:
    """One post, in the order of ``COLUMNS``; ``channel`` is the id of its channel."""
    kind, post_id, words = str(one.kind or "Default"), str(one.id), text(one)
    date, local = moment(one.timestamp)
    edited, _ = moment(one.edited)
    written = kind in _WRITTEN
    user = one.author or User()
    reply, origin, post = _points(one, channel, written)
    forwarded = one.forwarded is not None or origin is not None
    return (
        post_id, number(post_id), "message" if written else "service", date, local, edited, one.edited is not None,
        user.nickname if user.nickname != user.name else None, None if user.id is None else f"discord:{user.id}", _name(user),
        "" if forwarded else None, origin, post, moment(one.forwarded.timestamp)[0] if one.forwarded else None, reply,
        None if written else kind, words, fields(one, words), quotes(words), media(one), start, end, repairs,
    )  # fmt: skip


def _name(user: User) -> str | None:
    """The account's name; until 2023 it was only unique with its four digits."""
    old = user.name and user.discriminator and user.discriminator.strip("0")
    return f"{user.name}#{user.discriminator}" if old else user.name


def _points(one: Message, channel: str | None, written: bool) -> tuple[str | None, str | None, str | None]:
    """What it answers; or the origin's channel and post."""
    at = one.reference or Reference()
    post = None if at.message is None else str(at.message)
    peer = f"channel{at.channel}" if at.channel is not None and str(at.channel) != channel else None
    if one.forwarded is not None or at.type == "Forward":
        return None, f"channel{at.channel}" if at.channel is not None else None, post
    if peer and written and one.kind != "Reply":
        return None, peer, post
    return f"{peer}/{post}" if peer and post else post, None, None


def reactions(messages: Iterable[Message]) -> Sequence[tuple[str, str, int]]:
    """Post, emoji and count of every reaction that is counted."""
    found = []
    for one in messages:
        for reaction in one.reactions or ():
            emoji = reaction.emoji
            if emoji and reaction.count is not None:
                label = f"custom:{emoji.id}" if emoji.id else emoji.name or ""
                found.append((str(one.id), label, reaction.count))
    return found
