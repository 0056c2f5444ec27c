r"""How numbers that could be sums of money are written: 30元, 1.5k, 9块9, 50-80, 两百五, 三十-五十, 1万2; ``money`` says which are.

What is part of a longer number, a time, a version or an address is none. Source: ``money.yaml``, own compilation. Loose is what can
be read as something else too: 30,500 (two prices), 一百五六, 10.1起 (a day). Left out: 几百, 上百,
other currencies (€50); ``money`` reads ranges with 到.

>>> [[int(value) for value in one.values] for one in numbers_of("户籍1万2一次,一百五六元,三十-五十元,几百块", 0, 27)]
[[12000], [150, 160], [30, 50]]
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from doxdocket.bounds import spend
from doxdocket.detect import data
from doxdocket.detect.han import about, ends, number
from doxdocket.numerals import WRITTEN

HAN = "一-鿿"
_RUN = r"(?:[a-z0-9_@#.:/~\-*¥$%=×]|(?<=(?<!\d)\d),(?=\d{3}(?!\d))|(?<=(?<!\d)\d\d),(?=\d{3}(?!\d))|(?<=,\d{3}),(?=\d{3}(?!\d)))++"
_CHUNK = re.compile(_RUN)
_ONE = r"\d{1,2}(?:,\d{3})+|\d+(?:\.\d{1,2})?"
_CHINESE = re.compile(
    rf"(?<![{WRITTEN}\d])(?<![{WRITTEN}\d][-~])(?!(?<=[几数])[十百千万])"
    rf"(?P<first>[{WRITTEN}]+)(?:[-~]{{1,2}}(?P<last>[{WRITTEN}]+))?"
)
_NUMERALS = frozenset("0123456789")
_OF_TEN = re.compile("[一二两三四五六七八九][十百千万]")
_ON = re.compile(rf"[-~]+[{WRITTEN}\d]")
_TENTHS = re.compile(
    r"(?P<digit>[1-9一二三四五六七八九])(?:(?P<unit>[百千k])|(?![\d〇零二两三四五六七八九十百千万]|[.,]\d))"
)
_LETTER = re.compile(r"(\d{1,3})([kw])([1-9])([a-z]*)")
_DAY = re.compile(
    r"(?:1[0-2]|[1-9])\.(?:[12]\d|3[01]|[1-9])(?!\d) ?(?:开始|之?[前后]|止|起(?![一每步价不包]))(?P<next>(?P<change>[涨调降恢执改停])|[一-鿿])?"
)
_SMALL = re.compile(r"(?P<small>[1-9一二三四五六七八九])(?:毛|角)?(?![\d.a-z]|(?![一每])[一-鿿])")
_WORD = re.compile(
    rf"(?P<word>[{HAN}a-z]{{0,16}}(?:近\d{{1,2}}个?[年月周天])?)(?:(?<=[{HAN}a-z])[(（【\[][^()（）【】\[\]\d\n]{{1,12}}[)）】\]])?"
    r"(?:[\s:=~\-*|】)\]]|\.{2,}+){0,12}$"
)
_SAID = re.compile("[a-z]{1,4}[:=]+(?=[0-9])")
"""Letters of a word that ends before a number: 反查qq:25."""
_RECENT = re.compile(r"\d{1,2}个?[年月周天]")
_HOURS = 24
_CENTS = 10  # 十分一次 are points
REACH = 32  # characters before a number in which its word stands


@dataclass(frozen=True, slots=True)
class Number:
    """One number, or both ends of a range, with its unit and the word before it."""

    values: tuple[Decimal, ...]
    spans: tuple[tuple[int, int], ...]
    currency: str
    weak: bool  # the unit means something else as often
    bare: bool  # neither unit nor sign of a currency
    end: int  # of number and unit
    chinese: bool = False
    loose: bool = False  # can be read as something else as well
    word: str = ""


def numbers_of(text: str, start: int, end: int) -> list[Number]:
    """Every number that begins in the stretch and could be a sum, in order."""
    found: list[Number] = []
    ahead = {form: _ahead(form, text, start) for form in (_CHUNK, _CHINESE)}
    while matches := [match for match in ahead.values() if match and match.start() < end]:
        match = min(matches, key=lambda match: match.start())
        spend(len(match[0]))
        last = found[-1].end if found else 0
        one = _digits(text, match, last) if match.re is _CHUNK else _chinese(text, match, last)
        start = match.end()
        if one is not None and all(one.values):
            at = one.spans[0][0]
            sign = _sign_before(text, last, at)
            word = _WORD.search(text, max(last, at - REACH), sign.start() if sign else at)
            one = replace(one, word=word["word"] if word else "")
            found.append(replace(one, loose=one.loose or day_of(text, one) == "maybe"))
            start = one.end
        ahead |= {one.re: _ahead(one.re, text, start) for one in matches if one.start() < start}
    return found


def _ahead(form: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """The next match that holds a number; a run of letters and marks without a digit is read once, however long."""
    matches = form.finditer(text, start)
    return next((match for match in matches if form is not _CHUNK or not _NUMERALS.isdisjoint(match[0])), None)


def _digits(text: str, match: re.Match[str], last: int) -> Number | None:
    """A number in digits, alone or as a range; what is part of a longer one, a time, a version or an address is none."""
    left = len(match[0]) - len(match[0].lstrip("=:-~./*"))
    if said := _SAID.match(match[0], left):
        left = said.end()
    body = match[0][left:].rstrip(".:/~-*=")
    at = match.start() + left
    if short := _LETTER.fullmatch(body):
        value = (Decimal(short[1]) + Decimal(short[3]) / 10) * table("times")[short[2]]
        return _measured(text, [value], [(at, at + short.end(3))], at + short.end(3), short[4], "")
    whole = _whole().fullmatch(body)
    if whole is None or _longer(text, at, at + len(body)):
        return None
    if text[at - 1 : at] == "近" and _RECENT.match(text, at):
        return None
    parts = [whole["first"], *([whole["last"]] if whole["last"] else [])]
    if any(len(p.replace(",", "").partition(".")[0]) > bound("digits") or re.match(r"0\d", p) for p in parts):
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
    one = _measured(text, values, spans, end, letters, _currency_before(text, last, at + whole.start("first")))
    wide = any(re.match(r"\d\d,", part) for part in parts)
    return replace(one, loose=wide) if one else None


def _measured(
    text: str, values: list[Decimal], spans: list[tuple[int, int]], end: int, letters: str, signed: str
) -> Number | None:
    """The number with its multiple, its unit and what stands behind that (9块9)."""
    times = re.match(r" ?([千万百kw])(?![a-z])", text[end : end + 3])
    if times:
        values, end = [value * table("times")[times[1]] for value in values], end + times.end()
        letters = letters[1:]
        values, end = _tenths(text, values, end, table("times")[times[1]])
    unit = _units().match(text, end)
    if letters and unit is None:
        return None
    if unit and ((unit[1] == "点" and max(values) <= _HOURS) or (unit[1] == "分" and max(values) >= _CENTS)):
        return None
    currency, by, weak = _currencies()[unit[1]] if unit else (signed or "cny", Decimal(1), False)
    if unit:
        values, end = [value * by for value in values], unit.end()
        weak = weak and not signed
    if currency == "cny" and (signed or unit):  # 港币800元, 800元港币
        said = _said_after().match(text, end)
        currency, end = (table("signs")[said[0]], said.end()) if said else (signed or currency, end)
    if _foreign_before().search(text, max(0, spans[0][0] - 5), spans[0][0]) or behind("foreign_after").match(text, end):
        return None
    if unit and unit[1] in {"元", "块"} and len(values) == 1 and (small := _SMALL.match(text, end)):
        values, end = [values[0] + Decimal(number(small["small"])) / 10], small.end("small")
    spans = [*spans[:-1], (spans[-1][0], end)]
    return Number(tuple(values), tuple(spans), currency, weak, not unit and not signed, end)


@cache
def _signs() -> str:
    return "|".join(map(re.escape, sorted(table("signs"), key=len, reverse=True)))


@cache
def _whole() -> re.Pattern[str]:
    """Digits alone or as a range, with signs before and letters behind."""
    sign = f"(?:{_signs()})?"
    return re.compile(rf"{sign}(?P<first>{_ONE})(?P<unit>[a-z]*)(?:[-~](?:{sign})(?P<last>{_ONE})(?P<unit2>[a-z]*))?")


@cache
def _sign_end() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?P<sign>{_signs()}) ?$")


@cache
def _said_after() -> re.Pattern[str]:
    """The names of currencies of which 元 or 块 may be the unit."""
    return re.compile("|".join(sign for sign in _signs().split("|") if re.fullmatch("[一-鿿]{2,}", sign)))


@cache
def _foreign_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, words('foreign_before')))}) ?$")


def _sign_before(text: str, last: int, at: int) -> re.Match[str] | None:
    """The sign or name of a currency that stands before a number (HK$800, 港币 800)."""
    return _sign_end().search(text, max(last, at - REACH), at)


def unsigned(text: str) -> str:
    """A text without the sign or name of a currency at its end."""
    return _sign_end().sub("", text)


def _currency_before(text: str, last: int, at: int) -> str:
    sign = _sign_before(text, last, at)
    return str(table("signs")[sign["sign"]]) if sign else ""


def _tenths(text: str, values: list[Decimal], end: int, times: int) -> tuple[list[Decimal], int]:
    """The number with the digits right behind its multiple: 1万2, 1千2百, 两千5."""
    while len(values) == 1 and times > 10 and (more := _TENTHS.match(text, end)) and not per().match(text, end):
        unit = table("times").get(more["unit"], times // 10)
        if unit >= times:
            break
        values, end, times = [values[0] + number(more["digit"]) * unit], more.end(), unit if more["unit"] else 1
    return values, end


def _chinese(text: str, match: re.Match[str], before: int) -> Number | None:
    """A number in characters: 三百, 两百五, 两三百, 三十-五十; a single digit needs a unit, and 一 before what it is for is none."""
    start, end = match.span()
    first, last = match["first"], match["last"] or ""
    if len(last or first) > 1 and (last or first).endswith("一") and per().match(text, end - 1):
        first, last, end = (first, last[:-1], end - 1) if last else (first[:-1], "", end - 1)
    tens = last[1] if _OF_TEN.fullmatch(last) and len(first) == 1 and first not in "十百千万" else ""  # 三-五十
    said = [first + tens, last] if last else [first]
    values = [Decimal(value) for word in said for value in ends(word)]
    split = None if last else about(first)
    if sorted(set(values)) != values or len(values) != (1 if split is None and not last else 2) or _ON.match(text, end):
        return None
    spans = [(start, end)]
    if last:
        spans = [match.span("first"), (match.start("last"), end)]
    elif split is not None:
        spans = [(start, start + split), (start + split, end)]
    values, end = _tenths(text, values, end, table("times").get(first[-1], 1))
    one = _measured(text, values, spans, end, "", _currency_before(text, before, start))
    row = len(first) > 1 and split is None and not re.search("[十百千万]", first)
    if one is None or (one.bare and (len(text[start : one.end]) == 1 or min(values) < 10 or (row and len(first) == 2))):
        return None
    if (
        text[start : one.end] == "一块"
        and "一" <= text[one.end : one.end + 1] <= "鿿"
        and not said_of_price(text, one.end)
    ):
        return None
    return replace(one, chinese=not row, loose=(row and one.bare) or (split or 1) > 1)


def said_of_price(text: str, end: int) -> bool:
    """Whether what stands behind a number is said of prices."""
    return bool(per().match(text, end) or behind("after").match(text, end))


def _longer(text: str, start: int, end: int) -> bool:
    """Whether digits stand on both sides of one blank: pieces of one long number."""
    before, after = (
        re.search(r"\d{3,}[ -]$", text[max(0, start - 9) : start]),
        re.match(r"[ -]\d{3,}(?![\d.]*\s?[^\s\d,.;])", text[end : end + 9]),
    )
    return bool(before or after) and text[start:end].isdecimal()


def day_of(text: str, one: Number) -> str:
    """Whether the number is a day (10.1起涨价), or may be one (10.1起,)."""
    found = _DAY.match(text, one.spans[0][0])
    if found is None or not one.bare or (not found["change"] and goods().search(one.word)):
        return ""
    if found["next"] or "起" not in found[0]:
        return "day"
    return "" if one.word else "maybe"


def table(name: str) -> Any:
    """One table of ``money.yaml``."""
    return data.table("conduct/money.yaml")[name]


def bound(name: str) -> int:
    """One of its bounds."""
    return int(table("bounds")[name])


def words(name: str) -> list[str]:
    """The words of one of its lists, the longest first."""
    return sorted(table(name).split(), key=len, reverse=True)


@cache
def _currencies() -> dict[str, tuple[str, Decimal, bool]]:
    """Currency, worth and weakness of each unit."""
    return {
        word: (row["currency"], Decimal(row.get("by", 1)), bool(row.get("weak")))
        for row in table("units")
        for word in row["words"].split()
    }


@cache
def _units() -> re.Pattern[str]:
    ends = {
        word: rf"(?= ?{row['before']})" for row in table("units") for word in row["words"].split() if "before" in row
    }
    words = sorted(_currencies(), key=len, reverse=True)
    return re.compile(
        " ?(" + "|".join(f"{w}(?![a-z])" if w[-1].isascii() else w + ends.get(w, "") for w in words) + ")"
    )


@cache
def per() -> re.Pattern[str]:
    """What a price is for, behind it."""
    return re.compile(rf" ?(?:/ ?[一每]?|查?一|每)(?:{'|'.join(words('per'))})")


@cache
def behind(name: str) -> re.Pattern[str]:
    """The words of a list where they stand behind a number."""
    return re.compile(rf" ?(?:{'|'.join(words(name))})")


@cache
def goods() -> re.Pattern[str]:
    """What is looked up."""
    said = [
        data.table("conduct/cues.yaml")["content"]["look_up"]["words"],
        data.table("conduct/stance.yaml")["narrow"]["look_up_hot"]["words"],
        table("more_goods"),
    ]
    words = {word for one in (*said, *data.table("conduct/slots.yaml")["what"].values()) for word in one.split()}
    forms = (
        r"(?<![元块价低中高多两三几])档" if word == "档" else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile("|".join(forms))  # 780元档 is a tier of prices
