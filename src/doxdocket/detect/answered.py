r"""Findings as the rest of the program takes them, from the reader's answer: captured offsets, reasons (the last: how sure it is), person, role and relation.

Who is told of by no word of kinship or company is a target; of several the one who is only named, while another has more, is mentioned.
Left out: what stands beside a text (`stage`).

>>> from doxdocket.text import read
>>> from doxdocket.detect.reader.answer import answer
>>> reading = read("姓名：韩知予 电话：17806401357\n爸爸：韩立群 17806401365")
>>> [(h.kind, h.person, h.role, h.relation) for h in hits(reading, answer([reading])[0])]
[('name', 0, 'target', None), ('phone_number', 0, 'target', None), ('name', 1, 'relative', 'father'), ('phone_number', 1, 'relative', 'father')]
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from doxdocket.detect import ages, other_persons
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader.answer import Answer
from doxdocket.detect.reader.decide import REASONS, Judged
from doxdocket.detect.reader.identity import Item, sex
from doxdocket.law import classes
from doxdocket.records import Role, Verdict
from doxdocket.text import Reading


def hits(reading: Reading, told: Answer) -> list[Hit]:
    """The findings of one text, in order."""
    kinds: dict[int, set[str]] = defaultdict(set)
    for one, person in zip(told.found, told.persons, strict=True):
        if one.candidate.verdict is not Verdict.DOUBTFUL:
            kinds[person].add(one.candidate.kind)
    named = any(one.candidate.kind == "name" for one in told.found)
    whose = roles(told.persons, told.relations if named else _nameless(reading, told), kinds, told.closely, told.led)
    found = [
        _hit(reading, one, at in told.unsure, person, *whose[person])
        for at, (one, person) in enumerate(zip(told.found, told.persons, strict=True))
    ]
    names = [n for n, one in enumerate(told.found) if one.candidate.kind == "name"]
    for n in namesakes(
        reading.clean, [(told.found[n].candidate.span.start, told.found[n].candidate.span.end) for n in names]
    ):
        at = names[n]
        found[at] = replace(found[at], reasons=(*found[at].reasons[:-1], classes.NAMESAKE, found[at].reasons[-1]))
    return _against_number(found)


def _against_number(found: list[Hit]) -> list[Hit]:
    """The findings; a stated sex that the whole identity number of the same person contradicts is doubtful until a person says which of the two errs."""
    said = {hit.person: _sex(hit) for hit in found if hit.kind == "id_number" and hit.verdict is Verdict.VALID}
    return [
        replace(hit, verdict=Verdict.DOUBTFUL, reasons=(classes.AGAINST, *hit.reasons))
        if hit.kind == "gender" and {_sex(hit), said.get(hit.person, "")} == {"m", "f"}
        else hit
        for hit in found
    ]


def _sex(hit: Hit) -> str:
    return sex(Item(hit.start, hit.end, hit.kind, hit.value))


def _nameless(reading: Reading, told: Answer) -> dict[int, str]:
    """Of each person of a text that names nobody, the word of kinship or company that stands before what is told first, in its line, or right behind it."""
    words = other_persons.of(reading) if told.found else []
    found: dict[int, str] = {}
    for one, person in zip(told.found, told.persons, strict=True):
        if person not in found:
            word = other_persons.beside(reading.clean, words, *one.candidate.span)
            found[person] = (word.extra or "") if word and word.kind == "relation" else ""
    return {person: relation for person, relation in found.items() if relation}


def roles(
    persons: Sequence[int],
    relations: Mapping[int, str],
    kinds: Mapping[int, set[str]],
    closely: frozenset[int] = frozenset(),
    led: frozenset[int] = frozenset(),
) -> dict[int, tuple[Role, str | None]]:
    """Role and relation of each person. Where all are told of by such words, the first who is named is the target, but nobody whose name such a word leads (``closely``); where such a word may tell of it (``led``) the relation stays beside the role."""
    own = {person: relations.get(person) for person in dict.fromkeys(persons)}
    if own and all(own.values()):
        first = next((one for one in own if "name" in kinds.get(one, ()) and one not in closely), None)
        if first is not None:
            own[first] = None
    exposed = any(relation is None and kinds.get(person, set()) & PRIVATE for person, relation in own.items())
    told: dict[int, tuple[Role, str | None]] = {}
    for person, relation in own.items():
        if relation is not None:
            told[person] = other_persons.role(relation), relation
        else:
            passing = exposed and kinds.get(person, set()) <= {"name"}
            told[person] = Role.MENTIONED if passing else Role.TARGET, relations.get(person) if person in led else None
    return told


def _hit(reading: Reading, one: Judged, unsure: bool, person: int, role: Role, relation: str | None) -> Hit:
    own = one.candidate
    start, end = reading.span(*own.span)
    features = [feature.name for feature in one.because[:REASONS] if feature.weight > 0]
    renewed = (classes.RENEWED,) if _renewed(reading.clean, own.kind, own.span.start) else ()
    beside = [code for code, holds in ((classes.POST, one.may), (classes.WHOSE, unsure)) if holds]
    reasons = (*one.rests, *renewed, *beside, *features, classes.band(one.chance))
    stage = stage_of(reading.clean, *own.span, own.kind, own.value)
    value = stage if own.kind == "age" and stage and not stage.startswith("未满") else own.value
    return Hit(start, end, own.kind, own.verdict, value, reasons, person, role.value, relation, stage)


def _renewed(clean: str, kind: str, start: int) -> bool:
    """Whether the words before a contact or home call it a new one.

    >>> _renewed("韩知予 换号了,新号139", "phone_number", 11), _renewed("韩知予 新生 139", "phone_number", 7)
    (True, False)
    """
    return kind in _NEW and _NEW[kind].search(clean[max(0, start - 16) : start].rpartition("\n")[2]) is not None


_CONTACT = re.compile(
    r"(?<![没未不别有要])[换改][了过]?个?新?(?:手机|电话|微信|qq|扣扣)?(?:号|电话|微信)|新的?(?:手机|电话|微信|qq|扣扣)?(?:号|电话|微信)",
    re.IGNORECASE,
)
_NEW = {"phone_number": _CONTACT, "social_account": _CONTACT, "home_address": re.compile("搬[家到去]|新[地住]址")}


def namesakes(clean: str, names: Sequence[tuple[int, int]]) -> set[int]:
    """Which of the names of a text its words say to be another person's than the one told before: of each sentence that says so the nearest name.

    >>> text = "韩知予 139,同名,不是之前那个. 韩立群不是重名,就是上次那个"
    >>> namesakes(text, [(0, 3), (17, 20)]), namesakes("韩知予,跟上次那个是同名吗?", [(0, 3)])
    ({0}, set())
    """
    told: set[int] = set()
    for sentence in _SENTENCE.finditer(clean) if names and _TELLS.search(clean) else ():
        said = sentence[0]
        if not _TELLS.search(said) or _UNSURE.search(said):
            continue
        own = {clean[start:end] for start, end in names}
        found = next(
            (
                m
                for pattern in _ANOTHER
                for m in pattern.finditer(said)
                if not _OF_THINGS.search(said, max(0, m.start() - 4), m.end())
            ),
            None,
        )
        named = (
            m for pattern in _OTHER_ONE for m in pattern.finditer(said) if {m["name"][:n] for n in range(2, 5)} & own
        )
        found = found or next(named, None)
        if found:
            at = sentence.start() + found.start()
            told.add(min(range(len(names)), key=lambda n: max(names[n][0] - at, at - names[n][1], 0)))
    return told


_SENTENCE = re.compile(r"[^\n。.!?;]+[^\n]?")
_UNSURE = re.compile(
    r"[?？吗么]\s*$|吧[\s,)]*[!.。?]?$|还是|是不是|会不会|有没有|是否|可能|好像|似乎|也许|或许|大概|应该|不确定|不知道|不清楚|估计|怀疑|如果|要是|万一|假如|以为"
)
"""A question, a guess, a condition: it says nothing."""
_OF_THINGS = re.compile(
    r"号|码|电话|手机|微信|抖音|快手|微博|小红书|[qQ]{2}|邮箱|平台|全网|昵称|网名|地址|学校|单位|公司|车|群|频道|链接|价|文件|图|小说|电影|[歌书店剧片]"
)
"""What else may bear a name or not be the one before."""
_NOT = "(?<!不)(?:不是|并非|不系|绝非|可非|非)(?![她他它]|本人|别人)"
_BEFORE = "(?:之前|先前|以前|此前|前面|前[头文述]|前[天晚一几两]|上[次回面一条期个周篇]|昨[天晚日]|刚[才刚]|那[天次]|早先|原先|第?[0-9一二三四五六七八九十]{1,4}期)"
_END = r"(?=[,.。!;)\s]|$)"
_ONE = f"(?:同一|一)(?:个|位|名)?(?:人|个|位)?{_END}"
_SAME = "(?<!不是)(?<!并非)(?<!没有)(?<!不存在)(?<!没)(?<!什么)(?:同名|重名|撞名|同姓名|名字(?:一样|相同|一模一样|碰巧|撞了))"
_NO_TIE = "没有?(?:任何|半点|什么)?关系|无关"
_APART = f"(?:{_NOT}|不同的?人|人不[同一]|另[一外有]|两个?(?:不同的)?人|{_BEFORE}[^,]{{0,8}}[混错分]|{_NO_TIE}|而已|碰巧|巧合)"
_ANOTHER = [
    re.compile(pattern)
    for pattern in (
        f"{_SAME}.{{0,16}}?{_APART}",
        f"{_APART}.{{0,16}}?{_SAME}",
        f"[跟和与同]{_BEFORE}[^,]{{0,10}}?(?:{_NOT}{_ONE}|是?两个人)",
        f"[别勿][^,]{{0,3}}?{_BEFORE}[^,]{{0,8}}?(?:那|这)[个位人][^,]{{0,4}}?[混错]",
        f"另一[个位人].{{0,4}}?{_NOT}{_BEFORE}[^,]{{0,6}}?那[个位]{_END}",
    )
]
"""Words that say that somebody is another of the name (同名,不是之前那个; 跟上次那个不是一个人)."""
_TELLS = re.compile("同名|重名|撞名|同姓名|名字|[前先刚期彼]|上[次回面一条期个周篇]|昨[天晚日]|那[天次]|另一|也叫|两个")
"""Without one of these no sentence says so."""
_WHO = r"(?P<name>[^,\s]{2,4}"
_OTHER_ONE = [
    re.compile(pattern)
    for pattern in (
        rf"(?:此|这[个位]|该)[^,\s]{{2,4}}{_NOT}彼{_WHO})",
        f"{_NOT}{_BEFORE}[^,]{{0,6}}?(?:的|[那这]?[个位]){_WHO})",
        f"[跟和与同]{_BEFORE}[^,]{{0,6}}?(?:的|[那这]?[个位]){_WHO}?)(?:{_NO_TIE}|{_NOT}{_ONE}|是?两个人)",
        f"也叫{_WHO}?)[^.]{{0,6}}{_NOT}",
        f"两个{_WHO}?)[^.]{{0,3}}(?:{_NOT}{_ONE}|[别勿].{{0,2}}[混错])",
        f"(?:此|这[个位]?|该|^){_WHO}?){_NOT}{_BEFORE}[^,]{{0,6}}?那[个位]{_END}",
    )
]
"""The same with the name in it (此王伟非彼王伟; 不是上次那个王伟)."""


def stage_of(clean: str, start: int, end: int, kind: str, value: str) -> str:
    """The school year or the like that a finding tells, if its kind may."""
    return _stage(clean, start, end, value if kind == "age" else "") if kind in _STAGED else ""


def _stage(clean: str, start: int, end: int, age: str) -> str:
    """The school year or the like that a stretch tells; who is said to be under an age, that (未满18岁, 未成年).

    >>> _stage("未满18岁的", 2, 5, "18"), _stage("未成年", 0, 3, "未成年"), _stage("文晖小学三年级2班", 0, 9, "")
    ('未满18', '未满18', '小学三年级2班')
    >>> _stage("他是三年级2班班主任", 2, 7, ""), _stage("大二,", 0, 2, "2"), _stage("大年初二,", 3, 4, "2")
    ('', '大二', '年初二')
    """
    said = "".join(clean[start:end].split())
    if _TEACHES.search(said) or _TEACHES.match(clean, end):
        return ""  # 三年级2班班主任 goes to no school
    if "未成年" in said:
        return f"未满{_ADULT}"
    under = _UNDER.search(clean[max(0, start - 2) : end])
    if age.isdigit() and under and _YOUNGEST <= int(age) <= _ADULT:
        return f"未满{age}"
    none = _NO_YEARS.search(clean, max(0, start - 2), end) if age.isdigit() else None
    if none and none[0][0] in "年月":
        return none[0]
    return ages.stage_in(said) or (none[0] if none else "")


_TEACHES = re.compile(
    r"的?(?:[语数英物化生政史地体音美]\w{0,2})?(?:班主任|任课|代课|老师|教师|辅导员|教练|家长|校长|主任)"
)
_NO_YEARS = re.compile(r"(?:[年月]初|[大研博小高初])[一二三四五六1-6]$")
"""A year of a school, or a day of a month, taken for an age: it says no years of life."""
_UNDER = re.compile(r"(?:[未不没]满|[不未]到|不足)\d")
_YOUNGEST, _ADULT = 3, 18
PRIVATE = frozenset((
    "id_number", "passport_number", "bank_account", "phone_number", "landline_number", "social_account",
    "email", "vehicle_file", "student_id", "exam_certificate", "payment_account", "lodging_record",
    "travel_ticket", "health_record",
))  # fmt: skip
"""Kinds that say by themselves that somebody's private affairs are told."""
_STAGED = frozenset({"school", "age", "education_level"})
"""Kinds whose values may tell a school year or the like: 文晖小学三年级2班, 08后."""
