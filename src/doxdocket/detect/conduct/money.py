r"""Which numbers of a stretch are sums of money asked or promised, and which only look like one.

A number is believed where something says that it is money: a unit (30元, 50r, 10u), what it is for (300一次, 一份30), a price word
beside it (现价45, 100起), or, in an offer, goods before it (户籍50). A number alone in its clause, one in a list of other prices, a rest to
be paid, a sum beyond what such look-ups cost, what can be read otherwise (``amounts``) and every price of an offer that names nothing looked up is doubtful. So is a
number without a unit beside sums in a coin (200u … 一千), which is taken for that coin, although it may be yuan (``either``), and a sum in a sentence that sells other things as well. Never a
price: digits of a finding or of a longer number, counts and measures (500人, 3天, 178cm, 误差五十米), numbers of things (房间号8806), money of other people (月薪8000,
被骗300), what other goods cost (流量卡19元). Source: ``money.yaml``, own
compilation. Left out: what a discount comes to (8折), sums told in other posts, the worth in another currency.

>>> [
...     (str(one.value), one.currency, one.sign)
...     for one in sums("户籍30,定位两百五一次,月薪8000,押金100元,10元起", "sale_offer")
... ]
[('30', 'cny', 'goods'), ('250', 'cny', 'per'), ('10', 'cny', 'unit')]
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from typing import Any

from doxdocket.detect.conduct.amounts import (
    HAN,
    REACH,
    Number,
    behind,
    bound,
    day_of,
    goods,
    numbers_of,
    per,
    said_of_price,
    table,
    unsigned,
    words,
)
from doxdocket.detect.spans import Spans
from doxdocket.numerals import WRITTEN
from doxdocket.records import UNIT_ALONE

_ITEM = re.compile(rf"[{HAN}]{{1,4}}[ :]?[\d{WRITTEN}]{{2}}")
_EDGE = re.compile(r"\s*(?:[,，。;；!！?？、|)】」\n]|$)")
_START = re.compile(r"(?:^|[,，。;；!！?？、|(（【「:\n\s])\s*$")
_LISTED = re.compile(r"[、.)]\s*\S")
_YEAR = (1900, 2100)
_PAST = 64  # characters behind a stretch in which what begins in it ends
_ALONE = 5  # the least sum that is believed alone in its clause


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum of money; ``sign`` says what it is taken for money by, ``sure`` whether that is enough."""

    value: Decimal
    currency: str
    sign: str
    sure: bool
    start: int
    end: int
    either: bool = False
    """Without a unit, and taken for a coin by what stands beside it: it may be yuan as well."""


def sums(
    text: str,
    label: str,
    span: tuple[int, int] | None = None,
    taken: Sequence[tuple[int, int]] = (),
    *,
    exposes: bool = False,
) -> list[Sum]:
    """The sums of one stretch of a folded text, in order.

    ``taken``: its findings, doubtful ones too; ``exposes``: the post exposes somebody.
    """
    start, end = span or (0, len(text))
    numbers, signs, topped_up = _told(text, label, (start, end), taken)
    sure = sum(
        sign in _CLEAR or (sign == "goods" and not exposes)
        for sign, one in zip(signs, numbers, strict=True)
        if not one.loose
    )
    tariff = signs.count("goods") > 1 or sure > 1
    coins = _coins(text, numbers)
    sold = [_sold(text, one, topped_up=topped_up) if label == "sale_offer" else "" for one in numbers]
    vague = label == "sale_offer" and goods().search(text, *((0,) if topped_up else (start, end))) is None
    listed = [sign == "" and _listed(text, one, exposes=exposes) for one, sign in zip(numbers, signs, strict=True)]
    many = sure > 0 or (label == "sale_offer" and sum(listed) > 1 and goods().search(text, start, end) is not None)
    found = []
    for one, said, item, coin, thing in zip(numbers, signs, listed, coins, sold, strict=True):
        sign = "list" if item and many else said
        if sign == "" or (sign == "was" and sure) or thing == "other":
            continue
        certain = (
            not (vague or one.loose or coin or thing)
            and (sign in _CLEAR or (sign == "goods" and (tariff or not exposes)) or (sign == "list" and sure > 1))
            and not (one.bare and (max(one.values) > bound("bare") or (sign not in {"per", "word"} and _year(one))))
        )
        sign = UNIT_ALONE if sign == "unit" and vague and not (one.loose or coin or thing) else sign
        if max(one.values) <= bound("bare_most" if one.bare else "most"):
            found += [
                Sum(value, coin or one.currency, sign, certain, *place, either=bool(coin))
                for value, place in zip(one.values, one.spans, strict=True)
            ]
    return found


