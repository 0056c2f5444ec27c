"""What a person may decide: each act, the things it names, what it does to the figures and on which ground.

Source: ``rules/decisions.yaml``. What it leaves out: whether the things are there, and what follows for the rows.

>>> acts()["person.not_same"].names, acts()["person.same"].many
(('a', 'b'), 'person')
>>> targets("figure.value", ("persons", "812"))
{'figure': 'persons', 'value': '812'}
>>> targets("person.same", ("V0001", "V0002", "V0003"))
{'a': 'V0001', 'b': 'V0002', 'more': ['V0003']}
>>> targets("person.split", ("c/1/0", "c/2/0"))
{'publications': ['c/1/0', 'c/2/0']}
>>> targets("undo", ("D0001",)), targets("undo", ("D0007-D0009",))
({'decision': 'D0001'}, {'decision': 'D0007', 'also': ['D0008', 'D0009']})
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import msgspec

from doxdocket.errors import WrongCall
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.words import Both

UNDO = "undo"
LAWFUL = "lawfully_public"
AGES = ("person.born", "person.age", "person.adult", "person.minor", "person.under_14")
"""Facts of age, each of one person."""
UNTRUE = ("publication.untrue", "person.untrue")
"""Acts that say that evidence shows what was told to be untrue."""
KIND_UNTRUE = "publication.kind_untrue"
"""The act that says so of one kind of a set alone."""
CODES = {
    "group": ("celebrity", "streamer", "news", "private"),
    "relation": ("acquaintance", "stranger"),
    "who": ("managers", "members"),
    "whose": ("nobody",),
    "hint": ("taken_back", "fiction", "notice", "death", "search"),
    "sensitive": ("yes", "no"),
}
"""The answers of acts that take one of a few."""
HINT_NO = "publication.hint_no"
"""The act that answers a hint (``hints.yaml``) with no."""
IDENTIFIES, NOBODY = OF_SETS = ("publication.identifies", "publication.identifies_nobody")
"""Acts that say whether a set points to one specific natural person."""
SENSITIVE = "kind.sensitive"
"""The act that says of a kind of the case whether it is sensitive (PIPL art. 28(1)), where the article leaves it to a person."""
KIN = "person.kin"
"""The act that says that a person is kin of another."""
OF_PERSONS = (
    "person.group", "person.relation", KIN, "person.public_figure", "person.deceased", "person.lawfully_public", "person.untrue", *AGES,
)  # fmt: skip
"""Acts that say something of one person."""


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of decision."""

    id: str
    takes: list[str]
    zh: str
    en: str
    does_zh: str
    does_en: str
    ground: str

    @property
    def names(self) -> tuple[str, ...]:
        """The things it names, each once, without their marks."""
        return tuple(dict.fromkeys(name.rstrip("?.") for name in self.takes))

    @property
    def many(self) -> str | None:
        """The thing of which it takes several."""
        return next((name.rstrip(".") for name in self.takes if name.endswith("...")), None)

    @property
    def least(self) -> int:
        """How many words it needs."""
        return sum(not name.endswith(("?", "...")) for name in self.takes)

    def written(self) -> str:
        """How it is written: ``person.same PERSON PERSON…``."""
        shown = (f"[{n[:-1].upper()}]" if n.endswith("?") else n.replace("...", "…").upper() for n in self.takes)
        return " ".join([self.id, *shown])


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: Both
    valid_on: date
    acts: list[Act]


@cache
def acts() -> Mapping[str, Act]:
    """Every act of this edition, in the order of the file."""
    return {act.id: act for act in strict_yaml.read(RULES / "decisions.yaml", _File).acts}


def targets(name: str, words: Sequence[str]) -> dict[str, object]:
    """The targets of an act by name, as decisions keep them."""
    act = acts()[name]
    most = None if act.many else len(act.takes)
    least = 2 if name == "person.same" else act.least
    if len(words) < least or (most is not None and len(words) > most):
        raise WrongCall("acts.is_written", act=name, how=act.written())
    if act.many == "publication":
        return {"publications": list(dict.fromkeys(words))}
    if act.many == "person":
        return {"a": words[0], "b": words[1], **({"more": list(words[2:])} if words[2:] else {})}
    if act.many == "decision":
        first, *also = dict.fromkeys(one for word in words for one in _ids(word))
        return {"decision": first, **({"also": also} if also else {})}
    return dict(zip(act.names, words, strict=False))


def _ids(word: str) -> list[str]:
    """The decisions that a word names: one, or from one to another."""
    ends = re.fullmatch(r"D(\d+)-D(\d+)", word)
    first, last = (int(ends[1]), int(ends[2])) if ends else (1, 0)
    return [f"D{number:04d}" for number in range(first, last + 1)] if first <= last else [word]


def listed(target: Mapping[str, object], name: str) -> list[str]:
    """The things that a target names under ``name``, one or several."""
    found = target.get(name)
    if isinstance(found, list | tuple):
        return [str(one) for one in found]
    return [] if found is None else [str(found)]


PUBLICATIONS = ("a", "b", "more", "publication", "publications", "person", "of", "from")
"""What targets call the publications they name; a person is named by one of its publications."""


def publications(target: Mapping[str, object]) -> list[str]:
    """All keys of publications in a target, whatever it calls them."""
    return [one for name in PUBLICATIONS for one in listed(target, name)]
