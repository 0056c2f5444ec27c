"""The key of one chat of one file, and what its times and ids show: its notices.

Posts that came along when a basic group became a supergroup have negative ids (Telegram Desktop subtracts 1,000,000,000)
from the numbering of the exporter's account, and stay out of the gaps. Leaves out: the counts in the chat's row (``Rows``).

>>> kind_and_id("public_channel", -1001234567890), kind_and_id("private_supergroup", 77)
(('channel', '1234567890'), ('supergroup', '77'))
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from doxdocket.parse.tdesktop_json.columns import epoch, offsets, said_offset
from doxdocket.parse.tdesktop_json.message import Message
from doxdocket.parse.walk import Columns

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
