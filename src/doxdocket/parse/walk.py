"""The walk through a dump of messages, for every form of them: lists and lines of records, each put to its chat.

A dump is what a script kept: it may have been filtered and does not say so, hence the extent ``selection``. Records that
do not name their chat are held back; when the file shows one chat only they are that chat's, else nobody's. Leaves out:
what a record holds, which each form says in a class of its own.

>>> import io
>>> ahead(Window(io.BytesIO(b'  [{"id": 1}]'), block=3), 6)
b'  [{"i'
"""

import re
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, Generic, TypeVar

import msgspec

from doxdocket.errors import Unreadable
from doxdocket.parse.elements import Lost
from doxdocket.parse.form import Parsed, Stated
from doxdocket.parse.rows import Rows, exact
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.tallies import room
from doxdocket.parse.window import Window

T = TypeVar("T", bound=msgspec.Struct)

Columns = dict[str, Sequence[Any]]
"""Columns of ``POSTS`` or ``READINGS``, by name."""
Home = tuple[str, int | str]
"""Kind and bare id of a chat."""

#: The home of a message that names none.
NOWHERE: Home = ("", 0)
#: Messages without a chat that may wait for the end of the file, and their bytes.
HELD, _HELD_BYTES = 100_000, 16 << 20
_NEXT = re.compile(rb"\n[ \t\r]*+(?=[\[{])")


