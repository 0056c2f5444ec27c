"""The words of the page in one language, from one table in which no entry may lack a language.

Source: the section ``report`` of the catalogue (``words``). Leaves out rules, kinds and figures, which bring their own words.

>>> Words("zh")("unit"), Words("en")("at_bound", n=3, bound="low")
('单位', '3 (low)')
"""

from collections.abc import Mapping
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

from doxdocket import words
from doxdocket.interval import told

ROOM = Path(str(files("doxdocket.report")))
"""The folder of the page's words, texts and statements."""


class Words:
    """Words of one language; calling it with a key and its facts gives the text."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang == "zh" else "en"

    def __call__(self, key: str, **facts: object) -> str:
        """The words of ``key`` with its facts filled in."""
        return words.said_in(self.lang, f"report.{key}", **facts)

    def of(self, both: Mapping[str, Any], key: str = "") -> str:
        """The text of a record with its own: ``{zh, en}`` or ``{key_zh, key_en}``; Chinese when it is all there is."""
        names = (f"{key}_{self.lang}", f"{key}_zh") if key else (self.lang, "zh")
        return str(next(both[n] for n in names if both.get(n)))

    def own(self, record: Mapping[str, Any], key: str) -> str:
        """The words a figure brings: ``label`` and ``label_en``; Chinese when it is all there is."""
        return str((record.get(f"{key}_en") if self.lang == "en" else "") or record.get(key) or "")

    def number(self, value: object) -> str:
        """A count or ratio as printed: thousands in threes, a fraction with its decimal, null as not determinable."""
        if value is None:
            return self("unknown")
        if isinstance(value, str) and "/" in value:
            return f"{value}\n≈ {decimal(Fraction(value))}"
        return told(value) if isinstance(value, int | str) else str(value)


def decimal(value: Fraction) -> str:
    """A fraction to three places, truncated so that nothing below a threshold is ever shown as reaching it.

    >>> decimal(Fraction(1999, 2000)), decimal(Fraction(-350, 5000))
    ('0.999', '-0.070')
    """
    thousandths = value.numerator * 1000 // value.denominator
    whole, rest = divmod(abs(thousandths), 1000)
    return f"{'-' if thousandths < 0 else ''}{whole:,}.{rest:03d}"
