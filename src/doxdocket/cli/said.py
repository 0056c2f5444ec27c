"""Which language this call speaks, by which word it was called, and how it was asked to speak: the settings every command shares.

Source: POSIX locale variables (LC_ALL before LC_MESSAGES before LANG); anything that does not start with ``en`` is
answered in Chinese. ``./docket`` says in the environment by which word the user called it; texts are written with ``doxdocket`` and name
that word where they are printed. Read from the words of the call before they are parsed, so that a wrong call is answered in the
right language too. Left out: LANGUAGE lists and Windows' own setting; ``--lang`` is there for both.

>>> language({"LANG": "en_GB.UTF-8"}), language({"LANG": "C.UTF-8"}), language({"LANG": "en_GB", "LC_ALL": "zh_CN"})
('en', 'zh', 'zh')
>>> Manner.of(["figures", "case", "--json", "--lang=en"], {})
Manner(lang='en', json=True, quiet=False, name='doxdocket')
>>> Manner.of([], {"LANG": "C", CALLED_AS: "./docket"})
Manner(lang='zh', json=False, quiet=False, name='./docket')
"""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Protocol

from doxdocket.report.text import Lang

NAME, CALLED_AS = "doxdocket", "DOXDOCKET_CALLED_AS"


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
    name: str = NAME
    """The word by which the user called the program, as a shell takes it."""

    @classmethod
    def of(cls, words: Sequence[str], environ: Mapping[str, str]) -> "Manner":
        """The manner that these words of a call ask for."""
        words = list(words)
        if "--" in words:
            words = words[: words.index("--")]
        quiet, name = "--quiet" in words or "-q" in words, shlex.quote(environ.get(CALLED_AS) or NAME)
        return cls(_asked(words) or language(environ), "--json" in words, quiet, name)


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


@cache
def _calls() -> re.Pattern[str]:
    """The word of the program before one of its commands or options."""
    from doxdocket.cli.root import root  # noqa: PLC0415 - the root imports this room

    return re.compile(rf"(?<![\w./-]){NAME}(?= (?:--|(?:{'|'.join(root.commands)})(?![\w-])))")


def called(text: str) -> str:
    """A text with the calls that it names written as this call was.

    >>> with speaking(Manner(name="./docket")):
    ...     called("next: doxdocket run case; what doxdocket runs is in /opt/doxdocket run")
    'next: ./docket run case; what doxdocket runs is in /opt/doxdocket run'
    """
    name = _manner.get().name
    return text if name == NAME else _calls().sub(lambda _: name, text)


class Named(Protocol):
    """What has words in both languages."""

    @property
    def zh(self) -> str:
        """In Chinese."""

    @property
    def en(self) -> str:
        """In English."""


def name(of: Named) -> str:
    """What something is called in the language of this call."""
    return of.zh if _manner.get().lang == "zh" else of.en


def say(zh: str, en: str) -> str:
    """One of the two, by the language of this call."""
    return zh if _manner.get().lang == "zh" else en
