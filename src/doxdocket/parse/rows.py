"""One file's posts, channels, readings and warnings, one by one or many at once, handed on in batches.

What waits is kept column by column; the counts in a channel's row are kept here, once for all forms. A capture is one
showing of a channel: the file, or one fetch of a web archive (``at``). A record at which a parser fails (``tried``), or whose
values no batch can hold, costs itself alone: a warning has its place and the reason. Leaves out: what a record means.

>>> rows = Rows("ab" * 32)
>>> rows.post("telegram:channel:1", "5", date=1669852800, text="甲", byte_start=0, byte_end=9)
>>> rows.reading("telegram:channel:1", "5", "views", *exact(44))
>>> rows.channel("telegram:channel:1", title="某")
>>> [(part.table, part.batch.num_rows) for part in rows.rest()]
[('posts', 1), ('readings', 1), ('channels', 1)]
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import pyarrow as pa

from doxdocket import bounds
from doxdocket.account import SCHEMAS
from doxdocket.bounds import Lost, guard
from doxdocket.parse.form import Parsed
from doxdocket.parse.runs import Run
from doxdocket.parse.sheet import Sheet
from doxdocket.parse.tallies import Tallies, number, room
from doxdocket.parse.window import Damage
from doxdocket.records import MEDIA, POSTS, READINGS, WARNINGS

AnyRun = TypeVar("AnyRun", bound=Run[Any])

#: Rows of one batch.
ROWS = 8192
#: Bytes of records whose rows may wait for a batch to be full.
BYTES = 32 << 20
_POST = frozenset(POSTS.names)
_LAST = 253_402_300_800  # seconds from 1970 to the end of the year 9999
_PLACE = ("byte_start", "byte_end")
_MEDIUM = tuple(one.name for one in MEDIA)

Moment = datetime | int | float | None
"""An aware moment, or seconds since 1970."""
Repair = tuple[Any, ...]
"""Code, byte range in the record, and keys where there are any: a ``careful.Note``, or the first three."""
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


def _sheets() -> dict[str, Sheet]:
    return {"posts": Sheet(POSTS), "readings": Sheet(READINGS), "warnings": Sheet(WARNINGS)}


@dataclass
class Rows:
    """Rows of one file that wait to be handed on."""

    source: str
    _sheets: dict[str, Sheet] = field(default_factory=_sheets)
    _tallies: Tallies = field(default_factory=Tallies)
    _channels: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    _bytes: int = 0

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
        media: Iterable[Mapping[str, str | None]] | None = None,
        also: Iterable[str] = (),
        at: int | None = None,
        repairs: int = 0,
        **columns: Any,
    ) -> None:
        """Take one post. ``media``: its files, none where the record says nothing of them; ``at``: of the capture; ``columns``: others of ``records.POSTS``, by name."""
        if not columns.keys() <= _POST:
            raise TypeError(f"no such column of posts: {sorted(columns.keys() - _POST)}")
        self._sheets["posts"].add(columns | {
            "channel_id": channel_id, "post_id": post_id, "post_no": number(post_id), "type": type, "text": text,
            "date": micros(date), "edited": micros(edited), "forwarded_date": micros(forwarded_date),
            "fields": [one for one in fields if one[1]] if fields else (),
            "quotes": [(a, b) for a, b in quotes if a < b] if quotes else (),
            "media": None if media is None else [tuple(map(one.get, _MEDIUM)) for one in media],
            "also": list(also) if also else (), "source": self.source, "capture": self.capture(at),
            "byte_start": byte_start, "byte_end": byte_end, "repairs": repairs,
        })  # fmt: skip
        self._bytes += byte_end - byte_start

    def posts(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Take many posts, column by column. As ``records.POSTS`` has them: moments in microseconds, nested rows as
        tuples; ``post_no`` included, ``repairs`` where there are any. Columns not given are null.
        """
        rows = len(columns["post_id"])
        same: dict[str, Sequence[Any]] = {
            "source": [self.source] * rows,
            "capture": [self.capture()] * rows,
            "repairs": [0] * rows,
        }
        self._sheets["posts"].extend(rows, same | dict(columns))
        self._bytes += sum(columns["byte_end"]) - sum(columns["byte_start"])

    def reading(
        self, channel_id: str, post_id: str | None, what: str, low: int, value: int, high: int, shown: str,
        granularity: int, *, label: str | None = None, read_at: Moment = None, read_how: str | None = None,
        at: int | None = None,
    ) -> None:  # fmt: skip
        """Take one counter: of a post, or with no ``post_id`` of the channel."""
        self._sheets["readings"].add({
            "channel_id": channel_id, "post_id": post_id, "what": what, "label": label, "low": low, "value": value,
            "high": high, "shown": shown, "granularity": granularity, "at": micros(read_at), "at_how": read_how,
            "source": self.source, "capture": self.capture(at),
        })  # fmt: skip

    def readings(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Take many exact counters, of this file's only capture: channel_id, post_id, what, label and value."""
        counts = columns["value"]
        rows = len(counts)
        self._sheets["readings"].extend(rows, dict(columns) | {
            "low": counts, "high": counts, "shown": list(map(str, counts)), "granularity": [1] * rows,
            "source": [self.source] * rows, "capture": [self.capture()] * rows,
        })  # fmt: skip

    def counted(self, counts: Sequence[tuple[str, str, str, str | None, int]]) -> None:
        """Take exact counters, one by one: channel, post, what, label and count."""
        if counts:
            names = ("channel_id", "post_id", "what", "label", "value")
            self.readings(dict(zip(names, zip(*counts, strict=True), strict=True)))

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
        """Say what the file says of a channel, once for each capture (a title that was said stays); its counts are taken from its posts."""
        room(len(self._channels))
        platform, kind, bare = channel_id.split(":", 2)
        known = self._channels.get((channel_id, self.capture(at)), {})
        self._channels[channel_id, self.capture(at)] = columns | {
            "channel_id": channel_id, "platform": platform, "chat_kind": kind, "bare_id": bare, "title": title or known.get("title"),
            "chat_type": chat_type, "extent": extent, "captured_at": micros(captured_at),
            "stated_first": micros(stated_first), "stated_last": micros(stated_last), "source": self.source,
            "capture": self.capture(at),
        }  # fmt: skip

    def warn(
        self, what: str, code: str, byte_start: int, byte_end: int, detail: str | None = None, *,
        channel_id: str | None = None, post_id: str | None = None,
    ) -> None:  # fmt: skip
        """Say what was met: quarantine, repair or notice, with a code of ``codes``; ``detail`` holds no content."""
        self._sheets["warnings"].add({
            "source": self.source, "what": what, "code": code, "channel_id": channel_id, "post_id": post_id,
            "byte_start": byte_start, "byte_end": byte_end, "detail": detail,
        })  # fmt: skip

    def weigh(self, size: int) -> None:
        """Say that the rows which wait are so much heavier than their places show (parts of an archive have none)."""
        self._bytes += size

    def notices(self, said: Mapping[str, str | int], start: int, end: int, *, channel_id: str | None = None) -> None:
        """Say what the whole of a stretch shows, by code; what is empty or nothing is not said."""
        for code, detail in said.items():
            if detail:
                self.warn("notice", code, start, end, str(detail), channel_id=channel_id)

    def repaired(
        self, repairs: Iterable[Repair], start: int, *, channel_id: str | None = None, post_id: str | None = None
    ) -> None:
        """Say how the record that begins at ``start`` was repaired; the places of the repairs are those in the record."""
        for code, first, last, *detail in repairs:
            told = detail[0] if detail and detail[0] else None
            self.warn("repair", code, start + first, start + last, told, channel_id=channel_id, post_id=post_id)

    def tell_repeated(self, end: int) -> None:
        """Say of each channel how many ids of posts stand there again."""
        for channel_id, times in self.repeated():
            self.warn("notice", "repeated_id", 0, end, str(times), channel_id=channel_id)

    def repeated(self) -> Iterator[tuple[str, int]]:
        """Channels (of any capture) in which ids of posts stand more than once, and how often too many."""
        self._sound("posts", self._sheets["posts"].rows)
        self._tallies.count(self._sheets["posts"], self._sheets["posts"].rows)
        for (channel_id, _), tally in self._tallies.items():
            if tally.numbers.repeated:
                yield channel_id, tally.numbers.repeated

    def full(self) -> Iterator[Parsed]:
        """Batches that are full."""
        for table, sheet in self._sheets.items():
            while sheet.rows >= ROWS or (table == "posts" and self._bytes >= BYTES and sheet.rows):
                yield from self._cut(table, ROWS)

    def rest(self) -> Iterator[Parsed]:
        """What is left: posts, readings, channels, warnings. A channel nobody spoke of has a row all the same."""
        for table in ("posts", "readings"):
            while self._sheets[table].rows:
                yield from self._cut(table, ROWS)
        for key in self._tallies.keys() - self._channels.keys():
            at = key[1].partition("@")[2]
            self.channel(key[0], at=int(at) if at else None)
        if self._channels:
            channels = Sheet(SCHEMAS["channels"])
            for key, row in sorted(self._channels.items()):
                channels.add(row | self._tallies.of(key).counts(key[0]))
            yield Parsed("channels", channels.cut(channels.rows))
        if self._sheets["warnings"].rows:
            yield from self._cut("warnings", self._sheets["warnings"].rows)

    def trial(self, work: Callable[[], None]) -> Lost | None:
        """What became of work that takes records; where it fails, no row of it stays. Damage is for the parser to read on from."""
        before, weight = {table: sheet.rows for table, sheet in self._sheets.items()}, self._bytes
        lost = guard(work, bounds.FILE.base, let=(OSError, Damage))
        if lost is not None:
            self._bytes = weight
            for table, sheet in self._sheets.items():
                sheet.drop(before[table], sheet.rows)
        return lost

    def tried(self, work: Callable[[], None], start: int, end: int, channel_id: str | None = None) -> bool:
        """Whether ``work`` took the one record that stands there; else a warning says where it is and what failed."""
        lost = self.trial(work)
        if lost is not None:
            self.warn("quarantine", "record_failed", start, end, lost.why, channel_id=channel_id)
        return lost is None

    def each(
        self,
        run: AnyRun,
        take: Callable[[AnyRun], None],
        marked: Callable[[], Callable[[], None]],
        channel_id: str | None = None,
    ) -> None:
        """Let ``take`` have records many at a time, and one by one where that fails: the bad one costs itself alone, and its channel where it is known.

        ``marked`` notes how things stand beside the rows, and gives what brings that back. What is no record is told first.

        >>> rows, taken = Rows("ab" * 32), []
        >>> def take(run):
        ...     taken.extend(10 // n for n in run.items)
        >>> rows.each(
        ...     Run([5, 0, 2], [0, 10, 20], [9, 19, 29]),
        ...     take,
        ...     lambda: (lambda size: lambda: taken.__delitem__(slice(size, None)))(len(taken)),
        ... )
        >>> taken, [row["byte_start"] for part in rows.rest() for row in part.batch.to_pylist()]
        ([2, 5], [10])
        """
        back = marked()
        if self.trial(partial(take, run)) is None:
            return
        back()
        nothing = run.only(())
        nothing.lost = run.lost
        take(nothing)
        for at in range(len(run.items)):
            back = marked()
            if not self.tried(partial(take, run.only([at])), run.starts[at], run.ends[at], channel_id):
                back()

    def _cut(self, table: str, rows: int) -> Iterator[Parsed]:
        sheet = self._sheets[table]
        batch = self._sound(table, min(rows, sheet.rows))
        if table == "posts":
            self._tallies.count(sheet, batch.num_rows)
            self._bytes = 0
        sheet.drop(0, batch.num_rows)
        if batch.num_rows:
            yield Parsed(table, batch)

    def _sound(self, table: str, rows: int) -> pa.RecordBatch:
        """The first rows as a batch; of those that no batch can hold a warning is left instead."""
        sheet = self._sheets[table]
        made = guard(partial(sheet.batch, 0, rows), bounds.FILE.base)
        if not isinstance(made, Lost):
            return made
        for at in reversed(range(rows)):
            lost = guard(partial(sheet.batch, at, at + 1), bounds.FILE.base)
            if isinstance(lost, Lost):
                start, end = (sheet.columns[name][at] if name in sheet.schema.names else 0 for name in _PLACE)
                sheet.drop(at, at + 1)
                rows -= 1
                self.warn("quarantine", "record_failed", start, end, lost.why)
        return sheet.batch(0, rows)
