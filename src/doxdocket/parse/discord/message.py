"""One message of a DiscordChatExporter file, as far as this program reads it.

Source: ``JsonMessageWriter.cs`` (see the package). Keys that hold words, or tell who, when and where, are here; roles,
colours, pictures of accounts and the accounts that reacted are left out.

>>> import msgspec
>>> raw = b'{"id": "1", "type": "Reply", "author": {"id": "2", "name": "x"}, "reference": {"messageId": "3"}}'
>>> one = msgspec.json.decode(raw, type=Message)
>>> one.kind, one.author.name, one.reference.message
('Reply', 'x', '3')
"""

from typing import Annotated

from msgspec import Meta, Struct, field

Id = str | int | None
"""Ids are strings; some converters make numbers of them."""
Count = Annotated[int, Meta(ge=0, le=1 << 53)]
Words = str | None


class User(Struct, gc=False):
    """An account; the nickname is what it was called in this place on the day of the export."""

    id: Id = None
    name: Words = None
    discriminator: Words = None
    nickname: Words = None


class File(Struct, gc=False):
    """An attached file: an address, or a path where files were exported too."""

    url: Words = None
    name: Words = field(name="fileName", default=None)


class Sticker(Struct, gc=False):
    """A picture sent from a set."""

    name: Words = None
    url: Words = field(name="sourceUrl", default=None)


class Named(Struct, gc=False):
    """The author of an embed."""

    name: Words = None
    url: Words = None


class Cell(Struct, gc=False):
    """One field of an embed."""

    name: Words = None
    value: Words = None


class Foot(Struct, gc=False):
    """The last line of an embed."""

    text: Words = None


class Embed(Struct, gc=False):
    """A card below a message: of a page that it links, or written by a bot."""

    title: Words = None
    url: Words = None
    description: Words = None
    author: Named | None = None
    fields: list[Cell] | None = None
    footer: Foot | None = None


class Component(Struct, gc=False):
    """A button, or a row of them."""

    label: Words = None
    url: Words = None
    custom: Words = field(name="customId", default=None)
    components: "list[Component] | None" = None


class Emoji(Struct, gc=False):
    """What was reacted with; an id only where it is a server's own picture."""

    id: Id = None
    name: Words = None


class Reaction(Struct, gc=False):
    """How many reacted with one emoji."""

    emoji: Emoji | None = None
    count: Count | None = None


class Reference(Struct, gc=False):
    """The message that this one answers, forwards or tells of."""

    type: Words = None
    message: Id = field(name="messageId", default=None)
    channel: Id = field(name="channelId", default=None)


class Forwarded(Struct, gc=False):
    """What was forwarded; whose it was the file does not say."""

    timestamp: Words = None
    content: Words = None
    attachments: list[File] | None = None
    embeds: list[Embed] | None = None
    stickers: list[Sticker] | None = None


class Message(Struct, gc=False):
    """One message."""

    id: str | int
    kind: str | int | None = field(name="type", default=None)
    timestamp: Words = None
    edited: Words = field(name="timestampEdited", default=None)
    content: Words = None
    author: User | None = None
    attachments: list[File] | None = None
    components: list[Component] | None = None
    embeds: list[Embed] | None = None
    stickers: list[Sticker] | None = None
    reactions: list[Reaction] | None = None
    mentions: list[User] | None = None
    reference: Reference | None = None
    forwarded: Forwarded | None = field(name="forwardedMessage", default=None)


class Channel(Struct, gc=False):
    """The channel, thread or conversation; ``category`` is what it stands under."""

    id: Id = None
    type: Words = None
    category: Words = None
    name: Words = None
    topic: Words = None


class Guild(Struct, gc=False):
    """The server; number 0 are direct messages."""

    id: Id = None
    name: Words = None


class Range(Struct, gc=False):
    """The range of time that was asked for."""

    after: Words = None
    before: Words = None
