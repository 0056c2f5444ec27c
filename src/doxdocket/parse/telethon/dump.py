r"""The walk through one dump: lists, lines and pages of messages, each put to its chat, and what the dump says of chats.

A dump is what a script kept: it may have been filtered and does not say so, hence the extent ``selection``. Messages that
do not name their chat (``MessageEmpty``) are held back; when the file shows one chat only they are that chat's. Leaves
out: what a message holds (``columns``, ``words``).

>>> import io
>>> lines = (
...     b'{"_": "Message", "id": 2, "peer_id": {"_": "PeerChannel", "channel_id": 5}}\n{"_": "MessageEmpty", "id": 1}'
... )
>>> rows = [part.batch for part in Dump(io.BytesIO(lines), "00" * 32, ()).parts()]
>>> rows[0].select(["channel_id", "post_id", "type"]).to_pylist()[1]
{'channel_id': 'telegram:channel:5', 'post_id': '1', 'type': 'unsupported'}
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import BinaryIO

from doxdocket.errors import Unreadable
from doxdocket.parse.careful import Note
from doxdocket.parse.elements import Lost, members
from doxdocket.parse.form import Parsed
from doxdocket.parse.heads import beginning
from doxdocket.parse.rows import Rows, exact
from doxdocket.parse.runs import Run, Shape, gathered
from doxdocket.parse.tallies import room
from doxdocket.parse.telethon.columns import Columns, posts, readings
from doxdocket.parse.telethon.message import Chat, Message
from doxdocket.parse.telethon.peers import home, kind, username
from doxdocket.parse.window import Damage, Window

_POSTS = frozenset({"Message", "MessageService", "MessageEmpty"})
_CHATS = frozenset({"Channel", "Chat", "ChannelForbidden", "ChatForbidden"})
_FIRST = re.compile(rb'\{\s*+"([^"\\]{1,64})"\s*+:')
_TAG = rb'\s*+"Message(?:Service|Empty)?"'
_NEXT = re.compile(rb"\n[ \t\r]*+(?=[\[{])")
#: Messages without a chat that may wait for the end of the file, and their bytes; bytes of a page that may wait for
#: its chats; chats that are remembered.
_HELD, _HELD_BYTES, _PAGE, _ABOUT = 100_000, 16 << 20, 4 << 20, 10_000
_HEAD = 1 << 15
_UNKNOWN = ("", 0)


class Dump:
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        self.window, self.rows, self.named = Window(stream), Rows(source), frozenset(named)
        self.about: dict[int, Chat] = {}
        self.ids: dict[tuple[str, int], str] = {}
        self.met: dict[str, Counter[str]] = defaultdict(Counter)
        self.other = self.taken = self.lists = 0
        self.homeless: Run[Message] = Run()
        self.homeless_bytes = 0

    def parts(self) -> Iterator[Parsed]:
        """Everything in the file: posts and readings, chats, warnings."""
        for run in self._runs():
            self._take(run)
            yield from self.rows.full()
        self._settle()
        yield from self.rows.full()
        if not self.taken:
            raise Unreadable(
                zh="文件中没有任何可读的消息（读到字节 {at}）。未采用其中内容；请核对原始文件。",
                en="no readable message in this file (read up to byte {at}). Nothing of it was taken; check it against "
                "the file as it was written.",
                at=self.window.offset,
            )
        self._chats()
        yield from self.rows.rest()

    def _runs(self) -> Iterator[Run[Message]]:
        """All lists, lines and pages of the file."""
        window = self.window
        while (byte := window.peek()) != -1:
            start = window.offset
            if byte == 0x5B:
                self.lists += 1
                yield from gathered(window, _shape(window))
            elif byte == 0x7B and not _page(window):
                yield from gathered(window, _shape(window))
            elif byte == 0x7B:
                yield from self._page()
            else:
                window.pos += 1
                window.find(_NEXT)
                yield Run(lost=[Lost("trailing_bytes" if self.taken else "not_json", start, window.offset)])

    def _page(self) -> Iterator[Run[Message]]:
        """An answer of the server: messages, and after them the chats they stand in."""
        window, start = self.window, self.window.offset
        held: Run[Message] = Run()
        try:
            for key in members(window):
                if key in ("messages", "chats") and window.peek() == 0x5B:
                    for run in gathered(window, _shape(window)):
                        self._learn(run.items)
                        held.add(run)
                        if held.size > _PAGE:
                            yield held
                            held = Run()
                else:
                    window.skip()
        except Damage as damage:
            window.pos += 1
            window.find(_NEXT)
            held.lost.append(Lost(damage.code, max(start, damage.at), window.offset))
        yield held

    def _learn(self, some: Sequence[Message]) -> None:
        """What some objects say of chats."""
        for one in some if len(self.about) < _ABOUT else ():
            if one.chat is not None and one.chat.id is not None and one.chat.id not in self.about:
                self.about[one.chat.id] = one.chat
            elif one.kind in _CHATS and one.id is not None:
                self.about[one.id] = Chat(
                    one.telethon, one.fourcat, one.id, one.title, one.username, one.usernames, one.megagroup,
                    one.broadcast, one.participants_count,
                )  # fmt: skip

    def _take(self, run: Run[Message]) -> None:
        """Put some records to their chats and keep them."""
        for lost in run.lost:
            self.rows.warn("quarantine", lost.code, lost.start, lost.end)
        self._learn(run.items)
        homes = [home(m) or _UNKNOWN for m in run.items]
        if {m.telethon or m.fourcat for m in run.items} <= _POSTS and _UNKNOWN not in homes and _numbered(run.items):
            self._keep(run, [self.ids.get(where) or self._id(where) for where in homes])
            return
        keep = []
        for i, (m, where) in enumerate(zip(run.items, homes, strict=True)):
            if m.kind not in _POSTS and not (m.kind == "" and where is not _UNKNOWN):
                if m.kind not in _CHATS:
                    self.rows.warn("quarantine", "not_an_object", run.starts[i], run.ends[i])
            elif m.id is None:
                self.rows.warn("quarantine", "wrong_type", run.starts[i], run.ends[i])
            elif where is _UNKNOWN and len(self.homeless.items) < _HELD and self.homeless_bytes < _HELD_BYTES:
                self.homeless.add(_some(run, [i]))
                self.homeless_bytes += run.ends[i] - run.starts[i]
            else:
                keep.append(i)
        if len(keep) < len(run.items):
            run = _some(run, keep)
            homes = [homes[i] for i in keep]
        self._keep(run, [self.ids.get(where) or self._id(where) for where in homes])

    def _id(self, where: tuple[str, int]) -> str:
        """The channel id of a chat; what is said of it later does not change it within a file."""
        room(len(self.ids))
        if where is _UNKNOWN:
            made = f"telegram:unkeyed:{self.rows.source[:16]}"
        else:
            about = self.about.get(where[1])
            of = "supergroup" if about and where[0] == "channel" and kind(about) == "supergroup" else where[0]
            made = f"telegram:{of}:{where[1]}"
        self.ids[where] = made
        return made

    def _wanted(self, channel_id: str) -> bool:
        about = self.about.get(int(bare)) if (bare := channel_id.rpartition(":")[2]).isdigit() else None
        return not self.named or bool(
            self.named & {channel_id, bare, f"-100{bare}", *((about.title, about.username) if about else ())}
        )

    def _keep(self, run: Run[Message], channel_ids: list[str]) -> None:
        """Rows of posts and readings, and what is to be said of each chat."""
        if self.named:
            keep = [i for i, channel_id in enumerate(channel_ids) if self._wanted(channel_id)]
            for channel_id in Counter(channel_ids):
                if not self._wanted(channel_id):
                    self.met[channel_id]["chat_out_of_scope"] += channel_ids.count(channel_id)
            run, channel_ids = _some(run, keep), [channel_ids[i] for i in keep]
        if not run.items:
            return
        self.taken += len(run.items)
        columns = posts(run.items)
        repairs = [len(run.notes.get(i, ())) for i in range(len(run.items))]
        place: Columns = {"channel_id": channel_ids, "byte_start": run.starts, "byte_end": run.ends, "repairs": repairs}
        self.rows.posts({**columns, **place})
        self.rows.readings(readings(channel_ids, run.items))
        for i, notes in run.notes.items():
            for note in notes:
                self._repair(note, run.starts[i], channel_ids[i], columns["post_id"][i])
        self._count(run, channel_ids, columns["date_local"], columns["action"])

    def _repair(self, note: Note, start: int, channel_id: str, post_id: str) -> None:
        self.rows.warn(
            "repair", note.code, start + note.start, start + note.end, note.detail or None, channel_id=channel_id,
            post_id=post_id,
        )  # fmt: skip

    def _count(
        self, run: Run[Message], channel_ids: list[str], clocks: Sequence[str | None], actions: Sequence[str | None]
    ) -> None:
        """Count what a chat's notices say; a chat that the dumping account made is named with its post."""
        for i, m in enumerate(run.items):
            if m.out or m.noforwards or m.restriction_reason or clocks[i] or m.kind == "MessageEmpty":
                met = self.met[channel_ids[i]]
                met["own_posts"] += m.out is True
                met["protected_posts"] += m.noforwards is True
                met["restricted_posts"] += bool(m.restriction_reason)
                met["utc_by_library"] += clocks[i] is not None
                met["unavailable"] += m.kind == "MessageEmpty"
                if m.out and actions[i] in ("create_channel", "create_group"):
                    self.rows.warn(
                        "notice", "made_by_dumper", run.starts[i], run.ends[i], channel_id=channel_ids[i],
                        post_id=str(m.id),
                    )  # fmt: skip

    def _settle(self) -> None:
        """Put messages without a chat to the file's only one, or to none."""
        if self.homeless.items:
            known = [channel_id for where, channel_id in self.ids.items() if where is not _UNKNOWN]
            only = known[0] if len(known) == 1 else self._id(_UNKNOWN)
            self.met[only]["no_peer"] += len(self.homeless.items)
            self._keep(self.homeless, [only] * len(self.homeless.items))

    def _chats(self) -> None:
        """Rows of chats and their notices."""
        end = self.window.offset
        for (_, number), channel_id in self.ids.items():
            about = self.about.get(number)
            if self._wanted(channel_id):
                if about:
                    self.rows.channel(channel_id, title=about.title, username=username(about))
                    if about.participants_count is not None:
                        self.rows.reading(channel_id, None, "subscribers", *exact(about.participants_count))
                else:
                    self.rows.channel(channel_id)
            for code, count in sorted(self.met[channel_id].items()):
                if count:
                    self.rows.warn("notice", code, 0, end, str(count), channel_id=channel_id)
        for channel_id, count in self.rows.repeated():
            self.rows.warn("notice", "repeated_id", 0, end, str(count), channel_id=channel_id)
        if self.lists > 1:
            self.rows.warn("notice", "several_lists", 0, end, str(self.lists))


