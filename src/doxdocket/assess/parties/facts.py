"""Facts that a person stated for rules, and the rules they are stated for: of the case, or of one defendant, whose own go before.

>>> from doxdocket.assess.forms.parties import Fact
>>> stated = Facts({f.id: f for f in (Fact(id="guardian_diligent@D5", value=False, reason="无"),)})
>>> stated.of("guardian_diligent", "D5"), stated.of("guardian_diligent", "D6")
(False, None)
>>> Facts(
...     {f.id: f for f in (Fact(id=name, value=True, reason="判决") for name in ("sold", "punished_criminally"))}
... ).case()
{'sold': True}

A fact that is another's negation is told once, and the other follows from it.

>>> stated.of("guardian_failed", "D5")
True
"""

from collections.abc import Iterable, Iterator, Mapping

from doxdocket.assess.forms.parties import Fact
from doxdocket.law.answer import Value
from doxdocket.law.rules import Book
from doxdocket.law.words import personal

_NEGATION = (("guardian_diligent", "guardian_failed"),)
"""Facts of which each is true where the other is not: one article asks whether a guardian did what care demands, another whether he failed to."""


class Facts:
    """What stands of them. ``book``: the rules of the case, which may have a local edition."""

    def __init__(self, entries: Mapping[str, Fact], book: Book | None = None) -> None:
        self.book = book
        self._case: dict[str, Value] = {}
        self._own: dict[tuple[str, str], Value] = {}
        for one in entries.values():
            name, _, at = one.id.partition("@")
            if of := one.defendant or at:
                self._own[name, of] = one.value
            else:
                self._case[name] = one.value
        for name, value in [*self._case.items()]:
            self._case |= {other: so for other, so in _follows(name, value) if other not in self._case}
        for (name, of), value in [*self._own.items()]:
            self._own |= {(other, of): so for other, so in _follows(name, value) if (other, of) not in self._own}

    def of(self, name: str, defendant: str = "") -> Value:
        """One fact; none when nobody stated it."""
        return self._own.get((name, defendant), self._case.get(name))

    def given(self, names: Iterable[str], defendant: str = "") -> dict[str, Value]:
        """Several, for a rule."""
        return {name: self.of(name, defendant) for name in names}

    def case(self) -> dict[str, Value]:
        """Those of the whole case; what is of one person never is, though it was entered without a defendant."""
        return {name: value for name, value in self._case.items() if name not in personal()}

    def own(self, defendant: str) -> dict[str, Value]:
        """Those stated of one defendant alone."""
        return {name: value for (name, of), value in self._own.items() if of == defendant}


def _follows(name: str, value: Value) -> Iterator[tuple[str, bool]]:
    """What a fact says of its negation."""
    for one, other in (*_NEGATION, *((b, a) for a, b in _NEGATION)):
        if name == one and isinstance(value, bool):
            yield other, not value
