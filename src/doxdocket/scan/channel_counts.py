"""What a channel does, as counts: made of batches of posts by workers, added up in whatever order, each post of a channel once.

A post **identifies** somebody by 法释〔2017〕10号 art. 1 as ``law.identification`` reads it, doubtful findings and quotes aside. It **exposes** somebody where it does so by
what identifies alone (an identity number), or with conduct against a person; a notice (``_notice``) without such conduct does not. What identifies only in
combination is what adverts, parcels and rosters hold too: it exposes where another post exposes the same name, or the next post is a call (``Channel.linked``).
It is a **profile** where four kinds of data or more stand together on one person, one of them an identifier, partly hidden or not, or name, telephone and home address do. Of the names of whom a post shows two bytes of a digest each are kept, which thousands of people
share; what equal ones give by chance is taken off. Left out: who is shown, any value, copies of a post under another number.

>>> seen = Seen()
>>> seen.new(["5", "7", "5", "a"]), seen.new(["7", "b"])
([True, True, False, True], [False, True])
>>> seen.before([7, 5])
[5, None]
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import islice
from math import comb
from typing import Any

import pyarrow as pa

from doxdocket.decisions import hints
from doxdocket.detect.conduct import lexicon
from doxdocket.detect.conduct.fold import fold
from doxdocket.detect.stage import DetectConfig, search
from doxdocket.engine import pool
from doxdocket.law import kinds as law
from doxdocket.law.identification import identifies
from doxdocket.law.links import WEAK
from doxdocket.records import Verdict
from doxdocket.resolve import record
from doxdocket.seal.digest import Digester
from doxdocket.seal.masks import given_name
from doxdocket.text import read

PROFILE = 4
"""So many kinds of data on one person make a profile, and so do these."""
_REACHED = frozenset({"name", "phone_number", "home_address"})
AIMED = ("insult", "threat", "incitement")
"""Conduct against a person; paid tasks are offers."""
OFFERS = ("sale_offer", "paid_task")
"""What is offered for money or favours."""
_HIDDEN = frozenset((Verdict.MASKED.value, Verdict.PARTIAL.value, Verdict.INVALID.value))
_BITS = 10
MOST = 20_000
"""Handles, chats of forwards, names and marks that are kept of a channel; those that come after are not counted."""
ALL = 2_000_000
"""Names and marks that are kept of all channels."""
_SHARES = 1 << 16
_TWICE, _RARE = 2, 100
"""So many posts of one name are told where chance gives them in fewer than one channel of a hundred."""
CALLED = frozenset({"name", "social_account", "vehicle_file"})
"""What a title may show besides numbers, which are told by their form."""
_COLD, _PROFILE, _HOT, _CALL = range(4)
"""What a post does that other posts may bear upon: it identifies in combination, is a profile or a notice besides, exposes, or is a call that shows nobody."""
_NOTICE = re.compile(
    "失主|招领|请[^。！!]{0,12}认领|lost and found|寻人启事|公告送达|送达公告|录取[^。]{0,6}(?:公示|名单)|考生号|本(?:店|公司)"
)
"""Who returns a thing, looks for the missing, serves a writ, lists who was admitted, or tells of the own shop."""
_SPEAKS = re.compile(
    "(?:我|本)(?:局|院|队|所|市|县|区)|(?:公安局|分局|派出所|支队|法院|检察院)\\s*$|发布|通告|通报|公告"
)
_CROWD = re.compile(
    "我(?![局院市县区省司校队所处会站馆])|大家|都来|一起|渣|骗子|垃圾|贱|人肉|开盒|曝光|挂[他她人]|认认|兄弟们|姐妹们|家人们|跑路|欠[钱款债]|不还[钱款]|出轨|小三|全网|此[女男]人|这[女男]的|接单|私信"
)
"""Who speaks of oneself, to a crowd or with scorn gives no notice."""
_HANDLE = re.compile(
    r"(?:t\.me|telegram\.me)/(?:s/)?([A-Za-z]\w{3,31})|(?<![\w@.])@([A-Za-z]\w{4,31})", re.ASCII | re.IGNORECASE
)

Counts = dict[str, int]
Mark = tuple[int, ...]
"""What a post does, then the names of whom it shows so (two bytes of a digest each)."""


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

    def before(self, posts: Sequence[int]) -> list[int | None]:
        """Of each number that of the post before it."""
        blocks = sorted(self.blocks)
        return [self._before(post, blocks) for post in posts]

    def _before(self, post: int, blocks: Sequence[int]) -> int | None:
        block = post >> _BITS
        if low := self.blocks.get(block, 0) & (1 << (post & (1 << _BITS) - 1)) - 1:
            return (block << _BITS) + low.bit_length() - 1
        if not (at := bisect_left(blocks, block)):
            return None
        return (blocks[at - 1] << _BITS) + self.blocks[blocks[at - 1]].bit_length() - 1


@dataclass(slots=True)
class Channel:
    """A channel as far as it was read."""

    title: str = ""
    """As it may be shown."""
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """Where what is called so was masked, and in ``called`` the mark of it: other posts of it may not be read again."""
    called: str = ""
    username: str = ""
    file: str = ""
    """The first file it was read from, as it may be shown."""
    files: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    seen: Seen = field(default_factory=Seen)
    marks: dict[int, Mark] = field(default_factory=dict)
    capped: bool = False
    """Whether names or marks were left out, for there were too many."""
    old: bool = field(default=False, repr=False)
    """Whether posts that named somebody were counted by a process that has ended, with which the names went."""
    raw: str = field(default="", repr=False)
    names: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set), repr=False)
    """Digests by kind of what a title may show; like ``raw`` in memory alone."""

    def linked(self) -> Counts:
        """What posts say of one another: those that expose by another one, how many of them are profiles, calls against whoever is exposed, the most exposing posts of one name (0: no more than chance gives).

        A call is against whom the post before it shows, unless it names somebody else, or against the exposed one whom it names.
        """
        hot = {name for does, *names in self.marks.values() if does == _HOT for name in names}
        calls = [post for post, (does, *_) in self.marks.items() if does == _CALL]
        behind = {
            post: before for post, before in zip(calls, self.seen.before(calls), strict=True)
            if before is not None and self._shows(before, self.marks[post][1:])
        }  # fmt: skip
        called = {*behind.values()}
        weak = [(post, does, names) for post, (does, *names) in self.marks.items() if does in {_COLD, _PROFILE}]
        by_name = [one for one in weak if one[0] not in called and not hot.isdisjoint(one[2])]
        chance = min(len(by_name), _by_chance((names for post, _, names in weak if post not in called), len(hot)))
        loose = [self.marks[post][1:] for post in calls if post not in behind]
        by_call = sum(not hot.isdisjoint(names) for names in loose) - _by_chance(loose, len(hot))
        cold = [one for one in weak if one[0] in called] + by_name[chance:]
        shown = Counter(name for does, *names in self.marks.values() if does == _HOT for name in names)
        shown.update(name for *_, names in cold for name in names)
        again = max(shown.values(), default=0)
        by_chance = comb(shown.total(), again) * _RARE  # so many of that many names, in a hundred channels
        sure = again < _TWICE or by_chance < _SHARES ** (again - 1)
        return {
            "linked": len(cold), "linked_profiles": sum(does == _PROFILE for _, does, _ in cold),
            "calls": len(behind) + max(0, by_call),
            "again": again if sure else 0,
        }  # fmt: skip

    def _shows(self, post: int, called: Sequence[int]) -> bool:
        """Whether a post shows somebody, and a call behind it nobody else."""
        does, *names = self.marks.get(post, (_CALL,))
        return does != _CALL and (not called or not set(names).isdisjoint(called))


def _by_chance(some: Iterable[Sequence[int]], hot: int) -> int:
    """How many of these posts, by their names, would meet one of so many exposed names by chance alone."""
    return round(sum(1 - (1 - hot / _SHARES) ** len(names) for names in some))


@dataclass(frozen=True, slots=True)
class Part:
    """What a batch adds to one channel: counts by name, posts by kind of data, by the mark of the chat they were forwarded from, by that of the handle they promote."""

    channel: str
    counts: Counts
    kinds: Counts
    origins: Counts
    named: Counts
    marks: dict[int, Mark]
    names: set[tuple[str, bytes]] = field(repr=False)
    digests: set[bytes] = field(default_factory=set, repr=False)
    """Of values that identify somebody, where they are to be compared."""


@dataclass(slots=True)
class _Post:
    """What was found in a post: kinds by person, where names stand and whose they are, labels of conduct, stretches of promotion."""

    held: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: list[tuple[int, int, int]] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)


_NOTHING = _Post()
"""Of most posts."""


def fresh(batch: pa.RecordBatch, channels: Mapping[str, Channel]) -> pa.RecordBatch:
    """The posts of a batch that were not counted yet."""
    ids, posts = batch.column("channel_id").to_pylist(), batch.column("post_id").to_pylist()
    return batch.filter(pa.array([channels[channel].seen.new([post])[0] for channel, post in zip(ids, posts, strict=True)], pa.bool_()))  # fmt: skip


def count(batch: pa.RecordBatch, key: bytes, compared: Collection[str] = ()) -> list[Part]:
    """What the posts of a batch add to their channels; ``compared``: kinds of which the digests are wanted."""
    pool.at(0)
    searched = search(batch, DetectConfig(key))
    parts = {channel: _part(channel) for channel in batch.column("channel_id").unique().to_pylist()}
    found: dict[tuple[str, str], _Post] = defaultdict(_Post)
    texts = {(channel, post): text or "" for channel, post, text in _rows(batch, "channel_id", "post_id", "text")}
    digester = Digester(key)
    for channel, post, person, kind, verdict, quoted, digest, where, start, end in _rows(
        searched.findings,
        "channel_id",
        "post_id",
        "person",
        "kind",
        "verdict",
        "quoted",
        "digest",
        "where",
        "start",
        "end",
    ):
        if kind in CALLED:
            parts[channel].names.add((kind, digest))
            if kind == "name" and where == "text" and (given := given_name(texts[channel, post][start:end])):
                parts[channel].names.add((kind, digester.digest(kind, given)))
        if kind in compared and verdict == Verdict.VALID:
            parts[channel].digests.add(digest)
        if verdict != Verdict.DOUBTFUL and not quoted:
            one = found[channel, post]
            one.held[person].add(WEAK + kind if verdict in _HIDDEN else kind)
            if kind == "name" and where == "text" and verdict not in _HIDDEN:
                one.names.append((person, start, end))
    for channel, post, label, status, quoted, where, start, end in _rows(
        searched.conduct, "channel_id", "post_id", "label", "status", "quoted", "where", "start", "end"
    ):
        if status == "proposed" and not quoted:
            one = found[channel, post]
            one.done.add(label)
            if label == "promotion" and where == "text":
                one.spans.append((start, end))
    lost = {(row["channel_id"], row["post_id"]) for row in searched.warnings.to_pylist()}
    for channel, post, text, origin in _rows(batch, "channel_id", "post_id", "text", "forwarded_from_id"):
        part = parts[channel]
        _add_post(part, post, text or "", found.get((channel, post), _NOTHING), unread=(channel, post) in lost)
        if origin and not (chat := record.origin(origin)).startswith("user"):  # people are no channels
            part.origins[mark(chat)] = part.origins.get(mark(chat), 0) + 1
    return list(parts.values())


def _add_post(part: Part, post: str, text: str, found: _Post, *, unread: bool) -> None:
    """What one post adds."""
    answers = {person: identifies(frozenset(kinds)) for person, kinds in found.held.items() if person >= 0}
    bare = {person: {kind.removeprefix(WEAK) for kind in kinds} for person, kinds in found.held.items()}
    alone = {person for person, answer in answers.items() if answer == "alone"}
    known = {person for person, answer in answers.items() if answer in {"alone", "combined"}}
    profiles = {
        person for person, kinds in bare.items()
        if person >= 0 and (kinds >= _REACHED or (len(kinds) >= PROFILE and _singled_out(found.held[person], kinds)))
    }  # fmt: skip
    shown, aimed = known | profiles, not found.done.isdisjoint(AIMED)
    exposed = bool(shown) and (aimed or (bool(alone) and not _notice(text)))
    offer = not found.done.isdisjoint(OFFERS)
    add = {
        "posts": True, "unread": unread, "dossiers": bool(known), "profiles": bool(profiles), "exposed": exposed,
        "others": bool(profiles or alone) and not exposed, "aimed": bool(shown) and aimed, "offers": offer,
        "lookups": offer and _names_lookups(text), **dict.fromkeys(found.done, True),
    }  # fmt: skip
    for name, yes in add.items():
        part.counts[name] = part.counts.get(name, 0) + yes
    for kind in set().union(*bare.values()) if shown else ():
        part.kinds[kind] = part.kinds.get(kind, 0) + 1
    does = (
        _HOT if exposed else _PROFILE if add["others"] else _COLD if known else _CALL if "incitement" in found.done else None
    )  # fmt: skip
    if does is not None and post.isascii() and post.isdigit():
        whose = None if does == _CALL else (alone or shown) if exposed else shown
        names = {_share(text[start:end]) for person, start, end in found.names if whose is None or person in whose}
        part.marks[int(post)] = (does, *sorted(names))
    for handle in {h for start, end in found.spans for h in handles(text[start:end])}:
        part.named[mark(handle)] = part.named.get(mark(handle), 0) + 1


def _singled_out(held: set[str], bare: set[str]) -> bool:
    return not bare.isdisjoint(identifiers()) or identifies(frozenset(held)) in {"alone", "combined"}


def _notice(text: str) -> bool:
    """Whether a post gives notice: an authority speaks, or who has found a thing, looks for the missing, lists the admitted, sells under the own name; not who speaks to a crowd or with scorn.

    >>> [
    ...     _notice(text)
    ...     for text in (
    ...         "本院已立案执行，法院依法限制其高消费",
    ...         "她在法院上班",
    ...         "法院立案了，大家认认",
    ...         "谁来认领这个渣男",
    ...     )
    ... ]
    [True, False, False, False]
    """
    clean = fold(read(text).clean).text
    if _CROWD.search(clean):
        return False
    told = {clean[cue.start : cue.end] for cue in lexicon.cues(clean) if cue.name == "report"}
    speaks = len(told) > 1 and _SPEAKS.search(clean)
    return bool(speaks or _NOTICE.search(clean) or any(hint.id == "notice" for hint, _ in hints.said(text)))


def _names_lookups(text: str) -> bool:
    """Whether an offer names what is looked up or laid open; by itself a price, a fee or an address to pay to is any trade's."""
    seen, bit = lexicon.seen(fold(read(text).clean).text), lexicon.bit
    return bool(seen & (bit("look_up_hot") | bit("doxx_hot")) or (seen & bit("look_form") and seen & bit("deal_hot")))


