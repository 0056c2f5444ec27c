r"""Lists of calls and messages, slips of parcels and talks of two: what is one, who called, wrote or sent, when and how often, and what its owner noted of it.

>>> notes(Read(("时间,号码,备注\n2026-11-26 10:30,132 0000 9008,说要弄死我\n",)))
{'13200009008': [('2026-11-26 10:30', '说要弄死我')]}
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from doxdocket.kit.screen import (
    A_NUMBER,
    CLOCK,
    DAY_LINE,
    DIGITS,
    DIGITS_OF,
    FEW,
    NEAR,
    NUMBER,
    STATE,
    STATUS,
    TIME,
    WHEN,
    WHOLE_MOMENT,
    Read,
    Seen,
    bare_numbers,
    digits,
    in_middle,
    line_of,
    number,
    plain,
    proof,
    rows,
    standing,
    stands,
    text_of,
)
from doxdocket.kit.signs import sign

_LONGEST: Final = 15
"""Digits of a telephone number (ITU-T E.164)."""


def _alone(text: str) -> Iterator[tuple[int, int]]:
    r"""Numbers that stand in a cell of a list of calls or messages by themselves, beside moments and states: who called or wrote. Of a line with two nobody can tell which it is; whom the owner called is none.

    >>> text = "来电 13900001872 (3)\t03:10\n13900001862\n呼出 3分\n机主 13900001850"
    >>> [text[start:end] for start, end in _alone(text)]
    ['13900001872']
    """
    if sign("bill").search(text):
        yield from _billed(text)
        return
    rest, found, at = bare_numbers(text), dict[int, list[tuple[int, int]]](), 0
    lines = text.split("\n")
    for n, line in enumerate(lines):
        after = lines[n + 1] if n + 1 < len(lines) else ""
        if not sign("outgoing").search(line) and not sign("outgoing").match(after.strip()):
            for cell in re.finditer(r"[^\t,，;|]+", rest[at : at + len(line)]):
                number = DIGITS.search(cell[0])
                if (
                    number
                    and len(re.sub(r"\D", "", number[0])) <= _LONGEST
                    and not re.search(r"\w", STATE.sub("", sign("call_cell").sub("", cell[0].replace(number[0], ""))))
                ):
                    first = at + cell.start() + number.start()
                    found.setdefault(n, []).append((first, first + len(number[0])))
        at += len(line) + 1
    yield from (some[0] for some in found.values() if len(some) == 1)


_CELL = re.compile(r"[^\t,，;|: ：]+")


def _billed(text: str) -> Iterator[tuple[int, int]]:
    """The same of a carrier's list: the one number of each row that has a moment, but for those whom the owner called or wrote to."""
    rest, at = bare_numbers(text), 0
    for line in text.split("\n"):
        if WHEN.search(line) and not _outgoing(line, bill=True) and not sign("bill_owner").search(line):
            cells = [(at + one.start(), one[0]) for one in _CELL.finditer(rest[at : at + len(line)])]
            numbers = [
                (start, cell)
                for start, cell in cells
                if re.fullmatch(r"[+＋]?\d[\d-]{5,17}", cell) and 7 <= len(digits(cell)) <= _LONGEST
            ]
            if len(numbers) == 1:
                yield numbers[0][0], numbers[0][0] + len(numbers[0][1])
        at += len(line) + 1


def _told(text: str, start: int, end: int) -> str:
    """What a list says of a number: its line, and the next if it names no number and no other moment: on a telephone's screen it tells how often, and whether it was answered."""
    first, last = line_of(text, start, end)
    after = text[last + 1 : line_of(text, last + 1, last + 1)[1]]
    line = text[first:last]
    if WHEN.search(line) and _HOW_LONG.fullmatch(after):
        return f"{line}\t{after}"
    more = WHEN.search(line) and (WHEN.search(after) or not re.search(STATE, after))
    return line if more or DIGITS.search(bare_numbers(after)) else f"{line}\t{after}"


def _withheld(text: str) -> list[tuple[int, int]]:
    """Calls of a number that was withheld: rows with a moment and no number, and no name before the word for it; each once."""
    told = dict[int, tuple[int, int]]()
    for found in sign("withheld").finditer(text):
        line, first = _told(text, *found.span()), line_of(text, *found.span())[0]
        before = STATE.sub("", sign("call_cell").sub("", WHEN.sub("", text[first : found.start()])))
        if WHEN.search(line) and not (DIGITS.search(bare_numbers(line)) or re.search(r"[^\W\d]|\d{3}", before)):
            told.setdefault(first, found.span())
    return [*told.values()]


