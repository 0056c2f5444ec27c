"""What others said in a file that the report may quote: threats, demands of money, rewards, calls to harass, insults, and who said them when.

The program's own labels (``detect.conduct``) and what is offered beside them; nothing is ticked, and nothing is counted. Left out: words of whose sense a person must judge.

>>> heard(["三天内不打五千我们上门"], [[]])
(('threat', '三天内不打五千我们上门', '', ''),)
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from doxdocket.kit.calls import notes, senders
from doxdocket.kit.screen import (
    CLOCK,
    DAY_LINE,
    STAMP,
    STATUS,
    WHEN,
    WHOLE_MOMENT,
    Box,
    Read,
    digits,
    in_middle,
    inside,
    line_of,
    number,
    text_of,
)
from doxdocket.kit.signs import sign


def heard(
    texts: Sequence[str],
    hits: Sequence[Sequence[Any]],
    lines: Sequence[tuple[int, int, Box]] = (),
    *,
    slip: bool = False,
    width: int = 0,
    form: str = "",
) -> tuple[tuple[str, str, str, str], ...]:
    """Sentences that may be a threat, a demand of money, a paid task or a call to harass, each once and whole; ``lines``: of a picture; ``slip``: of a parcel, which is paid on delivery by what is printed."""
    from doxdocket.detect import conduct  # noqa: PLC0415 - in the process that reads

    told = dict[str, tuple[str, str, str]]()
    right = max((box[0] + box[2] for _, _, box in lines), default=0)
    for text, acts in zip(texts, conduct.label(texts, hits), strict=True):
        some = [
            (act.start, act.end, act.label)
            for act in acts
            if act.label in THREATS
            and not (act.label == "threat" and sign("delivers").search(text[slice(*line_of(text, act.start, act.end))]))
            and not (slip and act.label == "incitement" and not sign("to_do").search(text[act.start : act.end]))
        ]
        some += [
            (each.start(), each.end(), "threat")
            for each in re.finditer(r"[^\n]+", text)
            if _demands(each[0]) or (sign("threatens").search(each[0]) and not sign("company").search(each[0]))
        ]
        some += [
            (each.start(), each.end(), "insult")
            for each in re.finditer(r"[^\n]+", text)
            if sign("curses").search(each[0]) and not sign("company").search(each[0])
        ]
        some += [
            (each.start(), each.end(), "incitement")
            for sought in (sign("calls_on"), sign("aimed"), *(() if slip else (sign("sends_in"),)))
            for each in sought.finditer(text)
            if not sign("company").search(text[slice(*line_of(text, *each.span()))])
        ]
        names = _names(text)
        some = [(*span, label) for start, end, label in some for span in _apart(text, start, end, lines, right, names)]
        for start, end, label in sorted(some, key=lambda act: THREATS.index(act[2])):
            words = _sentence(text, start, end, lines, right, names)[:_LINE]
            if (
                len(words) > 2
                and not _TITLE.search(words)
                and not (len(sign("bill").findall(words)) > 1 and not WHEN.search(words))
            ):  # a button's sign, or a name, is no sentence
                by, at = spoken(text, start, end)
                if words not in told:
                    sure = (
                        told_by(text, words, lines, width)
                        if len(text) < _SCREEN and not (text_of(text).message(start) or text_of(text).several)
                        else ("", "")
                    )
                    told[words] = act_of(label, words), by or sure[0], at or sure[1]
    for words, by, at in sent(texts[0], lines, width, form) if lines else ():
        if held := next((each for each in told if words in each or each in words), ""):
            told[held] = told[held][0], told[held][1] or by, told[held][2] or at
        else:
            told[words] = "message", by, at
    inner = inside(told, (part for words in told for part in (words[1:], words[:-1])))
    return tuple((label, words, by, at) for words, (label, by, at) in told.items() if words not in inner)


def sent(text: str, lines: Sequence[tuple[int, int, Box]], width: int, form: str) -> Iterator[tuple[str, str, str]]:
    """Every message of the other side on a screen of a talk of two, and what a list of messages shows of each that no service wrote: the words, by whom and when. What the owner said stands on the right."""
    rows = _rows(text, lines, width)
    if text_of(text).messages:
        some = [(below.shown, row.by, row.words) for row, below in pairwise(rows) if row.sort == "over" and row.by]
        yield from (one for one in some if len(one[0]) > 2 and not sign("message_says").search(one[0]))
        return
    if form != "private" or sign("friend_request").search(text) or text_of(text).several:
        return
    head = next((n for n, one in enumerate(rows) if one.shown and not STATUS.fullmatch(one.shown)), 0)
    handles = [found for one in rows[head : head + 4] if (found := _HANDLE.search(one.shown))]
    names = [found[0] for found in handles]
    by = " ".join((rows[head].shown, *names[:1]))
    held, before = "", None
    for n, row in enumerate(rows):
        line = row.line
        ours = line is None or (4 * line[2][0] > width and 4 * (line[2][0] + line[2][2]) > 3 * width)
        middle = line is not None and in_middle(line[2][0], line[2][2], width) and line[2][0] * 4 > width
        says = n > head and not (
            ours
            or middle
            or row.sort
            or any(one.string == row.shown for one in handles)
            or DAY_LINE.fullmatch(row.shown)
        )
        goes_on = bool(held and says and before and line and _broken(text, before, line, width, ()))
        if held and not goes_on:
            yield held, by, told_by(text, held, lines, width)[1]
            held = ""
        if (says and _SAID.search(row.shown)) or goes_on:
            held += row.shown
        before = line
    if held:
        yield held, by, told_by(text, held, lines, width)[1]


_HANDLE = re.compile(r"@\w{4,32}", re.ASCII)


def remarked(read: Read) -> tuple[tuple[str, str, str, str], ...]:
    r"""What the owner noted of calls as a threat in the list's own column of remarks, with the number and when; none of the words of who called.

    >>> remarked(
    ...     Read(
    ...         ("时间,号码,备注\n2026-11-26 10:30,13200009008,说要弄死我\n2026-11-27 03:15,13200009008,说要弄死我\n",),
    ...         form="calls",
    ...     )
    ... )
    (('noted', '说要弄死我', '13200009008', '2026-11-26 10:30、2026-11-27 03:15'),)
    """
    told = dict[tuple[str, str], list[str]]()
    noted = notes(read)
    for value in dict.fromkeys(digits(one.value) for one in senders(read, "calls")) if noted else ():
        for moment, words in noted.get(number(value) or value, ()):
            if sign("told_threat").search(words) and not sign("company").search(words):
                told.setdefault((words, value), []).append(moment)
    return tuple(("noted", words, value, "、".join(filter(None, at))) for (words, value), at in told.items())


_TITLE = re.compile(r"^[^，。]{0,20}·\s*\d+\s*条(?:评论|回复|消息)$|^(?:评论|回复)\s*\d+$")
"""How many comments there are, in a title."""
_NEAR: Final = 400
"""Signs on either side in which a screen may tell the moment of what was said."""


def spoken(text: str, start: int, end: int) -> tuple[str, str]:
    r"""Who said what stands there, and when, where the screen is sure to tell: of a talk with one number that; the clock below the first words under a day, or, where such a talk has its moments above, the whole one within three lines. Of all else nothing: names and hours of neighbours look the same.

    >>> text = "5G\n11月30日\n甲乙\n去堵她\n21:52\n弄死她\n21:53"
    >>> spoken(text, 13, 16), spoken(text, 23, 26), spoken("17000001093\n11月30日 23:47\n弄死你\n接电话", 25, 28)
    (('', '11月30日 21:52'), ('', ''), ('17000001093', '11月30日 23:47'))
    """
    if told := text_of(text).message(start):
        return told.by, told.at
    if some := text_of(text).several:
        return _of_several(text, start, some)
    by = text_of(text).caller
    above = text[max(0, start - _NEAR) : text.rfind("\n", 0, start) + 1].split("\n")[:-1][-3:]
    below = [] if by else text[end : end + _NEAR].split("\n")[1:4]
    clock = next(filter(None, map(STAMP.fullmatch, map(str.strip, below))), None)
    for line in map(str.strip, reversed(above)):
        moment = WHOLE_MOMENT.fullmatch(line)
        if moment or CLOCK.fullmatch(line) or STAMP.fullmatch(line):
            return by, f"{moment[1]} {moment[2]}" if moment and by else ""
        if DAY_LINE.fullmatch(line):
            return by, f"{line} {clock[1]}" if clock else ""
    return by, ""


def _of_several(text: str, start: int, some: Sequence[tuple[int, str]]) -> tuple[str, str]:
    r"""On a screen of the messages of several numbers the one above, and when, where one moment alone stands beside or below it, up to the next.

    >>> text = "13200009001\n11-24 21:40\n弄死你\n13200009002\n11-25 02:01\n等着"
    >>> _of_several(text, 25, text_of(text).several), _of_several(text, 55, text_of(text).several)
    (('13200009001', '11-24 21:40'), ('13200009002', '11-25 02:01'))
    """
    n = bisect_right(some, start, key=lambda one: one[0])
    if not n:
        return "", ""
    begins, by = some[n - 1]
    if any(map(_OTHER_NUMBER.match, text[begins:start].split("\n")[1:])):
        return "", ""  # one that is not read surely
    part = text[begins : some[n][0] if n < len(some) else len(text)].replace(by, "", 1)
    whens = [
        line for line in map(str.strip, part.split("\n")) if line and (_is_moment(line) or DAY_LINE.fullmatch(line))
    ]
    return by, whens[0] if len(whens) == 1 else ""


_OTHER_NUMBER = re.compile(r"\W{0,3}\d(?:[ -]?\d){6}")


def offered(
    text: str, words: str, lines: Sequence[tuple[int, int, Box]] = (), width: int = 0
) -> tuple[tuple[str, ...], dict[str, str]]:
    r"""Of a sentence that stands there once who may have said it and when, for the owner to choose by the picture: the name of a speaker above it, and moments that may be its own, each with where it stands (``above``, ``below``).

    A moment in the middle of a screen, and the head of a post of a forum, are of what follows; a clock by itself elsewhere in a picture is of what it stands below; a stamp, or a moment of a text, may be of either.

    >>> offered("11月30日\n冷锋\n去堵她\n21:52\n冷锋\n弄死她\n21:53", "弄死她")
    (('冷锋',), {'11月30日 21:53': 'below'})
    """
    first, last, rows = _found(text, words, lines, width)
    if last < 0:
        return (), {}
    below = next(((n, rows[n].sort) for n in range(last, min(len(rows), last + _LINES)) if rows[n].sort), None)
    above = next((n for n in range(first - 1, -1, -1) if rows[n].sort in ("over", "stamp")), None)
    if above is not None and rows[above].sort == "stamp" and first - above > _LINES:
        above = None
    if below and below[1] == "bubble":
        above = None
    own = [(below[0], "below")] if below and below[1] != "over" else []
    own += [(above, "above")] if above is not None else []
    told, names = [one.words for one in rows], _names(text)
    by = [one for one in told[max(0, first - _LINES) : first][::-1] if one in names]
    speakers = [one for one in by if not _is_moment(one) and not DAY_LINE.fullmatch(one)]
    at = dict(reversed([(_dated(told, n), side) for n, side in reversed(own)]))
    return tuple(dict.fromkeys(speakers[:1])), at or dict.fromkeys(_day_over(told, first), "above")


def _found(text: str, words: str, lines: Sequence[tuple[int, int, Box]], width: int) -> tuple[int, int, "list[_Row]"]:
    """The lines of a text, and from which to which a sentence is that stands there once; else to none."""
    rows = _rows(text, lines, width)
    told = [one.shown for one in rows]
    spans = [(at, at + n) for at in range(len(told)) for n in (1, 2, 3) if words in "".join(told[at : at + n])]
    spans = [
        one for one in spans if not any(one[0] <= other[0] and other[1] <= one[1] and one != other for other in spans)
    ]
    return (*spans[0], rows) if len(spans) == 1 else (0, -1, rows)


def _day_over(told: Sequence[str], first: int) -> list[str]:
    """The day over a talk that shows no hour."""
    day = next((one for one in reversed(told[:first]) if DAY_LINE.fullmatch(one)), "")
    return [day] if day and not any(map(_is_moment, told)) else []


def told_by(text: str, words: str, lines: Sequence[tuple[int, int, Box]] = (), width: int = 0) -> tuple[str, str]:
    r"""Who said a sentence and when, where the screen leaves no choice: the name in the head of its row or its post, or in the place in which each post of the file has one, and the one moment that may be its own.

    >>> text = "短信\n130 0000 4410\t昨天\n弄死你\n131 0000 8802\t星期一\n等着"
    >>> told_by(text, "弄死你"), told_by(text, "等着")
    (('130 0000 4410', '昨天'), ('131 0000 8802', '星期一'))
    >>> told_by("1楼 甲乙\n在吗\n11-29 00:05 回复\n2楼 丙丁\n去堵她\n11-29 00:11 回复", "去堵她")
    ('丙丁', '11-29 00:11')
    """
    first, last, rows = _found(text, words, lines, width)
    if last < 0:
        return "", ""
    _, at = offered(text, words, lines, width)
    return _speaker(rows, first), next(iter(at)) if len(at) == 1 else ""


@dataclass(slots=True)
class _Row:
    """A line of a screen: its words, or in place of the head of a post its moment; of what it is the moment (``_sort``); who speaks from there on."""

    words: str
    shown: str
    sort: str = ""
    by: str = ""
    line: tuple[int, int, Box] | None = None
    """Of a picture where it stands; of what stands in one line apart the first."""


def _rows(text: str, lines: Sequence[tuple[int, int, Box]], width: int) -> list[_Row]:
    """The lines of a text; the clock of the telephone, over all else in a picture, is no moment of it."""
    boxes, heads = (
        {first: box for first, _, box in lines},
        {start: text[start:end] for start, end in text_of(text).heads},
    )
    rows, at, told, by_start = list[_Row](), 0, text.split("\n"), {line[0]: line for line in lines}
    for n, line in enumerate(told):
        if (said := text_of(text).message(at + len(line))) and said.start == at and not lines:
            rows.append(_Row(said.at, said.at, "over", said.by))
            if words := line[said.words - at :].strip():
                rows.append(_Row(words, words))
            at += len(line) + 1
            continue
        shown = line.strip()
        head = next((moment for start, moment in heads.items() if at <= start < at + len(line)), "")
        of_row = _ROW_HEAD.fullmatch(shown)
        floor = _FLOOR.match(shown)
        by = (
            floor[1] if floor else of_row[1] if of_row else badge[1] if (badge := _BADGE.fullmatch(shown)) else ""
        ).strip()
        if lines and not n and STATUS.fullmatch(shown):
            rows.append(_Row("", shown))
        elif head or of_row:
            rows.append(_Row(head or (of_row[2] if of_row else ""), shown, "over", by))
        else:
            near = [boxes.get(at), *(boxes.get(other) for other in (at - len(told[n - 1]) - 1, at + len(line) + 1))]
            rows.append(_Row(shown, shown, _sort(shown, near, width), by))
        rows[-1].line = by_start.get(at)
        at += len(line) + 1
    _laid_out(rows, _HEAD if lines else 0)
    return rows


_ROW_HEAD = re.compile(rf"([^\t\n，。！？]{{1,20}})\t+((?:{DAY_LINE.pattern})?\s?(?:{CLOCK.pattern})?(?<=.))")
"""The head of a row of a list of talks: with whom, and when."""
_FLOOR = re.compile(r"(?:\d{1,5}\s?[楼#]|楼主|沙发|板凳)[：:\s]{0,3}([^\s，。！？；]{1,16}?)(?=\s|$|20\d\d|\d{1,2}-\d)")
_BADGE = re.compile(r"(?:LV|Lv|lv)\.?\s?\d{0,3}\s([^\n，。！？；]{1,16})")
"""A name behind the level that a group shows of who speaks."""
_SAID = re.compile(r"[\u3400-\u9fff]{2}")


def _says_something(row: _Row) -> bool:
    return (
        not (row.sort or row.by)
        and _SAID.search(row.shown) is not None
        and not DAY_LINE.fullmatch(row.shown)
        and not text_of(row.shown).posts
        and not sign("app_bar").match(row.shown)
    )


_HEAD: Final = 3
"""Lines of a picture that may be its bar and its title."""


def _laid_out(rows: list[_Row], top: int) -> None:
    """Stamps that may be of either side, as the whole file lays them out: where something is said before the first, below its title, and nothing behind the last each is of what it stands below, and the other way round; where neither is, all but the first are, as far as no end of a post stands between."""
    stamps = [n for n, one in enumerate(rows) if one.sort == "stamp"]
    if not stamps or any(one.sort == "bubble" for one in rows):
        return
    shown = Counter(one.shown for one in rows)
    named = (
        n
        for n, one in enumerate(rows)
        if one.by or (shown[one.shown] > 1 and 0 < len(one.shown) <= _NAME and not one.sort)
    )
    head = next((n for n, one in enumerate(rows) if one.sort == "over"), -1)
    head = max(head, min(next(named, -1), stamps[0]))
    begins = [one for one in rows[max(head + 1, top) : stamps[0]] if _says_something(one)]
    ends = [
        one
        for one in rows[stamps[-1] + 1 :]
        if _says_something(one) and len(one.shown) > 1 and not one.shown.startswith("©")
    ]
    if begins and not ends:
        for n in stamps:
            rows[n].sort = "bubble"
    elif ends and not begins:
        for n in stamps:
            rows[n].sort = "over"
    elif not ends and len(stamps) > 2:
        first, second = stamps[:2]
        between = next((n for n in range(first + 1, second) if text_of(rows[n].shown).posts), None)
        for n in stamps[1:] if between else ():
            rows[n].sort = "bubble"


def _speaker(rows: Sequence[_Row], first: int) -> str:
    """The name over a sentence: what a row, a floor or a badge says, or the line behind each stamp, where each has one that is no sentence; nothing behind the stamp of another."""
    ends = [n for n, one in enumerate(rows) if one.sort == "bubble"]
    names = [n + 1 for n in ends[:-1]]
    placed = len(names) > 1 and all(
        0 < len(rows[n].shown) <= _NAME and not _ENDS.search(rows[n].shown) and not rows[n].sort and n + 1 not in ends
        for n in names
    )
    for n in range(first - 1, -1, -1):
        if rows[n].sort == "bubble":
            return ""
        if rows[n].by:
            return rows[n].by
        begins = (
            n == first - 1 < ends[0] and len(rows[n].shown) <= _NAME and not _ENDS.search(rows[n].shown)
            if ends
            else False
        )
        if placed and (n in names or begins):
            return rows[n].shown
    return ""


def _sort(line: str, near: Sequence[Box | None], width: int) -> str:
    """Of what a line is the moment: ``over``, of what follows; ``bubble``, of what is above; ``stamp``, of either; nothing where it is none. What stands in the middle is over what follows, but for what is close below a line and far from the next."""
    if not (_is_moment(line) or _A_STAMP.fullmatch(line)):
        return ""
    box, above, below = near
    if box and width and in_middle(box[0], box[2], width):
        gap = box[1] - above[1] - above[3] if above else box[3]
        if below and 2 * gap >= below[1] - box[1] - box[3]:
            return "over"
    return "bubble" if box and STAMP.fullmatch(line) and not WHOLE_MOMENT.match(line) else "stamp"


_A_STAMP = re.compile(rf"(?:{WHEN.pattern})[^\n，。！？；]{{0,14}}")
"""A moment, and from where, or by what, something was posted."""


def _dated(lines: Sequence[str], at: int) -> str:
    """The moment of a line, with the day above where it has none, and its clock does not go back."""
    line = lines[at]
    if (whole := WHOLE_MOMENT.fullmatch(line)) or not (clock := STAMP.fullmatch(line)):
        return line if whole or not (found := WHEN.match(line)) else found[0]
    for above in reversed(lines[:at]):
        if DAY_LINE.fullmatch(above):
            return f"{above} {clock[1]}"
        if (day := _DAY_AND_PART.match(above)) or (day := WHOLE_MOMENT.match(above)):
            return f"{day[1]} {clock[1]}" if f"{day[2]:0>5}" <= f"{clock[1]:0>5}" else clock[1]
    return clock[1]


def _is_moment(line: str) -> bool:
    return any(one.fullmatch(line) for one in (WHOLE_MOMENT, CLOCK, STAMP))


_DAY_AND_PART = re.compile(rf"({DAY_LINE.pattern})\s?(?:[上下中]午|凌晨|早上|晚上)\s?(\d{{1,2}}[:：]\d{{2}})")
_LINES: Final = 6
"""Lines on either side of a sentence in which who said it, and when, is looked for."""


def _names(text: str) -> frozenset[str]:
    """Lines that stand more than once and are no sentence: names of speakers, over what each said; and those with the number of who sent what follows."""
    count = Counter(map(str.strip, text.split("\n")))
    named = {line for line, n in count.items() if n > 1 and 0 < len(line) <= _NAME and not _ENDS.search(line)}
    return frozenset(named | {text[slice(*line_of(text, at, at))].strip() for at, _ in text_of(text).several})


_SCREEN: Final = 20_000
"""Signs of a text at most of which each sentence is looked up once more for who said it."""
_NAME: Final = 12
"""Signs of a speaker's name at most."""
_ENDS = re.compile(r"[，。！？；：,!?;:]")


