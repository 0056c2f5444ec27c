r"""Somebody else than who is exposed, told of without a name: 他室友, 同伙, 那个女的, 他经纪人; and 他 for the exposed person.

Words: ``others.yaml``. Of texts that name somebody asked alone whose a contact is (``bearer``). In those that name nobody a word of kinship or of company is all that says that 他爸电话 139… is no number of
the person whom the post before exposed. The other way round a word of kinship says nothing where it is how the writer speaks
of the exposed person: 我前男友, 挂个同学, 这个小三, 小姐姐. Source: own observation of replies. Left out: nouns that are not
listed and have no pronoun before; 那个人, which is the exposed person as often.

>>> of_caption("他室友的"), of_caption("他的"), of_caption("我前男友")
('roommate', None, None)
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from doxdocket.detect.data import table
from doxdocket.detect.labels import Label, find, meaning
from doxdocket.records import Role
from doxdocket.text import Reading, read

Stretch = tuple[int, int]

_WORDS = {name: words.split() for name, words in table("others.yaml").items() if name != "codes"}
_ANY = {name: "|".join(words) for name, words in _WORDS.items()}
_NO_KIN = frozenset(_WORDS["no_kin"])
_CODES: dict[str, str] = {word: code for code, words in table("others.yaml")["codes"].items() for word in words.split()}

_PRONOUN = r"[他她它佢其你]|(?<![A-Za-z])[tT][aA](?![A-Za-z])"
_EXPOSED = rf"(?:{_PRONOUN}|{_ANY['exposed']})"
_OF = r"(?:的|嘅|之)?(?:那|这)?(?:一?[个位群])?"
_KIND = f"(?:{_ANY['kind']})?"
_KIN = "[爸妈爹娘哥姐弟妹舅叔姑姨婶嫂崽]"
_FAMILIAR = r"[一-鿿]{1,2}(?:友|伴|伙|师|妹|弟|哥|姐|嫂|婶|舅|姨|叔|伯|爷|奶|爸|妈|爹|娘)"
_PLURAL = r"(?:们|之一|那边)?"
#: 他室友, 畜生的妈, 目标那个经纪人.
_THEIRS = re.compile(
    rf"{_EXPOSED}{_OF}(?P<noun>{_KIND}(?:{_ANY['company']}|{_ANY['family']}|{_ANY['accomplice']})|{_FAMILIAR}|{_KIN}){_PLURAL}"
)
#: Where a clause begins, or behind 还有一个, 补充: such a noun alone.
_BEGINS = r"(?:(?<![^\n,;。!?、\s()\[\]])|(?<=[和跟与]))(?:还有|补充?|再?加|另有|以及|再来|顺便|忘了|漏了|这是)?[^\w\n]{0,2}(?:一?[个名位])?"
_ALONE = re.compile(
    rf"{_BEGINS}(?P<noun>{_ANY['family']}|{_ANY['accomplice']}|{_ANY['alone']}){_PLURAL}(?=$|[\s:=\-]|的|嘅|[一-鿿]{{2}}|\d)"
)
#: Another one: 那个女的, 另外那个男的, 另一个人; before a number also 另外一个.
_ANOTHER = re.compile(
    r"(?P<noun>(?<![就是])(?:(?:另外?|旁边|一起的?)?那个?|(?:另外?|旁边)的?一?个?)(?:女人|男人|女生|男生|女孩子?|男孩子?|女的?|男的?)(?!友)"
    r"|另外?(?:一|那)?个(?:人|家伙|家伙们|同学)|(?:另外?|再来|还有)一个(?=的?[\s:]*(?:\d|QQ|qq)))"
)
_WITH = re.compile(
    rf"(?P<noun>[跟和与同]{_EXPOSED}(?:一起|一块儿?|一伙|同居|合租|同住|混|玩|做事|作案)的?(?:那个?)?(?:[女男]?的|人)?)"
)
_ENGLISH = re.compile(
    rf"(?:^|\n|(?<![A-Za-z])(?:his|her|their)[ ])(?P<noun>{_ANY['english']})(?:'s)?",
    re.IGNORECASE,
)
_FORMS = (_THEIRS, _ALONE, _ANOTHER, _WITH, _ENGLISH)
_BACK = re.compile(rf"(?P<noun>(?:{_PRONOUN}))(?:的|嘅|自己的?)?$")

#: Before a word of kinship: it is the writer's word for the exposed person.
_WRITERS = re.compile(
    r"(?:[我俺咱]|我们|咱们|自己)(?:的|家|班|校|们班|那个|这个|以前的?|之前的?)?$"
    r"|(?:挂|曝|曝光|盒|开盒|人肉|求查|扒|避雷|投稿|爆料)(?:一下|一|下|个|名|位|了){0,2}$"
    r"|(?:这|这个|这位|这名|此|该|本|本[班校]|小)$"
)


def of(reading: Reading) -> list[Label]:
    """The words of whose it is in a text that names nobody: of kinship, without the writer's own, of company, and those that turn back to the exposed person."""
    clean, labels = reading.clean, find(reading)
    kin = [one for one in labels if one.kind in {"relation", "self", "head"}]
    kept = [one for one in kin if one.kind != "relation" or not _of_exposed(clean, one)]
    told = [(found.start("noun"), found.end(), found["noun"]) for form in _FORMS for found in form.finditer(clean)]
    known = [(one.start, one.end) for one in kin]
    more = [
        Label(start, end, "relation", _code(noun))
        for start, end, noun in told
        if not any(a <= start and end <= b for a, b in known)
    ]
    values = [one for one in labels if one.kind not in {"relation", "self", "head", "cue", "other", "news", "unknown"}]
    backs = (_BACK.search(clean, max(0, one.start - 5), one.start) for one in values)
    more += [Label(*back.span("noun"), "self") for back in backs if back]
    return sorted([*kept, *more], key=lambda one: (one.start, one.end))


