r"""One record that a fast reader refused, or whose layout hides repeated keys: repair, read, and say what was done.

A record is decoded into a ``msgspec.Struct`` that names what a form's records hold. Leaves out: finding where the record
begins and ends (``elements``, ``runs``).

>>> class Post(msgspec.Struct):
...     id: int
...     text: str = ""
...     views: int | None = None
>>> read = Careful(Post, ("id", "text")).read
>>> post, notes = read(b'{"id": 1, "text": "a\\x01b", "views": "many"}')
>>> post, [(note.code, note.detail) for note in notes]
(Post(id=1, text='a\x01b', views=None), [('control_escape', ''), ('wrong_type', 'views')])
>>> read(b'{"id": 1, "text": "one", "text": "two"}')[1][0].detail
'text'
>>> read(b'{"id": 1.0, "views": 1200.0}')  # whole numbers, as pandas writes a column with gaps
(Post(id=1, text='', views=1200), [])
>>> Careful(Post, ("id",), python=True).read(b'{"id": 1, "text": "NaN", "views": NaN}')
(Post(id=1, text='NaN', views=None), [Note(code='not_a_number', start=0, end=38, detail='')])
>>> read(b'{"id": NaN}')
Traceback (most recent call last):
doxdocket.parse.window.Damage: ('not_json', 7)
"""

import json
import re
from collections.abc import Iterable
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from doxdocket.parse.repair import repaired
from doxdocket.parse.window import Damage

T = TypeVar("T", bound=msgspec.Struct)

#: What decoding raises when bytes are not one complete record.
FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_EXACT = 1 << 53
_NAN = re.compile(rb'("(?:[^"\\]|\\.)*+(?:"|\\?\Z))|-?\b(?:NaN|Infinity)\b', re.DOTALL)
_keys = msgspec.json.Decoder(list[dict[str, msgspec.Raw]]).decode


class Note(NamedTuple):
    """One repair of a record: code, byte range in the record, and keys (never content)."""

    code: str
    start: int
    end: int
    detail: str = ""


def without_nan(raw: bytes) -> bytes:
    """The same bytes, or with null for the words that Python writes for what is no number.

    >>> without_nan(b'{"a": NaN, "b": "NaN", "c": -Infinity}')
    b'{"a": null, "b": "NaN", "c": null}'
    """
    if b"NaN" not in raw and b"Infinity" not in raw:
        return raw
    made = _NAN.sub(lambda found: found[1] or b"null", raw)
    return raw if made == raw else made


def repeats(some: bytes) -> bool:
    r"""Whether any record (of some in a row, with commas) may hold a key twice. Fast; may cry wolf, never sleeps.

    A decoder keeps one value of a repeated key, so then the records hold more ``":`` than their keys and values do.

    >>> repeats(b'{"id": 1, "text": "\\":"}, {"id": 2}'), repeats(b'{"id": 1, "id": 2}')
    (False, True)
    """
    try:
        kept = _keys(b"[%b]" % some)
    except FAULTS:
        return True
    values = b"\n".join(chain.from_iterable([one.values() for one in kept]))
    return some.count(b'":') - values.count(b'":') != sum(map(len, kept))


class Careful(Generic[T]):
    """Reads one record as ``kind``; without a ``vital`` field of the right type it is none.

    ``python``: of records that scripts write, where NaN and Infinity (which JSON forbids) stand for no value.
    """

    def __init__(self, kind: type[T], vital: Iterable[str], *, python: bool = False) -> None:
        self.kind, self._vital, self._python = kind, frozenset(vital), python
        self.fields: dict[str, Any] = {one.encode_name: one.type for one in msgspec.structs.fields(kind)}
        self._needed = {one.encode_name for one in msgspec.structs.fields(kind) if one.required}
        self.decode = msgspec.json.Decoder(kind).decode

    def read(self, raw: bytes) -> tuple[T, list[Note]]:
        """Read one record with the repairs it needs; ``Damage`` (at an offset in ``raw``) when they do not help."""
        fixed, repairs = repaired(raw)
        notes = [Note(*repair) for repair in repairs]
        if self._python and (plain := without_nan(fixed)) is not fixed:
            fixed = plain
            notes.append(Note("not_a_number", 0, len(raw)))
        if twice := self._repeated(fixed):
            notes.append(Note("duplicate_key", 0, len(raw), ", ".join(twice)))
        try:
            return self.decode(fixed), notes
        except msgspec.ValidationError:
            record, dropped = self._without_odd_fields(fixed)
            return record, [*notes, Note("wrong_type", 0, len(raw), ", ".join(dropped))] if dropped else notes
        except FAULTS as fault:
            raise Damage("not_json", 0) from fault

    def _repeated(self, fixed: bytes) -> list[str]:
        """Names of keys that stand twice in one object; readers differ in which value they take, we take the last."""
        twice: dict[str, None] = {}

        def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
            one = dict(items)
            if len(one) != len(items):
                names = [name for name, _ in items]
                # A name of ours may be shown; a foreign one could be content.
                shown = (name if name in self.fields else "?" for name in one if names.count(name) > 1)
                twice.update(dict.fromkeys(shown))
            return one

        def refuse(_: str) -> None:
            at = min(i for word in (b"NaN", b"Infinity") if (i := fixed.find(word)) >= 0)
            raise Damage("not_json", at)

        try:
            json.loads(fixed.decode(), object_pairs_hook=pairs, parse_constant=refuse)
        except UnicodeDecodeError as fault:
            raise Damage("invalid_utf8", fault.start) from None
        except json.JSONDecodeError as fault:
            raise Damage("not_json", len(fault.doc[: fault.pos].encode())) from None
        except RecursionError:
            raise Damage("too_deep", 0) from None
        except ValueError:  # a number of thousands of digits
            raise Damage("wrong_type", 0) from None
        return list(twice)

    def _without_odd_fields(self, fixed: bytes) -> tuple[T, list[str]]:
        """The record without the fields whose type the writer never used; ``Damage`` if one of them is vital."""
        try:
            record = msgspec.json.decode(fixed)
        except FAULTS as fault:
            raise Damage("not_json", 0) from fault
        if not isinstance(record, dict):
            raise Damage("wrong_type", 0)
        odd = [name for name in self.fields if name in record and not _fits(record[name], self.fields[name])]
        record |= {name: whole for name in odd if (whole := _whole(record[name])) is not None}
        odd = [name for name in odd if not _fits(record[name], self.fields[name])]
        if self._vital.intersection(odd) or not self._needed <= record.keys():
            raise Damage("wrong_type", 0)
        return msgspec.convert({k: v for k, v in record.items() if k not in odd}, self.kind), odd


def _whole(value: Any) -> int | None:
    """A whole number that was written as a fraction; none from 2⁵³ on, where fractions skip numbers."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else None


def _fits(value: Any, wanted: Any) -> bool:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return False
    return True
