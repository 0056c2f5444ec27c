"""Words of posts that ask a person whether what was posted is untrue, lawfully public or of somebody who has died.

Source: ``rules/hints.yaml``. A hint is a question; while it is open, what a yes would take out of the low is in none. What it leaves out: which publication is meant (``pipeline.hints``).

>>> [(hint.id, word) for hint, word in said("昨天那个搞错了，不是本人")]
[('taken_back', '搞错')]
>>> hints()["death"].command("c/1/0"), hints()["fiction"].command("c/1/0")
('doxdocket decide CASE person.deceased c/1/0 --reason "…"', 'doxdocket decide CASE publication.untrue c/1/0 "…" --reason "…"')
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from doxdocket.decisions.acts import HINT_NO, acts
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

    def command(self, publication: str) -> str:
        """The command that answers yes."""
        source = ' "…"' if "source" in acts()[self.act].takes else ""
        return f'doxdocket decide CASE {self.act} {publication}{source} --reason "…"'

    def no(self, publication: str) -> str:
        """The command that answers no.

        >>> hints()["fiction"].no("c/1/0")
        'doxdocket decide CASE publication.hint_no c/1/0 fiction --reason "…"'
        """
        return f'doxdocket decide CASE {HINT_NO} {publication} {self.id} --reason "…"'


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    says: Both
    valid_on: date
    next: int
    hours: int
    most: int
    denied: str
    joined: str
    of: str
    hints: list[Hint]


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
def _of() -> re.Pattern[str]:
    """What is corrected, named before a word in its clause."""
    return re.compile(f"({'|'.join(map(re.escape, rules().of.split()))})[^，,。；;！!？?\\s]*$")


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    """Any word of each hint."""
    return {one.id: re.compile("|".join(map(re.escape, one.words.split()))) for one in rules().hints}


def said(text: str) -> list[tuple[Hint, str]]:
    """The hints whose words a text holds and does not deny, each with the first of them, behind what it corrects where that is named.

    >>> [word for _, word in said("年龄写错，是21岁")], [word for _, word in said("学校那行写错了")]
    (['年龄写错'], ['学校写错'])
    >>> said("认准本号，其他都是假的"), said("这回不是小说，是真人")
    ([], [])
    """
    found = []
    for one in rules().hints:
        for match in _words()[one.id].finditer(text):
            if not _denied().search(text, max(0, match.start() - _REACH), match.start()):
                of = _of().search(text, max(0, match.start() - _REACH), match.start()) if one.own else None
                found.append((one, (of[1] if of else "") + match[0]))
                break
    return found


_REACH = 8
"""Characters before a word in which it may be denied: the longest such word and what may stand between."""
