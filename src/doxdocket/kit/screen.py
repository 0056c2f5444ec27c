"""What a file shows, as text and as a screen: what was found in it, how values are compared, where moments, counts, amounts and numbers stand. The lowest of the kit's modules that read.

>>> moments("2026-12-01 10:36 派送")
['2026-12-01 10:36']
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Final

from doxdocket.kit.signs import sign
from doxdocket.store.parts import ADDRESS, estate
from doxdocket.store.parts import parts as parts_of
from doxdocket.text import telephone

Box = tuple[int, int, int, int]
"""Left, top, width, height, in pixels of the picture."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of a text that is personal information. ``text``: the how-manieth text; ``where``: what of a picture it is (text, code, face, document, exif)."""

    text: int
    start: int
    end: int
    kind: str
    verdict: str
    value: str = field(repr=False)
    mask: str
    where: str = "text"
    person: int = -1
    """Which person of its text it is of, as far as the computer can tell."""
    boxes: tuple[Box, ...] = ()
    """Where in a picture it stands."""
    sure: bool = True
    """Whether such findings may enter a low bound (``law.classes``)."""
    unclear: bool = False
    """Whether the reader of pictures was not sure of its signs, and no check digit confirms them."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read. ``why``: of what nothing or not all was read; ``picture``: the reading of a picture, packed."""

    texts: tuple[str, ...] = field(default=(), repr=False)
    hits: tuple[Seen, ...] = ()
    why: str = ""
    picture: bytes = field(default=b"", repr=False)
    lines: tuple[tuple[int, int, Box], ...] = ()
    """Of a picture the lines of its text: where each begins and ends in it, and where it stands."""
    size: tuple[int, int] = (0, 0)
    """Of a picture, in pixels."""
    form: str = ""
    """What it is by its words: ``calls``, ``parcel``, ``private`` (what was sent to one person alone); else nothing."""
    threats: tuple[tuple[str, str, str, str], ...] = field(default=(), repr=False)
    """What was said that may be a threat, a reward or a call to harass: the label, the words, and by whom and when, where the screen tells it."""

    @property
    def values(self) -> Iterator[tuple[str, str]]:
        """Kind and value of each."""
        return ((one.kind, one.value) for one in self.hits if one.value)


STAMP = re.compile(r"^[^\w\n]*(?:\d[\d.,]{0,8}[万wWkK]?[ \t]+)?(\d{1,2}[:：]\d{2})[^\w\n]*")
DAY_LINE = re.compile(r"(?:20\d\d\s?[-./年]\s?)?\d{1,2}\s?[-./月]\s?\d{1,2}日?|昨天|前天|今天|星期.|周[一二三四五六日]")
WHOLE_MOMENT = re.compile(rf"({DAY_LINE.pattern})[\sT,，]*(\d{{1,2}}[:：]\d{{2}})(?:[:：]\d{{2}})?")


