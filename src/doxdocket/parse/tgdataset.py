r"""TGDataset, a published collection of Telegram channels: an object of channels, texts and files in two maps each.

Source: SystemsLab-Sapienza/TGDataset README at 04a087d64488, ``db_utilities.py``, and its preview as captured. Gives texts,
times, forwards and the number of subscribers; no views, no edits, no service posts. It was filtered when it was made.
Leaves out: when it was captured, which the file does not say.

A channel's number is the key of its object; its columns stand before, between and after its two maps, so its posts wait
until it ends.

The entries of one map are read many at a time, each with its exact byte range (its number included). ``}, "641": {`` parts two: inside a string a quote is escaped, and behind a closing quote stands no digit, so this
can be nothing else. A piece is an entry only if it decodes as one.

Times are seconds since 1970 with a fraction of zero; ``author`` and ``forwarded_from_id`` are numbers without their kind. Telegram numbers channels from
1,000,000,000 on, so an origin below is an account and one above is taken for a channel. Leaves out: ``media_id``.

>>> recognise(
...     b'{"1000000001": {"creation_date": 1.0, "username": "x", "title": "y", "scam": false', "a.json"
... ).confidence
90
>>> recognise(b'{"1": {"title": "y"}}', "a.json") is None
True
>>> import io
>>> file = b'{"5": {"title": "x", "text_messages": {"7": {"message": "hi"}}, "generic_media": {"7": {"extension": ".jpe"}}}}'
>>> rows = [part.batch.to_pylist() for part in Dataset(io.BytesIO(file), "00" * 32, ()).parts()]
>>> [(row["channel_id"], row["post_id"], row["text"], row["media"][0]["kind"]) for row in rows[0]]
[('telegram:channel:5', '7', 'hi', 'photo')]
>>> window = Window(
...     io.BytesIO(b'{"7": {"message": "a"}, "6": {"message": "}, \\"5\\": {"}, "5": {oops}, "4": {}} rest')
... )
>>> found = [
...     (run.ids, run.starts, run.ends, [lost.code for lost in run.lost]) for run in read_entries(window, Store(LIMIT))
... ]
>>> [number for one in found for number in one[0]], [one[3] for one in found if one[3]], found[-1]
(['7', '6', '4'], [['not_json']], (['4'], [70], [77], []))
>>> window.data[window.pos :]
b' rest'
>>> entry = decode(b'{"message": "hi", "date": 1669852800.0, "is_forwarded": true, "forwarded_from_id": 749891673}')
>>> columns = held(["7"], [entry])
>>> columns["date"], columns["forwarded_from_id"], columns["text"]
([1669852800000000], ['user749891673'], ['hi'])
>>> medium(None, ".jpe"), medium("名单.pdf", ".pdf")
((None, None, 'image/jpeg', 'photo', 'not_included'), (None, '名单.pdf', 'application/pdf', 'document', 'not_included'))
"""

import mimetypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, BinaryIO, Self

import msgspec
import numpy as np
import pyarrow as pa
from msgspec import Struct

from doxdocket.errors import Unreadable
from doxdocket.parse.attached_objects import file_name
from doxdocket.parse.careful import Careful, Note
from doxdocket.parse.elements import Lost, Store, members
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.heads import beginning
from doxdocket.parse.moments import Written, moment
from doxdocket.parse.rows import Rows, exact
from doxdocket.parse.runs import Run, proven
from doxdocket.parse.tallies import number
from doxdocket.parse.telethon.message import Id
from doxdocket.parse.walk import Columns, ahead
from doxdocket.parse.window import BLOCK, Damage, Window
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_CHANNELS_FROM = 1_000_000_000
_KINDS = {
    ".jpe": "photo", ".jpg": "photo", ".jpeg": "photo", ".png": "photo", ".mp4": "video_file", ".mov": "video_file",
    ".oga": "voice_message", ".ogg": "voice_message", ".mp3": "audio_file", ".m4a": "audio_file", ".webp": "sticker",
    ".tgs": "sticker",
}  # fmt: skip


