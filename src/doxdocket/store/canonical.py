"""One way to write a record as bytes, so that its digest can be computed again by anybody.

JSON with sorted keys, no spaces, UTF-8 unescaped; times as ISO 8601 in UTC with microseconds.

>>> canonical({"b": 1, "a": "浙"}).decode()
'{"a":"浙","b":1}'
>>> moment(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
'2026-01-02T03:04:05.000000+00:00'
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any


def canonical(value: object) -> bytes:
    """The bytes of a JSON value; a lone surrogate is escaped, since UTF-8 has no bytes for it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def digest(value: object) -> str:
    """Hex SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical(value)).hexdigest()


def fields(text: str) -> dict[str, Any]:
    """A JSON object read back; a text that is none (somebody altered it) as one odd field, for ``verify`` to name."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {"?": text}


def moment(at: datetime) -> str:
    """An aware time as text that sorts."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def now() -> datetime:
    """The clock, where none is given."""
    return datetime.now(UTC)
