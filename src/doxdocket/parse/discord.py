r"""DiscordChatExporter's JSON: one channel, thread or conversation of Discord.

Source: Tyrrrz/DiscordChatExporter ``JsonMessageWriter.cs`` at 4f29fa63 and 08524e94 (read 2026-11-24), and exports as
captured. Ids are strings, moments carry an offset, and the file says itself when it was made, of what range, and how
many posts it holds. A filter on posts (``--filter``) leaves no trace in it. Leaves out: who reacted, roles, avatars, and
the exporter's HTML, text and CSV.

The exporter writes guild, channel, range and time before the messages and their number after them; other orders are
read as well, within bounds. When the frame is damaged the walk goes on at the messages.

Of a message the keys are here that hold words, or tell who, when and where; colours are left out too. A forward names no author: its origin is the channel and id that the reference holds. A reference into another channel
that is no answer is how a followed channel's post arrives, so that is a forward too.

The text is the message's own and, where it forwards one, that one's below it. Cards below a message (``embeds``) are
published words: each is one ``link[i]``, title to last line. Behind these stand the accounts that mentions in the text
point to. Quotes are the lines that Discord shows as such.

>>> recognise(b'{"guild": {"id": "1"}, "channel": {"id": "2"}, "dateRange": {}, "messages": [', "x.json").confidence
95
>>> recognise(b'{"name": "x", "type": "public_channel", "id": 1, "messages": []}', "result.json") is None
True
>>> import io
>>> file = b'{"guild":{},"channel":{"id":"2"},"messages":[{"id":"1","type":"Default","content":"hi"}]}'
>>> [(part.table, part.batch.num_rows) for part in parse(io.BytesIO(file), "0" * 64, Stated())]
[('posts', 1), ('channels', 1)]
>>> file = b'{"channel": {"id": "2"}, "messages": [{"id": "1", "type": "Default"}], "messageCount": 2}'
>>> parts = list(Export(io.BytesIO(file), "0" * 64, "x.json").parts())
>>> [(part.table, part.batch.num_rows) for part in parts], parts[-1].batch["detail"].to_pylist()
([('posts', 1), ('channels', 1), ('warnings', 1)], ['stated 2, read 1'])
>>> import msgspec
>>> raw = b'{"id": "1", "type": "Reply", "author": {"id": "2", "name": "x"}, "reference": {"messageId": "3"}}'
>>> one = msgspec.json.decode(raw, type=Message)
>>> one.kind, one.author.name, one.reference.message
('Reply', 'x', '3')
>>> one = msgspec.json.decode(b'{"id": "5", "type": "Default", "timestamp": "2024-01-01T00:00:00+08:00"}', type=Message)
>>> row(one, "2", "ab", 0, 9)[:5]
('5', 5, 'message', 1704038400000000, None)
>>> quotes("> he said\n> more\nno\n>>> all\nthe rest")
[(0, 16), (20, 36)]
>>> card(Embed(title="名单", description="见下", fields=[Cell("甲", "乙")], url="https://example.org"), "")
'名单\n见下\n甲\n乙\nhttps://example.org'
"""

import posixpath
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Annotated, Any, BinaryIO

import msgspec
from msgspec import Meta, Struct, field

from doxdocket.errors import Unreadable
from doxdocket.parse.attached_objects import Field, Medium, file_name, lines, outside
from doxdocket.parse.elements import decoded, members
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.moments import moment
from doxdocket.parse.rows import Rows
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.tallies import number
from doxdocket.parse.walk import ahead
from doxdocket.parse.window import Damage, Window
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

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


_SHAPE = Shape(Message, ("id",), rb'\{\s*"id"\s*:\s*"?[0-9]+"?\s*,\s*"type"\s*:\s*"?\w+"?\s*,\s*"time', nests=False)
_MESSAGES = re.compile(rb'"messages"\s*:\s*(?=\[)|(?=' + _SHAPE.opens.pattern + rb")")
_FIRST = re.compile(rb"\[\s*" + _SHAPE.opens.pattern)
_SIGHT = 512
#: Bytes of one object of the frame, and of messages that may wait for their channel's id.
_LIMIT, _WAIT = 1 << 20, 64 << 20
_HEAD = {"guild": Guild, "channel": Channel, "dateRange": Range}
_DECODE: dict[str, msgspec.json.Decoder[Any]] = {key: msgspec.json.Decoder(kind) for key, kind in _HEAD.items()}