def _broken(
    text: str, upper: tuple[int, int, Box], lower: tuple[int, int, Box], right: int, names: Collection[str]
) -> bool:
    """Whether a screen broke a sentence between these lines: below one another without a gap, as far left, and the first over half of the screen; a new bubble and a name of a speaker begin another."""
    (a, b, above), (c, d, below) = upper, lower
    high, low = max(above[3], below[3]), min(above[3], below[3])
    side = 3 * abs(above[0] - below[0]) < high
    near = 0 < below[1] - above[1] < 1.6 * high and below[1] - above[1] - above[3] < 0.6 * low
    wide = 2 * above[2] > right and above[2] + 2 * high > below[2]
    named = text[a:b].strip() in names or text[c:d].strip() in names
    named = named or WHEN.match(text[c:d].strip()) is not None or _is_moment(text[c:d].strip())
    named = named or DAY_LINE.fullmatch(text[c:d].strip()) is not None
    named = named or any(sign("field_line").search(line) for line in (text[a:b], text[c:d]))
    return side and near and wide and not named and not re.search(r"[。！？!?]\s*$", text[a:b])


def _apart(
    text: str, start: int, end: int, lines: Sequence[tuple[int, int, Box]], right: int, names: Collection[str]
) -> list[tuple[int, int]]:
    """What was taken for one act, as far as one surely said it: by lines, those that a screen broke together; of several those that by themselves say something, or all."""
    if "\n" not in text[start:end]:
        return [(start, end)]
    spans, at = list[tuple[int, int]](), start
    behind = bisect_left(lines, start, key=lambda one: one[1])
    for words in text[start:end].split("\n"):
        here = bisect_left(lines, at, key=lambda one: one[1]) if lines else 0
        if spans and behind < here < len(lines) and _broken(text, lines[here - 1], lines[here], right, names):
            spans[-1] = spans[-1][0], at + len(words)
        elif words.strip() and words.strip() not in names:
            spans.append((at, at + len(words)))
        at += len(words) + 1
    return [span for span in spans if len(spans) == 1 or _says(text[slice(*line_of(text, *span))])] or spans