class Entry(Struct, gc=False):
    """A text has ``message``, a file ``extension``. What a channel has shows that it is none."""

    message: str | None = None
    date: Written = None
    author: Id | None = None
    is_forwarded: bool | None = None
    forwarded_from_id: Id | None = None
    forwarded_message_date: Written = None
    title: str | None = None
    extension: str | None = None
    username: msgspec.Raw | None = None
    creation_date: msgspec.Raw | None = None
    text_messages: msgspec.Raw | None = None
    generic_media: msgspec.Raw | None = None

    @property
    def channel(self) -> bool:
        """Whether this is a whole channel."""
        return bool(self.text_messages or self.generic_media or self.creation_date or self.username)


decode = msgspec.json.Decoder(Entry).decode
"""One entry's bytes to an ``Entry``; raises what msgspec raises."""


def held(ids: Sequence[str], some: Sequence[Entry]) -> Columns:
    """What is kept of some entries until their channel ends."""
    dates = [moment(one.date) for one in some]
    return {
        "post_id": ids,
        "date": [micros for micros, _ in dates],
        "date_local": [clock for _, clock in dates],
        "from_id": [None if one.author is None else f"user{one.author}" for one in some],
        "forwarded_from": ["" if one.is_forwarded or one.forwarded_from_id is not None else None for one in some],
        "forwarded_from_id": [None if (n := one.forwarded_from_id) is None else _origin(n) for one in some],
        "forwarded_date": [
            None if one.forwarded_message_date is None else moment(one.forwarded_message_date)[0] for one in some
        ],
        "text": [one.message or "" for one in some],
        "name": [one.title for one in some],
        "extension": [one.extension for one in some],
    }


def _origin(number: int) -> str:
    return f"channel{number}" if number >= _CHANNELS_FROM else f"user{number}"


@lru_cache(maxsize=1024)
def _stored(extension: str) -> tuple[str | None, str]:
    """Mime type and kind of a file without a name, by how it is stored."""
    return mimetypes.guess_type("x" + extension)[0], _KINDS.get(extension.lower(), "document")


def medium(name: str | None, extension: str | None) -> tuple[Any, ...]:
    """A row of ``records.MEDIA``. What has a name of its own was sent as a file."""
    mime, kind = _stored(extension or "")
    return None, name, mime, "document" if name and kind != "audio_file" else kind, "not_included"


#: Bytes one entry may have.
LIMIT = 1 << 20
_LEAST = 1 << 10
_PARTS = re.compile(rb'\}\s*+,\s*+(?=("(\d{1,18})"\s*+:\s*+)\{)')
_RESUMES = re.compile(rb'[,{]\s*+(?="\d{1,18}"\s*+:\s*+\{)')
_FIRST = re.compile(rb'("(\d{1,18})"\s*+:\s*+)\{')
#: Keys of a channel that no entry has, and bytes in which they are looked for.
CHANNEL = frozenset(
    {
        "username",
        "creation_date",
        "channel_id",
        "scam",
        "verified",
        "description",
        "n_subscribers",
        "text_messages",
        "generic_media",
    }
)
_HEAD = 4 << 10
_careful = Careful(Entry, ("message", "title", "extension"))