def introduces(clean: str, start: int, end: int) -> bool:
    """Whether the writer names itself by this name: not 我是某人的律师.

    >>> introduces("我是厂里招工的廉世昌,", 7, 10), introduces("我是廉世昌的律师", 2, 5)
    (True, False)
    """
    return bool(_INTRODUCED.search(clean, max(0, start - _FAR), start)) and not clean.startswith(
        ("的", "他", "她"), end
    )


_INTRODUCED = re.compile(r"(?:[我俺](?:是|叫|姓名|名字)|本人|联系人)[^\n,。;!?]*$")
_FAR = 20  # characters


def bearer(told: str, *, of_name: bool = True, of_writer: bool = False, job: int | None = None) -> str | None:
    """Whose a contact is by the words between it and what is told before it, if somebody else's or the writer's: the relation that they say, else ``other``.

    An open class: behind the name and 的, or a pronoun, any noun of a person or an office; else those listed, a title only behind a mark and
    right before the word of contact. ``of_name``: a name stands before the words; ``of_writer``: the writer's own is that of who is named; ``job``: where in them a word is that is read as a job.

    >>> (
    ...     bearer("的班主任电话 "),
    ...     bearer("公司前台电话:"),
    ...     bearer("前女友的手机:"),
    ...     bearer("老师作文班报名电话"),
    ...     bearer("的来,加我QQ "),
    ... )
    ('teacher', 'other', 'former_partner', 'other', 'other')
    >>> bearer("老师电话"), bearer("的私人电话"), bearer("本人手机号"), bearer("的学校电话"), bearer(" 律师 电话")
    (None, None, None, None, None)
    """
    clause = _CLAUSE.split(told)[-1]
    cut = len(told) - len(clause)
    if _WRITER.search(clause):
        return None if of_writer else "other"
    found = _BEHIND_NAME.match(clause) if of_name and not cut else None
    found = found or _BEHIND_PRONOUN.search(clause)
    if found is None and (bare := _BARE.search(clause) or _BARE_THEIRS.search(clause if of_name else f",{clause}")):
        return None if _OWN.fullmatch(bare["noun"]) else _code(bare["noun"])
    if found is None:
        found = _AFTER_MARK.match(clause) or _OF_A_PLACE.match(clause)
        if found is None:
            found = _LISTED.match(clause)
            found = None if found and job is not None and not found["called"] else found
    if found is None or _OWN.fullmatch(found["noun"]) or (job is not None and found.start("noun") + cut > job):
        return None
    return _code(found["noun"])


