"""One ``Chat`` of a report: its key, who takes part, and the counts that its notices state.

The key is ``<app>:chat:<Id>`` as the report writes the id; where it writes none, the number that the tool gave the chat
stands for it. Leaves out: photos of the chat, and its start and last activity, which its posts show.

>>> chat = Chat("m9", 0)
>>> chat.learn("Source", "Telegram"), chat.learn("Id", " 1234567890 ")
(None, None)
>>> chat.channel_id
'telegram:chat:1234567890'
"""

from collections import Counter
from dataclasses import dataclass, field

from doxdocket.parse.ufed.files import Files
from doxdocket.parse.ufed.message import Party, Reader

#: Fields of a chat that are kept.
_KEPT = frozenset({"Source", "Id", "Name", "ChatType", "Description"})
_LONG = 1000


@dataclass
class Chat:
    """What is known of a chat so far; ``model`` is the tool's own number of it."""

    model: str
    start: int
    told: dict[str, str] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    waiting: list[tuple[bytes, int, int]] = field(default_factory=list)
    waits: int = 0  # bytes of what waits
    left: Counter[str] = field(default_factory=Counter)  # parts of the chat itself that were not taken

    def learn(self, name: str, value: str) -> None:
        """Take a field of the chat."""
        if name in _KEPT and value.strip():
            self.told.setdefault(name, value.strip()[:_LONG])

    @property
    def known(self) -> bool:
        """Whether its key is certain."""
        return "Id" in self.told and "Source" in self.told

    @property
    def app(self) -> str:
        """The app, in lower case."""
        return " ".join(self.told.get("Source", "unknown").lower().split()).replace(":", "-") or "unknown"

    @property
    def channel_id(self) -> str:
        """Its key."""
        return f"{self.app}:chat:{self.told.get('Id') or self.model}"

    def reader(self, files: Files) -> Reader:
        """Who reads its messages."""
        return Reader(self.app, self.told.get("Id", ""), self.told.get("ChatType", ""), files)

    def meet(self, one: Party) -> None:
        """Count somebody who takes part."""
        self.people["participants"] += 1
        self.people["owner"] += one.owner

    def notices(self) -> dict[str, str]:
        """What is said of it, by code."""
        people = +Counter(
            participants=self.people["participants"], owners=self.people["owner"], posts_of_owner=self.counts["owner"]
        )
        states = +Counter({key: self.counts[key] for key in ("deleted", "unknown", "trash", "dated")})
        parts = +Counter({key: self.counts[key] for key in ("embedded", "transcripts", "reactions")} | self.left)
        said = {"phone_people": people, "phone_states": states, "phone_parts": parts}
        return {code: _said(counts) for code, counts in said.items() if counts}


def _said(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())
