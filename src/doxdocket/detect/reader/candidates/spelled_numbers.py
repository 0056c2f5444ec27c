r"""Numbers that words tell: a part with its place (尾号, 开头) or put right, pieces of one mobile far apart, the same as above.

Each pattern reads a few characters around a number that `runs` found; of what a part may be a part, every kind that has parts is
proposed. Left out: riddles, dates that stand for codes.

>>> from doxdocket.detect.reader.tokens import lay
>>> from doxdocket.detect.reader.candidates.runs import atoms
>>> from doxdocket.text import read
>>> text = "开头是139，中间0000，1850收尾"
>>> [value for *_, value, verdict, _ in find(lay(text), atoms(read(text)), []) if verdict is Verdict.VALID][:1]
['13900001850']
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from doxdocket.bounds import spend
from doxdocket.detect.birth_date import number
from doxdocket.detect.check_digits import right
from doxdocket.detect.reader.candidate import Form, Proposal
from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT
from doxdocket.detect.reader.candidates.runs import LEADS_ON, Atom, Dress, Level, gap, rows_apart
from doxdocket.detect.reader.tokens import Text
from doxdocket.records import Verdict

_PARTS = ("phone_number", "bank_account", "id_number", "landline_number", "social_account", "payment_account")
_LEAD = re.compile(
    r"(?:last [0-9a-z]+(?: digits)?|end(?:s|ing)(?: with| in)?|starts?(?: with)?|begins?(?: with)?|尾号|尾数|[后前末头尾中][一二两三四五六七八九0-9间面头边]{1,2}(?:位|码|个字?)?|开头|结尾|前面|后面|[头尾]是|[前后上下][半]?截|[前后]头|收尾|末尾|接上|接着是?|(?<![一-鿿])[头腰中尾])[^\n\w]{0,3}(?:是|为|系|写)?[^\n\w]{0,2}$"
)
_TRAIL = re.compile(r"[^\n\w]{0,2}(?:开头|打头|起头|字头|开始|收尾|结尾|后[一-鿿0-9]位|[.·…_]{2})")
_HEAD = re.compile(r"\W{0,3}(?:开头|打头|起头)\W{0,3}")
_END = re.compile(r"\W{0,2}(?:收尾|结尾)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_NEAR, _FAR = 60, 240  # characters between pieces; between pieces of three digits or more
_MOST_PIECES = 5
_DIGITS, _LONGEST = 11, 18
_X = re.compile(r" ?[xX×叉](?![\w*×])")


def find(text: Text, row: Sequence[Atom], found: Sequence[Proposal]) -> Iterator[Proposal]:
    """Everything that words tell of the numbers of a text."""
    yield from _parts(text.clean, row)
    yield from _pieces(text.clean, row)
    yield from _first_signs(text)
    yield from _placed(row)
    yield from _corrected(text.clean)
    yield from _same(text, found)


def _all(start: int, end: int, value: str, form: Form = Form.PARTIAL) -> Iterator[Proposal]:
    verdict = Verdict.PARTIAL if form is Form.PARTIAL else Verdict.DOUBTFUL
    for kind in _PARTS:
        yield start, end, kind, value, verdict, form


def _parts(clean: str, row: Sequence[Atom]) -> Iterator[Proposal]:
    """A number behind 尾号 or before 开头, and 152开头2677收尾 as one."""
    spend(len(row))
    at = 0
    while at < len(row):
        last = at  # atoms that marks alone part are one part
        while last + 1 < len(row) and last - at < 9 and gap(clean, row[last], row[last + 1]) <= Level.MARKS:
            last += 1
        start, end = row[at].start, row[last].end
        value = "".join([atom.digits for atom in row[at : last + 1]])
        if 2 <= len(value) <= 14 and "*" not in value:
            if _LEAD.search(clean, max(0, start - 24), start) or _TRAIL.match(clean, end):
                yield from _all(start, end, value)
            elif 7 <= len(value) <= 10 and value[0] == "1" and value[1] > "2":
                yield start, end, "phone_number", value, Verdict.PARTIAL, Form.PARTIAL
            elif value.startswith("62") and len(value) < 15:
                yield start, end, "bank_account", value, Verdict.PARTIAL, Form.PARTIAL
            head = _HEAD.match(clean, end)
            if head and last + 1 < len(row) and row[last + 1].start - head.end() < 6:
                tail = row[last + 1]
                closing = _END.match(clean, tail.end)
                yield from _all(start, closing.end() if closing else tail.end, f"{value}*{tail.digits}")
        at = last + 1


def _pieces(clean: str, row: Sequence[Atom]) -> Iterator[Proposal]:
    """Two to five pieces that make a mobile or a right citizen number: the whole, and each piece where other words stand between.

    What stands beside signs that hide is of a number of its own, and a cell of a row makes none with a cell of another row.
    """
    row = _with_days(clean, row)
    hidden = {
        edge
        for atom in row
        if atom.dress is Dress.MASK and not _X.match(clean, atom.start)
        for edge in (atom.start, atom.end)
    }
    row = [
        atom for atom in row if len(atom.digits) > 1 and atom.dress is not Dress.MASK and hidden.isdisjoint(atom[1:3])
    ]
    for first, atom in enumerate(row):
        number, ways = "", range(first, min(first + _MOST_PIECES, len(row)))
        spend(len(ways))
        for last in ways:
            piece = row[last]
            if len(number) >= _LONGEST or (
                last > first and (piece.start - row[last - 1].end > (_FAR if len(piece.digits) > 2 else _NEAR)
                                  or rows_apart(clean, row[last - 1].end, piece.start))
            ):  # fmt: skip
                break
            number += piece.digits
            tail = _X.match(clean, piece.end) if last > first and len(number) == _LONGEST - 1 else None
            turned = row[last].digits + atom.digits if last == first + 1 else number  # 后五位是…,前面…
            shown = (one for one in (number + "X" * bool(tail), turned) if _kind_of(one)) if last > first else iter(())
            if value := next(shown, None):
                end = tail.end() if tail and value[-1] == "X" else piece.end
                told = value.startswith(number) and all(
                    LEADS_ON.fullmatch(clean, one.end, two.start) for one, two in pairwise(row[first : last + 1])
                )
                yield atom.start, end, _kind_of(value), value, Verdict.VALID, Form.AROUND if told else Form.SPLIT
                if not told:
                    for one in (*((one.start, one.end) for one in row[first:last]), (piece.start, end)):
                        yield *one, _kind_of(value), value, Verdict.VALID, Form.SPLIT


_DAY = re.compile(
    rf"((?:18|19|20)[0-9]{{2}}|[一二][{''.join(HAN_DIGIT)}]{{3}})年([0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月([0-9]{{1,2}}|[一二三四五六七八九十廿]{{1,3}})[日号]?"
)


def _with_days(clean: str, row: Sequence[Atom]) -> list[Atom]:
    """A day as a citizen number holds it, in place of the digits in it: 1893年4月12日 for 18930412."""
    days = []
    for match in _DAY.finditer(clean):
        year, *rest = (one.replace("廿", "二十") for one in match.groups())
        parts = [number(one) for one in rest]
        days.append(
            Atom("".join(map(_plain, year)) + "".join(f"{one:02d}" for one in parts), *match.span(), Dress.WORD)
        )
    spend(len(days))
    return (
        sorted([*days, *(one for one in row if not any(day.start <= one.start < day.end for day in days))], key=_START)
        if days
        else list(row)
    )


_START = attrgetter("start")


def _kind_of(number: str) -> str:
    """What a number that pieces make shows itself to be, if anything."""
    if len(number) == _DIGITS:
        return "phone_number" if _MOBILE.fullmatch(number) else ""
    return "id_number" if right(number) else ""


def _first_signs(text: Text) -> Iterator[Proposal]:
    """Lines or clauses that each begin with a numeral: their first signs together."""
    clean = text.clean
    for parts in (text.lines, text.clauses):
        signs: list[int] = []
        spend(len(parts))
        if len(parts) < _DIGITS:
            continue
        for start, _ in (*parts, (len(clean), 0)):
            sign = clean[start : start + 1]
            if sign in HAN_DIGIT or sign.isdigit():
                signs.append(start)
                continue
            if not signs:
                continue
            value = "".join([HAN_DIGIT.get(clean[at], clean[at]) for at in signs])
            if _MOBILE.fullmatch(value):
                yield signs[0], signs[-1] + 1, "phone_number", value, Verdict.VALID, Form.SPLIT
                for at in signs:
                    yield at, at + 1, "phone_number", value, Verdict.VALID, Form.SPLIT
            signs = []


def _placed(row: Sequence[Atom]) -> Iterator[Proposal]:
    """Digits each behind a circled number that says its place: ②3 ①1 ③9."""
    pairs: list[tuple[Atom, Atom]] = []
    spend(len(row))
    for sign, digit in pairwise(row):
        if (
            sign.dress is Dress.SIGN
            and len(digit.digits) == 1
            and sign.end == digit.start
            and digit.dress is not Dress.SIGN
        ):
            pairs.append((sign, digit))
        elif pairs and sign is not pairs[-1][1]:
            pairs = []
        if len(pairs) < 7:
            continue
        places = {int(one.digits): two.digits for one, two in pairs if one.digits.isdigit()}
        value = "".join([places[at] for at in sorted(places)])
        if len(pairs) == len(places) == max(places, default=0) and _MOBILE.fullmatch(value):
            yield pairs[0][0].start, pairs[-1][1].end, "phone_number", value, Verdict.VALID, Form.AROUND
            pairs = []


def _plain(sign: str) -> str:
    return HAN_DIGIT.get(sign, sign)


_D = "".join(HAN_DIGIT)
_CORRECTED = re.compile(
    r"(?:倒数)?(?:最后|[末尾]|第[一二三四五六七八九十0-9]{1,3}|[前后][一二两三四五六七八0-9])[^\n。;]{0,10}?"
    rf"(?:(?:改[成为作]|换成?|变成|[应实](?:该是|[是为作])|应当[是为]|(?<![不唔])[是係系]) ?([0-9{_D}]{{1,8}})(?!位)(?:(?:不是|唔[係系])[0-9{_D}]{{1,4}})?"
    rf"|(?:不是|唔[係系]) ?[0-9{_D}]{{1,4}}[,， ]?(?:而?是|[係系]) ?([0-9{_D}]{{1,8}}))"
)


def _corrected(clean: str) -> Iterator[Proposal]:
    """最后一位改成3: what replaces a part of a number that stands elsewhere, perhaps in another post; alone and with its words."""
    for match in _CORRECTED.finditer(clean):
        spend()
        said = 1 if match[1] else 2
        value = "".join([_plain(sign) for sign in match[said]])
        for start in (match.start(), match.start(said)):
            yield from _all(start, match.end(), value)


_SAME = re.compile(r"(?:[跟和与同]|就是)(?:上面?|前面?|旧的|第一个|前一个|上一个)|同 上|上面那[串个]")
_CHANGED = re.compile(r"[^\n。;)]{0,14}?[换改变加减差][^\n。;)]{0,14}")
_NEW_END = re.compile(r"[^0-9首]{0,12}([0-9]{1,4})(?:[结收]尾|$)")
_LIKE = "跟和与同就"
"""Signs with which a likeness begins, as in 跟上面一样 and 同上; else it points to something, as 上面那个 does."""
_DENIED = re.compile(r"[^\n。!?;]{0,6}?(?:不是|不对|[搞弄打写发]?错|有误|作废|打不通|空号|停机|停用|假)")
_NOT = re.compile(r"(?:[不没别非勿]|不是|并非)$")
_MOST_KINDS = 16


def _same(text: Text, found: Sequence[Proposal]) -> Iterator[Proposal]:
    """同上, 同上换成8结尾: the kinds of the values before it, with the last one's value and what is said to be new at its end."""
    clean = text.clean
    if not _SAME.search(clean):
        return
    values = sorted(found, key=lambda one: one[1])
    before: dict[
        str, tuple[int, str]
    ] = {}  # where the last value of each kind begins, and itself, the latest kind last
    at = 0
    for match in _SAME.finditer(clean):
        spend()
        while at < len(values) and values[at][1] <= match.start():
            begin, _, kind, value, _, form = values[at]
            at += 1
            if form is not Form.PARTIAL:
                before.pop(kind, None)
                before[kind] = begin, value
        low = max(0, match.start() - _FAR)
        first = max(low, *(clean.rfind(mark, low, match.start()) for mark in "。!?;\n"))  # of the sentence
        changed = _CHANGED.match(clean, match.end())
        pointed = not changed and match[0][0] not in _LIKE
        denied = not changed and _DENIED.match(clean, match.end())
        if denied or _NOT.search(clean, max(0, match.start() - 4), match.start()):
            continue
        ends = {match.end(), changed.end() if changed else match.end()}
        tail = _NEW_END.fullmatch(changed[0]) if changed else None
        for kind, (begin, value) in list(before.items())[-_MOST_KINDS:]:
            if pointed and begin >= first:  # of what stands in the same sentence nobody says: the one above
                continue
            new = value[: -len(tail[1])] + tail[1] if tail else value
            for end in ends:
                yield match.start(), end, kind, new, Verdict.DOUBTFUL, Form.AROUND