class Closed(Exception):
    """The map does not close: the channel ``number`` begins at the cursor."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number


@dataclass(slots=True)
class Entries(Run[Entry]):
    """Some entries in a row, with what was met between them; repairs are at places in the value."""

    ids: list[str] = field(default_factory=list)

    def only(self, keep: Sequence[int]) -> Self:
        """The entries that are kept."""
        kept = super(Entries, self).only(keep)
        kept.ids = [self.ids[i] for i in keep]
        return kept


def read_entries(window: Window, store: Store) -> Iterator[Entries]:
    """Every entry of the map at the cursor, which is read to its end; ``store`` is the file's."""
    window.take(b"{")
    step = BLOCK
    while (byte := window.peek()) != 0x7D:
        if byte == -1:
            raise window.damage("truncated")
        if byte == 0x2C:
            window.pos += 1
            continue
        start = window.offset
        run = _many(window, step)
        if run is None:
            run = _one(window, store)
            step = max(step // 8, _LEAST) if run.lost or run.notes else min(step * 4, BLOCK)
        store.gain(window.offset - start)
        yield run
    window.pos += 1


def _many(window: Window, step: int) -> Entries | None:
    """Up to ``step`` bytes of entries at the cursor; none when the next one is for the exact way."""
    first = _FIRST.match(window.data, window.pos)
    marks = list(_PARTS.finditer(window.data, window.pos, window.pos + step)) if first else []
    if not first or not marks:
        return None
    data, opens, base = window.data, [first, *marks], window.base
    starts = [window.pos, *[mark.end() for mark in marks]]
    ends = [mark.start() + 1 for mark in marks]
    pieces = [data[a + len(mark[1]) : b] for a, b, mark in zip(starts, ends, opens, strict=False)]
    items = proven(pieces, decode)
    if not items or any(one.channel for one in items):
        return None
    window.pos = starts[len(items)]
    ids = [mark[2].decode() for mark in opens[: len(items)]]
    starts, ends = ([base + one for one in some[: len(items)]] for some in (starts, ends))
    return Entries(items, starts, ends, ids=ids)


def _one(window: Window, store: Store) -> Entries:
    """One entry by the tokenizer; what is damaged is passed over."""
    run, start = Entries(), window.offset
    try:
        key = window.string(1 << 10)
        window.take(b":")
        if window.peek() != 0x7B or not key.isdecimal():
            window.skip()
            run.lost.append(Lost("not_an_object", start, window.offset))
            return run
        item, notes, begin, end = _value(window, key, store.reach(LIMIT))
    except Damage as damage:
        window.pos = max(window.pos, store.vain(start, damage.at) - window.base)
        window.pos += window.offset == start
        found = window.find(_RESUMES)
        code = "truncated" if not found else "not_json" if damage.code == "truncated" else damage.code
        run.lost.append(Lost(code, start, window.offset))
        window.pos += bool(found)
        return run
    run.ids.append(key)
    run.items.append(item)
    run.starts.append(start)
    run.ends.append(end)
    if notes:
        run.notes[0] = [Note(n.code, n.start + begin - start, n.end + begin - start, n.detail) for n in notes]
    return run


def is_channel(window: Window) -> bool:
    """Whether the object at the cursor is a channel."""
    head = beginning(ahead(window, _HEAD))
    return head is not None and bool(CHANNEL & head.keys.keys())


def _value(window: Window, key: str, limit: int) -> tuple[Entry, list[Note], int, int]:
    """The entry at the cursor with its repairs and absolute range; ``Closed`` when it is a channel."""
    if is_channel(window):
        raise Closed(key)
    begin = window.offset
    end = window.value_end(limit)
    item, notes = _careful.read(window.data[window.pos : end])
    if item.channel:
        raise Damage("wrong_type", begin)
    window.pos = end
    return item, notes, begin, window.offset


#: Bytes of records that may wait unpacked.
LOOSE = 16 << 20
_PACKED = pa.ipc.IpcWriteOptions(compression="zstd")


class Held:
    """Entries of one map that wait until their channel ends: texts and files of one post stand in different maps.

    A channel of ordinary size waits as it is; of a large one what is over the limit is packed (Arrow, zstd), some eight times
    smaller, so that only a channel of gigabytes has to be cut into pieces.

    >>> held = Held(pa.schema([("post_id", pa.string()), ("date", pa.int64())]), loose=10)
    >>> held.add({"post_id": ["7", "6"], "date": [1, None]}, 100)
    >>> held.add({"post_id": ["5"], "date": [3]}, 1)
    >>> held.rows, held.bytes < 5000, list(held.parts())
    (3, True, [{'post_id': ['7', '6'], 'date': [1, None]}, {'post_id': ['5'], 'date': [3]}])
    """

    def __init__(self, schema: pa.Schema, loose: int = LOOSE) -> None:
        self.schema, self.limit = schema, loose
        self.rows = self.bytes = self._loose = 0
        self._parts: list[Columns | pa.Buffer] = []

    def add(self, columns: Columns, size: int) -> None:
        """Keep some rows that took ``size`` bytes in the file."""
        rows = len(columns[self.schema.names[0]])
        self.rows += rows
        if self._loose < self.limit:
            self._parts.append(columns)
            self._loose += size
            self.bytes += size
            return
        packed = self._pack(columns)
        self._parts.append(packed)
        self.bytes += packed.size

    def _pack(self, columns: Columns) -> pa.Buffer:
        batch = pa.RecordBatch.from_arrays([pa.array(columns[f.name], f.type) for f in self.schema], schema=self.schema)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, self.schema, options=_PACKED) as writer:
            writer.write_batch(batch)
        return sink.getvalue()

    def parts(self) -> Iterator[Columns]:
        """What was added, part by part."""
        for part in self._parts:
            if isinstance(part, pa.Buffer):
                with pa.ipc.open_stream(part) as reader:
                    yield reader.read_all().to_pydict()
            else:
                yield part


