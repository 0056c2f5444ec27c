r"""Which numbers of a stretch are sums of money asked or promised, and which only look like one.

A number is believed where something says that it is money: a unit (30元, 50r, 10u), what it is for (300一次, 一份30), a price word
beside it (现价45, 100起), or, in an offer, goods before it (户籍50). A number alone in its clause, one in a list of other prices, a rest to
be paid, a sum beyond what such look-ups cost and every price of an offer that names nothing looked up is doubtful. Never a price: digits of a finding or of a longer number, counts and
measures (500人, 3天, 178cm), numbers of things (房间号8806), money of other people (月薪8000, 被骗300). Source: ``money.yaml``, own
compilation. Left out: what a discount comes to (8折), sums told in other posts, the worth in another currency.

>>> [
...     (str(one.value), one.currency, one.sign)
...     for one in sums("户籍30,定位两百五一次,月薪8000,押金100元,10u起", "sale_offer")
... ]
[('30', 'cny', 'goods'), ('250', 'cny', 'per'), ('10', 'usdt', 'unit')]
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from doxdocket.detect.conduct import lists
from doxdocket.detect.conduct.han import number

_HAN = "一-鿿"
_DIGITS = "〇零一二两三四五六七八九十百千万"
_RUN = r"(?:[a-z0-9_@#.:/~\-*¥$%=×]|(?<=(?<!\d)\d),(?=\d{3}(?!\d))|(?<=(?<!\d)\d\d),(?=\d{3}(?!\d)))*"
_CHUNK = re.compile(rf"{_RUN}[0-9]{_RUN}")
_ONE = r"\d{1,2},\d{3}|\d+(?:\.\d{1,2})?"
_WHOLE = re.compile(
    rf"(?P<sign>rmb|usdt|[¥$]?)(?P<first>{_ONE})(?P<unit>[a-z]*)(?:[-~](?P<sign2>[¥$]?)(?P<last>{_ONE})(?P<unit2>[a-z]*))?"
)
_CHINESE = re.compile(
    rf"(?<![{_DIGITS}\d])(?:(?P<near>[一二两三四五六七八九][二三四五六七八九])(?P<times>[十百千])|(?P<han>[{_DIGITS}]+))"
)
_SMALL = re.compile(r"(?P<small>[1-9一二三四五六七八九])(?:毛|角)?(?![\d.a-z]|(?![一每])[一-鿿])")
_WORD = re.compile(rf"(?P<word>[{_HAN}a-z]{{0,16}})[\s:=~\-*]{{0,6}}$")
_ITEM = re.compile(rf"[{_HAN}]{{1,4}}[ :]?[\d{_DIGITS}]{{2}}")
_EDGE = re.compile(r"\s*(?:[,，。;；!！?？、|)】」\n]|$)")
_START = re.compile(r"(?:^|[,，。;；!！?？、|(（【「:\n\s])\s*$")
_LISTED = re.compile(r"[、.)]\s*\S")
_YEAR = (1900, 2100)
_HOURS = 24
_ALONE = 5  # the least sum that is believed alone in its clause
_REACH = 20  # characters before a number in which its word stands


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum of money; ``sign`` says what it is taken for money by, ``sure`` whether that is enough."""

    value: Decimal
    currency: str
    sign: str
    sure: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    """One number, or both ends of a range, with its unit and the word before it."""

    values: tuple[Decimal, ...]
    spans: tuple[tuple[int, int], ...]
    currency: str
    weak: bool  # the unit means something else as often
    bare: bool  # neither unit nor sign of a currency
    end: int  # of number and unit
    chinese: bool = False
    word: str = ""


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
    numbers = [
        one
        for one in _numbers(text, start, end)
        if not any(a < e and s < b for a, b in taken for s, e in one.spans) and not _else(text, one, label)
    ]
    signs = [_sign(text, one, label, start) for one in numbers]
    sure = sum(sign in _CLEAR or (sign == "goods" and not exposes) for sign in signs)
    tariff = signs.count("goods") > 1 or sure > 1
    vague = label == "sale_offer" and _goods().search(text, start, end) is None
    listed = [sign == "" and _listed(text, one) for one, sign in zip(numbers, signs, strict=True)]
    many = sure > 0 or (label == "sale_offer" and sum(listed) > 1 and _goods().search(text, start, end) is not None)
    found = []
    for one, said, item in zip(numbers, signs, listed, strict=True):
        sign = "list" if item and many else said
        if sign == "" or (sign == "was" and sure):
            continue
        certain = (
            not vague
            and (sign in _CLEAR or (sign == "goods" and (tariff or not exposes)) or (sign == "list" and sure > 1))
            and not (one.bare and (max(one.values) > _bound("bare") or (sign not in {"per", "word"} and _year(one))))
        )
        if max(one.values) <= _bound("bare_most" if one.bare else "most"):
            found += [
                Sum(value, one.currency, sign, certain, *place)
                for value, place in zip(one.values, one.spans, strict=True)
            ]
    return found


