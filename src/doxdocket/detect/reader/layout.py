r"""How a text is laid out: joints where a stretch may begin and end, and frames that set a label beside a value.

Frames: fields (any mark or none; the value may stand on the next line), labels behind their value, columns under a header, pairs of dumps
(JSON, XML, ``key=value``, SQL inserts), lines under a heading, turns of talk, quotes, priced lines. A label that no list knows has no kinds.
Joints have ranks: 0 words of grammar, 1 blank, bracket, sign; 2 clause; 3 cell; 4 sentence; 5 line. Left out: what a value says.

>>> from doxdocket.detect.reader.tokens import lay
>>> text = lay("姓名:韩知予 职业 会计\n脾气=好")
>>> told = frames(text, words(text.clean), joints(text))
>>> [(text.clean[slice(*f.label)], text.clean[slice(*f.value)].strip()) for f in told if f.shape is Shape.FIELD]
[('姓名', '韩知予'), ('职业', '会计'), ('脾气', '好')]
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Span
from doxdocket.detect.reader.lexicon import Mention, is_relation, kinds_of, words
from doxdocket.detect.reader.lexicon import Sort as Word
from doxdocket.detect.reader.tokens import HAN, HANS, Text


class Shape(StrEnum):
    """How a label and a value stand to each other."""

    FIELD = "field"
    BEHIND = "behind"
    COLUMN = "column"
    PAIR = "pair"
    HEADED = "headed"
    TURN = "turn"
    QUOTE = "quote"
    PRICE = "price"


class Frame(NamedTuple):
    """A value, the words that label it (of no width where there are none), and the kinds that these mean; none: not known."""

    shape: Shape
    label: Span
    value: Span
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joints:
    """For each rank, where stretches of at least this rank begin and end, in order."""

    starts: tuple[tuple[int, ...], ...]
    ends: tuple[tuple[int, ...], ...]

    def left(self, at: int, rank: int, skip: int = 0) -> int:
        """The start at or before a place; with ``skip`` the one so many before it."""
        spend()
        row = self.starts[rank]
        return row[max(0, bisect_right(row, at) - 1 - skip)]

    def right(self, at: int, rank: int, skip: int = 0) -> int:
        """The end at or behind a place; with ``skip`` the one so many behind it."""
        spend()
        row = self.ends[rank]
        return row[min(len(row) - 1, bisect_left(row, at) + skip)]

    def rights(self, at: int, hows: Sequence[tuple[int, int]]) -> set[int]:
        """What ``right`` tells of a place for several ranks, each with what it skips."""
        spend(len(hows))
        found = set()
        for rank, skip in hows:
            row = self.ends[rank]
            found.add(row[min(len(row) - 1, bisect_left(row, at) + skip)])
        return found


_RANK = {**dict.fromkeys("|│┃¦\t", 3), **dict.fromkeys("。!?", 4), **dict.fromkeys(",;、…", 2), "\n": 5}
_SOFT = "的是有在得叫嘞了着说就他她还被跟把给做当到去个人住出因患欠至"  # words of grammar: joints of rank 0
_EVENT = re.compile(rf"((?:\s|[^\w\s{HAN}.@+%¥$&#*°'²])+)|([{_SOFT}])|([0-9]{{7,}})|(\.)")
"""Blanks and marks in a row, a word of grammar, a number of its own, the dot that may follow the number of a list. Marks of addresses and sums join."""
_WIDE = re.compile(r"[^\S\n]{2,}|\t")


def joints(text: Text) -> Joints:
    """The joints of a text, in one pass. A long number begins and ends a cell without any mark."""
    starts: list[list[int]] = [[0] for _ in range(6)]
    ends: list[list[int]] = [[] for _ in range(6)]
    clean, since, until, rank = text.clean, 0, 0, 0
    soft_starts, soft_ends = starts[0], ends[0]
    for event in _EVENT.finditer(clean):
        sort, start, end = event.lastindex, event.start(), event.end()
        if sort == _SOFTLY:
            if rank and start > until and not HANS.fullmatch(clean, until, start):
                rank = _ended(starts, ends, rank, since, until)
            if not soft_ends or soft_ends[-1] < start:
                soft_ends.append(start)
            soft_starts.append(end)
            continue
        one = _rank(clean, start, end) if sort == _MARKS else int(sort == _DOT and _numbers_line(clean, start))
        if rank and (start > until or not one):
            if sort == _NUMBER and start == until:
                _cut(ends, 3, start)
                _cut(starts, 3, end)
            rank = _ended(starts, ends, rank, since, until)
        if sort == _NUMBER:
            _cut(ends, 3, start)
            _cut(starts, 3, end)
        elif one:
            since, until, rank = since if rank else start, end, max(rank, one)
    if rank and until < len(clean):
        rank = _ended(starts, ends, rank, since, until)
    _cut(ends, 5, since if rank else len(clean))
    return Joints(tuple(map(tuple, starts)), tuple(map(tuple, ends)))


_MARKS, _SOFTLY, _NUMBER, _DOT = range(1, 5)


def _ended(starts: list[list[int]], ends: list[list[int]], rank: int, since: int, until: int) -> int:
    """What such a row of marks ends and begins; behind it no rank is left."""
    _cut(ends, rank, since)
    _cut(starts, rank, until)
    return 0


def _rank(clean: str, start: int, end: int) -> int:
    """The rank of a row of blanks and marks; 0 for one mark inside a number."""
    if end - start == 1:
        char = clean[start]
        inside = char in ",:-/~–" and clean[start - 1 : start].isdigit() and clean[end : end + 1].isdigit()
        return 0 if inside else _RANK.get(char, 1)
    row = clean[start:end]
    return max(3 if _WIDE.search(row) else 1, *[_RANK.get(char, 1) for char in row])


def _numbers_line(clean: str, at: int) -> bool:
    """Whether a dot stands behind the number of a list."""
    return clean[max(0, at - 4) : at].rpartition("\n")[2].isdigit() and (at < 4 or "\n" in clean[at - 4 : at])


def _cut(rows: list[list[int]], rank: int, at: int) -> None:
    for row in rows[: rank + 1]:
        if not row or row[-1] < at:
            row.append(at)


_MARKED = re.compile(
    r"[\[【〖「『<(《*_·•▪●○◆◇■□★☆➤►▸❏❖✦\-—–>#`\"'“ \t]{0,6}([^\s:=|,;。!?\[\]【】<>{}\"'“”()→←·•]{1,12}(?: [A-Za-z.]{1,10}){0,2})(?:\([^()\n]{1,10}\))?[\]】〗」』>)》*_`\"'” \t]{0,4}(?:[:=→⇒➜·>|│~—–-]{1,4}|\.{3,24}|[…·_]{3,24})[ \t]*"
)
_SPACED = re.compile(r"([\u4e00-\u9fff](?: {1,6}[\u4e00-\u9fff]){1,3}) {0,8}[: ] {0,8}")
_BRACKETED = re.compile(r"[\[【〖『<]([^\s\[\]【】〖〗『』<>/=:\n]{1,12})[\]】〗』>][ \t]*")
_PAIR = re.compile(
    r"(?:([A-Za-z_][A-Za-z0-9_]{0,24})|[\"']([A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]{0,24}))[\"']? ?[:=>] ?[\"']?([^\"'\n<>{}=|&]{1,200})"
)
_BEHIND = re.compile(r" ?(?:[(←]|<-|<=|——?)[ -]?([^\s()]{1,12})\)?")
_QUOTE = re.compile(r"[“\"「『《]([^“”\"「」『』《》\n]{1,200})[”\"」』》]|[“「『]([^”」』\n]{2,200})$", re.MULTILINE)
_TURN = re.compile(
    r"^[ \t]{0,8}(?:\[?[0-9:/. -]{4,20}\]?[ \t]{0,4})?([^\s:,。|=]{1,10}) ?: ?([^\n]{1,300})$", re.MULTILINE
)
_TIMED = re.compile(
    r"^[ \t]{0,4}((?:[今昨前]天|星期.|周.|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}[-/][0-9]{1,2})?[ \t]{0,3}(?:[上下]午|晚上|凌晨)?[ \t]?[0-9]{1,2}:[0-9]{2})[ \t]{0,4}\n",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\n]{2,80}")
_PRICED = re.compile(
    r"^[^\n]{0,40}?[0-9]{1,5} ?(?:元|块|u|rmb|刀|r)(?:[/一每][次个条单])?[^\n]{0,20}$", re.MULTILINE | re.IGNORECASE
)
_INSERT = re.compile(r"\(([^()\n]{3,300})\) ?values? ?((?:\([^()\n]{3,600}\)[,; \n]{0,3}){1,60})", re.IGNORECASE)
_ROW = re.compile(r"\(([^()\n]{3,600})\)")
_CELL = {part[0]: re.compile(rf"[^{part}\n]{{1,200}}") for part in ("|│┃", "\t", ",", "/")} | {
    " ": re.compile(r"\S{1,80}(?: \S{1,80}){0,12}")
}
_PARTING = (("|", 1), ("\t", 1), ("│", 1), ("  ", 1), (",", 2), ("/", 2))
_WORD = re.compile(r"\S{1,80}")
_LINK = re.compile(
    r"[ \t]{0,8}(?:[:=|│→⇒>~—–·*\"'“”「」『』\[\]【】)_`-]{1,6}|[….·_]{2,24}:?)?[ \t]{0,8}(?:还是|就是|写的是|写着|的是|分别是|是|为|叫|在|有|了|过|:|=)?[ \t\"'“「『【\[(]{0,3}"
)
_ROWS = 40  # lines that one heading or header may govern
_UNCUT = 80  # characters of which no cell is cut: a header of so many holds a label of the lists
_LABEL, _WIDEST = 12, 40  # characters of a label in a header; cells that are looked at


def frames(text: Text, words: Sequence[Mention], cut: Joints) -> list[Frame]:
    """All frames of a text, by place of the value."""
    clean = text.clean
    told = _parted([*_fields(clean, words, cut), *_marked(clean, cut)], cut)
    told += _glued(told, words, cut)
    told += [*_pairs(clean), *_behind(clean, cut), *_inserts(clean), *_columns(text, words), *_headed(text, words, cut)]
    told += _simple(clean)
    spend(len(told))
    return sorted({one for one in told if one[2][0] < one[2][1]}, key=_BY_VALUE)


_BY_VALUE = itemgetter(2, 0, 1, 3)


def _parted(fields: list[Frame], cut: Joints) -> list[Frame]:
    """Fields of one line, each value ended where the next label begins at a joint."""
    begins = set(cut.starts[1])
    labels = sorted({one.label.start for one in fields} & begins)
    told = []
    for one in fields:
        spend()
        after = bisect_right(labels, one.value.start)
        stop = labels[after] if after < len(labels) else one.value.end
        told.append(one if stop >= one.value.end else one._replace(value=Span(one.value.start, stop)))
    return told


_GLUED = 4  # labels of the lists in one line that nothing parts from what stands before them


def _glued(fields: Sequence[Frame], words: Sequence[Mention], cut: Joints) -> list[Frame]:
    """Fields of a line whose labels no mark parts (户别家庭户婚况有配偶): each value up to the next label."""
    begins = set(cut.starts[1])
    labels = [one for one in words if one.sort is Word.LABEL and one.end - one.start > 1]
    starts = sorted({one.start for one in labels} - begins)
    if len(starts) < _GLUED:
        return []
    told = []
    for one in fields:
        spend()
        start, end = one.value
        first, last = bisect_left(starts, cut.left(one.label.start, 5)), bisect_left(starts, cut.right(start, 5))
        at = bisect_right(starts, start)
        if last - first >= _GLUED and at < last and starts[at] < end:
            told.append(one._replace(value=Span(start, starts[at])))
    return told


def meaning(label: str) -> tuple[str, ...]:
    """The kinds of a label: by its word, by the word in it, by a part of it; none where nothing is known."""
    spend()
    return _meaning(label.strip(" \t:=*_-#.·\"'()[]【】<>"))


@lru_cache(maxsize=4096)
def _meaning(label: str) -> tuple[str, ...]:
    if found := kinds_of(label) or kinds_of(label.replace(" ", "")) or kinds_of(label.replace("_", " ")):
        return found
    if 1 < len(label) <= 12:
        inside = [one for one in words(label) if one.sort in (Word.LABEL, Word.WEAK) and one.end - one.start > 1]
        if inside:
            best = max(inside, key=lambda one: (one.end == len(label), one.end - one.start))
            return tuple(dict.fromkeys(one.kind for one in inside if one[:2] == best[:2]))
        for kind, pattern in _PARTS:
            if pattern.search(label):
                return (kind,)
    return ()


_PARTS = tuple((kind, re.compile(p)) for kind, p in table("label_words.yaml")["parts"].items())


def _fields(clean: str, words: Sequence[Mention], cut: Joints) -> Iterator[Frame]:
    """Known labels, with or without a mark: weak ones only at a joint, or before a mark, blank or digit."""
    joints = set(cut.starts[1])
    begins = joints | {match.end() for match in _SUBJECT.finditer(clean) if match.start() in joints}
    groups: dict[tuple[int, int], list[Mention]] = {}
    for one in words:
        if one.sort in (Word.LABEL, Word.WEAK):
            groups.setdefault((one.start, one.end), []).append(one)
    for (start, end), named in groups.items():
        spend()
        link = _LINK.match(clean, end)
        at = link.end() if link else end
        after = clean[end : end + 1]
        sure = [m.kind for m in named if m.sort is Word.LABEL or start in begins or not after.isalpha()]
        if not sure or (end - start == 1 and start not in joints and at == end and not after.isdigit()):
            continue
        if clean[at : at + 1] == "\n":
            at += 1
        yield Frame(Shape.FIELD, Span(start, end), Span(at, cut.right(at, 5)), tuple(dict.fromkeys(sure)))


_SUBJECT = re.compile(
    r"(?:(?:这|那|此)个?)?(?:我|你|他|她|它|其|伊|佢|俺|咱|[Tt][Aa]|本人|对方|这人|那人|女的|男的|[女男]方|人家|死者|博主|楼主|主播)(?:们|家|妈|爸|娘|爹|哥|姐|弟|妹|婆|公|儿子|女儿|老婆|老公|媳妇|对象)?的?(?=..)"
)
"""Of whom a field is: a label behind it begins the field (她老家麻阳)."""


def _marked(clean: str, cut: Joints) -> Iterator[Frame]:
    """Short cells before a mark, known or not."""
    last = -1
    spend(len(cut.starts[1]))
    signs = [match.start() for match in _SIGN.finditer(clean)]
    for start in cut.starts[1]:
        spaced = _SPACED.match(clean, start) if clean[start + 1 : start + 2] == " " else None
        if spaced and (known := kinds_of("".join(spaced[1].split()))):
            yield Frame(Shape.FIELD, Span(*spaced.span(1)), Span(spaced.end(), cut.right(spaced.end(), 5)), known)
        before = max(0, start - 1)
        for match in (
            _MARKED.match(clean, start) if _any(signs, start + 1, start + _FURTHEST) else None,
            _BRACKETED.match(clean, before) if clean[before : before + 1] in _OPENS else None,
        ):
            if match is None or match.start(1) <= last or is_relation(match[1]):
                continue
            last = match.start(1)
            at = match.end() + (clean[match.end() : match.end() + 1] == "\n")
            yield Frame(Shape.FIELD, Span(*match.span(1)), Span(at, cut.right(at, 5)), meaning(match[1]))


_SIGN = re.compile(r"[:=→⇒➜·>|│~—–-]|\.{3}|…{3}|_{3}")
"""What stands behind a marked label, at most ``_FURTHEST`` characters from where that may begin."""
_FURTHEST = 64
_OPENS = frozenset("[【〖『<")


def _pairs(clean: str) -> Iterator[Frame]:
    """Keys in quotes or Latin letters, with their values: JSON, XML, ``key=value``."""
    for match in _PAIR.finditer(clean):
        key = 1 if match[1] else 2
        end = match.start(3) + len(match[3].rstrip(" ,;"))
        yield Frame(Shape.PAIR, Span(*match.span(key)), Span(match.start(3), end), meaning(match[key]))


def _behind(clean: str, cut: Joints) -> Iterator[Frame]:
    """A value and its label behind it, in brackets or at the end of an arrow."""
    for match in _BEHIND.finditer(clean):
        spend()
        if match.start() and (kinds := meaning(match[1])):
            for rank in (1, 2, 5):
                at = cut.left(match.start() - 1, rank)
                yield Frame(Shape.BEHIND, Span(*match.span(1)), Span(at, match.start()), kinds)


def _inserts(clean: str) -> Iterator[Frame]:
    for match in _INSERT.finditer(clean):
        heads = [(match.start(1) + one.start(), one[0]) for one in _CELL[","].finditer(match[1])]
        for row in _ROW.finditer(clean, match.start(2), match.end(2)):
            cells = _CELL[","].finditer(clean, row.start(1), row.end(1))
            for (place, name), cell in zip(heads, cells, strict=False):
                yield Frame(
                    Shape.COLUMN,
                    Span(place, place + len(name)),
                    _trim(clean, *cell.span()),
                    meaning(name.strip(" `\"'")),
                )


def _trim(clean: str, start: int, end: int) -> Span:
    """Without blanks and quotes at its ends."""
    while start < end and clean[start] in " \t\"'`“”*":
        start += 1
    while start < end and clean[end - 1] in " \t\"'`“”*":
        end -= 1
    return Span(start, end)


def _cells(clean: str, line: tuple[int, int]) -> tuple[str, list[Span]]:
    """The cells of a line by the mark that parts most of them."""
    part = clean[slice(*line)].strip()
    mark = next((sign for sign, least in _PARTING if part.count(sign) >= least), " ")[:1].replace("│", "|")
    found = [_trim(clean, *match.span()) for match in _CELL[mark].finditer(clean, *line)]
    if mark == " " and "  " not in part:
        found = [Span(*match.span()) for match in _WORD.finditer(clean, *line)]
    return mark, [cell for cell in found if cell.start < cell.end]


def _header(clean: str, cells: Sequence[Span]) -> list[tuple[Span, tuple[str, ...]]]:
    """The cells of a line with their kinds, if it is a header: two labels and half of all, one of them as the lists have it."""
    told = [clean[slice(*cell)] if cell.end - cell.start <= _LABEL else "" for cell in cells[:_WIDEST]]
    if len(cells) < 2 or not any(kinds_of(one) for one in told):
        return []
    named = [(cell, meaning(one)) for cell, one in zip(cells, told, strict=False)]
    known = [one for one, (_, kinds) in zip(told, named, strict=True) if kinds and not any(c.isdigit() for c in one)]
    return named if len(known) > 1 and any(map(kinds_of, known)) and 2 * len(known) >= len(cells) else []


def _columns(text: Text, words: Sequence[Mention]) -> Iterator[Frame]:
    """Cells under a line of which two cells and a half of all are known labels; aligned ones go by place, others by number."""
    clean, heads, mark, left, at_line = text.clean, [], "", 0, 0
    named_at = sorted(one.start for one in words if one.sort in (Word.LABEL, Word.WEAK))
    for line in text.lines:
        if line[1] - line[0] > 600 or (not left and line is text.lines[-1]):
            continue
        if not left and line[1] - line[0] <= _UNCUT and not _any(named_at, *line):
            continue
        own, cells = _cells(clean, line)
        spend(len(cells))
        if named := _header(clean, cells):
            heads, mark, left, at_line = named, own, _ROWS, line[0]
            continue
        if not left or set(clean[slice(*line)]) <= set("|-:─━=+ │┼"):
            continue
        left -= 1
        if own != mark and mark not in (" ", "|", "\t"):
            continue
        aligned = mark == " " and len(cells) != len(heads)
        for number, cell in enumerate(cells[:_WIDEST]):
            if aligned:
                head = min(heads, key=lambda one: abs((one[0].start - at_line) - (cell.start - line[0])))
                spend(len(heads))
            elif number < len(heads):
                head = heads[number]
            else:
                break
            yield Frame(Shape.COLUMN, head[0], cell, head[1])


def _any(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of these places lies in a stretch."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _headed(text: Text, words: Sequence[Mention], cut: Joints) -> Iterator[Frame]:
    """Lines under a line that is a label, alone or at its start, until another such line."""
    clean, label, left = text.clean, Span(0, 0), 0
    kinds: tuple[str, ...] = ()
    first: dict[int, list[Mention]] = {}
    for one in words:
        if one.sort in (Word.LABEL, Word.WEAK):
            first.setdefault(cut.left(one.start, 5), []).append(one)
    for line in text.lines:
        spend()
        named = first.get(line[0], [])
        short = line[1] - line[0] <= 24
        heading = [
            m
            for m in named
            if (short and not any(c.isdigit() for c in clean[line[0] : m.start])) or m.start - line[0] <= 3
        ]
        plain = [m for m in heading if m.end - m.start > 1]
        if left:
            left -= 1
            yield Frame(Shape.HEADED, label, Span(*line), kinds)
        if plain:
            kinds = tuple(dict.fromkeys(m.kind for m in plain))
            label, left = Span(plain[0].start, plain[0].end), _ROWS


def _simple(clean: str) -> Iterator[Frame]:
    for match in _QUOTE.finditer(clean):
        span = Span(*match.span(1 if match[1] else 2))
        yield Frame(Shape.QUOTE, Span(span.start, span.start), span, ())
    for match in _TURN.finditer(clean):
        yield Frame(Shape.TURN, Span(*match.span(1)), Span(*match.span(2)), ())
    for match in _TIMED.finditer(clean):  # a screen of talk: a time alone, then what was said
        for line in _LINE.finditer(clean, match.end(), match.end() + 240):
            yield Frame(Shape.TURN, Span(*match.span(1)), Span(*line.span()), ())
    for match in _PRICED.finditer(clean):
        yield Frame(Shape.PRICE, Span(match.start(), match.start()), Span(*match.span()), ())
