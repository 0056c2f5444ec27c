r"""The entries of one map of a channel, many at a time, each with its exact byte range (its number included).

``}, "641": {`` parts two entries: inside a string a quote is escaped, and behind a closing quote stands no digit, so this
can be nothing else. A piece is an entry only if it decodes as one.

Source: SystemsLab-Sapienza/TGDataset README at 04a087d64488 and its preview as captured: times are seconds since 1970 with
a fraction of zero; ``author`` and ``forwarded_from_id`` are numbers without their kind. Telegram numbers channels from
1,000,000,000 on, so an origin below is an account and one above is taken for a channel. Leaves out: ``media_id``.

>>> import io
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self

import msgspec
from msgspec import Struct

from doxdocket.parse.careful import Careful, Note
from doxdocket.parse.elements import Lost, Store
from doxdocket.parse.heads import beginning
from doxdocket.parse.moments import Written, moment
from doxdocket.parse.runs import Run, proven
from doxdocket.parse.telethon.message import Id
from doxdocket.parse.walk import Columns, ahead
from doxdocket.parse.window import BLOCK, Damage, Window

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
