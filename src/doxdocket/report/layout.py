"""A document laid out for pages, the same for .docx and PDF: headings with their numbers, paragraphs, points, pairs, and tables with widths.

Source: GB/T 9704-2012, 7.3.3 (levels 一、（一）1.（1）; 28 characters a line of type size 3). Left out: HTML, whose reader scrolls (``html``).

>>> from doxdocket.report.document import Part, Paragraph
>>> body = [Part(["  an inner line", Part([Paragraph("text")], "Two")], "One")]
>>> laid(Document({}, body), "en")
[Head(text='1. One', level=1), Para(text='an inner line', deep=1), Head(text='1.1. Two', level=2), Para(text='text', deep=0)]
"""

import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

import PIL.Image

from doxdocket import visible_signs
from doxdocket.report.document import (
    Block,
    Card,
    Cards,
    Document,
    Drawing,
    Fields,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    Records,
    Said,
    Table,
)
from doxdocket.report.foreign import APART
from doxdocket.report.grid import Grid, GridColumn, of
from doxdocket.report.marks import Blank, blank, plain, runs, whole
from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang, chosen, width
from doxdocket.words import said_in, zh_en

MOST = 1000
"""Rows of a table on paper; all of them are in the workbook."""
SIZES = (10.5, 9.0, 7.5)
"""Type sizes of a table in points (五号, 小五, 六号): the largest at which its words stand unbroken."""
MEASURE = 156 / 25.4 * 72
"""The width of the text in points: A4 less margins of 28 and 26 mm."""
WIDE = 237 / 25.4 * 72
"""The same on a page laid across, with margins of 30 mm."""
PADDING = 8.0
"""Points that the borders and padding of a cell take from its width."""
_CAPITAL, _NARROW = 0.75, 0.62
"""The width of a capital, and of another letter or figure, beside that of a Chinese character: of the wider faces used."""
_EASE = 6.0
"""Characters that a text keeps on a line where it has so many."""
_NEAR = 2.0
"""Characters that a column is given so that its texts stand on one line."""
_CAPITALS = re.compile("[A-Z]")
_MEET, _GAP = (
    re.compile("(?<=[0-9A-Za-z])(?=[\u2e80-\u2fff\u3400-\u9fff])|(?<=[\u2e80-\u2fff\u3400-\u9fff])(?=[0-9A-Za-z])"),
    0.25,
)
"""Where a Chinese character meets a letter or figure, and how far writers set them apart."""
_ZH = "一二三四五六七八九十"
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_POINT = re.compile(r"^[–·-] ")
_DAY = re.compile(r"“[^“”]*”|(?<![0-9A-Za-z_./-])(\d{4})-(\d{2})-(\d{2})(?![0-9A-Za-z_/-])", re.ASCII)
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.、]")
WORD = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
"""What a line may not break: letters and figures up to a space or a Chinese character."""
_LONG = 16
_LINES = 28
"""Lines of one cell beyond which its row may be split over pages."""
_FORM, _NAMES = 10.5, 84.0
"""Type size of a form, and the width of its names, in points."""
_LONGER, _TOGETHER = 10, 16
"""Of a form: lines of a cell beyond which its row may be split, and lines of all up to which it stands on one page."""
_BEGUN = 3
"""Rows with which a long form begins on a page: of one that begins with a single row LibreOffice 25.2 loses what follows."""
_FEW = 12
"""Rows up to which a table too wide for an upright page is set in parts under one another: laid across they would leave most of two pages empty. And lines of remarks that stay with what they are on."""
_TAIL = 9
"""Lines that the last rows of a table have which stay on one page, and its first row with the next: no page ends or begins with a line or two of it."""
_SAME = 3
"""Rows from which what is the same in all of them is said once."""
_BOX = (MEASURE / 2 - PADDING, 200.0)
"""In what a picture fits, in points."""
_CAPTION = MEASURE / 4 - PADDING
"""How wide what is said of a picture is at least."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading and its level, from 1."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``deep``: steps that it is set in."""

    text: str
    deep: int = 0


