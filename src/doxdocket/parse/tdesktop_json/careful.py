r"""One record that the fast reader refused, or whose layout hides repeated keys: repair, read, and say what was done.

Leaves out: finding where the record begins and ends (``records``).

>>> message, notes = read(b'{"id": 1, "type": "message", "text": "a\\x01b"}')
>>> message.text, [note.code for note in notes]
('a\x01b', ['control_escape'])
>>> read(b'{"id": 1, "text": "one", "text": "two"}')[1][0].detail
'text'
>>> read(b'{"id": NaN}')
Traceback (most recent call last):
doxdocket.parse.window.Damage: ('not_json', 7)
"""

import json
from dataclasses import dataclass
from itertools import chain
from typing import Any

import msgspec

from doxdocket.parse.repair import repaired
from doxdocket.parse.tdesktop_json.message import FIELDS, Message, decode
from doxdocket.parse.window import Damage

#: Keys without which a record is no post that can be cited or read.
_VITAL = ("id", "text")
_keys = msgspec.json.Decoder(list[dict[str, msgspec.Raw]]).decode


@dataclass(frozen=True, slots=True)
class Note:
    """One repair of a record: code, byte range in the record, and keys (never content)."""

    code: str
    start: int
    end: int
    detail: str = ""


def read(raw: bytes) -> tuple[Message, list[Note]]:
    """Read one record with the repairs it needs; ``Damage`` (at an offset in ``raw``) when they do not help."""
    fixed, repairs = repaired(raw)
    notes = [Note(*repair) for repair in repairs]
    twice = _repeated_keys(fixed)
    if twice:
        notes.append(Note("duplicate_key", 0, len(raw), ", ".join(twice)))
    try:
        return decode(fixed), notes
    except msgspec.ValidationError:
        message, dropped = _without_odd_fields(fixed)
        return message, [*notes, Note("wrong_type", 0, len(raw), ", ".join(dropped))]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Damage("not_json", 0) from fault


def repeats(some: bytes) -> bool:
    r"""Whether any record (of some in a row) may hold a key twice. Fast; may cry wolf, never sleeps.

    A decoder keeps one value of a repeated key, so then the records hold more ``":`` than their keys and values do.

    >>> repeats(b'{"id": 1, "text": "\\":"}, {"id": 2}'), repeats(b'{"id": 1, "id": 2}')
    (False, True)
    """
    try:
        kept = _keys(b"[%b]" % some)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return True
    values = b"\n".join(chain.from_iterable([one.values() for one in kept]))
    return some.count(b'":') - values.count(b'":') != sum(map(len, kept))


def _repeated_keys(fixed: bytes) -> list[str]:
    """Names of keys that stand twice in one object; readers differ in which value they take, we take the last."""
    twice: dict[str, None] = {}

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        one = dict(items)
        if len(one) != len(items):
            names = [name for name, _ in items]
            # A name of ours may be shown; a foreign one could be content.
            twice.update(dict.fromkeys(name if name in FIELDS else "?" for name in one if names.count(name) > 1))
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


def _without_odd_fields(fixed: bytes) -> tuple[Message, list[str]]:
    """The record without the fields whose type the writer never used; ``Damage`` if one of them is vital."""
    record = msgspec.json.decode(fixed)
    odd = [name for name in FIELDS if name in record and not _fits(record[name], FIELDS[name])]
    if not isinstance(record, dict) or "id" not in record or any(name in odd for name in _VITAL):
        raise Damage("wrong_type", 0)
    return msgspec.convert({k: v for k, v in record.items() if k not in odd}, Message), odd


def _fits(value: Any, wanted: Any) -> bool:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return False
    return True
