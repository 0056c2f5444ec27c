"""One thing that is wrong with a case, in both languages, with how grave it is.

Source: 法发〔2016〕22号, articles 27 and 28: what can be cured (a missing signature) and what excludes (tampering).

>>> changed("out/a.html").severity, curable("x", "sources", zh="甲", en="a").en
('fatal', 'a')
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where, what, and whether it can be cured."""

    code: str
    severity: Literal["fatal", "curable"]
    place: str  # a path within the case folder, or custody:12, decision:D0003, run:…, sources
    zh: str
    en: str


def fatal(code: str, place: str, zh: str, en: str) -> Fault:
    """Authenticity is not assured."""
    return Fault(code, "fatal", place, zh, en)


def curable(code: str, place: str, zh: str, en: str) -> Fault:
    """Something is lacking that can still be stated or explained."""
    return Fault(code, "curable", place, zh, en)


def changed(path: str, was: str = "", now: str = "") -> Fault:
    """A file is not what was written."""
    digests = f" (sha256 {was[:12]}… → {now[:12]}…)" if was else ""
    return fatal(
        "changed",
        path,
        zh=f"{path} 不是本案写下的文件{digests}：被改动、截断或调换。请从备份恢复",
        en=f"{path} is not the file this case wrote{digests}: changed, cut or swapped. Restore it from a backup",
    )


def missing(path: str) -> Fault:
    """A file is gone."""
    return fatal("missing", path, zh=f"{path} 不在了。请从备份恢复", en=f"{path} is missing. Restore it from a backup")


def added(path: str) -> Fault:
    """A file that this case did not write."""
    return fatal(
        "added",
        path,
        zh=f"{path} 不是本案写下的文件。请查明来源后移走",
        en=f"{path} was not written by this case. Find out where it came from, then move it away",
    )
