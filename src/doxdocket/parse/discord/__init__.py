r"""DiscordChatExporter's JSON: one channel, thread or conversation of Discord.

Source: Tyrrrz/DiscordChatExporter ``JsonMessageWriter.cs`` at 4f29fa63 and 08524e94 (read 2026-11-24), and exports as
captured. Ids are strings, moments carry an offset, and the file says itself when it was made, of what range, and how
many posts it holds. A filter on posts (``--filter``) leaves no trace in it. Leaves out: who reacted, roles, avatars, and
the exporter's HTML, text and CSV.

The exporter writes guild, channel, range and time before the messages and their number after them; other orders are
read as well, within bounds. When the frame is damaged the walk goes on at the messages.

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
"""

import re
from collections.abc import Callable, Generator, Iterator
from typing import Any, BinaryIO, TypeVar

import msgspec

from doxdocket.errors import Unreadable
from doxdocket.parse.discord.message import Channel, Guild, Message, Range
from doxdocket.parse.discord.posts import COLUMNS, reactions, row
from doxdocket.parse.elements import decoded
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.moments import moment
from doxdocket.parse.rows import Rows
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.window import Damage, Window
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

T = TypeVar("T")

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
        window = self.window
        if first:
            window.take(b"{")
        while (byte := window.peek()) != 0x7D:
            if not first:
                window.take(b",")
                byte = window.peek()
            if first or byte != 0x7D:  # a comma after the last member costs nothing
                key = window.string()
                window.take(b":")
                window.peek()
                yield from self._member(key)
            first = False
        window.pos += 1
        if window.peek() != -1:
            raise Damage("trailing_bytes", window.offset)

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
        while len(window.data) - window.pos < _SIGHT and window.more():
            pass
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
