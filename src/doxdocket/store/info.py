"""What a case says of itself: ``case.toml``, a readable copy of one row of the database.

>>> info = CaseInfo("c1", "演示", "某检察院", ("甲",), "Asia/Shanghai", "cn", "2026-01-01", "ab12")
>>> loads(json.dumps(asdict(info))) == info
True
>>> print(toml(info, ["0f"]).decode().splitlines()[0])
id = "c1"
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import tomli_w

FILE = "case.toml"
DATABASE = "case.sqlite"


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """The facts about a case that everybody may read."""

    id: str
    title: str
    authority: str
    officers: tuple[str, ...]
    display_zone: str  # tz database name; times are kept in UTC and shown in this zone
    rules_edition: str
    created_at: str
    key: str  # fingerprint of the first case key's public half: tells which case a wrapped key belongs to


def loads(text: str) -> CaseInfo:
    """Out of the database's row."""
    fields = json.loads(text)
    return CaseInfo(**(fields | {"officers": tuple(fields["officers"])}))


def toml(info: CaseInfo, holders: Sequence[str]) -> bytes:
    """The bytes of ``case.toml``, with the fingerprints of those who hold a key."""
    return tomli_w.dumps(asdict(info) | {"officers": list(info.officers), "holders": list(holders)}).encode()


def told(folder: Path) -> tuple[str, list[str]]:
    """The case's key and its holders, as fingerprints, as ``case.toml`` tells them to those without a key."""
    try:
        fields = tomllib.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return "", []
    listed = fields.get("holders")
    return str(fields.get("key", "")), [str(one) for one in listed] if isinstance(listed, list) else []
