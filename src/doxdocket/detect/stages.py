"""What a school year, 未成年 or a decade of birth says of somebody's age: a range, never a number.

Source: 义务教育法 art. 11 (凡年满六周岁的儿童，其父母或者其他法定监护人应当送其入学接受并完成义务教育；条件不具备的地区的儿童，
可以推迟到七周岁), six years of primary school and three of each school behind it, or five and four; one year more at the top for
who repeats a year. Who is said to be under 15 to 18 may be under 14, and is so at the lowest only. A decade (10后) ends where the
next begins, 08后 too. Left out: colleges, trade schools, years of entry (2021级).

>>> of("三年级2班"), of("初一(4)班"), of("高二"), of("未满18"), of("大一")
((8, 11), (11, 15), (16, 19), (13, 17), (None, None))
>>> of("08后", date(2024, 6, 1)), of("08后", None)
((14, 16), (None, None))
"""

import re
from datetime import date

_N = "一二三四五六七八九"
ROOM = rf" ?\(?(?:[{_N}十\d]{{1,3}}|[A-Z]|实验|重点|国际)\)? ?班"
#: A year of school with or without its room: 三年级2班, 小学四年级, 初一(4)班, 高二, 六(2)班.
YEAR = (
    rf"(?:(?:小学|国小|初中|国中|高中)?[{_N}1-9]年级(?:{ROOM})?"
    rf"|初(?:[一二三四]|[1-4](?=年级|{ROOM}))(?:年级)?(?:{ROOM})?|高(?:[一二三]|[1-3](?=年级|{ROOM}))(?:年级)?(?:{ROOM})?"
    rf"|[{_N}1-9]\([{_N}十\d]{{1,2}}\) ?班|幼儿园[大中小托][{_N}\d]?班)"
)
_YEAR = re.compile(
    rf"(?P<of>小学|国小|初中|国中|高中|中学|[初高])?(?P<n>[{_N}1-9])(?:年级|\(|0\d班|(?<=[初高中学].)(?={ROOM})|$)"
)
_BEHIND = re.compile(rf"[ ,、/|·-]{{0,2}}(?P<y>{YEAR}|[1-9]0\d班)")
_WITH_YEAR = re.compile(YEAR)
_NURSERY = re.compile(rf"[ ,、/|·-]{{0,2}}[大中小托][{_N}\d]?班")
_UNDER, _DECADE = re.compile(r"未满(\d{1,2})"), re.compile(r"([01])(\d)后")
_WHOLE = {"幼儿园": (2, 7), "小学": (6, 14), "初中": (11, 17), "高中": (15, 20)}
_ENDS = {"小学": "小学", "附小": "小学", "国小": "小学", "初中": "初中", "初级中学": "初中", "国中": "初中", "高中": "高中", "高级中学": "高中",
         "小": "小学", "中学": "中学", "附中": "中学", "中": "中学", "幼儿园": "幼儿园", "校": "", "校区": "", "书院": ""}  # fmt: skip
_TRADE = re.compile(r"(?:[技职卫护财艺体军警夜党驾戏]校|职业学校|技工学校|师范学校)$")
_SIX = 6

Range = tuple[int | None, int | None]


def of(stage: str, day: date | None = None) -> Range:
    """Lowest and highest age that a stage says, on that day; (None, None) where it says none."""
    if stage in _WHOLE or stage.startswith("幼儿园"):
        return _WHOLE.get(stage, _WHOLE["幼儿园"])
    if under := _UNDER.fullmatch(stage):
        limit = int(under[1])
        return (13 if limit > 14 else max(0, limit - 7)), limit - 1
    if decade := _DECADE.fullmatch(stage):
        first = 2000 + int(decade[1] + decade[2])
        last = 2009 + 10 * int(decade[1])
        return (max(0, day.year - last - 1), day.year - first) if day is not None and day.year > first else (None, None)
    year = _YEAR.match(stage)
    return _of_year(year["of"] or "", _N.find(year["n"]) + 1 or int(year["n"])) if year else (None, None)


def _of_year(school: str, year: int) -> Range:
    junior, senior = (year + 10, min(year + 14, 17)), (year + 14, year + 17)
    if school in {"初", "初中", "国中"}:
        return junior if year <= 4 else (None, None)
    if school in {"高", "高中"}:
        return senior if year <= 3 else (None, None)
    if school == "中学" and year <= 3:
        return junior[0], senior[1]
    return (year + 5, year + 8) if school != "小学" or year <= _SIX else (None, None)


def behind(text: str, end: int, school: str) -> str:
    """The stage that stands right behind the name of a school: 文晖小学|四年级(3)班.

    >>> (
    ...     behind("江北小学四年级(3)班", 4, "江北小学"),
    ...     behind("江北中学二年级", 4, "江北中学"),
    ...     behind("江北大学二年级", 4, "江北大学"),
    ... )
    ('小学四年级(3)班', '中学二年级', '')
    """
    kind = _kind(school)
    if kind is None:
        return ""
    if kind == "幼儿园":
        return kind if _NURSERY.match(text, end) else ""
    year = _BEHIND.match(text, end)
    said = year["y"].replace(" ", "") if year else ""
    return said if not said or said[0] not in _N + "123456789" else kind + said


def told(value: str) -> str:
    """The stage that a school with its year, a year alone or a word of age tells; none if there is none.

    >>> told("文晖小学三年级2班"), told("江北附小四(2)班"), told("初一(4)班"), told("08后"), told("江北大学二年级")
    ('小学三年级2班', '小学四(2)班', '初一(4)班', '08后', '')
    >>> told("城北一小三年级")
    '小学三年级'
    """
    if _DECADE.fullmatch(value):
        return value
    year = _WITH_YEAR.search(value)
    if year is None:
        return ""
    if year.start() == 0 or year[0][0] not in _N + "123456789":
        return year[0]
    return behind(value, year.start(), value[: year.start()])


def _kind(school: str) -> str | None:
    """What sort of school that is by its last word; None for a college or a trade."""
    if _TRADE.search(school):
        return None
    return next((_ENDS[word] for word in sorted(_ENDS, key=len, reverse=True) if school.endswith(word)), None)
