"""What an officer typed or brought and did not enter yet: kept in memory for a working day, so that no page has to carry it back and forth in clear.

Each sitting has its own, so only the browser that left something gets it again, and it goes when the officer does; of forms that were begun each officer has one
for all browsers, so that what was half written outlives a lock and a new link, until the officer leaves or is put out. Left out: anything that is recorded.

>>> held = Held(lambda: 0.0)
>>> token = held.keep("周某某")
>>> held.get(token), held.get("none"), Held(lambda: 0.0).get(token)
('周某某', None, None)
>>> held.keep("一半", "/damages"), held.get("/damages"), [*held.named(str)]
('/damages', '一半', ['一半', '周某某'])
>>> held.drop("/damages"), held.get("/damages")
(None, None)
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

T = TypeVar("T")
DAY: Final = 8 * 3600.0
"""Seconds."""
MOST: Final = 512
"""Things kept at once; the oldest goes first."""


class Held:
    """Things by a token that nobody guesses."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def keep(self, thing: Any, name: str = "") -> str:
        """The token of it: ``name``, of which the last thing is kept, or one that nobody guesses."""
        now = self._clock()
        for token in [token for token, (until, _) in self._kept.items() if until <= now]:
            del self._kept[token]
        while len(self._kept) >= MOST:
            self._kept.popitem(last=False)
        token = name or secrets.token_urlsafe(16)
        self._kept[token] = now + DAY, thing
        self._kept.move_to_end(token)
        return token

    def get(self, token: str) -> Any:
        """The thing again; None where it is over, or was never there."""
        until, thing = self._kept.get(token, (0.0, None))
        return thing if until > self._clock() else None

    def drop(self, token: str) -> None:
        """Keep it no longer."""
        self._kept.pop(token, None)

    def named(self, sort: type[T]) -> Iterator[T]:
        """All things of a sort that are kept, the last one first."""
        now = self._clock()
        return (thing for until, thing in reversed(self._kept.values()) if until > now and isinstance(thing, sort))
