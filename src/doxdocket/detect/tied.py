r"""A number that stands directly behind a name is that person's, whatever else the post advertises: 温岫烟电话178…, 温岫烟 178….

A channel that sells look-ups or thanks for gifts (要全套的私我, 谢打赏) shows the number of whom it names, not its own. Source:
own observation. Left out: names behind the words of who is to be called (联系, 客服, 收款), names with a title (王师傅), and
who sells goods or lets rooms, whose name and number are the advert's own (`adverts` asks for the trade).

>>> (
...     named("谢打赏 温岫烟 17806401357", 8),
...     named("联系 温岫烟 17806401357", 7) is None,
...     named("包吃住 17806401357", 4) is None,
... )
((4, 7), True, True)
"""

import re
from functools import cache

from doxdocket.detect import data, decoys
from doxdocket.detect.name_shape import likely, plausible, wordy

Span = tuple[int, int]

_NAME = r"(?<!\w)(?P<name>[一-鿿]{2,4}?)"
_WORD = r"(?:的?(?:联系)?(?:电话|手机|号码|tel|phone)(?:号码?|码)?(?:是|为)?)?"
_BEFORE = re.compile(rf"{_NAME}{_WORD}[^\w\n]{{0,4}}$", re.IGNORECASE)
_ABOVE = re.compile(
    rf"(?:^|\n)[^\w\n]{{0,4}}(?P<name>[一-鿿]{{2,4}})[^\w\n]{{0,2}}\n[^\w\n]{{0,4}}{_WORD}[^\w\n]{{0,3}}$"
)
_REACH = 24  # characters of a name, the word of its number and the marks between
#: Words behind which stands who is to be called or paid.
_OWN = re.compile(
    r"(?:联[系络]|咨询|客服|客户|找我?|加我?|私聊|私信|代理|收款|户名|付款|支付宝|微信|商务|合作|业务|售后|前台|站长|群主|管理员?|店[主家长]|卖家|房东|中介|招聘|预[约订]|电话|专线|热线)(?:人|方式)?(?:是|为)?[^\w\n]{0,3}$"
)
_TITLE = re.compile(
    r"(?:先生|女士|小姐|太太|老师|老板|师傅|经理|律师|警官|主任|总监|客服|店长|[老小]?[哥姐叔姨总]|工)$"
)
_LISTS = ("trade", "heads", "others", "goods", "food", "filler")
_USUAL = 3  # characters of a name that is not made as most are: of two, and of four, many are words


@cache
def _words() -> re.Pattern[str]:
    lists = data.table("adverts.yaml")
    words = {str(word) for name in _LISTS for word in lists[name] if len(word) > 1}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def named(clean: str, start: int) -> Span | None:
    """Where the name stands that the number which begins at ``start`` is tied to."""
    begin = max(0, start - _REACH)
    found = _BEFORE.search(clean, begin, start) or _ABOVE.search(clean, begin, start)
    if found is None or not _personal(found["name"]):
        return None
    before = clean[max(0, found.start("name") - _REACH) : found.start("name")]
    return None if _OWN.search(before) else found.span("name")


def shown(clean: str, start: int) -> bool:
    """Whether a number is shown as a named person's, and what is an advert in the text is the channel's.

    >>> shown("谢打赏 温岫烟 17806401357", 8), shown("开锁 温岫烟 17806401357", 7)
    (True, False)
    """
    name = named(clean, start)
    return name is not None and decoys.channels(clean, start, name[0])


def _personal(word: str) -> bool:
    """Whether a cell is somebody's name, and no word of an advert: made as names are, or half so and of three characters."""
    if _TITLE.search(word) or _words().search(word):
        return False
    usual, sometimes = data.given()
    half = len(word) == _USUAL and not wordy(word) and not (usual | sometimes).isdisjoint(word[1:])
    return likely(word) or (half and plausible(word))
