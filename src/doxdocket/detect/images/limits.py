"""The bounds and thresholds of the reader of pictures, from ``limits.yaml`` beside this file; code holds none.

>>> limit("pixels") > 10_000_000, share("face.threshold")
(True, 0.4)
"""

from functools import cache
from typing import Any

from doxdocket.detect.data import table


@cache
def limit(name: str) -> int:
    """A bound in whole numbers; a dot leads into a group."""
    return int(_at(name))


@cache
def share(name: str) -> float:
    """A threshold that is written as a quoted decimal."""
    return float(_at(name))


def _at(name: str) -> Any:
    value = table("images/limits.yaml")
    for part in name.split("."):
        value = value[part]
    return value
