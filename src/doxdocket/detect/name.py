"""Persons' names: after a label or in a name column, beside an identifier, after a kinship word or a school, in prose.

Source: family names of ``surnames.yaml``, words of ``not_names.yaml``. A name has no form that proves it: the reasons say on what it stands, and ``context`` makes it doubtful
where nothing else in the post is about a person. Left out: nicknames and accounts (``social_account``).

>>> [found.reason for found in loose("怕了吧,韩知予", 0, 7)]
['name.alone']
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from doxdocket.detect import data
from doxdocket.detect.blocks import Field, Layout
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import is_weak, meaning
from doxdocket.detect.name_shape import (
    HAN,
    IN_SENTENCES,
    family_end,
    fills,
    given_end,
    is_fact,
    likely,
    of_peoples,
    plausible,
    starts,
    tables,
    wordy,
)
from doxdocket.records import Verdict
from doxdocket.text import Reading

_RUN = re.compile(f"[{HAN}]+")
_DOTTED = re.compile(f"(?:[{HAN}]{{1,8}}|[A-Z][a-z]{{1,12}}(?=·[{HAN}]))(?:[·•・.][{HAN}]{{1,10}}){{1,4}}")
_SPACED = re.compile(f"[{HAN}]{{1,2}} {{1,4}}[{HAN}]{{1,2}}(?=$|\n)", re.MULTILINE)
_MASKED = (
    f"(?:[{HAN}]{{1,2}}(?:[*×○〇●□■_█]{{1,4}}|[xX]{{1,3}}(?![0-9A-Za-z]))[{HAN}]{{0,2}}"
    f"|[*×○●□■█]{{1,3}}[{HAN}]{{1,2}}|[{HAN}]某{{1,2}}(?!人)[{HAN}]?)(?![{HAN}*])"
)
_MASKS = "*×○〇●□■_█xX"
_MASK = re.compile(f"[{_MASKS}某]")  # every hidden name holds one
_HIDDEN, _HIDDEN_ALONE = re.compile(_MASKED), re.compile(f"(?<![{HAN}*xX]){_MASKED}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’.-]*(?:[ ·,] ?[A-Za-z][A-Za-z'’.-]*){0,3}")
_PINYIN = re.compile(
    r"(?<![A-Za-z@._/-])[A-Z][a-z]{1,5}(?: [A-Z][a-z]{1,5}(?:['-]?[A-Za-z][a-z]{1,5})?|(?: [A-Z][a-z]{1,5}){2})(?![A-Za-z@._/-])"
)
_TITLES = "主任|老师|经理|总监|总|局长|科长|处长|校长|院长|教授|医生|大夫|警官|法官|律师|书记|队长|所长|厂长|董事长|老板|师傅|导师|辅导员|主管|会计|院士|部长|镇长|村长|班主任|秘书|护士|博士|同学|先生|女士|小姐"
_TITLED = re.compile(f"(?P<name>[{HAN}]{{1,3}})(?P<title>{_TITLES})(?![{HAN}]?(?:们|群|好))")
#: Words of a sentence that a name may follow directly.
_BEFORE = re.compile(
    "(?:名叫|叫做|叫作|就叫|叫|就是|这个是|那个是|便是|正是|乃是|本名|真名|大名|原名|实名|姓名|名字|名为|班的?|级的?|系的?|专业的?|岁的?|的|是|和|跟|与|及|、|给|找|有|对|把|被|由|号|挂|曝光|避雷|冲|骂|开盒|盒了|恶心|垃圾|贱人|"
    "恭喜|祝贺|抓到|逮到|查到|扒到|抓住|悬赏|婊子|傻逼|骗子|渣男|渣女|老赖|人渣|小三|绿茶|死胖子|学生|学姐|学长|学弟|学妹|员工|老师|护士|医生|网友|网红|主播|博主|up主|粉头|狗粉|狗东西|畜生|败类|目标|对象|今日|感谢|认识|所谓|自称|人叫|室友|舍友|同桌|舍长|班长|闺蜜|现任|前任|主犯|从犯|帮凶|主谋|打手|共犯|帮手|卖家|买家|中介|债主|小丑|贱货|杂种|婊|狗贼|同伙|发布者|楼主|司机|代理人|借款人|上诉人|申请人|监护人|家长|顾客|同事|三次元|真人|皮下|真身|尊敬的|亲爱的|户主|机主|客户|用户|车主|"
    "被告|原告|被告人|嫌疑人|当事人|受害人|这位|那位|一位|某位|这个|那个|一个|货|蛆|玩意|姓|@|记住|请看|欢迎|兄弟们|家人们|大家好)$"
)
_TRIM = re.compile(
    "^(?:名叫|叫做|叫|就是|便是|正是|本名|真名|大名|名字|班|级|系|岁|的|是|和|跟|与|及|给|找|有|对|把|被|由|号|挂|曝光|避雷|冲|骂|即|和|兼|及|届|期|位|人|个|女|男|点)"
)
#: Words that say outright that a name comes next.
_CALLED = re.compile(
    "(?:名叫|叫做|叫作|就叫|叫|就是|便是|正是|本名|真名|大名|原名|实名|姓名|名字|名为|尊敬的|亲爱的|男方|女方|新郎|新娘|被告人|被告|原告|嫌疑人|兹证明|兹有|人还是|名字是|应该是|其实是|人叫|人是|三次元|真人|皮下|真身|本尊|发布者|主犯|从犯|帮凶|同伙|代理人|借款人|上诉人|申请人|监护人|顾客|舍长|机主|户主|乘客|考生|患者|收款人|法人|车主|客户|号主|房东|班主任|作者|司机|老板|目标|对象)$"
)
_CALLS = re.compile(_CALLED.pattern.removesuffix("$"))
#: Stands in the text for each character of what is explained already.
COVER = "\x00"
_THAT = "那"
"""A family name, and in running text nearly always the word (那户, 那货): there something must announce the name."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the cleaned text, on what it stands, and how sure that is (3 label … 1 tagger alone)."""

    start: int
    end: int
    verdict: Verdict
    reason: str
    sure: int


