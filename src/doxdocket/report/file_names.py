r"""Names of captured files as they may be shown: what is personal in them is masked, what an exporter wrote stays whole.

Whoever saves a screenshot often calls it by the victim's name and number. Findings are looked for over the whole path, since a
name may be the folder's and the number the file's; values that the case has sealed are looked for too. What steers a screen or
ends a line is shown as a sign. But a part of a path that holds neither Han characters nor seven digits beside its dates
(``result.json``, ``ChatExport_2024-01-02``, ``telegram-4cat.csv``) is nobody's, whatever account it resembles; and the ending
stays, so that a file can be told from another. Leaves out: Latin names of persons, and Chinese ones that stand alone and that
the case has not sealed. docs/decisions/0004-names-of-files.md.

>>> names = FileNames("[x]")
>>> names("ChatExport_2024-01-02/messages2.html"), names("telegram-4cat.csv"), names("照片/张三13800001111.jpg")
('ChatExport_2024-01-02/messages2.html', 'telegram-4cat.csv', '照片/[x].jpg')
"""

import re
from functools import lru_cache

from doxdocket.report.release import Guard
from doxdocket.visible_signs import one_line

_DATES = re.compile(
    r"(?<!\d)(?:\d{4}[-_.]\d\d[-_.]\d\d|\d\d[-_.]\d\d[-_.]\d{4}|(?:19|20)\d{6})(?:[-_ T@]{1,3}\d\d[-_.:]?\d\d[-_.:]?\d\d)?(?!\d)"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ACCOUNT = re.compile(r"wxid_|@[\w-]+\.\w", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:qq|wx|wechat|微信|扣扣|tel|phone|手机|电话)[^0-9/]{0,3}(\d{5,})", re.IGNORECASE)
_ENDING = re.compile(r"(?:\.[A-Za-z0-9]{1,5}){1,2}(?:#\d+)?$")
_PART = re.compile(r"[^/]+")
_ENOUGH = 7  # digits of a number that can be somebody's


class FileNames:
    """Called with a name or a path; ``guard`` knows what the case has sealed, before its first run there is none."""

    def __init__(self, instead: str, guard: Guard | None = None) -> None:
        self._instead, self._guard = instead, guard
        self._known = lru_cache(1 << 16)(self._shown)

    def __call__(self, path: str) -> str:
        """The path as it may be shown."""
        return one_line(self._known(path))

    def _shown(self, path: str) -> str:
        open_ = [span for part in _PART.finditer(path) if (span := _personal(part))]
        if not open_:
            return path
        from doxdocket.detect.guarded import personal  # noqa: PLC0415 - where no name can be personal, no detector is loaded

        hits = [(start, end) for start, end, _ in personal(path.replace("/", " "))]
        hits += [found.span(1) for found in _NUMBERED.finditer(path)]
        if self._guard is not None:
            hits += [(start, end) for start, end, _ in self._guard.found(path, self._guard.sealed)]
            hits += self._guard.given(path)
        inside = {(max(a, start), min(b, end)) for a, b in hits for start, end in open_ if max(a, start) < min(b, end)}
        return self._hidden(path, sorted(inside))

    def _hidden(self, path: str, spans: list[tuple[int, int]]) -> str:
        out, at = [], 0
        for start, end in spans:
            if end <= at:
                continue
            if start >= at:
                out += [path[at:start], self._instead]
            at = end
        return "".join([*out, path[at:]])


def closed(path: str, instead: str) -> str:
    """A path, each part in which something may be personal hidden but for its ending, for where nothing tells what in it is somebody's.

    >>> closed("张伟_聊天/result.json", "[x]"), closed("ChatExport_2024-01-02/wxid_a1.txt", "[x]")
    ('[x]/result.json', 'ChatExport_2024-01-02/[x].txt')
    """
    out, at = [], 0
    for start, end in filter(None, map(_personal, _PART.finditer(path))):
        out += [path[at:start], instead]
        at = end
    return one_line("".join([*out, path[at:]]))


def _personal(part: re.Match[str]) -> tuple[int, int] | None:
    """The stretch of a part of a path in which something may be personal, its ending left out; none when nothing can be."""
    text = part[0]
    ending = _ENDING.search(text)
    stem = text[: ending.start()] if ending else text
    if _HAN.search(stem) or _ACCOUNT.search(text) or sum(map(str.isdigit, _DATES.sub("", stem))) >= _ENOUGH:
        return part.start(), part.start() + len(stem)
    return None
