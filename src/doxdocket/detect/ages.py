"""How old somebody is on the day of a post, as far as a value says.

Source: age is counted as in 民法典: full years from the birthday. A year alone leaves two ages, a year and month two in
that month. The day is China's day, wherever the capture was made.

A school year, 未成年 or a decade of birth says a range: 义务教育法 art. 11 (凡年满六周岁的儿童，其父母或者其他法定监护人应当送其入学接受并完成
义务教育；条件不具备的地区的儿童，可以推迟到七周岁), six years of primary school and three of each school behind it, or five and four; one year more at the
top for who repeats a year. Who is said to be under 15 to 18 may be under 14, and is so at the lowest only. A decade (10后) ends where the next begins,
08后 too. Left out: values that name no year, colleges, trade schools, years of entry (2021级).

>>> from datetime import UTC, datetime
>>> (
...     of("birth_date", "2010-06-24", datetime(2024, 6, 23, 18, tzinfo=UTC)),
...     of("age", "17", None),
...     of("age", "36-37", None),
... )
((14, 14), (17, 17), (36, 37))
>>> (
...     of("id_number", "110101187001011236", datetime(2024, 1, 1, tzinfo=UTC)),
...     of("birth_date", "2010", datetime(2024, 1, 1)),
... )
((154, 154), (13, 14))
>>> of("id_number", "330106185006****11", datetime(1863, 12, 1, tzinfo=UTC))
(13, 13)
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from doxdocket.numerals import UNITS

_CHINA = timezone(timedelta(hours=8))
_BIRTH = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_HIDDEN = re.compile(
    r"[\dXx*]{6}((?:18|19|20)\d\d)(?:(0[1-9]|1[0-2])(?:(0[1-9]|[12]\d|3[01])|(?!\d\d)[\d*]{2})|(?!\d\d)[\d*]{4})[\dXx*]{4}"
)
"""An identity number with digits hidden that still shows the year of birth, and month and day as far as they are shown."""
_SAID = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_ROOM = rf" ?\(?(?:[{UNITS}十\d]{{1,3}}|[A-Z]|实验|重点|国际)\)? ?班"
#: A year of school with or without its room: 三年级2班, 小学四年级, 初一(4)班, 高二, 六(2)班.
_WRITTEN = (
    rf"(?:(?:小学|国小|初中|国中|高中)?[{UNITS}1-9]年级(?:{_ROOM})?"
    rf"|(?<!年)初(?:[一二三四]|[1-4](?=年级|{_ROOM}))(?:年级)?(?:{_ROOM})?|高(?:[一二三]|[1-3](?=年级|{_ROOM}))(?:年级)?(?:{_ROOM})?"
    rf"|[{UNITS}1-9]\([{UNITS}十\d]{{1,2}}\) ?班|幼儿园[大中小托][{UNITS}\d]?班)"
)
_YEAR = re.compile(
    rf"(?P<of>小学|国小|初中|国中|高中|中学|[初高])?(?P<n>[{UNITS}1-9])(?:年级|\(|0\d班|(?<=[初高中学].)(?={_ROOM})|$)"
)
_WITH_YEAR = re.compile(_WRITTEN)
_UNDER, _DECADE = re.compile(r"未满(\d{1,2})"), re.compile(r"([01])(\d)后")
_WHOLE = {"幼儿园": (2, 7), "小学": (6, 14), "初中": (11, 17), "高中": (15, 20)}
_ENDS = {"小学": "小学", "附小": "小学", "国小": "小学", "初中": "初中", "初级中学": "初中", "国中": "初中", "高中": "高中", "高级中学": "高中",
         "小": "小学", "中学": "中学", "附中": "中学", "中": "中学", "幼儿园": "幼儿园", "校": "", "校区": "", "书院": ""}  # fmt: skip
_TRADE = re.compile(r"(?:[技职卫护财艺体军警夜党驾戏]校|职业学校|技工学校|师范学校)$")
_SIX = 6

Range = tuple[int | None, int | None]


def of(kind: str, value: str, posted: datetime | None) -> Range:
    """Lowest and highest age of the person on the day of the post; (None, None) where the value does not say."""
    if kind == "age":
        said = _SAID.fullmatch(value)
        return (int(said[1]), int(said[2] or said[1])) if said else (None, None)
    birth = _birth(kind, value)
    day = _day(posted)
    if birth is None or day is None:
        return None, None
    year, month, of_month = birth
    low = _years(day, year, month or 12, of_month or 31)
    high = _years(day, year, month or 1, of_month or 1)
    return (low, high) if low >= 0 else (None, None)


def _day(posted: datetime | None) -> date | None:
    """The day of a post in China; None for the last day of the year 9999: a file may say so."""
    try:
        return (posted if posted.tzinfo else posted.replace(tzinfo=UTC)).astimezone(_CHINA).date() if posted else None
    except OverflowError:
        return None


def _birth(kind: str, value: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of birth that a value states."""
    if kind == "id_number" and len(value) in {15, 18} and value[:-1].isdigit():
        digits = value[6:14] if len(value) == 18 else "19" + value[6:12]
        return int(digits[:4]), int(digits[4:6]), int(digits[6:])
    shape = {"birth_date": _BIRTH, "id_number": _HIDDEN}.get(kind)
    found = shape.fullmatch(value) if shape else None
    return (int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None) if found else None


