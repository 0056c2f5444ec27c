"""One file's posts, channels, readings and warnings, row by row, handed on in batches.

For forms whose records come as decoded objects; the counts in a channel's row are kept here, once for all of them. A
capture is one showing of a channel: the file, or one fetch of a web archive (``at``). Leaves out: what a record means.

>>> rows = Rows("ab" * 32)
>>> rows.post("telegram:channel:1", "5", date=1669852800, text="甲", byte_start=0, byte_end=9)
>>> rows.reading("telegram:channel:1", "5", "views", *exact(44))
>>> rows.channel("telegram:channel:1", title="某")
>>> [(part.table, part.batch.num_rows) for part in rows.rest()]
[('posts', 1), ('readings', 1), ('channels', 1)]
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from doxdocket.errors import Unreadable
from doxdocket.parse.form import Parsed
from doxdocket.records import POSTS, SCHEMAS

#: Rows of one batch.
ROWS = 8192
#: Captures of channels that one file may hold: their counts stay in memory until the end of the file.
CHANNELS = 100_000
_OWN_IDS = ("telegram:supergroup:", "telegram:channel:")  # their posts are numbered 1, 2, 3 … by themselves
_LAST = 253_402_300_800  # seconds from 1970 to the end of the year 9999
_NUMBER = re.compile(r"-?[0-9]{1,19}")
_INT64 = range(-(1 << 63), 1 << 63)
_POST = frozenset(POSTS.names)

Moment = datetime | int | float | None
"""An aware moment, or seconds since 1970."""
Reading = tuple[int, int, int, str, int]
"""low, value, high, as shown, granularity."""


def exact(count: int) -> Reading:
    """A counter that the file gives exactly.

    >>> exact(44)
    (44, 44, 44, '44', 1)
    """
    return count, count, count, str(count), 1


def rounded(value: int, granularity: int, shown: str) -> Reading:
    """A counter shown rounded: how it was rounded is not known, so [v − g/2, v + g − 1] (docs/explanation/glossary.md).

    >>> rounded(505_900, 100, "505.9K")
    (505850, 505900, 505999, '505.9K', 100)
    """
    if granularity <= 1:
        return value, value, value, shown, 1
    return max(0, value - granularity // 2), value, value + granularity - 1, shown, granularity


def micros(moment: Moment) -> int | None:
    """Microseconds since 1970 for Arrow; none for none, and for what is no moment of the years to 9999.

    >>> micros(1.5), micros(10**30), micros(float("nan"))
    (1500000, None, None)
    """
    if moment is None:
        return None
    seconds = moment.timestamp() if isinstance(moment, datetime) else moment
    return round(seconds * 1_000_000) if -_LAST < seconds < _LAST else None


@dataclass
class _Tally:
    """What one channel holds in one capture."""

    posts: int = 0
    types: dict[str, int] = field(default_factory=dict)
    undated: int = 0
    files_missing: int = 0
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    first: int | None = None
    last: int | None = None

    def add(self, row: Mapping[str, Any]) -> None:
        self.posts += 1
        self.types[row["type"]] = self.types.get(row["type"], 0) + 1
        date = row["date"]
        if date is None:
            self.undated += 1
        else:
            self.first = date if self.first is None else min(self.first, date)
            self.last = date if self.last is None else max(self.last, date)
        self.files_missing += sum(one["status"] != "included" for one in row["media"])
        self.numbers.extend([n for n in (row["post_no"], *map(_number, row["also"])) if n is not None])

    def counts(self, channel_id: str) -> dict[str, Any]:
        ids = np.unique(np.frombuffer(self.numbers, np.int64))
        own = ids[ids > 0]
        first, last = (int(own[0]), int(own[-1])) if own.size else (None, None)
        gaps = int(own[-1] - own[0] + 1 - own.size) if own.size and channel_id.startswith(_OWN_IDS) else None
        return {
            "posts": self.posts, "messages": self.types.get("message", 0), "services": self.types.get("service", 0),
            "unsupported": self.types.get("unsupported", 0), "undated": self.undated,
            "files_missing": self.files_missing, "id_gaps": gaps, "first_post": first, "last_post": last,
            "first_date": self.first, "last_date": self.last,
        }  # fmt: skip


def _number(post_id: str) -> int | None:
    """A post's id as a number where it is one that a column can hold.

    >>> _number("-7"), _number("1325000000000000000"), _number("--7"), _number("9" * 19), _number("a:1")
    (-7, 1325000000000000000, None, None, None)
    """
    return n if _NUMBER.fullmatch(post_id) and (n := int(post_id)) in _INT64 else None


@dataclass
class Rows:
    """Rows of one file that wait to be handed on."""

    source: str
    _waiting: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _tallies: dict[tuple[str, str], _Tally] = field(default_factory=dict)
    _channels: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def capture(self, at: int | None = None) -> str:
        """The name of a capture: the file, or the fetch whose record begins at byte ``at``."""
        return self.source[:16] + ("" if at is None else f"@{at}")

    def post(
        self,
        channel_id: str,
        post_id: str,
        *,
        byte_start: int,
        byte_end: int,
        type: str = "message",  # noqa: A002 - the column's name
        text: str = "",
        date: Moment = None,
        edited: Moment = None,
        forwarded_date: Moment = None,
        fields: Iterable[tuple[str, str]] = (),
        quotes: Iterable[tuple[int, int]] = (),
        media: Iterable[Mapping[str, str | None]] = (),
        also: Iterable[str] = (),
        at: int | None = None,
        repairs: int = 0,
        **columns: Any,
    ) -> None:
        """Take one post. ``at``: of the capture; ``columns``: others of ``records.POSTS``, by name."""
        if unknown := columns.keys() - _POST:
            raise TypeError(f"no such column of posts: {sorted(unknown)}")
        row = columns | {
            "channel_id": channel_id, "post_id": post_id, "post_no": _number(post_id), "type": type, "text": text,
            "date": micros(date), "edited": micros(edited), "forwarded_date": micros(forwarded_date),
            "fields": [{"where": where, "text": words} for where, words in fields if words],
            "quotes": [{"start": a, "end": b} for a, b in quotes if a < b],
            "media": [dict.fromkeys(("path", "name", "mime", "kind")) | dict(one) for one in media],
            "also": list(also), "source": self.source, "capture": self.capture(at),
            "byte_start": byte_start, "byte_end": byte_end, "repairs": repairs,
        }  # fmt: skip
        self._waiting.setdefault("posts", []).append(row)
        if (key := (channel_id, row["capture"])) not in self._tallies:
            self._room(len(self._tallies))
            self._tallies[key] = _Tally()
        self._tallies[key].add(row)

    def reading(
        self, channel_id: str, post_id: str | None, what: str, low: int, value: int, high: int, shown: str,
        granularity: int, *, label: str | None = None, read_at: Moment = None, read_how: str | None = None,
        at: int | None = None,
    ) -> None:  # fmt: skip
        """Take one counter: of a post, or with no ``post_id`` of the channel."""
        self._waiting.setdefault("readings", []).append({
            "channel_id": channel_id, "post_id": post_id, "what": what, "label": label, "low": low, "value": value,
            "high": high, "shown": shown, "granularity": granularity, "at": micros(read_at), "at_how": read_how,
            "source": self.source, "capture": self.capture(at),
        })  # fmt: skip

    def channel(
        self,
        channel_id: str,
        *,
        title: str | None = None,
        chat_type: str | None = None,
        extent: str = "selection",
        captured_at: Moment = None,
        at: int | None = None,
        stated_first: Moment = None,
        stated_last: Moment = None,
        **columns: Any,
    ) -> None:
        """Say what the file says of a channel, once for each capture; its counts are taken from its posts."""
        self._room(len(self._channels))
        platform, kind, bare = channel_id.split(":", 2)
        self._channels[channel_id, self.capture(at)] = columns | {
            "channel_id": channel_id, "platform": platform, "chat_kind": kind, "bare_id": bare, "title": title,
            "chat_type": chat_type, "extent": extent, "captured_at": micros(captured_at),
            "stated_first": micros(stated_first), "stated_last": micros(stated_last), "source": self.source,
            "capture": self.capture(at),
        }  # fmt: skip

    def _room(self, channels: int) -> None:
        if channels >= CHANNELS:
            raise Unreadable(
                zh="一个文件中的频道（或采集）超过 {limit} 个，无法在限定内存内计数。整个文件未采用；请分成几个文件。",
                en="one file holds more than {limit} channels (or captures of them): they cannot be counted within "
                "bounded memory. Nothing of it was taken; split it into several files.",
                limit=CHANNELS,
            )

    def warn(
        self, what: str, code: str, byte_start: int, byte_end: int, detail: str | None = None, *,
        channel_id: str | None = None, post_id: str | None = None,
    ) -> None:  # fmt: skip
        """Say what was met: quarantine, repair or notice, with a code of ``codes``; ``detail`` holds no content."""
        self._waiting.setdefault("warnings", []).append({
            "source": self.source, "what": what, "code": code, "channel_id": channel_id, "post_id": post_id,
            "byte_start": byte_start, "byte_end": byte_end, "detail": detail,
        })  # fmt: skip

    def full(self) -> Iterator[Parsed]:
        """Batches that are full."""
        for table, rows in self._waiting.items():
            while len(rows) >= ROWS:
                yield _batch(table, rows[:ROWS])
                del rows[:ROWS]

    def rest(self) -> Iterator[Parsed]:
        """What is left: posts, readings, channels, warnings. A channel nobody spoke of has a row all the same."""
        for key in self._tallies.keys() - self._channels.keys():
            at = key[1].partition("@")[2]
            self.channel(key[0], at=int(at) if at else None)
        for table in ("posts", "readings"):
            if rows := self._waiting.pop(table, []):
                yield _batch(table, rows)
        found = [row | self._tallies.get(key, _Tally()).counts(key[0]) for key, row in sorted(self._channels.items())]
        if found:
            yield _batch("channels", found)
        if rows := self._waiting.pop("warnings", []):
            yield _batch("warnings", rows)


def _batch(table: str, rows: list[dict[str, Any]]) -> Parsed:
    schema = SCHEMAS[table]
    columns = [pa.array([row.get(one.name) for row in rows], one.type) for one in schema]
    return Parsed(table, pa.RecordBatch.from_arrays(columns, schema=schema))