def _says(words: str) -> bool:
    """Whether words by themselves are what is offered."""
    from doxdocket.detect import conduct  # noqa: PLC0415 - in the process that reads

    return (
        any(act.label in THREATS for acts in conduct.label([words], [[]]) for act in acts)
        or _demands(words)
        or any(sought.search(words) for sought in map(sign, ("threatens", "curses", "calls_on", "aimed", "sends_in")))
    )


def _sentence(
    text: str,
    start: int,
    end: int,
    lines: Sequence[tuple[int, int, Box]],
    right: int = 0,
    names: Collection[str] = frozenset(),
) -> str:
    """The lines of these words; of a picture, of whose lines the last ends at ``right``, with the one before and those behind that its screen broke (``_broken``)."""
    first, last = line_of(text, start, end)
    if not lines:
        told = text_of(text).message(start)
        return text[max(first, min(told.words, last)) if told else first : last].strip()
    at = bisect_left(lines, first, key=lambda one: one[0])
    behind = bisect_left(lines, last, key=lambda one: one[1])
    if 0 < at < len(lines) and lines[at][0] == first and _broken(text, lines[at - 1], lines[at], right, names):
        first = lines[at - 1][0]
    while (
        behind + 1 < len(lines)
        and lines[behind][1] == last
        and last - first < _LINE
        and _broken(text, lines[behind], lines[behind + 1], right, names)
    ):
        behind += 1
        last = lines[behind][1]
    return "".join(line.strip() for line in text[first:last].split("\n"))