@dataclass(frozen=True, slots=True)
class Small:
    """Remarks on the paper, in the type of tables; ``whole``: whether they stand on one page."""

    text: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and what they say."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Set:
    """A table set to the page: type size and widths of columns in points, and per row whether it may be split over pages."""

    grid: Grid
    size: float
    widths: Sequence[float]
    split: Sequence[bool]
    note: str = ""
    wide: bool = False
    """Whether it stands on pages laid across: upright, no type is small enough."""
    together: int = 0
    """How many of its first rows stand on one page, with the beginning of the next."""
    tail: int = 1
    """How many of its last rows stand on one page."""
    titled: bool = False
    """Whether its title is its first row, which stands above the rest on the next page too."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at its size in points; ``form``: png or jpeg."""

    data: bytes = field(repr=False)
    form: str
    width: float
    height: float
    said: str


@dataclass(frozen=True, slots=True)
class Images:
    """Pictures in rows, each row on one page."""

    rows: Sequence[Sequence[Image]]


Laid = Head | Para | Small | Points | Pairs | Set | Images


def headed(blocks: Sequence[Laid]) -> Iterator[tuple[list[Head], Laid | None]]:
    """Each block with the headings right before it; at the end those before none.

    >>> [([head.text for head in heads], one) for heads, one in headed([Head("甲", 1), Para("乙"), Head("丙", 1)])]
    [(['甲'], Para(text='乙', deep=0)), (['丙'], None)]
    """
    heads = list[Head]()
    for one in blocks:
        if isinstance(one, Head):
            heads.append(one)
        else:
            yield heads, one
            heads = []
    if heads:
        yield heads, None


def in_chinese(n: int) -> str:
    """1 to 99 in Chinese figures.

    >>> in_chinese(7), in_chinese(10), in_chinese(42)
    ('七', '十', '四十二')
    """
    tens, ones = divmod(n, 10)
    return ("" if not tens else "十" if tens == 1 else _ZH[tens - 1] + "十") + (_ZH[ones - 1] if ones else "")


def laid(document: Document, lang: Lang, name: str = "") -> list[Laid]:
    """All its blocks in their order; ``name``: of the workbook that has the rows which a table leaves out."""
    setter = _Setter(lang, f"{name}.xlsx")
    return [one for block in document.blocks for one in setter.block(block, 1)]


@dataclass(slots=True)
class _Setter:
    lang: Lang
    workbook: str
    numbers: list[int] = field(default_factory=list)

    def block(self, block: Block | None, level: int) -> Iterator[Laid]:
        match block:
            case None:
                return
            case Heading(said):
                yield self.head(chosen(said, self.lang), level)
            case Part(blocks, title):
                yield from self.part(blocks, chosen(title, self.lang), level)
            case Table() | Records():
                yield from self.table(block)
            case Cards(cards):
                for card in cards:
                    yield from self.card(card)
            case Items(lines, _, _, title):
                texts = [_POINT.sub("", self.prose(line).strip()) for line in lines]
                if any(texts):
                    yield from _paragraphs(self.prose(title))
                    yield Points([one for one in texts if one])
            case Fields(values):
                pairs = [(clean(name), self.prose(said)) for name, said in values.items()]
                if pairs:
                    yield Pairs(pairs)
            case Paragraph(said, indent):
                yield from _paragraphs(self.prose(said), indent)
            case Drawing(_, said):
                yield from _paragraphs(self.prose(said))
            case _:
                yield from _paragraphs(self.prose(block))

    def prose(self, said: Said) -> str:
        """Words of a sentence, its days as official documents write them."""
        text = clean(chosen(said, self.lang))
        return day(text) if self.lang == "zh" else text

    def part(self, blocks: Sequence[Block | None], title: str, level: int) -> Iterator[Laid]:
        """Nothing where its blocks say nothing."""
        before = list(self.numbers)
        head = [self.head(title, level)] if title else []
        inner = [one for each in blocks for one in self.block(each, level + bool(title))]
        if inner:
            yield from [*head, *inner]
        else:
            self.numbers = before

    def head(self, title: str, level: int) -> Head:
        self.numbers = [*self.numbers[:level], *[0] * (level - len(self.numbers))]
        self.numbers[level - 1] += 1
        n, text = self.numbers[level - 1], clean(title)
        if _NUMBERED.match(text):
            return Head(text, level)
        if self.lang == "en":
            return Head(f"{'.'.join(map(str, self.numbers))}. {text}", level)
        return Head(
            (f"{in_chinese(n)}、", f"（{in_chinese(n)}）", f"{n}.", f"（{n}）")[min(level, 4) - 1] + text, level
        )

    def table(self, block: Table | Records) -> Iterator[Laid]:
        if not block.rows:
            if isinstance(block, Table):
                yield from _paragraphs(self.prose(block.none or ""))
            return
        grid = of(block, self.lang, MOST)
        same = [n for n, one in enumerate(grid.columns) if n and grid.over <= 0 and _same(one)]
        if same:
            colon, semicolon = (said_in(self.lang, f"marks.{one}") for one in ("colon", "semicolon"))
            told = semicolon.join(f"{one.head}{colon}{one.cells[0]}" for one in (grid.columns[n] for n in same))
            yield from _paragraphs(self.prose(said_in(self.lang, "paper.same", told=told)))
            kept = [n for n in range(len(grid.columns)) if n not in same]
            grid = replace(grid, columns=[grid.columns[n] for n in kept], totals=[grid.totals[n] for n in kept if grid.totals])  # fmt: skip
        columns = [
            replace(one, head=clean(one.head), cells=[clean(cell) for cell in one.cells]) for one in grid.columns
        ]
        note = said_in(
            self.lang, "paper.more", shown=len(grid.columns[0].cells), n=grid.over, count=grid.count, file=self.workbook
        )
        yield from fitted(replace(grid, columns=columns, title=clean(grid.title)), note if grid.over > 0 else "")

    def card(self, card: Card) -> Iterator[Laid]:
        """A form of two columns under its title, and its pictures beneath."""
        pairs = [
            (clean(chosen(name, self.lang)), text)
            for name, said in card.fields
            if (text := clean(chosen(said, self.lang)))
        ]
        names, told = ([pair[n] for pair in pairs] for n in (0, 1))
        columns = [GridColumn("", "text", cells, cells) for cells in (names, told)]
        rest = MEASURE - _NAMES
        lines = [_lines(text, (rest - PADDING) / _FORM) for text in told]
        split = [one > _LONGER for one in lines]
        first = [*split, True].index(True) if sum(lines) > _TOGETHER else len(split)
        yield Set(
            Grid(columns, len(pairs), clean(chosen(card.title, self.lang))),
            _FORM,
            [_NAMES, rest],
            split,
            together=first if sum(lines[:first]) <= _TOGETHER else min(first, _BEGUN),
            titled=True,
        )
        if card.pictures:
            yield Images(_in_rows([_image(one, self.lang) for one in card.pictures]))


