r"""The shape of a dossier post: lines, tables with a head, and fields, each a label with the stretch it announces.

Whoever posts dossiers writes 姓名：…, 【姓名】…, 姓名 … 电话 …, tables under a head line (tab, bar, comma, spaces) or
one person a line. This module finds the stretches; what is in them is for the kinds. Left out: tables drawn over
several posts.

>>> from doxdocket.detect import labels
>>> from doxdocket.text import read
>>> reading = read("姓名,电话\n韩知予,17806401357")
>>> layout = lay_out(reading, labels.find(reading))
>>> [(f.kind, reading.clean[f.start : f.end]) for f in layout.fields]
[('name', '韩知予'), ('phone_number', '17806401357')]
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doxdocket.detect.labels import Label, behind_number, is_weak, meaning
from doxdocket.text import Reading

_GAP = r"(?:(?<![^\S\n])[^\S\n]+)?"  # looked at once a row of spaces, from its begin
CELL_MARKS = (
    re.compile(_GAP + r"\t[^\S\n]*"),
    re.compile(_GAP + r"[|│┃¦丨][^\S\n]*"),
    re.compile(_GAP + r"[,][^\S\n]*"),
    re.compile(r"-{2,}|—+"),  # apart from the next: a link in a cell has slashes
    re.compile(_GAP + r"[;/、+&][^\S\n]*"),
    re.compile(r"[^\S\n]+"),
)
_STOPS = re.compile(r"[\n|\t;。!?│┃~]|-{2,}|—{1,}|\s{3,}")
_COLON = re.compile(r"[:=\]】\t]")
_LONGEST = 300  # characters of a value: what follows is no part of it
_RULE = re.compile(r"[\s|:\-+=_─━┼├┤]*")
#: Kinds told in words, which may begin with a word that is a label elsewhere: 职业：房产中介.
WORDED = frozenset(
    ["job_history", "former_name_alias", "health_record", "criminal_record", "loan_debt", "credit_report", "real_estate",
     "movement_trace", "vehicle_trace", "realtime_location", "communication_content", "contacts_list", "browsing_history",
     "call_record", "family_members", "special_identity", "sexual_life", "religion", "transaction_record", "device_id",
     "education_level", "account_password", "virtual_asset", "native_place", "hotel_room_current"]
)  # fmt: skip
#: Of these, what is a sentence or a list: only a label with its colon ends it.
_SENTENCES = frozenset(
    ["movement_trace", "vehicle_trace", "communication_content", "contacts_list", "browsing_history", "call_record", "family_members", "credit_report"]
)  # fmt: skip
_KEPT = frozenset(
    ")]】」』》〉}>*×○●□■█_#♀♂\"'”’`%…!?。⚥👩👧👨👦🚺🚹"
)  # what may be the end of a value, or is for its kind to judge
#: Kinds whose words also end what they announce (望江中学, 星河公司), and the marks that only a label has behind it.
_BODIES = frozenset({"school", "workplace"})
_STRONG = frozenset(":=")
#: Kinds whose value is running text: inside it only a label that stands apart begins the next field.
_WIDE = (
    frozenset({"home_address", "school", "workplace", "other", "health_record", "travel_ticket", "lodging_record"})
    | WORDED
)


@dataclass(frozen=True, slots=True)
class Field:
    """What a label announces: the stretch of cleaned text behind it, or a cell under its column."""

    kind: str
    extra: str | None
    start: int
    end: int
    marked: bool
    label: Label


@dataclass(slots=True)
class Layout:
    """Lines, fields and tables of one text, as ranges of the cleaned text."""

    lines: list[tuple[int, int]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)  # as found, less the table heads, plus one before each cell
    rows: list[tuple[int, int]] = field(default_factory=list)  # table lines: one person each


def lines(text: str) -> list[tuple[int, int]]:
    """Each line that is not empty."""
    return [found.span() for found in re.finditer(r"[^\n]+", text) if not found[0].isspace()]


def cells(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    """The cells of one line under one separator; outer bars make no cells."""
    found, at = [], start
    for gap in mark.finditer(text, start, end):
        found.append((at, gap.start()))
        at = gap.end()
    found.append((at, end))
    while found and found[0][0] >= found[0][1]:
        found.pop(0)
    while found and found[-1][0] >= found[-1][1]:
        found.pop()
    return found


def _head(text: str, start: int, end: int) -> tuple[re.Pattern[str], list[tuple[str, str | None]]] | None:
    """Whether a line is the head of a table: nearly every cell is a label word and none holds a number."""
    if end - start > 120 or re.search(r"\d{3}|[:=]", text[start:end]):
        return None
    for mark in CELL_MARKS:
        parts = cells(text, start, end, mark)
        if len(parts) < 2:
            continue
        if _spread(text, parts):
            return None
        meanings = [meaning(text[a:b].strip("[]【】()*#`\"' ")) for a, b in parts]
        if _pictured(text, parts) and meanings[0] == meanings[1]:
            return None
        known = sum(m is not None and m[0] != "cue" for m in meanings)
        if known >= 2 and known * 3 >= len(parts) * 2:
            return mark, [m or ("other", None) for m in meanings]
    return None


def _spread(text: str, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether a line begins with one word whose two characters are set apart: 籍 贯 湖南."""
    first = "".join(text[a:b] for a, b in parts[:2])
    return len(parts) > len(first) == 2 and meaning(first) is not None