def begins(text: str, start: int) -> bool:
    """Whether a name in any writing may begin here."""
    return family_end(text, start) is not None or bool(_LATIN.match(text, start) or _HIDDEN.match(text, start))


def of_field(text: str, field: Field, edges: Sequence[int]) -> Found | None:
    """The name in a labelled field or a name cell; it ends at the first of the edges, which are in order."""
    start, after = field.start, bisect_right(edges, field.start)
    end = min(edges[after], field.end) if after < len(edges) else field.end
    hidden = _HIDDEN.match(text, start, end)
    if hidden:
        return Found(start, hidden.end(), Verdict.MASKED, "name.label", 3)
    dotted = _DOTTED.match(text, start, end) or (field.marked and _SPACED.match(text, start, end))
    if dotted:
        return Found(start, dotted.end(), Verdict.VALID, "name.label", 3)
    run = _RUN.match(text, start, end)
    if run is None:
        latin = _LATIN.match(text, start, end)
        if (
            latin
            and field.marked
            and len(latin[0]) > 2
            and meaning(latin[0]) is None
            and _as_name(latin[0], text[field.label.end : start])
        ):
            return Found(start, latin.end(), Verdict.VALID, "name.latin", 3)
        return None
    if not field.label.cell and not _PUNCTUATED.search(text, field.label.end, start):
        return _said(text, field, start, run.end())
    return _of_run(text, field, start, run.end(), trusted=field.marked or field.label.cell or len(run[0]) < 5)


_THREE = 3
_NO_END = frozenset("男女的了吗呢吧啊呀哦在系")
_PUNCTUATED = re.compile(r"[^\w]|_")


