"""What each channel of a file holds in each capture: counts that its row of ``CHANNELS`` states.

Ids are kept as stretches without a gap, so that a file of any length is counted in little memory. Id gaps are counted
only where ids are the chat's own (channels and supergroups) and claim no cause. Leaves out: the posts.

>>> numbers = Numbers()
>>> numbers.add([1, 2, 3, 7, 2])
>>> numbers.add([8, -5])
>>> numbers.gaps(), numbers.first, numbers.last, numbers.repeated
(3, 1, 8, 1)
"""

import re
from collections import Counter, defaultdict
from collections.abc import ItemsView, KeysView, Sequence
from typing import Any

import numpy as np

from doxdocket.errors import Unreadable
from doxdocket.parse.sheet import Sheet

#: Ids that wait to be put among the stretches.
_WAIT = 1 << 18
#: Captures of channels that one file may hold: their counts stay in memory until the end of the file.
CHANNELS = 100_000
_OWN_IDS = ("telegram:supergroup:", "telegram:channel:")  # their posts are numbered 1, 2, 3 … by themselves
_NUMBER = re.compile(r"-?[0-9]{1,19}")
_INT64 = range(-(1 << 63), 1 << 63)

Key = tuple[str, str]
"""A channel id and the name of a capture."""


def number(post_id: str) -> int | None:
    """A post's id as a number where it is one that a column can hold.

    >>> number("-7"), number("1325000000000000000"), number("--7"), number("9" * 19), number("a:1")
    (-7, 1325000000000000000, None, None, None)
    """
    return n if _NUMBER.fullmatch(post_id) and (n := int(post_id)) in _INT64 else None


def room(channels: int) -> None:
    """Refuse one channel more than a file may hold."""
    if channels >= CHANNELS:
        raise Unreadable("tallies.one_file_holds_more_than", limit=CHANNELS)


class Numbers:
    """A set of whole numbers as sorted stretches, and how many stood in it already when they were added."""

    def __init__(self) -> None:
        self._starts = self._ends = np.array([], dtype=np.int64)  # ends are inside
        self._waiting: list[Sequence[int]] = []
        self._pending = self._added = 0

    def add(self, numbers: Sequence[int]) -> None:
        """Add some numbers."""
        self._waiting.append(numbers)
        self._pending += len(numbers)
        self._added += len(numbers)
        if self._pending >= _WAIT:
            self._settle()

    def _settle(self) -> None:
        """Put what waits among the stretches."""
        if not self._pending:
            return
        new = np.unique(np.concatenate([np.array(some, dtype=np.int64) for some in self._waiting]))
        self._waiting, self._pending = [], 0
        breaks = np.flatnonzero(np.diff(new) != 1)
        starts = np.concatenate([self._starts, new[np.concatenate([[0], breaks + 1])]])
        ends = np.concatenate([self._ends, new[np.concatenate([breaks, [new.size - 1]])]])
        order = np.argsort(starts, kind="stable")
        starts, reach = starts[order], np.maximum.accumulate(ends[order])
        opens = np.concatenate([[True], starts[1:] > reach[:-1] + 1])
        self._starts, self._ends = starts[opens], reach[np.concatenate([np.flatnonzero(opens)[1:] - 1, [-1]])]

    def _own(self) -> tuple[np.ndarray, np.ndarray]:
        """Stretches above zero: ids below are another chat's numbering."""
        self._settle()
        keep = self._ends > 0
        return np.maximum(self._starts[keep], 1), self._ends[keep]

    @property
    def first(self) -> int | None:
        """The lowest above zero."""
        starts, _ = self._own()
        return int(starts[0]) if starts.size else None

    @property
    def last(self) -> int | None:
        """The highest above zero."""
        _, ends = self._own()
        return int(ends[-1]) if ends.size else None

    @property
    def repeated(self) -> int:
        """How many were added that stood there."""
        self._settle()
        return self._added - int((self._ends - self._starts + 1).sum())

    def gaps(self) -> int | None:
        """How many between first and last are missing; none when there are none above zero."""
        starts, ends = self._own()
        return int((starts[1:] - ends[:-1] - 1).sum()) if starts.size else None


class Tally:
    """What one channel holds in one capture."""

    def __init__(self) -> None:
        self.posts = self.undated = self.files_missing = 0
        self.types: Counter[str] = Counter()
        self.numbers = Numbers()
        self.first: int | None = None
        self.last: int | None = None

    def counts(self, channel_id: str) -> dict[str, Any]:
        """Columns of ``CHANNELS``."""
        return {
            "posts": self.posts, "messages": self.types["message"], "services": self.types["service"],
            "unsupported": self.types["unsupported"], "undated": self.undated, "files_missing": self.files_missing,
            "id_gaps": self.numbers.gaps() if channel_id.startswith(_OWN_IDS) else None, "first_post": self.numbers.first,
            "last_post": self.numbers.last, "first_date": self.first, "last_date": self.last,
        }  # fmt: skip


class Tallies:
    """The tallies of a file."""

    def __init__(self) -> None:
        self._tallies: dict[Key, Tally] = {}

    def keys(self) -> KeysView[Key]:
        """Channels and captures that have posts."""
        return self._tallies.keys()

    def items(self) -> ItemsView[Key, Tally]:
        """Each with its tally."""
        return self._tallies.items()

    def of(self, key: Key) -> Tally:
        """The tally of one; an empty one where there are no posts."""
        return self._tallies.get(key) or Tally()

    def count(self, sheet: Sheet, end: int) -> None:
        """Count the first posts, up to ``end``, that were not counted yet."""
        start = sheet.counted
        if start >= end:
            return
        sheet.counted = end
        some = {name: sheet.columns[name][start:end] for name in _COUNTED}
        keys = list(zip(some["channel_id"], some["capture"], strict=True))
        if keys.count(keys[0]) == len(keys):
            self._add(keys[0], some)
            return
        groups: dict[Key, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            groups[key].append(i)
        for key, rows in groups.items():
            self._add(key, {name: [column[i] for i in rows] for name, column in some.items()})

    def _add(self, key: Key, some: dict[str, list[Any]]) -> None:
        """Count rows of one channel and capture."""
        tally = self._tallies.get(key)
        if tally is None:
            room(len(self._tallies))
            tally = self._tallies[key] = Tally()
        tally.posts += len(some["type"])
        tally.types.update(some["type"])
        dates = [date for date in some["date"] if date is not None]
        tally.undated += len(some["date"]) - len(dates)
        if dates:
            tally.first = min(dates if tally.first is None else [tally.first, *dates])
            tally.last = max(dates if tally.last is None else [tally.last, *dates])
        tally.files_missing += sum([one[_STATUS] != "included" for media in some["media"] if media for one in media])
        tally.numbers.add([no for no in some["post_no"] if no is not None])
        if any(some["also"]):
            tally.numbers.add([no for also in some["also"] for one in also or () if (no := number(one)) is not None])


_COUNTED = ("channel_id", "capture", "type", "date", "media", "post_no", "also")
_STATUS = 4  # of a row of MEDIA