def day(text: str) -> str:
    """A Chinese sentence with its days as GB/T 9704-2012, 7.3.5 has them, without leading zeros; what it quotes, and numbers of other things, as they are.

    >>> day("2023-07-03至2024-05-18，“2023-07-03”，a/2023-07-03")
    '2023年7月3日至2024年5月18日，“2023-07-03”，a/2023-07-03'
    """
    return _DAY.sub(lambda one: f"{one[1]}年{int(one[2])}月{int(one[3])}日" if one[1] else one[0], text)


def _same(column: GridColumn) -> bool:
    """Whether a column says the same in every row, and may say it once; what is to be filled in is filled in row by row."""
    if not column.once or len(column.cells) < _SAME or len({*column.cells}) > 1 or column.cells[0] in ("", "—"):
        return False
    return not any(isinstance(run, Blank) for run in runs(column.cells[0]))


def _lines(text: str, room: float) -> int:
    """How many lines a text takes, about."""
    return sum(max(1, math.ceil(units(line) / room)) for line in text.split("\n"))


def _image(one: Picture, lang: Lang) -> Image:
    """A picture as large as its box and its own points allow."""
    with PIL.Image.open(io.BytesIO(one.data)) as read:
        wide, high = read.size
    scale = min(_BOX[0] / wide, _BOX[1] / high, 1.0)
    return Image(one.data, one.form, round(wide * scale, 2), round(high * scale, 2), clean(chosen(one.said, lang)))


def _in_rows(images: Sequence[Image]) -> list[list[Image]]:
    """As many beside one another as the page is wide, each no narrower than what is said of it."""
    rows: list[list[Image]] = []
    left = 0.0
    for one in images:
        need = max(one.width, _CAPTION) + PADDING
        if not rows or need > left:
            rows.append([])
            left = MEASURE
        rows[-1].append(one)
        left -= need
    return rows