def _outgoing(line: str, *, bill: bool) -> bool:
    """Whether a row is of whom the owner called or wrote to; on a carrier's list (``bill``) 主叫 says so too."""
    return sign("outgoing").search(line) is not None or (bill and sign("outgoing_bill").search(line) is not None)


def list_of_calls(text: str) -> str:
    """``calls`` where at least three lines are a number by itself and a moment, or what follows on it says that it was a call, or where several numbers wrote, by its head or the word before each."""
    if text_of(text).several and (text_of(text).messages or sign("sent_by").search(text)):
        return "calls"
    dated = 0
    for start, end in _alone(text):
        dated += WHEN.search(_told(text, start, end)) is not None
    return "calls" if dated >= 3 else ""


def talk_of_two(text: str) -> str:
    r"""``private`` where a screen is a talk with one person, by its head: a number, or a word for one of the family; or a list of who wants to be a friend.

    >>> (
    ...     talk_of_two("07:10\t5G 78%\n17000001093\n接电话"),
    ...     talk_of_two("08:31\n爸爸\n在吗"),
    ...     talk_of_two("22:36\n吃瓜群(486)\n1"),
    ... )
    ('private', 'private', '')
    """
    head = next((line for line in text.split("\n")[:4] if not STATUS.fullmatch(line)), "")
    return (
        "private"
        if (A_NUMBER.fullmatch(head) and not text_of(text).several)
        or sign("one_person").fullmatch(head)
        or len(sign("friend_request").findall(text)) > 1
        else ""
    )


def of_two(reading: Any) -> str:
    """``private`` where a screen is a talk of two by its sides: a name alone as its head, or an account with when it was last there below it, and what two say, each at a side, with no name over what is said."""
    lines = [one for one in reading.lines if len(one.text.strip()) > 1 and not STATUS.fullmatch(one.text)]
    if len(lines) < FEW or not _ALONE.fullmatch(lines[0].text.strip()) or sign("app_bar").search(lines[0].text):
        return ""
    if any(map(sign("floor").match, (one.text for one in lines))):
        return ""
    below = [one for one in lines[1:] if not (CLOCK.search(one.text) or DAY_LINE.fullmatch(one.text))]
    with_whom = [one for one in below[:2] if sign("talks_with").search(one.text)]
    said = [one for one in below if one not in with_whom and len(re.findall(r"[\u3400-\u9fff]", one.text)) > 2]
    ours = [
        one
        for one in said
        if 4 * one.box.left > reading.width and 4 * (one.box.left + one.box.width) > 3 * reading.width
    ]
    theirs = [one for one in said if one not in ours and not in_middle(one.box.left, one.box.width, reading.width)]
    named = max(Counter(one.text.strip() for one in theirs).values(), default=0) > 1
    column = max((abs(one.box.left - theirs[0].box.left) for one in theirs), default=0) < 2 * max(
        (one.box.height for one in theirs), default=0
    )
    return "private" if ours and theirs and column and not named else ""


_ALONE = re.compile(r"(?!.*(?:群|频道|论坛|成员|订阅|评论|贴吧))[^\n(（\d:：，。]{2,12}")


def is_slip(text: str) -> bool:
    """Whether a picture is the slip of a parcel by its words: two of those that stand on one."""
    return len(set(sign("parcel").findall(text))) >= 2


_WAYBILL = re.compile(
    r"(?:运单|快递单|物流单|单号)(?:编?号码?)?[：:\s]*([A-Za-z]{0,6}\d(?:[ -]?\d){7,19})|(?<![A-Za-z\d])([A-Za-z]{2,6}\d{8,18})(?!\d)"
)
"""The number of its waybill, by the word before it or the letters that it begins with."""


def waybills(read: Read) -> Iterator[str]:
    """The digits of the numbers of waybills that stand on a parcel: of nobody; what has the form of a mobile, or the label of an account, is none."""
    for text in read.texts:
        for found in _WAYBILL.finditer(text):
            number = digits(found[1] or found[2])
            if not _MOBILE.fullmatch(number) and not _LABELLED.match(found[2] or ""):
                yield number


_MOBILE = re.compile(r"1[3-9]\d{9}")
_LABELLED = re.compile(r"(?i)tel|phone|mobile|call|qq|wx|vx|weixin|wechat|tg|id")
_ADDRESS = re.compile(r"\n[ \t]*地址[^\n]*")


def _sent(text: str) -> Iterator[tuple[int, int]]:
    r"""Where on a parcel its sender stands; an address on the line below is the sender's only where the receiver's stood before.

    >>> (
    ...     [found for found in _sent("寄件人：花店\n地址：松声路")],
    ...     [found for found in _sent("收件人：甲\n地址：乙\n寄件人：花店\n地址：丙")],
    ... )
    ([(0, 6)], [(11, 22)])
    """
    for found in sign("sender").finditer(text):
        below = _ADDRESS.match(text, found.end()) if _ADDRESS.search(text, 0, found.start()) else None
        yield found.start(), (below or found).end()


