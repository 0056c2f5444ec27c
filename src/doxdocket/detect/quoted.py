r"""Names in quotes that are what somebody is called, not what he is named: 外号“马三”, 韩知予（“小雨”）, “苏小暖”真名何翠莲.

A string in quotes that looks like a whole name would be a second name of the person, and two names are two persons. It
is an alias where a word says so before it, or where a name without quotes stands right beside it. Else it stays a name:
posters put names in quotes too. Source: own observation. Left out: nicknames without quotes (``told``, ``labelled``).

>>> from doxdocket.detect.rules import detect
>>> [(h.kind, h.person) for h in detect("“江晚晚”（韩知予） 17806401357")]
[('former_name_alias', 0), ('name', 0), ('phone_number', 0)]
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict

_QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "'": "'", "《": "》", "〈": "〉"}
_CALLED = re.compile(
    r"(?:外号|绰号|诨名|网名|昵称|小名|乳名|人称|花名|艺名|笔名|圈名|马甲|化名|别名|代号|游戏名|自称|又[叫名]|[喊叫][他她佢]|圈里叫|圈内叫|aka|id"
    r"|主播|博主|网红|up主?|画师|写手|楼主|号主|coser)[:是为叫做 ]{0,2}$",
    re.IGNORECASE,
)
#: What may stand between the quotes and the name without quotes of the same person.
_TO_NAME = re.compile(
    r"[\s)）]{0,2}(?:就是[他她佢]?|即|系)?[\s,(]{0,2}的?(?:(?:真实姓名|真名字?|本名|原名|实名|大名|全名|三次元?|真身|真人|本尊|皮下)(?:是|叫|为|:|就是)?)?\s?"
)
_FROM_NAME = re.compile(r"\s?[,(]?\s?")
#: A word or a column that says that this is the name.
_NAMED = frozenset({"name.label", "name.label_rare", "name.column", "name.kin"})


def recast(text: str, hits: Sequence[Hit], place: Callable[[Hit], tuple[int, int]]) -> list[Hit]:
    """The hits, with quoted names that are aliases as such; ``place`` gives the place of a hit in the cleaned text."""
    names = [hit for hit in hits if hit.kind == "name"]
    if not names or not any(mark in text for mark in _QUOTES):
        return list(hits)
    spans = {hit: place(hit) for hit in names}
    quoted = {hit for hit in names if _in_quotes(text, *spans[hit])}
    bare = [spans[hit] for hit in names if hit not in quoted and hit.verdict is not Verdict.DOUBTFUL]
    aliases = {hit.value for hit in quoted if hit.reasons[0] not in _NAMED and _alias(text, *spans[hit], bare)}
    return [_as_alias(hit) if hit.kind == "name" and hit.value in aliases else hit for hit in hits]


def _as_alias(hit: Hit) -> Hit:
    return replace(hit, kind="former_name_alias", reasons=("alias.quoted",))


def _in_quotes(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and _QUOTES.get(text[start - 1]) == text[end]


def _alias(text: str, start: int, end: int, bare: Sequence[tuple[int, int]]) -> bool:
    """Whether a word says that somebody is called so, or his name stands beside."""
    if _CALLED.search(text, max(0, start - 9), start - 1):
        return True
    return any(
        _TO_NAME.fullmatch(text, end + 1, first) if first > end else _FROM_NAME.fullmatch(text, last, start - 1)
        for first, last in bare
    )
