"""One thing that is wrong with a case, in both languages, with how grave it is.

Source: 法发〔2016〕22号, articles 27 and 28: what can be cured (a missing signature) and what excludes (tampering).

>>> changed("out/a.html").severity, curable("x", "sources", zh="甲", en="a").en
('fatal', 'a')
"""

from dataclasses import dataclass
from typing import Literal

from doxdocket.words import zh_en


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
    return fatal("changed", path, *zh_en("fault.is_not_file_this_case", path=path, digests=digests))


def missing(path: str) -> Fault:
    """A file is gone."""
    return fatal("missing", path, *zh_en("fault.is_missing_restore_it_from", path=path))


def added(path: str) -> Fault:
    """A file that this case did not write."""
    return fatal("added", path, *zh_en("fault.was_not_written_by_this", path=path))
