r"""What stands in a dossier without a word for it and says itself what it is: 未婚 | 本科 | 焊工 | 湖南湘潭 | 203.0.113.9.

Asked last, and only of posts that name somebody beside a number, an account or a form: a cell between marks, or what an unknown
label announces, is taken for a marriage, a schooling, a trade, a native place or an address on the net when all of it is one.
Source: own observation of forms. Left out: dates and numbers, which may be anything; what remains (``suspects``).

>>> from doxdocket.detect.rules import detect
>>> [(h.kind, h.value) for h in detect("韩知予|17806401357|苗族|焊工|湖南湘潭|未婚")][3:]
[('job_history', '焊工'), ('native_place', '湖南湘潭'), ('marital_status', '未婚')]
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from doxdocket.detect import labelled, network, occupation, places
from doxdocket.detect.blocks import Layout
from doxdocket.detect.hit import Hit
from doxdocket.detect.label_words import meant
from doxdocket.detect.spans import Kept, Spans
from doxdocket.detect.unknown_labels import UNKNOWN
from doxdocket.records import Verdict
from doxdocket.text import Reading

_IDENTIFIERS = frozenset(
    ["id_number", "phone_number", "bank_account", "email", "social_account", "passport_number", "ip_address"]
)
#: Beside one of these a place is where somebody is from; else it may be where a telephone is registered.
_OF_LIFE = frozenset(["ethnicity", "gender", "birth_date", "marital_status", "education_level", "age"])
_FORM = 3  # kinds that labels announce make a form
_CELL = re.compile(r"(?=[A-Za-z一-鿿])[^\s|│┃¦丨,;。/、+&~•·*→➜>=—()\[\]【】「」『』<\"'-]{2,16}(?![:=])")
_EDGE = re.compile(r"[\w:=]")
_FROM = re.compile(r"籍(?![贯地人])|(?=[,;|/\s]|$)")
_BORN = re.compile(r"(?:(?:出生|诞生|生)[于在]|(?:家乡|故乡|祖上|祖辈|祖先)(?:就?[是在])?[:, ]?)$")
_SPOKEN = re.compile(r"(?<!\w)(?P<word>[^\W\d_]{2,7})[^\S\n]*[:=][^\S\n]*(?P<value>[^\s,;。|:=]{2,16})(?=[\s,;。|]|$)")
_SENTENCE = re.compile("[的是你我他她吗呢吧啊就都也被]|了(?!$)")
_CLOSED = ("marital_status", "education_level")


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch of the cleaned text, and what it is."""

    start: int
    end: int
    kind: str
    verdict: Verdict = Verdict.VALID


def find(reading: Reading, layout: Layout, hits: Sequence[Hit], place: Callable[[Hit], tuple[int, int]]) -> list[Hit]:
    """What the values of one dossier say themselves; ``place`` gives the place of a hit in the cleaned text."""
    told = {hit.kind for hit in hits if hit.verdict is not Verdict.DOUBTFUL}
    announced = {field.kind for field in layout.fields if field.marked}
    if "name" not in told or (told.isdisjoint(_IDENTIFIERS) and len(announced & told) < _FORM):
        return []
    text = reading.clean
    taken = sorted(place(hit) for hit in hits)
    before, kept, found = Spans(taken), Kept(), list[_Said]()
    cells = [*_announced(text, layout), *_spoken(text, layout), *_addresses(text), *_cells(text, layout, taken)]
    alive = not _OF_LIFE.isdisjoint(told | {said.kind for said in cells})
    for said in (*cells, *_places(text, alive=alive)):
        if not before.meet(said.start, said.end) and kept.add(said.start, said.end):
            found.append(said)
    return [
        Hit(*reading.span(one.start, one.end), one.kind, one.verdict, text[one.start : one.end], ("value.says",))
        for one in found
    ]


def _kind(value: str) -> str | None:
    """What a whole value is by its words."""
    for kind in _CLOSED if not _SENTENCE.search(value) else ():
        if labelled.whole(kind, value):
            return kind
    return "job_history" if occupation.is_one(value) else None


def _announced(text: str, layout: Layout) -> Iterator[_Said]:
    """What unknown labels announce, and trades behind 工作 or 上班."""
    for field in layout.fields:
        if field.kind not in {UNKNOWN, "workplace"} or not field.marked:
            continue
        end = field.start + len(text[field.start : field.end].rstrip("的 "))
        kind = _kind(text[field.start : end])
        if kind is not None and (field.kind == UNKNOWN or kind == "job_history"):
            yield _Said(field.start, end, kind)
        elif field.kind == UNKNOWN and _is_place(text[field.start : end]):
            yield _Said(field.start, end, "native_place")


def _spoken(text: str, layout: Layout) -> Iterator[_Said]:
    """What stands behind a colon and a word that means something by its parts: 老祖宗的地方：河南周口."""
    ends = {label.end for label in layout.labels}
    for found in _SPOKEN.finditer(text):
        if found.end("word") in ends:
            continue
        kind = meant(found["word"])
        if (kind == "native_place" and _is_place(found["value"])) or (kind and kind == _kind(found["value"])):
            yield _Said(*found.span("value"), kind)


def _is_place(value: str) -> bool:
    """Whether all of a value is one division in another."""
    return places.chains(value) == [(0, len(value))]


def _addresses(text: str) -> Iterator[_Said]:
    for found in network.unsaid(text):
        yield _Said(*found.span(), "ip_address")


def _holds(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of the spans, which are in order, holds this place."""
    before = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return before >= 0 and at < spans[before][1]


def _cells(text: str, layout: Layout, taken: Sequence[tuple[int, int]]) -> Iterator[_Said]:
    """Cells that are one word for something, where no label begins."""
    begun = {label.start for label in layout.labels if label.marked and not label.cell}
    for cell in _CELL.finditer(text):
        if (
            cell.start() in begun
            or _holds(taken, cell.start())
            or _EDGE.match(text, cell.start() - 1 if cell.start() else len(text))
        ):
            continue
        kind = _kind(cell[0])
        if kind is not None:
            yield _Said(*cell.span(), kind)


def _places(text: str, *, alive: bool) -> Iterator[_Said]:
    """Places that fill their cell, that 籍 follows or 生于 or 家乡 goes before."""
    for start, end in places.chains(text):
        after = _FROM.match(text, end)
        if _BORN.search(text, max(0, start - 6), start) or (after and after[0]):
            yield _Said(start, end, "native_place")
        elif after and not _EDGE.match(text, start - 1 if start else len(text)):
            yield _Said(start, end, "native_place", Verdict.VALID if alive else Verdict.DOUBTFUL)
