r"""Numbers without a word in a record: 韩知予|37010218…|178…|812345012, the QQ number and the card of whose row it is.

A cell that is digits alone is read where its record names somebody and holds another identifier: five to ten digits are
a QQ number, sixteen to nineteen with Luhn's check digit a bank card. A record is a line of cells, or lines of one cell
each one below the other. Doubtful stay five or six digits (a postcode, a sum), what may be a telephone without its area
code or its last digit, a number of a school year, two such numbers in one record, and what stands beside other words.
Source: own observation of leaked records. Left out: rows under a head (``blocks``), what a label or another kind explains.

>>> from doxdocket.detect.rules import detect
>>> [(h.kind, h.verdict.value, h.value) for h in detect("韩知予 17806401357 812345012 6217000000000000053")][2:]
[('social_account', 'valid', 'qq:812345012'), ('bank_account', 'valid', '6217000000000000053')]
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doxdocket.detect import account_links, bank_account, decoys
from doxdocket.detect.check_digits import date, luhn
from doxdocket.detect.governed import announced
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.spans import Spans
from doxdocket.records import Verdict
from doxdocket.text import Reading

_DIGITS = re.compile(r"(?<![\w.…@-])(?:[1-9]\d{4,9}|[3-9]\d{15,18})(?![\w…@])")
#: The same where hyphens part the cells.
_PARTED = re.compile(r"(?<=--)(?:[1-9]\d{4,9}|[3-9]\d{15,18})(?=--|\s*$)", re.MULTILINE)
#: What stands between two cells of a line: marks, pictures, the number of a row.
_MARKS = r"[\s|│/\\,;、+·•&~>*#_=:\-—()\[\]【】<\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_GAP = re.compile(rf"{_MARKS}{{1,12}}")
_ROW_BEGINS = re.compile(rf"(?:^|\n){_MARKS}{{0,24}}(?:\d{{1,3}}[.、)]?{_MARKS}{{0,24}})?$")
_ROW_ENDS = re.compile(rf"{_MARKS}*(?:$|\n)")
#: Marks that hardly stand in a sentence: between them a cell may hold anything.
_HARD = re.compile(r"[|│\t/]|-{2,}")
_IDENTIFIERS = frozenset({"id_number", "phone_number", "bank_account", "email", "social_account"})
_LONGEST_QQ = 10
_SHORT, _LOCAL = 6, 8  # digits of a postcode; of a telephone without its area code


@dataclass(frozen=True, slots=True)
class _Cell:
    """A finding, or a number that is none so far (``kind`` is empty then)."""

    start: int
    end: int
    kind: str = ""


def find(
    reading: Reading, labels: Sequence[Label], hits: Sequence[Hit], place: Callable[[Hit], tuple[int, int]]
) -> Iterator[Hit]:
    """The numbers of records that nothing else explains; ``place`` gives the place of a hit in the cleaned text."""
    told = {hit.kind for hit in hits if hit.verdict is not Verdict.DOUBTFUL}
    if "name" not in told or told.isdisjoint(_IDENTIFIERS):
        return
    text = reading.clean
    if not _DIGITS.search(text) and not _PARTED.search(text):
        return
    taken = [_Cell(*place(hit), hit.kind) for hit in hits]
    numbers = [_Cell(*span) for span in _candidates(text, labels, taken)]
    cells = sorted([*taken, *numbers], key=lambda cell: cell.start) if numbers else []
    sure = {place(hit) for hit in hits if hit.verdict is not Verdict.DOUBTFUL}
    mails = {hit.value.lower() for hit in hits if hit.kind == "email"}
    for cell in numbers:
        record = _record(text, cells, cell)
        kinds = {one.kind for one in record if (one.start, one.end) in sure}
        if "name" not in kinds or kinds.isdisjoint(_IDENTIFIERS):
            continue
        value = text[cell.start : cell.end]
        if len(value) > _LONGEST_QQ:
            if luhn(value) and not bank_account.thing(text, cell.start, cell.end):
                yield _hit(reading, cell, bank_account.KIND, value, "bank.check_ok", doubt=decoys.example(text))
        elif not _no_account(text, cell, {one.kind for one in record}):
            others = sum(not one.kind and one.end - one.start > _SHORT for one in record if one is not cell)
            doubt = _doubtful(value, kinds, alone=not others and _stands_in_row(text, record, cell, labels))
            doubt = decoys.example(text) or (doubt and f"{value}@qq.com" not in mails)
            yield _hit(reading, cell, account_links.KIND, f"qq:{value}", doubt=doubt)


def _hit(reading: Reading, cell: _Cell, kind: str, value: str, *reasons: str, doubt: bool) -> Hit:
    verdict = Verdict.DOUBTFUL if doubt else Verdict.VALID
    return Hit(*reading.span(cell.start, cell.end), kind, verdict, value, (*reasons, "record.cell"))


def _candidates(text: str, labels: Sequence[Label], taken: Sequence[_Cell]) -> Iterator[tuple[int, int]]:
    """Cells of digits alone over which nothing was found and which no label announces."""
    before = Spans([*((one.start, one.end) for one in taken), *((one.start, one.end) for one in labels)])
    for pattern in (_DIGITS, _PARTED) if "--" in text else (_DIGITS,):
        for found in pattern.finditer(text):
            start, end = found.span()
            if (
                before.meet(start, end)
                or announced(text, labels, start)
                or decoys.serial(text, start)
                or (text[start - 1 : start] == "+" and not text[start - 2 : start - 1].isalnum())
            ):
                continue
            yield start, end


def _record(text: str, cells: Sequence[_Cell], cell: _Cell) -> list[_Cell]:
    """The cells of the record in which one stands."""
    first, last = text.rfind("\n", 0, cell.start) + 1, text.find("\n", cell.end)
    last = len(text) if last < 0 else last
    if _HARD.match(text, cell.end) or _HARD.search(text, max(first, cell.start - 2), cell.start):
        return [one for one in cells if first <= one.start and one.end <= last]
    at = cells.index(cell)
    line = [*reversed(list(_chain(text, cells[: at + 1][::-1]))), cell, *_chain(text, cells[at:])]
    if any(one.kind == "name" for one in line):
        return line
    return [*_chain(text, cells[: at + 1][::-1], below=True), cell, *_chain(text, cells[at:], below=True)]


def _chain(text: str, cells: Sequence[_Cell], *, below: bool = False) -> Iterator[_Cell]:
    """The cells one behind another with marks alone between them, in either direction; ``below``: over ends of lines."""
    for one, other in pairwise(cells):
        gap = text[min(one.end, other.end) : max(one.start, other.start)]
        if not _GAP.fullmatch(gap) or gap.count("\n") > below:
            return
        yield other


def _stands_in_row(text: str, record: Sequence[_Cell], cell: _Cell, labels: Sequence[Label]) -> bool:
    """Whether nothing but cells, or a word such as 已核实, stands before and behind it in its line."""
    begins = any(_GAP.fullmatch(text, one.end, cell.start) for one in record if one.end <= cell.start)
    ends = any(_GAP.fullmatch(text, cell.end, one.start) for one in record if one.start >= cell.end)
    cued = any(
        label.kind == "cue" and label.start >= cell.end and _GAP.fullmatch(text, cell.end, label.start)
        for label in labels
    )
    hard = _HARD.match(text, cell.end) or _HARD.search(text, max(0, cell.start - 2), cell.start)
    return bool(
        hard
        or (
            (begins or _ROW_BEGINS.search(text, max(0, cell.start - 54), cell.start))
            and (ends or cued or _ROW_ENDS.match(text, cell.end))
        )
    )


def _no_account(text: str, cell: _Cell, kinds: set[str]) -> bool:
    """Whether these digits are a date, everybody's number, a sum, a serial, or the postcode of the address beside."""
    value = text[cell.start : cell.end]
    day = value if len(value) == _LOCAL else value + "01" if len(value) == _SHORT else ""
    return (
        bool(day and date(int(day[:4]), int(day[4:6]), int(day[6:])))
        or decoys.hotline(value)
        or decoys.monotone(value)
        or decoys.amount(text, cell.start, cell.end)
        or decoys.in_link(text, cell.start)
        or (len(value) == _SHORT and "home_address" in kinds)
    )


_YEAR = re.compile(r"20[0-2]\d")


def _doubtful(value: str, kinds: set[str], *, alone: bool) -> bool:
    """Whether a number may well be something else than a QQ number."""
    phone = "phone_number" in kinds
    return (
        not alone
        or len(value) <= _SHORT
        or (len(value) <= _LOCAL and not phone)
        or (
            len(value) == _LONGEST_QQ
            and (_YEAR.match(value) is not None or (value[0] == "1" and value[1] > "2" and not phone))
        )
    )
