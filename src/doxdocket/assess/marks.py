"""Marks on the fields of records, where the data that ``--json`` prints differs from them. Loads nothing: pages of help ask it too.

>>> key("from")
{'key': 'from'}
"""

from collections.abc import Mapping
from typing import Any

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
