r"""Telegram Desktop's ``result.json``: one chat or a whole account, of every version since 2018.

Source: Telegram Desktop ``export_output_json.cpp`` at 929032d598f7 and exports of 2020 to 2026. The form has no
view counts, no album ids and no deleted posts; public or private in ``type`` is the state of the export day. Leaves
out: the HTML form, and files beside the JSON.

A file is one chat (the root object is the chat) or a whole account (``chats.list`` and ``left_chats.list``). Of an
account only groups and channels are taken, or exactly the chats that are named; all else is out of scope, and a
notice says that it was there. When the frame itself is damaged the walk looks for the next chat or ``messages`` and
says which bytes it passed over. Posts that came along when a basic group became a supergroup have negative ids (Telegram
Desktop subtracts 1,000,000,000) from the numbering of the exporter's account, and stay out of the gaps.

>>> recognise(b'\xef\xbb\xbf{"name": null, "type": "bot_chat", "id": 1, "messages": [', "result.json").confidence
90
>>> recognise(b'[{"_": "Message"}]', "result.json") is None
True
>>> import io
>>> file = b'{"personal_information": {}, "chats": {"list": [{"type": "personal_chat", "id": 4, "messages": []}]}}'
>>> rows = [part.batch for part in Export(io.BytesIO(file), "00", ()).parts()]
>>> rows[0]["code"].to_pylist()
['out_of_scope', 'chat_out_of_scope', 'no_chat']
>>> kind_and_id("public_channel", -1001234567890), kind_and_id("private_supergroup", 77)
(('channel', '1234567890'), ('supergroup', '77'))
"""

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

import numpy as np

from doxdocket.errors import Unreadable
from doxdocket.parse.elements import members
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.runs import Run
from doxdocket.parse.tallies import room
from doxdocket.parse.tdesktop_json.columns import epoch, offsets, posts, readings, said_offset
from doxdocket.parse.tdesktop_json.message import Message
from doxdocket.parse.tdesktop_json.records import FRAME, TYPES, Part, Warned, read_messages
from doxdocket.parse.walk import Columns
from doxdocket.parse.window import Damage, Window
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

#: Bytes of posts that may wait in memory for the chat's key where the file states it after the messages.
_WAIT = 64 << 20
_CHATS = ("chats", "left_chats")
_HEAD = ("name", "type", "id")

_KINDS = {
    "saved_messages": "saved",
    "replies": "replies",
    "verification_codes": "codes",
    "personal_chat": "user",
    "bot_chat": "user",
    "private_group": "group",
    "private_supergroup": "supergroup",
    "public_supergroup": "supergroup",
    "private_channel": "channel",
    "public_channel": "channel",
}
#: Kinds that many people read: what a whole-account export is taken for.
SHARED = frozenset({"group", "supergroup", "channel"})


def kind_and_id(chat_type: str | None, number: int | None) -> tuple[str, str | None]:
    """The key parts of a chat: public or private is a state of the day and the Bot API's -100 a spelling."""
    kind = _KINDS.get(chat_type or "", "unknown")
    if number is None:
        return kind, None
    bare = str(number)
    if bare.startswith("-100") and len(bare) > 10:
        bare = bare[4:].lstrip("0") or "0"
    return kind, bare.lstrip("-")


