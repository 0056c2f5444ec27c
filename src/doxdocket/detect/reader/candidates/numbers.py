r"""Every reading of every number of a text: the rows of `runs` asked for the kinds of `kinds`, what the helpers read, and days as
they are written: 1893-04-12, 93年4月12日, 腊月十九, 0412, a feast; years may stand alone before 生.

Digits that show themselves (a mobile, a right check digit) count however they are parted or glued; all else must be whole
and stand in one line or in lines that follow one another. A window has at most two dozen kinds, an atom at most 21 windows.
Helpers: `codes`, `plates`, `accounts`, `spelled_numbers`, `ciphers`.

>>> from doxdocket.text import read
>>> found = offers(Page(read("手机壹三⑨ 0000-一八五零，卡尾号1850")))
>>> next((*one[:2], one[3], one[4].value, one[5].value) for one in found if one[2] == "phone_number")
(2, 15, '13900001850', 'valid', 'around')
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from doxdocket.bounds import spend
from doxdocket.detect.check_digits import born, identity
from doxdocket.detect.reader.candidate import Form, Generator, Offer, Proposal
from doxdocket.detect.reader.candidates import accounts, ciphers, codes, kinds, plates, spelled_numbers
from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT
from doxdocket.detect.reader.candidates.runs import Atom, Dress, Level, Window, gaps, glued, is_letter, regular, windows
from doxdocket.detect.reader.page import Page
from doxdocket.records import Verdict
from doxdocket.text import Reading

_X = re.compile(r"[^\w\n]{0,3}[xX×叉ХхΧχ✕✖✗✘╳]")
_X_FIRST = re.compile(r"[xX×叉ХхΧχ✕✖✗✘╳][^\w\n]{0,3}$")
_EXTENSION = re.compile(r" ?(?:转|分机|[eE]xt\.?) ?([0-9]{1,5})")
_COVERED = frozenset({"phone_number", "landline_number", "verification_code"})  # told in groups with words between
_BACKWARDS = re.compile(r"[倒反逆翻镜颠]|右往左|右到左|后往前|从后|revers|backward", re.IGNORECASE)
_BY_NINE = re.compile(r"[用以]?九(?:去)?减|减(?:去)?九|9减")
_SHIFTED = re.compile(r"每[位个][数字]{0,2}都?([加减])[一1]")
_PLAIN_GAPS = frozenset(("", "-", "."))
_LEFTWARDS = frozenset("\u202e\u2067\u200f\u202b")
_FEWEST, _FEWEST_APART = 3, 8  # digits that may mean anything; with words between
_MOBILE, _BODY = 11, 17
_NEAR = 16  # characters in which words tell that a number which shows itself is another one turned
_MOST_INSIDE = 400  # digits of one stretch in which numbers are looked for that are glued together


def offers(page: Page) -> list[Offer]:
    """All candidates of a text, each span, kind and value once; whoever decides makes few of these rows into candidates."""
    reading, clean, text = page.reading, page.clean, page.text
    row, about = page.atoms, kinds.words(clean)
    parts: dict[Generator, list[Proposal]] = {
        Generator.RUN: [*_beside_days(row, clean, about, _keys(reading)), *_inside(row)],
        Generator.CODE: [*codes.find(text, row, about)],
        Generator.PLATE: [*plates.find(clean)],
        Generator.ACCOUNT: [*accounts.find(text, about)],
        Generator.CIPHER: [*ciphers.find(text, row)],
        Generator.DAY: [*_days(clean)],
    }
    parts[Generator.SAID] = [*spelled_numbers.find(text, row, [one for found in parts.values() for one in found])]
    best: dict[tuple[int, int, str, str], Offer] = {}
    measured = [match.span() for match in _MEASURED.finditer(clean)]
    for source, found in parts.items():
        for one in _but_measured(found, measured):
            before = best.get(one[:4])
            if before is None or (one[4] is Verdict.VALID and before[4] is not Verdict.VALID):
                best[one[:4]] = (*one, source)
    return sorted(best.values(), key=itemgetter(0, 1))


def _but_measured(found: Sequence[Proposal], places: Sequence[tuple[int, int]]) -> Iterator[Proposal]:
    """But what holds a part of such a place of the text.

    >>> [*_but_measured([(4, 17, "phone_number", "13121104741", Verdict.VALID, Form.AROUND)], [(0, 8), (9, 18)])]
    []
    """
    spend(len(found) if places else 1)
    firsts = [first for first, _ in places]
    for one in found:
        at = bisect_right(firsts, one[1] - 1) - 1
        if at < 0 or places[at][1] <= one[0]:
            yield one


_MEASURED = re.compile(
    r"(?:(?<![A-Za-z])[NSEWnsew]|[北南]纬|[东東西][经經]) ?[:=]?[0-9]{1,3}\.[0-9]{3,8}(?![0-9])"
    r"|(?<![a-z])(?:t|ts|time|timestamp|[a-z]{2,8}(?:_at|_ts|_time)) ?[=:] ?1[5-9][0-9]{8}(?:[0-9]{3})?(?![0-9])",
    re.IGNORECASE,
)
"""A place on the map (N29.1312) and a second counted since 1970 (t=1764012455) are no numbers of anybody."""


def _keys(reading: Reading) -> list[dict[int, int] | None]:
    """Ways to change digits that a text tells: None reads from the end, a table gives each digit another."""
    told: list[dict[int, int] | None] = [None] if _said_backwards(reading) else []
    if _BY_NINE.search(reading.clean):
        told.append(str.maketrans("0123456789", "9876543210"))
    if shifted := _SHIFTED.search(reading.clean):
        other = "9012345678" if shifted[1] == "加" else "1234567890"
        told += [str.maketrans("0123456789", other), str.maketrans(other, "0123456789")]
    return told


def _said_backwards(reading: Reading) -> bool:
    """Whether a text says, or its bidi marks show, that something is to be read from its end."""
    return not _LEFTWARDS.isdisjoint(reading.raw) or _BACKWARDS.search(reading.clean) is not None


def _beside_days(
    row: Sequence[Atom], clean: str, about: frozenset[str], keys: Sequence[dict[int, int] | None]
) -> Iterator[Proposal]:
    """What windows are; of a whole day with other digits beside it (30/09/2011 9038 4462) only what shows itself, and those without it."""
    days = [match.span() for match in _WHOLE_DAY.finditer(clean)]
    if not days:
        yield from _of_windows(row, clean, about, keys)
        return
    spend(len(row) + len(days))
    firsts = [first for first, _ in days]
    inside = [at > 0 and atom.start < days[at - 1][1] for atom in row if (at := bisect_right(firsts, atom.start)) >= 0]
    places = [n for n, of_day in enumerate(inside) if not of_day]
    for one in _of_windows(row, clean, about, keys):
        at = bisect_right(firsts, one[1] - 1)
        held = at > 0 and one[0] < days[at - 1][1]
        whole = one[2] == "id_number" or kinds.certain(one[3])  # a citizen number holds a day, whatever its check digit
        if not held or days[at - 1][0] <= one[0] < one[1] <= days[at - 1][1] or whole:
            yield one
    yield from _of_windows([row[n] for n in places], clean, about, keys, [-1, *places, len(row)])


def _of_windows(
    row: Sequence[Atom],
    clean: str,
    about: frozenset[str],
    keys: Sequence[dict[int, int] | None],
    places: Sequence[int] = (),
) -> Iterator[Proposal]:
    """``places``: of atoms from which some are left out, where each stood among all, with an edge before and behind: only what changes by that is told."""
    apart = _FEWEST if "verification_code" in about else _FEWEST_APART
    for window in windows(row, clean, _FEWEST, apart):
        number, start, end, level, first, last = window
        n = len(number)
        if places and places[last + 2] - places[first] == last - first + 2:
            continue  # it and what stands beside it are as they were
        if "*" in number:
            yield from _of_hidden(window, row, clean, about)
            continue
        if level is Level.COVER:
            if n < _MOBILE and n < 2 * (last - first + 1):
                continue
            readings = _covered(window, row, about)
        else:
            readings = kinds.certain(number)
            if not glued(window, row):
                more = kinds.digits(number, about, plus=clean[start - 1 : start] == "+")
                readings += more if regular(window, row, clean) else [one for one in more if one[1] is Verdict.VALID]
        if n == 17 and born(number) and (tail := _X.match(clean, end)):
            yield from _made(window._replace(end=tail.end()), row, clean, number + "X", _with_x(number, about), None)
        for key in _ways(window, clean, keys):
            tail = _X.match(clean, end) if n == _BODY and key else None
            head = _X_FIRST.search(clean, max(0, start - 4), start) if n == _BODY and not key else None
            other = (number.translate(key) if key else number[::-1]) + "X" * bool(tail or head)
            changed = window._replace(start=head.start() if head else start, end=tail.end() if tail else end)
            yield from _made(changed, row, clean, other, kinds.certain(other), Form.AROUND)
        if readings:
            yield from _made(window, row, clean, number, readings, None)
            if any(kind == "landline_number" for kind, _ in readings) and (more_ := _EXTENSION.match(clean, end)):
                longer = window._replace(end=more_.end())
                inner = [("landline_number", Verdict.VALID)]
                yield from _made(longer, row, clean, f"{number}-{more_[1]}", inner, None)


_WHOLE_DAY = re.compile(
    r"(?<![0-9])(?:(?:0?[1-9]|[12][0-9]|3[01])([-/.])(?:0?[1-9]|1[0-2])\1(?:18|19|20)[0-9]{2}|(?:18|19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12][0-9]|3[01]))(?![0-9])"
)


def _ways(window: Window, clean: str, keys: Sequence[dict[int, int] | None]) -> Sequence[dict[int, int] | None]:
    """The ways in which the digits of a window may be changed: those that show themselves only beside words that say so."""
    if not keys or len(window.digits) not in (11, 17, 18) or window.level > Level.LINE:
        return ()
    told = _BACKWARDS.search(clean, max(0, window.start - _NEAR), window.end + _NEAR)
    return keys if told or not kinds.certain(window.digits) else ()


def _lettered(window: Window, row: Sequence[Atom], clean: str) -> bool:
    """Whether a letter that is hardly a digit (S3917042) begins or ends a window: then what may hold letters is read as written (`codes`)."""
    return any(is_letter(row[at], clean) for at in (window.first, window.last))


def _of_hidden(window: Window, row: Sequence[Atom], clean: str, about: frozenset[str]) -> Iterator[Proposal]:
    number, n = window.digits, len(window.digits)
    if window.last > window.first + 1 and len(row[window.first].digits) == _BODY:
        return  # the X of a citizen number, and what follows it
    bare = number.replace("*", "") + "X" * (clean[window.end - 1] in "xX")
    if "**" not in number and (shown := kinds.certain(bare)):  # 138*0000*1850: signs that part, not hide
        yield from _made(window, row, clean, bare, shown, Form.AROUND)
    if (
        window.level <= Level.MARKS
        and n > 3
        and n - number.count("*") > 1
        and not glued(window, row)
        and regular(window, row, clean)
    ):
        plus = clean[window.start - 1 : window.start] == "+"
        value = number[:-1] + "X" if n == 18 and clean[window.end - 1] in "xX" else number
        yield from _made(window, row, clean, value, kinds.hidden(number, about, plus=plus), Form.MASKED)


def _covered(window: Window, row: Sequence[Atom], about: frozenset[str]) -> list[kinds.Reading]:
    """What digits with words between may be: what shows itself, and telephones and codes that are told in groups."""
    number, n = window.digits, len(window.digits)
    readings = kinds.certain(number) if n >= _MOBILE else []
    if n >= 2 * (window.last - window.first + 1) and not glued(window, row):
        wanted = _COVERED if n > 7 else _COVERED - {"phone_number", "landline_number"}
        readings += [one for one in kinds.digits(number, about) if one[0] in wanted]
    return readings


def _with_x(number: str, about: frozenset[str]) -> list[kinds.Reading]:
    right = Verdict.VALID if identity(number) == "X" else Verdict.INVALID
    others = [(kind, right) for kind in ("social_security_no", "driver_licence") if kind in about]
    return [("id_number", right), *others]


def _made(
    window: Window, row: Sequence[Atom], clean: str, value: str, readings: Sequence[kinds.Reading], form: Form | None
) -> Iterator[Proposal]:
    if not readings:
        return
    start = window.start
    start -= clean[start - 1 : start] == "+"
    if start and clean[start - 1] in "([【" and any(mark in clean[start : window.end] for mark in ")]】"):
        start -= 1
    form, written = form or _form(window, row, clean), _lettered(window, row, clean)
    for kind, verdict in readings:
        if written and kind in kinds.LETTERED:
            continue
        shown = Form.PARTIAL if verdict is Verdict.PARTIAL else form
        yield start, window.end, kind, value, verdict, shown


def _form(window: Window, row: Sequence[Atom], clean: str) -> Form:
    if window.level in (Level.LINE, Level.COVER):
        return Form.SPLIT
    plain = all(row[at].dress is Dress.PLAIN for at in range(window.first, window.last + 1))
    return Form.VERBATIM if plain and gaps(window, row, clean) <= _PLAIN_GAPS else Form.AROUND


def _inside(row: Sequence[Atom]) -> Iterator[Proposal]:
    """Numbers glued to others in one stretch: those with a right check digit anywhere, mobiles at its ends and every eleven digits."""
    for atom in row:
        n = len(atom.digits)
        if n <= 11 or "*" in atom.digits:
            continue
        spend(min(n, _MOST_INSIDE))
        ends = 0  # of the last whole number found
        for at in range(min(n - 10, _MOST_INSIDE)):
            for length in (18, 11):
                number = atom.digits[at : at + length]
                if len(number) < length or (length == 11 and at not in (0, n - 11, ends) and (at % 11)):
                    continue
                for kind, verdict in kinds.certain(number):
                    ends = at + length
                    yield atom.start + at, atom.start + ends, kind, number, verdict, Form.VERBATIM


_NUMERAL = f"[0-9{''.join(HAN_DIGIT)}十廿卅OolI]"
_FEAST = "(?:春节|除夕|元旦|元宵|清明|端午|中秋|重阳|国庆|儿童节|劳动节|妇女节|圣诞|平安夜|万圣节|情人节|立[春夏秋冬]|[春秋]分|[夏冬]至|[大小]寒|小满|谷雨|惊蛰|芒种|白露|霜降)"
_MONTH = "(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}"
_FEW = rf"(?:[^0-9{''.join(HAN_DIGIT)}十廿卅OolI]|{_NUMERAL}{{1,4}}(?!{_NUMERAL}))"  # a longer row of digits is no day
_DAY = re.compile(
    rf"(?={_FEW})(?:[0-9]{{1,2}}[-./][0-9]{{1,2}}[-./][0-9]{{4}}|[0-9]{{1,2}}[ -]?{_MONTH}[ -]?(?:[0-9]{{4}}|'?[0-9]{{2}})(?![0-9])|{_MONTH}\.? [0-9]{{1,2}},? [0-9]{{4}}(?![0-9])|(?:光绪|宣统|民国){_NUMERAL}{{1,3}}年"
    rf"|{_NUMERAL}{{2,4}} ?[-./] ?{_NUMERAL}{{1,2}} ?[-./] ?{_NUMERAL}{{1,2}}(?![0-9])"
    rf"|(?:{_NUMERAL}{{2,4}} ?年)?[ 的]?(?:农历|阴历|公历|阳历|闰)? ?(?:{_NUMERAL}{{1,3}} ?月|[正腊冬要]月)(?:最后一天|[底初末 ]?(?:{_NUMERAL}{{1,3}})?)[ 号日曰]{{0,2}}"
    rf"|{_NUMERAL}{{2,4}} ?年(?:的)?{_FEAST}(?:节)?(?:那天|当日|当天)?|{_NUMERAL}{{2,4}} ?年|{_FEAST})",
    re.IGNORECASE,
)


def _days(clean: str) -> Iterator[Proposal]:
    """Every day and year; whether somebody is born on it is for whoever decides.

    >>> clean = "生于1893.4.12, 九三年腊月初八"
    >>> [clean[start:end] for start, end, *_ in _days(clean)]
    ['1893.4.12', '九三年腊月初八']
    """
    for match in _DAY.finditer(clean):
        spend()
        text = match[0].rstrip()
        plain = text.isascii() or text[0].isdigit()
        form = Form.VERBATIM if plain else Form.AROUND
        span = match.start() + len(text) - len(text.lstrip()), match.start() + len(text)
        if "".join(text.split()):
            yield *span, "birth_date", text.strip(), Verdict.DOUBTFUL, form