def inside(some: Collection[str], whole: Iterable[str]) -> set[str]:
    """Those of some words that stand in one of others: a look-up for each length and place, for both may be many."""
    lengths = {len(words) for words in some}
    return {
        part
        for words in whole
        for size in lengths
        for at in range(len(words) - size + 1)
        if (part := words[at : at + size]) in some
    }


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the lines of a stretch reach."""
    return text.rfind("\n", 0, start) + 1, (text.find("\n", end) + 1 or len(text) + 1) - 1


STATE = re.compile(
    r"\d{1,4}月\d{1,2}[日号]|\d{1,9}\s{0,3}[年月日时点分秒次]|来电|去电|未接|已接|接通|拒接|呼入|呼出|上午|下午|晚上|凌晨|昨天|今天|星期.|周[一二三四五六日]"
)
DIGITS_OF: Final = {"phone_number": 7, "landline_number": 7, "id_number": 15, "bank_account": 8}
_COUNTER = re.compile(
    r"(?<!\d)\d{1,3}[ \t]?[%％]|(?<!\d)\d{1,2}月\d{1,2}[日号]"
    r"|(?:\d{1,3}(?:[ ,.]\d{3}){1,3}|\d[\d,.]{0,9})[ \t]?[万wWkK]?[ \t]?(?:[位个人名条次]{0,2})[ \t]?(?:订阅|成员|浏览|阅读|播放|看过|观看|在看|回复|评论|转发|点?赞|收藏|粉丝|在线|subscriber|member|view)"
    r"|(?:浏览|阅读|播放|回复|评论|转发|点?赞|收藏|粉丝|查看)[ \t:：]{0,2}\d[\d,.]{0,9}"
    r"|(?m:^[^\w\n]*\d[\d,.]{0,8}[万wWkK]?[ \t]+\d{1,2} ?\d?[:：]\d{2}[^\w\n]*$)"
)
"""What an app counts or its clock shows: battery, day of a talk, subscribers, how often a post was seen and when."""


MASKED: Final = "*＊某xX■"
"""Signs that stand in place of one of a name."""
_APART = re.compile(r"[\s\-－—·]+")
"""What may stand between the signs of a value that its owner wrote: blanks, dashes, the end of a line."""


def plain(text: str) -> str:
    """A value as it is compared: one width, small letters, nothing between its signs."""
    return _APART.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=1 << 13)
def standing(value: str, text: str) -> list[tuple[int, int]]:
    r"""Where a value stands in a text, over the ends of lines too.

    >>> standing("柳春生", "柳春\n生，柳 春 生")
    [(0, 4), (5, 10)]
    >>> standing("26岁", "2026-11-26 23:26，26岁，年龄：26，26楼，2600元"), standing("0514", "2026-05-14，0514")
    ([(17, 19), (24, 26)], [(11, 15)])
    """
    age = _AN_AGE.fullmatch(plain(value))
    wanted = age[1] if age else plain(value)
    wide = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    kept = [(at, sign) for at, char in enumerate(wide) if not _APART.fullmatch(char) for sign in char.casefold()]
    row, found, at = "".join(sign for _, sign in kept), [], 0
    while (age or len(wanted) > 1) and (at := row.find(wanted, at)) >= 0:
        found.append((kept[at][0], kept[at + len(wanted) - 1][0] + 1))
        at += len(wanted)
    if wanted.isdecimal() and len(wanted) < FEW:
        return [span for span in found if (_of_age if age else _by_itself)(text, *span)]
    return found


FEW: Final = 5
"""Digits from which a number is sought wherever it stands."""
_AN_AGE = re.compile(r"(\d{1,6})(?:[周虚]?[岁歲])")


def sought(kind: str, value: str) -> str:
    """A value as it is sought in texts: bare digits of an age are one only with their word."""
    return f"{value}岁" if kind == "age" and _AN_AGE.fullmatch(f"{plain(value)}岁") else value


def _of_age(text: str, start: int, end: int) -> bool:
    """Whether digits are an age, by the word behind or before them."""
    alone = not (text[end : end + 1].isdecimal() or text[start - 1 : start].isdecimal())
    before = (
        any(one.end() == min(start, 8) for one in sign("before_age").finditer(text[max(0, start - 8) : end + 3]))
        if alone
        else False
    )
    return alone and (before or sign("behind_age").match(text, end) is not None)


def _by_itself(text: str, start: int, end: int) -> bool:
    """Whether few digits are no part of a longer row of them, of a moment, a count or an amount."""
    if text[end : end + 1].isdecimal() or text[:start][-1:].isdecimal() or meets(text_of(text).counted, start, end):
        return False
    return not any(one.start() < end and start < one.end() for one in WHEN.finditer(text, max(0, start - 24), end + 24))


def stands(value: str, text: str) -> bool:
    """Whether a value stands in a text at all."""
    return plain(value) in text_of(text).folded if len(plain(value)) > FEW else bool(standing(value, text))


_DATE = r"(?<!\d)20\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\s?\d{1,2}月\s?\d{1,2}日)(?!\d)"
TIME = r"(?<![\d:：])\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?![\d:：])"
_MOMENT = re.compile(rf"{_DATE}[\sT,，;、]*{TIME}")
_CLOSE = r"(?<!\d)20\d\d[-./年]\d\d[-./月]\d\d日?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)"
"""A date and a time between which no blank was read."""
_NO_YEAR = rf"(?<![\d-])(?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])\s+{TIME}"
_ENGLISH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, 20\d\d,?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?"
WHEN = re.compile(rf"{_ENGLISH}|{_CLOSE}|{_MOMENT.pattern}|{_NO_YEAR}|{_DATE}|{TIME}")
NUMBER = re.compile(r"[\dXxOoIl](?:[ \-－—–.·()（）]{0,2}[\dXxOoIl])*")
_MISREAD = str.maketrans("OoIl", "0011")
LONG: Final = 8
"""Signs from which a value, or a line, is long."""
_TAIL = re.compile(r"(?:尾号|[后末尾][三四五六3-6]位(?:数字|号码|数)?)[是为:：\s]{0,2}([\dXx]{3,6})(?![\dXx])")
DIGITS = re.compile(r"[+＋]?\d(?:[ \-－—–.·()（）]{0,2}\d){6,}")
_DRESSED = re.compile(
    r"(?:手机|电话|号码|微信|身份证|[Qq]{2})(?:号码?)?[：:是为\s]{0,3}(\d(?:[ \-－—–.·()（）元块圆角分钱位]{0,2}\d){6,})"
)
"""A number behind its label that is dressed as amounts: whoever reads it as a payment, it is none."""


def moments(text: str) -> list[str]:
    """Moments and days that stand in a text, in their order.

    >>> moments("2026-12-01 10:36 派送")
    ['2026-12-01 10:36']
    """
    return [found[0] for found in WHEN.finditer(text)]


def rows(text: str) -> list[tuple[int, int]]:
    """Rows of seven digits and more that are no date and no time of the clock, behind the label of a number dressed as amounts too, and ends of numbers (尾号, 后四位): whoever they are of, a covered text shows none.

    >>> text = "2026-11-29 20:21,19900007777"
    >>> [text[start:end] for start, end in rows(text)]
    ['19900007777']
    >>> text = "手机后四位 1850，尾号5555"
    >>> [text[start:end] for start, end in rows(text)]
    ['1850', '5555']
    >>> text = "她手机：139元0000块1862，给300元，我手机 19900007777"
    >>> [text[start:end] for start, end in rows(text)]
    ['139元0000块1862', '19900007777']
    """
    rest = bare_numbers(text)
    dressed = [found.span(1) for found in _DRESSED.finditer(rest)]
    group = text_of(text).group
    alone = [span for found in DIGITS.finditer(rest) if not meets(dressed, *(span := found.span())) and span != group]
    return alone + dressed + [found.span(1) for found in _TAIL.finditer(text)]


_SITE = re.compile(
    r"(?i)(?<![\w.@/-])(?:https?://)?(?:[a-z\d](?:[a-z\d-]{0,62})\.){1,4}[a-z]{2,18}/[\w./?=&%#~+-]{1,200}(?<![./?&-])",
    re.ASCII,
)


def sites(text: str) -> list[str]:
    r"""Where something was published, as a file shows it: addresses of pages, and the number of the group whose talk it is.

    >>> (
    ...     sites("完整资料看电报t.me/jzkaihe_notes/311。加 a@example.com"),
    ...     sites("吃瓜小分队(386)\n群号 000012345\n在吗"),
    ... )
    (['t.me/jzkaihe_notes/311'], ['群号 000012345'])
    """
    first, end = text_of(text).group
    line = text[slice(*line_of(text, first, end))].strip() if end else ""
    return list(dict.fromkeys([found[0] for found in _SITE.finditer(text)] + [line] * bool(line)))


def heads_of(text: str) -> list[tuple[int, int]]:
    """Where the moments of the heads of posts stand."""
    return text_of(text).heads


class _Text:
    """What of a text is asked for with each of its values, looked for once: how it is compared, and where stretches stand that belie one."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def folded(self) -> str:
        """As values are compared."""
        return plain(self._text)

    @cached_property
    def counters(self) -> list[tuple[int, int]]:
        """Counters, clocks and times of posts, and days of a talk."""
        return ordered([found.span() for found in _COUNTER.finditer(self._text)] + self.clocks)

    @cached_property
    def clocks(self) -> list[tuple[int, int]]:
        """Moments with a clock: what is not sure to be a birth is none there; a day alone may be one."""
        return ordered(found.span() for found in CLOCK.finditer(self._text))

    @cached_property
    def chat(self) -> list["Message"]:
        """Messages of a talk that an app wrote as text, in their order."""
        return list(_chat(self._text))

    def message(self, at: int) -> "Message | None":
        """In which message a sign stands."""
        n = bisect_right(self.chat, at, key=lambda one: one.start) - 1
        return self.chat[n] if n >= 0 else None

    @cached_property
    def posts(self) -> list[int]:
        """Where posts end on a screen: behind a line of a stamp, of a clock alone with how often it was seen, of how often it was handed on."""
        return [found.end() for found in _POST_ENDS.finditer(self._text)]

    @cached_property
    def group(self) -> tuple[int, int]:
        """Where the number of the group stands whose talk this is, in the head of its screen, below its name with how many are in it: it names the place, and nobody."""
        head = "\n".join(self._text.split("\n")[:_HEAD_LINES])
        titled = _GROUP_TITLE.search(head)
        number = _GROUP_NUMBER.search(head, titled.end()) if titled else None
        return number.span(1) if number else (0, 0)

    @cached_property
    def headed(self) -> list[int]:
        """Where posts of a page begin: at the name by which its title begins, in a line by itself over each."""
        title, _, rest = self._text.lstrip().partition("\n")
        lines = Counter(line.strip() for line in rest.split("\n"))
        name = next((line for line, n in lines.items() if n > 1 and len(line) > 1 and title.startswith(line)), "")
        return [found.start() for found in re.finditer(r"[^\n]+", self._text) if name and found[0].strip() == name]

    @cached_property
    def heads(self) -> list[tuple[int, int]]:
        """The moments of heads of posts."""
        return [
            one.span(1)
            for one in _HEAD.finditer(self._text)
            if not one[0].strip()[0].isdigit() or CLOCK.search(one[1]) or _HOUR.match(self._text, one.end())
        ]

    @cached_property
    def amounts(self) -> list[tuple[int, int]]:
        """Amounts of money."""
        return [found.span() for found in AMOUNT.finditer(self._text)]

    @cached_property
    def counted(self) -> list[tuple[int, int]]:
        """Counters and amounts."""
        return ordered([*self.counters, *self.amounts])

    @cached_property
    def born(self) -> int:
        """From where on it may tell a birth: label and day may be lines apart."""
        return said.start() if (said := sign("born").search(self._text)) else len(self._text)

    @cached_property
    def caller(self) -> str:
        """Of a talk with one number whose screen has each moment over what was said (it begins with one and ends with none) that number; a number alone may be anybody's."""
        lines = [line.strip() for line in self._text.split("\n") if line.strip()]
        head = next((n for n, line in enumerate(lines[:4]) if not STATUS.fullmatch(line)), len(lines))
        begins = next((line for line in lines[head + 1 : head + 3] if not sign("message").fullmatch(line)), "")
        over = WHOLE_MOMENT.fullmatch(begins) and not (CLOCK.fullmatch(lines[-1]) or STAMP.fullmatch(lines[-1]))
        if self.several or not (over and A_NUMBER.fullmatch(lines[head])):
            return ""
        return lines[head].strip("‹<＜ ：:")

    @cached_property
    def several(self) -> list[tuple[int, str]]:
        """Where, on a screen or a list of the messages of several numbers, each begins, and the number: a line of it alone, with a moment beside or below it, or below the head of such a list."""
        found, lines, at = list[tuple[int, str]](), self._text.split("\n"), 0
        for n, line in enumerate(lines):
            one = _A_SENDER.match(bare_numbers(line))
            beside = line[one.end() :].strip("\t ：:") if one else ""
            below = next((each.strip() for each in lines[n + 1 :] if each.strip()), "")
            said = sign("sent_by").match(line) is not None
            one = one if one and (said or not line[: one.start(1)].strip("‹<＜ \t")) else None
            if one and (_is_when(beside) or (not beside and (said or self.messages or _is_when(below)))):
                found.append((at, one[1]))
            at += len(line) + 1
        return found if len({number(one) for _, one in found}) > 1 else []

    @cached_property
    def messages(self) -> bool:
        """Whether it is a list of messages by its head."""
        head = [line.strip() for line in self._text.split("\n") if line.strip()][:6]
        return any(map(sign("messages_head").fullmatch, head)) and not sign("of_calls").search(self._text)

    @cached_property
    def kin(self) -> list[int]:
        """Where lines begin with a word for one of the family."""
        return [found.start() for found in sign("kin_line").finditer(self._text)]


