r"""What labels, columns, headings and telling words announce: values of fields, records, traits, talk.

A frame of the layout gives its value the kinds of its label, with the ends that joints allow. A word of a record (酒店, 车次, 逾期) offers the
stretches around it: piece, clause, two clauses, cell, sentence, line. A word that is a trait itself (未婚, 彝) is offered alone and with its
piece. Each word makes at most two dozen stretches, so the work grows with the text. Left out: numbers (`numbers`), whether any of this is so.

>>> from doxdocket.law.kinds import kinds
>>> from doxdocket.text import read
>>> text = "婚姻状况 离异\n通话记录\n03-01 21:10 主叫 3分"
>>> {(one[2], one[3]) for one in offers(Page(read(text)), frozenset(kinds()))} >= {
...     ("marital_status", "离异"),
...     ("call_record", "03-01 21:10 主叫 3分"),
... }
True
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidate import Form, Generator, Offer
from doxdocket.detect.reader.layout import Frame, Joints, Shape
from doxdocket.detect.reader.lexicon import Mention, Sort, shaped, speaks
from doxdocket.detect.reader.page import Page
from doxdocket.records import Verdict

Stretch = tuple[int, int, str, Generator]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHORT = _set(
    "gender age ethnicity marital_status education_level religion native_place name former_name_alias driver_licence"
)
_SPOKEN = ("communication_content", "browsing_history", "contacts_list")
_RECORDS = _set(
    "lodging_record hotel_room_current travel_ticket vehicle_trace movement_trace call_record transaction_record deposit_balance loan_debt "
    "income_tax credit_report health_record browsing_history contacts_list family_members exam_certificate communication_content "
    "criminal_record real_estate virtual_asset"
)
_BLOCKS = frozenset({"travel_ticket", "lodging_record", "exam_certificate"})  # printed over several lines
_MOST = {True: 28, False: 220}  # characters of a short kind, of another
_LONGEST = 300  # before its marks are trimmed
#: Stretches around a word: rank and skip on the left, rank and skip on the right; rank -1 is the word's own end.
_AROUND = (
    (1, 0, 1, 0), (2, 0, 2, 0), (1, 0, 2, 0), (2, 1, 2, 0), (2, 0, 2, 1), (3, 0, 3, 0), (4, 0, 4, 0), (5, 0, 5, 0), (1, 0, 5, 0), (-1, 0, 1, 0),
    (-1, 0, 2, 0), (1, 1, 1, 0), (1, 0, 1, 1), (1, 1, 1, 1), (3, 1, 3, 0), (3, 0, 3, 1), (0, 0, 1, 0), (0, 0, 0, 0), (0, 0, 2, 0), (0, 1, 0, 1),
)  # fmt: skip
_FEW = ((1, 0, 1, 0), (2, 0, 2, 0), (2, 0, 2, 1), (5, 0, 5, 0), (3, 0, 3, 0))
_NEAR = ((-1, 0, -1, 0), (1, 0, 1, 0), (2, 0, 2, 0), (-1, 0, 1, 0), (1, 0, -1, 0), (0, 0, 0, 0))
_WIDE = (
    (1, 0, 1, 0), (2, 0, 2, 0), (2, 1, 2, 0), (2, 0, 2, 1), (3, 0, 3, 0), (5, 0, 5, 0), (-1, 0, -1, 0), (0, 0, 2, 0), (-1, 0, 2, 0), (1, 1, 1, 1),
)  # fmt: skip
_HOWS = {Sort.RECORD: _AROUND, Sort.FAINT: _FEW, Sort.TRAIT: _NEAR, Sort.SHAPE: _NEAR, Sort.HINT: _WIDE}
_SPEAK = (Sort.LABEL, Sort.WEAK, Sort.RECORD)
_ENDS = ((1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (4, 0), (5, 0))
_TRIM = " \t\n,;:。、!?|│=\"'“”‘’「」『』《》<>*~→·•)("
_TRIM_LEFT = _TRIM + ".-—–★●]】》>"


def offers(page: Page, wanted: frozenset[str]) -> Iterator[Offer]:
    """All candidates of some kinds, each span and kind once; a label alone is the value of no short kind: a row of heads holds none."""
    clean, cut = page.clean, page.joints
    told = sorted(page.words)
    words = sorted([*(one for one in told if one.kind in wanted), *shaped(clean, wanted)])
    heads = {(one.start, one.end) for one in told if one.sort is Sort.LABEL}
    taken: set[tuple[int, int, str]] = set()
    trimmed: dict[tuple[int, int], tuple[int, int]] = {}
    for start, end, kind, source in chain(
        _of_frames(page.frames, clean, cut, wanted),
        _of_words(words, _spoken_of(told), cut),
    ):
        if end - start > _LONGEST or kind not in wanted:
            continue
        if (start, end) not in trimmed:
            trimmed[start, end] = _trimmed(clean, start, end)
        first, last = trimmed[start, end]
        if kind in _SHORT and (first, last) in heads:
            continue
        if first < last <= first + _MOST[kind in _SHORT] and (first, last, kind) not in taken:
            taken.add((first, last, kind))
            value = clean[first:last]
            hidden = "*" in value
            form = Form.MASKED if hidden else Form.SPLIT if "\n" in value and kind not in _BLOCKS else Form.VERBATIM
            yield first, last, kind, value, Verdict.MASKED if hidden else Verdict.DOUBTFUL, form, source


def _trimmed(clean: str, start: int, end: int) -> tuple[int, int]:
    """Without marks at its ends; brackets stay where both halves stand inside."""
    paired = "(" in (part := clean[start:end]) and ")" in part
    while start < end and clean[start] in _TRIM_LEFT and not (paired and clean[start] == "("):
        start += 1
    while start < end and clean[end - 1] in _TRIM and not (paired and clean[end - 1] == ")"):
        end -= 1
    return start, end


def _of_frames(laid: Iterable[Frame], clean: str, cut: Joints, wanted: frozenset[str]) -> Iterator[Stretch]:
    """The value of a label, from its beginning to each end that it may have."""
    for frame in laid:
        if frame.kinds and wanted.isdisjoint(frame.kinds):
            continue
        start, end = frame.value
        if frame.shape in (Shape.QUOTE, Shape.TURN):
            for kind in _SPOKEN if frame.shape is Shape.QUOTE else _SPOKEN[:1]:
                yield start, end, kind, Generator.TALK
            continue
        if frame.shape is Shape.HEADED:
            yield from _under(frame, cut)
            continue
        if frame.shape is Shape.PRICE:
            continue
        ends = {end}
        if frame.shape is Shape.FIELD:
            at = start
            while at < min(end, start + 16) and clean[at] in _TRIM_LEFT:
                at += 1
            ends |= cut.rights(at + 1, _ENDS)
        for kind in frame.kinds or ("other",):
            for stop in sorted(ends)[: 3 if kind in _SHORT else 1 if kind == "other" else None]:
                yield start, stop, kind, Generator.FIELD


def _under(frame: Frame, cut: Joints) -> Iterator[Stretch]:
    """A line under a heading: whole, and each of its cells (so that long numbers fall out)."""
    start, end = frame.value
    row = cut.starts[3]
    cells = row[bisect_left(row, start) : bisect_left(row, end)]
    spend(len(cells))
    stretches = {(start, end), *((at, min(end, cut.right(at + 1, 3))) for at in cells)}
    for kind in frame.kinds:
        for one in stretches if kind in _RECORDS else ((start, end),):
            yield *one, kind, Generator.FIELD


def _stretches(one: Mention, cut: Joints, hows: Sequence[tuple[int, int, int, int]]) -> set[tuple[int, int]]:
    """As ``Joints.left`` and ``Joints.right`` tell, each rank looked up once; rank -1 is the word's own end."""
    spend(len(hows))
    lefts = [(row, bisect_right(row, one.start) - 1) for row in cut.starts] + [((one.start,), 0)]
    rights = [(row, bisect_left(row, one.end), len(row) - 1) for row in cut.ends] + [((one.end,), 0, 0)]
    found = set()
    for left, back, right, on in hows:
        row, at = lefts[left]
        begins = row[max(0, at - back)]
        row, at, last = rights[right]
        found.add((begins, row[min(last, at + on)]))
    return found