_NO_COIN = frozenset({"cny", "points"})
_NEAR = 300  # characters on both sides of an offer in which a coin may be named for all its prices
_AROUND = 60  # characters of a sentence on both sides of a sum that may say what is sold


def _coins(text: str, numbers: Sequence[Number]) -> list[str]:
    """The coin that each number without a unit is taken for, because sums of its sentence or list are in that coin; else nothing.

    What is paid in, drawn out or taken off (充值最低10u起, 手续费2u, 满20u减2u) says nothing of prices.

    >>> text = "一天 200u,一周打包一千"
    >>> _coins(text, numbers_of(text, 0, len(text)))
    ['', 'usdt']
    """
    if not any(one.bare for one in numbers):
        return [""] * len(numbers)
    before, behind_them = list[Number](), list[Number]()
    if not any(_names_coin(text, one) for one in numbers):
        first, last = numbers[0].spans[0][0], numbers[-1].end
        before = numbers_of(text, max(0, first - _NEAR), first)
        behind_them = numbers_of(text, last, min(len(text), last + _NEAR))
    out = list[str]()
    for row in _lists(text, [*before, *numbers, *behind_them]):
        own = [one for one in row if any(one is of for of in numbers)]
        named = [one for one in own if _names_coin(text, one)]
        if not named:
            named = [one for one in row if _names_coin(text, one) and not one.weak]
            named = [] if any(one.currency == "cny" for one in named) else named
        near = named[0] if named else None
        for one in own:
            near = one if _names_coin(text, one) else near
            paid_in = near is not None and _PAID_IN.search(text, one.end, max(one.end, near.spans[0][0])) is not None
            out.append(near.currency if near and one.bare and near.currency not in _NO_COIN and not paid_in else "")
    return (
        out if any(map(partial(_names_coin, text), numbers)) or any(out) else [_settled(text, one) for one in numbers]
    )


def _settled(text: str, one: Number) -> str:
    """The coin in which the text near a number without a unit says that prices are told or settled.

    >>> text = "查户籍 200|全家桶 1200。usdt 结算,不还价"
    >>> [_settled(text, one) for one in numbers_of(text, 0, len(text))]
    ['usdt', 'usdt']
    """
    said = _SETTLED.search(text, max(0, one.spans[0][0] - _NEAR), one.end + _NEAR) if one.bare else None
    found = (unit["currency"] for unit in table("units") if said and said[1] in unit["words"].split())
    return next((coin for coin in found if coin not in _NO_COIN), "")


def _names_coin(text: str, one: Number) -> bool:
    """Whether the number has a unit of money in which prices may be told."""
    if one.bare or one.currency == "points":
        return False
    return not (_MOVED.search(text[max(0, one.spans[0][0] - REACH) : one.spans[0][0]]) or _MOVES.match(text, one.end))


def _lists(text: str, numbers: Sequence[Number]) -> list[list[Number]]:
    """The numbers of one sentence, or of sentences and lines that follow each other, together."""
    out = list[list[Number]]()
    for n, one in enumerate(numbers):
        between = _ENDS.split(text[numbers[n - 1].end : one.spans[0][0]])[1:-1] if n else []
        if n and not any(any(map(str.isalnum, said)) for said in between):
            out[-1].append(one)
        else:
            out.append([one])
    return out