text_of = lru_cache(maxsize=64)(_Text)


def _is_when(line: str) -> bool:
    """Whether a line is a moment or a day."""
    return any(one.fullmatch(line) for one in (WHOLE_MOMENT, CLOCK, STAMP, DAY_LINE, WHEN))


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a talk: where the line of its head begins, where its words do, who wrote it and when, as it stands there; where in the head the moment stands."""

    start: int
    words: int
    by: str = field(repr=False)
    at: str
    moment: tuple[int, int] = (0, 0)


SLASHED = re.compile(r"(?<![\d./-])\d{1,2}(?:[/.]\d{1,2}[/.](?:20)?|-\d{1,2}-20)\d\d(?![\d/.-])")
"""A day with its year last."""
_LEAD = r"[\s\u200e\u200f\u202a-\u202e\ufeff]{0,9}[\[(（【]?"
_HEADED = re.compile(
    rf"^(?:[^\n\d:：]{{1,32}}[\[(（【])?{_LEAD}({SLASHED.pattern})(?:[\sT,，]{{1,3}}(?:[上下中]午|凌晨|早上|晚上)?\s?\d{{1,2}}[:：]\d\d|[ \t]{{0,9}}$)",
    re.MULTILINE,
)
"""Such a day before a time of day, or alone, at the beginning of a line."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_NAMED_DAY = re.compile(rf"(?:{_MONTH} \d{{1,2}},?|(?<!\d)\d{{1,2}} {_MONTH},?) 20\d\d(?!\d)")
_DAY_OF = rf"(?:{_NAMED_DAY.pattern}|{SLASHED.pattern}|{_DATE}|(?<![\d-])(?:0?[1-9]|1[0-2])[-./月](?:0?[1-9]|[12]\d|3[01])日?(?!\d))"
_WEEKDAY = r"(?:周|星期)[一二三四五六日天]"
_OF_MESSAGE = rf"(?P<moment>(?:(?P<day>{_DAY_OF})[\sT,，]{{0,3}}(?:at\s)?(?:{_WEEKDAY}\s?)?)?(?P<part>[上下中]午|凌晨|早上|晚上)?\s?(?P<time>(?<![\d:：])(?:[01]?\d|2[0-3])[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d))(?:\.\d{{1,6}})?(?P<zone>Z|[+-]\d\d:?\d\d)?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?)"
_BY = r"(?:(?:\d{1,5}\s?[楼#]|楼主|沙发|板凳)[ \t：:]{1,3})?[~\s\u200e]{0,3}(?P<by>[^\s:：,，。！？；/|~\u200e][^\n:：,，。！？；/|\t]{0,30}?)"
_MESSAGE = re.compile(
    rf"{_LEAD}{_OF_MESSAGE}[\])）】]?[ \t]{{0,9}}(?:[-–—][ \t]{{0,9}})?{_BY}[ \t]{{0,9}}[:：][ \t]{{0,9}}(?P<words>(?=\S))"
)
"""Moment, name and words in one line."""
_CELLS = re.compile(
    rf"{_LEAD}{_OF_MESSAGE}[\])）】]?(?:[ ]{{0,9}}(?P<cell>[|,\t])[ ]{{0,9}}(?=[^\t|,]{{0,30}}[^\W\d])|[ \t]{{0,9}}(?P<angle><)){_BY}(?(angle)>|[ ]{{0,9}}(?P=cell))[ \t]{{0,9}}(?P<words>(?=\S))"
)
"""The same in cells, or the name in angles."""
_NAMED = re.compile(
    rf"{_LEAD}{_BY}(?:[,，][ \t]{{1,9}})?[ \t]{{0,9}}[\[(（【 \t][ \t]{{0,9}}{_OF_MESSAGE}[\])）】]?[ \t]{{0,9}}(?:[:：|\t][ \t]{{0,9}}(?P<words>(?=\S))|[:：]?[ \t]{{0,9}}$)"
)
_DATED = re.compile(
    rf"{_LEAD}{_OF_MESSAGE}[\])）】]?[ \t]{{0,9}}(?:[-–—][ \t]{{0,9}})?{_BY}[ \t]{{0,9}}[:：]?[ \t]{{0,9}}$"
)
"""Heads over the words: name and moment, moment and name."""
_BEGINS = re.compile(rf"{_LEAD}(?:({_DAY_OF})[\sT,，]{{0,3}})?({TIME})")
"""A line that is no part of the message above, whoever wrote it."""
_DAY_OVER = re.compile(
    rf"[^\w\n]{{0,9}}(?P<day>{_DAY_OF})(?:[^\w\n]{{0,9}}{_WEEKDAY}|[(（][一二三四五六日])?[^\w\n]{{0,9}}"
)