def _spoken_of(words: Iterable[Mention]) -> set[str]:
    """The kinds that a text speaks of."""
    told = [one for one in words if one.sort in _SPEAK]
    about = {one.kind for one in told if one.end - one.start > 1}
    return about.union(*(speaks().get(one.kind, ()) for one in told))


def _of_words(words: Iterable[Mention], about: Collection[str], cut: Joints) -> Iterator[Stretch]:
    """Stretches around the words of records, and the words that are traits."""
    for one in words:
        hows = _HOWS.get(one.sort, ())
        if one.sort is Sort.SHAPE and one.kind in _RECORDS:
            hows = _WIDE
        if one.kind == "job_history" and hows:
            for start, end in _role(one, cut):
                yield start, end, one.kind, Generator.RECORD
        elif hows and (one.sort not in (Sort.FAINT, Sort.HINT) or one.kind in about):
            source = Generator.TRAIT if one.sort in (Sort.TRAIT, Sort.SHAPE) else Generator.RECORD
            for start, end in _stretches(one, cut, hows):
                yield start, end, one.kind, source
        if one.kind in _BLOCKS and one.sort is Sort.RECORD:
            for on in (1, 2, 3):
                yield cut.left(one.start, 5), cut.right(one.end, 5, on), one.kind, Generator.RECORD


def _role(one: Mention, cut: Joints) -> set[tuple[int, int]]:
    """What somebody is or does: words before the name of a trade, or behind a verb of one."""
    if one.sort is Sort.SHAPE:
        ends = {min(one.start + n, one.end) for n in (2, 3, 4, 5)} | {
            cut.right(one.start + 1, 0),
            cut.right(one.end, 1),
        }
        return {(one.start, end) for end in ends}
    first = cut.left(one.start, 1)
    starts = {first, cut.left(one.start, 0), *(max(first, one.start - back) for back in (0, 2, 4))}
    return {(start, one.end) for start in starts} | {(first, cut.right(one.end, 1))}
