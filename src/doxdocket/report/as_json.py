"""The data of a document as JSON.

>>> line({"n": 1, "说": "条"})
'{"n": 1, "说": "条"}'
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from doxdocket import visible_signs


def plain(value: object) -> object:
    """What JSON has no shape for: paths, moments and amounts of money become text, bytes never leave.

    >>> plain(Decimal("30.00"))
    '30.00'
    """
    if isinstance(value, (Path, Decimal)):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if is_dataclass(value):
        return keys(value)
    if hasattr(value, "isoformat"):
        text = str(value.isoformat())
        return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
    raise TypeError(type(value).__name__)


def keys(data: Any) -> Mapping[str, Any]:
    """The data of an answer as a mapping; of a dataclass its fields."""
    return {one.name: getattr(data, one.name) for one in fields(data)} if is_dataclass(data) else data


def line(data: Any, *, indent: int | None = None) -> str:
    """One JSON document in text; what steers a terminal is escaped, and a lone surrogate, which UTF-8 cannot carry."""
    text = visible_signs.in_json(json.dumps(data, ensure_ascii=False, indent=indent, default=plain))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, indent=indent, default=plain)
    return text
