r"""A cleaned text as cues are looked for in it: lower case, emoji as the word they stand for, split words joined again.

Whoever insults under a filter writes 垃.圾, 打 爆 or 你🐴. Sources: ``cues.yaml`` (fold); own compilation. Joined are Han
characters with one mark between them, and runs of three or more single ones with spaces. Formal numerals of a sum (伍佰) are
plain ones. Left out: 拆字 (弓虽), which the
lexicon lists where it is sure.

>>> [fold(said).text for said in ("打包伍佰,收拾", "三十-五十,二-百-五")]
['打包五百,收拾', '三十-五十,二百五']
>>> folded = fold("这垃.圾,打 爆 他")
>>> folded.text, folded.back(2), folded.back(5)
('这垃圾,打爆他', 3, 7)
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.reader.lexicon import lower
from doxdocket.numerals import WRITTEN
from doxdocket.text import Reading

_HAN = "\u3400-\u9fff"
_MARK = r"[.*·_|+=^~'`-]"
_SPLIT = re.compile(f"(?<=[{_HAN}]){_MARK}{{1,2}}(?=[{_HAN}])|(?<![{_HAN}])[{_HAN}](?: [{_HAN}]){{2,}}(?![{_HAN}])")
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_FORMAL_SUM = re.compile("[壹贰叁肆伍陆柒捌玖两][拾佰仟万][零壹贰叁肆伍陆柒捌玖拾佰仟万]*|[拾佰仟](?=[元块])")
_RANGE = re.compile(f"(?<=[{WRITTEN}])(?<![~-].)[~-]{{1,2}}(?=[{WRITTEN}]++(?![~-]))")


@cache
def _emoji() -> dict[int, str]:
    return {ord(sign): str(word) for sign, word in data.table("conduct/cues.yaml")["fold"]["emoji"].items()}


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text and, where it is shorter, the cleaned offset of each of its characters and of its end."""

    text: str
    _back: Sequence[int] | None = None

    def back(self, at: int) -> int:
        """The cleaned offset of a folded one."""
        return at if self._back is None else self._back[at]

    def at(self, back: int) -> int:
        """The first folded offset that is not before a cleaned one."""
        return back if self._back is None else bisect_left(self._back, back)


def with_commas(reading: Reading, folded: Folded) -> str:
    """The folded text with the commas of prose as they were written: none of them stands within a number (户籍30，500元打包).

    >>> from doxdocket.text import read
    >>> with_commas(one := read("打 爆 他，1,500"), fold(one.clean))
    '打爆他，1,500'
    """
    if "，" not in reading.raw:
        return folded.text
    prose = {at for at, char in enumerate(reading.raw) if char == "，"}
    return "".join(
        "，" if char == "," and reading.back[folded.back(at)] in prose else char for at, char in enumerate(folded.text)
    )


def fold(clean: str) -> Folded:
    """The folded text of a cleaned one; ranges in characters (三十-五十) stay apart."""
    lowered = lower(clean)
    if not lowered.isascii():
        lowered = _FORMAL_SUM.sub(lambda found: found[0].translate(_FORMAL), lowered.translate(_emoji()))
    splits = [one for one in _SPLIT.finditer(lowered) if not _RANGE.match(lowered, one.start())]
    if not splits:
        return Folded(lowered)
    parts: list[str] = []
    back: list[int] = []
    at = 0
    for found in splits:
        parts.append(lowered[at : found.start()])
        back.extend(range(at, found.start()))
        kept = [n for n in range(*found.span()) if "\u3400" <= lowered[n] <= "\u9fff"]
        parts.append("".join(lowered[n] for n in kept))
        back.extend(kept)
        at = found.end()
    parts.append(lowered[at:])
    back.extend(range(at, len(lowered) + 1))
    return Folded("".join(parts), tuple(back))
