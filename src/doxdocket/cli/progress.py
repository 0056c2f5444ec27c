"""How far long work has come, on standard error: one line that is redrawn on a terminal, a line now and then elsewhere.

Nothing is said with ``--quiet``, and with ``--json`` only on a terminal. Left out: a guess at the time that is left.

>>> words("parse", 3 << 20, 12 << 20, "en"), words("detect", 5, 0, "zh")
('reading captures 25 % (3/12 MB)', '识别个人信息 5')
"""

import sys
import time
from types import TracebackType
from typing import Self

from doxdocket.cli.language import manner
from doxdocket.cli.screen import draw
from doxdocket.report.text import Lang, pad, width
from doxdocket.words import coded

STAGES = coded("progress_stages")
BYTES = {"take", "parse", "scan"}
AT_ONCE = {"resume"}
REDRAW, LINE = 0.1, 5.0  # seconds between two signs of life, on a terminal and elsewhere


def words(stage: str, done: int, total: int, lang: Lang) -> str:
    """One line about one stage."""
    zh, en = STAGES.get(stage, (stage, stage))
    label = zh if lang == "zh" else en
    if total <= 0:
        return f"{label} {done}" if done else label
    if stage in BYTES:
        return f"{label} {100 * done // total} % ({done >> 20}/{total >> 20} MB)"
    return f"{label} {100 * done // total} % ({done}/{total})"


class Progress:
    """Called with (stage, done, total) by the rooms that work long; a context that leaves a clean line behind."""

    def __init__(self) -> None:
        how = manner()
        self._screen = sys.stderr.isatty()
        self._on = not how.quiet and (self._screen or not how.json)
        self._lang: Lang = how.lang
        self._last, self._drawn = time.monotonic(), 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say it, when it is time to."""
        now = time.monotonic()
        if not self._on or stage not in STAGES:
            return
        if stage not in AT_ONCE and now - self._last < (REDRAW if self._screen else LINE):
            return
        self._last = now
        text = words(stage, done, total, self._lang)
        if self._screen:
            draw(sys.stderr, "\r" + pad(text, self._drawn))
            self._drawn = width(text)
        else:
            print(text, file=sys.stderr, flush=True)

    def now(self, stage: str) -> None:
        """A stage begins that will not say how far it is."""
        self._last -= REDRAW if self._screen else 0
        self(stage, 0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            draw(sys.stderr, "\r" + " " * self._drawn + "\r")
