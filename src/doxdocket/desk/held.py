"""What an officer typed or brought and did not enter yet: kept in memory for an hour, so that no page has to carry it back and forth in clear.

Each sitting has its own, so only the browser that left something gets it again, and it goes when the officer does. Left out: anything that is recorded.

>>> held = Held(lambda: 0.0)
>>> token = held.keep("周某某")
>>> held.get(token), held.get("none"), Held(lambda: 0.0).get(token)
('周某某', None, None)
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

HOUR: Final = 3600.0
MOST: Final = 512
"""Things kept at once; the oldest goes first."""


class Held:
    """Things by a token that nobody guesses."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def keep(self, thing: Any) -> str:
        """The token of it."""
        now = self._clock()
        for token in [token for token, (until, _) in self._kept.items() if until <= now]:
            del self._kept[token]
        while len(self._kept) >= MOST:
            self._kept.popitem(last=False)
        token = secrets.token_urlsafe(16)
        self._kept[token] = now + HOUR, thing
        return token

    def get(self, token: str) -> Any:
        """The thing again; None where it is over, or was never there."""
        until, thing = self._kept.get(token, (0.0, None))
        return thing if until > self._clock() else None