def _years(day: date, year: int, month: int, of_month: int) -> int:
    return day.year - year - ((day.month, day.day) < (month, of_month))


def of_stage(stage: str, posted: datetime | None) -> Range:
    """The same for a school year, 未成年 or a decade of birth: a range; (None, None) where it says none.

    >>> [of_stage(said, None) for said in ("三年级2班", "初一(4)班", "高二", "未满18", "大一", "08后")]
    [(8, 11), (11, 15), (16, 19), (13, 17), (None, None), (None, None)]
    >>> of_stage("08后", datetime(2024, 6, 1, tzinfo=UTC))
    (14, 16)
    """
    if stage in _WHOLE or stage.startswith("幼儿园"):
        return _WHOLE.get(stage, _WHOLE["幼儿园"])
    if under := _UNDER.fullmatch(stage):
        limit = int(under[1])
        return (13 if limit > 14 else max(0, limit - 7)), limit - 1
    if decade := _DECADE.fullmatch(stage):
        first, last, day = 2000 + int(decade[1] + decade[2]), 2009 + 10 * int(decade[1]), _day(posted)
        return (max(0, day.year - last - 1), day.year - first) if day is not None and day.year > first else (None, None)
    year = _YEAR.match(stage)
    return _of_year(year["of"] or "", UNITS.find(year["n"]) + 1 or int(year["n"])) if year else (None, None)


def _of_year(school: str, year: int) -> Range:
    junior, senior = (year + 10, min(year + 14, 17)), (year + 14, year + 17)
    if school in {"初", "初中", "国中"}:
        return junior if year <= 4 else (None, None)
    if school in {"高", "高中"}:
        return senior if year <= 3 else (None, None)
    if school == "中学" and year <= 3:
        return junior[0], senior[1]
    return (year + 5, year + 8) if school != "小学" or year <= _SIX else (None, None)


def stage_in(value: str) -> str:
    """The stage that a school with its year, a year alone or a word of age tells; none if there is none.

    >>> (
    ...     stage_in("文晖小学三年级2班"),
    ...     stage_in("江北附小四(2)班"),
    ...     stage_in("初一(4)班"),
    ...     stage_in("08后"),
    ...     stage_in("江北大学二年级"),
    ... )
    ('小学三年级2班', '小学四(2)班', '初一(4)班', '08后', '')
    """
    if _DECADE.fullmatch(value):
        return value
    year = _WITH_YEAR.search(value)
    if year is None:
        return ""
    if year.start() == 0 or year[0][0] not in UNITS + "123456789":
        return year[0]
    kind = _kind(value[: year.start()])
    return "" if kind in {None, "幼儿园"} else f"{kind}{year[0].replace(' ', '')}"


def _kind(school: str) -> str | None:
    """What sort of school that is by its last word; None for a college or a trade."""
    if _TRADE.search(school):
        return None
    return next((_ENDS[word] for word in sorted(_ENDS, key=len, reverse=True) if school.endswith(word)), None)
