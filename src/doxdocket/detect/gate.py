r"""Can this text disclose anything about anybody? Asked of every post, before anything that costs.

Most posts of a channel are chatter. The gate lets through what has an anchor: a long number in any writing, an account,
a plate, a label with a value behind it, a class of a school, or two weaker signs together (a fact beside a name in its
own cell, a place behind the word of a home, a school beside a threat). A date, an age, a firm or a school in running
talk is none. It may let chatter through; it must not stop what a kind would claim (a property test compares).

Source of the words: ``labels.yaml``, ``context.yaml``; of the forms: `shapes`. Left out: names without any neighbour.

>>> [passes(text) for text in ("①③⑧ 9980 ⓪①⑤⑧", "性名：韩知予", "今天的火锅不错，人均138", "我家狗今天3岁")]
[True, True, False, False]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import UNIQUE, IntEnum, verify
from functools import cache
from itertools import count

import ahocorasick_rs

from doxdocket.detect import additions, blocks, data, labels, name_shape
from doxdocket.detect.shapes import Shape, fast, pure
from doxdocket.detect.written import runs
from doxdocket.text import Reading, read


@verify(UNIQUE)
class Sign(IntEnum):  # not IntFlag, whose sums are objects again: this is asked of every word
    """What a word says, one bit each."""

    NUMBER = 1 << 0  # a label of numbers
    ACCOUNT = 1 << 1  # of an account: letters may follow
    NAME = 1 << 2
    HOME = 1 << 3
    KIN = 1 << 4
    SCHOOL = 1 << 5
    FACT = 1 << 6  # any other label, a firm
    CUE = 1 << 7  # that somebody is exposed or unmasked
    TALK = 1 << 8  # a threat or an insult: ordinary in chatter
    AIMED = 1 << 9  # that somebody is threatened or others are called against him
    NEAR = 1 << 10  # digits follow a label of numbers or accounts


_SUFFIXES = {
    Sign.SCHOOL: ("大学", "学院", "小学", "中学", "高中", "初中", "附中", "附小", "学校", "幼儿园", "职高", "技校", "中专", "师专", "卫校", "书院", "艺校", "女中"),
    Sign.FACT: ("公司", "集团", "医院", "派出所", "事务所", "工作室", "街道办", "居委会", "支行", "分行", "研究所", "研究院", "法院", "检察院", "卫生院", "税务局", "煤矿", "药房",
                "农商行", "日报社", "设计院"),
    Sign.CUE: ("开盒", "盒打击", "盒武器", "人肉", "挂人", "挂一个", "挂个人", "出道", "社工", "全户", "名叫", "叫做", "网名", "假名"),
}  # fmt: skip
_NUMBERS = frozenset(
    [
        "id_number",
        "phone_number",
        "landline_number",
        "bank_account",
        "payment_account",
        "vehicle_file",
        "student_id",
        "exam_certificate",
        "passport_number",
        "driver_licence",
        "social_security_no",
        "other_certificate",
        "household_registration",
        "device_id",
        "virtual_asset",
        "health_record",
    ]
)
_SIGNS = {"social_account": Sign.ACCOUNT, "email": Sign.ACCOUNT, "payment_account": Sign.ACCOUNT | Sign.NUMBER, "name": Sign.NAME,
          "home_address": Sign.HOME, "real_estate": Sign.HOME, "relation": Sign.KIN, "self": Sign.KIN, "head": Sign.KIN,
          "school": Sign.SCHOOL | Sign.FACT, "cue": Sign.CUE}  # fmt: skip
#: Kinds that say nothing of a form: their labels stand in notices and adverts too.
_NO_FORM = frozenset(
    [
        "other",
        "cue",
        "income_tax",
        "workplace",
        "loan_debt",
        "deposit_balance",
        "job_history",
        "education_level",
        "travel_ticket",
        "lodging_record",
        "verification_code",
        "real_estate",
        "email",
    ]
)
_MARK = re.compile(r" {0,3}(?:[是叫为\t\n_]|[^\w\s,;。!?、.(]|\.\.|\.(?=[0-9A-Za-z])|[0-9]{3})| {1,3}[@A-Za-z0-9_]{2}")
#: No further than marks may stand before an account: pictures that are labels stand in rows of thousands.
_HANDLE = re.compile(
    r"(?:[^\w。!?;]|[是叫为就号码账户名]|[uU]?[iI][dD]){0,80}(?<=[^A-Za-z0-9_])[A-Za-z0-9_][A-Za-z0-9_.\-]|[A-Za-z]*[0-9_][A-Za-z0-9_]{2}|[^A-Za-z0-9\n]{0,8}@\w"
)
#: What may stand between a label and its number (see `governed`), with two other characters somewhere. No character begins two of its
#: alternatives, so that there is one way to read a row of them.
_THIN = r"(?:[^\u4e00-\u9fffA-Za-z0-9]|[号码账帐是为叫有分别国内常用备主副旧新现目前大概应该可能和及以跟或还绑定的了就都也如下在好像]|[uUiInNdDoO][uUiInNdDoO.]{1,2}+)"
_HAN_DIGITS = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖○◯洞拐勾两"
_NEAR = re.compile(
    rf"{_THIN}{{0,24}}[\u4e00-\u9fff]{{0,2}}{_THIN}{{0,6}}[A-Za-z+]{{0,2}}[ ·]?(?:[0-9OoIlZSB]|[{_HAN_DIGITS}][^\u4e00-\u9fff]{{0,3}}[{_HAN_DIGITS}0-9])"
)
_TO_NAME = re.compile(r"[\s:=是叫为名字】」\])>*_`\"'“”|/\\·-]{0,8}")
_MASKED = frozenset("*×○●□■█某")
_LATIN = re.compile(r"[A-Za-z]")


def _listed() -> Iterator[tuple[str, str, bool]]:
    """Each label word with its kind and whether a mark must follow it."""
    for word, kind, _, weak in labels.spellings():
        yield word, kind, weak or word.isascii() or len(word) == 1


@dataclass(slots=True)
class _Word:
    """What one word of the automaton says."""

    sign: int
    needs_mark: bool
    kinds: set[str] = field(default_factory=set)
    form: bool = False


@cache
def _lexicon() -> tuple[ahocorasick_rs.AhoCorasick, tuple[_Word, ...], re.Pattern[str], dict[str, _Word]]:
    """The automaton with the words in its order, and the words of one character: those are too common to be looked at
    without the mark behind them.
    """
    words: dict[str, _Word] = {}

    def add(word: str, sign: int, kind: str = "", *, marked: bool) -> None:
        known = words.setdefault(word, _Word(0, needs_mark=True))
        known.sign |= sign
        known.needs_mark = known.needs_mark and marked
        if kind and kind not in _NO_FORM:
            known.kinds.add(kind)

    for word, kind, marked in _listed():
        add(
            word,
            _SIGNS.get(kind, Sign.NUMBER if kind in _NUMBERS else Sign.FACT),
            kind,
            marked=marked and kind != "cue",
        )
    for sign, suffixes in _SUFFIXES.items():
        for word in suffixes:
            add(word, sign, marked=False)
    rule = data.table("context.yaml")
    for sign, key in ((Sign.CUE, "unmask_words"), (Sign.TALK, "stalk_words"), (Sign.AIMED, "hostile_words")):
        for word in rule[key]:
            add(str(word), sign, marked=False)
    single = {word: words.pop(word) for word in list(words) if len(word) == 1 and words[word].needs_mark}
    alone = re.compile(f"[{re.escape(''.join(single))}](?={_MARK.pattern})", re.IGNORECASE)
    return ahocorasick_rs.AhoCorasick(list(words)), tuple(words.values()), alone, single


@dataclass(slots=True)
class _Seen:
    """Signs of one text, and the kinds that its marked labels and its plain ones announce."""

    signs: int = 0
    marked: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    sure: bool = False


def _words(clean: str) -> _Seen:
    """The signs that the words of a text give; ``sure`` when a name or an account stands behind one."""
    automaton, words, marked, single = _lexicon()
    seen, lowered = _Seen(), clean.lower()
    if len(lowered) != len(clean):
        lowered = "".join(c.lower() if c.isascii() else c for c in clean)
    for index, start, end in automaton.find_matches_as_indexes(lowered, overlapping=True):
        word = words[index]
        if word.needs_mark and start and "a" <= lowered[start] <= "z" and "a" <= lowered[start - 1] <= "z":
            continue  # fb of 3afb5e
        if word.kinds or word.needs_mark:
            _label(seen, word, clean, end)
        else:
            seen.signs |= word.sign
    for found in marked.finditer(lowered):
        if found[0] == "号" and lowered[found.start() - 1 : found.start()] in _THINGS:
            continue
        _label(seen, single[found[0]], clean, found.end())
    return seen


_THINGS = frozenset("书列编单票货料批期工案型订运座")
"""Before 号 they make it the number of a thing."""


def _label(seen: _Seen, word: _Word, clean: str, end: int) -> None:
    """What a label word says with what stands behind it."""
    sign = word.sign
    marked = _MARK.match(clean, end) is not None
    if not marked and sign & Sign.NAME and not word.needs_mark:
        marked = _named(clean, end)
    if marked:
        seen.marked |= word.kinds
        seen.sure = seen.sure or bool(sign & Sign.NAME)
    elif word.needs_mark and not sign & (Sign.ACCOUNT | Sign.KIN):
        return
    elif not word.needs_mark:
        seen.plain |= word.kinds
    if sign & (Sign.NUMBER | Sign.ACCOUNT) and not seen.signs & Sign.NEAR and _NEAR.match(clean, end):
        sign |= Sign.NEAR
    if sign & Sign.ACCOUNT and _HANDLE.match(clean, end):
        seen.sure = True
    if sign & Sign.KIN and not _named(clean, end):
        sign &= ~Sign.KIN
    seen.signs |= sign


def _named(clean: str, end: int) -> bool:
    """Whether a family name or a hidden name follows a word."""
    at = _TO_NAME.match(clean, end)
    start = at.end() if at else end
    return name_shape.family_end(clean, start) is not None or clean[start : start + 1] in _MASKED


_CELL = re.compile(
    r"(?:(?<!\w)(?:叫|她叫|他叫|名叫)?|(?<=[叫是名字为的人主方告郎娘客生者户任机板象标]))([\u4e00-\u9fff]{2,4})(?!\w)"
)


def has_cell(clean: str) -> bool:
    """Whether a string that may be a name fills a cell of its own, or stands behind a word that calls for one."""
    return any(name_shape.plausible(found[1]) for found in _CELL.finditer(clean))


_WHOLE = re.compile(r"(?<!\w)[\u4e00-\u9fff]{3,4}(?=\W|你|$)|(?:就是|[找叫是位])[\u4e00-\u9fff]{3}(?!\w)")
_CALLED = 3


def aimed_at(clean: str) -> bool:
    """Whether a whole name stands in a cell of its own or is called to."""
    return any(
        name_shape.likely(found[0]) or name_shape.likely(found[0][-_CALLED:]) or name_shape.likely(found[0][:_CALLED])
        for found in _WHOLE.finditer(clean)
    )


_ALONE = Shape.HIDDEN | Shape.ACCOUNT | Shape.PLATE | Shape.CLASS
_OWNER = re.compile(
    r"[证卡话机行]|号码|账户|帐户|来电|联系|移动|联通|电信|身份|农信|邮储|sfz|\bid\b|yhk|bank|sjh?|tel|phone",
    re.IGNORECASE,
)
"""Words that say of what a tail is."""
_FORM = 2  # labels of so many kinds, each with its mark, are a form
_LIST = 3  # and so many without


def _anchored(clean: str, shape: int, seen: _Seen) -> bool:
    signs = seen.signs
    if shape & Shape.DIGITS and signs & Sign.NEAR:
        return True
    if len(seen.plain | seen.marked) >= _FORM and "\n" in clean and blocks.has_head(clean):
        return True
    if len(seen.marked) >= _FORM or (len(seen.plain | seen.marked) >= _LIST and shape):
        return True
    if shape & Shape.TAIL and _OWNER.search(clean):
        return True
    place = shape & (Shape.PLACE | Shape.DWELLING)
    if place and signs & Sign.HOME:
        return True
    told = shape & (Shape.DWELLING | Shape.SCHOOL) or signs & Sign.SCHOOL
    if told and signs & (Sign.CUE | Sign.TALK):
        return True
    if signs & Sign.AIMED and aimed_at(clean):
        return True
    fact = shape & Shape.FACT or place or told or signs & (Sign.FACT | Sign.HOME)
    return bool(fact) and bool(signs & (Sign.CUE | Sign.KIN) or has_cell(clean))


_ASKED = count()
_FEW = 8000
"""So many texts are read sooner by ``re`` than hyperscan compiles its database; the answers are the same."""


#: How a number begins that is somebody's without any word: a mobile, a landline, a citizen number; abroad it has a +.
_SOMEBODYS = re.compile(
    r"1[3-9]\d{9}|0[1-9]\d{8}|00\d{9}|[1-8]\d{5}(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
)
_CARD = re.compile(r"(?:62|4\d|5[1-5]|60|3[457]|9[045]|6[89]|10)\d{13}")
_STEAM = "7656119"


def _somebodys(reading: Reading) -> bool:
    """Whether a run of digits may be a number of a person: an order, a book or a parcel mostly is not."""
    if "+" in reading.clean:
        return True
    for run in runs(reading):
        if len(run.digits) >= _SHORTEST and (
            any(_SOMEBODYS.match(run.digits, at) for at in run.edges)
            or (len(run.digits) >= _GLUED and _SOMEBODYS.search(run.digits))
            or _STEAM in run.digits
            or any(_CARD.match(run.digits, at) for at in run.edges)
        ):
            return True
    return False


_GLUED = 22  # two numbers or more: one may begin inside
_SHORTEST = 10
"""Digits of the shortest number that needs no word."""


def passes(text: str | Reading) -> bool:
    """Whether this text, as captured or already read, can disclose anything."""
    reading = read(text) if isinstance(text, str) else text
    clean = reading.clean
    shape = (pure() if next(_ASKED) < _FEW else fast())(clean)
    if shape & _ALONE or (shape & Shape.NUMBER and _somebodys(reading)):
        return True
    seen = _words(clean)
    return seen.sure or _anchored(clean, shape, seen) or additions.of(clean) is not None