def _pictured(text: str, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether a picture opens a line: beside the word for the same, 🚗 车牌 京A…, a value follows, no other column."""
    return not any(char.isalnum() for char in text[slice(*parts[0])])


def has_head(text: str) -> bool:
    """Whether one of the first lines of a text is the head of a table."""
    return any(_head(text, *line) is not None for line in lines(text)[:3])


def _fit(parts: list[tuple[int, int]], columns: Sequence[tuple[str, str | None]]) -> list[tuple[int, int]]:
    """As many cells as columns: an address that was cut at its own spaces is one cell again."""
    extra = len(parts) - len(columns)
    wide = next((i for i, (kind, _) in enumerate(columns) if kind == "home_address"), None)
    if extra > 0 and wide is not None:
        parts = [*parts[:wide], (parts[wide][0], parts[wide + extra][1]), *parts[wide + extra + 1 :]]
    return parts[: len(columns)]


def _table(
    text: str, below: Sequence[tuple[int, int]], mark: re.Pattern[str], columns: Sequence[tuple[str, str | None]]
) -> Iterator[list[tuple[int, int]]]:
    """The rows under a head, until a line has another shape."""
    for start, end in below:
        if _RULE.fullmatch(text, start, end):
            yield []
            continue
        parts = cells(text, start, end, mark)
        if len(parts) < 2 or len(parts) < len(columns) - 2 or any(not label_free(text[a:b]) for a, b in parts):
            return
        yield _fit(parts, columns)


def label_free(cell: str) -> bool:
    """A cell of a table does not hold ``label: value``."""
    head, colon, _ = cell.partition(":")
    return not colon or meaning(head) is None


def lay_out(reading: Reading, labels: Sequence[Label]) -> Layout:
    """Lines, tables and fields of one text."""
    text = reading.clean
    layout = Layout(lines=lines(text))
    inside: list[tuple[int, int]] = []  # heads and rows: the labels in them announce nothing more
    at = 0
    while at < len(layout.lines) - 1:
        head = _head(text, *layout.lines[at]) if labels else None
        at += 1
        if head is None:
            continue
        begin = at
        for parts in _table(text, layout.lines[at:], *head):
            at += 1
            if parts:
                layout.rows.append(layout.lines[at - 1])
                layout.fields.extend(_cell_fields(parts, head[1]))
        if layout.fields and at > begin:
            inside.append((layout.lines[begin - 1][0], layout.lines[at - 1][1]))
    free = [label for label in labels if not _in_any(label.start, inside)] if inside else list(labels)
    layout.fields.extend(_fields(text, free))
    layout.fields.sort(key=lambda f: f.start)
    columns = [f.label for f in layout.fields if f.label.cell]
    layout.labels = sorted([*free, *columns], key=lambda label: (label.start, label.end))
    return layout


def _in_any(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the ranges, which are in order."""
    before = bisect_right(ranges, at, key=lambda one: one[0]) - 1
    return before >= 0 and at < ranges[before][1]


def _cell_fields(parts: Sequence[tuple[int, int]], columns: Sequence[tuple[str, str | None]]) -> Iterator[Field]:
    for (start, end), (kind, extra) in zip(parts, columns, strict=False):
        yield Field(kind, extra, start, end, True, Label(start - 1, start, kind, extra, True, start, cell=True))


def _fields(text: str, labels: Sequence[Label]) -> Iterator[Field]:
    """Each label with the stretch up to the next label, the end of the line or a full stop."""
    for index, label in enumerate(labels):
        if label.kind in {"cue", "news"} or (index and _listed(text, labels[index - 1], label)):
            continue
        start = label.value_at
        reach = min(len(text), start + _LONGEST)
        stop = _STOPS.search(text, start, reach)
        end = stop.start() if stop else reach
        if label.cell:  # its word stands behind the value, in brackets (``markers``)
            behind = text.find("(", start, end)
            end = behind if behind > start else end
        for later in labels[index + 1 : index + 1 + _LONGEST]:
            if later.start >= end:
                break
            if later.start >= label.end and _begins(text, label, later):
                end = later.start
                break
        while end > start and not text[end - 1].isalnum() and text[end - 1] not in _KEPT:
            end -= 1
        if end > start:
            yield Field(label.kind, label.extra, start, end, label.marked, label)


_AND = re.compile(r"[、,/和及与 ]{1,3}")
_CLOSED = re.compile(r" ?\)(?:[,。;!?\n]|$)")


def _listed(text: str, before: Label, label: Label) -> bool:
    """Whether a label is the last of a list in brackets (姓名、电话、地址): the form asks for it and tells nothing."""
    return _CLOSED.match(text, label.end) is not None and _AND.fullmatch(text, before.end, label.start) is not None


def _begins(text: str, label: Label, later: Label) -> bool:
    """Whether a later label ends the value of an earlier one."""
    if later.kind in {"cue", "news"}:
        return False
    glued = text[later.start - 1].isalnum()
    if glued and later.kind == label.kind and label.kind in WORDED:
        return False
    if label.kind in _SENTENCES:
        return _COLON.search(text, later.end, later.end + 2) is not None
    if label.kind in WORDED and not _COLON.search(text, later.end, later.end + 2):
        if later.start == label.value_at and (
            glued or label.end == later.start or _COLON.search(text, label.end, later.start)
        ):
            return False  # 职业：房产中介 begins with a word that is a label elsewhere
        if glued:
            return not is_weak(text[later.start : later.end])  # 网约车司机, but not 会计电话138…
    if later.marked:  # 有限公司/: the last word of a firm or a school stands before a separator, a label before a colon
        strong = not _STRONG.isdisjoint(text[later.end : later.value_at]) or behind_number(text, later.start)
        return not glued or later.kind not in _BODIES or strong
    return not glued or (label.kind not in _WIDE and later.end - later.start > 1)
