"""Stretches that a net holds for a kind, and what speaks for and against each: kinds that no form of their own tells.

Wherever the net gives a kind some share there are runs of characters above several shares, cut where it sees another begin, each also with the ends of
the nearest joints; further the spans of its best tags, values under a label of the kind, turns where several talk, and a name that it is sure of wherever that stands again.
What lies in a figure of speech is none (`figures`), nor a card of which no picture is told (`pictures`). Numbers stay with `candidates`. Features have the form of `evidence`; a stretch asks a bounded number of words, so the work grows with the text.
Left out: weights (`decide`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, pairwise
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Form, Generator, Offer
from doxdocket.detect.reader.candidates import fields, names, places
from doxdocket.detect.reader.columns import AT, KINDS, Whole
from doxdocket.detect.reader.figures import figures, within
from doxdocket.detect.reader.layout import Frame, Joints, Shape
from doxdocket.detect.reader.lexicon import Sort, entries, stand
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.pictures import counted, kind_of
from doxdocket.detect.reader.shape_features import step
from doxdocket.detect.reader.tagger import Tagged
from doxdocket.detect.reader.tokens import HANS
from doxdocket.records import Verdict

FORMED = frozenset({"id_number", "phone_number", "landline_number", "bank_account", "passport_number", "device_id"})
"""Kinds whose ends candidates of numbers decide."""
_TALK = "communication_content"
_LEAST = 120
"""Of a thousand: below this a net says nothing."""
_LEVELS = (120, 350, 600)
_BEGUN = 350
_LABELLED = 15
_SURE = 600
_ALSO = 30
_NAMES = 40
"""Names that are looked for again."""
_MOST = 240
_AGAIN = 8
_SHORT = 5
_AS_NAME = re.compile("[一-鿿][初高][一二三]")
"""A school year behind one character: with a family name it is a given name (韩初一), and one character names no school."""
_TRIM = frozenset(" \t\n,;:。、!?|│=\"'“”‘’「」『』《》<>~→•")
_TRIM_LEFT = _TRIM | {"的", "了"}  # with which no value but a name begins (她的私密视频, 欠了8万; 了凡)
SHARES = (30, 80, 150, 250, 350, 450, 550, 650, 750, 850, 920, 970)
EDGES = (20, 80, 200, 400, 600, 800)
SIZES = (1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 50, 90)
PERSONAL = (20, 60, 150, 300, 450, 600, 750, 880, 960)
_PLAINLY = frozenset({Shape.FIELD, Shape.COLUMN, Shape.PAIR})
_TRAITS = frozenset({"gender", "age", "ethnicity", "marital_status", "education_level"})
"""Kinds of which a few words say all (女, 未婚): proposed though the net gives them no share."""
_VALUES = frozenset({Shape.FIELD, Shape.BEHIND, Shape.COLUMN, Shape.PAIR, Shape.HEADED})
_OF_CHARACTERS = frozenset({"name", "former_name_alias"}) | _TRAITS
"""Kinds of which a value may begin or end within what elsewhere is a word."""
Place = tuple[int, int, str]


def personal(post: Tagged) -> str:
    """How much a post looks like one that discloses anybody."""
    return f"personal={step(post.personal, PERSONAL)}"


def of_post(post: Tagged) -> tuple[str, ...]:
    """What a net says of a post as a whole: how personal, how many spans of how many kinds, how sure of them together."""
    many = len({one.kind for one in post.spans})
    told = personal(post)
    return (
        told,
        f"spans={step(len(post.spans), _SPANS)}",
        f"spans=kinds {step(many, _SPANS)}",
        f"spans=sum {step(sum(one.score for one in post.spans), _SUMS)}",
        f"spans=kinds {step(many, _SPANS)}&{told}",
    )


_SPANS = (0, 1, 2, 3, 5, 8)
_SUMS = (0, 500, 900, 1500, 2500, 5000)


def conduct(post: Tagged) -> Iterator[str]:
    """What a net says is done in a post: who threatens somebody or calls others against him hardly speaks of nobody."""
    most = f"conduct=most {step(max(post.conduct.values(), default=0), _CONDUCT)}"
    yield from (f"conduct={label} {step(share, _CONDUCT)}" for label, share in post.conduct.items())
    yield from (most, f"{most}&{personal(post)}")
    yield f"conduct=kinds {sum(share > _DONE for share in post.conduct.values())}"


_CONDUCT = (30, 100, 250, 500, 750)
_DONE = 250


class Shares:
    """A net's shares of a text, summed up so that the mean of any stretch is one look."""

    def __init__(self, parts: npt.NDArray[np.int16]) -> None:
        self.count = np.zeros((len(parts) + 1, len(KINDS)), np.int32)
        np.cumsum(parts, axis=0, out=self.count[1:])

    def mean(self, start: int, end: int, kind: str) -> int:
        """The mean of a stretch for a kind."""
        at = AT[kind]
        return int(self.count[end, at] - self.count[start, at]) // (end - start)

    def means(self, places: Sequence[Place | Offer]) -> Whole:
        """The same of several."""
        start, end = (np.array([one[at] for one in places], np.int64) for at in (0, 1))
        kind = np.array([AT[one[2]] for one in places], np.int64)
        found: Whole = (self.count[end, kind] - self.count[start, kind]) // np.maximum(1, end - start)
        return found