class Export:
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, name: str) -> None:
        self.window, self.rows, self.name, self.source = Window(stream), Rows(source), name, source
        self.guild, self.channel, self.range = Guild(), Channel(), Range()
        self.made: int | None = None
        self.stated: int | None = None
        self.read, self.open_ended = 0, False
        self.seen: set[str] = set()
        self.held: list[Run[Message]] = []

    def parts(self) -> Iterator[Parsed]:
        """Posts and readings, the channel, warnings."""
        damage: Damage | None = None
        try:
            yield from self._members(first=True)
        except Damage as found:
            damage = found
        while damage:
            damage = yield from self._salvage(damage)
        if not self.seen & {"messages", "channel"}:
            raise Unreadable("discord_export.neither_channel_nor_messages_in", at=self.window.offset)
        yield from self._close()

    @property
    def _id(self) -> str:
        number = None if self.channel.id is None else str(self.channel.id)
        return f"discord:channel:{number}" if number else f"discord:unkeyed:{self.source[:16]}"

    def _members(self, *, first: bool) -> Iterator[Parsed]:
        """The root's members to its end; the cursor is before the root, or behind one of its values."""
        for key in members(self.window, after=not first, comma=True):
            yield from self._member(key)
        if self.window.peek() != -1:
            raise Damage("trailing_bytes", self.window.offset)

    def _member(self, key: str) -> Iterator[Parsed]:
        """One member; the cursor is at its value."""
        window, again = self.window, key in self.seen
        if key == "messages" or self._misnamed():
            if window.peek() != 0x5B:
                raise window.damage("broken_structure")
            self.seen.add(key)
            yield from self._messages()
        elif key in _HEAD and not again and window.peek() != 0x6E:  # null
            if window.peek() != 0x7B:
                raise window.damage("broken_structure")
            self._head(key)
        elif key in ("exportedAt", "messageCount") and not again:
            self.seen.add(key)
            value = window.scalar()
            if key == "exportedAt":
                self.made, _ = moment(value if isinstance(value, str) else None)
            elif type(value) is int and 0 <= value < 1 << 53:
                self.stated = value
        else:
            start, end = window.skip()
            self.rows.warn("notice", "unknown_member", start, end)

    def _misnamed(self) -> bool:
        """Whether the value of a member that is not called so holds messages."""
        window = self.window
        if "messages" in self.seen or window.peek() != 0x5B:
            return False
        ahead(window, _SIGHT)
        if not _FIRST.match(window.data, window.pos):
            return False
        self.rows.warn("repair", "broken_structure", window.offset, window.offset)
        return True

    def _head(self, key: str) -> None:
        """Guild, channel or range."""
        window, start = self.window, self.window.offset
        end = window.value_end(_LIMIT)
        raw = window.data[window.pos : end]
        if _MESSAGES.search(raw):  # a brace too many, or one too few
            raise Damage("broken_structure", start)
        window.pos = end
        self.seen.add(key)
        try:
            value, repairs = decoded(raw, _DECODE[key].decode)
        except Damage as damage:
            self.rows.warn("quarantine", damage.code, start, window.offset, key)
            return
        self.rows.repaired(repairs, start)
        setattr(self, {"dateRange": "range"}.get(key, key), value)

    def _messages(self) -> Iterator[Parsed]:
        """The messages: taken, or held until the channel is known."""
        start = self.window.offset
        wait = "channel" not in self.seen
        for run in gathered(self.window, _SHAPE):
            if not wait:
                yield from self._each(run)
                continue
            self.held.append(run)
            if self.window.offset - start > _WAIT:
                raise Unreadable("discord_export.channel_stands_after_more_than", limit=_WAIT)

    def _each(self, run: Run[Message]) -> Iterator[Parsed]:
        self.rows.each(run, self._take, self._marked)
        yield from self.rows.full()

    def _marked(self) -> Callable[[], None]:
        read = self.read

        def back() -> None:
            self.read = read

        return back

    def _take(self, run: Run[Message]) -> None:
        """Some messages, with what was met in and between them."""
        rows, channel_id, channel = self.rows, self._id, None if self.channel.id is None else str(self.channel.id)
        for lost in run.lost:
            self._lost(*lost)
        for i, notes in run.notes.items():
            rows.repaired(notes, run.starts[i], channel_id=channel_id, post_id=str(run.items[i].id))
        posts = [
            row(one, channel, start, end, len(run.notes.get(i, ())))
            for i, (one, start, end) in enumerate(zip(run.items, run.starts, run.ends, strict=True))
        ]
        self.read += len(posts)
        if posts:
            columns = dict(zip(COLUMNS, zip(*posts, strict=True), strict=True))
            rows.posts(columns | {"channel_id": [channel_id] * len(posts)})
        if found := reactions(run.items):
            ids, labels, counts = zip(*found, strict=True)
            rows.readings({
                "channel_id": [channel_id] * len(found), "post_id": ids, "what": ["reactions"] * len(found),
                "label": labels, "value": counts, "at": [self.made] * len(found),
                "at_how": ["tool" if self.made else None] * len(found),
            })  # fmt: skip

    def _lost(self, code: str, start: int, end: int) -> None:
        """Say which bytes hold no post; none are lost where the file only breaks off."""
        if code == "truncated" and start == end:
            self.open_ended = True
            self.rows.warn("notice", "array_left_open", start, end, channel_id=self._id)
        else:
            self.rows.warn("quarantine", code, start, end, channel_id=self._id)

    def _salvage(self, damage: Damage) -> Generator[Parsed, None, Damage | None]:
        """After damage to the frame: pass over bytes to the messages, or to the next one of them, and go on there."""
        window, start = self.window, self.window.offset
        wanted = _SHAPE.opens if "messages" in self.seen else _MESSAGES
        doubled = damage.code == "trailing_bytes" and wanted is _SHAPE.opens
        match = None if doubled else window.find(wanted)
        if not match:
            while window.pos < len(window.data) or window.more():
                window.pos = len(window.data)
        end = window.offset
        if start < end:
            self.rows.warn("quarantine", damage.code, start, end)
        elif damage.code != "truncated":
            self.rows.warn("repair", damage.code, start, end)
        elif not self.open_ended:
            self.rows.warn("notice", "file_left_open", start, end)
        if not match:
            return None
        self.seen |= {"messages", "channel"}  # a channel that was passed over is not waited for
        try:
            window.pos += len(match.group()) if wanted is _MESSAGES else 0
            yield from self._messages()
            yield from self._members(first=False)
        except Damage as another:
            return another
        return None

    def _close(self) -> Iterator[Parsed]:
        """The channel's row and its notices, once all is read."""
        for run in self.held:
            yield from self._each(run)
        rows, channel_id, end = self.rows, self._id, self.window.offset
        after, before = (moment(one)[0] for one in (self.range.after, self.range.before))
        direct = str(self.guild.id or "") == "0"
        title = [None if direct else self.guild.name, self.channel.category, self.channel.name]
        rows.channel(
            channel_id,
            title=" › ".join(filter(None, title)) or None,
            description=self.channel.topic or None,
            chat_type=self.channel.type,
            extent="selection",  # a filter on posts leaves no trace in the file
            captured_at=_seconds(self.made),
            captured_how="tool" if self.made else None,
            stated_posts=self.stated,
            stated_first=_seconds(after),
            stated_last=_seconds(before),
        )
        if self.stated is not None and self.stated != self.read:
            rows.warn(
                "notice", "stated_otherwise", 0, end, f"stated {self.stated}, read {self.read}", channel_id=channel_id
            )
        rows.tell_repeated(end)
        if self.channel.id is None:
            rows.warn("notice", "no_chat_id", 0, end, channel_id=channel_id)
        yield from rows.rest()


def _seconds(micros: int | None) -> float | None:
    return None if micros is None else micros / 1_000_000


_ID = "discord"
_OPENS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_GUILD = re.compile(rb'"guild"\s*:\s*\{')
_CHANNEL = re.compile(rb'"channel"\s*:\s*\{')
_LIST = re.compile(rb'"messages"\s*:\s*\[')
_STATES = re.compile(rb'"(?:dateRange|exportedAt)"\s*:')


def recognise(head: bytes, name: str) -> Bid | None:
    """Bid where the root object holds a guild and a channel, as no other form does; names say nothing."""
    del name
    if not (_OPENS.match(head) and _GUILD.search(head) and _CHANNEL.search(head)):
        return None
    if _STATES.search(head):
        return Bid(_ID, 95, *zh_en("parse_discord.root_object_holds_guild_channel"))
    if _LIST.search(head):
        return Bid(_ID, 90, *zh_en("parse_discord.root_object_holds_guild_channel_and"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one export: one channel."""
    return Export(stream, source_sha256, stated.name).parts()


FORM = Form(_ID, *zh_en("parse_discord.discordchatexporter_json_export"), recognise, parse)
