"""The age that words say: digits, or two of them where it lies between (三十六七, 四十出头).

Source: usage; how far 出头, 来 and 左右 reach is no authority's word. Left out: births, school years (``detect.ages``).

>>> said_age("十七岁"), said_age("三十六七岁")
('17', '36-37')
"""

import re

from doxdocket.detect.birth_date import number

_ONE = "[一二三四五六七八九]"
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
_BESIDE, _WIDEST = 8, 5
"""Characters that are read on each side; years between two ages."""


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
    """
    around, start, end = before[-_BESIDE:] + said + behind[:_BESIDE], len(before[-_BESIDE:]), len(said)
    end += start
    for form, read in ((_TO, _from_to), (_OR, _next_to), (_BETWEEN, _between), (_SOME, _some)):
        for found in form.finditer(around):
            if found.start() < end and start < found.end() and (ages := read(found, around)):
                wide = form is _TO and ages[1] > ages[0] + _WIDEST
                return f"{ages[0]}-{ages[1]}{'岁' * wide}"
    one = _YEARS.search(said)
    return str(number(one[1])) if one else ""


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
