"""Marks on the fields of records, where the data that ``--json`` prints differs from them. Loads nothing: pages of help ask it too.

>>> key("from")
{'key': 'from'}
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import Field

Mark = Mapping[str, Any]
FLAT: Mark = {"flat": True}
"""The keys of what it holds stand in its place."""
SPREAD: Mark = {"spread": True}
"""Each of its bounds has a key of its own: ``persons_low``."""
TOLD: Mark = {"told": True}
"""There is no key where it is None."""
UNSAID: Mark = {"unsaid": True}
"""There is no key."""


def key(name: str) -> Mark:
    """The field has another name in the data."""
    return {"key": name}


_OF_LAW: Mapping[tuple[str, str], Mapping[str, Mark]] = {
    ("doxdocket.law.answer", "Answered"): {
        "provision": key("rule"),
        "share": UNSAID,
        "displaced_by": UNSAID,
        "at_least": UNSAID,
    },
    ("doxdocket.law.days", "Counted"): {"excluded": key("excluded_days")},
}
"""Marks of records of the law, which know of no account."""


def of(record: type, field: "Field[Any]") -> Mark:
    """The mark of a field."""
    return _OF_LAW.get((record.__module__, record.__qualname__), {}).get(field.name, field.metadata)
