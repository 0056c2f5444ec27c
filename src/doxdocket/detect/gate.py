r"""Can this text hold anything at all? Asked of every post, before anything that costs.

Most posts of a channel are chatter. The gate reads the cleaned text and lets through whatever has a long number in any
writing, an account, an address of any kind, a plate, a birth date or age, a label, a school, a company. It may let
chatter through; it must not stop what a kind would find (a property test compares).

Patterns are written once, without look-around or classes that engines read differently, and run on hyperscan (one
database, one match is enough) or, where that has no wheel, on ``re`` with the same answers. Source of the label words:
``labels.yaml``. Left out: names without any label or neighbour.

>>> [passes(text) for text in ("①③⑧ 9980 ⓪①⑤⑧", "性名：韩知予", "今天的火锅不错，人均138")]
[True, True, False]
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from itertools import chain, count
from typing import Any

import ahocorasick_rs
import yaml

from doxdocket.text import Reading, read

try:
    import hyperscan
except ImportError:  # wheels exist for Linux on x86_64 only
    hyperscan = None  # type: ignore[assignment]

_DIGITS = "0-9〇零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖○◯"
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_MASKS = "*xX×✕✖●○◯■□█▇▆◼◆#_?※"
_PLATES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使"
_SUFFIXES = ("大学", "学院", "小学", "中学", "高中", "附中", "实验学校", "幼儿园", "职高", "技校", "中专", "公司", "集团", "医院",
             "派出所", "事务所", "工作室", "街道办", "居委会", "支行", "分行", "工厂", "研究所", "研究院", "法院", "检察院", "酒店",
             "宾馆", "公寓", "小区", "花园", "新村", "家园", "嘉园", "宿舍", "寝室", "校区")  # fmt: skip
_DOMAINS = ("qq", "163", "126", "139", "189", "sina", "gmail", "outlook", "hotmail", "foxmail", "yahoo", "icloud", "aliyun",
            "sohu", "yeah", "live", "proton", "protonmail", "example", "vip", "扣扣", "网易", "新浪", "谷歌", "搜狐")  # fmt: skip
_SITES = ("weibo", "douyin", "kuaishou", "xiaohongshu", "bilibili", "zhihu", "twitter", "x", "instagram", "facebook", "t",
          "telegram", "github", "steamcommunity", "tieba", "tiktok", "xhslink", "wa", "discord", "gitee", "douban")  # fmt: skip
#: Words that make a post worth reading although no label of labels.yaml is in it.
_CUES = ("开盒", "盒打击", "盒武器", "人肉", "挂人", "挂一个", "挂个人", "曝光", "真名", "本名", "大名", "机主", "户籍", "底档", "个户",
         "全户", "出道", "社工", "定位到", "尾号", "末尾", "就读", "毕业于", "家住", "住在", "租在", "现居", "坐标", "同号", "身份证", "名叫",
         "名字", "叫做", "原名", "现名", "改名", "全名", "实名", "籍贯", "老家", "户口", "生日", "出生", "属相", "名下")  # fmt: skip
#: Kinds of labels.yaml whose words count only with a mark behind them: in chatter they are ordinary words.
_ONLY_MARKED = frozenset({"relation", "self", "head", "other", "cue"})
_MARK = re.compile(r" {0,3}(?:[:=|是叫为】」\])\t\n>/→⇒➡➜►▶👉~_·\\-]|[0-9]{3})| {1,3}[@A-Za-z0-9_]{3}")


def _word(word: str) -> str:
    """One word in either case."""
    return "".join(f"[{c.lower()}{c.upper()}]" if c.isascii() and c.isalpha() else re.escape(c) for c in word)


def _label_words() -> Iterator[tuple[str, bool]]:
    """Each word and whether a mark must follow: after Latin, single-character, weak and block words, it must."""
    yield from ((word, False) for word in (*_CUES, *_SUFFIXES))
    source = resources.files(__package__).joinpath("labels.yaml").read_text(encoding="utf-8")
    for kind, entry in yaml.safe_load(source).items():
        for key in ("words", "extra", "weak", "weak_extra"):
            listed = entry.get(key, ())
            for word in chain.from_iterable(listed.values()) if isinstance(listed, dict) else listed:
                clean = read(word).clean.lower()
                alone = "weak" not in key and kind not in _ONLY_MARKED and not clean.isascii() and len(clean) > 1
                for gap in range(5 if len(clean) == 2 and not clean.isascii() else 1):
                    yield (" " * gap).join(clean), not alone


class Words:
    """The words that let a post through, by one automaton; the same whichever engine finds the shapes."""

    def __init__(self) -> None:
        listed: dict[str, bool] = {}
        for word, needs_mark in _label_words():
            listed[word] = needs_mark and listed.get(word, True)
        self._needs_mark = tuple(listed.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(listed))

    def __call__(self, clean: str) -> bool:
        """Whether a word stands here, with its mark where it needs one."""
        lowered = clean.lower()
        for word, _start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            if not self._needs_mark[word] or _MARK.match(lowered, end):
                return True
        return False


def _numbers() -> Iterator[str]:
    digit, like, gap = f"[{_DIGITS}]", f"[{_DIGITS}OoIlZzSsBb|洞拐勾]", f"[^A-Za-z{_HAN}{_DIGITS}]"
    filler = f"{gap}{{0,5}}(?:空格|空|点|杠|横|星|加|减|删|去|dot|dian)?{gap}{{0,5}}"
    yield f"{digit}(?:{gap}{{0,4}}{like}){{6}}"
    yield f"{digit}{{2,4}}{filler}{digit}{{3,4}}{filler}{digit}{{3,5}}"
    yield f"{digit}{{3}}[^\n{_DIGITS}]{{1,5}}{digit}{{4}}[^\n{_DIGITS}]{{1,5}}{digit}{{4}}"
    yield f"{digit}(?:[^\n{_DIGITS}]{{1,3}}{digit}){{10}}"
    yield f"{digit}{{2}}{gap}?[{_MASKS}]{{2,14}}{gap}?{digit}"
    yield f"{digit}{{3}}{gap}?[{_MASKS}]{{3}}"
    yield f"[尾后末前][^\n]{{0,2}}[号几4-8四五六七八][^\n]{{0,4}}{digit}"


def _accounts() -> Iterator[str]:
    dot, com = (
        "(?:[.。点]|[dD][oO][tT])",
        "(?:" + "|".join(map(_word, ("com", "cn", "net", "org", "me", "edu", "扣姆"))) + ")",
    )
    yield "@ {0,3}[A-Za-z0-9_]{2}"
    yield "[A-Za-z0-9_] {0,3}@"
    yield f"(?:{'|'.join(map(_word, _DOMAINS))})[ \\])(【】\\[-]{{0,4}}(?:{dot}[ \\])(【】\\[-]{{0,4}}{com}|[邮信]箱)"
    yield f"(?:{'|'.join(map(_word, _SITES))})\\.(?:com|cn|me|tv|net)/"
    yield f"{_word('wxid')} {{0,2}}_"


def _places_and_dates() -> Iterator[str]:
    number, between = f"[{_DIGITS}十廿百] {{0,2}}", f"[^\n0-9A-Za-z{_HAN}]{{0,3}}"
    yield f"[{_PLATES}]{between}[A-Za-z]{between}(?:[A-Za-z{_DIGITS}]{between}){{5}}"
    yield f"[路街巷弄里道坊同村段]{between}(?:{number}){{1,5}}[号弄栋幢]"
    yield f"{number}[栋幢座单室楼弄][元号楼0-9]?"
    yield "[省市区县州旗盟][^\n]{1,10}[路街道巷弄镇乡村区县号]"
    yield f"(?:{number}){{1,3}}岁"
    yield f"(?:{number}){{2,4}}年{between}(?:(?:{number}){{1,3}}月|生|出)"
    yield f"(?:{number}){{1,3}}月{between}(?:{number}){{1,3}}[日号生]"
    yield f"{number}{number}后"
    yield "[(,。;|/ \t\n][男女][),。;|/ \t\n性]"
    yield f"[男女] {{0,2}}[,/|] {{0,2}}[{_DIGITS}]"
    yield "[^\n]{2}族[,。;|/\n]"


def _organisations() -> Iterator[str]:
    yield f"[一二三四五六七八九十0-9] {{0,2}}[中小] {{0,2}}[的高初{_HAN}]"
    yield "[高初大] ?[一二三四] ?\\(?[0-9一二三四五六七八九十]{1,2}\\)?班"
    yield f"[{_HAN}]·[{_HAN}]"


@cache
def patterns() -> tuple[str, ...]:
    """Every pattern; the post passes if one is found anywhere in it."""
    return tuple(dict.fromkeys([*_numbers(), *_accounts(), *_places_and_dates(), *_organisations()]))


class PureGate:
    """The gate in ``re``: slower, and everywhere."""

    def __init__(self) -> None:
        self._searches = [re.compile(pattern).search for pattern in patterns()]

    def __call__(self, clean: str) -> bool:
        """Whether any pattern is found."""
        return any(search(clean) for search in self._searches)


class HyperscanGate:
    """The gate on hyperscan: every pattern in one pass, stopped at the first match."""

    def __init__(self) -> None:
        expressions = [pattern.encode() for pattern in patterns()]
        flags = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_SINGLEMATCH
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=expressions,
            ids=list(range(len(expressions))),
            elements=len(expressions),
            flags=[flags] * len(expressions),
        )

    def __call__(self, clean: str) -> bool:
        """Whether any pattern is found. A lone surrogate is nothing in UTF-8 and stands for nothing here."""
        found: list[int] = []
        self._database.scan(clean.encode("utf-8", "replace"), match_event_handler=_seen, context=found)
        return bool(found)


def _seen(pattern: int, _start: int, _end: int, _flags: int, found: Any) -> None:
    found.append(pattern)  # to go on costs less than the exception with which the scan would be stopped


@cache
def _words() -> Words:
    return Words()


@cache
def _shapes() -> Callable[[str], bool]:
    return PureGate() if hyperscan is None else HyperscanGate()


@cache
def _pure() -> PureGate:
    return PureGate()


_ASKED = count()
_FEW = 3000
"""So many texts are read sooner by ``re`` than hyperscan compiles its database (1 s); the answers are the same."""


def passes(text: str | Reading) -> bool:
    """Whether this text, as captured or already read, can hold anything of any kind."""
    clean = (read(text) if isinstance(text, str) else text).clean
    shapes = _pure() if next(_ASKED) < _FEW else _shapes()
    return _words()(clean) or shapes(clean)