@dataclass
class Tally:
    """What the notices of one chat count, as it grows."""

    ids: list[np.ndarray] = field(default_factory=list)
    clocks: Counter[int] = field(default_factory=Counter)
    zero_clocks: Counter[str] = field(default_factory=Counter)
    odd: Counter[str] = field(default_factory=Counter)  # by code

    def add(self, messages: Sequence[Message], columns: Columns) -> None:
        """Count some messages: all of them or, where that fails, none."""
        ids = np.array(columns["post_no"], dtype=np.int64)
        between = offsets(columns["date_local"], columns["date"])
        values, counts = np.unique(between[~np.isnan(between)], return_counts=True)
        apart = dict(zip(values.astype(int).tolist(), counts.tolist(), strict=True))
        zones = {value: count for value, count in apart.items() if not value % 900 and abs(value) <= 14 * 3600}
        zero = [m.edited[11:16] for m in messages if m.edited and epoch(m.edited)]
        odd = {
            "times_disagree": sum(apart.values()) - sum(zones.values()),
            "unavailable": columns["state"].count("empty"),
            "unknown_type": sum([m.type not in ("message", "service", "unsupported") for m in messages]),
        }
        self.ids.append(ids)
        self.clocks.update(zones)
        self.zero_clocks.update(zero)
        self.odd.update(odd)

    def notices(self) -> dict[str, str | int]:
        """What the whole chat shows: clocks, migrated history, ids that stand twice, types Telegram lacks."""
        ids, counts = np.unique(np.concatenate(self.ids), return_counts=True) if self.ids else (np.array([]),) * 2
        return {
            "clock_offsets": ", ".join(f"{said_offset(o)} × {n}" for o, n in sorted(self.clocks.items())),
            "times_disagree": self.odd["times_disagree"],
            "epoch_clock": ", ".join(f"{clock} × {n}" for clock, n in sorted(self.zero_clocks.items())),
            "migrated_history": int((ids < 0).sum()),
            "repeated_id": ", ".join(map(str, ids[counts > 1][:20].tolist())),
            "unavailable": self.odd["unavailable"],
            "unknown_type": self.odd["unknown_type"],
        }


@dataclass
class _Chat:
    """One chat as far as the file has told."""

    account: bool
    left: bool = False
    name: str | None = None
    type: str | None = None
    id: int | None = None
    seen: set[str] = field(default_factory=set)

    def learn(self, key: str, value: object) -> None:
        """Take a key of the chat's head; what has no known shape counts as absent."""
        self.seen.add(key)
        if key == "id":
            self.id = value if isinstance(value, int) and not isinstance(value, bool) else None
        elif isinstance(value, str):
            setattr(self, key, value)


