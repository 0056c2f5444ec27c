"""A post of the invented world before it is written to any form, and the channel it stands in.

Source: Telegram Desktop's export_output_json.cpp. Leaves out formats: ``desktop`` and ``preview`` write what is here.

>>> CHANNELS[0].core, len(CHANNELS) >= 12, sum(c.core for c in CHANNELS)
(True, True, 3)
"""

from dataclasses import dataclass, field
from typing import Any

from doxdocket.rehearsal.pen import Pen, Span
from doxdocket.rehearsal.people import Card


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the six who ran the core channels; births are stated, no identity number exists."""

    id: str
    signature: str
    birth: str
    guardians: int
    channels: tuple[str, ...]


#: The constellation of the published case: four grown, one minor at the acts and adult when sued, one under 16 throughout.
ACTORS = (
    Actor("D1", "阿烬", "1999-05-02", 0, ("wudeng", "yexiao")),
    Actor("D2", "Mori", "2001-11-19", 0, ("wudeng",)),
    Actor("D3", "零七", "2002-02-08", 0, ("yexiao", "kaizhewan")),
    Actor("D4", "小满哥", "2003-08-30", 0, ("kaizhewan",)),
    Actor("D5", "鸦", "2006-09-14", 2, ("wudeng", "kaizhewan")),
    Actor("D6", "咕噜", "2008-06-21", 2, ("yexiao", "kaizhewan")),
)


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


CHANNELS = (
    Channel("wudeng", "雾灯档案", 1999000101, "private_channel", "core", "open", 0.02),
    Channel("yexiao", "夜枭速递", 1999000202, "private_channel", "core", "held", 0.02),
    Channel("kaizhewan", "开着玩儿", 1999000303, "public_channel", "core", "open", 0.02),
    Channel("heixiang", "黑箱子爆料", 1999000404, "public_channel", "rival", "held", 0.01),
    Channel("baizhou", "白昼名单", 1999000505, "private_channel", "rival", "open", 0.01),
    Channel("banyun", "搬运工日常", 1999000606, "public_channel", "repost", "open", 0.04),
    Channel("guatian", "瓜田转运站", 1999000707, "public_channel", "repost", "held", 0.04),
    Channel("tuiguang", "引流推广位", 1999000808, "public_channel", "advert", "open", 0.05),
    Channel("kuaixun", "临江快讯", 1999000909, "public_channel", "news", "held", 0.12),
    Channel("jiangbian", "江边夜话", 1999001010, "public_supergroup", "group", "open", 0.24),
    Channel("moyu", "摸鱼小组", 1999001, "private_group", "group", "held", 0.17, "crlf"),
    Channel("shiwu", "失物招领互助", 1999001212, "public_supergroup", "lost", "open", 0.03),
    Channel("juzi", "橘子杂货铺", 1999001313, "public_channel", "shop", "held", 0.10),
    Channel("houyuan", "追星后援小分队", 1999001414, "private_supergroup", "group", "held", 0.06, "account"),
    Channel("jiuwen", "旧闻公告栏", 1999001515, "private_supergroup", "notice", "open", 0.04, "old"),
    Channel("ershou", "二手数码交易", 1999001616, "public_supergroup", "trade", "open", 0.03, "control"),
)
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