_CLEAR = frozenset({"unit", "per", "word"})
_SHORT = 5  # characters of the word before a number in a list of prices


def _numbers(text: str, start: int, end: int) -> list[_Number]:
    """Every number that begins in the stretch and could be a sum, in order."""
    found: list[_Number] = []
    for match in sorted(
        (*_CHUNK.finditer(text, start), *_CHINESE.finditer(text, start)), key=lambda match: match.start()
    ):
        if match.start() >= end:
            break
        if found and match.start() < found[-1].end:
            continue
        one = _digits(text, match) if match.re is _CHUNK else _chinese(text, match)
        if one is not None and all(one.values):
            left = max(found[-1].end if found else 0, one.spans[0][0] - _REACH)
            word = _WORD.search(text, left, one.spans[0][0])
            found.append(replace(one, word=word["word"] if word else ""))
    return found


def _digits(text: str, match: re.Match[str]) -> _Number | None:
    """A number in digits, alone or as a range; what is part of a longer one, a time, a version or an address is none."""
    left = len(match[0]) - len(match[0].lstrip("=:-~./*"))
    body = match[0][left:].rstrip(".:/~-*=")
    at = match.start() + left
    whole = _WHOLE.fullmatch(body)
    if whole is None or _longer(text, at, at + len(body)):
        return None
    parts = [whole["first"], *([whole["last"]] if whole["last"] else [])]
    if any(len(p.replace(",", "").partition(".")[0]) > _bound("digits") or re.match(r"0\d", p) for p in parts):
        return None
    values = [Decimal(part.replace(",", "")) for part in parts]
    if sorted(set(values)) != values:
        return None
    end = at + whole.end("last" if whole["last"] else "first")
    letters = whole["unit2"] if whole["last"] else whole["unit"]
    spans = [(at + whole.start("first"), at + whole.end("first") + len(whole["unit"]))]
    if whole["last"]:
        spans.append((at + whole.start("last"), end))
        if whole["unit"] not in {"", letters}:
            return None
    money = whole["sign"] or whole["sign2"] or text[max(0, at - 1) : at] or " "
    return _measured(text, values, spans, end, letters, _table("signs").get(money, ""))


def _measured(
    text: str, values: list[Decimal], spans: list[tuple[int, int]], end: int, letters: str, signed: str
) -> _Number | None:
    """The number with its multiple, its unit and what stands behind that (9块9)."""
    times = re.match(r" ?([千万百kw])(?![a-z])", text[end : end + 3])
    if times:
        values, end = [value * _table("times")[times[1]] for value in values], end + times.end()
        letters = letters[1:]
    unit = _units().match(text, end)
    if letters and unit is None:
        return None
    if unit and unit[1] == "点" and max(values) <= _HOURS:
        return None
    currency, by, weak = _currencies()[unit[1]] if unit else (signed or "cny", Decimal(1), False)
    if unit:
        values, end = [value * by for value in values], unit.end()
    if unit and unit[1] in {"元", "块"} and len(values) == 1 and (small := _SMALL.match(text, end)):
        values, end = [values[0] + Decimal(number(small["small"])) / 10], small.end("small")
    spans = [*spans[:-1], (spans[-1][0], end)]
    return _Number(tuple(values), tuple(spans), currency, weak, not unit and not signed, end)


def _chinese(text: str, match: re.Match[str]) -> _Number | None:
    """A number in characters: 三百, 两百五, 两三百; a single digit needs a unit, and 一 before what it is for is none."""
    end = match.end()
    if match["near"]:
        values = [Decimal(number(f"{digit}{match['times']}")) for digit in match["near"]]
        spans = [(match.start(), match.start() + 1), (match.start() + 1, end)]
    else:
        said = match[0]
        if len(said) > 1 and said.endswith("一") and _per().match(text, end - 1):
            said, end = said[:-1], end - 1
        values, spans = [Decimal(number(said))], [(match.start(), end)]
    one = _measured(text, values, spans, end, "", "")
    if one is None or (one.bare and (len(text[match.start() : end]) == 1 or min(values) < 10)):
        return None
    return replace(one, chinese=True)


def _longer(text: str, start: int, end: int) -> bool:
    """Whether digits stand on both sides of one blank: pieces of one long number."""
    before, after = (
        re.search(r"\d{3,}[ -]$", text[:start][-9:]),
        re.match(r"[ -]\d{3,}(?![\d.]*\s?[^\s\d,.;])", text[end : end + 9]),
    )
    return bool(before or after) and text[start:end].isdecimal()