_CALLED = "(?P<called>[小老][一-鿿]|[一-鿿](?:老师|先生|女士|小姐|教练|律师|医生|经理|总|哥|姐))?"  # 班主任王老师
_LISTED_NOUN = f"{_ANY['kin']}|{_ANY['company']}|{_ANY['family']}|{_ANY['accomplice']}"
_PERSON = f"[一-鿿]{{0,4}}(?:{_LISTED_NOUN}|[{''.join(_WORDS['person'])}])"
_OF_PLACE = f"(?:(?:{_ANY['place']}){{1,2}}(?:{_PERSON}|{_ANY['office']}))"
_CONTACT = (
    rf"(?:的|嘅|在用,)?(?:私人|工作|个人|常用|新|老|旧)?(?:{_ANY['contact']})+(?:号码?|账号)?(?:就?是|为)?[^\w\n]*$"
)
_BEHIND_NAME = re.compile(rf"(?:的|嘅|之|家的?)(?P<noun>{_KIND}(?:{_OF_PLACE}|{_PERSON})){_CALLED}{_PLURAL}{_CONTACT}")
_BEHIND_PRONOUN = re.compile(
    rf"(?:{_PRONOUN})们?(?:的|家)?(?P<noun>{_KIND}(?:{_OF_PLACE}|{_PERSON})){_CALLED}{_PLURAL}{_CONTACT}"
)
_AFTER_MARK = re.compile(rf"[^\w\n]+(?P<noun>{_KIND}(?:{_LISTED_NOUN})){_CALLED}{_PLURAL}{_CONTACT}")
"""Behind a mark such a noun right before the word of contact: 班主任电话."""
_OF_A_PLACE = re.compile(rf"[^\w\n]*(?P<noun>{_KIND}{_OF_PLACE}){_CALLED}{_PLURAL}{_CONTACT}")
_LISTED = re.compile(
    rf"[^\w\n]*(?!(?:{_ANY['titles']})(?:[^\w\n]|{_CONTACT}))(?P<noun>{_KIND}(?:{_LISTED_NOUN})){_CALLED}{_PLURAL}[^\w\n]*{_CONTACT}"
)
_NO_CONTACT = rf"{_CALLED}{_PLURAL}[^\w\n,]{{0,2}}(?:{_ANY['contact']})*(?:号码?)?(?:就?是|为|系)?[^\w\n,]*$"
_BARE = re.compile(
    rf"(?:^|[^\w\n]|[家的嘅打找])(?:(?:{_PRONOUN}|伊)(?:的|嘅|家)?)?(?P<noun>(?:{_ANY['place']})?{_KIND}(?:{_ANY['relational']}|{_ANY['seat']})|(?:{_ANY['place']}){{1,2}}(?:{_ANY['office']})){_NO_CONTACT}"
)
"""What somebody always is to somebody, or where others answer, with or without a word of contact: 担保人 139…, 单位门卫 139…."""
_BARE_THEIRS = re.compile(
    rf"(?:^(?:的|嘅|之|家的?)|(?:^|[^\w\n])(?:{_PRONOUN}|伊)们?家?(?:的|嘅)?)(?P<noun>(?:(?<=[的嘅])[一-鿿]{{1,3}}|(?<=们)[一-鿿]{{1,2}})(?:{_LISTED_NOUN}|支书|[{''.join(_WORDS['person'])}])|{_KIND}(?:{_LISTED_NOUN}|[班组队]长)){_NO_CONTACT}"
)
"""Any noun of a person behind 的 or 他们, a listed one behind a name with 的 or a pronoun: 他班长 139…."""
_OWN = re.compile(_ANY["own"])


