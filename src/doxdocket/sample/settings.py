"""What ``plan.yaml`` says.

>>> told("y", "findings"), told("不能确定", "links"), told("３", "posts"), told("maybe", "findings")
('yes', 'unsure', 3, None)
"""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from doxdocket.law import strict_yaml
from doxdocket.law.shapes import Both

Aim = Literal["precision", "missed"]
Said = str | int
"""yes, no, unsure; or how many."""


class Population(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is sampled."""

    aim: Aim
    size: int
    expect: str
    zh: str
    en: str
    asks_zh: str
    asks_en: str


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    z: str
    floor: int
    excerpt: int
    populations: dict[str, Population]
    posts: dict[str, Both]
    conduct: dict[str, Both]
    answers: dict[str, list[str]]
    beside: dict[str, str]


@cache
def settings() -> Settings:
    """What stands in the file."""
    return strict_yaml.read(Path(__file__).with_name("plan.yaml"), Settings)


def told(text: str, population: str) -> Said | None:
    """What somebody answered, as it is kept; None when it is no answer to that question."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    named = {unicodedata.normalize("NFKC", w): name for name, words in settings().answers.items() for w in words}
    if settings().populations[population].aim == "missed":
        if word.isascii() and word.isdigit() and len(word) < 5:
            return int(word)
        return "unsure" if named.get(word) == "unsure" else None
    return named.get(word)
