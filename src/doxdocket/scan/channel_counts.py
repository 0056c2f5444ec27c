"""What a channel does, as counts: made of batches of posts by workers, added up in whatever order, each post of a channel once.

A **dossier post** shows somebody whom its data identify (法释〔2017〕10号 art. 1 as ``law.identification`` reads it, doubtful findings aside); it is
a **profile post** where four kinds of data or more stand together on one person, one of them an identifier, partly hidden or not. Rosters and calling
cards hold dossiers, seldom profiles. Left out: who is shown, any value, copies of a post under another number.

>>> seen = Seen()
>>> seen.new(["5", "7", "5", "a"]), seen.new(["7", "b"])
([True, True, False, True], [False, True])
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

import pyarrow as pa

from doxdocket.detect.stage import DetectConfig, search
from doxdocket.engine import pool
from doxdocket.law import kinds as law
from doxdocket.law.identification import identifies
from doxdocket.law.links import WEAK
from doxdocket.records import Verdict
from doxdocket.resolve import record

PROFILE = 4
"""So many kinds of data on one person make a profile."""
AIMED = ("insult", "threat", "incitement")
"""Conduct against a person; paid tasks are offers."""
OFFERS = ("sale_offer", "paid_task")
"""What is offered for money or favours."""
_HIDDEN = frozenset((Verdict.MASKED.value, Verdict.PARTIAL.value, Verdict.INVALID.value))
_BITS = 10
_MOST = 20_000
"""Handles, and chats of forwards, that are kept of a channel; those that come after are not counted."""
_HANDLE = re.compile(
    r"(?:t\.me|telegram\.me)/(?:s/)?([A-Za-z]\w{3,31})|(?<![\w@.])@([A-Za-z]\w{4,31})", re.ASCII | re.IGNORECASE
)

Counts = dict[str, int]


class Seen:
    """The numbers of a channel's posts that were counted; dense numbers cost a bit each. What is no number is kept as its mark."""

    def __init__(self, blocks: Mapping[int, int] | None = None, others: Sequence[str] = ()) -> None:
        self.blocks, self.others = dict(blocks or {}), set(others)

    def new(self, posts: Sequence[str]) -> list[bool]:
        """Of each whether it was not seen before; it is now."""
        return [self._new(post) for post in posts]

    def _new(self, post: str) -> bool:
        if not (post.isascii() and post.isdigit() and len(post) <= 18):
            known = (other := mark(post)) in self.others
            self.others.add(other)
            return not known
        block, bit = int(post) >> _BITS, 1 << (int(post) & (1 << _BITS) - 1)
        before = self.blocks.get(block, 0)
        self.blocks[block] = before | bit
        return not before & bit


@dataclass(slots=True)
class Channel:
    """A channel as far as it was read."""

    title: str = ""
    username: str = ""
    files: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    seen: Seen = field(default_factory=Seen)


@dataclass(frozen=True, slots=True)
class Part:
    """What a batch adds to one channel: counts by name, posts by kind of data, by the mark of the chat they were forwarded from, by that of the handle they promote."""

    channel: str
    counts: Counts
    kinds: Counts
    origins: Counts
    named: Counts
    digests: set[bytes] = field(default_factory=set, repr=False)
    """Of values that identify somebody, where they are to be compared."""


def fresh(batch: pa.RecordBatch, channels: Mapping[str, Channel]) -> pa.RecordBatch:
    """The posts of a batch that were not counted yet."""
    ids, posts = batch.column("channel_id").to_pylist(), batch.column("post_id").to_pylist()
    return batch.filter(pa.array([channels[channel].seen.new([post])[0] for channel, post in zip(ids, posts, strict=True)], pa.bool_()))  # fmt: skip