#: Bytes of one channel's posts that may wait, packed. What is beyond is handed on in pieces.
HOLD = 192 << 20
_HELD = pa.schema([
    ("post_id", pa.string()), ("date", pa.int64()), ("date_local", pa.string()), ("from_id", pa.string()),
    ("forwarded_from", pa.string()), ("forwarded_from_id", pa.string()), ("forwarded_date", pa.int64()),
    ("text", pa.string()), ("name", pa.string()), ("extension", pa.string()), ("byte_start", pa.int64()),
    ("byte_end", pa.int64()), ("repairs", pa.int32()),
])  # fmt: skip
_MAPS = ("text_messages", "generic_media")
_ABOUT = ("title", "username", "description", "n_subscribers", "scam")
_NEXT = re.compile(
    rb'(?:,\s*+)?"-?\d{1,20}"\s*+:\s*+\{\s*+"(?:' + "|".join(sorted(CHANNEL | {"title"})).encode() + rb')"\s*+:'
)


class _Channel:
    """One channel as far as the file has told."""

    def __init__(self, key: str, start: int) -> None:
        bare = key.removeprefix("-100") if key.startswith("-100") and len(key) > 10 else key.removeprefix("-")
        self.bare, self.start = bare, start
        self.id = f"telegram:channel:{bare}"
        self.about: dict[str, Any] = {}
        self.maps = {name: Held(_HELD) for name in _MAPS}
        self.met: Counter[str] = Counter()
        self.released = False  # some of its posts were handed on


