"""What one chat of one file holds, and what its times say: its row of ``CHANNELS`` and its notices.

Id gaps are counted only where ids are the chat's own (channels and supergroups): in basic groups and private chats
ids are numbered over the whole account, so there the count is null. Posts that came along when a basic group became
a supergroup have negative ids (Telegram Desktop subtracts 1,000,000,000) from that account-wide numbering and stay
out of the gaps. A gap has no stated cause: not every missing post is a deleted one. Leaves out: the posts.

>>> kind_and_id("public_channel", -1001234567890), kind_and_id("private_supergroup", 77)
(('channel', '1234567890'), ('supergroup', '77'))
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from doxdocket.parse.tdesktop_json.columns import Columns
from doxdocket.parse.tdesktop_json.part import Warned
from doxdocket.parse.tdesktop_json.times import epoch, offsets, said_offset
from doxdocket.records import CHANNELS

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
_OWN_IDS = frozenset({"supergroup", "channel"})


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
    """Counts of one chat as they grow."""

    posts: int = 0
    types: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    files_missing: int = 0
    ids: list[np.ndarray] = field(default_factory=list)
    first: int | None = None
    last: int | None = None
    clocks: Counter[int] = field(default_factory=Counter)
    odd_clocks: int = 0
    unavailable: int = 0
    unknown_types: Counter[str] = field(default_factory=Counter)
    zero_clocks: Counter[str] = field(default_factory=Counter)

    def add(self, columns: Columns) -> None:
        """Count some messages."""
        self.posts += len(columns.messages)
        self.types.update(columns.types)
        self.ids.append(np.array([m.id for m in columns.messages], dtype=np.int64))
        dates = [date for date in columns.dates if date is not None]
        self.undated += len(columns.dates) - len(dates)
        if dates:
            self.first = min(dates if self.first is None else [self.first, *dates])
            self.last = max(dates if self.last is None else [self.last, *dates])
        self.files_missing += sum(
            one.status != "included" for some in columns.media for one in some if one.kind != "thumbnail"
        )
        self.unavailable += len(columns.unavailable)
        self._add_clocks(columns)
        self.unknown_types.update(
            [m.type for m in columns.messages if m.type not in ("message", "service", "unsupported")]
        )

    def _add_clocks(self, columns: Columns) -> None:
        between = offsets(columns.clocks, columns.dates)
        values, counts = np.unique(between[~np.isnan(between)], return_counts=True)
        for value, count in zip(values.astype(int).tolist(), counts.tolist(), strict=True):
            if value % 900 or abs(value) > 14 * 3600:
                self.odd_clocks += count
            else:
                self.clocks[value] += count
        self.zero_clocks.update([m.edited[11:16] for m in columns.messages if m.edited and epoch(m.edited)])

    def channel(
        self, kind: str, bare: str, title: str | None, chat_type: str | None, source: str, *, whole: bool = True
    ) -> pa.RecordBatch:
        """The chat's row. ``whole``: not of a chat in an account export, which may hold its exporter's posts alone."""
        ids = np.unique(np.concatenate(self.ids)) if self.ids else np.array([], dtype=np.int64)
        own = ids[ids > 0] if (ids > 0).any() else ids
        first, last = (int(own[0]), int(own[-1])) if own.size else (None, None)
        gaps = int(own[-1] - own[0] + 1 - own.size) if own.size and kind in _OWN_IDS else None
        row = {
            "channel_id": f"telegram:{kind}:{bare}",
            "platform": "telegram",
            "chat_kind": kind,
            "bare_id": bare,
            "title": title,
            "chat_type": chat_type,
            "source": source,
            "capture": source[:16],
            "extent": "whole" if whole else "selection",
            "posts": self.posts,
            "messages": self.types["message"],
            "services": self.types["service"],
            "unsupported": self.types["unsupported"],
            "undated": self.undated,
            "files_missing": self.files_missing,
            "id_gaps": gaps,
            "first_post": first,
            "last_post": last,
            "first_date": None if self.first is None else self.first * 1_000_000,
            "last_date": None if self.last is None else self.last * 1_000_000,
        }
        return pa.RecordBatch.from_pylist([row], schema=CHANNELS)

    def notices(self, start: int, end: int) -> list[Warned]:
        """What the whole chat shows: clocks, migrated history, ids that stand twice, types Telegram lacks."""
        ids, counts = np.unique(np.concatenate(self.ids), return_counts=True) if self.ids else (np.array([]),) * 2
        said = {
            "clock_offsets": ", ".join(f"{said_offset(o)} × {n}" for o, n in sorted(self.clocks.items())),
            "times_disagree": str(self.odd_clocks or ""),
            "epoch_clock": ", ".join(f"{clock} × {n}" for clock, n in sorted(self.zero_clocks.items())),
            "migrated_history": str(int((ids < 0).sum()) or ""),
            "repeated_id": ", ".join(map(str, ids[counts > 1][:20].tolist())),
            "unavailable": str(self.unavailable or ""),
            "unknown_type": str(sum(self.unknown_types.values()) or ""),
        }
        return [Warned("notice", code, None, start, end, detail) for code, detail in said.items() if detail]