class Export:
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        self.window, self.rows, self.named = Window(stream), Rows(source), frozenset(named)
        self.account, self.left, self.taken, self.met = False, False, 0, 0
        self.chat: _Chat | None = None
        self.held: tuple[_Chat, tuple[int, list[Part], int]] | None = None
        self.open_ended = False

    def parts(self) -> Iterator[Parsed]:
        """Everything in the file: posts and readings, chats, warnings."""
        damage: Damage | None = None
        try:
            yield from self._root()
        except Damage as found:
            damage = found
        while damage:
            damage = yield from self._salvage(damage)
        if not self.met:
            raise Unreadable("tdesktop_json_export.no_chat_in_this_file", at=self.window.offset)
        if not self.taken:
            self._warn(Warned("notice", "no_chat", None, 0, self.window.offset))
        yield from self.rows.rest()

    def _warn(self, warned: Warned, channel_id: str | None = None) -> None:
        what, code, post, start, end, detail = warned
        post_id = None if post is None else str(post)
        self.rows.warn(what, code, start, end, detail, channel_id=channel_id, post_id=post_id)

    def _root(self) -> Iterator[Parsed]:
        """The root object, which is one chat or an account."""
        self.chat = _Chat(account=False)
        for key in members(self.window):
            if key in _CHATS:
                self.account, self.left = True, key == "left_chats"
                yield from self._list()
            elif key in (*_HEAD, "messages"):
                if key == "messages":
                    self.met += 1
                yield from self._chat_member(self.chat, key)
            else:
                self.account = self.account or key == "personal_information"
                start, end = self.window.skip()
                self._warn(Warned("notice", "out_of_scope", None, start, end, _shown(key)))
        yield from self._release()
        if self.window.peek() != -1:
            raise self.window.damage("trailing_bytes")

    def _list(self) -> Iterator[Parsed]:
        """The value of ``chats`` or ``left_chats``: an object whose ``list`` holds the chats."""
        for key in members(self.window):
            if key != "list":
                self.window.skip()
                continue
            self.window.take(b"[")
            if self.window.peek() == 0x5D:
                self.met += 1
                self.window.pos += 1
                continue
            while True:
                yield from self._one_chat()
                if self.window.peek() == 0x5D:
                    self.window.pos += 1
                    break
                self.window.take(b",")
                self.window.peek()

    def _one_chat(self) -> Iterator[Parsed]:
        """One element of an account's list."""
        self.met += 1
        self.chat = chat = _Chat(account=True, left=self.left)
        for key in members(self.window):
            yield from self._chat_member(chat, key)
        yield from self._release()

    def _chat_member(self, chat: _Chat, key: str) -> Iterator[Parsed]:
        """One key of a chat; the cursor is at its value."""
        if key in _HEAD:
            chat.learn(key, self.window.scalar())
        elif key == "messages":
            chat.seen.add(key)
            yield from self._messages(chat)
        else:
            self.window.skip()

    def _messages(self, chat: _Chat) -> Iterator[Parsed]:
        """A chat's messages: taken, passed over, or held until the chat's head is known."""
        room(self.met)
        if {"type", "id"} <= chat.seen:
            if self._wanted(chat):
                yield from self._take(chat, read_messages(self.window), self.window.offset)
            else:
                start, end = self.window.skip()
                self._out_of_scope(chat, start, end)
        else:
            self.held = chat, self._hold()

    def _hold(self) -> tuple[int, list[Part], int]:
        """Read all messages before their chat is known: other layouts than Desktop's may sort their keys."""
        start = self.window.offset
        parts: list[Part] = []
        for part in read_messages(self.window):
            parts.append(part)
            if self.window.offset - start > _WAIT:
                raise Unreadable("tdesktop_json_export.chats_type_and_id_stand", limit=_WAIT)
        return start, parts, self.window.offset

    def _release(self) -> Iterator[Parsed]:
        """At the end of a chat: what was held can be attributed now."""
        if self.held:
            chat, (start, parts, end) = self.held
            self.held = None
            if self._wanted(chat):
                yield from self._take(chat, iter(parts), start, end)
            else:
                self._out_of_scope(chat, start, end)

    def _wanted(self, chat: _Chat) -> bool:
        """Whether this chat is in scope."""
        if not (chat.account or self.account):
            return True
        kind, bare = kind_and_id(chat.type, chat.id)
        if self.named:
            return bool(self.named & {chat.name, bare, str(chat.id), f"telegram:{kind}:{bare}"})
        return kind in SHARED

    def _out_of_scope(self, chat: _Chat, start: int, end: int) -> None:
        kind, _ = kind_and_id(chat.type, chat.id)
        self._warn(Warned("notice", "chat_out_of_scope", None, start, end, kind))

    def _take(self, chat: _Chat, parts: Iterator[Part], start: int, end: int | None = None) -> Iterator[Parsed]:
        """Posts of one chat, its row, and what was met in it; its messages begin at ``start``."""
        self.taken += 1
        kind, bare = kind_and_id(chat.type, chat.id)
        key = bare if bare is not None else f"file-{self.rows.capture()}"
        channel_id = f"telegram:{kind}:{key}"
        tally = Tally()
        for part in parts:
            for warned in part.warned:
                self._warn(warned, channel_id)
                self.open_ended = self.open_ended or warned.code in ("truncated", "array_left_open")
            self.rows.each(part, partial(self._some, channel_id, tally), lambda: lambda: None, channel_id)
            yield from self.rows.full()
        whole = not (chat.account or self.account)
        self.rows.channel(channel_id, title=chat.name, chat_type=chat.type, extent="whole" if whole else "selection")
        end = self.window.offset if end is None else end
        self.rows.notices(tally.notices(), start, end, channel_id=channel_id)
        if bare is None:
            self._warn(Warned("notice", "no_chat_id", None, start, end), channel_id)
        if chat.left:
            # Desktop exports only the exporter's own messages of a chat he left (API onlyMyMessages; trap 7).
            self._warn(Warned("notice", "left_chat", None, start, end), channel_id)

    def _some(self, channel_id: str, tally: Tally, run: Run[Message]) -> None:
        """Rows of some messages, which are counted last: where one fails, nothing was counted."""
        if not run.items:
            return
        columns, rows = posts(run.items), len(run.items)
        self.rows.posts({
            **columns, "channel_id": [channel_id] * rows, "byte_start": run.starts, "byte_end": run.ends,
            "repairs": [len(run.notes.get(i, ())) for i in range(rows)],
        })  # fmt: skip
        self.rows.counted(readings(channel_id, run.items))
        tally.add(run.items, columns)

    def _salvage(self, damage: Damage) -> Generator[Parsed, None, Damage | None]:
        """After damage to the frame: pass over bytes to the next chat or messages, and go on from there."""
        yield from self._release()
        window, code = self.window, damage.code
        while code == "resumed" and window.peek() in (0x5D, 0x7D, 0x2C):
            window.pos += 1
        if code == "resumed" and window.peek() == -1:
            return None
        start = window.offset
        match = window.find(FRAME)
        self._passed_over(code, start, window.offset)
        if not match:
            return None
        self.met += 1
        try:
            if match.group().startswith(b"{"):
                yield from self._one_chat()
            else:
                window.pos += len(match.group()) - 1
                if self.chat is None or "messages" in self.chat.seen:
                    self.chat = _Chat(account=self.account)
                self.chat.seen |= {"messages", *_HEAD}
                yield from self._messages(self.chat)
        except Damage as another:
            return another
        return Damage("resumed", window.offset)

    def _passed_over(self, code: str, start: int, end: int) -> None:
        """Say which bytes of the frame were passed over, or that it was broken with none lost."""
        if code == "resumed":
            if start == end:
                return
            code = "broken_structure"
        if code == "truncated" and start == end:
            if not self.open_ended:
                self._warn(Warned("notice", "file_left_open", None, start, end))
        elif start == end:
            self._warn(Warned("repair", code, None, start, end))
        else:
            self._warn(Warned("quarantine", code, None, start, end))