def _chat(text: str) -> Iterator[Message]:
    r"""Messages of a text: each with its moment and name in its line, or in a line over its words; of a clock alone the day is that of the line above. A head over words is one where there are two, a clock has its day, and nothing but a title is above the first and something below the last.

    >>> text = "夜枭 2026-11-30 01:20:05\n去堵她\n小鹿 2026-11-30 下午1:25\n别这样"
    >>> [(one.by, one.at, text[one.words :][:2]) for one in _chat(text)]
    [('夜枭', '2026-11-30 01:20:05', '去堵'), ('小鹿', '2026-11-30 13:25', '别这')]
    >>> text = "2026年11月30日 星期一\n[01:20] 夜枭：去堵她\n01:25 小鹿: 别\n来电 01:30: 3"
    >>> [(one.by, one.at) for one in _chat(text)]
    [('夜枭', '2026年11月30日 01:20'), ('小鹿', '2026年11月30日 01:25')]
    """
    at, day, last, above, below, turned = 0, "", "", 0, False, _turned(text)
    whole, heads, ends = list[Message](), list[Message](), list[Message]()
    for line in text.split("\n"):
        bare, begun, at = line.rstrip(), at, at + len(line) + 1
        found = next((found for form in (_MESSAGE, _CELLS, _DATED, _NAMED) if (found := form.match(bare))), None)
        if found and found.re is _CELLS and sign("no_speaker").match(bare, found.end()):
            found = None
        if over := _DAY_OVER.fullmatch(bare):
            day, last = turned(over["day"]), ""
        elif found and not sign("no_speaker").match(found["by"]):
            clock = _moment_of(found, "").rpartition(" ")[2].zfill(5)
            if not found["day"] and clock < last:  # past midnight, or of a list from the newest on
                day = ""
            last = "" if found["day"] else clock
            moment = begun + found.start("moment"), begun + found.end("moment")
            one = Message(begun, 0, found["by"], _moment_of(found, turned(found["day"] or day)), moment)
            if "words" in found.re.groupindex and found["words"] is not None:
                whole.append(replace(one, words=begun + found.end()))
            elif found["day"] or day:
                heads.append(replace(one, words=at))
                below = False
        else:
            above += bool(bare.strip()) and not heads
            below |= bool(bare.strip())
            if (begins := _BEGINS.match(bare)) and (begins[1] or day):
                ends.append(Message(begun, begun, "", f"{turned(begins[1] or day)} {begins[2]}"))
    if whole:
        ends += [replace(one, words=one.start, by="") for one in heads]
        yield from sorted((*whole, *(one for one in ends if one.start > whole[0].start)), key=lambda one: one.start)
    elif len(heads) > 1 and above <= _TITLES and below:
        yield from heads


