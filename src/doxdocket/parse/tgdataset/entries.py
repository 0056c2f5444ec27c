r"""The entries of one map of a channel, many at a time, each with its exact byte range (its number included).

``}, "641": {`` parts two entries: inside a string a quote is escaped, and behind a closing quote stands no digit, so this
can be nothing else. A piece is an entry only if it decodes as one. Leaves out: what an entry means (``entry``).

>>> import io
>>> window = Window(
...     io.BytesIO(b'{"7": {"message": "a"}, "6": {"message": "}, \\"5\\": {"}, "5": {oops}, "4": {}} rest')
... )
>>> found = [(run.ids, run.starts, run.ends, [lost.code for lost in run.lost]) for run in entries(window, Store(LIMIT))]
>>> [number for one in found for number in one[0]], [one[3] for one in found if one[3]], found[-1]
(['7', '6', '4'], [['not_json']], (['4'], [70], [77], []))
>>> window.data[window.pos :]
b' rest'
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from doxdocket.parse.careful import FAULTS, Careful, Note, repeats
from doxdocket.parse.elements import Lost, Store
from doxdocket.parse.heads import beginning
from doxdocket.parse.tgdataset.entry import Entry, decode
from doxdocket.parse.walk import ahead
from doxdocket.parse.window import BLOCK, Damage, Window

#: Bytes one entry may have.
LIMIT = 1 << 20
_LEAST = 1 << 10
#: Entries that are looked at together: few enough to stay in the processor's cache.
_GROUP = 256
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
class Entries:
    """Some entries in a row, with what was met between them."""

    ids: list[str] = field(default_factory=list)
    items: list[Entry] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    notes: dict[int, list[Note]] = field(default_factory=dict)  # index in items -> repairs, at places in the value


def entries(window: Window, store: Store) -> Iterator[Entries]:
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
    items: list[Entry] = []
    with suppress(*FAULTS):
        for i in range(0, len(pieces), _GROUP):
            some = pieces[i : i + _GROUP]
            if repeats(b",".join(some)):
                break
            items.extend(map(decode, some))  # what was decoded before a fault is kept
    if not items or any(one.channel for one in items):
        return None
    window.pos = starts[len(items)]
    ids = [mark[2].decode() for mark in opens[: len(items)]]
    return Entries(ids, items, [base + one for one in starts[: len(items)]], [base + one for one in ends[: len(items)]])


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
