r"""Lists of a class: under a head such as 初一(5)班 or 2021级会计3班 the numbers of the rows are student numbers.

A row is a line with a cell that may be a name and one number of six digits or more that is no mobile number. Two rows or
more whose numbers are of one length and differ only in their last digits are a list that a school numbered: QQ numbers
and telephones do not go on like that. Rows that begin with the number and the name need no such order, and the class may
be named anywhere. Source: own observation of leaked class lists. Left out: lists with a column head (``blocks``), rosters
of duties.

>>> from doxdocket.text import read
>>> text = "2021级会计3班\n沈牧之 2021310401 17806401357\n华思蔓 2021310402 17806401365"
>>> [(hit.kind, hit.value) for hit in find(read(text))]
[('student_id', '2021310401'), ('student_id', '2021310402')]
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from doxdocket.detect import blocks
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_CLASS = re.compile(r"[一二三四五六七八九十\d]{1,2}(?:年级)?[(]?[一二三四五六七八九十\d]{0,2}[)]?班|(?:1[89]|20)\d\d级")
_SCHOOL = re.compile(r"班级|\d{4}级|学号|[一二三四五六七八九十\d][)]?班|学院|辅导员|班主任")
_NO_CLASS = re.compile(r"值[班日]|排班|轮班|倒班|班次|车次|航班|订单|快递")
_NUMBER = re.compile(r"(?<![\w.@*-])(?!1[3-9]\d{9}(?!\d))[A-Z]{0,2}\d{6,14}(?![\w.@*-])")
_NUMBER_FIRST = re.compile(
    r"^[^\S\n]*(?:\d{1,3}[.、)] ?)?(?P<v>(?:20[012]\d|18\d\d)\d{4,8}|\d{8,10})[ \t,|]{1,3}(?=[一-鿿·]{2,12}[ \t,|])",
    re.MULTILINE,
)
_NAME = re.compile(r"(?<![\w])[一-鿿]{2,4}(?![\w])")
_FEWEST = 2
_LONGEST_HEAD = 40
_OWN = 3  # last digits that count the pupils


def find(reading: Reading) -> Iterator[Hit]:
    """The student numbers of every class list of a text."""
    text = reading.clean
    if ("班" not in text and "级" not in text) or _NO_CLASS.search(text):
        return
    first = [found.span("v") for found in _NUMBER_FIRST.finditer(text)] if _SCHOOL.search(text) else []
    if len(first) < _FEWEST:
        first = list(_under_heads(text)) if _CLASS.search(text) else []
    for start, end in first:
        yield Hit(*reading.span(start, end), "student_id", Verdict.VALID, text[start:end], ("student.row",))


def _under_heads(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of the rows right below a line that names a class."""
    headed = False
    rows = ((_row(text, *line), line) for line in blocks.lines(text))
    for row, group in groupby(rows, key=lambda one: one[0] is not None):
        lines = list(group)
        if not row:
            headed = any(b - a <= _LONGEST_HEAD and _CLASS.search(text, a, b) for _, (a, b) in lines)
        elif headed:
            numbers = [span for span, _ in lines if span is not None]
            yield from numbers if _counted([text[a:b] for a, b in numbers]) else ()


def _row(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The number of a row with a name; None for another line."""
    found = list(_NUMBER.finditer(text, start, end))
    return found[0].span() if len(found) == 1 and _NAME.search(text, start, end) else None


def _counted(numbers: Sequence[str]) -> bool:
    """Whether the numbers differ from one another in their last digits alone."""
    size = len(numbers[0])
    return (
        len(numbers) >= _FEWEST
        and len(set(numbers)) == len(numbers)
        and all(len(number) == size for number in numbers)
        and len({number[:-_OWN] for number in numbers}) == 1
    )
