"""Words of posts that ask a person whether what was posted is untrue, lawfully public or of somebody who has died.

Source: ``rules/hints.yaml``. A hint is a question; while it is open, what a yes would take out of the low is in none. What it leaves out: which publication is meant (``pipeline.hints``).

>>> [(hint.id, word) for hint, word in said("昨天那个搞错了，不是本人")]
[('taken_back', '搞错')]
>>> hints()["death"].command("c/1/0"), hints()["fiction"].command("c/1/0")
('doxdocket decide CASE person.deceased c/1/0 --reason "…"', 'doxdocket decide CASE publication.untrue c/1/0 "…" --reason "…"')
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from doxdocket.decisions.acts import HINT_NO, KIND_UNTRUE, acts
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.law.shapes import Both

How = Literal["same", "reply", "person", "next"]


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question: the act that would answer it, in which posts its words count, and the words."""

    id: str
    name: Both
    act: str
    posts: list[How]
    zh: str
    en: str
    words: str
    own: bool = False
    """Whether only words of whoever posted what is meant count."""

    @property
    def modifier(self) -> str:
        """What the act says: untrue, lawfully_public, deceased."""
        return self.act.partition(".")[2]

    def command(self, publication: str, kind: str | None = None) -> str:
        """The command that answers yes; ``kind``: of that kind alone.

        >>> hints()["taken_back"].command("c/1/0", "school")
        'doxdocket decide CASE publication.kind_untrue c/1/0 school "…" --reason "…"'
        """
        if kind:
            return f'doxdocket decide CASE {KIND_UNTRUE} {publication} {kind} "…" --reason "…"'
        source = ' "…"' if "source" in acts()[self.act].takes else ""
        return f'doxdocket decide CASE {self.act} {publication}{source} --reason "…"'

    def no(self, publication: str, asking: str) -> str:
        """The command that answers no to what the post ``asking`` says of a publication.

        >>> hints()["taken_back"].no("c/1/0", "c/3")
        'doxdocket decide CASE publication.hint_no c/1/0 taken_back c/3 --reason "…"'
        """
        return f'doxdocket decide CASE {HINT_NO} {publication} {self.id} {asking} --reason "…"'


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    says: Both
    valid_on: date
    next: int
    hours: int
    most: int
    denied: str
    joined: str
    other: str
    of: dict[str, str]
    announces: str
    hints: list[Hint]


class No(frozenset[tuple[str, str, str | None]]):
    """What was answered no: hint, publication, and the post whose words that was about; without one, all words."""

    def says(self, hint: str, publication: str, asking: str) -> bool:
        """Whether it was answered no that the words of a post mean a publication, or that anything does.

        >>> no = No({("taken_back", "c/1/0", "c/3")})
        >>> no.says("taken_back", "c/1/0", "c/3"), no.says("taken_back", "c/1/0", "c/7")
        (True, False)
        """
        return (hint, publication, asking) in self or (hint, publication, None) in self


def answered_no(targets: Iterable[Mapping[str, object]]) -> No:
    """The same of the targets of decisions."""
    return No((str(t["hint"]), str(t["publication"]), str(t["asking"]) if t.get("asking") else None) for t in targets)


@cache
def rules() -> File:
    """The hints of this edition."""
    return strict_yaml.read(RULES / "hints.yaml", File)


@cache
def hints() -> Mapping[str, Hint]:
    """Every hint by id."""
    return {one.id: one for one in rules().hints}


@cache
def pattern() -> str:
    """Any word of any hint."""
    return "|".join(re.escape(word) for one in rules().hints for word in one.words.split())


@cache
def _denied() -> re.Pattern[str]:
    """Words right before a word of a hint that turn it into its contrary."""
    denied, joined = ("|".join(map(re.escape, words.split())) for words in (rules().denied, rules().joined))
    return re.compile(f"(?:{denied})(?:{joined})?$")


@cache
def _other() -> re.Pattern[str]:
    """Longer words that hold a word of a hint and say something else."""
    return re.compile("|".join(map(re.escape, sorted(rules().other.split(), key=len, reverse=True))))


@cache
def _of() -> re.Pattern[str]:
    """What is corrected, named before a word in its clause."""
    return re.compile(f"({'|'.join(map(re.escape, rules().of))})[^，,。；;！!？?\\s]*$")


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    """Any word of each hint."""
    return {one.id: re.compile("|".join(map(re.escape, one.words.split()))) for one in rules().hints}


def said(text: str) -> list[tuple[Hint, str]]:
    """The hints whose words a text holds and does not deny, each with the first of them, behind what it corrects where that is named.

    A word that only announces a correction gives way to one that tells it, and one that names a kind to one that takes all or another back.

    >>> [word for _, word in said("年龄写错，是21岁")], [word for _, word in said("学校那行写错了")]
    (['年龄写错'], ['学校写错'])
    >>> [[word for _, word in said(text)] for text in ("更正：学校写错", "学校写错，不是本人", "学校写错，电话打错")]
    [['学校写错'], ['不是本人'], ['写错']]
    >>> said("认准本号，其他都是假的"), said("这回不是小说，是真人"), said("老天爷给编的号是")
    ([], [], [])
    """
    found, other = [], [match.span() for match in _other().finditer(text)]
    for one in rules().hints:
        words = [
            (of[1] if one.own and (of := _of().search(text, max(0, match.start() - _REACH), match.start())) else "", match[0])
            for match in _words()[one.id].finditer(text)
            if not _denied().search(text, max(0, match.start() - _REACH), match.start())
            and not any(start <= match.start() and match.end() <= end for start, end in other)
        ]  # fmt: skip
        told = [word for word in words if word[1] not in rules().announces.split()] or words
        if told:
            whole = next((word for of, word in told if not of), told[0][1])
            kinds = {rules().of.get(of) for of, _ in told}
            found.append((one, "".join(told[0]) if len(kinds) == 1 else whole))
    return found


def kind_of(word: str) -> str | None:
    """The kind that a correction names before its word (``said``); none where it names none, or none alone.

    >>> kind_of("学校写错"), kind_of("号码写错"), kind_of("写错")
    ('school', None, None)
    """
    return next((kind or None for name, kind in rules().of.items() if word.startswith(name)), None)


_REACH = 8
"""Characters before a word in which it may be denied: the longest such word and what may stand between."""
