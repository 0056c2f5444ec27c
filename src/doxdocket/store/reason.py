"""A reason for opening a value or for a decision: there must be one, and it must not repeat the value.

Source: docs/explanation/sealing.md. Reasons are kept in the custody log and printed; one that holds a run of six digits (with
spaces or hyphens, full-width, in keycaps, in Chinese or Roman numerals, as spoken over a radio (洞幺两拐勾) or with O and l for digits), the end of
a number (尾号1850), or an e-mail address, holds a value. Dates may be written ``2026-01-02`` or 2026年1月2日. What the case itself holds is asked by ``store.values_in_text``.

>>> checked("质证需要，见2026-01-02笔录")
'质证需要，见2026-01-02笔录'
>>> checked("核对 138 0000 0000")
Traceback (most recent call last):
...
doxdocket.errors.WrongCall: the reason seems to repeat a value (a run of digits or an address). Nothing was done; say why without the value.
"""

import re
import unicodedata

from doxdocket import numerals
from doxdocket.errors import WrongCall

LONGEST = 500
"""Characters of a reason: it says why, and is printed whole wherever it is named."""
CUT = " ⸱ "
"""Stands where something harmless stood."""
_NUMERAL = "0-9〇零一二三四五六七八九十百千两"
#: What a prosecutor's sentence is full of and nobody's: taken out before pieces are looked for.
_HARMLESS = re.compile(
    rf"""
    (?<![0-9])(?:19|20)[0-9]{{2}}\s*[-./年]\s*[01]?[0-9]\s*[-./月]\s*[0-3]?[0-9](?:\s*日|(?![0-9]))
    | (?<![0-9])(?:19|20)[0-9]{{2}}\s*年(?:\s*(?:1[0-2]|0?[1-9])\s*月)? | (?<![0-9])(?:1[0-2]|0?[1-9])\s*月\s*(?:3[01]|[12][0-9]|0?[1-9])\s*日
    | (?<![0-9])(?:2[0-3]|[01]?[0-9])[:：时点][0-5]?[0-9](?:[:：分][0-5]?[0-9])?
    | [(（〔\[【](?:19|20)[0-9]{{2}}[)）〕\]】][\u4e00-\u9fff]{{0,4}}(?:[0-9]{{2,4}}[\u4e00-\u9fff]{{1,4}})?第?[0-9]{{1,5}}(?:-[0-9]{{1,2}})?号?
    | 第\s*[{_NUMERAL}]{{1,8}}\s*[条款项章节页卷号册行次季批期]
    | (?<![A-Za-z0-9京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])[A-Z][0-9]{{1,5}}(?![A-Za-z0-9])
    | (?<![0-9.,，])(?:[0-9]{{1,3}}(?:[,，][0-9]{{3}})+|[0-9]{{1,8}})(?:\.[0-9]{{1,2}})?\s*(?:亿|万)?(?:元|万|亿)
    | (?<![0-9.,，])[0-9]{{1,5}}(?:\.[0-9]{{1,2}})?\s*[%％条人次份页件名个天日年月岁贴处]
    """,
    re.VERBOSE,
)
_BETWEEN = re.compile(r"(?<=[0-9])[\s\-_.·,/]+(?=[0-9])")
_AS_DIGITS = re.compile(r"(?<=[0-9])[OoIl]+(?=[0-9])")
_LETTERS = str.maketrans("OoIl", "0011")
FOLD = str.maketrans(numerals.HAN | {"○": "0", "◯": "0", "幺": "1", "两": "2"})
"""Chinese digits as digits."""
_ROMAN = {0x2160 + letter + n: str(n + 1) for letter in (0, 16) for n in range(12)}
_SPOKEN = str.maketrans("洞拐勾两兩么", "079221")
#: Digits as they are spoken one by one (洞幺拐两勾): three at least in a row, of which 么 is none at an end; 三洞桥, 勾选, 拐卖 and 两次 are words.
_ALOUD = re.compile(
    "[D](?:S[D么])+S[D]".replace("D", f"0-9○幺洞拐勾两兩{''.join(numerals.HAN)}").replace("S", r"[\s\-_.·,/]*")
)
_VALUE = re.compile(r"[0-9]{6}|\S@\S")
_TAIL = re.compile(r"(?:尾号|尾数|末尾|[末后][几0-9]{1,2}位)\D{0,4}[0-9]{3}")


def bare(text: str) -> str:
    """The text without dates, articles, numbers of cases, codes, times and amounts."""
    return _HARMLESS.sub(CUT, unicodedata.normalize("NFKC", shown(text)))


def shown(text: str) -> str:
    """The text with Roman numerals of one character as the digits they show: NFKC makes letters of them.

    >>> shown("Ⅰⅲ Ⅻ")
    '13 12'
    """
    return text.translate(_ROMAN)


def aloud(text: str) -> str:
    """The text with digits that are spoken one by one as digits.

    >>> aloud("幺三八洞洞么两拐勾"), aloud("三洞桥两次，勾选拐卖，什么一二")
    ('幺三八001279', '三洞桥两次，勾选拐卖，什么一二')
    """
    return _ALOUD.sub(lambda found: found[0].translate(_SPOKEN), text)


def checked(reason: str) -> str:
    """The reason, trimmed; a ``WrongCall`` when there is none, it is too long or it seems to hold a value."""
    text = reason.strip()
    if not text:
        raise WrongCall("reason.reason_is_needed_nothing_was")
    if len(text) > LONGEST:
        raise WrongCall("reason.reason_is_too_long", n=len(text), most=LONGEST)
    if holds_value(text):
        raise WrongCall("reason.reason_seems_to_repeat_value")
    return text


def holds_value(text: str) -> bool:
    """Whether a text seems to hold a value: six digits in a run, however spaced or written, the end of one, or an address of mail.

    >>> holds_value("见2026-01-02笔录"), holds_value("一三八〇〇〇〇"), holds_value("第二百五十三条之一")
    (False, True, False)
    >>> [
    ...     holds_value(text)
    ...     for text in (
    ...         "一三八 零零零 一八五零",
    ...         "13800OO1850",
    ...         "1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
    ...         "尾号1850",
    ...         "末尾是洞洞拐勾",
    ...         "一三八◯◯三五",
    ...         "一、二、三、四、五、六项",
    ...     )
    ... ]
    [True, True, True, True, True, True, False]
    """
    visible = "".join(c for c in bare(text) if unicodedata.category(c) not in {"Cf", "Mn", "Me"})
    visible = aloud(visible).translate(FOLD)
    joined = _BETWEEN.sub("", visible)
    run = _BETWEEN.sub("", _AS_DIGITS.sub(lambda found: found[0].translate(_LETTERS), joined))
    return _VALUE.search(run) is not None or _TAIL.search(run) is not None