@cache
def _whole_words() -> frozenset[str]:
    """Words of places, employers and plain speech that no value begins or ends within; names of divisions, which stand within longer ones, are none."""
    listed = {word for sort in places.ENDINGS for word in places.words()[sort]} | {*table("not_names.yaml")["words"]}
    return frozenset(
        word for word in listed if len(word) > 1 and HANS.fullmatch(word) and word not in places.divisions()
    )


@cache
def _latin_labels() -> frozenset[str]:
    """Labels in Latin letters (shenfenzheng), none of which is anybody's name; short ones may be."""
    return frozenset(
        word for word, sort, _ in entries() if sort in (Sort.LABEL, Sort.WEAK) and len(word) > _SHORT and word.isascii()
    )


def _within_words(clean: str) -> dict[int, tuple[int, int]]:
    """Of each place within a word of places, offices and plain speech where that word begins and ends; of words that lap over none."""
    found: dict[int, tuple[int, int]] = {}
    reach, last = 0, (0, 0)
    for start, end in sorted(stand(clean, _whole_words()), key=lambda one: (one[0], -one[1])):
        if start < reach:
            if end > reach:  # two words share a character: which of them stands is not known
                for at in range(last[0] + 1, reach):
                    found.pop(at, None)
                reach, last = end, (start, end)
            continue
        found.update(dict.fromkeys(range(start + 1, end), (start, end)))
        reach, last = end, (start, end)
    return found


def _is_class(one: Offer) -> bool:
    return one[2] == places.SCHOOL and places.is_class(one[3])


