"""Answers about a case that are asked again and again: kept until anything is written into the custody chain, since nothing of the case
changes without it but the day.

>>> asked = []
>>> @as_of_now
... def size(case):
...     asked.append(case)
...     return len(asked)
>>> import pathlib, tempfile
>>> from doxdocket.seal.keys import Identity
>>> from doxdocket.words import speaking
>>> with tempfile.TemporaryDirectory() as home:
...     with Case.create(
...         pathlib.Path(home) / "CASE", title="演示", officers=["甲"], identity=Identity.generate()
...     ) as case:
...         said = size(case), size(case)
...         _ = case.decide("figure.value", {"figure": "persons", "value": 3}, "逐人核对", "甲")
...         with speaking("en"):
...             said += (size(case),)
...         said + (size(case),)
(1, 1, 2, 3)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from doxdocket.store.case import Case
from doxdocket.words import either

T = TypeVar("T")


def as_of_now(ask: Callable[[Case], T]) -> Callable[[Case], T]:
    """The same question, answered anew once the chain has another end, on another day (periods and deadlines run), or in another language."""
    known: WeakKeyDictionary[Case, tuple[Any, T]] = WeakKeyDictionary()

    @wraps(ask)
    def asked(case: Case) -> T:
        day = case.today()
        now = case.custody.end(), day, either("zh", "en")
        found = known.get(case)
        if found is None or found[0] != now:
            found = known[case] = now, ask(case)
        return found[1]

    return asked