def senders(read: Read, what: str) -> Iterator[Seen]:
    """Who called, wrote or sent: of a list of calls the numbers by themselves (``_alone``), of a parcel what stands behind the word for its sender; of anything else nobody."""
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    bills = set(waybills(read)) if what == "parcel" else set()
    for at, text in enumerate(read.texts if what in ("calls", "parcel") else ()):
        where = list(_alone(text)) if what == "calls" else list(_sent(text))
        hits = [one for one in read.hits if one.text == at and one.where == "text" and one.value]
        kinds = DIGITS_OF if what == "calls" else None
        told = [
            one
            for one in hits
            if (not kinds or one.kind in kinds)
            and not proof(one)
            and digits(one.value) not in bills
            and any(a - 1 <= one.start and one.end <= b for a, b in where)
        ]
        yield from told
        for start, end in where if what == "calls" else rows(text):
            if (
                any(a <= start and end <= b for a, b in where)
                and not any(one.start < end and start < one.end for one in told)
                and digits(text[start:end]) not in bills
            ):
                value = re.sub(r"\D", "", text[start:end])
                boxes = tuple(box for first, last, box in read.lines if start < last and first < end)
                sort = "landline_number" if _LANDLINE.fullmatch(value) else "phone_number"
                yield Seen(at, start, end, sort, "doubtful", value, mask(sort, value), boxes=boxes, sure=False)


_LANDLINE = re.compile(r"0[1-9]\d{8,10}")
_NEAR_DAY = re.compile(
    r"((?:今天|昨天|前天|星期.|周[一二三四五六日]|(?<!\d)\d{1,2}月\d{1,2}[日号](?=(?:\s?(?:星期|周)[一二三四五六日天])?)))?(?:(?<=[日号])\s?(?:星期|周)[一二三四五六日天])?\s{0,3}((?:[上下中]午|凌晨|早上|晚上))?\s{0,3}$"
)
"""What stands before a time: its day and the part of it, as a screen shows them."""


_ITS_DAY = re.compile(r"今天|昨天|前天|星期.|周[一二三四五六日]|(?<!\d)\d{1,2}月\d{1,2}[日号]")
STATES: Final = ("missed", "declined", "answered")
"""What a list says of a call that came in; of one of which it says none of these, or two, nobody knows."""
TEXTS: Final = ("text", "code")
"""What a list says of a message: one with a code of a service, or any other."""
_HOW_LONG = re.compile(
    r"[^\w\n]{0,3}(?:呼入|呼出|[来去]电|已接|接通|已拨|拨[出打]|通话)(?:来电|去电|电话)?[\s:：时长]{0,4}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s{0,3}"
)
"""A line of a telephone's screen that tells of the call above it how long it was, which is no moment."""


def _shown(line: str) -> list[str]:
    """The moments of a row, each with its day as shown."""
    when = list[str]()
    for found in WHEN.finditer(line):
        near = _NEAR_DAY.search(line, max(0, found.start() - 20), found.start())
        day = " ".join(filter(None, near.groups())) if near else ""
        when.append(f"{day} {found[0]}" if day else found[0])
    return when or [found[0] for found in _ITS_DAY.finditer(line)][:1]


_NEAREST: Final = ("前天", "昨天", "今天")


def order(moment: str) -> tuple[int, list[int], str]:
    """Where a moment of one list stands: those with a year, with month and day, with a day by that on which it was shown, with none."""
    if near := NEAR.match(moment):
        return 2 + (_NEAREST.index(near[0]) + 1 if near[0] in _NEAREST else 0), [], moment
    dated = re.match(r"\d{1,2}[-./月]\d{1,2}", moment)
    clock = re.match(r"\d{1,2}[:：]", moment)
    return (
        6 if clock else 1 if dated else 0,
        [int(each) for each in re.findall(r"\d{1,4}", moment)] if dated else [],
        moment,
    )


