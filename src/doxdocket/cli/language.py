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
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from doxdocket import words
from doxdocket.report.text import Lang

NAME, CALLED_AS = "doxdocket", "DOXDOCKET_CALLED_AS"
VARIABLE = "_DOXDOCKET_COMPLETE"
"""By which a shell asks what may stand next (``completing``)."""


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
_CASE: ContextVar[str] = ContextVar("case", default="")
_COMMANDS: ContextVar[Collection[str]] = ContextVar("commands", default=())


def manner() -> Manner:
    """How this call is to be answered."""
    return _manner.get()


@contextmanager
def speaking(how: Manner, commands: Collection[str] = ()) -> Iterator[None]:
    """Answer like this inside, and as before behind it. ``commands``: of the program, whose calls are written as this one was."""
    before, case, known = _manner.set(how), _CASE.set(""), _COMMANDS.set(commands)
    try:
        with words.speaking(how.lang):
            yield
    finally:
        _manner.reset(before)
        _CASE.reset(case)
        _COMMANDS.reset(known)


_CALLED = re.compile(rf"(?<![\w./-]){NAME}(?= (?:--|(?P<command>[a-z]+)(?![\w-])))")
"""The word of the program before an option or before what may be one of its commands."""


def of_case(folder: str) -> None:
    """That this call is about this case: the calls that its texts name are about it too."""
    _CASE.set(shlex.quote(folder))


@cache
def _placed() -> re.Pattern[str]:
    """The word that stands for a case, behind a call."""
    return re.compile(rf"(?<![\w./-]){NAME}(?:\s+[a-z]+){{1,2}}\s+(?P<case>CASE|案卷)(?!\w)")


def _filled(text: str) -> str:
    """A text with the case of this call where a call that it names is about any.

    >>> with speaking(Manner()):
    ...     of_case("x/a b")
    ...     _filled("先 doxdocket decide 案卷 conduct.confirm；doxdocket run CASE")
    "先 doxdocket decide 'x/a b' conduct.confirm；doxdocket run 'x/a b'"
    >>> with speaking(Manner()):
    ...     _filled("doxdocket run CASE")
    'doxdocket run CASE'
    """
    folder = _CASE.get()
    return _placed().sub(lambda m: m[0][: m.start("case") - m.start()] + folder, text) if folder else text


def called(text: str) -> str:
    """A text with the calls that it names written as this call was, about the case that it was about.

    >>> with speaking(Manner(name="./docket"), ["run"]):
    ...     called("next: doxdocket run case; what doxdocket runs is in /opt/doxdocket run")
    'next: ./docket run case; what doxdocket runs is in /opt/doxdocket run'
    """
    name, commands, text = _manner.get().name, _COMMANDS.get(), _filled(text)
    if name == NAME:
        return text
    return _CALLED.sub(lambda m: name if m["command"] is None or m["command"] in commands else m[0], text)