class Dataset:
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        self.window, self.rows, self.named = Window(stream), Rows(source), frozenset(named)
        self.channels = 0
        self.store = Store(2 * LIMIT)

    def parts(self) -> Iterator[Parsed]:
        """Everything in the file: posts, channels, warnings."""
        window = self.window
        if window.peek() == 0x7B:
            window.pos += 1
        while (byte := window.peek()) not in (-1, 0x7D):
            start = window.offset
            if byte == 0x2C:
                window.pos += 1
                continue
            try:
                key = window.string(1 << 10)
                window.take(b":")
                if window.peek() == 0x7B and key.removeprefix("-").isdecimal():
                    yield from self._channel(key, start)
                else:
                    window.skip()
                    self.rows.warn("quarantine", "not_an_object", start, window.offset)
            except Damage as damage:
                self._passed_over(damage, start)
        yield from self._end(byte)

    def _end(self, byte: int) -> Iterator[Parsed]:
        """What stands after the root, and the rows that wait."""
        window = self.window
        if byte == -1:
            self.rows.warn("notice", "file_left_open", window.offset, window.offset)
        else:
            window.pos += 1
            if window.peek() != -1:
                start = window.offset
                while window.peek() != -1:
                    window.pos = len(window.data)
                self.rows.warn("quarantine", "trailing_bytes", start, window.offset)
        if not self.channels:
            raise Unreadable("dataset.no_channel_in_this_file", at=window.offset)
        self.rows.tell_repeated(window.offset)
        yield from self.rows.rest()

    def _passed_over(self, damage: Damage, start: int) -> None:
        """Go on at the next channel."""
        window = self.window
        window.pos += window.offset == start
        found = window.find(_NEXT)
        code = "not_json" if damage.code == "truncated" and found else damage.code
        start = min(max(start, damage.at), window.offset)
        if start < window.offset:
            self.rows.warn("quarantine", code, start, window.offset)

    def _channel(self, key: str, start: int) -> Iterator[Parsed]:
        """One channel; of one whose map is not closed, the next one too."""
        while True:
            channel = _Channel(key, start)
            try:
                yield from self._members(channel)
            except Closed as closed:
                self.rows.warn(
                    "repair", "array_not_closed", self.window.offset, self.window.offset, channel_id=channel.id
                )
                yield from self._finish(channel)
                key, start = closed.number, self.window.offset
                continue
            except Damage:
                yield from self._finish(channel)
                raise
            yield from self._finish(channel)
            return

    def _members(self, channel: _Channel) -> Iterator[Parsed]:
        """What the file says of a channel, and its posts."""
        window = self.window
        for name in members(window):
            if name in _MAPS and window.peek() == 0x7B:
                for run in read_entries(window, self.store):
                    self.rows.each(run, partial(self._hold, channel), lambda: lambda: None)
                    if sum(some.bytes for some in channel.maps.values()) > HOLD:
                        channel.met["parts_not_joined"] += 1
                        yield from self._release(channel)
                    yield from self.rows.full()
            elif name in _ABOUT and window.peek() not in (0x7B, 0x5B):
                channel.about[name] = window.scalar(1 << 20)
            elif name.removeprefix("-").isdecimal() and is_channel(window):
                raise Closed(name)
            else:
                start, end = window.skip()
                if name not in CHANNEL:
                    self.rows.warn("notice", "other_object", start, end, channel_id=channel.id)

    def _hold(self, channel: _Channel, run: Entries) -> None:
        """Keep some entries until their channel ends. What an entry is shows in itself, not in where it stands."""
        for lost in run.lost:
            self.rows.warn("quarantine", lost.code, lost.start, lost.end, channel_id=channel.id)
        for i, notes in run.notes.items():
            self.rows.repaired(notes, run.starts[i], channel_id=channel.id, post_id=run.ids[i])
        if not run.items:
            return
        columns = held(run.ids, run.items)
        columns["byte_start"], columns["byte_end"] = run.starts, run.ends
        columns["repairs"] = [len(run.notes.get(i, ())) for i in range(len(run.items))]
        is_text = [one.message is not None or one.extension is None for one in run.items]
        size = run.ends[-1] - run.starts[0]
        texts, files = (channel.maps[name] for name in _MAPS)
        if all(is_text) or not any(is_text):
            (texts if is_text[0] else files).add(columns, size)
            return
        for some, wanted in ((texts, True), (files, False)):
            keep = [i for i, text in enumerate(is_text) if text is wanted]
            some.add({name: [column[i] for i in keep] for name, column in columns.items()}, size)

    def _wanted(self, channel: _Channel) -> bool:
        names = {
            channel.id,
            channel.bare,
            f"-100{channel.bare}",
            channel.about.get("title"),
            channel.about.get("username"),
        }
        return not self.named or bool(self.named & names)

    def _finish(self, channel: _Channel) -> Iterator[Parsed]:
        """At the end of a channel: its posts and its row."""
        self.channels += 1
        end = self.window.offset
        if not channel.released and not self._wanted(channel):
            self.rows.warn("notice", "chat_out_of_scope", channel.start, end, channel_id=channel.id)
            return
        yield from self._release(channel)
        about = channel.about
        said = {name: about[name] for name in ("title", "username", "description") if isinstance(about.get(name), str)}
        self.rows.channel(channel.id, **said)
        subscribers = about.get("n_subscribers")
        if isinstance(subscribers, int) and not isinstance(subscribers, bool) and 0 <= subscribers < 1 << 62:
            self.rows.reading(channel.id, None, "subscribers", *exact(subscribers))
        if about.get("scam") is True:
            self.rows.warn("notice", "marked_scam", channel.start, end, channel_id=channel.id)
        self.rows.notices(channel.met, channel.start, end, channel_id=channel.id)

    def _release(self, channel: _Channel) -> Iterator[Parsed]:
        """Texts, each with its file, then files without a text."""
        texts, files = (channel.maps[name] for name in _MAPS)
        channel.maps = {name: Held(_HELD) for name in _MAPS}
        channel.released = True
        joined = _Files(files) if texts.rows and files.rows else None
        for part in texts.parts():
            nothing: list[Any] = [()] * len(part["post_id"])
            media, names = joined.beside(part["post_id"]) if joined else (nothing, nothing)
            self._rows(channel, part, media, names)
            yield from self.rows.full()
        seen = 0
        for part in files.parts():
            rows = len(part["post_id"])
            taken = joined.taken[seen : seen + rows].tolist() if joined else [False] * rows
            keep = [i for i, gone in enumerate(taken) if not gone]
            seen += rows
            left: Columns = {name: [column[i] for i in keep] for name, column in part.items()}
            media = [[medium(name, ext)] for name, ext in zip(left["name"], left["extension"], strict=True)]
            self._rows(channel, left, media, left["name"])
            yield from self.rows.full()

    def _rows(self, channel: _Channel, part: Columns, media: Sequence[Any], names: Sequence[str | None]) -> None:
        rows = len(part["post_id"])
        columns = {name: part[name] for name in _HELD.names if name not in ("name", "extension")}
        columns |= {
            "channel_id": [channel.id] * rows, "post_no": [number(one) for one in part["post_id"]],
            "type": ["message"] * rows, "media": media,
            "fields": [[("file_name", said)] if name and (said := file_name(name)) else [] for name in names],
        }  # fmt: skip
        self.rows.posts(columns)


