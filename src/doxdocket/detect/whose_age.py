"""Whose an age is: 欺负13岁小女孩, 我家10岁的孩子, 孩子才10岁, 未满18岁勿进 say nothing of who is exposed.

An age belongs to the noun that it is an attribute or a predicate of. In 13岁小女孩 that is the girl; she is the exposed
person only where the clause says so: nothing stands before, a copula does, a word that exposes (挂一个15岁的初中生), or her
name stands beside. A rule for readers (满18岁可进) is nobody's age. Of kin (5岁的女儿) the age is the relative's (`persons`).
Source: own observation. Left out: nouns not listed here; a noun of another clause.

>>> text = "骗了一个15岁的初中生"
>>> others(text, 4, 7), others("就是个15岁的初中生", 3, 6), others("未满18岁勿进", 2, 5)
(True, False, True)
"""

import re

from doxdocket.detect.name_shape import likely

_KIN = (
    "女儿|儿子|闺女|妹妹|弟弟|哥哥|姐姐|侄女|侄子|侄儿|外甥女|外甥|孙女|孙子|外孙女|外孙|表妹|表弟|堂妹|堂弟|妈妈|爸爸|"
    "母亲|父亲|奶奶|爷爷|外婆|外公|老婆|老公|妻子|丈夫"
)
_CHILD = "孩子|孩童|小孩|儿童|幼童|女童|男童|娃娃|娃|幼女|婴儿|崽崽|宝宝"
_YOUNG = "女孩|男孩|女生|男生|女学生|男学生|学生|小学生|初中生|高中生|中学生|大学生|少女|少年|小姑娘|姑娘|妹子|小朋友|老人|未成年人|老太太|老太|老头|小伙子?|受害者|受害人|同学|同桌|同伴|邻居|徒弟|粉丝|网友|(?<![标盒询挂料])对象|未成年"
_NOUN = re.compile(
    rf" ?(?:左右|出头|不到|上下)?的?(?:一?[个名位])?(?:小妹妹|小弟弟|(?:(?:小|大|亲生|双胞胎|龙凤胎|独生|未成年(?=[一-鿿])|残疾|初中|高中|小学|中学|大学|[初高][一二三])的?){{0,2}}(?:(?P<kin>{_KIN})|{_CHILD}|{_YOUNG}))(?:子|儿|们)?"
)
_SUBJECT = re.compile(
    rf"(?P<this>这|这个|这位|此)?(?P<noun>{_KIN}|{_CHILD}|{_YOUNG}|对方|人家)们?(?P<filler>(?:今年|现在|当时|那时|那年|也|都|才|刚刚?|只|仅|有|已经|已|还|不|没|未|到|满|了|是|才是|就|最[大小]){{1,6}})$"
)
_OTHERS_SUBJECT = re.compile(
    rf"(?:受害|被害|被骗|被打|对方|人家|那些|我|俺|咱|(?:{_KIN}|{_CHILD}|学生)们?(?=[也都才今只就还是]))"
)
_WRITERS = re.compile(
    r"(?:我|俺|咱|邻居|别人|人家|亲戚|同事|朋友)(?:们|家)?的?(?:那|这)?个?$|(?:我|俺|咱)家?[妹弟哥姐儿女娃孙侄崽]$"
)
_ONE = re.compile(r"(?:(?<![这那此])(?:一|这|那|几|两|三|数|多)?[个名位群些]|那么|这么|区区)$")
_SAYS = re.compile(
    r"(?:^|[是系为叫当算才也还就仅年满:：]|不过|只有|今年|现年|不到|刚满|虚岁|周岁|目标|此人|这人|这货|本人|男|女|性)$"
)
_EXPOSED = re.compile(r"(?:挂|曝光|开盒|盒|人肉|爆料|投稿|出|求查|起底|曝|扒)(?:一|个|了|这|下){0,6}$")
_NAMED = re.compile(r"[(（:： ]{0,2}(?:名叫|叫做?|是)?([一-鿿]{2,4})")
_LIMIT = r"(?:未满|不满|没满|年满|已满|满|低于|不足|不到|小于|超过|大于|高于)"
_READERS = re.compile(
    r"(?:以[上下]|之?[前后])?(?:的|者)?(?:(?:青少年|未成年人?|小?朋友|小伙伴|用户|人士|群友|网友|观众|成员|读者|同学|人群|人)(?:们)?[,， ]?)?(?:请?勿|请|不得|禁止|严禁|不要|别(?=[进看入加])|谢绝|慎|可[以进入]?|再[来看进]|方可|才[能可]|退出|离开|免入|免进|不宜|加入|进群|入群|进入|观看)"
    r"|(?:以[上下])?(?:的|者)?(?:朋友|小伙伴|用户|人士|群友|网友|观众|成员|读者|粉丝)"
)
_BEFORE_LIMIT = re.compile(rf"(?:{_LIMIT})$")
_FORBIDS = re.compile(
    r"(?:禁止|严禁|谢绝|拒绝|请?勿|不收|不接|只收|只限|仅限|限|适合)[^\n,。;!?]{0,4}$|[,。;!?\n](?:转发|转|推荐|分享)给[^\n,。;!?]{0,4}$"
)
_CLAUSE = re.compile(r"[^\n,，。;；!！?？、/|（()）\t ]*\Z")
_NAME = range(4, 1, -1)
_WHOLE_NAME = 3  # characters; two are a verb as often


def others(text: str, start: int, end: int) -> bool:
    """Whether the age that stands here is that of no exposed person: of a victim, a child of the writer, the readers."""
    before = _CLAUSE.search(text, max(0, start - 40), start)
    clause = before[0] if before else ""
    if _for_readers(text, start, end) or _of_subject(text, start, clause) or _WRITERS.search(clause):
        return True
    noun = _NOUN.match(text, end)
    if noun is None:
        return False
    if _OTHERS_SUBJECT.match(clause):
        return True
    return noun["kin"] is None and not _is_the_exposed(text, clause, noun.end())


def of_kin(text: str, end: int, kin: int) -> bool:
    """Whether an age that ends here is the attribute of the kinship word that begins at ``kin``: 5岁的女儿."""
    noun = _NOUN.match(text, end)
    return noun is not None and noun["kin"] is not None and noun.start("kin") == kin


def _for_readers(text: str, start: int, end: int) -> bool:
    """满18岁可进, 禁止未满16岁者: a limit that is set to who reads."""
    limit = _BEFORE_LIMIT.search(text, max(0, start - 2), start)
    begin = limit.start() if limit else start
    if _FORBIDS.search(text, max(0, begin - 12), begin):
        return limit is not None
    return limit is not None and _READERS.match(text, end) is not None


def _of_subject(text: str, start: int, clause: str) -> bool:
    """孩子才10岁, 我妹妹今年9岁: the age of the noun before; 这孩子 is who is exposed, unless another child was told of."""
    subject = _SUBJECT.search(clause)
    if subject is None:
        return False
    told = any(_NOUN.match(text, age.end()) for age in _AGES.finditer(text, 0, start))
    return told or subject["this"] is None


_AGES = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})周?岁")


def _is_the_exposed(text: str, clause: str, noun_end: int) -> bool:
    """Whether the clause says that the noun is the person whom the post exposes."""
    lead = _ONE.sub("", clause)
    if _SAYS.search(lead) or _EXPOSED.search(lead):
        return True
    if len(lead) >= _WHOLE_NAME and likely(lead):
        return True
    named = _NAMED.match(text, noun_end)
    return named is not None and any(likely(named[1][:size]) for size in _NAME)
