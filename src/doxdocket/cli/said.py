"""Which language this call speaks, and how it was asked to speak: the settings every command shares.

Source: POSIX locale variables (LC_ALL before LC_MESSAGES before LANG); anything that does not start with ``en`` is
answered in Chinese. Read from the words of the call before they are parsed, so that a wrong call is answered in the
right language too. Left out: LANGUAGE lists and Windows' own setting; ``--lang`` is there for both.

>>> language({"LANG": "en_GB.UTF-8"}), language({"LANG": "C.UTF-8"}), language({"LANG": "en_GB", "LC_ALL": "zh_CN"})
('en', 'zh', 'zh')
>>> Manner.of(["figures", "case", "--json", "--lang=en"], {})
Manner(lang='en', json=True, quiet=False)
>>> Manner.of([], {"LANG": "C"})
Manner(lang='zh', json=False, quiet=False)
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Lang = Literal["zh", "en"]


def language(environ: Mapping[str, str]) -> Lang:
    """The language of the locale: English when it says so, else Chinese."""
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh"


def _asked(words: Sequence[str]) -> Lang | None:
    """What ``--lang`` asks for, when it asks for something we speak; the last one wins, as everywhere."""
    pairs = pairwise([*words, ""])
    values = [after if word == "--lang" else word[7:] for word, after in pairs if word.startswith("--lang")]
    known: list[Lang] = ["en" if value == "en" else "zh" for value in values if value in ("zh", "en")]
    return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class Manner:
    """How to answer this call."""

    lang: Lang = "zh"
    json: bool = False
    quiet: bool = False

    @classmethod
    def of(cls, words: Sequence[str], environ: Mapping[str, str]) -> "Manner":
        """The manner that these words of a call ask for."""
        words = list(words)
        if "--" in words:
            words = words[: words.index("--")]
        return cls(_asked(words) or language(environ), "--json" in words, "--quiet" in words or "-q" in words)


_manner: ContextVar[Manner] = ContextVar("manner", default=Manner())  # noqa: B039  Manner is frozen


def manner() -> Manner:
    """How this call is to be answered."""
    return _manner.get()


@contextmanager
def speaking(how: Manner) -> Iterator[None]:
    """Answer like this inside, and as before behind it."""
    before = _manner.set(how)
    try:
        yield
    finally:
        _manner.reset(before)


def say(zh: str, en: str) -> str:
    """One of the two, by the language of this call."""
    return zh if _manner.get().lang == "zh" else en