def _said(text: str, field: Field, start: int, end: int) -> Found | None:
    """A name glued to its label or joined by 是: its own end must be clear."""
    word = text[field.label.start : field.label.end]
    apart = not _ANY_HAN.match(text, field.label.start - 1) if field.label.start else True
    if of_peoples(text[start:end]) or (apart and not is_weak(word) and fills(text[start:end])):
        return Found(start, end, Verdict.VALID, "name.label", 3)
    reason = "name.called" if is_weak(word) else "name.label"
    stop = given_end(text, start, end)
    if stop is None and text[start:end][:2] not in tables()[1] and family_end(text, start):
        made_like_one = likely(text[start:end]) or (end - start <= _THREE and plausible(text[start:end]))
        stop = end if reason == "name.label" and made_like_one else None
    if stop is None or wordy(text[start:stop]):
        return None
    return Found(start, stop, Verdict.VALID, reason, 3)


def _as_name(latin: str, mark: str) -> bool:
    """Latin letters that may be a name: two words or a capital, or plainly announced."""
    return "http" not in latin.lower() and (" " in latin or latin[0].isupper() or bool(set(mark) & set(":=|")))


def _of_run(text: str, field: Field, start: int, end: int, *, trusted: bool) -> Found | None:
    """The name at the start of a run of Chinese characters behind a label."""
    bad, words, follow, _, _ = tables()
    name, family = text[start:end], family_end(text, start)
    if len(name) == 1:
        return Found(start, end, Verdict.PARTIAL, "name.surname_only", 3) if family and trusted else None
    titled = _TITLED.match(text, start, end)
    if titled and titled["name"] in data.surnames():
        return Found(start, titled.end(), Verdict.PARTIAL, "name.title", 3)
    if (name in words and family_end(text, start) is None) or meaning(name) is not None or not trusted:
        return None
    short = given_end(text, start, end)
    if family == start + 1 and field.marked and end - start == _THREE and name[-1] not in _NO_END:
        short = end  # 尹如是: in a cell of its own a word that may follow a name is its last character
    if short is not None and (short < end or family):
        return Found(start, short, Verdict.VALID, "name.label", 3)
    if family and field.marked and end - start <= _THREE and not is_fact(name) and name[-1] not in _NO_END:
        return Found(start, end, Verdict.VALID, "name.label", 2)  # 苏打, 秋分: all that the field holds
    if any(char in bad for char in name[:2]):
        return None
    cut = next((at for at in range(start + 2, end) if text[at] in bad or follow.match(text, at, end)), end)
    if cut - start <= (4 if field.marked else 3) or (family and cut - start <= 5 and field.marked and cut == end):
        return Found(start, cut, Verdict.VALID, "name.label" if family else "name.label_rare", 3 if family else 2)
    if family:
        return Found(start, min(family + 2, cut), Verdict.VALID, "name.label", 2)
    return Found(start, cut, Verdict.VALID, "name.label_rare", 2) if field.marked and cut - start <= 8 else None


def behind(text: str, start: int, end: int, *, marked: bool) -> Found | None:
    """A name right behind a word that calls for one (妈妈何翠莲, 前女友叫米朵)."""
    while start < end and text[start] in " :=,是叫的/|-~":
        start += 1
    if text[start : start + 2] in {"名叫", "叫做", "名字"}:
        start += 2
    hidden = _HIDDEN.match(text, start, end)
    if hidden:
        return Found(start, hidden.end(), Verdict.MASKED, "name.kin", 2)
    run = _RUN.match(text, start, end)
    if run is None or family_end(text, start) is None or (text[start] in IN_SENTENCES and not marked):
        return None
    stop = given_end(text, start, run.end())
    if stop is None and marked and len(run[0]) in {2, 3} and meaning(run[0]) is None and run.end() < end + 1:
        stop = run.end()
    return Found(start, stop, Verdict.VALID, "name.kin", 2) if stop is not None else None


