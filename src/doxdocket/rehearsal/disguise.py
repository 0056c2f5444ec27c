"""How writers hide digits from machines while people still read them.

Source: habits described in the issue and seen in public reports; each function takes the plain digits and returns the
surface. Leaves out masks that lose a part of the value: those are facts of their own (verdict masked).

>>> fullwidth("138"), circled("109"), chinese("1890"), financial("18")
('１３８', '①⓪⑨', '一八九零', '壹捌')
>>> groups("13899901234", (3, 4, 4), "-")
'138-9990-1234'
"""

from collections.abc import Sequence
from random import Random

from doxdocket.numerals import UNITS


def _table(chars: str) -> dict[int, str]:
    return {48 + i: c for i, c in enumerate(chars)}


_FULL, _CIRCLED = _table("０１２３４５６７８９"), _table("⓪①②③④⑤⑥⑦⑧⑨")
_CHINESE, _FINANCIAL = _table("零" + UNITS), _table("零壹贰叁肆伍陆柒捌玖")
_TRADITIONAL, _NEGATIVE = _table("零壹貳參肆伍陸柒捌玖"), _table("⓿❶❷❸❹❺❻❼❽❾")
_CHINESE_O = _table("〇" + UNITS)


def fullwidth(digits: str) -> str:
    """Full-width digits, and X where there is one."""
    return digits.translate({**_FULL, ord("X"): "Ｘ"})


def circled(digits: str) -> str:
    """Circled digits."""
    return digits.translate(_CIRCLED)


def negative(digits: str) -> str:
    """White digits in black circles."""
    return digits.translate(_NEGATIVE)


def chinese(digits: str, zero: str = "零") -> str:
    """Chinese numerals read digit by digit."""
    return digits.translate(_CHINESE_O if zero == "〇" else _CHINESE)


def financial(digits: str, *, traditional: bool = False) -> str:
    """Numerals of cheques."""
    return digits.translate(_TRADITIONAL if traditional else _FINANCIAL)


def spoken(digits: str) -> str:
    """As read aloud over the phone: 幺 for one, 洞 for nought left out on purpose."""
    return chinese(digits).replace("一", "幺")


def keycap(digits: str) -> str:
    """Keycap emoji."""
    return "".join(d + "\ufe0f\u20e3" if d.isdigit() else d for d in digits)


def letters(digits: str) -> str:
    """Letters that look like digits."""
    return digits.replace("0", "O").replace("1", "l")


def groups(digits: str, sizes: Sequence[int], mark: str) -> str:
    """Groups of these sizes with a mark between; the last takes the rest."""
    parts, at = [], 0
    for size in sizes[:-1]:
        parts.append(digits[at : at + size])
        at += size
    return mark.join([*parts, digits[at:]])


def spaced(digits: str, mark: str = " ") -> str:
    """A mark after every digit."""
    return mark.join(digits)


def stuffed(rng: Random, digits: str, stuffing: Sequence[str], times: int = 2) -> str:
    """Foreign matter pushed in at a few places."""
    places = sorted(rng.sample(range(2, len(digits) - 1), times), reverse=True)
    for place in places:
        digits = digits[:place] + rng.choice(stuffing) + digits[place:]
    return digits
