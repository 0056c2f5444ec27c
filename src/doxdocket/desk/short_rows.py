"""A row without what is empty or lies deeper, for a line of text; an amount stays, without where it is from.

>>> lean({"a": 1, "b": [], "c": ["x", "y"], "d": {"zh": "甲"}, "e": None, "f": {"yuan": "80", "from": "R0007"}})
{'a': 1, 'c': ['x', 'y'], 'f': '80 元'}
"""

from collections.abc import Mapping
from typing import Any


def lean(row: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values of a row."""
    return {name: plain for name, held in row.items() if (plain := _plain(held)) not in (None, "", [])}


def _plain(held: Any) -> Any:
    if isinstance(held, Mapping):
        return f"{held['yuan']} 元" if "yuan" in held else None
    if isinstance(held, list | tuple):
        return None if any(isinstance(one, Mapping) for one in held) else list(held)
    return held