def denied(clean: str, contacts: Sequence[Stretch], names: Sequence[Stretch] = ()) -> list[bool]:
    """Of each number of a text, in order, whether the words before or behind it say that it is not the named one's, is wrong, or is somebody else's now.

    What denies must be said of the number, its owner or its truth: not another predicate of its clause, nor a question. ``names``: where those named stand.

    >>> asked = (
    ...     "电话不是139",
    ...     "他不是学生,电话139",
    ...     "139 不是他,同名",
    ...     "139 不是好人",
    ...     "139不是他吗",
    ...     "139(错)",
    ...     "139 打过去是别人",
    ... )
    >>> [denied(one, [(at := one.index("139"), at + 3)]) for one in asked]
    [[True], [False], [True], [False], [False], [True], [True]]
    >>> denied("139 138 都不是他的", [(0, 3), (4, 7)]), denied("139 138 不是他的", [(0, 3), (4, 7)])
    ([True, True], [False, True])
    """
    out: list[bool] = []
    behind, said = "", False
    for at in range(len(contacts) - 1, -1, -1):
        start, end = contacts[at]
        stop = min(contacts[at + 1][0] if out else len(clean), end + _FAR_BEHIND)
        if out and contacts[at + 1][0] == stop and _LABELLED.fullmatch(clean, end, stop):
            said = said and _EVERY.match(behind) is not None
        else:
            behind = _SENTENCE.split(_unnamed(clean, end, stop, names), maxsplit=1)[0]
            said = not _ASKS.match(behind) and any(form.search(behind) for form in _DENYING)
        before = _unnamed(clean, max(0, start - _FAR), start, names)
        out.append(said or (_NOT_BEFORE.search(before) is not None and not _ASKS.match(behind)))
    return out[::-1]


def _unnamed(clean: str, start: int, end: int, names: Sequence[Stretch]) -> str:
    """A stretch of a text, a pronoun in place of each name that stands whole in it."""
    out, at = [], start
    for first, last in names[bisect_left(names, (start, 0)) : bisect_left(names, (end, 0))]:
        if last <= end:
            out += [clean[at:first], "他"]
            at = last
    return "".join([*out, clean[at:end]])


_LEAD = (
    r"(?:[^\w\n]{0,3}(?:已经?|早就?|现在)?(?:不用|失效|停用|注销|停机|换号)了?(?=[^\w\n]))?"
    rf"[^\w\n]{{0,3}}(?:[我俺]?[莫别勿]?(?:再)?[打拨试加]了?[^\w\n])?(?:[这那该此][个支条]?|(?:号码?|{_ANY['contact']})|已经?|早就?|根本|其实|都|现在|确认|核实|证实|查实|验证|[查打问]过?了|[了是为系后xX×]|发现|据说|伊)"
    r"{0,5}[^\w\n]{0,2}"
)
"""What may stand between a number and what denies it: that it is no longer used, what is spoken of, adverbs, how it was found out."""
_SAID = r"(?:[了啦嘞嘅的啊呀哦噢哈]{0,2}(?![\w])|别|莫|$)"
_WHOSE = rf"(?:{_WORDS['whom'][0]})(?:本人|自己|们)?(?:的|嘅)?(?:号码?|{_ANY['contact']})?(?:号码?)?"
_DENYING = (
    re.compile(rf"^{_LEAD}(?:{_ANY['not']}|不属于|不归){_WHOSE}{_SAID}"),
    re.compile(rf"^{_LEAD}[是系为]?(?:{_ANY['wrong']}){_SAID}"),
    re.compile(rf"^{_LEAD}[跟和与同](?:{_WORDS['whom'][0]})(?:本人)?{_WORDS['unrelated'][0]}"),
    re.compile(rf"^{_LEAD}(?:{_ANY['others']})"),
    re.compile(_ANY["answers"]),
)
_LABELLED = re.compile(rf"(?:[^\w\n]|{_ANY['contact']})*")
_EVERY = re.compile(r"[^\w\n]*(?:[这那]?[两几些]个?)?(?:号码?|电话)?[都全均]")
_NOT_BEFORE = re.compile(
    rf"(?<![是难岂可要怕莫该就何])(?:{_ANY['not']})(?:(?:{_ANY['whom']})(?:的|嘅)?)?(?:{_ANY['contact']})*(?:号码?)?[这那]?个?[^\w\n,]{{0,3}}$"
)
_SENTENCE = re.compile(r"[\n。;!]")
_ASKS = re.compile(r"就是|[^,]{0,20}?(?:吗|(?<![怎什])么|嘛|吧|\?|不是[^,]{1,8}就是)")
_FAR_BEHIND = 40  # characters