_PAID_IN = re.compile(
    r"(?<![只仅])(?<!一律)(?<!全部)(?<!全都)(?:支持|接受|可以?[用付走收]?|能[用付]|也[收行可])[:： ]?(?:微信|支付宝|[、和或/ ]){0,6}(?:usdt|泰达币?|u(?![a-z])|美[元金刀]|港[币元]|trx|eth|btc|比特币|以太坊)"
)
"""One more way of paying, not the only one: what is asked behind it in that coin is not the coin of the prices before it."""
_SETTLED = re.compile(
    r"(?<!(?<![只仅])支持)(?<!(?<![只仅])接受)(?<!(?<![只仅])可)(?<!(?<![只仅])可[以用走])(?<!(?<![只仅])[能也])(?<!(?<![只仅])支持 )(?<![a-z或/])(?<!或[者是])(?<!不)(?<!不[收用走做要能])(?<!不(?:接受|支持|能用|可用))(usdt|泰达币?|u|美[元金刀]|港[币元]|trx|eth|btc|比特币|以太坊) ?(?:结算|结账|计价|标价|报价|计算)"
)
_MOVED = re.compile(r"(?:(?:充值?|提现|提币|付款|手续费)[^\d,，。;；!！?？\n]{0,6}|满 ?|减 ?)$")
_MOVES = re.compile(r" ?(?:起|以上)?(?:充值?|提现|提币|付款|手续费|减)")
"""Before and behind money that is paid in, drawn out or taken off."""


def _sold(text: str, one: Number, *, topped_up: bool) -> str:
    """Whether the sentence of a sum sells other goods alone (other), or beside what is or may be looked up (both); else nothing.

    >>> texts = ("流量卡19元,办卡送话费", "卖微信老号50元,查户籍30元", "查微信号30元")
    >>> [_sold(text, numbers_of(text, 0, len(text))[0], topped_up=False) for text in texts]
    ['other', 'both', '']
    """
    at = one.spans[0][0]
    before, after = _ENDS.split(text[max(0, at - _AROUND) : at])[-1], _ENDS.split(text[at : one.end + _AROUND], 1)[0]
    said = before + after
    if topped_up or not _form("other_goods").search(said):
        return ""
    looked_up = goods().search(_form("other_goods").sub("", said)) or _form("looked_up").search(said)
    return "both" if looked_up else "other"


_ENDS = re.compile("[。!?！？\n;；]")


def _told(
    text: str, label: str, span: tuple[int, int], taken: Sequence[tuple[int, int]]
) -> tuple[list[Number], list[str], bool]:
    """The numbers that may be sums, what each is taken for money by, and whether points are sold for money."""
    said = (m.span() for form in (_sayings(), _no_sums()) for m in form.finditer(text, span[0], span[1] + _PAST))
    none = Spans([*taken, *said])
    every = numbers_of(text, *span)
    wrong = [
        any(none.meet(*place) for place in one.spans)
        or _else(text, one, label)
        or (label == "sale_offer" and _passed(text, one))
        for one in every
    ]
    own = [_sign(text, one, label, span[0]) for one in every]
    topped_up = False
    for n, (one, other) in enumerate(pairwise(every)):
        between = text[one.end : other.spans[0][0]]
        if _form("rise").fullmatch(unsigned(between).strip()) and not wrong[n + 1]:
            own[n], own[n + 1] = "was", (own[n + 1] if own[n + 1] in _CLEAR else "") or own[n]
        points = (one.currency, other.currency).count("points") == 1 and _form("exchange").fullmatch(between.strip())
        if points and (between.strip() == "=" or _TOPPED.search(one.word)):
            paid = n + (one.currency == "points")
            wrong[n], wrong[n + 1], own[paid], topped_up = paid != n, paid == n, "unit", True
    to = [bool(_TO.fullmatch(text, a.end, b.spans[0][0])) for a, b in pairwise(every)]
    kept = [n for n in range(len(every)) if not _with_ends(wrong, to, n)]
    return [every[n] for n in kept], [_with_ends(own, to, n) for n in kept], topped_up


