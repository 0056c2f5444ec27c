"""Chinese numbers as people write sums, days and rooms: 三百, 两千五, 一百二, 一万二, digit by digit 一八八, and about so many: 五六百.

Left out: decimals, fractions, numbers beyond a hundred million.

>>> [number(word) for word in ("两百", "一百二", "三千五", "十五", "一千零五十", "两万五", "百")]
[200, 120, 3500, 15, 1050, 25000, 100]
>>> [ends(word) for word in ("一八八", "五六百", "一百五六", "一百五八", "一" * 4301)]
[(188,), (500, 600), (150, 160), (), ()]
"""

import re

from doxdocket import numerals

_DIGITS = {sign: int(n) for sign, n in numerals.PLAIN.items()} | {str(n): n for n in range(10)} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_WAN = 10_000
_LONGEST = 24
"""Characters of a numeral: a longer row of them is no number (九千九百九十九万九千九百九十九 has 15)."""
_ROW = re.compile("[一二两三四五六七八九][〇零一二两三四五六七八九]+")
_ABOUT = frozenset(("一二", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"))


def about(word: str) -> int | None:
    """Where the second of two digits stands that say about how many (一百五六)."""
    rows = list(_ROW.finditer(word))
    return rows[0].start() + 1 if len(rows) == 1 and rows[0][0] in _ABOUT else None


def ends(word: str) -> tuple[int, ...]:
    """The number that a word is, or both ends of what it says about; nothing where digits stand in a row that say neither, or too many."""
    if len(word) > _LONGEST:
        return ()
    at = about(word)
    if at is not None:
        return number(word[:at] + word[at + 1 :]), number(word[: at - 1] + word[at:])
    row = _ROW.search(word)
    zero = len(word) > 1 and word[0] in "〇零"
    return () if zero or (row and row[0] != word) else (number(word),)


def number(word: str) -> int:
    """The number that a word of digits and units is; a last digit right behind 百, 千 or 万 counts that unit's tenths."""
    high, wan, low = word.rpartition("万")
    if not wan:
        return _below(word)
    tenths = len(low) == 1 and low not in "十百千"
    return (number(high) if high else 1) * _WAN + (_below(low) * _WAN // 10 if tenths else _below(low))


def _below(word: str) -> int:
    if len(word) > 1 and not any(char in _UNITS for char in word):
        return int("".join(str(_DIGITS[char]) for char in word))
    total, digit, last = 0, 0, 1
    for char in word:
        if char in _UNITS:
            last = _UNITS[char]
            total, digit = total + (digit or 1) * last, 0
        else:
            digit = _DIGITS[char]
    return total + (digit * last // 10 if last > 10 and word[-2:-1] in ("百", "千") else digit)