def _else(text: str, one: _Number, label: str) -> bool:
    """Whether the number counts, measures or names something, or is other people's money."""
    kind = _before(one.word, label)
    if kind == "money" or (one.bare and kind == "else"):
        return True
    if _BOUGHT.match(text, one.end):
        return True
    if not one.bare or _per().match(text, one.end) or _behind("after").match(text, one.end):
        return False
    listed = _START.search(text[: one.spans[0][0]][-_REACH:]) and _LISTED.match(text, one.end)
    return bool(listed) or _behind("else_after").match(text, one.end) is not None


_BOUGHT = re.compile(r" ?(?:[买进入抢拍淘]的|[买亏丢]了|被骗)")
"""Behind money that was spent."""
_WORTH = re.compile(r" ?的(?=[一-鿿])(?!话|私|来|滴|加|拿|找)")
"""Behind what something is worth (五十块的东西): doubtful."""


def _listed(text: str, one: _Number) -> bool:
    """Whether a short word stands before the number and nothing but the next item behind it."""
    return 0 < len(one.word) <= _SHORT and bool(_EDGE.match(text, one.end) or _ITEM.match(text, one.end))


def _sign(text: str, one: _Number, label: str, start: int) -> str:
    """What the number is taken for money by; nothing where nothing speaks for it."""
    kind = _before(one.word, label)
    if kind in {"part", "was"}:
        return kind
    if not one.bare and not one.weak:
        return "worth" if _WORTH.match(text, one.end) else "unit"
    if _per().match(text, one.end) or _for().search(one.word):
        return "per"
    if kind == "before" or _behind("after").match(text, one.end):
        return "word"
    if not one.bare:
        return "weak_unit"
    if label != "sale_offer":
        return ""
    if _goods().search(one.word):
        return "goods" if len(one.word) <= _LONG else ""
    alone = not one.word and _START.search(text[: one.spans[0][0]][-_REACH:]) and _EDGE.match(text, one.end)
    return "alone" if alone and one.values[0] >= _ALONE and _goods().search(text, start, one.spans[0][0]) else ""


_LONG = 12  # characters of goods with what is said of them


def _year(one: _Number) -> bool:
    return not one.chinese and _YEAR[0] <= one.values[0] < _YEAR[1]


def _table(name: str) -> Any:
    return lists.table("money.yaml")[name]


def _bound(name: str) -> int:
    return int(_table("bounds")[name])


def _words(name: str) -> list[str]:
    return sorted(_table(name).split(), key=len, reverse=True)


@cache
def _currencies() -> dict[str, tuple[str, Decimal, bool]]:
    """Currency, worth and weakness of each unit."""
    return {
        word: (row["currency"], Decimal(row.get("by", 1)), bool(row.get("weak")))
        for row in _table("units")
        for word in row["words"].split()
    }


@cache
def _units() -> re.Pattern[str]:
    words = sorted(_currencies(), key=len, reverse=True)
    return re.compile(r" ?(" + "|".join(f"{w}(?![a-z])" if w[-1].isascii() else w for w in words) + ")")


@cache
def _per() -> re.Pattern[str]:
    return re.compile(rf" ?(?:/ ?[一每]?|查?一|每)(?:{'|'.join(_words('per'))})")


@cache
def _for() -> re.Pattern[str]:
    """What a price is for, at the end of the word before it."""
    return re.compile(
        rf"(?<!第)[一二两三四五六七八九十半每单](?:{'|'.join(_words('per'))})(?:只|要|收|给|才|仅|就|价|红包|奖励?|发)*$"
    )


@cache
def _behind(name: str) -> re.Pattern[str]:
    return re.compile(rf" ?(?:{'|'.join(_words(name))})")


@cache
def _goods() -> re.Pattern[str]:
    said = [
        lists.table("cues.yaml")["content"]["look_up"]["words"],
        lists.table("stance.yaml")["narrow"]["look_up_hot"]["words"],
    ]
    words = {word for one in (*said, *lists.table("slots.yaml")["what"].values()) for word in one.split()}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


_ENDINGS = {
    "was_before": "was",
    "part_before": "part",
    "money_before": "money",
    "else_before": "else",
    "before": "before",
}


@cache
def _endings(label: str) -> dict[str, str]:
    """Every word that may stand before a number, with what it makes of it; a word of a price is one whatever else it is."""
    kinds = _ENDINGS | ({"reward": "before"} if label == "paid_task" else {})
    return {word: kind for name, kind in kinds.items() for word in _words(name)}


@cache
def _filled() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_words('fill'))})+$")


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
