"""A choice between persons, and whole-number weights that tell which is best.

Features that all options share count by what the person is to the span (``before``, ``new``), features of an option by themselves.

>>> model = Model({("new", "gap=line"): 5, ("", "far=0"): 3})
>>> model.best(Choice(0, ["gap=line"], [Option("A", ("before",), ["far=0"]), Option(None, ("new",), [])]))
1
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from doxdocket.detect.data import table


class Option(NamedTuple):
    """A person that a span may belong to (None: somebody new), what the person is to it, and the features of the two."""

    person: Any
    roles: tuple[str, ...]
    own: list[str]


class Choice(NamedTuple):
    """A span with the features that all its options share, and its options, of which the last is somebody new."""

    at: int
    shared: list[str]
    options: list[Option]


_COMBINED = 64
"""Sets of roles whose weights are kept added up."""


class Model:
    """Weights of features: for each role of those that all options share, and of a person's own (no role)."""

    def __init__(self, weights: Mapping[tuple[str, str], int]) -> None:
        self.by_role: dict[str, dict[str, int]] = defaultdict(dict)
        for (role, name), weight in weights.items():
            self.by_role[role][name] = weight
        self._together = lru_cache(maxsize=_COMBINED)(self._joined)

    def best(self, choice: Choice) -> int:
        """The option with the highest score; of equal ones the first."""
        own = self.by_role[""].get
        scores = []
        for option in choice.options:
            shared = self._together(option.roles).get
            scores.append(sum(map(shared, choice.shared, repeat(0))) + sum(map(own, option.own, repeat(0))))
        return scores.index(max(scores))

    def _joined(self, roles: tuple[str, ...]) -> Mapping[str, int]:
        """Weights of several roles, added up."""
        if len(roles) == 1:
            return self.by_role[roles[0]]
        joined: Counter[str] = Counter()
        for role in roles:
            joined.update(self.by_role[role])
        return dict(joined)


@cache
def tables() -> dict[str, dict[str, str]]:
    """The tables of ``persons.yaml``, each word with its class."""
    own = table("persons.yaml", __package__)
    turned = {
        name: {word: code for code, words in own[name].items() for word in words.split()}
        for name in ("classes", "kin", "kinds")
    }
    sexes = {word: sex for name, sex in (("men", "m"), ("women", "f")) for word in own[name].split()}
    titles = {word: sex for sex, words in own["titles"].items() for word in words.split()}
    return {**turned, "sexes": sexes, "titles": titles}
