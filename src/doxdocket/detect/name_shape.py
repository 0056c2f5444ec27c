"""What a name is made of: a family name and one to three more characters, usual ones or not, and where it ends.

Source: family names of ``surnames.yaml``, characters of ``given.yaml``, words of ``not_names.yaml``. A string of that shape
may be a name, nothing more; `likely` says that it is made as names are and is no common word. Left out: names with a
middle dot, hidden names, names in Latin letters (`reader.candidates`).

>>> given_end("韩知予是个骗子", 0, 7)
3
>>> given_end("方便的话", 0, 4) is None
True
"""

import re
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.labels import meaning

HAN = "一-鿿㐀-䶵"
_RUN = re.compile(f"[{HAN}]+")


@cache
def tables() -> tuple[frozenset[str], frozenset[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Characters that no name holds; words that are none; what may follow; family names; peoples and places."""
    lists = data.table("not_names.yaml")
    follow = "|".join(sorted(map(re.escape, lists["follow"]), key=len, reverse=True))
    family = "|".join(sorted(data.surnames(), key=len, reverse=True))
    words = {*lists["words"], *lists["facts"], *data.peoples(), *(p[:-1] for p in data.peoples())}
    for province, cities in data.divisions().items():
        words.update((province, province[:2], *cities, *(c[:-1] for c in cities if len(c) > 2)))
        for counties in cities.values():
            words.update(counties)
    return (
        frozenset(lists["characters"]), frozenset(words), re.compile(follow), re.compile(family), data.surnames(),
    )  # fmt: skip


def family_end(text: str, start: int) -> int | None:
    """Where the family name that begins here ends."""
    known = data.surnames()
    return next(
        (start + size for size in (3, 2, 1) if start + size <= len(text) and text[start : start + size] in known), None
    )


def plausible(name: str) -> bool:
    """Whether a whole string may be a name: family name, one to three more characters, none of them a word's."""
    bad, words, _, _, _ = tables()
    end = family_end(name, 0)
    if end is None or not 1 <= len(name) - end <= (3 if end == 1 else 2) or name in words:
        return False
    if (
        meaning(name) is not None
        or (name[0] == "谢" and name[1:] in _thanks())
        or any(char in bad for char in name[end:])
    ):
        return False
    return len(name) != 4 or not {name[:2], name[2:]} & words


@cache
def _thanks() -> frozenset[str]:
    """What somebody is thanked for: 谢投稿."""
    return frozenset(data.table("not_names.yaml")["thanks"])


@cache
def _facts() -> frozenset[str]:
    """Words that a cell of a dossier may hold, and places: no name in any cell."""
    lists = data.table("not_names.yaml")
    words = {*lists["facts"], *data.peoples(), *(p[:-1] for p in data.peoples())}
    for province, cities in data.divisions().items():
        words.update((province, province[:2], *cities, *(c[:-1] for c in cities if len(c) > 2)))
    return frozenset(words)


def fills(cell: str) -> bool:
    """Whether a string that fills a cell beside a number may be a name although it is a common word: 干脆, 暴雨.

    >>> fills("暴雨"), fills("单身"), fills("手机")
    (True, False, False)
    """
    end = family_end(cell, 0)
    bad = tables()[0]
    return (
        end is not None
        and 1 <= len(cell) - end <= _GIVEN
        and cell not in _facts()
        and meaning(cell) is None
        and bad.isdisjoint(cell[end:])
        and not (cell[0] == "谢" and cell[1:] in _thanks())
    )


_GIVEN = 2  # characters at most: three are rare

#: Names of one or more parts among peoples that have no family name: Tibetan, Mongolian, Turkic.
_PARTS = (
    "扎西|次仁|拉巴|顿珠|卓玛|央金|旺堆|平措|多吉|格桑|尼玛|达娃|边巴|普布|米玛|巴桑|罗布|丹增|旦增|索朗|白玛|德吉|曲珍|拉姆|才让|才旦|加措|群培|强巴|洛桑|仁青|仁增|桑杰|晋美|旺姆|旺久|"
    "贡布|益西|欧珠|赤列|班觉|土登|阿旺|丹巴|仓决|卓嘎|曲扎|曲央|措姆|贡嘎|云丹|嘉措|梅朵|桑珠|泽仁|泽旺|仁真|"
    "巴特尔|乌云|娜仁|萨日娜|斯琴|高娃|其其格|托娅|图雅|格日勒|那日苏|阿拉坦|宝音|额尔敦|呼和|苏和|哈斯|孟和|特木尔|敖登|乌日娜|塔娜|青格|牧仁|乌恩|满都拉|巴雅尔|朝鲁|布仁|花拉|"
    "买买提|麦麦提|阿依|古丽|艾山|努尔|艾力|吐尔|吐尔逊|阿不都|阿卜杜|热合曼|木合塔尔|玉素甫|阿迪力|帕提|娜尔|再努尔|库尔班|依明|赛买提|尼亚孜|卡德尔|叶尔|买合木提|热依木|艾合买提|沙吾提|肉孜|"
    "祖力|迪丽|热巴|努拉|别克|哈那提|巴合提|江|木|孜|罕|汗"
)
_OF_PEOPLES = re.compile(f"(?:{_PARTS}){{1,4}}")
_SHORTEST = 3


def of_peoples(name: str) -> bool:
    """Whether a string is put together as names of peoples without family names are.

    >>> of_peoples("扎西顿珠"), of_peoples("萨日娜"), of_peoples("江木")
    (True, True, False)
    """
    return len(name) >= _SHORTEST and _OF_PEOPLES.fullmatch(name) is not None


def likely(name: str) -> bool:
    """Whether a possible name is made as names are: no common word, and its given part of characters usual there.

    >>> likely("韩知予"), likely("李永康"), likely("车停地库")
    (True, True, False)
    """
    end = family_end(name, 0)
    if end is None or len(name) - end > _GIVEN or not plausible(name) or wordy(name):
        return of_peoples(name)
    usual, sometimes = data.given()
    rare = [char for char in name[end:] if char not in usual]
    return not rare or (len(rare) == 1 < len(name) - end and rare[0] in sometimes)


IN_SENTENCES = frozenset("和于那有都能来时从后原相应经由向")
"""Family names that are nearly always the word: names that begin so are found in cells and behind labels only."""


@cache
def starts() -> re.Pattern[str]:
    """A family name with a character usual in given names."""
    usual = "".join(sorted(data.given()[0]))
    family = sorted(data.surnames() - IN_SENTENCES, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(family)})[{usual}]")


def maybe(stretch: str) -> bool:
    """Whether a stretch holds anything that may be a name, at a glance."""
    words = tables()[1]
    return any(found[0] not in words for found in starts().finditer(stretch))


def wordy(name: str) -> bool:
    """A possible name that begins or ends like a common word: it needs a second opinion."""
    return len(name) > 2 and (name[:2] in tables()[1] or name[-2:] in _common())


@cache
def _common() -> frozenset[str]:
    """The words without the names of places: many of those are given names, as in 任金水 and 沈永康."""
    lists = data.table("not_names.yaml")
    return frozenset({*lists["words"], *lists["facts"], *data.peoples(), *(p[:-1] for p in data.peoples())})


def given_end(text: str, start: int, end: int) -> int | None:
    """Where a name that begins at ``start`` ends, as far as the words behind it tell; None when it is no name."""
    bad, _, follow, _, _ = tables()
    family = family_end(text, start)
    if family is None:
        return None
    run = _RUN.match(text, start, end)
    end = run.end() if run else start
    most = min(family + 3, end)
    at = family
    while at < most and text[at] not in bad:
        if at > family and follow.match(text, at, end) and plausible(text[start:at]):
            at += _goes_on(text, at, end) and at == family + 1
            break
        at += 1
    name = text[start:at]
    if not plausible(name):
        return None
    clear = at == end or not _RUN.match(text, at) or follow.match(text, at, end) is not None
    return at if clear else None


def _goes_on(text: str, at: int, end: int) -> bool:
    """柳春和居然…, 夏素真: what may follow a name may also be its last character, before a mark or another such word."""
    rest = text[at + 1 : end]
    if not _RUN.match(rest):
        return text[at] in "和同常真妹开当会能来敢为有"
    return text[at] in "和同常真" and rest[0] not in "他她你我其这那大的" and tables()[2].match(rest) is not None
