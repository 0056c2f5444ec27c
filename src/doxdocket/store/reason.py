"""A reason for opening a value or for a decision: there must be one, and it must not repeat the value.

Source: docs/explanation/sealing.md. Reasons are kept in the custody log and printed; one that holds a run of six digits (with
spaces or hyphens, full-width or in Chinese numerals), or an e-mail address, holds a value. Dates may be written
``2026-01-02`` or 2026年1月2日.

>>> checked("质证需要，见2026-01-02笔录")
'质证需要，见2026-01-02笔录'
>>> checked("核对 138 0000 0000")
Traceback (most recent call last):
...
doxdocket.errors.WrongCall: the reason seems to repeat a value (a run of digits or an address). Nothing was done; say why without the value.
"""

import re
import unicodedata

from doxdocket.errors import WrongCall

_DATE = re.compile(r"(?<![0-9])20[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])")
_BETWEEN = re.compile(r"(?<=[0-9])[\s\-_.·,/]+(?=[0-9])")
_VALUE = re.compile(r"[0-9]{6}|[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{6}|\S@\S")


def checked(reason: str) -> str:
    """The reason, trimmed; a ``WrongCall`` when there is none or it seems to hold a value."""
    text = reason.strip()
    if not text:
        raise WrongCall(
            zh="要说明理由。没有做任何事；请写一句为什么（不要写出内容本身）。",
            en="a reason is needed. Nothing was done; say in a sentence why (without the value itself).",
        )
    if holds_value(text):
        raise WrongCall(
            zh="理由里好像写出了内容本身（一串数字或邮箱）。没有做任何事；请只写为什么。",
            en="the reason seems to repeat a value (a run of digits or an address). Nothing was done; say why without the value.",
        )
    return text


def holds_value(text: str) -> bool:
    """Whether a text seems to hold a value: six digits in a run, however spaced or written, or an address of mail.

    >>> holds_value("见2026-01-02笔录"), holds_value("一三八〇〇〇〇")
    (False, True)
    """
    visible = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return _VALUE.search(_BETWEEN.sub("", _DATE.sub("", visible))) is not None
