"""Which strings of one post are taken for names, given all else that was found in it.

Names behind labels and kinship words come first. Where the post is about somebody, strings that look like names are
asked for: alone in their cell or beside other facts they are taken. What labels, numbers, addresses and schools explain
is covered before, so that it is not read again. Source: own
rules; ``name`` for the forms. Left out: persons of other posts.

>>> from doxdocket.detect.rules import detect
>>> [h.reasons for h in detect("韩知予 17806401357") if h.kind == "name"]
[('name.alone',)]
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from doxdocket.detect import columns, dialogue, name, name_shape
from doxdocket.detect.blocks import Layout
from doxdocket.detect.context import PRIVATE, Weight, is_figure
from doxdocket.detect.labels import Label
from doxdocket.detect.name import Found
from doxdocket.detect.spans import Kept, Spans, begun
from doxdocket.records import Verdict

Span = tuple[int, int]
_NEAREST = 8
_GAP = re.compile(r"[^\w]{0,8}|[^\w]{1,4}[Qq][^\w]{1,3}|[^\w]{0,2}\d{1,2}[^\w]{1,2}")


@dataclass(frozen=True, slots=True)
class Known:
    """What was found in a post before its loose names: (kind, start, end) in the cleaned text, in order."""

    text: str
    layout: Layout
    labels: Sequence[Label]
    spans: Sequence[tuple[str, int, int]]


def announced(known: Known) -> list[Found]:
    """Names behind labels, in name columns, and behind kinship words and titles."""
    found = list(of_labels(known))
    for start, end in columns.names(known.text, _unlabelled(known)):
        found.append(Found(start, end, Verdict.VALID, "name.column", 2))
    for label in known.labels:
        if label.kind in {"relation", "head", "self"}:
            end = min(
                [known.text.find("\n", label.value_at), label.value_at + 12], key=lambda n: n if n >= 0 else 1 << 30
            )
            one = name.behind(
                known.text,
                label.value_at if label.value_at - label.end < 6 else label.end,
                min(end, len(known.text)),
                marked=label.marked,
            )
            if one is not None:
                found.append(one)
    spoken = Spans(dialogue.speakers(known.text))
    return _apart((f for f in found if not spoken.meet(f.start, f.end)), known.spans)


def _unlabelled(known: Known) -> list[Span]:
    """Lines that are no rows of a table with a head and hold no marked label: they may be a list."""
    starts = [label.start for label in known.labels if label.marked]
    rows = set(known.layout.rows)
    lines = [line for line in known.layout.lines if line not in rows]
    return [line for line in lines if bisect_left(starts, line[0]) == bisect_left(starts, line[1])]


def of_labels(known: Known) -> Iterator[Found]:
    """Names in fields; a value ends where another finding begins."""
    edges = sorted(start for _, start, _ in known.spans)
    for field in known.layout.fields:
        if field.kind == "name" or (field.kind == "relation" and field.label.cell):
            one = name.of_field(known.text, field, edges)
            if one is not None:
                yield one


def loose(known: Known, weight: Weight, taken: Sequence[Found], *, hostile: bool = False) -> tuple[list[Found], bool]:
    """Names without a word that announces them, and whether one stands tersely beside other facts."""
    covered = cover(known, taken)
    found: list[Found] = []
    placed = any(kind in _PLACES for kind, _, _ in known.spans)
    terse = any(_beside(known, covered, one) in _TELLING and _cell(known.text, one) for one in taken)
    telling = _private(known)
    for start, end in known.layout.lines:
        private = bool(begun(telling, start, end))
        for one in _candidates(covered, start, end, private=private):
            beside = _beside(known, covered, one)
            if hostile and _made_like_one(known.text, one) and _aimed(known.text, one):
                found.append(replace(one, reason="name.target", sure=2))
                continue
            terse = terse or (beside in _TELLING and one.reason in _STANDING and _cell(known.text, one))
            if one.sure == 0:
                line = [span for span in known.spans if start <= span[1] < end]
                if _beside(replace(known, spans=line), covered, one) in _WITNESS and not any(
                    start <= f.start < end and not (f.reason == "name.kin" and _before_number(known, one))
                    for f in (*taken, *found)
                ):
                    found.append(one)
                continue
            if (
                (beside and one.sure == 2)
                or one.sure > _SURE
                or (beside in _OWNED and one.reason == "name.alone" and one.end - one.start > _WHOLE_NAME)
                or (beside in PRIVATE and not taken and not found and _heads(known, one))
                or (one.reason in _ALLOWED and (private or beside or weight.enough))
                or (
                    (private or weight.ask_more or beside or (placed and one.reason == "name.called"))
                    and _made_like_one(known.text, one)
                )
            ):
                found.append(one)
            elif one.reason not in _ALLOWED:
                first = private and not any(start <= f.start < one.start for f in taken)
                if beside or (first and one.sure == _SURE):
                    found.append(one)
    found.extend(_again(known, covered, [*taken, *found]))
    return _apart(found, [*known.spans, *(("name", f.start, f.end) for f in taken)]), terse


_SURE = 2
#: Beside these, what somebody is called is a name (`context` asks for two of them).
_PLACES = frozenset({"school", "workplace", "home_address"})
#: Beside these even a name of four characters is one; beside others four characters are mostly words (车停地库).
_OWNED = frozenset({"phone_number", "id_number", "gender"})
_WHOLE_NAME = 3  # characters: of two, many are words
_PLACED = frozenset({"name.alone", "name.called", "name.lead", "name.tail"})


def _made_like_one(text: str, one: Found) -> bool:
    """A whole name by its characters, where it stands alone or between words that may go before and behind a name."""
    return (
        one.reason in _PLACED
        and one.verdict is Verdict.VALID
        and one.end - one.start >= _WHOLE_NAME
        and name_shape.likely(text[one.start : one.end])
    )


def _before_number(known: Known, one: Found) -> bool:
    """Whether a telephone or an identity number stands behind a colon behind it: 谷雨:110…, 父亲…: who has a relative is somebody."""
    at = one.end + 1
    number = any(kind in _NUMBERS and at <= start <= at + 1 for kind, start, _ in known.spans)
    return number and known.text[one.end] == ":"


_NUMBERS = frozenset({"id_number", "phone_number"})
_EXPOSED = 3  # numbers and accounts of one who is exposed


def _heads(known: Known, one: Found) -> bool:
    """Whether a string that may be a name fills the line above the numbers and accounts of somebody: 任金水."""
    text = known.text
    alone = text[one.start - 1 : one.start] in {"", "\n"} and text[one.end : one.end + 1] == "\n"
    private = [kind for kind, start, _ in known.spans if kind in PRIVATE and start > one.end]
    told = len(private) >= _EXPOSED or "id_number" in private
    return alone and told and one.reason == "name.alone" and one.end - one.start == _WHOLE_NAME


_CALLED_TO = re.compile("[,:~ ]{0,2}(?:你|听着|听好)")


def _aimed(text: str, one: Found) -> bool:
    """Whether a name is called to, or stands in a cell of its own; stars are not aimed at by a cell."""
    return not is_figure(text[one.start : one.end]) and (
        _cell(text, one) or _CALLED_TO.match(text, one.end) is not None
    )


def _again(known: Known, covered: str, have: Sequence[Found]) -> Iterator[Found]:
    """The other places where a name stands that the post gives once, and who is named together with it."""
    taken = {f.start for f in have}
    names = {known.text[f.start : f.end] for f in have if f.verdict is Verdict.VALID and f.reason not in _IN_PART}
    for word in sorted(names):
        whole = len(word) >= _WHOLE_NAME and not name_shape.wordy(word)
        at = covered.find(word)
        while at >= 0:
            alone = at == 0 or not _HAN.match(covered, at - 1)
            if at not in taken and (whole or (alone and name_shape.given_end(covered, at, len(covered)))):
                yield Found(at, at + len(word), Verdict.VALID, "name.again", 2)
            at = covered.find(word, at + len(word))
    for one in have:
        other = _AND.match(covered, one.end)
        if other is not None and other.end() not in taken and one.reason not in _IN_PART:
            run = _RUN.match(covered, other.end())
            stop = name_shape.given_end(covered, other.end(), run.end()) if run else None
            if stop is not None and name_shape.likely(known.text[other.end() : stop]):
                yield Found(other.end(), stop, Verdict.VALID, "name.tail", 1)


_HAN = re.compile("[一-鿿]")
_RUN = re.compile("[一-鿿]+")
_AND = re.compile("[和跟与及、]|,(?=[一-鿿]{2,3}[,、。;\n])")
_IN_PART = frozenset({"name.title", "name.surname_only"})
_STANDING = frozenset({"name.alone", "name.called"})
#: Kinds beside which a name in its own cell is an entry of a dossier.
_WITNESS = PRIVATE | {"home_address"}
_TELLING = PRIVATE | {"gender", "age", "birth_date", "home_address", "ethnicity"}
#: Reasons that need no neighbour where the line or the post is about somebody.
_ALLOWED = frozenset({"name.title", "name.masked", "name.called", "name.surname_only"})


def _private(known: Known) -> list[Span]:
    """Where what tells of somebody stands, in order."""
    return sorted((start, end) for kind, start, end in known.spans if kind in PRIVATE)


def _candidates(covered: str, start: int, end: int, *, private: bool) -> Iterator[Found]:
    yield from name.loose(covered, start, end)
    yield from name.titled(covered, start, end)
    yield from name.surnamed(covered, start, end)
    if private:
        yield from name.pinyin(covered, start, end)


def _cell(text: str, one: Found) -> bool:
    """Whether marks or the ends of the text stand on both sides."""
    called = one.reason == "name.called"
    return (called or not text[one.start - 1 : one.start].isalnum()) and not text[one.end : one.end + 1].isalnum()


def cover(known: Known, taken: Iterable[Found]) -> str:
    """The text with everything that is explained blotted out."""
    chars = list(known.text)
    spans = [(a, b) for _, a, b in known.spans] + [(f.start, f.end) for f in taken]
    spans += dialogue.speakers(known.text)
    spans += [(label.start, label.end) for label in known.labels if label.end - label.start > 1 or label.marked]
    for a, b in spans:
        chars[a:b] = name.COVER * (b - a)
    return "".join(chars)


def _beside(known: Known, covered: str, one: Found) -> str | None:
    """The kind of another finding that stands next to it with only marks or a label between."""
    first = bisect_left(known.spans, one.start - _NEAREST, key=lambda span: span[2])
    last = bisect_right(known.spans, one.end + _NEAREST, key=lambda span: span[1])
    for kind, start, end in known.spans[first:last]:
        if kind in {"name", "workplace"}:
            continue
        gap = covered[one.end : start] if start >= one.end else covered[end : one.start]
        if len(gap) <= _NEAREST and (
            (gap == "" and kind in PRIVATE) or (gap and _GAP.fullmatch(gap) and "\n\n" not in gap)
        ):
            return kind
    return None


def _apart(found: Iterable[Found], spans: Sequence[tuple[str, int, int]]) -> list[Found]:
    """The surer and longer of those that overlap, and none inside another finding."""
    before, kept = Spans((a, b) for _, a, b in spans), Kept()
    ranked = sorted(found, key=lambda f: (-f.sure, f.verdict is not Verdict.MASKED, f.start - f.end, f.start))
    return sorted(
        (one for one in ranked if not before.meet(one.start, one.end) and kept.add(one.start, one.end)),
        key=lambda f: f.start,
    )
