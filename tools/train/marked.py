r"""A text with what is marked in it, character by character, and changes of it that keep the marks right.

A change takes surfaces of the same kind from other hands, other labels and marks between label and value, fewer, other or joined lines. All
chance comes from a generator that is given. Left out: which hands may lend to each other (`data`).

>>> one = Marked.of("姓名:韩知予", [(3, 6, "name")])
>>> one.swapped({"name": ["樊九"]}, Random(1), 1.0).text
'姓名:樊九'
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

import numpy as np
import numpy.typing as npt

from doxdocket.detect.reader import lexicon
from doxdocket.detect.reader.tagger import LABELS, TAGS
from doxdocket.score.hands import Message
from doxdocket.text import Reading

Marks = npt.NDArray[np.int32]
_TAG = {tag: at for at, tag in enumerate(TAGS)}


@dataclass(frozen=True)
class Marked:
    """``span`` numbers the span of each character (0: none), ``act`` has a bit a label, ``skip`` says where nothing is learned."""

    text: str
    kinds: tuple[str, ...]  # of span n + 1
    span: Marks = field(repr=False)
    act: Marks = field(repr=False)
    skip: Marks = field(repr=False)

    @classmethod
    def of(
        cls,
        text: str,
        spans: Iterable[tuple[int, int, str]] = (),
        acts: Iterable[tuple[int, int, str]] = (),
        skips: Iterable[tuple[int, int]] = (),
    ) -> "Marked":
        """A text with stretches."""
        span, act, skip = (np.zeros(len(text), np.int32) for _ in range(3))
        kinds = []
        for start, end, kind in spans:
            kinds.append(kind)
            span[start:end] = len(kinds)
        for start, end, label in acts:
            act[start:end] |= 1 << LABELS.index(label)
        for start, end in skips:
            skip[start:end] = 1
        return cls(text, tuple(kinds), span, act, skip)

    @classmethod
    def message(cls, one: Message) -> "Marked":
        """A message of a hand."""
        spans = [(s.start, s.end, s.kind) for s in one.spans]
        return cls.of(one.text, spans, [(a.start, a.end, a.label) for a in one.acts], one.ignored)

    def part(self, start: int, end: int) -> "Marked":
        """A stretch."""
        return replace(self, text=self.text[start:end], span=self.span[start:end], act=self.act[start:end], skip=self.skip[start:end])  # fmt: skip

    def joined(self, parts: Sequence["Marked"]) -> "Marked":
        """Parts of this text in a row."""
        return replace(self, text="".join(p.text for p in parts), span=np.concatenate([p.span for p in parts]),
                       act=np.concatenate([p.act for p in parts]), skip=np.concatenate([p.skip for p in parts]))  # fmt: skip

    def followed(self, other: "Marked", between: str) -> "Marked":
        """With another text behind it."""
        span = np.where(other.span > 0, other.span + len(self.kinds), 0).astype(np.int32)
        none = np.zeros(len(between), np.int32)
        return Marked(self.text + between + other.text, self.kinds + other.kinds, np.concatenate([self.span, none, span]),
                      np.concatenate([self.act, none, other.act]), np.concatenate([self.skip, none, other.skip]))  # fmt: skip

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> "Marked":
        """With other words in these stretches; marks of their first characters go on."""
        parts, at = [], 0
        for start, end, new in sorted(edits):
            if start < at:
                continue
            parts.append(self.part(at, start))
            said = self.part(start, start + 1) if end > start else self.part(max(0, start - 1), start)
            if new:
                n = len(new)
                span = np.repeat(said.span[:1], n) if end > start else np.zeros(n, np.int32)
                act = np.repeat(said.act[:1], n) if len(said.act) else np.zeros(n, np.int32)
                skip = np.repeat(said.skip[:1], n) if end > start else np.zeros(n, np.int32)
                parts.append(Marked(new, self.kinds, span, act, skip))
            at = end
        return self.joined([*parts, self.part(at, len(self.text))])

    def runs(self) -> list[tuple[int, int, str]]:
        """The spans as they stand."""
        edges = np.flatnonzero(np.diff(self.span, prepend=0, append=0)).tolist()
        return [(a, b, self.kinds[self.span[a] - 1]) for a, b in pairwise(edges) if self.span[a]]

    def swapped(self, pool: Mapping[str, Sequence[str]], chance: Random, share: float) -> "Marked":
        """With other surfaces of the same kind; what is the same here stays the same."""
        told: dict[tuple[str, str], str] = {}
        edits = []
        for start, end, kind in self.runs():
            own = self.text[start:end]
            if (kind, own) not in told:
                others = pool.get(kind, ())
                told[kind, own] = chance.choice(others) if others and chance.random() < share else own
            if told[kind, own] != own:
                edits.append((start, end, told[kind, own]))
        return self.edited(edits)

    def relabelled(self, chance: Random, share: float) -> "Marked":
        """With other words and marks before values."""
        edits = []
        between = chance.choice((":", "：", " ", "=", "：", " : ", "——", "→", "｜", "\n"))
        for start, _, kind in self.runs():
            found = _BEFORE.search(self.text, max(0, start - 14), start)
            if not found or found.end() != start:
                continue
            word, mark = found.span(1), found.span(2)
            if self.span[word[0] : mark[1]].any():
                continue
            if found[1].lower() in _labels().get(kind, ()) and chance.random() < share:
                edits.append((*word, chance.choice(_labels()[kind])))
            if mark[0] < mark[1] and chance.random() < share:
                edits.append((*mark, between))
        return self.edited(edits)

    def relined(self, chance: Random) -> "Marked":
        """With fewer lines, in another order, or joined."""
        lines = self._lines()
        way = chance.choice(("drop", "shuffle", "cut", "join", "part"))
        if way == "part":
            mark = chance.choice(("\n", "\n\n", "  ", " | "))
            return self.edited((m.start(), m.end(), mark) for m in _COMMA.finditer(self.text)
                               if not self.span[m.start()] and chance.random() < 0.7)  # fmt: skip
        if len(lines) < 2:
            return self
        if way == "join":
            mark = chance.choice(("  ", "，", " | ", "；", "\n\n", " ", "/", "。"))
            return self.edited(
                (m.start(), m.end(), mark) for m in re.finditer("\n", self.text) if not self.span[m.start()]
            )
        if way == "drop":
            lines = [one for one in lines if chance.random() < 0.7] or lines[:1]
        elif way == "shuffle":
            chance.shuffle(lines)
        else:
            low, high = sorted((chance.randrange(len(lines)), chance.randrange(len(lines))))
            lines = lines[low : high + 1]
        parts = [self.part(*one) for one in lines]
        return self.joined(
            [p if p.text.endswith("\n") else p.edited([(len(p.text), len(p.text), "\n")]) for p in parts]
        )

    def _lines(self) -> list[tuple[int, int]]:
        """Lines with their ends; those that a span crosses are one."""
        lines, at = [], 0
        for match in re.finditer("\n", self.text):
            after = match.end()
            if after < len(self.text) and self.span[match.start()] and self.span[match.start()] == self.span[after]:
                continue
            lines.append((at, after))
            at = after
        return [one for one in (*lines, (at, len(self.text))) if one[0] < one[1]]

    def on(self, reading: Reading) -> tuple[Marks, Marks, Marks]:
        """Tags, acts and what is skipped, for each character of the cleaned text."""
        back = np.fromiter(reading.back, np.int64, len(reading.clean) + 1)[:-1]
        span = self.span[back]
        before = np.concatenate(([0], span[:-1]))
        begin = np.array([0, *(_TAG[f"B-{kind}"] for kind in self.kinds)], np.int32)
        tags = np.where(span > 0, begin[span] + ((span == before) & (span > 0)), 0).astype(np.int32)
        return tags, self.act[back], self.skip[back]


_BEFORE = re.compile(r"([^\s：:=|｜，,。；;→—]{1,8})([：:=]\s?|[ 　\t]{0,2})$")
_COMMA = re.compile("[，,；;] ?")
_found: dict[str, list[str]] = {}


def _labels() -> dict[str, list[str]]:
    """Labels of each kind, in Chinese."""
    if not _found:
        for word, sort, kind in lexicon.entries():
            if sort is lexicon.Sort.LABEL and 1 < len(word) <= 6 and not word.isascii():
                _found.setdefault(kind, []).append(word)
    return _found
