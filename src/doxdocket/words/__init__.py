"""Every sentence the program says, in Chinese and English: ``zh.toml`` and ``en.toml``, one line a sentence, by sections.

Whoever corrects a sentence edits these two files and no code; ``./docket check`` then says what does not fit. A key is
``section.name``. What stands in braces is a fact that the caller gives; ``{n|post|posts}`` is the first word where n is 1. A fact that differs by
language is given as a pair (zh, en), or as what has both (``Named``). A sentence called without facts is taken as it stands, braces included.

The files are TOML of the plainest kind (``tools.words`` holds them to it), so that a sentence is found in microseconds and nothing is
read that nobody asks for. Left out: words that are read in evidence (``detect``, ``parse``), and the texts of rules (``rules``).

>>> say("marks.comma"), said_in("en", "marks.comma"), zh_en("marks.comma")
('、', ', ', ('、', ', '))
>>> listed("marks.comma", ["a", "b"])
('a、b', 'a, b')
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, Protocol, Self

Lang = Literal["zh", "en"]
HOME = Path(__file__).parent
_PLAIN = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}

_lang: ContextVar[Lang] = ContextVar("lang", default="zh")


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Say everything in this language inside."""
    before = _lang.set(lang)
    try:
        yield
    finally:
        _lang.reset(before)


@cache
def _whole(lang: str) -> str:
    return (HOME / f"{lang}.toml").read_text(encoding="utf-8")


@cache
def _sections(lang: str) -> Mapping[str, tuple[int, int]]:
    """Where the sections of a language begin and end: no line of a sentence begins with a bracket."""
    whole, ends, at = _whole(lang), [], 0
    while (at := whole.find("\n[", at) + 1) > 0:
        ends.append(at)
    return {whole[start + 1 : whole.index("]", start)]: (start, end) for start, end in pairwise([*ends, len(whole)])}


@cache
def template(lang: str, key: str) -> str:
    """A sentence as it stands in the catalogue; KeyError where there is none of this name."""
    lang = "zh" if lang == "zh" else "en"
    name, _, entry = key.partition(".")
    whole, (start, end) = _whole(lang), _sections(lang)[name]
    at = whole.find(f"\n{entry} = ", start, end)
    if at < 0:
        raise KeyError(key)
    at += len(entry) + 4
    mark = whole[at]
    if whole.startswith('"""', at):
        text = whole[at + 4 : whole.index('"""', at + 4)]
    else:
        text = whole[at + 1 : whole.index(f"{mark}\n", at)]
    return _unescaped(text) if mark == '"' and "\\" in text else text


def _unescaped(text: str) -> str:
    return re.sub(r"\\(u[0-9a-f]{4}|.)", lambda m: _PLAIN.get(m[1]) or chr(int(m[1][1:], 16)), text)


def keys(section: str) -> list[str]:
    """The names of a section's sentences in their order; KeyError where there is no such section."""
    start, end = _sections("zh")[section]
    return re.findall(r"^([a-z][\w-]*) = [\"']", _whole("zh")[start:end], re.MULTILINE)


def coded(section: str, between: str = "_") -> "dict[str, Both]":
    """The sentences of a section whose names are codes of the program, by code, in both languages; ``between``: the words of a code.

    >>> coded("apology_acts")["threat"][1]
    'threatened others'
    """
    return {name.replace("_", between): zh_en(f"{section}.{name}") for name in keys(section)}


class _Facts(dict[str, object]):
    """Facts of a sentence, and the words that go by how many there are."""

    def __missing__(self, name: str) -> object:
        counted, *forms = name.split("|")
        if len(forms) != 2:
            raise KeyError(name)
        return forms[self[counted] != 1]


def filled(text: str, lang: str, facts: Mapping[str, object]) -> str:
    """A template with its facts; of a pair, and of what has words in both languages, the side of this language."""
    return text.format_map(_Facts({name: _side(fact, lang) for name, fact in facts.items()}))


def _side(fact: object, lang: str) -> object:
    """The side of this language of what has two."""
    if isinstance(fact, tuple):
        return fact[lang != "zh"]
    return getattr(fact, "zh" if lang == "zh" else "en", fact)


def said_in(lang: str, key: str, /, **facts: object) -> str:
    """The sentence in ``"zh"`` or ``"en"``."""
    text = template(lang, key)
    return filled(text, lang, facts) if facts else text


def say(key: str, /, **facts: object) -> str:
    """The sentence in the language of this call."""
    return said_in(_lang.get(), key, **facts)


class Both(tuple[str, str]):
    """One text in both languages, which is also the pair of them; in the files of rules a mapping (``law.strict_yaml``)."""

    __slots__ = ()

    def __new__(cls, zh: str, en: str) -> Self:
        """Chinese first."""
        return super().__new__(cls, (zh, en))

    def __getnewargs__(self) -> tuple[str, str]:
        """How it is copied."""
        return self[0], self[1]

    @property
    def zh(self) -> str:
        """In Chinese."""
        return self[0]

    @property
    def en(self) -> str:
        """In English."""
        return self[1]

    @property
    def by_lang(self) -> dict[str, str]:
        """As JSON has it."""
        return {"zh": self[0], "en": self[1]}

    def of(self, lang: str) -> str:
        """The text in one of them."""
        return named_in(lang, self)


def zh_en(key: str, /, **facts: object) -> Both:
    """The sentence in both languages, Chinese first: for what is stored or handed on and shown later."""
    return Both(said_in("zh", key, **facts), said_in("en", key, **facts))


class Sentence:
    """A sentence in both languages, Chinese first, each read when it is asked for: the help of a command, of which most is not shown."""

    __slots__ = ("key",)

    def __init__(self, key: str) -> None:
        self.key = key

    def __getitem__(self, side: int) -> str:
        """The one or the other language."""
        return template(("zh", "en")[side], self.key)

    def __iter__(self) -> Iterator[str]:
        return iter((self[0], self[1]))


def by_lang(key: str, /, **facts: object) -> dict[str, str]:
    """The sentence in both languages as JSON has it: ``{"zh", "en"}``."""
    return zh_en(key, **facts).by_lang


class Named(Protocol):
    """What has words in both languages."""

    @property
    def zh(self) -> str:
        """In Chinese."""

    @property
    def en(self) -> str:
        """In English."""


def lang() -> Lang:
    """The language of this call."""
    return _lang.get()


def named_in(lang: str, of: Named) -> str:
    """What something is called in ``"zh"`` or ``"en"``."""
    return of.zh if lang == "zh" else of.en


def named(of: Named) -> str:
    """What something is called in the language of this call."""
    return named_in(_lang.get(), of)


def either(zh: str, en: str) -> str:
    """Of a text that comes in both languages from elsewhere, the one of this call's language."""
    return zh if _lang.get() == "zh" else en


def listed(key: str, items: Iterable[str]) -> Both:
    """Items in a row with the mark of each language between them."""
    zh, en = zh_en(key)
    row = list(items)
    return Both(zh.join(row), en.join(row))
