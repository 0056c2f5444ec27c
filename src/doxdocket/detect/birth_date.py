"""Dates of birth in one form, as far as they are told: 1897年9月生, 96.02.28, 生日3月7日, 农历八月十五, 九六年生, 民国35年; and ages that words say.

An age is digits, or two of them where it lies between (三十六七, 四十出头). Source: the ways dates are written in Chinese; years from 1850 as for
identity numbers (invented data is born then); how far 出头, 来 and 左右 reach is usage, no authority's word. Left out: whether a date is one of
birth, school years (`ages`).

>>> plain("1897年9月生"), plain("3月7日"), said_age("十七岁"), said_age("三十六七岁")
('1897-09', '03-07', '17', '36-37')
"""

import re

from doxdocket import numerals
from doxdocket.detect import han

_CN = "".join(numerals.PLAIN) + "十"
_Y = rf"(?:1[89]\d\d|20\d\d|[{_CN[:-1]}]{{4}})"
_Y2 = rf"(?:\d\d|[{_CN[:-1]}]{{2}})"
_M = rf"(?:1[0-2]|0?[1-9]|[{_CN}]{{1,2}}|正|腊|冬)"
_D = rf"(?:3[01]|[12]\d|0?[1-9]|初?[{_CN}]{{1,3}}|廿[{_CN}])"
_FULL = re.compile(
    rf"(?P<y>{_Y}) ?年 ?(?:农历|阴历)?(?P<m>{_M}) ?月(?:份)?(?: ?(?P<d>{_D}) ?[日号]?)?"
    rf"|(?<![\d.])(?P<y1>{_Y})(?P<s>[-./·_ ])(?P<m1>1[0-2]|0?[1-9])(?:(?P=s)(?P<d1>3[01]|[12]\d|0?[1-9]))?(?![\d.:])"
    r"|(?<!\d)(?P<y2>1[89]\d\d|20\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
)
_LOOSE = re.compile(
    rf"(?P<y>{_Y}|{_Y2}) ?年 ?(?:(?:农历|阴历)?(?P<m>{_M}) ?月(?:份)?(?: ?(?P<d>{_D}) ?[日号]?)?)?"
    rf"|(?<!\d)(?P<y1>{_Y2})(?P<s>[-./·])(?P<m1>1[0-2]|0?[1-9])(?P=s)(?P<d1>3[01]|[12]\d|0?[1-9])(?!\d)"
    rf"|(?:农历|阴历|阳历|公历|旧历|新历)?(?P<m3>{_M}) ?月 ?(?P<d3>{_D}) ?[日号]?"
    r"|(?<!\d)(?P<y4>\d\d)(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<m5>1[0-2]|0?[1-9])[-./](?P<d5>3[01]|[12]\d|0?[1-9])(?![\d.-])"
    r"|(?<!\d)(?P<m7>0[1-9]|1[0-2])(?P<d7>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<y6>(?:1[89]|20)\d\d)(?!\d)"
)
_NUMBER = {sign: int(n) for sign, n in numerals.PLAIN.items()}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    rf"(?:(?P<d>\d{{1,2}})(?:[nr]d|st|th)?[ -]?)?(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?[ -]?(?:(?P<d1>\d{{1,2}})(?:[nr]d|st|th)?,? )?(?P<y>\d{{4}})(?!\d)"
    rf"|(?<!\d)(?P<d2>\d{{1,2}})[ -]?(?P<m2>{'|'.join(_MONTHS)})[ -]?'?(?P<y2>\d\d)(?!\d)",
    re.IGNORECASE,
)
_REPUBLIC = re.compile(
    rf"民国(?P<before>前)?(?P<n>\d{{1,3}}|[{_CN}]{{1,3}})年(?:(?P<m>{_M})月(?:(?P<d>{_D})[日号]?)?)?"
)
_SPACED = re.compile(r"(?P<y>\d(?: \d){3}) ?年 ?(?P<m>\d(?: \d)?) ?月(?: ?(?P<d>\d(?: \d)?) ?日?)?")


_REPUBLIC_BEGAN = 1912


def plain(text: str) -> str | None:
    """The date that a stretch says, as far as it says one.

    >>> plain("93年4月12日"), plain("腊月十九"), plain("12 March 1893"), plain("春天")
    ('1993-04-12', '12-19', '1893-03-12', None)
    """
    for form in (_REPUBLIC, _SPACED, _ENGLISH, _FULL, _LOOSE, _YEAR_ONLY):
        if date := form.search(text):
            return _value(_groups(form, date))
    return None


