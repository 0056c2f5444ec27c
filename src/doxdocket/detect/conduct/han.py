"""Chinese numbers as people write sums: 三百, 两千五, 一百二, 一万二.

Left out: decimals, fractions, numbers beyond a hundred million.

>>> [number(word) for word in ("两百", "一百二", "三千五", "十五", "一千零五十", "两万五", "百")]
[200, 120, 3500, 15, 1050, 25000, 100]
"""

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {str(n): n for n in range(10)} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_WAN = 10_000


def number(word: str) -> int:
    """The number that a word of digits and units is; a last digit right behind 百, 千 or 万 counts that unit's tenths."""
    high, wan, low = word.rpartition("万")
    if not wan:
        return _below(word)
    tenths = len(low) == 1 and low not in "十百千"
    return (number(high) if high else 1) * _WAN + (_below(low) * _WAN // 10 if tenths else _below(low))


def _below(word: str) -> int:
    total, digit, last = 0, 0, 1
    for char in word:
        if char in _UNITS:
            last = _UNITS[char]
            total, digit = total + (digit or 1) * last, 0
        else:
            digit = _DIGITS[char]
    return total + (digit * last // 10 if last > 10 and word[-2:-1] in ("百", "千") else digit)