def items(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[tuple[Number, str]]:
    """The numbers of a text that stand behind goods, each with those goods: the lines of a list of prices.

    >>> [(word, int(one.values[0])) for one, word in items("户籍:80;机主(实名):150;身高:178;名下车:2")]
    [('户籍', 80), ('机主', 150)]
    """
    numbers, signs, _ = _told(text, "sale_offer", (0, len(text)), taken)
    return [
        (one, one.word)
        for one, sign in zip(numbers, signs, strict=True)
        if sign in {"goods", *_CLEAR}
        and not one.loose
        and (goods().search(_now(one.word)) or (sign == "goods" and one.word))
        and len(one.word) <= _LONG
        and not (one.bare and (_year(one) or not _FEW < one.values[0] <= bound("bare")))
    ]


def lined(text: str, one: Sum) -> bool:
    """Whether a sum ends a line of a list: it begins with goods, and says nothing more than what the sum is for.

    >>> text = "开房两年 300元/次；另给100元；求购户籍 700元;原价户籍 900元;查档赔了我 500元"
    >>> [lined(text, found) for found in sums(text, "sale_offer")]
    [True, False, False, False, False]
    """
    before, after = _clause(text, one.start, one.end)
    begins = _BEGINS.match(before)
    return (
        begins is not None
        and goods().match(before, begins.end()) is not None
        and len(re.sub(r"\W", "", goods().sub("", before[begins.end() :]))) <= _FEW_BETWEEN
        and not _MOVED_BEFORE.search(before)
        and not _NOT_ASKED.search(before)
        and len(after.strip()) <= _FEW_BEHIND
    )


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a sum in its clause."""
    return _PART.split(text[max(0, start - REACH) : start])[-1], _PART.split(text[end : end + REACH], 1)[0]


_PART = re.compile("[。!?！？\n;；,，、|]")
_BEGINS = re.compile(r"[\W_]*(?:[0-9]{1,2}[.、)）:]\s*)?[\W_]*(?:[代可单只专]?查|全国|个人|实时|精准|最新|手持|同户)?")
"""Before the goods of a line of a list: its number, and what goods are called with."""
_NOT_ASKED = re.compile("[被罚赔退欠押]|没收|损失|价值")
"""In a line whose sum nobody asks."""
_FEW_BETWEEN = 6  # characters between goods and a price that say of what time or sort
_FEW_BEHIND = 6  # characters behind a price that say what it is for


def _passed(text: str, one: Number) -> bool:
    """Whether an offer tells by the number what came in, went back or is still owed, a rate, or what it takes to have something deleted.

    >>> text = "今天到账 30u,退了我25u,1u按7.2元算,删帖个人500元,户籍 80元"
    >>> [int(found.values[0]) for found in numbers_of(text, 0, len(text)) if not _passed(text, found)]
    [1, 80]
    """
    before, after = _clause(text, one.spans[0][0], one.end)
    if _DELETED.search(before):
        return True
    return not goods().search(before + after) and bool(_MOVED_BEFORE.search(before) or _MOVED_BEHIND.match(after))


_MOVED_BEFORE = re.compile(
    r"(?:到账|到手|入账|进账|收到|收了|收入|退还?回?|退款|返还?|赔|还差|欠|流水|汇率|按)[了我你他她的]{0,2}\s*$"
)
_MOVED_BEHIND = re.compile(r"\s*(?:到账|入账|进账|已退|退了|换算|算)")
_DELETED = re.compile("删[帖除档贴]|撤下|下架|消除")
"""Before and behind sums that no look-up costs."""


_FEW = 9  # no more of something stand in a dossier as counts (名下车:2)
_TOPPED = re.compile("充值?$")
_TO = re.compile(r" ?[到至] ?")
"""Between the ends of a range (200到300): what is said of one end is said of both."""


def _with_ends(told: Sequence[Any], to: Sequence[bool], at: int) -> Any:
    """What is told of a number, or else of the other end of its range."""
    ends = [told[n] for n, joined in ((at - 1, at > 0 and to[at - 1]), (at + 1, at < len(to) and to[at])) if joined]
    return told[at] or next(filter(None, ends), told[at])


_CLEAR = frozenset({"unit", "per", "word"})
_SHORT = 5  # characters of the word before a number in a list of prices


def _else(text: str, one: Number, label: str) -> bool:
    """Whether the number counts, measures or names something, or is other people's money."""
    kind = _before(_now(one.word), label)
    if kind == "money" or ((one.bare or one.weak) and (kind == "else" or _room(one.word))):
        return True
    if (
        _BOUGHT.match(text, one.end)
        or (one.weak and (_FAR.match(text, one.end) or _AWAY.search(one.word)))
        or (kind != "before" and day_of(text, one) == "day")
    ):
        return True
    if not one.bare or said_of_price(text, one.end):
        return False
    listed = _START.search(text[: one.spans[0][0]][-REACH:]) and _LISTED.match(text, one.end)
    return bool(listed) or _running(one) or behind("else_after").match(text, one.end) is not None


def _running(one: Number) -> bool:
    """Whether digits alone number something, as records do: from a thousand up, they end as no price does (1200, 1888, 1999).

    >>> [_running(one) for one in numbers_of("交易记录4821,开房记录1200,包月36024,机主1888", 0, 30)]
    [True, False, True, False]
    """
    return one.bare and not one.chinese and any(v >= bound("running") and v % 10 not in _PRICED for v in one.values)


_PRICED = frozenset({0, 5, 8, 9})
"""The last digits of round sums and of those that sellers like."""


def _room(word: str) -> bool:
    """Whether the word names a house whose rooms have numbers, and looks nothing up there.

    >>> [_room(word) for word in ("他住星河酒店", "酒店", "查酒店", "住过的酒店")]
    [True, False, False, False]
    """
    house = _form_of("rooms").search(word)
    name = goods().sub("", word[: house.start()]) if house and not _LOOKED_UP.search(word) else ""
    return len(name) > 1 and not name.endswith("的")


@cache
def _form_of(name: str) -> re.Pattern[str]:
    """The words of a list at the end of a word."""
    return re.compile(rf"(?:{'|'.join(words(name))})$")


_BOUGHT = re.compile(r" ?(?:[买进入抢拍淘]的|[买亏丢]了|被骗)")
"""Behind money that was spent."""
_FAR = re.compile(r" ?(?:左右|上下|开外|范围|[以之]?[内外]|[远高长宽深处栏跑]|的?距离)")
"""Behind a length (五十米开外)."""
_AWAY = re.compile(
    "距|相隔|误差|精[度确]|半径|直径|方圆|范围|[往向朝]?[东南西北前后]行?$|步行|直行|身高|海拔|[长宽高深]$"
)
"""Before one (距离基站 300米)."""
_WORTH = re.compile(r" ?的(?=[一-鿿])(?!话|私|来|滴|加|拿|找)")
"""Behind what something is worth (五十块的东西): doubtful."""


def _listed(text: str, one: Number, *, exposes: bool) -> bool:
    """Whether a short word stands before the number and nothing but the next item behind it; behind a blank (航班60 火车50) not where somebody's height and age may stand so."""
    at = one.end + (not exposes and text[one.end : one.end + 1] == " ")
    return 0 < len(one.word) <= _SHORT and bool(_EDGE.match(text, one.end) or _ITEM.match(text, at))


def _sign(text: str, one: Number, label: str, start: int) -> str:
    """What the number is taken for money by; nothing where nothing speaks for it."""
    word = _now(one.word)
    kind = _before(word, label)
    if kind in {"part", "was"}:
        return kind
    if not one.bare and not one.weak:
        return "worth" if _WORTH.match(text, one.end) else "unit"
    if per().match(text, one.end) or _for().search(word):
        return "per"
    if one.weak and kind != "before":  # 五十米 is a length, 50米 behind goods may be slang for yuan
        return "weak_unit" if goods().search(word) else ""
    if kind == "before" or behind("after").match(text, one.end):
        return "word"
    if not one.bare:
        return "weak_unit"
    if label != "sale_offer":
        return ""
    if goods().search(word):
        return "goods" if len(word) <= _LONG else ""
    if word != one.word:
        return "goods" if not word and goods().search(text, _begun(text, one, start), one.spans[0][0]) else ""
    alone = not one.word and _START.search(text[: one.spans[0][0]][-REACH:]) and _EDGE.match(text, one.end)
    return "alone" if alone and one.values[0] >= _ALONE and goods().search(text, start, one.spans[0][0]) else ""


_PERIOD = re.compile(
    rf"(?:(?:最近|近|过去|往前|连续|前)[{WRITTEN}半\d]+个?(?:年半?|月|季度?|周|星期|天|日)|[上本当]个?月|[上下全][半]?年|[去今]年)[的内]?$"
)


def _now(word: str) -> str:
    """The word before a number without the period that is looked up (开房近两年 900)."""
    return _PERIOD.sub("", word)


def _begun(text: str, one: Number, start: int) -> int:
    """Where the sentence of a number begins."""
    return max(start, *(text.rfind(mark, start, one.spans[0][0]) for mark in "。!?！？\n"))


_LONG = 12  # characters of goods with what is said of them


def _year(one: Number) -> bool:
    return not one.chinese and _YEAR[0] <= one.values[0] < _YEAR[1]


@cache
def _for() -> re.Pattern[str]:
    """What a price is for, at the end of the word before it."""
    return re.compile(
        rf"(?<!第)[一二两三四五六七八九十半每单](?:{'|'.join(words('per'))})(?:只|要|收|给|才|仅|就|价|红包|奖励?|发)*$"
    )


@cache
def _sayings() -> re.Pattern[str]:
    return re.compile("|".join(words("sayings")))


@cache
def _no_sums() -> re.Pattern[str]:
    return re.compile("|".join(words("no_sums")))


@cache
def _form(name: str) -> re.Pattern[str]:
    return re.compile(table(name).strip())


_ENDINGS = {
    "was_before": "was",
    "part_before": "part",
    "money_before": "money",
    "not_before": "money",
    "else_before": "else",
    "before": "before",
}


@cache
def _endings(label: str) -> dict[str, str]:
    """Every word that may stand before a number, with what it makes of it; a word of a price is one whatever else it is."""
    kinds = _ENDINGS | ({"reward": "before"} if label == "paid_task" else {})
    return {word: kind for name, kind in kinds.items() for word in words(name)}


@cache
def _filled() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('fill'))}){{1,16}}$")


def _before(word: str, label: str) -> str:
    """What the word before a number makes of it: the longest ending that is known decides, and money of others before a price word."""
    kinds = [_ending(said, label) for said in (word, _filled().sub("", word), _for().sub("", word))]
    return next((kind for kind in kinds if kind in _FIRST), next(filter(None, kinds), ""))


_FIRST = frozenset({"was", "part", "money"})
"""月薪才8000 and 以前只要15 are no prices asked, although 才 and 只要 stand there."""


def _ending(said: str, label: str) -> str:
    kind = next((kind for at in range(len(said)) if (kind := _endings(label).get(said[at:]))), "")
    return "" if kind == "else" and _LOOKED_UP.search(said) else kind


_LOOKED_UP = re.compile(r"(?<![经已])查(?![到出得无])")
