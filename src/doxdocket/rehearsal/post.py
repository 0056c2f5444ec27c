"""A post of the invented world before it is written to any form, and the channel it stands in.

Source: Telegram Desktop's export_output_json.cpp. Leaves out formats: ``desktop`` and ``preview`` write what is here.

>>> CHANNELS[0].core, len(CHANNELS) >= 12, sum(c.core for c in CHANNELS)
(True, True, 3)
"""

from dataclasses import dataclass, field
from typing import Any

from doxdocket.rehearsal.pen import Pen, Span
from doxdocket.rehearsal.people import Card
from doxdocket.rehearsal.words import told


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the six who ran the core channels; births are stated, no identity number exists."""

    id: str
    signature: str
    birth: str
    guardians: int
    channels: tuple[str, ...]


ACTORS = tuple(Actor(*(*one[:4], tuple(one[4]))) for one in told()["actors"])


@dataclass(frozen=True, slots=True)
class Channel:
    """A candidate channel: where it lives, what it is for, how its export looks."""

    key: str
    title: str
    bare_id: int
    chat_type: str
    role: str  # core, rival, repost, advert, news, group, lost, shop, trade, notice
    part: str  # whose decoys it carries
    share: float  # of the ordinary posts
    shape: str = "new"  # new, old (integer ids, no unixtime), account (whole export), control, crlf

    @property
    def core(self) -> bool:
        """Whether the six ran it."""
        return self.role == "core"

    @property
    def channel_id(self) -> str:
        """Key of docs/explanation/glossary.md: supergroups and channels share one id space, small groups have another."""
        kind = (
            "group"
            if self.chat_type == "private_group"
            else "supergroup"
            if "supergroup" in self.chat_type
            else "channel"
        )
        return f"telegram:{kind}:{self.bare_id}"

    @property
    def broadcast(self) -> bool:
        """Only administrators post here."""
        return self.chat_type.endswith("_channel")


CHANNELS = tuple(Channel(*(*one[:6], one[6] / 100, *one[7:])) for one in told()["channels"])
BY_KEY = {c.key: c for c in CHANNELS}


@dataclass(frozen=True, slots=True)
class Writing:
    """What a pen left: text, entities and the spans that are true of it."""

    text: str = field(repr=False)
    entities: tuple[Span, ...] = field(default=(), repr=False)
    spans: tuple[Span, ...] = field(default=(), repr=False)
    conduct: tuple[Span, ...] = ()
    ignore: tuple[Span, ...] = ()

    @classmethod
    def of(cls, pen: Pen) -> "Writing":
        """Take the pen's sheet away."""
        return cls(pen.text, tuple(pen.entities), tuple(pen.spans), tuple(pen.conduct), tuple(pen.ignore))

    def with_crlf(self) -> "Writing":
        """The same with the line ends of another system: every span moves with its text."""

        def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
            out = []
            for s in spans:
                start, end = (s[k] + self.text.count("\n", 0, s[k]) for k in ("start", "end"))
                surface = {"surface": s["surface"].replace("\n", "\r\n")} if "surface" in s else {}
                out.append({**s, "start": start, "end": end, **surface})
            return tuple(out)

        text = self.text.replace("\n", "\r\n")
        return Writing(text, moved(self.entities), moved(self.spans), moved(self.conduct), moved(self.ignore))


@dataclass(slots=True)
class Post:
    """One post: content, what it exposes, and how it stands in the two captures."""

    channel: Channel
    id: int
    at: int
    writing: Writing
    author: str = ""
    sender: tuple[str, str] = ("", "")
    kind: str = "message"
    style: str = ""
    part: str = "open"
    cards: tuple[Card, ...] = ()
    repeat: dict[str, tuple[str, str]] = field(default_factory=dict)  # person -> (post key, why)
    fields: list[Span] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)  # keys of the Desktop form
    images: list[Span] = field(default_factory=list)
    reply_to: int = 0
    forward: tuple[str, str] = ("", "")  # shown name, id or ""
    edited: int = 0
    before: Writing | None = None  # as the first capture had it
    first: bool = True
    second: bool = True
    views: int = 0

    @property
    def key(self) -> str:
        """``channel_id/post_id``."""
        return f"{self.channel.channel_id}/{self.id}"