def count(batch: pa.RecordBatch, key: bytes, compared: Collection[str] = ()) -> list[Part]:
    """What the posts of a batch add to their channels; ``compared``: kinds of which the digests are wanted."""
    pool.at(0)
    searched = search(batch, DetectConfig(key))
    held: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for row in _rows(searched.findings, "channel_id", "post_id", "person", "kind", "verdict", "quoted"):
        channel, post, person, kind, verdict, quoted = row
        if verdict != Verdict.DOUBTFUL and not quoted:
            held[channel, post, person].add(WEAK + kind if verdict in _HIDDEN else kind)
    told: dict[tuple[str, str], tuple[bool, bool, set[str]]] = {}
    for (channel, post, person), kinds in held.items():
        dossier, profile, all_ = told.get((channel, post), (False, False, set()))
        known = person >= 0 and identifies(frozenset(kinds)) in {"alone", "combined"}
        bare = {kind.removeprefix(WEAK) for kind in kinds}
        full = person >= 0 and len(bare) >= PROFILE and (known or not bare.isdisjoint(identifiers()))
        told[channel, post] = (
            dossier or known, profile or full, all_ | bare,
        )  # fmt: skip
    acts: dict[tuple[str, str], set[str]] = defaultdict(set)
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for channel, post, label, status, quoted, where, start, end in _rows(
        searched.conduct, "channel_id", "post_id", "label", "status", "quoted", "where", "start", "end"
    ):
        if status == "proposed" and not quoted:
            acts[channel, post].add(label)
            if label == "promotion" and where == "text":
                spans[channel, post].append((start, end))
    lost = {(row["channel_id"], row["post_id"]) for row in searched.warnings.to_pylist()}
    parts: dict[str, Part] = {}
    for channel, post, text, origin in _rows(batch, "channel_id", "post_id", "text", "forwarded_from_id"):
        part = parts.setdefault(channel, Part(channel, Counter(), Counter(), Counter(), Counter()))
        dossier, profile, kinds = told.get((channel, post), (False, False, set()))
        done = acts.get((channel, post), set())
        add = {
            "posts": True, "unread": (channel, post) in lost, "dossiers": dossier, "profiles": profile,
            "exposed": (dossier or profile) and bool(done & set(AIMED)),
            "offers": bool(done & set(OFFERS)), **dict.fromkeys(done, True),
        }  # fmt: skip
        for name, yes in add.items():
            part.counts[name] = part.counts.get(name, 0) + yes
        for kind in kinds if dossier or profile else ():
            part.kinds[kind] = part.kinds.get(kind, 0) + 1
        if origin and not (chat := record.origin(origin)).startswith("user"):  # people are no channels
            part.origins[mark(chat)] = part.origins.get(mark(chat), 0) + 1
        for handle in {h for start, end in spans.get((channel, post), ()) for h in handles((text or "")[start:end])}:
            part.named[mark(handle)] = part.named.get(mark(handle), 0) + 1
    for channel, kind, verdict, digest in (
        _rows(searched.findings, "channel_id", "kind", "verdict", "digest") if compared else ()
    ):
        if kind in compared and verdict == Verdict.VALID:
            parts[channel].digests.add(digest)
    return list(parts.values())


def unread(batch: pa.RecordBatch) -> list[Part]:
    """Posts of a batch that ended its workers: they are there, and nobody read them."""
    posts = Counter(batch.column("channel_id").to_pylist())
    return [Part(channel, Counter(posts=n, unread=n), Counter(), Counter(), Counter()) for channel, n in posts.items()]


def mark(name: str) -> str:
    """What stands for a name that is kept: a handle or a chat may be that of somebody who was exposed."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def identifiers() -> frozenset[str]:
    """Kinds that tell one person from another: by them a profile is told, and persons of a case are compared."""
    return frozenset(kind.id for kind in law.kinds().values() if kind.strength in {"primary", "secondary"})


def handles(text: str) -> set[str]:
    """The public names of channels that a text names as links or with @, in small letters.

    >>> sorted(handles("来 t.me/AbcDe_1 和 @xyz_12345，邮箱 a@bcdef.com"))
    ['abcde_1', 'xyz_12345']
    """
    return {(one[1] or one[2]).lower() for one in _HANDLE.finditer(text)}


def add(channels: Mapping[str, Channel], parts: Sequence[Part]) -> None:
    """Add what a batch gave."""
    for part in parts:
        to = channels[part.channel]
        to.counts.update(part.counts)
        to.kinds.update(part.kinds)
        for into, more in ((to.origins, part.origins), (to.named, part.named)):
            into.update({name: n for name, n in more.items() if name in into or len(into) < _MOST})


def _rows(table: pa.RecordBatch, *columns: str) -> Any:
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)