def _numbered(some: Sequence[Message]) -> bool:
    return all([m.id is not None for m in some])


def _some(run: Run[Message], keep: Sequence[int]) -> Run[Message]:
    """The part of a run that is kept."""
    at = {old: new for new, old in enumerate(keep)}
    return Run(
        [run.items[i] for i in keep],
        [run.starts[i] for i in keep],
        [run.ends[i] for i in keep],
        notes={at[i]: notes for i, notes in run.notes.items() if i in at},
    )


def _page(window: Window) -> bool:
    """Whether the object at the cursor is an answer of the server that holds a list of messages."""
    head = beginning(window.data[window.pos : window.pos + _HEAD])
    return head is not None and "messages" in head.keys and not head.keys.keys() & {"message", "peer_id", "to_id"}


def _shape(window: Window) -> Shape[Message]:
    """How the records at the cursor begin: with the first key of the first one."""
    head = window.data[window.pos : window.pos + 256].lstrip(b"[ \t\r\n")
    match = _FIRST.match(head)
    if match is None:
        return _made(rb"\{")
    key = match[1]
    return _made(rb'\{\s*+"' + re.escape(key) + rb'"\s*+:' + (_TAG if key == b"_" else b""))


@lru_cache(maxsize=16)
def _made(opens: bytes) -> Shape[Message]:
    return Shape(Message, ("id", "message"), opens)
