"""Messages to a batch of ``POSTS``: one flat list a column, no dictionary a row.

Leaves out: counting (``tally``) and reading (``records``).

>>> from doxdocket.parse.tdesktop_json.message import decode
>>> message = decode(b'{"id": 5, "type": "message", "date_unixtime": "1669852800", "text": "hi"}')
>>> batch = Columns([message], [0], [71], {}).batch("telegram:channel:1", "00")
>>> batch["post_id"].to_pylist(), str(batch["date"][0])
(['5'], '2022-12-01 00:00:00+00:00')
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain

import pyarrow as pa
from msgspec import UNSET

from doxdocket.parse.tdesktop_json.media import Medium, media
from doxdocket.parse.tdesktop_json.message import Message, Reaction
from doxdocket.parse.tdesktop_json.times import epoch, seconds
from doxdocket.parse.tdesktop_json.words import Field, fields, joined, quotes
from doxdocket.records import FIELD, MEDIA, POSTS, QUOTE, READINGS, UTC

_TYPES = {"message": "message", "service": "service", "unsupported": "unsupported"}


def _id(value: str | int | None) -> str | None:
    return value if value is None or type(value) is str else str(value)


@dataclass
class Columns:
    """Some messages of one chat, column by column; ``repairs`` says how many touched which of them."""

    messages: list[Message]
    starts: list[int]
    ends: list[int]
    repairs: dict[int, int]

    @cached_property
    def dates(self) -> list[int | None]:
        """Seconds since 1970, where the file has them."""
        return [seconds(m.date_unixtime) for m in self.messages]

    @cached_property
    def clocks(self) -> list[str | None]:
        """Local clock times as written."""
        return [m.date for m in self.messages]

    @cached_property
    def texts(self) -> list[str]:
        """Joined texts."""
        return [t if type(t := m.text) is str else "" if t is UNSET else joined(t) for m in self.messages]

    @cached_property
    def media(self) -> list[list[Medium]]:
        """Files of each message."""
        return [media(m) if m.photo or m.file or m.contact_vcard else [] for m in self.messages]

    @cached_property
    def unavailable(self) -> list[int]:
        """Indexes of messages that the server no longer had: written as empty posts of 1970 (export_data_types.cpp, ParseMessage)."""
        return [
            i
            for i, (date, clock) in enumerate(zip(self.dates, self.clocks, strict=True))
            if date is None and epoch(clock) and not self.texts[i] and not self.media[i]
        ]

    @cached_property
    def types(self) -> list[str]:
        """Types of posts; a type that Telegram does not have is a message."""
        types = [_TYPES.get(m.type, "message") for m in self.messages]
        for i in self.unavailable:
            types[i] = "unsupported"
        return types

    def _fields(self) -> list[list[Field]]:
        return [
            fields(m)
            if m.file
            or type(m.text) is list
            or m.contact_information
            or m.inline_bot_buttons
            or m.poll
            or m.todo_list
            or m.location_information
            or m.place_name
            or m.address
            or m.file_name
            else []
            for m in self.messages
        ]

    def _forwarded(self) -> list[str | None]:
        """Names of origins; empty where it was forwarded from an account that is deleted."""
        return [None if (f := m.forwarded_from) is UNSET else f or "" for m in self.messages]

    def _replies(self) -> list[str | None]:
        """Ids of posts replied to; ``peer/id`` where that post is in another chat."""
        return [
            None if (r := m.reply_to_message_id) is None else f"{p}/{r}" if (p := m.reply_to_peer_id) else str(r)
            for m in self.messages
        ]

    def readings(self, channel_id: str, source: str) -> list[pa.RecordBatch]:
        """Reactions as counted at the export, one row a sign and message; none where there are none."""
        rows = [
            {"channel_id": channel_id, "post_id": str(m.id), "what": "reactions", "label": _sign(one), "low": one.count,
             "value": one.count, "high": one.count, "shown": str(one.count), "granularity": 1, "source": source,
             "capture": source[:16]}
            for m in self.messages if m.reactions for one in m.reactions if 0 <= one.count < 2**62
        ]  # fmt: skip
        return [pa.RecordBatch.from_pylist(rows, READINGS)] if rows else []

    def singly(self) -> Iterator["Columns"]:
        """Each message by itself."""
        for i, message in enumerate(self.messages):
            yield Columns(
                [message],
                [self.starts[i]],
                [self.ends[i]],
                dict.fromkeys([0] if i in self.repairs else (), self.repairs.get(i, 0)),
            )

    def batch(self, channel_id: str, source: str) -> pa.RecordBatch:
        """The rows, of the channel ``channel_id`` in the file ``source``."""
        ms, rows = self.messages, len(self.messages)
        numbers = pa.array([m.id for m in ms], pa.int64())
        edited = [None if m.edited_unixtime is None else seconds(m.edited_unixtime) for m in ms]
        repairs = [self.repairs.get(i, 0) for i in range(rows)]
        gone = frozenset(self.unavailable)
        columns = {
            "channel_id": _same(channel_id, rows),
            "post_id": numbers.cast(pa.string()),
            "post_no": numbers,
            "type": self.types,
            "date": _moments(self.dates),
            "date_local": self.clocks,
            "edited": _moments(edited),
            "author": [m.author for m in ms],
            "from_id": [_id(m.from_id if m.from_id is not None else m.actor_id) for m in ms],
            "from_name": [m.from_name if m.from_name is not None else m.actor for m in ms],
            "forwarded_from": self._forwarded(),
            "forwarded_from_id": [_id(m.forwarded_from_id) for m in ms],
            "saved_from": [m.saved_from for m in ms],
            "reply_to": self._replies(),
            "action": [m.action for m in ms],
            "text": self.texts,
            "fields": _nested(self._fields(), FIELD),
            "quotes": _nested([quotes(m.text) if type(m.text) is list else [] for m in ms], QUOTE),
            "media": _nested(self.media, MEDIA),
            "state": ["empty" if i in gone else None for i in range(rows)],
            "source": _same(source, rows),
            "capture": _same(source[:16], rows),
            "byte_start": self.starts,
            "byte_end": self.ends,
            "repairs": repairs,
        }
        nothing = [None] * rows  # what this form never states
        arrays = [
            column if isinstance(column := columns.get(one.name, nothing), pa.Array) else pa.array(column, one.type)
            for one in POSTS
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=POSTS)


def _sign(one: Reaction) -> str:
    """A sign: itself, ``paid``, or a custom one by the file of its picture."""
    return one.emoji or (f"custom:{one.document_id}" if one.document_id else one.type)


def _same(value: str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.string()), rows)


def _moments(values: list[int | None]) -> pa.Array:
    """Seconds to moments."""
    return pa.array(values, pa.timestamp("s", tz="UTC")).cast(UTC)


def _nested(rows: Sequence[Sequence[tuple[object, ...]]], kind: pa.StructType) -> pa.Array:
    """Lists of records, from flat columns."""
    ends = accumulate(map(len, rows), initial=0)
    columns = list(zip(*chain.from_iterable(rows), strict=True)) or [()] * kind.num_fields
    flat = [pa.array(column, kind.field(i).type) for i, column in enumerate(columns)]
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.StructArray.from_arrays(flat, fields=list(kind)))
