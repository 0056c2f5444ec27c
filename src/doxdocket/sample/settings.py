"""What ``plan.yaml`` says.

>>> told("y", "findings"), told("不能确定", "links"), told("３", "posts"), told("maybe", "findings")
('yes', 'unsure', 3, None)
>>> told("0", "unlabelled"), told("侮辱、threat", "unlabelled"), told("rude", "unlabelled")
('none', 'insult,threat', None)
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal, TypedDict

import msgspec

from doxdocket.law import strict_yaml
from doxdocket.words import Both

Aim = Literal["precision", "missed"]
Said = str | int
"""yes, no, unsure; how many; or the labels that were missed, joined by commas, none where there are none."""


class Population(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is sampled."""

    aim: Aim
    answers: Literal["yes_no", "count", "labels"]
    fault: Literal["over", "missed", "wrong"]
    size: int
    expect: str
    zh: str
    en: str
    unit: Both
    frame: Both
    asks_zh: str
    asks_en: str
    tolerate: str | None = None


class Built(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Figures, and the populations that they are built of."""

    of: list[str]
    figures: list[str]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    z: str
    confidence: str
    floor: int
    excerpt: int
    populations: dict[str, Population]
    posts: dict[str, Both]
    conduct: dict[str, Both]
    strata: dict[str, dict[str, Both]]
    answers: dict[str, list[str]]
    beside: dict[str, list[str]]
    built: list[Built]


@cache
def settings() -> Settings:
    """What stands in the file."""
    return strict_yaml.read(Path(__file__).with_name("plan.yaml"), Settings)


def told(text: str, population: str) -> Said | None:
    """What somebody answered, as it is kept; None when it is no answer to that question."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    named = {unicodedata.normalize("NFKC", w): name for name, words in settings().answers.items() for w in words}
    how = settings().populations[population].answers
    if how == "yes_no" or named.get(word) == "unsure":
        return named.get(word)
    if how == "labels":
        return _labels(word)
    return int(word) if word.isascii() and word.isdigit() and len(word) < 5 else None


def _labels(word: str) -> str | None:
    """The labels named, in the order of the alphabet; None where one is no label."""
    if word in {"0", "none", "无", "没有"}:
        return "none"
    known = {said: label for label, both in settings().conduct.items() for said in (label, both.zh, both.en)}
    found = [known.get(part.strip()) for part in re.split(r"[,、;]", word) if part.strip()]
    return ",".join(sorted({one for one in found if one})) if found and None not in found else None


class Rule(TypedDict):
    """A rule of acceptance: the largest share of faulty units that is accepted, and at what confidence."""

    tolerate: str
    confidence: str


def rule_of(population: str) -> Rule | None:
    """The rule of acceptance that holds for a population unless a draw says another."""
    tolerate = settings().populations[population].tolerate
    return None if tolerate is None else {"tolerate": tolerate, "confidence": settings().confidence}
