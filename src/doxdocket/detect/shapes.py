r"""Forms that may be seen in a text at a glance: long numbers, accounts, dwellings, classes, ages.

Patterns are written once, without look-around or classes that engines read differently, and run on hyperscan (one
database, one pass) or, where that has no wheel, on ``re`` with the same answers. Each answers for a group; which groups
make a text worth reading is decided by `gate`. Source: the kinds' own modules. Left out: names and labels.

>>> PureShapes()("江北二中高三5班,12栋3单元") == Shape.CLASS | Shape.SCHOOL | Shape.PLACE | Shape.DWELLING
True
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

try:
    import hyperscan
except ImportError:  # wheels exist for Linux on x86_64 only
    hyperscan = None  # type: ignore[assignment]


class Shape:
    """What a pattern shows, one bit each (plain numbers: an enumeration costs more than the pattern)."""

    NUMBER = 1  # ten digits or more: somebody's without any word, if they begin as such numbers do
    DIGITS = 2  # five digits or more: somebody's behind a label only
    ACCOUNT = 4
    PLATE = 8
    CLASS = 16
    PLACE = 32  # part of an address
    DWELLING = 64  # building and unit, road and number
    FACT = 128  # an age, a date, a gender, a people
    SCHOOL = 256
    TAIL = 512
    HIDDEN = 1024  # a number with hidden digits, or with words put between


_DIGITS = "0-9〇零一二三四五六七八九幺两弌弍弎壹贰叁肆伍陆柒捌玖○◯"
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_MASKS = "*xX×✕✖●○◯■□█▇▆◼◆#_?※某"
_PLATES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使"
_DOMAINS = ("qq", "163", "126", "139", "189", "sina", "gmail", "outlook", "hotmail", "foxmail", "yahoo", "icloud", "aliyun",
            "sohu", "yeah", "live", "proton", "protonmail", "example", "vip", "扣扣", "网易", "新浪", "谷歌", "搜狐")  # fmt: skip
_SITES = ("weibo", "douyin", "kuaishou", "xiaohongshu", "bilibili", "zhihu", "twitter", "x", "instagram", "facebook", "t",
          "telegram", "github", "steamcommunity", "tieba", "tiktok", "xhslink", "wa", "discord", "gitee", "douban")  # fmt: skip


def _word(word: str) -> str:
    """One word in either case."""
    return "".join(f"[{c.lower()}{c.upper()}]" if c.isascii() and c.isalpha() else re.escape(c) for c in word)


def _numbers() -> Iterator[tuple[int, str]]:
    digit, like, gap = f"[{_DIGITS}]", f"[{_DIGITS}OoIlZzSsBb|洞拐勾]", f"[^A-Za-z{_HAN}{_DIGITS}]"
    yield Shape.DIGITS, f"{like}(?:{gap}{{0,4}}{like}){{4}}"
    yield Shape.DIGITS, f"{digit}{{2}}[^\n{_DIGITS}]{{1,10}}{digit}{{2,4}}[^\n{_DIGITS}]{{1,10}}{digit}{{2}}"
    yield Shape.NUMBER, f"{like}(?:{gap}{{0,5}}{like}){{9}}"
    yield Shape.HIDDEN, f"{digit} ?[(【<\\[]?(?:空格|横杠|空|点|杠|横|星|加|减|删|去|dot|dian|dash)[)】>\\]]? ?{digit}"
    yield Shape.HIDDEN, f"[1一壹幺]{digit}{{2}}[^{_DIGITS}]{{1,12}}{digit}{{4}}[^{_DIGITS}]{{1,12}}{digit}{{4}}"
    yield Shape.HIDDEN, f"{digit}(?:[^\nA-Za-z{_DIGITS}]{{1,3}}{digit}){{10}}"
    yield (
        Shape.HIDDEN,
        "(?:倒|反|逆)[着过序写念看来][^\n]{0,8}[0-9Xx][0-9]{10}|[0-9]{11}[^\n]{0,4}(?:倒|反|逆)[着过序写念看来]",
    )
    yield Shape.HIDDEN, "[号话机][: ]?[lI|1][3-9][0-9OoIlZzSBGgqQ]{9}"
    yield Shape.HIDDEN, f"{digit}{{2}}{gap}?[{_MASKS}]{{2,14}}{gap}?{digit}"
    yield Shape.HIDDEN, f"{digit}{{3}}{gap}?[{_MASKS}]{{3}}"
    yield Shape.HIDDEN, "(?:^|[^A-Za-z0-9])[A-HJ-NPR-Za-hj-npr-z0-9]{17}(?:$|[^A-Za-z0-9])"
    lead = "(?:尾号|尾数|末尾|结尾|[后末尾前头][0-9三四五六七八两几]{1,2}位?|最后[0-9三四五六七八几]{1,2}位|开头|[卡机证话]尾|wh|weihao)"
    yield (
        Shape.TAIL,
        f"{lead}(?:数字|数|号码|号)?[ \\t\n:是为=(【*.…\\[-]{{0,5}}(?:[{_DIGITS}][ .-]?){{2}}[{_DIGITS}Xx]",
    )


def _accounts() -> Iterator[tuple[int, str]]:
    dot, com = (
        "(?:[.。点]|[dD][oO][tT])",
        "(?:" + "|".join(map(_word, ("com", "cn", "net", "org", "me", "edu", "扣姆"))) + ")",
    )
    yield Shape.ACCOUNT, "@ {0,3}[A-Za-z0-9_]{2}"
    yield Shape.ACCOUNT, "[A-Za-z0-9_] {0,3}@"
    yield (
        Shape.ACCOUNT,
        f"(?:{'|'.join(map(_word, _DOMAINS))})[ \\])(【】\\[-]{{0,4}}(?:{dot}[ \\])(【】\\[-]{{0,4}}{com}|[邮信]箱)",
    )
    yield (
        Shape.ACCOUNT,
        f"(?:艾特|爱特|小老鼠|圈a|#换@|[ (【<{{\\[][aA][tT]?[ )】>}}\\]])[^\n]{{0,24}}(?:{dot}|[)】\\]]) ?{com}",
    )
    yield Shape.ACCOUNT, f"(?:{'|'.join(map(_word, _SITES))})\\.(?:com|cn|me|tv|net)/"
    yield Shape.ACCOUNT, f"{_word('wxid')} {{0,2}}_"


def _places_and_facts() -> Iterator[tuple[int, str]]:
    number, between = f"[{_DIGITS}十廿百] {{0,2}}", f"[^\n0-9A-Za-z{_HAN}]{{0,3}}"
    part = f"(?:{number}){{1,5}}(?:-[0-9]{{1,4}})? ?"
    yield Shape.PLATE, f"[{_PLATES}]{between}[A-Za-z]{between}(?:[A-Za-z{_DIGITS}{_MASKS}]{between}){{5}}"
    yield Shape.PLATE, f"[{_PLATES}]{between}[A-Za-z]{between}(?:[A-Za-z{_DIGITS}]{between}){{4}}[挂学警港澳]"
    yield Shape.PLACE, f"[路街巷弄里道坊同村段]{between}(?:{number}){{1,5}}[号弄栋幢]"
    yield Shape.PLACE, f"{number}[栋幢座单室楼弄组村队户房][元号楼0-9]?"
    yield Shape.PLACE, "[省市区县州旗盟][^\n]{1,10}[路街道巷弄镇乡村区县号]"
    yield Shape.DWELLING, f"{part}(?:栋|幢|座|号楼|弄|单元|组|号院)[^\n]{{0,6}}{part}(?:单元|室|号|楼|层|户|房)?"
    yield Shape.DWELLING, f"[路街巷弄里道坊村镇乡]{between}{part}(?:号|弄|栋|幢)"
    yield Shape.FACT, f"(?:{number}){{1,3}}(?:周|虚)?岁"
    yield Shape.FACT, f"(?:{number}){{2,4}}年{between}(?:(?:{number}){{1,3}}月|生|出|的)"
    yield Shape.FACT, f"(?:{number}){{1,3}}月{between}(?:{number}){{1,3}}[日号生]"
    yield Shape.FACT, "(?:1[89]|20)[0-9]{2}[./-][0-9]{1,2}|[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{8}"
    yield Shape.FACT, "[(,。;|/ \t\n、:]?[男女][),。;|/ \t\n性、0-9]"
    yield Shape.FACT, f"[男女] {{0,2}}[,/|] {{0,2}}[{_DIGITS}]"
    yield Shape.FACT, "[^\n]族[,。;|/\n ]"
    yield Shape.FACT, "[A-Z][A-Z0-9][0-9]{3,4}|[0-9][A-Z][0-9]{3,4}|[GDCZTK][0-9]{1,4}次"


def _schools() -> Iterator[tuple[int, str]]:
    yield Shape.SCHOOL, f"[一二三四五六七八九十0-9] {{0,2}}[中小] {{0,2}}[的高初{_HAN}]"
    yield Shape.CLASS, "[中学院小高]\\(?[初高大研小]?[一二三四五六七八九0-9]{1,2}(?:年级)?\\(?[0-9]{0,2}\\)?班"
    yield (
        Shape.CLASS,
        f"[一二三四五六七八九十0-9附][中小高][高初大]?[{_DIGITS}]{{0,2}}(?:年级)?\\(?[{_DIGITS}]{{0,2}}\\)?班",
    )


@cache
def patterns() -> tuple[tuple[int, str], ...]:
    """Every pattern with its group."""
    return (*_numbers(), *_accounts(), *_places_and_facts(), *_schools())


class PureShapes:
    """The groups in ``re``: slower, and everywhere."""

    def __init__(self) -> None:
        self._searches = [(shape, re.compile(pattern).search) for shape, pattern in patterns()]

    def __call__(self, clean: str) -> int:
        """Every group of which a pattern is found."""
        seen = 0
        for shape, search in self._searches:
            if not seen & shape and search(clean):
                seen |= shape
        return seen


class HyperscanShapes:
    """The groups on hyperscan: every pattern in one pass."""

    def __init__(self) -> None:
        flags = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_SINGLEMATCH
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[pattern.encode() for _, pattern in patterns()],
            ids=[shape for shape, _ in patterns()],  # the number of a match is its group
            elements=len(patterns()),
            flags=[flags] * len(patterns()),
        )

    def __call__(self, clean: str) -> int:
        """Every group of which a pattern is found. A lone surrogate is nothing in UTF-8 and stands for nothing here."""
        found: list[int] = []
        self._database.scan(clean.encode("utf-8", "replace"), match_event_handler=_seen, context=found)
        seen = 0
        for shape in found:
            seen |= shape
        return seen


def _seen(shape: int, _start: int, _end: int, _flags: int, found: Any) -> None:
    found.append(shape)  # to go on costs less than the exception with which the scan would be stopped


@cache
def fast() -> Callable[[str], int]:
    """The fastest engine of this machine."""
    return PureShapes() if hyperscan is None else HyperscanShapes()


@cache
def pure() -> PureShapes:
    """The engine that needs no preparation."""
    return PureShapes()
