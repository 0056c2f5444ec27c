"""Where posts tell part of a sealed value again: the room of a hotel, the tail of a plate or a telephone, the class of a school, what a firm or somebody is called for short.

Such a part (``store.parts``) is hidden where it stands near the value: in the ``_NEAR`` posts
of its channel before and behind it, in what it answers and what answers it, and where a post says the name that stands with it. A number beside a word for a room, and the name of a firm, a hotel or a school without its legal form, are hidden
in every post. Never amounts, counts, times, days or years. Values are held in clear while one command runs, as in ``store.pieces``. Words: ``parts.yaml``. Source: docs/explanation/sealing.md.
Left out: parts told in other channels without a word of their own.

>>> Forms([("phone_number", "13900001850"), ("hotel_room_current", "望海大酒店1806")]).spans("1806敲门，1850元")
[(0, 4, 'hotel_room_current')]
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import RETOLD
from doxdocket.store.located import InRun
from doxdocket.store.parts import BLOCK, CLASS, KINDS, TAILS, TOKEN, Strength, block, fold, of_unit, parts, words
from doxdocket.store.values_in_text import cut

if TYPE_CHECKING:
    from doxdocket.store.run import Run
    from doxdocket.text import Reading

Key = tuple[str, str]
Span = tuple[int, int, str]
Kept = tuple[str, str]
"""Sort and part, as texts are compared."""
Near = Callable[[Kept, bool], str]
"""The kind of the value of which a part is one, where it counts: anywhere, or near."""
_NEAR, _UP, _NAMED, _MOST = 50, 5, 50, 1000
"""Posts before and behind, and answers upward, in which a part is taken for that of a value; posts with a name that a text says again: of a name in more everybody may bear it; and such posts of one text."""
_TAIL = 4
_KEPT_TEXTS = 1 << 13
"""Texts of which is kept what may be a part: the same is posted often."""
_NUMBERS = frozenset(("number", "code"))
"""Sorts of numbers."""
_ORDER = [("channel_id", "ascending"), ("date", "ascending"), ("post_no", "ascending"), ("post_id", "ascending")]
_STANDS = {"word": "word", "piece": "word", "short": "short", "given": "given", "name": "name"}
"""Sorts that are looked for as they stand, each as which."""
_FORMS = re.compile(
    r"(?=([小阿老]([\u3400-\u9fff])|([\u3400-\u9fff])\3|([\u3400-\u9fff]{1,2})(?:老师|同学|女士|小姐|先生|医生|护士|律师|经理|[姐哥妹弟宝总某氏])))"
)
_JOINED = re.compile(r"[0-9][.,:]$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_TWO_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_OF_DAY = re.compile(r"[-./][0-9]")
_YEARS = range(1900, 2036)


class Forms:
    """The parts of some values, and where a text says them in a form in which they are no other word or number."""

    def __init__(self, some: Iterable[tuple[str, str]] = (), sorts: Collection[str] = ()) -> None:
        """Of these values (kind, value); of some ``sorts`` alone, where any are named."""
        self._sorts = sorts
        self.told: dict[Kept, tuple[str, Strength]] = {}
        self._starts: dict[str, set[Kept]] = defaultdict(set)
        for kind, value in some:
            self.add(kind, value)

    def add(self, kind: str, value: str) -> list[Kept]:
        """Take up a value; its parts."""
        found = list[Kept]()
        for part in parts(kind, value):
            if (
                (self._sorts and part.sort not in self._sorts)
                or part.sort == "account"
                or (part.sort == "piece" and part.strength > Strength.NEAR)
            ):
                continue  # which ``store.pieces`` and the gate look for
            sort, text = _STANDS.get(part.sort, part.sort), fold(part.text)
            kept, strength = self.told.get((sort, text), (kind, part.strength))
            self.told[sort, text] = kept, max(strength, part.strength)
            if sort in _STANDS:
                self._starts[text[:2]].add((sort, text))
            found.append((sort, text))
        return found

    def spans(self, text: str, near: Near | None = None) -> list[Span]:
        """Start, end and kind of each part in a text, apart from one another; ``near``: where a part counts only near its value."""
        return self.read(text).apart(near or self._any)

    def signed(self, part: Kept, anywhere: bool) -> str:
        """The kind of a part in a text about its bearer: a bare number may be any other there."""
        return "" if part[0] == "number" and not anywhere else self._any(part, anywhere)

    def _any(self, part: Kept, _: bool) -> str:
        return self.told[part][0] if part in self.told else ""

    def read(self, text: str) -> "Read":
        """What may be a part in a text, wherever the text stands."""
        from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

        reading = read(text)
        plain = fold(reading.clean) if self.told and len(text) > 1 else ""
        standing = [*self._standing(plain)]
        return Read(reading, [*self._may(plain, standing)], {part for _, part in standing if part[0] == "name"})

    def _may(self, plain: str, standing: Iterable[tuple[int, Kept]]) -> Iterator["_May"]:
        for token in TOKEN.finditer(plain):
            parts_ = [part for sort in ("number", "code") if (part := (sort, token[0])) in self.told]
            room = _as_number(plain, *token.span()) if parts_ else None
            for part in parts_ if room is not None else ():
                strength = self.told[part][1]
                anywhere = strength > Strength.SIGN or (bool(room) and strength is Strength.SIGN)
                yield *token.span(), part, anywhere
        for one in BLOCK.finditer(plain):
            yield *one.span(), ("block", block(one)), False
        for one in CLASS.finditer(plain):
            if not plain.startswith(words("no_class"), one.end()):
                yield from ((*one.span(), ("class", number), False) for number in (one[1], one[1][-1]))
        for one in _FORMS.finditer(plain):
            if one[1] not in words("no_call"):
                yield one.start(), one.end(1), ("call", one[2] or one[3] or one[4]), False
        for at, part in standing:
            end = at + len(part[1])
            if part[0] != "name" and (part[0] != "short" or _short(plain, at, end)):
                yield at, end, part, self.told[part][1] >= Strength.POSTS

    def _standing(self, plain: str) -> Iterator[tuple[int, Kept]]:
        """Where parts in words stand: place and part."""
        for at in range(len(plain) - 1) if self._starts else ():
            for part in self._starts.get(plain[at : at + 2], ()):
                if plain.startswith(part[1], at) and not _in_number(plain, at, at + len(part[1])):
                    yield at, part


_May = tuple[int, int, Kept, bool]
"""Start and end in the cleaned text, part, and whether it counts anywhere."""


@dataclass(frozen=True, slots=True)
class Read:
    """A text with what in it may be a part, and the names it says."""

    reading: "Reading"
    may: Sequence[_May]
    names: Collection[Kept]

    def parts(self, near: Near) -> Iterator[tuple[int, int, str, Kept]]:
        """Those that are: start, end, kind and part."""
        for start, end, part, anywhere in self.may:
            if kind := near(part, anywhere):
                yield start, end, kind, part

    def apart(self, near: Near) -> list[Span]:
        """Their places in the text as captured and their kinds, apart from one another."""
        out: list[Span] = []
        for start, end, kind in sorted(
            {one[:3] for one in self.parts(near)}, key=lambda one: (one[0], -one[1], one[2])
        ):
            a, b = self.reading.span(start, end)
            if not out or a >= out[-1][1]:
                out.append((a, b, kind))
            elif b > out[-1][1]:
                out[-1] = (out[-1][0], b, out[-1][2])
        return out


class Retold:
    """Asked of a text of a post: where it tells part of a value again."""

    def __init__(self, run: "Run") -> None:
        merged = run.read("merged", ["channel_id", "post_id", "date", "post_no", "reply_to"]).sort_by(_ORDER)
        names = pc.binary_join_element_wise(merged["channel_id"], merged["post_id"], "/").combine_chunks()
        known = np.array([name.encode() for name in names.to_pylist()] or [b""])
        self._at = np.argsort(known, kind="stable")
        self._names = known[self._at]
        self._channel = merged["channel_id"].combine_chunks().dictionary_encode().indices.to_numpy()
        answered = pc.binary_join_element_wise(merged["channel_id"], merged["reply_to"], "/")
        self._answers = pc.fill_null(pc.index_in(answered, names), -1).to_numpy()
        self._by_answered = np.argsort(self._answers, kind="stable")
        self._sorted_answers = self._answers[self._by_answered]
        self._forms = Forms()
        self._text = lru_cache(_KEPT_TEXTS)(self._forms.read)
        self._beside = lru_cache(2)(self._neighbours)
        self._told: dict[Kept, array[int]] = {}
        self._read(run, names)

    def _read(self, run: "Run", names: pa.Array) -> None:
        """The parts of every value, each with the posts in which it stands."""
        columns = ["channel_id", "post_id", "source", "row_no", "where", "start", "end", "kind", "verdict", "digest"]
        first: dict[bytes, dict[str, Any]] = {}
        stands: dict[bytes, array[int]] = defaultdict(lambda: array("q"))
        for batch in run.batches("findings", columns):
            sure = pc.equal(batch["verdict"], "valid")
            unsure = pc.and_(pc.equal(batch["verdict"], "doubtful"), pc.invert(pc.equal(batch["kind"], "name")))
            of = pc.is_in(batch["kind"], pa.array(sorted(KINDS), pa.string()))
            some = batch.filter(pc.and_(of, pc.or_(sure, unsure)))
            places = pc.index_in(pc.binary_join_element_wise(some["channel_id"], some["post_id"], "/"), names)
            for row, at in zip(some.to_pylist(), places.to_pylist(), strict=True):
                first.setdefault(row["digest"], row)
                if at is not None:
                    stands[row["digest"]].append(at)
        for row, value in cut(run, first.values()):
            for part in self._forms.add(row["kind"], value):
                self._told.setdefault(part, array("q")).extend(stands[row["digest"]])
        self._told = {part: array("q", sorted(set(at))) for part, at in self._told.items()}

    def __call__(self, key: Key, text: str) -> list[Span]:
        """Start, end and kind of each part in a text of this post, apart from one another."""
        read_ = self._text(text)
        return read_.apart(self._near(key, read_))

    def copies(self, key: Key, text: str) -> Iterator[Span]:
        """Of each number in a text of another post that is part of a value, where it stands with two signs beside it, and of which kind: by that a copy of the post is known that shows it."""
        read_ = self._text(text)
        reading, clean = read_.reading, read_.reading.clean
        own = self._number(key) if read_.may else -1
        for start, end, kind, part in read_.parts(self._near(key, read_)):
            at = self._told[part]
            if part[0] not in _NUMBERS or _within(at, own, own):
                continue  # no number, or the value itself stands there
            if kind in TAILS and not _as_number(fold(clean), start, end):
                continue  # four digits in another text are mostly an amount or a count
            behind, before = _beside(clean[end : end + _SIDE]), _beside(clean[max(0, start - _SIDE) : start][::-1])
            if behind:
                yield *reading.span(start, end + behind), kind
            if before:
                yield *reading.span(start - before, end), kind

    def _near(self, key: Key, text: "Read") -> Near:
        """What tells of which value a part in this text is one: in the posts around it, as stretches of numbers: its neighbours, what it answers, what answers it, and those of which it says a name."""
        around: list[tuple[int, int]] | None = None

        def near(part: Kept, anywhere: bool) -> str:
            nonlocal around
            kind, at = self._forms.told.get(part, ("", None))[0], self._told.get(part)
            if at is None or anywhere:
                return kind
            if around is None:
                posts = (at for part in sorted(text.names) if len(at_ := self._told[part]) <= _NAMED for at in at_)
                some = islice(((at, at) for at in posts), _MOST)
                around = joined(chain(self._beside(key), some))
            return kind if any_within(at, around) else ""

        return near

    def _number(self, key: Key) -> int:
        """The number of a post in the order of all; -1 where the run has no such post."""
        name = "/".join(key).encode()
        n = int(np.searchsorted(self._names, name))
        return int(self._at[n]) if n < len(self._names) and self._names[n] == name and len(self._channel) else -1

    def _neighbours(self, key: Key) -> list[tuple[int, int]]:
        at = self._number(key)
        if at < 0:
            return []
        first, last = max(0, at - _NEAR), min(len(self._channel) - 1, at + _NEAR)
        while self._channel[first] != self._channel[at]:
            first += 1
        while self._channel[last] != self._channel[at]:
            last -= 1
        beside, up = set[int](), int(self._answers[at])
        for _ in range(_UP):
            if up < 0 or up in beside:
                break
            beside.add(up)
            up = int(self._answers[up])
        a, b = (int(np.searchsorted(self._sorted_answers, at, side)) for side in ("left", "right"))
        beside |= {*map(int, self._by_answered[a:b])}
        return [(first, last), *((one, one) for one in sorted(beside))]


_POST = ["channel_id", "post_id", "capture", "row_no"]
_TEXTS = [*_POST, "text", "fields"]
_MASKED, _COPY = "masked", "copy"


def table(run: "Run") -> Iterator[pa.RecordBatch]:
    """Where the texts of a run tell parts of its values again, for its table ``retold``."""
    told = Retold(run)
    for batch in run.batches("posts", _TEXTS):
        rows = [
            {name: row[name] for name in _POST} | {"where": where, "start": start, "end": end, "kind": kind, "use": use}
            for row in batch.to_pylist()
            for where, text in _texts(row)
            for use, spans in ((_MASKED, told), (_COPY, told.copies))
            for start, end, kind in spans((row["channel_id"], row["post_id"]), text)
        ]
        yield pa.RecordBatch.from_pylist(rows, RETOLD)


def _texts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("text", row["text"] or ""), *((one["where"], one["text"] or "") for one in row["fields"] or ()))


class Told:
    """Where texts of a run tell parts of its values again: as it wrote that down; worked out anew of pictures, whose text is of many posts, and of a run of other code."""

    def __init__(self, run: "Run", part: str) -> None:
        self._run, self._part, self._written = run, part, run.has("retold", part)

    @cached_property
    def _anew(self) -> Retold:
        return Retold(self._run)

    @cached_property
    def _places(self) -> dict[tuple[Any, ...], list[Span]]:
        return self._read(_MASKED)

    def _read(self, use: str) -> dict[tuple[Any, ...], list[Span]]:
        found: dict[tuple[Any, ...], list[Span]] = defaultdict(list)
        for batch in self._run.keyed(self._run.part_batches("retold", self._part)):
            for row in batch.filter(pc.equal(batch["use"], use)).to_pylist():
                found[(*(row[name] for name in _POST), row["where"])].append((row["start"], row["end"], row["kind"]))
        return found

    def spans(self, row: Mapping[str, Any], where: str, text: str) -> list[Span]:
        """Start, end and kind of each part in a text of this row of posts."""
        if self._written and not where.startswith("image:"):
            return self._places.get((*(row[name] for name in _POST), where), [])
        return self._anew((row["channel_id"], row["post_id"]), text)

    def copies(self) -> Iterator[tuple[str, str]]:
        """The numbers that posts tell again, with what stands beside them (kind and words), for the gate."""
        written = self._read(_COPY) if self._written else {}
        batches = (
            InRun(self._run, "posts").batches({f"{place[0]}/{place[1]}" for place in written}, _TEXTS)
            if self._written
            else self._run.batches("posts", _TEXTS)
        )
        for row in (row for batch in batches for row in batch.to_pylist()):
            key, post = (row["channel_id"], row["post_id"]), tuple(row[name] for name in _POST)
            for where, text in _texts(row):
                spans = written.get((*post, where), ()) if self._written else self._anew.copies(key, text)
                yield from ((kind, text[start:end]) for start, end, kind in spans)


def _within(at: "array[int]", first: int, last: int) -> bool:
    n = bisect_left(at, first)
    return n < len(at) and at[n] <= last


def any_within(at: "array[int]", stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether one of these posts lies in a stretch; stretches are sorted and apart. The shorter list is gone through."""
    if len(stretches) <= len(at):
        return any(_within(at, first, last) for first, last in stretches)
    for one in at:
        n = bisect_left(stretches, (one + 1,)) - 1
        if n >= 0 and one <= stretches[n][1]:
            return True
    return False


def joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that meet as one."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def _in_number(plain: str, start: int, end: int) -> bool:
    """Whether a word begins or ends within a longer number."""
    return any(plain[max(0, at - 1) : at].isdecimal() and plain[at : at + 1].isdecimal() for at in (start, end))


def _short(plain: str, start: int, end: int) -> bool:
    """Whether a short form of a school stands there, not the beginning of another word or the end of a number."""
    before = plain[max(0, start - 1) : start]
    return not before.isdecimal() and not plain.startswith(words("not_short"), end)


def _as_number(plain: str, start: int, end: int) -> bool | None:
    """Whether a number may be a part of a value: true beside a word for a room, nothing where it is an amount, a count, a time, a day or a year."""
    token, before, behind = plain[start:end], plain[:start].rstrip(" "), plain[end:].lstrip(" ")
    if _JOINED.search(plain[max(0, start - 2) : start]) or _JOINED.search(plain[end : end + 2][::-1]):
        return None
    if of_unit(behind) or before.endswith(_MONEY):
        return None
    room, year = (
        behind.startswith(words("room_behind")),
        len(token) == _TAIL and token.isdecimal() and int(token) in _YEARS,
    )
    if year and (not room or _OF_DAY.match(behind)):
        return None
    room = room or before.endswith(words("room_before"))
    if not token.isdecimal() or room:
        return room
    amount = before.endswith(words("paid")) or token.endswith("00")
    return None if amount else False


_MONEY = ("¥", "$", "€", "£", "元")
_SIDE = 4


def _beside(text: str) -> int:
    """How long two letters or Han signs at the beginning of a text are with what stands between; 0 where there are none."""
    at = [n for n, sign in enumerate(text) if sign.isalpha()][:2]
    return at[1] + 1 if len(at) > 1 and "\n" not in text[: at[1]] else 0
