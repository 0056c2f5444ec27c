"""As of when somebody saw an item: the decisions about it, told in one mark that a form carries along.

A decision that rests on another mark than that of now was made without what others decided meanwhile. A decision is about whatever its target names; an undo is
about what the undone one was about. Left out: whether two decisions contradict one another (``decisions.consistent``).

>>> first = Decision("D0001", "t", "甲", "finding.reject", {"finding": "c/1/text/0-3/name"}, "r")
>>> undo = Decision("D0002", "t", "乙", "undo", {"decision": "D0001"}, "r")
>>> seen, now = Versions([first]), Versions([first, undo])
>>> [one.id for one in now.about("c/1/text/0-3/name")]
['D0001', 'D0002']
>>> seen.mark("c/1/text/0-3/name") == now.mark("c/1/text/0-3/name"), now.mark("c/9/text/0-3/name")
(False, '0')
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from doxdocket.decisions.acts import UNDO
from doxdocket.store.case import Case
from doxdocket.store.decisions import Decision, undoes

NONE = "0"
"""The mark of an item on which nobody decided."""


class Versions:
    """The decisions by what they are about."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._about: dict[str, list[Decision]] = defaultdict(list)
        self._items: dict[str, list[str]] = {}
        self.add(decisions)

    @property
    def known(self) -> int:
        """How many decisions it has read."""
        return len(self._items)

    def add(self, decisions: Iterable[Decision]) -> None:
        """Those that came since."""
        for one in decisions:
            undone = (
                [item for id_ in undoes(one.target) for item in self._items.get(id_, ())] if one.act == UNDO else ()
            )
            self._items[one.id] = list(dict.fromkeys([*undone, *_named(one.target.values())]))
            for item in self._items[one.id]:
                self._about[item].append(one)

    def about(self, *items: str) -> list[Decision]:
        """The decisions about any of these, oldest first."""
        found = {one.id: one for item in items for one in self._about.get(item, ())}
        return sorted(found.values(), key=lambda one: (len(one.id), one.id))

    def mark(self, *items: str) -> str:
        """What stands for them all."""
        ids = " ".join(one.id for one in self.about(*items))
        return hashlib.sha256(ids.encode()).hexdigest()[:16] if ids else NONE

    def since(self, mark: str, *items: str) -> list[Decision]:
        """The decisions that came after a mark; all of them where the mark is none of this case."""
        every = self.about(*items)
        ids = [one.id for one in every]
        for n in range(len(ids) + 1):
            known = hashlib.sha256(" ".join(ids[:n]).encode()).hexdigest()[:16] if n else NONE
            if known == mark:
                return every[n:]
        return every


_OF: WeakKeyDictionary[Case, Versions] = WeakKeyDictionary()


def of(case: Case) -> Versions:
    """Those of a case, as of now; what was read is kept while it is open."""
    found = _OF.setdefault(case, Versions(()))
    found.add(case.decisions_after(found.known))
    return found


def _named(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _named(value)
