"""Answers about a case that are asked again and again: kept until anything is written into the custody chain, since nothing of the case changes without it.

>>> asked = []
>>> @as_of_now
... def size(case):
...     asked.append(case)
...     return len(asked)
>>> import pathlib, tempfile
>>> from doxdocket.seal.keys import Identity
>>> with tempfile.TemporaryDirectory() as home:
...     with Case.create(
...         pathlib.Path(home) / "CASE", title="演示", officers=["甲"], identity=Identity.generate()
...     ) as case:
...         said = size(case), size(case)
...         _ = case.decide("figure.value", {"figure": "persons", "value": 3}, "逐人核对", "甲")
...         said + (size(case),)
(1, 1, 2)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from doxdocket.store.case import Case
from doxdocket.words import either

T = TypeVar("T")


def as_of_now(ask: Callable[[Case], T]) -> Callable[[Case], T]:
    """The same question, answered anew once the chain has another end, or in another language."""
    known: WeakKeyDictionary[Case, tuple[Any, T]] = WeakKeyDictionary()

    @wraps(ask)
    def asked(case: Case) -> T:
        now = case.custody.end(), either("zh", "en")
        found = known.get(case)
        if found is None or found[0] != now:
            found = known[case] = now, ask(case)
        return found[1]

    return asked
