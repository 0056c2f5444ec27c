r"""Somebody else than who is exposed, told of without a name: 他室友, 同伙, 那个女的, 他经纪人; and 他 for the exposed person.

Words: ``others.yaml``. Asked only of texts that name nobody: there a word of kinship or of company is all that says that 他爸电话 139… is no number of
the person whom the post before exposed. The other way round a word of kinship says nothing where it is how the writer speaks
of the exposed person: 我前男友, 挂个同学, 这个小三, 小姐姐. Source: own observation of replies. Left out: nouns that are not
listed and have no pronoun before; 那个人, which is the exposed person as often.

>>> of_caption("他室友的"), of_caption("他的"), of_caption("我前男友")
('roommate', None, None)
"""

import re
from collections.abc import Sequence

from doxdocket.detect.data import table
from doxdocket.detect.labels import Label, find, meaning
from doxdocket.records import Role
from doxdocket.text import Reading, read

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