@dataclass(slots=True)
class Prose:
    """The stretches of one text; asked for the features of one at a time."""

    page: Page = field(repr=False)
    clean: str = field(repr=False)
    post: Tagged = field(repr=False)
    shares: Shares
    cut: Joints
    offers: list[Offer]
    _also: dict[Place, Offer]
    tagged: list[Place]
    figures: list[tuple[int, int]]
    words: dict[int, tuple[int, int]]
    _made: set[Place]
    _talks: bool = False
    _asked: set[Place] = field(default_factory=set)
    _again: dict[str, list[int]] = field(default_factory=dict)
    spelled: dict[tuple[int, int], str] = field(default_factory=dict)
    _reach: list[tuple[int, int]] = field(default_factory=list)
    """Where what is spelled begins, and how far what began by then reaches."""

    @classmethod
    def of(cls, page: Page, post: Tagged, shares: Shares) -> "Prose":
        """All stretches of a text."""
        tagged = sorted((one.start, one.end, one.kind) for one in post.spans)
        words = _within_words(page.clean)
        own = cls(page, page.clean, post, shares, page.joints, [], {}, tagged, figures(page.clean), words, set())
        own._talks = sum(frame.shape is Shape.TURN for frame in page.frames) > 1
        for start, end, kind in tagged:
            own._add(start, end, kind)
        most = post.parts.max(axis=0, initial=0)
        for frame in page.frames:
            if frame.shape in _VALUES and frame.kinds:
                own._labelled(frame)
        own._repeated()
        own.spelled = dict.fromkeys(names.told(page), "more=told")
        own.spelled |= {(at, at + 1): "more=down" for at in names.down(page.clean)}
        for start, end in sorted(own.spelled):
            own._add(start, end, "name")
            own._reach.append((start, max(end, own._reach[-1][1] if own._reach else 0)))
        runs = [at for at in np.flatnonzero(most >= _LEAST).tolist() if KINDS[at] not in FORMED]
        if runs:
            own._runs(runs)
        if most.max(initial=0) >= _LEAST:
            own._known(page, most)
            also = [*own._also]
            plain = np.array([own._plain(one) for one in own._also.values()], np.bool_)
            for at in np.flatnonzero((shares.means(also) >= _ALSO) | plain).tolist():
                own._add(*also[at])
        own.offers = [own._offer(*one) for one in sorted(own._made)]
        return own

    def _known(self, page: Page, most: npt.NDArray[np.int16]) -> None:
        """What names, places and fields propose of kinds that the net gives a share."""
        wanted = {*_TRAITS, *(KINDS[at] for at in np.flatnonzero(most >= _ALSO).tolist())}
        wanted.update(kind for _, _, kind in self._made)
        if self._talks:
            wanted.add(_TALK)
        if any("grade" in hit.sorts for hit in page.hits):
            wanted.add(places.SCHOOL)
        parts: list[Iterable[Offer]] = [names.offers(page)] if "name" in wanted else []
        if not wanted.isdisjoint(places.KINDS):
            parts.append(places.offers(page.clean, page.hits))
        for one in chain(*parts, fields.offers(page, frozenset(wanted))):
            self._also.setdefault(one[:3], one)

    def _plain(self, one: Offer) -> bool:
        """Whether a stretch is proposed though the net gives it no share: a trait, a class, a turn where several talk."""
        return (
            one[6] is Generator.TRAIT
            or _is_class(one)
            or (self._talks and one[2] == _TALK and one[6] is Generator.TALK)
        )

    def _add(self, start: int, end: int, kind: str) -> None:
        """A stretch; one that begins or ends within a word, with that word and without it."""
        if kind in FORMED or (start, end, kind) in self._asked:
            return
        if kind not in _OF_CHARACTERS and (start in self.words or end in self.words):
            self._asked.add((start, end, kind))
            for first in sorted(set(self.words.get(start, (start,)))):
                for last in sorted(set(self.words.get(end, (end,)))):
                    if first < last and not (start in self.words and last <= start):
                        self._add(first, last, kind)
            return
        self._asked.add((start, end, kind))
        spend()
        left = _TRIM if kind == "name" else _TRIM_LEFT
        while start < end and self.clean[start] in left:
            start += 1
        while start < end and self.clean[end - 1] in _TRIM:
            end -= 1
        if kind == places.SCHOOL and _AS_NAME.fullmatch(self.clean, start, end):
            return
        if kind == "name" and (self._cut(start) or self._cut(end) or self.clean[start:end].lower() in _latin_labels()):
            return
        if (
            not start < end <= start + _MOST
            or (self.figures and within(self.figures, start, end, kind))
            or counted(self.clean, start, end, kind)
        ):
            return
        self._made.add((start, end, kind_of(self.clean, start, end, kind)))

    def _cut(self, at: int) -> bool:
        """Whether a place is within a word of Latin letters."""
        pair = self.clean[max(0, at - 1) : at + 1]
        return len(pair) == 2 and pair.isascii() and pair.isalpha()

    def _runs(self, columns: Sequence[int]) -> None:
        """Runs of kinds above each share, whole and cut at beginnings, and with the ends of joints."""
        shares = self.post.parts[:, columns].T
        begun: list[list[int]] = [[] for _ in columns]
        for at, place in np.argwhere(self.post.begins[:, columns].T >= _BEGUN).tolist():
            begun[at].append(place)
        there = np.zeros((len(columns), len(self.clean) + 2), np.int8)
        for level in _LEVELS:
            there[:, 1:-1] = shares >= level
            edges = np.argwhere(np.diff(there)).tolist()
            for (at, start), (_, end) in zip(edges[::2], edges[1::2], strict=True):
                kind, row = KINDS[columns[at]], begun[at]
                inner = row[bisect_right(row, start) : bisect_left(row, end)]
                self._add(start, end, kind)
                for first, last in pairwise((start, *inner, end)) if inner else ():
                    self._add(first, last, kind)
                if level == _LEVELS[1]:
                    self._joined(start, end, kind)

    def _joined(self, start: int, end: int, kind: str) -> None:
        for rank in (1, 2):
            left, right = self.cut.left(start, rank), self.cut.right(end, rank)
            self._add(left, right, kind)
            self._add(left, end, kind)
            self._add(start, right, kind)
        self._add(self.cut.left(start, 5), self.cut.right(end, 5), kind)

    def _labelled(self, frame: Frame) -> None:
        """A value under a label of a kind; under a heading or behind its label, if the net does not exclude it."""
        start, end = frame.value
        for kind in frame.kinds:
            at = AT.get(kind)
            if at is None or kind in FORMED:
                continue
            if frame.shape not in _PLAINLY and self.post.parts[start:end, at].max(initial=0) < _LABELLED:
                continue
            self._add(start, end, kind)
            if end - start > 1:
                self._add(start, min(end, self.cut.right(start + 1, 1)), kind)
                self._add(start, min(end, self.cut.right(start + 1, 2)), kind)

    def _repeated(self) -> None:
        """A name of which the net is sure, wherever it stands again."""
        known = {
            self.clean[s:e]
            for s, e, kind in self.tagged
            if kind == "name" and e - s > 1 and self.shares.mean(s, e, kind) >= _SURE
        }
        for name in sorted(known)[:_NAMES]:
            at = self.clean.find(name)
            while at >= 0:
                self._add(at, at + len(name), "name")
                at = self.clean.find(name, at + len(name))

    def _offer(self, start: int, end: int, kind: str) -> Offer:
        if known := self._also.get((start, end, kind)):
            return *known[:6], Generator.NET
        value = self.clean[start:end]
        hidden = "*" in value or (kind == "name" and ("某" in value or "x" in value))
        form = Form.MASKED if hidden else Form.SPLIT if "\n" in value else Form.VERBATIM
        return start, end, kind, value, Verdict.MASKED if hidden else Verdict.DOUBTFUL, form, Generator.NET

    def known(self, one: Offer) -> Offer | None:
        """What names, places or fields propose for the same stretch and kind."""
        return self._also.get(one[:3])

    def more(self, one: Offer) -> str:
        """The net's best share for the same characters elsewhere; of a name that words or the first characters of lines tell, that, and of what is a part of one."""
        start, end, kind = one[:3]
        if kind == "name" and self.spelled:
            if told := self.spelled.get((start, end)):
                return told
            at = bisect_right(self._reach, start, key=itemgetter(0))
            if at and end <= self._reach[at - 1][1]:
                return "more=part"
        if not 1 < end - start <= 20:
            return "more=none"
        value = self.clean[start:end]
        if value not in self._again:
            self._again[value] = [*self._stands(value)]
        found = [self.shares.mean(at, at + len(value), kind) for at in self._again[value] if at != start]
        return f"more={step(max(found), EDGES)}" if found else "more=none"

    def _stands(self, value: str) -> Iterator[int]:
        """The first places of these characters."""
        at = -1
        for _ in range(_AGAIN):
            at = self.clean.find(value, at + 1)
            if at < 0:
                return
            yield at


WRITTEN = tuple(
    f"written={one}"
    for one in ("digits", "letters and digits", "letters", "Han", "Han and digits", "Han and others", "others")
)