_YEAR_ONLY = re.compile(rf"(?<!\d)(?P<y>{_Y}|{_Y2}) ?年?(?=$|\D)")


def _groups(form: re.Pattern[str], date: re.Match[str]) -> dict[str, str]:
    """Year, month and day as a form writes them; years of the Republic (民国35年 is 1946, 民国前12年 is 1900) as those of ours."""
    groups = {part[0]: said.replace(" ", "") for part, said in date.groupdict().items() if said and part in _NAMED}
    if form is _REPUBLIC:
        years = number(date["n"])
        groups["y"] = str(_REPUBLIC_BEGAN - years if date["before"] else _REPUBLIC_BEGAN - 1 + years)
    if form is _ENGLISH:
        groups["m"] = str(_MONTHS.index((date["m"] or date["m2"]).lower()) + 1)
    return groups


_NAMED = frozenset(part + n for part in "ymd" for n in ("", *"1234567"))


def _value(groups: dict[str, str]) -> str | None:
    """YYYY-MM-DD as far as known; None for an impossible date."""
    year = _year(groups["y"]) if "y" in groups else None
    month = number(groups["m"]) if "m" in groups else None
    day = number(groups["d"].replace("廿", "二十").lstrip("初")) if "d" in groups else None
    if "y" in groups and (year is None or not 1850 <= year <= 2100):
        return None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    parts = [f"{year:04}" if year else "", f"{month:02}" if month else "", f"{day:02}" if day else ""]
    return "-".join(part for part in parts if part) or None


def _year(text: str) -> int | None:
    digits = "".join(str(_NUMBER.get(c, c)) for c in text)
    if not digits.isdigit():
        return None
    year = int(digits)
    return year if len(digits) == 4 else (2000 if year < 30 else 1900) + year


def number(text: str) -> int:
    """A small number in either writing.

    >>> number("二十八"), number("17"), number("腊")
    (28, 17, 12)
    """
    return int(text) if text.isdigit() else _MONTH.get(text) or han.number(text)


_MONTH = {"正": 1, "冬": 11, "腊": 12}


_ONE = f"[{numerals.UNITS}]"
_YEARS = re.compile(r"(\d{1,3}|[一二三四五六七八九十]{1,4})(?= ?(?:周岁|虚岁|整|岁|歲|y\.?o|years?|$))", re.IGNORECASE)
_END = r"(?=$|\W|周岁|虚岁|岁|歲|[的了])"
"""What an age ends at: a word that goes on behind it (二十多才多艺, 十六七班) makes it none."""
_ENDS = re.compile(_END)
_BETWEEN = re.compile(rf"(?P<ten>{_ONE}?十)?(?P<low>{_ONE})[、到至]?(?P<high>{_ONE})(?P<tens>十)?(?!十)")
"""三十六七, 十七八, 七八(岁), 三四十."""
_TO = re.compile(r"(?<![\d/-])(?P<low>\d{1,2})岁?[-~—–到至](?P<high>\d{1,2})(?!\d)")
"""35-36, 14岁到16岁; a wider one (18-25岁) keeps its 岁 and is no age (``detect.ages``)."""
_OR = re.compile(r"(?<!\d)(?<![\d岁][、/])(?P<low>\d{1,2})[、/](?P<high>\d{1,2})(?!\d)")
"""36、7, 35/36: the next year only, and no part of a list; with 岁 behind each (14岁、16岁) they are ages of several."""
_SURE = re.compile(r"[ 多来]*(?:周?岁|歲)(?![、/]\d{1,2}岁)")
_SOME = re.compile(
    rf"(?P<ten>{_ONE}?十|(?<!\d)\d0)(?:(?P<over>多|余|好几|几)|(?P<just>刚?出头)|(?P<some>来(?![的了]))|(?P<about>左右|上下)){_END}"
)
"""五十多, 40出头, 三十来."""
_BESIDE, _WIDEST, _REACH = 8, 5, 16
"""Characters that are read on each side, years between two ages, characters for words that put an age off."""
_UNIT = r"(?:天|日|周|星期|礼拜|个?多?月)"
_SOON = re.compile(
    r"(?:(?:明|后)[天儿日]|明年|下下?个?(?:周|月|星期|礼拜)(?:[一二三四五六日天底末]|\d{1,2}[号日])?|月底|年底|(?:再过?|还有|还差|差|过)(?:不到)?(?:[几两半一二三四五六七八九十]{1,3}|\d{1,3})"
    + _UNIT
    + r"[多半]?(?:以?后|之后)?|差[点一]?(?:点|些)?|快要?|马上|立马|即将|将近?|就要|眼看|眼瞅着|临近|接近|(?<![附最就靠亲])近|虚岁?|毛岁|[还没未不]够|[没未]到|还没满?)(?:就|才|都|要|到|过|满|是|该|即|便|的|他|她|:|：| ){0,4}$"
)
"""What right before an age says that it comes soon (明天满14岁, 下个月18岁生日), or is the old count (虚岁)."""
_NOT_YET = re.compile(
    r" ?(?:周?岁|歲)?(?:的?生日)?[(（,，]?(?:虚岁|毛岁|虚|还差|还没到|还没过|还没满|没到|没满|未到|未满|差[一两几半])"
)
"""The same right behind one: 14虚岁, 14岁生日还没过."""


