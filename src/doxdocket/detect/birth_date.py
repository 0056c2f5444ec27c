"""Dates of birth in one form, as far as they are told: 1897年9月生, 96.02.28, 生日3月7日, 农历八月十五, 九六年生, 民国35年.

Source: the ways dates are written in Chinese; years from 1850 as for identity numbers (invented data is born then). Left out: whether a date
is one of birth.

>>> plain("1897年9月生"), plain("3月7日")
('1897-09', '03-07')
"""

import re

from doxdocket.detect import han

_CN = "〇零一二三四五六七八九十"
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
_NUMBER = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    rf"(?:(?P<d>\d{{1,2}})(?:[nr]d|st|th)?[ -])?(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?[ -](?:(?P<d1>\d{{1,2}})(?:[nr]d|st|th)?,? )?(?P<y>\d{{4}})",
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
        groups["m"] = str(_MONTHS.index(date["m"].lower()) + 1)
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
