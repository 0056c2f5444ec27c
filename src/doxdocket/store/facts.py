"""What the case says of itself and of its key holders, as the rows of the chain that change it hold it.

Title, authority, officers and holders stand in tables that no row witnessed; from 0773 on each row that changes them holds ``facts``: officers
and keys as they then are (names and fingerprints that rows show anyway), and digests of the rest. ``verify`` compares the last with the tables.
Source: docs/decisions/0013-officers-and-keys.md. A case from before says nothing until its next such row.

>>> unlike(
...     {"facts": {"officers": ["甲"], "info": "a", "holders": "b"}},
...     {"officers": ["甲", "乙"], "info": "a", "holders": "b"},
... )
['officers']
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from doxdocket.seal.database import Database
from doxdocket.store.canonical import digest
from doxdocket.store.info import CaseInfo

FACTS = "facts"
PARTS = ("officers", "info", "holders")
"""What is compared; ``info`` is all that the case says of itself but the officers."""


def facts(database: Database, info: CaseInfo | None = None) -> dict[str, object]:
    """As a part of the detail of a row; ``info`` where it is written after the row."""
    found = database.rows("SELECT value FROM meta WHERE key = 'info'")
    said: Any = json.loads(json.dumps(asdict(info))) if info else _read(found[0][0] if found else "")
    held = database.rows("SELECT fingerprint, recipient, role, name, added_at FROM keyholders ORDER BY fingerprint")
    officers = said.pop("officers", [])
    return {
        FACTS: {"officers": officers, "keys": [row[0] for row in held], "info": digest(said), "holders": digest([list(row) for row in held])}
    }  # fmt: skip


def unlike(row: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """The parts in which the facts that a row holds are not those of now."""
    then = row.get(FACTS)
    return [part for part in PARTS if not isinstance(then, Mapping) or then.get(part) != now[part]]


def _read(text: str) -> dict[str, object]:
    try:
        value = json.loads(text)
    except (ValueError, TypeError):
        return {}
    return value if isinstance(value, dict) else {}