def said_age(said: str, before: str = "", behind: str = "") -> str:
    """The age that words say, as digits; two of them where it lies between (三十六七), none where it is not told in numbers. ``before``, ``behind``: what stands beside.

    >>> (
    ...     said_age("十七岁"),
    ...     said_age("三十六七岁"),
    ...     said_age("十七八"),
    ...     said_age("五十多岁"),
    ...     said_age("四十", behind="出头"),
    ...     said_age("36", behind="、7岁"),
    ... )
    ('17', '36-37', '17-18', '50-59', '40-44', '36-37')
    >>> said_age("7岁", "36、"), said_age("四十岁", "大概三"), said_age("七八岁"), said_age("三十", behind="，六楼")
    ('36-37', '30-49', '7-8', '30')

    Who comes to an age soon, or is told as old by the old count (虚岁), is one or two years younger.

    >>> (
    ...     said_age("14岁", "明天满"),
    ...     said_age("快14岁"),
    ...     said_age("14", "虚岁"),
    ...     said_age("14岁", "上个月满"),
    ...     said_age("18岁", "快递员"),
    ... )
    ('12-13', '12-13', '12-13', '14', '18')
    """
    around, start, end = before[-_BESIDE:] + said + behind[:_BESIDE], len(before[-_BESIDE:]), len(said)
    end += start
    for form, read in ((_TO, _from_to), (_OR, _next_to), (_BETWEEN, _between), (_SOME, _some)):
        for found in form.finditer(around):
            if found.start() < end and start < found.end() and (ages := read(found, around)):
                wide = form is _TO and ages[1] > ages[0] + _WIDEST
                return f"{ages[0]}-{ages[1]}{'岁' * wide}"
    one = _YEARS.search(said)
    if one is None:
        return ""
    age = number(one[1])
    soon = _SOON.search(before[-_REACH:] + said[: one.start()]) or _NOT_YET.match(said[one.end() :] + behind[:_REACH])
    return f"{max(0, age - 2)}-{age - 1}" if soon and age else str(age)


def _between(found: re.Match[str], text: str) -> tuple[int, int] | None:
    low, high = number(found["low"]), number(found["high"])
    if high != low + 1 or (found["ten"] and found["tens"]) or not _ENDS.match(text, found.end()):
        return None
    if found["tens"]:
        return low * 10, high * 10 + 9
    if found["ten"]:
        return number(found["ten"]) + low, number(found["ten"]) + high
    return (low, high) if text[found.end() : found.end() + 1] in {"岁", "歲"} else None


def _from_to(found: re.Match[str], text: str) -> tuple[int, int] | None:
    low, high = int(found["low"]), int(found["high"])
    if len(found["high"]) < len(found["low"]):
        high += low // 10 * 10
    return (low, high) if _SURE.match(text, found.end()) and low < high else None


def _next_to(found: re.Match[str], text: str) -> tuple[int, int] | None:
    ages = _from_to(found, text)
    return ages if ages and ages[1] == ages[0] + 1 else None


def _some(found: re.Match[str], _text: str) -> tuple[int, int]:
    ten = number(found["ten"])
    if found["over"]:
        return ten + (ten == _TEN), ten + 9
    less, more = _NEAR[found.lastgroup or "about"]
    return ten - less, ten + more


_TEN = 10
_NEAR = {"just": (0, 4), "some": (2, 5), "about": (3, 3)}
"""Years below and above: usage, no source."""