def _turned(text: str) -> Callable[[str], str]:
    r"""Tells days whose year is last by their year, as all such days at the heads of messages tell which of the first two numbers is the month; one of which nothing tells it is none. Where the first is the same throughout, and no month, while the last is not, that is the year.

    >>> [_turned("30/11/26, 13:25 - 甲: 好")("1/12/2026"), _turned("1/2/26")("1/2/26"), _turned("")("2026-11-30")]
    ['2026-12-01', '', '2026-11-30']
    >>> _turned("26/11/29 13:25 甲: 好\n26/11/30 13:25 甲: 好")("26/11/30"), _turned("")("1 Nov 2026")
    ('2026-11-30', '2026-11-01')
    >>> _turned("1/2/26, 10:00 - 甲: 换了 17.1.20\n13.12.20 发的")("1/2/26")
    ''
    """
    days = [re.split("[-/.]", found[1]) for found in _HEADED.finditer(text)]
    first, second = (any(int(one[at]) > _MONTHS for one in days) for at in (0, 1))
    ahead = first and len({one[0] for one in days}) == 1 < len(
        {one[2][-2:] for one in days if len(one[2]) < len("2026")}
    )

    def told(day: str) -> str:
        if _NAMED_DAY.fullmatch(day):
            name, (date, of_year) = re.findall("[A-Z][a-z]{2}", day)[0], re.findall(r"\d+", day)
            return f"{of_year}-{'JanFebMarAprMayJunJulAugSepOctNovDec'.index(name) // 3 + 1:02}-{date:0>2}"
        if not SLASHED.fullmatch(day):
            return day
        *both, year = re.split("[-/.]", day)
        if ahead:
            return f"20{both[0]}-{both[1]:0>2}-{year:0>2}"
        month, of_month = reversed(both) if first else both
        return f"20{year[-2:]}-{month:0>2}-{of_month:0>2}" if first != second else ""

    return told