#: Keys of an account export; any other key's name could be content and is not shown.
_KNOWN = {
    "about", "personal_information", "profile_pictures", "profile_music", "stories", "contacts",
    "frequent_contacts", "sessions", "web_sessions", "other_data", "ringtones", "ads", "ips", "drafts",
}  # fmt: skip


def _shown(key: str) -> str:
    return key if key in _KNOWN else "?"


_ID = "tdesktop_json"
_OPENS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_CHAT = re.compile(rb'"type"\s*:\s*"' + TYPES + rb'"')
_ACCOUNT = re.compile(rb'"(?:personal_information|left_chats|chats|frequent_contacts)"\s*:\s*\{')
_MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
_RECORD = re.compile(rb'"messages"\s*:\s*\[\s*\{\s*"id"\s*:\s*-?\d+\s*,\s*"type"\s*:')
_OTHERS = re.compile(
    rb'"(?:guild|exportedAt|dateRange)"\s*:'  # DiscordChatExporter
    rb'|"messages"\s*:\s*\[\s*\{\s*"id"\s*:\s*\d+\s*,\s*"type"\s*:\s*"message"\s*,\s*"file"\s*:'  # tdl writes no time before
)


def recognise(head: bytes, name: str) -> Bid | None:
    """Bid by what the root object's first bytes hold; the name only tips the scales."""
    if not _OPENS.match(head) or _OTHERS.search(head):
        return None
    if _CHAT.search(head) and (_MESSAGES.search(head) or _ACCOUNT.search(head)):
        return Bid(_ID, 90, *zh_en("parse_tdesktop_json.root_object_is_telegram_chat"))
    if _ACCOUNT.search(head) or _RECORD.search(head):
        sure = 80 if name.endswith("result.json") else 60
        return Bid(_ID, sure, *zh_en("parse_tdesktop_json.laid_out_like_telegram_desktop"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one export; of a whole account, the chats that are named or else what many people read."""
    return Export(stream, source_sha256, stated.chats).parts()


FORM = Form(_ID, *zh_en("parse_tdesktop_json.telegram_desktop_json_export"), recognise, parse)
