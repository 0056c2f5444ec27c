"""The candidates of a text counted once: by value, kind, plan and place; what each value shows by itself; the other readings of a place.

>>> from doxdocket.detect.reader.candidate import Form, Generator
>>> tally = Tally.of([(0, 11, "phone_number", "13900001850", Verdict.VALID, Form.VERBATIM, Generator.RUN)])
>>> tally.shown["13900001850"][:2], [*tally.others("13900001868")]
(('digits=11', 'plan=mobile'), ['phone_number'])
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doxdocket.detect.reader import groups
from doxdocket.detect.reader.candidate import Offer
from doxdocket.detect.reader.groups import Group
from doxdocket.detect.reader.shown import of_value, step
from doxdocket.records import Verdict

Place = tuple[int, int]
_CHECKED = frozenset({"id_number", "phone_number", "bank_account"})


@dataclass(slots=True)
class Tally:
    """The candidates of a text counted: by value, kind, plan and place."""

    spans: dict[Place, dict[str, Verdict]]
    values: Counter[tuple[str, str]]
    rows: Counter[str]
    known: dict[str, set[str]]  # sure values of kinds that check themselves
    checked: Counter[str]
    plans: Counter[tuple[str, str]]
    shown: dict[str, tuple[str, str, Group]]  # of each value its length, its plan, and all features that it has alone
    _rows: dict[tuple[str, str], Group] = field(default_factory=dict)
    _sure: dict[Place, tuple[tuple[str, ...], str]] = field(default_factory=dict)

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> "Tally":
        """Counted once."""
        spans: dict[Place, dict[str, Verdict]] = defaultdict(dict)
        known: dict[str, set[str]] = defaultdict(set)
        places, rows, values, checked = set(), set(), set(), set()
        for start, end, kind, value, verdict, _, _ in offers:
            spans[start, end].setdefault(kind, verdict)
            places.add((kind, value, start))
            rows.add((kind, start))
            values.add((kind, value))
            if verdict is Verdict.VALID:
                checked.add((kind, value))
                if kind in _CHECKED:
                    known[kind].add(value)
        shown: dict[str, tuple[str, str, Group]] = {}
        for value in {value for _, value in values}:
            length, plan, alone = of_value(value)
            shown[value] = length, plan, (groups.plain, *alone)
        return cls(
            spans,
            Counter((kind, value) for kind, value, _ in places),
            Counter(kind for kind, _ in rows),
            known,
            Counter(kind for kind, _ in checked),
            Counter((kind, shown[value][1]) for kind, value in values),
            shown,
        )

    def rows_of(self, kind: str, plan: str) -> Group:
        """How many there are of a kind."""
        found = self._rows.get((kind, plan))
        if found is None:
            of_plan, checked = step(self.plans[kind, plan], (1, 2, 4)), step(self.checked[kind], (0, 1, 2, 5))
            found = groups.counted, of_plan, checked, step(self.rows[kind], (1, 2, 5, 12))
            self._rows[kind, plan] = found
        return found

    def otherwise(self, start: int, end: int, kind: str) -> Group:
        """The other readings of a place."""
        found = self._sure.get((start, end))
        if found is None:
            others = self.spans[start, end]
            sure = tuple(other for other, verdict in others.items() if verdict is Verdict.VALID)
            found = self._sure[start, end] = sure, step(len(others), (1, 2, 4, 7))
        sure, readings = found
        if kind in sure:
            sure = tuple(other for other in sure if other != kind)
        return groups.read_otherwise, sure, readings

    def others(self, value: str) -> Iterator[str]:
        """The kinds of which another value is sure."""
        return (kind for kind, values in self.known.items() if len(values) > 1 or value not in values)
