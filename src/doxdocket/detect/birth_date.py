"""Dates of birth: 1897年9月生, 96.02.28 after a label, 生日3月7日, 农历八月十五, 九六年生; and ages: 22岁, 十七岁.

Source: the ways dates are written in Chinese; years from 1850 as for identity numbers (invented data is born then). A
date is a birth date by a label or by 生 / 出生 behind it; one that fills its cell beside a name is one when nothing says
what else it is. Left out: dates with a clock time, dates in a sentence (2023年5月1日发的); the birth date inside an
identity number, which is not written out.

>>> from doxdocket.detect import blocks, labels
>>> from doxdocket.text import read
>>> reading = read("1897年9月生,生日3月7日")
>>> sorted({h.value for h in find(reading, blocks.lay_out(reading, labels.find(reading)))})
['03-07', '1897-09']
"""

import re
from collections.abc import Iterator

from doxdocket.detect.blocks import Field, Layout
from doxdocket.detect.hit import Hit
from doxdocket.detect.unknown_labels import UNKNOWN
from doxdocket.detect.whose_age import others as age_of_others
from doxdocket.records import Verdict
from doxdocket.text import Reading

_CN = "〇零一二三四五六七八九十"
_Y = rf"(?:1[89]\d\d|20\d\d|[{_CN[:-1]}]{{4}})"
_Y2 = rf"(?:\d\d|[{_CN[:-1]}]{{2}})"
_M = rf"(?:1[0-2]|0?[1-9]|[{_CN}]{{1,2}}|正|腊|冬)"
_D = rf"(?:3[01]|[12]\d|0?[1-9]|初?[{_CN}]{{1,3}}|廿[{_CN}])"
_SEP = r"[-./·_ 年]"
#: Where a date with a year may begin: cheap to find, dear to be wrong about.
_YEARS = re.compile(r"(?:1[89]|20)\d\d(?= ?年|[-./·_ ]\d|\d\d\d\d)")
_YEARS_IN_WORDS = re.compile(rf"[{_CN[:-1]}](?=[{_CN[:-1]}]{{3}} ?年)")
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
_HINT = re.compile(r"[年月岁]|\d[-./·_]\d|\d{8}|y\.?o")
_CLOCK = re.compile(r" ?(?:\d{1,2}:\d\d|[上下]午|凌晨|晚上)")
_BORN = re.compile(r" ?\(?(?:出生|出世(?!界)|生(?!效|成|产|活|意|日快|前)|生日|生人|诞生|年生|[一-鿿]{0,2}诞辰)")
_BORN_BEFORE = re.compile(
    r"(?:出生于|生于|出生在|出生|出世于|生日|生辰|诞辰|birthday|born|dob|生)[:是为在: ]{0,3}(?:农历|阴历|阳历|公历)?$",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(
    rf"(?<!\d)(?P<y>(?:1[89]|20)\d\d|{_Y2}|[{_CN[:-1]}]{{4}})年?(?:的(?=[,。\s、)]|$|人|妹|女|男|小|崽)|生人|生(?![效产意活])|出生)"
)
_YEAR_SAID = re.compile(rf"[\d{_CN[:-1]}](?:年?[的生出])")
_BORN_SAID = re.compile(r"生|诞|birth|born|dob", re.IGNORECASE)
_OPENED = re.compile(r"(?:^|[^\w\-~至到])$")
_CLOSED = re.compile(r"(?!\.\d)(?:$|[^\w\-~至到:]|[男女](?:$|[^\w]))")
_BORN_AFTER = re.compile(r" ?(?:生日|出生|的?生日)")
_AGE_SAID = re.compile(r"岁|歲|y\.?o", re.IGNORECASE)
_NUMBER = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_AGE = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,4}|[一二三四五六七八九]?十[一二三四五六七八九]?) ?(?:周岁|虚岁|岁半|岁|歲|y\.?o\b)(?![月以至到]|的?(?:生日|时候)?前)"
)
_AGE_TOLD = re.compile(
    r"(?:今年(?:才|刚|刚满|也就|都)?|(?:其实|实际)才|刚满|年仅)(?P<n>[1-9]\d|[二三四五]?十[一二三四五六七八九]?)(?=[,。;!?、)\s]|$)"
)
_AGE_BESIDE = re.compile(r"[男女](?<![一-鿿\w].)[,/|、 ]{1,2}(?P<n>[1-9]\d)(?=[,/|、]|$)", re.MULTILINE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    rf"(?:(?P<d>\d{{1,2}})(?:[nr]d|st|th)?[ -])?(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?[ -](?:(?P<d1>\d{{1,2}})(?:[nr]d|st|th)?,? )?(?P<y>\d{{4}})",
    re.IGNORECASE,
)
_UNDER = re.compile(r"(?:[未不没]满|[不未]到|不足)$")
_REPUBLIC = re.compile(
    rf"民国(?P<before>前)?(?P<n>\d{{1,3}}|[{_CN}]{{1,3}})年(?:(?P<m>{_M})月(?:(?P<d>{_D})[日号]?)?)?"
)
_SPACED = re.compile(r"(?P<y>\d(?: \d){3}) ?年 ?(?P<m>\d(?: \d)?) ?月(?: ?(?P<d>\d(?: \d)?) ?日?)?")
_AGE_BARE = re.compile(r"(?:约|大概|今年|虚岁|周岁)?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?![\d./年月-])")


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Birth dates and ages of one text."""
    yield from _labelled(reading, layout)
    text = reading.clean
    if not _HINT.search(text):
        return
    others = [
        (f.start, f.end)
        for f in layout.fields
        if f.kind
        not in {
            "birth_date",
            "name",
            "gender",
            "ethnicity",
            "home_address",
            "age",
            "relation",
            "head",
            "self",
            "native_place",
            "school",
            UNKNOWN,
        }
    ]
    for date in _dates(text):
        born = _BORN.match(text, date.end()) or _BORN_BEFORE.search(text, max(0, date.start() - 10), date.start())
        if _CLOCK.match(text, date.end()) or (
            not born and (any(a <= date.start() < b for a, b in others) or not _fills_cell(text, *date.span()))
        ):
            continue
        yield from _made(reading, date, "birth.said" if born else "birth.beside")
    for year in _YEAR_OF.finditer(text) if _YEAR_SAID.search(text) else ():
        yield from _made(reading, year, "birth.said", Verdict.PARTIAL)
    for date in _LOOSE.finditer(text) if "月" in text and _BORN_SAID.search(text) else ():
        if date["m3"] and (
            _BORN_BEFORE.search(text, max(0, date.start() - 10), date.start()) or _BORN_AFTER.match(text, date.end())
        ):
            yield from _made(reading, date, "birth.said")
    for form in (_AGE_TOLD, _AGE_BESIDE):
        for age in form.finditer(text):
            start, end = reading.span(*age.span("n"))
            yield Hit(start, end, "age", Verdict.VALID, str(number(age["n"])), ("age.said",))
    for age in _AGE.finditer(text) if _AGE_SAID.search(text) else ():
        if age_of_others(text, *age.span()):
            continue
        start, end = reading.span(*age.span())
        years = str(number(age["n"]))
        under = _UNDER.search(text, max(0, age.start() - 2), age.start()) and "百" not in age["n"]
        stage = f"未满{years}" if under and 3 <= int(years) <= _ADULT else ""
        yield Hit(start, end, "age", Verdict.VALID, years, ("age.said",), stage=stage)


def _fills_cell(text: str, start: int, end: int) -> bool:
    """Whether a date stands alone between the marks of its cell: of a date in a sentence nobody says that it is a birth."""
    return _OPENED.search(text, max(0, start - 1), start) is not None and _CLOSED.match(text, end) is not None


def _dates(text: str) -> Iterator[re.Match[str]]:
    """Dates with a year, in order, none in another."""
    starts = [found.start() for found in _YEARS.finditer(text)]
    if "年" in text:
        starts = sorted({*starts, *(found.start() for found in _YEARS_IN_WORDS.finditer(text))})
    done = 0
    for start in starts:
        date = _FULL.match(text, start) if start >= done else None
        if date is not None:
            done = date.end()
            yield date


def _labelled(reading: Reading, layout: Layout) -> Iterator[Hit]:
    for field in layout.fields:
        if field.kind == "birth_date":
            date = _FULL.search(reading.clean, field.start, min(field.end, field.start + 16))
            other = next(
                (p for p in (_REPUBLIC, _SPACED, _ENGLISH) if p.match(reading.clean, field.start, field.end)), None
            )
            if other is not None:
                yield from _otherwise(reading, other, field)
                continue
            if date is None:
                date = _LOOSE.match(reading.clean, field.start, field.end)
            if date is not None:
                yield from _made(reading, date, "birth.label")
        elif field.kind == "age" and not _AGE.match(reading.clean, field.start, field.end):
            age = _AGE_BARE.match(reading.clean, field.start, field.end)
            if age is not None:
                start, end = reading.span(*age.span())
                yield Hit(start, end, "age", Verdict.VALID, str(number(age["n"])), ("age.label",))


def _otherwise(reading: Reading, form: re.Pattern[str], field: Field) -> Iterator[Hit]:
    """Years of the Republic, English dates, and digits that a reader of images put spaces between."""
    date = form.match(reading.clean, field.start, field.end)
    if date is None:
        return
    value = _value(_groups(form, date))
    if value is not None:
        known = Verdict.VALID if len(value) == len("1899-01-01") else Verdict.PARTIAL
        yield Hit(*reading.span(*date.span()), "birth_date", known, value, ("birth.label",))


_REPUBLIC_BEGAN = 1912
_ADULT = 18


def _made(reading: Reading, date: re.Match[str], reason: str, verdict: Verdict = Verdict.VALID) -> Iterator[Hit]:
    value = _value(_groups(date.re, date))
    if value is None:
        return
    start, end = reading.span(*_trimmed(date))
    known = Verdict.VALID if value.count("-") == 2 and len(value) == 10 else Verdict.PARTIAL
    yield Hit(start, end, "birth_date", known if verdict is Verdict.VALID else verdict, value, (reason,))


def _trimmed(date: re.Match[str]) -> tuple[int, int]:
    text = date[0]
    for tail in ("出生", "生人", "生", "的"):
        text = text.removesuffix(tail)
    return date.start(), date.start() + len(text.rstrip())


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
    if text.isdigit():
        return int(text)
    if text in {"正", "冬", "腊"}:
        return {"正": 1, "冬": 11, "腊": 12}[text]
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_NUMBER.get(c, 0)) for c in ones) or 0)
    return (_NUMBER.get(tens, 1) if tens else 1) * 10 + (_NUMBER.get(ones, 0) if ones else 0)