def loose(text: str, start: int, end: int) -> Iterator[Found]:
    """Names that stand alone between marks in a stretch, or right behind or before words of a sentence."""
    for hidden in _HIDDEN_ALONE.finditer(text, start, end) if _MASK.search(text, start, end) else ():
        shown = hidden[0].strip(_MASKS)
        if (family_end(text, hidden.start()) or hidden[0][0] in "*×○") and meaning(shown) is None:
            yield Found(hidden.start(), hidden.end(), Verdict.MASKED, "name.masked", 1)
    for dotted in _DOTTED.finditer(text, start, end) if "·" in text else ():
        if "·" in dotted[0] and len(dotted[0]) > 3:
            yield Found(dotted.start(), dotted.end(), Verdict.VALID, "name.dotted", 2)
    for run in _RUN.finditer(text, start, end):
        for one in _in_run(text, run.start(), run.end()):
            if text[one.start] != _THAT or one.reason == "name.called":
                yield one


def _in_run(text: str, start: int, end: int) -> Iterator[Found]:
    name = text[start:end]
    if (
        name[-1] in "男女" and text[end : end + 1] == COVER and plausible(name[:-1])
    ):  # the gender before a people, a number
        name, end = name[:-1], end - 1
    if name[0] in _LEADING and likely(name[1:]) and text[start - 1 : start] != COVER:
        yield Found(start + 1, end, Verdict.VALID, "name.tail", 2)
        return
    if (adds := _ADDS.match(name)) and text[end : end + 1] == ":" and fills(name[adds.end() :]):
        yield from _in_run(text, start + adds.end(), end)  # 补充谷雨:110…
        return
    if of_peoples(name):
        yield Found(start, end, Verdict.VALID, "name.alone", 2)
        return
    said = _WHOSE.fullmatch(name)
    if said and COVER in text[max(0, start - 2) : start] and fills(said["name"]):
        yield Found(start + 1, start + said.end("name"), Verdict.VALID, "name.called", 2)
        return
    if not plausible(name) and fills(name):
        yield Found(start, end, Verdict.VALID, "name.alone", 0)  # a common word: what stands beside it decides
        return
    if plausible(name):
        short = given_end(text, start, end) if len(name) == _LONG and not likely(name) else None
        if short is not None and short < end and likely(text[start:short]):
            yield Found(start, short, Verdict.VALID, "name.lead", 2)
            return
        # three given characters are rare: as the value of a label that is none of ours they are a word
        long = len(name) == _LONG and family_end(text, start) == start + 1 and not likely(name)
        yield Found(start, end, Verdict.VALID, "name.alone", 1 if wordy(name) or long else 2)
        return
    stop = given_end(text, start, end)
    if stop is not None and stop < end:
        beside = text[start - 1 : start] == COVER or (text[stop] == "的" and text[stop + 1 : stop + 2] == COVER)
        covered = beside and not wordy(text[start:stop])
        there = text[stop] in "在系" and text[stop + 1 : stop + 2] == COVER and likely(text[start:stop])
        yield Found(start, stop, Verdict.VALID, "name.lead", 3 if there else 2 if covered else 1)
        start = stop
    called = _called(text, start, end)
    if called is not None:
        yield called
        return
    yield from _inside(text, start, end)


_LONG = 4
_ADDS = re.compile("(?:再?补充|补一下|更新|更正|勘误|追加|新增|另附|附上|再[来发]|还有|续|这是)")
_WHOSE = re.compile(f"是(?P<name>[{HAN}]{{2,3}}?)的?")
"""138… 是戈壁的: behind a number this says whose it is."""
_SCOLDS = re.compile("(?:骗子|小丑|渣男|渣女|贱人|老赖|人渣|小三|畜生|败类|垃圾|杂种|狗东西|傻逼|婊子)$")
_LEADING = frozenset("查找叫骂冲开盒挂堵")
"""Before a whole name these say what is done to somebody; some are rare family names too."""


