"""A choice between persons, and whole-number weights that tell which is best; ``persons.yaml`` names roles and sorts of features.

Features that all options share count by what the person is to the span (``before``, ``new``), features of an option by themselves.

>>> model = Model({("new", "gap=line"): 5, ("", "far=0"): 3})
>>> model.best(Choice(0, ["gap=line"], [Option("A", ("before",), ["far=0"]), Option(None, ("new",), [])]))
1
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import repeat
from typing import Any, Generic, NamedTuple, TypeVar

from doxdocket.detect.data import table

P = TypeVar("P")


class Option(NamedTuple, Generic[P]):
    """A person that a span may belong to (None: somebody new), what the person is to it, and the features of the two."""

    person: P | None
    roles: tuple[str, ...]
    own: list[str]


class Choice(NamedTuple, Generic[P]):
    """A span (or a person of a post) with the features that all its options share, and its options, of which the last is somebody new."""

    at: int
    shared: list[str]
    options: list[Option[P]]
    post: int = 0


class Because(NamedTuple):
    """A feature that carried an assignment: what the person is to the span (or nothing), the feature, its weight."""

    role: str
    feature: str
    weight: int


_COMBINED = 64
"""Sets of roles whose weights are kept added up."""


class Model:
    """Weights of features: for each role of those that all options share, and of a person's own (no role)."""

    def __init__(self, weights: Mapping[tuple[str, str], int]) -> None:
        self.by_role: dict[str, dict[str, int]] = {role: {} for role in ("", *tables()["roles"])}
        for (role, name), weight in weights.items():
            self.by_role[role][name] = weight
        self._together = lru_cache(maxsize=_COMBINED)(self._joined)

    def best(self, choice: Choice[Any]) -> int:
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

    def weights(self, choice: Choice[Any], option: Option[Any]) -> Iterator[Because]:
        """Each feature of an option with its weight."""
        for role, names in (*((role, choice.shared) for role in option.roles), ("", option.own)):
            yield from (Because(role, name, self.by_role[role].get(name, 0)) for name in names)


def weights_of(name: str) -> Model:
    """The weights of a file beside this."""
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return Model({(role, feature): int(weight) for role, feature, weight in rows})


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
    return {**turned, "sexes": sexes, "titles": titles, "roles": own["roles"], "sorts": own["sorts"]}