def _paragraphs(said: str, indent: str = "") -> Iterator[Para]:
    for line in said.split("\n"):
        if text := line.strip():
            yield Para(text, min((len(indent) + len(line) - len(line.lstrip(" "))) // 2, 3))


def fitted(grid: Grid, note: str = "") -> list[Set]:
    """The table, or the parts of one that is short and too wide, each with the columns that tell its rows apart: as few as can be, and of these in the largest type."""
    whole = _fitted(grid, note)
    if not whole.wide or len(grid.rows) > _FEW:
        return [whole]
    rows = [*zip(*(one.cells for one in grid.columns), strict=True)]
    key = next((n for n in range(1, len(grid.columns)) if len({row[:n] for row in rows}) == len(rows)), 1)
    few = _parts(grid, note, key, SIZES[-1])
    return next((found for size in SIZES if few and len(found := _parts(grid, note, key, size)) == len(few)), [whole])


def _parts(grid: Grid, note: str, key: int, least: float) -> list[Set]:
    """The parts in a type no smaller than this; none where a column beside the first ``key`` does not fit in it."""
    parts, at = list[Set](), key
    while at < len(grid.columns):
        for end in range(len(grid.columns), at, -1):
            chosen = [*range(key), *range(at, end)]
            totals = [grid.totals[n] for n in chosen] if grid.totals else ()
            part = replace(
                grid, columns=[grid.columns[n] for n in chosen], totals=totals, title=grid.title if at == key else ""
            )
            set_ = _fitted(part, note if end == len(grid.columns) else "")
            if not set_.wide and set_.size >= least:
                break
        else:
            return []
        parts.append(set_)
        at = end
    return parts


def _fitted(grid: Grid, note: str) -> Set:
    """The table with the largest type at which no word of it is broken, and widths by what the columns say."""
    foot = grid.totals or [""] * len(grid.columns)
    texts = [
        [plain(text) for text in (one.head, total, *one.cells)] for one, total in zip(grid.columns, foot, strict=True)
    ]
    sizes = [[units(text) for text in column] for column in texts]
    want = [min(max(column), 40.0) for column in sizes]
    need = [
        max(
            _head(cells[0]),
            *map(_word, cells[1:]),
            min(wanted, _EASE) if one.kind == "text" else _whole(one, column[1:]),
        )
        for one, column, cells, wanted in zip(grid.columns, sizes, texts, want, strict=True)
    ]
    padding = PADDING * len(texts)
    tried = [(size, room - padding) for room in (MEASURE, WIDE) for size in SIZES]
    size, room = next(((size, room) for size, room in tried if sum(need) * size <= room), tried[-1])
    widths = [one * size + PADDING for one in _shared(room / size, need, want)]
    lines = [
        max(column[n + 2] * size / (wide - PADDING) for column, wide in zip(sizes, widths, strict=True))
        for n in range(len(grid.columns[0].cells))
    ]
    ends = [*accumulate(math.ceil(max(one, 1.0)) for one in reversed(lines))]
    tail = max(sum(one <= _TAIL for one in ends), 1 + (len(ends) > 1 and ends[1] <= 2 * _TAIL))
    return Set(grid, size, widths, [one > _LINES for one in lines], note, wide=room + padding > MEASURE, tail=tail)


def _whole(column: GridColumn, wide: Sequence[float]) -> float:
    """What a column of ids or numbers needs to break none; among numbers a sentence may stand, which breaks."""
    return max(one for one in (*wide, 1.0) if column.kind == "id" or one <= _EASE + 2) + 0.4


def ragged(text: str) -> bool:
    """Whether a long name stands in it, beside which a justified line would be torn apart."""
    return any(len(one) > _LONG for one in WORD.findall(plain(text)))


def leads(text: str) -> bool:
    """Whether the words lead up to what follows, or ask what it answers, so that both stand on one page.

    >>> leads("如下："), leads("此致"), leads("差错率是多少？"), leads("见下表。")
    (True, True, True, False)
    """
    return plain(text).rstrip().endswith(("：", ":", "？", "?", "此致"))


def _head(text: str) -> float:
    """What a head, which is bold, needs: its widest word, to stand in three lines, and no narrower than two characters."""
    return max(_word(text) * 1.1, min(units(text) + 0.4, max(2.4, units(text) / 3 + 0.4)))


def _word(text: str) -> float:
    """The widest word of a text; one of more than twelve characters is broken where need be."""
    return max((min(units(one) + 0.4, 12.0) for one in WORD.findall(text)), default=1.0)


def _shared(room: float, need: Sequence[float], want: Sequence[float]) -> list[float]:
    """Widths that together fill the room: all that is wanted, or what is needed and a share of the rest; what lacks a character or two of all that it wants has it first.

    >>> [round(one, 1) for one in _shared(30, [6, 6], [6.6, 40])]
    [6.6, 23.4]
    """
    if sum(want) <= room:
        return [one + (room - sum(want)) * one / sum(want) for one in want]
    if sum(need) >= room:
        return [one * room / sum(need) for one in need]
    need = list(need)
    for n in sorted(range(len(need)), key=lambda n: want[n] - need[n]):
        if need[n] < want[n] <= need[n] + _NEAR and sum(need) + want[n] - need[n] <= room:
            need[n] = want[n]
    ease = [max(wanted - needed, 0.0) ** 0.7 for wanted, needed in zip(want, need, strict=True)]
    rest = room - sum(need)
    return [needed + rest * one / sum(ease) for needed, one in zip(need, ease, strict=True)]


def clean(text: str) -> str:
    """A text as paper can carry it: what steers is a sign, what no file format takes is a mark of replacement."""
    return _UNWRITABLE.sub("\ufffd", visible_signs.picture(whole(text.translate(APART))))


def units(text: str) -> float:
    """How wide a text is, in widths of a Chinese character."""
    return sum(_unit(one) for one in runs(text) for one in [one if isinstance(one, str) else one.shown])


def _unit(text: str) -> float:
    columns = width(text)
    wide = 0 if text.isascii() else max(columns - len(text), 0)
    capitals = len(_CAPITALS.findall(text))
    gaps = 0 if not wide else len(_MEET.findall(text))
    return wide + capitals * _CAPITAL + (columns - 2 * wide - capitals) * _NARROW + gaps * _GAP


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper ready to be set: the texts of its envelope, its blocks, what is missing in it, and its annexes, each under its own number."""

    title: str
    authority: str
    number: str
    date: str
    confidential: str
    grade: str
    signatures: Sequence[str]
    body: Sequence[Laid]
    missing: Sequence[Laid] = ()
    annexes: "Sequence[Sheet]" = ()


def sheet(paper: Paper, lang: Lang) -> Sheet:
    """The paper in one language; what of the envelope nobody entered is a blank."""
    whole = _sheet(paper, lang, paper.name)
    blanks = missing(whole)
    if not blanks or paper.grade == "own":  # a person's own letter is handed in with its blanks, without a list of them
        return whole
    where = dict[str, list[str]]()
    for one in blanks:
        where.setdefault(one.where, []).append(one.label)
    comma, colon = (said_in(lang, f"marks.{one}") for one in ("comma", "colon"))
    told = [said_in(lang, "paper.missing"), *(f"· {comma.join(what)}{colon}{page}" for page, what in where.items())]
    text = "\n".join(told)
    return replace(whole, missing=[Small(text, whole=_lines(text, MEASURE / _FORM) <= _FEW)])


def missing(one: Sheet) -> list[Blank]:
    """The blanks of a paper and of its annexes, each once."""
    return list(dict.fromkeys(run for text in _texts(one) for run in runs(text) if isinstance(run, Blank)))


def _sheet(paper: Paper, lang: Lang, name: str) -> Sheet:
    def entered(key: str, said: Said | None) -> str:
        return "" if said is None else clean(chosen(said or blank(zh_en(f"paper.{key}"), zh_en("paper.by_hand")), lang))

    return Sheet(
        clean(chosen(paper.title, lang)),
        authority=entered("authority", paper.authority),
        number=entered("number", paper.number),
        date=entered("date", paper.date),
        confidential=clean(chosen(paper.confidential, lang)),
        grade=said_in(lang, f"paper.{paper.grade}"),
        signatures=[clean(chosen(one, lang)) for one in paper.signatures],
        body=laid(paper.document, lang, name),
        annexes=[_sheet(one, lang, name) for one in paper.annexes],
    )


def _texts(one: Sheet) -> Iterator[str]:
    """Every text that a reader of this paper meets."""
    yield from (one.authority, one.number, one.title, one.confidential)
    for block in one.body:
        match block:
            case Head(text) | Para(text) | Small(text):
                yield text
            case Points(lines):
                yield from lines
            case Pairs(pairs):
                yield from (text for pair in pairs for text in pair)
            case Set(grid):
                yield grid.title
                yield from (text for column in grid.columns for text in (column.head, *column.cells))
            case Images(rows):
                yield from (one.said for row in rows for one in row)
    yield from one.signatures
    yield one.date
    for annex in one.annexes:
        yield from _texts(annex)