def _share(name: str) -> int:
    """Two bytes of a digest of a name, however it is spaced."""
    return int.from_bytes(sha256("".join(filter(str.isalnum, name)).encode("utf-8", "surrogatepass")).digest()[:2])


def _part(channel: str, **counts: int) -> Part:
    return Part(channel, Counter(counts), Counter(), Counter(), Counter(), {}, set())


def unread(batch: pa.RecordBatch) -> list[Part]:
    """Posts of a batch that ended its workers: they are there, and nobody read them."""
    posts = Counter(batch.column("channel_id").to_pylist())
    return [_part(channel, posts=n, unread=n) for channel, n in posts.items()]


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


def add(channels: Mapping[str, Channel], parts: Sequence[Part], room: int = ALL) -> int:
    """Add what a batch gave; of ``room`` for names and marks what is left."""
    for part in parts:
        to = channels[part.channel]
        to.counts.update(part.counts)
        to.kinds.update(part.kinds)
        for into, more in ((to.origins, part.origins), (to.named, part.named)):
            into.update({name: n for name, n in more.items() if name in into or len(into) < MOST})
        marks = dict(islice(part.marks.items(), max(0, min(room, MOST - len(to.marks)))))
        to.marks.update(marks)
        room -= len(marks)
        to.capped |= len(marks) < len(part.marks)
        for kind, digest in part.names:
            if digest in (known := to.names[kind]):
                continue
            if room > 0 and len(known) < MOST:
                known.add(digest)
                room -= 1
            else:
                to.capped = True
    return room


def _rows(table: pa.RecordBatch, *columns: str) -> Any:
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)
