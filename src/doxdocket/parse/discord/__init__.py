r"""DiscordChatExporter's JSON: one channel, thread or conversation of Discord.

Source: Tyrrrz/DiscordChatExporter ``JsonMessageWriter.cs`` at 4f29fa63 and 08524e94 (read 2026-11-24), and exports as
captured. Ids are strings, moments carry an offset, and the file says itself when it was made, of what range, and how
many posts it holds. A filter on posts (``--filter``) leaves no trace in it. Leaves out: who reacted, roles, avatars, and
the exporter's HTML, text and CSV.

>>> recognise(b'{"guild": {"id": "1"}, "channel": {"id": "2"}, "dateRange": {}, "messages": [', "x.json").confidence
95
>>> recognise(b'{"name": "x", "type": "public_channel", "id": 1, "messages": []}', "result.json") is None
True
>>> import io
>>> file = b'{"guild":{},"channel":{"id":"2"},"messages":[{"id":"1","type":"Default","content":"hi"}]}'
>>> [(part.table, part.batch.num_rows) for part in parse(io.BytesIO(file), "0" * 64, Stated())]
[('posts', 1), ('channels', 1)]
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.parse.discord.export import Export
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "discord"
_OPENS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_GUILD = re.compile(rb'"guild"\s*:\s*\{')
_CHANNEL = re.compile(rb'"channel"\s*:\s*\{')
_MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
_STATES = re.compile(rb'"(?:dateRange|exportedAt)"\s*:')


def recognise(head: bytes, name: str) -> Bid | None:
    """Bid where the root object holds a guild and a channel, as no other form does; names say nothing."""
    del name
    if not (_OPENS.match(head) and _GUILD.search(head) and _CHANNEL.search(head)):
        return None
    if _STATES.search(head):
        return Bid(_ID, 95, *zh_en("parse_discord.root_object_holds_guild_channel"))
    if _MESSAGES.search(head):
        return Bid(_ID, 90, *zh_en("parse_discord.root_object_holds_guild_channel_and"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one export: one channel."""
    return Export(stream, source_sha256, stated.name).parts()


FORM = Form(_ID, *zh_en("parse_discord.discordchatexporter_json_export"), recognise, parse)
