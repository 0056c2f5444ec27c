r"""Which label, if any, announces the number that begins here.

A label governs what stands right behind it: marks, a few empty words, a note in brackets, or earlier numbers of the
same list (电话：138…/139…). Kinship words and names of the person are looked through. Whether the label is right is not
asked here: the kinds weigh it against check digits and shape.

Source: own observation of dossier posts' layouts. Left out: headers of table columns, which `detect` reads as blocks.

>>> from doxdocket.detect import labels
>>> from doxdocket.text import read
>>> reading = read("电话：13800001850/13900001850")
>>> governor(reading.clean, labels.find(reading), 15).kind
'phone_number'
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from doxdocket.bounds import spend
from doxdocket.detect.labels import Label
from doxdocket.detect.unknown_labels import UNKNOWN

#: Labels of persons, not of values: what they stand before may still be announced by an earlier label.
_THROUGH = frozenset({"relation", "self", "head", "cue"})
_EMPTY = (
    r"(?>[\s:=|,.;、/\\()\[\]【】「」『』<>《》*+#·~&\"'“”‘’!?>\u2190-\u2bff\U0001f000-\U0001faff-]|号码|账号|帐号|号|码|是|为|叫|有|分别|国内|"
    r"常用|备用|主号|副号|旧|新|现用|目前|大概|应该|可能|[Uu][Ii][Dd]|[Ii][Dd]|[Nn][Oo]\.?|\([^()\d\n]{1,8}\)|和|及|以及|跟|或|还有|绑定|的|了)"
)
_THIN = re.compile(rf"{_EMPTY}{{0,14}}+")
_NUMBER = re.compile(r"(?<![0-9])\+?[0-9][0-9*xX -]{3,24}[0-9xX*]")


def _thin(between: str) -> bool:
    """Whether nothing of weight stands here, or only earlier numbers of the same list."""
    if _THIN.fullmatch(between):
        return True
    rest, numbers = _NUMBER.subn("", between)
    return 0 < numbers <= 12 and len(rest) <= 14 * numbers and bool(re.fullmatch(rf"{_EMPTY}*+", rest))


_TOGETHER = 40
"""Labels written together that one value is asked of: a row of labels is no form of thousands."""
_BESIDE = re.compile(r"[\s/、&和+|,·字-]{0,3}")


def _before(labels: Sequence[Label], start: int) -> int:
    """How many labels end at or before this place."""
    return bisect_right(labels, start, key=lambda label: label.end)


def governor(clean: str, labels: Sequence[Label], start: int) -> Label | None:
    """The nearest label that announces what begins at ``start`` of the cleaned text."""
    until = start
    for at in range(_before(labels, start) - 1, -1, -1):
        spend()
        label = labels[at]
        if label.start < start - 160:
            return None
        between = clean[min(max(label.value_at, label.end), until) : until]
        if len(between) > 160 or not _thin(between):
            return None
        if label.kind not in _THROUGH:
            return None if label.kind == UNKNOWN else label
        until = label.start
    return None


class _Memo:
    """The answers for the text that is being read: seven kinds ask about the same places."""

    clean: str = ""
    labels: Sequence[Label] = ()
    answers: ClassVar[dict[int, tuple[Label, ...]]] = {}


def announced(clean: str, labels: Sequence[Label], start: int) -> tuple[Label, ...]:
    """The governor and the labels written together with it, as in 手机/微信：138…"""
    if not labels:
        return ()
    if _Memo.labels is not labels or _Memo.clean is not clean:
        _Memo.clean, _Memo.labels, _Memo.answers = clean, labels, {}
    known = _Memo.answers.get(start)
    if known is None:
        known = _Memo.answers[start] = _announced(clean, labels, start)
    return known


def _announced(clean: str, labels: Sequence[Label], start: int) -> tuple[Label, ...]:
    label = governor(clean, labels, start)
    if label is None:
        return ()
    found = [label]
    for at in range(_before(labels, label.start) - 1, -1, -1):
        if len(found) == _TOGETHER:
            break
        spend()
        first, earlier = found[-1].start, labels[at]
        if earlier.end > first or earlier.start >= first:  # the mark before a first cell stands nowhere: (0, 0)
            continue
        if not _BESIDE.fullmatch(clean, earlier.end, first):
            break
        found.append(earlier)
    return tuple(found)


def direct(clean: str, label: Label, start: int) -> bool:
    """Whether this is the first number behind the label, not a later one of a list.

    >>> direct("QQ:812345012,13800001850", Label(0, 2, "social_account", "qq", True, 3), 13)
    False
    """
    return not any(char.isdigit() for char in clean[label.end : start])


def dossier(labels: Sequence[Label]) -> bool:
    """Whether the text announces a person besides: a name, a home, a citizen number, a birth."""
    return any(
        label.kind in {"name", "id_number", "home_address", "household_registration"}
        or (label.kind == "birth_date" and label.marked)  # 生日快乐 wishes somebody well
        for label in labels
    )
