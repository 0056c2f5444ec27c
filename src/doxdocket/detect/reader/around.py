"""What stands around each span of a text that may tell whose it is: marks, words of relation, labels, turns of talk, names.

Everything is looked for once; each span asks a bounded number of words. Left out: who it is (`persons`).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

import ahocorasick_rs

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.identity import Item
from doxdocket.detect.reader.layout import Frame, Shape
from doxdocket.detect.reader.lexicon import Mention, lower
from doxdocket.detect.reader.lexicon import Sort as Class
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.tokens import HAN, HANS

FAINT = frozenset({"he", "i", "all", "your", "next", "self"})
"""Classes of words that bring in nobody else."""
_NEAR = 30
"""Characters before a span in which words of the classes are asked."""
_GAP = 40
_LABELS = frozenset({Shape.FIELD, Shape.PAIR, Shape.COLUMN})
_WHOSE = (("mine", "我俺咱𠊎"), ("yours", "你您"), ("his", "他她佢其伊渠"))
_PRONOUNS = "他她你我其的俺佢伊这个是和跟甲乙丙丁"
_LEADS = "叫是在的也名姓住电"
_MARK = re.compile(
    r"[ \t>#*【\[(]*(?:[0-9]{1,3}(?![0-9年月日/:.-]*[0-9])(?!年|月|日|岁|号楼|栋)|[一二三四五六七八九十]{1,3}[、.,:)]|[A-Z甲乙丙丁][组、.:)]|[-•·●◆■□▌▶☆★►▪○◇*—])"
)
_CLAUSE, _SENTENCE, _CELL, _PART = (frozenset(marks) for marks in (",。;!?", "。!?;…", "|│┃\t", ",、:(/)"))
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WORD_BEFORE = re.compile(rf"([{HAN}A-Za-z]{{2,4}})[^\w]*$")


@cache
def tables() -> dict[str, dict[str, str]]:
    """The tables of ``persons.yaml``, each word with its class."""
    own = table("persons.yaml", __package__)
    turned = {
        name: {word: code for code, words in own[name].items() for word in words.split()}
        for name in ("classes", "kin", "kinds", "relations")
    }
    sexes = {word: sex for name, sex in (("men", "m"), ("women", "f")) for word in own[name].split()}
    titles = {word: sex for sex, words in own["titles"].items() for word in words.split()}
    return {**turned, "sexes": sexes, "titles": titles}


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, str], ...]]:
    words = tables()["classes"]
    return ahocorasick_rs.AhoCorasick(list(words)), tuple(words.items())


class Turn(NamedTuple):
    """A word that tells whose the next span is: its class or group of kinship, the relation, and itself without its pronoun."""

    start: int
    end: int
    group: str
    relation: str
    word: str


class Before(NamedTuple):
    """What stands before a span, behind the span before it."""

    text: str
    gap: str
    words: dict[str, str]  # class, how near
    turn: Turn | None  # the last relation or other person
    whose: str
    said: frozenset[str]
    pronoun: str


class Around:
    """The spans of one text in their order, and what stands around each."""

    def __init__(self, spans: Sequence[Item], page: Page) -> None:
        self.clean = page.clean
        order = sorted(range(len(spans)), key=lambda at: (spans[at][:2], at))
        self.spans = [spans[at] for at in order]
        self.place = {number: at for at, number in enumerate(order)}
        begins = [start for start, _ in page.text.lines]
        self.line = [bisect_right(begins, one.start) - 1 for one in self.spans]
        self.group = [tables()["kinds"].get(one.kind, "X") for one in self.spans]
        self.first = [not at or self.line[at] != self.line[at - 1] for at in range(len(order))]
        self.marked = {line: bool(_MARK.match(self.clean, begins[line])) for line in set(self.line) if line >= 0}
        turns, self.under = self._governed(self._turns(page.words), page.frames)
        starts = [one.start for one in turns]
        self.before = [self._before(at, turns, starts) for at in range(len(order))]
        self.behind = [self._behind(at, turns, starts) for at in range(len(order))]
        self._framed(page.frames, begins)
        self.names = [at for at, one in enumerate(self.spans) if one.kind == "name"]
        self.in_line = Counter(self.line[at] for at in self.names)
        self.order = self._order()
        self.run, self.mate = self._runs()
        spend(len(order) + len(turns))

    def _turns(self, words: Sequence[Mention]) -> list[Turn]:
        """Words of relation and of the classes outside all spans."""
        ends, clean, own = [one.end for one in self.spans], self.clean, tables()
        starts = {one.start for one in self.spans}
        found = []
        for one in words:
            if clean[one.start - 1 : one.end] == "老太太":
                continue  # nobody's wife
            if one.sort is Class.RELATION and self._free(ends, one.start, one.end) and self._stands(one, starts):
                group = own["kin"].get(one.kind, "soc")
                word = clean[one.start : one.end].lstrip("他她你佢其")
                found.append(Turn(one.start, one.end, group, one.kind, word))
        automaton, classes = _automaton()
        low = lower(clean)
        for at, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
            word, code = classes[at]
            around = low[start - 1 : start] + low[end : end + 1] if word[0].isascii() else ""
            if self._free(ends, start, end) and not (around.isascii() and around.isalnum()):
                found.append(Turn(start, end, code, code, word))
        return sorted(found)

    def _governed(self, turns: Sequence[Turn], told: Sequence[Frame]) -> tuple[list[Turn], dict[int, Turn]]:
        """Such words without those in the head of a table, and the word in the head of each span's column (家长手机): it tells of its cells alone."""
        heads = sorted({one.label for one in told if one.shape is Shape.COLUMN})
        begins = [head.start for head in heads]
        own: dict[tuple[int, int], Turn] = {}
        rest: list[Turn] = []
        for one in turns:
            at = bisect_right(begins, one.start) - 1
            if at < 0 or one.end > heads[at].end:
                rest.append(one)
            elif one.group not in FAINT and one.relation != one.group:
                own[heads[at]] = one
        cells = sorted((value, label) for shape, label, value, _ in told if shape is Shape.COLUMN and label in own)
        firsts, under = [value.start for value, _ in cells], dict[int, Turn]()
        for at, span in enumerate(self.spans) if cells else ():
            cell = bisect_right(firsts, span.start) - 1
            if cell >= 0 and span.start < cells[cell][0].end:
                start, head = cells[cell][0].start, own[cells[cell][1]]
                under[at] = head._replace(start=start, end=start)
        return rest, under

    def _free(self, ends: Sequence[int], start: int, end: int) -> bool:
        at = bisect_right(ends, start)
        return at == len(ends) or self.spans[at].start >= end

    def _stands(self, one: Mention, starts: set[int]) -> bool:
        """Whether a relation of one character is a word and not part of one."""
        if one.end - one.start > 1:
            return True
        left, right = self.clean[one.start - 1 : one.start], self.clean[one.end : one.end + 1]
        return (not HANS.match(left) or left in _PRONOUNS) and (
            not HANS.match(right) or right in _LEADS or one.end in starts
        )

    def _before(self, at: int, turns: Sequence[Turn], starts: Sequence[int]) -> Before:
        start, clean = self.spans[at].start, self.clean
        behind = self.spans[at - 1].end if at else 0
        low = max(behind, start - _NEAR)
        found = [one for one in turns[bisect_left(starts, low) : bisect_left(starts, start)] if one.end <= start]
        found += [self.under[at]] if at in self.under else []
        spend(len(found) + 1)
        words, turn = {}, None
        for one in found:
            between = clean[one.end : start]
            near = "0" if len(between) < 2 else "1" if len(between) < 5 else "2"
            cut = "n" if "\n" in between else "" if _CLAUSE.isdisjoint(between) else "c"
            words[one.group] = near + cut
            if one.group not in FAINT:
                turn = one
        kin = [one for one in found if one.relation != one.group]
        text = clean[max(behind, start - _GAP) : start]
        she, he = text.rfind("她"), max(text.rfind("他"), text.rfind("爷"))
        said = {one.word for one in found if one.group not in FAINT}
        word = _WORD_BEFORE.search(text[-12:])
        return Before(
            text,
            self._gap(at, behind, start),
            words,
            turn,
            self._whose(kin[-1]) if kin else "",
            frozenset(said | ({word[1][-2:]} if word else set())),
            "" if she == he else "f" if she > he else "m",
        )

    def _whose(self, kin: Turn) -> str:
        """Whose relation it is, by the character before: 我, 你, 他."""
        at = kin.start if self.clean[kin.start] in "他她你佢其" else kin.start - 1
        if self.clean[max(at, 0)] in "家的":
            at -= 1
        one = self.clean[max(at, 0)]
        return next((name for name, those in _WHOSE if one in those), "none")

    def _gap(self, at: int, start: int, end: int) -> str:
        """What parts a span from the one before, by the strongest of the marks between."""
        text = self.clean[start:end]
        if not at:
            return "start"
        if "\n" in text:
            if _BLANK_LINE.search(text):
                return "blank line"
            return "marked line" if self.marked.get(self.line[at]) else "line"
        if not text:
            return "none"
        if not _SENTENCE.isdisjoint(text):
            return "sentence"
        if not _CELL.isdisjoint(text) or "  " in text:
            return "cell"
        if len(text) > _NEAR // 2:
            return "words"
        if not _PART.isdisjoint(text):
            return "mark"
        return "blank" if text.isspace() else "near" if len(text) < 4 else "word"

    def _behind(self, at: int, turns: Sequence[Turn], starts: Sequence[int]) -> tuple[Turn, str] | None:
        """A relation right behind a span, and what parts the two."""
        end = self.spans[at].end
        last = min(end + 6, self.spans[at + 1].start if at + 1 < len(self.spans) else len(self.clean))
        for one in turns[bisect_left(starts, end) : bisect_left(starts, last)]:
            between = self.clean[end : one.start]
            if one.end <= last + 2 and "\n" not in between and one.group not in FAINT - {"self"}:
                return one, between.strip()[:1] or "none"
        return None

    def _framed(self, told: Sequence[Frame], begins: Sequence[int]) -> None:
        """The label of each span, and who speaks in its line."""
        labels: dict[int, tuple[str, str]] = {}
        turns: dict[int, str] = {}
        asked = {one.start - before for one in self.spans for before in range(3)}
        for shape, label, value, _ in told:
            if value[0] in asked and shape in _LABELS:
                labels.setdefault(value[0], (shape.value, self.clean[slice(*label)].strip().lower()))
            elif shape is Shape.TURN:
                turns.setdefault(bisect_right(begins, value[0]) - 1, self.clean[slice(*label)])
        spend(len(told))
        nothing = ("", "")
        self.label = [
            next((labels[one.start - d] for d in range(3) if one.start - d in labels), nothing) for one in self.spans
        ]
        self.speaker = [turns.get(line, "") for line in self.line]
        self.talk = len(turns) > 1

    def _order(self) -> str:
        """Whether names begin the lines that have one, or end them."""
        begin = end = 0
        for line, one in groupby(range(len(self.spans)), key=self.line.__getitem__):
            inside = list(one)
            if len(inside) > 1 and self.in_line[line] == 1:
                begin += self.group[inside[0]] == "N"
                end += self.group[inside[0]] != "N" and self.group[inside[-1]] == "N"
        return "first" if begin > end else "last" if end > begin else "none"

    def _runs(self) -> tuple[list[int], dict[int, int]]:
        """How many of a kind stand in a row at each span; and of a row as long as the last row of names, the name of the same place."""
        run: list[int] = []
        mate: dict[int, int] = {}
        names: tuple[int, int] | None = None
        for kind, row in groupby(self.spans, key=lambda one: one.kind):
            start, size = len(run), len(list(row))
            run += [size] * size
            if kind == "name":
                names = start, size
            elif names and size > 1 and names[1] == size:
                mate.update((start + n, names[0] + n) for n in range(size))
        return run, mate
