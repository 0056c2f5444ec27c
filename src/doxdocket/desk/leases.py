"""Who is looking at what just now, so that two officers do not decide on the same thing without knowing. In memory: it binds nobody and ends by itself.

>>> held = Leases(lambda: 0.0)
>>> held.look("c/1/text/0-3/name", "甲"), held.look("c/1/text/0-3/name", "乙"), held.look("c/2/text/0-3/name", "甲")
((), ('甲',), ())
>>> held.look("c/1/text/0-3/name", "乙")
()
"""

from collections.abc import Callable

SECONDS = 120
"""After which somebody who asked for nothing is no longer looking."""


class Leases:
    """Of each officer the one thing they look at."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at: dict[str, tuple[str, float]] = {}

    def look(self, item: str, officer: str) -> tuple[str, ...]:
        """An officer looks at an item, and no longer at what they looked at before; who else does."""
        self._at[officer] = item, self._clock() + SECONDS
        return tuple(name for name in self._at if name != officer and self.at(name) == item)

    def leave(self, officer: str) -> None:
        """An officer looks at nothing any more."""
        self._at.pop(officer, None)

    def at(self, officer: str) -> str:
        """What an officer looks at; empty when at nothing."""
        item, until = self._at.get(officer, ("", 0.0))
        return item if self._clock() < until else ""
