"""Every error this program raises on purpose, each in Chinese and English.

The tree::

    DoxdocketError
    ├── WrongCall          exit 2  the command or its arguments cannot be carried out
    ├── EvidenceFault      exit 1  the evidence says no: tampered, changed while read, not what it claims
    │   └── Unreadable     exit 1  a captured file cannot be read as any known form
    ├── KeyFault           exit 2  no identity of this person opens this case
    ├── RuleFault          exit 3  a rule, case or kind file of ours is wrong
    └── StorageFault       exit 3  disk, permission, or an interrupted machine

An error says what, where, what it means for the evidence, and the next step; its facts are fields. It never
holds a value of personal information: places and kinds only. A name among the facts makes no line of its own.

>>> e = WrongCall(
...     zh="案卷还没有计算过。先运行：doxdocket run {case}",
...     en="this case was not run yet. First run: doxdocket run {case}",
...     case="/tmp/x",
... )
>>> e.exit_code, str(e)
(2, 'this case was not run yet. First run: doxdocket run /tmp/x')
>>> e.said("zh")
'案卷还没有计算过。先运行：doxdocket run /tmp/x'
"""

from pathlib import PurePath
from typing import Any

from doxdocket import words
from doxdocket.visible_signs import one_line


class DoxdocketError(Exception):
    """What went wrong, in both languages, with its facts.

    ``text`` is the key of a sentence in the catalogue (``words``), which the facts fill, or one that is ready in both languages; ``zh`` and ``en``
    are templates that stand in no catalogue, as those of local rules. ``exit_code`` is the command's.
    """

    exit_code = 3

    def __init__(self, text: str | tuple[str, str] = "", /, **facts: object) -> None:
        self.text, self.zh, self.en, self.facts = text, str(facts.pop("zh", "")), str(facts.pop("en", "")), facts
        self.guess: str | None = None
        """What may have been meant (``guess.meant``)."""
        super().__init__(self.said("en"))

    def __reduce__(self) -> tuple[Any, ...]:
        """As it is, from one process to another."""
        return _as_it_was, (type(self), self.args, self.__dict__)

    def said(self, lang: str) -> str:
        """The message in ``"zh"`` or ``"en"``, with what may have been meant."""
        meant = words.said_in(lang, "errors.did_you_mean", near=one_line(self.guess)) if self.guess else ""
        return self._said(lang) + meant

    def _said(self, lang: str) -> str:
        if isinstance(self.text, tuple):
            return self.text[lang != "zh"]
        facts = {k: _told(k, v) for k, v in self.facts.items()}
        if self.text:
            return words.said_in(lang, self.text, **facts)
        return words.filled(self.zh if lang == "zh" else self.en, lang, facts)


def _as_it_was(kind: type[DoxdocketError], args: tuple[object, ...], held: dict[str, object]) -> DoxdocketError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(held)
    return error


def _told(name: str, fact: object) -> object:
    """A fact as it stands in the sentence; ``lines`` are sentences of our own, one a line."""
    return one_line(fact) if isinstance(fact, (str, PurePath)) and not name.startswith("lines") else fact


class WrongCall(DoxdocketError):
    """The command or its arguments cannot be carried out; nothing was changed."""

    exit_code = 2


class KeyFault(DoxdocketError):
    """No identity at hand opens this case."""

    exit_code = 2


class EvidenceFault(DoxdocketError):
    """The evidence says no: a file is not what was taken in, or changed while it was read."""

    exit_code = 1


class Unreadable(EvidenceFault):
    """A captured file cannot be read as any form this program knows."""


class RuleFault(DoxdocketError):
    """A rule, a kind or a case file that ships with the program is wrong."""


class StorageFault(DoxdocketError):
    """The disk, a permission or another process stood in the way."""
