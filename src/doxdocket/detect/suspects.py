r"""What a dossier seems to tell and nobody can name: the value behind an unknown label, a cell of a row that is of no kind.

They are DOUBTFUL: they claim nothing, stand in no low and no estimate, and count in the high of fields alone. Behind an unknown
label, or alone in a row of findings, the kind is ``other``; behind a known label whose value has an unknown form it is that label's.
Asked only of posts that are dossiers by what else was found. Source: own judgment. Left out: values of a kind that has its own form
(numbers, accounts), running sentences, and labels of what is nobody's secret (备注, 来源).

>>> from doxdocket.detect.rules import detect
>>> [
...     (h.kind, h.verdict.value, h.reasons)
...     for h in detect("姓名～韩知予\n电话～17806401357\n心头好～喂流浪猫\n学历～上过私塾")
... ][2:]
[('other', 'doubtful', ('unread.label',)), ('education_level', 'doubtful', ('unread.value',))]
>>> [(h.kind, h.reasons) for h in detect("韩知予|17806401357|三国迷")][2:]
[('other', ('unread.cell',))]
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from doxdocket.detect.blocks import Field, Layout
from doxdocket.detect.context import PRIVATE
from doxdocket.detect.hit import Hit
from doxdocket.detect.spans import Kept, Spans, begun
from doxdocket.detect.unknown_labels import UNKNOWN
from doxdocket.records import Verdict
from doxdocket.text import Reading

OTHER = "other"
#: Labels that announce no field of a person, or one whose form says itself whether it is one.
_NONE = PRIVATE | {
    "name",
    "relation",
    "self",
    "head",
    "cue",
    "news",
    "other",
    "verification_code",
    "account_password",
    "financial_credential",
    "intimate_image",
    "home_address",
}
_BODIES = frozenset({"school", "workplace"})
_HAN = re.compile("[一-鿿]")
_NOTHING = re.compile(
    r"(?:无|没有?|不详|不明|未知|暂无|保密|未填|待查|空|如[下上图]|见图|null|none|n/?a|-+|/|\?+)\W*", re.IGNORECASE
)
_WORTH = re.compile(r"[一-鿿A-Za-z]{2}|\d{4}")
_BARS = re.compile(r"[|│┃¦丨\t]|-{2,}")
#: Marks that part the cells of a line and stand in sentences too: there must be more findings, and the cell is a word.
_MARKS = re.compile(r"[/+→➜>]")
_ROW, _LINE = 2, 3  # findings of a line that make it a row
_SENTENCE = re.compile(r"[,。!?;:…\s你我他她它们是的这那了吗呢吧啊就都也被把让给要会还很]")
_WORD = 12
_LONGEST = 40


def find(reading: Reading, layout: Layout, hits: Sequence[Hit], place: Callable[[Hit], tuple[int, int]]) -> list[Hit]:
    """The fields of one dossier that nobody can name; ``place`` gives the place of a hit in the cleaned text."""
    if not any(hit.kind == "name" and hit.verdict is not Verdict.DOUBTFUL for hit in hits):
        return []
    text, taken = reading.clean, sorted(place(hit) for hit in hits)
    before, kept, found = Spans(taken), Kept(), list[tuple[int, int, str, str]]()
    for start, end, kind, reason in (
        *_fields(text, layout),
        *_cells(text, layout, taken),
        *_lines(text, layout, taken),
    ):
        value = text[start:end].strip()
        if _tells(value) and not before.meet(start, end) and kept.add(start, end):
            found.append((start, end, kind, reason))
    return [
        Hit(*reading.span(start, end), kind, Verdict.DOUBTFUL, text[start:end], (reason,))
        for start, end, kind, reason in found
    ]


def _tells(value: str) -> bool:
    """Whether a value may tell anything."""
    return len(value) <= _LONGEST and _WORTH.search(value) is not None and _NOTHING.fullmatch(value) is None


def _fields(text: str, layout: Layout) -> Iterator[tuple[int, int, str, str]]:
    """What labels announce that are unknown, or known while the value is not."""
    for field in layout.fields:
        if field.marked and field.kind == UNKNOWN:
            yield field.start, field.end, OTHER, "unread.label"
        elif field.marked and field.kind not in _NONE and not (field.kind in _BODIES and _ends_word(text, field)):
            yield field.start, field.end, field.kind, "unread.value"


def _ends_word(text: str, field: Field) -> bool:
    """Whether the label is the last word of a name: 东篱中学 / …"""
    return _HAN.match(text, max(0, field.label.start - 1), field.label.start) is not None


def _cells(text: str, layout: Layout, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, str]]:
    """Cells in which nothing stands that is known, in lines of findings that bars or dashes part."""
    labels = sorted((label.start, label.end) for label in layout.labels)
    for start, end in layout.lines:
        inside = begun(taken, start, end)
        hard = len(inside) >= _ROW and _BARS.search(text, start, end) is not None
        if not hard and not (len(inside) >= _LINE and _MARKS.search(text, start, end)):
            continue
        known = Spans([*inside, *begun(labels, start, end)])
        at = start
        for gap in (*(_BARS if hard else _MARKS).finditer(text, start, end), None):
            last = gap.start() if gap else end
            cell = _trimmed(text, at, last)
            if cell[0] < cell[1] and not known.meet(at, last) and (hard or _word(text[slice(*cell)])):
                yield *cell, OTHER, "unread.cell"
            at = gap.end() if gap else end


def _lines(text: str, layout: Layout, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, str]]:
    """Lines of one word between lines that a finding fills."""
    filled = [any(2 * (b - a) > end - start for a, b in begun(taken, start, end)) for start, end in layout.lines]
    words = sorted(label.start for label in layout.labels)
    for (before, here, after), (start, end) in zip(
        zip(filled, filled[1:], filled[2:], strict=False), layout.lines[1:-1], strict=True
    ):
        cell = _trimmed(text, start, end)
        if before and after and not here and not _any(words, start, end) and _word(text[slice(*cell)]):
            yield *cell, OTHER, "unread.cell"


def _any(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places, which are in order, lies in a stretch."""
    return bisect_left(places, start) < bisect_left(places, end)


def _word(value: str) -> bool:
    """Whether a cell is a word and no sentence."""
    return len(value) <= _WORD and _SENTENCE.search(value) is None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space at its ends."""
    value = text[start:end]
    return start + len(value) - len(value.lstrip()), end - len(value) + len(value.rstrip())