def _inside(text: str, start: int, end: int) -> Iterator[Found]:
    """Names in a run of a sentence: behind words that a name may follow, before words that may follow a name."""
    at = start
    while (cut := _TRIM.match(text, at, end)) is not None:
        at = cut.end()
        stop = end if plausible(text[at:end]) else given_end(text, at, end)
        if stop is not None:
            yield Found(at, stop, Verdict.VALID, "name.tail", 1)
            if stop == end:
                return
            break
    reached = at
    for found in starts().finditer(text, start, end):
        at = found.start()
        if at < reached or not _BEFORE.search(text, max(start, at - 5), at):
            continue
        stop = given_end(text, at, end)
        if stop is not None and likely(text[at:stop]):
            role = _ROLE.search(text, start, at) is not None
            yield Found(at, stop, Verdict.VALID, "name.tail", 2 if role else 1)
            reached = stop
    if reached > start:
        return
    for size in (2, 3):
        if end - size > start and _SCOLDS.search(text, start, end - size) and fills(text[end - size : end]):
            yield Found(end - size, end, Verdict.VALID, "name.tail", 0)
            return
    for size in (3, 2, 4):
        if end - size > start and plausible(text[end - size : end]) and _BEFORE.search(text, start, end - size):
            role = _ROLE.search(text, start, end - size) is not None and not wordy(text[end - size : end])
            yield Found(end - size, end, Verdict.VALID, "name.tail", 2 if role else 1)
            return


#: Behind these a name that ends its clause is hardly anything else.
_ROLE = re.compile("(?:学生|新生|员工|职员|同学|网友|主播|店员|司机|校友|同事|护士|老师|医生|教练|保安)$")


def _called(text: str, start: int, end: int) -> Found | None:
    """A name behind a word that announces one in running text: 就是和煦, 叫成墨."""
    if not _CALLS.search(text, start, min(end, start + 8)):
        return None
    for at in range(start + 1, min(end, start + 8)):
        if _CALLED.search(text, start, at):
            stop = given_end(text, at, end)
            if stop is not None:
                return Found(at, stop, Verdict.VALID, "name.called", 2)
    return None


def titled(text: str, start: int, end: int) -> Iterator[Found]:
    """A family name with a title: 孟主任, 老韩师傅."""
    for title in _TITLE.finditer(text, start, end):
        for size in (2, 1):
            at = title.start() - size
            if at < start or text[at : title.start()] not in data.surnames():
                continue
            at -= at > start and text[at - 1] in "老小"
            if (text[at - 1] in "的找是叫" or not _ANY_HAN.match(text, at - 1)) if at else True:
                yield Found(at, title.end(), Verdict.PARTIAL, "name.title", 1)
            break


_ANY_HAN = re.compile(f"[{HAN}]")
_TITLE = re.compile(
    f"(?:{'|'.join(f'{title[0]}(?<!班.){title[1:]}' for title in _TITLES.split('|'))})(?![{HAN}]{{0,2}}(?:们|群))"
)
_SURNAMED = re.compile(f"姓([{HAN}])(?=的|[^{HAN}]|$)")


def surnamed(text: str, start: int, end: int) -> Iterator[Found]:
    """Only the family name: 姓崔."""
    for found in _SURNAMED.finditer(text, start, end) if "姓" in text else ():
        if found[1] in data.surnames():
            yield Found(found.start(1), found.end(1), Verdict.PARTIAL, "name.surname_only", 1)


def pinyin(text: str, start: int, end: int) -> Iterator[Found]:
    """A name in Latin letters with capitals: Lin Xiaoman."""
    for found in _PINYIN.finditer(text, start, end):
        yield Found(found.start(), found.end(), Verdict.VALID, "name.latin", 2)


def hit(reading: Reading, found: Found) -> Hit:
    """A found name as a hit."""
    name = reading.clean[found.start : found.end].strip()
    value = " ".join(name.lower().split()) if name.isascii() else re.sub(r"\s+", "", name)
    start, end = reading.span(found.start, found.end)
    return Hit(start, end, "name", found.verdict, value, (found.reason,))


def of_layout(reading: Reading, layout: Layout, edges: Sequence[int]) -> Iterator[Found]:
    """Names that labels and name columns announce."""
    for field in layout.fields:
        if field.kind == "name":
            found = of_field(reading.clean, field, edges)
            if found is not None:
                yield found
