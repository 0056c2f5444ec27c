"""What each code of the ``warnings`` table means, in Chinese and English, and how much it weighs: ``codes.yaml``.

Leaves out: places, which the rows carry.

>>> said("truncated", "en"), weight("truncated")
('the file ends inside this record', 'quarantine')
"""

from importlib.resources import files
from pathlib import Path

from doxdocket.law import strict_yaml

_WEIGHTS = strict_yaml.read(Path(str(files("doxdocket.parse") / "codes.yaml")), dict[str, dict[str, tuple[str, str]]])
CODES: dict[str, tuple[str, str]] = {code: words for some in _WEIGHTS.values() for code, words in some.items()}
"""Every code, in Chinese and English."""
_WEIGHT = {code: what for what, some in _WEIGHTS.items() for code in some}


def said(code: str, lang: str) -> str:
    """The meaning of a code in ``"zh"`` or ``"en"``."""
    zh, en = CODES[code]
    return zh if lang == "zh" else en


def weight(code: str) -> str:
    """quarantine, repair or notice: the most that a file may give it."""
    return _WEIGHT[code]
