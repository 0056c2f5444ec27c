r"""Posts that add one fact to another post: 补充：年龄 14岁, 忘了说单位：…, 漏咗佢住址：….

Alone such a value says nothing of anybody, and elsewhere it is left out as talk. Here the words before it say that a post
was told of somebody and that this belongs to it: a cue at the beginning of a short text, then a label at once, then the
value. It is claimed of one person; whose post it answers is for linking. Source: own observation of replies in channels.
Left out: notices that change an address or a name of a firm, additions of running words.

>>> from doxdocket.detect.rules import detect
>>> [(h.kind, h.value, h.verdict.value) for h in detect("补充：年龄 14岁")]
[('age', '14', 'valid')]
>>> detect("补充：年龄不限，学历本科以上"), detect("年龄 14岁")
([], [])
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from doxdocket.bounds import spend
from doxdocket.detect.context import hostile, said
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import meaning
from doxdocket.records import Verdict

_CUE = re.compile(
    r"[^\w\n]{0,6}(?:(?:对了|对咗|哦对|另外|刚才)[^\w\n]{0,3})?(?:再|又|最后|顺便)?"
    r"(?:补充|追加|更新|更正|勘误|忘记?|漏|唔记得|补)"
    r"(?:一[下个条项点]|[下了咗说讲写发放上个条点佢他她其的嘅间有]|信息|资料|内容|目标|仲有|还有|前面|[tT][aA]|一样|返|[^\w])*"
)
_JOIN = re.compile(r"了?[^\w\n]{0,3}(?:应该|好像|就)?[是系为叫]?[^\w\n]{0,3}")
#: What a notice says of itself or asks of others; 改为 is a change of what was public.
_NOTICE = re.compile(
    r"不限|要求|改为|变更|调整|迁至|搬至|不用|不要|请|如有|以[上下内]|优先|即可|才能|本人|本店|本公司|我[司们校店]"
)
_OWN_HOME = re.compile(r"户|家|住|居|宿舍|寝室|收[货件]|身份证")
_HOUSE = re.compile(r"\d ?(?:栋|幢|单元|号楼|座|室|房|组|梯)|\d-\d{1,5}")
_LONGEST = 120
_LONGEST_WORD = 8
_SHORT_FIRM = 4  # characters
#: What may stand between two added facts, and behind the last.
_PARTED = re.compile(r"[^\w\n]{0,3}(?:和|以及|还有)?[^\w\n]{0,3}")
_DONE = re.compile(r"[^\w\n]*(?:[了啊哦喔呀嘅的哈吧]|都有了|收好)?[^\w]*$")
_SAME = {"native_place": "home_address"}  # an address behind 户籍 may be no more than a county


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added: its kind, the word that says so, and where the value begins in the cleaned text."""

    kind: str
    word: str
    at: int


def of(clean: str) -> Addition | None:
    """The fact that a text adds, if it is such a text."""
    cue = _CUE.match(clean) if len(clean) <= _LONGEST else None
    if cue is None or _NOTICE.search(clean) or said(clean, "news_words") or said(clean, "notice_words"):
        return None
    return _labelled(clean, cue.end())


def _labelled(clean: str, start: int) -> Addition | None:
    """The label that begins here, with where its value does."""
    for size in range(_LONGEST_WORD, 1, -1):
        word = clean[start : start + size]
        known = meaning(word) if len(word) == size else None
        if known is not None and known[0] not in {"cue", "news"}:
            join = _JOIN.match(clean, start + size)
            return Addition(known[0], word, join.end() if join else start + size)
    return None


def claimed(
    clean: str, found: Sequence[Hit], judged: Sequence[Hit], place: Callable[[Hit], tuple[int, int]]
) -> list[Hit]:
    """What was judged, with the added values claimed; ``found`` are the hits before, ``place`` their cleaned ranges."""
    added, end = of(clean), 0
    values: list[Hit] = []
    while added is not None:  # each further on: behind a value that begins where the last one was announced
        spend(len(found))
        one = next((hit for hit in found if place(hit)[0] == added.at and _of_kind(hit, added)), None)
        if one is None:
            return list(judged)
        end = place(one)[1]
        verdict = one.verdict if _somebodys(clean, added, one, end) else Verdict.DOUBTFUL
        values.append(replace(one, verdict=verdict, reasons=(*one.reasons, "context.addition")))
        parted = _PARTED.match(clean, end)
        added = _labelled(clean, parted.end()) if parted else None
    if not values or not (_DONE.match(clean, end) or hostile(clean)):
        return list(judged)  # 性别 女 优先: more is said, and not of somebody
    known = {(hit.start, hit.end, hit.kind) for hit in values}
    return [*(hit for hit in judged if (hit.start, hit.end, hit.kind) not in known), *values]


def _of_kind(hit: Hit, added: Addition) -> bool:
    """Whether this is what the label announces."""
    return hit.verdict is not Verdict.DOUBTFUL and _SAME.get(hit.kind, hit.kind) == _SAME.get(added.kind, added.kind)


def _somebodys(clean: str, added: Addition, hit: Hit, end: int) -> bool:
    """Whether the value cannot well be a shop's address or the 单位 of a measure."""
    if hit.kind == "home_address":
        return bool(_OWN_HOME.search(added.word) or _HOUSE.search(clean, added.at, end))
    return hit.kind != "workplace" or len(hit.value) > _SHORT_FIRM
