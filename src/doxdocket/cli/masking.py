"""Texts of posts as they may leave the case: findings become their masks, long runs of digits become blanks.

A detector can miss; a number that it missed must not leave in an exported text. So beside the findings every run of
five or more digit-like characters (full width, circled, Chinese, with separators between them) is blanked. Left out:
names and words that no finding covers, which is why the table is working grade and not public.

>>> masked("电话13912345678，编号 1 2 3 4 5", [(2, 13, "139********")])
'电话139********，编号 ＊＊＊＊＊＊＊＊＊'
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from doxdocket.cli.said import say

if TYPE_CHECKING:
    from doxdocket.report.file_names import FileNames
    from doxdocket.report.release import Guard
    from doxdocket.store.case import Case

Span = tuple[int, int, str]
BLANK = "＊"
_CHINESE = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两弌弍弎"
_BETWEEN = r"[\s\-–—_.,·•/\\*()（）\u200b-\u200f\u2060\ufe0f\u20e3\ufeff]{0,3}"


@cache
def _runs() -> re.Pattern[str]:
    """Five or more digit-like characters, with a little between them."""
    digits = "".join(chr(c) for c in range(0x30, 0x1FBFA) if unicodedata.digit(chr(c), None) is not None)
    one = f"[{digits}{_CHINESE}]"
    return re.compile(f"{one}(?:{_BETWEEN}{one}){{4,}}")


def blank(text: str) -> str:
    """The text with its long runs of digits blanked, character for character."""
    return _runs().sub(lambda run: BLANK * len(run.group()), text)


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with each span (start, end, mask) replaced; overlapping spans are one, shown by the longest's mask."""
    out, at = [], 0
    for start, end, mask in _merged(spans):
        out += [blank(text[at:start]), mask]
        at = end
    return "".join([*out, blank(text[at:])])


def guard(case: "Case") -> "Guard | None":
    """What knows the values that the current run has sealed; none before the first run."""
    from doxdocket.report.release import Guard  # noqa: PLC0415
    from doxdocket.seal.digest import Digester  # noqa: PLC0415

    run = case.current_run()
    findings = run.read("findings", ["kind", "verdict", "digest"]) if run else None
    return None if findings is None else Guard.over(Digester(case.key.subkey("digest")).digest, findings)


def sealed_in(case: "Case") -> "Callable[[str], list[str]]":
    """The kinds of sealed values, names included, that a text of one's own holds."""
    known = guard(case)
    return lambda text: [] if known is None else sorted({kind for _, _, kind in known.found(text, known.sealed)})


def file_names(case: "Case") -> "FileNames":
    """How names of files of this case are shown: masked as in its report, with what its current run has sealed."""
    # Here, so that a command that shows no file does not load the detector.
    from doxdocket.report.file_names import FileNames  # noqa: PLC0415

    known = guard(case)
    return FileNames(say("〔已遮盖〕", "[masked]"), known)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    done: list[Span] = []
    longest = 0
    for start, end, mask in sorted(spans):
        if done and start < done[-1][1]:
            first, last, shown = done[-1]
            keep = mask if end - start > longest else shown
            done[-1], longest = (first, max(last, end), keep), max(longest, end - start)
        else:
            done.append((start, end, mask))
            longest = end - start
    return done