class Walk(ABC, Generic[T]):
    """One walk over one file; a form overrides what a record means."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        self.window, self.rows, self.named = Window(stream), Rows(source), frozenset(named)
        self.ids: dict[Home, str] = {}
        self.met: dict[str, Counter[str]] = defaultdict(Counter)
        self.taken = self.lists = self.other = self._held_bytes = 0
        self.open_ended = False
        self._held: Run[T] = Run()

    # What a form says.

    @abstractmethod
    def shape(self) -> Shape[T]:
        """How the records at the cursor look."""

    def pages(self) -> Iterator[Run[T]] | None:
        """The records inside the object at the cursor, if that is no record itself."""
        return None

    @abstractmethod
    def home(self, record: T) -> Home | None:
        """The chat of a message, ``NOWHERE`` when it names none; none when the record is no message."""

    def learn(self, records: Sequence[T]) -> None:
        """Take what records say of chats."""

    def known(self, record: T) -> bool:
        """Whether a record that is no message is something else that the form knows."""
        return record is None

    def empty(self) -> Home | None:
        """The chat that a file without any message names, if the form has such files."""
        return None

    def kind(self, home: Home) -> str:
        """The kind of a chat, with what is known of it."""
        return home[0]

    @abstractmethod
    def posts(self, records: Sequence[T]) -> Columns:
        """Columns of posts, but for chat, bytes and repairs."""

    def readings(self, channel_ids: Sequence[str], records: Sequence[T], columns: Columns) -> None:
        """Hand their counters to the rows."""

    def note(self, run: Run[T], channel_ids: Sequence[str], columns: Columns) -> None:
        """Count in ``met`` what notices say of each chat."""

    @abstractmethod
    def about(self, home: Home) -> dict[str, Any]:
        """What is said of a chat: columns of ``CHANNELS``, and ``subscribers``."""

    # What is the same for all.

    @classmethod
    def parse(cls, stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
        """Read one file; of several chats, those that are named or else all."""
        return cls(stream, source_sha256, stated.chats).parts()

    def parts(self) -> Iterator[Parsed]:
        """Everything in the file: posts and readings, chats, warnings."""
        for run in self.runs():
            self.rows.each(run, self.take, self._marked)
            yield from self.rows.full()
        self._settle()
        yield from self.rows.full()
        if not self.ids and (home := self.empty()):
            self._id(home)
        if not self.ids:
            raise Unreadable("walk.no_readable_message_in_this", at=self.window.offset)
        self._chats()
        yield from self.rows.rest()

    def runs(self) -> Iterator[Run[T]]:
        """The records of all lists and lines of the file."""
        window = self.window
        while (byte := window.peek()) != -1:
            if byte == 0x5B:
                self.lists += 1
                yield from gathered(window, self.shape())
            elif byte == 0x7B:
                yield from self.pages() or gathered(window, self.shape())
            else:
                start = window.offset
                window.pos += 1
                window.find(_NEXT)
                yield Run(lost=[Lost("trailing_bytes" if self.taken else "not_json", start, window.offset)])

    def take(self, run: Run[T]) -> None:
        """Put some records to their chats and keep them."""
        for lost in run.lost:
            if lost.code == "truncated" and lost.start == lost.end:
                self.open_ended = True
            else:
                self.rows.warn("quarantine", lost.code, lost.start, lost.end)
        self.learn(run.items)
        homes = [self.home(record) for record in run.items]
        if None not in homes and NOWHERE not in homes:
            self._keep(run, homes)
            return
        keep = []
        for i, (record, home) in enumerate(zip(run.items, homes, strict=True)):
            if home is None:
                if not self.known(record):
                    self.rows.warn("quarantine", "not_an_object", run.starts[i], run.ends[i])
            elif home is NOWHERE and len(self._held.items) < HELD and self._held_bytes < _HELD_BYTES:
                self._held.add(run.only([i]))
                self._held_bytes += run.ends[i] - run.starts[i]
            else:
                keep.append(i)
        self._keep(run.only(keep), [homes[i] for i in keep])

    def made_by_dumper(self, run: Run[T], i: int, channel_id: str, columns: Columns) -> None:
        """Say of a record that the dumping account sent whether it made the chat with it."""
        if columns["action"][i] in ("create_channel", "create_group"):
            self.rows.warn(
                "notice",
                "made_by_dumper",
                run.starts[i],
                run.ends[i],
                channel_id=channel_id,
                post_id=columns["post_id"][i],
            )

    def _marked(self) -> Callable[[], None]:
        """How things stand, to be brought back where a record fails."""
        ids, met = dict(self.ids), {key: Counter(counts) for key, counts in self.met.items()}
        taken, other, held, size = self.taken, self.other, len(self._held.items), self._held_bytes

        def back() -> None:
            self.ids, self.met = ids, defaultdict(Counter, met)
            self.taken, self.other, self._held_bytes = taken, other, size
            self._held = self._held.only(range(held))

        return back

    def _id(self, home: Home) -> str:
        """The channel id of a chat; what is said of it later does not change it within a file."""
        room(len(self.ids))
        source = self.rows.source[:16]
        made = f"telegram:unkeyed:{source}" if home is NOWHERE else f"telegram:{self.kind(home)}:{home[1]}"
        self.ids[home] = made
        return made

    def _wanted(self, home: Home) -> bool:
        """Whether a chat is among those that were named, if any were."""
        about = self.about(home)
        names = {self.ids[home], str(home[1]), f"-100{home[1]}", about.get("title"), about.get("username")}
        return not self.named or bool(self.named & names)

    def _keep(self, run: Run[T], homes: Sequence[Home | None]) -> None:
        """Rows of posts and readings, and what is to be said of each chat."""
        channel_ids = [self.ids.get(home) or self._id(home) for home in homes if home is not None]
        if self.named:
            out = {home: n for home, n in Counter(homes).items() if home is not None and not self._wanted(home)}
            for home, n in out.items():
                self.met[self.ids[home]]["chat_out_of_scope"] += n
            keep = [i for i, home in enumerate(homes) if home not in out]
            run, channel_ids = run.only(keep), [channel_ids[i] for i in keep]
        if not run.items:
            return
        self.taken += len(run.items)
        columns = self.posts(run.items)
        repairs = [len(run.notes.get(i, ())) for i in range(len(run.items))]
        place: Columns = {"channel_id": channel_ids, "byte_start": run.starts, "byte_end": run.ends, "repairs": repairs}
        self.rows.posts({**columns, **place})
        self.readings(channel_ids, run.items, columns)
        for i, notes in run.notes.items():
            self.rows.repaired(notes, run.starts[i], channel_id=channel_ids[i], post_id=columns["post_id"][i])
        self.note(run, channel_ids, columns)

    def _settle(self) -> None:
        """Put messages without a chat to the file's only one, or to none."""
        if self._held.items:
            known = [home for home in self.ids if home is not NOWHERE]
            only = known[0] if len(known) == 1 else NOWHERE
            self.rows.each(self._held, lambda run: self._keep(run, [only] * len(run.items)), self._marked)
            self.met[self.ids.get(only) or self._id(only)]["no_peer"] += len(self._held.items)

    def _chats(self) -> None:
        """Rows of chats and their notices."""
        end = self.window.offset
        for home, channel_id in self.ids.items():
            if self._wanted(home):
                about = self.about(home)
                subscribers = about.pop("subscribers", None)
                self.rows.channel(channel_id, **about)
                if subscribers is not None:
                    self.rows.reading(channel_id, None, "subscribers", *exact(subscribers))
            self.rows.notices(dict(sorted(self.met[channel_id].items())), 0, end, channel_id=channel_id)
        self.rows.tell_repeated(end)
        self.rows.notices({"other_object": self.other}, 0, end)
        if self.open_ended:
            self.rows.warn("notice", "array_left_open", end, end)
        if self.lists > 1:
            self.rows.warn("notice", "several_lists", 0, end, str(self.lists))


def ahead(window: Window, size: int) -> bytes:
    """Some bytes at the cursor, however few the stream gives at a time."""
    while len(window.data) - window.pos < size and window.more():
        pass
    return window.data[window.pos : window.pos + size]
