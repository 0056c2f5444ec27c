r"""A page on a terminal: through the pager where it is longer than the screen, with colour where that is wanted.

Nothing of this is done for a pipe, a file, ``--json``, or words of the evidence, which are shown once and go to no other program. What steers a screen is shown and not
obeyed before a colour is put in. A colour only repeats what a word or sign says, and is left out with ``NO_COLOR`` or ``TERM=dumb``. The pager is what ``DOXDOCKET_PAGER``
names, else ``PAGER``, else ``less``; ``cat`` or nothing is none. ``less`` is kept from running programs, writing files and keeping a history. Left out: colour on Windows' old console.

>>> coloured("注意：旧结果\n编号  数\nV1    ✗").replace("\x1b", "^")
'^[33m注意：旧结果^[0m\n^[1m编号  数^[0m\nV1    ^[31m✗^[0m'
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache

from doxdocket import visible_signs
from doxdocket.cli.screen import draw
from doxdocket.report.text import width
from doxdocket.words import zh_en

_YELLOW, _RED, _GREEN, _BOLD, _PLAIN = "\x1b[33m", "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[0m"
_HEAD = 48
"""Columns that a title has at most."""
_SIGNS = {"✗": _RED, "✓": _GREEN}
_LESS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
_KEPT_OFF = {"LESSSECURE": "1", "LESSHISTFILE": "-"}


def wanted(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether colours are: https://no-color.org asks that any value but the empty one says no."""
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def coloured(text: str) -> str:
    """A text with colours: warnings, heads of tables and titles, signs of yes and no."""
    lines = text.split("\n")
    return "\n".join(
        _line(line, lines[n - 1] if n else "", lines[n + 1] if n + 1 < len(lines) else "")
        for n, line in enumerate(lines)
    )


@cache
def _warns() -> re.Pattern[str]:
    """How a warning begins, in both languages."""
    return re.compile("|".join(zh_en("paging.warnings_begin")))


def _line(line: str, before: str, after: str) -> str:
    if _warns().match(line):
        return _YELLOW + line + _PLAIN
    starts = bool(line.strip()) and (not before.strip() or _warns().match(before) is not None)
    if (
        starts
        and after.strip()
        and (re.search(r"\S {2,}\S", line) or (after.startswith("  ") and width(line) <= _HEAD))
    ):
        return _BOLD + line + _PLAIN
    return re.sub("|".join(_SIGNS), lambda found: _SIGNS[found[0]] + found[0] + _PLAIN, line)


def pager() -> list[str]:
    """The call of the pager; empty where there is none."""
    named = os.environ.get("DOXDOCKET_PAGER", os.environ.get("PAGER", "less"))
    try:
        call = shlex.split(named)
    except ValueError:
        return []
    return call if call and call[0] != "cat" and shutil.which(call[0]) else []


def show(text: str, *, error: bool = False) -> None:
    """A text of ours on the terminal that standard output is, or with ``error`` on that of standard error, which is never paged."""
    plain = visible_signs.visible(text)
    drawn = coloured(plain) if wanted() else plain
    stream = sys.stderr if error else sys.stdout
    call = [] if error or not sys.stdin.isatty() else pager()
    size = shutil.get_terminal_size((80, 24))
    rows = sum(max(1, -(-width(line) // size.columns)) for line in plain.split("\n"))
    if call and rows >= size.lines and _paged(call, drawn if os.path.basename(call[0]) == "less" else plain):  # noqa: PTH119 - a word, no path
        return
    draw(stream, drawn + "\n")


def _paged(call: list[str], text: str) -> bool:
    """Give the text to the pager and wait for it; False where it cannot be started."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("DOXDOCKET_")}
    sys.stdout.flush()
    try:
        with subprocess.Popen(call, stdin=subprocess.PIPE, env=_LESS | own | _KEPT_OFF) as running:  # noqa: S603 - what the user's own environment names
            while True:
                try:
                    running.communicate(text.encode("utf-8", "replace") + b"\n")
                except KeyboardInterrupt:  # it is the pager's
                    continue
                except (BrokenPipeError, ValueError):  # it was left before the end
                    running.wait()
                return True
    except OSError:
        return False