def called(read: Read, value: str) -> tuple[int, list[str], tuple[tuple[str, str, int], ...]]:
    r"""How often a list of calls names a number as who called (``value`` empty: one that was withheld), the moments of these calls, in their order, and of each row its moment, what it says of the call (``STATES``, ``outgoing``, or nothing), or that it is a message (``TEXTS``), and how many it counts.

    >>> text = "信息\n106900001234等\n106900001234\t11/27 02:01\n【某团】您的验证码208309，5分钟内有效"
    >>> called(Read((text,)), "106900001234")
    (0, [], (('11/27 02:01', 'code', 1),))
    """
    times, moments, rows_, before = 0, list[str](), list[tuple[str, str, int]](), set[str]()
    for text in read.texts:
        here, bill = list[str](), sign("bill").search(text) is not None
        spans = standing(value, text) if value else _withheld(text)
        for start, end in spans[_in_head(text, spans) :]:
            line = _told(text, start, end)
            when = _shown(line)
            when = [one for one in when if re.search(r"[-./年月]|20\d\d", one)] or when[
                :1
            ]  # beside a date a time is how long it was
            if when and re.search(TIME, when[0]) and plain(when[0]) in before:
                continue  # a page of a PDF is read as its text and as a picture
            found = re.search(r"[(（](\d{1,3})[)）]", line)
            count = int(found[1]) if found else 1
            if _outgoing(line, bill=bill):
                rows_.append((when[0] if when else "", "outgoing", count))
                continue
            if kind := _written(text, line):
                rows_.append((when[0] if when else "", kind, count))
                before |= set(map(plain, when))
                continue
            told = [state for state in STATES if sign(state).search(line)]
            rows_.append((when[0] if when else "", told[0] if len(told) == 1 else "", count))
            times += count
            here += when
        before |= set(map(plain, here))
        moments += here
        if (
            value
            and read.form == "private"
            and (sent := [line.strip() for line in text.split("\n") if WHOLE_MOMENT.fullmatch(line.strip())])
        ):
            times, moments, rows_ = (
                0,
                [],
                [(one, "text", 1) for one in sent],
            )  # a talk with it: a moment over each message
    return times, sorted(moments, key=order), tuple(rows_)


def _in_head(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """How many of these stand in the head of a screen, over all moments, which names the number of a row below once more."""
    first = next((found.start() for found in WHEN.finditer(text) if "\n" in text[: found.start()]), len(text))
    over = sum(line_of(text, *span)[1] < first for span in spans)
    return over if over < len(spans) else 0


def _written(text: str, row: str) -> str:
    """Whether a row of a list tells of a message, not of a call: ``code`` of a service, ``text`` of any other; by its own words, or by the head of a screen that tells no state of a call."""
    said = sign("message_says").search(row)
    if not (said or sign("message").search(row) or text_of(text).messages):
        return ""
    return "code" if sign("code").search(row) else "text"


def dialled(read: Read, value: str) -> bool:
    """Whether a list of calls tells that its owner called or wrote to this number."""
    return any(
        _outgoing(_told(text, *span), bill=sign("bill").search(text) is not None)
        for text in read.texts
        for span in standing(value, text)
    )


_CELLS = re.compile(r"[\t,，;；|]")


def contact(read: Read, value: str) -> str:
    """Under which name a list of calls with a column of names has a number; nothing where it has none."""
    for text in read.texts:
        at = None
        for line in text.splitlines():
            cells = [cell.strip() for cell in _CELLS.split(line)]
            if (
                at is not None
                and at < len(cells)
                and cells[at]
                and stands(value, line)
                and not sign("withheld").search(cells[at])
            ):
                return cells[at]
            if at is None and not DIGITS.search(bare_numbers(line)):
                at = next(
                    (n for n, cell in enumerate(cells) if sign("contact_head").search(cell) and len(cells) > 2), None
                )
    return ""


def notes(read: Read) -> dict[str, list[tuple[str, str]]]:
    r"""What a list of calls with a column of remarks says of each number (as ``number`` tells it, else its digits), with the moment of each row.

    >>> notes(Read(("时间,号码,备注\n2026-11-26 10:30,132 0000 9008,说要弄死我\n",)))
    {'13200009008': [('2026-11-26 10:30', '说要弄死我')]}
    """
    told = defaultdict[str, list[tuple[str, str]]](list)
    for text in read.texts if any(map(sign("remark_head").search, read.texts)) else ():
        at, named = None, False
        for line in text.splitlines():
            cells = [cell.strip() for cell in _CELLS.split(line)]
            if at is not None and at < len(cells) and cells[at]:
                runs = (found[0] for found in NUMBER.finditer(bare_numbers(line)))
                for value in dict.fromkeys(number(run) or digits(run) for run in runs):
                    told[value].append((next(iter(_shown(line)), ""), cells[at]))
            if not named and not DIGITS.search(bare_numbers(line)) and len(cells) > 2:
                named = True
                at = next((n for n, cell in enumerate(cells) if sign("remark_head").fullmatch(cell)), None)
    return dict(told)


CELL_OF = re.compile(r"[^\t\r\n,，;；|]+")
