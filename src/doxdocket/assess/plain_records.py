"""Accounts as plain data: one writer over their records, which ``--json`` prints and ``explain`` searches.

A field of a record is a key of the data, in the order of the fields. Where it is not, a mark on the field says so: ``key`` renames it,
``FLAT`` puts its own keys in its place, ``SPREAD`` makes a key of each of its bounds, ``TOLD`` leaves it out where it is None, ``UNSAID`` always.
Days are written as ISO, amounts with all their digits; of an entry of the register what is sealed is masked. Left out: any words.

>>> from dataclasses import dataclass, field
>>> from doxdocket.assess.marks import SPREAD, TOLD, key
>>> @dataclass(frozen=True)
... class Row:
...     who: str = field(metadata=key("from"))
...     age: tuple[int, int] | None = field(metadata=SPREAD)
...     day: date | None = field(default=None, metadata=TOLD)
>>> plain(Row("D1", (16, 17)))
{'from': 'D1', 'age_low': 16, 'age_high': 17}
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from doxdocket.assess import marks
from doxdocket.assess.damages.account import published
from doxdocket.assess.form import Form, shown
from doxdocket.law.comparables import Comparable
from doxdocket.words import Both

_PAIR = ("low", "high")


def plain(value: object) -> Any:
    """A record, or what a field of one holds, as plain data."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Form):
        return shown(value)
    if isinstance(value, Comparable):
        return {name: plain(published(getattr(value, name), f"case:{value.id}")) for name in value.__struct_fields__}
    if isinstance(value, Both):
        return value.by_lang
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if is_dataclass(value):
        return dict(_pairs(value))
    assert isinstance(value, Iterable)  # noqa: S101 - records hold nothing else
    return [plain(one) for one in value]


def _pairs(record: Any) -> Iterator[tuple[str, Any]]:
    for one in fields(record):
        value, mark = getattr(record, one.name), marks.of(type(record), one)
        name = mark.get("key", one.name)
        if mark.get("unsaid") or (mark.get("told") and value is None):
            continue
        if mark.get("flat"):
            yield from plain(value).items()
        elif mark.get("spread"):
            ends = dict(_pairs(value)) if is_dataclass(value) else dict(zip(_PAIR, value or (None, None), strict=True))
            yield from ((f"{name}_{end}", plain(bound)) for end, bound in ends.items())
        else:
            yield name, plain(value)
