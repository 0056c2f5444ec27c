"""What the custody chain says of each record, beside what the record is now.

The chain is the witness: every source, decision, run and document left a digest in it. A row of the database altered,
added or removed by somebody who holds the key no longer fits; ``verify`` compares the two. Rows that change officers, key holders or what the case says of
itself hold ``facts``: officers and keys as they then are (names and fingerprints that rows show anyway), and digests of the rest. A case from before
0773 says nothing of these until its next such row.

>>> said([CustodyRow(1, "", "", "decide", {"decision": "D0001", "sha256": "ab"}, "", "")])
{'decision:D0001': 'ab'}
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from doxdocket.seal.database import Database
from doxdocket.store.canonical import digest, fields
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.store.custody.officers import FACTS
from doxdocket.store.info import CaseInfo
from doxdocket.store.register import Register

if TYPE_CHECKING:
    from doxdocket.store.case import Case

_PLACES = {
    "add": (("source:{source}", "sha256"), ("source:{source}/stated", "stated")),
    "describe": (("source:{source}/stated", "stated"), ("statement:{statement}", "sha256")),
    "attach": (("attachment:{attachment}", "sha256"),),
    "digest": (("source:{source}/digests", "sha256"),),
    "hashes": (("hash_list:{hash_list}", "sha256"),),
    "timestamp.request": (("time_stamp:{stamp}", "sha256"),),
    "timestamp.attach": (("time_stamp:{answer}", "sha256"),),
    "decide": (("decision:{decision}", "sha256"),),
    "sample": (("sample:{sample}", "sha256"),),
    "register": (("register:{entry}", "sha256"),),
    "run": (("run:{run}/figures", "figures"), ("run:{run}/files", "files"), ("codes", "codes")),
    "report": (("{document}", "sha256"),),
}
PARTS = ("officers", "info", "holders")
"""Of ``facts`` what is compared; ``info`` is all that the case says of itself but the officers."""


def facts(database: Database, info: CaseInfo | None = None) -> dict[str, object]:
    """As a part of the detail of a row; ``info`` where it is written after the row."""
    found = database.rows("SELECT value FROM meta WHERE key = 'info'")
    said: Any = json.loads(json.dumps(asdict(info))) if info else fields(found[0][0] if found else "")
    held = database.rows("SELECT fingerprint, recipient, role, name, added_at FROM keyholders ORDER BY fingerprint")
    officers = said.pop("officers", [])
    return {
        FACTS: {"officers": officers, "keys": [row[0] for row in held], "info": digest(said), "holders": digest([list(row) for row in held])}
    }  # fmt: skip


def said(rows: Sequence[CustodyRow]) -> dict[str, object]:
    """The last digest that the chain holds of each record."""
    found: dict[str, object] = {}
    for row in rows:
        if FACTS in row.detail:
            found |= _parts(row.detail)
        for place, field in _PLACES.get(row.act, ()):
            if field in row.detail:  # describe speaks of the case too, which has case.toml
                found[place.format_map(_Fields(row.detail))] = str(row.detail[field])
    return found


def _parts(detail: Mapping[str, object]) -> dict[str, object]:
    told = detail[FACTS]
    return {part: told.get(part) if isinstance(told, Mapping) else None for part in PARTS}


class _Fields(dict[str, object]):
    """The fields of a row; one that was taken out shows as ``?``."""

    def __missing__(self, key: str) -> str:
        return "?"


def there(case: "Case") -> dict[str, object]:
    """The digest of each record as it is now."""
    found: dict[str, object] = _parts(facts(case.database))
    for one in case.sources():
        found[f"source:{one.sha256}"] = one.sealed()
        found[f"source:{one.sha256}/stated"] = one.stated()
    for statement in case.statements():
        found[f"statement:{statement.name}"] = statement.sealed()
    for source, values in case.hash_lists.digests().items():
        found[f"source:{source}/digests"] = digest(values)
    found |= {f"attachment:{one.id}": one.sealed() for one in case.attachments.all()}
    found |= {f"hash_list:{one.id}": one.sealed() for one in case.hash_lists.all()}
    found |= {f"time_stamp:{one.id}": one.sealed() for one in case.stamps.requests()}
    found |= {f"time_stamp:{one.id}": one.sealed() for one in case.stamps.answers()}
    for decision in case.decisions():
        found[f"decision:{decision.id}"] = decision.sealed()
    found |= {f"sample:{one.id}": one.sealed() for one in case.samples.all()}
    found |= {f"register:{one.name}": one.sealed() for one in Register.of(case).all()}
    recorded = case.shelf.recorded()
    for run in case.runs():
        found[f"run:{run.run_id}/figures"] = str(run.figures_sha256)
        found[f"run:{run.run_id}/files"] = case.files_digest(run.run_id, recorded)
        found["codes"] = digest(case.codes())
    return found | {path: sha256 for path, (sha256, _, what) in recorded.items() if what == "document"}


def unlike(case: "Case", rows: Sequence[CustodyRow]) -> list[str]:
    """The places at which the two differ."""
    now, then = there(case), said(rows)
    silent = set(PARTS) - then.keys()
    return [place for place in sorted({*now, *then} - silent) if now.get(place) != then.get(place)]