_MONTHS: Final = 12
_TITLES: Final = 3
"""Lines of a talk's title at most."""


def _moment_of(found: re.Match[str], day: str) -> str:
    """When a head says it was written, by a clock of 24 hours; 晚上12点 is of two days, and no clock, and that of another zone none of here."""
    if found["zone"] not in (None, "+08:00", "+0800"):
        return ""
    part, hour = found["part"] or "", re.split(r"[:：]", found["time"])[0]
    part = {"a": "上午", "p": "下午", "": part}[(found["half"] or "").lower()]
    if part == "晚上" and hour == "12":
        return day
    if (part in ("下午", "晚上") and int(hour) < 12) or (part == "中午" and int(hour) < 4):
        return f"{day} {int(hour) + 12}{found['time'][len(hour) :]}".strip()
    return f"{day} {'0' if part in ('上午', '凌晨') and hour == '12' else hour}{found['time'][len(hour) :]}".strip()


def ordered(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap as one."""
    from doxdocket.seal.masks import merged  # noqa: PLC0415

    return [(start, end) for start, end, _ in merged((*span, "") for span in spans)]


def meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of these stretches, in order, overlaps this."""
    at = bisect_right(spans, start, key=lambda span: span[1])
    return at < len(spans) and spans[at][0] < end


def within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of these stretches, in order, holds all of this."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


_HEAD_LINES: Final = 8
_GROUP_TITLE = re.compile(r"(?m:^[^\n]{2,20}[(（]\d{1,5}[)）]\W{0,3}$)")
_GROUP_NUMBER = re.compile(r"(?m:^\W{0,3}(?:QQ)?群(?:聊)?(?:号码?)?[:：\s]{0,3}(\d{5,12})\W{0,3}$)")
CLOCK = re.compile(
    rf"{_MOMENT.pattern}|{_CLOSE}|(?:(?<!\d)\d{{1,2}}月\d{{1,2}}[日号][ \t]*)?(?:(?:(?:周|星期)[一二三四五六日天]|[上下中]午|凌晨|早上|晚上)[ \t]{{0,3}}){{0,3}}{TIME}"
)
_HEAD = re.compile(
    rf"(?m:(?:^\s{{0,9}}(?:\d{{1,5}}\s?[楼#]|楼主|沙发|板凳)|(?:发[表布]|回复|更新|编辑)于)[^\n，。,;；!！?？她他它我你时]{{0,60}}?)({WHEN.pattern})"
)
"""The head of a post in a forum, and its moment; behind the number of a floor one with a clock (3楼 2019-09-01搬来的 is none)."""


_HOUR = re.compile(r"\s{0,3}\d{1,2}[:：]\d{2}")
AMOUNT = re.compile(
    r"[¥￥$][ \t]?\d[\d,.]{0,9}|(?<![\d.,])\d[\d,.]{0,9}[ \t]?(?:[uUwW](?![A-Za-z])|[元块万份次]|单(?![\u3400-\u9fff])|usdt|usdc|rmb|btc|eth|trx|[个枚]?(?:比特币|以太坊?|泰达币?))",
    re.IGNORECASE,
)


WALLETS_FORM = re.compile(r"[A-Za-z0-9]{20}")
"""Signs in a row that a wallet has at least."""
STAMPED = re.compile(
    rf"(?m:^[^\w\n]*(?:{_MOMENT.pattern}|{_CLOSE}|{_NO_YEAR}|(?:昨天|今天|前天)?\s?{TIME})[^\S\n]*(?:来自|发布于|[Ii][Pp]属地)[:： ]{{0,2}}([^\n]{{1,30}})$)"
)
"""A line of when, and (its group) from where, something was posted."""


_POST_ENDS = re.compile(
    rf"{STAMPED.pattern}|(?m:^[^\w\n]*(?:\d[\d.,]{{0,8}}[万wWkK]?[ \t]*)?(?<!\d[:：])(?:[01]?\d|2[0-3])[:：]\d{{2}}[^\w\n]*$)"
    r"|(?m:^[^\w\n]*转发 ?\d{0,9}[^\S\n]{0,4}评论[^\n]{0,30}$)"
)


WHERE: Final = frozenset({"movement_trace", "realtime_location"})
BARE_STAMP = re.compile(rf"(?:{WHEN.pattern})\s{{0,3}}(?:发[表布]于?|编辑于?|来自)?")
"""A moment of a post that names no place."""


def amount(value: str) -> bool:
    """Whether a value is an amount of money alone.

    >>> amount("500 USDT"), amount("0.02BTC"), amount("13900001850"), amount("6217000012345678")
    (True, True, False, False)
    """
    return AMOUNT.fullmatch(value.strip()) is not None


def priced(line: str) -> bool:
    """Whether the amounts of a line are prices by its words, and nobody's own.

    >>> priced("撤榜3000U"), priced("柳春生奖金20000元"), priced("她有3000U")
    (True, False, False)
    """
    return sign("sells").search(line) is not None and not sign("has").search(line)


def chance(text: str, one: Seen) -> bool:
    """Whether the computer is not sure of what was found and all its digits are of a count, a price, a clock or a day without a year: it is covered where it was found, and sought nowhere else."""
    if one.sure:
        return False
    spans = text_of(text).counted
    runs = [*re.finditer(r"\d+", text[one.start : one.end])]
    return bool(runs) and all(meets(spans, one.start + run.start(), one.start + run.end()) for run in runs)


def overlaps(one: Seen, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether what was found overlaps one of these stretches."""
    return any(start < one.end and one.start < end for start, end in spans)


IN_PARTS: Final = frozenset({"name", "home_address", "delivery_address", "workplace", "school"})
"""Kinds of which a shorter value may be part of a longer one; half a number is another number."""
NUMBERS: Final = frozenset({"phone_number", "landline_number"})
COUNT = re.compile(r"(?<=\d)[ \t]*[(（]\d{1,3}[)）](?![ \t]*\d)")
"""How often somebody called, behind the number."""


_ITS_DAY = re.compile(
    r"((?:\d[ \-－]{0,2}){7,19}\d[ \t]{1,3})((?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01]))(?![ \t]*[\d./-])"
)
"""A day without a year, apart from the number before it."""


def bare_numbers(text: str) -> str:
    """A text of which moments, and days and counts behind numbers, are no digits; as long as it was.

    >>> bare_numbers("+855 96 000 3121 11-24").rstrip(chr(0)), bare_numbers("139 0000 18-50")
    ('+855 96 000 3121 ', '139 0000 18-50')
    """
    rest = WHEN.sub(lambda found: "\0" * len(found[0]), text)
    rest = _ITS_DAY.sub(lambda found: found[1] + "\0" * len(found[2]), rest)
    return COUNT.sub(lambda found: "\0" * len(found[0]), rest)


STATUS = re.compile(
    r"\A(?:\d{1,2}:\d{2}.*|.*\d{1,3}%|[‹<＜\s]*|(?:HD|VoLTE|LTE|Wi-?Fi|[2-6]G\+?)(?:HD|[2-6]G|[\s\d%]){0,12})"
)
"""A line of the telephone's own bar."""
A_NUMBER = re.compile(r"\A[‹<＜\s]*[+＋]?\d[\d -]{4,18}[：:\s]*")
_A_SENDER = re.compile(r"[‹<＜\s]{0,6}(?:[\u3400-\u9fff]{2,3}[：:\s]{0,3})?([+＋]?\d(?:[ -]?\d){6,15})(?!\w)")
"""The number of who sent what follows, at the beginning of a line, behind a word for it (``sent_by``) or none."""
NEAR: Final = re.compile(r"今天|昨天|前天|星期.|周[一二三四五六日]")
"""A day by that on which it was shown, which nobody knows."""


def in_middle(left: int, width: int, whole: int) -> bool:
    """Whether a line stands in the middle of a screen, where an app puts what is of both sides."""
    return abs(2 * left + width - whole) <= _MIDDLE * whole


_MIDDLE: Final = 0.1
"""Of the width of a screen, how far from its middle on either side together that may be read."""


@lru_cache(maxsize=1 << 13)
def parts(value: str, text: str, *, misread: bool = True) -> list[tuple[int, int]]:
    """Where part of a value stands: of a number its end, or most of it; of a longer name or address five signs on end. ``misread``: a sign or two may be wrong, as in a picture.

    >>> text = "尾号 1850，1390O0O1851，900001850，浙江听涛区松声路"
    >>> [text[start:end] for start, end in parts("13900001850", text)]
    ['1850', '1390O0O1851', '900001850']
    >>> [text[start:end] for start, end in parts("杭州市听涛区松声路12号", text)]
    ['听涛区松声路']
    """
    wanted = plain(value)
    digits = re.sub(r"[^\dx]", "", wanted)
    if len(digits) >= 7 and len(digits) * 5 >= len(wanted) * 4:
        return [
            found.span()
            for found in NUMBER.finditer(bare_numbers(text))
            if _part(digits, plain(found[0].translate(_MISREAD)), len(digits) // 9 * misread)
        ]
    name, _, site = wanted.partition("@")
    if name and sign("mail_site").fullmatch(site):
        wanted = name  # the site that keeps it is no value
    return [*_flat(value, text), *_room(value, text), *_runs(wanted, text)] if len(wanted) > 5 else []


_FLAT = re.compile(r"[^\n，。,;；!！?？\d]{0,6}(\d{3,4})(?!\d)室?")


def beside_estate(address: str, text: str) -> list[tuple[int, int]]:
    """Where part of an address stands, but for the name of its estate, which a group may bear.

    >>> text = "松声路12号听涛苑3幢602的群，听涛苑业主群"
    >>> [text[start:end] for start, end in beside_estate("杭州市松声路12号听涛苑3幢602室", text)]
    ['松声路12号', '3幢602']
    """
    found, kept = estate(address), list[tuple[int, int]]()
    for start, end in parts(address, text, misread=False):
        at = text.find(found[0], start, end) if found else -1
        cut = [(start, end)] if found is None or at < 0 else [(start, at), (at + len(found[0]), end)]
        kept += [(a, b) for a, b in cut if a < b]
    return kept


def _flat(address: str, text: str) -> list[tuple[int, int]]:
    """Where the estate and the flat of an address stand without its house.

    >>> text = "听涛苑602我记住了"
    >>> [text[start:end] for start, end in _flat("杭州市松声路12号听涛苑3幢602室", text)]
    ['听涛苑602']
    """
    found = estate(address)
    if found is None:
        return []
    name, flat = found
    lives = any((one.sort, one.text) == ("piece", plain(name)) for one in parts_of(ADDRESS, address))
    ends = [at + len(name) for at in range(len(text)) if text.startswith(name, at)]
    flats = [(end, one.end() if (one := _FLAT.match(text, end)) and one[1] == flat else end) for end in ends]
    return [(end - len(name), last) for end, last in flats if lives or last > end]


def _room(address: str, text: str) -> list[tuple[int, int]]:
    """Where the flat of an address stands by itself, by the words that make it one.

    >>> text = "我知道你住502，502室那个，房号 502，到账502元，去502号文"
    >>> [text[start:end] for start, end in _room("江州市柳荫路18号3栋502室", text)]
    ['502', '502', '502']
    """
    rooms = {one.text for one in parts_of(ADDRESS, address) if one.sort == "number"}
    flats = ((one, one.lastindex or 0) for one in (sign("flat").finditer(text) if rooms else ()))
    return [one.span(n) for one, n in flats if plain(one[n]) in rooms]


def _part(number: str, other: str, wrong: int) -> bool:
    """Whether digits are those of a number, its end, or most of it; so many of all may be wrong."""
    other = re.sub(r"[^\dx]", "", other)
    if len(other) == len(number):
        return sum(a != b for a, b in zip(number, other, strict=True)) <= wrong
    if len(other) < 4:
        return False
    if len(other) < 7:
        return number.endswith(other)
    least = max(7, len(number) * 3 // 5)
    return other in number or any(number[at : at + least] in other for at in range(len(number) - least + 1))


def _runs(wanted: str, text: str) -> list[tuple[int, int]]:
    """Stretches of five signs and more that are part of a value."""
    kept = [(at, sign) for at, char in enumerate(text) if not _APART.fullmatch(char) for sign in plain(char)]
    row, grams = "".join(sign for _, sign in kept), {wanted[at : at + 5] for at in range(len(wanted) - 4)}
    found = list[tuple[int, int]]()
    for at in range(len(row) - 4):
        if row[at : at + 5] in grams:
            start, end = kept[at][0], kept[at + 4][0] + 1
            if found and start < found[-1][1]:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
    return found


def wants_money(words: str) -> bool:
    """Whether a sentence names an amount, or that somebody is to pay."""
    return AMOUNT.search(words) is not None or sign("pays").search(words) is not None


DONE: Final = frozenset({"call_record", "communication_content", "transaction_record", "browsing_history", "other"})
"""Kinds that tell what was done, not who somebody is."""
_SENTENCE = re.compile(r"[，。！？；,!?;]")


def proof(one: Seen) -> bool:
    """Whether what was found tells what happened: a call, a message, a sentence without a number of which the computer is not sure. It is nobody's data: nobody is asked whose it is, and it stays."""
    sentence = len(one.value) > LONG and _SENTENCE.search(one.value) is not None and not re.search(r"\d{3}", one.value)
    return one.where == "text" and (one.kind in DONE or (sentence and not one.sure))


def digits(value: str) -> str:
    """The digits of a value.

    >>> digits("139-0000 1850")
    '13900001850'
    """
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", value))


def number(value: str) -> str:
    """A telephone number as it is told from others: its digits, without what stands for an international call (+, 00) or for China; nothing where that is no number.

    >>> number("+855 00 000 312"), number("0085500000312"), number("+86 139-0000-1850"), number("110")
    ('85500000312', '85500000312', '13900001850', '')
    """
    told = telephone(digits(value))
    return told if len(told) > 6 else ""