def _demands(line: str) -> bool:
    """Whether a line, by the detector's cues, names what will be done where somebody does not pay or dares to do something; talk of trade and of help is none.

    >>> [_demands(one) for one in ("打五千我们上门", "敢报警试试", "不付钱就不发货", "周末上门安装空调")]
    [True, True, False, False]
    """
    from doxdocket.detect.conduct import fold, lexicon  # noqa: PLC0415 - in the process that reads

    if not sign("or_else").search(line) or sign("company").search(line):
        return False
    cues = {one.name for one in lexicon.cues(fold.fold(line).text)}
    if cues & {"trade", "benign"}:
        return False
    dares = "threat_form" in cues and bool(cues & {"demand", "again", "kin"})
    return dares or (
        bool(sign("pays").search(line)) and bool(cues & {"expose", "publish", "inc_act", "inc_hot", "inc_form"})
    )


THREATS: Final = ("paid_task", "threat", "noted", "incitement", "sent", "insult", "message")
"""Labels, the one that a sentence of several has first."""


def act_of(label: str, words: str) -> str:
    """What a sentence is said to be: one is paid for only where money or a reward stands in it, and who says that they ordered something called on nobody.

    >>> act_of("paid_task", "今晚12点开始 每人十个电话"), act_of("paid_task", "打一个电话5块")
    ('incitement', 'paid_task')
    >>> act_of("incitement", "给她点了三份到付花圈")
    'sent'
    """
    if label == "incitement" and sign("sent_in").search(words):
        return "sent"
    return "incitement" if label == "paid_task" and not sign("reward").search(words) else label


_LINE: Final = 200