class _Files:
    """The files of a channel by the number of their post."""

    def __init__(self, files: Held) -> None:
        numbers, names, extensions = [], [], []
        for part in files.parts():
            numbers.append(_numbers(part["post_id"]))
            names.append(pa.array(part["name"], pa.string()))
            extensions.append(pa.array(part["extension"], pa.string()))
        ids = np.concatenate(numbers)
        self._order = np.argsort(ids, kind="stable")
        self._ids = ids[self._order]
        self._names, self._extensions = pa.chunked_array(names), pa.chunked_array(extensions)
        self.taken = np.zeros(ids.size, dtype=bool)

    def beside(self, post_ids: Sequence[str]) -> tuple[list[Any], list[str | None]]:
        """The file of each of these texts, if it has one, and the file's name."""
        wanted = _numbers(post_ids)
        at = np.minimum(np.searchsorted(self._ids, wanted), self._ids.size - 1)
        found = np.flatnonzero((self._ids[at] == wanted) & (wanted != _NONE))
        rows = self._order[at[found]]
        self.taken[rows] = True
        media: list[Any] = [()] * len(post_ids)
        names: list[str | None] = [None] * len(post_ids)
        taken = pa.array(rows)
        said = zip(self._names.take(taken).to_pylist(), self._extensions.take(taken).to_pylist(), strict=True)
        for i, (name, extension) in zip(found.tolist(), said, strict=True):
            media[i], names[i] = [medium(name, extension)], name
        return media, names


_NONE = -(2**63)


def _numbers(post_ids: Sequence[str]) -> np.ndarray:
    """Ids as numbers; what is none is joined to nothing."""
    return np.array([_NONE if (n := number(one)) is None else n for one in post_ids], dtype=np.int64)


_ID = "tgdataset"
_KEYS = CHANNEL | {"title"}


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the first channel: its number is a key, and at least three keys of its object are TGDataset's, all of them."""
    root = beginning(head)
    if root is None or root.layout == "array":
        return None
    number = next(iter(root.keys))
    keys = {key for key in root.inner(number) if not key.isdecimal()}  # of a map that does not close, more are seen
    if not (number.removeprefix("-").isdigit() and keys <= _KEYS):
        return None
    if len(keys) >= 3 and keys & {"creation_date", "n_subscribers", "text_messages", "generic_media"}:
        return Bid(_ID, 90, *zh_en("parse_tgdataset.channels_by_their_number_with"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one file; of many channels, those that are named or else all."""
    return Dataset(stream, source_sha256, stated.chats).parts()


FORM = Form(_ID, *zh_en("parse_tgdataset.tgdataset"), recognise, parse)