_WRITER = re.compile(
    rf"(?:(?:{_ANY['writer']})[^\w\n]{{0,2}}(?:{_ANY['contact']})*|我的?(?:{_ANY['contact']})+)(?:号码?)?(?:就?是|为)?[^\w\n]*$"
)
_CLAUSE = re.compile(r"[\n。;!?]")


def beside(clean: str, words: Sequence[Label], start: int, end: int) -> Label | None:
    """The one that tells of a stretch: the last before it in its line, else one right behind it."""
    before = [one for one in words if one.start <= start and not _ENDS.search(clean, one.end, start)]
    behind = [
        one
        for one in words
        if end <= one.start <= end + _BEHIND and not _ENDS.search(clean, end, one.start) and _ALL.match(clean, one.end)
    ]
    return before[-1] if before else behind[0] if behind else None


_ENDS = re.compile(r"[\n。!?;]")
_BEHIND = 4  # characters
_ALL = re.compile(r"(?:的|嘅)?(?:电话|手机|号码?|微信|[qQ]{2})?[\s)\]】]*(?:$|[\n,。;])")
"""Behind a word of whose it is that says no more."""


def role(relation: str) -> Role:
    """The role of who is told of by this word."""
    return Role.MENTIONED if relation in _NO_KIN else Role.RELATIVE


def of_caption(text: str) -> str | None:
    """Of whom the few words beside a picture or a contact tell, if of somebody else.

    >>> of_caption("这是他女朋友"), of_caption("他妈的"), of_caption("他的照片")
    ('partner', None, None)
    """
    reading = read(text)
    if len(reading.clean) > _CAPTION or _CURSE.search(reading.clean):
        return None
    told = of(reading)
    return told[0].extra if told and all(one.kind == "relation" for one in told) else None


_CAPTION = 20  # characters; a longer text is talk
_CURSE = re.compile(r"[草操艹日干曹肏去][他你她尼][妈娘]|[他你她尼]妈[的逼个bB]")


def _of_exposed(clean: str, label: Label) -> bool:
    """Whether this word of kinship is what the writer calls the exposed person: not 挂一下她妈妈, whose mother is told of."""
    return (
        clean[label.start] not in "他她它佢其你"
        and _WRITERS.search(clean, max(0, label.start - 6), label.start) is not None
    )


def _code(noun: str) -> str:
    """The kinship that the noun says, ``family`` for 家人, else ``other``."""
    known = meaning(noun) or meaning(noun[1:]) or meaning(noun[2:])  # 他大学同学
    if known is not None and known[0] == "relation":
        return known[1] or "other"
    return _CODES.get(noun.lower(), "family" if re.search(_ANY["family"], noun) else "other")
